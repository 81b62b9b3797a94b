"""Packed memoranda of several stories put together, in which they take three quarters of the room.

What two stories tell is much alike. It is done after a large add alone; a story told anew has a memorandum by itself.
``bundled`` says where in a bundle a memorandum stands; a trigger lets both go with the memorandum.
"""

from __future__ import annotations

import lzma
from collections.abc import Sequence

from sqlalchemy import Connection

from memcon.store.derived import MARK
from memcon.store.file import Store
from memcon.store.reports import sha

FEW = 4
"""Memoranda in a bundle: whoever opens one opens all."""
PLAIN, LZMA = b"r", b"x"
"""The first byte of a packed value: as it is, or compressed in the form that needs nothing to be opened."""
LIMIT = 200_000_000
"""Bytes that a bundle may unpack to."""
CLOSE = {"id": lzma.FILTER_LZMA1, "preset": 6, "nice_len": 273, "lc": 3, "lp": 0, "pb": 0}


def taken(connection: Connection, memorandum: int) -> bytes | None:
    """A memorandum out of its bundle, as it is packed but not compressed; null where it is in none, or damaged."""
    row = connection.exec_driver_sql(
        "SELECT bundle.body, start, size FROM bundled JOIN bundle ON bundle.id = bundled.bundle WHERE memorandum = ?",
        (memorandum,),
    ).first()
    if row is None:
        return None
    try:
        whole = _opened(bytes(row[0]))
    except (lzma.LZMAError, EOFError):
        return None
    return PLAIN + whole[int(row[1]) : int(row[1]) + int(row[2])]


def _opened(data: bytes) -> bytes:
    return lzma.LZMADecompressor(lzma.FORMAT_ALONE, memlimit=LIMIT).decompress(data, LIMIT)


def gathered(store: Store) -> None:
    """Put the memoranda together that are shown and by themselves, or in bundles of which others have gone.

    Each bundle is a short transaction of its own; one of which a memorandum is gone meanwhile is not kept.
    """
    with store.reading() as connection:
        rows = connection.exec_driver_sql(
            "SELECT memorandum.id FROM memorandum LEFT JOIN bundled ON bundled.memorandum = memorandum.id "
            "LEFT JOIN bundle ON bundle.id = bundled.bundle WHERE memorandum.id IN (SELECT memorandum FROM story) "
            "AND (substr(memorandum.body, 1, 1) = ? "
            "OR bundle.pieces > (SELECT count(*) FROM bundled AS o WHERE o.bundle = bundle.id)) ORDER BY memorandum.id",
            (LZMA,),
        )
        alone = [int(r[0]) for r in rows]
    for at in range(0, len(alone) - 1, FEW):
        _gather(store, alone[at : at + FEW])


def _gather(store: Store, some: Sequence[int]) -> None:
    with store.reading() as connection:
        held = {m: _piece(connection, m) for m in some}
    found = {m: piece for m, piece in held.items() if piece is not None}
    if len(found) < 2:
        return
    body = lzma.compress(b"".join(piece for _, piece in found.values()), lzma.FORMAT_ALONE, filters=[CLOSE])
    with store.writing() as connection:
        for memorandum, (mark, _) in found.items():
            asked = "SELECT count(*) FROM memorandum WHERE id = ? AND sha256 = ?"
            if not connection.exec_driver_sql(asked, (memorandum, mark)).scalar():
                return
        made = connection.exec_driver_sql("INSERT INTO bundle(pieces, body) VALUES (?, ?)", (len(found), body))
        start = 0
        for memorandum, (_, piece) in found.items():
            connection.exec_driver_sql(
                "INSERT OR REPLACE INTO bundled VALUES (?, ?, ?, ?)", (memorandum, made.lastrowid, start, len(piece))
            )
            connection.exec_driver_sql(
                "UPDATE memorandum SET body = x'', sha256 = ? WHERE id = ?", (sha(PLAIN + piece)[:MARK], memorandum)
            )
            start += len(piece)
        connection.exec_driver_sql("DELETE FROM bundle WHERE id NOT IN (SELECT bundle FROM bundled)")


def _piece(connection: Connection, memorandum: int) -> tuple[str, bytes] | None:
    """The mark of a memorandum as it is kept now, and what it is without compression; null where it is damaged."""
    row = connection.exec_driver_sql("SELECT sha256, body FROM memorandum WHERE id = ?", (memorandum,)).first()
    if row is None:
        return None
    body = bytes(row[1]) or taken(connection, memorandum) or b""
    if not body or sha(body)[:MARK] != row[0]:
        return None
    try:
        return str(row[0]), body[1:] if body[:1] == PLAIN else _opened(body[1:])
    except (lzma.LZMAError, EOFError):
        return None
