"""Which documents are about one event: pairs judged by boosted trees, then average link.

Two documents are compared by their words, pairs of words, names, figures and opening sentences, each
weighed by its rarity among the documents given, and by the sentence vectors of the encoder.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memcon.read.encoder import embed
from memcon.reconcile.clusters import average_link
from memcon.reconcile.lexis import table
from memcon.reconcile.trees import chances, load, unpack

Array = NDArray[np.float32]
Counts = Counter[str]

OPENING = 5
"""Sentences that are the opening of a document."""
READ = 12
"""Sentences of a document that the encoder reads."""
WORD = re.compile(r"[a-z0-9]+(?:[.,][0-9]+)*")
SHORTEST = 4
"""Letters of a word that are left when an ending is cut off."""
NAMES = ("words", "pairs", "names", "figures", "opening", "vector", "best sentences", "documents")
"""The features of a pair of documents in the order of the columns."""


@cache
def _stop() -> frozenset[str]:
    return frozenset(table("grouping")["stop"])


@lru_cache(maxsize=50_000)
def cut(word: str) -> str:
    """A word without its ending."""
    endings = table("grouping")["endings"]
    ending = next((e for e in endings if word.endswith(e) and len(word) - len(e) >= SHORTEST), "")
    return word[: len(word) - len(ending)]


def words_of(sentence: str) -> list[str]:
    """The stems of a sentence's words of content, figures with them."""
    found = (w for w in WORD.findall(sentence.lower()) if len(w) > 1 or w.isdigit())
    return [cut(w) for w in found if w not in _stop()]


def _names(sentence: str) -> list[str]:
    """Words with a capital that do not begin the sentence."""
    return [w.lower() for w in sentence.split()[1:] if w[0].isupper() and len(w) > 1]


def _rarity(bags: Sequence[Counts], least: int = 1) -> Array:
    """The cosines of all pairs of bags, (n, n): logarithmic counts, weighed by inverse document frequency."""
    seen = Counter(word for bag in bags for word in bag)
    index = {word: k for k, word in enumerate(sorted(w for w, n in seen.items() if n >= least))}
    matrix = np.zeros((len(bags), max(1, len(index))), dtype=np.float32)
    for row, bag in enumerate(bags):
        for word, count in bag.items():
            if word in index:
                matrix[row, index[word]] = (1 + log(count)) * (log((1 + len(bags)) / (1 + seen[word])) + 1)
    length = np.linalg.norm(matrix, axis=1, keepdims=True)
    matrix /= np.where(length > 0, length, 1.0)
    found: Array = matrix @ matrix.T
    return found


def _best(vectors: Sequence[Array]) -> Array:
    """How well the sentences of two documents find their like in the other, (n, n)."""
    found = np.eye(len(vectors), dtype=np.float32)
    for i, one in enumerate(vectors):
        for j in range(i):
            if len(one) and len(vectors[j]):
                alike = one @ vectors[j].T
                found[i, j] = found[j, i] = (alike.max(axis=1).mean() + alike.max(axis=0).mean()) / 2
    return found


def read_vectors(documents: Sequence[Sequence[str]]) -> list[Array]:
    """The vectors of each document's first sentences."""
    flat = [s for document in documents for s in document[:READ]]
    vectors, at, out = embed(flat), 0, []
    for document in documents:
        end = at + len(document[:READ])
        out.append(vectors[at:end])
        at = end
    return out


def features(documents: Sequence[Sequence[str]], vectors: Sequence[Array]) -> Array:
    """The features of every pair of documents, (n, n, features); each document is a list of sentences."""
    stems = [[words_of(s) for s in document] for document in documents]
    bags = [Counter(w for sentence in d for w in sentence) for d in stems]
    pairs = [Counter(f"{a} {b}" for s in d for a, b in pairwise(s)) for d in stems]
    names = [Counter(w for s in document for w in _names(s)) for document in documents]
    figures = [Counter({w: 1 for w in bag if w[0].isdigit()}) for bag in bags]
    opening = [Counter(w for sentence in d[:OPENING] for w in sentence) for d in stems]
    means = np.stack([v.mean(axis=0) if len(v) else np.zeros(v.shape[1], dtype=np.float32) for v in vectors])
    length = np.linalg.norm(means, axis=1, keepdims=True)
    means = means / np.where(length > 0, length, 1.0)
    layers: list[NDArray[Any]] = [_rarity(bags), _rarity(pairs, 2), _rarity(names)]
    layers += [_rarity(figures, 2), _rarity(opening)]
    layers += [means @ means.T, _best(vectors), np.full((len(documents),) * 2, log(len(documents)))]
    return np.stack(layers, axis=-1).astype(np.float32)


def alike(documents: Sequence[Sequence[str]], vectors: Sequence[Array]) -> NDArray[np.float64]:
    """The probability that two documents are about one event, (n, n)."""
    n = len(documents)
    rows = features(documents, vectors)
    upper = np.triu_indices(n, 1)
    found = np.eye(n)
    found[upper] = chances(unpack(load("grouping"), "pairs"), rows[upper])
    return np.maximum(found, found.T)


def group(documents: Sequence[Sequence[str]]) -> list[int]:
    """A group number for each document, given as its sentences; the order of the documents does not matter."""
    if len(documents) < 2:
        return [0] * len(documents)
    order = sorted(range(len(documents)), key=lambda i: tuple(documents[i]))
    given = [documents[i] for i in order]
    labels = average_link(alike(given, read_vectors(given)), float(load("grouping")["least"]))
    numbers: dict[int, int] = {}
    at = dict(zip(order, labels, strict=True))
    return [numbers.setdefault(at[i], len(numbers)) for i in range(len(documents))]
