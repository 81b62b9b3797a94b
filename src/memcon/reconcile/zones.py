"""Which clocks are in play: for an event, for a report, for a speaker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache

from memcon.model.gazetteer import places, states
from memcon.reconcile.actors import Cast, plain
from memcon.reconcile.bundle import Source

WORLD = ("Etc/GMT+12", "Etc/GMT-14")
"""The last and the first clock of the world: where no zone is known a date lies between the two."""


@cache
def capital(country: str) -> str | None:
    """The IANA zone of a country's capital, null for a body without one."""
    found = states().get(country)
    return found.zone if found and found.zone else None


@cache
def _named() -> Mapping[str, str]:
    """The zone of each place, capital and state by name in lower case; states with several zones left out."""
    out: dict[str, str] = {}
    for place in places():
        if place.zone:
            for name in (place.name, *place.names):
                out.setdefault(plain(name), place.zone)
    for state in states().values():
        for name in state.capital:
            out[plain(name)] = state.zone
        if len(state.zones) <= 1:
            for name in (state.name, *state.names):
                out.setdefault(plain(name), state.zone)
    return out


def of_place(name: str | None) -> str | None:
    """The zone of a named place, null if the tables do not know it."""
    if not name:
        return None
    known = _named()
    whole = plain(name)
    if whole in known:
        return known[whole]
    parts = name.replace("/", ",").split(",")  # "STOCKHOLM/DUBAI": the first is where the story was written
    return next((known[p] for part in parts if (p := plain(part.strip())) in known), None)


def own(source: Source) -> tuple[str, ...]:
    """The one clock of a side's own text or of a report with a known zone; none for the rest of the press."""
    report = source.report
    if report.side:
        found = report.zone or capital(report.side)
        return (found,) if found else ()
    return ()


def in_play(source: Source, countries: Iterable[str], place: str | None, main: Iterable[str]) -> tuple[str, ...]:
    """The clocks that a report may tell an event's time on, those of the event itself first.

    A side tells on its own clock. The press may take the clock of the event's parties or place, its
    own, that of its dateline, or that of the parties to what the report is mostly about.
    """
    fixed = own(source)
    if fixed:
        return fixed
    found = [*home(countries, place)]
    for zone in (source.report.zone, of_place(source.report.dateline)):
        if zone:
            found.append(zone)
    found += home(main, None)
    return tuple(dict.fromkeys(found)) or _spoken_of(source) or WORLD


def _spoken_of(source: Source) -> tuple[str, ...]:
    """The clocks of all places and states that a report speaks of."""
    found = {of_place(e.name) or (capital(e.country) if e.country else None) for e in source.reading.entities}
    return tuple(sorted(z for z in found if z))


def home(countries: Iterable[str], place: str | None) -> tuple[str, ...]:
    """The clocks of an event's own place and parties."""
    found = [of_place(place), *(capital(c) for c in countries)]
    return tuple(dict.fromkeys(z for z in found if z))


def of_speaker(source: Source, cast: Cast, start: int) -> str | None:
    """The clock of whoever's words stand at an offset, if the speaker's country is known: "today" is theirs."""
    for attribution in source.extraction.attributions:
        if attribution.manner != "direct" or not any(a <= start < b for a, b in attribution.content):
            continue
        country = cast.country(cast.one(source.id, attribution.source.entity))
        zone = capital(country) if country else None
        if zone:
            return zone
    return None


def names(zones: Sequence[str]) -> dict[str, str]:
    """A zone's name for readers: its capital in our table, else the city in the zone's own name."""
    seats = {s.zone: s.capital[0] for s in sorted(states().values(), key=lambda s: s.code, reverse=True) if s.capital}
    out = {}
    for zone in zones:
        city = zone.rsplit("/", 1)[-1].replace("_", " ")
        known = [s.capital[0] for s in states().values() if s.zone == zone and s.capital]
        out[zone] = city if city in known or not known else seats.get(zone, city)
    return out


def instant(stamp: str) -> float:
    """An ISO time as seconds; one without a zone is taken as UTC."""
    found = datetime.fromisoformat(stamp)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
