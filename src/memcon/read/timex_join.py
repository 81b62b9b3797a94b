"""Time expressions put together from their pieces: hours with dates, "late" with a day.

Here too: TIMEX3 values from fields, and the place of an expression among tokens.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass

from memcon.model.values import replace
from memcon.read.timex_rules import CITY_TIME, Vocabulary, one_space
from memcon.read.types import Sentence, Timex, Token

_STANDARD = {
    "EM": "MO",
    "SH": "MO",
    "LM": "MO",
    "NO": "12:00",
    "LA": "AF",
    "LE": "EV",
    "LN": "NI",
    "MN": "24:00",
    "ON": "NI",
}
_MASK = {
    "minute": "XXXX-XX-XXTXX:XX",
    "hour": "XXXX-XX-XXTXX",
    "day": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "month": "XXXX-XX",
    "season": "XXXX-XX",
    "year": "XXXX",
}
_TIME_THEN_DAY = re.compile(r"(?: local time)?(?:,| of| on| in|,? early| late)?(?: the)? ?", re.IGNORECASE)
_DAY_THEN_TIME = re.compile(
    r"(?:,|'s)?(?: at| around| at about| at around| by| in| from| about| before| after| during)?(?: the)? ?",
    re.IGNORECASE,
)
_IN_CITY = re.compile(r",? in ([A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,2})")
_EXTEND = re.compile(r"(?<!\w)(early|late|earlier|later)(?: on)? $", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A match before it is placed among tokens; ``loose`` needs a date beside it to stand."""

    timex: Timex
    loose: bool
    time_only: bool


def value_of(timex: Timex) -> str:
    """The TIMEX3 value that the fields of a date or time give, X for what is missing."""
    if timex.weekday is not None and timex.month is None and timex.day is None:
        date = f"XXXX-WXX-{timex.weekday}"
    elif timex.month is not None or timex.day is not None:
        year = "XXXX" if timex.year is None else f"{timex.year:04d}"
        month = "XX" if timex.month is None else f"{timex.month:02d}"
        date = f"{year}-{month}" + ("" if timex.day is None else f"-{timex.day:02d}")
    elif timex.year is not None:
        date = f"{timex.year:04d}"
    else:
        date = _MASK[timex.unit or "day"]
    if timex.hour is not None:
        return f"{date[:10]}T{timex.hour:02d}:{timex.minute or 0:02d}"
    if timex.part is not None:
        return f"{date}T{_STANDARD.get(timex.part, timex.part)}"
    return date


def _is_day(timex: Timex) -> bool:
    """Whether the expression names a day, to which an hour can be joined."""
    if timex.type in {"DURATION", "SET"} or timex.hour is not None:
        return False
    if timex.day is not None or timex.weekday is not None:
        return True
    return timex.unit == "day" and timex.anchor in {"deictic", "discourse"} and timex.low == timex.high


def join(found: list[Found], folded: str) -> list[Found]:
    """Hours and parts of the day joined to the date beside them; "late" and "early" to theirs."""
    out: list[Found] = []
    for item in found:
        item = _extended(item, folded, out[-1].timex.end if out else 0)
        if out:
            left = out[-1]
            gap = folded[left.timex.end : item.timex.start]
            if left.time_only and item.time_only and _DAY_THEN_TIME.fullmatch(gap) and left.timex.hour is not None:
                both = replace(left.timex, end=item.timex.end, part=left.timex.part or item.timex.part)
                out[-1] = replace(left, timex=replace(both, value=value_of(both)))
                continue
            if left.timex.hour is not None and left.timex.weekday and item.time_only and item.timex.part and gap == " ":
                out[-1] = replace(left, timex=replace(left.timex, end=item.timex.end))
                continue
            pair: tuple[Timex, Timex] | None = None
            if left.time_only and _is_day(item.timex) and _TIME_THEN_DAY.fullmatch(gap):
                pair = (item.timex, left.timex)
            elif item.time_only and _is_day(left.timex) and _DAY_THEN_TIME.fullmatch(gap):
                pair = (left.timex, item.timex)
            if pair is not None:
                out[-1] = Found(timex=_both(*pair), loose=False, time_only=False)
                continue
        out.append(item)
    return out


def _both(day: Timex, time: Timex) -> Timex:
    part = time.part if time.hour is None else None
    whole = replace(
        day,
        start=min(day.start, time.start),
        end=max(day.end, time.end),
        type="TIME",
        part=part or (day.part if time.hour is None else None),
        hour=time.hour,
        minute=time.minute,
        zone=time.zone or day.zone,
        modifier=day.modifier or time.modifier,
    )
    return replace(whole, value=value_of(whole))


def _extended(item: Found, folded: str, floor: int) -> Found:
    """A day with the "early" or "late" before it taken in."""
    timex = item.timex
    if timex.modifier is not None or not (_is_day(timex) or (item.time_only and timex.part)):
        return item
    match = _EXTEND.search(folded[max(floor, timex.start - 12) : timex.start])
    if match is None:
        return item
    start = max(floor, timex.start - 12) + match.start()
    return replace(item, timex=replace(timex, start=start, modifier=match.group(1).lower()))


def clocked(item: Found, folded: str, vocab: Vocabulary) -> Found:
    """A part of a day with the clock of the city named after it ("Friday morning Seoul time", "… in Lima")."""
    timex = item.timex
    if timex.zone is not None or timex.type != "TIME" or (timex.part is None and timex.hour is None):
        return item
    match = CITY_TIME.match(folded, timex.end)
    zone = vocab.zones.get(one_space(match.group(1)) + "time") if match else None
    if match and zone:
        return replace(item, timex=replace(timex, zone=zone, end=match.end()))
    place = _IN_CITY.match(folded, timex.end)
    words = place.group(1).lower().rstrip(".").split(" ") if place else []
    known = (vocab.zones.get(" ".join(words[:n]) + " time") for n in range(len(words), 0, -1))
    return replace(item, timex=replace(timex, zone=next((z for z in known if z), None)))


def bounded(item: Found, folded: str, vocab: Vocabulary) -> Found:
    """A date with the "since", "until" or "before" before it kept; not that of an act ("before Monday's vote")."""
    timex = item.timex
    if timex.type not in {"DATE", "TIME"} or folded.startswith("'s", timex.end):
        return item
    match = vocab.before.search(folded[max(0, timex.start - 24) : timex.start])
    if match is None:
        return item
    return replace(item, timex=replace(timex, bound=vocab.bounds[one_space(match.group(1))]))


def placed(timex: Timex, tokens: Sequence[Token], starts: list[int], sentences: Sequence[Sentence]) -> Timex:
    """The expression with its sentence and token indices filled in."""
    first = max(0, bisect.bisect_right(starts, timex.start) - 1)
    while first < len(tokens) and tokens[first].end <= timex.start:
        first += 1
    last = max(first, bisect.bisect_left(starts, timex.end))
    if first < len(tokens):
        sentence = tokens[first].sentence
    else:
        sentence = next((s.i for s in reversed(sentences) if s.start <= timex.start), 0)
    return replace(timex, sentence=sentence, first=first, last=last)
