"""What changed in a dossier since a moment, or since the last add."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from memcon.dossier.changes import Change, compare
from memcon.dossier.engine import teller
from memcon.dossier.happenings import Happening, happenings
from memcon.dossier.packing import unpack
from memcon.dossier.reading import bundle, numbered
from memcon.dossier.telling import told
from memcon.pipeline import Options, tell_all
from memcon.store import derived
from memcon.store.file import Store, open_
from memcon.store.judgements import intakes_of, standing
from memcon.store.reports import Intake, Stored, current, intakes


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed since an add: its number and moment, null where all is new.

    ``new`` are the names of the reports that came in, ``again`` of those that came in changed; ``adds`` is
    how many adds they came with.
    """

    since: int | None
    moment: str | None
    adds: int
    new: tuple[str, ...]
    again: tuple[str, ...]
    changes: tuple[Change, ...]


def changed(path: str | Path, *, since: datetime | None, now: datetime, options: Options | None = None) -> Changes:
    """What is other than it was at the moment ``since``, or before the last add where that is null.

    Both states are told by this memcon: one that an older one told is made again from the reports as they stood.
    """
    options = options or Options()
    with open_(path, write=False) as store:
        memoranda, stored, _last = told(store, options)
        with store.reading() as connection:
            adds = intakes(connection)
            judged = intakes_of(connection)
        base = _base(adds, since, judged)
        before = _before(store, base, options) if base else ()
        names = {s.source: r.file for r, s in numbered(stored)}
        sources = {r.id: s.source for r, s in numbered(stored)}
        came = [s for s in stored if base is None or s.intake > base.id]
        with store.reading() as connection:
            old = {s.source for s in current(connection, base.id)} if base else set()
        moment = since or (datetime.fromisoformat(base.at) if base else None)
        found = compare(before, happenings(memoranda, sources), files=names, since=moment, until=now)
        return Changes(
            since=base.id if base else None,
            moment=base.at if base else None,
            adds=sum(1 for a in adds if (base is None or a.id > base.id) and a.id not in judged),
            new=tuple(sorted(names[s.source] for s in came if s.source not in old)),
            again=tuple(sorted(names[s.source] for s in came if s.source in old)),
            changes=found,
        )


def _base(adds: Sequence[Intake], since: datetime | None, judged: Collection[int]) -> Intake | None:
    """The state that is compared with: the last before the moment, or before the last add that brought reports.

    ``judged`` are the intakes that are judgements: they make states of their own.
    """
    if since is None:
        last = max((a.id for a in adds if a.id not in judged), default=0)
        return next((a for a in reversed(adds) if a.id < last), None)
    return next((a for a in reversed(adds) if datetime.fromisoformat(a.at) < since), None)


def _before(store: Store, base: Intake, options: Options) -> tuple[Happening, ...]:
    """What was told after an add: as it was kept, or told again where it was not kept by this memcon."""
    with store.reading() as connection:
        there = base.id in derived.states(connection, teller())
        bodies = derived.told(connection, base.id) if there else ()
        stored: tuple[Stored, ...] = () if there else current(connection, base.id)
        options = replace(options, judgements=standing(connection, base.id))
    if there:
        try:
            return tuple(unpack(Happening, body, {}) for body in bodies)
        except ValueError:
            with store.reading() as connection:
                stored = current(connection, base.id)
    held = bundle(store, stored, options)
    memoranda = tell_all(held.reports, held.readings, held.extractions, options)
    return tuple(h for _, _, h in happenings(memoranda, held.sources))
