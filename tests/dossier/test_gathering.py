"""Readings in blocks: what several reports share is written once, and each comes out as it went in."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon import dossier
from memcon.dossier import gathering
from memcon.dossier.blocks import block, columns_of, unwoven, woven
from memcon.dossier.gathering import Gathering, Kept
from memcon.dossier.packing import squeezed, written
from memcon.dossier.slimming import Cached
from memcon.extract import extract
from memcon.model.memo import Report
from memcon.pipeline import Options
from memcon.read import read
from memcon.store import readings
from memcon.store.file import open_
from memcon.store.reports import current

EXAMPLES = Path(__file__).parent.parent.parent / "examples"

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
    max_leaves=12,
)


@given(some=st.lists(values, min_size=1, max_size=6))
def test_what_is_woven_comes_out_as_it_was(some: list[Any]) -> None:
    assert unwoven(json.loads(json.dumps(woven(some))), len(some)) == some
    assert columns_of(block(some)) == some


@pytest.mark.parametrize(
    "held",
    [None, [], [2], [0, [0, []]], [2, [0, [1]]], [2, [1, []]], [1, [7, [[0, [1]]]]], [10**9, [0, [1]]], [1, [2]]],
)
def test_what_is_no_block_ends_in_an_error(held: object) -> None:
    with pytest.raises(ValueError):
        columns_of(squeezed(written(held)))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("blocks") / "a.memcon"
    dossier.new(path)
    dossier.add(path, [EXAMPLES / "two-readouts", EXAMPLES / "telephone-call"], at="2026-01-01T00:00:00+00:00")
    return path


def _read(report: Report) -> Cached:
    bare = replace(report, id="R1")
    reading = read(bare)
    extraction = extract(bare, reading)
    return Cached(reading=replace(reading, report="", text=""), extraction=replace(extraction, report=""))


def test_readings_put_together_are_those_that_were_kept(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "FEW", 2)
    monkeypatch.setattr(gathering, "ENOUGH", 2)
    with open_(made, write=True) as store:
        with store.reading() as connection:
            stored = current(connection)
        before = {s.row: Kept(store, [s.report]).take(s.report) for s in stored}
        Gathering(store).story([s.row for s in stored])
        kept = Kept(store, [s.report for s in stored])
        assert {s.row: repr(kept.take(s.report)) for s in stored} == {row: repr(one) for row, one in before.items()}
        assert repr(before[stored[0].row]) == repr(_read(stored[0].report))
    with sqlite3.connect(made) as raw:
        assert raw.execute("SELECT readings FROM block").fetchall() == [(len(stored),)]
        assert raw.execute("SELECT count(*) FROM reading").fetchone() == (len(stored),)
        raw.execute("UPDATE block SET body = x'78'")
    raw.close()
    assert any("block" in fault for fault in dossier.check(made))
    assert dossier.memorandum(made, options=Options(story=None)).reports
    assert dossier.check(made) == ()  # read again, each in a block of its own, the damaged one gone


def test_a_block_that_changed_meanwhile_is_left_alone(made: Path) -> None:
    with open_(made, write=True) as store, store.writing() as connection:
        keys = [bytes(k).hex() for (k,) in connection.exec_driver_sql("SELECT key FROM reading")]
        places = readings.places(connection, keys)
        stale = {key: (number + 1000, 0) for key, (number, _) in places.items()}
        assert not readings.gather(connection, stale, b"x")
        assert readings.places(connection, keys) == places


def test_small_blocks_become_one_when_they_are_enough() -> None:
    alone = {str(n): (n, 0) for n in range(7)}
    assert gathering._chosen(alone, dict.fromkeys(range(7), 1)) == frozenset()
    enough = {str(n): (n, 0) for n in range(9)}
    assert gathering._chosen(enough, dict.fromkeys(range(9), 1)) == frozenset(range(9))
    large = {f"l{n}": (100, n) for n in range(20)}
    assert gathering._chosen({**enough, **large}, dict.fromkeys(range(9), 1) | {100: 20}) == frozenset(range(9))
    part = {f"l{n}": (100, n) for n in range(5)}  # of a block that holds other stories' too
    assert gathering._chosen(part, {100: 6}) == frozenset()
