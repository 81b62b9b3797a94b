"""Which events of a part kept in outline may be put beside those of another: found without opening each of them.

Most events of two parts have nothing in common. The rows of a part name words by their places in its own table, and
they are gone through as they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from memcon.reconcile.likeness import families

TYPE, ACTING, ACTED, KINDS, NOUNS, WORDS = 0, 6, 7, 8, 9, 12
"""Where the values stand in the row of a chain (``outlines.packed``)."""
KIND = "@"
"""Before a kind of contact, which is no word."""

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """By what a chain is put beside others: with its family, two parties, or one and a word, or the noun.

    A noun counts where one of the two names no party, one party and a word where one of them names no more.
    """

    parties: int
    two: frozenset[Key]
    one: frozenset[Key]
    nouns: frozenset[Key]

    @property
    def all(self) -> frozenset[Key]:
        """All of them."""
        return self.two | self.one | self.nouns

    def meets(self, other: Keys) -> bool:
        """Whether the two chains are put beside each other."""
        fewest = min(self.parties, other.parties)
        if not self.two.isdisjoint(other.two):
            return True
        if fewest > 1:
            return False
        return not (self.one.isdisjoint(other.one) if fewest else self.nouns.isdisjoint(other.nouns))


@dataclass(frozen=True, slots=True)
class _Typed:
    """What is sought among chains of one type; ``lone`` and ``bare`` are of chains with one party alone, with none."""

    two: set[tuple[str, str]] = field(default_factory=set)
    lone: dict[str, set[str]] = field(default_factory=dict)
    some: dict[str, set[str]] = field(default_factory=dict)
    bare: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)


class Sought:
    """What is sought: what the chains of a part are put beside others by."""

    def __init__(self, chains: Iterable[Keys]) -> None:
        self._by_family: dict[str, _Typed] = {}
        self._by_type: dict[str | None, _Typed] = {}
        for chain in chains:
            for family, one, two in chain.two:
                self._family(family).two.add((one, two))
            for family, party, _, word in chain.one:
                here = self._family(family)
                here.some.setdefault(party, set()).add(word)
                if chain.parties == 1:
                    here.lone.setdefault(party, set()).add(word)
            for family, noun in chain.nouns:
                here = self._family(family)
                here.nouns.add(noun)
                if not chain.parties:
                    here.bare.add(noun)

    def _family(self, name: str) -> _Typed:
        return self._by_family.setdefault(name, _Typed())

    def _type(self, name: str | None) -> _Typed:
        """What is sought among chains of a type: that of all its families."""
        if name not in self._by_type:
            here = self._by_type[name] = _Typed()
            for family in families(name) & self._by_family.keys():
                other = self._by_family[family]
                here.two.update(other.two)
                here.bare.update(other.bare)
                here.nouns.update(other.nouns)
                for mine, theirs in ((here.lone, other.lone), (here.some, other.some)):
                    for party, words in theirs.items():
                        mine.setdefault(party, set()).update(words)
        return self._by_type[name]

    def places(self, rows: Sequence[Any], words: Sequence[str]) -> list[int]:
        """The places of the events that may be put beside what is sought; ``words`` is the table of their words."""
        return [n for n, row in enumerate(rows) if any(_meets(self._type(c[TYPE]), c, words) for c in row[1])]


def _meets(here: _Typed, chain: Sequence[Any], words: Sequence[str]) -> bool:
    """Whether a chain may be put beside what is sought."""
    parties = sorted({*chain[ACTING], *chain[ACTED]})  # words are in order, so that their places are, too
    nouns = here.bare if parties else here.nouns
    if nouns and any(words[n] in nouns for n in chain[NOUNS]):
        return True
    named = [words[p] for p in parties]
    if len(named) > 1 and here.two:
        if any((one, two) in here.two for n, one in enumerate(named) for two in named[n + 1 :]):
            return True
    held = here.some if len(named) == 1 else here.lone
    for one in named:
        sought = held.get(one)
        if not sought:
            continue
        if chain[TYPE] == "CONSULT":
            if any(f"{KIND}{words[k]}" in sought for k in chain[KINDS]):
                return True
        elif any(words[w] in sought for w in chain[WORDS]) or any(words[n] in sought for n in chain[NOUNS]):
            return True
    return False
