"""A report's tokens as a graph: children, conjuncts, prepositions and who is named where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Any, TypeVar

from memcon.extract.lexicon import lexicon
from memcon.extract.types import Attribution
from memcon.read.types import Entity, Naming, Range, Reading, Sentence, Timex, Token

T = TypeVar("T")

GERUND = frozenset({"dobj", "nsubj", "nsubjpass", "pobj", "attr"})
"""Labels under which a gerund with an article is a noun."""


def remembered(function: Callable[[Graph, int], T]) -> Callable[[Graph, int], T]:
    """A function of a token of a graph, worked out once for each; what it gives must not be changed."""

    @wraps(function)
    def of(graph: Graph, i: int) -> T:
        known = graph.memo.setdefault(function, {})
        if i not in known:
            known[i] = function(graph, i)
        found: T = known[i]
        return found

    return of


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """A reading with what is asked of it again and again.

    ``children[i]`` are the dependents of token ``i`` in text order. ``named`` gives the namings
    whose syntactic head is a token, ``inside`` the tokens that lie in some name.
    """

    reading: Reading
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]
    named: dict[int, tuple[Naming, ...]]
    inside: dict[int, Naming]
    entities: dict[str, Entity]
    timexes: dict[int, tuple[int, ...]]
    dated: frozenset[int]
    attributions: tuple[Attribution, ...]
    side: str | None = None
    deps: tuple[str, ...] = ()
    """The label of each token."""
    lemmas: tuple[str, ...] = ()
    memo: dict[Any, dict[int, Any]] = field(default_factory=dict, repr=False, compare=False)
    """What has been worked out of tokens (`remembered`)."""

    def kids(self, i: int, *deps: str) -> list[int]:
        """The children of a token under these labels."""
        labels = self.deps
        return [k for k in self.children[i] if labels[k] in deps]

    def kid(self, i: int, *deps: str) -> int | None:
        """The first child of a token under one of these labels."""
        labels = self.deps
        for k in self.children[i]:
            if labels[k] in deps:
                return k
        return None

    def sentence(self, i: int) -> Sentence:
        """The sentence of a token."""
        return self.reading.sentences[self.tokens[i].sentence]

    def subtree(self, i: int) -> list[int]:
        """A token and all below it, in text order."""
        out, todo = [i], [i]
        while todo:
            for k in self.children[todo.pop()]:
                out.append(k)
                todo.append(k)
        return sorted(out)

    def span(self, first: int, last: int) -> Range:
        """The offsets of tokens ``first`` to ``last``, both included."""
        return self.tokens[first].start, self.tokens[last].end

    def up(self, i: int) -> list[int]:
        """The heads above a token, nearest first."""
        out: list[int] = []
        while (h := self.tokens[i].head) != i and len(out) < 60:
            out.append(h)
            i = h
        return out

    def conjuncts(self, i: int) -> list[int]:
        """A token and those coordinated after it."""
        out, at = [i], 0
        while at < len(out):
            out += [k for k in self.kids(out[at], "conj") if k not in out]
            at += 1
        return out

    def first_conjunct(self, i: int) -> int:
        """The first of the coordination that a token stands in."""
        while self.tokens[i].dep == "conj" and self.tokens[i].head != i:
            i = self.tokens[i].head
        return i

    def preps(self, i: int) -> list[tuple[str, int, int | None]]:
        """The prepositions under a token: word, its token, the head of its object (null if stranded)."""
        return list(_preps(self, i))

    def lemma(self, i: int) -> str:
        """The lemma in lower case; a proper noun's plural ending is cut off."""
        return self.lemmas[i]

    def modifiers(self, i: int) -> list[int]:
        """The words before a noun that belong to it: adjectives, compounds, and what is joined to them."""
        return list(_modifiers(self, i))

    def determiner(self, i: int) -> str | None:
        """The article, demonstrative, quantifier or possessive of a noun, as ``norm``; ``poss`` for a genitive."""
        det = self.kid(i, "det", "predet")
        if det is not None:
            return self.tokens[det].norm
        poss = self.kid(i, "poss")
        if poss is not None:
            return "poss"
        return None

    def definite(self, i: int) -> bool:
        """Whether a noun phrase points at something known: "the", a demonstrative, a possessor."""
        return self.determiner(i) in {"the", "this", "that", "these", "those", "both", "poss"}

    def passive(self, i: int) -> bool:
        """Whether a verb is passive (also a participle after its noun)."""
        if self.kid(i, "nsubjpass", "auxpass", "csubjpass") is not None:
            return True
        token = self.tokens[i]
        if token.dep == "conj" and token.head != i and self.kid(i, "nsubj", "aux") is None:
            # "was stopped and searched"; "was called in and handed a note", where the form alone does not tell
            told = token.tag == "VBN" or (
                token.tag == "VBD" and self.lemma(i) in lexicon().words["act_words"]["handed"]
            )
            return told and self.tokens[token.head].tag == "VBN" and self.passive(token.head)
        return token.tag == "VBN" and token.dep in {"acl", "amod", "relcl"} and self.kid(i, "aux") is None


@remembered
def _preps(graph: Graph, i: int) -> tuple[tuple[str, int, int | None], ...]:
    out: list[tuple[str, int, int | None]] = []
    for k in graph.children[i]:
        token = graph.tokens[k]
        if token.dep in {"prep", "agent", "dative"} and token.tag in {"IN", "TO", "VBG", "RB", "RP", "VBN", "JJ"}:
            inner = graph.kid(k, "pobj", "pcomp")
            if inner is None and (deeper := graph.kid(k, "prep")) is not None:
                out.append((graph.tokens[deeper].norm, deeper, graph.kid(deeper, "pobj", "pcomp")))
            out.append((token.norm, k, inner))
    return tuple(out)


@remembered
def _modifiers(graph: Graph, i: int) -> tuple[int, ...]:
    out: list[int] = []
    for k in graph.kids(i, "amod", "compound", "nmod", "nummod", "npadvmod"):
        for c in graph.conjuncts(k):
            out.append(c)
            out += graph.kids(c, "compound", "amod", "npadvmod", "advmod")
    return tuple(sorted(set(out)))


def _lemma(token: Token) -> str:
    """The lemma in lower case; a proper noun's plural ending is cut off."""
    low = token.lemma.lower()
    if token.tag == "NNPS" and low.endswith("s") and not low.endswith("ss"):
        return low[:-1]
    return low


def _mend(tokens: tuple[Token, ...], token: Token) -> Token:
    """A token with two habits of the parser undone.

    An infinitive right after a noun that takes one ("US actions to lower tariffs") hangs on that
    noun; a participle of speech joined to what another one contains ("accusing X of crossing a line
    and indicating retaliation") is joined to that other one.
    """
    lex = lexicon()
    if token.dep == "ccomp" and token.i < token.head and token.lemma == tokens[token.head].lemma:
        # "X saw Y; Z saw V": a clause before a semicolon is one of its own, and no content of the next
        if any(t.text == ";" and t.head == token.head for t in tokens[token.i : token.head]):
            return replace(token, dep="parataxis")
    if token.dep == "nsubj" and token.i > token.head and tokens[token.head].tag in {"VBD", "VBZ", "VBP"}:
        # "X rang Mr Y": a second subject behind its verb is the object
        others = [t for t in tokens[max(0, token.head - 14) : token.i] if t.head == token.head and t.i != token.head]
        subject = any(t.dep == "nsubj" and t.i < token.head for t in others)
        if subject and not any(t.dep in {"dobj", "ccomp", "punct"} and t.i > token.head for t in others):
            return replace(token, dep="dobj")
    if token.tag == "VBZ" and token.i and tokens[token.i - 1].tag == "IN" and tokens[token.i - 1].dep == "prep":
        # "over remarks that X had made": no verb with a tense stands right behind a preposition
        before = tokens[token.i - 1]
        if before.norm in lex.words["links"]["noun_after"] and before.sentence == token.sentence:
            return replace(token, tag="NNS", pos="NOUN", dep="pobj", head=before.i)
    if token.tag == "VBG" and token.dep in GERUND and token.i:
        # "called the shelling a violation": with an article before it, it is the noun
        before = tokens[token.i - 1]
        if before.head == token.i and before.norm in {"the", "this", "that"}:
            return replace(token, tag="NN", pos="NOUN", lemma=token.norm)
    if token.tag == "VBZ" and token.dep == "pobj":
        return replace(token, tag="NNS", pos="NOUN")  # "over the ceasefire violations along the line"
    if token.dep == "appos" and (mended := _subject_apposed(tokens, token)) is not None:
        return mended
    if token.dep == "oprd" and token.pos == "PROPN" and token.i > token.head and tokens[token.head].tag != "VBN":
        # "called Prime Minister X of Y": what is named so needs an object first; without one, it is the object
        near = tokens[max(0, token.head - 14) : token.i]
        if not any(t.head == token.head and t.dep in {"dobj", "nsubjpass", "auxpass", "ccomp"} for t in near):
            return replace(token, dep="dobj")
    if token.norm == "following" and token.tag == "VBG" and token.dep in {"advcl", "acl", "xcomp"} and token.i:
        return replace(token, dep="prep", tag="IN", pos="ADP")
    if (
        token.dep == "dobj"
        and tokens[token.head].norm == "following"
        and tokens[token.head].dep in {"advcl", "acl", "xcomp"}
    ):
        return replace(token, dep="pobj")
    if token.tag == "VB" and token.dep in {"xcomp", "advcl"} and token.i and tokens[token.i - 1].tag == "TO":
        # "reaffirmed the readiness of X along with Y to respond"
        above = tokens[token.head]
        for noun in tokens[token.head + 1 : token.i]:
            if noun.head == above.i and noun.dep == "dobj" and noun.lemma.lower() in lex.cues.nouns:
                if above.lemma.lower() not in lex.controls and lex.cues.nouns[noun.lemma.lower()] in {
                    "planned",
                    "proposed",
                }:
                    return replace(token, head=noun.i, dep="acl")
    if token.tag == "VB" and token.dep in {"xcomp", "advcl"} and token.i >= 2 and tokens[token.i - 1].tag == "TO":
        noun = tokens[token.i - 2]
        above = tokens[token.head]
        if noun.i != token.head and noun.tag in {"NN", "NNS"} and noun.lemma.lower() in lex.cues.nouns:
            if noun.dep in {"pobj", "conj"} or (noun.dep == "dobj" and above.lemma.lower() not in lex.controls):
                return replace(token, head=noun.i, dep="acl")
    if token.dep == "conj" and token.tag == "VBG" and tokens[token.head].dep == "pcomp":
        prep = tokens[tokens[token.head].head]
        outer = tokens[prep.head]
        if outer.tag == "VBG" and outer.i != token.i and outer.dep in {"pcomp", "advcl", "conj"}:
            if token.lemma.lower() in lex.speech and outer.lemma.lower() in lex.speech:
                return replace(token, head=outer.i)
    return token


def _subject_apposed(tokens: tuple[Token, ...], token: Token) -> Token | None:
    """The subject that the parser took for an apposition ("Ahead of the summit in X, the ministers of Y met")."""
    verb, prep = token.head, False
    for _ in range(6):
        prep = prep or tokens[verb].dep == "prep"
        if tokens[verb].pos in {"VERB", "AUX"} or tokens[verb].head == verb:
            break
        verb = tokens[verb].head
    found = tokens[verb]
    if not prep or verb <= token.i or found.pos not in {"VERB", "AUX"}:
        return None
    same = [t for t in tokens[max(0, token.i - 60) : verb + 1] if t.sentence == token.sentence]
    own = [t for t in same if t.head == verb and t.i != verb]
    if any(t.dep in {"nsubj", "nsubjpass", "csubj", "expl"} for t in own):
        return None
    if found.tag not in {"VBD", "VBZ", "VBP"} and not any(t.dep in {"aux", "auxpass"} for t in own):
        return None
    last = token.i
    for t in same:
        if t.i > last >= t.head >= token.i:
            last = t.i
    between = tokens[last + 1 : verb]
    if any(t.head != verb or t.dep not in {"aux", "auxpass", "advmod", "neg"} for t in between):
        return None
    passive = any(t.dep == "auxpass" for t in own)
    return replace(token, head=verb, dep="nsubjpass" if passive else "nsubj")


def build(reading: Reading, attributions: tuple[Attribution, ...] = (), side: str | None = None) -> Graph:
    """The graph of a reading."""
    tokens = tuple(_mend(reading.tokens, token) for token in reading.tokens)
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            children[token.head].append(token.i)
    named: dict[int, list[Naming]] = {}
    inside: dict[int, Naming] = {}
    for naming in reading.namings:
        named.setdefault(naming.head, []).append(naming)
        for i in range(naming.first, naming.last):
            if i not in inside or naming.last - naming.first > inside[i].last - inside[i].first:
                inside[i] = naming
    timexes: dict[int, list[int]] = {}
    for n, timex in enumerate(reading.timexes):
        timexes.setdefault(timex.sentence, []).append(n)
    return Graph(
        reading=reading,
        tokens=tokens,
        children=tuple(tuple(c) for c in children),
        named={k: tuple(v) for k, v in named.items()},
        inside=inside,
        entities={e.id: e for e in reading.entities},
        timexes={k: tuple(v) for k, v in timexes.items()},
        dated=frozenset(i for t in reading.timexes for i in range(t.first, t.last)),
        attributions=attributions,
        side=side,
        deps=tuple(t.dep for t in tokens),
        lemmas=tuple(map(_lemma, tokens)),
    )


def timex_head(graph: Graph, timex: Timex) -> int:
    """The token of a time expression whose head lies outside it."""
    for i in range(timex.first, timex.last):
        head = graph.tokens[i].head
        if head == i or not timex.first <= head < timex.last:
            return i
    return timex.first
