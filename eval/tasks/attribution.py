"""Attribution: source, cue and content of what is said, as PolNeAR marks them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.rows import Row
from memcon.coder.scan import plain_report
from memcon.extract.heard import heard
from memcon.extract.tree import tree
from memcon.extract.voices import voices_of
from memcon.read import read
from memcon.read.encoder_said import listened


def predict(rows: Sequence[Row], _extra: Sequence[Row]) -> Iterator[Row]:
    """The attributions of each text by rules and encoder; a transcript's turn has no cue and is none of PolNeAR's."""
    for row in rows:
        report = plain_report(row["text"])
        reading = listened(read(report))
        rules = [a for a in voices_of(tree(reading), report) if a.rule != "turn"]
        yield {
            "id": row["id"],
            "attributions": [
                {
                    "source": [list(s) for s in found.source],
                    "cue": [list(found.cue)],
                    "content": [list(c) for c in found.content],
                }
                for found in heard(reading, rules)
            ],
        }
