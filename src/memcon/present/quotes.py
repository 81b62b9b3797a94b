"""In their words: direct quotations by speaker, each once."""

from __future__ import annotations

from collections import defaultdict

from memcon.model.memo import Claim
from memcon.present.cautions import unquoted
from memcon.present.desk import Desk, outermost
from memcon.present.view import Group, Line
from memcon.present.words import join, short, vocabulary

SHOWN = 6
"""How many quotations of one speaker stand open."""
FEW = 3
"""With fewer words a quotation of nobody in particular is no news."""
UNHEARD = 6


def quoted(desk: Desk) -> tuple[Group, ...]:
    """Direct quotations by speaker, each once, the report's own spelling kept.

    A quotation inside a longer one, or one that differs in case and end marks alone, is one with it.
    """
    direct = [c for c in desk.memo.claims if c.manner == "direct" and c.evidence]
    by: dict[str, list[Claim]] = defaultdict(list)
    for claim in outermost(direct):
        if _scrap(desk, claim):
            continue
        by[desk.voice(claim) or "no speaker named"].append(claim)
    groups = []
    for name, claims in sorted(by.items(), key=lambda p: _rank(desk, p[0], p[1])):
        lines = [Line(text=t, cites=desk.cites(c.id for c in cs), quote=True) for t, cs in _once(claims)]
        groups.append(Group(name=name, lines=tuple(lines[:SHOWN]), more=tuple(lines[SHOWN:])))
    return tuple(groups)


def _scrap(desk: Desk, claim: Claim) -> bool:
    """Whether a quotation is a word or two of somebody who speaks for no country, such as a reporter who asks."""
    actor = desk.actors.get((claim.voice[-1].actor if claim.voice else None) or "")
    return (actor is None or actor.country is None) and len(claim.evidence[0].quote.split()) < FEW


def _rank(desk: Desk, name: str, claims: list[Claim]) -> tuple[bool, bool, int, str]:
    """Parties to the main event first, then other persons and governments, then who has no name."""
    outer = claims[0].voice[0].actor if claims[0].voice else None
    party = desk.main is not None and outer in (*desk.main.actors, *desk.main.recipients)
    actor = desk.actors.get(outer or "")
    return not party, actor is None or actor.country is None, -len(claims), name


def _once(claims: list[Claim]) -> list[tuple[str, list[Claim]]]:
    """The quotations with their claims, the longest form of each; order of the memorandum."""
    forms: list[tuple[str, str, list[Claim]]] = []
    for claim in sorted(claims, key=lambda c: -len(c.evidence[0])):
        text = unquoted(claim.evidence[0].quote)
        key = f" {text.casefold().rstrip('.,;:!?… ')} "
        held = next((f for f in forms if key in f[1]), None)
        if held is not None:
            held[2].append(claim)
        else:
            forms.append((text, key, [claim]))
    order = {c.id: i for i, c in enumerate(claims)}
    forms.sort(key=lambda f: min(order[c.id] for c in f[2]))
    return [(text, found) for text, _, found in forms]


def unheard(desk: Desk) -> str:
    """Governments and their people who take part in what is told and of whom no words are carried."""
    found = []
    for party in desk.memo.unheard:
        actor = desk.actors.get(party)
        if actor is None or actor.kind not in vocabulary()["body"] or actor.country is None:
            continue
        events = [e for e in desk.memo.events if party in (*e.actors, *e.recipients) and e.type is not None]
        if len(events) > 1 or any(len(e.reports) > 1 or e.type == "CONSULT" for e in events):
            found.append((-sum(len(e.reports) for e in events), short(actor)))
    return join(name for _, name in sorted(found)[:UNHEARD])
