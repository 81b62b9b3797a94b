"""People killed or hurt when something was struck: what struck and what became of them is one act."""

from __future__ import annotations

from dataclasses import replace

from memcon.extract.found import Item
from memcon.extract.graph import Graph
from memcon.extract.lexicon import lexicon

WHEN = frozenset({"when", "after", "as"})


def join_harm(graph: Graph, items: list[Item]) -> list[Item]:
    """The items, a clause of harm tied to the act that its "when" clause tells ("were killed when a drone hit …")."""
    harms = lexicon().words["act_words"]["harms"]
    by_head = {item.act.head: n for n, item in enumerate(items) if item.mention.type == "ASSAULT"}
    out = list(items)
    for head, n in by_head.items():
        if graph.lemma(head) not in harms or items[n].mention.actors:
            continue
        for clause in graph.kids(head, "advcl"):
            marks = [graph.tokens[k].norm for k in graph.kids(clause, "mark", "advmod")]
            other = by_head.get(clause)
            if other is None or other == n or not WHEN & set(marks):
                continue
            early, late = sorted((n, other), key=lambda k: items[k].mention.trigger)
            if out[late].mention.same_as is None:
                tied = replace(out[late].mention, same_as=items[early].mention.id)
                out[late] = replace(out[late], mention=tied)
    return out
