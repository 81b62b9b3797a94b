"""Train the coreference of event mentions on the train part of ECB+, and say how it does.

    python -m training.pairs.coreference SHARED/bench FEATURES_FOLDER [--write]

The second trees learn from what the first say of topics that they have not seen (five folds). Threshold: the
best CoNLL + LEA over those folds. Dev with gold groups of documents here; ``eval.predict`` groups them itself.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from pathlib import Path
from typing import Any

import numpy as np

from memcon.reconcile.clusters import average_link
from memcon.reconcile.coreference import context, square
from memcon.reconcile.trees import chances
from training.pairs.grouping import ready
from training.pairs.trees import SEEDS, fit, write

FIRST: dict[str, Any] = {
    "max_iter": 200,
    "learning_rate": 0.06,
    "max_leaf_nodes": 16,
    "min_samples_leaf": 60,
    "l2_regularization": 5.0,
    "max_features": 0.4,
    "max_depth": 6,
}
SECOND: dict[str, Any] = FIRST | {"max_iter": 150, "max_leaf_nodes": 12, "min_samples_leaf": 80}
FOLDS = 5
KEPT = 3
"""One in so many pairs of other events is trained on, with as much more weight."""
HOME = Path(__file__).parents[2] / "src" / "memcon" / "reconcile" / "data"


class Part:
    """The pairs of a part, and the mentions of each event."""

    def __init__(self, path: Path) -> None:
        kept = np.load(path)
        self.pairs, self.features, self.cluster, self.event = (
            kept[k] for k in ("pairs", "features", "cluster", "event")
        )
        self.same = self.cluster[self.pairs[:, 0]] == self.cluster[self.pairs[:, 1]]
        topics = np.unique(kept["topic"])
        self.fold = np.searchsorted(topics, kept["topic"][self.pairs[:, 0]]) % FOLDS
        self.groups = []
        for event in np.unique(self.event):
            members = np.flatnonzero(self.event == event)
            rows = np.flatnonzero(self.event[self.pairs[:, 0]] == event)
            self.groups.append((members, rows, np.searchsorted(members, self.pairs[rows])))

    def with_context(self, chance: Any) -> Any:
        """All features, given the chances of all pairs by the first trees."""
        found = np.zeros((len(self.pairs), context(np.zeros((2, 2)), np.array([[0, 1]])).shape[1]), dtype=np.float32)
        for members, rows, local in self.groups:
            if len(rows):
                found[rows] = context(square(chance[rows], local, len(members)), local)
        return np.hstack([self.features, found])

    def clusters(self, chance: Any, least: float) -> Any:
        """A cluster for each mention."""
        out = np.zeros(len(self.event), dtype=int)
        for members, rows, local in self.groups:
            out[members] = members[average_link(square(chance[rows], local, len(members)), least)]
        return out


def fitted(rows: Any, same: Any, seed: int, options: dict[str, Any]) -> Any:
    """Trees fitted to all pairs of one event and to a sample of the others."""
    rng = np.random.default_rng(seed)
    chosen = same | (rng.random(len(same)) < 1 / KEPT)
    weight = np.where(same, 1.0, float(KEPT))
    return fit(rows[chosen], same[chosen], seed, weight[chosen], **options)


def unseen(part: Part, rows: Any, seed: int, options: dict[str, Any]) -> Any:
    """The chances of all pairs by trees that have not seen their topic."""
    found = np.zeros(len(rows))
    for k in range(FOLDS):
        inside = part.fold != k
        found[~inside] = fitted(rows[inside], part.same[inside], seed, options).predict_proba(rows[~inside])[:, 1]
    return found


def ece(chance: Any, same: Any) -> float:
    """Expected calibration error over ten bins."""
    bins = np.minimum((chance * 10).astype(int), 9)
    return float(sum(abs((chance - same)[bins == b].sum()) for b in range(10)) / len(chance))


def main() -> None:
    """Fit three seeds of both stages, choose the threshold over folds, look at dev."""
    parser = argparse.ArgumentParser()
    parser.add_argument("bench", type=Path)
    parser.add_argument("features", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    spec = importlib.util.spec_from_file_location("score", args.bench / "score.py")
    if spec is None or spec.loader is None:
        parser.error(f"no score.py in {args.bench}")
    scorer = importlib.util.module_from_spec(spec)
    sys.modules["score"] = scorer
    spec.loader.exec_module(scorer)

    def marks(part: Part, clusters: Any) -> Any:
        key = {str(i): int(c) for i, c in enumerate(part.cluster)}
        found = scorer.cluster_scores(key, {str(i): int(c) for i, c in enumerate(clusters)})
        return np.array([found["CoNLL"], found["LEA F1"]])

    def say(line: str) -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    train, dev = Part(args.features / "train.npz"), Part(args.features / "dev.npz")
    grid = np.round(np.arange(0.25, 0.56, 0.05), 2)
    chance = unseen(train, train.features, 0, FIRST)
    rows = train.with_context(chance)
    held = unseen(train, rows, 0, SECOND)
    scores = [marks(train, train.clusters(held, t)) for t in grid]
    say(f"folds: {[f'{a:.4f}/{b:.4f}' for a, b in scores]} at {grid}")
    least = float(grid[int(np.argmax([x.sum() for x in scores]))])
    first, second, on_dev = [], [], []
    for seed in SEEDS:
        first.append(fitted(train.features, train.same, seed, FIRST))
        second.append(fitted(rows, train.same, seed, SECOND))
        seen = dev.with_context(first[-1].predict_proba(dev.features)[:, 1])
        on_dev.append(second[-1].predict_proba(seen)[:, 1])
        scores = [marks(dev, dev.clusters(on_dev[-1], t)) for t in grid]
        say(f"seed {seed} dev: {[f'{a:.4f}/{b:.4f}' for a, b in scores]} at {grid}")
    singles = np.array([marks(dev, dev.clusters(p, least)) for p in on_dev])
    say(
        f"threshold {least}; dev of single seeds {singles.round(4).tolist()}, spread {np.ptp(singles, axis=0).round(4)}"
    )
    start = dev.with_context(chances(ready(first), dev.features))
    final = chances(ready(second), start)
    say(f"dev of all seeds {marks(dev, dev.clusters(final, least)).round(4)}, ECE of pairs {ece(final, dev.same):.4f}")
    if args.write:
        write(HOME / "coreference.npz", {"first": first, "second": second}, least=least)


if __name__ == "__main__":
    main()
