"""One event told otherwise in two parts is in dispute: in one brief, in a dossier, and in its lists."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from memcon import dossier
from memcon.dossier.judging import judge, open_across
from memcon.model.codec import dumps
from memcon.model.memo import Otherwise, Report
from memcon.pipeline import Options, brief, read_one
from memcon.present.cli import app
from memcon.reconcile.lexis import table
from memcon.store import queries
from memcon.store.file import open_

AT = "2026-05-01T08:00:00+00:00"
MOST = 5
SEIZED = "Chile detained {number} sailors of the trawler Santa Rosa in {town} on March {day}."


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


def files_in(folder: Path, *told: str) -> list[Path]:
    """Two parts of a story: of a call every day, and of one act that either tells in its own way."""
    out = []
    for n in range(2 * MOST):
        day = date(2026, 3, 2) + timedelta(days=n if n < MOST else n + 7)
        call = f"Peru's President Ana Quispe telephoned Chilean President Tomás Olavarría on {day:%A}."
        words = told[n // MOST] if n % MOST < 3 else "Peru sold copper to Japan."
        out.append(folder / f"{n:02}.txt")
        out[-1].write_text(f"LIMA, {day:%B} {day.day}, {day.year} - {words} {call} Report {n} of the Wire.\n", "utf-8")
    return out


@pytest.mark.parametrize(
    ("other", "slot", "disputed"),
    [
        ({"number": "60"}, "amount", True),
        ({"day": "2"}, "time", True),
        ({"town": "Buenos Aires"}, "place", True),
        ({"number": "more than 30"}, None, False),
        ({"day": "1", "number": "40"}, None, False),
    ],
)
def test_values_of_two_parts_that_exclude_each_other_are_in_dispute(
    tmp_path: Path, other: dict[str, str], slot: str | None, disputed: bool
) -> None:
    base = {"number": "40", "town": "Santiago", "day": "1"}
    files = files_in(tmp_path, SEIZED.format(**base), SEIZED.format(**{**base, **other}))
    path = tmp_path / "s.memcon"
    dossier.new(path)
    dossier.add(path, files[3:], at=AT)
    dossier.add(path, files[:3], at=AT)
    for number in (1, 2):
        memo = dossier.memorandum(path, options=Options(story=number))
        assert dumps(memo) == dumps(brief(files, options=Options(story=number)))
        event = next(e for e in memo.events if "detains" in e.label)
        (twin,) = event.twins
        assert [(o.slot, o.disputed) for o in twin.otherwise] == ([(slot, True)] if slot else [])
        assert all(isinstance(o, Otherwise) and o.here != o.there for o in twin.otherwise)
    with open_(path, write=False) as store, store.reading() as connection:
        lines = queries.events(connection, queries.Asked(), limit=100).lines
    (listed,) = (line for line in lines if "detains" in line.label)
    assert listed.reports == 6
    assert (slot in (listed.disputed or ())) == disputed


def test_a_dispute_over_parts_waits_for_a_judgement_in_either(tmp_path: Path) -> None:
    told = [SEIZED.format(number=n, town="Arica", day="1") for n in ("40", "60")]
    path = tmp_path / "s.memcon"
    dossier.new(path)
    dossier.add(path, files_in(tmp_path, *told), at=AT)
    (one,) = open_across(dossier.memorandum(path))
    (two,) = open_across(dossier.memorandum(path, options=Options(story=2)))
    assert (one.slot, one.here, one.there_story) == ("amount", two.there, 2)
    assert (one.there_event, one.reports) == (two.event, two.there_reports)
    shown = CliRunner().invoke(app, ["judge", str(path), "--open", "--story", "2"]).output
    assert f"{two.event}  {two.label}: amount, cannot be so here and in part 1" in shown
    words = f"slot {one.event} amount {one.reports[0]}"
    assert words.rpartition(" ")[0] in CliRunner().invoke(app, ["judge", str(path), "--open"]).output
    judge(path, words.split(), by="Ana", because="counted", at=AT)
    assert open_across(dossier.memorandum(path)) == ()
