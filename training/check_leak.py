"""Sentences that train and dev parts share: ``python -m training.check_leak BENCH``.

Whole sentences, and runs of seven words, between every train part and every dev part that the heads
use. Printed per pair of files; ``training.train`` leaves out the training rows of the type tasks
whose sentence stands in a dev part of either.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from training.data import rows

TRAIN = (
    "attribution/polnear_train.jsonl",
    "plover-types/plv_train.jsonl",
    "plover-types/cameo_class_train.jsonl",
    "time/uw_train.jsonl",
)
DEV = (
    "attribution/polnear_dev.jsonl",
    "plover-types/plv_dev.jsonl",
    "plover-types/cameo_class_dev.jsonl",
    "time/uw_dev.jsonl",
    "time/meantime_apple.jsonl",
    "time/meantime_airbus.jsonl",
)
RUN = 7


def sentences(path: Path) -> list[tuple[str, ...]]:
    """The sentences of a file in lower-case words."""
    out = []
    for row in rows(path):
        for part in re.split(r"(?<=[.!?])\s+|\n+", row["text"]):
            words = tuple(re.findall(r"\w+", part.lower()))
            if len(words) >= 5:
                out.append(words)
    return out


def runs(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Runs of seven words."""
    for k in range(len(words) - RUN + 1):
        yield words[k : k + RUN]


def main() -> None:
    """Print how many sentences of each dev part stand in each train part, whole or nearly."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("bench", type=Path)
    bench = parser.parse_args().bench
    train = {name: sentences(bench / name) for name in TRAIN}
    print(f"{'train':38} {'dev':38} {'sentences':>9} {'same':>5} {'near':>5}")
    for name, known in train.items():
        whole = set(known)
        seven = {run for words in known for run in runs(words)}
        for other in DEV:
            theirs = sentences(bench / other)
            same = sum(words in whole for words in theirs)
            near = 0
            for words in theirs:
                mine = list(runs(words))
                near += (
                    words not in whole and bool(mine) and sum(run in seven for run in mine) >= max(1, 0.3 * len(mine))
                )
            print(f"{name:38} {other:38} {len(theirs):9} {same:5} {near:5}")


if __name__ == "__main__":
    main()
