"""Distances between events as a simple temporal network over whole minutes.

Dechter, Meiri and Pearl, "Temporal constraint networks", Artificial Intelligence 49 (1991): bounds
on differences hold together if and only if their graph has no negative cycle, and the shortest paths
are the tightest bounds.

Finding the lightest relations to give up is a hitting set problem and can grow exponentially, so
every function here says by ``spend`` how many edges it looked at; the caller may raise from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

INF = 10**12
Edge = tuple[int, int, int, int]
"""From, to, weight (to − from ≤ weight), index of the item that says so or −1."""
Spend = Callable[[int], None]
Repairs = tuple[int, frozenset[frozenset[int]]]
"""The least weight of relations to give up, and every set of that weight."""


def freely(_work: int) -> None:
    """A budget without end."""


def cycle(nodes: int, edges: Sequence[Edge], spend: Spend = freely) -> list[int] | None:
    """The items on a negative cycle, or null if the bounds can all hold (Bellman–Ford)."""
    dist = [0] * nodes
    came: list[Edge | None] = [None] * nodes
    last = -1
    for _ in range(nodes):
        last = -1
        spend(len(edges))
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
    nodes: int,
    edges: Sequence[Edge],
    weights: Mapping[int, int],
    limit: int,
    *,
    known: list[frozenset[int]] | None = None,
    spend: Spend = freely,
) -> Repairs | None:
    """All lightest sets of relations to give up so that the rest can hold; null over the limit.

    Every such set holds an item of each negative cycle, so branching on one cycle misses none.
    ``known`` are cycles already found among these edges; new ones are added to it.
    """
    cycles = [] if known is None else known

    def least(gone: frozenset[int], limit: int) -> Repairs | None:
        spend(len(cycles))
        found = next((c for c in cycles if not c & gone), None)
        if found is None:
            new = cycle(nodes, [e for e in edges if e[3] not in gone] if gone else edges, spend)
            if new is None:
                return 0, frozenset({frozenset[int]()})
            found = frozenset(new)
            cycles.append(found)
        best, sets = limit, set[frozenset[int]]()
        for item in sorted(found):
            room = best - weights[item]
            if room < 0:
                continue
            rest = least(gone | {item}, room)
            if rest is None:
                continue
            total = rest[0] + weights[item]
            if total < best or not sets:
                best, sets = total, set()
            spend(len(rest[1]))
            sets |= {others | {item} for others in rest[1]}
        return (best, frozenset(sets)) if sets else None

    return least(frozenset(), limit)


def _shortest(nodes: int, edges: Sequence[Edge], *, back: bool) -> list[int | None]:
    """Shortest distances from node 0, or to it, without negative cycles; null where there is no way."""
    out: list[list[tuple[int, int]]] = [[] for _ in range(nodes)]
    for a, b, w, _ in edges:
        if back:
            out[b].append((a, w))
        else:
            out[a].append((b, w))
    dist: list[int | None] = [None] * nodes
    dist[0] = 0
    open_, queued = [0], {0}
    for _ in range(nodes + 1):
        after: list[int] = []
        for node in open_:
            queued.discard(node)
            here = dist[node]
            assert here is not None  # noqa: S101 (only reached nodes are queued)
            for other, w in out[node]:
                there = dist[other]
                if there is None or here + w < there:
                    dist[other] = here + w
                    if other not in queued:
                        queued.add(other)
                        after.append(other)
        open_ = after
    return dist


def tight(nodes: int, edges: Sequence[Edge]) -> list[tuple[int, int]]:
    """The tightest bounds of each event, half-open; the edges must be able to hold together."""
    most, least = _shortest(nodes, edges, back=False), _shortest(nodes, edges, back=True)
    return [
        (-INF if low is None else -low, INF if high is None else high + 1)
        for low, high in zip(least[1:], most[1:], strict=True)
    ]
