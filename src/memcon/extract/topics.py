"""What a contact was about: the noun phrases spoken of, each by itself, and their content words."""

from __future__ import annotations

from memcon.extract.graph import Graph
from memcon.extract.lexicon import lexicon
from memcon.extract.types import Fill

LONGEST_TOPIC = 140
CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "VERB"})


def noun_phrase(graph: Graph, i: int) -> tuple[int, int]:
    """The tokens (both included) of a noun phrase or clause, what is coordinated with it left out."""
    skip: set[int] = set()
    for k in graph.kids(i, "conj", "cc", "preconj", "advcl", "appos", "parataxis"):
        skip |= set(graph.subtree(k))
    for k in graph.kids(i, "prep"):
        if graph.tokens[k].norm in {"including", "like"}:
            skip |= set(graph.subtree(k))
    keep = [t for t in graph.subtree(i) if t not in skip]
    first, last = i, i
    kept = set(keep)
    while first - 1 in kept:
        first -= 1
    while last + 1 in kept and graph.tokens[last + 1].start - graph.tokens[first].start < LONGEST_TOPIC:
        last += 1
    while last > i and graph.tokens[last].pos in {"PUNCT", "CCONJ", "ADP"}:
        last -= 1
    while first < i and graph.tokens[first].pos in {"PUNCT", "CCONJ", "ADP"}:
        first += 1
    return first, last


def topic(graph: Graph, i: int) -> Fill | None:
    """A subject spoken of, as a fill; its normal form is its content words, sorted."""
    first, last = noun_phrase(graph, i)
    start, end = graph.span(first, last)
    words = {
        graph.lemma(t)
        for t in range(first, last + 1)
        if graph.tokens[t].pos in CONTENT and graph.tokens[t].dep not in {"aux", "auxpass"}
    }
    if not words:
        return None
    return Fill(
        slot="topic",
        value=graph.reading.text[start:end],
        normal=" ".join(sorted(words)),
        start=start,
        end=end,
        rule="topic",
    )


def listed(graph: Graph, heads: list[int]) -> list[Fill]:
    """One topic for each coordinated head; "a range of issues, including X" gives X."""
    words = lexicon().words["act_words"]
    out: list[Fill] = []
    for head in heads:
        for c in graph.conjuncts(head):
            inner = [o for w, _, o in graph.preps(c) if w in words["include_preps"] and o is not None]
            if graph.lemma(c) in words["topic_frames"]:
                below = [o for w, _, o in graph.preps(c) if w == "of" and o is not None]
                inner += [
                    o for b in below for w, _, o in graph.preps(b) if w in words["include_preps"] and o is not None
                ]
            inner += [o for w, p, o in graph.preps(c) if w == "as" and o is not None and _such(graph, p)]
            frame = graph.lemma(c) in words["topic_frames"]
            if inner:
                out += listed(graph, inner)
            if frame and inner:
                continue
            found = topic(graph, c)
            if found is not None and graph.tokens[c].pos not in {"PRON", "DET"}:
                out.append(found)
    return out


def _such(graph: Graph, prep: int) -> bool:
    return any(graph.tokens[k].norm == "such" for k in graph.children[prep]) or (
        prep > 0 and graph.tokens[prep - 1].norm == "such"
    )
