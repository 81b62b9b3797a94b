"""Facts across the reports: rows with one cell per report, and the record of each event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from memcon.model.memo import Event, Position, Slot
from memcon.present import told_on
from memcon.present.desk import Desk
from memcon.present.judged import on_event, on_slot
from memcon.present.view import Card, Cell, Line, Row
from memcon.present.words import clipped, count, glyph, names, word, words_of

TELLING = 6
"""From so many words a wording tells something."""
MOST = 3
"""How many values of one report a cell shows."""
COLUMNS = 4
"""How many reports stand side by side in a table; with more, each row lists those that say something."""
NOTHING = Cell(text="")


def rows(desk: Desk, events: Sequence[Event], standings: Sequence[str]) -> tuple[Row, ...]:
    """The slots of these events with one of these standings, the widest disagreement first."""
    found = [(e, s) for e in events for s in e.slots if s.standing in standings and not idle(e, s)]
    main = desk.main.id if desk.main else ""
    found.sort(key=lambda p: (standings.index(p[1].standing), p[0].id != main, -len(p[0].reports)))
    return tuple(row(desk, event, slot) for event, slot in found)


def row(desk: Desk, event: Event, slot: Slot) -> Row:
    """One slot as a row: what each report says, and how that stands."""
    other = desk.events.get(slot.other or "")
    what = f"In what order, after {other.label}" if other else word("slot", slot.slot)
    reason = word("reason", slot.reason) if slot.reason else ""
    words = word("standing", slot.standing)
    heard = {r for p in slot.positions for r in p.reports}
    reports = [r.id for r in desk.memo.reports if r.read]
    said = {r: _cell(desk, slot, r) for r in sorted(heard, key=lambda r: desk.order.get(r, 0))}
    narrow = len(reports) <= COLUMNS
    taken = on_slot(desk.memo, slot)
    main = desk.main is not None and event.id == desk.main.id
    return Row(
        label=event.label,
        what=what,
        glyph=glyph(slot.standing),
        standing=slot.standing,
        words=f"{words}: {reason}" if reason else words,
        explanation=" ".join(t for t in (slot.explanation, taken) if t),
        judged=taken,
        cells=tuple(said.get(r, NOTHING) for r in reports) if narrow else (),
        event=event.id,
        slot=slot.slot,
        minor=_minor(event, slot, main=main),
        spoken=spoken(said),
        silent=tuple(r for r in reports if r not in heard),
    )


def spoken(said: Mapping[str, Cell]) -> tuple[tuple[tuple[str, ...], Cell], ...]:
    """The cells that say something, those of one text put together."""
    by: dict[str, list[str]] = {}
    for report, cell in said.items():
        if cell.text:
            by.setdefault(cell.text, []).append(report)
    return tuple(
        (tuple(reports), Cell(text=text, cites=tuple(c for r in reports for c in said[r].cites)))
        for text, reports in by.items()
    )


def _minor(event: Event, slot: Slot, *, main: bool) -> bool:
    """Whether a row differs, or agrees, in words alone, or says how far along a lesser event was.

    The words of an act of speech are the act: where two reports tell it at some length, its row is none of these.
    """
    if slot.slot == "wording":
        told = {r for p in slot.positions if len(p.value.split()) >= TELLING for r in p.reports}
        if event.type in words_of("speech") and len(told) > 1:
            return False
        return slot.reason in (None, "paraphrase", "part-whole", "granularity")
    return slot.slot == "status" and not main and slot.standing == "compatible"


def idle(event: Event, slot: Slot) -> bool:
    """Whether a slot is no row of the accounts: what a talk is called, one wording for all, what was held back."""
    if slot.standing in ("disputed", "attribution"):
        return False
    if slot.slot == "wording":
        return event.type in words_of("apart") or slot.standing in ("agreed", "repeated")
    return slot.slot == "disclosure"


def _cell(desk: Desk, slot: Slot, report: str) -> Cell:
    held = [p for p in slot.positions if report in p.reports]
    claims = [c for p in held for c in p.claims if c in desk.claims and desk.claims[c].report == report]
    cites = desk.cites(claims)
    if slot.slot == "status":
        said = [_stage(desk, p, report, whose=len(held) > 1 or slot.standing == "disputed") for p in held[:MOST]]
    elif slot.slot == "initiator":
        said = [_starter(desk, p, report) for p in held[:MOST]]
    else:
        said = [clipped(p.value, 90) for p in held[:MOST]]
    text = "; ".join(dict.fromkeys(said))
    if len(held) > MOST:
        text += f"; {len(held) - MOST} more"
    return Cell(text=text, cites=cites)


def _stage(desk: Desk, position: Position, report: str, *, whose: bool) -> str:
    """How far an act is by one position of a report; ``whose`` names who tells it so, where the report has two."""
    told = word("status", position.value)
    if not whose:
        return told
    found: list[str] = []
    for claim in (desk.claims[c] for c in position.claims if c in desk.claims):
        event = desk.events.get(claim.event or "")
        if claim.report != report:
            continue
        if claim.voice:
            found.append(claim.voice[0].name)
        elif position.normal == "denied" and event is not None and event.type == "REJECT" and event.actors:
            found.append(names(desk.actors, event.actors))
    who = ", ".join(dict.fromkeys(found))
    return f"{told} ({who})" if who else told


def _starter(desk: Desk, position: Position, report: str) -> str:
    """Who began it by one position of a report, with the words that say so: a report can give both sides' accounts."""
    cites = desk.cites(c for c in position.claims if c in desk.claims and desk.claims[c].report == report)
    quote = f": “{clipped(' '.join(cites[0].quote.split()), 70)}”" if cites else ""
    return f"{desk.name(position.normal) if position.normal else position.value}{quote}"


def cards(desk: Desk) -> tuple[Card, ...]:
    """The record of every event, in order of the memorandum."""
    return tuple(_card(desk, event) for event in desk.memo.events)


def parties(desk: Desk, event: Event) -> str:
    """Who did it to whom: ``A and B`` for both sides alike, ``A → B`` for a directed act."""
    acting = names(desk.actors, event.actors)
    if event.reciprocal or not event.recipients:
        return names(desk.actors, (*event.actors, *event.recipients)) or "not stated"
    return f"{acting or 'not stated'} → {names(desk.actors, event.recipients)}"


def code(event: Event) -> str:
    """The kind of event in plain words and PLOVER's, with the mode."""
    if event.type is None:
        return "no PLOVER type fits"
    parts = [event.type, *([event.mode] if event.mode else [])]
    return f"{word('type', event.type)} ({', '.join(parts)})"


def _card(desk: Desk, event: Event) -> Card:
    facts = [
        ("what", code(event) + ("" if event.status == "occurred" else f", {word('status', event.status)}")),
        ("who", parties(desk, event)),
        ("when", desk.when(event) or "no date in the text"),
    ]
    if event.place:
        facts.append(("where", event.place))
    if event.time and event.time.explanation:
        facts.append(("why so dated", event.time.explanation))
    if len(event.reports) > 1 or event.origins > 1:
        behind = f"{count(len(event.reports), 'report')}, {count(event.origins, 'separate origin')}"
        facts.append(("behind it", behind))
    if further := told_on.on_event(event):
        facts.append(("told further", further))
    if told := on_event(desk.memo, event.id):
        facts.append(("judged by people", told))
    mentions = []
    own = {(c.report, c.evidence[0].start): c.id for c in desk.of_event(event.id) if c.evidence}
    for mention in event.mentions:
        claim = own.get((mention.report, mention.trigger.start))
        near = [claim] if claim else [c.id for c in desk.of_event(event.id) if c.evidence[-1] == mention.sentence]
        mentions.append(
            Line(
                lead=mention.trigger.quote,
                text=mention.sentence.quote,
                cites=desk.cites(near[:1]),
                note=mention.report,
            )
        )
    return Card(
        id=event.id,
        label=event.label,
        facts=tuple(facts),
        mentions=tuple(mentions),
        rows=tuple(row(desk, event, slot) for slot in event.slots if not _told_above(slot)),
        main=desk.main is not None and event.id == desk.main.id,
    )


def _told_above(slot: Slot) -> bool:
    """Whether a card says a slot already: its words by the mentions, a time or a place that one report alone gives."""
    return slot.slot == "wording" or (slot.standing == "single" and slot.slot in ("time", "order", "place"))
