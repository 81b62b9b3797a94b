"""What was read of the reports: packed readings in blocks, one of a report just read, or of several of one story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, delete, func, insert, select, text
from sqlalchemy.dialects.sqlite import insert as upsert

from memcon.store.derived import MARK, open_round
from memcon.store.reports import SOME, sha
from memcon.store.schema import BLOCK, READING, ROUND

Place = tuple[int, int]
"""The row of a block, and the reading's place in it."""


def places(connection: Connection, keys: Iterable[str]) -> dict[str, Place]:
    """Where the readings of these keys are, of those that are there; whether they are damaged is not looked at.

    In a round of ``rebuild`` that is not done, those of earlier rounds count as missing.
    """
    out: dict[str, Place] = {}
    least, wanted = open_round(connection) or 0, [bytes.fromhex(key) for key in keys]
    for at in range(0, len(wanted), SOME):
        some = wanted[at : at + SOME]
        rows = connection.execute(select(READING).where(READING.c.key.in_(some), READING.c.round >= least))
        out |= {bytes(r.key).hex(): (int(r.block), int(r.place)) for r in rows}
    return out


def bodies(connection: Connection, blocks: Iterable[int]) -> dict[int, bytes]:
    """The packed blocks that are there and are what was written; a damaged one counts as missing."""
    out: dict[int, bytes] = {}
    wanted = sorted(set(blocks))
    for at in range(0, len(wanted), SOME):
        rows = connection.execute(select(BLOCK).where(BLOCK.c.id.in_(wanted[at : at + SOME])))
        out |= {int(r.id): bytes(r.body) for r in rows if sha(r.body)[:MARK] == r.sha256}
    return out


def sizes(connection: Connection, blocks: Iterable[int]) -> dict[int, int]:
    """How many readings were put into each block."""
    out: dict[int, int] = {}
    wanted = sorted(set(blocks))
    for at in range(0, len(wanted), SOME):
        some = wanted[at : at + SOME]
        rows = connection.execute(select(BLOCK.c.id, BLOCK.c.readings).where(BLOCK.c.id.in_(some)))
        out |= {int(r.id): int(r.readings) for r in rows}
    return out


def keep(connection: Connection, key: str, body: bytes) -> None:
    """Keep a reading in a block of its own, in place of one under the same key."""
    mark = bytes.fromhex(key)
    old = connection.execute(select(READING.c.block).where(READING.c.key == mark)).scalar()
    number = connection.execute(select(func.max(ROUND.c.id))).scalar() or 0
    values = {"round": number, "block": _block(connection, 1, body), "place": 0}
    connection.execute(upsert(READING).values(key=mark, **values).on_conflict_do_update(["key"], set_=values))
    if old is not None and connection.execute(select(READING.c.key).where(READING.c.block == old)).first() is None:
        connection.execute(delete(BLOCK).where(BLOCK.c.id == old))


def gather(connection: Connection, was: Mapping[str, Place], body: bytes) -> bool:
    """Put the readings of several blocks into one, in the order given; false where one is elsewhere by now.

    They must be all that those blocks hold.
    """
    if places(connection, was) != dict(was):
        return False
    number = _block(connection, len(was), body)
    rows = [{"k": bytes.fromhex(key), "b": number, "p": place} for place, key in enumerate(was)]
    connection.execute(text("UPDATE reading SET block = :b, place = :p WHERE key = :k"), rows)
    old: Sequence[int] = sorted({block for block, _ in was.values()})
    for at in range(0, len(old), SOME):
        connection.execute(delete(BLOCK).where(BLOCK.c.id.in_(old[at : at + SOME])))
    return True


def _block(connection: Connection, readings: int, body: bytes) -> int:
    values = {"readings": readings, "sha256": sha(body)[:MARK], "body": body}
    return int(connection.execute(insert(BLOCK).values(**values)).lastrowid or 0)


def needed(connection: Connection, keys: Iterable[str]) -> None:
    """Let go of the readings under other keys, and of blocks of which no reading is needed."""
    held = {bytes.fromhex(key) for key in keys}
    there = [bytes(key) for key in connection.execute(select(READING.c.key)).scalars()]
    gone = [{"k": key} for key in there if key not in held]
    if gone:
        connection.execute(text("DELETE FROM reading WHERE key = :k"), gone)
    connection.execute(delete(BLOCK).where(BLOCK.c.id.not_in(select(READING.c.block))))
