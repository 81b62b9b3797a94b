"""How far given events happened, from -3 (certainly not) to 3 (certainly), as UW marks them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.rows import Row
from memcon.coder.scan import plain_report, scan
from memcon.coder.weighed import weighed


def predict(rows: Sequence[Row], _extra: Sequence[Row]) -> Iterator[Row]:
    """A figure for each given event of each sentence."""
    for row in rows:
        places = [(e["start"], e["end"]) for e in row["events"]]
        found = weighed(scan(plain_report(row["text"])), places)
        yield {
            "id": row["id"],
            "events": [{"start": a, "end": b, "factuality": s.figure} for (a, b), s in zip(places, found, strict=True)],
        }
