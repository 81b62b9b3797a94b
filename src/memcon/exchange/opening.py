"""Files of events opened: plain, gzip or zip, within limits; each line with the place where it stands."""

from __future__ import annotations

import csv
import lzma
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from memcon.exchange.types import Bad, Limits
from memcon.ingest import files, inflate
from memcon.model.errors import InputError

ENDS = (".csv", ".tsv", ".tab", ".txt")
STEP = 65_536
BROKEN = (inflate.Damaged, zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError)
"""What the libraries raise of packed bytes, or names of members, that are none."""


@dataclass(slots=True, kw_only=True)
class _Meter:
    """How many bytes a file has given so far."""

    limits: Limits
    where: str
    bad: list[Bad]
    taken: int = 0
    broken: bool = False

    def count(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The chunks, until there are more than is allowed, or they break off."""
        try:
            for chunk in chunks:
                self.taken += len(chunk)
                if self.taken > self.limits.bytes:
                    why = f"larger than {self.limits.bytes:,} bytes unpacked; what came before was read"
                    self.bad.append(Bad(place=self.where, why=why))
                    self.broken = True
                    return
                yield chunk
        except (*BROKEN, OSError) as error:
            why = f"it is damaged ({error}); what came before was read"
            self.bad.append(Bad(place=self.where, why=why))
            self.broken = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The lines of one table: its name, and each line with its number."""

    name: str
    lines: Iterator[tuple[int, str]]


def tables(path: Path, limits: Limits, bad: list[Bad]) -> Iterator[Lines]:
    """The tables in a file; ``bad`` grows with what cannot be read; raises `InputError` where all of it cannot."""
    name = files.shown(path.name)
    try:
        with path.open("rb") as handle:
            start = handle.read(4)
        meter = _Meter(limits=limits, where=name, bad=bad)
        if start.startswith(b"PK\x03\x04"):
            yield from _zipped(path, name, meter, bad)
        elif start.startswith(b"\x1f\x8b"):
            with path.open("rb") as handle:
                chunks = inflate.unpack(iter(lambda: handle.read(STEP), b""), "gzip")
                yield Lines(name=name, lines=_lines(meter.count(chunks), meter, bad))
        else:
            with path.open("rb") as handle:
                yield Lines(name=name, lines=_lines(meter.count(iter(lambda: handle.read(STEP), b"")), meter, bad))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from error


def _zipped(path: Path, name: str, meter: _Meter, bad: list[Bad]) -> Iterator[Lines]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
            for number, member in enumerate(sorted(members, key=lambda m: m.filename)):
                place = f"{name}/{files.shown(member.filename)}"
                if number >= meter.limits.members:
                    bad.append(
                        Bad(place=name, why=f"more than {meter.limits.members} members; the others are not read")
                    )
                    return
                if not member.filename.lower().endswith(ENDS):
                    bad.append(Bad(place=place, why=f"no table by its name ({', '.join(ENDS)}); not read"))
                    continue
                if member.flag_bits & 0x1:
                    bad.append(Bad(place=place, why="it is encrypted; not read"))
                    continue
                meter.where, meter.broken = place, False
                with archive.open(member) as handle:
                    chunks = iter(lambda: handle.read(STEP), b"")
                    yield Lines(name=place, lines=_lines(meter.count(chunks), meter, bad))
    except (*BROKEN, NotImplementedError) as error:
        bad.append(Bad(place=name, why=f"the archive is damaged or of a kind that is not read ({error})"))


def _lines(chunks: Iterable[bytes], meter: _Meter, bad: list[Bad]) -> Iterator[tuple[int, str]]:
    """Lines of UTF-8 with their numbers; one that is longer than a row may be is told and passed over."""
    number, rest, skipping = 0, b"", False
    for chunk in chunks:
        pieces = (rest + chunk).split(b"\n")
        rest = pieces.pop()
        for piece in pieces:
            number += 1
            if skipping:
                skipping = False
                continue
            yield from _line(number, piece, meter, bad)
        if len(rest) > meter.limits.row:
            if not skipping:
                bad.append(Bad(place=f"{meter.where}:{number + 1}", why=f"longer than {meter.limits.row:,} bytes"))
            rest, skipping = b"", True
    if rest and not skipping and not meter.broken:  # a line that was cut is none
        yield from _line(number + 1, rest, meter, bad)


def _line(number: int, piece: bytes, meter: _Meter, bad: list[Bad]) -> Iterator[tuple[int, str]]:
    if len(piece) > meter.limits.row:
        bad.append(Bad(place=f"{meter.where}:{number}", why=f"longer than {meter.limits.row:,} bytes"))
        return
    text = piece.decode("utf-8", "replace").removesuffix("\r").replace("\0", "")
    if number == 1:
        text = text.removeprefix("\ufeff")
    if text.strip():
        yield number, text


def cells(line: str, separator: str, *, quoted: bool) -> list[str]:
    """The cells of one line; raises `csv.Error` for one that is none."""
    if not quoted:
        return line.split(separator)
    return next(csv.reader([line], delimiter=separator, strict=True))


def separator_of(line: str) -> tuple[str, bool]:
    """What parts the cells of a header, and whether cells stand in quotation marks."""
    separator = max(("\t", ",", ";"), key=line.count)
    return separator, separator != "\t" or line.startswith('"')
