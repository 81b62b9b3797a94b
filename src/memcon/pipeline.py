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
from memcon.model.errors import InputError, MemconError, PipelineError
from memcon.model.judgements import Ruling, touching
from memcon.model.memo import Memorandum, Report, Story, Tool

NAMED = 5
"""How many further stories are named by their main event; the rest by the title of their first report."""

Progress = Callable[[str, int, int], None]
"""Called with the stage's name, how many reports are done, and how many there are."""


def _silent(_stage: str, _done: int, _of: int) -> None:
    """Progress that nobody looks at."""


def _unsaid(_note: str) -> None:
    """A note that nobody reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a run is told. ``strict`` lets an error inside one report end the run, for tests.

    ``story`` is which of the stories that the reports tell is wanted, the one of the most reports
    being 1; null takes all reports for one story. ``note`` hears what was passed over or assumed on
    the way in, a line at a time. ``policy`` is an ``AddressPolicy`` of ``ingest.addresses``, for tests.
    ``judgements`` are what people judged of these reports, in any order.
    """

    stdin: bytes | None = None
    made: str | None = None
    strict: bool = False
    story: int | None = 1
    judgements: tuple[Ruling, ...] = ()
    policy: Any = None
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
    intake = load(state["paths"], stdin=options.stdin, policy=options.policy, progress=options.progress)
    for line in intake.notes:
        options.note(line)
    return {"reports": intake.reports}


def read_one(report: Report, *, strict: bool = False) -> tuple[Any, Any, str | None]:
    """The reading and the extraction of one report; both null with the reason where memcon fails on it."""
    read = import_module("memcon.read").read
    extract = import_module("memcon.extract").extract
    try:
        reading = read(report)
        return reading, extract(report, reading), None
    except MemconError:
        raise
    except Exception as error:
        if strict:
            raise
        why = f"memcon failed on it ({type(error).__name__}: {error}); run with --debug and send us the trace"
        return None, None, why


def _per_report(state: State, options: Options) -> Mapping[str, Any]:
    """Read and extract, report by report; neither sees another report."""
    reports: list[Report] = list(state["reports"])
    readings: list[Any] = []
    extractions: list[Any] = []
    for index, report in enumerate(reports):
        options.progress("reading", index, len(reports))
        if not report.read:
            continue
        reading, extraction, why = read_one(report, strict=options.strict)
        if why is not None:
            reports[index] = replace(report, read=False, why=why)
            continue
        readings.append(reading)
        extractions.append(extraction)
    options.progress("reading", len(reports), len(reports))
    return {"reports": tuple(reports), "readings": tuple(readings), "extractions": tuple(extractions)}


def _stories(state: State, options: Options) -> Mapping[str, Any]:
    """Which reports tell which story; all are taken for one where that is asked for."""
    tales: tuple[Any, ...] = ()
    if options.story is not None:
        told = import_module("memcon.reconcile.stories").stories
        tales = told(state["reports"], state["readings"], state["extractions"])
        if not 1 <= options.story <= max(1, len(tales)):
            there = f"there are {len(tales)} stories" if len(tales) > 1 else "there is one story"
            raise InputError(f"there is no story {options.story} in these reports: {there}; 1 is that of the most")
    return {"tales": tales}


def _told(state: State, options: Options, held: frozenset[str] | None) -> Memorandum:
    """The memorandum of the reports held, or of all; a report that was not read stands with every story."""
    reconcile = import_module("memcon.reconcile").reconcile
    tool = Tool(name="memcon", version=__version__, rules=rules_version())

    def of(values: Sequence[Any], key: str) -> tuple[Any, ...]:
        return tuple(v for v in values if held is None or getattr(v, key) in held)

    reports = tuple(r for r in state["reports"] if held is None or not r.read or r.id in held)
    readings, extractions = of(state["readings"], "report"), of(state["extractions"], "report")
    rulings = touching(options.judgements, reports)
    memo: Memorandum = reconcile(reports, readings, extractions, tool, options.made, judgements=rulings)
    return memo


def _further(state: State, wanted: int, memo_of: Callable[[int], Memorandum]) -> tuple[Story, ...]:
    """The stories beside the one wanted, the first few named by their main event."""
    tales = state["tales"]
    files_ = {r.id: r.file for r in state["reports"]}
    titles = {r.id: r.title for r in state["reports"]}
    further: list[Story] = []
    for n, tale in enumerate(tales):
        if n == wanted:
            continue
        title = next((f"“{t}”" for r in tale.reports if (t := titles[r])), None)
        label = _main(memo_of(n), title) if len(further) < NAMED else title
        further.append(
            Story(
                number=n + 1,
                label=label or files_[tale.reports[0]],
                reports=tale.reports,
                files=tuple(files_[r] for r in tale.reports),
                because=tale.because or tales[wanted].because,
            )
        )
    return tuple(further)


def _reconcile(state: State, options: Options) -> Mapping[str, Any]:
    """The memorandum of the story asked for, the others named."""
    tales = state["tales"]
    options.progress("reconciling", 0, 1)
    if len(tales) < 2 or options.story is None:
        memo = _told(state, options, None)
    else:
        wanted = options.story - 1
        memo = _told(state, options, frozenset(tales[wanted].reports))
        further = _further(state, wanted, lambda n: _told(state, options, frozenset(tales[n].reports)))
        memo = replace(memo, stories=further)
    options.progress("reconciling", 1, 1)
    return {"memorandum": memo}


def tell_all(
    reports: tuple[Report, ...], readings: tuple[Any, ...], extractions: tuple[Any, ...], options: Options
) -> tuple[Memorandum, ...]:
    """The memoranda of all stories that the reports tell, each as ``brief`` would give it; at least one."""
    state: State = {"reports": reports, "readings": readings, "extractions": extractions}
    state.update(_stories(state, replace(options, story=1)))
    tales = state["tales"]
    if len(tales) < 2 or options.story is None:
        return (_told(state, options, None),)
    told: list[Memorandum] = []
    for n, tale in enumerate(tales):
        options.progress("reconciling", n, len(tales))
        told.append(_told(state, options, frozenset(tale.reports)))
    options.progress("reconciling", len(tales), len(tales))
    return tuple(replace(memo, stories=_further(state, n, told.__getitem__)) for n, memo in enumerate(told))


def _main(memo: Memorandum, title: str | None) -> str | None:
    """What a story is about: its contact by name, else a title in quotes, else the act that most reports tell of.

    An act that is no contact may be one side's word; a title says so by its quotation marks.
    """
    real = [e for e in memo.events if e.status in {"occurred", "ongoing"} and e.type]
    best = min(real, key=lambda e: (-len(e.reports), e.type != "CONSULT", -len(e.mentions), e.id), default=None)
    if best is None or (best.type != "CONSULT" and title):
        return title
    return best.label


STAGES = (
    Stage(name="ingest", requires=("paths",), assigns=("reports",), run=_ingest),
    Stage(
        name="read and extract", requires=("reports",), assigns=("reports", "readings", "extractions"), run=_per_report
    ),
    Stage(name="stories", requires=("reports", "readings", "extractions"), assigns=("tales",), run=_stories),
    Stage(
        name="reconcile",
        requires=("reports", "readings", "extractions", "tales"),
        assigns=("memorandum",),
        run=_reconcile,
    ),
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
