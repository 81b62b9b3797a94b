"""What is scheduled, and what became of it: moved, confirmed, cancelled, held, overdue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from memcon.model.memo import Memorandum
from memcon.outlook.cites import moment, spread
from memcon.outlook.kept import PlanHead
from memcon.outlook.shelf import Shelf, shelf
from memcon.outlook.types import Agenda, Plan, PlanState

ORDER: tuple[PlanState, ...] = ("overdue", "cancelled", "moved", "scheduled", "confirmed", "held")
MEMBERS = 6
"""Of how many stories that tell a plan the words are given, beside the one that knows its latest state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A plan in a list: where it stands (story, place), the one that knows its latest state first; its state now.

    ``name`` is its id, ``twin`` its number among those that share it, from 1.
    """

    members: tuple[tuple[int, int], ...]
    state: PlanState
    earliest: str | None
    latest: str | None
    reports: int
    name: str
    twin: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """All plans in order of time, the undated last, as seen at ``now``."""

    now: datetime | None
    entries: tuple[Entry, ...]


def index(given: Shelf, now: datetime | None) -> Index:
    """The plans of all stories in the order in which they are shown; what several tell is one."""
    heads = given.heads()
    at = now or max((m for h in heads.values() if (m := moment(h.latest))), default=None)
    groups: dict[tuple[int, int], list[tuple[int, int, PlanHead]]] = {}
    for story, head in heads.items():
        met: dict[int, int] = {}
        for place, plan in enumerate(head.plans):
            # of undated ones that a story tells alike, each is one of its own
            turn = met[plan.key] = met.get(plan.key, -1) + 1
            groups.setdefault((plan.key, turn if plan.earliest is None else 0), []).append((story, place, plan))
    entries = [_entry(group, at) for group in groups.values()]
    entries.sort(key=lambda e: (e.earliest is None, e.earliest or "", e.latest or "", e.members[0]))
    seen: dict[str, int] = {}
    out = []
    for one in entries:
        seen[one.name] = seen.get(one.name, 0) + 1
        out.append(one if seen[one.name] == 1 else replace(one, twin=seen[one.name]))
    return Index(now=at, entries=tuple(out))


def _entry(group: Sequence[tuple[int, int, PlanHead]], now: datetime | None) -> Entry:
    lead = max(group, key=lambda g: (ORDER.index(g[2].state), g[0], -g[1]))
    first = min(group, key=lambda g: (g[2].told or "9", g[0], g[1]))
    plan = lead[2]
    end = moment(plan.latest)
    over = now is not None and end is not None and plan.state not in {"held", "cancelled"} and end <= now
    rest = [(story, place) for story, place, _ in group if (story, place) != lead[:2]]
    return Entry(
        members=(lead[:2], *rest),
        state="overdue" if over else plan.state,
        earliest=plan.earliest,
        latest=plan.latest,
        reports=sum(p.reports for _, _, p in group),
        name=first[2].uid,
    )


def plan(given: Shelf, entry: Entry, now: datetime | None) -> Plan:
    """One plan in full, as seen at a moment."""
    lead, *others = (given.plan(story, place) for story, place in entry.members[: 1 + MEMBERS])
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
    given: Shelf | Iterable[Memorandum],
    *,
    now: datetime | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Agenda:
    """The plans of all stories as seen at ``now``; from the last report's publication where that is null.

    With ``since`` or ``until`` only what lies within these days; the undated are then left out, and counted in the
    notes.
    """
    stands = shelf(given)
    found = index(stands, now)
    return Agenda(
        now=found.now.isoformat() if found.now else None,
        plans=tuple(plan(stands, e, found.now) for e in found.entries if within(e, since, until)),
        notes=notes(found, part=bool(since or until)),
    )
