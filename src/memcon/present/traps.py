"""Traps that the memorandum shows without naming them: a place that nobody was in, words that nobody quotes."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from memcon.model.gazetteer import states
from memcon.model.memo import Claim, Event
from memcon.present.desk import Desk
from memcon.present.remarks import untold
from memcon.present.view import Line
from memcon.present.words import clipped, country, join, words_of

MOST = 2
"""How many lines of a kind."""


@cache
def _capitals() -> dict[str, str]:
    """Countries by the usual name of their capital."""
    return {s.capital[0]: s.code for s in states().values() if s.capital}


def place_traps(desk: Desk) -> list[Line]:
    """Talks named by a capital in a report of a remote contact with that country: the government or the place.

    "The Lima talks" of a call with Lima puts nobody in Lima. Not told where the reports put the event in a
    place of its own by date or parties.
    """
    remote = [e for e in desk.memo.events if e.type == "CONSULT" and e.mode in words_of("remote") and _held(e)]
    nouns = "|".join(words_of("in_person"))
    lines = []
    for event in desk.memo.events:
        if event.type != "CONSULT" or not _held(event):
            continue
        if event.mode not in (None, *words_of("remote")) or (event.mode is None and len(event.actors) > 1):
            continue
        for claim in desk.of_event(event.id):
            found = (
                re.search(rf"\b([A-Z][\w’'. ]*?)\s+(?:{nouns})\b", claim.evidence[0].quote) if claim.evidence else None
            )
            code = _capitals().get(found[1].removeprefix("The ").strip()) if found else None
            other = next((e for e in remote if claim.report in e.reports and code in _countries(desk, e)), None)
            if found is None or code is None or other is None:
                continue
            capital = found[1].removeprefix("The ").strip()
            lines.append(
                Line(
                    glyph="⚑",
                    lead=f"“{clipped(found[0], 60)}”",
                    text=f"{claim.report} tells of the {_noun(other)} with {country(code)}; no report puts "
                    f"{_others(desk, other, code)} in {capital}. Do not make a meeting or a journey of it.",
                    cites=desk.cites([claim.id]),
                    event=other.id,
                )
            )
            break
    return lines[:MOST]


def _held(event: Event) -> bool:
    return event.status in ("occurred", "ongoing")


def _countries(desk: Desk, event: Event) -> set[str | None]:
    return {desk.actors[a].country for a in (*event.actors, *event.recipients) if a in desk.actors}


def _noun(event: Event) -> str:
    return "video call" if event.mode == "video" else "telephone call"


def _others(desk: Desk, event: Event, code: str) -> str:
    """The parties to an event that are not of a country."""
    found = [a for a in (*event.actors, *event.recipients) if a in desk.actors and desk.actors[a].country != code]
    return join(desk.name(a) for a in found) or "the other side"


def unquoted_speakers(desk: Desk) -> list[Line]:
    """Speakers whose words several reports tell of and none quotes, a line each."""
    by: dict[str, list[Claim]] = defaultdict(list)
    for speaker, claims in untold(desk):
        by[speaker] += claims
    lines = []
    for speaker, of_them in by.items():
        told: dict[str, Claim] = {}
        for claim in of_them:
            held = told.get(claim.report)
            if held is None or len(claim.evidence[0]) > len(held.evidence[0]):
                told[claim.report] = claim
        quotes = [f"{r}: “{clipped(' '.join(c.evidence[0].quote.split()), 80)}”" for r, c in sorted(told.items())]
        lines.append(
            Line(
                glyph="⚑",
                lead=f"Nobody quotes {desk.name(speaker)}’s own words",
                text=f"{'; '.join(quotes)}. Find what was said before you characterise it.",
                cites=desk.cites(c.id for c in told.values()),
                event=of_them[0].event,
            )
        )
    return lines[:MOST]
