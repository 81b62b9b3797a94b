"""The findings of an analyst's brief: facts of the record with their origins and the figure that these allow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from memcon.model.memo import Claim, Event, Lever, Position, Slot
from memcon.present.analyst_admiralty import Bearing, Credibility, because, credibility, sources_letters
from memcon.present.analyst_backing import Backing, backing, inner
from memcon.present.analyst_view import Finding
from memcon.present.clockwords import CLOSE, bounds
from memcon.present.desk import Desk, outermost
from memcon.present.happened import phrase, sentence, two_sided
from memcon.present.sources import UNJUDGED
from memcon.present.view import Cite
from memcon.present.words import clipped, country, join, lowered, short, word

OPEN = 16
"""How many findings stand open."""
OTHERS = 5
"""How many events besides the main one are findings."""
PLAIN = ("initiator", "duration", "participants", "amount", "outcome", "condition")
"""Slots of the main event whose values are findings of their own."""
REASONS = 3
DAYS = timedelta(days=8)
"""A longer stretch of time is no date for a plan."""
VERBAL_TYPES = ("STATEMENT", "SUPPORT")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fact:
    """A finding before it has a number: what is said, on which claims it rests, what bears on it."""

    text: str
    claims: tuple[Claim, ...]
    event: Event | None
    about: Bearing = field(default_factory=Bearing)
    cites: tuple[Cite, ...] = ()
    added: tuple[str, ...] = ()


def findings(desk: Desk) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings that stand open, and those folded away; numbered through."""
    facts = [f for f in _facts(desk) if f.claims]
    told = tuple(_finding(desk, i, fact) for i, fact in enumerate(facts, 1))
    return told[:OPEN], told[OPEN:]


def _facts(desk: Desk) -> Iterator[_Fact]:
    if desk.main is not None:
        yield _event(desk, desk.main)
        yield from _order(desk, desk.main)
        yield from _slots(desk, desk.main)
        yield from _topics(desk, desk.main)
    yield from _contested(desk)
    levers = [lever for relation in desk.memo.relations for lever in relation.levers]
    held = {c for lever in levers for c in lever.claims}
    others = [
        e
        for e in desk.memo.events
        if e is not desk.main
        and e.status in ("occurred", "ongoing")
        and e.type is not None
        and not held & {c.id for c in desk.of_event(e.id)}
    ]
    others.sort(key=lambda e: (-desk.weight(e), e.id))
    yield from (_event(desk, e) for e in others[:OTHERS])
    yield from (_lever(desk, lever) for lever in levers)
    for item in desk.memo.agenda:
        if item.event in desk.events and not held & {c.id for c in desk.of_event(item.event)}:
            yield _plan(desk, desk.events[item.event])


def fact_claims(desk: Desk, event: Event) -> tuple[Claim, ...]:
    """The claims that say that an event is so: no slot of it, no reading, no denial."""
    found = [c for c in desk.of_event(event.id) if c.kind == "fact" and c.stance in ("asserts", "hedges")]
    return tuple([c for c in found if c.slot is None] or found)


def parties(desk: Desk, event: Event | None) -> frozenset[str]:
    """The countries of those who act in an event or are acted on."""
    if event is None:
        return frozenset()
    ids = (*event.actors, *event.recipients)
    known = (desk.actors[i].country if i in desk.actors else i for i in ids)
    return frozenset(c for c in known if c)


def _event(desk: Desk, event: Event) -> _Fact:
    text = sentence(desk, event)
    date = _date(desk, event)
    status = "" if event.status == "occurred" else word("status", event.status)
    added = [] if bounds(event.time) or event.type in VERBAL_TYPES else [because("undated")]
    if event is desk.main and event.time is not None and bounds(event.time) and event.time.precision != "instant":
        added.append(because("hour"))
    mixed = [c for x in desk.memo.cautions if x.kind == "mixed-clocks" and x.event == event.id for c in x.claims]
    if mixed:
        added.append(because("clock", reports=join(dict.fromkeys(desk.claims[c].report for c in mixed))))
    slot = desk.slot(event, "status")
    denied = _deniers(desk, event) if slot is not None and slot.standing == "disputed" else ""
    return _Fact(
        text=": ".join(p for p in (text, "; ".join(q for q in (status, date) if q)) if p),
        claims=fact_claims(desk, event),
        event=event,
        about=Bearing(parties=parties(desk, event), denied=denied, silent=_silent(desk, event)),
        cites=desk.event_cites(event),
        added=tuple(added) + _strength(desk, event),
    )


def _date(desk: Desk, event: Event) -> str:
    """When it was; the main event's own hours are not told twice, and a namesake without a date is told apart."""
    main = desk.main
    if main is None or event is main:
        return desk.when(event)
    if (ends := bounds(event.time)) is not None and ends == bounds(main.time):
        return "at the time of 1"
    twin = event.type == main.type and set(event.actors) == set(main.actors)
    if ends is None and twin and event.mentions:
        return f"another, “{phrase(desk, event)}”"
    return desk.when(event)


def _deniers(desk: Desk, event: Event) -> str:
    return backing(desk, [c for c in desk.of_event(event.id) if c.stance == "denies"]).words


def _silent(desk: Desk, event: Event) -> tuple[str, ...]:
    """The sides that are said to leave a whole event out."""
    own = {c.id for c in fact_claims(desk, event)}
    found = (s for o in desk.memo.omissions if own & set(o.claims) for s in o.silent)
    return tuple(dict.fromkeys(s for s in found if s not in desk.reports))


def _strength(desk: Desk, event: Event) -> tuple[str, ...]:
    strong = any(c.kind == "act-strength" and c.event == event.id for c in desk.memo.cautions)
    return (because("strength"),) if strong else ()


def _order(desk: Desk, main: Event) -> Iterator[_Fact]:
    slot = desk.slot(main, "order")
    other = desk.events.get((slot.other if slot else None) or "")
    if slot is None or other is None or not two_sided(other) or slot.standing in ("disputed", "attribution"):
        return
    yield _Fact(
        text=f"It came after {inner(other.label)}" + (f" ({desk.when(other)})" if desk.when(other) else ""),
        claims=_claims(desk, slot.positions),
        event=main,
        about=Bearing(parties=parties(desk, main)),
    )


def _slots(desk: Desk, main: Event) -> Iterator[_Fact]:
    for slot in main.slots:
        if slot.slot not in PLAIN or slot.standing in ("disputed", "attribution"):
            continue
        values = join(dict.fromkeys(_value(desk, slot, p) for p in slot.positions[:3]))
        more = f"; {len(slot.positions) - 3} more" if len(slot.positions) > 3 else ""
        yield _Fact(
            text=f"{word('slot', slot.slot)}: {values}{more}",
            claims=_claims(desk, slot.positions),
            event=main,
            about=Bearing(parties=parties(desk, main)),
        )


def _value(desk: Desk, slot: Slot, position: Position) -> str:
    actor = desk.actors.get(position.normal or "")
    if slot.slot == "initiator" and actor is not None:
        return short(actor)
    return word("status", position.value) if slot.slot == "status" else clipped(position.value, 100)


def _topics(desk: Desk, main: Event) -> Iterator[_Fact]:
    """What it was about: a finding for each origin that tells it."""
    by: dict[str, list[Claim]] = defaultdict(list)
    for claim in (c for c in desk.of_event(main.id) if c.slot == "topic" and c.evidence):
        held = backing(desk, [claim])
        by[held.sides or held.words].append(claim)
    for teller, claims in sorted(by.items(), key=lambda p: (-len({c.report for c in p[1]}), -len(p[1]), p[0])):
        kept = outermost(claims)
        values = list(dict.fromkeys(clipped(c.value, 90) for c in kept))
        more = f"; {len(values) - 3} more" if len(values) > 3 else ""
        yield _Fact(
            text=f"About, by {teller.removesuffix(', no source given')}: {'; '.join(values[:3])}{more}",
            claims=tuple(claims),
            event=main,
            about=Bearing(parties=parties(desk, main)),
        )


def _contested(desk: Desk) -> Iterator[_Fact]:
    """Each side of a dispute; the claim that one report ties to one side alone."""
    for event in desk.memo.events:
        for slot in event.slots:
            if slot.standing == "disputed" and slot.slot != "status":
                yield from _dispute(desk, event, slot)
            elif slot.standing == "attribution":
                yield from _attribution(desk, event, slot)


def _dispute(desk: Desk, event: Event, slot: Slot) -> Iterator[_Fact]:
    for position in slot.positions:
        rest = [p for p in slot.positions if p is not position]
        held = backing(desk, _claims(desk, rest))
        yield _Fact(
            text=f"{event.label}, {lowered(word('slot', slot.slot))}: {_value(desk, slot, position)}",
            claims=_claims(desk, [position]),
            event=event,
            about=Bearing(
                parties=parties(desk, event), against=held.words, against_origins=len(held.known) or bool(held.texts)
            ),
        )


def _attribution(desk: Desk, event: Event, slot: Slot) -> Iterator[_Fact]:
    claims = _claims(desk, slot.positions)
    tied = [c for c in claims if c.voice or desk.reports[c.report].side]
    shown = next((p for p in slot.positions if any(c.id in p.claims for c in tied)), slot.positions[0])
    yield _Fact(
        text=f"{event.label}, {lowered(word('slot', slot.slot))}: “{clipped(shown.value, 140)}”",
        claims=tuple(tied) or claims,
        event=event,
        about=Bearing(parties=parties(desk, event), claimed=True),
        cites=desk.cites(c.id for c in claims),
    )


def _lever(desk: Desk, lever: Lever) -> _Fact:
    claims = tuple(desk.claims[c] for c in lever.claims if c in desk.claims)
    event = next((desk.events[c.event] for c in claims if c.event and c.event in desk.events), None)
    against = f" → {country(lever.against)}" if lever.against else ""
    sides = frozenset(s for s in (lever.by, lever.against) if s)
    dated = event is not None and bounds(event.time) is not None
    return _Fact(
        text=f"Lever, {country(lever.by)}{against}: {lever.instrument}, {lever.state}"
        + (f" ({desk.when(event)})" if event is not None and dated else ""),
        claims=claims,
        event=event,
        about=Bearing(parties=sides, planned=lever.state in ("announced", "threatened")),
        added=(() if dated else (because("undated"),)) + (_strength(desk, event) if event else ()),
    )


def _plan(desk: Desk, event: Event) -> _Fact:
    added: tuple[str, ...] = ()
    if bounds(event.time) is None:
        added = (because("undated"),)
    elif _wide(event):
        added = (because("stretch"),)
    label = event.label if "planned" in event.label.lower() else f"{event.label}, {word('status', event.status)}"
    return _Fact(
        text="To come: " + "; ".join(p for p in (label, desk.when(event)) if p),
        claims=fact_claims(desk, event),
        event=event,
        about=Bearing(parties=parties(desk, event), planned=True),
        cites=desk.event_cites(event),
        added=added,
    )


def _wide(event: Event) -> bool:
    """Whether an event is dated by no day and by no few days."""
    ends = bounds(event.time)
    return bool(ends and event.time and event.time.precision not in CLOSE and ends[1] - ends[0] > DAYS)


def _claims(desk: Desk, positions: Iterable[Position]) -> tuple[Claim, ...]:
    return tuple(desk.claims[c] for p in positions for c in p.claims if c in desk.claims)


def _finding(desk: Desk, number: int, fact: _Fact) -> Finding:
    held = backing(desk, fact.claims)
    offered = credibility(held, replace(fact.about, stake=parties(desk, desk.main)))
    reports = [desk.reports[r] for r in held.reports]
    return Finding(
        number=number,
        text=fact.text,
        event=fact.event.id if fact.event else None,
        cites=fact.cites or desk.cites(c.id for c in fact.claims),
        origins=held.count,
        behind=held.words,
        reports=len(reports),
        letter=sources_letters([r.reliability or UNJUDGED for r in reports]),
        figure=offered.figure,
        meaning=offered.words,
        why="; ".join(_reasons(desk, held, fact, offered)[:REASONS]),
    )


def _reasons(desk: Desk, held: Backing, fact: _Fact, offered: Credibility) -> list[str]:
    """Why a figure is not higher: what gave it, then what is weak besides."""
    reasons = [offered.why]
    if held.hedged and held.flat:
        reasons.append(because("hedge", reports=join(held.hedged)))
    relayed = _relayed(desk, fact.claims)
    if len(held.known) == 1 and relayed:
        reasons.append(because("second_hand", said=relayed, teller=held.known[0].words))
    return reasons + list(fact.added)


def _relayed(desk: Desk, claims: Sequence[Claim]) -> str:
    """Whose words come through another alone, where all claims have such a chain."""
    inner = {c.voice[1].actor for c in claims if len(c.voice) > 1}
    if len(inner) != 1 or not all(len(c.voice) > 1 for c in claims):
        return ""
    actor = desk.actors.get(inner.pop() or "")
    return short(actor) if actor else ""
