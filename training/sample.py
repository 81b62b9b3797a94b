"""What readings look like before they are compressed, as a dictionary for those to come.

python -m training.sample

Reads the examples and writes ``src/memcon/dossier/data/sample.txt``. It is made anew when the form of readings has
changed much; an old one costs some bytes in a packed reading and nothing else.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from memcon.dossier.packing import plain
from memcon.dossier.slimming import Cached, turned
from memcon.ingest import load
from memcon.pipeline import read_one

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "memcon" / "dossier" / "data" / "sample.txt"
SIZE = 22_000
"""Bytes that are kept: with the words of a report there is no room for more."""


def main() -> None:
    """Write the sample."""
    told = b""
    for report in load([ROOT / "examples"]).reports:
        reading, extraction, _ = read_one(report, strict=True)
        cached = Cached(
            reading=replace(reading, report="", text=""), extraction=replace(extraction, report=""), why=None
        )
        told = plain(turned(cached, report.text, slim=True), {"": report.text}) + told
    TARGET.write_bytes(told[-SIZE:].decode("utf-8", "ignore").encode())


if __name__ == "__main__":
    main()
