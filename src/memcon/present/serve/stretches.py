"""When the events of a list are: how many in each month or year, so that thousands of them can be gone through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from memcon.present.serve.values import page_only
from memcon.store import columns
from memcon.store.columns import Columns, Mask

MONTHS = 18
"""More months than these are told by years; the year that is chosen by its months."""
MOST = 40
"""Months or years that are told at all, the last ones."""
NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A month or a year: its first and last day, and how many events are not over before it and begun by its end."""

    words: str
    first: date
    last: date
    events: int
    chosen: bool
    share: float = page_only(0.0)
    """Of the stretch of the most events, in percent."""


def stretches(there: Columns, mask: Mask, first: date | None, last: date | None) -> tuple[Stretch, ...]:
    """The months or years in which some events are, the last first; empty where there are fewer than two.

    ``first`` and ``last`` are the days that are chosen, which ``mask`` does not heed.
    """
    months = [place for place, _ in columns.months(there, mask)]
    year = first.year if first and last and first.year == last.year else None
    if len(months) > MONTHS and year is not None:
        months = [m for m in months if m // 12 == year]
    if len(months) > MONTHS:
        held = [(date(y, 1, 1), date(y, 12, 31), str(y)) for y in sorted({m // 12 for m in months}) if 1 < y < 9999]
    else:
        held = [_month(m) for m in months if 12 < m < 9999 * 12]
    counts = [columns.within(there, mask, _seconds(a), _seconds(b + timedelta(days=1))) for a, b, _ in held]
    most = max(counts, default=0)
    if len(held) < 2 and year is None:
        return ()
    out = [
        Stretch(
            words=words,
            first=a,
            last=b,
            events=count,
            chosen=(a, b) == (first, last),
            share=round(100 * count / most, 1) if most else 0.0,
        )
        for (a, b, words), count in zip(held, counts, strict=True)
    ]
    return tuple(reversed(out))[:MOST]


def _month(place: int) -> tuple[date, date, str]:
    year, month = divmod(place, 12)
    first = date(year, month + 1, 1)
    after = date(year + 1, 1, 1) if month == 11 else date(year, month + 2, 1)
    return first, after - timedelta(days=1), f"{NAMES[month]} {year}"


def _seconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
