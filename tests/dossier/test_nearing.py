"""Pairs of events of two parts that were nearly one: named, judged by the words that are named with them, and gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from memcon import dossier
from memcon.dossier.judging import judge, near_misses, near_pairs, standing
from memcon.dossier.waiting import NearMiss
from memcon.model.codec import dumps
from memcon.model.errors import InputError
from memcon.model.memo import Report
from memcon.pipeline import Options, brief, read_one
from memcon.present.cli import app
from memcon.reconcile.lexis import table

AT = "2026-05-01T08:00:00+00:00"
MOST = 6
LINES = (
    "Peru urged Chile to free the sailors.",
    "Peru demanded that Chile pay for the boat.",
    "Peru's President Ana Quispe telephoned Chilean President Tomás Olavarría on {day}.",
)


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
    for n in range(2 * MOST):
        day = date(2026, 3, 2) + timedelta(days=n if n < MOST else n + 3)
        told = LINES[0 if n < MOST + 2 else 1], LINES[2].format(day=f"{day:%A}")
        out.append(tmp_path / f"{n:03}.txt")
        out[-1].write_text(
            f"LIMA, {day:%B} {day.day}, {day.year} - {' '.join(told)} Report {n} of the Wire.\n", "utf-8"
        )
    return out


@pytest.fixture
def path(tmp_path: Path, files: list[Path]) -> Path:
    dossier.new(tmp_path / "s.memcon")
    dossier.add(tmp_path / "s.memcon", files, at=AT)
    return tmp_path / "s.memcon"


def across(path: Path, story: int = 1) -> list[NearMiss]:
    return [n for n in near_pairs(path, story=story) if n.right_story is not None]


def asked(found: list[NearMiss]) -> list[NearMiss]:
    """The pair of the two things that Peru asks for."""
    words = [(n.left_sentence.quote, n.right_sentence.quote) for n in found]
    return [n for n, some in zip(found, words, strict=True) if {"urged", "demanded"} <= set(" ".join(some).split())]


def test_a_pair_of_two_parts_is_named_with_the_others(path: Path) -> None:
    found = near_pairs(path, story=1)
    (pair,) = asked(across(path))
    assert pair in found
    assert [n.number for n in found] == list(range(1, 1 + len(found)))
    assert {replace(n, number=0) for n in near_misses(dossier.memorandum(path))} <= {
        replace(n, number=0) for n in found
    }
    assert (pair.verdict, pair.right_story, pair.right_event.partition("@")[2]) == ("different", 2, "2")
    assert 0 < pair.score < pair.needed
    there = dossier.memorandum(path, options=Options(story=2))
    event = next(e for e in there.events if e.id == pair.right_event.partition("@")[0])
    assert pair.right_label == event.label
    assert pair.right in {m.trigger for m in event.mentions}
    text = next(r.text for r in there.reports if r.id == pair.right.report)
    assert text[pair.right.start : pair.right.end] == pair.right.quote


def test_the_pair_is_named_from_the_other_part_too(path: Path) -> None:
    (one,), (two,) = asked(across(path)), asked(across(path, 2))
    assert (one.left, one.score, one.spoke_for) == (two.right, two.score, two.spoke_for)


def test_what_was_judged_is_named_no_more(path: Path, files: list[Path]) -> None:
    (pair,) = asked(across(path))
    made = judge(path, ("same", pair.left_event, pair.right_event), by="Ana", because="One act", at=AT)
    assert made.now is not None
    assert made.now.resting is None
    assert asked(across(path)) == []
    assert [n for n in asked(across(path, 2)) if n.right_story == 1] == []
    whole = brief(files, options=Options(judgements=standing(path)))
    assert dumps(dossier.memorandum(path)) == dumps(whole)


def test_what_is_one_only_just_is_named_to_be_parted(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [n for n in across(path) if n.verdict == "same"] == []
    monkeypatch.setattr("memcon.dossier.nearing.NARROW", 1.0)
    one = next(n for n in across(path) if n.verdict == "same")
    memo = dossier.memorandum(path)
    event = next(e for e in memo.events if e.id == one.left_event)
    assert f"{event.twins[0].event}@{event.twins[0].story}" == one.right_event
    judge(path, ("different", one.left_event, one.right_event), by="Ana", because="Two", at=AT)
    assert not next(e for e in dossier.memorandum(path).events if e.id == one.left_event).twins


def test_the_command_says_what_to_write(path: Path) -> None:
    out = CliRunner().invoke(app, ["judge", str(path), "--near", "--story", "2"])
    assert out.exit_code == 0, out.output
    (pair,) = asked(across(path, 2))
    assert f"same {pair.left_event} {pair.right_event} --story 2" in out.output
    assert pair.right_label in out.output
    with pytest.raises(InputError, match="no story 9"):
        near_pairs(path, story=9)
