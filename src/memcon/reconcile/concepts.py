"""How near two words are by what they mean: one concept, one above the other, or a narrow one above both.

Over the verbs and the nouns of acts and events of WordNet 3.1 (``data/concepts.tsv.gz``, written by
``training/pairs/wordnet.py``); a noun and the verb it comes from share their concepts.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import log

SENSES = 5
"""Senses of a word that are looked at, the commonest first."""
STEPS = 3
"""Steps up from a concept to those above it."""
ENDINGS = (("ies", "y"), ("ing", ""), ("ing", "e"), ("es", ""), ("ed", ""), ("ed", "e"), ("s", ""), ("d", ""))
"""Endings taken off a word that the table lacks, as of names and headlines that no lemmatizer touched."""


@dataclass(frozen=True, slots=True)
class Table:
    """Concepts by number: those straight above each, those of words it gives rise to, and how narrow it is, 0 to 1."""

    above: tuple[tuple[int, ...], ...]
    derived: tuple[tuple[int, ...], ...]
    narrow: tuple[float, ...]
    words: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Nearness:
    """0 to 1 each; -1 where a word is not known. Rarer senses count less."""

    same: float
    above: float
    shared: float


UNKNOWN = Nearness(-1.0, -1.0, -1.0)
ONE = Nearness(1.0, 1.0, 1.0)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(n) for n in text.split(",")) if text else ()


@cache
def table() -> Table:
    """The table of concepts."""
    text = gzip.decompress(files("memcon.reconcile").joinpath("data/concepts.tsv.gz").read_bytes()).decode("utf-8")
    lines = [line for line in text.split("\n") if not line.startswith("#")]
    gap = lines.index("")
    rows = [line.split("\t") for line in lines[:gap]]
    above = tuple(_numbers(row[0]) for row in rows)
    below = [1] * len(rows)
    for concept in range(len(rows)):
        for higher in _higher(above, concept):
            below[higher] += 1
    top = log(1 + len(rows))
    return Table(
        above=above,
        derived=tuple(_numbers(row[1]) for row in rows),
        narrow=tuple(1.0 - log(n) / top for n in below),
        words={word: _numbers(found) for word, found in (line.split("\t") for line in lines[gap + 1 :] if line)},
    )


def _higher(above: tuple[tuple[int, ...], ...], concept: int) -> frozenset[int]:
    """All concepts above one."""
    seen: set[int] = set()
    todo = list(above[concept])
    while todo:
        one = todo.pop()
        if one not in seen:
            seen.add(one)
            todo += above[one]
    return frozenset(seen)


def _forms(lemma: str, kinds: str) -> Iterator[str]:
    for kind in kinds:
        yield kind + lemma
    for ending, instead in ENDINGS:
        if lemma.endswith(ending) and len(lemma) - len(ending) > 2:
            for kind in kinds:
                yield kind + lemma[: -len(ending)] + instead


@lru_cache(maxsize=20_000)
def concepts(lemma: str, kind: str) -> Mapping[int, int]:
    """The concepts of a word and of its derivations, with the rank of the sense; a verb's first for kind ``V``."""
    known = table()
    found = next((known.words[f] for f in _forms(lemma, "vn" if kind == "V" else "nv") if f in known.words), ())
    out: dict[int, int] = {}
    for rank, concept in enumerate(found[:SENSES]):
        out.setdefault(concept, rank)
    for rank, concept in enumerate(found[:SENSES]):
        for other in known.derived[concept]:
            out.setdefault(other, rank)
    return out


@lru_cache(maxsize=20_000)
def _reach(lemma: str, kind: str) -> tuple[Mapping[int, int], Mapping[int, int]]:
    """The concepts one step above those of a word, and all up to ``STEPS`` above with its own, by rank of sense."""
    known = table()
    level = dict(concepts(lemma, kind))
    reached = dict(level)
    first: Mapping[int, int] = {}
    for step in range(STEPS):
        higher: dict[int, int] = {}
        for concept, rank in level.items():
            for one in known.above[concept]:
                higher[one] = min(rank, higher.get(one, rank))
        first = higher if step == 0 else first
        for concept, rank in higher.items():
            reached[concept] = min(rank, reached.get(concept, rank))
        level = higher
    return first, reached


def _best(one: Mapping[int, int], two: Mapping[int, int]) -> float:
    small, large = (one, two) if len(one) <= len(two) else (two, one)
    return max((1.0 / (1 + r + large[c]) for c, r in small.items() if c in large), default=0.0)


@lru_cache(maxsize=200_000)
def nearness(one: str, kind_one: str, two: str, kind_two: str) -> Nearness:
    """How near two lemmas are; the same in either order."""
    if one == two:
        return ONE
    left, right = concepts(one, kind_one), concepts(two, kind_two)
    if not left or not right:
        return UNKNOWN
    up_left, all_left = _reach(one, kind_one)
    up_right, all_right = _reach(two, kind_two)
    narrow = table().narrow
    small, large = (all_left, all_right) if len(all_left) <= len(all_right) else (all_right, all_left)
    shared = max((narrow[c] / (1 + 0.3 * (r + large[c])) for c, r in small.items() if c in large), default=0.0)
    return Nearness(_best(left, right), max(_best(up_left, right), _best(left, up_right)), shared)
