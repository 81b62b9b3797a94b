"""Events in cells of time, and the clocks on which each statement holds in them.

Time is cut, for each event, where the truth of some statement can change: at the ends of its
stretches on every candidate clock, and at the midnights on which calendar days are counted. In one
cell per event each ``At`` and ``Days`` holds on a known set of clocks, so the cost of an arrangement
does not depend on how many reports there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from memcon.reconcile.clock_types import Apart, At, Days, Statement, events_of, is_firm

INF = 10**12
FIRM = 10**6
"""What a firm statement weighs against one that is not."""
DAY = 1440
_ENDS = 365 * 900 * DAY
"""Minutes from 1970 past which a moment lies off any calendar: an open end, whatever the sum."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONG = 4 * DAY
Cell = tuple[int, int]


def _minutes(moment: datetime) -> int:
    return int((moment - _EPOCH).total_seconds() // 60)


def instant(minutes: int) -> datetime | None:
    """Minutes from 1970 as an instant; null for an open end."""
    return _EPOCH + timedelta(minutes=minutes) if abs(minutes) < _ENDS else None


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
    if cell[0] <= -INF or cell[1] >= INF or cell[1] - cell[0] > 2 * DAY:
        return None
    first = _local_day(cell[0], zone)
    return first if _local_day(cell[1] - 1, zone) == first else None


def _merged(statements: Sequence[Statement]) -> dict[str, str]:
    """Zones that tell the same time at all moments in question, each by one name for the class."""
    zones = sorted({z for s in statements if not isinstance(s, Apart) for z in s.zones})
    home = {z for s in statements if not isinstance(s, Apart) for z in s.home}
    stamps = sorted({m for s in statements if isinstance(s, At) for m in (s.low, s.high) if m is not None})
    classes: dict[tuple[int, ...], list[str]] = {}
    for index, zone in enumerate(zones):
        offsets = tuple(_utc(m + timedelta(days=d), zone) for m in stamps for d in (-2, 0, 2))
        classes.setdefault(offsets if stamps else (index,), []).append(zone)
    out: dict[str, str] = {}
    for members in classes.values():
        name = min(members, key=lambda z: (z not in home, z))
        out.update(dict.fromkeys(members, name))
    return out


@dataclass(slots=True)
class Item:
    """A statement as the search sees it, for a class of reports that say the very same things."""

    statement: Statement
    weight: int
    owner: int
    mask: int
    home: int
    members: list[Statement] = field(default_factory=list)


def _between(cuts: Iterable[int]) -> list[Cell]:
    """The cells that cuts make, from the first to the last, open at both ends."""
    ends = [-INF, *sorted(c for c in cuts if abs(c) < INF), INF]
    return [(a, b) for a, b in pairwise(ends) if a < b]


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


class Problem:
    """One group of tied events, made ready for the search."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.name = _merged(statements)
        self.zones = sorted(set(self.name.values()))
        self.bit = {z: 1 << i for i, z in enumerate(self.zones)}
        self.all = (1 << len(self.zones)) - 1
        self.items = self._items(statements)
        self.owners = max((i.owner for i in self.items), default=-1) + 1
        self.owner_weight = [0] * self.owners
        for item in self.items:
            self.owner_weight[item.owner] = len({s.report for s in item.members})
        self.events = self._order(sorted({e for s in statements for e in events_of(s)}))
        self.index = {e: i for i, e in enumerate(self.events)}
        self.number = {id(item): i for i, item in enumerate(self.items)}
        self.weights = {i: item.weight for i, item in enumerate(self.items)}
        self.windows = self._windows()
        cuts = self._cuts()
        self.cells = [_between(cuts[e]) for e in self.events]
        self.unary: list[list[Item]] = [[] for _ in self.events]
        self.binary: list[list[Item]] = [[] for _ in self.events]
        for item in self.items:
            last = max(self.index[e] for e in events_of(item.statement))
            (self.unary if isinstance(item.statement, At) else self.binary)[last].append(item)
        self.masks = [self._unary_masks(e) for e in range(len(self.events))]
        self.drops = [
            [sum(i.weight for i, m in zip(self.unary[e], ms, strict=True) if not m) for ms in rows]
            for e, rows in enumerate(self.masks)
        ]
        rest = [min(d) for d in self.drops]
        self.floor = [sum(rest[i:]) for i in range(len(rest) + 1)]

    def _items(self, statements: Sequence[Statement]) -> list[Item]:
        """Statements of reports with the same signature, put together with their weight."""
        by_report: dict[str, list[Statement]] = {}
        for statement in statements:
            by_report.setdefault(statement.report, []).append(statement)
        plain_of = {id(s): repr(_plain(s, self.name)) for s in statements}
        classes: dict[tuple[str, ...], list[str]] = {}
        for report, said in by_report.items():
            signature = tuple(sorted({plain_of[id(s)] for s in said}))
            classes.setdefault(signature, []).append(report)
        out: list[Item] = []
        for owner, signature in enumerate(sorted(classes)):
            reports = classes[signature]
            found: dict[str, Item] = {}
            for report in sorted(reports):
                for statement in by_report[report]:
                    plain = plain_of[id(statement)]
                    if plain not in found:
                        found[plain] = self._item(statement, len(reports), owner)
                    found[plain].members.append(statement)
            out += [found[k] for k in sorted(found)]
        return out

    def _item(self, statement: Statement, reports: int, owner: int) -> Item:
        weight = reports * (FIRM if is_firm(statement) else 1)
        if isinstance(statement, Apart):
            return Item(statement=statement, weight=weight, owner=owner, mask=0, home=0)
        mask = home = 0
        for zone in statement.zones:
            mask |= self.bit[self.name[zone]]
        for zone in statement.home:
            home |= self.bit[self.name[zone]] if zone in self.name else 0
        return Item(statement=statement, weight=weight, owner=owner, mask=mask, home=(home & mask) or mask)

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
        left, tied = set(events), set[str]()
        while left:
            event = min(tied or left, key=lambda e: (-weight[e], e))
            out.append(event)
            left.discard(event)
            tied = (tied | near[event]) & left
        return out

    def _span(self, statement: At, zone: str) -> Cell:
        low = -INF if statement.low is None else _utc(statement.low, zone)
        high = INF if statement.high is None else _utc(statement.high, zone)
        return low, max(high, low + 1)

    def _windows(self) -> dict[str, list[Cell]]:
        """Where each event may be, in stretches short enough to count days in."""
        out: dict[str, set[Cell]] = {e: set() for e in self.events}
        for item in self.items:
            s = item.statement
            if isinstance(s, At):
                spans = [self._span(s, z) for z in self.zones if self.bit[z] & item.mask]
                whole = (min(a for a, _ in spans), max(b for _, b in spans))
                if whole[1] - whole[0] <= _LONG:
                    out[s.event].add(whole)
        own = {e: tuple(spans) for e, spans in out.items()}
        steps = tuple(dict.fromkeys(self._steps()))
        for a, b, low, high in steps:
            out[a] |= {(x + low, y + high) for x, y in own[b]}
            out[b] |= {(x - high, y - low) for x, y in own[a]}
        found = True
        while found:
            found = False
            for a, b, low, high in steps:
                if out[b] and not out[a]:
                    out[a], found = {(x + low, y + high) for x, y in out[b]}, True
                if out[a] and not out[b]:
                    out[b], found = {(x - high, y - low) for x, y in out[a]}, True
        return {e: sorted(spans) for e, spans in out.items()}

    def _steps(self) -> Iterable[tuple[str, str, int, int]]:
        """Relations of known length: from the second event to the first, in minutes."""
        for item in self.items:
            s = item.statement
            if isinstance(s, Days):
                a, b, low, high = s.event, s.other, (s.low - 1) * DAY, (s.high + 2) * DAY
            elif isinstance(s, Apart) and s.low is not None and s.high is not None:
                a, b = s.after, s.before
                low, high = int(s.low.total_seconds() // 60), int(s.high.total_seconds() // 60)
            else:
                continue
            if high - low <= _LONG:
                yield a, b, low, high

    def _cuts(self) -> dict[str, set[int]]:
        """Where the truth of a statement can change, for each event's time."""
        cuts: dict[str, set[int]] = {e: set() for e in self.events}
        for item in self.items:
            s = item.statement
            zones = [z for z in self.zones if self.bit[z] & item.mask]
            if isinstance(s, At):
                for zone in zones:
                    cuts[s.event].update(self._span(s, zone))
            elif isinstance(s, Days):
                for event in sorted({s.event, s.other}):
                    for zone in zones:
                        cuts[event].update(self._midnights(s, event, zone))
        return cuts

    def _midnights(self, s: Days, event: str, zone: str) -> Iterable[int]:
        for low, high in self.windows[event]:
            if high - low > 12 * DAY:
                continue
            for day in range(_local_day(low, zone) - 1, _local_day(high, zone) + 2):
                yield _hour(day, 0, zone)
                if event == s.event and s.hours is not None:
                    yield _hour(day, s.hours[0], zone)
                    yield _hour(day, s.hours[1], zone)

    def _unary_masks(self, event: int) -> list[tuple[int, ...]]:
        """For each cell of an event, the clocks on which each of its dates holds throughout."""
        rows: list[list[int]] = []
        for item in self.unary[event]:
            assert isinstance(item.statement, At)  # noqa: S101 (unary items are)
            spans = [(self.bit[z], self._span(item.statement, z)) for z in self.zones if self.bit[z] & item.mask]
            rows.append(
                [sum(bit for bit, (a, b) in spans if a <= low and high <= b) for low, high in self.cells[event]]
            )
        return list(zip(*rows, strict=True)) if rows else [() for _ in self.cells[event]]

    def days(self, item: Item, event: Cell, other: Cell) -> tuple[int, bool]:
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
