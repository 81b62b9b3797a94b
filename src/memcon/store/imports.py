"""Events that other programs coded, as they came in: a row for each pair of parties, only ever added to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from sqlalchemy import Connection, func, insert, select

from memcon.store.schema import IMPORTED, IMPORTED_ROW

AT_ONCE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that was taken in: when, by which memcon, of which program; its rows in all and those not usable."""

    id: int
    at: str
    tool: str
    program: str
    file: str
    sha256: str
    rows: int
    bad: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A pair of a row: ``name`` is its id in its file, ``outcome`` how it stood to the record when it came."""

    place: str
    name: str
    source: str
    target: str
    outcome: str
    because: str
    day: str | None = None
    added: str | None = None
    code: str | None = None
    type: str | None = None
    quad: int | None = None
    intensity: float | None = None
    words: str = ""
    url: str | None = None
    notes: str = ""
    label: str | None = None


NAMES = tuple(f.name for f in fields(Kept))


def known(connection: Connection, program: str, sha256: str) -> File | None:
    """The import of a file with these bytes, null where there was none."""
    row = connection.execute(select(IMPORTED).where(IMPORTED.c.program == program, IMPORTED.c.sha256 == sha256)).first()
    return File(**row._mapping) if row else None  # noqa: SLF001 - SQLAlchemy's public name for it


def keep(connection: Connection, file: File, rows: Iterable[Kept]) -> int:
    """Keep a file's rows, all or none; the number of the import."""
    values = {f.name: getattr(file, f.name) for f in fields(File) if f.name != "id"}
    number = int(connection.execute(insert(IMPORTED).values(**values)).lastrowid)
    batch: list[dict[str, object]] = []
    for row in rows:
        batch.append({"imported": number, **{name: getattr(row, name) for name in NAMES}})
        if len(batch) == AT_ONCE:
            connection.execute(insert(IMPORTED_ROW), batch)
            batch = []
    if batch:
        connection.execute(insert(IMPORTED_ROW), batch)
    return number


def files(connection: Connection) -> tuple[File, ...]:
    """All files that were taken in, first to last."""
    found = connection.execute(select(IMPORTED).order_by(IMPORTED.c.id))
    return tuple(File(**row._mapping) for row in found)  # noqa: SLF001


def rows(connection: Connection) -> Iterable[tuple[str, Kept]]:
    """The rows with their programs, in the order of their coming; of one that came again the newest alone."""
    pair = (IMPORTED.c.program, IMPORTED_ROW.c.name, IMPORTED_ROW.c.source, IMPORTED_ROW.c.target)
    named = (
        select(func.max(IMPORTED_ROW.c.id))
        .join(IMPORTED, IMPORTED.c.id == IMPORTED_ROW.c.imported)
        .where(IMPORTED_ROW.c.name != "")
        .group_by(*pair)
    )
    found = connection.execute(
        select(IMPORTED.c.program, IMPORTED_ROW)
        .join(IMPORTED, IMPORTED.c.id == IMPORTED_ROW.c.imported)
        .where(IMPORTED_ROW.c.id.in_(named) | (IMPORTED_ROW.c.name == ""))
        .order_by(IMPORTED_ROW.c.id)
    )
    for row in found:
        held = row._mapping  # noqa: SLF001
        yield held["program"], Kept(**{name: held[name] for name in NAMES})


def count(connection: Connection, numbers: Sequence[int]) -> int:
    """How many rows some imports kept."""
    found = select(func.count()).select_from(IMPORTED_ROW).where(IMPORTED_ROW.c.imported.in_(numbers))
    return int(connection.execute(found).scalar_one())
