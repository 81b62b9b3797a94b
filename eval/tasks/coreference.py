"""Which event mentions are of one event: the same head lemma within one group of articles, no more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.rows import Row
from eval.tasks.grouping import APART
from eval.tasks.tfidf import grouped, stem


def predict(rows: Sequence[Row], extra: Sequence[Row]) -> Iterator[Row]:
    """A cluster for each mention."""
    groups = grouped([" ".join(d["sentences"]) for d in extra], APART)
    of = {d["id"]: g for d, g in zip(extra, groups, strict=True)}
    for row in rows:
        words = sorted(stem(w) for w in row["text"].split())
        yield {"id": row["id"], "cluster": f"{of.get(row['doc'])}:{' '.join(words)}"}
