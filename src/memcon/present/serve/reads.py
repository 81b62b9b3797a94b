"""What the desk reads of a dossier: lists by rows of the file, single events and reports as small memoranda."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from memcon.dossier.selection import part
from memcon.dossier.telling import told
from memcon.model.errors import InputError
from memcon.model.memo import Event, Memorandum, Report
from memcon.model.places import Span
from memcon.pipeline import Options
from memcon.present.clockwords import when
from memcon.present.desk import Desk
from memcon.present.fragments import at_source
from memcon.present.serve.asking import RefusedError
from memcon.present.serve.room import Room
from memcon.present.serve.values import EventRow, ReportRow, Words
from memcon.store.reports import Stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What events are asked for; what is empty is not asked for."""

    words: str = ""
    party: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    side: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All that a dossier tells at one state."""

    memoranda: tuple[Memorandum, ...]
    stored: tuple[Stored, ...]
    state: int


def everything(room: Room) -> Told:
    """All stories as they stand; from the desk's memory while nothing was added or judged since."""

    def work() -> Told:
        try:
            memoranda, stored, state = told(room.store, Options())
        except InputError:
            return Told(memoranda=(), stored=(), state=0)
        return Told(memoranda=memoranda, stored=stored, state=state)

    found = room.memory.kept(room, "told", work)
    assert isinstance(found, Told)  # noqa: S101
    return found


def event_row(story: int, memo: Memorandum, event: Event) -> EventRow:
    """An event of a memorandum as a row."""
    actors = {a.id: a for a in memo.actors}
    parties = [
        actors[a].country or actors[a].name for a in (*event.actors, *event.recipients, *event.implied) if a in actors
    ]
    return EventRow(
        story=story,
        id=event.id,
        label=event.label,
        type=event.type,
        status=event.status,
        when=when(event, next(iter(parties), None)),
        earliest=event.time.earliest if event.time else None,
        latest=event.time.latest if event.time else None,
        parties=tuple(dict.fromkeys(parties)),
        origins=event.origins,
        reports=len(event.reports),
        disputed=tuple(sorted({s.slot for s in event.slots if s.standing == "disputed"})),
    )


def rows(room: Room, chosen: Chosen) -> list[tuple[EventRow, Event, Memorandum]]:
    """The events that are chosen, in order of time, the undated last."""
    out = []
    for story, memo in enumerate(everything(room).memoranda, 1):
        reports = {r.id: r for r in memo.reports}
        for event in memo.events:
            row = event_row(story, memo, event)
            outlets = {reports[r].outlet or reports[r].file for r in event.reports if r in reports}
            sides = {s for r in event.reports if r in reports and (s := reports[r].side)}
            if _fits(row, event, outlets, sides, chosen):
                out.append((row, event, memo))
    return sorted(out, key=lambda p: (p[0].earliest or p[0].latest or "9", p[0].story, p[0].id))


def _fits(row: EventRow, event: Event, outlets: set[str], sides: set[str], chosen: Chosen) -> bool:
    start = date.fromisoformat(row.earliest[:10]) if row.earliest else None
    end = date.fromisoformat(row.latest[:10]) if row.latest else None
    standings = {s.standing for s in event.slots}
    return (
        (not chosen.words or all(w in row.label.casefold() for w in chosen.words.casefold().split()))
        and (not chosen.party or set(chosen.party) <= set(row.parties))
        and (not chosen.type or (row.type or "none") in chosen.type)
        and (not chosen.status or row.status in chosen.status)
        and (not chosen.outlet or bool(outlets & set(chosen.outlet)))
        and (not chosen.side or bool(sides & set(chosen.side)))
        and (not chosen.standing or bool(standings & set(chosen.standing)))
        and (chosen.first is None or (end or start or date.min) >= chosen.first)
        and (chosen.last is None or (start or end or date.max) <= chosen.last)
    )


def facets(found: Iterable[tuple[EventRow, Event, Memorandum]]) -> dict[str, Counter[str]]:
    """How many of the events found have each value that can be chosen."""
    out: dict[str, Counter[str]] = {n: Counter() for n in ("party", "type", "status", "outlet", "side", "standing")}
    for row, event, memo in found:
        reports = {r.id: r for r in memo.reports}
        out["party"].update(row.parties)
        out["type"][row.type or "none"] += 1
        out["status"][row.status] += 1
        out["outlet"].update({reports[r].outlet or reports[r].file for r in event.reports if r in reports})
        out["side"].update({s for r in event.reports if r in reports and (s := reports[r].side)})
        out["standing"].update({s.standing for s in event.slots})
    return out


def story(room: Room, number: int) -> Memorandum:
    """The memorandum of a story."""
    memoranda = everything(room).memoranda
    if not 1 <= number <= len(memoranda):
        raise lost("story")
    return memoranda[number - 1]


def stories(room: Room) -> Iterable[tuple[int, Memorandum]]:
    """The memoranda of all stories, by number."""
    return enumerate(everything(room).memoranda, 1)


def lost(what: str) -> RefusedError:
    """That there is no such thing any more."""
    return RefusedError(404, f"There is no such {what} now.", "Numbers are given anew by every add: look for it.")


def event_part(memo: Memorandum, event: Event) -> Memorandum:
    """The memorandum of one event: its claims, its reports with their texts, its actors."""
    return part(memo, {event.id}, ())


def words(desk: Desk, report: str, place: Span, claim: str | None) -> Words:
    """A place in a report as words with the links to them."""
    held = desk.reports[report]
    return Words(
        report=report,
        outlet=held.outlet or held.file,
        start=place.start,
        end=place.end,
        quote=" ".join(place.quote.split()),
        claim=claim,
        url=at_source(held.url, held.text, place.start, place.end) or None if held.url else None,
    )


def report_row(story: int, report: Report) -> ReportRow:
    """A report of a memorandum as a row."""
    return ReportRow(
        story=story,
        id=report.id,
        file=report.file,
        title=report.title,
        outlet=report.outlet,
        side=report.side,
        kind=report.kind,
        published=report.published,
        added=None,
        reliability=report.reliability,
        origin=report.origin,
        url=report.url,
        read=report.read,
        why=report.why,
        characters=report.characters,
    )


def report_rows(room: Room, *, outlet: str = "", words: str = "") -> list[ReportRow]:
    """The reports as they stand, the last published first."""
    out = [report_row(n, r) for n, memo in stories(room) for r in memo.reports]
    wanted = words.casefold().split()
    out = [
        r
        for r in out
        if (not outlet or r.outlet == outlet) and all(w in f"{r.title or ''} {r.file}".casefold() for w in wanted)
    ]
    return sorted(out, key=lambda r: (r.published or "", r.file), reverse=True)


def outlets(room: Room) -> tuple[tuple[str, bool, ReportRow, int], ...]:
    """The outlets by name, whether that is a name, one report of each, and how many reports they have."""
    found: dict[str, list[ReportRow]] = {}
    for row in report_rows(room):
        found.setdefault(row.outlet or row.file, []).append(row)
    return tuple((name, bool(rows[0].outlet), rows[0], len(rows)) for name, rows in sorted(found.items()))


def report_part(memo: Memorandum, report: str) -> Memorandum:
    """The memorandum of one report: its text, its claims, the events that these are of."""
    if not any(r.id == report for r in memo.reports):
        raise lost("report")
    claims = tuple(c for c in memo.claims if c.report == report)
    events = {c.event for c in claims}
    return replace(
        memo,
        reports=tuple(r for r in memo.reports if r.id == report),
        claims=claims,
        events=tuple(e for e in memo.events if e.id in events),
        coverage=tuple(c for c in memo.coverage if c.report == report),
    )


def report_count(room: Room) -> int:
    """How many reports there are."""
    return len(everything(room).stored)
