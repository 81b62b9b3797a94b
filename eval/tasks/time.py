"""Time expressions and their TIMEX3 values, the text's day given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.rows import Row
from memcon.coder.scan import plain_report, scan
from memcon.coder.when import locals_of, reference_of


def predict(rows: Sequence[Row], _extra: Sequence[Row]) -> Iterator[Row]:
    """The time expressions of each text, resolved against its ``dct``."""
    for row in rows:
        read = scan(plain_report(row["text"], published=row.get("dct")))
        found = locals_of(read, reference_of(row.get("dct")))
        yield {
            "id": row["id"],
            "timexes": [
                {"start": t.start, "end": t.end, "type": t.type, "value": local.value}
                for t, local in zip(read.reading.timexes, found, strict=True)
            ],
        }
