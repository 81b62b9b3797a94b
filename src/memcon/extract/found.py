"""What the event engine gives for one report, and its work in progress."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.extract.acts import Act
from memcon.extract.graph import Graph
from memcon.extract.lexicon import lexicon
from memcon.extract.types import EventMention, LeverDraft, LinkDraft
from memcon.model.values import swift


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The acts that one report speaks of, how they hang together, and the instruments among them."""

    mentions: tuple[EventMention, ...] = ()
    links: tuple[LinkDraft, ...] = ()
    levers: tuple[LeverDraft, ...] = ()


@swift
@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A match of the lexicon and the mention made from it."""

    act: Act
    mention: EventMention


def spots(graph: Graph, items: list[Item]) -> dict[int, int]:
    """Which token stands for which item: heads first, then nodes, light verbs, verbs with an act as subject."""
    out: dict[int, int] = {}
    for n, item in enumerate(items):
        out.setdefault(item.act.head, n)
    for n, item in enumerate(items):
        out.setdefault(item.act.node, n)
    for n, item in enumerate(items):
        if item.act.verb is not None:
            out.setdefault(item.act.verb, n)
    verbs = lexicon().cues.occurrence
    for n, item in enumerate(items):
        if item.act.noun_group is None:
            continue
        token = graph.tokens[graph.first_conjunct(item.act.node)]
        above = graph.tokens[token.head]
        holders = [item.act.node, *(o for _, _, o in graph.preps(item.act.node) if o is not None)]
        for k in [k for h in holders for k in graph.kids(h, "relcl")]:
            subject = graph.kid(k, "nsubj", "nsubjpass")
            if graph.lemma(k) in verbs and subject is not None and graph.tokens[subject].tag in {"WDT", "WP"}:
                out.setdefault(k, n)
        if token.dep in {"nsubj", "nsubjpass"} and above.lemma.lower() in verbs and above.pos in {"VERB", "AUX"}:
            out.setdefault(token.head, n)
    return out


def climb(graph: Graph, start: int, where: dict[int, int], *, own: bool = True) -> int | None:
    """The nearest item at or above a token, not past a clause with a tense and an event of its own."""
    path = [start, *graph.up(start)] if own else graph.up(start)
    for at in path:
        if at in where:
            return where[at]
        token = graph.tokens[at]
        finite = token.tag in {"VBD", "VBZ", "VBP"} or any(
            graph.tokens[k].tag in {"MD", "VBD", "VBZ", "VBP"} for k in graph.kids(at, "aux", "auxpass")
        )
        if finite and token.dep in {"ccomp", "advcl", "relcl", "parataxis"} and token.pos in {"VERB", "AUX"}:
            return None
        if token.dep == "conj" and finite:
            if graph.kid(at, "nsubj", "nsubjpass") is not None or _ahead(graph, at) != _ahead(graph, token.head):
                return None  # "was jailed and may appeal within 20 days"
    return None


def _ahead(graph: Graph, verb: int) -> bool:
    """Whether a verb tells of what may or will be, or of what is, not of what was done."""
    helpers = {graph.tokens[k].tag for k in graph.kids(verb, "aux", "auxpass")}
    return "MD" in helpers or (graph.tokens[verb].tag in {"VBZ", "VBP"} and not helpers)
