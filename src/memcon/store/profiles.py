"""How reports are weighed against each other, as it was worked out: one row a report, all of it derived."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select, text, update

from memcon.store.reports import SOME, plain
from memcon.store.schema import PROFILE, SORTING

FRESH, SORTED, SILENT, UNREAD = 0, 1, 2, 3
"""How far a report is: not sorted in, sorted in, speaks of nobody, cannot be read."""


class Row(NamedTuple):
    """One report. ``knot``, ``strand`` and ``home`` are rows of reports; ``closeness`` is that to its home."""

    report: int
    state: int
    knot: int | None
    home: int | None
    closeness: float
    strand: int | None


def rows(connection: Connection) -> list[tuple[Row, bytes]]:
    """All that are there, each with its head."""
    asked = f"SELECT {', '.join(Row._fields)}, head FROM profile ORDER BY report"  # noqa: S608 - names of ours
    return [(Row(*r[:-1]), bytes(r[-1])) for r in plain(connection, asked)]


def known(connection: Connection) -> set[int]:
    """The reports that are there."""
    return {int(r[0]) for r in plain(connection, "SELECT report FROM profile")}


def words(connection: Connection, reports: Sequence[int]) -> dict[int, bytes]:
    """The packed words of some."""
    out: dict[int, bytes] = {}
    for at in range(0, len(reports), SOME):
        some = reports[at : at + SOME]
        found = connection.execute(select(PROFILE.c.report, PROFILE.c.words).where(PROFILE.c.report.in_(some)))
        out |= {int(r.report): bytes(r.words) for r in found}
    return out


def keep(connection: Connection, made: Iterable[tuple[int, int, bytes, bytes]]) -> None:
    """Keep reports with state, head and words; they are not sorted in yet."""
    values = [
        {"report": report, "state": state, "closeness": 0.0, "head": head, "words": words_}
        for report, state, head, words_ in made
    ]
    if values:
        connection.execute(insert(PROFILE).prefix_with("OR IGNORE"), values)


def turn(connection: Connection, engine: str) -> int | None:
    """How many times it was sorted by this engine; null where another did it, or none."""
    row = connection.execute(select(SORTING)).first()
    return int(row.turn) if row is not None and row.engine == engine else None


def begin(connection: Connection, engine: str) -> None:
    """Nothing is sorted yet, and by this engine it shall be."""
    connection.execute(delete(PROFILE))
    connection.execute(delete(SORTING))
    connection.execute(insert(SORTING).values(id=1, engine=engine, turn=0))


def resort(connection: Connection, engine: str, was: int, new: Sequence[Row], gone: Sequence[int]) -> bool:
    """Write where reports are now; false where another process was quicker and all must be looked at again."""
    last = (SORTING.c.turn == was) & (SORTING.c.engine == engine)
    done = connection.execute(update(SORTING).where(last).values(turn=was + 1))
    if done.rowcount != 1:
        return False
    if gone:
        connection.execute(text("DELETE FROM profile WHERE report = :r"), [{"r": r} for r in gone])
    if new:
        connection.execute(
            text(
                "UPDATE profile SET state = :state, knot = :knot, home = :home, closeness = :closeness, "
                "strand = :strand WHERE report = :report"
            ),
            [r._asdict() for r in new],
        )
    return True
