"""Whether two answers to one question say the same: shared words, no more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.rows import Row
from eval.tasks.tfidf import words_of

SHARE = 0.1
"""Share of words in common from which two answers are taken to say the same."""


def predict(rows: Sequence[Row], extra: Sequence[Row]) -> Iterator[Row]:
    """Same or not, for each pair."""
    words = {a["id"]: set(words_of(a["answer"])) for a in extra}
    for row in rows:
        a, b = words.get(row["a"], set()), words.get(row["b"], set())
        yield {"id": row["id"], "same": len(a & b) / max(1, len(a | b)) > SHARE}
