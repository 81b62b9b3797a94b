"""The graph of relations."""

from __future__ import annotations

from math import hypot

import pytest

from memcon.present.network import MOST, Network, Tie, network


def tie(source: str, target: str, cooperation: int = 1, conflict: int = 0, *levers: tuple[str, str]) -> Tie:
    return Tie(source=source, target=target, cooperation=cooperation, conflict=conflict, levers=levers)


RING = (
    tie("Peru", "Chile"),
    tie("Chile", "Peru"),
    tie("Chile", "Norway", 0, 2, ("tariff", "in force")),
    tie("Norway", "Samoa"),
    tie("Samoa", "Fiji", 1, 1),
)


def drawn(*ties: Tie) -> Network:
    found = network(ties)
    assert found is not None
    return found


def test_little_to_see_is_not_drawn() -> None:
    assert network(RING[:4]) is None
    assert network([]) is None
    assert network([tie("Peru", x) for x in ("Chile", "Norway", "Samoa")]) is None
    assert network((*RING, tie("", "Peru"), tie("Peru", "Peru"))) == network(RING)


def test_all_stands_within_the_drawing_and_circles_do_not_touch() -> None:
    for graph in drawn(*RING).graphs:
        for node in graph.nodes:
            assert 8 < node.x < graph.width - 8
            assert 8 < node.y < graph.height - 8
            reach = len(node.name) * 6.5
            low = node.text_x - (reach if node.anchor == "end" else reach / 2 if node.anchor == "middle" else 0)
            assert low >= 0
            assert low + reach <= graph.width + 8
        pairs = [(a, b) for i, a in enumerate(graph.nodes) for b in graph.nodes[i + 1 :]]
        assert all(hypot(a.x - b.x, a.y - b.y) > 40 for a, b in pairs)


def test_arrows_tell_kind_direction_and_levers() -> None:
    found = drawn(*RING)
    edges = found.graphs[0].edges
    assert [e.both for e in edges if e.kind == "cooperation"] == [True, False, False]
    assert [e.kind for e in edges].count("conflict") == 2
    (marked,) = [e for e in edges if e.marks]
    assert marked.marks == "a"
    assert marked.kind == "conflict"
    assert found.levers == (("a", "Chile → Norway: tariff (in force)"),)
    assert "Chile → Norway: 2 conflictual, tariff (in force)" in found.says


def test_the_order_of_the_ties_does_not_matter() -> None:
    assert network(RING) == network(RING[::-1])


def test_the_least_busy_are_left_to_the_table() -> None:
    found = drawn(*(tie("Peru", f"State {i:02}", 20 - i) for i in range(15)))
    assert len(found.graphs[0].nodes) == MOST
    assert found.omitted == tuple(f"State {i:02}" for i in range(9, 15))


@pytest.mark.parametrize("kind", [0, 1])
def test_an_arrow_for_every_tie_that_is_drawn(kind: int) -> None:
    graph = drawn(*RING).graphs[kind]
    assert len(graph.edges) == 5
    assert all(e.path.startswith("M") for e in graph.edges)
