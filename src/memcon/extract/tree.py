"""A report's parse as a tree: children, subtree edges, namings by token, offsets to tokens."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from memcon.read.types import Entity, Naming, Quote, Range, Reading, Sentence, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "parataxis", "csubj"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """Indices over a ``Reading``; token indices throughout, ``right`` edges exclusive.

    ``namings`` gives the tightest naming that holds a token, ``headed`` the longest that it heads.
    ``quote_of`` is the index of the quotation that a token stands in.
    """

    reading: Reading
    children: tuple[tuple[int, ...], ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    namings: dict[int, Naming]
    headed: dict[int, Naming]
    entities: dict[str, Entity]
    quote_of: dict[int, int]

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the report."""
        return self.reading.tokens

    def token(self, i: int) -> Token:
        """The token at an index."""
        return self.reading.tokens[i]

    def sentence(self, i: int) -> Sentence:
        """The sentence of a token."""
        return self.reading.sentences[self.reading.tokens[i].sentence]

    def span(self, first: int, last: int) -> Range:
        """The code points of tokens ``first`` to ``last``, exclusive."""
        return self.starts[first], self.ends[last - 1]

    def subtree(self, i: int) -> tuple[int, int]:
        """The token edges of a subtree, kept inside its sentence."""
        return self.left[i], self.right[i]

    def tokens_in(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that share a character with ``text[start:end]``; the last exclusive."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    def child(self, i: int, *deps: str) -> int | None:
        """The first child with one of these relations."""
        return next((c for c in self.children[i] if self.tokens[c].dep in deps), None)

    def all(self, i: int, *deps: str) -> Iterator[int]:
        """All children with one of these relations."""
        return (c for c in self.children[i] if self.tokens[c].dep in deps)

    def up(self, i: int) -> Iterator[int]:
        """The heads above a token, nearest first."""
        for _ in range(60):
            head = self.tokens[i].head
            if head == i:
                return
            yield head
            i = head

    def within(self, i: int, top: int) -> bool:
        """Whether a token is ``top`` or below it."""
        return i == top or top in self.up(i)

    def quote(self, i: int) -> Quote | None:
        """The quotation that a token stands in."""
        number = self.quote_of.get(i)
        return None if number is None else self.reading.quotes[number]

    def trim(self, first: int, last: int) -> tuple[int, int]:
        """The token range without punctuation and loose conjunctions at its edges."""
        while first < last and (self.tokens[first].pos == "PUNCT" or self.tokens[first].norm in _MARKS):
            first += 1
        while last > first and (self.tokens[last - 1].pos == "PUNCT" or self.tokens[last - 1].norm in _MARKS):
            last -= 1
        return first, last


_MARKS = frozenset({",", ";", ":", ".", "-", "--", '"', "'", "''", "``", "!", "?"})


def tree(reading: Reading) -> Tree:
    """The tree of a reading, in time linear in its length (times the depth of the parse)."""
    tokens = reading.tokens
    children: list[list[int]] = [[] for _ in tokens]
    left, right = list(range(len(tokens))), [i + 1 for i in range(len(tokens))]
    for token in tokens:
        if token.head != token.i:
            children[token.head].append(token.i)
        i, steps = token.i, 0
        while tokens[i].head != i and steps < 200:
            i, steps = tokens[i].head, steps + 1
            left[i] = min(left[i], token.i)
            right[i] = max(right[i], token.i + 1)
    namings: dict[int, Naming] = {}
    headed: dict[int, Naming] = {}
    for naming in sorted(reading.namings, key=lambda n: (n.first - n.last, n.first)):
        for i in range(naming.first, naming.last):
            namings[i] = naming
        headed.setdefault(naming.head, naming)
    quote_of: dict[int, int] = {}
    for number, quote in enumerate(reading.quotes):
        for i in range(quote.first, quote.last):
            quote_of.setdefault(i, number)
    return Tree(
        reading=reading,
        children=tuple(map(tuple, children)),
        left=tuple(left),
        right=tuple(right),
        starts=tuple(t.start for t in tokens),
        ends=tuple(t.end for t in tokens),
        namings=namings,
        headed=headed,
        entities={e.id: e for e in reading.entities},
        quote_of=quote_of,
    )
