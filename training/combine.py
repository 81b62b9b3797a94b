"""Weights for rules and encoder together (``extract/data/heard.yaml``): ``python -m training.combine BENCH [--write]``.

Fitted on the articles of PolNeAR's train part that the encoder was not trained on; the threshold by
five-fold cross-validation among them. The dev part is scored at the end and nothing is chosen by it.
"""

from __future__ import annotations

import argparse
import importlib.util
import pickle
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import yaml

from memcon.coder.scan import plain_report
from memcon.extract.heard import Candidate, candidates
from memcon.extract.tree import tree
from memcon.extract.types import Attribution
from memcon.extract.voices import voices_of
from memcon.read import read
from memcon.read.encoder_said import listened
from memcon.read.types import Reading
from training.data import KEPT_BACK, Row, rows
from training.logistic import calibration_error, chance, fit

HEADER = """# Weights of what rules and encoder take for said (extract/heard.py). Made by `python -m training.combine`:
# logistic regression on 40 articles of PolNeAR's train part that the encoder was not trained on.
# Own compilation, 2026-11; Apache-2.0. PolNeAR's texts are not in here.
"""
LEASTS = [0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5]


def scorer(bench: Path) -> ModuleType:
    """The bench's own scorer."""
    spec = importlib.util.spec_from_file_location("score", bench / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer in {bench}")
    module = importlib.util.module_from_spec(spec)
    import sys  # noqa: PLC0415

    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return module


def readings(items: list[Row], kept: Path | None) -> list[tuple[Reading, list[Attribution]]]:
    """Each text read, listened to, and its attributions by the rules; kept in a file between runs if one is named."""
    if kept is not None and kept.exists():
        given: list[tuple[Reading, list[Attribution]]] = pickle.loads(kept.read_bytes())  # noqa: S301
        return given
    out = []
    for row in items:
        report = plain_report(row["text"])
        reading = listened(read(report))
        out.append((reading, [a for a in voices_of(tree(reading), report) if a.rule != "turn"]))
    if kept is not None:
        kept.write_bytes(pickle.dumps(out))
    return out


def right(score: ModuleType, row: Row, item: dict[str, Any], words: tuple[list[int], list[int]]) -> float:
    """1 where a candidate is one of the row's attributions at 0.8, 0.7 at 0.5, else 0."""
    best = 0.0
    mine = {role: score.covered_words(item[role], *words) for role in ("source", "content")}
    for gold in row["attributions"]:
        theirs = score.covered_words(gold["content"], *words)
        shared = len(mine["content"] & theirs)
        overlap = 2 * shared / (len(mine["content"]) + len(theirs)) if shared else 0.0
        if overlap >= 0.5 and score.spans_meet(gold["cue"], item["cue"]):
            if score.meet(mine["source"], score.covered_words(gold["source"], *words)):
                best = max(best, 1.0 if overlap >= 0.8 else 0.7)
    return best


def as_row(candidate: Candidate) -> dict[str, Any]:
    """A candidate as the bench writes attributions."""
    heard = candidate.heard
    return {
        "source": [list(s) for s in heard.source],
        "cue": [list(heard.cue)],
        "content": [list(c) for c in heard.content],
    }


def kept(found: list[Candidate], p: np.ndarray, least: float) -> list[dict[str, Any]]:
    """The likeliest reading of each cue, if likely enough."""
    best: dict[int, tuple[float, dict[str, Any]]] = {}
    for candidate, share in zip(found, p, strict=True):
        if share >= least and share > best.get(candidate.cue, (0.0, {}))[0]:
            best[candidate.cue] = (float(share), as_row(candidate))
    return [item for _, item in best.values()]


def main() -> None:
    """Fit, choose the threshold, score dev, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("bench", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--keep", type=Path, default=None, help="a folder for readings between runs")
    given = parser.parse_args()
    score = scorer(given.bench)
    train = rows(given.bench / "attribution/polnear_train.jsonl")
    random.Random(7).shuffle(train)
    parts = {"held": train[:KEPT_BACK], "dev": rows(given.bench / "attribution/polnear_dev.jsonl")}
    found: dict[str, list[list[Candidate]]] = {}
    gold: dict[str, np.ndarray] = {}
    for part, items in parts.items():
        read_ = readings(items, given.keep / f"{part}.pkl" if given.keep else None)
        found[part] = [candidates(r, rules) for r, rules in read_]
        marks = []
        for row, mine in zip(items, found[part], strict=True):
            places = [m.span() for m in score.WORD.finditer(row["text"])]
            words = ([a for a, _ in places], [b for _, b in places])
            marks += [right(score, row, as_row(c), words) for c in mine]
        gold[part] = np.array(marks)
    counts: dict[str, int] = {}
    for mine in found["held"]:
        for c in mine:
            for name in c.features:
                counts[name] = counts.get(name, 0) + 1
    names = ["base", *sorted(n for n, k in counts.items() if n != "base" and k >= 10)]

    def matrix(part: str) -> np.ndarray:
        return np.array([[c.features.get(n, 0.0) for n in names] for mine in found[part] for c in mine])

    def scored(part: str, p: np.ndarray, least: float) -> dict[str, float]:
        at, predicted = 0, []
        for row, mine in zip(parts[part], found[part], strict=True):
            predicted.append({"id": row["id"], "attributions": kept(mine, p[at : at + len(mine)], least)})
            at += len(mine)
        result: dict[str, float] = score.attribution(parts[part], predicted)
        return result

    x, y = matrix("held"), gold["held"]
    weight = np.where(y > 0, y, 1.0)
    fold = np.array([k % 5 for k, mine in enumerate(found["held"]) for _ in mine])
    out = np.zeros(len(y))
    for k in range(5):
        out[fold == k] = chance(
            x[fold == k], fit(x[fold != k], (y > 0)[fold != k].astype(float), 1.0, weight[fold != k])
        )
    by = {t: scored("held", out, t) for t in LEASTS}
    least = max(LEASTS, key=lambda t: by[t]["all3@0.5 F1"] + by[t]["all3@0.8 F1"])
    w = fit(x, (y > 0).astype(float), 1.0, weight)
    p = chance(matrix("dev"), w)
    shown = ("all3@0.5 F1", "all3@0.8 F1", "content@0.5 F1", "source words F1", "cue words F1", "content words F1")
    for name, result in (("held, five folds", by[least]), ("dev", scored("dev", p, least))):
        print(f"{name:18}", least, {k: round(100 * result[k], 1) for k in shown})
    print("dev ECE", round(calibration_error(p, (gold["dev"] > 0).astype(float)), 3))
    for finder in ("rule", "encoder"):
        alone = np.array(
            [
                float(c.heard.finder == finder) * (1.0 if finder == "rule" else c.features.get("cue", -9))
                for m in found["dev"]
                for c in m
            ]
        )
        result = scored("dev", alone, 0.5 if finder == "rule" else -0.4)
        print(f"{finder + ' alone':18}", {k: round(100 * result[k], 1) for k in shown})
    if given.write:
        path = Path(__file__).parents[1] / "src/memcon/extract/data/heard.yaml"
        body = {"least": least, "weights": {n: round(float(v), 4) for n, v in zip(names, w, strict=True)}}
        path.write_text(HEADER + yaml.safe_dump(body, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main()
