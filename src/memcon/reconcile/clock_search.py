"""The search behind the clock solver: depth first over the events, bounded from below and in its work.

``clock_cells`` cuts each event's time into cells, ``clock_network`` checks the distances,
``clock_cover`` counts the clocks, ``clock_greedy`` gives a first arrangement that bounds the search from
above and stands in for it where there is too much to search.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from memcon.model.interval import Interval
from memcon.reconcile.clock_cells import INF, Cell, Problem, instant
from memcon.reconcile.clock_cover import MOST_CLOCKS, by_owner, needed, switches, zones
from memcon.reconcile.clock_greedy import Arrangement, bounds_of, edges_of, greedy, outer
from memcon.reconcile.clock_network import Edge, repairs, tight
from memcon.reconcile.clock_types import Apart, Days, Placed, Statement

Cost = tuple[int, int, int, int, int]


class _Spent(Exception):  # noqa: N818 (no error: the search is over)
    """The work that a search may do is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The answer for one group: intervals by event, and every statement's fate.

    ``cost``: statements dropped (firm ones times ``FIRM``), switches, clocks, relations on another
    clock than their report's dates, statements on a clock that is no party's. ``work`` is what the
    search did, in edges and statements looked at.
    """

    pieces: tuple[tuple[str, tuple[Interval, ...]], ...]
    placed: tuple[Placed, ...]
    cost: Cost
    exact: bool
    whole: bool
    work: int = 0


@dataclass(slots=True)
class _Leaf:
    """A complete arrangement: a cell for each event, masks by item, relations given up."""

    cells: tuple[Cell, ...]
    masks: dict[int, int]
    edges: list[Edge]
    clocks: dict[int, int]


@dataclass(slots=True)
class _Node:
    """The events placed so far; ``known`` are negative cycles found among the edges."""

    cells: list[Cell]
    masks: dict[int, int]
    edges: list[Edge]
    lost: int
    known: list[frozenset[int]]


class _Search:
    """Depth first over the events, with a lower bound at each node."""

    def __init__(self, problem: Problem, node_cap: int, tie_cap: int, work_cap: int) -> None:
        self.p = problem
        self.cap, self.ties, self.most = node_cap, tie_cap, work_cap
        self.nodes = self.work = 0
        self.best: Cost = (INF, INF, INF, INF, INF)
        self.leaves: list[_Leaf] = []
        self.exact = self.whole = True

    def run(self) -> None:
        """Search; at the end of the work stay with the best found."""
        first = greedy(self.p)
        most, self.most = self.most, INF
        self._arranged(first)
        stand_in, self.leaves, self.work, self.most = self.leaves, [], 0, most
        try:
            self._step(0, _Node(cells=[], masks={}, edges=[], lost=0, known=[]))
        except _Spent:
            self.exact = False
        if not self.leaves:
            self.leaves = stand_in

    def _spend(self, work: int) -> None:
        self.work += work
        if self.work > self.most:
            raise _Spent

    def _step(self, depth: int, node: _Node) -> None:
        """Try every cell of the next event."""
        p = self.p
        order = sorted(
            range(len(p.cells[depth])),
            key=lambda c: (p.drops[depth][c], -sum(m.bit_count() for m in p.masks[depth][c]), c),
        )
        self._spend(len(order) * (1 + len(p.unary[depth])))
        for c in order:
            if self.nodes >= self.cap:
                raise _Spent
            self.nodes += 1
            lost = node.lost + p.drops[depth][c]
            if lost + p.floor[depth + 1] > self.best[0]:
                break
            cell = p.cells[depth][c]
            now = dict(node.masks)
            for item, mask in zip(p.unary[depth], p.masks[depth][c], strict=True):
                now[p.number[id(item)]] = mask
            here = [*node.cells, cell]
            more = [*node.edges, *bounds_of(cell, depth + 1)]
            self._spend(2 * len(now) + len(more))
            for item in p.binary[depth]:
                index = p.number[id(item)]
                loose = False
                if isinstance(item.statement, Days):
                    at = p.index[item.statement.event], p.index[item.statement.other]
                    mask, loose = p.days(item, here[at[0]], here[at[1]])
                    now[index] = mask
                    if not mask:
                        lost += item.weight
                        continue
                else:
                    now[index] = p.all or 1
                more += edges_of(p, index, item, loose=loose)
            if lost + p.floor[depth + 1] > self.best[0]:
                continue
            cycles = list(node.known)
            room = self.best[0] - lost
            given = repairs(depth + 2, more, p.weights, room, known=cycles, spend=self._spend)
            if given is None or self._worse(lost + given[0] + p.floor[depth + 1], now):
                continue
            if depth + 1 < len(p.events):
                self._step(depth + 1, _Node(cells=here, masks=now, edges=more, lost=lost, known=cycles))
                continue
            for gone in sorted(given[1], key=sorted):
                self._offer(tuple(here), now, more, gone, lost + given[0])

    def _worse(self, drops: int, masks: Mapping[int, int]) -> bool:
        """Whether a node cannot lead to anything as good as the best so far."""
        if drops != self.best[0]:
            return drops > self.best[0]
        self._spend(4 * len(masks))
        dates, _ = by_owner(self.p, masks)
        changed = switches(self.p, dates)
        if changed != self.best[1]:
            return changed > self.best[1]
        least = max(needed(self.p, dates).values(), default=0)
        return len(self.leaves) >= self.ties and (drops, changed, least) >= self.best[:3]

    def _arranged(self, made: Arrangement) -> None:
        """Take an arrangement as the best so far."""
        lost = sum(self.p.weights[i] for i, m in made.masks.items() if not m or i in made.gone)
        self._offer(made.cells, made.masks, made.edges, made.gone, lost)

    def _offer(
        self,
        cells: tuple[Cell, ...],
        masks: Mapping[int, int],
        bounded: Sequence[Edge],
        gone: frozenset[int],
        drops: int,
    ) -> None:
        """Keep a complete arrangement if none is better."""
        self._spend(8 * len(masks))
        kept = {i: (0 if i in gone else m) for i, m in masks.items()}
        dates, relations = by_owner(self.p, kept)
        changed = switches(self.p, dates)
        if (drops, changed) > self.best[:2]:
            return
        (clocks_used, mixed, foreign), clocks, sure = zones(self.p, kept, dates, relations, self._spend)
        self.exact = self.exact and sure and max(needed(self.p, dates).values(), default=0) <= MOST_CLOCKS
        cost = (drops, changed, clocks_used, mixed, foreign)
        if cost > self.best:
            return
        edges = [e for e in bounded if e[3] not in gone]
        leaf = _Leaf(cells=cells, masks=kept, edges=edges, clocks=clocks)
        if cost < self.best:
            self.best, self.leaves, self.whole = cost, [leaf], True
        elif len(self.leaves) < self.ties:
            self.leaves.append(leaf)
        else:
            self.whole = False


def _joined(spans: Iterable[Cell]) -> tuple[Interval, ...]:
    """Stretches that touch, put together."""
    out: list[Cell] = []
    for low, high in sorted(set(spans)):
        if out and low <= out[-1][1]:
            out[-1] = out[-1][0], max(high, out[-1][1])
        else:
            out.append((low, high))
    return tuple(Interval(low=instant(a), high=instant(b)) for a, b in out)


def search(statements: Sequence[Statement], *, node_cap: int, tie_cap: int, work_cap: int = INF) -> Found:
    """The best arrangement of one group of tied events; beyond the caps a good one, ``exact`` false."""
    problem = Problem(statements)
    run = _Search(problem, node_cap, tie_cap, work_cap)
    run.run()
    leaves = sorted(run.leaves, key=lambda leaf: leaf.cells)
    first = leaves[0]
    spans: list[list[Cell]] = [[] for _ in problem.events]
    if run.exact:
        for leaf in leaves:
            for i, span in enumerate(tight(len(problem.events) + 1, leaf.edges)):
                spans[i].append(span)
    else:
        spans = outer(problem, first.masks, first.cells)
    placed: list[Placed] = []
    for index, item in enumerate(problem.items):
        kept = first.masks[index] != 0
        bit = first.clocks.get(index, 0)
        for statement in item.members:
            zone = None
            if kept and bit and not isinstance(statement, Apart):
                name = problem.zones[bit.bit_length() - 1]
                same = [z for z in statement.zones if problem.name[z] == name]
                zone = min(same, key=lambda z: (z not in statement.home, z != name, z))
            clock = None if zone is None else problem.name[zone]
            placed.append(Placed(statement=statement, kept=kept, zone=zone, clock=clock))
    pieces = tuple((e, _joined(spans[i])) for i, e in enumerate(problem.events))
    whole = run.whole and run.exact
    return Found(pieces=pieces, placed=tuple(placed), cost=run.best, exact=run.exact, whole=whole, work=run.work)
