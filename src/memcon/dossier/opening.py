"""A story's memorandum opened in part: one event with what is nearly one with it, or what one report claims.

A part is a memorandum whose events and claims are those wanted alone; all else of the story stands in it as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from memcon.dossier.figures import steps
from memcon.dossier.slicing import inside, lists, place_of, places, sliced, texts
from memcon.model.memo import Claim, Event, Judgement, Memorandum, Mention, Position, Slot

Cutter = Callable[[Any], Any]
"""What makes the packed columns of a part from those of a whole memorandum."""


def of_event(name: str) -> Cutter:
    """Cut down to one event, with the events that were nearly one with it, and the claims that it rests on."""

    def cut(whole: Any) -> Any:
        column = _value(whole)
        events, count = _flat(column, "events")
        names = texts(inside(Event, events, "id"), count) if count else []
        if name not in names:
            return _with(whole, (), ())
        own = names.index(name)
        flat, total = _flat(column, "claims")
        ids = texts(inside(Claim, flat, "id"), total) if total else []
        of = texts(inside(Claim, flat, "event"), total) if total else []
        used = _used(events, count, own)
        claims = [n for n in range(total) if of[n] == name or ids[n] in used]
        return _with(whole, sorted(_near(events, count, own)), claims)

    return cut


def events_alone(names: Collection[str]) -> Cutter:
    """Cut down to some events, and no claims."""

    def cut(whole: Any) -> Any:
        events, count = _flat(_value(whole), "events")
        there = texts(inside(Event, events, "id"), count) if count else []
        return _with(whole, [n for n, one in enumerate(there) if one in names], ())

    return cut


def of_report(name: str) -> Cutter:
    """Cut down to the claims of one report, and no events."""

    def cut(whole: Any) -> Any:
        claims, total = _flat(_value(whole), "claims")
        reports = texts(inside(Claim, claims, "report"), total) if total else []
        return _with(whole, (), [n for n, report in enumerate(reports) if report == name])

    return cut


def _flat(column: Any, name: str) -> tuple[Any, int]:
    """The columns of the events, or of the claims, of a packed memorandum, and how many there are."""
    _, flat, count = lists(inside(Memorandum, column, name), 1)
    return flat, count


def _value(whole: Any) -> Any:
    """The columns of a packed memorandum, without the table of the places that it names."""
    return whole["value"] if isinstance(whole, dict) else whole


def _with(whole: Any, events: Iterable[int], claims: Iterable[int]) -> Any:
    """A packed memorandum with some of the events and claims alone."""
    column = _value(whole)
    out = list(column)
    for name, kind, wanted in (("events", Event, events), ("claims", Claim, claims)):
        rows = list(wanted)
        flat, count = _flat(column, name)
        out[place_of(Memorandum, name)] = [steps([len(rows)]), sliced(kind, flat, count, rows)] if rows else 0
    return {**whole, "value": out} if isinstance(whole, dict) else out


def _used(events: Any, count: int, own: int) -> set[str | None]:
    """The ids of the claims that the sides of an event rest on."""
    where, slots, total = lists(inside(Event, events, "slots"), count)
    below = list(where[own])
    if not below:
        return set()
    where, positions, total = lists(inside(Slot, slots, "positions"), total)
    below = [n for slot in below for n in where[slot]]
    if not below:
        return set()
    where, claims, total = lists(inside(Position, positions, "claims"), total)
    ids = texts(claims, total) if total else []
    return {ids[n] for position in below for n in where[position]}


def _near(events: Any, count: int, own: int) -> set[int]:
    """The places of an event, and of all that hold, or are told in, a judgement on whether they are one with it."""
    where, mentions, total = lists(inside(Event, events, "mentions"), count)
    triggers = places(inside(Mention, mentions, "trigger"), total) if total else []
    home = {triggers[n]: event for event in range(count) for n in where[event]}
    told = {triggers[n] for n in where[own]}
    found = {own}
    for name in ("near_misses", "reasons"):
        where, judged, total = lists(inside(Event, events, name), count)
        left = places(inside(Judgement, judged, "left"), total) if total else []
        right = places(inside(Judgement, judged, "right"), total) if total else []
        for event in range(count):
            for n in where[event]:
                if left[n] in told or right[n] in told:
                    found |= {event, home.get(left[n], own), home.get(right[n], own)}
    return found
