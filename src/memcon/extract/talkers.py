"""The two sides of the talk that a report tells of: whose an agreement, a next round, a demand is that names nobody."""

from __future__ import annotations

from memcon.extract.agents import country, merge
from memcon.extract.clauses import HAPPENED
from memcon.extract.found import Item
from memcon.extract.graph import Graph
from memcon.extract.lexicon import lexicon
from memcon.extract.syntax import agents
from memcon.extract.types import EventMention
from memcon.model.values import replace

SHARED = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""Types of acts that two sides do together."""


def of_the_two(graph: Graph, item: Item, mention: EventMention, pair: tuple[str, ...]) -> EventMention:
    """What is done together by nobody named, or asked of nobody named, with the two who talk as its sides.

    Only where the words name no other party: "officials will hold the next round", "she asked that the duty be
    dropped" in an account of a call of two.
    """
    if not pair:
        return mention
    both = _codes(graph, pair)
    if mention.reciprocal and mention.type in SHARED and not _codes(graph, (*mention.actors, *mention.recipients)):
        # people of no known side ("the Ministers", "officials", "their deputies") are those of the two
        if mention.type == "CONSULT" and not mention.actors and mention.status in HAPPENED:
            return mention  # a talk that was held is a matter of which talk
        if mention.anaphoric or mention.recipients or not all(_servant(graph, a) for a in mention.actors):
            return mention
        if not _strangers(graph, item, both):
            sides = tuple(_state(graph, p) for p in pair)
            return replace(mention, actors=sides, recipients=(), implied=merge(mention.implied, sides))
        return mention
    if mention.type == "REQUEST" and not mention.reciprocal and not _codes(graph, mention.recipients):
        own = _codes(graph, mention.actors)
        if len(own) == 1 and own < both and not mention.recipients and not _strangers(graph, item, both):
            other = tuple(p for p in pair if country(graph, p) not in own)
            if _by_one_of_them(graph, mention, pair):
                return replace(mention, recipients=other, implied=merge(mention.implied, other))
    return mention


def _state(graph: Graph, entity: str) -> str:
    """The state that somebody acts for, where the report names it, else who it is."""
    code = country(graph, entity)
    return code if code is not None and code in graph.entities else entity


def _servant(graph: Graph, entity: str) -> bool:
    """Whether an entity is people who act for whoever talks, known by their office alone."""
    words = graph.entities[entity].name.lower().split()
    return bool(words) and words[-1].removesuffix("s") in lexicon().words["act_words"]["servants"]


def _codes(graph: Graph, ids: tuple[str, ...]) -> set[str]:
    return {c for i in ids if (c := country(graph, i)) is not None}


def _by_one_of_them(graph: Graph, mention: EventMention, pair: tuple[str, ...]) -> bool:
    """Whether who asks is one of those who talk, or the state itself, not somebody else of that state."""
    states = {c for p in pair if (c := country(graph, p)) is not None}
    return all(a in pair or a in states for a in mention.actors)


def _strangers(graph: Graph, item: Item, both: set[str]) -> bool:
    """Whether the clause of an act names a party of neither side, or who does it is named."""
    act = item.act
    top = act.head if act.verb_group is not None else act.node
    spots = set(graph.subtree(top)) | set(graph.subtree(act.head))
    if act.verb is not None:
        spots |= {k for s in agents(graph, act.verb) for k in graph.subtree(s)}
    names = [n for k in sorted(spots) for n in graph.named.get(k, ())]
    return any((c := country(graph, n.entity)) is not None and c not in both for n in names)
