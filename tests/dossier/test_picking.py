"""Single values of packed columns: what is picked is what the whole has in that row."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.dossier.outlooking import KINDS, Body, Levers, Places, Spot, Waits, small
from memcon.dossier.packing import column, written
from memcon.dossier.picking import picked, table
from memcon.outlook.levers import Told
from memcon.outlook.types import Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    """What stands below."""

    name: str
    figures: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Small:
    """Every kind of column that is picked from."""

    word: str
    maybe: str | None
    kind: Literal["a", "b"]
    number: int
    share: float
    likely: int | None
    words: tuple[str, ...]
    pair: tuple[int, int]
    mixed: tuple[str, int, str]
    below: tuple[Inner, ...]
    one: Inner | None
    switch: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """Several of them."""

    all: tuple[Small, ...]


inners = st.builds(Inner, name=st.sampled_from(["p", "q"]), figures=st.lists(st.integers(0, 9), max_size=3).map(tuple))
smalls = st.builds(
    Small,
    word=st.sampled_from(["x", "y"]),
    maybe=st.none() | st.text(max_size=3),
    kind=st.sampled_from(["a", "b"]),
    number=st.integers(-1000, 1000),
    share=st.sampled_from([0.5, 1.0]),
    likely=st.none() | st.integers(0, 200),
    words=st.lists(st.sampled_from(["u", "v"]), max_size=3).map(tuple),
    pair=st.tuples(st.integers(0, 500), st.integers(500, 999)),
    mixed=st.tuples(st.sampled_from(["m", "n"]), st.integers(0, 5), st.text(max_size=2)),
    below=st.lists(inners, max_size=3).map(tuple),
    one=st.none() | inners,
    switch=st.booleans(),
)


@given(st.lists(smalls, max_size=12))
def test_each_value_is_that_of_the_whole(values: list[Small]) -> None:
    flat, count = table(Whole, column(Whole(all=tuple(values)), {}), "all")
    assert count == len(values)
    if count:
        pick = picked(Small, flat, count)
        assert [pick(n) for n in reversed(range(count))] == values[::-1]


def packed(levers: tuple[Told, ...], places: tuple[Spot, ...] = ()) -> bytes:
    """The body of a part with levers, and with nothing else."""
    bare = {n: k for n, k in KINDS.items() if n != "waits"}
    values = {n: column(k(**dict.fromkeys([f.name for f in fields(k)], ())), {}) for n, k in bare.items()}
    values["waits"] = column(Waits(near=(), more=0, disputes=()), {})
    values["levers"] = column(Levers(all=levers), {})
    values["places"] = column(Places(all=places), {})
    return small(written(values))


def lever(name: str, day: str | None) -> Told:
    """A lever, told in one place."""
    cite = Cite(story=0, report="", file="", published=None, start=0, end=0, quote="", voice=None)
    return Told(
        instrument=name,
        kind="economic",
        state="in force",
        claims=2,
        by="NOR",
        against=None,
        events=("E1",),
        day=day,
        dated=day is not None,
        cites=(cite,),
    )


def test_levers_in_short_are_those_of_the_whole() -> None:
    levers = (lever("port ban", "2026-03-02"), lever("tariff on fish", None))
    body = Body(packed(levers, (Spot(report=1, start=4, size=9),)))
    assert body.lever_heads() == tuple(told.head(n) for n, told in enumerate(levers))
    assert body.one("levers", 1) == body.get("levers").all[1] == levers[1]
    assert body.spot(0) == Spot(report=1, start=4, size=9)
    assert Body(packed(())).lever_heads() == ()


@pytest.mark.parametrize("broken", [None, 7, [], {"t": [1]}, [["x"]], "###", [[None]] * 12, ["#"] * 12])
def test_what_is_no_column_is_said_to_be_none(broken: object) -> None:
    def first() -> object:
        return picked(Small, broken, 2)(1)

    with pytest.raises(ValueError, match=r"column|short|list"):
        first()


def test_a_row_that_is_not_there_is_said_so() -> None:
    body = Body(packed((lever("port ban", None),)))
    with pytest.raises(ValueError, match="column"):
        body.one("levers", 1)
    with pytest.raises(ValueError, match="column"):
        body.one("plans", 0)


@pytest.mark.parametrize("raw", [b"{}", b"[]", b'{"plans":0,"marks":0}'])
def test_a_body_that_lacks_a_part_is_none(raw: bytes) -> None:
    with pytest.raises(ValueError, match="no body"):
        Body(small(raw))
