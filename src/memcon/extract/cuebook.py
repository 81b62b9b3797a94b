"""The data files of voices and claims, loaded once and looked up by lemma."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from memcon.model.data import mapping
from memcon.model.errors import DataError
from memcon.model.memo import Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """What may be the content of a reporting verb, by stance."""

    particle: str | None
    frames: Mapping[str, Stance]
    preps: Mapping[str, Stance]


def load(name: str) -> Mapping[str, Any]:
    """A data file of this room as plain values."""
    return mapping("extract", name)


@cache
def words(name: str, *keys: str) -> frozenset[str]:
    """A list of words under a key of a data file, as a set."""
    node: Any = load(name)
    for key in keys:
        if key not in node:
            raise DataError(f"{name}.yaml: no key {'.'.join(keys)}")
        node = node[key]
    return frozenset(map(str, node))


@cache
def phrases(name: str, key: str) -> tuple[tuple[str, ...], ...]:
    """Phrases (lists of words, or strings to be split) under a key of a data file, longest first."""
    found = {tuple(p.split()) if isinstance(p, str) else tuple(map(str, p)) for p in load(name)[key]}
    return tuple(sorted(found, key=lambda p: (-len(p), p)))


@cache
def phrases_by_word(name: str, key: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The phrases under a key by their first word, longest first."""
    out: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases(name, key):
        out.setdefault(phrase[0], []).append(phrase)
    return {word: tuple(held) for word, held in out.items()}


@cache
def reporting() -> Mapping[str, tuple[Verb, ...]]:
    """Reporting verbs by lemma; those with a particle first."""
    frames: dict[tuple[str, str | None], dict[str, Stance]] = {}
    preps: dict[tuple[str, str | None], dict[str, Stance]] = {}
    for group in load("reporting_verbs")["verbs"]:
        for verb in group["verbs"]:
            lemma, _, particle = str(verb).partition(" ")
            key = (lemma, particle or None)
            for frame in group["frames"]:
                frames.setdefault(key, {}).setdefault(frame, group["stance"])
            for prep in group.get("preps", ()):
                preps.setdefault(key, {}).setdefault(str(prep), group["stance"])
    out: dict[str, list[Verb]] = {}
    for name, part in sorted(frames.keys() | preps.keys(), key=lambda k: (k[0], k[1] is None, k[1] or "")):
        entry = Verb(particle=part, frames=frames.get((name, part), {}), preps=preps.get((name, part), {}))
        out.setdefault(name, []).append(entry)
    return {lemma: tuple(verbs) for lemma, verbs in out.items()}


@cache
def reporting_nouns() -> Mapping[str, Stance]:
    """Nouns whose complement is what somebody says or holds."""
    return {n: g["stance"] for g in load("reporting_verbs")["nouns"] for n in g["nouns"]}


@cache
def reporting_adjectives() -> Mapping[str, Stance]:
    """Adjectives of holding something: confident that, grateful for."""
    return {a: g["stance"] for g in load("reporting_verbs")["adjectives"] for a in g["adjectives"]}
