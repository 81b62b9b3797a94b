"""What a dossier costs as it grows: adding one article, the file, memory, lists and searches.

    python -m bench.dossier [--articles 10000] [--at 10,100,1000,10000] [--keep FILE] [--json]

The articles are those of ``bench/stories.py``. The dossier is filled up to each size in one add, each in a process
of its own so that its memory can be told; then single articles are added, in a process that has loaded parser and
tables before the clock starts. Seconds are CPU seconds. ``--keep`` names a dossier that is kept, or gone on with.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does, before numpy is loaded

from bench.stories import Article, articles, write

SINGLE = 5
"""Articles added one by one at each size; the median is told."""
BATCH = 4000
"""Articles in one add, at most: an add takes no more than 5,000 files."""
ASKED = 40
"""Times that each list or search is asked for."""
START = "2026-12-31T12:00:00+00:00"


def filled(path: Path, folder: Path) -> dict[str, Any]:
    """Add a folder in one go in this process: CPU and wall seconds, and the memory at its peak."""
    from memcon import dossier

    gc.set_threshold(100_000, 20, 50)  # as the command does
    start, wall = time.process_time(), time.perf_counter()
    dossier.add(path, [folder], at=START)
    return {
        "cpu": time.process_time() - start,
        "wall": time.perf_counter() - wall,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def single(path: Path, warm: Path, folders: list[Path]) -> dict[str, Any]:
    """Add articles one by one: CPU seconds of each, after one add to another dossier that loads what is loaded once."""
    from memcon import dossier

    gc.set_threshold(100_000, 20, 50)  # as the command does
    scratch = path.with_name("warm.memcon")
    scratch.unlink(missing_ok=True)
    dossier.new(scratch)
    dossier.add(scratch, [warm], at=START)
    spent = []
    for folder in folders:
        start = time.process_time()
        dossier.add(path, [folder], at=START)
        spent.append(time.process_time() - start)
    return {"cpu": spent, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def asked(path: Path) -> dict[str, Any]:
    """Milliseconds of lists and searches at the 95th percentile, each in a look of its own."""
    from memcon.store import queries, searching
    from memcon.store.file import open_

    questions: dict[str, Callable[[Any, int], object]] = {
        "events, first page": lambda c, _: queries.events(c, queries.Asked(whole=True), order="latest"),
        "events, page by number": lambda c, n: queries.events(c, queries.Asked(), offset=50 * n),
        "events of a type and status": lambda c, _: queries.events(
            c, queries.Asked(types=("CONSULT",), statuses=("planned",))
        ),
        "all facets": lambda c, _: queries.facets(c, queries.Asked()),
        "search reports, a phrase": lambda c, _: searching.reports(c, '"joint statement"'),
        "search reports, a common word": lambda c, _: searching.reports(c, "minister"),
        "search claims": lambda c, _: searching.claims(c, "minister sanction*"),
        "search claims, a phrase": lambda c, _: searching.claims(c, '"machine tools"'),
    }
    out = {}
    with open_(path, write=False) as store:
        for name, question in questions.items():
            spent = []
            for n in range(ASKED):
                start = time.perf_counter()
                with store.reading() as connection:
                    question(connection, n)
                spent.append((time.perf_counter() - start) * 1000)
            out[name] = statistics.quantiles(spent, n=20)[-1]
    return out


def told(path: Path) -> dict[str, Any]:
    """CPU seconds of one story told from the file."""
    from memcon import dossier

    dossier.memorandum(path)
    start = time.process_time()
    memo = dossier.memorandum(path)
    return {"cpu": time.process_time() - start, "stories": len(memo.stories) + 1}


def _apart(name: str, *given: str) -> dict[str, Any]:
    """A step in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.dossier", "--step", name, *given], check=True, stdout=subprocess.PIPE
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


STEPS: dict[str, Callable[..., dict[str, Any]]] = {
    "fill": lambda path, folder: filled(Path(path), Path(folder)),
    "single": lambda path, warm, *folders: single(Path(path), Path(warm), [Path(f) for f in folders]),
    "ask": lambda path: asked(Path(path)),
    "tell": lambda path: told(Path(path)),
}


def measure(scratch: Path, most: int, sizes: list[int], path: Path, *, said: bool) -> list[dict[str, Any]]:
    """All figures at each size."""
    from memcon import dossier

    whole = articles(most + SINGLE * len(sizes))
    spare = [whole.pop(len(whole) * (2 * n + 1) // (2 * SINGLE * len(sizes) + 2)) for n in range(SINGLE * len(sizes))]
    warm = scratch / "warm"
    write(warm, whole[:2])
    if not path.exists():
        dossier.new(path)
    out: list[dict[str, Any]] = []
    done = 0
    for turn, size in enumerate(sizes):
        fills = []
        for start in range(done, size, BATCH):
            folder = scratch / f"to{size}-{start}"
            write(folder, whole[start : min(start + BATCH, size)])
            fills.append(_apart("fill", str(path), str(folder)))
        some = _of_known(spare, whole[:size], turn)
        singles = []
        for n, one in enumerate(some):
            write(scratch / f"one{size}-{n}", [one])
            singles.append(str(scratch / f"one{size}-{n}"))
        spent = _apart("single", str(path), str(warm), *singles)
        chars = sum(len(a.text.encode()) for a in whole[:size]) + sum(len(a.text.encode()) for a in some)
        row = {
            "articles": size,
            "fill_cpu_seconds_per_article": round(sum(f["cpu"] for f in fills) / max(1, size - done), 3),
            "fill_peak_mb": round(max(f["peak_mb"] for f in fills)),
            "one_more_cpu_seconds": round(statistics.median(spent["cpu"]), 2),
            "one_more_all": [round(s, 2) for s in spent["cpu"]],
            "one_more_peak_mb": round(spent["peak_mb"]),
            "file_mb": round(_size(path) / 1e6, 1),
            "file_to_text": round(_size(path) / chars, 2),
            "tell_cpu_seconds": round(_apart("tell", str(path))["cpu"], 2),
            "p95_ms": {k: round(v, 1) for k, v in _apart("ask", str(path)).items()},
        }
        out.append(row)
        done = size
        if said:
            print(json.dumps(row), flush=True)
    return out


def _of_known(spare: list[Article], there: list[Article], turn: int) -> list[Article]:
    """Articles to add one by one: of stories that are told already where there are such."""
    known = {a.story for a in there}
    mine = [a for a in spare if a.story in known] or spare
    picked = [mine[(turn * SINGLE + n) % len(mine)] for n in range(SINGLE)]
    for one in picked:
        if one in spare:
            spare.remove(one)
    return picked


def _size(path: Path) -> int:
    import sqlite3

    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    return path.stat().st_size


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--at", default="10,100,1000,10000")
    parser.add_argument("--keep", type=Path, help="the dossier, to be looked at afterwards")
    parser.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.step:
        print(json.dumps(STEPS[args.step[0]](*args.step[1:])))
        return
    sizes = sorted({int(s) for s in args.at.split(",") if int(s) <= args.articles} | {args.articles})
    with tempfile.TemporaryDirectory() as scratch:
        measure(Path(scratch), args.articles, sizes, args.keep or Path(scratch) / "bench.memcon", said=True)


if __name__ == "__main__":
    main()
