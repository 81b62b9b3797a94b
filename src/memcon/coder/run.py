"""A corpus coded: chunk by chunk, in one process or several, resumable, the same bytes in every case.

Chunks are cut by what stands in the corpus alone, and their rows are written in the order of the corpus.
"""

from __future__ import annotations

import gc
import hashlib
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from memcon.coder import writing
from memcon.coder.events import Made, rows
from memcon.coder.journal import Beside, Done, Tally
from memcon.coder.layouts import LAYOUTS
from memcon.coder.scan import scan
from memcon.ingest.corpus import Corpus, Record, Skipped, records
from memcon.model.errors import InputError, MemconError
from memcon.model.memo import Report
from memcon.read import Parse, parses
from memcon.read.parse import numpy_products

CHUNK_RECORDS = 32
CHUNK_CHARACTERS = 30_000
OPEN = ExitStack()
"""What a worker process keeps open to its end."""
AHEAD = 3
"""Chunks in work for each process at once, so that memory stays flat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a run is told. ``strict`` ends it at the first record that cannot be used."""

    corpus: Corpus
    out: Path
    made: Made
    columns: str = "memcon"
    jobs: int = 1
    strict: bool = False
    restart: bool = False
    debug: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """What a worker gets: the reports of one chunk, each with the earlier report whose words it has."""

    reports: tuple[tuple[Report, str | None], ...]
    made: Made
    columns: str
    debug: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Coded:
    """What a worker gives: lines of JSON, how many events, and what it failed on (place, reason)."""

    lines: str
    events: int
    rows: int
    failed: tuple[tuple[str, str], ...]


def _parsed(reports: list[Report]) -> list[Parse] | list[None]:
    """The reports of a chunk parsed in one go; nothing for each where that fails, so that the one at fault is found."""
    try:
        return parses(reports)
    except Exception:  # noqa: BLE001 - what it was comes out when the report is read by itself
        return [None] * len(reports)


def _chunk(task: _Task) -> _Coded:
    """Code the reports of one chunk. A fault of memcon's own on one report does not end the run."""
    layout = LAYOUTS[task.columns]
    lines: list[str] = []
    failed: list[tuple[str, str]] = []
    events = 0
    for (report, copy_of), parse in zip(task.reports, _parsed([r for r, _ in task.reports]), strict=True):
        try:
            made = rows(scan(report, parse), task.made)
        except MemconError:
            raise
        except Exception as error:
            if task.debug:
                raise
            failed.append((report.file, f"memcon failed on it ({type(error).__name__}: {error}); please send it to us"))
            continue
        for row in made:
            row["copy_of"] = copy_of
        events += len({row["event_id"] for row in made})
        lines += [writing.line(row, layout.columns) for row in layout.make(made)]
    return _Coded(lines="".join(lines), events=events, rows=len(lines), failed=tuple(failed))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A stretch of the corpus: the reports to code, those skipped, and how far the corpus is read after it."""

    reports: tuple[tuple[Report, str | None], ...]
    skipped: tuple[Skipped, ...]
    notes: tuple[str, ...]
    done: float


def _pieces(corpus: Corpus) -> Iterator[_Piece]:
    """The corpus cut by its own records: so many, or so many characters."""
    reports: list[tuple[Report, str | None]] = []
    skipped: list[Skipped] = []
    notes: list[str] = []
    first: dict[int, str] = {}
    size, done = 0, 0.0
    for one in records(corpus):
        done = one.done
        if isinstance(one, Skipped):
            skipped.append(one)
        else:
            reports.append((one.report, _copied(one, first)))
            notes += [f"{one.where}: {note}" for note in one.notes]
            size += len(one.report.text)
        if len(reports) + len(skipped) >= CHUNK_RECORDS or size >= CHUNK_CHARACTERS:
            yield _Piece(reports=tuple(reports), skipped=tuple(skipped), notes=tuple(notes), done=done)
            reports, skipped, notes, size = [], [], [], 0
    if reports or skipped:
        yield _Piece(reports=tuple(reports), skipped=tuple(skipped), notes=tuple(notes), done=done)


def _copied(one: Record, first: dict[int, str]) -> str | None:
    """The id of the first report with the same words, null for the first itself; white space does not count."""
    words = " ".join(one.report.text.split()).encode("utf-8", "surrogatepass")
    key = int.from_bytes(hashlib.blake2b(words, digest_size=8).digest())
    found = first.setdefault(key, one.report.id)
    return None if found == one.report.id else found


def run(
    job: Job,
    *,
    progress: Callable[[Tally], None] = lambda _tally: None,
    note: Callable[[str], None] = lambda _line: None,
) -> Tally:
    """Code a corpus and write the rows to ``job.out``; gives what was done.

    Raises `InputError` where the corpus or the output cannot be used, or, with ``strict``, for the first
    record that cannot. Nothing is left at ``job.out`` before all of it is written.
    """
    if job.columns not in LAYOUTS:
        raise InputError(f"there are no columns {job.columns!r}; known are {', '.join(LAYOUTS)}")
    layout = LAYOUTS[job.columns]
    writing.form(job.out)
    listed = job.corpus.files()
    if any(path.resolve() == job.out.resolve() for path, _ in listed):
        raise InputError(f"{job.out}: the output would be written over the corpus; give it another name")
    beside = Beside(job.out, layout, _mark(job, listed))
    tally = beside.start(note, restart=job.restart)
    with beside, numpy_products() if job.jobs <= 1 else nullcontext():
        for piece, coded in _coded(job, tally.chunks):
            done = _done(piece, coded)
            if job.strict and done.skipped:
                where, why = done.skipped[0]
                raise InputError(f"{where}: {why}")
            beside.take(done, tally, note)
            progress(tally)
    beside.finish(tally, note)
    return tally


def _done(piece: _Piece, coded: _Coded) -> Done:
    """A piece and what was made of it, for the files beside the output."""
    return Done(
        lines=coded.lines,
        records=len(piece.reports) - len(coded.failed),
        events=coded.events,
        rows=coded.rows,
        skipped=(*((s.where, s.why) for s in piece.skipped), *coded.failed),
        notes=piece.notes,
        share=piece.done,
    )


def _mark(job: Job, listed: tuple[tuple[Path, str], ...]) -> str:
    """A hash over all that the rows hang on: the files with size and time, the fields, the columns, the rules."""
    told = [
        job.columns,
        job.made.tool,
        job.made.rules,
        repr(sorted(job.corpus.fields.named.items())),
        repr(job.corpus.limits),
        *(f"{name}\x1f{path.stat().st_size}\x1f{path.stat().st_mtime_ns}" for path, name in listed),
    ]
    return hashlib.blake2b("\x1e".join(told).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _worker() -> None:
    """Make a process ready: the same arithmetic as in a run of one process, and rarer collections of garbage."""
    gc.set_threshold(100_000, 20, 50)
    OPEN.enter_context(numpy_products())


def _coded(job: Job, skip: int) -> Iterator[tuple[_Piece, _Coded]]:
    """The pieces behind the first ``skip``, coded, in their order, in this process or in several."""

    def task(piece: _Piece) -> _Task:
        return _Task(reports=piece.reports, made=job.made, columns=job.columns, debug=job.debug)

    pieces = (piece for number, piece in enumerate(_pieces(job.corpus)) if number >= skip)
    if job.jobs <= 1:
        for piece in pieces:
            yield piece, _chunk(task(piece))
        return
    with ProcessPoolExecutor(job.jobs, mp_context=get_context("spawn"), initializer=_worker) as pool:
        waiting: deque[tuple[_Piece, Future[_Coded]]] = deque()
        try:
            for piece in pieces:
                waiting.append((piece, pool.submit(_chunk, task(piece))))
                if len(waiting) >= job.jobs * AHEAD:
                    first, future = waiting.popleft()
                    yield first, future.result()
            while waiting:
                first, future = waiting.popleft()
                yield first, future.result()
        finally:
            for _, future in waiting:
                future.cancel()
