"""Whom an act is answered by or put to, where its own words leave it out: by what it is about, by who talked."""

from __future__ import annotations

from collections import Counter

from memcon.extract.agents import country, merge, owners, who
from memcon.extract.found import Item
from memcon.extract.graph import Graph
from memcon.extract.lexicon import lexicon
from memcon.extract.syntax import agents, objects_of, surface_subject
from memcon.extract.talkers import of_the_two
from memcon.extract.types import EventMention
from memcon.model.values import replace

REACTIONS = frozenset({"ACCUSE", "REJECT", "SUPPORT", "PROTEST", "THREATEN", "CONCEDE"})
DEEDS = frozenset(
    {
        "ASSAULT",
        "SANCTION",
        "COERCE",
        "MOBILIZE",
        "THREATEN",
        "ACCUSE",
        "REQUEST",
        "REJECT",
        "STATEMENT",
        "AGREE",
        "AID",
        "RETREAT",
    }
)
"""Types of acts that are somebody's alone, so that who reacts to one reacts to its actor."""
ABOUT = frozenset({"at", "over", "about", "on", "against", "for", "to", "of", "with"})
ADDRESSED = frozenset({"thanks", "congratulation", "sympathy", "invitation"})
"""Acts that one side of a talk does to the other, if it is said of nobody else."""
CLEAR = 2
"""Mentions of a pair that make it the report's even where another is told of as often."""
TOGETHER = frozenset({"COOPERATE", "AGREE", "CONSULT", "MOBILIZE"})


def counterparts(graph: Graph, items: list[Item]) -> list[Item]:
    """The items with the sides that what they are about, or the talk that the report tells of, gives them."""
    where: dict[int, int] = {}
    for n, item in enumerate(items):
        for spot in (item.act.head, item.act.node):
            where.setdefault(spot, n)
    pair = _talk(graph, items)
    out: list[Item] = []
    for item in items:
        mention = _owned(graph, item, item.mention)
        if not mention.recipients and not mention.reciprocal:
            found = _reacted(graph, item, items, where) or _guests(graph, item)
            mention = replace(mention, recipients=found) if found else mention
        if not mention.recipients and mention.sense in ADDRESSED and pair:
            mention = _addressed(graph, mention, pair)
        if item.act.noun_group is not None and mention.type in TOGETHER:
            mention = _joint(graph, item, mention, pair)
        mention = of_the_two(graph, item, mention, pair)
        out.append(item if mention is item.mention else replace(item, mention=mention))
    return out


def _codes(graph: Graph, ids: tuple[str, ...]) -> set[str]:
    return {c for i in ids if (c := country(graph, i)) is not None}


def _talk(graph: Graph, items: list[Item]) -> tuple[str, ...]:
    """The two sides of the contact that a report tells most of, of two told as often the first; empty without any.

    Two states are one pair whoever speaks for them: those who are named first stand for them.
    """
    counts: Counter[frozenset[str]] = Counter()
    first: dict[frozenset[str], tuple[str, ...]] = {}
    for item in items:
        mention = item.mention
        codes = frozenset(_codes(graph, mention.actors))
        if mention.type == "CONSULT" and mention.reciprocal and len(codes) == 2 == len(mention.actors):
            counts[codes] += 1
            first.setdefault(codes, tuple(sorted(mention.actors)))
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1] and ranked[0][1] < CLEAR):
        return ()
    return first[ranked[0][0]]


def _owned(graph: Graph, item: Item, mention: EventMention) -> EventMention:
    """An instrument that is lifted in the passive was its owner's: "the Chilean duties were scrapped"."""
    act = item.act
    if mention.type not in {"RETREAT", "CONCEDE"} or mention.actors or act.verb_group is None:
        return mention
    if not graph.passive(act.head) or agents(graph, act.head):
        return mention
    held = merge(
        *(
            owners(graph, o)
            for o in act.objects
            if any(graph.tokens[k].dep in {"amod", "poss"} for k in graph.children[o])
        )
    )
    if not held or not set(held) <= set(mention.recipients):
        return mention
    return replace(mention, actors=held, recipients=tuple(r for r in mention.recipients if r not in held))


def _reacted(graph: Graph, item: Item, items: list[Item], where: dict[int, int]) -> tuple[str, ...]:
    """Whose act somebody condemns, rejects or welcomes: "denounced the raid", "refused the offer"."""
    mention, act = item.mention, item.act
    if mention.type not in REACTIONS or not mention.actors:
        return ()
    spots = [act.node] if act.verb_group is None else [act.head, *objects_of(graph, act.head), *act.objects]
    below = [o for h in spots for w, _, o in graph.preps(h) if w in ABOUT and o is not None]
    own = _codes(graph, mention.actors)
    for spot in dict.fromkeys([*(s for s in spots if s not in {act.head, act.node}), *below]):
        for k in [spot, *(o for w, _, o in graph.preps(spot) if w == "of" and o is not None)]:
            n = where.get(k)
            if n is None:
                n = _same_word(graph, item, items, k)
            if n is None or items[n].mention.id == mention.id:
                continue
            other = items[n].mention
            found = tuple(a for a in other.actors if country(graph, a) not in own and country(graph, a) is not None)
            if found and other.type in DEEDS and not other.reciprocal:
                return found
    return ()


def _same_word(graph: Graph, item: Item, items: list[Item], noun: int) -> int | None:
    """The act of the same sentence that a noun names once more ("has offered to help, an offer that X refused")."""
    mine = graph.tokens[noun].sentence
    return next(
        (
            n
            for n in range(len(items) - 1, -1, -1)
            if items[n].act.head < noun
            and items[n].mention.sentence == mine
            and graph.lemma(items[n].act.head) == graph.lemma(noun)
            and items[n].mention.id != item.mention.id
        ),
        None,
    )


def _guests(graph: Graph, item: Item) -> tuple[str, ...]:
    """Whose visit or cargo is called off or barred: "cancelled a visit by a Kenyan delegation"."""
    mention, act = item.mention, item.act
    if act.verb_group is None or mention.type not in {"SANCTION", "REJECT", "COERCE"}:
        return ()
    own = _codes(graph, mention.actors)
    for o in act.objects:
        held = merge(
            *(who(graph, p) for w, _, p in graph.preps(o) if w in {"by", "from", "of"} and p is not None),
            owners(graph, o),
        )
        found = tuple(h for h in held if country(graph, h) is not None and country(graph, h) not in own)
        if found and own:
            return found
    return ()


def _addressed(graph: Graph, mention: EventMention, pair: tuple[str, ...]) -> EventMention:
    """Thanks, sympathy, an invitation of one side of the talk: to the other side."""
    own = _codes(graph, mention.actors)
    both = _codes(graph, pair)
    if len(own) != 1 or not own <= both:
        return mention
    other = tuple(p for p in pair if country(graph, p) not in own)
    return replace(mention, recipients=other, implied=merge(mention.implied, other))


def _joint(graph: Graph, item: Item, mention: EventMention, pair: tuple[str, ...]) -> EventMention:
    """Who else takes part in what is joint, or in what one joins another for."""
    act = item.act
    own = _codes(graph, mention.actors)
    token = graph.tokens[graph.first_conjunct(act.node)]
    if token.dep == "pobj" and graph.tokens[token.head].norm in {"in", "for", "on", "at"}:
        verb = graph.tokens[token.head].head
        if graph.lemma(verb) == "join" and graph.tokens[verb].tag.startswith("VB"):
            sides = merge(*(who(graph, s) for s in [*surface_subject(graph, verb), *objects_of(graph, verb)]))
            if len(_codes(graph, sides)) > 1:
                return replace(mention, actors=sides, recipients=(), reciprocal=True)
    words = lexicon().words["act_words"]["joint"]
    joint = any(graph.tokens[k].norm in words for s in (act.node, act.head) for k in graph.modifiers(s))
    if not joint or len(own) > 1 or mention.recipients or not pair or not own <= _codes(graph, pair):
        return mention
    more = tuple(p for p in pair if country(graph, p) not in own)
    return replace(mention, actors=merge(mention.actors, more), implied=merge(mention.implied, more), reciprocal=True)
