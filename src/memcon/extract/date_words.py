"""What one time expression says by itself and by the word that it hangs on: an edge, a rank, what is to come."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from memcon.extract.graph import Graph, timex_head
from memcon.extract.lexicon import load
from memcon.extract.types import Edge
from memcon.read.timex_rules import vocabulary
from memcon.read.types import Timex


@cache
def cues() -> Mapping[str, Any]:
    """The words of ``data/date_cues.yaml``."""
    return cast("Mapping[str, Any]", load("date_cues.yaml"))


def start_of(graph: Graph, timex: Timex) -> int:
    """The token from which a time expression hangs: its preposition where the parse leaves that without an object.

    "On Friday Chile's president …" is often read as if Chile were the object.
    """
    at = timex_head(graph, timex)
    token, before = graph.tokens[at], timex.first - 1
    named = token.dep in {"compound", "nmod"} and token.head in graph.inside
    if named and before >= 0 and graph.tokens[before].dep == "prep":
        if graph.tokens[graph.tokens[before].head].tag.startswith("VB"):
            return before
    return at


def verb_of(graph: Graph, timex: Timex) -> int | None:
    """The verb that a time expression hangs on itself or by its preposition."""
    at = graph.tokens[start_of(graph, timex)].head
    if of_noun(graph, timex) is not None:
        return None
    while graph.tokens[at].dep in {"prep", "pobj", "npadvmod", "advmod"} and not graph.tokens[at].tag.startswith("VB"):
        at = graph.tokens[at].head
    return at if graph.tokens[at].tag.startswith("VB") else None


def of_noun(graph: Graph, timex: Timex) -> int | None:
    """The noun whose date a time expression is by "of" ("the attack of 28 March"): it dates that noun alone."""
    at = graph.tokens[timex_head(graph, timex)]
    prep = graph.tokens[at.head]
    noun = graph.tokens[prep.head]
    dated = timex.month is not None or timex.weekday is not None or timex.value[:4].isdigit()
    if at.dep == "pobj" and prep.norm == "of" and dated and noun.tag.startswith("NN") and prep.i < timex.first:
        return noun.i if noun.i not in graph.dated and graph.lemma(noun.i) not in cues()["stretches"] else None
    return None


def ahead(timex: Timex) -> bool:
    """Whether the words name a time to come, seen from the moment of speech ("next month", "later this week")."""
    if timex.anchor == "deictic" and timex.unit is not None:
        return (timex.low or 0) > 0 or timex.value == "FUTURE_REF" or (timex.low == 0 and timex.modifier == "later")
    return timex.low == 1 and timex.month is not None and timex.unit is None


def ranked(graph: Graph, timex: Timex) -> bool:
    """Whether a time only says within what something was the third or the most ("the 43rd this year")."""
    before = timex.first - 1
    if before >= 0 and graph.tokens[before].norm in {"in", "of"}:
        before -= 1
    if before < 0 or graph.tokens[before].sentence != timex.sentence:
        return False
    word = graph.tokens[before].norm
    if word in {"time", "occasion", "instance"}:  # "the fourth time this year that …"
        before -= 1
        word = graph.tokens[before].norm
    if word == "such":
        word = graph.tokens[before - 1].norm
    return word in vocabulary().ordinals or (word[:1].isdigit() and word[-2:] in {"st", "nd", "rd", "th"})


def edge_of(graph: Graph, timex: Timex) -> Edge | None:
    """Whether the verb of a time expression tells only when something began, ended or took effect."""
    verb = verb_of(graph, timex)
    if verb is None:
        return None
    words, lemma = cues(), graph.lemma(verb)
    if lemma in words["starts"]:
        return "start"
    if lemma in words["ends"]:
        return "end"
    behind = {graph.lemma(k) for k in graph.kids(verb, "dobj", "acomp", "attr")}
    behind |= {graph.lemma(o) for _, _, o in graph.preps(verb) if o is not None}
    return "effect" if behind & set(words["effects"].get(lemma, ())) else None
