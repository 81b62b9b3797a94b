"""Levels of all pairs of parties in short, kept in the file: reckoned anew where a story tells something new."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from memcon.dossier.numbering import Numbering
from memcon.dossier.outlook_shelf import OnFile
from memcon.outlook.kept import ALL
from memcon.outlook.relations import Ground, Key, ground
from memcon.outlook.shorts import Short, read, short, unordered, written
from memcon.store import outlook as rows
from memcon.store.file import Store
from memcon.store.memoranda import Shown

WHOLE = 1 << 64


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
        found = read(json.loads(there[1])) if there is not None and there[0] == mark else None
        if found is None or not found.low <= end <= found.high:
            found = short(here, key)
            fresh[key] = mark
        out[key] = found
    return out, fresh, [k for k in kept if k not in wanted]


def levelled(store: Store, stories: Sequence[Shown], names: Numbering) -> None:
    """Reckon the levels anew that are not kept as the stories stand, and keep them."""
    with store.reading() as connection:
        here = ground(OnFile(connection, stories, names))
        out, fresh, gone = shorts(connection, here)
    if fresh or gone:
        made = {k: (mark, json.dumps(written(out[k]), separators=(",", ":"))) for k, mark in fresh.items()}
        with store.writing() as connection:
            rows.keep_levels(connection, made, gone)


def damaged(connection: Connection) -> Iterable[str]:
    """Levels that cannot be read."""
    for (one, two), (_, body) in rows.levels(connection).items():
        try:
            read(json.loads(body))
        except (ValueError, TypeError, IndexError) as error:
            yield f"the level of {one} and {two}: cannot be read ({error}); memcon rebuild makes it anew"
