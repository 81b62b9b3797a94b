"""Where many levels end, reckoned side by side: the filter of ``levels`` over many streams at once.

All streams take their steps together, however far apart the days of each are, so that a step is a few operations on
columns of figures. What comes out is what ``levels.track`` has for the last day, but for the last digits of a double.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from memcon.outlook.gamma import foretold
from memcon.outlook.levels import LOG2, rules

Floats = NDArray[np.float64]
AT_ONCE = 512
"""Streams that are reckoned together, at most."""


def ends(streams: Sequence[Mapping[int, tuple[float, float]]]) -> list[float]:
    """The level a day of each stream on its last day; a stream is as ``levels.track`` takes it, and not empty."""
    order = sorted(range(len(streams)), key=lambda n: -len(streams[n]))
    out = [0.0] * len(streams)
    for at in range(0, len(order), AT_ONCE):
        some = order[at : at + AT_ONCE]
        for n, mean in zip(some, _ends([streams[n] for n in some]), strict=True):
            out[n] = float(mean)
    return out


def _ends(streams: Sequence[Mapping[int, tuple[float, float]]]) -> Floats:
    """The same of some streams, those of the most days first."""
    r = rules()
    long, many = len(streams[0]), len(r.halves)
    gaps, counts, exposures = (np.zeros((long, len(streams))) for _ in range(3))
    for n, seen in enumerate(streams):
        days = sorted(seen)
        size = len(days)
        gaps[0, n] = 1
        gaps[1:size, n] = [b - a for a, b in pairwise(days)]
        counts[:size, n], exposures[:size, n] = zip(*(seen[d] for d in days), strict=True)
    covered = np.minimum(1.0, exposures)
    silent = gaps - covered
    fades, eases = np.exp(-LOG2 * silent / r.fades), np.exp(-LOG2 * silent / r.eases)
    halves = np.asarray(r.halves)
    shape, rate = np.full((len(streams), many), r.shape), np.full((len(streams), many), r.rate)
    weight = np.full((len(streams), many), 1 / many)
    sizes = np.asarray([len(s) for s in streams])
    prior = r.shape / r.rate
    for step in range(long):
        n = int(np.searchsorted(-sizes, -step))  # streams that go on so far
        a, b, w = shape[:n], rate[:n], weight[:n]
        quiet = np.flatnonzero(silent[step, :n] > 0)
        if len(quiet):  # days that no report covers
            x, y = a[quiet], b[quiet]
            new = np.where(y > r.floor, r.floor + (y - r.floor) * fades[step, quiet, None], y)
            a[quiet] = (prior + (x / y - prior) * eases[step, quiet, None]) * new
            b[quiet] = new
        keeps = np.exp(-LOG2 * covered[step, :n, None] / halves)
        a *= keeps
        a += (1 - keeps) * r.shape
        b *= keeps
        b += (1 - keeps) * r.rate
        count, exposure = counts[step, :n], exposures[step, :n]
        told = a * np.log(b / (b + exposure[:, None]))
        for i in np.flatnonzero(count):
            told[i] = [
                foretold(float(x), float(y), float(count[i]), float(exposure[i]))
                for x, y in zip(a[i], b[i], strict=True)
            ]
        scores = r.forgets * np.log(np.maximum(w, 1e-12)) + told
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        learns = (count > 0) | (exposure > 0)
        w[learns] = (chances / _sum(chances)[:, None])[learns]
        a += count[:, None]
        b += exposure[:, None]
    return _sum(weight * shape / rate)


def _sum(parts: Floats) -> Floats:
    """The sum over memories, added in their order."""
    total = np.zeros(len(parts))
    for n in range(parts.shape[1]):
        total += parts[:, n]
    return total
