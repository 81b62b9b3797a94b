"""Train what says whether two answers say the same on the four dev questions of NAnCo, one left out at a time.

    python -m training.pairs.same_answer SHARED/bench [--write]

There is no train part: the figures are those of questions that a model has not seen, and the model that is
written has seen all four.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from memcon.reconcile.clusters import average_link
from memcon.reconcile.same_answer import LEARNT, Answer, chances, features, square

HOME = Path(__file__).parents[2] / "src" / "memcon" / "reconcile" / "data"
STRENGTH = 0.1
"""Inverse strength of the ridge."""
LEAST = 0.45
QUANTILES = 101


def balanced(gold: Any, found: Any) -> float:
    """The mean of the shares of same and other pairs that are told right."""
    return float((found[gold].mean() + (~found[~gold]).mean()) / 2)


def fitted(rows: Any, same: Any, strength: float = STRENGTH) -> dict[str, Any]:
    """The weights of a logistic model; each question counts as much, same pairs as much as others."""
    x, y = np.vstack(rows)[:, :LEARNT], np.concatenate(same)
    w = np.concatenate([np.where(s, 0.5 / s.sum(), 0.5 / (~s).sum()) * 500 for s in same])
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-9
    found = LogisticRegression(C=strength, max_iter=1000).fit((x - mean) / scale, y, sample_weight=w)
    return {
        "mean": mean.tolist(),
        "scale": scale.tolist(),
        "weights": found.coef_[0].tolist(),
        "base": float(found.intercept_[0]),
    }


def main() -> None:
    """Leave each question out in turn, then fit all."""
    parser = argparse.ArgumentParser()
    parser.add_argument("bench", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    lines = (args.bench / "agreement" / "nanco_dev_answers.jsonl").read_text("utf-8").splitlines()
    given = sorted((json.loads(line) for line in lines), key=lambda r: (r["question"], r["answer"]))
    rows, same, sizes, cosines = [], [], [], []
    for question in sorted({r["question"] for r in given}):
        here = [r for r in given if r["question"] == question]
        x, bare = features([Answer(r["asked"], r["answer"]) for r in here])
        groups = np.array([r["group"] for r in here])
        rows.append(x)
        same.append((groups[:, None] == groups)[np.triu_indices(len(here), 1)])
        sizes.append(len(here))
        cosines.append(bare)
    grid = np.round(np.arange(0.35, 0.61, 0.05), 2)
    alone, linked, gap = [], [], []
    for k in range(len(rows)):
        rest = [n for n in range(len(rows)) if n != k]
        p = chances(rows[k], fitted([rows[n] for n in rest], [same[n] for n in rest]))
        alone.append(balanced(same[k], p >= 0.5))
        labels = [np.array(average_link(square(p, sizes[k]), t)) for t in grid]
        linked.append([balanced(same[k], (v[:, None] == v)[np.triu_indices(sizes[k], 1)]) for v in labels])
        bins = np.minimum((p * 10).astype(int), 9)
        w = np.where(same[k], 0.5 / same[k].sum(), 0.5 / (~same[k]).sum())
        gap.append(sum(abs((w * (p - same[k]))[bins == b].sum()) for b in range(10)))
    own = np.array(linked)[:, int(np.flatnonzero(grid == LEAST)[0])]
    sys.stdout.write(
        f"left out: pairs alone {np.mean(alone):.4f} {np.round(alone, 3)}\n"
        f"linked {np.round(np.mean(linked, axis=0), 3)} at {grid}; at {LEAST} {own.mean():.4f} {np.round(own, 3)}\n"
        f"ECE of pairs, classes balanced, {np.mean(gap):.3f}\n"
    )
    if args.write:
        sample = np.quantile(np.concatenate(cosines), np.linspace(0, 1, QUANTILES)).round(4).tolist()
        kept = fitted(rows, same) | {"least": LEAST, "sample": sample}
        kept = {k: [round(x, 6) for x in v] if k in {"mean", "scale", "weights"} else v for k, v in kept.items()}
        (HOME / "same_answer.json").write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
