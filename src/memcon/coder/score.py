"""How likely the type of an event is right, and what the encoder says where the rules are often wrong.

A logistic model over what the rules know of an act (its type, whether the lexicon has another one for its words,
its status, its sides) tells how often such an act has the type that people give it; ``training.score`` fits it. The
encoder takes milliseconds, so it is asked only about acts of a few types that the rules mix up, and only where both
sides are named and the act has happened. Its shares times the rules' votes are the score then, and overrule the
rules where they leave little doubt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp

from memcon.coder.fold import folded
from memcon.coder.scan import Scan
from memcon.coder.sides import opened
from memcon.coder.weighed import YIELD, product, weights
from memcon.extract.types import EventMention
from memcon.model import ontology
from memcon.model.data import mapping
from memcon.model.values import replace
from memcon.read.types import Entity, Range

HAPPENED = frozenset({"occurred", "ongoing"})
TO_COME = frozenset({"planned", "proposed", "hypothetical", "threatened"})
OF_SHARES = {"YIELD": "CONCEDE"}
"""The encoder knows one type where PLOVER has two; CONCEDE is the one that needs no troops."""
PARTED = {"SANCTION", "COERCE"}
"""PLV's coders call sanctions and embargoes COERCE, PLOVER 0.8 calls them SANCTION; here PLOVER's word holds."""

BY_RULES = "the rules alone, as often as such acts are right in PLV's train part"
BY_BOTH = "the encoder's share times the rules' vote, as it is on PLV's train part"
NO_PARTY = "no party is known, and nothing to calibrate on has none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The type of an event and how likely it is right.

    ``coder`` is who gave the type: "rules"; "both" where the encoder was asked and agrees; "encoder" where it was
    asked and overruled them. ``other`` is the next best type with its share, null where none is known.
    """

    type: str
    score: float | None
    why: str
    coder: str
    other: tuple[str, float] | None


def features(mention: EventMention) -> dict[str, float]:
    """What the rules know of an act that tells how often its type is right."""
    kind = voted(mention)
    both = mention.actors and (mention.recipients or (mention.reciprocal and len(mention.actors) > 1))
    found = {
        "base": True,
        "alternative": bool(mention.alternatives),
        "mode": bool(mention.mode),
        "to come": mention.status in TO_COME,
        "denied": mention.status == "denied",
        "folded": kind not in {mention.type, "YIELD"},
        "implied": bool(mention.implied),
        "reciprocal": mention.reciprocal,
        "one side": not both,
        kind: True,
    }
    return {name: 1.0 for name, held in found.items() if held}


def voted(mention: EventMention) -> str:
    """The type of a mention as PLV's coders have it."""
    kind = folded(mention.type or "", mention.status)
    return YIELD.get(kind, kind)


@cache
def _model() -> Mapping[str, float]:
    found: Mapping[str, float] = mapping("coder", "score")["weights"]
    return found


@cache
def sure() -> float:
    """The share from which the encoder overrules the rules."""
    return float(mapping("coder", "score")["sure"])


@cache
def settled() -> frozenset[str]:
    """Words that name one kind of act alone, whatever its type is mixed up with."""
    return frozenset(mapping("coder", "score")["settled"])


@cache
def mixed_up() -> frozenset[str]:
    """The types of which the encoder is asked."""
    return frozenset(mapping("coder", "score")["asked"])


def by_rules(mention: EventMention) -> float:
    """How likely the rules' type of an act is right."""
    return 1 / (1 + exp(-sum(_model().get(name, 0.0) * value for name, value in features(mention).items())))


def asked(scan: Scan, mention: EventMention) -> bool:
    """Whether the encoder is asked about an act."""
    return (
        mention.type in mixed_up()
        and scan.reading.tokens[mention.head].lemma not in settled()
        and mention.status in HAPPENED
        and bool(mention.actors)
        and bool(mention.recipients or (mention.reciprocal and len(mention.actors) > 1))
    )


def _places(scan: Scan, ids: Iterable[str], entities: Mapping[str, Entity], low: int, high: int) -> list[Range]:
    """Where entities are named in a stretch of the text, counted from its start."""
    wanted = {*ids, *opened(ids, entities)}
    return [
        (n.start - low, n.end - low)
        for n in scan.reading.namings
        if n.entity in wanted and low <= n.start and n.end <= high
    ]


def shares(scan: Scan, mention: EventMention) -> dict[str, float]:
    """The share of each of PLV's types for an act, by encoder and rules together."""
    from memcon.read.encoder_acts import ROOTS, kinds  # noqa: PLC0415 - most runs of a few reports never ask

    sentence = scan.reading.sentences[mention.sentence]
    entities = {e.id: e for e in scan.reading.entities}
    ours, theirs = tuple(mention.actors), tuple(mention.recipients)
    if mention.reciprocal and not theirs:
        ours, theirs = ours[:1], ours[1:]
    source, target = (_places(scan, ids, entities, sentence.start, sentence.end) for ids in (ours, theirs))
    seen = kinds(scan.reading.text[sentence.start : sentence.end], source, target).types.tolist()
    found = product(seen, ROOTS, voted(mention), weights()["types"])
    return dict(zip(ROOTS, found, strict=True))


def retyped(mention: EventMention, told: Judged) -> EventMention:
    """A mention of the type that the coder gives it; its mode goes with the type that the rules gave."""
    return mention if told.type == mention.type else replace(mention, type=told.type, mode=None)


def judged(scan: Scan, mention: EventMention) -> Judged:
    """The type of an act, how likely it is right, and who says so."""
    kind = mention.type or ""
    other = max(((w, t) for t, w in mention.alternatives if t in ontology.kinds() and t != kind), default=None)
    listed = (other[1], other[0]) if other else None
    if not (mention.actors or mention.recipients):
        return Judged(type=kind, score=None, why=NO_PARTY, coder="rules", other=listed)
    if not asked(scan, mention):
        return Judged(type=kind, score=round(by_rules(mention), 3), why=BY_RULES, coder="rules", other=listed)
    found = shares(scan, mention)
    own = voted(mention)
    first, second = sorted(found, key=lambda name: (-found[name], name))[:2]
    # what another act of the sentence is, the encoder may see for it
    near = {m.type for m in scan.found.mentions if m.sentence == mention.sentence and m.head != mention.head}
    if first in {own, "YIELD", *near} or found[first] < sure() or {first, own} == PARTED:
        next_ = second if first == own else first
        return Judged(
            type=kind,
            score=round(found[own], 3),
            why=BY_BOTH,
            coder="both" if first == own else "rules",
            other=(OF_SHARES.get(next_, next_), round(found[next_], 3)),
        )
    return Judged(
        type=first, score=round(found[first], 3), why=BY_BOTH, coder="encoder", other=(kind, round(found[own], 3))
    )
