"""The sections of a view in the middle of the page: silence, levers, what is to come, what to ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from memcon.model.memo import Claim, Event, Relation
from memcon.present.clockwords import bounds
from memcon.present.desk import Desk, outermost
from memcon.present.happened import standing_glyph
from memcon.present.network import Tie
from memcon.present.view import Group, LeverRow, Line, RelationRow
from memcon.present.words import clipped, country, glyph, join, side_name, vocabulary, word, words_of

SHOWN = 6
"""How many lines of a group stand open; the rest is folded away."""
QUESTIONS = 4
NAMED = 3
"""How many things one question names."""
PAIRS = 8
TELLING = 5
"""From so many words the label of a statement says what was said."""
CLIP = 150
WHOLE = 210
"""Characters up to which a reading is given from the start of its sentence."""


def folded(name: str, lines: Sequence[Line], *, note: str = "", most: int = SHOWN) -> Group:
    """A group whose first lines stand open; one line more than that is not worth folding."""
    cut = len(lines) if len(lines) <= most + 1 else most
    return Group(name=name, lines=tuple(lines[:cut]), more=tuple(lines[cut:]), note=note)


def held_back(desk: Desk) -> tuple[Line, ...]:
    """What parties would not say or did not supply, one line per party and manner."""
    out: dict[tuple[str, str], list[str]] = defaultdict(list)
    for item in desk.memo.withheld:
        out[item.party, item.manner].append(item.claim)
    lines = []
    for (party, _), ids in out.items():
        claims = outermost([desk.claims[c] for c in ids if c in desk.claims])
        quotes = "; ".join(dict.fromkeys(f"“{clipped(c.evidence[0].quote, 90)}”" for c in claims))
        lines.append(Line(glyph="—", lead=desk.name(party), text=quotes, cites=desk.cites(ids)))
    return tuple(lines)


def left_out(desk: Desk) -> tuple[Group, ...]:
    """What one side says and another's text leaves out; both directions of a pair stand together."""
    by: dict[tuple[tuple[str, ...], tuple[str, ...], str], list[Claim]] = defaultdict(list)
    for item in desk.memo.omissions:
        found = [desk.claims[c] for c in item.claims if c in desk.claims and desk.claims[c].evidence]
        by[item.said_by, item.silent, item.basis] += found[:1]
    groups = []
    pairs = sorted(by, key=lambda k: (len(k[0] + k[1]), sorted(k[0] + k[1]), k))
    for said, silent, basis in pairs:
        name = f"{_sides(desk, said)} says, {_sides(desk, silent)} leaves out"
        note = "checked against that side’s text in hand" if basis == "checked" else "as a report tells it"
        lines = [
            Line(glyph=glyph("single"), text=clipped(c.evidence[0].quote, CLIP), cites=desk.cites([c.id]))
            for c in outermost(by[said, silent, basis])
        ]
        groups.append(folded(name, lines, note=note))
    return tuple(groups)


def _sides(desk: Desk, sides: Iterable[str]) -> str:
    return join(side_name(desk.memo, s) for s in sides)


def levers(desk: Desk) -> tuple[LeverRow, ...]:
    """Every instrument in somebody’s hand, one row each."""
    out = []
    for relation in desk.memo.relations:
        for lever in relation.levers:
            against = desk.name(lever.against) if lever.against else "(not stated)"
            out.append(
                LeverRow(
                    who=f"{desk.name(lever.by)} → {against}",
                    instrument=lever.instrument,
                    kind=lever.kind,
                    state=lever.state,
                    cites=desk.cites(lever.claims),
                )
            )
    return tuple(out)


def agenda(desk: Desk) -> tuple[Line, ...]:
    """What is to come, by date, the undated last."""
    found = [(i, desk.events[i.event]) for i in desk.memo.agenda if i.event in desk.events]
    found.sort(key=lambda p: (_start(p[1]), -len(p[1].reports), p[1].id))
    return tuple(
        Line(
            glyph=standing_glyph(event),
            lead=event.label,
            text="; ".join(p for p in (desk.when(event) or "no date", _come(item.status)) if p),
            cites=desk.cites(item.claims) or desk.event_cites(event),
            event=event.id,
        )
        for item, event in found
    )


def _come(status: str) -> str:
    """How sure something to come is; nothing for a plan, which is what an agenda holds."""
    return "" if status == "planned" else word("status", status)


def _start(event: Event) -> str:
    ends = bounds(event.time)
    return ends[0].isoformat() if ends else "9"


def watch(desk: Desk) -> Group:
    """What the reports say to watch."""
    return folded("Watch", [Line(text=i.text, cites=desk.cites(i.claims)) for i in desk.memo.indicators], most=8)


def questions(desk: Desk) -> tuple[Group, ...]:
    """Questions that the record leaves open, by who could answer them."""
    by: dict[str, dict[str, Line]] = defaultdict(dict)

    def ask(who: str, text: str, claims: Iterable[str], event: str | None = None) -> None:
        by[who].setdefault(text, Line(text=text, cites=desk.cites(claims), event=event))

    for event in desk.memo.events:
        for slot in event.slots:
            if slot.standing == "disputed" and slot.slot != "wording":
                claims = [c for p in slot.positions for c in p.claims]
                what = f"{event.label}: {word('slot', slot.slot).lower()}? The accounts differ."
                ask(_first(desk, event), what, claims, event.id)
    kept: dict[str, list[Claim]] = defaultdict(list)
    for held in desk.memo.withheld:
        if held.claim in desk.claims and held.party in desk.actors:
            kept[held.party].append(desk.claims[held.claim])
    for party, claims_of in kept.items():
        ask(desk.name(party), f"On record: {_some(outermost(claims_of))}. What is the answer now?", _ids(claims_of))
    for said_by, silent, claims_of in _unsaid(desk):
        what = "it" if len(claims_of) == 1 else "them"
        text = f"{_sides(desk, said_by)} says: {_some(claims_of)}. Do you confirm {what}?"
        ask(side_name(desk.memo, silent), text, _ids(claims_of[:NAMED]))
    undated: dict[str, list[tuple[str, Sequence[str]]]] = defaultdict(list)
    for entry in desk.memo.agenda:
        to_come = desk.events.get(entry.event)
        if to_come and to_come.type in words_of("dated") and bounds(to_come.time) is None:
            undated[_first(desk, to_come)].append((to_come.label, entry.claims))
    for who, plans in undated.items():
        labels = _listed([label for label, _ in plans])
        ask(who, f"{labels}: on what date?", [c for _, claims in plans[:NAMED] for c in claims])
    held_by: dict[str, list[tuple[str, Sequence[str]]]] = defaultdict(list)
    for relation in desk.memo.relations:
        for lever in relation.levers:
            if lever.state == "in force":
                held_by[desk.name(lever.by)].append((lever.instrument, lever.claims))
    for who, instruments in held_by.items():
        labels = _listed([label for label, _ in instruments])
        ask(who, f"{labels}: by what order, and from when?", [c for _, claims in instruments[:NAMED] for c in claims])
    groups = sorted(by.items(), key=lambda p: (-len(p[1]), p[0]))
    return tuple(folded(n, list(ls.values()), most=QUESTIONS) for n, ls in groups)


def _unsaid(desk: Desk) -> list[tuple[tuple[str, ...], str, list[Claim]]]:
    """What one side says and another leaves out, together for each pair; of the main event or told by a report."""
    by: dict[tuple[tuple[str, ...], str], list[Claim]] = defaultdict(list)
    for item in desk.memo.omissions:
        found = [desk.claims[c] for c in item.claims if c in desk.claims and desk.claims[c].evidence]
        if found and desk.main and (item.basis == "reported" or item.event == desk.main.id):
            for side in item.silent:
                by[item.said_by, side] += found[:1]
    return [(said, side, outermost(found)) for (said, side), found in by.items()]


def _some(claims: Sequence[Claim]) -> str:
    """The first quotations of some claims, and how many more there are."""
    quotes = list(dict.fromkeys(f"“{clipped(c.evidence[0].quote, 90)}”" for c in claims))
    return _listed(quotes)


def _listed(parts: Sequence[str]) -> str:
    more = f" (and {len(parts) - NAMED} more)" if len(parts) > NAMED else ""
    return "; ".join(dict.fromkeys(parts[:NAMED])) + more


def _ids(claims: Iterable[Claim]) -> list[str]:
    return [c.id for c in claims]


def _first(desk: Desk, event: Event) -> str:
    return desk.name(event.actors[0]) if event.actors else "The parties"


def readings(desk: Desk) -> tuple[Group, ...]:
    """Assessments by who makes them; the report itself where it speaks in its own voice."""
    by: dict[str, list[Claim]] = defaultdict(list)
    found = [desk.claims[c] for c in desk.memo.assessments if c in desk.claims and desk.claims[c].evidence]
    for claim in outermost([c for c in found if c.manner != "direct"]):
        by[desk.voice(claim) or f"{claim.report}, in its own voice"].append(claim)
    return tuple(
        folded(n, _unlike([Line(text=whole(c), cites=desk.cites([c.id])) for c in cs]), most=3) for n, cs in by.items()
    )


def standpoints(desk: Desk) -> tuple[Group, ...]:
    """What parties hold, apart from any act; what stands among the readings already is left out."""
    read = {whole(desk.claims[c]) for c in desk.memo.assessments if c in desk.claims and desk.claims[c].evidence}
    by: dict[str, list[Line]] = defaultdict(list)
    for item in desk.memo.standpoints:
        claims = [desk.claims[c] for c in item.claims if c in desk.claims and desk.claims[c].evidence]
        actor = desk.actors.get(item.actor)
        if actor is None or actor.country is None:
            continue
        text = whole(claims[0]) if claims and item.issue[:1].islower() else clipped(item.issue, CLIP)
        if text not in read:
            by[desk.name(item.actor)].append(Line(text=text, cites=desk.cites(item.claims)))
    return tuple(folded(n, _unlike(ls), most=4) for n, ls in by.items())


def _unlike(lines: Sequence[Line]) -> list[Line]:
    """The lines without those whose words stand in a longer one of them."""
    texts = [x.text.strip("… ").rstrip(".,") for x in lines]
    return [
        line
        for i, line in enumerate(lines)
        if not any(texts[i] in other and (texts[i] != other or j < i) for j, other in enumerate(texts) if j != i)
    ]


def whole(claim: Claim) -> str:
    """The words of a claim, from the start of the sentence where they begin in its middle and that is not too long."""
    place, sentence = claim.evidence[0], claim.evidence[-1]
    text = " ".join(place.quote.split())
    if text[:1].islower() and sentence.start < place.start and place.end <= sentence.end:
        longer = " ".join(sentence.quote[: place.end - sentence.start].split())
        if len(longer) <= WHOLE:
            return longer
        return clipped(f"… {text}", CLIP)
    return clipped(text, CLIP)


def relations(desk: Desk) -> tuple[RelationRow, ...]:
    """Pairs of countries with what one did towards the other, the busiest first.

    Two directions without conflict are one row: what each did and what both did together.
    """
    found = {(r.source, r.target): r for r in desk.memo.relations}
    out = []
    for (source, target), item in found.items():
        back = found.get((target, source))
        if back and not item.conflict and not back.conflict:
            if source > target:
                continue
            row = _row(desk, f"{country(source)} ↔ {country(target)}", (item, back))
        else:
            row = _row(desk, f"{country(source)} → {country(target) or '(not stated)'}", (item,))
        if row.cooperation or row.conflict or row.levers:
            out.append((-len(row.cooperation) - len(row.conflict), row))
    return tuple(r for _, r in sorted(out, key=lambda p: (p[0], p[1].pair)))


def _row(desk: Desk, pair: str, items: Sequence[Relation]) -> RelationRow:
    levers = [(x, f"{desk.name(x.by)}: " if len(items) > 1 else "") for item in items for x in item.levers]
    return RelationRow(
        pair=pair,
        cooperation=_labels(desk, dict.fromkeys(e for i in items for e in i.cooperation)),
        conflict=_labels(desk, dict.fromkeys(e for i in items for e in i.conflict)),
        levers="; ".join(dict.fromkeys(f"{who}{x.instrument} ({x.state})" for x, who in levers)),
    )


def ties(desk: Desk) -> tuple[Tie, ...]:
    """Every directed pair of countries as the graph takes it; acts done together count in both directions."""
    out = []
    for item in desk.memo.relations:
        levers = dict.fromkeys((clipped(x.instrument, 40), x.state) for x in item.levers)
        out.append(
            Tie(
                source=country(item.source),
                target=country(item.target) if item.target else "",
                cooperation=len(item.cooperation),
                conflict=len(item.conflict),
                levers=tuple(levers),
            )
        )
    return tuple(out)


def _labels(desk: Desk, events: Iterable[str]) -> tuple[tuple[str, str], ...]:
    found = [desk.events[e] for e in events if e in desk.events]
    found.sort(key=lambda e: (-desk.weight(e), e.id))
    return tuple((e.id, e.label) for e in found)


def alone_in(desk: Desk) -> tuple[Group, ...]:
    """What each report alone adds: the weightiest events that no other report speaks of."""
    if len([r for r in desk.memo.reports if r.read]) < 2:
        return ()
    groups = []
    for report in desk.memo.reports:
        own = [e for e in desk.memo.events if e.reports == (report.id,) and e.type is not None and not _slight(desk, e)]
        own.sort(key=lambda e: (-desk.weight(e), e.id))
        lines = [
            Line(
                glyph=glyph("single"),
                lead=e.label,
                text="; ".join(p for p in (_status(e), desk.when(e)) if p),
                cites=desk.event_cites(e),
                event=e.id,
            )
            for e in own
        ]
        if lines:
            groups.append(folded(report.id, lines, note=report.outlet or report.file, most=4))
    return tuple(groups)


def _slight(desk: Desk, event: Event) -> bool:
    """Whether an event adds little: only supposed, or an undated word without anything said or anybody spoken to."""
    if event.status == "hypothetical":
        return True
    return (
        event.type == "STATEMENT"
        and not event.recipients
        and not desk.when(event)
        and len(event.label.split()) < TELLING
    )


def _status(event: Event) -> str:
    if event.status == "occurred" or (event.status == "denied" and "not" in event.label.split()):
        return ""
    return word("status", event.status)


def legend() -> tuple[tuple[str, str], ...]:
    """The signs of the page and what they mean."""
    table = vocabulary()["standing"]
    seen: dict[str, list[str]] = defaultdict(list)
    for standing in table.values():
        seen[str(standing["glyph"])].append(str(standing["words"]))
    signs = ((sign, ", or ".join(words)) for sign, words in seen.items())
    return (*signs, ("⚑", "handle with care"), ("—", "not stated"))
