"""When a plan is, as told and as moved: its times in the reports' words, the clock they are told on, the changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from memcon.model.gazetteer import places, states
from memcon.model.interval import day_words
from memcon.model.memo import Event, Time
from memcon.outlook.cites import Desk, clock_of, moment, written
from memcon.outlook.fates import Fate
from memcon.outlook.parties import Cast
from memcon.outlook.types import Dating, Move

WHOLE = timedelta(hours=30)
"""The longest interval that still is one day: a day, and what two clocks part."""
LONG = frozenset({"week", "month", "season", "year"})


def when_of(event: Event, zone: str | None) -> str:
    """The time of a plan in words: its day, or what the clock that it is told in says; empty where it has none."""
    time = event.time
    day = day_of(time.earliest, time.latest, time.precision) if time else None
    if day is not None:
        return day_words(datetime(day.year, day.month, day.day, tzinfo=UTC), year=True)
    clocks = time.clocks if time else ()
    words = next((c.words for c in clocks if c.zone == zone), clocks[0].words if clocks else "")
    low, high = (written(time.earliest), written(time.latest)) if time else (None, None)
    if time and low and high and time.precision in LONG and words.endswith(" h"):
        return f"{day_words(low)} to {day_words(high - timedelta(seconds=1), year=True)}"
    return words


def day_of(earliest: str | None, latest: str | None, precision: str) -> date | None:
    """The one day that an interval of the precision of a day means, on the clock that it is written in."""
    low, high = written(earliest), written(latest)
    if precision != "day" or low is None or high is None or high - low > WHOLE:
        return None
    return (low + (high - low) / 2).astimezone(low.tzinfo).date()


def since_moved(time: Time | None, fate: Fate, datings: Sequence[Dating], zone: str | None) -> Time | None:
    """The time of a plan, or the one that the last report of a move gives where the plan's own is older."""
    last = next((t for t in reversed(fate.moved) if t.days), None)
    if last is None or last.days is None:
        return time
    later = [d for d in datings if d.earliest and (d.cite.published or "") > (last.cite.published or "")]
    low, high = (moment(time.earliest), moment(time.latest)) if time else (None, None)
    if later or (low and high and low.date() - timedelta(days=1) <= last.days[0] <= high.date()):
        return time
    local = clock_of(zone)
    first = datetime(last.days[0].year, last.days[0].month, last.days[0].day, tzinfo=local)
    end = datetime(last.days[1].year, last.days[1].month, last.days[1].day, tzinfo=local) + timedelta(days=1)
    return Time(
        earliest=first.isoformat(timespec="minutes"),
        latest=end.isoformat(timespec="minutes"),
        precision="day" if last.days[0] == last.days[1] else "month",
        basis="stated",
    )


def datings_of(here: Desk, event: Event, fate: Fate) -> tuple[Dating, ...]:
    """What the reports give as the plan's time, in order of publication; the same time in the same report once."""
    slot = next((s for s in event.slots if s.slot == "time"), None)
    out: dict[tuple[str, str], Dating] = {}
    for position in slot.positions if slot else ():
        low, high = (position.normal or "/").split("/")[:2] if "/" in (position.normal or "") else (None, None)
        for id_ in position.claims:
            claim = here.claims.get(id_)
            if claim is None or not claim.evidence:
                continue
            cite = here.of_claims([id_])[0]
            out.setdefault((claim.report, position.value), _dating(position.value, low, high, cite))
    for told in fate.moved:
        if told.words and not any(d.cite.report == told.cite.report for d in out.values()):
            same = next((d for d in out.values() if d.words == told.words), None)
            out[told.cite.report, told.words] = Dating(
                words=told.words,
                earliest=same.earliest if same else None,
                latest=same.latest if same else None,
                cite=told.cite,
            )
    return tuple(sorted(out.values(), key=lambda d: (d.cite.published or "9", d.cite.report, d.cite.start)))


def _dating(words: str, low: str | None, high: str | None, cite: Any) -> Dating:
    return Dating(words=words, earliest=low, latest=high, cite=cite)


def moves_of(event: Event, datings: Sequence[Dating], fate: Fate) -> tuple[Move, ...]:
    """The changes of time from one report to a later one.

    Words of another clock, closer or wider ones are no change: the memorandum has to hold the times for an update, or
    not for one at all.
    """
    slot = next((s for s in event.slots if s.slot == "time"), None)
    fits = slot is not None and slot.standing == "compatible" and slot.reason != "update"
    out: list[Move] = []
    last: Dating | None = None
    for one in datings:
        changed = last is not None and one.cite.report != last.cite.report and _other(last, one)
        if last is not None and changed and not (fits and one.cite not in [t.cite for t in fate.moved]):
            out.append(
                Move(
                    from_words=last.words,
                    to_words=one.words,
                    from_earliest=last.earliest,
                    to_earliest=one.earliest,
                    cite=one.cite,
                )
            )
        last = one
    for told in fate.moved:
        if not any(m.cite.report == told.cite.report for m in out) and not out:
            before = next((d for d in datings if d.words != told.words), None)
            words = before.words if before else "the day told before"
            out.append(
                Move(
                    from_words=words,
                    to_words=told.words or "no new date",
                    from_earliest=before.earliest if before else None,
                    to_earliest=None,
                    cite=told.cite,
                )
            )
    return tuple(out)


def _other(one: Dating, two: Dating) -> bool:
    if one.earliest and one.latest and two.earliest and two.latest:
        return two.earliest >= one.latest or one.earliest >= two.latest
    return (one.earliest is None) != (two.earliest is None) and one.words != two.words


def place_of(people: Cast, event: Event) -> str | None:
    """The name of the place of an event; null where none is told."""
    if event.place is None:
        return None
    return people.actors[event.place].name if event.place in people.actors else event.place


def zone_of(people: Cast, event: Event) -> str | None:
    """The zone that a plan is told in: of its host or place, else of the clock that its time is written in."""
    hosts = people.parties(event.recipients if event.mode == "visit" else ())
    for party in hosts:
        if party in states():
            return states()[party].zone
    place = place_of(people, event)
    zone = _zones().get((place or "").lower())
    if zone:
        return zone
    clocks = event.time.clocks if event.time else ()
    low = written(event.time.earliest) if event.time else None
    if low is not None:
        found = ((c.zone, written(c.earliest)) for c in clocks)
        same = next((name for name, at in found if at is not None and at.utcoffset() == low.utcoffset()), None)
        if same:
            return same
    parties = [p for p in people.parties(event.actors) if p in states()]
    return clocks[0].zone if clocks else states()[parties[0]].zone if parties else None


@cache
def _zones() -> dict[str, str]:
    """The zone of each capital and place by its name in lower case; a name of two places has none."""
    out: dict[str, str] = {}
    for name, zone in (
        *((n, s.zone) for s in states().values() for n in s.capital),
        *((n, p.zone) for p in places() for n in (p.name, *p.names)),
    ):
        key = name.lower()
        out[key] = zone if out.get(key, zone) == zone else ""
    return out
