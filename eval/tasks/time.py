"""Time expressions and their TIMEX3 values, the text's day given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.rows import Row
from memcon.coder.scan import Scan, plain_report, scan
from memcon.coder.timex3 import annotated
from memcon.coder.when import reference_of


def predict(rows: Sequence[Row], _extra: Sequence[Row]) -> Iterator[Row]:
    """The time expressions of each text, resolved against its ``dct``."""
    for row in rows:
        read = scan(plain_report(row["text"], published=row.get("dct")))
        yield {"id": row["id"], "timexes": answers(read, row.get("dct"))}


def answers(read: Scan, dct: str | None) -> list[Row]:
    """What one text's expressions are and mean."""
    found = annotated(read, reference_of(dct))
    return [{"start": t.start, "end": t.end, "type": t.type, "value": t.value} for t in found]
