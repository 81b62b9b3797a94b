"""Questions about a reading: which entity a token means, what hangs under it, which sentence it is in.

All functions are pure over a ``Reading``; each builds its index once per reading and asks it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from memcon.read.types import Entity, Naming, Quote, Reading, Sentence, Timex, Token

_LIGHT = frozenset({"compound", "amod", "nmod", "det", "case", "punct", "nummod", "poss"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """A reading with its tables: children, subtrees and namings by token, entities by id.

    ``left`` and ``right`` bound the subtree of each token (half-open, gaps included). ``inner`` is
    the shortest naming over a token, ``headed`` the longest naming whose head it is.
    """

    reading: Reading
    kids: tuple[tuple[int, ...], ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    inner: Mapping[int, Naming]
    headed: Mapping[int, Naming]
    entities: Mapping[str, Entity]
    quoted: Mapping[int, Quote]
    starts: tuple[int, ...]


@lru_cache(maxsize=64)
def _built(key: int, holder: _Held) -> Index:
    """The index of a held reading; ``key`` is its identity."""
    del key
    return _build(holder.reading)


class _Held:
    """A reading compared by identity, so that a cache need not compare whole readings."""

    __slots__ = ("reading",)

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.reading is self.reading

    def __hash__(self) -> int:
        return id(self.reading)


def index(reading: Reading) -> Index:
    """The index of a reading, built once."""
    return _built(id(reading), _Held(reading))


def _build(reading: Reading) -> Index:
    """Compute the tables; linear in the tokens and namings, parse trees being shallow."""
    tokens = reading.tokens
    kids: list[list[int]] = [[] for _ in tokens]
    left = list(range(len(tokens)))
    right = [t.i + 1 for t in tokens]
    for t in tokens:
        if t.head != t.i:
            kids[t.head].append(t.i)
    for t in tokens:
        # A subtree reaches as far as its outermost tokens: hand each token up to all above it.
        at, steps = t.i, 0
        while tokens[at].head != at and steps < 400:
            at = tokens[at].head
            steps += 1
            if left[at] <= t.i < right[at]:
                continue
            left[at] = min(left[at], t.i)
            right[at] = max(right[at], t.i + 1)
    inner: dict[int, Naming] = {}
    headed: dict[int, Naming] = {}
    for n in sorted(reading.namings, key=lambda n: (n.first - n.last, n.first)):
        for i in range(n.first, n.last):
            inner[i] = n
    for n in sorted(reading.namings, key=lambda n: (n.last - n.first, n.first)):
        headed[n.head] = n
    quoted: dict[int, Quote] = {}
    for q in sorted(reading.quotes, key=lambda q: (q.first - q.last, q.first)):
        for i in range(q.first, q.last):
            quoted[i] = q
    return Index(
        reading=reading,
        kids=tuple(tuple(k) for k in kids),
        left=tuple(left),
        right=tuple(right),
        inner=MappingProxyType(inner),
        headed=MappingProxyType(headed),
        entities=MappingProxyType({e.id: e for e in reading.entities}),
        quoted=MappingProxyType(quoted),
        starts=tuple(t.start for t in tokens),
    )


def children(reading: Reading, i: int) -> tuple[Token, ...]:
    """The direct syntactic children of token ``i``, in text order."""
    return tuple(reading.tokens[k] for k in index(reading).kids[i])


def child(reading: Reading, i: int, *deps: str) -> Token | None:
    """The first child of token ``i`` with one of the given dependency labels."""
    return next((t for t in children(reading, i) if t.dep in deps), None)


def subtree(reading: Reading, i: int) -> tuple[int, int]:
    """The half-open token range from the first to the last token under ``i``, itself included."""
    ix = index(reading)
    return ix.left[i], ix.right[i]


def under(reading: Reading, i: int, top: int) -> bool:
    """Whether token ``i`` is ``top`` or hangs under it."""
    tokens = reading.tokens
    for _ in range(400):
        if i == top:
            return True
        if tokens[i].head == i:
            return False
        i = tokens[i].head
    return False


def ancestors(reading: Reading, i: int) -> Iterator[Token]:
    """The tokens above token ``i``, nearest first."""
    tokens = reading.tokens
    for _ in range(400):
        if tokens[i].head == i:
            return
        i = tokens[i].head
        yield tokens[i]


def conjuncts(reading: Reading, i: int) -> tuple[int, ...]:
    """Token ``i`` and all that is coordinated with it, in text order."""
    tokens = reading.tokens
    while tokens[i].dep == "conj" and tokens[i].head != i:
        i = tokens[i].head
    out, stack = [i], [i]
    while stack:
        at = stack.pop()
        for k in index(reading).kids[at]:
            if tokens[k].dep == "conj":
                out.append(k)
                stack.append(k)
    return tuple(sorted(out))


def naming_at(reading: Reading, i: int) -> Naming | None:
    """The naming that token ``i`` heads, else the shortest naming over it."""
    ix = index(reading)
    return ix.headed.get(i) or ix.inner.get(i)


def entity_at(reading: Reading, i: int) -> Entity | None:
    """The entity that the phrase headed by token ``i`` refers to; null for none.

    The token may head a naming, stand inside one, or head a phrase with an apposition that names
    ("the prime minister, Smith"). A possessor is not the phrase: "Japan's stance" refers to nobody.
    """
    ix = index(reading)
    naming = naming_at(reading, i)
    if naming is None:
        for k in ix.kids[i]:
            if reading.tokens[k].dep == "appos" and k in ix.headed:
                naming = ix.headed[k]
                break
    return ix.entities.get(naming.entity) if naming is not None else None


def entities_at(reading: Reading, i: int) -> tuple[Entity, ...]:
    """The entities of token ``i`` and of all coordinated with it: both of "Smith and Jones"."""
    found = [entity_at(reading, k) for k in conjuncts(reading, i)]
    return tuple(dict.fromkeys(e for e in found if e is not None))


def modifiers_at(reading: Reading, i: int) -> tuple[Entity, ...]:
    """The entities that possess or modify the noun at token ``i`` ("Japan's stance", "U.S.-China talks")."""
    ix = index(reading)
    out: list[Entity] = []
    for k in sorted(ix.kids[i]):
        if reading.tokens[k].dep not in _LIGHT:
            continue
        low, high = subtree(reading, k)
        for at in range(low, high):
            if at == i or at not in ix.inner:
                continue
            entity = ix.entities.get(ix.inner[at].entity)
            if entity is not None and entity not in out:
                out.append(entity)
    return tuple(out)


def entity(reading: Reading, ident: str) -> Entity | None:
    """The entity with an id."""
    return index(reading).entities.get(ident)


def expand_group(reading: Reading, ident: str) -> tuple[str, ...]:
    """The members of a group, theirs in turn if they are groups; the id itself for all others."""
    found = index(reading).entities.get(ident)
    if found is None or not found.members:
        return (ident,)
    out: dict[str, None] = {}
    for member in found.members:
        if member != ident:
            out |= dict.fromkeys(expand_group(reading, member))
    return tuple(out)


def namings_in(reading: Reading, first: int, last: int) -> tuple[Naming, ...]:
    """The namings that begin at tokens ``first`` to ``last``, exclusive."""
    ix = index(reading)
    found = {id(n): n for i in range(first, last) if (n := ix.inner.get(i)) is not None and n.first >= first}
    found |= {id(n): n for i in range(first, last) if (n := ix.headed.get(i)) is not None and n.first >= first}
    return tuple(sorted(found.values(), key=lambda n: (n.first, n.last)))


def sentence_of(reading: Reading, i: int) -> Sentence:
    """The sentence of token ``i``."""
    return reading.sentences[reading.tokens[i].sentence]


def quote_of(reading: Reading, i: int) -> Quote | None:
    """The innermost quotation that token ``i`` stands in."""
    return index(reading).quoted.get(i)


def token_at(reading: Reading, offset: int) -> int:
    """The token at or before a code-point offset; 0 before the first."""
    return max(bisect_right(index(reading).starts, offset) - 1, 0)


def timexes_in(reading: Reading, first: int, last: int) -> tuple[tuple[int, Timex], ...]:
    """The time expressions that begin at tokens ``first`` to ``last``, exclusive, with their index."""
    return tuple((k, t) for k, t in enumerate(reading.timexes) if first <= t.first < last)
