"""One event: what, when on every clock, the accounts side by side, how they stand, what nearly was one with it."""

# ruff: noqa: RUF009 - a field with what it means, made by a function of ours

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from memcon.dossier.opening import of_event
from memcon.model.memo import Event, Memorandum
from memcon.present.accounts import table
from memcon.present.cautions import before_filing
from memcon.present.clocktable import clock_notes, clock_rows, clocks, drawn, named
from memcon.present.clockwords import dates
from memcon.present.desk import Desk
from memcon.present.facts import code, parties
from memcon.present.happened import standing_glyph
from memcon.present.quotes import quoted
from memcon.present.sections import held_back, left_out
from memcon.present.serve import reads
from memcon.present.serve.asking import asked
from memcon.present.serve.judged import JudgedRow, judged_rows
from memcon.present.serve.room import Room
from memcon.present.serve.values import Words, page_only
from memcon.present.serve.waits import NearRow, Waiting, near_rows, waiting_rows
from memcon.present.timeline import Timeline
from memcon.present.told_on import apart, tellers
from memcon.present.view import ClockRow, Group, Line, Row
from memcon.present.words import count, word
from memcon.store import queries
from memcon.store.queries import EventLine

OTHERS = 30
"""How many events are offered to be said one with an event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventAsked:
    """Which event."""

    story: int = asked("The number of the story.", low=1, high=10**7)
    event: str = asked("The event's id in it.", longest=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Where one report speaks of the event: the words that name it, the sentence they stand in."""

    report: str
    outlet: str
    words: Words
    sentence: str
    voice: str
    manner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """Another event that the reports tie to this one, and how."""

    how: str
    event: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinRow:
    """The same event in another part of the story: where, its label there, in words who tells it and what otherwise.

    ``name`` is how it is judged (``E7@2``), ``leads`` whether lists show it in place of this one.
    """

    story: int
    event: str
    label: str
    name: str
    text: str
    otherwise: tuple[str, ...]
    because: str
    leads: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """One event over all reports that speak of it."""

    story: int
    id: str
    label: str
    type: str | None
    code: str
    status: str
    who: str
    when: str
    earliest: str | None
    latest: str | None
    why: str
    place: str | None
    behind: str
    standing: str
    cautions: Group
    clocks: tuple[str, ...]
    clock_rows: tuple[ClockRow, ...]
    clock_notes: tuple[Line, ...]
    columns: tuple[tuple[str, str], ...]
    facts: tuple[Row, ...]
    single: tuple[Row, ...]
    told: tuple[Told, ...]
    words: tuple[Group, ...]
    held: tuple[Line, ...]
    left_out: tuple[Group, ...]
    waiting: tuple[Waiting, ...]
    near: tuple[NearRow, ...]
    others: tuple[tuple[str, str], ...]
    """Other events of the story that it might be one with, the likeliest first: id and label."""
    judgements: tuple[JudgedRow, ...]
    linked: tuple[Linked, ...]
    twins: tuple[TwinRow, ...]
    reasons: tuple[str, ...]
    names: dict[str, str]
    glyph: str = page_only("")
    timeline: Timeline | None = page_only()


def event(room: Room, asks: EventAsked) -> EventPage:
    """The page of one event."""
    memo = reads.story_part(room, asks.story, of_event(asks.event))
    found = next((e for e in memo.events if e.id == asks.event), None)
    if found is None:
        raise reads.lost("event")
    with room.look() as connection:
        lines = queries.of_story(connection, asks.story)
    part = reads.event_part(memo, found)
    desk = Desk.of(part)
    shown = clocks(desk, None)
    rows = clock_rows(desk, shown)
    facts, minor, single = table(desk, {r.event for r in rows})
    return EventPage(
        story=asks.story,
        id=found.id,
        label=found.label,
        type=found.type,
        code=code(found),
        status=word("status", found.status),
        who=parties(desk, found),
        when=dates(found, desk.home(found)) or "no date in the reports",
        earliest=found.time.earliest if found.time else None,
        latest=found.time.latest if found.time else None,
        why=(found.time.explanation or "") if found.time else "",
        place=found.place,
        behind=_behind(found),
        standing=_standing(found),
        cautions=before_filing(desk),
        clocks=named(desk, shown),
        clock_rows=rows,
        clock_notes=clock_notes(desk, rows),
        columns=tuple((r.id, r.outlet or r.file) for r in part.reports if r.read),
        facts=(*facts, *minor),
        single=single,
        told=_told(desk, found),
        words=quoted(desk),
        held=held_back(desk),
        left_out=left_out(desk),
        waiting=waiting_rows(memo, asks.story, event=found.id),
        near=near_rows(memo, asks.story, event=found.id),
        others=_others(lines, found.id),
        judgements=judged_rows(room, memo, event=found.id),
        linked=_linked(memo, found, {line.name: line.label for line in lines}),
        twins=_twins(found),
        reasons=tuple(dict.fromkeys(j.because for j in found.reasons))[:6],
        names={r.id: r.outlet or r.file for r in memo.reports if r.id in found.reports},
        glyph=standing_glyph(found),
        timeline=drawn(desk, rows, shown),
    )


def _behind(event: Event) -> str:
    """How many reports stand behind it, with those of other parts."""
    told = f"{count(len(event.reports), 'report')}, {count(event.origins, 'separate origin')}"
    more = sum(len(t.reports) for t in event.twins)
    return f"{told}; {count(len(event.reports) + more, 'report')} with other parts" if more else told


def _twins(event: Event) -> tuple[TwinRow, ...]:
    return tuple(
        TwinRow(
            story=t.story,
            event=t.event,
            label=t.label,
            name=f"{t.event}@{t.story}",
            text=tellers(t),
            otherwise=tuple(apart(t, o) for o in t.otherwise),
            because=t.because,
            leads=t.leads,
        )
        for t in event.twins
    )


def _others(lines: Sequence[EventLine], event: str) -> tuple[tuple[str, str], ...]:
    """Events of the same kind and parties first, then those that share a party, the nearest in time before others."""
    own = next((line for line in lines if line.name == event), None)
    if own is None:
        return ()
    parties_, begun = set(own.parties), _begun(own)

    def apart(one: EventLine) -> float:
        there = _begun(one)
        return abs((there - begun).total_seconds()) if there and begun else 1e12

    near = [line for line in lines if line.name != event and parties_ & set(line.parties)]
    near.sort(key=lambda e: (e.type != own.type, -len(parties_ & set(e.parties)), apart(e), e.row))
    return tuple((e.name, e.label) for e in near[:OTHERS])


def _begun(line: EventLine) -> datetime | None:
    """When an event began, as far as it is told."""
    first = line.earliest or line.latest
    return datetime.fromisoformat(first) if first else None


def _standing(event: Event) -> str:
    """How the reports stand to each other on the event as a whole."""
    if len(event.reports) < 2:
        return "one report tells it"
    return "told by separate origins" if event.origins > 1 else "several reports, but one speaker or origin"


def _told(desk: Desk, event: Event) -> tuple[Told, ...]:
    own = {(c.report, c.evidence[0].start): c for c in desk.of_event(event.id) if c.evidence}
    near = {(c.report, c.evidence[-1].start): c for c in desk.of_event(event.id) if c.evidence}
    out = []
    for mention in event.mentions:
        claim = own.get((mention.report, mention.trigger.start)) or near.get((mention.report, mention.sentence.start))
        report = desk.reports[mention.report]
        out.append(
            Told(
                report=report.id,
                outlet=report.outlet or report.file,
                words=reads.words(desk, report.id, mention.trigger, claim.id if claim else None),
                sentence=mention.sentence.quote,
                voice=desk.voice(claim) if claim else "",
                manner=claim.manner if claim else "narration",
            )
        )
    return tuple(out)


TIES = {
    "responds-to": ("in answer to", "answered by"),
    "causes": ("led to", "brought about by"),
    "implements": ("carries out", "carried out by"),
    "announces": ("announces", "announced by"),
    "follows": ("after", "before"),
    "part-of": ("part of", "has for a part"),
    "reverses": ("undoes", "undone by"),
}


def _linked(memo: Memorandum, event: Event, labels: Mapping[str, str]) -> tuple[Linked, ...]:
    out = []
    for link in memo.links:
        for own, other, how in ((link.source, link.target, 0), (link.target, link.source, 1)):
            if own == event.id and other in labels:
                out.append(Linked(how=TIES[link.type][how], event=other, label=labels[other]))
    for slot in event.slots:
        if slot.slot == "order" and slot.other in labels:
            out.append(Linked(how="after", event=str(slot.other), label=labels[str(slot.other)]))
    return tuple(dict.fromkeys(out))
