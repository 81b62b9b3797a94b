"""The sections of a view below its first lines: cautions, words, silence, levers, what is to come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from memcon.model.memo import Caution, Claim, Event
from memcon.present.desk import Desk
from memcon.present.facts import rows
from memcon.present.view import Cite, Group, LeverRow, Line, RelationRow, Row
from memcon.present.words import clipped, country, glyph, join, names, short, side_name, vocabulary, when, word

MOST = 8
"""How many lines of a kind the first screen shows; the rest stands in the record."""


def standing_glyph(event: Event) -> str:
    """The sign of an event: one report, several of one origin, or several origins."""
    if len(event.reports) < 2:
        return glyph("single")
    return glyph("agreed") if event.origins > 1 else glyph("repeated")


def before_filing(desk: Desk) -> tuple[Line, ...]:
    """What not to print as fact: disputes, whose claim it is, then the other cautions, a line for each kind."""
    disputed = rows(desk, desk.memo.events, ("disputed",))
    lines = [
        Line(glyph="▲", lead=f"{r.label}, {r.what.lower()}", text=r.explanation, cites=_row_cites(r), event=r.event)
        for r in disputed
    ]
    for kind in vocabulary()["caution"]:
        found = [c for c in desk.memo.cautions if c.kind == kind]
        by_text: dict[str, list[Caution]] = defaultdict(list)
        for caution in found:
            by_text[caution.text].append(caution)
        for text, same in by_text.items():
            claims = [c for caution in same for c in caution.claims]
            lines.append(
                Line(
                    glyph="▲" if kind == "attribution-lost" else "⚑",
                    lead=word("caution", kind),
                    text=f"{_subjects(desk, same)}{text}",
                    cites=desk.cites(claims),
                    event=same[0].event if len(same) == 1 else None,
                )
            )
    known = vocabulary()["caution"]
    lines += [
        Line(glyph="⚑", lead=c.kind, text=c.text, event=c.event) for c in desk.memo.cautions if c.kind not in known
    ]
    return tuple(lines)


def _subjects(desk: Desk, cautions: Sequence[Caution]) -> str:
    """What the cautions are about: the words in question, or the labels of the events."""
    parts = []
    for caution in cautions:
        claim = next((desk.claims[c] for c in caution.claims if c in desk.claims), None)
        event = desk.events.get(caution.event or "")
        if caution.kind in ("undated-plan", "single-unsourced") and event:
            parts.append(event.label)
        elif claim is not None and caution.kind != "unread-report":
            parts.append(f"“{clipped(_unquoted(claim.evidence[0].quote))}”")
    return "; ".join(dict.fromkeys(parts)) + ". " if parts else ""


def _row_cites(row: Row) -> tuple[Cite, ...]:
    return tuple(c for cell in row.cells for c in cell.cites)


def quoted(desk: Desk) -> tuple[Group, ...]:
    """Direct quotations by speaker, each once, the report's own spelling kept."""
    by: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in desk.memo.claims:
        if claim.manner == "direct" and claim.evidence:
            by[desk.voice(claim) or "no speaker named"][_unquoted(claim.evidence[0].quote)].append(claim)
    groups = []
    for name, quotes in sorted(by.items(), key=lambda p: (-len(p[1]), p[0])):
        lines = tuple(Line(text=q, cites=desk.cites(c.id for c in cs), quote=True) for q, cs in quotes.items())
        groups.append(Group(name=name, lines=lines))
    return tuple(groups)


def _unquoted(text: str) -> str:
    return " ".join(text.strip('“”"„«» ').split())


def held_back(desk: Desk) -> tuple[Line, ...]:
    """What parties would not say or did not supply, one line per party and manner."""
    out: dict[tuple[str, str], list[str]] = defaultdict(list)
    for item in desk.memo.withheld:
        out[item.party, item.manner].append(item.claim)
    lines = []
    for (party, manner), claims in out.items():
        name = short(desk.actors[party]) if party in desk.actors else country(party)
        quotes = "; ".join(dict.fromkeys(f"“{desk.claims[c].evidence[0].quote}”" for c in claims if c in desk.claims))
        verb = "Declined" if manner == "declined" else "Not supplied"
        lines.append(Line(glyph="—", lead=f"{verb}: {name}", text=quotes, cites=desk.cites(claims)))
    return tuple(lines)


def left_out(desk: Desk) -> tuple[Group, ...]:
    """What one side says and another's text leaves out; silence is not denial."""
    by: dict[tuple[tuple[str, ...], tuple[str, ...], str], list[Line]] = defaultdict(list)
    for item in desk.memo.omissions:
        held = [desk.claims[c] for c in item.claims if c in desk.claims]
        if held:
            text = held[0].evidence[0].quote
            by[item.said_by, item.silent, item.basis].append(Line(glyph="○", text=text, cites=desk.cites(item.claims)))
    groups = []
    for (said, silent, basis), lines in by.items():
        name = (
            f"{join(side_name(desk.memo, s) for s in said)} has it, "
            f"{join(side_name(desk.memo, s) for s in silent)} leaves it out"
        )
        note = (
            "checked against that side’s text in hand"
            if basis == "checked"
            else "as a report tells it; text not in hand"
        )
        groups.append(Group(name=name, lines=tuple(lines), note=note))
    return tuple(groups)


def levers(desk: Desk) -> tuple[LeverRow, ...]:
    """Every instrument in somebody’s hand, one row each."""
    out = []
    for relation in desk.memo.relations:
        for lever in relation.levers:
            by = country(lever.by) if lever.by not in desk.actors else short(desk.actors[lever.by])
            against = lever.against and (
                short(desk.actors[lever.against]) if lever.against in desk.actors else country(lever.against)
            )
            out.append(
                LeverRow(
                    who=f"{by} → {against}" if against else f"{by} → (not stated)",
                    instrument=lever.instrument,
                    kind=lever.kind,
                    state=lever.state,
                    cites=desk.cites(lever.claims),
                )
            )
    return tuple(out)


def agenda(desk: Desk) -> tuple[Line, ...]:
    """What is to come, in order of the memorandum."""
    lines = []
    for item in desk.memo.agenda:
        event = desk.events.get(item.event)
        if event is None:
            continue
        alone = len(event.reports) == 1
        note = f"{join(event.reports)} only" if alone and len(desk.memo.reports) > 1 else ""
        lines.append(
            Line(
                glyph=standing_glyph(event),
                lead=event.label,
                text=f"{word('status', item.status)}; {when(event)}",
                cites=desk.cites(item.claims) or desk.event_cites(event),
                event=event.id,
                note=note,
            )
        )
    return tuple(lines)


def questions(desk: Desk) -> tuple[Group, ...]:
    """Questions that the record leaves open, by who could answer them."""
    by: dict[str, dict[str, Line]] = defaultdict(dict)

    def ask(who: str, text: str, claims: Iterable[str], event: str | None = None) -> None:
        by[who].setdefault(text, Line(text=text, cites=desk.cites(claims), event=event))

    for held in desk.memo.withheld:
        claim = desk.claims.get(held.claim)
        party = desk.actors.get(held.party)
        if claim and party:
            ask(short(party), f"What would not be said: “{claim.evidence[0].quote}”?", [claim.id], held.event)
    for item in desk.memo.omissions:
        claims = [desk.claims[c] for c in item.claims if c in desk.claims]
        if claims and desk.main and (item.basis == "reported" or item.event == desk.main.id):
            for side in item.silent:
                said = join(side_name(desk.memo, s) for s in item.said_by)
                ask(
                    side_name(desk.memo, side),
                    f"{said} says: “{claims[0].evidence[0].quote}”. Do you confirm it?",
                    item.claims,
                )
    for entry in desk.memo.agenda:
        event = desk.events.get(entry.event)
        if event and (event.time is None or event.time.earliest is None):
            ask(
                names(desk.actors, event.actors[:1]) or "the parties",
                f"{event.label}: on what date?",
                entry.claims,
                event.id,
            )
    for relation in desk.memo.relations:
        for lever in relation.levers:
            if lever.state in ("in force", "announced"):
                who = short(desk.actors[lever.by]) if lever.by in desk.actors else country(lever.by)
                ask(who, f"{lever.instrument}: by what order, and from when?", lever.claims)
    return tuple(
        Group(name=n, lines=tuple(ls.values())[:MOST]) for n, ls in sorted(by.items(), key=lambda p: (-len(p[1]), p[0]))
    )


def readings(desk: Desk) -> tuple[Group, ...]:
    """Assessments by who makes them; the report itself where it speaks in its own voice."""
    by: dict[str, list[Line]] = defaultdict(list)
    for claim_id in desk.memo.assessments:
        claim = desk.claims.get(claim_id)
        if claim:
            line = Line(text=claim.evidence[0].quote, cites=desk.cites([claim_id]), note=claim.report)
            by[desk.voice(claim) or f"{claim.report}, in its own voice"].append(line)
    return tuple(Group(name=n, lines=tuple(ls)) for n, ls in by.items())


def standpoints(desk: Desk) -> tuple[Group, ...]:
    """What parties hold, apart from any act."""
    by: dict[str, list[Line]] = defaultdict(list)
    for item in desk.memo.standpoints:
        name = short(desk.actors[item.actor]) if item.actor in desk.actors else country(item.actor)
        by[name].append(Line(text=item.issue, cites=desk.cites(item.claims)))
    return tuple(Group(name=n, lines=tuple(ls)) for n, ls in by.items())


def relations(desk: Desk) -> tuple[RelationRow, ...]:
    """Directed pairs of countries with their events."""
    out = []
    for item in desk.memo.relations:
        events = tuple((e, desk.events[e].label) for e in item.events if e in desk.events)
        pair = f"{country(item.source)} → {country(item.target)}"
        out.append(
            RelationRow(pair=pair, cooperation=len(item.cooperation), conflict=len(item.conflict), events=events)
        )
    return tuple(out)


def alone_in(desk: Desk) -> tuple[Group, ...]:
    """What each report alone adds: events that no other report speaks of."""
    if len([r for r in desk.memo.reports if r.read]) < 2:
        return ()
    groups = []
    for report in desk.memo.reports:
        lines = tuple(
            Line(
                glyph=glyph("single"),
                lead=e.label,
                text=f"{word('status', e.status)}; {when(e)}",
                cites=desk.event_cites(e),
                event=e.id,
            )
            for e in desk.memo.events
            if e.reports == (report.id,) and e.type is not None
        )
        if lines:
            groups.append(Group(name=report.id, lines=lines, note=report.outlet or report.file))
    return tuple(groups)
