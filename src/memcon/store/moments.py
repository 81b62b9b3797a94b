"""Moments of events in few bytes: seconds since 1970 and the clock, from which plain SQL writes them as ISO 8601."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

QUARTER = 15
"""Minutes by which clocks differ."""
NOON, CLOCKS = 64, 128
"""The figure of the clock of Greenwich, and how many figures there are."""


def seconds(moment: str | None) -> int | None:
    """An ISO moment as seconds since 1970, by which moments on different clocks can be sorted."""
    return int(datetime.fromisoformat(moment).timestamp()) if moment else None


def clock(moment: str | None) -> int:
    """The figure of a moment's clock; that of Greenwich for none, and for clocks that are off by odd minutes."""
    offset = datetime.fromisoformat(moment).utcoffset() if moment else None
    figure = NOON + (offset or timedelta()) // timedelta(minutes=QUARTER)
    return figure if 0 <= figure < CLOCKS else NOON


def odd(moment: str | None) -> str | None:
    """A moment that SQL would not write the same from its seconds and clock; null for all others."""
    if moment is None:
        return None
    zone = timezone(timedelta(minutes=QUARTER * (clock(moment) - NOON)))
    told = datetime.fromtimestamp(seconds(moment) or 0, UTC).astimezone(zone).isoformat(timespec="minutes")
    return None if told == moment else moment


def written(stored: str, column: str, figure: str) -> str:
    """SQL for a moment: what is ``stored`` as it is, else from its seconds in ``column`` and its clock."""
    far = f"({figure} - {NOON})"
    hours = f"printf('%s%02d:%02d', iif({far} < 0, '-', '+'), abs({far}) / 4, abs({far}) % 4 * {QUARTER})"
    day = f"strftime('%Y-%m-%dT%H:%M', {column} + {60 * QUARTER} * {far}, 'unixepoch')"
    return f"coalesce({stored}, {day} || {hours})"
