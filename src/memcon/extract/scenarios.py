"""Scenarios: what a passage imagines is told in the present, and none of it has happened.

A passage is imagined if its first word asks the reader to ("Imagine", "Suppose"), if it is told as what
happens in a scenario, a war game or a model, or if the sentence after it says that none of it is real.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any, cast

from memcon.extract.clauses import HAPPENED
from memcon.extract.found import Item
from memcon.extract.graph import Graph
from memcon.extract.lexicon import load
from memcon.read.types import Sentence


@cache
def _rules() -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", load("scenarios.yaml"))


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in _rules()[key]), re.IGNORECASE)


def imagine(graph: Graph, items: list[Item]) -> list[Item]:
    """The items, those of an imagined passage made hypothetical."""
    unreal, moves = _imagined(graph), _moves(graph)
    if not unreal and not moves:
        return items
    return [
        replace(item, mention=replace(item.mention, status="hypothetical"))
        if item.mention.status in HAPPENED | {"planned"}
        and (item.mention.sentence in unreal or any(a <= item.mention.trigger[0] < b for a, b in moves))
        else item
        for item in items
    ]


def _moves(graph: Graph) -> list[tuple[int, int]]:
    """What stands behind "a war game in which …" in its sentence: moves that nobody made."""
    text, out = graph.reading.text, []
    for sentence in graph.reading.sentences:
        for found in _pattern("nouns").finditer(text, sentence.start, sentence.end):
            if _pattern("within").match(text, found.end(), sentence.end):
                out.append((found.end(), sentence.end))
                break
    return out


def _imagined(graph: Graph) -> frozenset[int]:
    """The sentences of a report that tell a scenario."""
    sentences = graph.reading.sentences
    out: set[int] = set()
    scenario = False
    """Whether a scenario has been named before, which "in it" can take up."""
    for sentence in sentences:
        text = graph.reading.text[sentence.start : sentence.end].strip()
        if sentence.kind == "heading":
            continue
        begins = _pattern("openers").match(text) or _pattern("inside").match(text)
        if begins or (scenario and _pattern("taken-up").match(text)):
            out |= _rest(graph, sentence)
        if _pattern("disclaimers").search(text):
            out |= _before(graph, sentence)
        scenario = scenario or bool(_pattern("nouns").search(text))
    return frozenset(out)


def _rest(graph: Graph, first: Sentence) -> set[int]:
    """A sentence and those after it in its paragraph, as long as they are told in the present."""
    out = {first.i}
    for sentence in graph.reading.sentences[first.i + 1 :]:
        if sentence.paragraph != first.paragraph or not _present(graph, sentence):
            break
        out.add(sentence.i)
    return out


def _before(graph: Graph, last: Sentence) -> set[int]:
    """The sentences in the present that a disclaimer is of: those before it, back to one in the past."""
    out: set[int] = set()
    for sentence in reversed(graph.reading.sentences[: last.i]):
        if sentence.kind == "heading" or last.paragraph - sentence.paragraph > 2 or not _present(graph, sentence):
            break
        out.add(sentence.i)
    return out


def _present(graph: Graph, sentence: Sentence) -> bool:
    """Whether the main verb of a sentence is in the present or the future, not in the past."""
    for i in range(sentence.first, sentence.last):
        token = graph.tokens[i]
        if token.dep == "ROOT":
            past = token.tag == "VBD" or any(graph.tokens[k].tag == "VBD" for k in graph.kids(i, "aux", "auxpass"))
            return not past
    return False
