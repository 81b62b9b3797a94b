"""Dates of publication: what a date line says, with its offset where the line or the zone gives one.

Only whole dates count here: without a year there is no date of publication. Times inside the text
are no business of this room.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from memcon.ingest.tables import mapping
from memcon.ingest.types import DAY_ALONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A date, the hour where given, and the zone where given (an offset like ``-05:00`` or an IANA name)."""

    day: date
    hour: time | None = None
    zone: str | None = None


@cache
def known_zone(name: str) -> ZoneInfo | None:
    """The IANA zone of that name, or null."""
    if not re.fullmatch(r"[A-Za-z]+(?:[/_+-][A-Za-z0-9_+-]+)*", name):
        return None
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        return None


@cache
def _pattern() -> re.Pattern[str]:
    """A whole date at the start of a string, in the orders that date lines use."""
    month = "|".join(sorted(mapping("months.tsv"), key=len, reverse=True))
    weekday = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
    return re.compile(
        rf"{weekday}(?:"
        rf"(?P<m1>{month})\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>(?:19|20)\d\d)"
        rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{month})\.?,?\s+(?P<y2>(?:19|20)\d\d)"
        rf"|(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)"
        rf")(?!\d)",
        re.IGNORECASE,
    )


CLOCK = re.compile(
    r"(?P<iso>T)?(?P<h>\d{1,2})[:.](?P<m>\d\d)(?::(?P<s>\d\d)(?:\.\d+)?)?(?:\s*(?P<half>[ap])\.?m\.?(?![a-z]))?"
    r"|(?P<h2>\d{1,2})\s*(?P<half2>[ap])\.?m\.?(?![a-z])",
    re.IGNORECASE,
)
CLOCK_FIRST = re.compile(r"\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?(?:\s*[A-Z]{2,5})?(?:\s+on)?[\s,|]+(?=\S)", re.IGNORECASE)
OFFSET = re.compile(r"(?:(?:UTC|GMT)\s*)?(?P<sign>[+\-−])(?P<h>\d{1,2}):?(?P<m>\d\d)?(?!\d)|(?P<z>Z)(?![A-Za-z])")
ABBREVIATION = re.compile(r"\(?([A-Z]{2,5}|[A-Z]\.[A-Z]\.(?:[A-Z]\.)?)\)?(?![A-Za-z])")
GLUE = re.compile(r"[\s,|·•–—-]*(?:at\s+)?", re.IGNORECASE)


def parse(text: str) -> tuple[Moment, str] | None:
    """The date that a string starts with, and what stands after it; null if it starts with none.

    The hour may stand before it ("12:01 BST, 4 May 2023").
    """
    if (first := CLOCK_FIRST.match(text)) and (later := _pattern().match(text, first.end())):
        return parse(f"{later[0]} {first[0].strip(' ,|')}{text[later.end() :]}")
    found = _pattern().match(text)
    if found is None:
        return None
    day = _day(found)
    if day is None:
        return None
    rest = text[found.end() :]
    after = rest if rest.startswith("T") else rest[_end(GLUE, rest) :]
    clock = CLOCK.match(after)
    hour = _hour(clock) if clock else None
    if clock is None or hour is None:
        return Moment(day=day), rest
    rest = after[clock.end() :].lstrip()
    if offset := OFFSET.match(rest):
        return Moment(day=day, hour=hour, zone=_offset(offset)), rest[offset.end() :]
    named = ABBREVIATION.match(rest)
    zone = mapping("zones.tsv").get(named[1].replace(".", "").lower()) if named else None
    if named and zone:
        return Moment(day=day, hour=hour, zone=zone), rest[named.end() :]
    return Moment(day=day, hour=hour), rest


def _end(pattern: re.Pattern[str], text: str) -> int:
    """Where a match at the start ends."""
    found = pattern.match(text)
    return found.end() if found else 0


def _day(found: re.Match[str]) -> date | None:
    """The calendar date of a match, or null for one that no calendar has."""
    year = found["y1"] or found["y2"] or found["y3"]
    word = found["m1"] or found["m2"]
    month = int(mapping("months.tsv")[word.lower()]) if word else int(found["m3"])
    try:
        return date(int(year), month, int(found["d1"] or found["d2"] or found["d3"]))
    except ValueError:
        return None


def _hour(found: re.Match[str]) -> time | None:
    """The clock time of a match, or null for none that a clock shows."""
    hour, half = int(found["h"] or found["h2"]), (found["half"] or found["half2"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, int(found["m"] or 0), int(found["s"] or 0))
    except ValueError:
        return None


def _offset(found: re.Match[str]) -> str | None:
    """An offset as ``+HH:MM``."""
    if found["z"]:
        return "+00:00"
    hours, minutes = int(found["h"]), int(found["m"] or 0)
    if hours > 14 or minutes > 59:
        return None
    return f"{'+' if found['sign'] == '+' else '-'}{hours:02}:{minutes:02}"


def _tz(zone: str) -> tzinfo | None:
    """The zone that an offset or a name means."""
    if found := re.fullmatch(r"([+-])(\d\d):(\d\d)", zone):
        delta = timedelta(hours=int(found[2]), minutes=int(found[3]))
        return timezone(delta if found[1] == "+" else -delta)
    return known_zone(zone)


def offset(digits: datetime, zone: str | None) -> timedelta | None:
    """How far the clock of a zone is from UTC when it shows these digits; null for a zone that is not known."""
    tz = _tz(zone) if zone else None
    return digits.replace(tzinfo=tz).utcoffset() if tz is not None else None


def city(zone: str) -> str:
    """The city of an IANA zone, as words."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def clock(hour: str, minute: str | None, half: str | None) -> time | None:
    """The clock time of digits and "a" or "p", or null for none that a clock shows."""
    found = CLOCK.fullmatch(f"{hour}:{minute or '00'}" + (f" {half}m" if half else ""))
    return _hour(found) if found else None


def find(line: str) -> Iterator[Moment]:
    """The whole dates that stand in a line, with the hour and zone that follow each."""
    for found in _pattern().finditer(line):
        parsed = parse(line[found.start() :])
        if parsed is not None:
            yield parsed[0]


def stamp(moment: Moment, zone: str | None) -> tuple[str | None, str | None]:
    """The moment as ISO 8601 with an offset, and a note where something had to be filled in.

    A date without an hour is put at noon, so that it stays the same date on the clocks near by; a
    date with an hour but no zone is null, since the day itself may be another.
    """
    hour = moment.hour or time(12)
    where = moment.zone or zone
    tz = _tz(where) if where else None
    if tz is None:
        if moment.hour is not None:
            return (
                None,
                f"the date {moment.day} {moment.hour:%H:%M} has no zone, and none is known; published is left open",
            )
        tz = UTC
    note = None
    if moment.hour is None:
        note = f"published on {moment.day}{DAY_ALONE}" + ("" if where else " UTC, no zone being known")
    return datetime.combine(moment.day, hour, tz).isoformat(), note


def from_iso(value: str) -> Moment | None:
    """An ISO 8601 date or time stamp, as a moment; null if it is none."""
    try:
        when = datetime.fromisoformat(value)
    except ValueError:
        return None
    if len(value) <= 10 and ":" not in value:
        return Moment(day=when.date())
    offset = when.utcoffset()
    if offset is None:
        return Moment(day=when.date(), hour=when.time().replace(microsecond=0))
    minutes = int(offset.total_seconds() // 60)
    sign = "+" if minutes >= 0 else "-"
    zone = f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    return Moment(day=when.date(), hour=when.time().replace(microsecond=0), zone=zone)
