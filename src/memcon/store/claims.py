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
    """Keep claims from a row on; ``rows`` and ``events`` are the rows of reports and events by their ids.

    Those of no event have a row as well, by which the others are found.
    """
    sides = _sides(connection, {c.side for c in claims if c.side})
    least = min(events.values(), default=0)
    places = {name: row - least + 1 for name, row in events.items()}
    values: list[dict[str, object]] = []
    held: list[Claim] = []
    for n, one in enumerate(claims):
        held.append(one)
        after_ = claims[n + 1] if n + 1 < len(claims) else None
        if (
            after_ is None
            or after_.report != one.report
            or _number(after_) != _number(one) + 1
            or len(held) == packs.MOST
        ):
            figures = [_figures(c, places, sides) for c in held]
            values.append(
                {
                    "id": first + n + 1 - len(held),
                    "event": least,
                    "report": rows[one.report],
                    "number": _number(held[0]),
                    "told": sum(f[0] > 0 for f in figures),
                    "body": packs.packed(figures),
                }
            )
            held = []
    if values:
        connection.execute(insert(CLAIMS), values)
        _words(connection, first, first + len(claims) - 1, "INSERT INTO claim_fts(rowid, words) SELECT id, words")


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


def _figures(claim: Claim, places: Mapping[str, int], sides: Mapping[str, int]) -> tuple[int, ...]:
    first = claim.evidence[0] if claim.evidence else None
    how = (STANCES.index(claim.stance) * 4 + MANNERS.index(claim.manner)) * 2 + KINDS.index(claim.kind)
    slot = SLOTS.index(claim.slot) + 1 if claim.slot else 0
    what = slot + packs.SLOTTED * how + packs.STANCED * (claim.credibility or 0)
    start, length = (first.start, first.end - first.start) if first else (0, 0)
    event = places.get(claim.event, 0) if claim.event else 0
    return (event, start, length, what, sides[claim.side] if claim.side else 0) if event else (0,) * packs.WIDTH


def _sides(connection: Connection, names: set[str]) -> dict[str, int]:
    """The rows of sides, which are added where they are new."""
    if names:
        add = text("INSERT INTO side(name) VALUES (:n) ON CONFLICT DO NOTHING")
        connection.execute(add, [{"n": n} for n in sorted(names)])
    return {str(r.name): int(r.id) for r in connection.execute(select(SIDE))}
