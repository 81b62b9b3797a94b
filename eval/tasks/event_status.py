"""Whether given events are to come, negated or uncertain, as MEANTIME marks them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.rows import Row
from memcon.coder.scan import plain_report, scan
from memcon.coder.weighed import weighed


def predict(rows: Sequence[Row], _extra: Sequence[Row]) -> Iterator[Row]:
    """Certainty, time and polarity of the given events of each text."""
    for row in rows:
        places = [(e["start"], e["end"]) for e in row["events"]]
        found = weighed(scan(plain_report(row["text"])), places)
        yield {
            "id": row["id"],
            "events": [
                {"start": a, "end": b, "certainty": s.certainty, "time": s.time, "polarity": s.polarity}
                for (a, b), s in zip(places, found, strict=True)
            ],
        }
