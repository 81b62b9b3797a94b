"""The reports of a dossier as one bundle, and what was read of each: kept where it is kept, read where it is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from memcon.dossier.engine import reader, reading_key
from memcon.dossier.slimming import Cached, packed, unpacked
from memcon.extract.types import Extraction
from memcon.ingest import copies, files
from memcon.model.memo import Report
from memcon.pipeline import Options, read_one
from memcon.read.types import Reading
from memcon.store import derived
from memcon.store.file import Store
from memcon.store.reports import Stored

AT_ONCE = 200
"""Reports whose packed readings are fetched in one go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """All reports as ``brief`` would have them, with their readings; ids lead to the rows of the store."""

    reports: tuple[Report, ...]
    readings: tuple[Reading, ...]
    extractions: tuple[Extraction, ...]
    rows: Mapping[str, int]
    sources: Mapping[str, int]


def numbered(stored: Sequence[Stored]) -> tuple[tuple[Report, Stored], ...]:
    """The reports in canonical order with names, ids and origins, as if all had been given in one call."""
    paths: dict[str, tuple[str, int]] = {}
    for one in stored:
        if one.where.parts:
            real = _file(one)
            size, path = max((one.where.parts, one.where.path), _flipped(paths.get(real, ("", 0))))
            paths[real] = path, size
    names = files.named(paths)
    told = [
        (replace(s.report, file=names[_file(s)] + s.where.member if s.where.parts else s.report.file), s)
        for s in stored
    ]
    told.sort(key=lambda pair: (files.natural(pair[0].file), pair[0].sha256, pair[1].where.key))
    seen: dict[str, int] = {}
    out: list[tuple[Report, Stored]] = []
    for number, (report, one) in enumerate(told, 1):
        met = seen[report.file] = seen.get(report.file, 0) + 1
        name = report.file if met == 1 else f"{report.file}~{met}"
        out.append((replace(report, id=f"R{number}", file=name), one))
    marked = copies.mark([r for r, _ in out])
    return tuple((r, one) for r, (_, one) in zip(marked, out, strict=True))


def _flipped(pair: tuple[str, int]) -> tuple[int, str]:
    return pair[1], pair[0]


def _file(one: Stored) -> str:
    """The real path of the file that a report came in."""
    key = one.where.key
    return key[: len(key) - len(one.where.member)] if one.where.member else key


def bundle(store: Store, stored: Sequence[Stored], options: Options) -> Bundle:
    """The reports with what was read of each; what is not there yet is read, and kept where the file takes it."""
    told = numbered(stored)
    readings: list[Reading] = []
    extractions: list[Extraction] = []
    reports: list[Report] = []
    for at in range(0, len(told), AT_ONCE):
        some = [r for r, _ in told[at : at + AT_ONCE]]
        with store.reading() as connection:
            bodies = derived.readings(connection, [reading_key(r) for r in some if r.read])
        for n, report in enumerate(some, at):
            options.progress("reading", n, len(told))
            if report.read:
                cached = _opened(bodies.get(reading_key(report)), report) or read(store, report, options)
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
    reading, extraction, why = read_one(report, strict=options.strict)
    cached = Cached(
        reading=replace(reading, report="", text="") if reading else None,
        extraction=replace(extraction, report="") if extraction else None,
        why=why,
    )
    if store.writable:
        body = packed(cached, report.text)
        with store.writing() as connection:
            derived.keep_reading(connection, reading_key(report), reader(), body)
    return cached


def missing(store: Store, reports: Sequence[Report]) -> list[Report]:
    """Those of the reports that have not been read by this memcon."""
    with store.reading() as connection:
        there = derived.readings(connection, [reading_key(r) for r in reports if r.read])
    return [r for r in reports if r.read and reading_key(r) not in there]


def read_all(store: Store, reports: Sequence[Report], options: Options, done: Callable[[], None] = lambda: None) -> int:
    """Read those of the reports that have not been read, each kept as soon as it is; how many these were."""
    wanted = missing(store, reports)
    for n, report in enumerate(wanted):
        options.progress("reading", n, len(wanted))
        read(store, report, options)
        done()
    options.progress("reading", len(wanted), len(wanted))
    return len(wanted)


def _opened(body: bytes | None, report: Report) -> Cached | None:
    """What was kept; null where there is nothing, or nothing that can be used."""
    if body is None:
        return None
    try:
        return unpacked(body, report.text)
    except ValueError:
        return None
