"""What one story gives to the outlook, worked out once when it is told: its part in full, and its head in few figures.

A part depends on its own memorandum alone. Whatever needs several stories (a level over time, a plan that two tell, a
report that touches a sign of another story) is put together of parts: the heads say what there is and in what order,
and only what is shown is taken from the parts in full (``shelf``).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from zlib import crc32

from memcon.model.memo import Event, Memorandum, Status
from memcon.outlook import plans, weighing
from memcon.outlook.cites import desk, moment, published
from memcon.outlook.fates import rows_of
from memcon.outlook.levers import Told, told
from memcon.outlook.matching import bag, rareness
from memcon.outlook.overview import contacts, groupings
from memcon.outlook.parties import Cast, cast
from memcon.outlook.passages import Passage, passages
from memcon.outlook.signs import Sought, signs
from memcon.outlook.turns import TurnHead, people_of, turns
from memcon.outlook.types import Contact, Grouping, Kind, Mark, Placed, Plan, PlanState

WORDS = (1 << 30) - 1
"""Figures of words have 30 bits."""
ALL = ""
"""The target under which the days stand on which reports speak of a party; against nobody named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkHead:
    """An act as far as levels need it: ``place`` in its part, days as ordinals; ``said`` are figures of its words."""

    place: int
    event: str
    kind: Kind
    type: str
    mode: str | None
    status: Status
    weight: float
    placed: Placed
    first: int | None
    last: int | None
    said: tuple[int, ...]
    reports: int
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """What one story tells of a directed pair of parties: acts and levers; or the days on which it speaks of one."""

    marks: tuple[MarkHead, ...] = ()
    levers: tuple[int, ...] = ()
    """Their places in the story's part."""
    days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanHead:
    """A plan in a list: ``key`` is the same for what two stories tell as one; ``told`` when it was first told.

    ``parties`` are codes, ``people`` surnames, ``rows`` those of the nouns that it goes by: by these it is found again
    in other stories. ``changed`` is when it was last told to be moved, called off or held.
    """

    key: int
    uid: str
    state: PlanState
    earliest: str | None
    latest: str | None
    told: str | None
    reports: int
    event: str
    parties: tuple[str, ...]
    people: tuple[str, ...]
    rows: tuple[int, ...]
    changed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignHead:
    """A sign in a list: ``key`` is the same for the same words; ``reports`` are those that tell it."""

    key: int
    since: str | None
    due: str | None
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactHead:
    """A talk in a list; ``day`` an ISO date."""

    key: int
    day: str | None
    parties: tuple[str, ...]
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupingHead:
    """A grouping in a list."""

    name: str
    code: str | None
    kind: str
    mentions: int
    reports: int
    with_: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What lists need to know of a story; days are ordinals, ``days`` those of acts done.

    ``latest`` is the last moment at which a report was published, ``first`` and ``last`` the days of the reports that
    copy no other; ``undated`` and ``unsure`` count those without a day, without and with copies; ``lonely`` acts with
    one party alone. ``near`` are near misses that are shown, by how narrow they are in hundredths; ``more`` counts
    the others, ``open`` the disputes.
    """

    plans: tuple[PlanHead, ...]
    signs: tuple[SignHead, ...]
    contacts: tuple[ContactHead, ...]
    groupings: tuple[GroupingHead, ...]
    latest: str | None
    first: int | None
    last: int | None
    days: tuple[int, ...]
    undated: int
    unsure: int
    lonely: int
    reports: tuple[str | None, ...]
    """When each report was published, as the memorandum has it, in its order."""
    near: tuple[int, ...] = ()
    more: int = 0
    open: int = 0
    turns: tuple[TurnHead, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """All that one story gives to the outlook, in full."""

    marks: tuple[Mark, ...]
    levers: tuple[Told, ...]
    contacts: tuple[Contact, ...]
    groupings: tuple[Grouping, ...]
    plans: tuple[Plan, ...]
    signs: tuple[Sought, ...]
    passages: tuple[Passage, ...]
    turns: tuple[TurnHead, ...] = ()


def part_of(memo: Memorandum, story: int) -> Part:
    """The part of one story; ``story`` is its number."""
    here, people = desk(memo, story), cast(memo)
    said = passages(here, people)
    return Part(
        marks=tuple(weighing.marks(here, people)),
        levers=tuple(told(here, people)),
        contacts=tuple(contacts(here, people)),
        groupings=tuple(groupings(here, people)),
        plans=tuple(plans.plans(here, people)),
        signs=tuple(signs(here, people, rareness(bag(p.cite.quote) for p in said))),
        passages=said,
        turns=turns(here, people),
    )


def head_of(memo: Memorandum, part: Part) -> Head:
    """The head of a part."""
    people = cast(memo)
    events = {e.id: e for e in memo.events}
    lonely = sum(
        1
        for e in memo.events
        if e.status in {"occurred", "ongoing"} and len(people.parties((*e.actors, *e.recipients))) < 2
    )
    read = [r for r in memo.reports if r.read]
    own = [published(r) for r in read if r.origin is None]
    days = sorted(d.toordinal() for d in own if d is not None)
    moments = [r.published for r in read if moment(r.published) is not None]
    return Head(
        plans=tuple(_plan(p, events[p.event], people) for p in part.plans),
        signs=tuple(
            SignHead(key=figure(s.kind, " ".join(s.text.split()).lower()), since=s.since, due=s.due, reports=s.reports)
            for s in part.signs
        ),
        contacts=tuple(
            ContactHead(
                key=figure(*c.parties, "", *c.people, "", c.mode, c.day or c.label),
                day=c.day,
                parties=c.parties,
                reports=c.reports,
            )
            for c in part.contacts
        ),
        groupings=tuple(
            GroupingHead(name=g.name, code=g.code, kind=g.kind, mentions=g.mentions, reports=g.reports, with_=g.with_)
            for g in part.groupings
        ),
        latest=max(moments, key=lambda m: (moment(m), m), default=None),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        days=tuple(
            sorted(
                {
                    date.fromisoformat(d).toordinal()
                    for m in part.marks
                    for d in (m.first, m.last)
                    if d and m.status in {"occurred", "ongoing"}
                }
            )
        ),
        undated=sum(1 for d in own if d is None),
        unsure=sum(1 for r in read if moment(r.published) is None),
        lonely=lonely,
        reports=tuple(r.published for r in memo.reports),
        turns=part.turns,
    )


def _plan(plan: Plan, event: Event, people: Cast) -> PlanHead:
    return PlanHead(
        key=figure(plan.label, plan.type, plan.mode, *plan.parties, "", plan.earliest, plan.latest),
        uid=plan.uid.partition("@")[0],
        state=plan.state,
        earliest=plan.earliest,
        latest=plan.latest,
        told=plan.cites[0].published if plan.cites else None,
        reports=plan.reports,
        event=plan.event,
        parties=people.parties((*event.actors, *event.recipients)),
        people=people_of(event, people),
        rows=tuple(sorted(rows_of(event))),
        changed=_changed(plan),
    )


def _changed(plan: Plan) -> str | None:
    """When a plan was last told to be something else than to come; that of its last sentence where it was held."""
    if plan.state not in {"moved", "cancelled", "held"}:
        return None
    told = [m.cite.published for m in plan.moves] if plan.state == "moved" else [c.published for c in plan.cites]
    return max((t for t in told if moment(t) is not None), key=lambda t: (moment(t), t), default=None)


def figure(*words: str | None) -> int:
    """A figure of 40 bits for some words: same words, same figure."""
    made = "\0".join("" if w is None else w for w in words).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.sha256(made).digest()[:5], "big")


def acts_of(memo: Memorandum, part: Part) -> dict[tuple[str, str], Acts]:
    """What a story tells of each directed pair; with ``ALL`` as target the days on which it speaks of a party."""
    marks: dict[tuple[str, str], list[MarkHead]] = {}
    for place, mark in enumerate(part.marks):
        marks.setdefault((mark.source, mark.target), []).append(_mark(place, mark))
    levers: dict[tuple[str, str], list[int]] = {}
    for place, one in enumerate(part.levers):
        levers.setdefault((one.by, one.against or ALL), []).append(place)
    people = cast(memo)
    spoken: dict[str, set[str]] = {}
    for event in memo.events:
        parties = people.parties((*event.actors, *event.recipients))
        for id_ in event.reports:
            spoken.setdefault(id_, set()).update(parties)
    days: dict[str, set[int]] = {}
    for report in memo.reports:
        day = published(report)
        if report.read and report.origin is None and day is not None:
            for party in spoken.get(report.id, ()):
                days.setdefault(party, set()).add(day.toordinal())
    keys = sorted({*marks, *levers, *((p, ALL) for p in days)})
    return {
        key: Acts(
            marks=tuple(marks.get(key, ())),
            levers=tuple(levers.get(key, ())),
            days=tuple(sorted(days.get(key[0], ()))) if key[1] == ALL else (),
        )
        for key in keys
    }


def _mark(place: int, mark: Mark) -> MarkHead:
    said = {crc32(" ".join(c.quote.split()).lower().encode("utf-8", "surrogatepass")) & WORDS for c in mark.cites}
    return MarkHead(
        place=place,
        event=mark.event,
        kind=mark.kind,
        type=mark.type,
        mode=mark.mode,
        status=mark.status,
        weight=mark.weight,
        placed=mark.placed,
        first=date.fromisoformat(mark.first).toordinal() if mark.first else None,
        last=date.fromisoformat(mark.last).toordinal() if mark.last else None,
        said=tuple(sorted(said)) if mark.placed == "told" else (),
        reports=mark.reports,
        origins=mark.origins,
    )
