"""Lists of steps: what stands in a list that somebody said he had decided on is his, though its items name nobody.

As in "Peru has decided on the following steps: First, duties will be levied on wine. Second, the purchase of 12 ships
is suspended."
"""

from __future__ import annotations

from memcon.extract.agents import country, who
from memcon.extract.found import Item
from memcon.extract.graph import Graph
from memcon.extract.lexicon import lexicon
from memcon.extract.syntax import agents
from memcon.model.values import replace
from memcon.read.types import Sentence

TAKEN = frozenset({"SANCTION", "COERCE", "REJECT", "MOBILIZE", "RETREAT", "AID", "COOPERATE", "CONCEDE", "THREATEN"})
"""Types of acts that a state decides on by itself."""
LONGEST = 12
"""Sentences in a list, at most."""


def of_lists(graph: Graph, items: list[Item]) -> list[Item]:
    """The items, those of a list of steps with whoever decided on them."""
    if not any(i.mention.type in TAKEN and not i.mention.actors for i in items):
        return items
    owner: dict[int, tuple[str, ...]] = {}
    sentences = graph.reading.sentences
    for n, sentence in enumerate(sentences):
        if (whose := _heads_list(graph, sentence)) is None:
            continue
        listed = 0
        for later in sentences[n + 1 : n + 1 + LONGEST]:
            if _begins_item(graph, later):
                listed = later.paragraph
            elif not listed or later.paragraph != listed:
                break
            owner[later.i] = whose
        owner.setdefault(sentence.i, whose)
    if not owner:
        return items
    return [_owned(graph, i, owner.get(i.mention.sentence, ())) for i in items]


def _owned(graph: Graph, item: Item, whose: tuple[str, ...]) -> Item:
    mention = item.mention
    if mention.actors or not whose or mention.type not in TAKEN or mention.status in {"denied", "hypothetical"}:
        return item
    own = {country(graph, a) for a in whose}
    if any(country(graph, r) in own for r in mention.recipients):
        return item
    return replace(item, mention=replace(mention, actors=whose, implied=(*mention.implied, *whose)))


def _heads_list(graph: Graph, sentence: Sentence) -> tuple[str, ...] | None:
    """Who has decided on the steps that a sentence announces; null where it announces none."""
    words = lexicon().words["act_words"]
    for i in range(sentence.first, sentence.last):
        if graph.lemma(i) not in words["steps"] or not graph.tokens[i].tag.startswith("NN"):
            continue
        following = {graph.tokens[k].norm for k in (*graph.modifiers(i), *graph.kids(i, "amod", "det", "acl"))}
        last = graph.tokens[sentence.last - 1].norm
        if "following" not in following and not (
            last == ":" and following & {"these", "several", "some", "two", "three", "four", "five"}
        ):
            continue
        for h in graph.up(i):
            if graph.tokens[h].tag.startswith("VB"):
                found = tuple(
                    dict.fromkeys(a for s in agents(graph, h) for a in who(graph, s) if country(graph, a) is not None)
                )
                return found or None
    return None


def _begins_item(graph: Graph, sentence: Sentence) -> bool:
    """Whether a sentence begins as an item of a list does: "First,", "Secondly", "3.", a dash, a dot."""
    first = graph.tokens[sentence.first]
    if first.norm in lexicon().words["act_words"]["list_openers"]:
        return True
    mark = first.text.rstrip(".)").lstrip("(")
    return first.text in {"-", "–", "—", "•", "*", "·"} or (
        len(mark) <= 2 and (mark.isdigit() or (len(mark) == 1 and mark.isalpha() and mark not in {"a", "A", "I"}))
    )
