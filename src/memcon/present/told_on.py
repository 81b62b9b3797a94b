"""What other parts of a long story, or other stories, tell further of the events told here, in plain words."""

from __future__ import annotations

from memcon.model.memo import Event, Memorandum, Otherwise, Twin
from memcon.present.view import Group, Line
from memcon.present.words import count, join, word

SHOWN = 8
"""How many events are named before the rest is folded away; those told otherwise elsewhere always are."""
OUTLETS = 4
"""How many outlets are named."""


def told_on(memo: Memorandum) -> Group:
    """A line for each event that other parts tell further, those told otherwise first."""
    held = [e for e in memo.events if e.twins]
    held.sort(key=lambda e: (not _disputed(e), -sum(len(t.reports) for t in e.twins)))
    lines = [_line(e) for e in held]
    shown = max(SHOWN, sum(1 for e in held if _disputed(e)))
    return Group(name="", lines=tuple(lines[:shown]), more=tuple(lines[shown:]))


def on_event(event: Event) -> str:
    """What other parts tell further of one event, as words for its record; empty where none does."""
    return "; ".join([*map(_where, event.twins), *_apart(event)])


def reasons(event: Event) -> list[str]:
    """Why events of other parts are taken for this one, a line each."""
    out = []
    for twin in event.twins:
        score = "" if twin.score is None else f"{twin.score:.2f} "
        judged = "" if twin.number is None else f" (judgement {twin.number})"
        why = twin.because or "as the one that leads them tells it"
        out.append(f"  {score}{twin.event} of part {twin.story} ({twin.label}): {why}{judged}")
    return out


def _line(event: Event) -> Line:
    apart = _apart(event)
    return Line(
        lead=event.label,
        text=". ".join([_sentence(event), *apart]) + ".",
        glyph="▲" if _disputed(event) else "",
        event=event.id,
    )


def _sentence(event: Event) -> str:
    """Who tells it further, and how many reports that makes."""
    whole = len(event.reports) + sum(len(t.reports) for t in event.twins)
    return f"{join([_where(t) for t in event.twins])}; {count(whole, 'report')} in all"


def _where(twin: Twin) -> str:
    return f"told further in part {twin.story}: {twin.event}, {tellers(twin)}"


def tellers(twin: Twin) -> str:
    """How many reports tell it there, and of which outlets."""
    papers = list(twin.outlets[:OUTLETS])
    more = len(twin.outlets) - len(papers)
    named = f", {join([*papers, *([f'{more} more'] if more else [])])}" if papers else ""
    return f"{count(len(twin.reports), 'report')}{named}"


def _apart(event: Event) -> list[str]:
    return [apart(t, o) for t in event.twins for o in t.otherwise]


def apart(twin: Twin, one: Otherwise) -> str:
    """A side of the event that is told otherwise there."""
    verb = "cannot both be so" if one.disputed else "both can be so"
    return f"{word('slot', one.slot)}: “{one.here}” here, “{one.there}” in part {twin.story}; {verb}"


def _disputed(event: Event) -> bool:
    return any(o.disputed for t in event.twins for o in t.otherwise)
