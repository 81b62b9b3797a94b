"""Acts that by what they are answer something: a protest, a summons, a call for restraint, a talk about an incident.

Where no words tie such an act to what it answers, and its reports tell one hostile act alone that it can answer,
that is what it answers; where they tell of two alike, nothing is said.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from memcon.extract.types import EventMention
from memcon.model.memo import Event
from memcon.reconcile.actors import Cast
from memcon.reconcile.bundle import Bundle, Key, Source
from memcon.reconcile.claims import Book
from memcon.reconcile.lexis import table

DONE = frozenset({"occurred", "ongoing"})
BLOWS: frozenset[str | None] = frozenset({"ASSAULT", "COERCE"})
PRESSURE: frozenset[str | None] = frozenset({"SANCTION", "THREATEN", "MOBILIZE"})
LEAD = 2.0
"""How much more than any other a hostile act must be told to be what is answered."""
OPENING = 2
"""Sentences at the head of a report that say what it is about."""


def _words(source: Source, mention: EventMention) -> set[str]:
    """The lemmas of an act's trigger and of its own clause's objects."""
    tokens = source.reading.tokens
    start, end = mention.trigger[0], max(mention.trigger[1], mention.phrase[1])
    sentence = source.reading.sentences[mention.sentence]
    return {t.lemma.lower() for t in tokens[sentence.first : sentence.last] if start <= t.start < end}


def _kind(source: Source, mention: EventMention) -> str | None:
    """Whether an act is a protest or a call for restraint; null where it is neither."""
    if mention.status not in DONE or mention.anaphoric:
        return None
    rules, said = table("cautions")["reactions"], _words(source, mention)
    if mention.type in {"ACCUSE", "PROTEST", "CONSULT"} and said & set(rules["protesting"]):
        return "protest"
    if mention.type == "REQUEST" and said & set(rules["restraint"]):
        return "restraint"
    return None


def _weight(event: Event, report: str, source: Source) -> float:
    """How much a report tells of an event: its mentions there, those at its head for two."""
    opening = source.reading.sentences[min(OPENING, len(source.reading.sentences)) - 1].end
    mine = [m for m in event.mentions if m.report == report]
    return len(event.mentions) / 4 + sum(2.0 if m.trigger.start < opening else 1.0 for m in mine)


def _answered(
    event: Event, kind: str, report: Source, *, events: Sequence[Event], sides: Mapping[str, frozenset[str]], cast: Cast
) -> Event | None:
    """The one hostile act that an event can answer as a report tells it."""
    own = frozenset(cast.countries(event.actors))
    on = frozenset(cast.countries(event.recipients))
    fits: list[tuple[float, Event]] = []
    for other in events:
        if other.id == event.id or other.status not in DONE or report.id not in other.reports:
            continue
        blow = other.type in BLOWS or (other.type is None and len(other.reports) > 1 and other.reciprocal)
        if not blow and not (kind == "protest" and other.type in PRESSURE):
            continue
        acting = frozenset(cast.countries(other.actors))
        both = sides[other.id]
        if kind == "protest":
            if not on or (both and not on & both) or (acting and own and acting <= own):
                continue
        elif on and both and not on & both:
            continue
        fits.append((_weight(other, report.id, report) * (1.0 if other.type in BLOWS else 0.5), other))
    fits.sort(key=lambda f: (-f[0], f[1].id))
    if not fits or (len(fits) > 1 and fits[0][0] < LEAD * fits[1][0]):
        return None
    return fits[0][1]


def reactions(
    bundle: Bundle,
    cast: Cast,
    book: Book,
    ids: Mapping[Key, str],
    *,
    events: Mapping[str, Event],
    known: Collection[str],
) -> list[tuple[str, str, str]]:
    """Reactions as (event, event that it responds to, claim); ``known`` are events of which it is told otherwise."""
    sides = {e.id: frozenset(cast.countries((*e.actors, *e.recipients))) for e in events.values()}
    out: dict[str, tuple[str, str, str]] = {}
    for source in bundle.sources:
        for mention in source.extraction.mentions:
            mine, claim = ids.get((source.id, mention.id)), book.mentions.get((source.id, mention.id))
            if mine is None or claim is None or mine in known or mine in out or mine not in events:
                continue
            kind = _kind(source, mention)
            if kind is None:
                continue
            target = _answered(events[mine], kind, source, events=tuple(events.values()), sides=sides, cast=cast)
            if target is not None:
                out[mine] = (mine, target.id, claim)
    return list(out.values())
