"""Speed of ``memcon code``: on one core against the parse alone, and two processes against one.

    python -m bench.coder [--articles 200] [--jobs] [--json]

The articles are those of ``bench/articles.py``, as a file of JSON lines. The parse alone is spaCy's tagger and
parser over the same texts in the same run, so that the ratio holds when the machine is slow. ``--jobs`` adds
a run with one process and one with two by the wall clock, each started anew as a user would.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does, before numpy is loaded

from bench.articles import article
from bench.speed import parse_alone
from memcon.coder.events import Made
from memcon.coder.run import Job, run
from memcon.ingest.corpus import Corpus, Record, records

WARM = 4
"""Articles coded before the clock starts, so that loading models and tables is not counted."""


def written(folder: Path, name: str, first: int, count: int) -> Path:
    """A corpus of articles as JSON lines."""
    path = folder / name
    with path.open("w", encoding="utf-8") as handle:
        for number in range(first, first + count):
            handle.write(json.dumps({"id": f"a{number}", "text": article(number), "date": "2025-11-26"}) + "\n")
    return path


def coded(path: Path, out: Path) -> tuple[float, Any]:
    """CPU seconds of one run in this process, and its tally."""
    job = Job(corpus=Corpus(paths=(str(path),)), out=out, made=Made(tool="bench", rules=""), strict=True, restart=True)
    start = time.process_time()
    tally = run(job)
    return time.process_time() - start, tally


def wall(path: Path, out: Path, jobs: int) -> float:
    """Wall-clock seconds of the command with so many processes."""
    start = time.perf_counter()
    command = [
        sys.executable,
        "-m",
        "memcon",
        "code",
        str(path),
        "--out",
        str(out),
        "--jobs",
        str(jobs),
        "-q",
        "--restart",
    ]
    subprocess.run(command, check=True)
    return time.perf_counter() - start


def measure(count: int, *, jobs: bool) -> dict[str, Any]:
    """All figures for ``count`` articles."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        coded(written(folder, "warm.jsonl", 10_000, WARM), folder / "warm.out.jsonl")
        path = written(folder, "corpus.jsonl", 0, count)
        texts = [r.report.text for r in records(Corpus(paths=(str(path),))) if isinstance(r, Record)]
        before = parse_alone(texts)
        seconds, tally = coded(path, folder / "out.jsonl")
        after = parse_alone(texts)
        parse = (before + after) / 2
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        figures = {
            "articles": tally.records,
            "words": sum(len(t.split()) for t in texts),
            "events": tally.events,
            "cpu_seconds": round(seconds, 2),
            "words_per_cpu_second": round(sum(len(t.split()) for t in texts) / seconds),
            "parse_alone_cpu_seconds": round(parse, 2),
            "share_of_the_speed_of_the_parse_alone": round(parse / seconds, 2),
            "peak_memory_mb": round(memory),
        }
        if jobs:
            one, two = (wall(path, folder / f"out{n}.jsonl", n) for n in (1, 2))
            figures |= {
                "wall_seconds_one_process": round(one, 1),
                "wall_seconds_two_processes": round(two, 1),
                "two_processes_against_one": round(one / two, 2),
                "same_bytes": (folder / "out1.jsonl").read_bytes() == (folder / "out2.jsonl").read_bytes(),
            }
        return figures


def main() -> None:
    """Print the figures."""
    gc.set_threshold(100_000, 20, 50)  # as the command does
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--jobs", action="store_true", help="time one process and two by the wall clock as well")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    figures = measure(args.articles, jobs=args.jobs)
    if args.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:38} {value}")


if __name__ == "__main__":
    main()
