"""Measure the levels of relations on coded events of ICEWS: do they say more than counts and than mean Goldstein?

    python -m eval.outlook [--json FILE]

Two checks, on data that memcon ships none of (shared/bench/forecast):

1. which pair of states sees material conflict in the next 7 or 28 days: area under the curve of the conflict level as
   ``memcon relations`` reckons it, against counts of events and mean Goldstein over windows of 7, 30, 90 days and all
   days so far. The rival is the best window of each, chosen on the very days that are scored. Days are
   drawn in blocks of four weeks for the interval of the difference.
2. the chance of any event in the next 7 days (bench task forecast-prob), against the pair's own rate: the levels of the
   four quads, at each memory, put to a logistic curve fitted on the train days.
3. changes for good in made-up streams of a year with one rate, or with a rate that changes after 200 days.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from eval.shared import shared
from memcon.model.gazetteer import states
from memcon.outlook.breaks import breaks
from memcon.outlook.levels import track

WINDOWS = (7, 30, 90, None)
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
RIVALS = ("all events", "conflict events", "material conflict events", "mean Goldstein")
BLOCK, DRAWS = 4, 1000
"""Weeks in a block, and how often days are drawn."""
CUT = 200
FIRST, STEP = 90, 7
"""The first day scored, and every how many days."""
HALVES = (None, 60.0, 14.0, 4.0)
Array = Any


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a file of JSON lines, packed or not."""
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        for line in lines:
            yield json.loads(line)


def quad(code: str) -> int:
    """The quad of a CAMEO code, 0 to 3."""
    root = int(code[:2])
    return 0 if root <= 5 else 1 if root <= 8 else 2 if root <= 13 else 3


def of_states(folder: Path, name: str) -> dict[int, str]:
    """The entities of a data set that are states, by name."""
    known = {n.lower() for s in states().values() for n in (s.name, *s.names)}
    return {int(r["id"]): r["name"] for r in rows(folder / f"{name}_entities.jsonl.gz") if r["name"].lower() in known}


def counts(folder: Path, name: str, pairs: Sequence[tuple[int, int]], days: int) -> tuple[Array, Array, Array]:
    """For each pair, quad and day: events and their weight; for each pair and day the sum of Goldstein."""
    relations = {int(r["id"]): r for r in rows(folder / f"{name}_relations.jsonl")}
    at = {p: i for i, p in enumerate(pairs)}
    events, weights = np.zeros((len(pairs), 4, days)), np.zeros((len(pairs), 4, days))
    sums = np.zeros((len(pairs), days))
    for part in ("train", "valid"):
        for fact in rows(folder / f"{name}_{part}.jsonl.gz"):
            i = at.get((fact["s"], fact["o"]))
            if i is None or not 0 <= fact["t"] < days:
                continue
            relation = relations[fact["r"]]
            q, size = quad(relation["cameo"]), float(relation["goldstein"])
            events[i, q, fact["t"]] += 1
            weights[i, q, fact["t"]] += abs(size) / 10
            sums[i, fact["t"]] += size
    return events, weights, sums


def levels(weights: Array, days: Sequence[int]) -> Array:
    """The level of each pair on some days, every day taken as covered."""
    out = np.zeros((len(weights), len(days)))
    for i, own in enumerate(weights):
        seen = {t: (float(own[t]), 1.0) for t in range(max(days) + 1)}
        found = track(seen, days)
        out[i] = [found[d].mean for d in days]
    return out


def window(values: Array, size: int | None) -> Array:
    """Sums over the last so many days, the day itself with them."""
    total = np.cumsum(values, axis=1)
    if size is not None:
        total = np.concatenate([total[:, :size], total[:, size:] - total[:, :-size]], axis=1)
    return total


def auc(score: Array, truth: Array) -> float:
    """The area under the curve, ties at half."""
    values, inverse, number = np.unique(score, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(number) - (number - 1) / 2)[inverse]
    ones = truth.sum()
    zeros = len(truth) - ones
    del values
    return float((ranks[truth].sum() - ones * (ones + 1) / 2) / (ones * zeros)) if ones and zeros else math.nan


def check(name: str, events: Array, weights: Array, sums: Array) -> dict[str, Any]:
    """The first check on one data set."""
    days = events.shape[2]
    conflict = weights[:, 2] + weights[:, 3]
    every, hostile, material = events.sum(1), events[:, 2] + events[:, 3], events[:, 3]
    rivals: dict[str, list[Array]] = {
        "all events": [],
        "conflict events": [],
        "material conflict events": [],
        "mean Goldstein": [],
    }
    for size in WINDOWS:
        rivals["all events"].append(window(every, size))
        rivals["conflict events"].append(window(hostile, size))
        rivals["material conflict events"].append(window(material, size))
        number = window(every, size)
        rivals["mean Goldstein"].append(-np.where(number > 0, window(sums, size) / np.maximum(number, 1), 0))
    out: dict[str, Any] = {"data": name, "pairs": len(events)}
    for ahead in (7, 28):
        scored = list(range(FIRST, days - ahead, STEP))
        truth = np.stack([material[:, d + 1 : d + 1 + ahead].sum(1) > 0 for d in scored], 1)
        own = levels(conflict, scored)
        result: dict[str, Any] = {
            "days": len(scored),
            "rate": float(truth.mean()),
            "level": auc(own.ravel(), truth.ravel()),
        }
        for rival, kinds in rivals.items():
            found = [auc(k[:, scored].ravel(), truth.ravel()) for k in kinds]
            best = int(np.argmax(found))
            gain = drawn(own, kinds[best][:, scored], truth)
            result[rival] = {"auc": found[best], "window": WINDOWS[best] or "all days", "gain": gain}
        out[f"{ahead} days"] = result
    return out


def drawn(own: Array, other: Array, truth: Array) -> tuple[float, float]:
    """The 95 per cent interval of the gain in area, days drawn in blocks."""
    chance = np.random.default_rng(0)
    number = truth.shape[1]
    gains = []
    for _ in range(DRAWS // 4):
        starts = chance.integers(0, number, size=-(-number // BLOCK))
        at = np.concatenate([(s + np.arange(BLOCK)) % number for s in starts])[:number]
        t = truth[:, at].ravel()
        gains.append(auc(own[:, at].ravel(), t) - auc(other[:, at].ravel(), t))
    low, high = np.percentile(gains, [2.5, 97.5])
    return float(low), float(high)


def memories(present: Array, half: float | None) -> Array:
    """The level of a stream of days with or without an event, at one memory, on every day; its logarithm."""
    kept = 1.0 if half is None else 0.5 ** (1 / half)
    a0, b0 = max(1e-3, float(present.mean())) * 20, 20.0
    a, b = np.full(len(present), a0), np.full(len(present), b0)
    out = np.zeros_like(present)
    for t in range(present.shape[1]):
        a, b = kept * a + (1 - kept) * a0 + present[:, t], kept * b + (1 - kept) * b0 + 1
        out[:, t] = np.log(a / b)
    return out


def fitted(x: Array, y: Array) -> Any:
    """A logistic curve by Newton's method, with a small penalty."""
    mean, spread = x.mean(0), x.std(0) + 1e-9
    z = np.c_[np.ones(len(x)), (x - mean) / spread]
    w = np.zeros(z.shape[1])
    penalty = np.diag(np.r_[1e-6, np.ones(len(w) - 1)])
    for _ in range(25):
        p = 1 / (1 + np.exp(-z @ w))
        w -= np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + penalty, z.T @ (p - y) + penalty @ w)
    return lambda new: 1 / (1 + np.exp(-np.c_[np.ones(len(new)), (new - mean) / spread] @ w))


def forecast(folder: Path, pairs: Sequence[tuple[int, int]], events: Array) -> list[dict[str, Any]]:
    """The second check: skill against the pair's own rate on the valid days."""
    at = {p: i for i, p in enumerate(pairs)}
    given: dict[str, list[tuple[int, int, float, int]]] = {q: [] for q in QUADS}
    for row in rows(folder / "dyads_valid.jsonl.gz"):
        given[row["group"]].append((at[row["s"], row["o"]], row["day"], row["baseline"], row["outcome"]))
    present = (events > 0).astype(float)
    shapes = np.stack([memories(present[:, q], h) for q in range(4) for h in HALVES])
    first = min(d for g in given.values() for _, d, _, _ in g)
    train = np.arange(60, first - 7, 3)
    out = []
    for q, name in enumerate(QUADS):
        y = np.stack([present[:, q, d + 1 : d + 8].max(1) for d in train], 1)
        curve = fitted(shapes[:, :, train].reshape(len(shapes), -1).T, y.ravel())
        i, day, rate, truth = (np.array(v) for v in zip(*given[name], strict=True))
        p = curve(shapes[:, i, day].T)
        gain = (rate - truth) ** 2 - (p - truth) ** 2
        chance = np.random.default_rng(0)
        days = np.unique(day)
        by = {d: (gain[day == d].sum(), ((rate - truth) ** 2)[day == d].sum()) for d in days}
        skills = []
        for _ in range(DRAWS):
            starts = chance.integers(0, len(days), size=-(-len(days) // 7))
            picked = np.concatenate([(s + np.arange(7)) % len(days) for s in starts])[: len(days)]
            skills.append(sum(by[days[k]][0] for k in picked) / sum(by[days[k]][1] for k in picked))
        edges = np.minimum((p * 15).astype(int), 14)
        ece = sum(abs(p[edges == e].mean() - truth[edges == e].mean()) * (edges == e).mean() for e in np.unique(edges))
        out.append(
            {
                "group": name,
                "baseline brier": float(((rate - truth) ** 2).mean()),
                "skill": float(gain.sum() / ((rate - truth) ** 2).sum()),
                "interval": tuple(float(v) for v in np.percentile(skills, [2.5, 97.5])),
                "auc": auc(p, truth > 0),
                "baseline auc": auc(rate, truth > 0),
                "ece": float(ece),
            }
        )
    return out


def stream(chance: random.Random, rate: float, times: float) -> dict[int, tuple[float, float]]:
    """A year of days, all covered, with events of common weights; the rate changes after 200 days."""
    weights = (0.14, 0.28, 0.4, 0.49, 0.7)
    days = ((d, rate * (times if d >= CUT else 1)) for d in range(365))
    return {d: (chance.choice(weights) if chance.random() < r else 0.0, 1.0) for d, r in days}


def changes() -> Iterator[str]:
    """The third check in lines."""
    chance = random.Random(7)  # noqa: S311 - no secret
    for rate in (0.05, 0.15, 0.4):
        false = sum(bool(breaks(stream(chance, rate, 1))) for _ in range(200))
        line = f"changes, {rate:g} events a day: {false} of 200 steady years with one"
        for times in (2.0, 4.0, 8.0):
            if rate * times <= 1:
                found = [breaks(stream(chance, rate, times)) for _ in range(100)]
                near = sum(any(abs(b.day - CUT) <= 14 for b in one) for one in found)
                line += f"; times {times:g}: {sum(map(bool, found))} of 100 found, {near} within a fortnight"
        yield line


def told(results: Iterable[dict[str, Any]], skills: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The figures in lines."""
    for r in results:
        yield f"{r['data']}, {r['pairs']} ordered pairs of states: material conflict ahead, area under the curve"
        for ahead in ("7 days", "28 days"):
            one = r[ahead]
            yield f"  next {ahead} ({one['days']} days scored, base rate {one['rate']:.3f}): level {one['level']:.3f}"
            for rival in RIVALS:
                v = one[rival]
                gain = f"{v['gain'][0]:+.3f} to {v['gain'][1]:+.3f}"
                yield f"    {rival}, best window {v['window']}: {v['auc']:.3f}; gain {gain}"
    for s in skills:
        skill = f"skill {s['skill']:+.3f} ({s['interval'][0]:+.3f} to {s['interval'][1]:+.3f})"
        area = f"AUC {s['auc']:.3f} against {s['baseline auc']:.3f}, ECE {s['ece']:.3f}"
        yield f"forecast-prob valid, {s['group']}: {skill}, {area}"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    folder = shared()
    if folder is None:
        return 0
    bench = folder / "bench" / "forecast"
    pairs = sorted({(r["s"], r["o"]) for r in rows(bench / "dyads_valid.jsonl.gz")})
    events, weights, sums = counts(bench, "icews18", pairs, 270)
    results = [check("ICEWS18 train and valid", events, weights, sums)]
    known = of_states(bench, "icews14")
    spoken = {(f["s"], f["o"]) for f in rows(bench / "icews14_train.jsonl.gz")}
    others = sorted(p for p in spoken if p[0] in known and p[1] in known and p[0] != p[1])
    results.append(check("ICEWS14 train and valid", *counts(bench, "icews14", others, 335)))
    skills = forecast(bench, pairs, events)
    for line in (*told(results, skills), *changes()):
        print(line)
    if options.json:
        options.json.write_text(json.dumps({"levels": results, "forecast": skills}, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
