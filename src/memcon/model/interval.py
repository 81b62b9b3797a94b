"""Half-open intervals of time, in absolute instants, and the parts of the day they are told in.

An open end is null. The hours meant by "evening" and the like stand in ``data/parts_of_day.yaml``
and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from memcon.model.data import mapping
from memcon.model.errors import DataError

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_TELL = (("night", 0, 5), ("morning", 5, 12), ("afternoon", 12, 17), ("evening", 17, 24))


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOfDay:
    """A part of the day: local hours ``start`` to ``end``, exclusive; over 24 is the next day."""

    key: str
    name: str
    start: int
    end: int
    words: tuple[str, ...]


@cache
def parts_of_day() -> Mapping[str, PartOfDay]:
    """The parts of the day by their key (``EV``)."""
    out: dict[str, PartOfDay] = {}
    for key, row in mapping("model", "parts_of_day").items():
        start, end = row["hours"]
        if not 0 <= start < end <= 48:
            raise DataError(f"parts_of_day.yaml: {key}: hours {start} to {end} are no part of a day")
        out[key] = PartOfDay(key=key, name=row["name"], start=start, end=end, words=tuple(row["words"]))
    return out


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """``low`` ≤ t < ``high``, aware instants; null is open."""

    low: datetime | None = None
    high: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse naive instants and an end before the start."""
        for end in (self.low, self.high):
            if end is not None and end.tzinfo is None:
                raise ValueError(f"an interval needs instants with a zone, not {end.isoformat()}")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"an interval cannot end ({self.high}) before it starts ({self.low})")

    @property
    def bounded(self) -> bool:
        """Whether both ends are known."""
        return self.low is not None and self.high is not None

    @property
    def length(self) -> timedelta | None:
        """How long the interval is, or null if an end is open."""
        if self.low is None or self.high is None:
            return None
        return self.high - self.low

    def __contains__(self, moment: datetime) -> bool:
        return (self.low is None or self.low <= moment) and (self.high is None or moment < self.high)

    def within(self, other: Interval) -> bool:
        """Whether all of this interval lies in the other."""
        below = other.low is None or (self.low is not None and self.low >= other.low)
        above = other.high is None or (self.high is not None and self.high <= other.high)
        return below and above

    def shift(self, by: timedelta) -> Interval:
        """The interval moved by a span of time."""
        return Interval(
            low=None if self.low is None else self.low + by,
            high=None if self.high is None else self.high + by,
        )


def intersection(left: Interval, right: Interval) -> Interval | None:
    """What both have in common, or null if nothing."""
    lows = [i.low for i in (left, right) if i.low is not None]
    highs = [i.high for i in (left, right) if i.high is not None]
    low = max(lows) if lows else None
    high = min(highs) if highs else None
    if low is not None and high is not None and low >= high:
        return None
    return Interval(low=low, high=high)


def hull(intervals: Iterable[Interval]) -> Interval:
    """The smallest interval that holds them all; open where one is."""
    found = list(intervals)
    if not found:
        raise ValueError("the hull of no intervals is not defined")
    lows = [i.low for i in found]
    highs = [i.high for i in found]
    return Interval(
        low=None if None in lows else min(x for x in lows if x is not None),
        high=None if None in highs else max(x for x in highs if x is not None),
    )


def day_words(moment: datetime, *, year: bool = False) -> str:
    """A local date as people write it: "Mon 24 Nov"."""
    text = f"{DAYS[moment.weekday()]} {moment.day} {MONTHS[moment.month - 1]}"
    return f"{text} {moment.year}" if year else text


def _hour(moment: datetime) -> str:
    return f"{moment.hour:02d}" if moment.minute == 0 else f"{moment.hour:02d}:{moment.minute:02d}"


def part_name(low: datetime, high: datetime) -> str | None:
    """The part of the day that most of a local stretch of at most 12 hours falls in.

    Null if it is longer, or lies on two dates about evenly.
    """
    length = high - low
    if length > timedelta(hours=12) or length <= timedelta(0):
        return None
    midnight = low.replace(hour=0, minute=0, second=0, microsecond=0)
    best, most = None, timedelta(0)
    for shift in (0, 24):
        for name, start, end in _TELL:
            a = max(low, midnight + timedelta(hours=start + shift))
            b = min(high, midnight + timedelta(hours=end + shift))
            if b - a > most:
                best, most = name, b - a
    return best


def told(interval: Interval, zone: str, *, year: bool = False) -> str:
    """The interval on one zone's clock in plain words: "Mon 24 Nov, 17–24 h".

    Whole days are told by their date, whole months and years by their names.
    """
    if interval.low is None and interval.high is None:
        return "not dated"
    local = ZoneInfo(zone)
    if interval.low is None or interval.high is None:
        end = interval.high if interval.low is None else interval.low
        assert end is not None  # noqa: S101 (one of the two is known here)
        word = "before" if interval.low is None else "from"
        moment = end.astimezone(local)
        hour = "" if (moment.hour, moment.minute) == (0, 0) else f", {_hour(moment)} h"
        return f"{word} {day_words(moment, year=year)}{hour}"
    return words_on_clock(interval.low.astimezone(local), interval.high.astimezone(local), year=year)


def words_on_clock(low: datetime, high: datetime, *, year: bool = False) -> str:
    """A stretch on one clock in plain words; both ends on that clock."""
    whole = all((m.hour, m.minute, m.second) == (0, 0, 0) for m in (low, high))
    wall_low, wall_high = low.replace(tzinfo=None), high.replace(tzinfo=None)
    if low == high:
        return f"{day_words(low, year=year)}, {_hour(low)} h"
    if whole:
        last = wall_high - timedelta(days=1)
        if last == wall_low:
            return day_words(low, year=year)
        if (low.month, low.day, high.month, high.day) == (1, 1, 1, 1):
            return str(low.year) if last.year == low.year else f"{low.year} to {last.year}"
        if low.day == high.day == 1 and (last.year, last.month) == (low.year, low.month):
            return f"{MONTHS[low.month - 1]} {low.year}"
        return f"{day_words(wall_low, year=year)} – {day_words(last, year=year)}"
    if wall_high - wall_low <= timedelta(minutes=1):
        return f"{day_words(low, year=year)}, {low.hour:02d}:{low.minute:02d} h"
    midnight_end = (high.hour, high.minute) == (0, 0) and wall_high.date() == wall_low.date() + timedelta(days=1)
    if low.date() == high.date() or midnight_end:
        end = "24" if midnight_end else _hour(high)
        return f"{day_words(low, year=year)}, {_hour(low)}–{end} h"
    start = day_words(low, year=year) + ("" if (low.hour, low.minute) == (0, 0) else f", {_hour(low)} h")
    return f"{start} – {day_words(high, year=year)}, {_hour(high)} h"
