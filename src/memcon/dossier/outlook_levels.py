"""Levels of all pairs of parties in short, kept in the file: reckoned anew where a story tells something new."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from memcon.dossier.figures import codes, uncodes_all
from memcon.dossier.numbering import Numbering
from memcon.dossier.outlook_acts import unpacked
from memcon.dossier.outlook_shelf import LackingError, OnFile
from memcon.dossier.outlook_shelf import read as touches_of
from memcon.dossier.outlooking import KINDS, Body, head
from memcon.outlook.kept import ALL
from memcon.outlook.relations import Ground, Key, ground
from memcon.outlook.shorts import FINE, FOREVER, Short, Side, short, unordered
from memcon.store import outlook as rows
from memcon.store.file import Store
from memcon.store.memoranda import Shown

WHOLE = 1 << 64


FIRST = 657_000
"""The day (an ordinal) from which days are counted in the file; 0 stands for none, a last one for no end."""


def written(one: Short) -> str:
    """A short as it is kept: its figures, and the levers of each side."""
    figures = [
        v
        for s in (*one.cooperation, *one.conflicts, one.conflict)
        for v in ((s.acts, round(s.mean * 10**FINE), max(0, s.day - FIRST)) if s.acts else (0,))
    ]
    ends = (max(0, one.low - FIRST), max(0, one.high - FIRST) if one.high < FOREVER else 0)
    told = codes([*figures, one.undated, one.unplaced, one.retold, *ends])
    return json.dumps([told, *one.levers] if any(one.levers) else told, ensure_ascii=False, separators=(",", ":"))


def read(kept: str) -> Short:
    """A short that was kept. Raises ``ValueError`` where it is none."""
    value = json.loads(kept)
    told, *levers = value if isinstance(value, list) else [value]
    given, sides = uncodes_all(told), list[Side]()
    at = 0
    try:
        for _ in range(5):
            acts = given[at]
            sides.append(Side(acts=acts, mean=given[at + 1] / 10**FINE, day=given[at + 2] + FIRST) if acts else Side())
            at += 3 if acts else 1
        undated, unplaced, retold, low, high = given[at : at + 5]
    except IndexError as error:
        raise ValueError("a level is cut short") from error
    first, second = (tuple(map(str, words)) for words in levers) if levers else ((), ())
    return Short(
        cooperation=(sides[0], sides[1]),
        conflicts=(sides[2], sides[3]),
        conflict=sides[4],
        levers=(first, second),
        undated=undated,
        unplaced=unplaced,
        retold=retold,
        low=low + FIRST if low else 0,
        high=high + FIRST if high else FOREVER,
    )


def _marks(connection: Connection) -> dict[Key, str]:
    """By pair of parties a mark of all that its levels are reckoned from: what tells of the two, and of each."""
    told = {m: int(mark, 16) for m, mark in rows.marks(connection).items()}
    sums: dict[Key, int] = {}
    for source, target, memorandum in rows.pairs(connection):
        key = (source, target)
        sums[key] = (sums.get(key, 0) + told.get(memorandum, 0)) % WHOLE
    out = {}
    for one, two in unordered(k for k in sums if k[1] != ALL):
        parts = (sums.get(k, 0) for k in ((one, two), (two, one), (one, ALL), (two, ALL)))
        out[one, two] = hashlib.sha256(" ".join(f"{p:x}" for p in parts).encode()).hexdigest()[:12]
    return out


def shorts(connection: Connection, here: Ground) -> tuple[dict[Key, Short], dict[Key, str], list[Key]]:
    """All pairs in short; and what of it is not in the file yet, as it is kept, and pairs that are gone."""
    wanted, kept = _marks(connection), rows.levels(connection)
    end = here.days[1].toordinal() if here.days else 0
    out: dict[Key, Short] = {}
    fresh: dict[Key, str] = {}
    for key, mark in wanted.items():
        there = kept.get(key)
        found = read(there[1]) if there is not None and there[0] == mark else None
        if found is None or not found.low <= end <= found.high:
            found = short(here, key)
            fresh[key] = mark
        out[key] = found
    return out, fresh, [k for k in kept if k not in wanted]


def levelled(store: Store, stories: Sequence[Shown], names: Numbering) -> None:
    """Reckon the levels anew that are not kept as the stories stand, and keep them.

    Where another process shows other stories by now, it does so itself.
    """
    with store.reading() as connection:
        try:
            out, fresh, gone = shorts(connection, ground(OnFile(connection, stories, names)))
        except LackingError:
            return
    if fresh or gone:
        made = {k: (mark, written(out[k])) for k, mark in fresh.items()}
        with store.writing() as connection:
            rows.keep_levels(connection, made, gone)


def faults(connection: Connection) -> Iterable[str]:
    """What is kept for the outlook and cannot be used, a line each: parts, the places that they name, rows, levels."""
    for memorandum, body in rows.parts(connection, "body").items():
        where = f"what memorandum {memorandum} gives to the outlook"
        try:
            part = Body(body)
            head(rows.parts(connection, "head", [memorandum])[memorandum])
            for name in KINDS:
                part.get(name)
            reports = rows.reports(connection, memorandum)
            ends = dict(enumerate((_size(connection, r) for r in reports), 1))
            spots = part.get("places").all
            if any(s.report not in ends or s.start < 0 or s.start + s.size > ends[s.report] for s in spots):
                yield f"{where}: names a place outside a text; memcon rebuild makes it anew"
        except (ValueError, KeyError) as error:
            yield f"{where}: cannot be read ({error}); memcon rebuild makes it anew"
    for source, target, memorandum, row in rows.every_act(connection):
        try:
            unpacked(row)
        except ValueError as error:
            yield f"what memorandum {memorandum} tells of {source} and {target}: {error}; memcon rebuild makes it anew"
    for one, two, found in rows.touches(connection):
        try:
            touches_of(found)
        except (ValueError, TypeError, IndexError) as error:
            yield f"what touches signs of memorandum {one} in {two}: {error}; memcon rebuild makes it anew"
    yield from _levels(connection)


def _size(connection: Connection, report: int) -> int:
    asked = "SELECT text.characters FROM report JOIN text ON text.id = report.text WHERE report.id = ?"
    return int(connection.exec_driver_sql(asked, (report,)).scalar() or 0)


def _levels(connection: Connection) -> Iterable[str]:
    for (one, two), (_, level) in rows.levels(connection).items():
        try:
            read(level)
        except (ValueError, TypeError, IndexError) as error:
            yield f"the level of {one} and {two}: cannot be read ({error}); memcon rebuild makes it anew"
