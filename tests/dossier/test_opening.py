"""Parts of packed memoranda: what is opened in part is what the whole has there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon import dossier
from memcon.dossier.opening import events_alone, of_event, of_report
from memcon.dossier.packing import _codec, column
from memcon.dossier.placing import Book
from memcon.dossier.selection import part
from memcon.dossier.slicing import sliced
from memcon.dossier.telling import Settled, settled, story
from memcon.dossier.waiting import NearMiss, near_misses, open_disputes
from memcon.model.memo import Memorandum, Tool
from memcon.model.places import Span
from memcon.pipeline import Options
from memcon.store.file import open_
from tests.dossier.test_dossier import EXAMPLES, reports

TEXT = "Oslo said no."


@dataclass(frozen=True, slots=True, kw_only=True)
class Small:
    """Every kind of column."""

    word: str
    maybe: str | None
    kind: Literal["a", "b"]
    number: int
    share: float
    likely: int | None
    words: tuple[str, ...]
    place: Span | None
    pair: tuple[int, int]
    below: tuple[Span, ...]
    switch: bool


spans = st.tuples(st.integers(0, 6), st.integers(0, 7)).map(
    lambda p: Span(report="R1", start=p[0], end=p[0] + p[1], quote=TEXT[p[0] : p[0] + p[1]])
)
smalls = st.builds(
    Small,
    word=st.sampled_from(["x", "y"]),
    maybe=st.none() | st.text(max_size=3),
    kind=st.sampled_from(["a", "b"]),
    number=st.integers(-1000, 1000),
    share=st.sampled_from([0.5, 1.0]),
    likely=st.none() | st.integers(0, 200),
    words=st.lists(st.sampled_from(["u", "v"]), max_size=3).map(tuple),
    place=st.none() | spans,
    pair=st.tuples(st.integers(0, 500), st.integers(500, 999)),
    below=st.lists(spans, max_size=2).map(tuple),
    switch=st.booleans(),
)


@given(st.lists(smalls, min_size=1, max_size=12), st.data())
def test_some_rows_of_a_column_are_those_of_the_whole(values: list[Small], data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.integers(0, len(values) - 1), max_size=6))
    enc, dec = _codec(Small)
    book = Book({"R1": TEXT})
    enc(values, book)
    if book.numbers:
        book.ordered()
    cut = sliced(Small, enc(values, book), len(values), rows)
    assert dec(cut, len(rows), book) == [values[i] for i in rows]


@pytest.mark.parametrize("broken", [None, 7, [], {"t": [1]}, [["x"]], "###"])
def test_what_is_no_column_is_said_to_be_none(broken: object) -> None:
    with pytest.raises(ValueError, match=r"column|short"):
        sliced(Small, broken, 2, [1])


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("opening") / "o.memcon"
    dossier.new(made)
    for bundle in ("trawler", "trawler-week", "two-readouts"):
        dossier.add(made, reports(EXAMPLES / bundle), at="2026-05-01T08:00:00+00:00")
    return made


@pytest.fixture(scope="module")
def wholes(path: Path) -> tuple[tuple[Settled, int, Memorandum], ...]:
    """The stories of the dossier, opened whole."""
    with open_(path, write=False) as store:
        found = settled(store, Options())
        assert found is not None
        return tuple((found, s.number, story(store, found, s.number)) for s in found.stories)


def _near(memo: Memorandum, event: str) -> list[NearMiss]:
    return [replace(n, number=0) for n in near_misses(memo) if event in (n.left_event, n.right_event)]


def test_one_event_is_opened_as_the_whole_has_it(
    path: Path, wholes: tuple[tuple[Settled, int, Memorandum], ...]
) -> None:
    near = 0
    with open_(path, write=False) as store:
        for found, number, memo in wholes:
            for event in memo.events:
                some = story(store, found, number, cut=of_event(event.id))
                assert part(some, {event.id}, ()) == part(memo, {event.id}, ())
                assert _near(some, event.id) == _near(memo, event.id)
                waits = [o for o in open_disputes(memo) if o.event == event.id]
                assert [o for o in open_disputes(some) if o.event == event.id] == waits
                assert len(some.claims) < len(memo.claims)
                near += len(_near(some, event.id))
    assert near


def test_one_report_is_opened_as_the_whole_has_it(
    path: Path, wholes: tuple[tuple[Settled, int, Memorandum], ...]
) -> None:
    with open_(path, write=False) as store:
        for found, number, memo in wholes:
            for report in memo.reports:
                some = story(store, found, number, cut=of_report(report.id))
                assert some.claims == tuple(c for c in memo.claims if c.report == report.id)
                assert some.events == ()
                assert some.reports == memo.reports


def test_events_are_opened_without_their_claims(
    path: Path, wholes: tuple[tuple[Settled, int, Memorandum], ...]
) -> None:
    with open_(path, write=False) as store:
        found, number, memo = wholes[0]
        some = story(store, found, number, cut=events_alone({memo.events[1].id, memo.events[3].id}))
    assert (some.events, some.claims) == ((memo.events[1], memo.events[3]), ())


def test_an_event_that_is_none_leaves_no_event(path: Path, wholes: tuple[tuple[Settled, int, Memorandum], ...]) -> None:
    with open_(path, write=False) as store:
        found, number, _ = wholes[0]
        assert story(store, found, number, cut=of_event("E999")).events == ()


def test_a_memorandum_of_nothing_is_cut_to_nothing() -> None:
    empty = Memorandum(tool=Tool(name="memcon", version="0", rules="0"), reports=())
    cut = of_event("E1")(column(empty, {}))
    assert _codec(Memorandum)[1](cut, 1, {}) == [empty]
    assert _codec(Memorandum)[1](of_report("R1")(column(empty, {})), 1, {}) == [empty]
