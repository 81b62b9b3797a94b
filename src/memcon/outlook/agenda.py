"""What is scheduled, and what became of it: moved, confirmed, cancelled, held, overdue."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from memcon.model.data import mapping
from memcon.model.memo import Claim, Event, Memorandum
from memcon.outlook.cites import Desk, desk, moment, spread, words_of
from memcon.outlook.fates import Fate, Told, fates
from memcon.outlook.parties import Cast, cast, name_of
from memcon.outlook.plan_times import datings_of, moves_of, place_of, since_moved, when_of, zone_of
from memcon.outlook.sentences import lines
from memcon.outlook.types import Agenda, Plan, PlanState

PRECISE = frozenset({"instant", "part-of-day", "day"})
ORDER: tuple[PlanState, ...] = ("overdue", "cancelled", "moved", "scheduled", "confirmed", "held")


@cache
def rules() -> dict[str, Any]:
    """The rules of ``data/plans.yaml``."""
    return mapping("outlook", "plans")


def agenda(
    memoranda: Iterable[Memorandum],
    *,
    now: datetime | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Agenda:
    """The plans of all stories as seen at ``now``; from the last report's publication where that is null.

    With ``since`` or ``until`` only what lies within these days; the undated are then left out, and counted in the
    notes.
    """
    plans: list[Plan] = []
    seen: list[datetime] = []
    for number, memo in enumerate(memoranda, 1):
        seen += [m for r in memo.reports if (m := moment(r.published))]
        plans += _story(memo, number)
    at = now or max(seen, default=None)
    judged = [_at(p, at) for p in _once(plans)]
    kept = [p for p in judged if _within(p, since, until)]
    undated = sum(1 for p in judged if p.earliest is None)
    notes = []
    if (since or until) and undated:
        notes.append(
            f"{undated} undated {'plan is' if undated == 1 else 'plans are'} left out; without --from and --to all show"
        )
    if at is None:
        notes.append("no report is dated, so what is past cannot be told from what is to come")
    kept.sort(key=lambda p: (p.earliest is None, p.earliest or "", p.latest or "", p.story, p.label, p.uid))
    return Agenda(now=at.isoformat() if at else None, plans=tuple(_unlike(kept)), notes=tuple(notes))


def _once(plans: Sequence[Plan]) -> list[Plan]:
    """A plan that several stories tell is one: the same label, parties and time; its latest state counts."""
    out: dict[tuple[Any, ...], Plan] = {}
    for plan in plans:
        key = (plan.label, plan.type, plan.mode, plan.parties, plan.earliest, plan.latest)
        first = out.get(key)
        if first is None or (first.story == plan.story and plan.earliest is None):
            out[(*key, plan.uid) if first else key] = plan
            continue
        lead, other = sorted((first, plan), key=lambda p: (ORDER.index(p.state), p.story))[::-1]
        datings = sorted({*lead.datings, *other.datings}, key=lambda d: (d.cite.published or "9", d.cite.story))
        out[key] = replace(
            lead,
            uid=min(first, plan, key=lambda p: (p.cites[0].published or "9" if p.cites else "9", p.story)).uid,
            said_by=tuple(dict.fromkeys((*lead.said_by, *other.said_by))),
            reports=lead.reports + other.reports,
            datings=tuple(datings),
            cites=spread((*lead.cites, *other.cites)),
        )
    return list(out.values())


def _story(memo: Memorandum, number: int) -> list[Plan]:
    here, people = desk(memo, number), cast(memo)
    listed = {a.event for a in memo.agenda}
    found = [e for e in memo.events if _entry(here, people, e, listed)]
    said = fates(here, people, found, lines(here))
    plans = [_plan(here, people, e, said.get(e.id, Fate())) for e in found]
    return [*_joined(plans), *_fallen(here, people, found, said)]


def _entry(here: Desk, people: Cast, event: Event, listed: set[str]) -> bool:
    """Whether an event is, or was, a plan."""
    if event.id in listed:
        return True
    dated = event.time is not None and event.time.earliest is not None and event.time.latest is not None
    states_ = {p.value for s in event.slots if s.slot == "status" for p in s.positions}
    if event.type in rules()["talk"] or event.type not in rules()["diary"]:
        return False
    if any(s.slot == "condition" for s in event.slots):
        return False  # "if …, we will …" is watched for, not entered in a diary
    if event.status == "planned":
        return dated and bool(people.parties((*event.actors, *event.recipients)))
    if event.status in {"occurred", "ongoing"} and "planned" in states_:
        return _before(here, event)
    return event.status == "denied" and "planned" in states_


def _before(here: Desk, event: Event) -> bool:
    """Whether the plan was told in an earlier report than that it was done."""
    slot = next(s for s in event.slots if s.slot == "status")
    stamps = {p.value: [moment(here.reports[r].published) for r in p.reports] for p in slot.positions}
    plans = [m for m in stamps.get("planned", []) if m]
    done = [m for v in ("occurred", "ongoing") for m in stamps.get(v, []) if m]
    return bool(plans) and bool(done) and min(plans) < max(done)


def _plan(here: Desk, people: Cast, event: Event, fate: Fate) -> Plan:
    datings = datings_of(here, event, fate)
    moves = moves_of(event, datings, fate)
    zone = zone_of(people, event)
    event = replace(event, time=since_moved(event.time, fate, datings, zone))
    time = event.time
    earliest, latest = (time.earliest, time.latest) if time else (None, None)
    precision = time.precision if time else "open"
    when = when_of(event, zone) or (datings[-1].words if datings else "no date")
    status_held = event.status in {"occurred", "ongoing"}
    plans = [c for c in here.of_event.get(event.id, ()) if c.slot is None and c.evidence]
    first = min(
        plans, key=lambda c: (here.reports[c.report].published or "9", here.reports[c.report].file), default=None
    )
    cites = spread([*here.of_mentions(event), *(t.cite for t in (*fate.moved, *fate.confirmed, *fate.cancelled))])
    certain, why = _certain(here, event, precision)
    reasons = list(why)
    held: tuple[int, str] | None = None
    state: PlanState = "confirmed" if certain else "scheduled"
    if fate.confirmed:
        reasons.append(f"confirmed: “{fate.confirmed[-1].cite.quote}” ({fate.confirmed[-1].cite.file})")
        state = "confirmed"
    if moves or fate.moved:
        state = "moved" if not fate.confirmed or _later(fate.moved, fate.confirmed) else "confirmed"
    if status_held:
        state, held = "held", (here.story, event.id)
        reasons.append("a later report tells it as done")
    elif fate.held is not None:
        state, held = "held", (here.story, fate.held)
        reasons.append(f"{here.events[fate.held].label}: a later report tells it as done")
    elif fate.done is not None:
        state, held = "held", (here.story, event.id)
        reasons.append(f"held: “{' '.join(fate.done.quote.split())}” ({fate.done.file})")
    if fate.cancelled and not held:
        state = "cancelled"
        reasons.append(f"cancelled: “{fate.cancelled[-1].cite.quote}” ({fate.cancelled[-1].cite.file})")
    elif event.status == "denied" and not held:
        state = "cancelled"
        reasons.append("a report denies it")
    parties = people.parties((*event.actors, *event.recipients))
    return Plan(
        uid=_uid(event, parties, first),
        story=here.story,
        event=event.id,
        label=event.label,
        type=event.type,
        mode=event.mode,
        state=state,
        status=event.status,
        certain=certain or bool(fate.confirmed and precision in PRECISE),
        earliest=earliest,
        latest=latest,
        precision=precision,
        when=when,
        clocks=time.clocks if time else (),
        parties=tuple(name_of(p) for p in parties) or _others(people, event),
        place=place_of(people, event),
        said_by=words_of(spread(here.cite(c.evidence[0], c.voice[0].name if c.voice else None) for c in plans)),
        reports=len(event.reports),
        origins=event.origins,
        datings=datings,
        moves=moves,
        cites=cites,
        reasons=tuple(reasons),
        sequence=len(moves) + (state == "cancelled"),
        held=held,
        zone=zone,
    )


def _certain(here: Desk, event: Event, precision: str) -> tuple[bool, tuple[str, ...]]:
    """Whether two origins name one precise day; else why the plan is tentative."""
    claims = [c for c in here.of_event.get(event.id, ()) if c.slot in {None, "time"}]
    origins = {c.origin.name or here.reports[c.report].origin or c.origin.report for c in claims}
    why = []
    if event.time is None or event.time.earliest is None or event.time.latest is None:
        why.append("tentative: no date")
    elif precision not in PRECISE:
        why.append(f"tentative: no day, only the {precision}")
    if min(event.origins, len(origins)) < 2:
        why.append("tentative: one origin stands behind it")
    if event.status == "proposed":
        why.append("tentative: proposed, not agreed")
    terms = [p.value for s in event.slots if s.slot == "condition" for p in s.positions]
    if terms:
        why.append(f"tentative: on a condition: “{terms[0]}”")
    return not why, tuple(why)


def _later(one: Sequence[Told], two: Sequence[Told]) -> bool:
    return (one[-1].cite.published or "") > (two[-1].cite.published or "") if one and two else bool(one)


def _uid(event: Event, parties: Sequence[str], first: Claim | None) -> str:
    """An id that stays while reports are added: made of the plan's kind, its parties, and the first words for it."""
    words = " ".join(first.evidence[-1].quote.split()) if first else event.label
    key = "\n".join((event.type or "", event.mode or "", *sorted(parties), words))
    return f"{hashlib.sha256(key.encode()).hexdigest()[:24]}@memcon"


def _others(people: Cast, event: Event) -> tuple[str, ...]:
    return tuple(people.actors[a].name for a in (*event.actors, *event.recipients) if a in people.actors)


def _joined(plans: Sequence[Plan]) -> list[Plan]:
    """Plans of which one is told to be what another became are one: the visit on the 19th and the talks held there."""
    taken: set[str] = set()
    by = {p.event: p for p in plans}
    out = []
    for plan in plans:
        if plan.held and plan.held[1] != plan.event and plan.held[1] in by:
            taken.add(plan.held[1])
    for plan in plans:
        if plan.event in taken:
            continue
        other = by.get(plan.held[1]) if plan.held and plan.held[1] != plan.event else None
        out.append(replace(plan, cites=spread([*plan.cites, *other.cites])) if other else plan)
    return out


def _fallen(here: Desk, people: Cast, found: Sequence[Event], said: dict[str, Fate]) -> list[Plan]:
    """Cancellations of plans that no report told of before: entries of their own."""
    used = {t.event for id_, f in said.items() if id_ for t in (*f.cancelled, *f.moved) if t.event}
    plans = []
    for told in said.get("", Fate()).cancelled:
        event = here.events.get(told.event or "")
        if event is None or event.id in used or any(e.id == event.id for e in found):
            continue
        plan = _plan(here, people, event, Fate())
        plans.append(
            replace(
                plan,
                state="cancelled",
                certain=False,
                earliest=None,
                latest=None,
                precision="open",
                when="no date",
                clocks=(),
                datings=(),
                moves=(),
                sequence=1,
                held=None,
                reasons=(f"cancelled: “{told.cite.quote}” ({told.cite.file}); no report told of the plan before",),
            )
        )
    return plans


def _at(plan: Plan, now: datetime | None) -> Plan:
    """The plan as seen at a moment: overdue where its time has passed and no report tells what became of it."""
    end = moment(plan.latest)
    if now is None or end is None or plan.state in {"held", "cancelled"} or end > now:
        return plan
    days = (now - end) // timedelta(days=1)
    late = "today" if days < 1 else "a day ago" if days == 1 else f"{days} days ago"
    reason = f"overdue: its time passed {late}, and no report tells whether it was held"
    return replace(plan, state="overdue", certain=False, reasons=(*plan.reasons, reason))


def _within(plan: Plan, since: date | None, until: date | None) -> bool:
    if since is None and until is None:
        return True
    low, high = moment(plan.earliest), moment(plan.latest)
    if low is None or high is None:
        return False
    last = (high - timedelta(seconds=1)).date()
    return (since is None or last >= since) and (until is None or low.date() <= until)


def _unlike(plans: Sequence[Plan]) -> list[Plan]:
    """Plans with ids of their own: a second one of the same words gets a number."""
    seen: dict[str, int] = {}
    out = []
    for plan in plans:
        seen[plan.uid] = seen.get(plan.uid, 0) + 1
        number = seen[plan.uid]
        out.append(plan if number == 1 else replace(plan, uid=plan.uid.replace("@", f"-{number}@")))
    return out
