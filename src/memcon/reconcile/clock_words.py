"""The clock solver's answer in plain English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from memcon.model.interval import Interval, part_name, parts_of_day
from memcon.reconcile.clock import UNSURE
from memcon.reconcile.clock_types import Solution, Verdict

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def on_clock(interval: Interval, zone: str) -> str:
    """An interval on one clock as people say it: "24 November, evening"."""
    if interval.low is None or interval.high is None:
        raise ValueError("an interval with an open end cannot be told by its part of the day")
    low, high = (m.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for m in (interval.low, interval.high))
    last = high - timedelta(minutes=1)
    if low.date() == last.date():
        whole = high - low >= timedelta(hours=23)
        part = None if whole else part_name(low, high)
        return f"{_date(low)}, {part}" if part else _date(low)
    if high - low <= timedelta(hours=12):
        return f"{_date(low)}, {_edge(low)}, to {_date(last)}, {_edge(last)}"
    return f"{_date(low)} to {_date(last)}"


def _date(moment: datetime) -> str:
    return f"{moment.day} {MONTHS[moment.month - 1]}"


def _edge(moment: datetime) -> str:
    return part_name(moment, moment + timedelta(minutes=1)) or "day"


def clocks(interval: Interval, names: Mapping[str, str]) -> str:
    """One interval on several clocks: "24 November, evening, in Washington is 25 November, morning, in Tokyo".

    ``names`` gives the place that a zone is told by, in the order of telling.
    """
    told = [f"{on_clock(interval, zone)}, in {place}" for zone, place in names.items()]
    return " is ".join(told[:2]) + "".join(f" and {t}" for t in told[2:])


def hours_meant(parts: Iterable[str]) -> str:
    """The local hours that words for parts of the day are taken to mean, by their keys."""
    known = parts_of_day()
    found = [known[k] for k in sorted(set(parts)) if k in known]
    return "; ".join(f"{p.name} = {p.start:02d}–{p.end if p.end <= 24 else p.end - 24:02d} h local" for p in found)


def explain(solution: Solution, event: str, names: Mapping[str, str], parts: Sequence[str] = ()) -> str:
    """Why the times that reports give one event fit together, or which does not.

    ``names`` gives the place that each zone is told by; ``parts`` are the keys of the parts of day
    that the reports name.
    """
    verdict, dated = solution.verdict(event), solution.time(event)
    if verdict is None or dated is None:
        return ""
    lines: list[str] = []
    if verdict.standing == "disputed":
        lines.append(_dispute(verdict))
    if verdict.reason == "clock" and dated.interval.bounded:
        lines.append(clocks(dated.interval, names) + ".")
    if verdict.reason == "granularity":
        lines.append("One report is more exact than another; the times fit on one clock.")
    if parts:
        lines.append(hours_meant(parts) + ".")
    if not dated.exact:
        lines.append(UNSURE)
    return " ".join(lines)


def _dispute(verdict: Verdict) -> str:
    said = "; ".join(f"{s.report} “{s.words}”" for s in verdict.dropped)
    return f"No choice of clocks lets all reports be right; left out as the least: {said}."
