"""Which year a date without one has: the next such date for a plan, else the one that the report's words lead to."""

# ruff: noqa: DTZ001 (wall clocks of unknown zone are naive on purpose)

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from memcon.read.types import Timex
from memcon.reconcile.calendar_units import DAY, day_of, floor, midnight, month_of, period

if TYPE_CHECKING:
    from memcon.reconcile.calendar import Context

YearFrom = Literal["text", "report", "reference", "story", "bundle"]

_RECENT = timedelta(days=10)
_BESIDE = timedelta(days=45)
_FAR, _LATELY = timedelta(days=300), timedelta(days=30)
_TOLD_LATE = timedelta(days=60)
"""How long after a quarter its figures are still to come ("expects a loss for the third quarter")."""


def year_of(timex: Timex, context: Context) -> tuple[int | None, YearFrom, str]:
    """The year that a date without one has, where it is from, and the reason in words.

    A plan is the next such date after the moment of speech ("in April"); else the report's own
    years, the moment of speech, the report's other dates, and last the bundle's years are asked. A
    stated weekday must fit.
    """
    if timex.unit is None and timex.low is not None:
        if timex.low == 0 and context.reference:
            return context.reference.year, "reference", f"the year from {context.told or 'the moment of speech'}"
        context = replace(context, future=timex.low > 0, own=())
    around = context.reference or (midnight(context.story) if context.story else None)
    source: YearFrom = "reference" if context.reference else "story"
    told = (context.told or "the moment of speech") if context.reference else "the report's own dates"
    if context.future and around is not None:
        edge = month_of(around.year, around.month)[1] if timex.low == 1 and timex.day is None else around
        found = [y for y in range(around.year - 1, around.year + 6) if _fits(timex, y) and not _past(timex, y, edge)]
        if found and not (timex.day is not None and _just_past(timex, found[0], around)):
            return found[0], source, f"the next such date after {told}"
    own = [y for y in dict.fromkeys(context.own) if _fits(timex, y)]
    near = _near(timex, context.reference, own)
    if near is not None:
        return near, "reference", f"the year from {told}"
    if len(own) == 1:
        return own[0], "report", "the year stated elsewhere in the report"
    if around is not None:
        found = [y for y in range(around.year - 5, around.year + 6) if _fits(timex, y)]
        if context.future is False:
            edge = around + (_RECENT if timex.day is not None else timedelta(0))
            if timex.low == -1 and timex.day is None:
                edge = floor(around, "month") - DAY  # "last May", said in May, is of the year before
            found = [y for y in found if _start(timex, y) <= edge] or found
        if found:
            best = min(found, key=lambda y: (abs((_start(timex, y) - around).days), y))
            return best, source, f"the year from {told}"
    others = [y for y in dict.fromkeys(context.bundle) if _fits(timex, y)]
    if len(others) == 1:
        return others[0], "bundle", "the year stated in another report"
    if not context.own and not context.bundle:
        return None, "text", "no report gives a year"
    return None, "text", "the reports leave the year open"


def _fits(timex: Timex, year: int) -> bool:
    """Whether the date exists in a year, on the weekday that the text gives it."""
    if timex.month is None or timex.day is None:
        return True
    day = day_of(year, timex.month, timex.day)
    return day is not None and (timex.weekday is None or day.isoweekday() == timex.weekday)


def _start(timex: Timex, year: int) -> datetime:
    if timex.month is not None:
        return day_of(year, timex.month, timex.day or 1) or datetime(year, timex.month, 1)
    span = period(year, timex.value[5:7])
    return span[0] if span else datetime(year, 1, 1)


def _near(timex: Timex, reference: datetime | None, own: list[int]) -> int | None:
    """The year that puts a date beside the moment of speech, where the report's own years do not."""
    if reference is None or timex.day is None or reference.year in own:
        return None
    found = [y for y in range(reference.year - 1, reference.year + 2) if _fits(timex, y)]
    return next((y for y in found if abs(_start(timex, y) - reference) <= _BESIDE), None)


def _just_past(timex: Timex, year: int, around: datetime) -> bool:
    """Whether a date is most of a year away and was only days ago ("set for the 15th", told on the 20th)."""
    day, before = _start(timex, year), day_of(year - 1, timex.month or 1, timex.day or 1)
    return before is not None and day - around > _FAR and around - before <= _LATELY and _fits(timex, year - 1)


def _past(timex: Timex, year: int, around: datetime) -> bool:
    """Whether the date in this year is over at a moment."""
    if timex.month is not None and timex.day is not None:
        return _start(timex, year) + DAY <= around
    if timex.month is not None:
        return month_of(year, timex.month)[1] <= around
    span = period(year, timex.value[5:7])
    late = _TOLD_LATE if timex.value[5:6] == "Q" else timedelta(0)
    return span is not None and span[1] + late <= around
