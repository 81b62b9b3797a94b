"""Times in few words: cells of the clock table, dates in a line."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from memcon.model.interval import DAYS, MONTHS, day_words
from memcon.model.memo import Clock, Event, Time

CLOSE = ("instant", "part-of-day", "day")
"""Precisions that bear an hour or a day on a clock."""

_SLACK = timedelta(hours=14)


def bounds(time: Time | None) -> tuple[datetime, datetime] | None:
    """Both ends of a time, or null where one is open."""
    if time is None or time.earliest is None or time.latest is None:
        return None
    return datetime.fromisoformat(time.earliest), datetime.fromisoformat(time.latest)


def ends(time: Time | None) -> tuple[datetime | None, datetime | None]:
    """Both ends of a time, an open one null; by the full hour where they come from a margin of the reckoning."""
    if time is None:
        return None, None
    low = datetime.fromisoformat(time.earliest) if time.earliest else None
    high = datetime.fromisoformat(time.latest) if time.latest else None
    if time.precision == "instant":
        return low, high
    return low and _hour(low, up=False), high and _hour(high, up=True)


def between(earlier: Time | None, later: Time | None) -> str:
    """How long lay between two events, as the clocks allow: ``7 to 20 hours``, ``at most 5 hours``; empty if unknown.

    Told only for times of a day or better that do not overlap by more than they are apart.
    """
    if earlier is None or later is None or not {earlier.precision, later.precision} <= set(CLOSE):
        return ""
    (a, b), (c, d) = ends(earlier), ends(later)
    if a is None or b is None or c is None or d is None:
        return ""
    least, most = (c - b).total_seconds() / 3600, (d - a).total_seconds() / 3600
    if most <= 0 or most > 24 * 7:
        return ""
    low, high = math.floor(max(0.0, least)), math.ceil(most)
    if high > 72:
        low, high, unit = low // 24, -(-high // 24), "days"
    else:
        unit = "hours"
    if low == high:
        return f"{high} {unit if high > 1 else unit.removesuffix('s')}"
    return f"{low} to {high} {unit}" if low else f"at most {high} {unit}"


def cell(time: Time | None, zone: str, *, year: bool = False) -> str:
    """A time on the clock of an IANA zone in a few words; a dash where neither end is known.

    An end that is off the quarter of an hour comes from a margin of the reckoning and not from a
    text: it is told by the full hour.
    """
    low, high = ends(time)
    if low is None or high is None:
        end = low or high
        if end is None:
            return "—"
        local = end.astimezone(ZoneInfo(zone))
        hour = "" if (local.hour, local.minute) == (0, 0) else f", {_clock(local)} h"
        return f"{'before' if low is None else 'from'} {day_words(local, year=year)}{hour}"
    return on(low.astimezone(ZoneInfo(zone)), high.astimezone(ZoneInfo(zone)), year=year)


def _hour(moment: datetime, *, up: bool) -> datetime:
    if moment.minute % 15 == 0:
        return moment.replace(second=0, microsecond=0)
    full = moment.replace(minute=0, second=0, microsecond=0)
    return full + timedelta(hours=1) if up else full


def on(low: datetime, high: datetime, *, year: bool = False) -> str:
    """A stretch of local time: ``Mon 24 Nov, 17–24 h``, ``Mon 24 Nov, 17 h – Tue 25 Nov, 10 h``, ``1–24 Nov``."""
    last = high - timedelta(minutes=1) if high > low else high
    suffix = f" {last.year}" if year else ""
    if low == high or high - low <= timedelta(minutes=1):
        return f"{day_words(low)}{suffix}, {low:%H:%M} h"
    midnight = (low.hour, low.minute, high.hour, high.minute) == (0, 0, 0, 0)
    if low.date() == last.date():
        if midnight:
            return day_words(low) + suffix
        end = "24" if last.date() != high.date() else _clock(high)
        return f"{day_words(low)}{suffix}, {_clock(low)}–{end} h"
    if high - low > timedelta(hours=48):
        return days(low, high, year=year)
    end = "24" if last.date() != high.date() else _clock(high)
    return f"{day_words(low)}, {_clock(low)} h – {day_words(last)}{suffix}, {end} h"


def _clock(moment: datetime) -> str:
    return f"{moment.hour:02d}" if moment.minute == 0 else f"{moment.hour:02d}:{moment.minute:02d}"


def days(low: datetime, high: datetime, *, year: bool = False) -> str:
    """A longer stretch by its dates: ``1–24 Nov``, ``April 2026`` in short, ``2024``."""
    last = high - timedelta(minutes=1)
    suffix = f" {last.year}" if year else ""
    full = low.day == 1 and (last + timedelta(days=1)).day == 1
    if full and low.month == 1 and last.month == 12:
        return str(low.year) if low.year == last.year else f"{low.year}–{last.year}"
    left, right = MONTHS[low.month - 1], MONTHS[last.month - 1]
    early = f" {low.year}" if year and low.year != last.year else ""
    if full:
        return f"{left}{suffix}" if (left, early) == (right, "") else f"{left}{early}–{right}{suffix}"
    if (low.year, low.month) == (last.year, last.month):
        return f"{low.day}–{last.day} {right}{suffix}" if low.day != last.day else f"{low.day} {right}{suffix}"
    return f"{low.day} {left}{early} – {last.day} {right}{suffix}"


def loose(time: Time) -> str:
    """A week, a month, a year by its dates, with the margin that the zones in play add taken off."""
    ends = bounds(time)
    if ends is None:
        return ""
    low, high = (e.replace(tzinfo=None) for e in ends)
    if high - low > 3 * _SLACK:
        first = (low + _SLACK).replace(hour=0, minute=0) if low.hour else low
        last = high.replace(hour=0, minute=0) if (high.hour, high.minute) != (0, 0) else high
        return days(first, last, year=True)
    return days(low, high, year=True)


def clocks(event: Event, first: str | None = None) -> tuple[Clock, ...]:
    """The clocks of an event, that of the country ``first`` before the others."""
    if event.time is None:
        return ()
    return tuple(sorted(event.time.clocks, key=lambda c: c.country != first))


def partial_words(value: str) -> str:
    """A TIMEX3 value that lacks a part, in words: ``XXXX-11-24TEV`` → ``24 Nov, year not stated``.

    A bare weekday (``XXXX-WXX-7``) is told by its name, a bare hour (``XXXX-XX-XXT17:30``) as it is; empty
    where nothing is left to tell.
    """
    date, _, clock = value.partition("T")
    fields = date.split("-")
    hour = clock if re.fullmatch(r"\d\d:\d\d", clock) else ""
    if len(fields) == 3 and fields[1].startswith("W"):
        day = DAYS[int(fields[2]) - 1] if fields[2].isdigit() and 1 <= int(fields[2]) <= 7 else ""
        return ", ".join(p for p in (day, hour, "date not stated") if p) if day else ""
    parts = []
    if len(fields) > 2 and fields[2].isdigit():
        parts.append(str(int(fields[2])))
    if len(fields) > 1 and fields[1].isdigit() and 1 <= int(fields[1]) <= 12:
        parts.append(MONTHS[int(fields[1]) - 1])
    if fields[0].isdigit():
        parts.append(fields[0])
    if not parts:
        return f"{hour}, date not stated" if hour else ""
    return " ".join(parts) + ("" if fields[0].isdigit() else ", year not stated")


def _stated_day(time: Time) -> str:
    """The date in the middle of a day told over several zones, without a clock: the date that the text states."""
    ends = bounds(time)
    return day_words(ends[0] + (ends[1] - ends[0]) / 2, year=True) if ends else ""


def dates(event: Event, first: str | None = None) -> str:
    """The dates of an event on its parties’ clocks, without hours: ``24/25 Nov 2025``; else as ``when`` has it."""
    time = event.time
    found = bounds(time)
    if time is None or found is None or time.precision not in ("instant", "part-of-day") or not time.clocks:
        return when(event, first)
    low, high = ends(time)
    assert low is not None  # noqa: S101 - both ends are known above
    assert high is not None  # noqa: S101
    last = high - timedelta(minutes=1) if high > low else high
    local = {e.astimezone(ZoneInfo(c.zone)).date() for c in time.clocks for e in (low, last)}
    told = sorted(local)
    if len(told) == 1:
        return day_words(low.astimezone(ZoneInfo(time.clocks[0].zone)), year=True)
    if len(told) > 2 or told[0].month != told[1].month:
        return when(event, first)
    return f"{told[0].day}/{told[1].day} {MONTHS[told[0].month - 1]} {told[0].year}"


def when(event: Event, first: str | None = None, spare: tuple[Clock, ...] = ()) -> str:
    """When an event was: on two clocks at most where it has an hour or a day, else by its dates; empty if undated.

    ``spare`` clocks are asked where its own tell it in two dates and one of these in one.
    """
    time = event.time
    if time is None:
        return ""
    if bounds(time) is None:
        if time.partial:
            return partial_words(time.partial)
        for end, word in ((time.earliest, "from"), (time.latest, "before")):
            if end:
                return f"{word} {day_words(datetime.fromisoformat(end), year=True)}"
        return ""
    if time.precision not in CLOSE or not time.clocks:
        return loose(time)
    told: dict[str, str] = {}
    for clock in clocks(event, first):
        told.setdefault(clock.capital, cell(time, clock.zone, year=True))
    brief = [t for t in told.items() if " – " not in t[1]]
    if not brief:
        others = [(c.capital, cell(time, c.zone, year=True)) for c in spare]
        brief = [t for t in others if " – " not in t[1]] or list(told.items())[:1]
    if time.precision == "day":
        return _stated_day(time) if " – " in brief[0][1] else f"{brief[0][1]}, {brief[0][0]} time"
    return _on_both(brief[:2])


def _on_both(told: Sequence[tuple[str, str]]) -> str:
    """A time on two clocks at most (capital, words), what both dates share told once."""
    (one, first), *rest = told
    if not rest:
        return f"{first} in {one}"
    two, second = rest[0]
    date, _, hours = second.rpartition(", ")
    if date and first.rpartition(", ")[0] == date:
        return f"{first} in {one}, {hours} in {two}"
    year = re.search(r" \d{4}(?=,|$)", second)
    return f"{first.replace(year[0], '', 1) if year else first} in {one}; {second} in {two}"
