"""Which articles are about the same event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.rows import Row
from memcon.reconcile.grouping import group


def predict(rows: Sequence[Row], _extra: Sequence[Row]) -> Iterator[Row]:
    """A group for each document."""
    for row, number in zip(rows, group([row["sentences"] for row in rows]), strict=True):
        yield {"id": row["id"], "group": f"g{number}"}
