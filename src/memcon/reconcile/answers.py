"""Acts that answer other acts as one sentence tells it: "condemned the raid", "rejects the claim of having …".

An act of blame, refusal, protest, praise or thanks responds to the act that stands in its object; a denial
responds to what it denies; a refusal responds to the demand of the sentence before that shares its words.
"""

from __future__ import annotations

from collections.abc import Mapping

from memcon.extract.types import EventMention
from memcon.reconcile.bundle import Bundle, Key, Source
from memcon.reconcile.claims import Book
from memcon.reconcile.denials import Denials, above
from memcon.reconcile.lexis import bag, table

ANSWERING = frozenset({"ACCUSE", "REJECT", "PROTEST", "SUPPORT"})
DONE = frozenset({"occurred", "ongoing"})
REAL = frozenset({"occurred", "ongoing", "planned"})
OBJECT = frozenset({"dobj", "prep", "pobj", "dative", "nsubjpass", "pcomp"})
ASIDE = frozenset({"advcl", "ccomp"})
"""Clauses in which an act named by a noun may be what is answered: "criticised it, saying the drill …"."""
GIVING = frozenset({"SUPPORT", "CONCEDE", "AID", "AGREE"})
SHARED = 3
"""Content words that a demand and what is given must have in common."""
NEAR = 2


def _inside(source: Source, one: EventMention) -> list[EventMention]:
    """The acts in the object of an act's verb or noun, the nearest first."""
    tokens = source.reading.tokens
    found = [
        (above(tokens, m.head).index(one.head), m.head, m)
        for m in source.extraction.mentions
        if m.id != one.id
        and m.sentence == one.sentence
        and m.head > one.head
        and m.status in REAL
        and one.head in (up := above(tokens, m.head))[1:]
        and (
            (dep := tokens[up[up.index(one.head) - 1]].dep) in OBJECT
            or (dep in ASIDE and one.type != "SUPPORT" and tokens[m.head].pos in {"NOUN", "PROPN"})
        )
    ]
    return [m for *_, m in sorted(found, key=lambda f: f[:2])]


def answers(bundle: Bundle, ids: Mapping[Key, str], book: Book, no: Denials) -> list[tuple[str, str, str]]:
    """Responses as (event, event that it responds to, claim)."""
    out: list[tuple[str, str, str]] = []
    for event, claims in no.claims.items():
        out += [(c.event, event, c.id) for c in claims if c.event and c.event != event]
    for source in bundle.sources:
        mentions = [m for m in source.extraction.mentions if 0 <= m.head < len(source.reading.tokens)]
        for mention in mentions:
            mine, claim = ids.get((source.id, mention.id)), book.mentions.get((source.id, mention.id))
            said = {mention.noun.lower(), source.reading.tokens[mention.head].lemma.lower()}
            words = {source.of(mention.trigger).quote.lower()}
            if mention.type == "SUPPORT" and not any(
                w in t for w in table("cautions")["thanking"] for t in said | words
            ):
                continue
            if mention.type not in ANSWERING or mention.status not in DONE or mine is None or claim is None:
                continue
            hit = next(iter(_inside(source, mention)), None)
            if hit is None and mention.type == "REJECT":
                hit = _asked(source, mention, mentions)
            target = ids.get((source.id, hit.id)) if hit else None
            if target and target != mine:
                out.append((mine, target, claim))
    return list(dict.fromkeys([*out, *_granted(bundle, ids, book)]))


def _granted(bundle: Bundle, ids: Mapping[Key, str], book: Book) -> list[tuple[str, str, str]]:
    """What one report tells as given by the one of whom another report tells that it was asked, in the same words."""
    asked: list[tuple[Source, EventMention]] = []
    given: list[tuple[Source, EventMention]] = []
    for source in bundle.sources:
        for m in source.extraction.mentions:
            if m.status in DONE and m.type == "REQUEST" and m.recipients:
                asked.append((source, m))
            elif m.status in DONE and m.type in GIVING and m.actors and m.rule.startswith("act:verb"):
                given.append((source, m))
    out = []
    for there, request in asked:
        parties = _sides(there, request.recipients)
        wanted = bag(there.reading, request.phrase)
        for here, gift in given:
            if here.id == there.id or not parties & _sides(here, gift.actors):
                continue
            if len(bag(here.reading, gift.phrase) & wanted) < SHARED:
                continue
            one, two = ids.get((here.id, gift.id)), ids.get((there.id, request.id))
            claim = book.mentions.get((here.id, gift.id))
            if one and two and claim and one != two:
                out.append((one, two, claim))
    return out


def _sides(source: Source, entities: tuple[str, ...]) -> set[str]:
    """The countries of entities, or the entities where they have none."""
    known = {e.id: e.country or e.id for e in source.reading.entities}
    return {known.get(i, i) for i in entities}


def _asked(source: Source, refusal: EventMention, mentions: list[EventMention]) -> EventMention | None:
    """The demand just before a refusal that speaks of the same thing or comes in the sentence before."""
    sentences = source.reading.sentences
    here = sentences[refusal.sentence]
    near = [
        m
        for m in mentions
        if m.type == "REQUEST"
        and m.status in DONE
        and 0 < refusal.sentence - m.sentence <= NEAR
        and sentences[m.sentence].paragraph == here.paragraph
        and not set(m.actors) & set(refusal.actors)
    ]
    mine = bag(source.reading, (here.start, here.end))
    alike = [m for m in near if bag(source.reading, (sentences[m.sentence].start, sentences[m.sentence].end)) & mine]
    return max(alike, key=lambda m: m.head, default=None)
