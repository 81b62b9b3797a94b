"""The outlook: relations with their states over time, the agenda, and what to watch with what touched it."""

# ruff: noqa: RUF009 - a field with what it means, made by a function of ours

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal

from memcon.dossier.outlook_levels import shorts
from memcon.outlook.agenda import Index as Planned
from memcon.outlook.agenda import index as all_plans
from memcon.outlook.agenda import notes as agenda_notes
from memcon.outlook.agenda import plan as full_plan
from memcon.outlook.agenda import within as lies_within
from memcon.outlook.overview import talks, together
from memcon.outlook.parties import name_of
from memcon.outlook.relations import Ground, Key, ground, noted, pair_of, tension, trend_of
from memcon.outlook.shorts import Short
from memcon.outlook.types import Contact, Grouping, Pair, Plan, Sign, Tension, Trend
from memcon.outlook.watch import Index as Watched
from memcon.outlook.watch import index as all_signs
from memcon.outlook.watch import notes as watch_notes
from memcon.outlook.watch import sign as full_sign
from memcon.present.levels_drawing import Sheet, sheets
from memcon.present.serve import parts
from memcon.present.serve.asking import RefusedError, asked
from memcon.present.serve.room import Room
from memcon.present.serve.values import Paging, page_only, paging

PER_PAGE = 40
FULL = 25
"""Plans and signs on a page, which are told in full."""
TENSIONS, TALKS, GROUPS = 10, 12, 12
"""How many pairs in tension, talks and groups stand on the page of all relations."""
ACTS = 60
"""How many acts of a pair are shown, those most felt; the others are counted."""
PlanState = Literal["scheduled", "moved", "confirmed", "cancelled", "held", "overdue"]
SignState = Literal["touched", "not yet", "passed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairLine:
    """A directed pair in the list: how many acts of each kind stand behind it, the levels at the end, the trend."""

    source: str
    target: str
    source_name: str
    target_name: str
    cooperation: float
    conflict: float
    cooperation_acts: int
    conflict_acts: int
    trend: str
    levers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationsPage:
    """The pairs of parties, those of most tension first, the talks between them, the groups that are named."""

    first: str | None
    last: str | None
    tensions: tuple[Tension, ...]
    pairs: tuple[PairLine, ...]
    paging: Paging
    contacts: tuple[Contact, ...]
    groupings: tuple[Grouping, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationsAsked:
    """Which pairs."""

    party: str = asked("Pairs of this party alone: a country code, or a name.", default="", longest=100)
    page: int = asked("Which page.", default=1, low=1, high=10**6)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairAsked:
    """Which pair."""

    source: str = asked("Who acts: a country code, or a name.", longest=100)
    target: str = asked("Towards whom.", longest=100)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPage:
    """What two parties do towards each other over time, each way."""

    pairs: tuple[Pair, ...]
    notes: tuple[str, ...]
    sheets: tuple[Sheet, ...] = page_only(())


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaAsked:
    """Which plans."""

    state: tuple[PlanState, ...] = asked("What became of them.", default=())
    from_: date | None = asked("From this day on.", default=None)
    to: date | None = asked("Until this day.", default=None)
    page: int = asked("Which page.", default=1, low=1, high=10**6)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaPage:
    """What is scheduled, in order of time, the undated last; and what became of it."""

    now: str | None
    plans: tuple[Plan, ...]
    counts: tuple[tuple[str, int], ...]
    paging: Paging
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchAsked:
    """Which signs."""

    state: tuple[SignState, ...] = asked("Whether later reports touched it.", default=())
    page: int = asked("Which page.", default=1, low=1, high=10**6)


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchPage:
    """What the reports say to watch, and the later reports that touched it."""

    now: str | None
    signs: tuple[Sign, ...]
    counts: tuple[tuple[str, int], ...]
    paging: Paging
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """All pairs in short: directed ones, those of most acts first; undirected ones, the most tense first; notes."""

    first: date | None
    last: date | None
    shorts: dict[Key, Short]
    pairs: tuple[Key, ...]
    tensions: tuple[Key, ...]
    notes: tuple[str, ...]


def _system(room: Room) -> System:
    found = room.memory.kept(room, "relations", lambda: _all(room))
    assert isinstance(found, System)  # noqa: S101
    return found


def _all(room: Room) -> System:
    with parts.shelf(room) as own:
        here = ground(own)
        found, _, _ = shorts(own.connection, here)
        heads = own.heads().values()
    end = here.days[1].toordinal() if here.days else 0
    order: list[tuple[int, float, str, str]] = []
    for (one, two), s in found.items():
        for at, (source, target) in enumerate(((one, two), (two, one))):
            acts = s.cooperation[at].acts + s.conflicts[at].acts
            if acts or s.levers[at]:
                order.append((-acts, -s.conflicts[at].level(end), source, target))
    order.sort()
    tense = [(-s.conflict.level(end), key) for key, s in found.items() if s.conflict.acts]
    return System(
        first=here.days[0] if here.days else None,
        last=here.days[1] if here.days else None,
        shorts=found,
        pairs=tuple((one, two) for _, _, one, two in order),
        tensions=tuple(key for _, key in sorted(tense)),
        notes=noted(
            here,
            undated=sum(s.undated for s in found.values()),
            unplaced=sum(s.unplaced for s in found.values()),
            retold=sum(s.retold for s in found.values()),
            doubled=0,
            lonely=sum(h.lonely for h in heads),
            unsure=sum(h.undated for h in heads),
        ),
    )


def relations(room: Room, asks: RelationsAsked) -> RelationsPage:
    """The relations of all parties, or of one."""
    found, party = _system(room), asks.party.casefold()
    chosen = [k for k in found.pairs if not party or party in (k[0].casefold(), k[1].casefold())]
    tense = [k for k in found.tensions if not party or party in (k[0].casefold(), k[1].casefold())]
    part = paging(len(chosen), asks.page, PER_PAGE)
    key = ("relations", party, part.page)

    def work() -> RelationsPage:
        with parts.shelf(room) as own:
            here = ground(own)
            rows = chosen[(part.page - 1) * PER_PAGE : part.page * PER_PAGE]
            return RelationsPage(
                first=found.first.isoformat() if found.first else None,
                last=found.last.isoformat() if found.last else None,
                tensions=tuple(t for k in tense[:TENSIONS] if (t := tension(here, k)) is not None),
                pairs=tuple(_line(here, k, found) for k in rows),
                paging=part,
                contacts=talks(own, party, TALKS),
                groupings=together(own, GROUPS),
                notes=found.notes,
            )

    made = room.memory.kept(room, key, work)
    assert isinstance(made, RelationsPage)  # noqa: S101
    return made


def _line(here: Ground, key: Key, found: System) -> PairLine:
    one = found.shorts[min(key), max(key)]
    at = int(key[0] > key[1])
    end = found.last.toordinal() if found.last else 0
    trend: Trend = trend_of(here, key, "conflict") if one.conflicts[at].acts else "unknown"
    return PairLine(
        source=key[0],
        target=key[1],
        source_name=name_of(key[0]),
        target_name=name_of(key[1]),
        cooperation=round(one.cooperation[at].level(end), 2),
        conflict=round(one.conflicts[at].level(end), 2),
        cooperation_acts=one.cooperation[at].acts,
        conflict_acts=one.conflicts[at].acts,
        trend=trend,
        levers=one.levers[at],
    )


def pair(room: Room, asks: PairAsked) -> PairPage:
    """What two parties do towards each other."""
    found = _system(room)
    keys = [k for k in ((asks.source, asks.target), (asks.target, asks.source)) if k in found.pairs]
    if not keys:
        raise RefusedError(404, "The reports tell nothing between these two.", "The relations list those that they do.")

    def work() -> PairPage:
        with parts.shelf(room) as own:
            here = ground(own)
            pairs = tuple(room.memory.kept(room, ("one way", *k), partial(pair_of, here, k, ACTS)) for k in keys)
        return PairPage(pairs=pairs, notes=found.notes, sheets=sheets(pairs))

    made = room.memory.kept(room, ("pair", *keys[0]), work)
    assert isinstance(made, PairPage)  # noqa: S101
    return made


def agenda(room: Room, asks: AgendaAsked) -> AgendaPage:
    """What is scheduled."""
    now = room.now.replace(minute=0, second=0, microsecond=0)

    def work() -> Planned:
        with parts.shelf(room) as own:
            return all_plans(own, now)

    found = room.memory.kept(room, ("agenda", now), work)
    assert isinstance(found, Planned)  # noqa: S101
    within = [e for e in found.entries if lies_within(e, asks.from_, asks.to)]
    chosen = [e for e in within if not asks.state or e.state in asks.state]
    part = paging(len(chosen), asks.page, FULL)
    with parts.shelf(room) as own:
        rows = chosen[(part.page - 1) * FULL : part.page * FULL]
        plans = tuple(full_plan(own, e, found.now) for e in rows)
    return AgendaPage(
        now=found.now.isoformat() if found.now else None,
        plans=plans,
        counts=_counts([e.state for e in within]),
        paging=part,
        notes=agenda_notes(found, part=False),
    )


def watch(room: Room, asks: WatchAsked) -> WatchPage:
    """What is to be watched."""
    now = room.now.replace(minute=0, second=0, microsecond=0)

    def work() -> Watched:
        with parts.shelf(room) as own:
            return all_signs(own, now)

    found = room.memory.kept(room, ("watch", now), work)
    assert isinstance(found, Watched)  # noqa: S101
    chosen = [e for e in found.entries if not asks.state or e.state in asks.state]
    part = paging(len(chosen), asks.page, FULL)
    with parts.shelf(room) as own:
        rows = chosen[(part.page - 1) * FULL : part.page * FULL]
        signs = tuple(full_sign(own, e) for e in rows)
    return WatchPage(
        now=found.now.isoformat() if found.now else None,
        signs=signs,
        counts=_counts([e.state for e in found.entries]),
        paging=part,
        notes=watch_notes(found),
    )


def _counts(states: Sequence[str]) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(states).items())
