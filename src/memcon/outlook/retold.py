"""A plan in full as several stories tell it: its day from one, what became of it from another, in their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from memcon.model.interval import day_words
from memcon.outlook.cites import spread, written
from memcon.outlook.joined import ORDER, Turn
from memcon.outlook.plan_times import WHOLE
from memcon.outlook.shelf import Planned
from memcon.outlook.types import Cite, Move, Plan

UNTOLD = "; no report told of the plan before"


def together(lead: Plan, dated: Plan, others: Sequence[Plan]) -> Plan:
    """The plan of the story that knows the latest of it, with the day that another gives and with what others tell."""
    made = lead
    if dated is not lead and lead.earliest is None and dated.earliest is not None:
        made = on_plan(made, dated)
    if lead.earliest is None and others:  # a cancellation of what another story tells of
        made = replace(made, label=dated.label, type=dated.type, mode=dated.mode, place=dated.place or made.place)
    parties = max((p.parties for p in (lead, *others)), key=len)
    moves = _moves(m for p in (lead, *others) for m in p.moves)
    told = [r for p in others for r in p.reasons if not r.startswith(("tentative", "overdue"))]
    return replace(
        made,
        parties=parties if set(lead.parties) <= set(parties) else lead.parties,
        moves=moves,
        held=next((p.held for p in (lead, *others) if p.held), None),
        certain=lead.certain or (lead.state in {"scheduled", "confirmed"} and any(p.certain for p in others)),
        reasons=_reasons((*lead.reasons, *told)),
        sequence=max(len(moves) + (lead.state == "cancelled"), *(p.sequence for p in (lead, *others))),
    )


def on_plan(one: Plan, dated: Plan) -> Plan:
    """A plan on the day that another has."""
    return replace(
        one,
        earliest=dated.earliest,
        latest=dated.latest,
        precision=dated.precision,
        when=dated.when,
        clocks=dated.clocks,
        zone=dated.zone,
    )


def on_day(one: Plan, earliest: str | None, latest: str | None) -> Plan:
    """A plan on the day to which another story moved it."""
    low, high = written(earliest), written(latest)
    if low is None or high is None:
        return replace(one, earliest=earliest, latest=latest)
    middle = (low + (high - low) / 2).astimezone(low.tzinfo)
    whole = high - low <= WHOLE
    last = next((m.to_words for m in reversed(one.moves)), one.when)
    when = day_words(datetime(middle.year, middle.month, middle.day, tzinfo=UTC), year=True) if whole else last
    return replace(
        one,
        earliest=earliest,
        latest=latest,
        precision="day" if whole else "month",
        when=when,
        clocks=(),
        certain=False,
    )


def turned(given: Planned, plans: Sequence[Plan], turns: Sequence[Turn], contact: tuple[int, int] | None) -> Plan:
    """A plan with the changes that other stories tell, in order of time, and the talk that it became.

    ``plans`` is the plan so far, and then as each story tells it.
    """
    one, *told = plans
    moves, reasons, cites = list(one.moves), list(one.reasons), list[Cite]()
    state, held = one.state, one.held
    for turn in turns:
        head = turn.head
        cite = given.sentence(turn.story, head.report, head.start, head.end)
        cites.append(cite)
        if head.kind == "moved":
            if not any(m.cite == cite for m in moves):
                moves.append(_move(_before(told, cite), moves, head.words, cite))
        else:
            reasons.append(f"{head.kind}: “{' '.join(cite.quote.split())}” ({cite.file})")
    kinds = [t.head.kind for t in turns]
    if contact is not None:
        talk = given.contact(*contact)
        held = (talk.story, talk.event)
        cites += talk.cites[:1]
        reasons.append(f"{talk.label}: a later report tells it as done ({talk.cites[0].file})")
    if contact is not None or "held" in kinds or state == "held":
        state = "held"
    elif kinds:
        last = max(turns, key=lambda t: (t.at, ORDER.index(t.head.kind)))
        state = last.head.kind if state != "cancelled" else state  # type: ignore[assignment]
    every = _moves(moves)
    return replace(
        one,
        state=state,
        held=held,
        moves=every,
        cites=spread([*one.cites[:1], *cites, *one.cites[1:]]),
        reasons=_reasons(reasons),
        sequence=len(every) + (state == "cancelled"),
    )


def _before(told: Sequence[Plan], cite: Cite) -> Plan:
    """The plan as it was told before some words: of the first story that gave it a day."""
    stamps = {n: min((c.published for c in p.cites if c.published), default="9") for n, p in enumerate(told)}
    dated = [n for n, p in enumerate(told) if p.earliest is not None and stamps[n] < (cite.published or "9")]
    return told[min(dated, key=lambda n: (stamps[n], n), default=0)]


def _move(one: Plan, before: Sequence[Move], words: str | None, cite: Cite) -> Move:
    return Move(
        from_words=before[-1].to_words if before else one.when,
        to_words=words or "no new date",
        from_earliest=None if before else one.earliest,
        to_earliest=None,
        cite=cite,
    )


def _moves(moves: Iterable[Move]) -> tuple[Move, ...]:
    """Changes of time in order, each told once: what two stories tell of one move is the one with more known of it."""
    kept: dict[str, Move] = {}
    for one in sorted(moves, key=lambda m: (m.cite.published or "9", m.cite.story, m.cite.report, m.cite.start)):
        there = kept.get(one.to_words)
        if there is None or (there.from_earliest is None and one.from_earliest is not None):
            kept[one.to_words] = one
    return tuple(kept.values())


def _reasons(told: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(r.removesuffix(UNTOLD) for r in told))
