"""Whose goods a measure of trade falls on, told by where the goods come from.

As in "tariffs on steel originating in Turkey", "a 20% tariff on goods from Canada", "duties on Chilean wine": whoever
sells what is burdened is the one that the measure is against, never the one who takes it.
"""

from __future__ import annotations

from memcon.extract.acts import Act
from memcon.extract.agents import country, demonyms, who
from memcon.extract.graph import Graph
from memcon.extract.lexicon import lexicon
from memcon.extract.parties import Parties
from memcon.model.values import replace

REACH = 24
"""Tokens from the measure to where its goods come from, at most."""


def sent_from(graph: Graph, act: Act, sides: Parties) -> Parties:
    """The parties of an expulsion told by a noun: who sends somebody from his capital, and whose envoy it is.

    As in "the expulsion from Lima of the counsellor of the Chilean embassy": Peru expels, of Chile.
    """
    if act.group.mode != "expel" or act.noun_group is None or sides.actors:
        return sides
    spots = list(dict.fromkeys((act.head, act.node)))
    at = [o for s in spots for w, _, o in graph.preps(s) if w == "from" and o is not None]
    off = [o for s in (*spots, *at) for w, _, o in graph.preps(s) if w == "of" and o is not None]
    if not at or not off:
        return sides
    home = {c for o in at for n in graph.named.get(o, ()) if (c := country(graph, n.entity)) is not None}
    whose = tuple(i for o in off for i in who(graph, o) if country(graph, i) not in home)
    actors = tuple(c for c in sorted(home) if c in graph.entities)
    return replace(
        sides, actors=actors, recipients=whose or tuple(r for r in sides.recipients if country(graph, r) not in home)
    )


def goods_of(graph: Graph, act: Act, sides: Parties) -> Parties:
    """The parties of a measure of trade, with those who sell what it falls on as the ones it is against."""
    if act.group.type != "SANCTION" or act.group.mode == "expel":
        return sides
    nouns = [act.head, *act.objects]
    if not any(graph.lemma(n) in lexicon().words["act_words"]["measures_of_trade"] for n in nouns):
        return sides
    goods = _goods(graph, act)
    if not goods:
        return sides
    sellers = _sellers(graph, act, goods)
    if not sellers:
        return sides
    buyers = tuple(a for a in sides.actors if a not in sellers)
    if sides.recipients and buyers == sides.actors:
        return sides
    return replace(sides, actors=buyers, recipients=tuple(s for s in sellers if s not in buyers))


def _goods(graph: Graph, act: Act) -> list[int]:
    """What a measure is on: nouns of goods, no party by itself."""
    spots = [act.head, act.node, *act.objects, *([act.verb] if act.verb is not None else [])]
    token = graph.tokens[graph.first_conjunct(act.node)]
    if token.dep in {"nsubj", "nsubjpass", "dobj"}:
        spots.append(token.head)
    found = [o for s in dict.fromkeys(spots) for w, _, o in graph.preps(s) if w in {"on", "for"} and o is not None]
    return [c for o in found for c in graph.conjuncts(o) if o not in graph.dated and c not in graph.named]


def _sellers(graph: Graph, act: Act, goods: list[int]) -> tuple[str, ...]:
    words = lexicon().words["act_words"]
    last = graph.sentence(act.head).last
    for good in goods:
        for k in graph.kids(good, "acl"):
            if graph.lemma(k) in words["coming_from"]:
                for w, _, o in graph.preps(k):
                    if w in {"in", "from", "by"} and o is not None and (found := _states(graph, who(graph, o))):
                        return found
        for noun in (good, *(o for w, _, o in graph.preps(good) if w == "of" and o is not None)):
            if found := _states(graph, demonyms(graph, noun)):
                return found
    for i in range(max(goods), min(max(goods) + REACH, last)):
        token = graph.tokens[i]
        if token.tag in {"VBD", "VBZ", "VBP", "MD"} or token.norm in {";", ","}:
            break
        if token.tag in {"VBG", "VBN"} and graph.lemma(i) in words["coming_from"]:
            for w, _, o in graph.preps(i):
                if w in {"in", "from", "by"} and o is not None and (found := _states(graph, who(graph, o))):
                    return found
        if token.norm == "from" and (o := graph.kid(i, "pobj")) is not None and o not in graph.dated:
            return _states(graph, who(graph, o))
    return ()


def _states(graph: Graph, ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(i for i in ids if country(graph, i) is not None)
