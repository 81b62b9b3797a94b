"""What changed in a dossier since a moment, or since the last add."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path

from memcon.dossier.changes import Change, Now, compare, positions_of
from memcon.dossier.engine import teller
from memcon.dossier.happenings import Happening, happenings, of_columns, opened
from memcon.dossier.numbering import Numbering, numbering
from memcon.dossier.pages import Edit, Fate, edits, fates
from memcon.dossier.reading import bundle, numbered
from memcon.dossier.telling import Settled, settled, story, told
from memcon.model.errors import DossierError
from memcon.model.memo import Event, SlotName
from memcon.pipeline import Options, tell_all
from memcon.store import derived
from memcon.store.file import Store, open_
from memcon.store.judgements import intakes_of, standing
from memcon.store.reports import Intake, current, intakes, lines, sources_upto

Positions = Callable[[int, str, SlotName], str]
"""The words of a dispute, by story, event and side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed since an add: its number and moment, null where all is new.

    ``new`` are the names of the reports that came in, ``again`` of those that came in changed; ``adds`` is
    how many adds they came with. ``edits`` says which words changed in those, ``pages`` which pages vanished.
    """

    since: int | None
    moment: str | None
    adds: int
    new: tuple[str, ...]
    again: tuple[str, ...]
    changes: tuple[Change, ...]
    edits: tuple[Edit, ...] = ()
    pages: tuple[Fate, ...] = ()


def changed(path: str | Path, *, since: datetime | None, now: datetime, options: Options | None = None) -> Changes:
    """What is other than it was at the moment ``since``, or before the last add where that is null.

    Both states are told by this memcon: one that an older one told is made again from the reports as they stood.
    """
    options = options or Options()
    with open_(path, write=False) as store:
        return changed_in(store, settled(store, options), since=since, now=now, options=options)


def changed_in(
    store: Store,
    found: Settled | None,
    *,
    since: datetime | None,
    now: datetime,
    options: Options,
    names: Numbering | None = None,
    positions: Positions | None = None,
) -> Changes:
    """The same in an open file, for what was told by ``found``: what came in after that is left out.

    ``names`` is ``found.numbering`` where it is at hand; ``positions`` words disputes in another way.
    """
    with store.reading() as connection:
        adds = tuple(a for a in intakes(connection) if found is None or a.id <= found.at.intake)
        judged = intakes_of(connection)
        there = found.lines if found else lines(connection)
    base = base_of(adds, since, judged)
    names = names or numbering(there)
    moment = since or (datetime.fromisoformat(base.at) if base else None)
    before, now_ = _both(store, found, base, options)
    if found is not None:
        before, now_ = _due(store, before, now_, since=moment, until=now)
    with store.reading() as connection:
        old = sources_upto(connection, base.id) if base else frozenset()
    came = [s for s in there if base is None or s.intake > base.id]
    changes = compare(
        before,
        now_,
        files={s.source: names.names[s.row] for s in there},
        positions=positions or _positions(store, found, names, options),
        since=moment,
        until=now,
    )
    homes = {s.source: names.names[s.row] for s in there}
    with store.reading() as connection:
        fallen = fates(connection, moment, homes)
        other = edits(connection, [s.source for s in came if s.source in old], base.id if base else 0, homes)
    return Changes(
        since=base.id if base else None,
        moment=base.at if base else None,
        adds=sum(1 for a in adds if (base is None or a.id > base.id) and a.id not in judged),
        new=tuple(sorted(names.names[s.row] for s in came if s.source not in old)),
        again=tuple(sorted(names.names[s.row] for s in came if s.source in old)),
        changes=changes,
        edits=other,
        pages=fallen,
    )


def _both(
    store: Store, found: Settled | None, base: Intake | None, options: Options
) -> tuple[list[Happening], list[Now]]:
    """What was told after an add and is told no more, and what is told now and was not; all, where that is not kept."""
    if found is None:  # a file that takes no writing, and holds more than was told of it
        return list(_made(store, base.id, options)) if base else [], _now(store, options)
    with store.reading() as connection:
        kept = base is not None and base.id in derived.states(connection, teller())
        gone = derived.told(connection, base.id, until=found.at.intake) if base and kept else ()
        come = derived.told_since(connection, base.id if base and kept else -1)
    try:
        now_ = [(story_, name, of_columns(values)) for story_, name, values in come]
        before = [opened(body) for body in gone]
    except ValueError as error:
        raise DossierError(f"{store.path}: what was told is damaged ({error}); memcon rebuild makes it anew") from error
    if base is not None and not kept:
        before = list(_made(store, base.id, options))
    return before, now_


def _due(
    store: Store, before: list[Happening], now_: list[Now], *, since: datetime | None, until: datetime
) -> tuple[list[Happening], list[Now]]:
    """With the plans that are told as before, and whose time passed meanwhile."""
    there = {(story_, name) for story_, name, _ in now_}
    with store.reading() as connection:
        rows = derived.due(connection, int(since.timestamp()) if since else None, int(until.timestamp()))
    same = [(s, n, of_columns(values)) for s, n, values in rows if (s, n) not in there]
    return [*before, *(h for _, _, h in same)], [*now_, *same]


def _positions(store: Store, found: Settled | None, names: Numbering, options: Options) -> Positions:
    """The words of disputes; a story is opened when one of its disputes is asked for."""

    @cache
    def events(number: int) -> Mapping[str, Event]:
        memo = story(store, found, number, names=names) if found else told(store, options)[0][number - 1]
        return {e.id: e for e in memo.events}

    return lambda number, name, slot: positions_of(events(number)[name], slot)


def base_of(adds: Sequence[Intake], since: datetime | None, judged: Collection[int]) -> Intake | None:
    """The state that is compared with: the last before the moment, or before the last add that brought reports.

    ``judged`` are the intakes that are judgements: they make states of their own.
    """
    if since is None:
        last = max((a.id for a in adds if a.id not in judged), default=0)
        return next((a for a in reversed(adds) if a.id < last), None)
    return next((a for a in reversed(adds) if datetime.fromisoformat(a.at) < since), None)


def _made(store: Store, intake: int, options: Options) -> tuple[Happening, ...]:
    """What the reports as they stood after an add tell, worked out anew."""
    with store.reading() as connection:
        stored = current(connection, intake)
        options = replace(options, judgements=standing(connection, intake))
    held = bundle(store, stored, options)
    made = tell_all(held.reports, held.readings, held.extractions, options)
    return tuple(h for _, _, h in happenings(made, held.sources))


def _now(store: Store, options: Options) -> list[Now]:
    """What the reports tell now, where it is not kept."""
    made, stored, _ = told(store, options)
    sources = {r.id: s.source for r, s in numbered(stored)}
    return [(n, e.id, h) for n, e, h in happenings(made, sources)]
