"""Compressed bytes unpacked a bounded step at a time: a small download must not become a large text.

Only gzip and deflate, which the standard library knows; nothing else is announced to a server.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

STEP = 65_536
"""Bytes given out at a time."""
CODINGS = ("gzip", "x-gzip", "deflate")


class Damaged(Exception):  # noqa: N818 - what the bytes are, as a caller reads it
    """The bytes are not in the coding that was named, or end in the middle of it."""


def unpack(chunks: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """The bytes of ``chunks`` out of their coding, at most ``STEP`` at a time; raises `Damaged`."""
    if coding not in CODINGS:
        yield from chunks
        return
    raw = coding == "deflate"
    worker = zlib.decompressobj(zlib.MAX_WBITS if raw else 16 + zlib.MAX_WBITS)
    started = False
    for chunk in chunks:
        pending = chunk
        while pending:
            if worker.eof:
                if raw or not pending.startswith(b"\x1f\x8b"):
                    return  # what stands after the end is padding
                worker = zlib.decompressobj(16 + zlib.MAX_WBITS)
            try:
                out = worker.decompress(pending, STEP)
            except zlib.error as error:
                if not raw or started:
                    raise Damaged(str(error)) from error
                # Some servers send deflate without its head (RFC 9110, 8.4.1.2, names the mistake).
                worker, started = zlib.decompressobj(-zlib.MAX_WBITS), True
                continue
            started = True
            pending = worker.unused_data if worker.eof else worker.unconsumed_tail
            if out:
                yield out
    while not worker.eof:
        try:
            out = worker.decompress(worker.unconsumed_tail, STEP)
        except zlib.error as error:
            raise Damaged(str(error)) from error
        if not out:
            break
        yield out
    if started and not worker.eof:
        raise Damaged("it ends too early")
