"""Claims that rest on nobody who can be asked: unnamed sources, and outlets that cite them."""

from __future__ import annotations

import re

from memcon.model.memo import Claim, VoiceLink
from memcon.reconcile.bundle import natural
from memcon.reconcile.claims import Book
from memcon.reconcile.compare import MATCH, SHARED, Tied
from memcon.reconcile.events import shorten
from memcon.reconcile.events import words as folded
from memcon.reconcile.lexis import contained, likeness, nationalities, table
from memcon.reconcile.slots import View

WORD = re.compile(r"[\w’'-]+")
GIST = 80
ENOUGH = 3
"""Content words that two claims must share where nothing else ties them to one event."""


def inside(name: str) -> str:
    """A voice as it is called inside a sentence."""
    first, _, rest = name.partition(" ")
    return f"{first.lower()} {rest}" if first in {"A", "An", "The", "His", "Her", "Their", "One", "Some"} else name


def government(view: View, code: str) -> str:
    """The name of a country's government."""
    found = view.cast.actors.get(code)
    return found.name if found else code


def gist(claim: Claim) -> str:
    """The first words of what a claim says."""
    return shorten(folded(claim.evidence[0].quote).strip("“”\"' "), GIST)


def whole(claim: Claim) -> bool:
    """Whether a claim is all that somebody is told to have said, and not an act or a noun within it."""
    return claim.slot is None and (claim.by or "").startswith("content")


def unnamed(link: VoiceLink, view: View) -> bool:
    """Whether a voice is a person or people whom the report does not name: "a senior official", "his aides"."""
    words = WORD.findall(link.name)
    low = {w.lower() for w in words}
    rules = table("cautions")
    if not low & set(rules["unnamed"]):
        return False
    actor = view.cast.actors.get(link.actor or "")
    described = actor is not None and bool({w.lower() for w in actor.name.split()} & set(rules["unnamed"]))
    if actor and actor.kind == "person" and len(actor.name.split()) > 1 and actor.name[:1].isupper() and not described:
        return bool(low & set(rules["aides"]))  # "his aides" may be read as him
    regions = set(rules["regions"])
    # "a person close to the Kremlin", "officials in Oslo": whom they are near to is no name of theirs
    cut = next((i for i, w in enumerate(words) if i and w.lower() in rules["near"]), len(words))
    return all(
        w[0].islower() or w.lower() in nationalities() or w.lower() in regions or i == 0 or w.isupper()
        for i, w in enumerate(words[:cut])
    )


def outlet(link: VoiceLink) -> bool:
    """Whether a voice is a broadcaster, a newspaper or an agency."""
    low = {w.lower() for w in WORD.findall(link.name)}
    return bool(low & set(table("cautions")["outlets"]))


def nobodys(claim: Claim, view: View) -> VoiceLink | None:
    """The unnamed source or the outlet behind a claim, null where somebody named stands behind it."""
    if claim.voice and all(unnamed(v, view) or outlet(v) for v in claim.voice):
        return claim.voice[0]
    return None


def at_distance(claim: Claim) -> bool:
    """Whether a report keeps its distance from what it passes on; naming an agency or "officials" is not enough."""
    sentence = {w.lower() for w in WORD.findall(claim.evidence[-1].quote)}
    return bool(sentence & set(table("cautions")["distance"]))


def told_flatly(book: Book, view: View, contacts: frozenset[str]) -> list[Tied]:
    """What one report has, at a distance, from an unnamed source or outlet and another states in its own voice."""
    flat = [
        c
        for c in book.claims
        if not c.voice
        and c.kind == "fact"
        and c.slot is None
        and c.event
        and c.event not in contacts
        and not view.line.sides.get(c.report)
    ]
    out: list[Tied] = []
    for claim in book.claims:
        link = nobodys(claim, view) if claim.kind == "fact" and claim.slot is None else None
        if link is None or not at_distance(claim):
            continue
        mine = view.words(claim)
        scored = []
        for other in flat:
            if other.report == claim.report or other.by in {"link", "lever"}:
                continue
            yours = view.words(other)
            shared = len(mine & yours)
            one = claim.event is not None and claim.event == other.event
            if claim.event is not None and not one:
                continue  # each tells of an act of its own
            if shared < (SHARED if one else ENOUGH):
                continue
            score = max(likeness(mine, yours, view.weight), 0.9 * contained(yours, mine, view.weight))
            if score >= MATCH:
                scored.append((-score, natural(other.id), other))
        if scored:
            best = min(scored, key=lambda s: s[:2])[2]
            out.append(Tied(tied=claim, flat=best, event=best.event or claim.event or "", who=link.name))
    return [t for t in out if t.event]
