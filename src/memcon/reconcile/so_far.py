"""So many hours, days or weeks from one event to another, as a statement for the clock solver."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.model.interval import parts_of_day
from memcon.reconcile.clock_types import Apart, Days, Statement, gap
from memcon.reconcile.counted_from import VAGUE_DAYS
from memcon.reconcile.said import node

DAYS_PER = {"day": 1, "week": 7, "month": 31, "season": 92, "year": 366}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who says it, in which words, on which clocks; ``home`` are those of the places of the acts."""

    report: str
    words: str
    key: str
    zones: tuple[str, ...]
    home: tuple[str, ...]


def so_far(
    index: int, other: int, *, unit: str, low: int, high: int, part: str | None, side: str | None, told: Told
) -> Statement:
    """``low`` to ``high`` units from the event ``other`` to ``index``, negative before it.

    ``part`` is the part of the day in which ``index`` was; ``side`` whether it was before or after within one day.
    """
    if unit in {"minute", "hour"}:
        later, earlier = (index, other) if high > 0 else (other, index)
        least_gap, most_gap, firm = gap("hour" if unit == "hour" else "minute", low, high)
        return Apart(
            after=node(later),
            before=node(earlier),
            report=told.report,
            words=told.words,
            low=least_gap,
            high=most_gap,
            key=told.key,
            firm=firm,
        )
    vague = VAGUE_DAYS.get(unit, 0)
    days = DAYS_PER[unit]
    found = parts_of_day().get(part or "")
    order = "after" if low > 0 else "before" if high < 0 else side
    least, most = low * days - vague, high * days + vague
    if order == "after":
        least = max(least, 0)
    elif order == "before":
        most = min(most, 0)
    return Days(
        event=node(index),
        other=node(other),
        low=least,
        high=most,
        report=told.report,
        words=told.words,
        zones=told.zones,
        hours=(found.start, found.end) if found else None,
        order=order,  # type: ignore[arg-type]
        home=told.home,
        key=told.key,
        firm=low == high,
    )
