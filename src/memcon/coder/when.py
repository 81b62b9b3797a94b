"""When, from one report alone: every time expression resolved against the report's own moment.

The clock solver of ``reconcile`` needs a bundle; the coder sees one report. What the report does not
give stays open: no publication date stands in for a date.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from datetime import datetime, timedelta

from memcon.coder.scan import Scan
from memcon.coder.tense import ahead, names, sure
from memcon.extract.graph import build
from memcon.read.types import Reading, Timex
from memcon.reconcile.calendar import Context, Local, resolve

NEAR = 500
"""Characters after a date within which "the following day" still counts from it."""
UNITS = frozenset({"week", "month", "year"})
PRESENT = 2
"""Years back within which a month told beside a year is more likely the last of its name than that year's."""
LATELY = 3
"""Months within which one that is over is more likely meant than the next of its name."""
BESIDE = 150
"""Characters after a date within which "the month" is that of the date; else, and "the year" always, of the report."""
_POINTED = re.compile(r"\b(?:that|same)\b", re.IGNORECASE)
"""Words that point at a date spoken of: "that year" is not "the year"."""
_COMPARED = re.compile(r"\b(?:ago|earlier|before)$", re.IGNORECASE)
"""Ends of what a figure is compared with; the next such words count from the same date, not from this one."""
_AND = re.compile(r",?\s*(?:to|and|or|until|through|-|–)\s*(?:the\s+|in\s+|early\s+|late\s+)?|,\s*", re.IGNORECASE)
_FROM = re.compile(r"\b(?:before|after)$", re.IGNORECASE)
_GAP = re.compile(r"\s+(?:the\s+)?", re.IGNORECASE)
COUNTABLE = frozenset({"day", "part-of-day", "instant", "week", "month", "year"})


def locals_of(scan: Scan, reference: datetime | None) -> tuple[Local, ...]:
    """For each time expression of a reading the stretch it means, in order; open where nothing completes it.

    ``reference`` is the moment of speech on its own wall clock, naive. A date of the dateline goes
    before it for what is told in the body where no reference is given.
    """
    reading = scan.reading
    graph = build(reading, scan.attributions, scan.report.side)
    today = None
    if reference is not None:
        start = reference.replace(hour=0, minute=0, second=0, microsecond=0)
        today = Local(low=start, high=start + timedelta(days=1), precision="day", basis="stated", value="")
    out: list[Local] = []
    year: tuple[int, int] | None = None
    told: list[tuple[int, Local]] = []
    for n, timex in enumerate(reading.timexes):
        found = next(((at, b) for at, b in reversed(told) if timex.start - at < NEAR and _fine(timex, b)), None)
        before = found[1] if found else None
        if timex.low == 0 and not _POINTED.search(reading.text[timex.start : timex.end]):
            beside = found is not None and timex.start - found[0] < BESIDE
            before = before if timex.unit in {"month", "week"} and beside else today if timex.unit in UNITS else before
        future = ahead(graph, timex)
        if future and reference is not None and _only_just(timex, reference) and not sure(graph, timex):
            future = None
        if n and counted(reading.text, reading.timexes[n - 1], timex):
            timex = replace(timex, bound=None)  # "before" belongs to what counts from it
        if future is False and timex.month and timex.day and names(graph, timex) and _nearer_ahead(timex, reference):
            future = None
        if timex.modifier == "late" and timex.unit == "year" and timex.low == 0 and future is False:
            if reference is not None and reference.month <= LATELY:
                timex = replace(timex, low=-1, high=-1)  # what was so "at year's end", told in January
        old = year is not None and (reference is None or reference.year - year[1] > PRESENT)
        own = (year[1],) if year and old and timex.month and not future and timex.sentence == year[0] else ()
        if timex.month and timex.year is None and (shared := _shared(reading, n)) is not None:
            own, future = (shared,), None
        local = resolve(timex, Context(reference=reference, own=own, future=future, before=before or today))
        if timex.year is not None:
            year = timex.sentence, timex.year
        out.append(local)
        compared = timex.unit == "year" and _COMPARED.search(reading.text[timex.start : timex.end])
        if local.low is not None and timex.type != "DURATION" and local.precision in COUNTABLE and not compared:
            told.append((timex.start, local))
    for n, (timex, after) in enumerate(itertools.pairwise(reading.timexes)):
        if counted(reading.text, timex, after) and out[n + 1].low is not None:
            out[n] = resolve(replace(timex, type="DATE", anchor="discourse"), Context(before=out[n + 1]))
    return tuple(out)


def counted(text: str, timex: Timex, after: Timex) -> bool:
    """Whether an expression counts from the date right behind it ("two days after Easter")."""
    words = text[timex.start : timex.end]
    return timex.unit is not None and bool(_FROM.search(words) and _GAP.fullmatch(text[timex.end : after.start]))


def _nearer_ahead(timex: Timex, reference: datetime | None) -> bool:
    """Whether the next date of a name is less than half as far off as the last one."""
    if reference is None:
        return False
    coming, gone = (resolve(timex, Context(reference=reference, future=f)).low for f in (True, False))
    return coming is not None and gone is not None and timedelta(0) < 2 * (coming - reference) < reference - gone


def _only_just(timex: Timex, reference: datetime) -> bool:
    """Whether a weekday was yesterday, or a month is lately over: what nothing but a "will" puts a turn ahead."""
    if timex.weekday is not None and timex.low is None and timex.month is None:
        return (reference.isoweekday() - timex.weekday) % 7 == 1
    if timex.month is not None and timex.year is None and timex.day is None and timex.low is None:
        return 1 <= (reference.month - timex.month) % 12 <= LATELY
    return False


def _shared(reading: Reading, n: int) -> int | None:
    """The year of a month or day that is written once, behind the second of two ("from March to May 2031")."""
    if n + 1 >= len(reading.timexes):
        return None
    timex, after = reading.timexes[n], reading.timexes[n + 1]
    if after.year is None or after.month is None or not _AND.fullmatch(reading.text[timex.end : after.start]):
        return None
    return after.year - (after.month < (timex.month or 0))


def _fine(timex: Timex, before: Local) -> bool:
    """Whether a date spoken of before is told finely enough to count an expression's unit from it."""
    if timex.unit in {"day", "hour", "minute"} or timex.hour is not None or timex.part is not None:
        return before.precision in {"day", "part-of-day", "instant"}
    return timex.unit not in {"week", "month"} or before.precision not in {"year", "season"}


def reference_of(published: str | None) -> datetime | None:
    """A date or date and time as a naive moment on its own clock; null for none or an unreadable one."""
    if not published:
        return None
    try:
        return datetime.fromisoformat(published).replace(tzinfo=None)
    except ValueError:
        return None
