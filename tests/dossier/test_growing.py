"""A dossier that grows: a story of very many reports, told in parts, ends in any order as one brief over all of it."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from memcon import dossier
from memcon.dossier.telling import settled
from memcon.model.codec import dumps
from memcon.model.memo import Report
from memcon.pipeline import Options, brief, read_one
from memcon.reconcile.lexis import table
from memcon.store import memoranda
from memcon.store.file import open_

START = "2026-05-01T08:00:00+00:00"
MOST = table("stories")["most"]
THEMES = (
    "telephoned {other} on {day} and asked him to reopen the border at Tacna.",
    "condemned the seizure of the trawler Santa Rosa off Arica on {day}.",
    "will travel to Santiago on {day} for talks with {other} about water from the Lauca.",
)


def written(folder: Path, count: int) -> list[Path]:
    """Short reports between the same two states over some weeks; every seventh bears no day, the last name nobody."""
    folder.mkdir()
    out = []
    for n in range(count):
        day = date(2026, 3, 2) + timedelta(days=n // 3)
        line = f"LIMA, {day:%B} {day.day}, {day.year} - " if n % 7 else ""
        body = THEMES[n % 3].format(other="Chilean President Tomás Olavarría", day=f"{day:%A}")
        text = f"{line}Peru's President Ana Quispe {body} Report number {n} of the Andean Wire."
        out.append(folder / f"{n:03}.txt")
        out[-1].write_text(text if n < count - 2 else f"It rained for {n} hours.", "utf-8")
    return out


@cache
def _read(report: Report) -> tuple[Any, Any, str | None]:
    return read_one(report, strict=True)


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each text is parsed once for all tests."""

    def once(report: Report, *, strict: bool = False) -> tuple[Any, Any, str | None]:
        reading, extraction, why = _read(replace(report, id="", file="", origin=None))
        return replace(reading, report=report.id), replace(extraction, report=report.id), why

    monkeypatch.setattr("memcon.dossier.reading.read_one", once)
    monkeypatch.setattr("memcon.pipeline.read_one", once)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return written(tmp_path_factory.mktemp("many") / "reports", MOST + 14)


def grown(path: Path, files: list[Path], seed: int) -> Path:
    """A dossier that the files came to in an order and in adds drawn from the seed."""
    draw = random.Random(seed)
    order = draw.sample(files, len(files))
    dossier.new(path)
    while order:
        some, order = order[: draw.randrange(1, 25)], order[24:] if len(order) > 24 else []
        dossier.add(path, [*some], at=START)
    dossier.add(path, files, at=START)
    return path


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("seed", [1])
def test_a_story_of_very_many_reports_ends_in_any_order_as_one_brief(
    tmp_path: Path, files: list[Path], seed: int
) -> None:
    path = grown(tmp_path / "s.memcon", files, seed)
    with open_(path, write=False) as store:
        found = settled(store, Options())
    assert found is not None
    assert len(found.stories) > 1
    assert max(s.reports for s in found.stories) <= MOST
    assert sorted(m for s in found.stories for m in s.members) == sorted(one.row for one in found.lines)
    for number in {1, len(found.stories)}:
        options = Options(story=number)
        assert dumps(dossier.memorandum(path, options=options)) == dumps(brief(files, options=options))


@pytest.mark.usefixtures("read_once")
def test_only_the_story_that_a_report_touches_is_told_again(tmp_path: Path, files: list[Path]) -> None:
    path = grown(tmp_path / "s.memcon", files, 3)
    with open_(path, write=False) as store, store.reading() as connection:
        before = {s.memorandum for s in memoranda.shown(connection)}
    more = tmp_path / "more.txt"
    more.write_text("OSLO, March 4, 2026 - Norway expelled two diplomats of Iceland on Tuesday.", "utf-8")
    dossier.add(path, [more], at=START)
    with open_(path, write=False) as store, store.reading() as connection:
        after = {s.memorandum for s in memoranda.shown(connection)}
    assert before < after
    assert len(after - before) == 1
    assert dossier.check(path) == ()


def test_several_processes_read_the_same(tmp_path: Path, files: list[Path]) -> None:
    told = []
    for jobs in (1, 2):
        path = tmp_path / f"{jobs}.memcon"
        dossier.new(path)
        dossier.add(path, files[:10], at=START, options=Options(jobs=jobs))
        told.append(dumps(dossier.memorandum(path)))
    assert told[0] == told[1]
