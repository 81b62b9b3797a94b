"""Boosted trees evaluated by numpy against what scikit-learn said of invented rows."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from memcon.reconcile.trees import Trees, chances, load, unpack

KINDS = {"feature": np.int16, "threshold": np.float32, "left": np.int32, "right": np.int32}


def reference() -> tuple[tuple[Trees, ...], np.ndarray, list[float]]:
    kept = json.loads((Path(__file__).parent / "trees_reference.json").read_text("utf-8"))
    held = {f"x/0/{k}": np.array(v, dtype=KINDS.get(k, np.float64)) for k, v in kept["arrays"].items()}
    held["x/0/roots"] = held["x/0/roots"].astype(np.int32)
    return unpack(held, "x"), np.array(kept["rows"], dtype=np.float32), kept["chances"]


def test_the_same_chances_as_the_library() -> None:
    models, rows, expected = reference()
    assert chances(models, rows) == pytest.approx(expected, abs=2e-6)


def test_a_row_at_the_threshold_goes_left() -> None:
    tree = Trees(
        feature=np.array([0, 0, 0], dtype=np.int16),
        threshold=np.array([0.5, 0, 0], dtype=np.float32),
        left=np.array([1, 1, 2], dtype=np.int32),
        right=np.array([2, 1, 2], dtype=np.int32),
        value=np.array([0, -1, 2], dtype=np.float32),
        roots=np.array([0], dtype=np.int32),
        depth=1,
        base=0.25,
    )
    assert tree.margins(np.array([[0.5], [0.51]], dtype=np.float32)).tolist() == [-0.75, 2.25]


def test_several_sets_are_averaged_and_no_rows_are_no_chances() -> None:
    models, rows, expected = reference()
    assert chances([*models, *models], rows) == pytest.approx(expected, abs=2e-6)
    assert chances(models, rows[:0]).shape == (0,)


@pytest.mark.parametrize(("name", "part"), [("grouping", "pairs")])
def test_shipped_files_hold_three_seeds(name: str, part: str) -> None:
    kept = load(name)
    assert len(unpack(kept, part)) == 3
    assert 0 < float(kept["least"]) < 1
