"""Sentences of the reports that say what one of the draft says in other words, by the encoder's vectors."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from memcon.proof.bench import Bench
from memcon.proof.frames import Frame
from memcon.proof.match import keys
from memcon.read.encoder import embed
from memcon.read.types import Sentence

ALIKE = 0.57
"""Cosine from where on two sentences may tell one thing: in the drafts tuned on, what no report has lies below."""
SURE = 0.72
"""Cosine from where on they do, though no word for the act is the same."""
MOST = 16
"""Sentences of the reports that one of the draft is compared with: those that share most words with it."""


@lru_cache(maxsize=4096)
def _vector(text: str) -> tuple[float, ...]:
    return tuple(embed([text])[0].tolist())


def nearest(bench: Bench, sentence: Sentence, own: Sequence[Frame]) -> tuple[str, int, float] | None:
    """The sentence of a report that comes nearest to one of the draft: report, number, cosine; null for none near."""
    wanted: set[str] = set().union(*(keys(f) for f in own)) if own else set()
    seen: dict[tuple[str, int], int] = {}
    for key in sorted(wanted):
        for n in bench.index.by_key.get(key, ()):
            frame = bench.index.frames[n]
            place = (frame.report, frame.sentence)
            seen[place] = seen.get(place, 0) + 1
    if not seen:
        return None
    chosen = sorted(seen, key=lambda p: (-seen[p], len(p[0]), p))[:MOST]
    mine = np.array(_vector(_flat(bench.draft.report.text[sentence.start : sentence.end])))
    best: tuple[float, tuple[str, int]] | None = None
    for report, number in chosen:
        there = bench.page(report).reading.sentences[number]
        theirs = np.array(_vector(_flat(bench.page(report).report.text[there.start : there.end])))
        cosine = round(float(mine @ theirs), 6)
        if best is None or cosine > best[0]:
            best = cosine, (report, number)
    if best is None or best[0] < ALIKE:
        return None
    return *best[1], best[0]


def _flat(text: str) -> str:
    return " ".join(text.split())
