"""The words that carry content, folded over synonyms: how texts are compared across reports.

No embeddings: two phrases are as alike as the rare content words that they share, where words of one
group in ``data/synonyms.yaml`` count as one word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import islice
from math import fsum, log
from typing import Any

from memcon.model.data import document
from memcon.model.gazetteer import states
from memcon.read.types import Range, Reading

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
Bag = frozenset[str]
SHORTEST_STEM = 4
HYPHENATED = re.compile(r"(?<!\w)\w++(?:-\w++)+")
"""A word with hyphens; from the start of a word and without going back, so that a long run costs its length."""


def table(name: str) -> Any:
    """A data file of this room as plain values."""
    return document("reconcile", name)


@cache
def synonyms() -> Mapping[str, str]:
    """The group name (its first word) of each word in ``synonyms.yaml``."""
    out: dict[str, str] = {}
    for group in table("synonyms")["groups"]:
        for word in group:
            out.setdefault(word, group[0])
    return out


@cache
def stopwords() -> frozenset[str]:
    """Words that are no content: light verbs, words of saying, boiler-plate of readouts."""
    return frozenset(table("synonyms")["stop"])


@cache
def endings() -> tuple[str, ...]:
    """Endings that are cut, the longest first."""
    return tuple(sorted(table("synonyms")["endings"], key=lambda e: (-len(e), e)))


def stem(word: str) -> str:
    """A word without its derivational endings; at least four letters are left."""
    while True:
        cut = next((e for e in endings() if word.endswith(e) and len(word) - len(e) >= SHORTEST_STEM), None)
        if cut is None:
            return word
        word = word[: -len(cut)]


@cache
def nationalities() -> Mapping[str, str]:
    """The country code, in lower case, of each word that names a country or its people."""
    out: dict[str, str] = {}
    for state in states().values():
        for name in (state.name, *state.names, *state.demonyms):
            if " " not in name:
                out.setdefault(name.lower(), state.code.lower())
    return out


@cache
def fold(lemma: str) -> str:
    """A lemma as the comparison sees it: synonym group, country, or stem; empty for no content."""
    word = lemma.lower().strip("'’\"“”,-–—")
    word = nationalities().get(word, word).rstrip(".")
    if word.endswith(("'s", "’s")):
        word = word[:-2]
    if word in stopwords():
        return ""
    return synonyms().get(word) or nationalities().get(word) or stem(word)


def bag(reading: Reading, place: Range) -> Bag:
    """The content words of a place, folded; words of saying and names of nobody left out."""
    start, end = place
    out = set()
    first = bisect_right(reading.tokens, start, key=lambda t: t.end)
    for token in islice(reading.tokens, first, None):
        if token.start >= end:
            break
        if token.pos in CONTENT:
            word = fold(token.lemma or token.norm)
            if len(word) > 1 and any(c.isalnum() for c in word):
                out.add(word)
    for whole in HYPHENATED.findall(reading.text, start, end):
        group = synonyms().get(whole.lower())
        if group:
            out -= {fold(part) for part in whole.split("-")}
            out.add(group)
    return frozenset(out)


def weights(bags: Iterable[Bag]) -> Mapping[str, float]:
    """How telling each word is within the bundle: smoothed inverse document frequency, 0.2 to 1.

    The bags are those of sentences. A word in every second sentence tells little apart.
    """
    counts: dict[str, int] = {}
    total = 0
    for words in bags:
        total += 1
        for word in words:
            counts[word] = counts.get(word, 0) + 1
    if not total:
        return {}
    top = log(1 + total)
    return {w: max(0.2, log((1 + total) / n) / top) for w, n in sorted(counts.items())}


def likeness(left: Bag, right: Bag, weight: Mapping[str, float]) -> float:
    """Weighted overlap of two bags, 0 to 1: the mean of Dice and containment in the smaller.

    0 if either bag is empty.
    """
    if not left or not right:
        return 0.0
    # fsum: the same in whatever order a set gives its words
    shared = fsum(weight.get(w, 1.0) for w in left & right)
    a, b = (fsum(weight.get(w, 1.0) for w in words) for words in (left, right))
    return (2 * shared / (a + b) + shared / min(a, b)) / 2


def contained(part: Bag, whole: Bag, weight: Mapping[str, float]) -> float:
    """The share of one bag's weight that another holds, 0 to 1; 0 for an empty one."""
    total = fsum(weight.get(w, 1.0) for w in part)
    return fsum(weight.get(w, 1.0) for w in part & whole) / total if total else 0.0
