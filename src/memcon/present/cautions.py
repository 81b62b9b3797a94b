"""What not to print as fact: disputes, whose claim it is, and the other cautions, few lines each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from memcon.model.memo import Caution, Claim, Event
from memcon.present.desk import Desk, outermost
from memcon.present.facts import rows
from memcon.present.traps import place_traps, unquoted_speakers
from memcon.present.view import Cite, Group, Line, Row
from memcon.present.words import clipped, join, lowered, vocabulary, word

MOST = 8
"""How many lines stand open; the rest is folded away."""
NAMED = 4
"""How many events or quotations one line names."""


def before_filing(desk: Desk) -> Group:
    """Disputes first, then the cautions in the order of the table of words."""
    lines = [_dispute(desk, r) for r in rows(desk, desk.memo.events, ("disputed",))]
    lines += [_dispute(desk, r) for r in rows(desk, desk.memo.events, ("attribution",))]
    told = {"run-together": place_traps, "fragment-quote": unquoted_speakers}
    known = vocabulary()["caution"]
    parted = {r.event for r in rows(desk, desk.memo.events, ("attribution",))}
    for kind in known:
        found = [c for c in desk.memo.cautions if c.kind == kind and kind != "unread-report"]
        if kind == "attribution-lost":
            found = [c for c in found if c.event not in parted or len(_claims(desk, [c])) < 2]
        if kind in told:
            lines += told[kind](desk)
        if not found:
            continue
        if kind in vocabulary()["advice"]:
            lines.append(_together(desk, kind, found))
        else:
            lines += _each(desk, kind, found)
    lines += [
        Line(glyph="⚑", lead=c.kind, text=c.text, event=c.event) for c in desk.memo.cautions if c.kind not in known
    ]
    return Group(name="Before you file", lines=tuple(lines[:MOST]), more=tuple(lines[MOST:]))


def _dispute(desk: Desk, row: Row) -> Line:
    if row.standing == "attribution":
        return _whose(desk, row)
    sides = "; ".join(f"{join(reports)}: {_as_said(cell.text)}" for reports, cell in row.spoken)
    return Line(
        glyph=row.glyph,
        lead=f"{row.label}, {lowered(row.what)}",
        text=f"{row.explanation.rstrip('.')}. {sides}. {_advice(row)}".lstrip(". "),
        cites=_row_cites(row),
        event=row.event,
    )


def _as_said(text: str) -> str:
    """What a report says, in quotation marks unless it has some of its own."""
    return clipped(text, 240) if "“" in text else f"“{clipped(text, 120)}”"


def _advice(row: Row) -> str:
    """What to do about a dispute: what a person took is still one account of several."""
    return "The reports still part: say whose account it is." if row.judged else "Print neither as settled."


def _whose(desk: Desk, row: Row) -> Line:
    """What one report states flatly and another gives as one side’s word: the flat words first, then whose they are."""
    flat, tied = [], []
    for reports, cell in row.spoken:
        claims = [desk.claims[c.claim] for c in cell.cites if c.claim in desk.claims]
        voices = join(desk.name(c.voice[0].actor) if c.voice[0].actor else c.voice[0].name for c in claims if c.voice)
        whole = max((c.evidence[0].quote for c in claims if c.evidence), key=len, default=cell.text)
        said = f"{join(reports)}: “{clipped(unquoted(whole), 170)}”"
        if voices:
            tied.append(f"{said}, on the word of {voices}")
        else:
            flat.append(said)
    if not flat or not tied:
        text = f"{row.explanation.rstrip('.')}. {'; '.join((*flat, *tied))}. Keep the attribution."
    else:
        text = f"Stated as fact in {'; '.join(flat)}. But {'; '.join(tied)}. Keep the attribution."
        text += f" {row.judged}" if row.judged else ""
    return Line(
        glyph=row.glyph,
        lead=f"{row.label}: do not print one side’s word as fact",
        text=text,
        cites=_row_cites(row),
        event=row.event,
    )


def _each(desk: Desk, kind: str, found: Sequence[Caution]) -> list[Line]:
    """A line for each text of a kind, headed by the words in question."""
    by_text: dict[str, list[Caution]] = defaultdict(list)
    for caution in found:
        by_text[caution.text].append(caution)
    lines = []
    for text, same in by_text.items():
        claims = _claims(desk, same)
        quotes = [f"“{clipped(unquoted(c.evidence[0].quote), 90)}”" for c in outermost(claims)[:1]]
        event = desk.events.get(same[0].event or "")
        lead = "; ".join(dict.fromkeys(quotes)) or (event.label if event else word("caution", kind))
        if kind == "act-strength" and event:
            lead = event.label
        if kind == "contradiction":
            lead = word("caution", kind)
        lines.append(
            Line(
                glyph="▲" if kind in {"attribution-lost", "contradiction"} else "⚑",
                lead=lead,
                text=text,
                cites=desk.cites(c.id for c in claims),
                event=event.id if event else None,
            )
        )
    return lines


def _together(desk: Desk, kind: str, found: Sequence[Caution]) -> Line:
    """One line for all cautions of a kind: the events or the quotations by speaker, and what to do."""
    claims = _claims(desk, found)
    if kind == "fragment-quote":
        by: dict[str, list[str]] = defaultdict(list)
        for claim in outermost(claims):
            by[desk.voice(claim)].append(f"“{unquoted(claim.evidence[0].quote)}”")
        subjects = [", ".join(dict.fromkeys(quotes)) + (f" ({voice})" if voice else "") for voice, quotes in by.items()]
    else:
        labels = [_dated(desk, desk.events[c.event], kind) for c in found if c.event and c.event in desk.events]
        subjects = list(dict.fromkeys(labels)) or [f"“{unquoted(c.evidence[0].quote)}”" for c in outermost(claims)]
    more = f"; and {len(subjects) - NAMED} more" if len(subjects) > NAMED else ""
    return Line(
        glyph="⚑",
        lead=word("caution", kind),
        text=f"{'; '.join(subjects[:NAMED])}{more}. {word('advice', kind)}",
        cites=desk.cites(c.id for c in claims),
    )


def _dated(desk: Desk, event: Event, kind: str) -> str:
    """The label of an event; of a plan without a day the stretch of time that there is."""
    stretch = desk.when(event) if kind == "undated-plan" else ""
    return f"{event.label} ({stretch}, no day)" if stretch else event.label


def _claims(desk: Desk, cautions: Sequence[Caution]) -> list[Claim]:
    ids = dict.fromkeys(i for c in cautions for i in c.claims)
    return [desk.claims[i] for i in ids if i in desk.claims and desk.claims[i].evidence]


def _row_cites(row: Row) -> tuple[Cite, ...]:
    return tuple(c for _, cell in row.spoken for c in cell.cites)


def unquoted(text: str) -> str:
    """A quotation without its marks and with single spaces."""
    return " ".join(text.strip('“”"„«» ').split())
