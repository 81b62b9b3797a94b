"""Mentions of events as their coreference over documents sees them: the word, its arguments, its context.

Everything is read off the parse: the head of the mention, who and what hangs on it, the sentence around it.
The vectors are the encoder's, of the mention within its sentence and of the words alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from memcon.read.encoder import WIDTH, embed
from memcon.read.token_states import embed_tokens
from memcon.read.types import Token
from memcon.read.wordpiece import Pieces
from memcon.reconcile.lexis import CONTENT, fold, stem

Vector = NDArray[np.float32]
Words = frozenset[str]

NEAR = 5
"""Tokens around a mention that are its near context."""
DEPTH = 3
"""Steps down the parse within which words belong to an argument."""
YEAR = re.compile(r"(?:19|20)\d\d")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "tomorrow")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november")
CALENDAR = frozenset({*DAYS, *MONTHS, "december", "morning", "afternoon", "evening", "night", "week", "month", "year"})
TO, AT = frozenset({"of"}), frozenset({"in", "at", "near", "on"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention stands: its document, and its tokens in that document's parse."""

    document: int
    tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A mention with what its document says of it. ``subject`` falls back on the governor's."""

    document: int
    sentence: int
    text: str
    lemma: str
    stem: str
    group: str
    kind: str
    relation: str
    lemmas: Words
    groups: Words
    words: Words
    near: Words
    names: Words
    figures: Words
    times: Words
    own_subject: Words
    subject: Words
    object: Words
    modifiers: Words
    after: Words
    after_of: Words
    place: Words
    governor: str
    definite: bool
    indefinite: bool
    negated: bool
    modal: bool

    @property
    def arguments(self) -> Words:
        """The words of all that hangs on the mention."""
        return self.own_subject | self.object | self.modifiers | self.after


@dataclass(frozen=True, slots=True)
class Vectors:
    """Unit vectors by mention, (mentions, 384) each; a row of zeros where there is no such argument."""

    mention: Vector
    sentence: Vector
    alone: Vector
    subject: Vector
    object: Vector
    arguments: Vector


@dataclass(frozen=True, slots=True)
class _Parse:
    tokens: Sequence[Token]
    children: Mapping[int, Sequence[int]]
    sentences: Mapping[int, Sequence[Token]]

    def subtree(self, i: int, depth: int = DEPTH) -> frozenset[int]:
        out = {i}
        if depth:
            for child in self.children.get(i, ()):
                out |= self.subtree(child, depth - 1)
        return frozenset(out)


def _parse(tokens: Sequence[Token]) -> _Parse:
    children: dict[int, list[int]] = defaultdict(list)
    sentences: dict[int, list[Token]] = defaultdict(list)
    for token in tokens:
        sentences[token.sentence].append(token)
        if token.head != token.i:
            children[token.head].append(token.i)
    return _Parse(tokens, children, sentences)


@cache
def root(lemma: str) -> str:
    """A lemma without its derivational endings."""
    return stem(lemma)


@cache
def word(lemma: str) -> str:
    """A lemma folded over synonyms; the lemma itself where it is no content."""
    return fold(lemma) or lemma


def head_of(tokens: Sequence[Token]) -> Token:
    """The token of a mention that the others hang on; of several the last noun, or the first if it is a verb."""
    inside = {t.i for t in tokens}
    tops = [t for t in tokens if t.head not in inside or t.head == t.i]
    tops = [t for t in tops if t.pos in CONTENT] or tops or list(tokens)
    return tops[0] if tops[0].pos == "VERB" else tops[-1]


@dataclass(frozen=True, slots=True)
class _Reader:
    """One mention being read: its parse, its tokens, its head."""

    parse: _Parse
    inside: frozenset[int]
    head: Token

    def bag(self, indices: Iterable[int]) -> Words:
        tokens = (self.parse.tokens[i] for i in indices if i not in self.inside)
        return frozenset(w for t in tokens if t.pos in CONTENT and (w := fold(t.lemma)))

    def below(self, relations: frozenset[str], of: Token | None = None) -> frozenset[int]:
        """The tokens of the head's children in these relations."""
        top = of or self.head
        children = (c for c in self.parse.children.get(top.i, ()) if self.parse.tokens[c].dep in relations)
        return frozenset().union(*(self.parse.subtree(c) for c in children))

    def after(self, prepositions: frozenset[str] | None = None) -> frozenset[int]:
        children = (self.parse.tokens[c] for c in self.parse.children.get(self.head.i, ()))
        found = (t for t in children if t.dep == "prep" and (prepositions is None or t.norm in prepositions))
        return frozenset().union(*(self.parse.subtree(t.i) for t in found))

    def subject(self) -> frozenset[int]:
        own = self.below(frozenset({"nsubj", "csubj", "poss"}))
        for child in self.parse.children.get(self.head.i, ()):
            if self.parse.tokens[child].dep == "agent":
                own |= frozenset().union(*(self.parse.subtree(c) for c in self.parse.children.get(child, ())))
        return own

    def lent_subject(self) -> frozenset[int]:
        """The subject that the governor lends a verb without one."""
        if self.head.pos != "VERB" or self.head.head == self.head.i:
            return frozenset()
        governor = self.parse.tokens[self.head.head]
        if self.head.dep in {"conj", "xcomp", "advcl", "ccomp"}:
            return self.below(frozenset({"nsubj", "nsubjpass"}), governor)
        return (
            self.parse.subtree(governor.i) - self.parse.subtree(self.head.i) if self.head.dep == "acl" else frozenset()
        )


OBJECT = frozenset({"dobj", "nsubjpass", "attr", "dative"})
MODIFIER = frozenset({"compound", "amod", "nmod"})


def _told(parse: _Parse, place: Place) -> tuple[Told, tuple[frozenset[int], frozenset[int], frozenset[int]]]:
    tokens = [parse.tokens[i] for i in place.tokens]
    head = head_of(tokens)
    reader = _Reader(parse, frozenset(place.tokens), head)
    sentence = parse.sentences[head.sentence]
    around = [t for t in sentence if t.i not in reader.inside]
    content = [t for t in around if t.pos in CONTENT]
    subject, thing = reader.subject(), reader.below(OBJECT)
    lent = subject or reader.lent_subject()
    lemmas = frozenset(t.lemma for t in tokens if t.pos in CONTENT) or frozenset({head.lemma})
    children = [parse.tokens[c] for c in parse.children.get(head.i, ())]
    article = next((t.norm for t in children if t.dep in {"det", "poss"}), "")
    governor = parse.tokens[head.head] if head.head != head.i else None
    modifiers, after = reader.below(MODIFIER), reader.after()
    told = Told(
        document=place.document,
        sentence=head.sentence,
        text=" ".join(t.norm for t in tokens),
        lemma=head.lemma,
        stem=root(head.lemma),
        group=word(head.lemma),
        kind="V" if head.pos == "VERB" else "N" if head.pos in {"NOUN", "PROPN"} else "O",
        relation=head.dep,
        lemmas=lemmas,
        groups=frozenset(word(x) for x in lemmas),
        words=frozenset(fold(t.lemma) for t in content) - {""},
        near=frozenset(fold(t.lemma) for t in content if abs(t.i - head.i) <= NEAR) - {""},
        names=frozenset(t.norm for t in around if t.pos == "PROPN"),
        figures=frozenset(t.norm for t in around if t.pos == "NUM"),
        times=frozenset(t.norm for t in sentence if t.norm in CALENDAR or YEAR.fullmatch(t.norm)),
        own_subject=reader.bag(subject),
        subject=reader.bag(lent),
        object=reader.bag(thing),
        modifiers=reader.bag(modifiers),
        after=reader.bag(after),
        after_of=reader.bag(reader.after(TO)),
        place=reader.bag(reader.after(AT)),
        governor=word(governor.lemma) if governor else "",
        definite=article in {"the", "this", "that"},
        indefinite=article in {"a", "an"},
        negated=any(t.dep == "neg" for t in children),
        modal=any(t.dep == "aux" and t.tag == "MD" for t in children),
    )
    return told, (lent - reader.inside, thing - reader.inside, (lent | thing | modifiers | after) - reader.inside)


def _unit(rows: Vector) -> Vector:
    length = np.linalg.norm(rows, axis=-1, keepdims=True)
    found: Vector = (rows / np.where(length > 0, length, 1.0)).astype(np.float32)
    return found


def _mean(states: Vector, read: Pieces, shift: int, tokens: Iterable[Token]) -> Vector:
    """The mean state of the pieces that some tokens are cut into; zeros for none."""
    spans = [(t.start - shift, t.end - shift) for t in tokens]
    rows = [
        k for k, (a, b) in enumerate(zip(read.starts, read.ends, strict=True)) if any(a < e and b > s for s, e in spans)
    ]
    return states[rows].mean(axis=0) if rows else np.zeros(WIDTH, dtype=np.float32)


def mentions(
    texts: Sequence[str], parses: Sequence[Sequence[Token]], places: Sequence[Place]
) -> tuple[list[Told], Vectors]:
    """What each mention's document says of it, and its vectors. Tokens of each parse are numbered from 0."""
    parsed: dict[int, _Parse] = {}
    told: list[Told] = []
    arguments: list[tuple[frozenset[int], frozenset[int], frozenset[int]]] = []
    for place in places:
        parse = parsed.setdefault(place.document, _parse(parses[place.document]))
        one, parts = _told(parse, place)
        told.append(one)
        arguments.append(parts)
    states: dict[tuple[int, int], tuple[Pieces, Vector, int]] = {}
    for key in sorted({(m.document, m.sentence) for m in told}):
        tokens = parsed[key[0]].sentences[key[1]]
        read, found = embed_tokens(texts[key[0]][tokens[0].start : tokens[-1].end])
        states[key] = read, found, tokens[0].start
    rows: list[list[Vector]] = [[], [], [], [], []]
    for place, one, parts in zip(places, told, arguments, strict=True):
        read, found, shift = states[one.document, one.sentence]
        tokens = parses[place.document]
        rows[0].append(_mean(found, read, shift, (tokens[i] for i in place.tokens)))
        rows[1].append(found.mean(axis=0))
        for column, part in enumerate(parts, 2):
            rows[column].append(_mean(found, read, shift, (tokens[i] for i in part if tokens[i].pos in CONTENT)))
    columns = [_unit(np.stack(r)) if r else np.zeros((0, WIDTH), dtype=np.float32) for r in rows]
    return told, Vectors(columns[0], columns[1], embed([m.text for m in told]), *columns[2:])
