"""The order of the work: the one place that knows which stage follows which.

Each stage names what it requires and what it assigns; the chain is checked before any text runs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from memcon import __version__
from memcon.model.errors import MemconError, PipelineError
from memcon.model.memo import Memorandum, Report, Tool

Progress = Callable[[str, int, int], None]
"""Called with the stage's name, how many reports are done, and how many there are."""


def _silent(_stage: str, _done: int, _of: int) -> None:
    """Progress that nobody looks at."""


def _unsaid(_note: str) -> None:
    """A note that nobody reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a run is told. ``strict`` lets an error inside one report end the run, for tests.

    ``note`` hears what was passed over or assumed on the way in, a line at a time.
    """

    stdin: bytes | None = None
    made: str | None = None
    strict: bool = False
    progress: Progress = field(default=_silent, compare=False)
    note: Callable[[str], None] = field(default=_unsaid, compare=False)


State = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step: what it needs from the state, what it adds, and the function that does it."""

    name: str
    requires: tuple[str, ...]
    assigns: tuple[str, ...]
    run: Callable[[State, Options], Mapping[str, Any]]


def _ingest(state: State, options: Options) -> Mapping[str, Any]:
    load = import_module("memcon.ingest").load
    intake = load(state["paths"], stdin=options.stdin)
    for line in intake.notes:
        options.note(line)
    return {"reports": intake.reports}


def _per_report(state: State, options: Options) -> Mapping[str, Any]:
    """Read and extract, report by report; neither sees another report."""
    read = import_module("memcon.read").read
    extract = import_module("memcon.extract").extract
    reports: list[Report] = list(state["reports"])
    readings: list[Any] = []
    extractions: list[Any] = []
    for index, report in enumerate(reports):
        options.progress("reading", index, len(reports))
        if not report.read:
            continue
        try:
            reading = read(report)
            extraction = extract(report, reading)
        except MemconError:
            raise
        except Exception as error:
            if options.strict:
                raise
            why = f"memcon failed on it ({type(error).__name__}: {error}); run with --debug and send us the trace"
            reports[index] = replace(report, read=False, why=why)
            continue
        readings.append(reading)
        extractions.append(extraction)
    options.progress("reading", len(reports), len(reports))
    return {"reports": tuple(reports), "readings": tuple(readings), "extractions": tuple(extractions)}


def _reconcile(state: State, options: Options) -> Mapping[str, Any]:
    reconcile = import_module("memcon.reconcile").reconcile
    options.progress("reconciling", 0, 1)
    tool = Tool(name="memcon", version=__version__, rules=rules_version())
    memo = reconcile(state["reports"], state["readings"], state["extractions"], tool, options.made)
    options.progress("reconciling", 1, 1)
    return {"memorandum": memo}


STAGES = (
    Stage(name="ingest", requires=("paths",), assigns=("reports",), run=_ingest),
    Stage(
        name="read and extract", requires=("reports",), assigns=("reports", "readings", "extractions"), run=_per_report
    ),
    Stage(name="reconcile", requires=("reports", "readings", "extractions"), assigns=("memorandum",), run=_reconcile),
)


def check(stages: Sequence[Stage], given: Sequence[str] = ("paths",)) -> None:
    """Raise ``PipelineError`` if a stage requires what no stage before it assigns."""
    have = set(given)
    for stage in stages:
        missing = [name for name in stage.requires if name not in have]
        if missing:
            raise PipelineError(f"stage {stage.name!r} requires {', '.join(missing)}, which no stage before it assigns")
        have |= set(stage.assigns)


def brief(
    paths: Sequence[str | Path] | str | Path, *, options: Options | None = None, stages: Sequence[Stage] = STAGES
) -> Memorandum:
    """Read the reports at ``paths`` (files, folders, ``-`` for standard input) and reconcile them.

    Raises ``InputError`` where a path or a sidecar cannot be used; a report that cannot be read is
    listed in ``Memorandum.reports`` with ``read`` false and the reason.
    """
    check(stages)
    options = options or Options()
    state: State = {"paths": (paths,) if isinstance(paths, str | Path) else tuple(paths)}
    for stage in stages:
        state.update(stage.run(state, options))
    memo: Memorandum = state["memorandum"]
    return memo


def _data_files(folder: Traversable) -> list[Traversable]:
    out: list[Traversable] = []
    for item in sorted(folder.iterdir(), key=lambda t: t.name):
        if item.is_dir():
            out += _data_files(item)
        elif item.name.endswith((".tsv", ".yaml", ".json", ".csv")):
            out.append(item)
    return out


@cache
def rules_version() -> str:
    """A short hash over the data files that the rules stand in: same hash, same rules."""
    digest = hashlib.sha256()
    for room in ("model", "ingest", "read", "extract", "reconcile"):
        folder = files("memcon") / room / "data"
        if folder.is_dir():
            for item in _data_files(folder):
                digest.update(item.name.encode())
                digest.update(item.read_bytes())
    return digest.hexdigest()[:12]
