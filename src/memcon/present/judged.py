"""What people judged, in plain words: never to be taken for a report's word or for memcon's own."""

from __future__ import annotations

from datetime import datetime

from memcon.model.memo import Judged, Memorandum, Slot
from memcon.present.view import Line


def judged(memo: Memorandum) -> tuple[Line, ...]:
    """A line for each judgement in force, by number: what, by whom, when, why; and why one rests."""
    return tuple(
        Line(
            lead=f"Judgement {one.number}, {one.by}, {day(one.at)}",
            text=f"{_unnumbered(memo, one)}; because “{one.because}”"
            + (f". It rests, without effect: {one.resting}." if one.resting else ""),
            event=one.events[0] if one.events else None,
        )
        for one in memo.judgements
    )


def on_slot(memo: Memorandum, slot: Slot) -> str:
    """Who took which account of a slot, as a sentence; empty where nobody did."""
    one = next((j for j in memo.judgements if j.number == slot.judged), None) if slot.judged is not None else None
    if one is None:
        return ""
    return f"Taken by {one.by} (judgement {one.number}): “{one.value}”, because “{one.because}”."


def on_event(memo: Memorandum, event: str) -> str:
    """What people judged of an event, as words for its record; empty where nobody did."""
    return "; ".join(_short(j) for j in memo.judgements if event in j.events and j.resting is None)


def on_report(memo: Memorandum, report: str) -> Judged | None:
    """The judgement that gave a report's source its reliability; null where none did."""
    found = (j for j in memo.judgements if j.kind == "reliability" and report in j.reports)
    return max(found, key=lambda j: j.number, default=None)


def day(moment: str) -> str:
    """The day of a judgement, as it was told."""
    try:
        told = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    return f"{told.day} {told:%B %Y}"


def _unnumbered(memo: Memorandum, one: Judged) -> str:
    """What was judged, events by their labels alone."""
    text = one.text
    for event in memo.events:
        if event.id in one.events:
            text = text.replace(f"{event.id} ({event.label})", event.label)
    return text


def _short(one: Judged) -> str:
    what = {
        "same": "one event",
        "different": "not the other event",
        "slot": f"{one.slot}: “{one.value}”",
        "about": f"{', '.join(one.claims)} is about it",
        "not-about": f"{', '.join(one.claims)} is not about it",
    }
    return f"{what.get(one.kind, one.text)}, says {one.by} (judgement {one.number}): “{one.because}”"
