"""How near two words are, as one who proofs a draft takes them: groups, scales, opposites, concepts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from memcon.model.data import document
from memcon.reconcile.concepts import nearness
from memcon.reconcile.lexis import fold

Steps = Mapping[str, int]

ALIKE, FOLDED, DERIVED, NEAR = 1.0, 0.95, 0.85, 0.5
LEAST, ABOVE = 0.3, 0.99
"""Nearness of concepts, of one and of one above the other, below which two words have nothing to do with each other."""


@cache
def rules(name: str) -> Mapping[str, Any]:
    """A data file of this room."""
    found: Mapping[str, Any] = document("proof", name)
    return found


@cache
def words(name: str) -> frozenset[str]:
    """A list of ``words.yaml``."""
    return frozenset(str(w) for w in rules("words")[name])


@cache
def groups() -> Mapping[str, frozenset[int]]:
    """The groups of like words that each word stands in."""
    out: dict[str, set[int]] = {}
    for n, group in enumerate(rules("words")["same"]):
        for word in group:
            out.setdefault(str(word), set()).add(n)
    return {w: frozenset(g) for w, g in out.items()}


def alike(one: str, two: str) -> bool:
    """Whether two words stand in one group."""
    return bool(groups().get(one, frozenset()) & groups().get(two, frozenset()))


@cache
def scales() -> Mapping[str, Steps]:
    """The step of each word on each scale, by the scale's name."""
    return {
        name: {str(w): n for n, step in reversed(list(enumerate(steps))) for w in step}
        for name, steps in rules("strength")["scales"].items()
    }


@cache
def opposed() -> frozenset[frozenset[str]]:
    """Pairs of words that cannot both be so."""
    return frozenset(
        frozenset((str(a), str(b)))
        for left, right in rules("words")["opposites"]
        for a in left
        for b in right
        if a != b
    )


def opposites(one: str, two: str) -> bool:
    """Whether two lemmas are opposites."""
    return one != two and frozenset((one, two)) in opposed()


@lru_cache(maxsize=100_000)
def steps(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[tuple[str, int, int], ...]:
    """The scales that hold a word of both, with the highest step of each."""
    out = []
    for name, scale in scales().items():
        a = [scale[w] for w in left if w in scale]
        b = [scale[w] for w in right if w in scale]
        if a and b:
            out.append((name, max(a), max(b)))
    return tuple(out)


@lru_cache(maxsize=200_000)
def like(one: str, kind_one: str, two: str, kind_two: str) -> float:
    """How far one lemma can stand for another, 0 to 1; the same in either order."""
    if one == two:
        return ALIKE
    if opposites(one, two):
        return 0.0
    if alike(one, two):
        return FOLDED
    a, b = fold(one), fold(two)
    if a and a == b:
        return DERIVED
    if one in words("vague") or two in words("vague"):
        return 0.0
    found = nearness(one, kind_one, two, kind_two)
    if found.same >= LEAST:
        return min(DERIVED, 0.4 + found.same)
    return NEAR if found.above >= ABOVE else 0.0
