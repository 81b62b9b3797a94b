"""The reports of a dossier as one bundle, and what was read of each: kept where it is kept, read where it is not."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context

from memcon.dossier.engine import reading_key
from memcon.dossier.gathering import Kept
from memcon.dossier.numbering import line, numbering
from memcon.dossier.slimming import Cached, packed
from memcon.extract.types import Extraction
from memcon.ingest import copies
from memcon.model.memo import Report
from memcon.pipeline import Options, read_one
from memcon.read.types import Reading
from memcon.store import readings as kept
from memcon.store.file import Store
from memcon.store.reports import Stored, some

AT_ONCE = 200
"""Reports whose packed readings are fetched in one go."""
FEW = 8
"""Reports from which on other processes are worth their start."""
AHEAD = 4
"""Reports that are handed to a process before what it made is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """All reports as ``brief`` would have them, with their readings; ids lead to the rows of the store."""

    reports: tuple[Report, ...]
    readings: tuple[Reading, ...]
    extractions: tuple[Extraction, ...]
    rows: Mapping[str, int]
    sources: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One report with what was read of it; both null with the reason in ``report.why`` where it cannot be read."""

    row: int
    report: Report
    reading: Reading | None
    extraction: Extraction | None


def numbered(stored: Sequence[Stored]) -> tuple[tuple[Report, Stored], ...]:
    """The reports in canonical order with names, ids and origins, as if all had been given in one call."""
    known = {one.row: one for one in stored}
    found = numbering([line(one) for one in stored])
    told = [replace(known[row].report, id=found.ids[row], file=found.names[row]) for row in found.order]
    return tuple((r, known[row]) for r, row in zip(copies.mark(told), found.order, strict=True))


def told_of(store: Store, rows: Sequence[int], options: Options) -> Iterator[Told]:
    """Some reports with what was read of them, one by one; what is not there yet is read, and kept."""
    for at in range(0, len(rows), AT_ONCE):
        yield from _told_of(store, rows[at : at + AT_ONCE], options)


def _told_of(store: Store, rows: Sequence[int], options: Options) -> Iterator[Told]:
    with store.reading() as connection:
        stored = {s.row: s.report for s in some(connection, rows)}
    there = Kept(store, [stored[row] for row in rows])
    for row in rows:
        report = stored[row]
        cached = _usable(there.take(report)) or read(store, report, options)
        if cached.reading is None or cached.extraction is None:
            report = replace(report, read=False, why=cached.why)
            yield Told(row=row, report=report, reading=None, extraction=None)
            continue
        reading = replace(cached.reading, text=report.text)
        yield Told(row=row, report=report, reading=reading, extraction=cached.extraction)


def bundle(store: Store, stored: Sequence[Stored], options: Options) -> Bundle:
    """The reports with what was read of each; what is not there yet is read, and kept where the file takes it."""
    told = numbered(stored)
    readings: list[Reading] = []
    extractions: list[Extraction] = []
    reports: list[Report] = []
    there = Kept(store, [r for r, _ in told if r.read])
    for at in range(0, len(told), AT_ONCE):
        held = [r for r, _ in told[at : at + AT_ONCE]]
        for n, report in enumerate(held, at):
            options.progress("reading", n, len(told))
            if report.read:
                cached = _usable(there.take(report)) or read(store, report, options)
                if cached.why is not None:
                    report = replace(report, read=False, why=cached.why)
                elif cached.reading and cached.extraction:
                    readings.append(replace(cached.reading, report=report.id, text=report.text))
                    extractions.append(replace(cached.extraction, report=report.id))
            reports.append(report)
    options.progress("reading", len(told), len(told))
    return Bundle(
        reports=tuple(reports),
        readings=tuple(readings),
        extractions=tuple(extractions),
        rows={r.id: s.row for r, s in told},
        sources={r.id: s.source for r, s in told},
    )


def read(store: Store, report: Report, options: Options) -> Cached:
    """Read one report, and keep what was read where the file takes it."""
    cached = _read(report, strict=options.strict)
    if store.writable:
        body = packed(cached, report.text)
        with store.writing() as connection:
            kept.keep(connection, reading_key(report), body)
    return cached


def _read(report: Report, *, strict: bool) -> Cached:
    reading, extraction, why = read_one(report, strict=strict)
    return Cached(
        reading=replace(reading, report="", text="") if reading else None,
        extraction=replace(extraction, report="") if extraction else None,
        why=why,
    )


def _packed(report: Report, strict: bool) -> bytes:  # noqa: FBT001 - called in another process
    """What was read of a report, as it is kept: the work of a process beside this one."""
    return packed(_read(report, strict=strict), report.text)


def missing(store: Store, reports: Sequence[Report]) -> list[Report]:
    """Those of the reports that have not been read by this memcon."""
    with store.reading() as connection:
        there = kept.places(connection, [reading_key(r) for r in reports if r.read])
    return [r for r in reports if r.read and reading_key(r) not in there]


def read_all(store: Store, reports: Sequence[Report], options: Options, done: Callable[[], None] = lambda: None) -> int:
    """Read those of the reports that have not been read, each kept as soon as it is; how many these were.

    With several jobs, each is read in a process beside this one, and what is kept is the same.
    """
    wanted = missing(store, reports)
    made = _beside(wanted, options) if options.jobs > 1 and len(wanted) >= FEW else None
    for n, report in enumerate(wanted):
        options.progress("reading", n, len(wanted))
        if made is None:
            read(store, report, options)
        else:
            body = next(made)
            with store.writing() as connection:
                kept.keep(connection, reading_key(report), body)
        done()
    options.progress("reading", len(wanted), len(wanted))
    return len(wanted)


def _beside(reports: Sequence[Report], options: Options) -> Iterator[bytes]:
    """What is read of reports in several processes, packed, in their order; no more is made than is soon needed."""
    with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[bytes]] = deque()
        try:
            for report in reports:
                waiting.append(pool.submit(_packed, report, options.strict))
                if len(waiting) >= options.jobs * AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for one in waiting:
                one.cancel()


def _usable(found: Cached | ValueError | None) -> Cached | None:
    """What was kept; null where it cannot be used and is read again."""
    return found if isinstance(found, Cached) else None
