"""Sentences of the reports that say what one of the draft says in other words, by the encoder's vectors."""

from __future__ import annotations

from memcon.proof.bench import Bench
from memcon.read.types import Sentence

ALIKE = 0.57
"""Cosine from where on two sentences may tell one thing: in the drafts tuned on, what no report has lies below."""
SURE = 0.8
"""Cosine from where on they do, though no word for the act is the same."""

ACT = 0.7
"""How near the words for the act are at least of a sentence that tells the draft's in other words."""


def nearest(bench: Bench, sentence: Sentence) -> tuple[str, int, float] | None:
    """The sentence of a report that comes nearest to one of the draft: report, number, cosine; null for none near."""
    found = bench.passages.best(bench.draft.report.text[sentence.start : sentence.end])
    if not found or found[0][0] < ALIKE:
        return None
    cosine, (report, number) = found[0]
    return report, number, cosine
