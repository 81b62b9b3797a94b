"""What following and other programs' events cost: a round over many pages, the list, a large file of events.

    python -m bench.outside [--pages 5000] [--rows 150000]

Pages are invented and none is asked for: the round finds nothing due. Rows are invented rows of GDELT 2.0 between
states drawn by chance, compared with a memorandum of one event. Seconds are CPU seconds.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from memcon import dossier
from memcon.coder import layouts
from memcon.dossier import following
from memcon.dossier.following import How
from memcon.dossier.turns import Hours
from memcon.exchange import comparing, programs
from memcon.model.gazetteer import states
from memcon.model.memo import Actor, Event, Memorandum, Report, Time, Tool
from memcon.store.file import open_
from memcon.store.reports import Arrival, Where, kept, sha


def _stop(_seconds: float) -> None:
    raise KeyboardInterrupt


def pages(folder: Path, number: int) -> dict[str, float]:
    """The cost of taking pages on, of a round in which none is due, and of the list."""
    path = folder / "followed.memcon"
    dossier.new(path)
    arrivals = []
    for n in range(number):
        text, key = f"Report number {n} of the talks. " * 100, f"https://h{n % 40}.example/a/{n}"
        report = Report(id="", file=key, url=key, text=text, characters=len(text), sha256=sha(text))
        arrivals.append(Arrival(where=Where(key=key, path=key, parts=0), report=report))
    now = datetime.now(UTC)
    with open_(path, write=True) as store:
        with store.writing() as connection:
            kept(connection, arrivals, now.isoformat(), "bench")
        start = time.process_time()
        following.adopt(store)
        out = {"take on": time.process_time() - start}
    how = How(hours=Hours(now=lambda: datetime.now(UTC), sleep=_stop), tell=lambda _: None)
    start = time.process_time()
    with suppress(KeyboardInterrupt):
        following.follow(path, how)
    out["round"] = time.process_time() - start
    start = time.process_time()
    following.followed(path, now)
    return out | {"list": time.process_time() - start}


def rows(folder: Path, number: int) -> dict[str, float]:
    """The cost of reading a file of events and of comparing it."""
    draw = random.Random(1)  # noqa: S311 - no secret
    codes, names = list(states()), layouts.names("gdelt")
    path = folder / "events.csv"
    with path.open("w", encoding="utf-8") as handle:
        for n in range(number):
            one, two = draw.choice(codes), draw.choice(codes)
            values = {
                "GlobalEventID": str(n),
                "Day": "20260503",
                "Actor1Code": one,
                "Actor1CountryCode": one,
                "Actor2Code": two,
                "Actor2CountryCode": two,
                "EventCode": "042",
                "EventRootCode": "04",
                "DATEADDED": "20260503120000",
            }
            handle.write("\t".join(values.get(name, "") for name in names) + "\n")
    actors = tuple(Actor(id=c, name=c, kind="government", country=c) for c in ("NOR", "CHL"))
    day = Time(earliest="2026-05-03T00:00+00:00", latest="2026-05-04T00:00+00:00", precision="day")
    event = Event(id="E1", label="", type="CONSULT", status="occurred", actors=("NOR",), recipients=("CHL",), time=day)
    memo = Memorandum(tool=Tool(name="", version="", rules=""), reports=(), actors=actors, events=(event,))
    start = time.process_time()
    found, _ = programs.read([path], "gdelt")
    read = time.process_time() - start
    start = time.process_time()
    comparing.compare(found, comparing.index([memo]))
    compared = time.process_time() - start
    return {"read": read, "compare": compared, "MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=5_000)
    parser.add_argument("--rows", type=int, default=150_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name, found in (("pages", pages(Path(folder), asked.pages)), ("rows", rows(Path(folder), asked.rows))):
            print(f"{getattr(asked, name):,} {name}: " + ", ".join(f"{k} {v:.1f}" for k, v in found.items()))


if __name__ == "__main__":
    main()
