"""A good arrangement found without search: the events one by one, each in the cell that costs least.

It bounds the search from above, and it is the answer where there is too much for the search. The work
grows with the cells and relations, and with the square of the events; nothing is tried twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from memcon.reconcile.clock_cells import DAY, INF, Cell, Item, Problem
from memcon.reconcile.clock_cover import hitting
from memcon.reconcile.clock_network import Edge, tight
from memcon.reconcile.clock_types import Apart, At, Days

FAR = 4 * INF
SLACK = 180
"""Minutes that calendar days may be longer or shorter than 24 hours, all in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """A cell for each event, the clocks of each item in them (0: it does not hold), relations given up.

    ``edges`` are the bounds of the cells and of all relations that hold in them by their days; those
    of ``gone`` are among them.
    """

    cells: tuple[Cell, ...]
    masks: Mapping[int, int]
    edges: tuple[Edge, ...]
    gone: frozenset[int]


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


def bounds_of(cell: Cell, node: int) -> list[Edge]:
    """The ends of a cell as bounds from the origin."""
    low, high = cell
    out = [(0, node, high - 1, -1)] if high < INF else []
    return [*out, (node, 0, -low, -1)] if low > -INF else out


class _Distances:
    """Shortest distances between all nodes placed so far, one node added at a time."""

    def __init__(self, nodes: int) -> None:
        self.d = [[0 if i == j else FAR for j in range(nodes)] for i in range(nodes)]
        self.count = 1

    def fits(self, ways: Sequence[tuple[int, int]], back: Sequence[tuple[int, int]]) -> bool:
        """Whether a new node with these edges from and to placed nodes makes no negative cycle."""
        return all(w + x + self.d[v][u] >= 0 for u, w in ways for v, x in back)

    def add(self, ways: Sequence[tuple[int, int]], back: Sequence[tuple[int, int]]) -> None:
        """Place the next node."""
        d, k, span = self.d, self.count, range(self.count)
        from_new = [min((x + d[v][j] for v, x in back), default=FAR) for j in span]
        to_new = [min((d[i][u] + w for u, w in ways), default=FAR) for i in span]
        for i in span:
            d[i][k], d[k][i] = min(to_new[i], FAR), min(from_new[i], FAR)
            if to_new[i] < INF:
                row, here = d[i], to_new[i]
                for j in span:
                    if here + from_new[j] < row[j]:  # noqa: PLR1730 (the innermost loop: half the time of min)
                        row[j] = here + from_new[j]
        self.count += 1


@dataclass(slots=True)
class _Choice:
    """A cell for the next event, with what it costs."""

    cell: int
    lost: int
    masks: dict[int, int]
    edges: list[Edge]
    gone: list[int]
    ways: list[tuple[int, int]]
    back: list[tuple[int, int]]


class _Greedy:
    def __init__(self, problem: Problem) -> None:
        self.p = problem
        self.cells: list[Cell] = []
        self.masks: dict[int, int] = {}
        self.edges: list[Edge] = []
        self.gone: set[int] = set()
        self.distances = _Distances(len(problem.events) + 1)
        self.dates: dict[int, set[int]] = {}

    def place(self, depth: int) -> None:
        """Put the next event in the cell that loses least, then switches clocks least."""
        p = self.p
        order = sorted(range(len(p.cells[depth])), key=lambda c: (p.drops[depth][c], c))
        best: list[_Choice] = []
        for c in order:
            least = best[0].lost if best else None
            if least is not None and p.drops[depth][c] > least:
                break
            choice = self._try(depth, c, least)
            if choice is None:
                continue
            if least is None or choice.lost < least:
                best = [choice]
            elif choice.lost == least:
                best.append(choice)
        cost: dict[tuple[tuple[int, int], ...], int] = {}

        def key(choice: _Choice) -> tuple[int, int, int]:
            masks = tuple(sorted(choice.masks.items()))
            if masks not in cost:
                cost[masks] = self._switches(choice.masks)
            return cost[masks], -sum(m.bit_count() for m in choice.masks.values()), choice.cell

        chosen = min(best, key=key)
        self.cells.append(p.cells[depth][chosen.cell])
        self.masks.update(chosen.masks)
        self.edges += chosen.edges
        self.gone.update(chosen.gone)
        self.distances.add(chosen.ways, chosen.back)
        for item in p.unary[depth]:
            mask = chosen.masks[p.number[id(item)]]
            if mask:
                self.dates.setdefault(item.owner, set()).add(mask)

    def _try(self, depth: int, c: int, limit: int | None) -> _Choice | None:
        """One cell for the next event; relations that do not fit are given up, the lightest first."""
        p, node = self.p, depth + 1
        cell = p.cells[depth][c]
        made = _Choice(cell=c, lost=p.drops[depth][c], masks={}, edges=bounds_of(cell, node), gone=[], ways=[], back=[])
        for item, mask in zip(p.unary[depth], p.masks[depth][c], strict=True):
            made.masks[p.number[id(item)]] = mask
        for a, b, w, _ in made.edges:
            (made.ways if b == node else made.back).append((a if b == node else b, w))
        here = [*self.cells, cell]
        for item in sorted(p.binary[depth], key=lambda i: (-i.weight, p.number[id(i)])):
            index, s, loose = p.number[id(item)], item.statement, False
            mask = p.all or 1
            if isinstance(s, Days):
                mask, loose = p.days(item, here[p.index[s.event]], here[p.index[s.other]])
            made.masks[index] = mask
            if mask:
                edges = edges_of(p, index, item, loose=loose)
                ways = [(a, w) for a, b, w, _ in edges if b == node]
                back = [(b, w) for a, b, w, _ in edges if a == node]
                made.edges += edges
                if self.distances.fits([*made.ways, *ways], back) and self.distances.fits(ways, made.back):
                    made.ways += ways
                    made.back += back
                    continue
                made.gone.append(index)
            made.lost += item.weight
            if limit is not None and made.lost > limit:
                return None
        return made

    def _switches(self, masks: Mapping[int, int]) -> int:
        """How many switches of clock the new dates add."""
        new: dict[int, set[int]] = {}
        for index, mask in masks.items():
            item = self.p.items[index]
            if mask and isinstance(item.statement, At):
                new.setdefault(item.owner, set()).add(mask)
        total = 0
        for owner, found in new.items():
            old = self.dates.get(owner, set())
            before = hitting(frozenset(old), self.p.all)[0].bit_count() if old else 1
            after = hitting(frozenset(old | found), self.p.all)[0].bit_count()
            total += (after - before) * self.p.owner_weight[owner]
        return total


def greedy(problem: Problem) -> Arrangement:
    """An arrangement of all events, in which relations given up are those that came too late."""
    run = _Greedy(problem)
    for depth in range(len(problem.events)):
        run.place(depth)
    return Arrangement(cells=tuple(run.cells), masks=run.masks, edges=tuple(run.edges), gone=frozenset(run.gone))


def outer(problem: Problem, masks: Mapping[int, int], cells: Sequence[Cell]) -> list[list[Cell]]:
    """Where each event can be at most, if the statements kept in an arrangement hold; never too narrow.

    ``masks`` by item are 0 for a statement left out; ``cells`` are those of the arrangement itself.
    """
    kept = {i for i, m in masks.items() if m}
    spans: list[list[Cell]] = []
    for depth, all_cells in enumerate(problem.cells):
        numbers = [problem.number[id(i)] for i in problem.unary[depth]]
        inside = [n in kept for n in numbers]
        spans.append(
            [
                cell
                for cell, row in zip(all_cells, problem.masks[depth], strict=True)
                if all(m for m, needed in zip(row, inside, strict=True) if needed)
            ]
        )
    edges = [e for depth, found in enumerate(spans) for e in bounds_of((found[0][0], found[-1][1]), depth + 1)]
    for index in sorted(kept):
        s = problem.items[index].statement
        if not isinstance(s, At):
            slack = SLACK if isinstance(s, Days) else 0
            edges += [(a, b, w + slack, i) for a, b, w, i in edges_of(problem, index, problem.items[index], loose=True)]
    out: list[list[Cell]] = []
    for found, (low, high), own in zip(spans, tight(len(spans) + 1, edges), cells, strict=True):
        cut = [(max(a, low), min(b, high)) for a, b in found if max(a, low) < min(b, high)]
        out.append(cut or [own])
    return out
