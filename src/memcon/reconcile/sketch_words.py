"""The words of a sketch in few bytes: marks in order, the steps between them and how often each word stands there.

A step is written as its last bits, as many as fit the whole best, and the rest as so many noughts before a one; a
count the same way without last bits. A hundred marks of sixteen bits take a byte and a half each, whatever words
they stand for.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

UNIT = 65_535
"""The last mark that there can be."""
OFTEN = 255
"""Counts are told up to here."""
HEAD = 3
"""Bytes before the bits: how many of a step's bits are its last ones, and two for how many words there are."""

Ints = NDArray[np.int64]


def packed(words: Mapping[int, int]) -> bytes:
    """The marks of words with how often each stands there, as bytes."""
    marks = np.array(sorted(words), dtype=np.int64)
    steps = np.diff(marks, prepend=0)
    often = np.array([min(OFTEN, words[int(m)]) for m in marks], dtype=np.int64)
    last = min(range(17), key=lambda k: len(marks) * k + int(np.sum(steps >> k)))
    ends = (steps[:, None] >> np.arange(last)) & 1
    bits = np.concatenate([ends.ravel(), _ones(steps >> last), _ones(often - 1)]).astype(np.uint8)
    return bytes([last]) + len(marks).to_bytes(2, "big") + np.packbits(bits).tobytes()


def _ones(numbers: Ints) -> Ints:
    """Each number as so many noughts before a one."""
    places = np.cumsum(numbers + 1) - 1
    out = np.zeros(int(places[-1]) + 1 if len(places) else 0, dtype=np.int64)
    out[places] = 1
    return out


def opened(data: bytes) -> tuple[Ints, Ints]:
    """The marks, and how often each word stands there. Raises ``ValueError`` for bytes that are none."""
    last, count = (data[0], int.from_bytes(data[1:HEAD], "big")) if len(data) >= HEAD else (17, 0)
    bits = np.unpackbits(np.frombuffer(data[HEAD:], dtype=np.uint8)).astype(np.int64)
    if last > 16 or count * last > len(bits):
        raise ValueError("no words of a report")
    ends = bits[: count * last].reshape(count, last) @ (1 << np.arange(last, dtype=np.int64))
    places = np.flatnonzero(bits[count * last :])
    if len(places) != 2 * count:
        raise ValueError("no words of a report")
    runs = np.diff(places, prepend=-1)
    marks = np.cumsum(((runs[:count] - 1) << last) | ends)
    if count and (marks[-1] > UNIT or runs[count:].max() > OFTEN):
        raise ValueError("no words of a report")
    return marks, runs[count:]
