"""Reports sorted in one by one end as they do all at once; large groups are dealt out; what goes leaves no trace."""

from __future__ import annotations

import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.reconcile.lexis import table
from memcon.reconcile.sketches import UNIT, Sketch, heads, words_of
from memcon.reconcile.sorting import NONE, Group, affected, cut, empty, groups, sort_in
from memcon.reconcile.stories import shelved

MOST = table("stories")["most"]


def made(number: int, *, day: int, country: int, words: range, said: tuple[int, ...] = ()) -> Sketch:
    """A sketch of one country, some words, a day or none, and long sentences."""
    marks = np.array(sorted(words), dtype=np.int64)
    steps = np.diff(marks, prepend=0)
    low, high = (steps & 255).astype(np.uint8), (steps >> 8).astype(np.uint8)
    packed = zlib.compress(high.tobytes() + np.ones(len(marks), dtype=np.uint8).tobytes() + low.tobytes())
    head = np.array(
        [day, 0, len(marks), 0, number, number, 1, 0, 0, len(said), (country << 16) | UNIT, *sorted(said)],
        dtype=np.uint32,
    )
    return Sketch(head=head.tobytes(), words=packed, named=True)


SKETCHES = st.lists(
    st.builds(
        lambda day, country, first, said: (day, country, first, said),
        st.sampled_from([0, 0, 739000, 739003, 739020, 739040, 739100]),
        st.integers(1, 3),
        st.sampled_from([10, 30, 60, 400]),
        st.sets(st.integers(1, 4), max_size=1),
    ),
    min_size=1,
    max_size=14,
)


def told(values: list[tuple[int, int, int, set[int]]]) -> list[Sketch]:
    return [
        made(n, day=day, country=country, words=range(first, first + 90), said=tuple(said))
        for n, (day, country, first, said) in enumerate(values)
    ]


def as_sets(found: list[Group]) -> set[frozenset[int]]:
    return {frozenset(g.members) for g in found}


@settings(max_examples=150, deadline=None)
@given(SKETCHES, st.randoms(use_true_random=False))
def test_in_any_order_the_groups_are_the_same(values, random) -> None:
    shelf = shelved(told(values))
    at_once, one_by_one = empty(len(values)), empty(len(values))
    sort_in(shelf, at_once, range(len(values)))
    order = list(range(len(values)))
    random.shuffle(order)
    for one in order:
        sort_in(shelf, one_by_one, [one])
    assert as_sets(groups(shelf, one_by_one)) == as_sets(groups(shelf, at_once)) != set()


@settings(max_examples=100, deadline=None)
@given(SKETCHES, st.data())
def test_what_goes_leaves_no_trace(values, data) -> None:
    shelf = shelved(told(values))
    gone = data.draw(st.sets(st.integers(0, len(values) - 1), max_size=len(values) - 1))
    found, never = empty(len(values)), empty(len(values))
    sort_in(shelf, found, range(len(values)))
    again = affected(found, sorted(gone))
    for one in (*gone, *again):
        found.knot[one] = NONE
    sort_in(shelf, found, again)
    sort_in(shelf, never, [n for n in range(len(values)) if n not in gone])
    assert as_sets(groups(shelf, found)) == as_sets(groups(shelf, never))


def test_a_large_group_is_dealt_out_and_what_comes_later_moves_nothing() -> None:
    days = [739000 + n // 3 for n in range(3 * MOST)]
    sketches = [made(n, day=d, country=1, words=range(10, 100)) for n, d in enumerate(days)]
    shelf = shelved(sketches)
    group = Group(members=tuple(range(len(days))), days=tuple(days))
    dealt = cut(shelf, group)
    assert max(map(dealt.count, set(dealt))) <= MOST < len(dealt)
    fewer = Group(members=group.members[:-5], days=group.days[:-5])
    assert cut(shelf, fewer) == dealt[:-5]
    assert cut(shelf, group, dealt[:-5]) == dealt


def test_a_group_that_is_not_large_stays_whole() -> None:
    days = [739000] * MOST
    shelf = shelved([made(n, day=d, country=1, words=range(10, 100)) for n, d in enumerate(days)])
    assert set(cut(shelf, Group(members=tuple(range(MOST)), days=tuple(days)))) == {NONE}


def test_of_a_large_group_each_goes_to_what_it_is_closest_to() -> None:
    days = [739000 + n // 8 for n in range(2 * MOST)]
    sketches = [
        made(n, day=d, country=1 + n % 2, words=range(10, 100) if n % 2 else range(2000, 2090))
        for n, d in enumerate(days)
    ]
    dealt = cut(shelved(sketches), Group(members=tuple(range(len(days))), days=tuple(days)))
    assert {frozenset(n % 2 for n, d in enumerate(dealt) if d == part) for part in set(dealt)} == {
        frozenset({0}),
        frozenset({1}),
    }


@pytest.mark.parametrize("broken", [b"", b"\0" * 12, b"\xff" * 44])
def test_what_is_no_head_is_refused(broken: bytes) -> None:
    with pytest.raises(ValueError, match="no head"):
        heads([broken])


@pytest.mark.parametrize("broken", [b"", b"no zlib"])
def test_what_are_no_words_is_refused(broken: bytes) -> None:
    with pytest.raises(ValueError, match="no words"):
        words_of(broken)
