"""The events of a dossier: a timeline, a list, what they can be chosen by."""

# ruff: noqa: RUF009 - a field with what it means, made by a function of ours

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from memcon.present.serve import reads
from memcon.present.serve.asking import asked
from memcon.present.serve.chart import Charts, charts
from memcon.present.serve.room import MovedError, Room
from memcon.present.serve.stretches import Stretch, stretches
from memcon.present.serve.values import PER_PAGE, Choice, EventRow, Facet, Paging, page_only, paging
from memcon.present.words import country, word
from memcon.store import columns, queries
from memcon.store.columns import Order

Standing = Literal["agreed", "repeated", "compatible", "attribution", "disputed", "single"]
Status = Literal["occurred", "ongoing", "planned", "proposed", "threatened", "hypothetical", "denied"]
MOST = 40
"""Choices of a facet that are named at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventsAsked:
    """Which events."""

    q: str = asked("Words of the event's label.", default="")
    party: tuple[str, ...] = asked("Country codes, or names, of parties: all of them take part.", default=())
    type_: tuple[str, ...] = asked("PLOVER types.", default=())
    status: tuple[Status, ...] = asked("How far along.", default=())
    outlet: tuple[str, ...] = asked("Outlets that tell it.", default=())
    side: tuple[str, ...] = asked("Countries whose own text tells it.", default=())
    standing: tuple[Standing, ...] = asked("How the reports stand to each other on a side of it.", default=())
    from_: date | None = asked("Not over before this day.", default=None)
    to: date | None = asked("Begun by this day.", default=None)
    order: Order = asked("Which come first; the undated come last.", default="time")
    page: int = asked("Which page of the list.", default=1, low=1, high=10**6)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventsPage:
    """Events of a dossier in order, with what they can be chosen by."""

    events: tuple[EventRow, ...]
    paging: Paging
    facets: tuple[Facet, ...]
    reports: int
    clocks: tuple[str, ...]
    when: tuple[Stretch, ...] = ()
    timeline: Charts | None = page_only()


FACETS: tuple[tuple[queries.Facet, str], ...] = (
    ("party", "Party"),
    ("standing", "How the accounts stand"),
    ("status", "How far along"),
    ("type", "Kind"),
    ("outlet", "Outlet"),
    ("side", "Own text of"),
)


def events(room: Room, asks: EventsAsked) -> EventsPage:
    """A page of the events that are asked for."""
    wanted = queries.Asked(
        words=asks.q,
        parties=asks.party,
        types=asks.type_,
        statuses=asks.status,
        outlets=asks.outlet,
        sides=asks.side,
        standings=asks.standing,
        since=_seconds(asks.from_),
        until=_seconds(asks.to + timedelta(days=1)) if asks.to else None,
    )
    there = reads.columns(room)
    with room.look() as connection:
        labelled = queries.labelled(connection, asks.q)
        mask = columns.chosen(there, wanted, labelled)
        part = paging(int(mask.sum()), asks.page)
        first = (part.page - 1) * PER_PAGE
        _, found = columns.ordered(there, mask, asks.order, limit=PER_PAGE, offset=first)
        lines = queries.of_rows(connection, found)
        reports = reads.counted(connection)
    if len(lines) < len(found):
        raise MovedError
    timeless = columns.chosen(there, replace(wanted, since=None, until=None), labelled)
    counts = columns.facets(there, wanted, [f for f, _ in FACETS], labelled)
    rows = tuple(reads.event_row(line) for line in lines)
    drawn = charts(rows, room.now)
    return EventsPage(
        events=rows,
        paging=part,
        facets=_facets(counts, asks),
        reports=reports,
        clocks=drawn.clocks if drawn else (),
        when=stretches(there, timeless, asks.from_, asks.to),
        timeline=drawn,
    )


def _seconds(day: date | None) -> int | None:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) if day else None


def _facets(counts: Mapping[queries.Facet, Sequence[tuple[str, int]]], asks: EventsAsked) -> tuple[Facet, ...]:
    out = []
    for name, words in FACETS:
        taken: Sequence[str] = getattr(asks, "type_" if name == "type" else name)
        there = dict(counts.get(name, ()))
        values = [*taken, *(v for v in there if v not in taken)][:MOST]
        choices = tuple(
            Choice(value=v, words=_words(name, v), count=there.get(v, 0), chosen=v in taken) for v in values
        )
        if choices:
            out.append(Facet(name=name, words=words, choices=choices))
    return tuple(out)


def _words(name: str, value: str) -> str:
    if name in ("party", "side"):
        return country(value)
    if name == "standing":
        return word("standing", value)
    if name == "status":
        return word("status", value)
    if name == "type":
        return word("type", value)
    return value
