"""What is scheduled, and what became of it: moved, confirmed, cancelled, held, overdue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from memcon.model.memo import Memorandum
from memcon.outlook.cites import moment, spread, written
from memcon.outlook.joined import EARLY, Cluster, Turn, clusters
from memcon.outlook.retold import on_day, together, turned
from memcon.outlook.shelf import Planned, planned
from memcon.outlook.types import Agenda, Plan, PlanState

MEMBERS = 6
"""Of how many stories that tell a plan the words are given, beside the one that knows its latest state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A plan in a list: where it stands (story, place), the one that knows its latest state first; its state now.

    ``name`` is its id, ``twin`` its number among those that share it, from 1. ``turns`` are the changes that other
    stories tell, ``contact`` is the talk of another story that it became. ``dated`` is the member whose day it is, by
    its place among them.
    """

    members: tuple[tuple[int, int], ...]
    state: PlanState
    earliest: str | None
    latest: str | None
    reports: int
    name: str
    twin: int = 1
    turns: tuple[Turn, ...] = ()
    contact: tuple[int, int] | None = None
    dated: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """All plans in order of time, the undated last, as seen at ``now``."""

    now: datetime | None
    entries: tuple[Entry, ...]


def index(given: Planned, now: datetime | None) -> Index:
    """The plans of all stories in the order in which they are shown; what several tell is one."""
    heads = given.heads()
    at = now or max((m for h in heads.values() if (m := moment(h.latest))), default=None)
    entries = [_entry(one, at) for one in clusters(given, heads, at)]
    entries.sort(key=lambda e: (e.earliest is None, e.earliest or "", e.latest or "", e.members[0]))
    seen: dict[str, int] = {}
    out = []
    for one in entries:
        seen[one.name] = seen.get(one.name, 0) + 1
        out.append(one if seen[one.name] == 1 else replace(one, twin=seen[one.name]))
    return Index(now=at, entries=tuple(out))


def _entry(found: Cluster, now: datetime | None) -> Entry:
    state = found.state
    lead = max(found.members, key=lambda m: (m[2].state == state, moment(m[2].changed) or EARLY, m[0], -m[1]))
    first = min(found.members, key=lambda m: (m[2].told or "9", m[0], m[1]))
    rest = [m for m in found.members if m is not lead]
    members = [lead, *rest]
    own = [(written(p.earliest), written(p.latest)) for _, _, p in members]
    dated = next((n for n, days in enumerate(own) if days == (found.low, found.high)), None)
    if dated is None:  # a sentence of another story gives the day
        dated = next((n for n, days in enumerate(own) if days[0] is not None), 0)
        earliest, latest = (d.isoformat(timespec="minutes") if d else None for d in (found.low, found.high))
    else:
        earliest, latest = members[dated][2].earliest, members[dated][2].latest
    end = moment(latest)
    over = now is not None and end is not None and state not in {"held", "cancelled"} and end <= now
    return Entry(
        members=tuple(m[:2] for m in members),
        state="overdue" if over else state,
        earliest=earliest,
        latest=latest,
        reports=sum(p.reports for _, _, p in found.members),
        name=first[2].uid,
        turns=tuple(found.turns),
        contact=found.contact,
        dated=dated,
    )


def plan(given: Planned, entry: Entry, now: datetime | None) -> Plan:
    """One plan in full, as seen at a moment."""
    shown = entry.members[: 1 + MEMBERS]
    lead, *others = (given.plan(story, place) for story, place in shown)
    number = "" if entry.twin == 1 else f"-{entry.twin}"
    made = replace(lead, uid=f"{entry.name}{number}@memcon", reports=entry.reports)
    if others:
        datings = sorted(
            {d for p in (lead, *others) for d in p.datings},
            key=lambda d: (d.cite.published or "9", d.cite.story, d.cite.report, d.cite.start, d.words),
        )
        made = replace(
            made,
            said_by=tuple(dict.fromkeys(w for p in (lead, *others) for w in p.said_by)),
            datings=tuple(datings),
            cites=spread(c for p in (lead, *others) for c in p.cites),
        )
        base = [lead, *others][entry.dated] if entry.dated < len(shown) else given.plan(*entry.members[entry.dated])
        made = together(made, base, others)
    if entry.turns or entry.contact:
        made = turned(given, (made, lead, *others), entry.turns, entry.contact)
    if (made.earliest, made.latest) != (entry.earliest, entry.latest):
        made = on_day(made, entry.earliest, entry.latest)
    return _at(made, now) if entry.state == "overdue" else made


def _at(plan: Plan, now: datetime | None) -> Plan:
    """A plan whose time has passed while no report tells what became of it."""
    end = moment(plan.latest)
    if now is None or end is None:
        return plan
    days = (now - end) // timedelta(days=1)
    late = "today" if days < 1 else "a day ago" if days == 1 else f"{days} days ago"
    reason = f"overdue: its time passed {late}, and no report tells whether it was held"
    return replace(plan, state="overdue", certain=False, reasons=(*plan.reasons, reason))


def within(entry: Entry, since: date | None, until: date | None) -> bool:
    """Whether a plan lies within some days; an undated one does not."""
    if since is None and until is None:
        return True
    low, high = moment(entry.earliest), moment(entry.latest)
    if low is None or high is None:
        return False
    last = (high - timedelta(seconds=1)).date()
    return (since is None or last >= since) and (until is None or low.date() <= until)


def notes(found: Index, *, part: bool) -> tuple[str, ...]:
    """What is to be known of a list of plans, in sentences; ``part`` where only some days are shown."""
    out = []
    undated = sum(1 for e in found.entries if e.earliest is None)
    if part and undated:
        out.append(
            f"{undated} undated {'plan is' if undated == 1 else 'plans are'} left out; without --from and --to all show"
        )
    if found.now is None:
        out.append("no report is dated, so what is past cannot be told from what is to come")
    return tuple(out)


def agenda(
    given: Planned | Iterable[Memorandum],
    *,
    now: datetime | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Agenda:
    """The plans of all stories as seen at ``now``; from the last report's publication where that is null.

    With ``since`` or ``until`` only what lies within these days; the undated are then left out, and counted in the
    notes.
    """
    stands = planned(given)
    found = index(stands, now)
    return Agenda(
        now=found.now.isoformat() if found.now else None,
        plans=tuple(plan(stands, e, found.now) for e in found.entries if within(e, since, until)),
        notes=notes(found, part=bool(since or until)),
    )
