"""What the clock solver is told and what it answers: statements about events, and their arrangement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from memcon.model.interval import Interval


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
