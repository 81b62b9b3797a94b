"""What an analyst does next: gaps, assumptions to test, signposts, and the facts that make a bottom line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from memcon.model.data import mapping
from memcon.model.memo import Event, Lever
from memcon.present.analyst_backing import backing, inner, named
from memcon.present.analyst_findings import fact_claims, parties
from memcon.present.analyst_sources import contacts, told_inside, unheard, without_text
from memcon.present.analyst_view import Signpost
from memcon.present.clockwords import bounds
from memcon.present.desk import Desk, outermost
from memcon.present.happened import sentence, standing_glyph, two_sided
from memcon.present.view import Line
from memcon.present.words import clipped, country, join, lowered, names, possessive, word

MOST = 12
"""How many gaps, assumptions or signposts are listed."""
NO_STATES = frozenset({"IGO", "NGO", "MNC", "IMG", "ISM"})
"""Codes that stand for a kind of body and name none."""


def bottom_line(desk: Desk) -> tuple[Line, ...]:
    """Facts alone: what is on record, from whom the content is known, and what the record does not show."""
    main = desk.main
    if main is None:
        return (Line(text="No event was found in these reports."),)
    status = "" if main.status == "occurred" else f", {word('status', main.status)}"
    when = desk.when(main)
    lines = [
        Line(
            glyph=standing_glyph(main),
            lead=sentence(desk, main) + status,
            text=(when or "no report dates it") + _after(desk, main) + ".",
            cites=desk.event_cites(main),
            event=main.id,
        )
    ]
    known = told_inside(desk, main)
    held = backing(desk, known)
    if held.known:
        number = len(held.known)
        lines.append(
            Line(
                lead="What was said in it" if main.type == "CONSULT" else "What is told of it",
                text=f"known from {held.sides}" + (" alone, one origin." if number == 1 else f", {number} origins."),
                cites=desk.cites(c.id for c in known),
            )
        )
    lacks = list(_not_shown(desk, main))
    if lacks:
        lines.append(Line(lead="The record does not show", text="; ".join(lacks[:5]) + "."))
    return tuple(lines)


def _after(desk: Desk, main: Event) -> str:
    slot = desk.slot(main, "order")
    other = desk.events.get((slot.other if slot else None) or "")
    if slot is None or other is None or not two_sided(other) or slot.standing in ("disputed", "attribution"):
        return ""
    return f"; after {inner(other.label)}"


def _not_shown(desk: Desk, main: Event) -> Iterator[str]:
    for event in (main, *[e for e in desk.memo.events if e is not main]):
        for slot in event.slots:
            if slot.standing == "attribution":
                tied = next((p for p in slot.positions if any(_voiced(desk, c) for c in p.claims)), slot.positions[0])
                held = backing(desk, [desk.claims[c] for c in tied.claims if c in desk.claims])
                yield f"more than the word of {held.sides or held.words} for “{clipped(tied.value, 110)}”"
            elif slot.standing == "disputed":
                yield f"{lowered(word('slot', slot.slot))}, {event.label}: the accounts differ"
    declined = [h for h in desk.memo.withheld if h.event == main.id and h.manner == "declined"]
    if declined:
        yield f"what {join(dict.fromkeys(_party(desk, h.party) for h in declined))} declined to say of it"
    if bounds(main.time) is None:
        yield "when it was"


def _voiced(desk: Desk, claim: str) -> bool:
    found = desk.claims.get(claim)
    return found is not None and bool(found.voice or desk.reports[found.report].side)


def gaps(desk: Desk) -> tuple[Line, ...]:
    """What is not told, not dated, not in hand, and who is unheard."""
    return tuple(_gaps(desk))[:MOST]


def _gaps(desk: Desk) -> Iterator[Line]:
    for name in without_text(desk):
        yield Line(
            lead=capital(f"{possessive(name)} own text"),
            text=f"not among the reports ({desk.main.label if desk.main else ''}).",
        )
    for report in desk.memo.reports:
        texts = [c for c in report.credits if re.search(r"readout|statement|transcript", c, re.IGNORECASE)]
        if report.read and texts:
            yield Line(lead=join(texts), text=f"in full; {report.id} alone tells from it.")
    for item in desk.memo.omissions:
        if item.basis == "reported" and item.silent:
            silent = join(_side(desk, s) for s in item.silent)
            told = desk.cites(item.claims)
            whole = outermost([desk.claims[c] for c in item.claims if c in desk.claims])
            what = f"“{clipped(whole[0].evidence[0].quote, 110)}”" if whole else "this"
            yield Line(
                lead=f"The account of {silent}",
                text=f"a report says that it leaves out {what}; the text itself.",
                cites=told,
            )
    by: dict[str, list[str]] = {}
    for held in desk.memo.withheld:
        by.setdefault(_party(desk, held.party), []).append(held.claim)
    for party, held_back in by.items():
        cites = desk.cites(held_back)
        said = f"“{clipped(cites[0].quote, 90)}”." if cites else "declined or not supplied."
        yield Line(lead=f"What {party} would not say", text=said, cites=cites)
    quiet = unheard(desk)
    if quiet:
        yield Line(lead="Unheard", text=f"{join(quiet[:6])}: take part in what is told, no words carried.")
    undated = [e for e in contacts(desk) if bounds(e.time) is None]
    undated += [desk.events[a.event] for a in desk.memo.agenda if a.event in desk.events and a.when is None]
    if undated:
        labels = join(dict.fromkeys(e.label for e in undated[:5]))
        yield Line(
            lead="Dates",
            text=f"none for {labels}.",
            cites=desk.cites(c.id for e in undated[:5] for c in fact_claims(desk, e)[:1]),
        )
    held_now = [x for r in desk.memo.relations for x in r.levers if x.state in ("in force", "announced")]
    orders = [x for x in held_now if x.kind != "military"]
    if orders:
        what = join(dict.fromkeys(f"{country(x.by)}: {x.instrument}" for x in orders[:4]))
        yield Line(
            lead="Who issued it, by what act, from when",
            text=f"{what}.",
            cites=desk.cites(c for x in orders[:4] for c in x.claims),
        )


def assumptions(desk: Desk) -> tuple[Line, ...]:
    """What a reader is tempted to take for said and the reports do not say."""
    return tuple(_assumptions(desk))[:MOST]


def _assumptions(desk: Desk) -> Iterator[Line]:
    main = desk.main
    if main is not None:
        order = desk.slot(main, "order")
        other = desk.events.get((order.other if order else None) or "")
        if order is not None and other is not None and two_sided(other):
            claims = desk.cites(c for p in order.positions for c in p.claims)
            yield Line(
                text="That the order of the two was chosen: the reports tell the order, not the reason.",
                cites=claims,
            )
        told = told_inside(desk, main)
        held = backing(desk, told)
        if len(held.known) == 1 and len(parties(desk, main)) > 1:
            yield Line(
                text=f"That {held.known[0].words} tells all of it, or the weightiest part.",
                cites=desk.cites(c.id for c in told),
            )
    for left_out in desk.memo.omissions[:1]:
        silent = join(_side(desk, s) for s in left_out.silent)
        yield Line(
            text=f"That what {silent} leaves out is denied, or left out on purpose.", cites=desk.cites(left_out.claims)
        )
    for caution in desk.memo.cautions:
        if caution.kind == "act-strength":
            event = desk.events.get(caution.event or "")
            label = f"{event.label}: that" if event else "That"
            yield Line(
                text=f"{label} the stronger word is the right one, and that one act is meant.",
                cites=desk.cites(caution.claims),
            )
    levers = [x for r in desk.memo.relations for x in r.levers if x.state == "in force" and x.kind == "economic"]
    if levers:
        what = join(dict.fromkeys(x.instrument for x in levers[:3]))
        yield Line(
            text=f"That {what} rest{'s' if len(levers) == 1 else ''} on an order of the state.",
            cites=desk.cites(c for x in levers[:3] for c in x.claims),
        )
    for item in desk.memo.agenda:
        event = desk.events.get(item.event)
        if event is None or bounds(event.time) is not None:
            continue
        what = "decided" if event.status == "proposed" else "still to come"
        why = "it is only proposed" if event.status == "proposed" else "no report dates it"
        cites = desk.event_cites(event)
        yield Line(text=f"{event.label}: that it is {what}; {why}.", cites=cites, event=event.id)
    if len([r for r in desk.memo.reports if r.read and not r.side and not r.origin]) > 1:
        yield Line(text="That press reports which agree did not write from one another or from one text.")


def signposts(desk: Desk) -> tuple[Signpost, ...]:
    """What to watch: levers by their state, what is to come by its kind; pressing levers first."""
    table = mapping("present", "signposts")
    found = [_lever(desk, table, x) for r in desk.memo.relations for x in r.levers]
    levers = {c for r in desk.memo.relations for x in r.levers for c in x.claims}
    coming = [desk.events[a.event] for a in desk.memo.agenda if a.event in desk.events]
    found += [_to_come(desk, table, e) for e in coming if not levers & {c.id for c in desk.of_event(e.id)}]
    unique = {(s.what, s.who): s for s in reversed(found)}
    return tuple(s for s in found if unique.get((s.what, s.who)) is s)[:MOST]


def _helps(desk: Desk, table: Mapping[str, Any], lever: Lever) -> bool:
    """Whether a lever helps rather than presses: by the kind of act that its claims tell, else by its words."""
    ids = {desk.claims[c].event for c in lever.claims if c in desk.claims}
    types = {desk.events[e].type for e in ids if e and e in desk.events}
    if types & set(table["helping"]) or (types & set(table["yielding"]) and lever.state in table["to_come"]):
        return True
    words = lever.instrument.casefold()
    return any(re.search(rf"\b{re.escape(w.rstrip('*'))}", words) for w in table["helpful"])


def _lever(desk: Desk, table: Mapping[str, Any], lever: Lever) -> Signpost:
    kind = "help" if _helps(desk, table, lever) else "forces" if lever.kind == "military" else "levers"
    turn = table[kind][lever.state]
    against = f" → {country(lever.against)}" if lever.against else ""
    reports = list(dict.fromkeys(desk.claims[c].report for c in lever.claims if c in desk.claims))
    event = next((desk.claims[c].event for c in lever.claims if c in desk.claims and desk.claims[c].event), None)
    told = desk.events.get(event or "")
    yields = kind == "help" and told is not None and told.type in table["yielding"]
    return Signpost(
        what=told.label if told is not None and yields else f"{lever.instrument}{against}",
        who=country(lever.by),
        easing=turn["easing"],
        worsening=turn["worsening"],
        last=f"{lever.state} ({join(reports)})",
        look=_look(lever.by, lever.against),
        event=event,
        cites=desk.cites(lever.claims),
    )


def _party(desk: Desk, party: str) -> str:
    actor = desk.actors.get(party)
    if actor is not None and actor.kind == "government" and actor.country:
        return named(actor.country)
    name = desk.name(party)
    return name if name[:1].isupper() else f"the {name}"


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def _side(desk: Desk, side: str) -> str:
    """A side of an omission: a country as it stands in a sentence, or a report's id."""
    return side if side in desk.reports else named(side)


def _to_come(desk: Desk, table: Mapping[str, Any], event: Event) -> Signpost:
    if event.type == "CONSULT" or event.type is None:
        turn = table["contacts"].get(event.status, table["contacts"]["planned"])
    else:
        turn = table["acts"]["hostile" if event.type in table["hostile"] else "friendly"]
    ids = (*event.actors, *event.recipients)
    bodies = [desk.name(a) for a in ids if a in desk.actors and desk.actors[a].country in NO_STATES]
    sides = sorted(parties(desk, event) - NO_STATES)
    return Signpost(
        what=event.label,
        who=names(desk.actors, event.actors) or "not stated",
        easing=turn["easing"],
        worsening=turn["worsening"],
        last="; ".join(p for p in (word("status", event.status), desk.when(event) or "no date") if p)
        + f" ({join(event.reports)})",
        look=join([*(f"{possessive(b)} own texts" for b in bodies), *_texts(sides)]),
        event=event.id,
        cites=desk.event_cites(event),
    )


def _look(*sides: str | None) -> str:
    return join(_texts(sides))


def _texts(sides: Iterable[str | None]) -> list[str]:
    """The own texts of sides, each once."""
    return [f"{possessive(named(s))} own texts" for s in dict.fromkeys(sides) if s]
