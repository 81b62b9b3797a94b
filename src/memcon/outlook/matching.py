"""Whether a sentence speaks of something: content words shared, counted by how rare they are, and parties named.

Words are folded as everywhere in memcon (synonyms of one group and nationalities count as one); "warships" are "ships"
(``compounds`` in ``data/watching.yaml``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log

from memcon.model.data import mapping
from memcon.model.gazetteer import states
from memcon.reconcile.lexis import fold, synonyms

PIECE = re.compile(r"[^\W_]+")
WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
TAIL = 4
"""The fewest letters of a word that may stand at the end of a longer one."""
LEAST = 0.3
"""The weight of a word that stands everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bag:
    """What a passage is about: folded content words with the words as written, and the states that it names."""

    words: Mapping[str, str]
    states: frozenset[str]


@cache
def _idle() -> frozenset[str]:
    return frozenset(mapping("outlook", "watching")["idle"])


@cache
def _states() -> dict[str, str]:
    """The code of each state by its names, demonyms and capital, in lower case."""
    out: dict[str, str] = {}
    for code, state in states().items():
        for name in (state.name, *state.names, *state.demonyms, *state.capital):
            out.setdefault(name.lower(), code)
    return out


@cache
def _named() -> re.Pattern[str]:
    names = sorted((n for n in _states() if " " in n or "." in n or "-" in n), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(n) for n in names) + r")(?!\w)", re.IGNORECASE)


@cache
def _openings() -> frozenset[str]:
    """The first words of the names that the pattern looks for."""
    return frozenset(w[0].lower() for n in _states() if (" " in n or "." in n or "-" in n) and (w := PIECE.findall(n)))


@lru_cache(maxsize=4096)
def bag(text: str) -> Bag:
    """The bag of a passage; the same for all who ask for it."""
    found: set[str] = set()
    words: dict[str, str] = {}

    def name(match: re.Match[str]) -> str:
        found.add(_states()[match[0].lower()])
        return " "

    rest = text
    if not _openings().isdisjoint(PIECE.findall(text.lower())):  # the pattern is slow, and few sentences need it
        rest = _named().sub(name, text)
    for match in WORD.finditer(rest):
        word = match[0]
        low = word.lower().replace("’", "'").removesuffix("'s").removesuffix("s'")
        code = _states().get(low)
        if code is not None and word[0].isupper():
            found.add(code)
            continue
        if low in _idle() or low.isdigit():
            continue
        for part in (low, *(p for p in low.split("-") if len(p) > TAIL and "-" in low)):
            key = _folded(part)
            if key and part not in _idle():
                words.setdefault(key, word)
    return Bag(words=words, states=frozenset(found))


@cache
def _compounds() -> dict[str, str]:
    """The word that a compound ends in, by the compound."""
    return {whole: end for end, found in mapping("outlook", "watching")["compounds"].items() for whole in found}


@cache
def _folded(word: str) -> str:
    """A word as the comparison sees it: the group of its plain form where that has one, else its stem."""
    word = _compounds().get(word) or _compounds().get(word.removesuffix("s"), word)
    plain = (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ed"), word.removesuffix("d"))
    more = (f"{word[:-3]}y",) if word.endswith("ies") else (word.removesuffix("ing"),)
    group = next((synonyms()[w] for w in (*plain, *more) if w in synonyms()), None)
    return group or _single(fold(word))


def _single(stem: str) -> str:
    """A stem without the second of two consonants at its end: "expelled" is "expel"."""
    double = len(stem) > TAIL and stem[-1] == stem[-2] and stem[-1] not in "aeious"
    return stem[:-1] if double else stem


def rareness(bags: Iterable[Bag]) -> dict[str, float]:
    """The weight of each word: the rarer among the sentences, the more."""
    counts: Counter[str] = Counter()
    total = 0
    for one in bags:
        total += 1
        counts.update(one.words.keys())
    return {w: max(LEAST, log((total + 1) / (n + 1))) for w, n in counts.items()}


def shared(sought: Iterable[tuple[str, int]], words: Mapping[str, str]) -> tuple[float, tuple[str, ...]]:
    """The share of what is sought (words as folded, with what each weighs) that a passage has; these words."""
    total = hit = 0
    found: list[str] = []
    for key, weight in sought:
        total += weight
        if key in words:
            hit += weight
            found.append(key)
    return (hit / total if total else 0.0), tuple(found)


def ordered(words: Sequence[str], text: str) -> tuple[str, ...]:
    """Words in the order in which a text has them."""
    return tuple(sorted(words, key=lambda w: (text.find(w) if w in text else len(text), w)))
