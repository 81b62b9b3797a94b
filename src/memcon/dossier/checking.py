"""Whether a dossier is whole: the file, and every place, name and key of what was read and told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from memcon.dossier import outlook_levels
from memcon.dossier.gathering import Kept
from memcon.dossier.numbering import numbering
from memcon.dossier.packing import unpack
from memcon.model.memo import Memorandum
from memcon.model.places import Span
from memcon.model.renaming import local
from memcon.reconcile.outlines import opened
from memcon.store import checks, memoranda, twins
from memcon.store.file import Store, open_
from memcon.store.reports import every, lines, some


def check(path: str | Path) -> tuple[str, ...]:
    """What is wrong with a dossier, a line each; nothing where it is whole."""
    with open_(path, write=False) as store:
        return tuple(_faults(store))


def _faults(store: Store) -> Iterator[str]:
    looking = store.writing if store.writable else store.reading
    with looking() as connection:
        yield from checks.faults(connection)
    try:
        yield from _readings(store)
        yield from _memoranda(store)
        yield from _outlines(store)
        with store.reading() as connection:
            yield from outlook_levels.faults(connection)
    except (ValueError, TypeError, KeyError) as error:
        yield f"what was read and told cannot be looked at to the end ({error})"


def _readings(store: Store) -> Iterator[str]:
    with store.reading() as connection:
        reports = [s.report for s in every(connection) if s.report.read]
    kept = Kept(store, reports)
    for report in reports:
        cached = kept.take(report)
        if cached is None:
            continue
        if isinstance(cached, ValueError):
            yield f"the reading of {report.file}: cannot be used ({cached}); memcon rebuild makes it anew"
            continue
        size = len(report.text)
        if cached.reading is None or cached.extraction is None:
            continue
        ranges = [(s.start, s.end) for s in cached.reading.sentences]
        ranges += [(n.start, n.end) for n in cached.reading.namings]
        ranges += [m.trigger for m in cached.extraction.mentions]
        if any(not 0 <= start <= end <= size for start, end in ranges):
            yield f"the reading of {report.file}: names a place outside the text; memcon rebuild makes it anew"


def _memoranda(store: Store) -> Iterator[str]:
    """Every place, claim, event and actor that the memoranda name: they must be there, and say what is quoted."""
    with store.reading() as connection:
        stories = memoranda.shown(connection)
        names = numbering(lines(connection))
    place = {row: n for n, row in enumerate(names.order)}
    for one in stories:
        rows = sorted((r for r in one.members if r in place), key=place.__getitem__)
        with store.reading() as connection:
            body = memoranda.body(connection, one.memorandum)
            texts = {s.row: s.report.text for s in some(connection, rows)}
        if body is None:
            continue  # the file itself tells of it
        told = {local(n): texts[row] for n, row in enumerate(rows, 1)}
        try:
            memo = unpack(Memorandum, body, told)
        except ValueError as error:
            yield f"the memorandum of story {one.number}: {error}; memcon rebuild makes it anew"
            continue
        yield from (f"the memorandum of story {one.number}: {line}" for line in _lost(memo, told))


def _outlines(store: Store) -> Iterator[str]:
    """The events of each part in outline, and those that are one: all of them must be there."""
    with store.reading() as connection:
        stories = memoranda.shown(connection)
        there = twins.parts(connection)
        lost = twins.lost(connection)
    for one in stories:
        with store.reading() as connection:
            body = twins.bodies(connection, [one.memorandum]).get(one.memorandum)
        try:
            part = there.get(one.memorandum)
            found = opened(body, "") if body is not None and part is not None else None
        except ValueError as error:
            yield f"the events of story {one.number} in outline: {error}; memcon rebuild makes them anew"
            continue
        if found is None or part is None or len(found.events) != part.last - part.first + 1:
            yield f"the events of story {one.number} in outline are not those told; memcon rebuild makes them anew"
    if lost:
        yield f"{lost} events that are one with others are not there; memcon rebuild makes them anew"


def _lost(memo: Memorandum, texts: dict[str, str]) -> Iterator[str]:
    events, claims = {e.id for e in memo.events}, {c.id for c in memo.claims}
    actors, reports = {a.id for a in memo.actors}, {r.id for r in memo.reports}
    for claim in memo.claims:
        if claim.report not in reports or (claim.event is not None and claim.event not in events):
            yield f"claim {claim.id} names a report or an event that is not there"
        yield from (line for span in claim.evidence for line in _said(span, texts, f"claim {claim.id}"))
    for event in memo.events:
        if not {*event.actors, *event.recipients} <= actors:
            yield f"event {event.id} names somebody who is not there"
        for mention in event.mentions:
            yield from _said(mention.trigger, texts, f"event {event.id}")
        for slot in event.slots:
            if any(not set(p.claims) <= claims for p in slot.positions):
                yield f"event {event.id}, {slot.slot}: names a claim that is not there"


def _said(span: Span, texts: dict[str, str], where: str) -> Iterator[str]:
    if texts.get(span.report, "")[span.start : span.end] != span.quote:
        yield f"{where}: quotes what does not stand at its place in {span.report}"
