"""The order of the work: the one place that knows which stage follows which.

Each stage names what it requires and what it assigns; the chain is checked before any text runs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from memcon import __version__
from memcon.model.errors import InputError, MemconError, PipelineError
from memcon.model.judgements import Ruling, pages_of, spoken_of
from memcon.model.memo import Memorandum, Report, Story, Tool
from memcon.model.renaming import local, renamed

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
    ``judgements`` are what people judged of these reports, in any order. ``jobs`` is in how many processes a dossier's
    reports are read.
    """

    stdin: bytes | None = None
    made: str | None = None
    strict: bool = False
    story: int | None = 1
    judgements: tuple[Ruling, ...] = ()
    jobs: int = 1
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
    for line in intake.lines:
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
    """Which reports tell which story, and which of them judgements speak of; all are one story if that is asked for."""
    tales: tuple[Any, ...] = ()
    speaks: Mapping[int, frozenset[str]] = {}
    if options.story is not None:
        told = import_module("memcon.reconcile.stories").stories
        tales = told(state["reports"], state["readings"], state["extractions"])
        if not 1 <= options.story <= max(1, len(tales)):
            there = f"there are {len(tales)} stories" if len(tales) > 1 else "there is one story"
            raise InputError(f"there is no story {options.story} in these reports: {there}; 1 is that of the most")
        if options.judgements:
            speaks = spoken_of(options.judgements, pages_of(state["reports"]))
    return {"tales": tales, "speaks": speaks}


def _told(state: State, options: Options) -> Memorandum:
    """The memorandum of all reports, taken for one story."""
    reconcile = import_module("memcon.reconcile").reconcile
    memo: Memorandum = reconcile(
        state["reports"],
        state["readings"],
        state["extractions"],
        tool(),
        options.made,
        judgements=options.judgements,
    )
    return memo


def tool() -> Tool:
    """What makes memoranda here."""
    return Tool(name="memcon", version=__version__, rules=rules_version())


def tell_story(
    reports: Sequence[Report], readings: Sequence[Any], extractions: Sequence[Any], judgements: Sequence[Ruling]
) -> tuple[Memorandum, Any]:
    """The memorandum of one story's reports, in canonical order, all of them read; it knows of no other report.

    With it come its events in outline (``Outlines``), by which those of other stories are aligned with them.

    The reports go by ids of the story's own, and copies are looked for among them alone; so that the memorandum
    of a story stays what it is when other stories come and go. ``shown`` gives the ids of all reports. ``judgements``
    are those that touch it, and those that no report touches any more and that are to be told as resting here.
    """
    outlined = import_module("memcon.reconcile").outlined
    mark = import_module("memcon.ingest.copies").mark
    names = {r.id: local(n) for n, r in enumerate(reports, 1)}
    held = mark([replace(r, id=names[r.id], origin=None) for r in reports])
    memo: Memorandum
    memo, found = outlined(
        held,
        tuple(replace(r, report=names[r.report]) for r in readings if r.report in names),
        tuple(replace(e, report=names[e.report]) for e in extractions if e.report in names),
        tool(),
        None,
        judgements=tuple(judgements),
    )
    return memo, found


def shown(memo: Memorandum, unread: Sequence[Report]) -> Memorandum:
    """A story's memorandum with the reports that were not read, which stand with every story."""
    order = import_module("memcon.reconcile.bundle").natural
    return replace(memo, reports=tuple(sorted((*memo.reports, *unread), key=lambda r: order(r.id))))


def _story(state: State, options: Options, wanted: int) -> tuple[Memorandum, Any]:
    """The memorandum of one of the stories, and as much of it as others need to know."""
    held = frozenset(state["tales"][wanted].reports)
    reports = [r for r in state["reports"] if r.id in held]
    speaks = state["speaks"]
    # what speaks of no report is told as resting with the first story, not dropped
    rulings = [r for r in options.judgements if speaks[r.number] & held or (wanted == 0 and not speaks[r.number])]
    memo, outlines = tell_story(reports, state["readings"], state["extractions"], rulings)
    names = {local(n): r.id for n, r in enumerate(reports, 1)}
    unread = [r for r in state["reports"] if not r.read]
    memo = replace(shown(renamed(memo, names), unread), made=options.made)
    on = import_module("memcon.reconcile.telling_on")
    return memo, on.told(wanted + 1, state["tales"][wanted].whole, outlines, memo)


def further(
    tales: Sequence[Any], wanted: int, reports: Sequence[Report], main: Callable[[int], str | None]
) -> tuple[Story, ...]:
    """The stories beside the one wanted, the first few named by their main event, the rest by a title."""
    known = {r.id: r for r in reports}
    out: list[Story] = []
    for n, tale in enumerate(tales):
        if n == wanted:
            continue
        label = main(n) if len(out) < NAMED else titled(known[r] for r in tale.reports)
        out.append(
            Story(
                number=n + 1,
                label=label or known[tale.reports[0]].file,
                reports=tale.reports,
                files=tuple(known[r].file for r in tale.reports),
                because=tale.because or tales[wanted].because,
            )
        )
    return tuple(out)


def titled(reports: Iterable[Report]) -> str | None:
    """The title of the first report that has one, in quotes."""
    return next((f"“{r.title}”" for r in reports if r.title), None)


def _reconcile(state: State, options: Options) -> Mapping[str, Any]:
    """The memorandum of the story asked for, the others named."""
    tales = state["tales"]
    options.progress("reconciling", 0, 1)
    if not tales or options.story is None:
        memo = _told(state, options)
    else:
        wanted = options.story - 1
        parts: list[Any] = []
        labels: dict[int, str | None] = {}
        for n in range(len(tales)):
            options.progress("reconciling", n, len(tales))
            told, part = _story(state, options, n)
            parts.append(part)
            if n == wanted:
                memo = told
            elif n <= NAMED:
                labels[n] = main(told, titled(r for r in told.reports if r.read))
        on = import_module("memcon.reconcile.telling_on")
        memo = on.laid(memo, options.story, on.twinned(parts, options.judgements))
        memo = replace(memo, stories=further(tales, wanted, state["reports"], labels.__getitem__))
    options.progress("reconciling", 1, 1)
    return {"memorandum": memo}


def tell(
    reports: tuple[Report, ...], readings: tuple[Any, ...], extractions: tuple[Any, ...], options: Options
) -> Memorandum:
    """The memorandum of the story asked for, as ``brief`` gives it over reports that have been read."""
    state: State = {"reports": reports, "readings": readings, "extractions": extractions}
    state.update(_stories(state, options))
    memo: Memorandum = _reconcile(state, options)["memorandum"]
    return memo


def tell_all(
    reports: tuple[Report, ...], readings: tuple[Any, ...], extractions: tuple[Any, ...], options: Options
) -> tuple[Memorandum, ...]:
    """The memoranda of all stories that the reports tell, each as ``brief`` would give it, others not named."""
    state: State = {"reports": reports, "readings": readings, "extractions": extractions}
    state.update(_stories(state, replace(options, story=1)))
    tales = state["tales"]
    if not tales or options.story is None:
        return (_told(state, options),)
    told: list[tuple[Memorandum, Any]] = []
    for n in range(len(tales)):
        options.progress("reconciling", n, len(tales))
        told.append(_story(state, options, n))
    options.progress("reconciling", len(tales), len(tales))
    on = import_module("memcon.reconcile.telling_on")
    found = on.twinned([part for _, part in told], options.judgements)
    return tuple(on.laid(memo, n, found) for n, (memo, _) in enumerate(told, 1))


def main(memo: Memorandum, title: str | None) -> str | None:
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
    Stage(name="stories", requires=("reports", "readings", "extractions"), assigns=("tales", "speaks"), run=_stories),
    Stage(
        name="reconcile",
        requires=("reports", "readings", "extractions", "tales", "speaks"),
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
