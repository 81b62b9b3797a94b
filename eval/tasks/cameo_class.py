"""Which quad a sentence tells, 0 for none; the sides are not given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.rows import Row
from memcon.coder.kind import quad_of
from memcon.coder.scan import plain_report, scan


def predict(rows: Sequence[Row], _extra: Sequence[Row]) -> Iterator[Row]:
    """The quad of each sentence."""
    for row in rows:
        yield {"id": row["id"], "label": quad_of(scan(plain_report(row["text"])))}
