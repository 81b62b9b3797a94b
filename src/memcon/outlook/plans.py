"""The plans of one story: what is scheduled there, and what its own reports tell became of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from memcon.model.data import mapping
from memcon.model.memo import Claim, Event
from memcon.outlook.cites import Desk, moment, spread, words_of
from memcon.outlook.fates import Fate, Told, fates
from memcon.outlook.parties import Cast, name_of
from memcon.outlook.plan_times import datings_of, moves_of, place_of, since_moved, when_of, zone_of
from memcon.outlook.sentences import lines
from memcon.outlook.types import Plan, PlanState

PRECISE = frozenset({"instant", "part-of-day", "day"})


@cache
def rules() -> dict[str, Any]:
    """The rules of ``data/plans.yaml``."""
    return mapping("outlook", "plans")


def plans(here: Desk, people: Cast) -> list[Plan]:
    """The plans of one story, each with what its reports tell became of it."""
    listed = {a.event for a in here.memo.agenda}
    found = [e for e in here.memo.events if _entry(here, people, e, listed)]
    said = fates(here, people, found, lines(here))
    made = [_plan(here, people, e, said.get(e.id, Fate())) for e in found]
    return [*_joined(made), *_fallen(here, people, found, said)]


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
    told = [t.words for t in fate.moved if t.words and t.days] or [d.words for d in datings]
    when = when_of(event, zone) or (told[-1] if told else "no date")
    status_held = event.status in {"occurred", "ongoing"} and _came(here, event)
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
        clocks=time.clocks if time and precision in {"instant", "part-of-day"} else (),
        parties=tuple(name_of(p) for p in parties) or _others(people, event),
        place=place_of(people, event),
        said_by=words_of(spread(here.cite(c.evidence[0], c.voice[0].name if c.voice else None) for c in plans)),
        reports=len(event.reports),
        origins=event.origins,
        datings=datings if len({d.words for d in datings}) > 1 else (),
        moves=moves,
        cites=cites,
        reasons=tuple(reasons),
        sequence=len(moves) + (state == "cancelled"),
        held=held,
        zone=zone,
    )


def _came(here: Desk, event: Event) -> bool:
    """Whether a report that tells an act as done was published when its time had come: nothing is held before."""
    begins = moment(event.time.earliest) if event.time else None
    slot = next((s for s in event.slots if s.slot == "status"), None)
    done = [p for p in slot.positions if p.value in {"occurred", "ongoing"}] if slot else []
    reports = {r for p in done for r in p.reports} or set(event.reports)
    stamps = [moment(here.reports[r].published) for r in reports]
    return begins is None or any(s is None or s >= begins for s in stamps)


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
    return f"{hashlib.sha256(key.encode()).hexdigest()[:16]}@memcon"


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
