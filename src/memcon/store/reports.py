"""What came in: reports verbatim, each version beside the one before, with where it came from and when."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

from sqlalchemy import Connection, CursorResult, Row, Select, exists, func, insert, literal, select, tuple_, update

from memcon.model.memo import Report
from memcon.store.schema import INTAKE, REPORT, SOURCE, TEXT

ABSENT = frozenset({"id", "origin", "text"})
"""Fields of a report that are worked out anew for every memorandum, or stand in a table of their own."""
SOME = 500
"""Values of one question to the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where a report came from. ``key`` tells it for ever: the real path of a file, or an address.

    ``path`` is the path as it was given and ``parts`` how many of its parts were shown, 0 for what has no
    path; ``member`` is what was shown after it of a mail or a web archive.
    """

    key: str
    path: str
    parts: int
    member: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A report as ingest gave it, and where from."""

    where: Where
    report: Report
    was: str | None = None
    """The key that the same report had before its file was moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A version of a report in the dossier. ``report`` has no id and no origin yet."""

    row: int
    source: int
    where: Where
    version: int
    intake: int
    digest: str
    report: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """One add: when, and by which memcon."""

    id: int
    at: str
    tool: str


def sha(text: str | bytes) -> str:
    """SHA-256 in hexadecimal, of a text's UTF-8."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def digest(report: Report) -> str:
    """A hash over all that is kept of a report but the name that it goes by."""
    kept = {f.name: getattr(report, f.name) for f in fields(report) if f.name not in {"id", "origin", "file"}}
    return sha(json.dumps(kept, ensure_ascii=True, sort_keys=True))


def heads(connection: Connection, keys: Iterable[str]) -> dict[str, tuple[int, str, bool]]:
    """From where reports came, of those asked for, to the current version's number, its digest, whether it was read."""
    wanted, out = list(dict.fromkeys(keys)), dict[str, tuple[int, str, bool]]()
    for at in range(0, len(wanted), SOME):
        rows = connection.execute(
            select(SOURCE.c.key, func.max(REPORT.c.version), REPORT.c.digest, REPORT.c.read)
            .join(REPORT, REPORT.c.source == SOURCE.c.id)
            .where(SOURCE.c.key.in_(wanted[at : at + SOME]))
            .group_by(SOURCE.c.id)
        )
        out |= {key: (int(version), str(mark), bool(read)) for key, version, mark, read in rows}
    return out


def alike(connection: Connection, digests: Iterable[str]) -> tuple[tuple[str, str, str], ...]:
    """Reports from files, as they stand now, that are what others are: digest, key and member, in order of coming."""
    wanted, out = list(dict.fromkeys(digests)), list[tuple[str, str, str]]()
    for at in range(0, len(wanted), SOME):
        rows = connection.execute(
            select(REPORT.c.digest, SOURCE.c.key, SOURCE.c.member)
            .join(SOURCE, SOURCE.c.id == REPORT.c.source)
            .where(REPORT.c.digest.in_(wanted[at : at + SOME]), SOURCE.c.parts > 0, REPORT.c.id.in_(_last(None)))
            .order_by(REPORT.c.id)
        )
        out += [(str(d), str(k), str(m)) for d, k, m in rows]
    return tuple(out)


def _last(upto: int | None) -> Select[tuple[int]]:
    """The rows of the last versions, after an add or now."""
    newer = REPORT.alias()
    later = (newer.c.source == REPORT.c.source) & (newer.c.version > REPORT.c.version)
    found = select(REPORT.c.id).where(~exists().where(later if upto is None else later & (newer.c.intake <= upto)))
    return found if upto is None else found.where(REPORT.c.intake <= upto)


def kept(connection: Connection, arrivals: Sequence[Arrival], at: str, tool: str) -> int | None:
    """Keep what is new or changed as one add; its number, or null where all of it is there already.

    A report seen under more parts of its path keeps the longer name.
    """
    known = heads(connection, [k for a in arrivals for k in (a.where.key, a.was) if k])
    for one in arrivals:
        where = one.where
        if one.was is not None and one.was in known and where.key not in known:
            connection.execute(
                update(SOURCE).where(SOURCE.c.key == one.was).values(key=where.key, path=where.path, parts=where.parts)
            )
            known[where.key] = known.pop(one.was)
        longer = tuple_(SOURCE.c.parts, SOURCE.c.path) < tuple_(literal(where.parts), literal(where.path))
        connection.execute(
            update(SOURCE).where(SOURCE.c.key == where.key, longer).values(parts=where.parts, path=where.path)
        )
    fresh = [a for a in arrivals if news(known, a) is not None]
    if not fresh:
        return None
    number = _number(connection.execute(insert(INTAKE).values(at=at, tool=tool)))
    for one in fresh:
        where = one.where
        version = known.get(where.key, (0, "", False))[0] + 1
        if version == 1:
            source = _number(
                connection.execute(
                    insert(SOURCE).values(key=where.key, path=where.path, parts=where.parts, member=where.member)
                )
            )
        else:
            source = int(connection.execute(select(SOURCE.c.id).where(SOURCE.c.key == where.key)).scalar_one())
        values = {name: getattr(one.report, name) for name in FIELDS} | {"credits": json.dumps(one.report.credits)}
        connection.execute(
            insert(REPORT).values(
                source=source,
                version=version,
                intake=number,
                digest=digest(one.report),
                text=_text(connection, one.report.text),
                **values,
            )
        )
    return number


def _number(result: CursorResult[Any]) -> int:
    """The number of the row that was written."""
    return int(result.lastrowid)


def news(known: Mapping[str, tuple[int, str, bool]], arrival: Arrival) -> str | None:
    """Whether a report is ``new`` or ``changed``; null for one that is known, or that says less than what is.

    A page that could not be had today does not take the place of the text had yesterday.
    """
    there = known.get(arrival.where.key) or (known.get(arrival.was) if arrival.was else None)
    if there is None:
        return "new"
    if there[1] == digest(arrival.report) or (there[2] and not arrival.report.read and not arrival.report.text):
        return None
    return "changed"


def current(connection: Connection, upto: int | None = None) -> tuple[Stored, ...]:
    """The reports as they stood after the add ``upto``, or stand now: of each the last version."""
    return tuple(_stored(r) for r in connection.execute(_whole().where(REPORT.c.id.in_(_last(upto)))))


def some(connection: Connection, rows: Iterable[int]) -> tuple[Stored, ...]:
    """Reports by their rows, in the order of their coming."""
    wanted, out = sorted(set(rows)), list[Stored]()
    for at in range(0, len(wanted), SOME):
        out += [_stored(r) for r in connection.execute(_whole().where(REPORT.c.id.in_(wanted[at : at + SOME])))]
    return tuple(out)


def sources_upto(connection: Connection, intake: int) -> frozenset[int]:
    """The sources that had brought a report by an add."""
    return frozenset(connection.execute(select(REPORT.c.source).where(REPORT.c.intake <= intake).distinct()).scalars())


def titles(connection: Connection) -> dict[int, str]:
    """The titles of the reports that have one, by row."""
    rows = connection.execute(select(REPORT.c.id, REPORT.c.title).where(REPORT.c.title.is_not(None)))
    return {int(r.id): str(r.title) for r in rows}


def newest(connection: Connection, source: int) -> Stored | None:
    """The newest version of what came from a source, or null."""
    found = connection.execute(
        _whole().where(REPORT.c.source == source).order_by(None).order_by(REPORT.c.version.desc()).limit(1)
    ).first()
    return None if found is None else _stored(found)


def _whole() -> Select[Any]:
    return (
        select(REPORT, SOURCE.c.key, SOURCE.c.path, SOURCE.c.parts, SOURCE.c.member, TEXT.c.body)
        .join(SOURCE, SOURCE.c.id == REPORT.c.source)
        .join(TEXT, TEXT.c.id == REPORT.c.text)
        .order_by(REPORT.c.id)
    )


class Line(NamedTuple):
    """What is needed of a report to order it among all: no text, nothing that is long."""

    row: int
    source: int
    intake: int
    file: str
    sha256: str
    digest: str
    read: int
    key: str
    path: str
    parts: int
    member: str


def lines(connection: Connection, upto: int | None = None) -> list[Line]:
    """All reports as they stand now, or stood after an add, in the order of their coming, each in few words."""
    upto_ = "" if upto is None else " AND newer.intake <= :upto"
    last = f"SELECT max(version) FROM report AS newer WHERE newer.source = report.source{upto_}"  # noqa: S608 - ours
    report = ", ".join(f"report.{name}" for name in ("id", *Line._fields[1:7]))
    source = ", ".join(f"source.{name}" for name in Line._fields[7:])
    asked = f"SELECT {report}, {source} FROM report JOIN source ON source.id = report.source "  # noqa: S608 - ours
    asked += f"WHERE report.version = ({last}) ORDER BY report.id"
    return [Line(*r) for r in plain(connection, asked, {} if upto is None else {"upto": upto})]


def plain(connection: Connection, asked: str, values: Mapping[str, object] | Sequence[object] = ()) -> list[Any]:
    """The rows that plain SQL asks for, as plain tuples: where they are thousands, that is most of the time."""
    raw: Any = connection.connection.driver_connection
    found: list[Any] = raw.execute(asked, values).fetchall()
    return found


def versions(connection: Connection, source: int) -> tuple[Stored, ...]:
    """Every version of the report of one source, oldest first."""
    found = (
        select(REPORT, SOURCE.c.key, SOURCE.c.path, SOURCE.c.parts, SOURCE.c.member, TEXT.c.body)
        .join(SOURCE, SOURCE.c.id == REPORT.c.source)
        .join(TEXT, TEXT.c.id == REPORT.c.text)
        .where(REPORT.c.source == source)
        .order_by(REPORT.c.version)
    )
    return tuple(_stored(row) for row in connection.execute(found))


def every(connection: Connection) -> Iterable[Stored]:
    """Every version of every report, in the order of their coming."""
    return (_stored(row) for row in connection.execute(_whole()))


def intakes(connection: Connection) -> tuple[Intake, ...]:
    """The adds, first to last."""
    rows = connection.execute(select(INTAKE).order_by(INTAKE.c.id))
    return tuple(Intake(id=r.id, at=r.at, tool=r.tool) for r in rows)


FIELDS = tuple(f.name for f in fields(Report) if f.name not in ABSENT)


def _stored(row: Row[tuple[object, ...]]) -> Stored:
    held = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    values = {name: held[name] for name in FIELDS}
    values |= {"credits": tuple(json.loads(held["credits"])), "read": bool(held["read"])}
    return Stored(
        row=held["id"],
        source=held["source"],
        where=Where(key=held["key"], path=held["path"], parts=held["parts"], member=held["member"]),
        version=held["version"],
        intake=held["intake"],
        digest=held["digest"],
        report=Report(id="", text=held["body"], **values),
    )


def _text(connection: Connection, text: str) -> int:
    """The row of a text; one that is there already is not kept twice."""
    mark = sha(text)
    there = connection.execute(select(TEXT.c.id).where(TEXT.c.sha256 == mark)).scalar()
    if there is not None:
        return int(there)
    row = _number(connection.execute(insert(TEXT).values(sha256=mark, characters=len(text), body=text)))
    # By hand: a trigger that writes to a table of words is refused where the file's schema is not trusted.
    connection.exec_driver_sql("INSERT INTO text_fts(rowid, body) VALUES (?, ?)", (row, text))
    return row
