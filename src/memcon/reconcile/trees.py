"""Gradient-boosted trees as plain arrays: what training exports, evaluated with numpy alone.

A row goes left at a node if its feature is at most the threshold; the margins of all trees and the base
add up to the log odds (Friedman 2001). ``training/pairs/trees.py`` writes the files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Trees:
    """The nodes of all trees one after the other; a leaf is its own child. ``roots`` are the first nodes."""

    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float32]
    roots: NDArray[np.int32]
    depth: int
    base: float

    def margins(self, rows: Array) -> NDArray[np.float64]:
        """The log odds of each row, (rows,)."""
        total = np.full(len(rows), self.base, dtype=np.float64)
        columns = np.ascontiguousarray(rows.T)
        every = np.arange(len(rows))
        for root in self.roots:
            at = np.full(len(rows), root, dtype=np.int32)
            for _ in range(self.depth):
                low = columns[self.feature[at], every] <= self.threshold[at]
                at = np.where(low, self.left[at], self.right[at])
            total += self.value[at]
        return total


def chances(models: Sequence[Trees], rows: Array) -> NDArray[np.float64]:
    """The mean probability that several sets of trees give each row, (rows,)."""
    if not len(rows):
        return np.zeros(0)
    found: NDArray[np.float64] = np.mean([1.0 / (1.0 + np.exp(-m.margins(rows))) for m in models], axis=0)
    return found


def unpack(kept: Mapping[str, Any], name: str) -> tuple[Trees, ...]:
    """The sets of trees that a file holds under ``name``: arrays ``name/number/field``."""
    found: list[Trees] = []
    while f"{name}/{len(found)}/feature" in kept:
        part = f"{name}/{len(found)}/"
        fields = {f: kept[part + f] for f in ("feature", "threshold", "left", "right", "value", "roots")}
        depth, base = kept[part + "shape"]
        found.append(Trees(**fields, depth=int(depth), base=float(base)))
    return tuple(found)


@cache
def load(name: str) -> Mapping[str, Any]:
    """The arrays of a model file of this room, ``data/<name>.npz``."""
    with as_file(files("memcon.reconcile").joinpath(f"data/{name}.npz")) as path, np.load(path) as kept:
        return {key: kept[key] for key in kept.files}
