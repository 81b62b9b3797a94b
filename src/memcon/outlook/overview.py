"""The system that the reports describe: who talks to whom, which groupings they name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from memcon.outlook.cites import Desk, days_of, spread
from memcon.outlook.parties import ALONE, Cast
from memcon.outlook.types import Contact, Grouping

if TYPE_CHECKING:
    from memcon.outlook.kept import ContactHead, GroupingHead
    from memcon.outlook.shelf import Shelf

MEMBERS = 6
"""Of how many stories that tell one thing the words are given."""

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


def talks(given: Shelf, party: str = "", most: int | None = None) -> tuple[Contact, ...]:
    """The talks of all stories in order of time, the undated last; one of a day that several stories tell is one.

    With ``party``, those of it; with ``most``, the last so many of those with a day.
    """
    groups: dict[tuple[int, int], list[tuple[int, int, ContactHead]]] = {}
    for story, head in given.heads().items():
        met: dict[int, int] = {}
        for place, one in enumerate(head.contacts):
            if party and party not in {p.casefold() for p in one.parties}:
                continue
            turn = met[one.key] = met.get(one.key, -1) + 1
            groups.setdefault((one.key, turn), []).append((story, place, one))
    found = sorted(groups.values(), key=lambda g: (g[0][2].day is None, g[0][2].day or "", g[0][:2]))
    if most is not None:
        found = [g for g in found if g[0][2].day is not None][-most:] or found[:most]
    return tuple(_talk(given, group) for group in found)


def _talk(given: Shelf, group: Sequence[tuple[int, int, ContactHead]]) -> Contact:
    told = [given.contact(story, place) for story, place, _ in group[:MEMBERS]]
    return replace(
        told[0],
        reports=sum(one.reports for _, _, one in group),
        cites=spread(c for one in told for c in one.cites),
    )


def together(given: Shelf, most: int | None = None) -> tuple[Grouping, ...]:
    """The groupings of all stories, one entry for each name, the most spoken of first; with ``most``, so many."""
    by: dict[str, list[tuple[int, int, GroupingHead]]] = {}
    for story, head in given.heads().items():
        for place, one in enumerate(head.groupings):
            by.setdefault(one.name, []).append((story, place, one))
    found = sorted(by.values(), key=lambda g: (-sum(one.mentions for _, _, one in g), g[0][2].name))
    return tuple(_joined(given, group) for group in found[:most])


def _joined(given: Shelf, group: Sequence[tuple[int, int, GroupingHead]]) -> Grouping:
    told = [given.grouping(story, place) for story, place, _ in group[:MEMBERS]]
    return replace(
        told[0],
        mentions=sum(one.mentions for _, _, one in group),
        reports=sum(one.reports for _, _, one in group),
        with_=tuple(dict.fromkeys(p for _, _, one in group for p in one.with_)),
        cites=spread(c for one in told for c in one.cites),
    )
