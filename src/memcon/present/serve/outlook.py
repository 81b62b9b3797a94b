"""The outlook: relations with their states over time, the agenda, and what to watch with what touched it."""

# ruff: noqa: RUF009 - a field with what it means, made by a function of ours

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from memcon.outlook import agenda as agenda_of
from memcon.outlook import relations as relations_of
from memcon.outlook import watch as watch_of
from memcon.outlook.types import Agenda, Contact, Grouping, Pair, Plan, Relations, Sign, Tension, Watch
from memcon.present.levels_drawing import Sheet, sheets
from memcon.present.serve import reads
from memcon.present.serve.asking import RefusedError, asked
from memcon.present.serve.room import Room
from memcon.present.serve.values import Paging, page_only, paging

PER_PAGE = 40
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


def _relations(room: Room) -> Relations:
    found = room.memory.slow(room, "relations", lambda own: relations_of(reads.stories(own)))
    assert isinstance(found, Relations)  # noqa: S101
    return found


def relations(room: Room, asks: RelationsAsked) -> RelationsPage:
    """The relations of all parties, or of one."""
    found = _relations(room)
    here = asks.party.casefold()
    pairs = [p for p in found.pairs if not here or here in (p.source.casefold(), p.target.casefold())]
    lines = sorted(
        (_line(p) for p in pairs),
        key=lambda p: (-p.conflict_acts - p.cooperation_acts, -p.conflict, p.source, p.target),
    )
    part = paging(len(lines), asks.page, PER_PAGE)
    return RelationsPage(
        first=found.first,
        last=found.last,
        tensions=tuple(t for t in found.tensions if not here or here in (t.one.casefold(), t.two.casefold()))[:10],
        pairs=tuple(lines[(part.page - 1) * PER_PAGE : part.page * PER_PAGE]),
        paging=part,
        contacts=tuple(c for c in found.contacts if not here or here in {p.casefold() for p in c.parties})[-12:],
        groupings=found.groupings[:12],
        notes=found.notes,
    )


def _line(pair: Pair) -> PairLine:
    last = [level.points[-1].level if level.points else 0.0 for level in (pair.cooperation, pair.conflict)]
    return PairLine(
        source=pair.source,
        target=pair.target,
        source_name=pair.source_name,
        target_name=pair.target_name,
        cooperation=round(last[0], 2),
        conflict=round(last[1], 2),
        cooperation_acts=pair.cooperation.marks,
        conflict_acts=pair.conflict.marks,
        trend=pair.conflict.trend,
        levers=tuple(f"{lever.instrument}: {lever.state}" for lever in pair.levers[:3]),
    )


def pair(room: Room, asks: PairAsked) -> PairPage:
    """What two parties do towards each other."""
    found = _relations(room)
    keys = [(asks.source, asks.target), (asks.target, asks.source)]
    pairs = tuple(p for key in keys for p in found.pairs if (p.source, p.target) == key)
    if not pairs:
        raise RefusedError(404, "The reports tell nothing between these two.", "The relations list those that they do.")
    return PairPage(pairs=pairs, notes=found.notes, sheets=sheets(pairs))


def agenda(room: Room, asks: AgendaAsked) -> AgendaPage:
    """What is scheduled."""
    day = room.now.replace(minute=0, second=0, microsecond=0)
    found = room.memory.slow(room, ("agenda", day), lambda own: agenda_of(reads.stories(own), now=room.now))
    assert isinstance(found, Agenda)  # noqa: S101
    within = [p for p in found.plans if _within(p, asks)]
    chosen = [p for p in within if not asks.state or p.state in asks.state]
    part = paging(len(chosen), asks.page, PER_PAGE)
    return AgendaPage(
        now=found.now,
        plans=tuple(chosen[(part.page - 1) * PER_PAGE : part.page * PER_PAGE]),
        counts=_counts([p.state for p in within]),
        paging=part,
        notes=found.notes,
    )


def _within(plan: Plan, asks: AgendaAsked) -> bool:
    if asks.from_ is None and asks.to is None:
        return True
    first, last = (plan.earliest or plan.latest or "")[:10], (plan.latest or plan.earliest or "")[:10]
    return (
        bool(first) and (asks.from_ is None or last >= str(asks.from_)) and (asks.to is None or first <= str(asks.to))
    )


def watch(room: Room, asks: WatchAsked) -> WatchPage:
    """What is to be watched."""
    day = room.now.replace(minute=0, second=0, microsecond=0)
    found = room.memory.slow(room, ("watch", day), lambda own: watch_of(reads.stories(own), now=room.now))
    assert isinstance(found, Watch)  # noqa: S101
    chosen = [s for s in found.signs if not asks.state or s.state in asks.state]
    part = paging(len(chosen), asks.page, PER_PAGE)
    return WatchPage(
        now=found.now,
        signs=tuple(chosen[(part.page - 1) * PER_PAGE : part.page * PER_PAGE]),
        counts=_counts([s.state for s in found.signs]),
        paging=part,
        notes=found.notes,
    )


def _counts(states: Sequence[str]) -> tuple[tuple[str, int], ...]:
    return tuple((s, states.count(s)) for s in dict.fromkeys(states))
