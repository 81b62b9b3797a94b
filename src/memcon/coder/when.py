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
from memcon.coder.tense import ahead
from memcon.extract.graph import build
from memcon.read.types import Reading, Timex
from memcon.reconcile.calendar import Context, Local, resolve

NEAR = 500
"""Characters after a date within which "the following day" still counts from it."""
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
        before = next((b for at, b in reversed(told) if timex.start - at < NEAR and _fine(timex, b)), None)
        if timex.unit == "year" and timex.low == 0 and not _POINTED.search(reading.text[timex.start : timex.end]):
            before = today
        future = ahead(graph, timex)
        if n and counted(reading.text, reading.timexes[n - 1], timex):
            timex = replace(timex, bound=None)  # "before" belongs to what counts from it
        own = (year[1],) if year is not None and timex.month and not future and timex.sentence == year[0] else ()
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
    return timex.unit != "week" or before.precision != "year"


def reference_of(published: str | None) -> datetime | None:
    """A date or date and time as a naive moment on its own clock; null for none or an unreadable one."""
    if not published:
        return None
    try:
        return datetime.fromisoformat(published).replace(tzinfo=None)
    except ValueError:
        return None
