"""Distances between events as a simple temporal network over whole minutes.

Dechter, Meiri and Pearl, "Temporal constraint networks", Artificial Intelligence 49 (1991): bounds
on differences hold together if and only if their graph has no negative cycle, and the shortest paths
are the tightest bounds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

INF = 10**12
Edge = tuple[int, int, int, int]
"""From, to, weight (to − from ≤ weight), index of the item that says so or −1."""


def cycle(nodes: int, edges: Sequence[Edge]) -> list[int] | None:
    """The items on a negative cycle, or null if the bounds can all hold (Bellman–Ford)."""
    dist = [0] * nodes
    came: list[Edge | None] = [None] * nodes
    last = -1
    for _ in range(nodes):
        last = -1
        for edge in edges:
            a, b, w, _ = edge
            if dist[a] + w < dist[b]:
                dist[b] = dist[a] + w
                came[b] = edge
                last = b
        if last < 0:
            return None
    node = last
    for _ in range(nodes):
        step = came[node]
        assert step is not None  # noqa: S101 (on the way to a cycle each node was reached)
        node = step[0]
    items: list[int] = []
    start = node
    while True:
        step = came[node]
        assert step is not None  # noqa: S101
        if step[3] >= 0:
            items.append(step[3])
        node = step[0]
        if node == start:
            return sorted(set(items))


def repairs(
    nodes: int, edges: list[Edge], weights: Mapping[int, int], limit: int
) -> tuple[int, frozenset[frozenset[int]]] | None:
    """All lightest sets of relations to give up so that the rest can hold; null over the limit.

    Every such set holds an item of each negative cycle, so branching on one cycle misses none.
    """
    found = cycle(nodes, edges)
    if found is None:
        return 0, frozenset({frozenset[int]()})
    best, sets = limit, set[frozenset[int]]()
    for item in found:
        room = best - weights[item]
        if room < 0:
            continue
        rest = repairs(nodes, [e for e in edges if e[3] != item], weights, room)
        if rest is None:
            continue
        total = rest[0] + weights[item]
        if total < best or not sets:
            best, sets = total, set()
        sets |= {others | {item} for others in rest[1]}
    return (best, frozenset(sets)) if sets else None


def tight(nodes: int, edges: Sequence[Edge]) -> list[tuple[int, int]]:
    """The tightest bounds of each event (Floyd–Warshall), half-open."""
    far = 2 * INF
    d = [[0 if i == j else far for j in range(nodes)] for i in range(nodes)]
    for a, b, w, _ in edges:
        d[a][b] = min(d[a][b], w)
    for k in range(nodes):
        row = d[k]
        for i in range(nodes):
            through = d[i][k]
            if through < far:
                mine = d[i]
                for j in range(nodes):
                    if row[j] < far and through + row[j] < mine[j]:
                        mine[j] = through + row[j]
    return [(-d[i][0] if d[i][0] < far else -INF, d[0][i] + 1 if d[0][i] < far else INF) for i in range(1, nodes)]
