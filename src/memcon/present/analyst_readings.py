"""Readings that pull apart: what the reports read into events, laid out by the question they answer differently.

A reading is set under a pole by the words it uses (``data/readings.yaml``), so that this is a first sorting for an
analyst, not a judgement of meaning; each stands with the report's own words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from memcon.model.data import mapping
from memcon.model.memo import Claim, Event
from memcon.present.analyst_findings import parties
from memcon.present.analyst_view import Pole, Question
from memcon.present.desk import Desk, outermost
from memcon.present.happened import standing_glyph
from memcon.present.view import Line
from memcon.present.words import clipped, country, glyph, word

MOST = 5
"""How many readings and how many lines of the record a pole shows."""
_CLAUSE = re.compile(r"[,;:–—]|\b(?:but|and|while|yet)\b")


@cache
def _table() -> Mapping[str, Any]:
    return mapping("present", "readings")


@cache
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for words and phrases; a star ends a word of any ending."""
    forms = [
        re.escape(w.rstrip("*")) + (r"\w*" if w.endswith("*") else "") for w in sorted(words, key=lambda w: -len(w))
    ]
    return re.compile(r"(?<![\w-])(?:" + "|".join(forms) + r")(?!\w)", re.IGNORECASE)


def poles(text: str) -> tuple[tuple[bool, bool], ...]:
    """For each question whether a reading answers it one way, and whether the other."""
    table = _table()
    ground = _words(tuple(table["background"])).search(text)
    plain = text[: ground.start()] if ground else text
    out = []
    for question in table["questions"]:
        answers = [False, False]
        for at, pole in enumerate(question["poles"]):
            for found in _words(tuple(pole["words"])).finditer(plain):
                answers[1 - at if _negated(plain, found.start()) else at] = True
        out.append((answers[0], answers[1]))
    return tuple(out)


def _negated(text: str, start: int) -> bool:
    """Whether a negator stands a few words before a place, in its clause."""
    table = _table()
    clause = _CLAUSE.split(text[:start])[-1].split()
    near = " ".join(clause[-int(table["reach"]) :])
    return _words(tuple(table["negators"])).search(near) is not None


def questions(desk: Desk) -> tuple[Question, ...]:
    """The questions that readings answer, those answered both ways first."""
    claims = outermost([desk.claims[c] for c in desk.memo.assessments if c in desk.claims and desk.claims[c].evidence])
    answers = [(c, poles(c.evidence[0].quote)) for c in claims]
    out = []
    for n, question in enumerate(_table()["questions"]):
        sides = []
        for at, pole in enumerate(question["poles"]):
            held = [c for c, a in answers if a[n][at]]
            lines = tuple(_reading(desk, c) for c in _mixed(held))
            record = _record(desk, pole, between=bool(question.get("between"))) if lines else ()
            sides.append(Pole(name=str(pole["name"]), readings=lines[:MOST], more=lines[MOST:], record=record))
        if sides[0].readings or sides[1].readings:
            contested = bool(sides[0].readings and sides[1].readings)
            out.append(Question(name=str(question["name"]), poles=(sides[0], sides[1]), contested=contested))
    return tuple(sorted(out, key=lambda q: not q.contested))


def _mixed(claims: list[Claim]) -> list[Claim]:
    """The readings of as many reports and voices as there are before the second of any."""
    turn: dict[tuple[str, ...], int] = {}
    ranked = []
    for i, claim in enumerate(claims):
        key = (claim.report, *(v.name for v in claim.voice))
        turn[key] = turn.get(key, -1) + 1
        ranked.append((turn[key], i, claim))
    return [c for _, _, c in sorted(ranked, key=lambda r: r[:2])]


def _reading(desk: Desk, claim: Claim) -> Line:
    """A reading with who makes it and the passage."""
    who = desk.voice(claim) or f"{claim.report} itself"
    return Line(
        text=clipped(claim.evidence[0].quote, 220),
        cites=desk.cites([claim.id]),
        note=who,
        quote=True,
    )


def _record(desk: Desk, pole: Mapping[str, Any], *, between: bool) -> tuple[Line, ...]:
    """What on the record bears on a pole: events of its types that happened, levers in its states.

    An event counts where a party to the main event takes part; with ``between`` where two of them do.
    """
    main = parties(desk, desk.main)
    found = [
        e
        for e in desk.memo.events
        if e.type in pole["types"]
        and e.status in ("occurred", "ongoing")
        and len(parties(desk, e) & main) >= (2 if between else 1)
    ]
    found.sort(key=lambda e: (-desk.weight(e), e.id))
    lines = [_fact(desk, e) for e in found]
    shown = {c.id for e in found for c in desk.of_event(e.id)}
    for relation in desk.memo.relations:
        for lever in relation.levers:
            if lever.state in pole["levers"] and not shown & set(lever.claims):
                lines.append(
                    Line(
                        lead=f"{country(lever.by)}: {lever.instrument}",
                        text=lever.state,
                        cites=desk.cites(lever.claims),
                        glyph="○"
                        if len({desk.claims[c].report for c in lever.claims if c in desk.claims}) < 2
                        else "●",
                    )
                )
    return tuple(lines[:MOST])


def _fact(desk: Desk, event: Event) -> Line:
    status = "" if event.status == "occurred" else word("status", event.status)
    slot = desk.slot(event, "status")
    if slot is not None and slot.standing == "disputed":
        return Line(
            glyph=glyph("disputed"),
            lead=event.label,
            text="the accounts differ on whether it happened",
            cites=desk.event_cites(event),
            event=event.id,
        )
    return Line(
        glyph=standing_glyph(event), lead=event.label, text=status, cites=desk.event_cites(event), event=event.id
    )
