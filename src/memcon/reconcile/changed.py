"""Cautions on what was changed on its way: plans that moved, quotations run together, passages told again."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from memcon.model.gazetteer import states
from memcon.model.memo import Caution
from memcon.read.types import Timex
from memcon.reconcile.bundle import Source, natural
from memcon.reconcile.events import shorten, words
from memcon.reconcile.findings import Findings, say
from memcon.reconcile.lexis import fold
from memcon.reconcile.slots import View

WORD = re.compile(r"[\w’']+")
ELLIPSIS = re.compile(r"\.\.\.|…|\[[^\]]*\]|\([^)]*\)")
LEAST = 4
"""Content words that a quotation must have to be held against a speaker's own text."""
SHARE = 0.75
"""The part of a quotation's content words that a passage of the own text must hold to be what was meant."""
RUN = 3
"""Words in a row that both must have."""
HOURS = 6
"""The longest stretch of time in which an hour of the day is placed."""
WINDOW = 3
"""Sentences of the own text that may have been run together."""


def moved_plans(found: Findings) -> list[Caution]:
    """Dates of plans that a younger report has moved."""
    return [
        Caution(
            kind="moved-plan",
            text=say("moved-plan" if new else "moved-plan-open", what=found.label(event), old=old, new=new),
            event=event,
            claims=claims,
        )
        for event, claims, old, new in found.outdated
    ]


def repeated_passages(found: Findings, view: View) -> list[Caution]:
    """Passages that a report repeats from an older one without their date: no news of that report."""
    out = []
    for passage in view.bundle.passages:
        claims = [c for c in found.book.of_report(passage.report) if passage.start <= c.evidence[0].start < passage.end]
        if not claims:
            continue
        older = next(r for r in view.bundle.reports if r.id == passage.older)
        text = view.sources[passage.report].reading.text[passage.start : passage.end]
        out.append(
            Caution(
                kind="recycled-passage",
                text=say(
                    "recycled-passage", said=shorten(words(text), 70), older=passage.older, day=_day(older.published)
                ),
                event=next((c.event for c in claims if c.event), None),
                claims=tuple(sorted({c.id for c in claims}, key=natural)),
            )
        )
    return out


def _day(stamp: str | None) -> str:
    return stamp[:10] if stamp else "an earlier day"


def altered_quotes(found: Findings, view: View) -> list[Caution]:
    """Quotations that a speaker's own text in the bundle has in other words: changed, or run together."""
    out = []
    for source in view.sources.values():
        if source.report.side:
            continue
        claims = [c for c in found.book.of_report(source.id) if c.voice]
        for quote in source.reading.quotes:
            span = source.span(quote.start, quote.end)
            voiced = [c for c in claims if c.evidence[0].meets(span)]
            if not voiced or not span.quote:
                continue
            best = min(voiced, key=lambda c: (abs(len(c.evidence[0]) - len(span)), natural(c.id)))
            country = view.cast.country(best.voice[-1].actor)
            if country is None:
                continue
            own = [s for s in view.sources.values() if s.report.side == country]
            texts = {s.id: _plain(s.reading.text) for s in own}
            if not own or any(_verbatim(span.quote, text) for text in texts.values()):
                continue
            near = next((s for s in own if _meant(span.quote, s)), None)
            if near is not None:
                said = shorten(words(span.quote).strip("“”\"' "), 80)
                out.append(
                    Caution(
                        kind="altered-quote",
                        text=say("altered-quote", said=said, own=near.id),
                        event=best.event,
                        claims=(best.id,),
                    )
                )
    return out


def _words(text: str) -> list[str]:
    return [w.strip("’'") for w in WORD.findall(text.casefold().replace("’", "'")) if w.strip("’'")]


def _plain(text: str) -> str:
    return f" {' '.join(_words(text))} "


def _verbatim(quote: str, plain: str) -> bool:
    """Whether every piece of a quotation stands in a text word for word; what is left out is shown by dots."""
    pieces = [p for piece in ELLIPSIS.split(quote) if (p := " ".join(_words(piece)))]
    return all(f" {piece} " in plain for piece in pieces)


def _meant(quote: str, own: Source) -> bool:
    """Whether a few sentences of a text hold nearly all that a quotation says, some of it word for word."""
    said = _words(quote)
    content = {f for w in said if (f := fold(w))}
    if len(content) < LEAST:
        return False
    runs = {tuple(said[i : i + RUN]) for i in range(len(said) - RUN + 1)}
    sentences = own.reading.sentences
    for n in range(len(sentences)):
        last = sentences[min(n + WINDOW, len(sentences)) - 1]
        theirs = _words(own.reading.text[sentences[n].start : last.end])
        held = content & {fold(w) for w in theirs}
        if len(held) >= SHARE * len(content):
            if runs & {tuple(theirs[i : i + RUN]) for i in range(len(theirs) - RUN + 1)}:
                return True
    return False


def hours_elsewhere(found: Findings, view: View) -> list[Caution]:
    """Hours of a contact told bare by a report that tells its days on another clock than the hour's."""
    out = []
    for event in found.events:
        time = event.time
        zones = {c: states()[c].zone for c in view.cast.countries((*event.actors, *event.recipients)) if c in states()}
        if event.type != "CONSULT" or event.status != "occurred" or len(set(zones.values())) < 2:
            continue
        if time is None or time.earliest is None or time.latest is None:
            continue
        low, high = datetime.fromisoformat(time.earliest), datetime.fromisoformat(time.latest)
        if high - low > timedelta(hours=HOURS):
            continue
        for claim in found.book.of_event().get(event.id, ()):
            source = view.sources[claim.report]
            home = source.report.zone
            timex = next(
                (t for t in source.reading.timexes if t.start == claim.evidence[0].start and t.hour is not None), None
            )
            if claim.slot != "time" or timex is None or timex.day is not None or timex.zone is not None or home is None:
                continue
            fits = {zone for zone in {*zones.values(), home} if _at_hour(low, high, zone, timex)}
            if home not in fits and fits:
                place = next((states()[c].capital[0] for c, z in sorted(zones.items()) if z in fits), "another capital")
                text = say("clock-elsewhere", what=event.label, words=words(claim.value), place=place)
                out.append(Caution(kind="mixed-clocks", text=text, event=event.id, claims=(claim.id,)))
    return out


def _at_hour(low: datetime, high: datetime, zone: str, timex: Timex) -> bool:
    """Whether an hour of the day falls into a stretch of time on one clock."""
    there = low.astimezone(ZoneInfo(zone))
    moment = there.replace(hour=timex.hour or 0, minute=timex.minute or 0)
    return any(low <= moment + timedelta(days=n) < high + timedelta(minutes=1) for n in (-1, 0, 1))
