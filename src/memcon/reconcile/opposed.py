"""What two sides say of one thing and cannot both be so: inside and outside a zone, armed and unarmed.

Numbers, dates, places and whether an act happened are slots of an event; here are the sentences that no slot holds.
Only words of two different parties are set against each other, and only where the words themselves exclude one
another; which of them is right is nothing that memcon knows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, islice, takewhile

from memcon.model.memo import Caution, Claim
from memcon.read.types import Token
from memcon.reconcile.bundle import Source, natural
from memcon.reconcile.findings import Findings, say
from memcon.reconcile.hearsay import gist, government
from memcon.reconcile.lexis import bag, fold, nationalities, table
from memcon.reconcile.slots import View

BEHIND = 25
"""Tokens before a verb in which its subject stands."""
SHARED = 2
"""Content words, besides the ones that exclude each other, that two claims must share."""
PREDICATES = frozenset({"acomp", "attr", "amod", "advmod", "oprd"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one side says: its claim, its country, what it is about, and which end of which opposition it takes.

    ``axis`` is a zone with its owner or a pair of words; ``pole`` is 1 or -1; ``about`` the kind of thing, null
    where the words only point at it; ``words`` the content words of its sentence.
    """

    claim: Claim
    party: str
    axis: tuple[str, str]
    pole: int
    about: str | None
    words: frozenset[str]


def opposed(found: Findings, view: View) -> list[Caution]:
    """A caution for each opposition and pair of parties, all claims of both sides with it."""
    said = [s for claim in found.book.claims if (party := _party(claim, view)) for s in _said(claim, party, view)]
    sets: dict[tuple[tuple[str, str], str, str], dict[str, None]] = {}
    for left, right in combinations(said, 2):
        if left.pole * right.pole < 0 and left.party != right.party and _one_matter(left, right):
            high, low = (left, right) if left.pole > 0 else (right, left)
            held = sets.setdefault((left.axis, high.party, low.party), {})
            held.update({high.claim.id: None, low.claim.id: None})
    known = found.book.known
    return [
        _told(view, one, other, [known[c] for c in ids]) for (_, one, other), ids in sorted(sets.items(), key=_first)
    ]


def _first(held: tuple[tuple[tuple[str, str], str, str], dict[str, None]]) -> tuple[tuple[int, str], str, str]:
    (_, one, other), ids = held
    return min(natural(i) for i in ids), one, other


def _told(view: View, one: str, other: str, claims: Sequence[Claim]) -> Caution:
    by: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda c: (len(c.evidence[0]), natural(c.id))):
        by.setdefault(_party(claim, view) or "", claim)
    text = say(
        "contradiction",
        one=government(view, one),
        said=gist(by[one]),
        other=government(view, other),
        against=gist(by[other]),
    )
    events = sorted({c.event for c in claims if c.event}, key=natural)
    ids = tuple(sorted({c.id for c in claims}, key=natural))
    return Caution(kind="contradiction", text=text, event=events[0] if len(events) == 1 else None, claims=ids)


def _one_matter(left: Said, right: Said) -> bool:
    """Whether two opposed claims are about one thing."""
    if left.axis[0] != right.axis[0] or (left.axis[1] and right.axis[1] and left.axis[1] != right.axis[1]):
        return False
    if left.axis[0] == "zone":
        return left.about is not None and left.about == right.about
    return left.about is not None and left.about == right.about and len(left.words & right.words) >= SHARED


def _party(claim: Claim, view: View) -> str | None:
    """The country whose word a claim is: of the last voice, else of the government whose text it stands in."""
    if claim.kind != "fact" or claim.stance != "asserts" or not claim.evidence:
        return None
    if claim.voice:
        return view.cast.country(claim.voice[-1].actor)
    return view.line.sides.get(claim.report)


@cache
def _things() -> Mapping[str, str]:
    return {word: group[0] for group in table("opposites")["things"] for word in group}


@cache
def _poles() -> Mapping[str, tuple[tuple[str, int], ...]]:
    out: dict[str, list[tuple[str, int]]] = {}
    for one, other in table("opposites")["pairs"]:
        out.setdefault(one, []).append((f"{one}/{other}", 1))
        out.setdefault(other, []).append((f"{one}/{other}", -1))
    return {word: tuple(ends) for word, ends in out.items()}


def _tokens(source: Source, claim: Claim) -> tuple[Token, ...]:
    first, tokens = claim.evidence[0], source.reading.tokens
    at = bisect_left(tokens, first.start, key=lambda t: t.start)
    return tuple(takewhile(lambda t: t.end <= first.end, islice(tokens, at, None)))


def _said(claim: Claim, party: str, view: View) -> Iterator[Said]:
    source = view.sources[claim.report]
    inside = _tokens(source, claim)
    whole = claim.evidence[-1]
    words = bag(source.reading, (whole.start, whole.end))
    for token in inside:
        zone = _zone(source, token)
        if zone is not None:
            noun, pole = zone
            owner = _owner(source, noun, party)
            thing = _thing(source, token)
            if thing is not None:
                pole = -pole if _denied(source, token) else pole
                yield Said(claim=claim, party=party, axis=("zone", owner), pole=pole, about=thing, words=words)
        for axis, end in _poles().get(token.lemma.lower(), _poles().get(token.norm, ())):
            noun_of = _qualified(source, token)
            if noun_of is not None:
                end = -end if _denied(source, token) else end
                rest = words - {fold(w) for w in axis.split("/")}
                yield Said(claim=claim, party=party, axis=(axis, ""), pole=end, about=noun_of, words=rest)


def _zone(source: Source, token: Token) -> tuple[Token, int] | None:
    """The noun of a bounded place that a token puts something inside (1) or outside (-1) of."""
    rules, norm = table("opposites"), token.norm
    pole = 1 if norm in rules["inside"] else -1 if norm in rules["outside"] else 0
    if not pole:
        return None
    tokens = source.reading.tokens
    heads = [t for t in tokens[token.i + 1 : token.i + 9] if t.head == token.i and t.dep in {"pobj", "npadvmod"}]
    if not heads:  # "outside of the zone"
        of = [t for t in tokens[token.i + 1 : token.i + 3] if t.norm == "of" and t.head == token.i]
        heads = [t for o in of for t in tokens[o.i + 1 : o.i + 9] if t.head == o.i and t.dep == "pobj"]
    return next(((t, pole) for t in heads if t.lemma.lower() in rules["zones"] or t.norm in rules["zones"]), None)


def _owner(source: Source, noun: Token, party: str) -> str:
    """Whose zone it is, a country code; the party's own where it says "its", empty where nobody is named."""
    for t in source.reading.tokens[max(0, noun.i - 8) : noun.i]:
        if t.head != noun.i:
            continue
        code = nationalities().get(t.norm)
        if code:
            return code.upper()
        if t.dep == "poss" and t.norm in {"its", "our", "their"}:
            return party
    return ""


def _clause(source: Source, token: Token) -> Token:
    """The verb of a token's clause, or the adjective that the parse takes for it."""
    tokens, at = source.reading.tokens, token
    while at.pos not in {"VERB", "AUX"} and at.head != at.i and not _subject(source, at):
        at = tokens[at.head]
    return at


def _subject(source: Source, verb: Token) -> list[Token]:
    near = source.reading.tokens[max(0, verb.i - BEHIND) : verb.i]
    return [t for t in near if t.head == verb.i and t.dep in {"nsubj", "nsubjpass"}]


def _thing(source: Source, token: Token) -> str | None:
    """The kind of thing that a clause is about: its subject, or the noun that the phrase hangs on."""
    tokens = source.reading.tokens
    above = tokens[token.head]
    if above.pos in {"NOUN", "PROPN"} and above.lemma.lower() in _things():
        return _things()[above.lemma.lower()]
    verb = _clause(source, token)
    return next((_things()[t.lemma.lower()] for t in _subject(source, verb) if t.lemma.lower() in _things()), None)


def _qualified(source: Source, token: Token) -> str | None:
    """The noun that a word of a pair is said of, folded."""
    tokens = source.reading.tokens
    near = tokens[max(0, token.i - 4) : token.i]
    participle = token.tag in {"VBN", "JJ"} and any(t.head == token.i and t.dep == "auxpass" for t in near)
    if token.dep not in PREDICATES and not participle:
        return None
    above = tokens[token.head]
    if token.dep == "amod" and above.pos in {"NOUN", "PROPN"}:
        return fold(above.lemma) or None
    verb = _clause(source, token)
    return next((fold(t.lemma) or None for t in _subject(source, verb) if t.pos in {"NOUN", "PROPN"}), None)


def _denied(source: Source, token: Token) -> bool:
    verb = _clause(source, token)
    return any(t.head == verb.i and t.dep == "neg" for t in source.reading.tokens[max(0, verb.i - 4) : verb.i + 4])
