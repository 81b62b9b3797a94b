"""Distances as a simple temporal network."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.reconcile.clock_network import cycle, repairs, tight

EDGES = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(-9, 9), st.integers(0, 4)).filter(
        lambda e: e[0] != e[1]
    ),
    max_size=8,
)


def test_a_contradiction_names_its_items() -> None:
    assert cycle(3, [(1, 2, 5, 0), (2, 1, -6, 1), (0, 1, 9, 2)]) == [0, 1]
    assert cycle(3, [(1, 2, 5, 0), (2, 1, -5, 1)]) is None


def test_all_lightest_repairs_are_found() -> None:
    edges = [(1, 2, 5, 0), (2, 1, -6, 1)]
    assert repairs(3, edges, {0: 2, 1: 2}, 10) == (2, frozenset({frozenset({0}), frozenset({1})}))
    assert repairs(3, edges, {0: 2, 1: 1}, 10) == (1, frozenset({frozenset({1})}))
    assert repairs(3, edges, {0: 2, 1: 2}, 1) is None


@settings(deadline=None)
@given(EDGES)
def test_a_repair_repairs(edges: list[tuple[int, int, int, int]]) -> None:
    found = repairs(4, edges, dict.fromkeys(range(5), 1), 5)
    assert found is not None
    for gone in found[1]:
        assert len(gone) == found[0]
        assert cycle(4, [e for e in edges if e[3] not in gone]) is None


@settings(deadline=None)
@given(EDGES)
def test_tight_bounds_can_be_reached(edges: list[tuple[int, int, int, int]]) -> None:
    edges = [*edges, *((0, i, 50, -1) for i in (1, 2, 3)), *((i, 0, 50, -1) for i in (1, 2, 3))]
    if cycle(4, edges) is not None:
        return
    for i, (low, high) in enumerate(tight(4, edges), start=1):
        assert cycle(4, [*edges, (0, i, low, -1), (i, 0, -low, -1)]) is None
        assert cycle(4, [*edges, (i, 0, -high, -1)]) is not None
