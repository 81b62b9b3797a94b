"""Which PLOVER type a sentence tells between two given sides, by rules and encoder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.rows import Row
from memcon.coder.scan import plain_report, scan
from memcon.coder.weighed import types


def predict(rows: Sequence[Row], _extra: Sequence[Row]) -> Iterator[Row]:
    """The likeliest type of each sentence."""
    for row in rows:
        found = types(scan(plain_report(row["text"])), row.get("source") or (), row.get("target") or ())
        yield {"id": row["id"], "root": found[0][1]}
