"""Memory of ``memcon code`` over a long corpus: what the process holds at each tenth of the way.

    python -m bench.memory [--sentences 100000]

The articles are those of ``bench/articles.py``, each with a paragraph of names, places and figures that stand in no
other one, as what grows with the words that are met would not show otherwise. Memory is what the process has resident
(``/proc/self/statm``, Linux) after each chunk.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import tempfile
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does, before numpy is loaded

from bench.articles import article
from memcon.coder.events import Made
from memcon.coder.journal import Tally
from memcon.coder.run import Job, run
from memcon.ingest.corpus import Corpus

SENTENCES_EACH = 33
"""Sentences of an article with its paragraph, in the mean."""
SYLLABLES = "ka ro ven dal mi stor ne lu par tez ghi bo ra san quil der fo hal jin we".split()  # noqa: SIM905


def named(draw: random.Random) -> str:
    """An invented name."""
    return "".join(draw.choice(SYLLABLES) for _ in range(draw.randint(2, 4))).capitalize()


def own_paragraph(number: int) -> str:
    """A paragraph that no other article has."""
    draw = random.Random(number)  # noqa: S311 - the same names in every run
    person, other, town = named(draw), named(draw), named(draw)
    return (
        f"{person} {other}, an adviser, told reporters in {town} that {draw.randint(100, 99999)} containers were held. "
        f"{other} met {named(draw)} {named(draw)} of the {named(draw)} Council on {draw.randint(1, 28)} March."
    )


def resident() -> float:
    """Megabytes that this process has resident."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def measure(sentences: int) -> list[tuple[int, float]]:
    """Records coded and megabytes resident, at each tenth of the way."""
    count = max(10, sentences // SENTENCES_EACH)
    seen: list[tuple[int, float]] = []
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "corpus.jsonl"
        with path.open("w", encoding="utf-8") as handle:
            for number in range(count):
                text = f"{article(number)}\n\n{own_paragraph(number)}"
                handle.write(json.dumps({"id": f"a{number}", "text": text, "date": "2025-11-26"}) + "\n")

        def progress(tally: Tally) -> None:
            if tally.records * 10 >= count * (len(seen) + 1):
                seen.append((tally.records, resident()))
                print(f"{tally.records:8,} records {seen[-1][1]:8.0f} MB {time.process_time():8.0f} s CPU", flush=True)

        made = Made(tool="bench", rules="")
        run(Job(corpus=Corpus(paths=(str(path),)), out=Path(scratch) / "out.jsonl", made=made), progress=progress)
    return seen


def main() -> None:
    """Print what is held on the way."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sentences", type=int, default=100_000)
    seen = measure(parser.parse_args().sentences)
    grown, records = seen[-1][1] - seen[1][1], seen[-1][0] - seen[1][0]
    print(f"from the second tenth to the last: {grown:+.0f} MB over {records:,} records")


if __name__ == "__main__":
    main()
