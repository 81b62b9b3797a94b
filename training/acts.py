"""Rules and encoder together for status, types and quads: ``python -m training.acts BENCH [--write]``.

Votes of the rules are counted on the train parts. The status head is fitted on MEANTIME: one half of
it at a time for the figures (apple for airbus and the other way round), both for what ships. The
encoder never saw MEANTIME.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from memcon.coder.kind import quad_of
from memcon.coder.scan import plain_report, scan
from memcon.coder.weighed import UNSURE, flags, hidden_at, type_vote, weights
from memcon.read.encoder_acts import ROOTS, factuality, kinds, status_flags
from training.combine import scorer
from training.data import rows
from training.logistic import Numbers, chance, fit

HEADER = """# How often the rules give each answer for each type and quad, and thresholds of status (coder/weighed.py).
# Made by `python -m training.acts` from the train parts of PLV and cameo_class and from MEANTIME.
# Own compilation, 2026-11; Apache-2.0. The sentences are not in here.
"""
PARTS = ("apple", "airbus")
SMOOTH = 0.3
PENALTY = 100.0
POWER = 0.5
"""Of the rules' votes: between not at all and as much as the encoder."""
FILE = Path(__file__).parents[1] / "src/memcon"


def table(pairs: list[tuple[str, str]], names: list[str], votes: list[str]) -> dict[str, dict[str, float]]:
    """Share of each vote among the rows of each name, smoothed."""
    counted = Counter(pairs)
    out: dict[str, dict[str, float]] = {}
    for name in names:
        total = sum(counted[name, v] for v in votes) + SMOOTH * len(votes)
        out[name] = {v: round((counted[name, v] + SMOOTH) / total, 4) for v in votes}
    return out


def events(path: Path) -> tuple[Numbers, Numbers, Numbers]:
    """Hidden states, the rules' flags and the marks of all events of a part."""
    at, said, marks = [], [], []
    for row in rows(path):
        made = scan(plain_report(row["text"]))
        places = [(e["start"], e["end"]) for e in row["events"]]
        at.append(hidden_at(made, places))
        said.append(flags(made, places))
        marks += [
            (e["time"] == "FUTURE", e["polarity"] == "NEG", e["certainty"] in {"POSSIBLE", "PROBABLE"})
            for e in row["events"]
        ]
    return np.concatenate(at), np.concatenate(said), np.array(marks, dtype=float)


def thresholds(x: Numbers, y: Numbers) -> list[float]:
    """Where to come and negated are set: the best F1 over five folds, smoothed over neighbouring thresholds."""
    out = []
    for j in range(2):
        p = np.zeros(len(y))
        for k in range(5):
            test = np.arange(len(y)) * 5 // len(y) == k
            p[test] = chance(x[test], fit(x[~test], y[~test, j], PENALTY))
        grid = np.arange(0.05, 0.6, 0.025)
        by = [f1(y[:, j], p >= t) for t in grid]
        smooth = np.convolve(by, [0.25, 0.5, 0.25], "same")
        out.append(round(float(grid[int(np.argmax(smooth))]), 3))
    return out


def f1(y: Numbers, p: Numbers) -> float:
    """F1 of marks."""
    return float(2 * (y * p).sum() / max(1, y.sum() + p.sum()))


def main() -> None:
    """Count, fit, score, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("bench", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    parts = {name: events(given.bench / f"time/meantime_{name}.jsonl") for name in PARTS}

    def ready(name: str, mean: Numbers, spread: Numbers) -> Numbers:
        at, said, _ = parts[name]
        beside = status_flags(at.astype(np.float32), said.astype(np.float32))
        return np.concatenate([np.ones((len(at), 1)), (at - mean) / spread, beside], axis=1)

    for train, test in (PARTS, PARTS[::-1]):
        mean, spread = parts[train][0].mean(axis=0), parts[train][0].std(axis=0) + 1e-3
        x, y, z, v = ready(train, mean, spread), parts[train][2], ready(test, mean, spread), parts[test][2]
        least = thresholds(x, y)
        got = [f1(v[:, j], chance(z, fit(x, y[:, j], PENALTY)) >= least[j]) for j in range(2)]
        may = [3 + k for k, name in enumerate(weights()["moods"]) if name in UNSURE]
        got.append(f1(v[:, 2], parts[test][1][:, may].any(axis=1)))
        alone = [f1(v[:, j], parts[test][1][:, j]) for j in (0, 1, 2)]
        print(f"{train} to {test}: {100 * np.mean(got):.1f}", [round(100 * g, 1) for g in got], least)
        print(f"  rules alone: {100 * np.mean(alone):.1f}", [round(100 * g, 1) for g in alone])
    whole = np.concatenate([parts[n][0] for n in PARTS])
    mean, spread = whole.mean(axis=0), whole.std(axis=0) + 1e-3
    x = np.concatenate([ready(n, mean, spread) for n in PARTS])
    y = np.concatenate([parts[n][2] for n in PARTS])
    least = thresholds(x, y)
    w = np.stack([fit(x, y[:, j], PENALTY) for j in range(2)])

    folder = given.bench / "plover-types"
    dev = {n: rows(folder / f"{n}_dev.jsonl") for n in ("plv", "cameo_class")}
    votes: dict[str, Any] = {}
    for row in [*rows(folder / "plv_train.jsonl"), *dev["plv"]]:
        votes[row["id"]] = type_vote(scan(plain_report(row["text"])), row["source"] or (), row["target"] or ())
    for row in [*rows(folder / "cameo_class_train.jsonl"), *dev["cameo_class"]]:
        votes[row["id"]] = str(quad_of(scan(plain_report(row["text"]))))
    names = sorted({votes[r["id"]] for r in rows(folder / "plv_train.jsonl")} | {"NONE"})
    types = table([(r["root"], votes[r["id"]]) for r in rows(folder / "plv_train.jsonl")], list(ROOTS), names)
    quads = table(
        [(str(r["label"]), votes[r["id"]]) for r in rows(folder / "cameo_class_train.jsonl")],
        list("01234"),
        list("01234"),
    )
    score = scorer(given.bench)
    seen = {r["id"]: kinds(r["text"], r.get("source") or (), r.get("target") or ()) for n in dev for r in dev[n]}
    for power in (0.0, 0.5, 1.0):
        pred = []
        for r in dev["plv"]:
            v = [t.get(votes[r["id"]], 0.01) for t in (types[n] for n in ROOTS)]
            best = int(np.argmax(np.log(seen[r["id"]].types + 1e-4) + power * np.log(v)))
            pred.append({"id": r["id"], "root": ROOTS[best]})
        got = score.plover_types(dev["plv"], pred)
        print("types, power", power, {k: round(100 * v, 1) for k, v in got.items() if "macro" in k})
        pred = []
        for r in dev["cameo_class"]:
            v = [quads[q][votes[r["id"]]] for q in "01234"]
            pred.append(
                {"id": r["id"], "label": int(np.argmax(np.log(seen[r["id"]].quads + 1e-4) + power * np.log(v)))}
            )
        got = score.TASKS["cameo-class"].scorer(dev["cameo_class"], pred)
        print("quads, power", power, {k: round(100 * v, 1) for k, v in got.items() if "macro" in k.lower()})
    at, figures = [], []
    for row in rows(given.bench / "time/uw_dev.jsonl"):
        at.append(hidden_at(scan(plain_report(row["text"])), [(e["start"], e["end"]) for e in row["events"]]))
        figures += [e["factuality"] for e in row["events"]]
    p, g = factuality(np.concatenate(at)), np.array(figures)
    print("factuality", round(float(np.corrcoef(p, g)[0, 1]), 3), round(float(np.abs(p - g).mean()), 3))
    if given.write:
        np.savez(
            FILE / "read/model_files/status.npz",
            mean=mean.astype(np.float16),
            spread=spread.astype(np.float16),
            weight=w[:, 1:].astype(np.float16),
            bias=w[:, 0].astype(np.float32),
        )
        body = {
            "power": POWER,
            "floor": 0.01,
            "status": least,
            "moods": weights()["moods"],
            "types": types,
        }
        (FILE / "coder/data/weighed.yaml").write_text(HEADER + yaml.safe_dump(body, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main()
