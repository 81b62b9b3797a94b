"""The agenda of a story told in parts: a plan that several parts tell is one entry, in a dossier as in one brief."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from memcon import dossier
from memcon.dossier.judging import judge
from memcon.dossier.outlook_shelf import OnFile
from memcon.dossier.telling import settled, story
from memcon.model.memo import Memorandum, Report
from memcon.outlook import agenda
from memcon.outlook.types import Agenda
from memcon.pipeline import Options, brief, read_one
from memcon.reconcile.lexis import table
from memcon.store.file import open_

AT = "2026-05-01T08:00:00+00:00"
NOW = datetime(2026, 5, 1, tzinfo=UTC)
MOST = 4
LINES = (
    "Peru's Foreign Minister Rosa Salas will visit Quito on 20 March for talks with Ecuador's Pablo Mora.",
    "Peru's Foreign Minister Rosa Salas is to travel to Ecuador on 20 March, the Ecuadorean government said.",
    "The visit of Peru's Foreign Minister Rosa Salas to Quito, planned for 20 March, has been postponed to 27 March.",
    "Peru's Foreign Minister Rosa Salas met Ecuador's Foreign Minister Pablo Mora in Quito on 27 March.",
    "Peru and Ecuador will hold a naval exercise off Tumbes on 4 April.",
    "Ecuador cancelled the naval exercise with Peru planned for 4 April.",
)
DAYS = ((2, 0), (2, 4), (3, 1), (3, 4), (9, 2), (9, 2), (10, 2), (20, 5), (21, 5), (28, 3), (29, 3), (30, 3))
"""On which days of March what is told."""


@cache
def _read(report: Report) -> tuple[Any, Any, str | None]:
    return read_one(report, strict=True)


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def once(report: Report, *, strict: bool = False) -> tuple[Any, Any, str | None]:
        reading, extraction, why = _read(replace(report, id="", file="", origin=None))
        return replace(reading, report=report.id), replace(extraction, report=report.id), why

    monkeypatch.setattr("memcon.dossier.reading.read_one", once)
    monkeypatch.setattr("memcon.pipeline.read_one", once)
    monkeypatch.setitem(table("stories"), "most", MOST)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    out = []
    for n, (day, line) in enumerate(DAYS):
        out.append(tmp_path / f"{n:02}.txt")
        out[-1].write_text(f"Andean Wire\n{day} March 2026\n\nLIMA — {LINES[line]} It was report {n}.\n", "utf-8")
    return out


def grown(path: Path, files: list[Path], seed: int) -> Path:
    draw = random.Random(seed)
    dossier.new(path)
    order = draw.sample(files, len(files))
    while order:
        some, order = order[: (n := draw.randint(2, 5))], order[n:]
        dossier.add(path, some, at=AT)
    return path


def looked(path: Path) -> tuple[Agenda, list[Memorandum]]:
    """The agenda of what is kept, and all memoranda."""
    with open_(path, write=False) as store:
        found = settled(store, Options())
        assert found is not None
        names = found.numbering
        memos = [story(store, found, s.number, names=names) for s in found.stories]
        with store.reading() as connection:
            return agenda(OnFile(connection, found.stories, names), now=NOW), memos


def test_plans_of_parts_are_one_in_a_dossier_as_in_one_brief(tmp_path: Path, files: list[Path]) -> None:
    first = brief(files)
    whole = [first, *(brief(files, options=Options(story=n)) for n in range(2, 2 + len(first.stories)))]
    assert len(whole) > 2
    wanted = agenda(whole, now=NOW)
    for seed in (1, 2):
        kept, memos = looked(grown(tmp_path / f"{seed}.memcon", files, seed))
        assert kept == agenda(memos, now=NOW)
        assert kept == wanted
    visits = [p for p in wanted.plans if p.mode == "visit"]
    assert [(p.state, p.when, p.sequence) for p in visits] == [("held", "Fri 27 Mar 2026", 1)]
    assert len({c.story for c in visits[0].cites}) > 1
    exercise = [p for p in wanted.plans if "exercise" in p.label]
    assert [(p.state, (p.earliest or "")[:10]) for p in exercise] == [("cancelled", "2026-04-04")]


def test_plans_that_a_person_takes_for_one_are_one(tmp_path: Path, files: list[Path]) -> None:
    files[4].write_text(files[4].read_text("utf-8").replace(LINES[2], LINES[1].replace("Rosa Salas", "Ana Quiroz")))
    path = grown(tmp_path / "s.memcon", files, 1)
    before, memos = looked(path)
    one, two = (next(p for p in before.plans if who in p.label) for who in ("Salas", "Quiroz"))
    assert one.story != two.story
    judge(path, ("same", one.event, f"{two.event}@{two.story}"), by="Ana", because="so", at=AT, story=one.story)
    after, memos = looked(path)
    assert after == agenda(memos, now=NOW)
    assert len(after.plans) == len(before.plans) - 1
