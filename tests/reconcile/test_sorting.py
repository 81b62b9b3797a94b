"""Reports sorted in one by one end as they do all at once; large groups are dealt out; what goes leaves no trace."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.reconcile.lexis import table
from memcon.reconcile.sketch_words import packed
from memcon.reconcile.sketches import UNIT, Sketch, heads, words_of
from memcon.reconcile.sorting import NONE, Group, affected, cut, empty, groups, sort_in
from memcon.reconcile.stories import shelved

MOST = table("stories")["most"]


def made(number: int, *, day: int, country: int, words: range, said: tuple[int, ...] = ()) -> Sketch:
    """A sketch of one country, some words, a day or none, and long sentences."""
    head = np.array(
        [day, 0, len(words), 0, number, number, 1, 0, 0, len(said), (country << 16) | UNIT, *sorted(said)],
        dtype=np.uint32,
    )
    return Sketch(head=head.tobytes(), words=packed(dict.fromkeys(words, 1)), named=True)


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
    """What hangs together, and within it what is of one matter."""
    matters = {
        frozenset(m for m, s in zip(g.members, g.strands, strict=True) if s == strand)
        for g in found
        for strand in set(g.strands)
    }
    return {frozenset(g.members) for g in found} | {frozenset({NONE, *m}) for m in matters}


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
        found.knot[one] = found.strand[one] = NONE
    sort_in(shelf, found, again)
    sort_in(shelf, never, [n for n in range(len(values)) if n not in gone])
    assert as_sets(groups(shelf, found)) == as_sets(groups(shelf, never))


def parts(sketches: list[Sketch], days: list[int], strands: list[int]) -> set[frozenset[int]]:
    dealt = cut(shelved(sketches), Group(members=tuple(range(len(days))), days=tuple(days), strands=tuple(strands)))
    return {frozenset(n for n, d in enumerate(dealt) if d == part) for part in set(dealt)}


def test_a_large_group_is_told_in_parts_and_what_comes_moves_little() -> None:
    days = [739000 + n // 3 for n in range(5 * MOST)]
    sketches = [made(n, day=d, country=1, words=range(10, 100)) for n, d in enumerate(days)]
    before = parts(sketches, days, [0] * len(days))
    assert max(map(len, before)) <= MOST
    for place in (0, len(days) // 2, len(days)):
        more = [*days[:place], days[min(place, len(days) - 1)], *days[place:]]
        again = [*sketches[:place], made(9999, day=more[place], country=1, words=range(10, 100)), *sketches[place:]]
        after = {frozenset(n - (n > place) for n in p if n != place) for p in parts(again, more, [0] * len(more))}
        assert len(before - after) <= 1


def test_one_day_of_very_many_reports_is_parted_all_the_same() -> None:
    rng = np.random.default_rng(4)
    sketches = [made(int(rng.integers(2**31)), day=739000, country=1, words=range(10, 100)) for _ in range(9 * MOST)]
    assert max(map(len, parts(sketches, [739000] * len(sketches), [0] * len(sketches)))) <= MOST
    same = [made(7, day=739000, country=1, words=range(10, 100))] * (2 * MOST + 1)
    assert sorted(map(len, parts(same, [739000] * len(same), [0] * len(same)))) == [1, MOST, MOST]


def test_a_group_that_is_not_large_stays_whole() -> None:
    days = [739000] * MOST
    sketches = [made(n, day=d, country=1, words=range(10, 100)) for n, d in enumerate(days)]
    assert parts(sketches, days, list(range(MOST))) == {frozenset(range(MOST))}


def test_of_a_large_group_what_is_of_one_matter_is_told_together_and_the_rest_with_each_other() -> None:
    days = [739000] * (MOST + 10)
    sketches = [made(n, day=d, country=1, words=range(10, 100)) for n, d in enumerate(days)]
    strands = [n % 2 if n < MOST else n for n in range(len(days))]
    found = parts(sketches, days, strands)
    assert found == {
        frozenset(range(0, MOST, 2)),
        frozenset(range(1, MOST, 2)),
        frozenset(range(MOST, MOST + 10)),
    }


@pytest.mark.parametrize("broken", [b"", b"\0" * 12, b"\xff" * 44])
def test_what_is_no_head_is_refused(broken: bytes) -> None:
    with pytest.raises(ValueError, match="no head"):
        heads([broken])


@pytest.mark.parametrize("broken", [b"", b"no zlib"])
def test_what_are_no_words_is_refused(broken: bytes) -> None:
    with pytest.raises(ValueError, match="no words"):
        words_of(broken)
