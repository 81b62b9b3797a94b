"""The encoder's states of the pieces of a sentence: what a word is within its sentence."""

from __future__ import annotations

from memcon.read.encoder import LONGEST, Vectors, lower, upper
from memcon.read.wordpiece import FIRST, LAST, Pieces, pieces


def embed_tokens(sentence: str) -> tuple[Pieces, Vectors]:
    """The pieces of a sentence that were read, and their states in the last layer, (pieces, 384), without the marks."""
    found = pieces(sentence)
    last = LONGEST - 2
    kept = Pieces(ids=found.ids[:last], starts=found.starts[:last], ends=found.ends[:last])
    return kept, upper("sentences", lower([FIRST, *kept.ids, LAST]))[1:-1]
