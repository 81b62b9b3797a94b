"""Parts of speech and lemmas, worked out once for each word with its tag and relation.

spaCy's attribute ruler and lemmatizer look at one token at a time, but for a few pairs ("let 's"); over
whole texts they cost half as much as the parse. Here they see each (word, tag, relation) once, and a
text with such a pair goes through them whole, so that nothing comes out differently.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

Word = tuple[str, str]
"""Part of speech and lemma."""
APART = ("attribute_ruler", "lemmatizer")
"""The components that are not part of the parse."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lemmas:
    """How to name the words of a parsed text. ``pairs`` finds what the rules see in two tokens or more."""

    pairs: Any
    rules: tuple[Any, ...]
    alone: Callable[[str, str, str], Word]

    def of(self, doc: Any) -> list[Word]:
        """Part of speech and lemma of each token of a text that is tagged and parsed."""
        if self.pairs is None or self.pairs(doc):
            for rule in self.rules:
                doc = rule(doc)
            return [(t.pos_, t.lemma_) for t in doc]
        return [self.alone(t.text, t.tag_, t.dep_) for t in doc]


def lemmas(nlp: Any) -> Lemmas:
    """The rules of a pipeline that holds the components of ``APART``."""
    from spacy.matcher import Matcher  # noqa: PLC0415 - spaCy is loaded late
    from spacy.tokens import Doc  # noqa: PLC0415

    rules = tuple(nlp.get_pipe(name) for name in APART)
    longer = [p for row in rules[0].patterns for p in row["patterns"] if len(p) > 1]
    pairs = Matcher(nlp.vocab)
    if longer:
        pairs.add("longer", longer)

    @lru_cache(maxsize=200_000)
    def alone(text: str, tag: str, dep: str) -> Word:
        doc = Doc(nlp.vocab, words=[text], tags=[tag], deps=[dep], heads=[0])
        for rule in rules:
            doc = rule(doc)
        return doc[0].pos_, doc[0].lemma_

    return Lemmas(pairs=pairs, rules=rules, alone=alone)
