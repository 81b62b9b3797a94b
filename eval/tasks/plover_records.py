"""Who did what to whom, from raw text, as PLOVER records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.rows import Row
from memcon.coder.records import records
from memcon.coder.scan import plain_report, scan


def predict(rows: Sequence[Row], _extra: Sequence[Row]) -> Iterator[Row]:
    """The records of each text."""
    for row in rows:
        yield {
            "id": row["id"],
            "events": [
                {
                    "type": r.type,
                    "source": [{"code": s.code, "sector": s.sector} for s in r.source],
                    "target": [{"code": s.code, "sector": s.sector} for s in r.target],
                    "status": r.status,
                }
                for r in records(scan(plain_report(row["text"])))
            ],
        }
