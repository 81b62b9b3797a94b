"""Parts of speech and lemmas, worked out once for each word with its tag and relation.

spaCy's attribute ruler and lemmatizer look at one token at a time, but for a few pairs ("let 's"); over
whole texts they cost half as much as the parse. Here they see each (word, tag, relation) once, and such a
pair together, so that nothing comes out differently.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Word = tuple[str, str]
"""Part of speech and lemma."""
Key = tuple[str, str, str]
"""A word with its tag and relation."""
MOST = 200_000
"""Words that are remembered; then all are forgotten, and learnt anew as they come."""
APART = ("attribute_ruler", "lemmatizer")
"""The components that are not part of the parse."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lemmas:
    """How to name the words of a parsed text.

    ``pairs`` finds what the rules see in two tokens or more, null to let them see every text whole;
    ``signs`` are words in lower case and relations of which every such pair has one, null if unknown.
    """

    pairs: Any
    signs: frozenset[str] | None
    rules: tuple[Any, ...]
    listed: Callable[[Sequence[Key]], Any]
    known: dict[Key, Word]

    def of(self, doc: Any, keys: Sequence[Key]) -> list[Word]:
        """Part of speech and lemma of each token of a text that is tagged and parsed, its keys given."""
        if self.pairs is None:
            return self._ruled(doc)
        known = self.known
        fresh = list(dict.fromkeys(k for k in keys if k not in known))
        if fresh:
            if len(known) > MOST:
                known.clear()
                fresh = list(dict.fromkeys(keys))
            self._learn(fresh)
        named = [known[k] for k in keys]
        for first, last in self._paired(doc, keys):
            named[first:last] = self._ruled(self.listed(keys[first:last]))
        return named

    def _paired(self, doc: Any, keys: Sequence[Key]) -> list[tuple[int, int]]:
        """The stretches of a text that the rules see together, those that meet put together."""
        signs = self.signs
        if signs is not None and not any(k[0].lower() in signs or k[2] in signs for k in keys):
            return []
        out: list[tuple[int, int]] = []
        for _, first, last in sorted(self.pairs(doc), key=lambda m: (m[1], m[2])):
            if out and first < out[-1][1]:
                out[-1] = out[-1][0], max(last, out[-1][1])
            else:
                out.append((first, last))
        return out

    def _ruled(self, doc: Any) -> list[Word]:
        for rule in self.rules:
            doc = rule(doc)
        return [(t.pos_, t.lemma_) for t in doc]

    def _learn(self, fresh: Sequence[Key]) -> None:
        """Name words not met before, all at once unless the rules would see pairs among them."""
        doc = self.listed(fresh)
        if self.pairs(doc):
            for key in fresh:
                self.known[key] = self._ruled(self.listed([key]))[0]
            return
        self.known.update(zip(fresh, self._ruled(doc), strict=True))


def _signs(patterns: Sequence[Sequence[dict[str, Any]]]) -> frozenset[str] | None:
    """Words and relations one of which stands in every match of the patterns; null where one has no such sign."""
    out: set[str] = set()
    for pattern in patterns:
        found: list[list[str]] = []
        for spot in pattern:
            for key in ("LOWER", "DEP"):
                value = spot.get(key)
                listed = value.get("IN") if isinstance(value, dict) else value
                if listed:
                    found.append([listed] if isinstance(listed, str) else list(listed))
        if not found:
            return None
        out.update(min((len(f), sorted(f)) for f in found)[1])
    return frozenset(out)


def lemmas(nlp: Any) -> Lemmas:
    """The rules of a pipeline that holds the components of ``APART``."""
    from spacy.matcher import Matcher  # noqa: PLC0415 - spaCy is loaded late
    from spacy.tokens import Doc  # noqa: PLC0415

    rules = tuple(nlp.get_pipe(name) for name in APART)
    longer = [p for row in rules[0].patterns for p in row["patterns"] if len(p) > 1]
    pairs = Matcher(nlp.vocab)
    if longer:
        pairs.add("longer", longer)

    def listed(keys: Sequence[Key]) -> Any:
        words, tags, deps = (list(part) for part in zip(*keys, strict=True))
        return Doc(nlp.vocab, words=words, tags=tags, deps=deps, heads=list(range(len(keys))))

    return Lemmas(pairs=pairs, signs=_signs(longer), rules=rules, listed=listed, known={})
