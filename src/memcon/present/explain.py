"""Why an event is grouped, coded and dated as it is."""

from __future__ import annotations

from memcon.model.errors import InputError
from memcon.model.memo import Event, Judgement, Memorandum
from memcon.present.desk import Desk
from memcon.present.facts import code, parties
from memcon.present.judged import on_slot
from memcon.present.told_on import on_event, reasons
from memcon.present.words import count, word


def find(memo: Memorandum, name: str) -> Event:
    """The event of that id, or the only one whose label has these words.

    Raises ``InputError`` that lists the events if none or several fit.
    """
    found = [e for e in memo.events if e.id == name]
    found = found or [e for e in memo.events if name.casefold() in e.label.casefold()]
    if len(found) == 1:
        return found[0]
    listing = "\n".join(f"  {e.id:5} {e.label}" for e in (found or memo.events))
    problem = f"{len(found)} events fit" if found else "no event fits"
    raise InputError(f"explain: {problem} {name!r}; give one of these ids:\n{listing}")


def explain(memo: Memorandum, name: str) -> str:
    """The reasons behind one event, as plain text."""
    desk = Desk.of(memo)
    event = find(memo, name)
    out = [f"{event.id}  {event.label}", "", f"Coded as {code(event)}; {word('status', event.status)}."]
    out += [f"  could also be {a.type} ({a.score:.2f})" for a in event.alternatives]
    out += ["", f"Parties: {parties(desk, event)}", f"When: {desk.when(event) or 'no date in the text'}"]
    if event.time:
        out += [f"  basis: {event.time.basis}, precision: {event.time.precision}"]
        out += [f"  words: {w.report} “{w.quote}”" for w in event.time.words]
        out += [f"  {event.time.explanation}"] if event.time.explanation else []
    spoken = f"{count(len(event.mentions), 'mention')} in {count(len(event.reports), 'report')}"
    out += ["", f"{spoken}, {count(event.origins, 'origin')}:"]
    for mention in event.mentions:
        out.append(f"  {mention.report} {mention.trigger.start}–{mention.trigger.end} “{mention.trigger.quote}”")
        if mention.rule:
            out.append(f"     found by {mention.rule}")
    out += ["", "Put together because:"] + (_judgements(event.reasons) or [f"  {_alone(event)}"])
    out += ["", "Kept apart, though near:"] + (_judgements(event.near_misses) or ["  nothing came near"])
    if event.twins:
        out += ["", "Told further elsewhere:", *(f"  {w}" for w in on_event(event).split("; ")), *reasons(event)]
    for slot in event.slots:
        taken = on_slot(memo, slot)
        reason = f" ({word('reason', slot.reason)})" if slot.reason else ""
        out += [
            "",
            f"{word('slot', slot.slot)}: {word('standing', slot.standing)}{reason}. {slot.explanation}".rstrip(),
            *([f"  {taken}"] if taken else []),
        ]
        for position in slot.positions:
            rules = sorted({desk.claims[c].by for c in position.claims if c in desk.claims and desk.claims[c].by})
            by = f"  [{', '.join(rules)}]" if rules else ""
            out.append(f"  {', '.join(position.reports)}: {position.value}{by}")
    return "\n".join(out) + "\n"


def _alone(event: Event) -> str:
    """Why nothing was put together."""
    one = len(event.mentions) == 1
    return "one mention alone, nothing to put together" if one else "one report alone, which takes the event up again"


def _judgements(judgements: tuple[Judgement, ...]) -> list[str]:
    return [
        f"  {j.score:.2f} {j.left.report} “{j.left.quote}” / {j.right.report} “{j.right.quote}”: {j.because}"
        + (f" (judgement {j.number})" if j.number is not None else "")
        for j in judgements
    ]
