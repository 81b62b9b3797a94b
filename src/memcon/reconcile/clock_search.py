"""The search behind the clock solver: depth first over the events, bounded from below.

``clock_cells`` cuts each event's time into cells, ``clock_network`` checks the distances.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from memcon.model.interval import Interval
from memcon.reconcile.clock import Apart, At, Days, Placed, Statement
from memcon.reconcile.clock_cells import DAY, INF, Cell, Item, Problem, instant
from memcon.reconcile.clock_network import Edge, repairs, tight

Cost = tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The answer for one group: intervals by event, and every statement's fate.

    ``cost``: statements dropped (firm ones times ``FIRM``), switches, clocks, relations on another
    clock than their report's dates, statements on a clock that is no party's.
    """

    pieces: tuple[tuple[str, tuple[Interval, ...]], ...]
    placed: tuple[Placed, ...]
    cost: Cost
    exact: bool
    whole: bool


def edges_of(problem: Problem, index: int, item: Item, *, loose: bool) -> list[Edge]:
    """A relation as bounds on a difference, in minutes; node 0 is the origin."""
    s = item.statement
    if isinstance(s, Apart):
        a, b = problem.index[s.after] + 1, problem.index[s.before] + 1
        out: list[Edge] = []
        if s.high is not None:
            out.append((b, a, int(s.high.total_seconds() // 60), index))
        if s.low is not None:
            out.append((a, b, -int(s.low.total_seconds() // 60), index))
        return out
    assert isinstance(s, Days)  # noqa: S101 (At has no difference)
    a, b = problem.index[s.event] + 1, problem.index[s.other] + 1
    out = []
    if loose:
        out += [(b, a, (s.high + 1) * DAY - 1, index), (a, b, -((s.low - 1) * DAY + 1), index)]
    if s.order == "after":
        out.append((a, b, -1, index))
    elif s.order == "before":
        out.append((b, a, -1, index))
    return out


@lru_cache(maxsize=200_000)
def _hitting(masks: frozenset[int], within: int) -> tuple[int, ...]:
    """The smallest sets of clocks, as bits, with one clock for every mask."""
    if not masks:
        return (0,)
    bits = [1 << i for i in range(within.bit_length()) if within >> i & 1]
    for size in range(1, len(bits) + 1):
        found = tuple(sum(c) for c in combinations(bits, size) if all(sum(c) & m for m in masks))
        if found:
            return found
    return ()


@dataclass(slots=True)
class _Leaf:
    """A complete arrangement: a cell for each event, masks by item, relations given up."""

    cells: tuple[Cell, ...]
    masks: dict[int, int]
    edges: list[Edge]
    clocks: dict[int, int]


class _Search:
    """Depth first over the events, with a lower bound at each node."""

    def __init__(self, problem: Problem, node_cap: int, tie_cap: int) -> None:
        self.p = problem
        self.cap, self.ties = node_cap, tie_cap
        self.nodes = 0
        self.best: Cost = (INF, INF, INF, INF, INF)
        self.leaves: list[_Leaf] = []
        self.exact = self.whole = True
        self.number = {id(item): i for i, item in enumerate(problem.items)}
        self.weights = {i: item.weight for i, item in enumerate(problem.items)}
        self.all = (1 << len(problem.zones)) - 1

    def run(self) -> None:
        self._step(0, [], {}, [], 0)

    def _step(self, depth: int, cells: list[Cell], masks: dict[int, int], edges: list[Edge], drops: int) -> None:
        if depth == len(self.p.events):
            self._leaf(cells, masks, edges)
            return
        p = self.p
        order = sorted(
            range(len(p.cells[depth])),
            key=lambda c: (p.drops[depth][c], -sum(m.bit_count() for m in p.masks[depth][c]), c),
        )
        for c in order:
            if self.nodes >= self.cap and self.leaves:
                self.exact = False
                return
            self.nodes += 1
            lost = drops + p.drops[depth][c]
            if lost + p.floor[depth + 1] > self.best[0]:
                break
            cell = p.cells[depth][c]
            now = dict(masks)
            for item, mask in zip(p.unary[depth], p.masks[depth][c], strict=True):
                now[self.number[id(item)]] = mask
            here = [*cells, cell]
            more = list(edges)
            for item in p.binary[depth]:
                index = self.number[id(item)]
                loose = False
                if isinstance(item.statement, Days):
                    at = p.index[item.statement.event], p.index[item.statement.other]
                    mask, loose = p.days(item, here[at[0]], here[at[1]])
                    now[index] = mask
                    if not mask:
                        lost += item.weight
                        continue
                else:
                    now[index] = self.all or 1
                more += edges_of(p, index, item, loose=loose)
            if lost + p.floor[depth + 1] > self.best[0]:
                continue
            given = repairs(depth + 2, self._bounded(here, more), self.weights, self.best[0] - lost)
            if given is None or self._worse(lost + given[0] + p.floor[depth + 1], now):
                continue
            self._step(depth + 1, here, now, more, lost)

    def _bounded(self, cells: Sequence[Cell], edges: Sequence[Edge]) -> list[Edge]:
        out = list(edges)
        for i, (low, high) in enumerate(cells):
            if high < INF:
                out.append((0, i + 1, high - 1, -1))
            if low > -INF:
                out.append((i + 1, 0, -low, -1))
        return out

    def _by_owner(self, masks: Mapping[int, int]) -> tuple[dict[int, set[int]], set[int]]:
        """The clock sets of each report class's dates, and those of the relations."""
        dates: dict[int, set[int]] = {}
        relations: set[int] = set()
        for index, mask in masks.items():
            item = self.p.items[index]
            if not mask:
                continue
            if isinstance(item.statement, At):
                dates.setdefault(item.owner, set()).add(mask)
            elif isinstance(item.statement, Days):
                relations.add(mask)
        return dates, relations

    def _worse(self, drops: int, masks: Mapping[int, int]) -> bool:
        """Whether a node cannot lead to anything as good as the best so far."""
        if drops != self.best[0]:
            return drops > self.best[0]
        dates, _ = self._by_owner(masks)
        switches = self._switches(dates)
        if switches != self.best[1]:
            return switches > self.best[1]
        return len(self.leaves) >= self.ties and (drops, switches, self._least(dates)) >= self.best[:3]

    def _least(self, dates: Mapping[int, set[int]]) -> int:
        return max((_hitting(frozenset(m), self.all)[0].bit_count() for m in dates.values()), default=0)

    def _switches(self, dates: Mapping[int, set[int]]) -> int:
        total = 0
        for owner, masks in dates.items():
            size = _hitting(frozenset(masks), self.all)[0].bit_count()
            total += (size - 1) * self.p.owner_weight[owner]
        return total

    def _leaf(self, cells: list[Cell], masks: dict[int, int], edges: list[Edge]) -> None:
        bounded = self._bounded(cells, edges)
        lost = sum(self.weights[i] for i, m in masks.items() if not m)
        given = repairs(len(cells) + 1, bounded, self.weights, self.best[0] - lost)
        if given is None:
            return
        for gone in sorted(given[1], key=sorted):
            self._offer(tuple(cells), masks, bounded, gone, lost + given[0])

    def _offer(
        self,
        cells: tuple[Cell, ...],
        masks: Mapping[int, int],
        bounded: Sequence[Edge],
        gone: frozenset[int],
        drops: int,
    ) -> None:
        """Keep a complete arrangement if none is better."""
        kept = {i: (0 if i in gone else m) for i, m in masks.items()}
        dates, relations = self._by_owner(kept)
        switches = self._switches(dates)
        if (drops, switches) > self.best[:2]:
            return
        least: dict[int, int] = {o: _hitting(frozenset(m), self.all)[0].bit_count() for o, m in dates.items()}
        (clocks_used, mixed, foreign), clocks = self._zones(kept, dates, relations, least)
        cost = (drops, switches, clocks_used, mixed, foreign)
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

    def _zones(
        self, masks: Mapping[int, int], dates: Mapping[int, set[int]], relations: set[int], least: Mapping[int, int]
    ) -> tuple[tuple[int, int, int], dict[int, int]]:
        """The fewest clocks that do, and then the clocks of each report and relation."""
        bits = [b for b in (1 << i for i in range(len(self.p.zones))) if b & self.all]
        for size in range(len(bits) + 1):
            best: tuple[tuple[int, int, int], dict[int, int]] | None = None
            for combo in combinations(bits, size):
                within = sum(combo)
                if not all(m & within for m in relations):
                    continue
                sets = {o: _hitting(frozenset(m & within for m in ms), within) for o, ms in dates.items()}
                if any(not s or s[0].bit_count() != least[o] for o, s in sets.items()):
                    continue
                mixed, foreign, clocks = self._clocks(masks, sets, within)
                found = ((size, mixed, foreign), clocks)
                if best is None or found[0] < best[0]:
                    best = found
            if best is not None:
                return best
        return (0, 0, 0), {}

    def _clocks(
        self, masks: Mapping[int, int], sets: Mapping[int, tuple[int, ...]], within: int
    ) -> tuple[int, int, dict[int, int]]:
        mixed = foreign = 0
        clocks: dict[int, int] = {}
        mine: dict[int, list[int]] = {}
        for index in masks:
            mine.setdefault(self.p.items[index].owner, []).append(index)
        for owner in sorted(mine):
            options: list[tuple[int, int, dict[int, int]]] = []
            for clock in sets.get(owner, (0,)):
                apart = strange = 0
                picked: dict[int, int] = {}
                for index in mine[owner]:
                    item, mask = self.p.items[index], masks[index] & within
                    if not mask or isinstance(item.statement, Apart):
                        continue
                    own = mask & clock
                    if isinstance(item.statement, Days) and clock and not own:
                        apart += 1
                    usable = own or mask
                    strange += not usable & item.home
                    usable = (usable & item.home) or usable
                    picked[index] = usable & -usable
                options.append((apart, strange, picked))
            least = min(options, key=lambda o: o[:2])
            weight = self.p.owner_weight[owner]
            mixed, foreign = mixed + weight * least[0], foreign + weight * least[1]
            clocks.update(least[2])
        return mixed, foreign, clocks


def _joined(spans: Iterable[Cell]) -> tuple[Interval, ...]:
    """Stretches that touch, put together."""
    out: list[Cell] = []
    for low, high in sorted(set(spans)):
        if out and low <= out[-1][1]:
            out[-1] = out[-1][0], max(high, out[-1][1])
        else:
            out.append((low, high))
    return tuple(Interval(low=instant(a), high=instant(b)) for a, b in out)


def search(statements: Sequence[Statement], *, node_cap: int, tie_cap: int) -> Found:
    """The best arrangement of one group of tied events."""
    problem = Problem(statements)
    run = _Search(problem, node_cap, tie_cap)
    run.run()
    leaves = sorted(run.leaves, key=lambda leaf: leaf.cells)
    spans: list[list[Cell]] = [[] for _ in problem.events]
    for leaf in leaves:
        for i, span in enumerate(tight(len(problem.events) + 1, leaf.edges)):
            spans[i].append(span)
    first = leaves[0]
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
    return Found(pieces=pieces, placed=tuple(placed), cost=run.best, exact=run.exact, whole=run.whole)
