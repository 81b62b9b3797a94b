"""Time expressions as TimeML has them: what counts as one, where it ends, and its TIMEX3 value.

The reading keeps what dates events; here stand the conventions of the annotation (TimeML 1.2.1, the guidelines
of TempEval-3): no "in" and no "after" inside, quarters as ``Q``, the unit that a comparison is made in.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache

from memcon.coder.scan import Scan
from memcon.coder.when import counted, locals_of
from memcon.model.data import mapping
from memcon.read.types import Timex, TimexType
from memcon.reconcile.calendar import Local
from memcon.reconcile.calendar_units import floor

_QUARTER = re.compile(r"(\d{4})-Q(\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex3:
    """One annotation: half-open offsets, type and value."""

    start: int
    end: int
    type: TimexType
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """The patterns of ``data/timex3.yaml``, compiled."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    wider: re.Pattern[str]
    none: re.Pattern[str]
    units: tuple[tuple[re.Pattern[str], str], ...]
    also: tuple[tuple[re.Pattern[str], TimexType, str], ...]
    week: re.Pattern[str]
    compared: re.Pattern[str]
    weekdays: re.Pattern[str]


@cache
def conventions() -> Conventions:
    """The patterns, compiled once."""
    raw = mapping("coder", "timex3")
    return Conventions(
        before=re.compile(raw["before"], re.IGNORECASE),
        after=re.compile(raw["after"], re.IGNORECASE),
        wider=re.compile(raw["wider"], re.IGNORECASE),
        none=re.compile(raw["none"], re.IGNORECASE),
        units=tuple((re.compile(row["words"], re.IGNORECASE), row["letter"]) for row in raw["units"]),
        also=tuple((re.compile(row["words"]), row["type"], row["value"]) for row in raw["also"]),
        weekdays=re.compile(raw["weekdays"], re.IGNORECASE),
        week=re.compile(raw["week"], re.IGNORECASE),
        compared=re.compile(raw["compared"], re.IGNORECASE),
    )


def annotated(scan: Scan, reference: datetime | None) -> tuple[Timex3, ...]:
    """The time expressions of a text with their values, in text order, none overlapping another."""
    text, found = scan.reading.text, locals_of(scan, reference)
    out = list(_shaped(text, tuple(zip(scan.reading.timexes, found, strict=True))))
    c = conventions()
    for pattern, kind, value in c.also:
        for match in pattern.finditer(text):
            start, end = match.span("keep") if "keep" in pattern.groupindex else match.span()
            if not any(t.start < end and start < t.end for t in out):
                out.append(Timex3(start=start, end=end, type=kind, value=value))
    return tuple(sorted(out, key=lambda t: t.start))


def _shaped(text: str, pairs: tuple[tuple[Timex, Local], ...]) -> Iterator[Timex3]:
    """Each expression with the extent and value of the annotation; what is none left out."""
    c = conventions()
    quarter: tuple[int, int, int] | None = None
    floor = 0
    joined = {
        n
        for n, ((timex, local), (after, _)) in enumerate(itertools.pairwise(pairs))
        if counted(text, timex, after) and local.resolved and local.value[:1] in set("0123456789")
    }
    for n, (timex, local) in enumerate(pairs):
        if n - 1 in joined:
            continue
        start, end = timex.start, timex.end
        words = text[start:end]
        if n in joined:
            yield Timex3(start=start, end=pairs[n + 1][0].end, type="DATE", value=local.value)
            continue
        if c.none.search(words):
            continue
        if (head := c.before.match(words)) and head.end() < len(words):
            start += head.end()
        if timex.type == "DURATION" and (tail := c.after.search(words)):
            end = timex.start + tail.start()
        if timex.type == "DURATION" and _several(words):
            wide = c.wider.search(text[max(floor, start - 24) : start])
            start -= len(wide.group(0)) if wide else 0
        if timex.weekday and not timex.month and c.weekdays.search(words):
            part = f"T{timex.part}" if timex.part else ""
            timex = replace(timex, type="SET")
            local = replace(local, value=f"XXXX-WXX-{timex.weekday}{part}")
        if timex.modifier == "the-week" and local.low:
            iso = local.low.isocalendar()
            local = replace(local, value=f"{iso.year}-W{iso.week:02d}")
        elif local.precision == "day" and local.low and (week := c.week.search(text[max(floor, start - 24) : start])):
            iso = local.low.isocalendar()
            local, start = replace(local, value=f"{iso.year}-W{iso.week:02d}"), start - len(week.group(0))
        made = Timex3(start=start, end=end, type=timex.type, value=_valued(timex, local, text[start:end]))
        if quarter is not None and start - quarter[2] < 400 and c.compared.fullmatch(" ".join(words.split())):
            made = replace(made, value=f"{quarter[0] - 1:04d}-Q{quarter[1]}")
        elif match := _QUARTER.fullmatch(made.value):
            quarter = int(match[1]), int(match[2]), end
        floor = end
        yield made


def _several(words: str) -> bool:
    """Whether a length is told as a plural ("nine months"), not as a modifier ("nine-month")."""
    return words.endswith("s") and "-" not in words


def _valued(timex: Timex, local: Local, words: str) -> str:
    """The value: that of the resolved expression, in the unit that the words name."""
    value = local.value
    if timex.unit in {"hour", "minute"} and timex.low == timex.high and local.low is not None:
        moved = timedelta(hours=timex.low or 0) if timex.unit == "hour" else timedelta(minutes=timex.low or 0)
        base = local.low - moved
        # a moment of speech known to the day alone: an hour before it is that day
        day = f"{base if base == floor(base, 'day') else local.low:%Y-%m-%d}"
        if timex.unit == "hour" and timex.low is not None and timex.low % 24 == 0:
            return f"{local.low:%Y-%m-%d}"
        return day if timex.anchor == "deictic" else value
    if timex.anchor == "deictic" and timex.low is not None and timex.high is not None and not re.search(r"\d", value):
        return "PAST_REF" if timex.high < 0 else "FUTURE_REF" if timex.low > 0 else value
    if timex.type in {"DURATION", "SET"}:
        for pattern, letter in conventions().units:
            if pattern.search(words) and (match := re.fullmatch(r"P(\d+|X)([MYD])", value)):
                value = _in_unit(match[1], match[2], letter)
    return value


def _in_unit(number: str, unit: str, letter: str) -> str:
    """A length in another unit ("P6M" as ``P2Q``)."""
    if number == "X":
        return f"PX{letter}"
    times = {"Q": 3, "C": 100}[letter]
    whole, rest = divmod(int(number), times)
    return f"P{whole}{letter}" if not rest else f"P{number}{unit}"
