"""Who began a contact, where another sentence says so: "the Chilean side asked for it", "Lima requested the call"."""

from __future__ import annotations

from dataclasses import replace

from memcon.extract.agents import who
from memcon.extract.found import Item
from memcon.extract.graph import Graph
from memcon.extract.lexicon import lexicon
from memcon.extract.syntax import agents
from memcon.extract.types import Fill

_NEAR = 2
"""Sentences back in which the contact stands that "it" takes up."""


def add_beginners(graph: Graph, items: list[Item]) -> list[Item]:
    """The items with who asked for a contact that was told just before."""
    words = lexicon().words["act_words"]
    held: dict[int, list[Fill]] = {}
    asked: set[int] = set()
    for verb, token in enumerate(graph.tokens):
        if not token.tag.startswith("VB") or graph.lemma(verb) not in words["asking_for"]:
            continue
        objects = [*graph.kids(verb, "dobj"), *(o for w, _, o in graph.preps(verb) if w == "for" and o is not None)]
        for obj in objects:
            hit = _meant(graph, items, obj)
            actors = tuple(i for s in agents(graph, verb) for i in who(graph, s)) if hit is not None else ()
            own = {i for i in actors if graph.entities[i].kind in {"person", "government"}}
            if hit is None or not own:
                continue
            asked.add(verb)
            start, end = graph.span(min(verb, obj), max(verb, obj))
            names = ", ".join(graph.entities[i].name for i in actors)
            held.setdefault(hit, []).append(
                Fill(
                    slot="initiator", value=names, normal=" ".join(actors), start=start, end=end, rule="initiator:asked"
                )
            )
    taken = {i.mention.same_as for i in items} | {o.other for i in items for o in i.mention.orders}
    return [
        replace(i, mention=replace(i.mention, fills=(*i.mention.fills, *held[n]))) if n in held else i
        for n, i in enumerate(items)
        if i.act.head not in asked or i.mention.type != "REQUEST" or i.mention.id in taken
    ]


def _meant(graph: Graph, items: list[Item], obj: int) -> int | None:
    """The contact that "it" or "the call" stands for: the last one told, in this sentence or just before."""
    token = graph.tokens[obj]
    words = lexicon().words["act_words"]
    named = graph.lemma(obj) in words["settings"] and graph.definite(obj)
    if token.norm != "it" and not named:
        return None
    near = [
        (i.act.node, n)
        for n, i in enumerate(items)
        if i.mention.type == "CONSULT" and i.mention.status == "occurred" and i.act.node < obj
        if 0 <= token.sentence - i.mention.sentence <= _NEAR
    ]
    if not near:
        return None
    last = max(near)[1]
    between = [
        i for i in items if items[last].act.node < i.act.node < obj and i.mention.type in {"AID", "AGREE", "SANCTION"}
    ]
    return None if between and token.norm == "it" else last
