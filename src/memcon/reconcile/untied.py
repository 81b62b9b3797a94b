"""Times that count from a day which no text tells: from the report's own ("overnight", "the previous week")."""

from __future__ import annotations

from datetime import datetime, timedelta

from memcon.model.interval import parts_of_day
from memcon.read.types import Timex
from memcon.reconcile.calendar import Local
from memcon.reconcile.calendar_units import DAY, add, floor, midnight

LONGER = frozenset({"week", "month", "year"})
OVERNIGHT = "ON"


def untied(timex: Timex, now: datetime | None, *, to_come: bool) -> Local | None:
    """The stretch that a time expression means, counted from the moment at which its report speaks; null for none."""
    if now is None or timex.low is None or timex.unit is None or timex.high not in {None, timex.low}:
        return None
    told = "counted from the day of the report"
    if timex.part == OVERNIGHT and timex.unit == "day" and timex.low == 0:
        night = parts_of_day()[OVERNIGHT]
        first = midnight(now.date()) - (timedelta(0) if to_come else DAY)
        low, high = first + timedelta(hours=night.start), first + timedelta(hours=night.end)
        return Local(
            low=low, high=high, precision="part-of-day", basis="relative", value=low.date().isoformat(), because=told
        )
    if timex.unit in LONGER and timex.part is None and timex.low in {-1, 1} and to_come == (timex.low > 0):
        low = add(floor(now, timex.unit), timex.unit, timex.low)
        return Local(
            low=low,
            high=add(low, timex.unit, 1),
            precision=timex.unit,  # type: ignore[arg-type]
            basis="relative",
            value=low.date().isoformat(),
            because=told,
        )
    return None
