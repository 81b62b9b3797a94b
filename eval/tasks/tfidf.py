"""Baselines of word counts: stems, tf-idf, groups by average link."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

WORD = re.compile(r"[A-Za-z][A-Za-z'’-]+|\d+")
STOP = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "and",
        "or",
        "for",
        "with",
        "by",
        "at",
        "from",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "it",
        "its",
        "this",
        "that",
        "he",
        "she",
        "they",
        "his",
        "her",
        "their",
        "has",
        "have",
        "had",
        "will",
        "would",
        "not",
        "but",
        "who",
        "which",
        "after",
    ]
)


def stem(word: str) -> str:
    """A word in lower case with its commonest endings cut off."""
    low = word.lower()
    for ending in ("ings", "ing", "ies", "ed", "es", "s", "e"):
        if low.endswith(ending) and len(low) - len(ending) >= 3:
            return low[: -len(ending)]
    return low


def words_of(text: str) -> list[str]:
    """The stems of a text's words of content."""
    return [stem(w) for w in WORD.findall(text) if w.lower() not in STOP]


def grouped(texts: Sequence[str], apart: float) -> list[int]:
    """A group number for each text: average link over cosine distances of tf-idf, up to ``apart``."""
    if not texts:
        return []
    counts = [Counter(words_of(t)) for t in texts]
    spread = Counter(w for c in counts for w in c)
    index = {w: n for n, w in enumerate(sorted(w for w, n in spread.items() if n > 1))}
    matrix = np.zeros((len(texts), max(1, len(index))))
    for row, count in enumerate(counts):
        for word, number in count.items():
            if word in index:
                matrix[row, index[word]] = (1 + np.log(number)) * np.log(len(texts) / spread[word])
    length = np.linalg.norm(matrix, axis=1, keepdims=True)
    matrix = matrix / np.where(length, length, 1.0)
    distance = 1.0 - matrix @ matrix.T
    np.fill_diagonal(distance, np.inf)
    sizes = np.ones(len(texts))
    label = list(range(len(texts)))
    while True:
        a, b = divmod(int(np.argmin(distance)), len(texts))
        if not distance[a, b] < apart:
            break
        a, b = min(a, b), max(a, b)
        joined = (sizes[a] * distance[a] + sizes[b] * distance[b]) / (sizes[a] + sizes[b])
        distance[a], distance[:, a] = joined, joined
        distance[a, a] = np.inf
        distance[b], distance[:, b] = np.inf, np.inf
        sizes[a] += sizes[b]
        label = [a if n == b else n for n in label]
    return label
