"""Sentences that tell a change of a plan, kept in short, so that plans of other stories can be held against them.

Within one story ``fates`` finds what became of its plans; a plan of another story is known there by its kind, its
people, its parties and its day alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from memcon.model.data import mapping
from memcon.model.memo import Event
from memcon.outlook.cites import Desk, days_of
from memcon.outlook.fates import KINDS, Cue, cues_of, new_day, time_in
from memcon.outlook.fates import days_of as days_meant
from memcon.outlook.parties import Cast
from memcon.outlook.sentences import lines, named

CALLING_OFF = frozenset({"REJECT", "SANCTION", "RETREAT"})
"""Types of acts that call something off; what another act says of it is not taken for that in another story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnHead:
    """A sentence that tells a change of a plan: ``report`` is the place of its report in the story, from 0.

    ``kind`` is moved, confirmed, cancelled or held. ``rows`` are those of its nouns of plans, ``people`` surnames.
    ``days`` are days (ordinals, first and last of each) that it names beside the ``new`` ones; of what was held, those
    of the acts told in it. ``events`` are the acts told in it; ``acting`` is whether the people take part in these, and
    are not only named.
    """

    kind: str
    report: int
    start: int
    end: int
    rows: tuple[int, ...]
    parties: tuple[str, ...]
    people: tuple[str, ...]
    acting: bool = False
    days: tuple[int, ...] = ()
    new: tuple[int, int] | None = None
    words: str | None = None
    events: tuple[str, ...] = ()


@cache
def _date() -> re.Pattern[str]:
    months = "|".join(mapping("outlook", "plans")["months"])
    return re.compile(
        rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+({months})|({months})\s+(\d{{1,2}})(?!\d))\b", re.IGNORECASE
    )


def turns(here: Desk, people: Cast) -> tuple[TurnHead, ...]:
    """The sentences of a story that tell a change of some plan, in order of publication."""
    numbers = {r.id: n for n, r in enumerate(here.memo.reports)}
    persons = [a.id for a in people.actors.values() if a.kind == "person"]
    out = []
    for cue in cues_of(here, lines(here)):
        if not cue.rows:
            continue
        place = cue.line.place
        acting = _persons(cue.events, people)
        who = set(acting) or named(place.quote, persons, people.actors)
        parties = {*cue.states, *people.parties([*who, *(a for e in cue.events for a in (*e.actors, *e.recipients))])}
        if not who and len(parties) < 2:
            continue
        for kind in KINDS:
            if kind not in cue.said or not _sure(cue, kind):
                continue
            words, new = _new(cue) if kind == "moved" else (None, None)
            out.append(
                TurnHead(
                    kind=kind,
                    report=numbers[place.report],
                    start=place.start,
                    end=place.end,
                    rows=tuple(sorted(cue.rows)),
                    parties=tuple(sorted(parties)),
                    people=surnames(people.actors[a].name for a in who),
                    acting=bool(acting),
                    days=_held(cue) if kind == "held" else _days(cue, new),
                    new=(new[0].toordinal(), new[1].toordinal()) if new else None,
                    words=words,
                    events=tuple(e.id for e in cue.events),
                )
            )
    return tuple(out)


def surnames(names: Iterable[str]) -> tuple[str, ...]:
    """People as stories tell them from one another: the last word of each name, folded."""
    return tuple(sorted({n.split()[-1].casefold() for n in names if n.split()}))


def people_of(event: Event, people: Cast) -> tuple[str, ...]:
    """The people who take part in an event."""
    return surnames(people.actors[a].name for a in _persons([event], people))


def akin(rows: Iterable[int]) -> set[int]:
    """Rows of nouns with those that reports use for the same plan: a visit is a meeting with its host."""
    table = mapping("outlook", "plans")
    found = set(rows)
    for some in table["akin"]:
        pair = {i for i, row in enumerate(table["nouns"]) if set(row) & set(some)}
        found |= pair if pair & found else set()
    return found


def _persons(events: Iterable[Event], people: Cast) -> list[str]:
    who = (a for e in events for a in (*e.actors, *e.recipients))
    return [a for a in who if a in people.actors and people.actors[a].kind == "person"]


def _sure(cue: Cue, kind: str) -> bool:
    """Whether a sentence calls something off by an act that does; of other changes its words are enough."""
    if kind != "cancelled":
        return True
    act = cue.changing(kind)
    return act is not None and (act.type in CALLING_OFF or act.status == "denied")


def _new(cue: Cue) -> tuple[str | None, tuple[date, date] | None]:
    """The time that something is moved to: its words, its days."""
    found = new_day(cue.line, cue.said["moved"].end())
    if found is not None:
        return found
    time = time_in(cue, cue.changing("moved"))
    days = days_meant(time.normal, cue.line.published) if time else None
    return (time.value, days) if time and days else (None, None)


def _days(cue: Cue, new: tuple[date, date] | None) -> tuple[int, ...]:
    """The days that a sentence names beside the new one, as pairs of first and last."""
    text, told = cue.line.place.quote, cue.line.published
    names: list[str] = mapping("outlook", "plans")["months"]
    found: list[tuple[date, date]] = []
    for match in _date().finditer(text):
        number, month = (match[1], match[2]) if match[1] else (match[4], match[3])
        at = [m.lower() for m in names].index(month.lower()) + 1
        days = days_meant(f"XXXX-{at:02}-{int(number):02}", told)
        found += [days] if days else []
    return _flat(d for d in found if d != new)


def _held(cue: Cue) -> tuple[int, ...]:
    """The days of the acts that a sentence tells."""
    return _flat(d for e in cue.events if (d := days_of(e.time)))


def _flat(days: Iterable[tuple[date, date]]) -> tuple[int, ...]:
    return tuple(n for d in dict.fromkeys(days) for n in (d[0].toordinal(), d[1].toordinal()))


def spans(days: Sequence[int]) -> list[tuple[int, int]]:
    """Days kept flat as pairs again."""
    return list(zip(days[::2], days[1::2], strict=True))
