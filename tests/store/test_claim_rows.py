# ruff: noqa: S608 - the words put together here are ours
"""Claims in few bytes: what plain SQL reads of a row is what was put into it, and what the memorandum says."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon import dossier
from memcon.pipeline import Options
from memcon.store import packs

EXAMPLES = Path(__file__).parent.parent.parent / "examples"

figures = st.tuples(
    st.integers(0, 60_000),
    st.one_of(st.integers(0, 60_000), st.integers(packs.HIGH - 2, 10 * packs.HIGH)),
    st.one_of(st.integers(0, 300), st.integers(0xD700, packs.HIGH - 1)),
    st.integers(0, packs.LETTERED - 1),
    st.integers(0, 60_000),
)


@given(some=st.lists(figures, min_size=1, max_size=packs.MOST))
def test_sql_reads_the_figures_that_were_put_in(some: list[tuple[int, int, int, int, int]]) -> None:
    asked = ", ".join(
        packs.COLUMNS[name] for name in ("event", "number", "start", "length", "slot", "how", "credibility")
    )
    with sqlite3.connect(":memory:") as raw:
        raw.execute("CREATE TABLE claims (id INTEGER PRIMARY KEY, event INTEGER, number INTEGER, body TEXT)")
        raw.execute("CREATE TABLE nth (n INTEGER PRIMARY KEY)")
        raw.execute(f"INSERT INTO nth {packs.NTH}")
        raw.execute("INSERT INTO claims VALUES (1, 9, 7, ?)", (packs.packed(some),))
        found = raw.execute(f"SELECT {asked}, {packs.figure(packs.SIDE)} FROM {packs.EACH} ORDER BY nth.n").fetchall()
    raw.close()
    assert found == [
        (
            9 + event - 1,
            7 + n,
            start,
            length,
            what % packs.SLOTTED - 1 if what % packs.SLOTTED else None,
            what // packs.SLOTTED % (packs.STANCED // packs.SLOTTED),
            what // packs.STANCED or None,
            side,
        )
        for n, (event, start, length, what, side) in enumerate(some)
        if event
    ]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("claims") / "a.memcon"
    dossier.new(made)
    dossier.add(made, [EXAMPLES / "two-readouts"], at="2026-01-01T00:00:00+00:00")
    return made


def test_every_claim_of_an_event_is_a_row_in_words(path: Path) -> None:
    memo = dossier.memorandum(path, options=Options(story=1))
    files = {r.id: r.file for r in memo.reports}
    told = [
        (c.id, c.event, c.slot, c.stance, c.manner, c.kind, c.side, files[c.report], c.evidence[0].quote)
        for c in memo.claims
        if c.event is not None
    ]
    asked = "SELECT name, event, slot, stance, manner, kind, side, file, words FROM claim_words WHERE story > 0"
    with sqlite3.connect(path) as raw:
        rows = raw.execute(asked).fetchall()
        (count,) = raw.execute("SELECT sum(told) FROM claims").fetchone()
        ids = [row[0] for row in raw.execute("SELECT id FROM claim_words")]
    raw.close()
    assert len(told) > 20
    assert sorted(rows, key=repr) == sorted(told, key=repr)
    assert count == len(told) == len(set(ids))
