"""From a time expression to an interval: the calendar, without guesses.

A time expression is first resolved to a *local* interval, a stretch on a wall clock whose zone is
not yet known; ``absolute`` and ``over_zones`` put it on one clock or on all that are in play. What
cannot be resolved stays partial, with its TIMEX3 value and the reason.
"""

# ruff: noqa: DTZ001 (wall clocks of unknown zone are naive on purpose)

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from memcon.model.interval import Interval, hull, parts_of_day
from memcon.model.memo import Basis, Precision
from memcon.read.types import Timex
from memcon.reconcile.calendar_units import (
    DAY,
    FIRST,
    LAST,
    MOVABLE,
    PARTS,
    add,
    day_of,
    floor,
    midnight,
    month_of,
    period,
    portion,
    weekend,
)
from memcon.reconcile.calendar_years import YearFrom, year_of

_NO_DATE = {"PRESENT_REF", "PAST_REF", "FUTURE_REF"}
_ROUND = {"XXX": 10, "XX": 100}
"""Years in a decade and a century that are counted from the moment of speech ("this century")."""
_ABOUT = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a time expression may be reckoned from.

    ``reference`` is the moment of speech or publication on its own wall clock (naive); ``earliest``
    the first it may be, where it is not known to the day, and ``told`` what it was taken from, empty
    for what the report itself bears. ``own`` are
    the years that the report itself states with its dates, ``bundle`` those of other reports.
    ``story`` is the day that the report's own dates settle on, for a report that bears no date.
    ``before`` is the local interval of the date or event spoken of before. ``future`` is true for a
    plan, false for what is told as past, null where the words do not show it.
    """

    reference: datetime | None = None
    earliest: datetime | None = None
    told: str = ""
    own: tuple[int, ...] = ()
    bundle: tuple[int, ...] = ()
    story: date | None = None
    before: Local | None = None
    future: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Local:
    """A stretch on a wall clock: naive, half-open; both null where nothing completes it.

    ``value`` is the TIMEX3 value, completed as far as it goes. ``zone`` is a clock that the words
    name. ``because`` says in words what was added to them.
    """

    low: datetime | None
    high: datetime | None
    precision: Precision
    basis: Basis
    value: str
    zone: str | None = None
    year_from: YearFrom | None = None
    because: str = ""

    @property
    def resolved(self) -> bool:
        """Whether both ends are known."""
        return self.low is not None and self.high is not None


def moment(published: str | None, zone: str | None) -> datetime | None:
    """A publication instant on the wall clock of its zone, naive; null for none or an unreadable one."""
    if not published:
        return None
    try:
        instant = datetime.fromisoformat(published)
    except ValueError:
        return None
    if not FIRST <= instant.replace(tzinfo=None) <= LAST:
        return None
    if zone and instant.tzinfo is not None:
        instant = instant.astimezone(ZoneInfo(zone))
    return instant.replace(tzinfo=None)


def absolute(local: Local, zone: str) -> Interval:
    """A local interval on one zone's clock; a clock that the words name goes before it."""
    tz = ZoneInfo(local.zone or zone)
    return Interval(
        low=None if local.low is None else local.low.replace(tzinfo=tz),
        high=None if local.high is None else local.high.replace(tzinfo=tz),
    )


def over_zones(local: Local, zones: Iterable[str]) -> Interval:
    """A local interval whose clock is not known: the hull over the zones in play."""
    found = (local.zone,) if local.zone else tuple(zones)
    if not found:
        raise ValueError("a local interval needs at least one zone to be put in time")
    return hull(absolute(local, zone) for zone in found)


def resolve(timex: Timex, context: Context) -> Local:
    """The local interval of a time expression, or one with open ends and the reason.

    "Since Monday" runs from Monday to the moment of speech, "by Friday" ends with Friday, "before Friday" at its start.
    """
    try:
        local = _resolved(timex, context)
    except (OverflowError, ValueError):  # a year 0, a distance of a million months
        return _open(timex, "lies beyond the calendar")
    if any(end is not None and not FIRST <= end <= LAST for end in (local.low, local.high)):
        return _open(timex, "lies beyond the calendar")
    if timex.bound is None or not local.resolved:
        return local
    if timex.bound == "since":
        now = context.reference if context.reference and local.low and context.reference > local.low else None
        return replace(local, high=now, precision="open", because=local.because or "a stretch that starts then")
    high = local.low if timex.bound == "before" and timex.modifier != "late" else local.high
    return replace(local, low=None, high=high, precision="open", because=local.because or "a stretch that ends then")


def _resolved(timex: Timex, context: Context) -> Local:
    if timex.value in _NO_DATE and timex.unit is None:
        return _vague(timex, context)
    if timex.type == "SET" or (timex.type == "DURATION" and timex.anchor == "absolute"):
        return _open(timex, "names no point in time")
    if timex.anchor in {"absolute", "partial"}:
        return _dated(timex, context)
    if timex.anchor == "deictic":
        return _deictic(timex, context)
    if context.before is None or context.before.low is None or context.before.high is None:
        return _open(timex, "no date before it to count from")
    return _counted(timex, context.before.low, context.before.high, context)


def _open(timex: Timex, because: str, low: datetime | None = None, high: datetime | None = None) -> Local:
    basis: Basis = "stated" if timex.anchor in {"absolute", "partial"} else "relative"
    value = "XXXX-XX-XX" if timex.value[5:] in MOVABLE else timex.value
    return Local(low=low, high=high, precision="open", basis=basis, value=value, zone=timex.zone, because=because)


def _vague(timex: Timex, context: Context) -> Local:
    """A reference without a date ("recently", "soon"): at most one end, the moment of speech."""
    if timex.value == "PAST_REF":
        return _open(timex, "before the moment of speech", high=context.reference)
    if timex.value == "FUTURE_REF":
        return _open(timex, "after the moment of speech", low=context.reference)
    return _open(timex, "no more than the moment of speech")


# --- dates -----------------------------------------------------------------------------------


def _dated(timex: Timex, context: Context) -> Local:
    """A date in the text, its year filled from the report, the moment of speech or the bundle."""
    year, source, because = timex.year, "text", ""
    special = timex.value[5:7] if timex.unit in {"season", "month"} and timex.month is None else ""
    if timex.unit == "year" and timex.year is None and timex.value[:3].isdigit():
        if len(timex.value) == 2:
            century = int(timex.value) * 100
            return _closed(timex, datetime(century, 1, 1), datetime(century + 100, 1, 1), "year", context)
        decade = int(timex.value[:3]) * 10
        return _closed(timex, datetime(decade, 1, 1), datetime(decade + 10, 1, 1), "year", context)
    if year is None:
        if timex.month is None and not special:
            return _without_month(timex, context)
        year, source, because = year_of(timex, context)
    if year is None:
        return _open(timex, because)
    if special:
        span = period(year, special)
        if span is None:
            return _open(timex, f"no such period: {special}")
        made = _special(timex, year, span, context)
    elif timex.month is None:
        made = _closed(timex, datetime(year, 1, 1), datetime(year + 1, 1, 1), "year", context)
    elif timex.day is None:
        made = _closed(timex, *month_of(year, timex.month), "month", context)
    else:
        low = day_of(year, timex.month, timex.day)
        if low is None:
            return _open(timex, f"{year} has no such day")
        last = low + timedelta(days=timex.high or 0) if timex.unit == "day" else low
        made = _closed(timex, low, last + DAY, "day", context)
    return replace(made, year_from=source, because=because or made.because)  # type: ignore[arg-type]


def _without_month(timex: Timex, context: Context) -> Local:
    """Only a day of the month ("on the 24th") or an hour: the date comes from before, or the speech."""
    if timex.day is not None:
        base = context.reference or (midnight(context.story) if context.story else None)
        if context.before is not None and context.before.low is not None:
            base = context.before.low
        low = day_of(base.year, base.month, timex.day) if base is not None else None
        if low is None:
            return _open(timex, "no report gives the month")
        return replace(_closed(timex, low, low + DAY, "day", context), basis="relative")
    before = context.before
    if before is None or before.low is None or before.high is None or before.high - before.low > DAY:
        return _open(timex, "an hour or part of a day of no stated date")
    day = midnight(before.low.date())
    return replace(_closed(timex, day, day + DAY, "day", context), basis="relative")


# --- counted from a moment -------------------------------------------------------------------


def _deictic(timex: Timex, context: Context) -> Local:
    """A time counted from the moment of speech ("today", "Monday"); open without one."""
    now = context.reference
    if now is None:
        if timex.unit in {"month", "year", "season"} and context.story is not None and timex.type != "DURATION":
            made = _counted(timex, midnight(context.story), midnight(context.story) + DAY, context)
            return replace(made, year_from="story", because="reckoned from the report's own dates, as it bears none")
        return _open(timex, "the report bears no date to count from")
    made = _from(timex, now, context)
    if context.earliest is not None and made.resolved:
        first = _from(timex, context.earliest, context)
        if timex.weekday is not None and first.low != made.low:
            return _open(timex, f"{context.told} leave the week open")
        if first.low is not None and made.low is not None and first.low < made.low:
            made = replace(made, low=first.low)
    return replace(made, because=f"reckoned from {context.told}") if context.told and not made.because else made


def _from(timex: Timex, now: datetime, context: Context) -> Local:
    """A time counted from one moment of speech."""
    if timex.weekday is not None:
        return _weekday(timex, now, context)
    code = timex.value[5:7]
    if timex.low is not None and (
        timex.month is not None or (timex.unit in {"month", "season"} and code[:1] in {"Q", "H"} and code != "QX")
    ):  # "October last year", "next year's first quarter"
        made = _dated(replace(timex, year=now.year + timex.low, low=None, high=None), context)
        return replace(made, basis="relative")
    return _counted(timex, now, now, context)


def _weekday(timex: Timex, now: datetime, context: Context) -> Local:
    """A day of the week: the last or the next one, as the words or the tense have it."""
    assert timex.weekday is not None  # noqa: S101 (the caller looked)
    today = midnight(now.date())
    monday = today - timedelta(days=today.isoweekday() - 1)
    if timex.unit == "week" or "week" in timex.value.lower():
        day = monday + timedelta(days=7 * (timex.low or 0) + timex.weekday - 1)
    elif timex.low == 0:
        day = monday + timedelta(days=timex.weekday - 1)
    else:
        back = (today.isoweekday() - timex.weekday) % 7
        if timex.low == -1:
            day = today - timedelta(days=back or 7)
        elif timex.low == 1:
            day = today + timedelta(days=(7 - back) % 7 or 7)
        elif timex.modifier in {"earlier", "later"}:  # "later Monday": the nearest one
            day = today - timedelta(days=back if back < 4 else back - 7)
        elif context.future:
            day = today + timedelta(days=(7 - back) % 7)
        else:
            day = today - timedelta(days=back)
    return _closed(timex, day, day + DAY, "day", context)


def _counted(timex: Timex, low: datetime, high: datetime, context: Context) -> Local:
    """So many units from a stretch: the whole unit where the words name one, else a range."""
    if timex.weekday is not None and timex.low is not None:
        base = midnight(low.date())
        back = (base.isoweekday() - timex.weekday) % 7
        day = base - timedelta(days=back or 7) if timex.low < 0 else base + timedelta(days=(7 - back) % 7 or 7)
        return _closed(timex, day, day + DAY, "day", context)
    if timex.unit is None or timex.low is None or timex.high is None:
        return _open(timex, "no distance is given")
    unit = timex.unit
    if unit in {"minute", "hour"} or (timex.low != timex.high):
        first = add(low, unit, timex.low)
        last = add(high, unit, timex.high)
        if unit not in {"minute", "hour"}:
            first, last = floor(first, "day"), floor(last, "day") + DAY
        if timex.high == 0:
            last = max(high, first)
        if timex.low == 0:
            first = min(low, last)
        return _closed(timex, first, last, "open", context)
    if unit == "season":
        return _season(timex, low, context)
    if timex.value.endswith("-QX"):
        quarter = floor(add(low, "month", timex.low), "quarter")
        shown = f"{quarter.year:04d}-Q{(quarter.month + 2) // 3}"
        return _closed(timex, quarter, add(quarter, "month", 3), "season", context, value=shown)
    if timex.value.endswith("-WE"):
        over = timex.low == 0 and context.future is False and low.isoweekday() < 6
        start = weekend(low, -1 if over else timex.low)
        return _closed(timex, start, start + 2 * DAY, "week", context)
    if timex.value in _ROUND:
        size = _ROUND[timex.value]
        first_year = add(low, "year", timex.low).year // size * size
        shown = f"{first_year:04d}"[: len(timex.value)]
        years = datetime(first_year, 1, 1), datetime(first_year + size, 1, 1)
        return _closed(timex, *years, "year", context, value=shown)
    start = floor(add(low, unit, timex.low), unit)
    last_start = floor(add(high - timedelta(microseconds=1) if high > low else high, unit, timex.high), unit)
    end = add(last_start, unit, 1)
    names: dict[str, Precision] = {"day": "day", "week": "week", "month": "month", "year": "year"}
    return _closed(timex, start, end, names[unit], context)


def _season(timex: Timex, now: datetime, context: Context) -> Local:
    """The season named ("last spring") nearest before, at or after the moment of speech."""
    spans = [(y, period(y, timex.value[5:7])) for y in range(now.year - 2, now.year + 3)]
    known = [(y, s) for y, s in spans if s is not None]
    step = timex.low or 0
    if step < 0:
        fits = [(y, s) for y, s in known if s[1] <= now][-1:]
    elif step > 0:
        fits = [(y, s) for y, s in known if s[0] > now][:1]
    else:
        fits = [(y, s) for y, s in known if y == now.year]
    if not fits:
        return _open(timex, "no such season")
    year, span = fits[0]
    return _special(timex, year, span, context)


def _special(timex: Timex, year: int, span: tuple[datetime, datetime], context: Context) -> Local:
    """A season or quarter of a year; a day with a name is a day like others."""
    code = timex.value[5:7]
    if code in MOVABLE:
        return _closed(timex, *span, "day", context)
    return _closed(timex, *span, "season", context, value=f"{year:04d}-{code}")


# --- finishing -------------------------------------------------------------------------------


def _closed(  # noqa: PLR0917
    timex: Timex, low: datetime, high: datetime, precision: Precision, context: Context, value: str | None = None
) -> Local:
    """A stretch narrowed by hour, part of the day and modifier."""
    basis: Basis = "stated" if timex.anchor in {"absolute", "partial"} else "relative"
    shown = value or _value(timex, low, precision)
    if precision == "day" and timex.hour is not None:
        low += timedelta(hours=timex.hour, minutes=timex.minute or 0)
        high = low + timedelta(minutes=1)
        precision = "instant"
        if timex.modifier == "about":
            low, high = low - _ABOUT, high + _ABOUT
    elif precision == "day" and timex.part is not None:
        part = parts_of_day()[timex.part]
        low, high = low + timedelta(hours=part.start), high - DAY + timedelta(hours=part.end)
        precision = "part-of-day"
    elif precision == "day" and timex.modifier == "the-week":  # "in the week of 22 October"
        low = floor(low, "week")
        high, precision = low + timedelta(days=7), "week"
    elif timex.modifier in PARTS and precision != "open":
        low, high = portion(low, high, timex.modifier or "")
        precision = "part-of-day" if precision == "day" else precision
    elif timex.modifier in {"earlier", "later"}:
        low, high = _side(timex, low, high, context)
    return Local(low=low, high=high, precision=precision, basis=basis, value=shown, zone=timex.zone)


def _side(timex: Timex, low: datetime, high: datetime, context: Context) -> tuple[datetime, datetime]:
    """The part of a stretch before or after the moment spoken of ("earlier this month")."""
    pivot = context.reference or (midnight(context.story) + DAY if context.story else None)
    if timex.anchor == "discourse" and context.before is not None:
        pivot = context.before.low if timex.modifier == "later" else context.before.high
    if pivot is None or not low < pivot < high:
        return low, high
    day = floor(pivot, "day")  # whole days: the hour of speech bounds nothing
    return (low, day if day == pivot else min(day + DAY, high)) if timex.modifier == "earlier" else (day, high)


def _value(timex: Timex, low: datetime, precision: Precision) -> str:
    """The TIMEX3 value of a resolved expression."""
    if timex.type == "DURATION" or (timex.value in _NO_DATE):
        return timex.value
    if precision == "day":
        head = low.date().isoformat()
        tail = timex.value.partition("T")[2] if timex.type == "TIME" else ""
        return f"{head}T{tail}" if tail else head
    if precision == "week":
        iso = low.isocalendar()
        return f"{iso.year}-W{iso.week:02d}" + ("-WE" if timex.value.endswith("-WE") else "")
    if precision == "month":
        return f"{low.year:04d}-{low.month:02d}"
    if precision == "year":
        return timex.value if timex.value.isdigit() and len(timex.value) < 4 else f"{low.year:04d}"
    return timex.value
