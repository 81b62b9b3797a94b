"""The source summary statement (Intelligence Community Directive 206): what the record rests on, and what it lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from memcon.model.interval import day_words
from memcon.model.memo import Claim, Event, Memorandum, Report
from memcon.present.analyst_admiralty import letter_meaning
from memcon.present.analyst_backing import Backing, backing, inner, named
from memcon.present.analyst_findings import fact_claims, parties
from memcon.present.analyst_view import Grade
from memcon.present.desk import Desk
from memcon.present.judged import on_report
from memcon.present.sources import UNJUDGED
from memcon.present.view import Line
from memcon.present.words import count, country, join, short

CONTACTS = 3
"""For how many events the statement says from whom their content is known."""
INSIDE = ("topic", "outcome", "condition")
"""Slots that tell what was said in a contact."""


def statement(desk: Desk) -> tuple[Line, ...]:
    """The statement, a line for each side of it that the directive asks for."""
    read = [r for r in desk.memo.reports if r.read]
    if not read:
        return (Line(lead="Base", text="no report could be read."),)
    main = desk.main
    told = backing(desk, fact_claims(desk, main)) if main is not None and main.type != "CONSULT" else None
    lines = [
        Line(lead="Base", text=_base(desk.memo, read)),
        *(
            [Line(lead=f"Who tells of {inner(main.label)}", text=f"{told.words}.", event=main.id)]
            if main and told
            else []
        ),
        *[
            Line(lead=f"Content of {e.label}", text=_content(desk, e), event=e.id, cites=desk.event_cites(e))
            for e in contacts(desk)[:CONTACTS]
        ],
        Line(lead="Access", text=_access(desk)),
        Line(lead="Independence", text=_independence(read)),
        Line(lead="Interest", text=_interest(desk)),
        Line(lead="Dates", text=_dates(read)),
        Line(lead="Missing", text=_missing(desk)),
        Line(lead="Collection", text=_collection(desk.memo, read)),
    ]
    return tuple(x for x in lines if x.text)


def contacts(desk: Desk) -> list[Event]:
    """The main event and the other talks of two sides that happened, the weightiest first."""
    found = [
        e
        for e in desk.memo.events
        if e.type == "CONSULT" and e.status in ("occurred", "ongoing") and len(parties(desk, e)) > 1
    ]
    found.sort(key=lambda e: (e is not desk.main, -desk.weight(e), e.id))
    return [e for e in found if e is desk.main or (e.time is not None and inside(desk, e).reports)]


def told_inside(desk: Desk, event: Event) -> tuple[Claim, ...]:
    """The claims that tell what was said in an event, with who tells it.

    Words that a party says of the event afterwards ("a good talk") are none of its content; what he says that the
    other told him in it is.
    """
    return tuple(
        c
        for c in desk.of_event(event.id)
        if c.kind == "fact"
        and (c.slot in INSIDE or (c.slot == "wording" and (len(c.voice) > 1 or _own(desk, c.report))))
        and (c.voice or _own(desk, c.report))
    )


def inside(desk: Desk, event: Event) -> Backing:
    """What stands behind the content of an event."""
    return backing(desk, told_inside(desk, event))


def _own(desk: Desk, report: str) -> bool:
    return desk.reports[report].side is not None


def _base(memo: Memorandum, read: Sequence[Report]) -> str:
    own = [r for r in read if r.side]
    press = [r for r in read if not r.side]
    outlets = join(dict.fromkeys(r.outlet for r in press if r.outlet))
    parts = []
    if press:
        named = f" ({outlets})" if outlets else ", outlet not named"
        parts.append(f"{count(len(press), 'press report')}{named}")
    texts = "; ".join(f"{r.id} {country(r.side)}, {r.kind}" for r in own if r.side)
    parts.append(f"{count(len(own), 'government text')}" + (f" ({texts})" if texts else ""))
    unread = len(memo.reports) - len(read)
    if unread:
        parts.append(f"{unread} not read")
    return ", ".join(parts) + "."


def _content(desk: Desk, event: Event) -> str:
    held = inside(desk, event)
    if not held.reports:
        return "no report tells from whom it knows what was said."
    number = len(held.known)
    if not number:
        return f"no origin is shown; {held.words}."
    own = [k for k in held.known if k.own]
    through = join(dict.fromkeys(r for k in held.known if not k.own for r in k.reports))
    how = f", second-hand through {through}" if not own else f"; second-hand through {through}" if through else ""
    also = f"; besides, {join(held.unnamed[:2])}, not named" if held.unnamed else ""
    return f"{count(number, 'origin')}: {held.sides}{how}{also}."


def _access(desk: Desk) -> str:
    """How near the sources were: own texts, words quoted, accounts of others, no source given."""
    facts = [c for c in desk.memo.claims if c.kind == "fact"]
    if not facts:
        return ""
    own = sum(1 for c in facts if _own(desk, c.report))
    rest = [c for c in facts if not _own(desk, c.report)]
    direct = sum(1 for c in rest if c.manner == "direct" and c.voice)
    told = sum(1 for c in rest if c.voice) - direct
    parts = [(own, "in a party’s own text"), (direct, "quoted from a speaker"), (told, "told after a speaker or text")]
    parts.append((sum(1 for c in rest if not c.voice), "in a press report’s own voice, no source given"))
    return f"of {len(facts)} assertions of fact, " + ", ".join(f"{n} {words}" for n, words in parts if n) + "."


def _independence(read: Sequence[Report]) -> str:
    parts = [f"{r.id} copies {r.origin} and counts with it" for r in read if r.origin]
    parts += [f"{r.id} credits {join(r.credits)}" for r in read if r.credits]
    texts = Counter(r.side for r in read if r.side)
    parts += [f"the {n} texts of {named(side)} count as one origin" for side, n in sorted(texts.items()) if n > 1]
    press = [r for r in read if not r.side and not r.origin]
    if len(press) > 1:
        parts.append(f"that the {len(press)} press reports are independent of one another is not shown")
    elif press and any(r.side for r in read):
        parts.append("the press report may rest on the government texts")
    return "; ".join(parts) + "." if parts else ""


def _interest(desk: Desk) -> str:
    """Who of the voices is a party, who is not, and who has no name."""
    held = backing(desk, [c for c in desk.memo.claims if c.kind == "fact"])
    main = parties(desk, desk.main)
    inside = [k.words for k in held.known if k.side in main]
    outside = [k.words for k in held.known if k.side not in main]
    parts = []
    if inside:
        parts.append(f"parties to the main event, on their own account: {join(inside[:5])}")
    parts.append(f"other voices: {join(outside[:5])}" if outside else "no voice from outside the parties")
    if held.unnamed:
        parts.append(f"without a name: {join(held.unnamed[:4])}")
    return "; ".join(parts) + "."


def _dates(read: Sequence[Report]) -> str:
    stamps = sorted(s for s in (_moment(r.published) for r in read) if s)
    undated = len(read) - len(stamps)
    if not stamps:
        return "no report is dated." if len(read) > 1 else "the report is not dated."
    first, last = day_words(stamps[0], year=True), day_words(stamps[-1], year=True)
    span = first if first == last else f"{first} to {last}"
    return f"published {span}" + (f"; {undated} not dated" if undated else "") + "."


def _moment(stamp: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(stamp).replace(tzinfo=None) if stamp else None
    except ValueError:
        return None


def without_text(desk: Desk) -> tuple[str, ...]:
    """The parties to the main event with no text of their own among the reports."""
    held = {r.side for r in desk.memo.reports if r.read and r.side}
    return tuple(sorted((named(c) for c in parties(desk, desk.main) - held), key=str.casefold))


def unheard(desk: Desk) -> tuple[str, ...]:
    """Governments and people of states that take part in an event and of whom no words are carried."""
    ids = (desk.actors[a] for a in desk.memo.unheard if a in desk.actors)
    return tuple(dict.fromkeys(short(a) for a in ids if a.country and a.kind in ("person", "government")))


def _missing(desk: Desk) -> str:
    parts = []
    none = without_text(desk)
    if none:
        parts.append(f"no text of its own from {join(none)}")
    silent = unheard(desk)
    if silent:
        parts.append(f"no words of {join(silent[:6])}")
    return "; ".join(parts) + "." if parts else ""


def _collection(memo: Memorandum, read: Sequence[Report]) -> str:
    carried = sum(c.sentences - len(c.without_claim) for c in memo.coverage)
    sentences = sum(c.sentences for c in memo.coverage)
    parts = ["open texts chosen by whoever ran memcon; what was left aside is not known"]
    languages = sorted({r.language for r in read if r.language})
    if languages:
        parts.append(f"language {join(languages)}")
    if sentences:
        parts.append(
            f"read by machine ({memo.tool.name} {memo.tool.version}), {carried} of {sentences} sentences carry a claim"
        )
    return "; ".join(parts) + "."


def grades(desk: Desk) -> tuple[Grade, ...]:
    """Every source that was read with its letter; F says why."""
    out = []
    for report in desk.memo.reports:
        if not report.read:
            continue
        letter = report.reliability or UNJUDGED
        out.append(
            Grade(
                report=report.id,
                name=report.outlet or report.title or report.file,
                letter=letter,
                meaning=letter_meaning(letter),
                why=_judged(desk, report.id) or _why(report, letter),
                bears=_bears(report),
            )
        )
    return tuple(out)


def _judged(desk: Desk, report: str) -> str:
    """Who gave the letter by a judgement, and why; empty where nobody did."""
    one = on_report(desk.memo, report)
    return f"given by {one.by} (judgement {one.number}): “{one.because}”" if one else ""


def graded(found: Iterable[Grade]) -> bool:
    """Whether a person judged any of the sources."""
    return any(g.letter != UNJUDGED for g in found)


def _why(report: Report, letter: str) -> str:
    if letter != UNJUDGED:
        return "given in reports.yaml"
    if report.side:
        return "nobody has judged it in reports.yaml"
    return "nobody has judged it in reports.yaml" if report.outlet else "the outlet is not known"


def _bears(report: Report) -> str:
    """What a source can bear: a party's own text bears what the party claims, no more."""
    if report.side:
        return f"what {named(report.side)} claims of its own talks, no more"
    if report.origin:
        return f"nothing that {report.origin} does not"
    return ""
