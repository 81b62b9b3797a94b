"""The moment from which a report speaks: its publication, its dateline, its own dates, or other reports.

A report that bears no date of publication still says "on Friday". Its day is then, in this order, that
of its dateline, the last day that it dates itself, or that of the reports in the bundle that tell of
the same events. Which it was stands in ``told``, so that no such day passes for a stated one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from memcon.read.types import Timex
from memcon.reconcile.bundle import Bundle, Source
from memcon.reconcile.calendar import moment
from memcon.reconcile.calendar_units import FIRST, LAST, day_of
from memcon.reconcile.lexis import table

if TYPE_CHECKING:
    from memcon.reconcile.events import Happening

REAL = frozenset({"occurred", "ongoing"})
FUTURE = frozenset({"planned", "proposed", "threatened", "hypothetical"})
EVENING, NOON = time(23, 59), time(12)
LEAD = 3
"""Sentences at the head of a report that tell its news."""
FORWARD = 3
"""A weekday up to this many days after the last date is read as after it, not as six days before."""
WIDEST = timedelta(days=14)
"""Reports further apart than this say nothing of the day of a third."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The latest moment at which a report may speak, on its own wall clock, and the earliest if another.

    ``told`` says in words what it was taken from; empty for the date of publication.
    """

    moment: datetime
    earliest: datetime | None = None
    told: str = ""


def evening(day: date) -> datetime:
    """The last minute of a day: what is told of that day has been."""
    return datetime.combine(day, EVENING)


def day_years(source: Source) -> tuple[int, ...]:
    """The years that a report states with a day."""
    days = (t for t in source.reading.timexes if t.anchor == "absolute" and t.year and t.month and t.day)
    return tuple(sorted({t.year for t in days if t.year}))


def month_years(source: Source) -> tuple[int, ...]:
    """The years that a report states with a month or a day."""
    return tuple(sorted({t.year for t in source.reading.timexes if t.year and t.month and t.anchor == "absolute"}))


def _day(timex: Timex, years: Sequence[int]) -> date | None:
    """The day that a time expression names; a missing year must be the one that fits."""
    if not timex.month or not timex.day:
        return None
    found = []
    for year in [timex.year] if timex.year else years:
        start = day_of(year, timex.month, timex.day)
        if start is None or not FIRST <= start <= LAST:
            continue
        day = start.date()
        if timex.year or timex.weekday is None or day.isoweekday() == timex.weekday:
            found.append(day)
    return found[0] if len(found) == 1 else None


def _to_come(source: Source, index: int) -> bool:
    """Whether a time expression dates what is to come, by its act or the words of its sentence."""
    bearers = [m for m in source.extraction.mentions if index in m.times]
    if bearers:
        return not any(m.status in REAL for m in bearers)
    return to_come(source, index)


def to_come(source: Source, index: int) -> bool:
    """Whether the sentence of a time expression has words that tell of what is to come."""
    timex = source.reading.timexes[index]
    words = set(table("times")["to_come"])
    sentence = source.reading.sentences[timex.sentence]
    return any(t.norm in words for t in source.reading.tokens[sentence.first : sentence.last])


def _own(source: Source, years: Sequence[int]) -> Reference | None:
    """The last day that the report itself dates as past: with its weekday, at its head, or in a heading."""
    sentences = source.reading.sentences
    facts = [s.i for s in sentences if s.kind == "fact"][:LEAD]
    days: list[date] = []
    for i, timex in enumerate(source.reading.timexes):
        if timex.anchor not in {"absolute", "partial"} or timex.bound or timex.unit == "day":
            continue
        day = _day(timex, years)
        sentence = sentences[timex.sentence]
        firm = timex.weekday is not None or sentence.i in facts or sentence.kind in {"label", "heading"}
        if day is not None and firm and not _to_come(source, i):
            days.append(day)
    if not days:
        return None
    last = max(days)
    return Reference(moment=evening(last + timedelta(days=_step(source, last, FORWARD))), told="the report's own dates")


def _step(source: Source, last: date, most: int) -> int:
    """Days after a date that the report's days of the week still reach, up to ``most``."""
    steps = [0]
    for i, timex in enumerate(source.reading.timexes):
        plain = timex.anchor == "deictic" and timex.weekday is not None and timex.unit is None and timex.low is None
        if plain and timex.weekday is not None and timex.bound is None and not _to_come(source, i):
            step = (timex.weekday - last.isoweekday()) % 7
            if step <= most:
                steps.append(step)
    return max(steps)


def _shared(bundle: Bundle, happenings: Sequence[Happening]) -> dict[str, set[str]]:
    """For each report the others that tell of something that it tells of as done."""
    out: dict[str, set[str]] = {s.id: set() for s in bundle.sources}
    for one in happenings:
        told = {c.report for c in one.group.chains if c.status in REAL}
        for report in told:
            out[report] |= told - {report}
    return out


def _lent(source: Source, others: Iterable[Reference]) -> Reference | None:
    """The day of a report from those of others on the same events: all of them together.

    A report that names the day of the week right after theirs is of that day, not told six days before.
    """
    days = sorted(r.moment for r in others)
    if not days or days[-1] - days[0] > WIDEST:
        return None
    first, last = evening(days[0].date()), evening(days[-1].date())
    if _step(source, last.date(), 1):
        last += timedelta(days=1)
        first = last if days[0].date() == days[-1].date() else first
    return Reference(moment=last, earliest=first if first < last else None, told="the other reports of these events")


def references(bundle: Bundle, happenings: Sequence[Happening] = ()) -> Mapping[str, Reference]:
    """The moment of speech of each report that has one; without happenings no report lends its day to another."""
    out: dict[str, Reference] = {}
    for source in bundle.sources:
        stamp = moment(source.report.published, source.report.zone)
        if stamp is not None:
            # noon to the second stands for a day without an hour: all of that day may have been told
            other = moment(source.report.published_or, source.report.zone) or stamp  # a stamp in doubt: either
            last = max(stamp, other)
            out[source.id] = Reference(
                moment=evening(last.date()) if last.time() == NOON else last,
                earliest=min(stamp, other) if stamp != other else None,
            )
    loose = [s for s in bundle.sources if s.id not in out]
    stamped = {r.moment.year for r in out.values()}
    years = {s.id: set(day_years(s)) for s in bundle.sources}
    for source in loose:
        lent = stamped | {y for s in loose if s is not source for y in years[s.id]}
        fits = sorted(years[source.id] or lent)
        line = source.reading.dateline
        day = _day(line, fits) or (_day(line, [max(fits)]) if fits else None) if line else None
        found = Reference(moment=evening(day), told="its dateline") if day else _own(source, fits)
        if found is not None:
            out[source.id] = found
    shared = _shared(bundle, happenings)
    known = dict(out)
    for source in loose:
        if source.id not in known:
            lent_by = _lent(source, [known[o] for o in sorted(shared[source.id]) if o in known])
            if lent_by is not None:
                out[source.id] = lent_by
    return out
