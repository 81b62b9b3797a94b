"""The view of a memorandum: every section of the page, in the order of the page."""

from __future__ import annotations

from collections import defaultdict

from memcon.model.gazetteer import states
from memcon.model.memo import Memorandum
from memcon.present.desk import Desk
from memcon.present.facts import cards, parties, rows
from memcon.present.sections import (
    MOST,
    agenda,
    alone_in,
    before_filing,
    held_back,
    left_out,
    levers,
    questions,
    quoted,
    readings,
    relations,
    standing_glyph,
    standpoints,
)
from memcon.present.sources import about, sources
from memcon.present.view import ClockRow, Line, View
from memcon.present.words import (
    country,
    glyph,
    join,
    on_clock,
    short,
    vocabulary,
    when,
    word,
)


def view(memo: Memorandum, *, zone: str | None = None) -> View:
    """The view of a memorandum; ``zone`` adds the reader's own clock (an IANA name)."""
    desk = Desk.of(memo)
    clocks = _clocks(desk, zone)
    fits = rows(desk, memo.events, ("compatible",))
    return View(
        title=_title(desk),
        subtitle=when(desk.main) if desk.main else "",
        record=_record(desk),
        happened=_happened(desk),
        before=before_filing(desk),
        clocks=tuple(name for name, _ in clocks),
        clock_rows=_clock_rows(desk, clocks),
        clock_notes=_clock_notes(desk),
        columns=tuple((r.id, about(r)) for r in memo.reports),
        parted=rows(desk, memo.events, ("attribution", "disputed")),
        fits=tuple(r for r in fits if not r.minor),
        minor=tuple(r for r in fits if r.minor),
        agreed=rows(desk, memo.events, ("agreed", "repeated")),
        words=quoted(desk),
        held=held_back(desk),
        left_out=left_out(desk),
        unheard=join(short(desk.actors[a]) for a in memo.unheard if a in desk.actors),
        levers=levers(desk),
        agenda=agenda(desk),
        watch=tuple(Line(text=i.text, cites=desk.cites(i.claims)) for i in memo.indicators),
        ask=questions(desk),
        readings=readings(desk),
        standpoints=standpoints(desk),
        relations=relations(desk),
        alone=alone_in(desk),
        cards=cards(desk),
        sources=sources(desk),
        tool=f"{memo.tool.name} {memo.tool.version}, rules {memo.tool.rules}",
    )


def _title(desk: Desk) -> str:
    return desk.main.label if desk.main else "No event found in these reports"


def _record(desk: Desk) -> tuple[str, ...]:
    """How many reports, outlets, government texts and speakers stand behind it all."""
    read = [r for r in desk.memo.reports if r.read]
    unread = len(desk.memo.reports) - len(read)
    own = [r for r in read if r.side]
    press = len(read) - len(own)
    outlets = {r.outlet for r in read if r.outlet}
    speakers = _speakers(desk)
    parts = [
        f"{press} press report{'' if press == 1 else 's'}",
        f"{len(own)} government text{'' if len(own) == 1 else 's'}"
        + (f" ({join(sorted({country(r.side) for r in own if r.side}))})" if own else ""),
    ]
    parts.append(f"{len(outlets)} outlet{'' if len(outlets) == 1 else 's'} named" if outlets else "outlets not named")
    undated = sum(1 for r in read if not r.published)
    if undated:
        parts.append("undated" if undated == len(read) else f"{undated} undated")
    copies = sum(1 for r in read if r.origin)
    if copies:
        parts.append(f"{copies} cop{'y' if copies == 1 else 'ies'} counted once")
    parts += [f"{r.id} credits {join(r.credits)}" for r in read if r.credits]
    parts.append(f"speakers: {join(speakers)}" if speakers else "nobody is quoted by name")
    if unread:
        parts.append(f"{unread} report{'' if unread == 1 else 's'} could not be read")
    return tuple(parts)


def _speakers(desk: Desk) -> list[str]:
    seen: dict[str, int] = defaultdict(int)
    for claim in desk.memo.claims:
        for link in claim.voice[:1]:
            if link.actor is not None and link.actor in desk.actors:
                seen[short(desk.actors[link.actor])] += 1
    return [n for n, _ in sorted(seen.items(), key=lambda p: (-p[1], p[0]))][:6]


def _happened(desk: Desk) -> tuple[Line, ...]:
    """The main event first, then what else happened, the most told first; plans are in the agenda."""
    if desk.main is None:
        return ()
    lines = [
        Line(
            glyph=standing_glyph(desk.main),
            lead=desk.main.label,
            text=f"{word('status', desk.main.status)}: {parties(desk, desk.main)}; {when(desk.main)}.",
            cites=desk.event_cites(desk.main),
            event=desk.main.id,
        )
    ]
    for slot in desk.main.slots:
        if slot.slot in ("initiator", "duration", "place", "order") and slot.standing not in (
            "disputed",
            "attribution",
        ):
            other = desk.events.get(slot.other or "")
            lead = word("slot", slot.slot) + (f", against {other.label}" if other else "")
            values = "; ".join(dict.fromkeys(p.value for p in slot.positions))
            lines.append(
                Line(
                    glyph=glyph(slot.standing),
                    lead=lead,
                    text=f"{values}. {slot.explanation}".strip(),
                    cites=desk.cites(c for p in slot.positions for c in p.claims),
                    event=desk.main.id,
                )
            )
    topics = [s for s in desk.main.slots if s.slot == "topic"]
    if topics:
        lines.append(
            Line(
                glyph=glyph(topics[0].standing),
                lead="What it was about",
                text="; ".join(dict.fromkeys(p.value for p in topics[0].positions)) + ".",
                cites=desk.cites(c for p in topics[0].positions for c in p.claims),
                event=desk.main.id,
            )
        )
    others = [
        e
        for e in desk.memo.events
        if e.id != desk.main.id and e.status in ("occurred", "ongoing") and e.type is not None
    ]
    others.sort(key=lambda e: (-len(e.reports), -len(e.mentions), e.id))
    for event in others[:MOST]:
        lines.append(
            Line(
                glyph=standing_glyph(event),
                lead=event.label,
                text=f"{word('status', event.status)}; {when(event)}.",
                cites=desk.event_cites(event),
                event=event.id,
            )
        )
    return tuple(lines)


def _clocks(desk: Desk, zone: str | None) -> list[tuple[str, str]]:
    """The clocks shown: capitals of the parties to dated events, then the reader's own."""
    seen: dict[str, str] = {}
    ordered = ([desk.main] if desk.main else []) + list(desk.memo.events)
    for event in ordered:
        for clock in event.time.clocks if event.time else ():
            seen.setdefault(clock.capital, clock.zone)
    clocks = list(seen.items())[:5]
    if zone:
        clocks.append((f"your clock ({zone})", zone))
    return clocks


def _clock_rows(desk: Desk, clocks: list[tuple[str, str]]) -> tuple[ClockRow, ...]:
    out = []
    main = desk.main.id if desk.main else ""
    for event in desk.memo.events:
        time = event.time
        if time is None or (time.earliest is None and not time.partial):
            continue
        cites = desk.cites(c for s in event.slots if s.slot in ("time", "order") for p in s.positions for c in p.claims)
        out.append(
            ClockRow(
                label=event.label,
                event=event.id,
                cells=tuple(on_clock(time, z) for _, z in clocks),
                basis=", ".join(dict.fromkeys(f"“{w.quote}”" for w in time.words)) or time.basis,
                cites=cites or desk.event_cites(event),
                main=event.id == main,
            )
        )
    return tuple(out)


def _clock_notes(desk: Desk) -> tuple[Line, ...]:
    notes: dict[str, Line] = {}
    for event in desk.memo.events:
        for slot in event.slots:
            if slot.slot in ("time", "order") and slot.explanation and slot.standing != "single":
                line = Line(
                    glyph=glyph(slot.standing),
                    text=slot.explanation,
                    cites=desk.cites(c for p in slot.positions for c in p.claims),
                    event=event.id,
                )
                notes.setdefault(slot.explanation, line)
    return tuple(notes.values())


def legend() -> tuple[tuple[str, str], ...]:
    """The signs of the page and what they mean."""
    table = vocabulary()["standing"]
    seen = {str(v["glyph"]): str(v["words"]) for k, v in table.items() if k != "attribution"}
    return (*seen.items(), ("⚑", "handle with care"), ("—", "not stated"))


def zone_known(name: str) -> bool:
    """Whether an IANA zone is one of a state's, for the message when it is not."""
    return any(name in s.zones for s in states().values())
