"""Web archives (WARC, ISO 28500): every page or text in one that came with success is a report.

The records are cut out here, in bounded steps, and their heads read by warcio: its own iterator takes
a record's head to be as long as it likes and ends at the first damaged byte. The date of a record is
when the page was fetched and never stands for a date of publication.
"""

from __future__ import annotations

import io
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from urllib.parse import urlsplit

from warcio.bufferedreaders import ChunkedDataReader  # type: ignore[import-untyped]
from warcio.statusandheaders import (  # type: ignore[import-untyped]
    StatusAndHeaders,
    StatusAndHeadersParser,
    StatusAndHeadersParserException,
)

from memcon.ingest import inflate, media
from memcon.ingest.media import shown
from memcon.ingest.types import Form, Limits, Raw

BLOCK = 65_536
HEAD = 65_536
"""Bytes of a record's head, or of an answer's."""
GZIP = b"\x1f\x8b\x08"
VERSION = b"WARC/1."
FAULTS = 100
"""Damaged places after which the rest is given up."""
WANTED = frozenset({"response", "resource"})
SILENT = frozenset({"warcinfo", "request", "revisit", "metadata"})
ADDRESS = 2_000


class _Damage(Exception):  # noqa: N818 - what is found, not an error of ours
    """The archive cannot be read on from here."""


class _TooMuch(Exception):  # noqa: N818
    """The archive unpacks to more than is allowed."""


class _Feed:
    """The unpacked bytes of an archive, given out in bounded pieces; after damage it finds the next record."""

    def __init__(self, handle: BinaryIO, limit: int) -> None:
        self._handle = handle
        self._limit = limit
        self._total = 0
        self._raw = b""
        self._buffer = bytearray()
        self._raw = handle.read(BLOCK)
        self._zipped = self._raw.startswith(GZIP[:2])
        self._worker = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self._inside = self._broken = False

    def _more(self) -> bool:
        """Another piece into the buffer; false at the end."""
        if not self._raw:
            self._raw = self._handle.read(BLOCK)
        if not self._zipped:
            out, self._raw = self._raw, b""
        else:
            out = self._unzipped()
        self._total += len(out)
        if self._total > self._limit:
            raise _TooMuch
        self._buffer += out
        return bool(out)

    def _unzipped(self) -> bytes:
        """The next piece of the members of a gzip file."""
        while self._raw:
            if self._worker.eof:
                self._worker, self._inside = zlib.decompressobj(16 + zlib.MAX_WBITS), False
                self._raw = self._raw.lstrip(b"\0")
                if not self._raw:
                    self._raw = self._handle.read(BLOCK)
                    continue
            try:
                out = self._worker.decompress(self._raw, BLOCK)
            except zlib.error as error:
                self._broken = True
                raise _Damage from error
            self._inside = True
            self._raw = self._worker.unused_data if self._worker.eof else self._worker.unconsumed_tail
            if out:
                return out
            if not self._raw:
                self._raw = self._handle.read(BLOCK)
        if self._inside and not self._worker.eof:
            self._inside = False
            raise _Damage
        return b""

    def head(self) -> bytes | None:
        """The next record's head with its blank line; null at the end."""
        while True:
            stripped = self._buffer.lstrip(b"\r\n")
            del self._buffer[: len(self._buffer) - len(stripped)]
            if self._buffer:
                break
            if not self._more():
                return None
        while True:
            for mark in (b"\r\n\r\n", b"\n\n"):
                end = self._buffer.find(mark, 0, HEAD)
                if end >= 0 and self._buffer.startswith(VERSION):
                    return self._cut(end + len(mark))
            if len(self._buffer) > HEAD or (len(self._buffer) > len(VERSION) and not self._buffer.startswith(VERSION)):
                raise _Damage
            if not self._more():
                raise _Damage

    def take(self, size: int) -> bytes:
        """So many bytes."""
        while len(self._buffer) < size:
            if not self._more():
                raise _Damage
        return self._cut(size)

    def skip(self, size: int) -> None:
        """Pass over so many bytes."""
        while size > len(self._buffer):
            size -= len(self._buffer)
            self._buffer.clear()
            if not self._more():
                raise _Damage
        del self._buffer[:size]

    def _cut(self, size: int) -> bytes:
        """Bytes off the buffer's start."""
        out = bytes(self._buffer[:size])
        del self._buffer[:size]
        return out

    def resume(self) -> bool:
        """Go to where the next record begins after damage; false if there is none."""
        while True:
            try:
                return self._next_member() if self._broken else self._next_head()
            except _Damage:
                continue

    def _next_member(self) -> bool:
        """Go to the next member of a gzip file whose present one is damaged."""
        self._broken = self._inside = False
        self._buffer.clear()
        self._worker = zlib.decompressobj(16 + zlib.MAX_WBITS)
        start = self._raw.find(GZIP, 1)
        while start < 0:
            further = self._handle.read(BLOCK)
            if not further:
                return False
            self._raw = self._raw[-2:] + further
            start = self._raw.find(GZIP)
        self._raw = self._raw[start:]
        return True

    def _next_head(self) -> bool:
        """Go to the next line that begins like a record."""
        while True:
            start = self._buffer.find(b"\n" + VERSION, 1)
            if start >= 0:
                del self._buffer[: start + 1]
                return True
            del self._buffer[: -len(VERSION)]
            if not self._more():
                return False


@dataclass(slots=True, kw_only=True)
class _Tally:
    """What was passed over."""

    kinds: Counter[str] = field(default_factory=Counter)
    failed: int = 0
    damaged: int = 0


def reports(raw: Raw, limits: Limits) -> tuple[list[Raw], list[str]]:
    """The reports in an archive, and lines on what else was in it; one that says why if there is none."""
    notes: list[str] = []
    return [one for one, _ in stream(raw, limits, notes)], notes


def stream(raw: Raw, limits: Limits, notes: list[str]) -> Iterator[tuple[Raw, float]]:
    """The reports in an archive one by one, each with how much of it is read; one that says why if there is none.

    No more than one record is held. ``notes`` grows at the end by lines on what else was in it.
    """
    tally = _Tally()
    told: list[str] = []
    size = count = 0
    try:
        with raw.path.open("rb") if raw.path else io.BytesIO(raw.data) as handle:
            whole = max(1, raw.path.stat().st_size if raw.path else len(raw.data))
            feed = _Feed(handle, limits.unpacked)
            try:
                for one in _records(raw, feed, limits, tally):
                    size += len(one.data)
                    if count >= limits.records:
                        told.append(f"it holds more than {limits.records:,} reports; the rest is not read")
                        break
                    if size > limits.unpacked:
                        told.append(_vast(limits))
                        break
                    count += 1
                    yield one, min(1.0, handle.tell() / whole)
            except _TooMuch:
                told.append(_vast(limits))
    except OSError as error:
        yield Raw(file=raw.file, why=f"the file cannot be opened ({error.strerror})", values=raw.values), 1.0
        return
    told += _passed_over(tally)
    if not count:
        why = "; ".join(["the archive holds no page or text that can be read", *told])
        yield Raw(file=raw.file, why=why, values=raw.values), 1.0
        return
    notes += told


def _passed_over(tally: _Tally) -> list[str]:
    """Lines on what an archive holds beside its reports."""
    out: list[str] = []
    if tally.damaged:
        out.append(f"damaged or cut off in {_times(tally.damaged)}; the records that are whole were read")
    if tally.failed:
        out.append(f"answers that were no success passed over: {tally.failed:,}")
    if tally.kinds:
        top = ", ".join(
            f"{shown(k, 60)} {n:,}" for k, n in sorted(tally.kinds.items(), key=lambda i: (-i[1], i[0]))[:5]
        )
        more = f" and {len(tally.kinds) - 5} more kinds" if len(tally.kinds) > 5 else ""
        out.append(f"records of other kinds passed over: {sum(tally.kinds.values()):,} ({top}{more})")
    return out


def _vast(limits: Limits) -> str:
    """What is said of an archive that unpacks to more than is allowed."""
    return f"it unpacks to more than {limits.unpacked:,} bytes; what comes after is not read"


def _times(count: int) -> str:
    return "one place" if count == 1 else f"{count} places"


def _records(raw: Raw, feed: _Feed, limits: Limits, tally: _Tally) -> Iterator[Raw]:
    """The reports, one record after the other; damaged ones are counted and passed over."""
    while True:
        try:
            head = feed.head()
            if head is None:
                return
            one = _record(raw, head, feed, limits, tally)
        except _Damage:
            tally.damaged += 1
            if tally.damaged >= FAULTS or not feed.resume():
                return
            continue
        if one is not None:
            yield one


def _record(raw: Raw, head: bytes, feed: _Feed, limits: Limits, tally: _Tally) -> Raw | None:
    """The report in one record, or null; the feed stands behind the record afterwards."""
    fields = _parsed(head, "WARC/1.0", "WARC/1.1")
    length = (fields.get_header("Content-Length") or "") if fields else ""
    if fields is None or not length.isascii() or not length.isdigit() or len(length) > 15:
        raise _Damage
    size = int(length)
    kind = (fields.get_header("WARC-Type") or "").lower()
    url = (fields.get_header("WARC-Target-URI") or "").strip("<> ")
    web = url.startswith(("http://", "https://")) and url.isprintable() and " " not in url and len(url) <= ADDRESS
    if kind not in WANTED or not web or _path(url) == "/robots.txt":
        if kind not in SILENT:
            tally.kinds[kind if kind not in WANTED else "records of the archive itself"] += 1
        feed.skip(size)
        return None
    found = {"url": url}
    when = fields.get_header("WARC-Date")
    found["where"] = f"the web archive, which fetched it on {shown(when, 40)}" if when else "the web archive"
    name = f"{raw.file}/{shown(url)}"
    block = feed.take(min(size, limits.bytes + HEAD))
    feed.skip(size - len(block))
    answer = None
    if kind == "response":
        end = next((i + len(m) for m in (b"\r\n\r\n", b"\n\n") if (i := block.find(m, 0, HEAD)) >= 0), -1)
        answer = _parsed(block[:end], "HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/3") if end >= 0 else None
        if answer is None:
            tally.kinds["answers without a head"] += 1
            return None
        if answer.get_statuscode() not in {"200", "203"}:
            tally.failed += 1
            return None
        block = block[end:]
    told, charset = media.parts((answer or fields).get_header("Content-Type"))
    if fields.get_header("WARC-Truncated"):
        found["where"] += " and cut it off"
    try:
        data = _body(block, answer, limits)
    except (inflate.Damaged, ValueError) as error:
        return Raw(
            file=name, why=f"its body cannot be unpacked ({error}); save the page and give the file", found=found
        )
    form: Form | None = media.form_of(told, _path(url), data)
    if form in {None, "warc", "feed"} or not data.strip():
        tally.kinds[told or "no type"] += 1
        return None
    if size > limits.bytes + HEAD or len(data) > limits.bytes:
        return Raw(file=name, why=f"it is larger than {limits.bytes:,} bytes; nothing of it was read", found=found)
    return Raw(file=name, data=data, found=found, form=form, charset=charset)


def _path(url: str) -> str:
    """The path of an address, or nothing."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _parsed(head: bytes, *versions: str) -> StatusAndHeaders | None:
    """A head as warcio reads it, or null for none."""
    try:
        parsed: StatusAndHeaders = StatusAndHeadersParser(list(versions)).parse(io.BytesIO(head))
    except (StatusAndHeadersParserException, EOFError, ValueError, IndexError, AttributeError):
        return None
    return parsed


def _body(block: bytes, answer: StatusAndHeaders | None, limits: Limits) -> bytes:
    """An answer's body, out of its chunks and its compression, at most a byte over the limit."""
    if answer is None:
        return block
    if "chunked" in (answer.get_header("Transfer-Encoding") or "").lower():
        block = ChunkedDataReader(io.BytesIO(block)).read(limits.bytes + 1)
    coding = (answer.get_header("Content-Encoding") or "identity").strip().lower()
    if coding == "identity" or (coding in {"gzip", "x-gzip"} and not block.startswith(GZIP[:2])):
        return block  # many archives keep the body unpacked under the head as it came
    if coding not in inflate.CODINGS:
        raise ValueError(shown(coding, 40))
    out = bytearray()
    for piece in inflate.unpack([block], coding):
        out += piece
        if len(out) > limits.bytes:
            break
    return bytes(out)
