"""The search behind the clock solver: events in cells of time, bounded from below.

Time is cut, for each event, where the truth of some statement can change: at the ends of its
stretches on every candidate clock, and at the midnights on which calendar days are counted. In one
cell per event each ``At`` and ``Days`` holds on a known set of clocks, so the cost of an arrangement
does not depend on how many reports there are. Distances form a simple temporal network (Dechter,
Meiri and Pearl 1991) over whole minutes, checked by shortest paths.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import combinations, pairwise
from zoneinfo import ZoneInfo

from memcon.model.interval import Interval
from memcon.reconcile.clock import Apart, At, Days, Placed, Statement, events_of, is_firm

INF = 10**12
FIRM = 10**6
"""What a firm statement weighs against one that is not."""
_DAY = 1440
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONG = 4 * _DAY
Cell = tuple[int, int]
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


def _minutes(moment: datetime) -> int:
    return int((moment - _EPOCH).total_seconds() // 60)


def _instant(minutes: int) -> datetime | None:
    return None if abs(minutes) >= INF // 2 else _EPOCH + timedelta(minutes=minutes)


@lru_cache(maxsize=100_000)
def _utc(local: datetime, zone: str) -> int:
    """A local wall time as minutes from 1970 in UTC."""
    return _minutes(local.replace(tzinfo=ZoneInfo(zone)))


@lru_cache(maxsize=100_000)
def _hour(day: int, hour: int, zone: str) -> int:
    """An hour of a local day (an ordinal; hours over 24 in the next day) in UTC minutes."""
    start = date.fromordinal(day)
    return _utc(datetime(start.year, start.month, start.day) + timedelta(hours=hour), zone)  # noqa: DTZ001


def _local_day(minutes: int, zone: str) -> int:
    return (_EPOCH + timedelta(minutes=minutes)).astimezone(ZoneInfo(zone)).date().toordinal()


@lru_cache(maxsize=200_000)
def _day(cell: Cell, zone: str) -> int | None:
    """The local day that a cell lies in, or null if it lies in more than one."""
    if cell[0] <= -INF or cell[1] >= INF or cell[1] - cell[0] > 2 * _DAY:
        return None
    first = _local_day(cell[0], zone)
    return first if _local_day(cell[1] - 1, zone) == first else None


def _merged(statements: Sequence[Statement]) -> dict[str, str]:
    """Zones that tell the same time at all moments in question, each by one name for the class."""
    zones = sorted({z for s in statements if not isinstance(s, Apart) for z in s.zones})
    home = {z for s in statements if not isinstance(s, Apart) for z in s.home}
    stamps = sorted({m for s in statements if isinstance(s, At) for m in (s.low, s.high) if m is not None})
    classes: dict[tuple[int, ...], list[str]] = {}
    for zone in zones:
        offsets = tuple(_utc(m + timedelta(days=d), zone) for m in stamps for d in (-2, 0, 2))
        classes.setdefault(offsets if stamps else (_hash_free(zone, zones),), []).append(zone)
    out: dict[str, str] = {}
    for members in classes.values():
        name = min(members, key=lambda z: (z not in home, z))
        out.update(dict.fromkeys(members, name))
    return out


def _hash_free(zone: str, zones: Sequence[str]) -> int:
    return zones.index(zone)


@dataclass(slots=True)
class _Item:
    """A statement as the search sees it, for a class of reports that say the very same things."""

    statement: Statement
    weight: int
    owner: int
    mask: int
    home: int
    members: list[Statement] = field(default_factory=list)


def _plain(statement: Statement, name: Mapping[str, str]) -> tuple[object, ...]:
    """A statement without its report and words."""
    if isinstance(statement, At):
        zones = tuple(sorted({name[z] for z in statement.zones}))
        home = tuple(sorted({name[z] for z in statement.home if z in name}))
        return ("at", statement.event, statement.low, statement.high, zones, home)
    if isinstance(statement, Apart):
        return ("apart", statement.after, statement.before, statement.low, statement.high, statement.firm)
    zones = tuple(sorted({name[z] for z in statement.zones}))
    home = tuple(sorted({name[z] for z in statement.home if z in name}))
    ends = (statement.event, statement.other, statement.low, statement.high)
    return ("days", *ends, statement.hours, statement.order, statement.firm, zones, home)


class _Problem:
    """One group of tied events, made ready for the search."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.name = _merged(statements)
        self.zones = sorted(set(self.name.values()))
        self.bit = {z: 1 << i for i, z in enumerate(self.zones)}
        self.items = self._items(statements)
        self.owners = max((i.owner for i in self.items), default=-1) + 1
        self.owner_weight = [0] * self.owners
        for item in self.items:
            self.owner_weight[item.owner] = len({s.report for s in item.members})
        self.events = self._order(sorted({e for s in statements for e in events_of(s)}))
        self.index = {e: i for i, e in enumerate(self.events)}
        self.cells = [self._cells(e) for e in self.events]
        self.unary: list[list[_Item]] = [[] for _ in self.events]
        self.binary: list[list[_Item]] = [[] for _ in self.events]
        for item in self.items:
            last = max(self.index[e] for e in events_of(item.statement))
            (self.unary if isinstance(item.statement, At) else self.binary)[last].append(item)
        self.masks = [[tuple(self._at(i, c) for i in self.unary[e]) for c in cs] for e, cs in enumerate(self.cells)]
        self.drops = [
            [sum(i.weight for i, m in zip(self.unary[e], ms, strict=True) if not m) for ms in rows]
            for e, rows in enumerate(self.masks)
        ]
        rest = [min(d) for d in self.drops]
        self.floor = [sum(rest[i:]) for i in range(len(rest) + 1)]

    def _items(self, statements: Sequence[Statement]) -> list[_Item]:
        """Statements of reports with the same signature, put together with their weight."""
        by_report: dict[str, list[Statement]] = {}
        for statement in statements:
            by_report.setdefault(statement.report, []).append(statement)
        classes: dict[tuple[str, ...], list[str]] = {}
        for report, said in by_report.items():
            signature = tuple(sorted({repr(_plain(s, self.name)) for s in said}))
            classes.setdefault(signature, []).append(report)
        out: list[_Item] = []
        for owner, signature in enumerate(sorted(classes)):
            reports = classes[signature]
            found: dict[str, _Item] = {}
            for report in sorted(reports):
                for statement in by_report[report]:
                    plain = repr(_plain(statement, self.name))
                    if plain not in found:
                        found[plain] = self._item(statement, len(reports), owner)
                    found[plain].members.append(statement)
            out += [found[k] for k in sorted(found)]
        return out

    def _item(self, statement: Statement, reports: int, owner: int) -> _Item:
        weight = reports * (FIRM if is_firm(statement) else 1)
        if isinstance(statement, Apart):
            return _Item(statement=statement, weight=weight, owner=owner, mask=0, home=0)
        mask = home = 0
        for zone in statement.zones:
            mask |= self.bit[self.name[zone]]
        for zone in statement.home:
            home |= self.bit[self.name[zone]] if zone in self.name else 0
        return _Item(statement=statement, weight=weight, owner=owner, mask=mask, home=(home & mask) or mask)

    def _order(self, events: list[str]) -> list[str]:
        """Events with most said of them first, each next to one that it is tied to."""
        weight = dict.fromkeys(events, 0)
        near: dict[str, set[str]] = {e: set() for e in events}
        for item in self.items:
            ends = events_of(item.statement)
            for event in ends:
                weight[event] += 1
                near[event].update(ends)
        out: list[str] = []
        while len(out) < len(events):
            left = [e for e in events if e not in out]
            tied = [e for e in left if near[e] & set(out)] or left
            out.append(min(tied, key=lambda e: (-weight[e], e)))
        return out

    def _span(self, statement: At, zone: str) -> Cell:
        low = -INF if statement.low is None else _utc(statement.low, zone)
        high = INF if statement.high is None else _utc(statement.high, zone)
        return low, max(high, low + 1)

    def _windows(self) -> dict[str, list[Cell]]:
        """Where each event may be, in stretches short enough to count days in."""
        out: dict[str, list[Cell]] = {e: [] for e in self.events}
        for item in self.items:
            s = item.statement
            if isinstance(s, At):
                spans = [self._span(s, z) for z in self.zones if self.bit[z] & item.mask]
                whole = (min(a for a, _ in spans), max(b for _, b in spans))
                if whole[1] - whole[0] <= _LONG:
                    out[s.event].append(whole)
        own = {e: list(spans) for e, spans in out.items()}
        for turn in range(len(self.events)):
            for a, b, low, high in self._steps():
                source = own if turn == 0 else out
                if source[b] and (turn == 0 or not out[a]):
                    out[a] += [(x + low, y + high) for x, y in source[b]]
                if source[a] and (turn == 0 or not out[b]):
                    out[b] += [(x - high, y - low) for x, y in source[a]]
        return out

    def _steps(self) -> Iterable[tuple[str, str, int, int]]:
        """Relations of known length: from the second event to the first, in minutes."""
        for item in self.items:
            s = item.statement
            if isinstance(s, Days):
                a, b, low, high = s.event, s.other, (s.low - 1) * _DAY, (s.high + 2) * _DAY
            elif isinstance(s, Apart) and s.low is not None and s.high is not None:
                a, b = s.after, s.before
                low, high = int(s.low.total_seconds() // 60), int(s.high.total_seconds() // 60)
            else:
                continue
            if high - low <= _LONG:
                yield a, b, low, high

    def _cells(self, event: str) -> list[Cell]:
        """The cells of an event's time, from the first to the last, open at both ends."""
        if not hasattr(self, "windows"):
            self.windows = self._windows()
        cuts: set[int] = set()
        for item in self.items:
            s = item.statement
            zones = [z for z in self.zones if self.bit[z] & item.mask]
            if isinstance(s, At) and s.event == event:
                for zone in zones:
                    cuts.update(self._span(s, zone))
            elif isinstance(s, Days) and event in {s.event, s.other}:
                for zone in zones:
                    cuts.update(self._midnights(s, event, zone))
        ends = [-INF, *sorted(c for c in cuts if abs(c) < INF), INF]
        return [(a, b) for a, b in pairwise(ends) if a < b]

    def _midnights(self, s: Days, event: str, zone: str) -> Iterable[int]:
        for low, high in self.windows[event]:
            if high - low > 12 * _DAY:
                continue
            for day in range(_local_day(low, zone) - 1, _local_day(high, zone) + 2):
                yield _hour(day, 0, zone)
                if event == s.event and s.hours is not None:
                    yield _hour(day, s.hours[0], zone)
                    yield _hour(day, s.hours[1], zone)

    def _at(self, item: _Item, cell: Cell) -> int:
        """The clocks on which a date holds throughout a cell."""
        assert isinstance(item.statement, At)  # noqa: S101 (unary items are)
        mask = 0
        for zone in self.zones:
            if self.bit[zone] & item.mask:
                low, high = self._span(item.statement, zone)
                if low <= cell[0] and cell[1] <= high:
                    mask |= self.bit[zone]
        return mask

    def days(self, item: _Item, event: Cell, other: Cell) -> tuple[int, bool]:
        """The clocks on which a count of days holds; and whether only as a distance."""
        s = item.statement
        assert isinstance(s, Days)  # noqa: S101 (the caller looked)
        mask = loose = 0
        start, end = s.hours or (0, 24)
        for zone in self.zones:
            if not self.bit[zone] & item.mask:
                continue
            day, own = _day(other, zone), _day(event, zone)
            if day is None or (own is None and end <= 24):
                loose |= self.bit[zone]
                continue
            for step in range(s.low, s.high + 1):
                if _hour(day + step, start, zone) <= event[0] and event[1] <= _hour(day + step, end, zone):
                    mask |= self.bit[zone]
        return (mask, False) if mask or not loose else (loose, True)


Edge = tuple[int, int, int, int]
"""From, to, weight (to − from ≤ weight), index of the item that says so or −1."""


def _edges(problem: _Problem, index: int, item: _Item, *, loose: bool) -> list[Edge]:
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
        out += [(b, a, (s.high + 1) * _DAY - 1, index), (a, b, -((s.low - 1) * _DAY + 1), index)]
    if s.order == "after":
        out.append((a, b, -1, index))
    elif s.order == "before":
        out.append((b, a, -1, index))
    return out


def _cycle(nodes: int, edges: Sequence[Edge]) -> list[int] | None:
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


def _repairs(
    nodes: int, edges: list[Edge], weights: Mapping[int, int], limit: int
) -> tuple[int, frozenset[frozenset[int]]] | None:
    """All lightest sets of relations to give up so that the rest can hold; null over the limit.

    Every such set holds an item of each negative cycle, so branching on one cycle misses none.
    """
    cycle = _cycle(nodes, edges)
    if cycle is None:
        return 0, frozenset({frozenset[int]()})
    best, sets = limit, set[frozenset[int]]()
    for item in cycle:
        room = best - weights[item]
        if room < 0:
            continue
        rest = _repairs(nodes, [e for e in edges if e[3] != item], weights, room)
        if rest is None:
            continue
        total = rest[0] + weights[item]
        if total < best or not sets:
            best, sets = total, set()
        sets |= {found | {item} for found in rest[1]}
    return (best, frozenset(sets)) if sets else None


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

    def __init__(self, problem: _Problem, node_cap: int, tie_cap: int) -> None:
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
                more += _edges(p, index, item, loose=loose)
            if lost + p.floor[depth + 1] > self.best[0]:
                continue
            given = _repairs(depth + 2, self._bounded(here, more), self.weights, self.best[0] - lost)
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
        given = _repairs(len(cells) + 1, bounded, self.weights, self.best[0] - lost)
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


def _tight(nodes: int, edges: Sequence[Edge]) -> list[tuple[int, int]]:
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


def _joined(spans: Iterable[Cell]) -> tuple[Interval, ...]:
    """Stretches that touch, put together."""
    out: list[Cell] = []
    for low, high in sorted(set(spans)):
        if out and low <= out[-1][1]:
            out[-1] = out[-1][0], max(high, out[-1][1])
        else:
            out.append((low, high))
    return tuple(Interval(low=_instant(a), high=_instant(b)) for a, b in out)


def search(statements: Sequence[Statement], *, node_cap: int, tie_cap: int) -> Found:
    """The best arrangement of one group of tied events."""
    problem = _Problem(statements)
    run = _Search(problem, node_cap, tie_cap)
    run.run()
    leaves = sorted(run.leaves, key=lambda leaf: leaf.cells)
    spans: list[list[Cell]] = [[] for _ in problem.events]
    for leaf in leaves:
        for i, span in enumerate(_tight(len(problem.events) + 1, leaf.edges)):
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
