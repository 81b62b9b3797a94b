"""How fast the desk's pages answer on a large dossier: the 50th and 95th percentile of each, and its CPU time.

    python -m bench.desk DOSSIER [--each 60] [--wait 3600] [--json]
    python -m bench.desk --articles 1000 [--keep FILE]

The desk runs as ``memcon serve`` does, in a process of its own, and is asked over HTTP by one client; every page is
asked for with other events, reports and words each time. Pages that may be worked out in the background (what
changed, near misses, disputes, relations, agenda, watch) are asked for first and waited for; how long that took is told
apart, and one that is not there after ``--wait`` seconds is left out and said to be. ``first`` is the first answer of
each kind, which is in no percentile; ``cpu`` is what one answer takes of a core, which a busy machine does not change.
Articles are those of ``bench/stories.py``.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

LIMITS = {"search": 100.0}
OTHERS = 200.0
"""Milliseconds that the 95th percentile may take."""
WAIT = 3600.0
"""Seconds that what is worked out in the background may take."""
SLOW = ("/changed", "/judgements", "/near", "/disputes", "/agenda", "/watch", "/relations")
BEHIND = {"near": "/near", "disputes": "/disputes", "agenda": "/agenda", "watch": "/watch"}
BEHIND |= {"relations": "/relations", "pair": "/relations", "changed": "/changed", "judgements": "/judgements"}
"""The pages that are there only once something was worked out."""


@contextmanager
def served(path: Path) -> Iterator[tuple[str, int]]:
    """The address of a desk in a process of its own, and that process."""
    command = [sys.executable, "-m", "memcon", "serve", str(path), "--port", "0", "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            first = process.stdout.readline() if process.stdout else ""
            found = re.search(r"http://127\.0\.0\.1:\d+", first)
            if found is None:
                raise SystemExit("bench: the desk did not begin")
            yield found[0], process.pid
        finally:
            process.terminate()


def ready(asking: httpx.Client, wait: float) -> dict[str, float | None]:
    """Seconds until each page that may be worked out in the background is there; null where that is too long."""
    out: dict[str, float | None] = {}
    end = time.perf_counter() + wait
    for path in SLOW:
        begun = time.perf_counter()
        while (there := asking.get(path).status_code != 503) is False and time.perf_counter() < end:
            time.sleep(0.5)
        out[path] = time.perf_counter() - begun if there else None
    return out


def pages(asking: httpx.Client, chance: random.Random) -> dict[str, Callable[[], str]]:
    """Addresses of each page, another one each time."""
    total = asking.get("/index.json").json()["paging"]["pages"]
    events = [
        e
        for _ in range(12)
        for e in asking.get("/index.json", params={"page": chance.randint(1, total)}).json()["events"]
    ]
    facets = {f["name"]: f["choices"] for f in asking.get("/index.json").json()["facets"]}
    last = asking.get("/sources.json").json()["paging"]["pages"]
    reports = [
        r
        for _ in range(6)
        for r in asking.get("/sources.json", params={"page": chance.randint(1, last)}).json()["reports"]
        if r["id"] and r["story"]
    ]
    words = sorted({w for e in events for w in re.findall(r"[A-Z]\w{3,}", e["label"])})
    pairs = asking.get("/relations.json").json().get("pairs") or [{"source": "USA", "target": "CHN"}]

    def event() -> str:
        found = chance.choice(events)
        return f"/events/{found['story']}/{found['id']}"

    def report() -> str:
        found = chance.choice(reports)
        return f"/reports/{found['story']}/{found['id']}"

    def pair() -> str:
        found = chance.choice(pairs)
        return str(httpx.URL("/relations/pair", params={"source": found["source"], "target": found["target"]}))

    def chosen() -> str:
        name = chance.choice([n for n in ("party", "type", "status", "outlet", "standing") if facets.get(n)])
        return str(httpx.URL("/", params={name: chance.choice(facets[name])["value"]}))

    return {
        "events": lambda: f"/?page={chance.randint(1, total)}",
        "events, last first": lambda: f"/?order=latest&page={chance.randint(1, total)}",
        "events, chosen": chosen,
        "events, of days": lambda: f"/?from=2026-{chance.randint(1, 6):02d}-01&to=2026-{chance.randint(7, 12):02d}-28",
        "event": event,
        "search": lambda: str(httpx.URL("/search", params={"q": chance.choice(words)})),
        "search, in a row": lambda: str(httpx.URL("/search", params={"q": f'"said that" {chance.choice(words)}'})),
        "search, beginning": lambda: str(httpx.URL("/search", params={"q": f"{chance.choice(words)[:4]}*"})),
        "report": report,
        "sources": lambda: f"/sources?page={chance.randint(1, last)}",
        "changed": lambda: "/changed",
        "near": lambda: f"/near?page={chance.randint(1, 20)}",
        "disputes": lambda: f"/disputes?page={chance.randint(1, 20)}",
        "relations": lambda: "/relations",
        "pair": pair,
        "agenda": lambda: f"/agenda?page={chance.randint(1, 20)}",
        "watch": lambda: f"/watch?page={chance.randint(1, 20)}",
        "judgements": lambda: "/judgements",
        "feeds": lambda: "/feeds",
    }


def spent(process: int) -> float | None:
    """CPU milliseconds that a process has used; null where the system does not tell it in this way."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def timed(asking: httpx.Client, address: Callable[[], str], each: int, process: int) -> dict[str, float]:
    """Milliseconds of an answer, and CPU milliseconds of the mean one; the first is told apart."""
    out, began = [], 0.0
    first: float | None = None
    for n in range(each + 1):
        path = address()
        begun = time.perf_counter()
        answer = asking.get(path)
        took = (time.perf_counter() - begun) * 1000
        if answer.status_code != 200:
            raise SystemExit(f"bench: {path} answered {answer.status_code}")
        if n:
            out.append(took)
        else:
            first, began = spent(process), took
    out.sort()
    last = spent(process)
    cpu = (last - first) / each if first is not None and last is not None else 0.0
    return {"p50": out[len(out) // 2], "p95": out[int(len(out) * 0.95)], "most": out[-1], "cpu": cpu, "first": began}


def memory(process: int) -> float | None:
    """The most megabytes that a process has held; null where the system does not tell it in this way."""
    try:
        held = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    except OSError:
        return None
    return int(held[1]) / 1000 if held else None


def measured(path: Path, each: int, wait: float = WAIT) -> dict[str, object]:
    """The percentiles of every page of a dossier."""
    with served(path) as (home, process), httpx.Client(base_url=home, timeout=120, follow_redirects=True) as asking:
        begun = time.perf_counter()
        asking.get("/")
        start = time.perf_counter() - begun
        background = ready(asking, wait)
        found = {}
        for name, address in pages(asking, random.Random(7)).items():  # noqa: S311 - nothing to guard
            if background.get(BEHIND.get(name, ""), 0.0) is not None:
                found[name] = timed(asking, address, each, process)
        first = asking.get("/index.json").json()
        return {
            "reports": first["reports"],
            "events": first["paging"]["total"],
            "start": start,
            "load": os.getloadavg(),
            "memory": memory(process),
            "background": background,
            "pages": found,
        }


def made(articles_: int, path: Path) -> None:
    """A dossier of so many articles."""
    from bench.stories import articles, write
    from memcon import dossier

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "articles"
        folder.mkdir()
        write(folder, articles(articles_))
        dossier.new(path)
        dossier.add(path, [folder], at="2026-12-31T12:00:00+00:00")


def main() -> int:
    """Measure, and tell it as a table or as JSON; 1 where a page takes longer than it may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dossier", nargs="?", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--each", type=int, default=60)
    parser.add_argument("--wait", type=float, default=WAIT)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        path = given.dossier or given.keep or Path(scratch) / "desk.memcon"
        if not path.exists():
            made(given.articles, path)
        found = measured(path, given.each, given.wait)
    if given.json:
        print(json.dumps(found, indent=1))
        return 0
    print(f"{found['reports']:,} reports, {found['events']:,} events; milliseconds")
    late = []
    for name, times in found["pages"].items():  # type: ignore[attr-defined]
        limit = LIMITS.get(name.split(",")[0], OTHERS)
        late += [name] if times["p95"] > limit else []
        shown = "   ".join(f"{k} {times[k]:6.1f}" for k in ("p50", "cpu", "first"))
        print(f"  {name:20} p95 {times['p95']:6.1f} of {limit:.0f}   {shown}")
    background: dict[str, float | None] = found["background"]  # type: ignore[assignment]
    there = (f"{p} {s:.1f} s" if s is not None else f"{p} not in time" for p, s in background.items())
    print(f"  the first page after {found['start']:.1f} s; waited for, one after another: {'; '.join(there)}")
    load = ", ".join(f"{n:.1f}" for n in found["load"])  # type: ignore[attr-defined]
    print(f"  {found['memory']:.0f} MB at most; load of the machine (1, 5, 15 minutes): {load}")
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
