"""Boosted trees: fitted with scikit-learn, written as the plain arrays that ``memcon.reconcile.trees`` reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

SEEDS = (0, 1, 2)


def fit(rows: Any, same: Any, seed: int, weight: Any = None, **options: Any) -> HistGradientBoostingClassifier:
    """Trees fitted to pairs; ``options`` go to scikit-learn."""
    return HistGradientBoostingClassifier(random_state=seed, **options).fit(rows, same, sample_weight=weight)


def arrays(model: HistGradientBoostingClassifier) -> dict[str, Any]:
    """The nodes of all trees as arrays; a leaf is its own child."""
    held: dict[str, list[Any]] = {f: [] for f in ("feature", "threshold", "left", "right", "value")}
    roots, depth = [], 0
    for (tree,) in model._predictors:  # noqa: SLF001 - no other way to the nodes
        nodes, shift = tree.nodes, len(held["feature"])
        roots.append(shift)
        depth = max(depth, int(nodes["depth"].max()))
        for k, node in enumerate(nodes):
            leaf = bool(node["is_leaf"])
            held["feature"].append(0 if leaf else int(node["feature_idx"]))
            held["threshold"].append(0.0 if leaf else _single(float(node["num_threshold"])))
            held["left"].append(shift + (k if leaf else int(node["left"])))
            held["right"].append(shift + (k if leaf else int(node["right"])))
            held["value"].append(float(node["value"]) if leaf else 0.0)
    kinds = {"feature": np.int16, "threshold": np.float32, "left": np.int32, "right": np.int32, "value": np.float32}
    out: dict[str, Any] = {f: np.array(v, dtype=kinds[f]) for f, v in held.items()}
    base = model._baseline_prediction[0, 0]  # noqa: SLF001 - as above
    return out | {"roots": np.array(roots, dtype=np.int32), "shape": np.array([depth, base])}


def _single(threshold: float) -> float:
    """The greatest 32-bit number that is not above a threshold: rows are 32-bit, so the same ones pass."""
    found = np.float32(threshold)
    return float(found if found <= threshold else np.nextafter(found, np.float32(-np.inf)))


def write(path: Path, models: Mapping[str, Sequence[HistGradientBoostingClassifier]], **numbers: float) -> None:
    """A model file: arrays ``name/number/field``, and single numbers such as a threshold."""
    kept = {
        f"{name}/{n}/{field}": array
        for name, each in models.items()
        for n, model in enumerate(each)
        for field, array in arrays(model).items()
    }
    np.savez_compressed(path, **kept, **{k: np.array(v) for k, v in numbers.items()})
