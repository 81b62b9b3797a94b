"""Which PLOVER type a sentence tells between two given sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.rows import Row
from memcon.coder.kind import ranked
from memcon.coder.scan import plain_report, scan

YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
"""PLV knows one type where PLOVER 0.8 has two."""


def predict(rows: Sequence[Row], _extra: Sequence[Row]) -> Iterator[Row]:
    """The best type of each sentence; none where nothing is found."""
    for row in rows:
        found = ranked(scan(plain_report(row["text"])), row.get("source") or (), row.get("target") or ())
        kind = found[0][1] if found else None
        yield {"id": row["id"], "root": YIELD.get(kind, kind) if kind else "NONE"}
