"""The system that the reports describe: who talks to whom, which groupings they name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from memcon.outlook.cites import Desk, days_of, spread
from memcon.outlook.parties import ALONE, Cast
from memcon.outlook.types import Contact, Grouping

BODIES = frozenset({"IGO", "IMG", "NGO", *ALONE})
TOGETHER = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID"})
"""Types of acts whose parties act together."""


def contacts(desk: Desk, cast: Cast) -> list[Contact]:
    """The talks of two parties or more that were held or go on, in the order of the memorandum."""
    out = []
    for event in desk.memo.events:
        if event.type != "CONSULT" or event.status not in {"occurred", "ongoing"}:
            continue
        who = (*event.actors, *event.recipients)
        parties = cast.parties(who)
        if len(parties) < 2:
            continue
        people = tuple(cast.actors[a].name for a in who if a in cast.actors and cast.actors[a].kind == "person")
        days = days_of(event.time)
        out.append(
            Contact(
                story=desk.story,
                event=event.id,
                label=event.label,
                parties=parties,
                people=tuple(dict.fromkeys(people)),
                mode=event.mode,
                day=days[0].isoformat() if days and days[0] == days[1] else None,
                status=event.status,
                reports=len(event.reports),
                cites=desk.of_mentions(event),
            )
        )
    return out


def talks(found: Iterable[Contact]) -> tuple[Contact, ...]:
    """The talks of all stories in order of time, the undated last; one of a day that several stories tell is one."""
    out: dict[tuple[object, ...], Contact] = {}
    for one in found:
        key = (one.parties, one.people, one.mode, one.day or one.label)
        first = out.get(key)
        if first is None or first.story == one.story:
            out[(*key, one.event) if first else key] = one
        else:
            out[key] = replace(first, reports=first.reports + one.reports, cites=spread((*first.cites, *one.cites)))
    return tuple(sorted(out.values(), key=lambda c: (c.day is None, c.day or "", c.story, c.event)))


def groupings(desk: Desk, cast: Cast) -> list[Grouping]:
    """The bodies of several states among the parties to a story's events, with who acts together with them."""
    out = []
    for actor in desk.memo.actors:
        if actor.country not in BODIES or actor.kind == "person":
            continue
        events = [e for e in desk.memo.events if actor.id in (*e.actors, *e.recipients)]
        if not events:
            continue
        beside = [e for e in events if e.type in TOGETHER and e.status in {"occurred", "ongoing", "planned"}]
        others = [p for e in beside for p in cast.parties((*e.actors, *e.recipients)) if p != cast.party(actor.id)]
        out.append(
            Grouping(
                name=actor.name,
                code=actor.country if actor.country in ALONE else None,
                kind=actor.kind,
                mentions=sum(len(e.mentions) for e in events),
                reports=len({r for e in events for r in e.reports}),
                with_=tuple(dict.fromkeys(others)),
                cites=spread(c for e in events for c in desk.of_mentions(e)),
            )
        )
    return out


def together(found: Iterable[Grouping]) -> tuple[Grouping, ...]:
    """The groupings of all stories, one entry for each name, the most spoken of first."""
    by: dict[str, list[Grouping]] = {}
    for one in found:
        by.setdefault(one.name, []).append(one)
    made = [_joined(group) for group in by.values()]
    return tuple(sorted(made, key=lambda g: (-g.mentions, g.name)))


def _joined(group: Sequence[Grouping]) -> Grouping:
    return Grouping(
        name=group[0].name,
        code=group[0].code,
        kind=group[0].kind,
        mentions=sum(g.mentions for g in group),
        reports=sum(g.reports for g in group),
        with_=tuple(dict.fromkeys(p for g in group for p in g.with_)),
        cites=spread(c for g in group for c in g.cites),
    )
