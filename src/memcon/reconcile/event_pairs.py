"""How alike two mentions of events are: the features that the boosted trees of coreference see.

Mentions are compared within one group of documents; how a word is spread over the group is a feature too.
Shares of words are -1 where either side has none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from memcon.reconcile.concepts import nearness
from memcon.reconcile.event_mentions import Told, Vectors, Words

Array = NDArray[np.float32]

KINDS = {"NN": 0, "NV": 1, "NO": 2, "VV": 3, "OV": 4, "OO": 5}
FARTHEST = 20
"""Sentences between two mentions of one document from which on they count as equally far."""


def share(one: Words, two: Words) -> float:
    """Words shared, of all words; -1 if either has none."""
    return len(one & two) / len(one | two) if one and two else -1.0


def covered(one: Words, two: Words) -> float:
    """Words shared, of the smaller; -1 if either has none."""
    return len(one & two) / min(len(one), len(two)) if one and two else -1.0


def weighed(one: Words, two: Words, weight: Mapping[str, float]) -> float:
    """The weight of the words shared, of the lighter side's; -1 if either has none."""
    if not one or not two:
        return -1.0
    # sorted: the same sum in whatever order a set gives its words
    both = sum(weight.get(w, 0.0) for w in sorted(one & two))
    least = min(sum(weight.get(w, 0.0) for w in sorted(words)) for words in (one, two))
    return both / max(1e-9, least)


def beginning(one: str, two: str) -> float:
    """The letters that two words begin with alike, of the longer."""
    alike = next((k for k, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    return alike / max(1, len(one), len(two))


class Group:
    """Mentions of one group of documents, and what the group tells of their words; ``spread`` is over all groups."""

    def __init__(self, told: Sequence[Told], vectors: Vectors, spread: Mapping[str, float]) -> None:
        self.told = told
        self.vectors = vectors
        self.spread = spread
        self.documents = len({m.document for m in told})
        holders: dict[str, set[int]] = defaultdict(set)
        for m in told:
            holders[m.lemma].add(m.document)
        self.holding = {lemma: len(found) / self.documents for lemma, found in holders.items()}
        self.counts = Counter(m.lemma for m in told)
        self.within = Counter((m.document, m.lemma) for m in told)
        sentences = {(m.document, m.sentence): m.words | m.groups for m in told}
        seen = Counter(w for words in sentences.values() for w in words)
        self.weight = {w: log((1 + len(sentences)) / n) for w, n in seen.items()}

    def similarities(self) -> tuple[Array, ...]:
        """Cosines of all pairs of mentions by vector, and of the one's subject with the other's object."""
        v = self.vectors
        pairs = [(r, r) for r in (v.mention, v.sentence, v.alone, v.subject, v.object, v.arguments)]
        return tuple((a @ b.T).astype(np.float32) for a, b in [*pairs, (v.subject, v.object)])

    def features(self) -> tuple[NDArray[np.int64], Array]:
        """The pairs (i, j), i < j, and a row of features for each."""
        n = len(self.told)
        left, right = np.triu_indices(n, 1)
        if n < 2:
            return np.zeros((0, 2), dtype=np.int64), np.zeros((0, len(NAMES)), dtype=np.float32)
        mention, sentence, alone, subject, thing, arguments, crossed = self.similarities()
        others = mention.copy()
        np.fill_diagonal(others, -1.0)
        rank = np.argsort(np.argsort(-others, axis=1, kind="stable"), axis=1, kind="stable") / max(1, n - 1)
        mean = others.mean(axis=1)
        dense = [mention, sentence, alone, subject, thing, arguments, np.maximum(crossed, crossed.T)]
        dense += [np.minimum(rank, rank.T), np.maximum(rank, rank.T)]
        dense += [mention - np.maximum.outer(mean, mean), mention - np.minimum.outer(mean, mean)]
        columns = np.stack([d[left, right] for d in dense], axis=1)
        rows = [self._pair(self.told[i], self.told[j]) for i, j in zip(left.tolist(), right.tolist(), strict=True)]
        return np.stack([left, right], axis=1), np.hstack([columns, np.array(rows)]).astype(np.float32)

    def _pair(self, a: Told, b: Told) -> list[float]:
        near = nearness(a.lemma, a.kind, b.lemma, b.kind)
        best = max((nearness(x, a.kind, y, b.kind).same for x in a.lemmas for y in b.lemmas), default=-1.0)
        same = a.document == b.document
        sides = (self.holding[a.lemma], self.holding[b.lemma])
        counts = (self.counts[a.lemma], self.counts[b.lemma])
        spread = (self.spread.get(a.lemma, 0.0), self.spread.get(b.lemma, 0.0))
        lengths = (len(a.words), len(b.words))
        return [
            *(a.lemma == b.lemma, a.stem == b.stem, a.group == b.group, a.text == b.text),
            *(share(a.lemmas, b.lemmas), share(a.groups, b.groups), beginning(a.lemma, b.lemma)),
            *(near.same, near.above, near.shared, best),
            *(share(a.words, b.words), weighed(a.words, b.words, self.weight)),
            *(share(a.near, b.near), weighed(a.near, b.near, self.weight)),
            *(share(a.arguments, b.arguments), covered(a.arguments, b.arguments)),
            weighed(a.arguments, b.arguments, self.weight),
            *(share(a.own_subject, b.own_subject), share(a.subject, b.subject), share(a.object, b.object)),
            max(covered(a.own_subject, b.object), covered(a.object, b.own_subject)),
            *(share(a.modifiers, b.modifiers), share(a.after, b.after), share(a.after_of, b.after_of)),
            share(a.place, b.place),
            max(covered(a.object, b.modifiers | b.after_of), covered(b.object, a.modifiers | a.after_of)),
            max(covered(a.own_subject, b.modifiers | b.after), covered(b.own_subject, a.modifiers | a.after)),
            *(share(a.names, b.names), share(a.figures, b.figures), share(a.times, b.times)),
            *((b.group in a.arguments) + (a.group in b.arguments), (b.group in a.words) + (a.group in b.words)),
            *(bool(a.governor) and a.governor == b.governor, (a.governor == b.group) + (b.governor == a.group)),
            *(same, same and a.sentence == b.sentence),
            min(abs(a.sentence - b.sentence), FARTHEST) if same else -1,
            *(min(a.sentence, b.sentence), max(a.sentence, b.sentence)),
            KINDS.get("".join(sorted(a.kind + b.kind)), 6),
            *(min(sides), max(sides), min(counts), max(counts)),
            max(self.within[a.document, a.lemma], self.within[b.document, b.lemma]),
            *(min(spread), max(spread), self.documents, len(self.told) / self.documents),
            *(min(lengths), max(lengths)),
            *(a.definite + b.definite, a.indefinite + b.indefinite, a.negated != b.negated, a.modal != b.modal),
            *(a.relation == b.relation, len(a.lemmas) + len(b.lemmas)),
        ]


NAMES = (
    *("mention", "sentence", "alone", "subject vectors", "object vectors", "argument vectors", "crossed vectors"),
    *("rank least", "rank most", "over the higher mean", "over the lower mean"),
    *("lemma", "stem", "group", "text", "lemmas", "groups", "beginning"),
    *("one concept", "a concept above", "concept shared", "one concept, any word"),
    *("words", "words weighed", "near words", "near words weighed"),
    *("arguments", "arguments covered", "arguments weighed"),
    *("own subject", "subject", "object", "subject and object", "modifiers", "after", "after of", "place"),
    *("object as modifier", "subject as modifier", "names", "figures", "times"),
    *("head as argument", "head as word", "governor", "governor as head"),
    *("one document", "one sentence", "sentences between", "first sentence", "last sentence", "kinds"),
    *("held least", "held most", "count least", "count most", "count within"),
    *("spread least", "spread most", "documents", "mentions per document", "shorter", "longer"),
    *("definite", "indefinite", "negated", "modal", "relation", "words of both"),
)
"""The features in the order of the columns."""


def spread(told: Sequence[Told], groups: Sequence[int]) -> dict[str, float]:
    """The share of the groups of documents that hold each lemma."""
    holders: dict[str, set[int]] = defaultdict(set)
    for m in told:
        holders[m.lemma].add(groups[m.document])
    total = len({groups[m.document] for m in told})
    return {lemma: len(found) / total for lemma, found in holders.items()}
