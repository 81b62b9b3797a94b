"""Attribution: source, cue and content of what is said, as PolNeAR marks them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.rows import Row
from memcon.coder.scan import plain_report
from memcon.extract.tree import tree
from memcon.extract.voices import voices_of
from memcon.read import read


def predict(rows: Sequence[Row], _extra: Sequence[Row]) -> Iterator[Row]:
    """The attributions of each text; a turn of a transcript has no cue and is none of PolNeAR's."""
    for row in rows:
        report = plain_report(row["text"])
        found = voices_of(tree(read(report)), report)
        yield {
            "id": row["id"],
            "attributions": [
                {
                    "source": [list(a.named)] if a.named else [],
                    "cue": [list(a.cue)] if a.cue else [],
                    "content": [list(c) for c in a.content],
                }
                for a in found
                if a.rule != "turn"
            ],
        }
