"""Score memcon on the dev parts of the public benches, and hold the floors.

    python -m eval.scores [--only TASK] [--update]

Predictions are made as for the kept-aside parts (``eval/predict.py``) and scored with the bench's own
``score.py``. Floors stand in ``eval/score_floors.json``. ``--update`` lifts them to what was measured,
writes ``docs/scores.md``, and refuses to lower any.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from eval.bundles import commit
from eval.predict import predict
from eval.rows import beside, read
from eval.shared import ROOT, shared
from memcon.pipeline import rules_version

FLOORS = ROOT / "eval" / "score_floors.json"
TABLE = ROOT / "docs" / "scores.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A dev part: its task, its file under the bench, and the metrics that are reported and held."""

    task: str
    file: str
    metrics: tuple[str, ...]
    anchor: str


PARTS = (
    Part(
        task="attribution",
        file="attribution/polnear_dev.jsonl",
        metrics=("all3@0.5 F1", "all3@0.8 F1"),
        anchor="dev: GenderGapTracker 40.9, CRF 47.5; people 76.5",
    ),
    Part(
        task="time",
        file="time/te3_dev.jsonl",
        metrics=("value F1", "relaxed F1"),
        anchor="test: HeidelTime 78.1, 90.7",
    ),
    Part(
        task="event-status",
        file="time/meantime_apple.jsonl",
        metrics=("mean F1", "FUTURE F1", "NEG F1", "UNCERTAIN F1"),
        anchor="not held out: fitted on both files; fitted on airbus alone 64.0",
    ),
    Part(
        task="event-status",
        file="time/meantime_airbus.jsonl",
        metrics=("mean F1", "FUTURE F1", "NEG F1", "UNCERTAIN F1"),
        anchor="not held out: fitted on both files; fitted on apple alone 55.5",
    ),
    Part(
        task="plover-records",
        file="plover-records/own_dev.jsonl",
        metrics=("who-did-what-to-whom F1", "dyad F1", "type F1", "with status F1"),
        anchor="public records: UniversalPetrarch 23.7; sentences kept back (docs/coding.md): 72.2",
    ),
    Part(
        task="plover-types",
        file="plover-types/plv_dev.jsonl",
        metrics=("root macro F1", "quad macro F1", "binary macro F1"),
        anchor="dev: SVM 60.5, 77.3, 86.7; test: ZSP 82.4, 89.6, 96.4",
    ),
    Part(
        task="cameo-class",
        file="plover-types/cameo_class_dev.jsonl",
        metrics=("macro F1",),
        anchor="dev: SVM 78.2",
    ),
    Part(
        task="factuality",
        file="time/uw_dev.jsonl",
        metrics=("pearson r", "mae"),
        anchor="test: linear words .68, .57",
    ),
    Part(
        task="coreference",
        file="coreference/ecb_dev_mentions.jsonl",
        metrics=("CoNLL", "LEA F1"),
        anchor="dev: boosted trees 76.6",
    ),
    Part(
        task="grouping",
        file="coreference/ecb_dev_documents.jsonl",
        metrics=("subtopic B3 F1",),
        anchor="dev: tf-idf 91.8",
    ),
    Part(
        task="same-answer",
        file="agreement/nanco_dev_pairs.jsonl",
        metrics=("balanced accuracy",),
        anchor="dev: word overlap 79.2; fitted on these, by questions left out 93.4",
    ),
)
SMALLER_IS_BETTER = frozenset({"mae"})


def scorer(folder: Path) -> ModuleType:
    """The bench's own scorer, loaded from the shared folder."""
    spec = importlib.util.spec_from_file_location("bench_score", folder / "bench" / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"scores: {folder / 'bench' / 'score.py'} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def measure(folder: Path, part: Part, score: ModuleType) -> tuple[dict[str, float], int, float]:
    """The scores of one part, how many rows it has, and the CPU seconds that predicting took."""
    path = folder / "bench" / part.file
    gold = read(path)
    other = beside(part.task, path)
    start = time.process_time()
    made = predict(part.task, gold, read(other) if other else ())
    spent = time.process_time() - start
    result: dict[str, Any] = score.TASKS[part.task].scorer(gold, made)
    return {m: float(result[m]) for m in part.metrics}, len(gold), spent


def held(metric: str, value: float) -> float:
    """What is held of a figure: rounded to a thousandth to the worse side."""
    return (math.ceil if metric in SMALLER_IS_BETTER else math.floor)(value * 1000) / 1000


def under(metric: str, value: float, floor: float) -> bool:
    """Whether a figure is worse than its floor."""
    return value > floor if metric in SMALLER_IS_BETTER else value < floor


def shown(metric: str, value: float) -> str:
    """A figure as the tables of the field have it."""
    return f"{value:.3f}" if metric in {"pearson r", "mae"} else f"{100 * value:.1f}"


def table(results: dict[str, tuple[Part, dict[str, float], int, float]]) -> str:
    """The figures as Markdown, with where they come from."""
    lines = [
        "# Scores on public data",
        "",
        "Written by `make scores` with `--update`; the floors in `eval/score_floors.json` hold these figures.",
        "",
        "- **Data**: the **dev parts** of the public benches in the shared folder. Test parts are kept aside by the",
        "  maintainers. What was trained, and on which train parts, stands in the model cards; rules were written with",
        "  an eye on train and dev parts, so these are development figures.",
        f"- **Command**: `python -m eval.scores --update`, {datetime.now(tz=UTC):%Y-%m-%d}, on the tree after commit",
        f"  `{commit()}`, rules `{rules_version()}`; predictions by `python -m eval.predict TASK IN OUT`.",
        "- **Metrics**: those of the bench's `score.py`, times 100 (Pearson's r, mean absolute error as they are).",
        "",
        "| task | dev part | rows | metric | score | others |",
        "|---|---|---|---|---|---|",
    ]
    for part, scores, rows, _ in results.values():
        for n, (metric, value) in enumerate(scores.items()):
            first = (
                (f"`{part.task}`", f"`{Path(part.file).stem}`", str(rows), part.anchor) if not n else ("", "", "", "")
            )
            lines.append(
                f"| {first[0]} | {first[1]} | {first[2]} | {metric} | **{shown(metric, value)}** | {first[3]} |"
            )
    return "\n".join(lines) + "\n"


def main(argv: list[str] | None = None) -> int:
    """Predict, score, print, compare with the floors."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", help="one task")
    parser.add_argument("--update", action="store_true", help="lift the floors and write docs/scores.md")
    args = parser.parse_args(argv)
    folder = shared()
    if folder is None:
        print("scores: skipped, the shared folder is not there (set MEMCON_SHARED)")
        return 0
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    score = scorer(folder)
    results: dict[str, tuple[Part, dict[str, float], int, float]] = {}
    failures: list[str] = []
    for part in PARTS:
        if args.only not in {None, part.task}:
            continue
        name = Path(part.file).stem
        scores, rows, spent = measure(folder, part, score)
        results[name] = (part, scores, rows, spent)
        print(f"{part.task:15} {name:18} {spent:5.1f} s  " + "  ".join(f"{m} {shown(m, v)}" for m, v in scores.items()))
        for metric, floor in floors.get(name, {}).items():
            if metric in scores and under(metric, scores[metric], floor):
                failures.append(f"{name}: {metric} is {scores[metric]:.4f}, the floor is {floor}")
    for failure in failures:
        print("scores: " + failure)
    if args.update and not failures:
        fresh = {name: {m: held(m, v) for m, v in scores.items()} for name, (_, scores, _, _) in results.items()}
        FLOORS.write_text(json.dumps({**floors, **fresh}, indent=1) + "\n", "utf-8")
        if not args.only:
            TABLE.write_text(table(results), "utf-8")
        print(f"scores: floors written{'' if args.only else ', and ' + str(TABLE.relative_to(ROOT))}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
