"""Acts told as what somebody decided on: "regrets the decision to recall its envoy" tells the recall itself."""

from __future__ import annotations

from collections.abc import Sequence

from memcon.extract.acts import Act
from memcon.extract.found import Item
from memcon.extract.graph import Graph
from memcon.extract.lexicon import lexicon
from memcon.model.memo import Status

GIVEN = frozenset({"the", "this", "that", "these", "those", "such"})


def decided(graph: Graph, act: Act) -> bool:
    """Whether a verb of act hangs on a decision that the text takes as known, or on "decided to".

    Such a mention says that the act is settled, not whether it has been done: that the other words for it tell.
    """
    if act.verb_group is None:
        return False
    at = graph.first_conjunct(act.head)
    token = graph.tokens[at]
    if token.tag != "VB" or not any(graph.tokens[k].tag == "TO" for k in graph.kids(at, "aux")):
        return False
    if any(graph.tokens[k].dep == "neg" for k in (*graph.children[at], *graph.children[act.head])):
        return False
    words = lexicon().words["premises"]
    above = graph.tokens[token.head]
    if token.dep == "xcomp" and above.tag in {"VBD", "VBN"}:
        return graph.lemma(above.i) in words["deciding"] and not graph.kids(above.i, "neg")
    if token.dep not in {"acl", "relcl"} or graph.lemma(above.i) not in words["decisions"]:
        return False
    noun = above.i
    owned = graph.kid(noun, "poss") is not None or any(w in {"of", "by"} for w, _, _ in graph.preps(noun))
    named = any(graph.tokens[k].dep in {"amod", "compound"} and k in graph.named for k in graph.children[noun])
    return owned or named or any(graph.tokens[k].norm in GIVEN for k in graph.kids(noun, "det"))


def taken_as(graph: Graph, act: Act) -> Status | None:
    """What an act decided on is where somebody takes the decision up ("condemned the move to ban"); null elsewhere."""
    noun = graph.tokens[graph.first_conjunct(act.head)].head
    top = graph.tokens[graph.first_conjunct(noun)]
    governor = graph.tokens[top.head].head if top.dep == "pobj" else top.head
    cues = lexicon()
    if graph.lemma(governor) not in cues.words["premises"]["taking_up"]:
        return None
    return cues.cues.nouns.get(graph.lemma(noun), "planned")


def either(item: Item, others: Sequence[Item]) -> bool:
    """Whether a mention, or all of those that it may take up, tell only of what was decided on."""
    return item.mention.decided or all(i.mention.decided for i in others)


def one_decision(graph: Graph, item: Item, others: Sequence[Item]) -> bool:
    """Whether what was decided on is told in the very verb: "the decision to recall the envoy", of an ambassador."""
    verb = graph.lemma(item.act.head)
    return either(item, others) and any(
        i.act.group is item.act.group and graph.lemma(i.act.head) == verb for i in others
    )
