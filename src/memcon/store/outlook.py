"""What each memorandum gives to the outlook, kept in few bytes: packed parts, rows by pair of parties, touches, levels.

All of it is derived and goes with the memorandum that it was made of (a trigger sees to that). ``linked`` says that
the signs of a memorandum were held against the sentences of all others, and theirs against its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from memcon.store.derived import MARK
from memcon.store.reports import SOME, sha

PARTS = ("head", "figures", "body")
"""The packed parts of a memorandum: what lists need, what signs are found by, and all else."""
WORDS = "SELECT substr(text.body, ?, ?) FROM report JOIN text ON text.id = report.text WHERE report.id = ?"  # 1-based
SHOWN = "memorandum IN (SELECT memorandum FROM story)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What one memorandum gives: its packed parts, and what it tells of each directed pair of parties."""

    reports: Sequence[int]
    """The rows of its reports, in its order."""
    parts: Mapping[str, bytes]
    acts: Mapping[tuple[str, str], str]


def _mark(parts: Sequence[bytes], acts: Iterable[tuple[str, str, str]]) -> str:
    """The hash of what one memorandum gives."""
    rows = [part.encode("utf-8", "surrogatepass") for row in sorted(acts) for part in row]
    return sha(b"".join(len(p).to_bytes(4, "big") + p for p in (*parts, *rows)))[:MARK]


def keep(connection: Connection, memorandum: int, given: Given) -> None:
    """Keep what a memorandum gives, in place of what is there."""
    parts = [given.parts[name] for name in PARTS]
    connection.exec_driver_sql("DELETE FROM outlook_act WHERE memorandum = ?", (memorandum,))
    connection.exec_driver_sql(
        f"INSERT OR REPLACE INTO outlook(memorandum, linked, sha256, reports, {', '.join(PARTS)}) "  # noqa: S608 - ours
        f"VALUES (?, 0, ?, ?, {', '.join('?' * len(PARTS))})",
        (
            memorandum,
            _mark(parts, ((*k, v) for k, v in given.acts.items())),
            json.dumps([*given.reports], separators=(",", ":")),
            *parts,
        ),
    )
    rows = [(one, two, memorandum, body) for (one, two), body in sorted(given.acts.items())]
    if rows:
        connection.exec_driver_sql("INSERT INTO outlook_act VALUES (?, ?, ?, ?)", rows)


def kept(connection: Connection) -> dict[int, bool]:
    """The memoranda of which something is kept, and whether they were held against the others."""
    return {int(r[0]): bool(r[1]) for r in connection.exec_driver_sql("SELECT memorandum, linked FROM outlook")}


def reports(connection: Connection, memorandum: int) -> list[int]:
    """The rows of a memorandum's reports, in its order."""
    found = connection.exec_driver_sql("SELECT reports FROM outlook WHERE memorandum = ?", (memorandum,)).scalar()
    return [int(r) for r in json.loads(found or "[]")]


def words(connection: Connection, report: int, start: int, size: int) -> str:
    """Words of a report by its row; none where there is no such report."""
    raw: Any = connection.connection.driver_connection  # a page shows hundreds of places, each asked for by itself
    found = raw.execute(WORDS, (start + 1, size, report)).fetchone()
    return str(found[0]) if found else ""


def parts(connection: Connection, name: str, memoranda: Iterable[int] | None = None) -> dict[int, bytes]:
    """One packed part of some memoranda, or of all that are kept."""
    what = f"SELECT memorandum, {name} FROM outlook WHERE "  # noqa: S608 - a name of ours
    if name not in PARTS:
        raise ValueError(f"there is no part {name}")
    if memoranda is None:
        return {int(r[0]): bytes(r[1]) for r in connection.exec_driver_sql(f"{what} 1")}
    wanted, out = list(memoranda), dict[int, bytes]()
    for at in range(0, len(wanted), SOME):
        some = wanted[at : at + SOME]
        rows = connection.exec_driver_sql(f"{what} memorandum IN ({', '.join('?' * len(some))})", tuple(some))
        out |= {int(r[0]): bytes(r[1]) for r in rows}
    return out


def marks(connection: Connection) -> dict[int, str]:
    """What tells one part from another, of all memoranda that are shown."""
    rows = connection.exec_driver_sql(f"SELECT memorandum, sha256 FROM outlook WHERE {SHOWN}")  # noqa: S608
    return {int(r[0]): str(r[1]) for r in rows}


def acts(connection: Connection, source: str, target: str) -> dict[int, str]:
    """What is told of a directed pair, by memorandum."""
    rows = connection.exec_driver_sql(
        f"SELECT memorandum, body FROM outlook_act WHERE source = ? AND target = ? AND {SHOWN}",  # noqa: S608
        (source, target),
    )
    return {int(r[0]): str(r[1]) for r in rows}


def pairs(connection: Connection) -> list[tuple[str, str, int]]:
    """All directed pairs that are told of, and parties (with an empty target), each with a memorandum that does."""
    rows = connection.exec_driver_sql(
        f"SELECT source, target, memorandum FROM outlook_act WHERE {SHOWN} ORDER BY 1, 2, 3"  # noqa: S608
    )
    return [(str(r[0]), str(r[1]), int(r[2])) for r in rows]


def every_act(connection: Connection) -> list[tuple[str, str, int, str]]:
    """All rows of what is told of directed pairs."""
    rows = connection.exec_driver_sql("SELECT source, target, memorandum, body FROM outlook_act")
    return [(str(r[0]), str(r[1]), int(r[2]), str(r[3])) for r in rows]


def touches(connection: Connection) -> list[tuple[int, int, str]]:
    """What touches signs: the memorandum of the signs, that of the sentences, the touches as they are kept."""
    rows = connection.exec_driver_sql(
        "SELECT sign, said, body FROM outlook_touch WHERE sign IN (SELECT memorandum FROM story) "
        "AND said IN (SELECT memorandum FROM story) ORDER BY 1, 2"
    )
    return [(int(r[0]), int(r[1]), str(r[2])) for r in rows]


def link(connection: Connection, memoranda: Sequence[int], found: Mapping[tuple[int, int], str]) -> None:
    """Keep what touches what, and that these memoranda were held against all that are shown.

    Touches of what was let go meanwhile are not kept.
    """
    there = {int(r[0]) for r in connection.exec_driver_sql("SELECT memorandum FROM outlook")}
    rows = [(one, two, body) for (one, two), body in sorted(found.items()) if {one, two} <= there]
    if rows:
        connection.exec_driver_sql("INSERT OR REPLACE INTO outlook_touch VALUES (?, ?, ?)", rows)
    done = [(m,) for m in memoranda]
    if done:
        connection.exec_driver_sql("UPDATE outlook SET linked = 1 WHERE memorandum = ?", done)


def levels(connection: Connection) -> dict[tuple[str, str], tuple[str, str]]:
    """The levels kept of pairs of parties, each with the mark of what it was reckoned from."""
    found = connection.exec_driver_sql("SELECT one, two, mark, body FROM outlook_level WHERE one != ''")
    return {(str(r[0]), str(r[1])): (str(r[2]), str(r[3])) for r in found}


def sealed(connection: Connection) -> tuple[str, str] | None:
    """What is kept of all levels together: a mark of all that is told, and what is known of it."""
    row = connection.exec_driver_sql("SELECT mark, body FROM outlook_level WHERE one = '' AND two = ''").first()
    return None if row is None else (str(row[0]), str(row[1]))


def keys_of(connection: Connection, memoranda: Iterable[int]) -> set[tuple[str, str]]:
    """The directed pairs, and the parties with an empty target, of which some memoranda tell."""
    asked = "SELECT DISTINCT source, target FROM outlook_act WHERE memorandum IN (SELECT value FROM json_each(?))"
    return {(str(r[0]), str(r[1])) for r in connection.exec_driver_sql(asked, (json.dumps(sorted(memoranda)),))}


def keep_levels(
    connection: Connection,
    made: Mapping[tuple[str, str], tuple[str, str]],
    gone: Iterable[tuple[str, str]],
    seal: tuple[str, str],
) -> None:
    """Keep levels, and let go of those of pairs that nothing is told of any more; ``seal`` is for ``sealed``."""
    old = [*gone]
    if old:
        connection.exec_driver_sql("DELETE FROM outlook_level WHERE one = ? AND two = ?", old)
    rows = [(*key, mark, body) for key, (mark, body) in sorted(made.items())]
    connection.exec_driver_sql("INSERT OR REPLACE INTO outlook_level VALUES (?, ?, ?, ?)", [*rows, ("", "", *seal)])


def faults(connection: Connection) -> Iterable[str]:
    """What is kept and is not what was written, or is of no memorandum."""
    acts: dict[int, list[tuple[str, str, str]]] = {}
    for source, target, memorandum, body in every_act(connection):
        acts.setdefault(memorandum, []).append((source, target, body))
    for row in connection.exec_driver_sql(f"SELECT memorandum, sha256, {', '.join(PARTS)} FROM outlook"):  # noqa: S608
        if _mark([bytes(p) for p in row[2:]], acts.get(int(row[0]), ())) != row[1]:
            yield f"outlook {row[0]}: is damaged (another hash); memcon rebuild makes it anew"
    for table, column in (
        ("outlook", "memorandum"),
        ("outlook_act", "memorandum"),
        ("outlook_touch", "sign"),
        ("outlook_touch", "said"),
    ):
        lost = f"SELECT DISTINCT {column} FROM {table} WHERE {column} NOT IN (SELECT id FROM memorandum)"  # noqa: S608
        for (number,) in connection.exec_driver_sql(lost):
            yield f"{table} {number}: is of no memorandum; memcon rebuild makes it anew"
