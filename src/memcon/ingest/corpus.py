"""A corpus, record by record: JSON lines, CSV, Parquet, web archives, folders; what cannot be used is said.

Nothing is held but the record in hand and a number of eight bytes for each id met. A record that cannot
be used is given as a `Skipped` with its place and the reason, and the rest is still read.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from memcon.ingest import corpus_lines, files, sidecar
from memcon.ingest.corpus_fields import Fields, day_of, word
from memcon.ingest.load import form_of, load, opened
from memcon.ingest.report import make
from memcon.ingest.types import Limits, Raw
from memcon.model.errors import InputError, ReportError
from memcon.model.memo import Report

WANTED = {"published": "date of publication", "url": "address", "zone": "time zone"}
"""What a field should hold, in words, where its name does not say it."""
TABLES = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jsonl.gz": "jsonl",
    ".ndjson.gz": "jsonl",
    ".csv": "csv",
    ".csv.gz": "csv",
    ".tsv": "csv",
    ".tsv.gz": "csv",
    ".parquet": "parquet",
}
"""Suffixes of files that hold many records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A report of a corpus. ``where`` is its place ("news.csv, line 12"), ``done`` the share of the corpus read."""

    report: Report
    where: str
    done: float
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A record that cannot be used, and why."""

    where: str
    why: str
    done: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What is to be read: paths, how the fields are called, and the limits."""

    paths: tuple[str, ...]
    fields: Fields = field(default_factory=Fields)
    limits: Limits = field(default_factory=lambda: Limits(files=1_000_000, records=10**9, unpacked=10**13))

    def files(self) -> tuple[tuple[Path, str], ...]:
        """The files meant, in order, each with the name it is shown under. Raises `InputError` for a path not there."""
        out: dict[str, tuple[Path, str]] = {}
        for given in self.paths:
            path = Path(given)
            if not given or not path.exists():
                raise InputError(
                    f"{files.shown(given) or '(empty path)'}: there is no such file or folder; check the path"
                )
            found = list(_walk(path)) if path.is_dir() else [path]
            if not found:
                raise InputError(f"{files.shown(given)}: the folder holds nothing that can be read")
            for one in found:
                name = one.relative_to(path).as_posix() if path.is_dir() else one.name
                out.setdefault(os.path.realpath(one), (one, files.shown(name)))
        ordered = sorted(out.values(), key=lambda pair: (files.natural(pair[1]), str(pair[0])))
        return tuple(ordered)


def _walk(folder: Path) -> Iterator[Path]:
    """All files below a folder that a reader knows, hidden ones left out."""
    for here, inner, names in os.walk(folder):
        inner[:] = sorted(f for f in inner if not f.startswith("."))
        for name in sorted(names):
            known = files.suffix(name) in TABLES or files.suffix(name) in files.SUFFIXES
            if known and not name.startswith(".") and name not in files.NOT_REPORTS:
                yield Path(here) / name


def records(corpus: Corpus) -> Iterator[Record | Skipped]:
    """The records of a corpus in order: files by name, records as they stand in them.

    A record without an id is named by a hash of what it holds. An id met again with other words is
    skipped, the same record met again too. Raises `InputError` for a path that is not there, for a
    table without a field of text, and where pyarrow is needed and is not installed.
    """
    seen: dict[int, int] = {}
    listed = corpus.files()
    for number, (path, name) in enumerate(listed):
        for one in _of_file(path, name, corpus):
            done = (number + one.done) / len(listed)
            if isinstance(one, Skipped):
                yield replace(one, done=done)
                continue
            key, words = _number(one.report.id), _number(one.report.text)
            if key in seen:
                told = (
                    "the same record once more"
                    if seen[key] == words
                    else f"the id {one.report.id!r} is that of another record"
                )
                yield Skipped(where=one.where, why=told, done=done)
                continue
            seen[key] = words
            yield replace(one, done=done)


def _number(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _of_file(path: Path, name: str, corpus: Corpus) -> Iterator[Record | Skipped]:
    """The records of one file."""
    form = TABLES.get(files.suffix(path.name))
    try:
        if form == "jsonl":
            rows = corpus_lines.json_lines(path, corpus.limits)
        elif form == "csv":
            rows = corpus_lines.table(path, corpus.limits)
        elif form == "parquet":
            from memcon.ingest import corpus_parquet  # noqa: PLC0415 - an optional dependency

            rows = corpus_parquet.rows(path, corpus.fields)
        elif files.FORMS.get(files.suffix(path.name)) == "warc":
            yield from _archive(path, name, corpus)
            return
        else:
            yield from _reports(path, name, corpus)
            return
        yield from _records(rows, name, corpus)
    except InputError as error:
        raise InputError(f"{name}: {error}") from error
    except OSError as error:
        yield Skipped(where=name, why=f"the file cannot be read ({error.strerror or error})", done=1.0)


def _reports(path: Path, name: str, corpus: Corpus) -> Iterator[Record | Skipped]:
    """The reports of a text, a page, a mail or a web archive."""
    try:
        intake = load([path], limits=corpus.limits, open_feeds=False)  # a corpus is what is there: nothing is fetched
    except ReportError as error:
        yield Skipped(where=name, why=str(error), done=1.0)
        return
    except InputError as error:
        yield Skipped(where=name, why=str(error), done=1.0)
        return
    if intake.feeds:
        yield Skipped(
            where=name, why="it is a feed, which names reports and is none; memcon brief fetches them", done=1.0
        )
    for report in intake.reports:
        inner = report.file.removeprefix(path.name)
        where = f"{name}{inner}"
        if not report.read:
            yield Skipped(where=where, why=report.why or "it cannot be read", done=1.0)
        else:
            yield Record(report=replace(report, id=where, file=where, origin=None), where=where, done=1.0)


def _archive(path: Path, name: str, corpus: Corpus) -> Iterator[Record | Skipped]:
    """The reports of a web archive, one by one in its order; what else was in it is noted with the last."""
    from memcon.ingest import warc  # noqa: PLC0415 - only those who give one pay for it

    notes: list[str] = []
    met: Counter[int] = Counter()
    last: Record | Skipped | None = None
    for raw, done in warc.stream(Raw(file=name, path=path), corpus.limits, notes):
        for one in opened(raw, corpus.limits, notes):
            if last is not None:
                yield last
            key = _number(one.file)
            met[key] += 1
            where = one.file if met[key] == 1 else f"{one.file}~{met[key]}"
            report, found = make(one, form_of(one), corpus.limits)
            if report.read:
                report = replace(report, id=where, file=where, origin=None)
                last = Record(report=report, where=where, done=done, notes=tuple(found.notes))
            else:
                last = Skipped(where=where, why=report.why or "it cannot be read", done=done)
    if isinstance(last, Record):
        last = replace(last, notes=(*last.notes, *notes))
    if last is not None:
        yield last


def _records(rows: Iterator[corpus_lines.Line], name: str, corpus: Corpus) -> Iterator[Record | Skipped]:
    """The records of a table."""
    chosen: tuple[tuple[str, ...], dict[str, str]] = ((), {})
    for line in rows:
        where = f"{name}, {line.place}"
        if line.values is None:
            yield Skipped(where=where, why=line.why, done=line.done)
            continue
        there = tuple(line.values)
        if there != chosen[0] or not chosen[1]:
            try:
                chosen = (there, corpus.fields.choose(there))
            except InputError as error:
                if line.table:
                    raise
                yield Skipped(where=where, why=str(error), done=line.done)
                continue
            if "text" not in chosen[1]:
                why = f"no field holds the text; the fields are {', '.join(map(repr, there[:30])) or 'none'}"
                if line.table:
                    raise InputError(f"{why}; name it with --text-field")
                yield Skipped(where=where, why=why, done=line.done)
                continue
        yield _record(line, chosen[1], where, corpus.limits)


def _record(line: corpus_lines.Line, chosen: dict[str, str], where: str, limits: Limits) -> Record | Skipped:
    """One record of a table, checked."""

    def skipped(why: str) -> Skipped:
        return Skipped(where=where, why=why, done=line.done)

    values = line.values or {}
    text = values[chosen["text"]]
    if text is None or (isinstance(text, str) and not text.strip()):
        return skipped(f"the field {chosen['text']!r} is empty")
    if not isinstance(text, str):
        return skipped(f"the field {chosen['text']!r} holds no text but {type(text).__name__}")
    notes: list[str] = []
    known: dict[str, str] = {}
    for key, name in chosen.items():
        if key in {"text", "id"}:
            continue
        value: Any = values[name]
        told = day_of(value) if key == "published" else word(value)
        if told is None:
            if value not in {None, ""} if isinstance(value, (str, type(None))) else True:
                notes.append(
                    f"the field {name!r} holds no {WANTED.get(key, key)} that can be read ({value!r:.40}); left out"
                )
            continue
        problem = None if key in {"published", "title", "outlet"} else sidecar.CHECKS[key](told)
        if problem:
            notes.append(f"the field {name!r} is {told[:80]!r}; {problem}; left out")
            continue
        known[key] = told
    name_of = word(values[chosen["id"]]) if "id" in chosen else None
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        return skipped(f"the text holds half of a character pair (at {error.start}); it cannot be written as UTF-8")
    report, _ = make(Raw(file=where, data=data, values=known), "text", limits)
    if not report.read:
        return skipped(report.why or "it cannot be read")
    if name_of is None:
        told_id = "\x1f".join([text, *(f"{k}={known.get(k, '')}" for k in ("published", "outlet", "url", "title"))])
        name_of = f"r-{_number(told_id):016x}"
    return Record(report=replace(report, id=name_of), where=where, done=line.done, notes=tuple(notes))
