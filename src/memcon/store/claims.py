# ruff: noqa: S608 - the words put together here are ours
"""The claims of the events of a memorandum as rows and in their table of words; ``packs`` says how a row holds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, insert, select, text

from memcon.model.memo import Claim
from memcon.store import packs
from memcon.store.schema import CLAIMS, KINDS, MANNERS, SIDE, SLOTS, STANCES

PAGES = 64
"""Pages of the table of words that are put in order with each memorandum."""


def after(connection: Connection) -> int:
    """The row that the next claim gets."""
    last = f"SELECT id + length(body) / {packs.WIDTH} FROM claims ORDER BY id DESC LIMIT 1"
    return int(connection.exec_driver_sql(last).scalar() or 1)


def keep(
    connection: Connection, first: int, claims: Sequence[Claim], *, rows: Mapping[str, int], events: Mapping[str, int]
) -> None:
    """Keep claims from a row on; ``rows`` and ``events`` are the rows of reports and events by their ids."""
    held: dict[tuple[int, int], list[Claim]] = {}
    for one in claims:
        held.setdefault((events[str(one.event)], rows[one.report]), []).append(one)
    sides = _sides(connection, {c.side for c in claims if c.side})
    values: list[dict[str, object]] = []
    row = first
    for (event, report), some in sorted(held.items(), key=lambda pair: pair[0]):
        for at in range(0, len(some), packs.MOST):
            part = some[at : at + packs.MOST]
            least = min(map(_number, part))
            body = packs.packed(_figures(c, least, sides) for c in part)
            values.append({"id": row, "event": event, "report": report, "number": least, "body": body})
            row += len(part)
    if values:
        connection.execute(insert(CLAIMS), values)
        _words(connection, first, row - 1, "INSERT INTO claim_fts(rowid, words) SELECT id, words")


def drop(connection: Connection, first: int, last: int) -> None:
    """Let go of the claims between two rows."""
    _words(connection, first, last, "INSERT INTO claim_fts(claim_fts, rowid, words) SELECT 'delete', id, words")
    connection.execute(delete(CLAIMS).where(CLAIMS.c.id.between(first, last)))


def _words(connection: Connection, first: int, last: int, how: str) -> None:
    """The words of some claims put into their table of words, or taken out of it; what was taken out leaves in time."""
    connection.exec_driver_sql(f"{how} FROM claim_words WHERE pack BETWEEN ? AND ?", (first, last))
    connection.exec_driver_sql("INSERT INTO claim_fts(claim_fts, rank) VALUES ('merge', ?)", (PAGES,))


def _number(claim: Claim) -> int:
    return int(claim.id.removeprefix("C"))


def _figures(claim: Claim, least: int, sides: Mapping[str, int]) -> tuple[int, ...]:
    first = claim.evidence[0] if claim.evidence else None
    how = (STANCES.index(claim.stance) * 4 + MANNERS.index(claim.manner)) * 2 + KINDS.index(claim.kind)
    slot = SLOTS.index(claim.slot) + 1 if claim.slot else 0
    what = slot + packs.SLOTTED * how + packs.STANCED * (claim.credibility or 0)
    start, length = (first.start, first.end - first.start) if first else (0, 0)
    return _number(claim) - least, start, length, what, sides[claim.side] if claim.side else 0


def _sides(connection: Connection, names: set[str]) -> dict[str, int]:
    """The rows of sides, which are added where they are new."""
    if names:
        add = text("INSERT INTO side(name) VALUES (:n) ON CONFLICT DO NOTHING")
        connection.execute(add, [{"n": n} for n in sorted(names)])
    return {str(r.name): int(r.id) for r in connection.execute(select(SIDE))}
