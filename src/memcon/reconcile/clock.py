"""The clock solver: one assignment of clocks under which all that the reports say of time holds.

A statement puts an event in a stretch of some wall clock (``At``), so long after another (``Apart``)
or so many calendar days from it (``Days``). ``solve`` chooses the clock of each statement and the
statements that cannot stand, and minimises, in this order: statements dropped (a statement of many
reports counts for each, and vague ones give way), switches of clock among one report's dates, clocks
used, relations counted on another clock than their report's dates, and clocks that are no party's
own. ``docs/clock-solver.md`` tells it in prose; ``clock_search`` holds the search.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from memcon.model.interval import Interval, hull

NODE_CAP = 100_000
"""Search nodes for one group of events, after which the answer is the best found, not proven."""

WORK_CAP = 5_000_000
"""Edges and statements looked at for one group, after which the same holds; counted, so that it is no clock."""

WORK_POOL = 15_000_000
"""The same for all groups together; the small ones go first."""

TIE_CAP = 600
"""Equally good arrangements looked at; beyond it the interval is that of the chosen one."""


UNSURE = "There are too many statements to be sure that this is the best reading."
"""What an explanation says of a time that is not ``exact``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """A report puts an event between two local times, on the clock of one of ``zones``.

    ``low`` and ``high`` are naive and half-open; null is open. ``home`` are the zones of the
    event's own parties and place, preferred where all else is equal; empty means all ``zones``.
    """

    event: str
    report: str
    low: datetime | None
    high: datetime | None
    zones: tuple[str, ...]
    words: str
    home: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """``after`` comes ``low`` to ``high`` later than ``before``; null is open.

    One that is not ``firm`` ("hours after", "soon after") gives way to every firm statement, and
    giving it up is no dispute.
    """

    after: str
    before: str
    report: str
    words: str
    low: timedelta | None = timedelta(minutes=1)
    high: timedelta | None = None
    key: str = ""
    firm: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """``event`` falls ``low`` to ``high`` calendar days after ``other``, on the clock of one of ``zones``.

    The clock is the relation's own. ``hours`` narrows the event to local hours of that day ("the
    preceding night": −1, −1, (18, 24)); ``order`` says which of the two came first; ``firm`` as in
    ``Apart``.
    """

    event: str
    other: str
    low: int
    high: int
    report: str
    words: str
    zones: tuple[str, ...]
    hours: tuple[int, int] | None = None
    order: Literal["before", "after"] | None = None
    home: tuple[str, ...] = ()
    key: str = ""
    firm: bool = True


Statement = At | Apart | Days


_FARTHEST = 10**6
"""Minutes or hours beyond which a distance is only long: "a billion hours later" is no sum for a calendar."""


def gap(unit: Literal["minute", "hour"], low: int, high: int) -> tuple[timedelta, timedelta, bool]:
    """The bounds that a distance in words sets, and whether they are firm.

    A stated number has half a unit of room on both sides. A vague one ("hours after", "soon after")
    rules out little: anything within a day for hours, twice the span for minutes.
    """
    size = timedelta(hours=1) if unit == "hour" else timedelta(minutes=1)
    near, far = (min(x, _FARTHEST) for x in sorted((abs(low), abs(high))))
    if near == far:
        room = size / 2 if unit == "hour" else max(near * size / 4, timedelta(minutes=5))
        return max(near * size - room, timedelta(minutes=1)), far * size + room, True
    most = max(far * size, timedelta(hours=24)) if unit == "hour" else 2 * far * size
    return timedelta(minutes=1), most, False


def same_day(
    event: str,
    other: str,
    *,
    report: str,
    words: str,
    zones: tuple[str, ...],
    order: Literal["before", "after"] | None = None,
) -> Days:
    """Both on one date of some clock ("earlier that day": ``event`` before ``other``)."""
    return Days(event=event, other=other, low=0, high=0, report=report, words=words, zones=zones, order=order)


def days_apart(
    after: str, before: str, low: int, high: int, *, report: str, words: str, zones: tuple[str, ...]
) -> Days:
    """So many dates later on some clock ("one day after")."""
    return Days(event=after, other=before, low=low, high=high, report=report, words=words, zones=zones, order="after")


def part_before(
    event: str, other: str, hours: tuple[int, int], *, report: str, words: str, zones: tuple[str, ...], days: int = -1
) -> Days:
    """In some hours of the date before ("the preceding night")."""
    return Days(
        event=event,
        other=other,
        low=days,
        high=days,
        report=report,
        words=words,
        zones=zones,
        hours=hours,
        order="before",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A statement and what became of it; ``zone`` is null for one dropped or without a clock.

    ``clock`` is one name for all zones that tell the same time then.
    """

    statement: Statement
    kept: bool
    zone: str | None = None
    clock: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """When an event was. ``interval`` is the hull of ``pieces``, open where nothing bounds it.

    ``exact`` is false where there was too much to search: then the stretch is as wide as the
    statements that were kept allow, never too narrow.
    """

    event: str
    interval: Interval
    pieces: tuple[Interval, ...]
    exact: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixed:
    """A report that tells its times on more than one clock; ``clocks`` are words by zone."""

    report: str
    clocks: tuple[tuple[str, tuple[str, ...]], ...]
    switches: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How the reports stand on one event's time; fields as in a memorandum's slot.

    ``dropped`` are the statements that cannot stand beside the others.
    """

    event: str
    standing: Literal["agreed", "compatible", "disputed", "single"]
    reason: Literal["clock", "granularity"] | None = None
    reports: tuple[str, ...] = ()
    dropped: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """What the solver found; ``exact`` is false where the search was cut off.

    ``whole`` is false where the intervals are those of the chosen arrangement alone, since there
    were too many equally good ones to look at.
    """

    times: tuple[Dated, ...]
    placed: tuple[Placed, ...]
    mixed: tuple[Mixed, ...]
    verdicts: tuple[Verdict, ...]
    exact: bool = True
    whole: bool = True

    def time(self, event: str) -> Dated | None:
        """The time found for an event, or null if no statement names it."""
        return next((t for t in self.times if t.event == event), None)

    def verdict(self, event: str) -> Verdict | None:
        """How the reports stand on an event's time, or null if no report gives one."""
        return next((v for v in self.verdicts if v.event == event), None)


def solve(
    statements: Sequence[Statement],
    *,
    node_cap: int = NODE_CAP,
    work_cap: int = WORK_CAP,
    work_pool: int = WORK_POOL,
) -> Solution:
    """The best arrangement of all statements; the order in which they come does not matter."""
    from memcon.reconcile.clock_search import search  # noqa: PLC0415 (it needs the values above)

    ordered = sorted(set(statements), key=sort_key)
    times: list[Dated] = []
    placed: list[Placed] = []
    exact = whole = True
    for group in sorted(groups(ordered), key=len):
        found = search(group, node_cap=node_cap, tie_cap=TIE_CAP, work_cap=min(work_cap, work_pool))
        work_pool -= found.work
        placed += found.placed
        exact, whole = exact and found.exact, whole and found.whole
        for event, pieces in found.pieces:
            times.append(Dated(event=event, interval=hull(pieces), pieces=pieces, exact=found.exact))
    placed.sort(key=lambda p: sort_key(p.statement))
    times.sort(key=lambda t: (t.interval.low or datetime.min.replace(tzinfo=UTC), t.event))
    return Solution(
        times=tuple(times),
        placed=tuple(placed),
        mixed=_mixed(placed),
        verdicts=_verdicts(placed),
        exact=exact,
        whole=whole,
    )


def sort_key(statement: Statement) -> tuple[str, ...]:
    """A total order of statements."""
    if isinstance(statement, At):
        low = "" if statement.low is None else statement.low.isoformat()
        high = "" if statement.high is None else statement.high.isoformat()
        return (statement.report, "0", statement.event, low, high, *statement.zones, statement.words, statement.key)
    if isinstance(statement, Apart):
        bounds = (str(statement.low), str(statement.high))
        ends = (statement.after, statement.before)
        return (statement.report, "1", *ends, *bounds, str(statement.firm), statement.words, statement.key)
    counted = tuple(map(str, (statement.low, statement.high, statement.hours, statement.order, statement.firm)))
    ends = (statement.event, statement.other)
    return (statement.report, "2", *ends, *counted, *statement.zones, statement.words, statement.key)


def events_of(statement: Statement) -> tuple[str, ...]:
    """The events that a statement is about."""
    if isinstance(statement, At):
        return (statement.event,)
    if isinstance(statement, Apart):
        return (statement.after, statement.before)
    return (statement.event, statement.other)


def is_firm(statement: Statement) -> bool:
    """Whether giving a statement up is a contradiction; dates always are firm."""
    return isinstance(statement, At) or statement.firm


def groups(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Statements parted by the events that relations tie together, in a stable order."""
    parent: dict[str, str] = {}

    def root(event: str) -> str:
        parent.setdefault(event, event)
        while parent[event] != event:
            parent[event] = parent[parent[event]]
            event = parent[event]
        return event

    for statement in statements:
        first, *rest = events_of(statement)
        a = root(first)
        for other in rest:
            b = root(other)
            parent[max(a, b)] = min(a, b)
            a = min(a, b)
    out: dict[str, list[Statement]] = {}
    for statement in statements:
        out.setdefault(root(events_of(statement)[0]), []).append(statement)
    return [out[k] for k in sorted(out)]


def _mixed(placed: Sequence[Placed]) -> tuple[Mixed, ...]:
    """Reports that use more than one clock for events tied to one another."""
    out: list[Mixed] = []
    by_group = groups([p.statement for p in placed])
    clock_of = {p.statement: p.clock for p in placed if p.kept and p.clock is not None}
    for group in by_group:
        for report in sorted({s.report for s in group}):
            words: dict[str, list[str]] = {}
            for statement in group:
                zone = clock_of.get(statement)
                if statement.report == report and zone is not None:
                    words.setdefault(zone, []).append(statement.words)
            if len(words) > 1:
                clocks = tuple((z, tuple(dict.fromkeys(words[z]))) for z in sorted(words))
                out.append(Mixed(report=report, clocks=clocks, switches=len(words) - 1))
    return tuple(out)


def _crossed(ats: Sequence[Placed]) -> bool:
    """Whether two hours or parts of a day, right on two clocks, overlap on one without either lying in the other."""
    hours = [
        (p.statement.low, p.statement.high, p.clock)
        for p in ats
        if isinstance(p.statement, At) and p.statement.low and p.statement.high and p.clock
        if p.statement.high - p.statement.low < timedelta(hours=20)
    ]
    return any(a < c < b < d and x != y for a, b, x in hours for c, d, y in hours)


def _verdicts(placed: Sequence[Placed]) -> tuple[Verdict, ...]:
    out: list[Verdict] = []
    for event in sorted({p.statement.event for p in placed if isinstance(p.statement, At)}):
        ats = [p for p in placed if isinstance(p.statement, At) and p.statement.event == event]
        reports = tuple(sorted({p.statement.report for p in ats}))
        about = [p for p in placed if not p.kept and is_firm(p.statement) and event in events_of(p.statement)]
        dropped = tuple(p.statement for p in about)
        if dropped:
            out.append(Verdict(event=event, standing="disputed", reports=reports, dropped=dropped))
            continue
        if len(reports) < 2:
            out.append(Verdict(event=event, standing="single", reports=reports))
            continue
        spans = {(p.statement.low, p.statement.high) for p in ats if isinstance(p.statement, At)}
        if len(spans) == 1:
            out.append(Verdict(event=event, standing="agreed", reports=reports))
            continue
        low = max((s[0] for s in spans if s[0] is not None), default=None)
        high = min((s[1] for s in spans if s[1] is not None), default=None)
        apart = (low is not None and high is not None and low >= high) or _crossed(ats)
        out.append(
            Verdict(event=event, standing="compatible", reason="clock" if apart else "granularity", reports=reports)
        )
    return tuple(out)
