"""Average link: what is joined, where it stops, and that the order of rows does not matter."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from memcon.reconcile.clusters import average_link


def partition(labels: list[int], names: list[int]) -> set[frozenset[int]]:
    return {frozenset(names[i] for i, x in enumerate(labels) if x == label) for label in labels}


def test_a_chain_is_not_joined_by_its_ends() -> None:
    # 0 and 1 are alike, 1 and 2 a little less, 0 and 2 not at all: on average 2 is too far from the pair
    alike = np.array([[1, 0.9, 0.1], [0.9, 1, 0.6], [0.1, 0.6, 1]])
    assert average_link(alike, 0.4) == [0, 0, 2]
    assert average_link(alike, 0.3) == [0, 0, 0]


def test_nothing_and_one() -> None:
    assert average_link(np.zeros((0, 0)), 0.5) == []
    assert average_link(np.ones((1, 1)), 0.5) == [0]


@given(st.integers(2, 9), st.integers(0, 10_000))
def test_any_order_gives_the_same_clusters(count: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    values = rng.random(count * (count - 1) // 2)
    alike = np.eye(count)
    alike[np.triu_indices(count, 1)] = values
    alike = np.maximum(alike, alike.T)
    order = rng.permutation(count).tolist()
    one = partition(average_link(alike, 0.3), list(range(count)))
    assert partition(average_link(alike[np.ix_(order, order)], 0.3), order) == one


@given(st.integers(2, 9), st.integers(0, 10_000))
def test_what_is_left_apart_is_apart(count: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    alike = rng.random((count, count))
    alike = (alike + alike.T) / 2
    labels = np.array(average_link(alike, 0.5))
    for one in set(labels.tolist()):
        for other in set(labels.tolist()) - {one}:
            assert alike[np.ix_(labels == one, labels == other)].mean() < 0.5
