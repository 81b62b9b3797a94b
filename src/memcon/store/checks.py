"""Whether a dossier's file is whole: its pages, keys, tables of words, and the hash of everything in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from memcon.store import bundles, judgements, made, outlook
from memcon.store.reports import digest, every, sha
from memcon.store.schema import BLOCK, MEMORANDUM, STEPS, TEXT, TOLD

MANY = 20
"""Faults of one kind that are told one by one."""


def faults(connection: Connection) -> Iterator[str]:
    """What is wrong with the file, a line each; nothing where it is whole."""
    for kind in (
        _pages,
        _schema,
        _keys,
        _indexes,
        _texts,
        _reports,
        judgements.faults,
        made.faults,
        _packed,
        outlook.faults,
    ):
        try:
            for number, line in enumerate(kind(connection), 1):
                if number > MANY:
                    yield "… and more of this kind"
                    break
                yield line
        except (DBAPIError, ValueError, TypeError, UnicodeError) as error:
            yield f"cannot be looked at to the end ({getattr(error, 'orig', None) or error})"


def _pages(connection: Connection) -> Iterator[str]:
    for (line,) in connection.exec_driver_sql(f"PRAGMA integrity_check({MANY + 1})"):
        if line != "ok":
            yield f"the file itself: {line}"


def _schema(connection: Connection) -> Iterator[str]:
    """Tables, views and triggers that are not those of a dossier, or are missing."""
    with sqlite3.connect(":memory:") as blank:
        for step in STEPS:
            for statement in step:
                blank.execute(statement)
        look = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
        wanted = {(kind, name): sql for kind, name, sql in blank.execute(look)}
    blank.close()
    found = {(row[0], row[1]): row[2] for row in connection.exec_driver_sql(look.replace("%", "%%"))}
    for kind, name in sorted(wanted.keys() | found.keys()):
        if (kind, name) not in found:
            yield f"{kind} {name} is missing"
        elif (kind, name) not in wanted:
            yield f"{kind} {name} is no part of a dossier; somebody else put it there"
        elif wanted[kind, name] != found[kind, name]:
            yield f"{kind} {name} is not as memcon made it"


def _keys(connection: Connection) -> Iterator[str]:
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"{table} {row}: names a {parent} that is not there"


def _indexes(connection: Connection) -> Iterator[str]:
    """The tables of words, against what they were made from; a transaction may not be read-only for this."""
    for name in ("text_fts", "claim_fts", "event_fts"):
        try:
            connection.exec_driver_sql(f"INSERT INTO {name}({name}, rank) VALUES ('integrity-check', 1)")  # noqa: S608 - names of ours
        except DBAPIError as error:
            code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
            if code != sqlite3.SQLITE_READONLY:
                yield f"the table of words {name} does not fit what it was made from; memcon rebuild makes it anew"


def _texts(connection: Connection) -> Iterator[str]:
    for row in connection.execute(select(TEXT)):
        if sha(row.body) != row.sha256:
            yield f"text {row.id}: is not what came in (its hash is another)"
        elif len(row.body) != row.characters:
            yield f"text {row.id}: has {len(row.body)} characters, {row.characters} came in"


def _reports(connection: Connection) -> Iterator[str]:
    for one in every(connection):
        if digest(one.report) != one.digest:
            yield f"report {one.row} ({one.report.file}): what is known of it is not what came in (its hash is another)"
    gaps = "SELECT source, count(*), max(version) FROM report GROUP BY source HAVING count(*) != max(version)"
    for source, count, last in connection.exec_driver_sql(gaps):
        yield f"source {source}: {count} versions are there of {last}"
    for (source,) in connection.exec_driver_sql("SELECT id FROM source WHERE id NOT IN (SELECT source FROM report)"):
        yield f"source {source}: no report is there of it"


def _packed(connection: Connection) -> Iterator[str]:
    """What is derived: a damaged value is made again by ``rebuild``."""
    for table, key in ((BLOCK, "id"), (MEMORANDUM, "id"), (TOLD, "id")):
        for number, mark, held in connection.execute(select(table.c[key], table.c.sha256, table.c.body)):
            whole = held or (bundles.taken(connection, number) if table is MEMORANDUM else None) or b""
            if not mark or not sha(whole).startswith(mark):
                yield f"{table.name} {number}: is damaged (another hash); memcon rebuild makes it anew"
    lost = "SELECT count(*) FROM reading WHERE block NOT IN (SELECT id FROM block)"
    for (count,) in connection.exec_driver_sql(lost):
        if count:
            yield f"{count} readings are in no block; memcon rebuild makes them anew"
