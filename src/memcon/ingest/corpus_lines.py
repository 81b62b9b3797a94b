"""Records of files of lines: JSON lines and CSV, packed or not, each with its line number."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from memcon.ingest.types import Limits
from memcon.model.errors import InputError

SIGN = b"\xef\xbb\xbf"
PEEK = 65_536
PROBE = 1 << 16
SEPARATORS = (",", "\t", ";", "|")
COLUMNS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One record as it stands: its fields, or null and why there are none.

    ``table`` is true where all records of the file have the same fields, so that one that is missing
    is missing everywhere.
    """

    place: str
    done: float
    values: Mapping[str, Any] | None = None
    why: str = ""
    table: bool = False


@contextmanager
def opened(path: Path) -> Iterator[tuple[IO[bytes], IO[bytes], int]]:
    """The bytes of a file out of gzip, the file itself for how far it is read, and its size."""
    with path.open("rb") as raw:
        size = max(1, path.stat().st_size)
        if path.name.lower().endswith(".gz"):
            with gzip.open(raw) as unpacked:
                yield unpacked, raw, size  # type: ignore[misc]
        else:
            yield raw, raw, size


def _lines(handle: IO[bytes], most: int) -> Iterator[tuple[bytes, bool]]:
    """The lines of a file, and whether one was longer than ``most`` bytes and is cut."""
    while line := handle.readline(most + 1):
        cut = len(line) > most and not line.endswith(b"\n")
        if cut:
            while rest := handle.readline(PEEK):
                if rest.endswith(b"\n"):
                    break
        yield line, cut


def json_lines(path: Path, limits: Limits) -> Iterator[Line]:
    """The objects of a file of JSON lines; a blank line is none."""
    with opened(path) as (handle, raw, size):
        number = 0
        try:
            for line, cut in _lines(handle, limits.bytes):
                number += 1
                done = min(1.0, raw.tell() / size)
                place = f"line {number}"
                if number == 1:
                    line = line.removeprefix(SIGN)
                if not line.strip():
                    continue
                if cut:
                    yield Line(place=place, done=done, why=f"the line is longer than {limits.bytes:,} bytes")
                    continue
                yield _object(line, place, done)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            yield Line(place=f"after line {number}", done=1.0, why=f"the packed file is damaged ({error})")


def _object(line: bytes, place: str, done: float) -> Line:
    try:
        values = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Line(place=place, done=done, why=f"not UTF-8 (byte {error.start} of the line)")
    except json.JSONDecodeError as error:
        return Line(place=place, done=done, why=f"no JSON ({error.msg}, character {error.pos + 1})")
    except (RecursionError, ValueError) as error:
        return Line(place=place, done=done, why=f"no JSON that can be read ({type(error).__name__})")
    if not isinstance(values, dict):
        more = "; write each of its objects on a line of its own" if isinstance(values, list) and values else ""
        return Line(place=place, done=done, why=f"no JSON object but {type(values).__name__}{more}")
    return Line(place=place, done=done, values=values)


def table(path: Path, limits: Limits) -> Iterator[Line]:
    """The rows of a CSV file with a header; the separator is that of the header line."""
    with opened(path) as (handle, raw, size):
        try:
            start = handle.read(PROBE)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise InputError(f"the packed file is damaged ({error})") from error
        if not start.removeprefix(SIGN).strip():
            raise InputError("the file is empty; a table starts with a line that names its columns")
        handle.seek(0)
        # what is no UTF-8 is kept apart as lone surrogates, so that one bad row does not end the file
        text = io.TextIOWrapper(handle, encoding="utf-8-sig", errors="surrogateescape", newline="")
        before = csv.field_size_limit(limits.bytes)
        try:
            yield from _rows(text, _separator(start, path), raw, size)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            yield Line(place="the rest", done=1.0, why=f"the packed file is damaged ({error})")
        finally:
            csv.field_size_limit(before)
            text.detach()


def _separator(start: bytes, path: Path) -> str:
    """The separator that the header has most of; a tab for ``.tsv``."""
    if ".tsv" in path.name.lower():
        return "\t"
    head = start.removeprefix(SIGN).lstrip().splitlines()[0].decode("utf-8", "replace")
    return max(SEPARATORS, key=lambda s: (head.count(s), -SEPARATORS.index(s)))


def _rows(text: io.TextIOWrapper, separator: str, raw: IO[bytes], size: int) -> Iterator[Line]:
    reader = csv.reader(text, delimiter=separator, strict=True)
    try:
        names = next(reader)
    except (csv.Error, StopIteration) as error:
        raise InputError(f"the line that names the columns cannot be read ({error})") from error
    if len(set(names)) < len(names):
        twice = sorted({n for n in names if names.count(n) > 1})
        raise InputError(f"two columns are called {twice[0]!r}; give each a name of its own")
    if len(names) > COLUMNS:
        raise InputError(f"{len(names):,} columns; this is no table of reports")
    while True:
        first = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            place = _place(first, reader.line_num)
            yield Line(place=place, done=1.0, why=f"no row of CSV ({error})", table=True)
            continue
        place, done = _place(first, reader.line_num), min(1.0, raw.tell() / size)
        if not row:
            continue
        if len(row) != len(names):
            yield Line(place=place, done=done, why=f"{len(row)} cells for {len(names)} columns", table=True)
            continue
        if any("\udc80" <= c <= "\udcff" for cell in row if not cell.isascii() for c in cell):
            yield Line(place=place, done=done, why="not UTF-8; save the file as UTF-8", table=True)
            continue
        yield Line(place=place, done=done, values=dict(zip(names, row, strict=True)), table=True)


def _place(first: int, last: int) -> str:
    return f"line {first}" if last <= first else f"lines {first} to {last}"
