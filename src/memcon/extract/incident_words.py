"""The words by which incidents of force are told: what names one, who is hurt in one, nouns that point at one."""

from __future__ import annotations

from functools import cache
from typing import Any

from memcon.extract.found import Item
from memcon.extract.graph import Graph
from memcon.extract.lexicon import load
from memcon.extract.types import EventMention

PARTICLES = frozenset({"down", "dead", "up", "off", "out", "back", "over", "into"})


@cache
def table() -> dict[str, Any]:
    """The data of incidents, parsed."""
    found: dict[str, Any] = load("incidents.yaml")
    return found


@cache
def words_of(name: str) -> frozenset[str]:
    """A list of the data."""
    return frozenset(str(w) for w in table()[name])


@cache
def kin() -> dict[str, frozenset[int]]:
    """For each word the numbers of the kinds of incident that it can name."""
    out: dict[str, set[int]] = {}
    for n, group in enumerate([*table()["retold"], *table()["serial"]]):
        for word in group:
            out.setdefault(str(word), set()).add(n)
    return {w: frozenset(ns) for w, ns in out.items()}


def head_noun(mention: EventMention) -> str:
    """The head of a noun of act ("seizure" of "seizure of power")."""
    return mention.noun.partition(" of ")[0].rpartition(" ")[2]


def names(graph: Graph, item: Item) -> frozenset[str]:
    """The words that name an act: its noun, or its verb with the particle that makes another of it ("shot down")."""
    held = graph.memo.setdefault("names of incidents", {})
    if item.act.head not in held:
        held[item.act.head] = _names(graph, item)
    found: frozenset[str] = held[item.act.head]
    return found


def _names(graph: Graph, item: Item) -> frozenset[str]:
    act = item.act
    if act.verb_group is None:
        return frozenset({item.mention.noun, head_noun(item.mention)})
    lemma = graph.lemma(act.head)
    more = [graph.tokens[k].norm for k in sorted(act.words)]
    more += [graph.tokens[k].norm for k in graph.kids(act.head, "prt") if k not in act.words]
    if any(w in PARTICLES for w in more):
        return frozenset({" ".join([lemma, *more])})
    if lemma in words_of("falls") and not more:
        return frozenset({f"{lemma} down"})  # that it crashed came after: "the crash" may be of what made it
    return frozenset({lemma, *([" ".join([lemma, *more])] if more else [])})


def kindred(one: frozenset[str], two: frozenset[str]) -> frozenset[int]:
    """The kinds of incident that words of both acts can name."""
    known = kin()
    mine, yours = ({(n, w) for w in words for n in known.get(w, ())} for words in (one, two))
    both = {n for n, _ in mine} & {n for n, _ in yours}
    # "the attack" twice is no cyberattack twice, though it may take one up
    said = {n: {w for k, w in mine | yours if k == n} for n in both}
    return frozenset(n for n in both if n >= len(table()["retold"]) or not said[n] <= words_of("general_words"))


def of_force(graph: Graph, item: Item) -> bool:
    """Whether a mention may be of an incident: an act of force, or one told by a word for an incident."""
    kind = item.mention.type
    if kind in words_of("force") or points(graph, item):
        return True
    if kind == "CONSULT":
        return item.mention.noun in words_of("also_met")
    return kind in {"MOBILIZE", None} and any(n in kin() for n in names(graph, item))


def hurt(graph: Graph, item: Item) -> bool:
    """Whether a verb tells what became of people, and not who did it to them."""
    act = item.act
    if act.verb_group is None or graph.lemma(act.head) not in words_of("harms") | words_of("suffered"):
        return False
    if any(graph.tokens[k].norm == "down" for k in (*act.words, *graph.kids(act.head, "prt"))):
        return False  # what is shot down is no one
    if graph.passive(act.head) or graph.lemma(act.head) in words_of("suffered"):
        return True
    token = graph.tokens[act.head]  # "two were killed and three wounded"
    return token.dep == "conj" and token.tag == "VBN" and not graph.kids(act.head, "aux", "dobj")


def rank(graph: Graph, item: Item) -> int | None:
    """The node of a noun that ranks or counts an act among others of its kind, null where a noun does not.

    As in "the most serious clash since May", "the second such seizure in a week", "one of the deadliest attacks".
    """
    if item.act.noun_group is None or head_noun(item.mention) not in words_of("general"):
        return None
    node = item.act.node
    best = any(
        graph.tokens[k].tag in {"JJS", "RBS"} or graph.tokens[k].norm in words_of("counted")
        for s in dict.fromkeys([node, item.act.head])
        for k in [*graph.modifiers(s), *graph.kids(s, "predet", "det")]
    )
    token = graph.tokens[node]
    if token.dep == "pobj" and graph.tokens[token.head].norm == "of":
        node = graph.tokens[token.head].head
        best = best and graph.lemma(node) == "one"
    return node if best else None


def set_off(graph: Graph, node: int) -> bool:
    """Whether a comma stands before a noun's phrase ("seized a tanker, X said, the second such seizure")."""
    first = min([node, *graph.kids(node, "det", "amod", "poss", "nummod", "compound")])
    return first > 0 and graph.tokens[first - 1].norm == ","


def ranked_act(graph: Graph, item: Item, by_spot: dict[int, Item]) -> Item | None:
    """The act that a noun ranks: "…, in the most serious clash since May", "…, the deadliest attack in years"."""
    node = rank(graph, item)
    if node is None:
        return None
    token = graph.tokens[node]
    if token.dep in {"appos", "npadvmod"} or (token.dep == "dobj" and set_off(graph, node)):
        spots = graph.up(node)[:4]
        spots += [k for s in spots for k in graph.kids(s, "ccomp")]
    elif token.dep == "pobj" and graph.tokens[token.head].norm in {"in", "at"}:
        spots = graph.up(token.head)[:2]
        spots += [k for s in spots for k in graph.kids(s, "ccomp")]  # "rammed a boat, X said, in the worst clash"
    else:
        spots = []
    found = next((by_spot[s] for s in spots if s in by_spot and by_spot[s] is not item), None)
    return found if found is not None and found.act.head < item.act.head else None


def told_of(graph: Graph, item: Item) -> bool:
    """Whether a noun says of an act told before which of its kind it is ("it was the fifth such explosion")."""
    node = rank(graph, item)
    if node is None or graph.tokens[node].dep != "attr":
        return False
    subject = graph.kid(graph.tokens[node].head, "nsubj")
    return subject is not None and graph.tokens[subject].norm in {"it", "this", "that"}


def points(graph: Graph, item: Item) -> bool:
    """Whether a noun of incident says nothing of its own, so that it points at one told before."""
    mention = item.mention
    if item.act.noun_group is None or item.act.light is not None or mention.ordinal is not None or mention.place:
        return False
    if not mention.anaphoric or mention.fills or head_noun(mention) not in words_of("general"):
        return False
    return not graph.kids(item.act.node, "relcl")  # "the bombing that killed 40" has content of its own
