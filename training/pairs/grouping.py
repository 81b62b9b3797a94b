"""Train the grouping of documents by event on the train part of ECB+, and say how it does.

    python -m training.pairs.grouping SHARED/bench [--write]

Pairs come from the whole part, from thirds of it, and from small folders of one to three events, so that the
same trees hold for two reports and for hundreds. The threshold is that of the best mean B-cubed F1 over three
folds by topic; dev is looked at once, at the end.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from memcon.reconcile.clusters import average_link
from memcon.reconcile.grouping import features, read_vectors
from memcon.reconcile.trees import chances, unpack
from training.pairs.trees import SEEDS, arrays, fit, write

OPTIONS: dict[str, Any] = {
    "max_iter": 120,
    "learning_rate": 0.06,
    "max_leaf_nodes": 12,
    "min_samples_leaf": 40,
    "l2_regularization": 5.0,
    "max_features": 0.6,
}
FOLDERS = 150
FOLDS = 3
HOME = Path(__file__).parents[2] / "src" / "memcon" / "reconcile" / "data"


def b_cubed(gold: Sequence[str], found: Sequence[int]) -> float:
    """B-cubed F1 of a grouping."""
    g, f = np.array(gold), np.array(found)
    same_gold, same_found = g[:, None] == g, f[:, None] == f
    both = (same_gold & same_found).sum(axis=1)
    precision, recall = (both / same_found.sum(axis=1)).mean(), (both / same_gold.sum(axis=1)).mean()
    return float(2 * precision * recall / (precision + recall))


class Part:
    """The documents of a part with their vectors and events."""

    def __init__(self, path: Path) -> None:
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        rows.sort(key=lambda r: tuple(r["sentences"]))
        self.documents = [r["sentences"] for r in rows]
        self.events = np.array([r["subtopic"] for r in rows])
        self.topics = np.array([r["topic"] for r in rows])
        self.vectors = read_vectors(self.documents)

    def pairs(self, chosen: Any) -> tuple[Any, Any]:
        """Features and answers of all pairs among some documents."""
        rows = features([self.documents[i] for i in chosen], [self.vectors[i] for i in chosen])
        upper = np.triu_indices(len(chosen), 1)
        return rows[upper], (self.events[chosen][:, None] == self.events[chosen])[upper]


def folder(part: Part, topics: Any, rng: np.random.Generator) -> Any:
    """The documents of a small folder: two to nine of each of one to three events, alike ones among them."""
    own = np.isin(part.topics, topics)
    first = rng.choice(topics)
    near = np.unique(part.events[part.topics == first])
    far = np.unique(part.events[own & (part.topics != first)])
    kind = rng.integers(4)
    events = near[:1] if kind == 0 else near if kind == 1 else [near[0], rng.choice(far)]
    if kind == 3:
        events = [*near, rng.choice(far)]
    held = []
    for event in events:
        there = np.flatnonzero(part.events == event)
        held += rng.choice(there, min(len(there), int(rng.integers(2, 10))), replace=False).tolist()
    return np.array(sorted(held))


def collected(part: Part, topics: Any, seed: int) -> tuple[Any, Any, Any]:
    """Pairs to train on, their answers and weights."""
    rng = np.random.default_rng(seed)
    everything = np.flatnonzero(np.isin(part.topics, topics))
    chosen = [everything]
    for third in range(3):
        held = [t for k, t in enumerate(topics) if k % 3 == third]
        chosen.append(np.flatnonzero(np.isin(part.topics, held)))
    chosen += [folder(part, topics, rng) for _ in range(FOLDERS)]
    found = [part.pairs(c) for c in chosen]
    weights = [np.full(len(y), 1.0 if n < 4 else 4.0) for n, (_, y) in enumerate(found)]
    return np.vstack([x for x, _ in found]), np.concatenate([y for _, y in found]), np.concatenate(weights)


def matrix(models: Any, rows: Any, size: int) -> Any:
    """Probabilities as a symmetric matrix."""
    found = np.eye(size)
    found[np.triu_indices(size, 1)] = chances(models, rows)
    return np.maximum(found, found.T)


def ready(models: Sequence[Any]) -> Any:
    """Fitted trees as the run time reads them."""
    return unpack({f"x/{n}/{k}": v for n, m in enumerate(models) for k, v in arrays(m).items()}, "x")


def main() -> None:
    """Choose the threshold over folds, fit three seeds, look at dev."""
    parser = argparse.ArgumentParser()
    parser.add_argument("bench", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    train = Part(args.bench / "coreference" / "ecb_train_documents.jsonl")
    dev = Part(args.bench / "coreference" / "ecb_dev_documents.jsonl")
    say = sys.stdout.write
    topics = np.unique(train.topics)
    grid = np.round(np.arange(0.2, 0.75, 0.05), 2)
    large, small = np.zeros((FOLDS, len(grid))), np.zeros((FOLDS, len(grid)))
    for k in range(FOLDS):
        inside, outside = [t for i, t in enumerate(topics) if i % FOLDS != k], topics[k::FOLDS]
        x, y, w = collected(train, inside, k)
        models = ready([fit(x, y, 0, w, **OPTIONS)])
        rng = np.random.default_rng(100 + k)
        tries = [np.flatnonzero(np.isin(train.topics, outside)), *(folder(train, outside, rng) for _ in range(60))]
        for n, chosen in enumerate(tries):
            rows = matrix(models, train.pairs(chosen)[0], len(chosen))
            scores = np.array([b_cubed(train.events[chosen], average_link(rows, t)) for t in grid])
            if n:
                small[k] += scores / 60
            else:
                large[k] = scores
    mean = (large.mean(axis=0) + small.mean(axis=0)) / 2
    least = float(grid[int(mean.argmax())])
    say(f"folds: all {np.round(large.mean(axis=0), 3)} small {np.round(small.mean(axis=0), 3)} at {grid}\n")
    models = []
    for seed in SEEDS:
        x, y, w = collected(train, topics, seed)
        models.append(fit(x, y, seed, w, **OPTIONS))
    everything = np.arange(len(dev.documents))
    rows, same = dev.pairs(everything)
    for name, these in [*((f"seed {s}", [m]) for s, m in zip(SEEDS, models, strict=True)), ("all seeds", models)]:
        p = matrix(ready(these), rows, len(everything))
        say(f"dev {name}: B3 F1 {b_cubed(dev.events, average_link(p, least)):.4f} at {least}\n")
    p = chances(ready(models), rows)
    bins = np.minimum((p * 10).astype(int), 9)
    ece = sum(
        abs(p[bins == b].mean() - same[bins == b].mean()) * (bins == b).mean() for b in range(10) if (bins == b).any()
    )
    say(f"dev ECE of pairs {ece:.4f}\n")
    rng = np.random.default_rng(7)
    tries = [folder(dev, np.unique(dev.topics), rng) for _ in range(100)]
    score = np.mean(
        [b_cubed(dev.events[c], average_link(matrix(ready(models), dev.pairs(c)[0], len(c)), least)) for c in tries]
    )
    say(f"dev small folders: B3 F1 {score:.4f}\n")
    if args.write:
        write(HOME / "grouping.npz", {"pairs": models}, least=least)


if __name__ == "__main__":
    main()
