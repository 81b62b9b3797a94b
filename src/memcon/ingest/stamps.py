"""Time stamps that say Z and are a local clock: what a page or a text itself shows of it.

Archives of press releases are known to write the clock of the house with a ``Z`` behind it. Safe
signs are another stamp of the same page with the same digits and an offset, another stamp exactly
the zone's offset away, and the clock that the text prints, its zone named. A clock printed without
a zone whose digits are the stamp's raises a doubt and proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from memcon.ingest import dates, head
from memcon.ingest.tables import mapping

LINES = 15
"""Lines from the top in which a clock may be printed; and a few from the end."""
LAST = 3
LONG = 240
SPOKEN = re.compile(
    r"(?P<h>\d{1,2})[:.](?P<m>\d\d)(?::\d\d)?(?:\s*(?P<half>[ap])\.?\s?m\b\.?)?[\s,]*"
    r"\(?(?:in\s+)?(?P<place>local|[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){0,2})(?P<time>\s+time)?\)?",
    re.IGNORECASE,
)
MACHINE = re.compile(r"\dT\d\d")
ISSUED = re.compile(r"\b(?:published|posted|issued|released|updated|released at|first published|date)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A time stamp, and the place where it stands ("article:published_time")."""

    where: str
    moment: dates.Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a stamp is taken for: the moment, the other moment that it may mean, and the words for it.

    ``doubt`` is empty where nothing speaks against the stamp; ``other`` is null where it is proven
    to be a local clock, and ``moment`` is then the one meant.
    """

    moment: dates.Moment
    other: dates.Moment | None = None
    doubt: str | None = None


def judge(first: Stamp, others: Sequence[Stamp], text: str, zone: str | None) -> Judged:
    """What the first stamp means, by the others of its page, the text and the zone of its house."""
    moment = first.moment
    if moment.zone != "+00:00" or moment.hour is None:
        return Judged(moment=moment)
    digits = _digits(moment)
    for other in others:
        if other.moment.hour and _digits(other.moment) == digits and _offset(other.moment):
            return _local(first, other.moment, f"“{other.where}” has the same digits with that offset", zone)
    away = dates.offset(digits, zone) if zone else None
    if zone and away:
        for other in others:
            gap = _instant(other.moment)
            if gap is not None and digits - gap == away:
                meant = replace(moment, zone=zone)
                return _local(first, meant, f"“{other.where}” is exactly {_hours(away)} away from it", zone)
    same = [
        named
        for day, hour, named in printed(text, zone)
        if (hour.hour, hour.minute) == (digits.hour, digits.minute) and day in {None, moment.day}
    ]
    clocks = [m for named in same if named and _offset(m := replace(moment, zone=named))]
    if clocks:
        return _local(first, clocks[0], "the text prints this hour as that clock’s", zone)
    if not same or not zone or not away or None not in same or any(same):
        return Judged(moment=moment)  # nothing is printed, or the text itself says UTC
    return Judged(
        moment=moment,
        other=replace(moment, zone=zone),
        doubt=f"{first.where} says Z (UTC); the text prints the same hour without a zone, so that it may be "
        f"{dates.city(zone)}’s clock",
    )


def _local(stamp: Stamp, meant: dates.Moment, why: str, house: str | None) -> Judged:
    clock = _clock(meant, house)
    return Judged(moment=meant, doubt=f"{stamp.where} says Z (UTC), but its digits are {clock}: {why}")


def _clock(moment: dates.Moment, house: str | None) -> str:
    """Whose clock a moment is told on: a city's, or that of an offset that is not the house's."""
    zone = moment.zone or "+00:00"
    if dates.known_zone(zone):
        return f"{dates.city(zone)}’s clock"
    if house and dates.offset(_digits(moment), house) == _offset(moment):
        return f"{dates.city(house)}’s clock"
    return f"a clock at UTC{zone}"


def _hours(gap: timedelta) -> str:
    minutes = abs(int(gap.total_seconds() // 60))
    return f"{minutes // 60} h" + (f" {minutes % 60} min" if minutes % 60 else "")


def _digits(moment: dates.Moment) -> datetime:
    """The digits of a moment to the minute, its zone left aside; midnight where there is no hour."""
    hour = moment.hour or time()
    return datetime.combine(moment.day, hour.replace(second=0, microsecond=0))


def _offset(moment: dates.Moment) -> timedelta:
    """How far a moment's clock is from UTC; zero if that is not known."""
    found = dates.offset(_digits(moment), moment.zone) if moment.hour and moment.zone else None
    return found or timedelta()


def _instant(moment: dates.Moment) -> datetime | None:
    """A moment in UTC, without zone; null if its hour or zone is not known."""
    if moment.hour is None or moment.zone is None:
        return None
    away = dates.offset(_digits(moment), moment.zone)
    return None if away is None else _digits(moment) - away


def printed(text: str, zone: str | None) -> Iterator[tuple[date | None, time, str | None]]:
    """The clocks that a text prints for its own publication: the day or null, the hour, the zone named or null."""
    lines = [line.strip() for line in text[:20_000].splitlines() if line.strip()]
    tail = [line.strip() for line in text[-2_000:].splitlines() if line.strip()][-LAST:]
    for line in dict.fromkeys([*lines[:LINES], *tail]):
        if len(line) > LONG or not re.search(r"\d[:.]\d\d", line):
            continue
        label = ISSUED.search(line)
        day = next((d for d in dates.find(line)), None)
        if label is None and (day is None or len(line) > LONG // 3):
            continue
        for found in SPOKEN.finditer(line):
            hour = dates.clock(found["h"], found["m"], found["half"])
            named = _named(found, zone)
            if hour is not None and named is not None:
                yield day.day if day else None, hour, named
        if day is not None and day.hour is not None and not MACHINE.search(line):
            yield day.day, day.hour, day.zone


def _named(found: re.Match[str], zone: str | None) -> str | None:
    """The zone that stands behind a clock: "in Tokyo", "Tokyo time", "local time", "JST"."""
    place = found["place"]
    if place.lower() == "local":
        return zone if found["time"] else None
    known = mapping("zones.tsv").get(place.replace(".", "").lower())
    if known:
        return known
    for size in (3, 2, 1):
        words = place.split()[:size]
        hit = head.locate(" ".join(words), bare=True)[1] if len(words) == size else None
        if hit:
            return hit
    return None
