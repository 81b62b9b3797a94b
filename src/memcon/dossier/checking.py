"""Whether a dossier is whole: the file, and every place, name and key of what was read and told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from memcon.dossier.engine import reading_key, teller
from memcon.dossier.packing import unpack
from memcon.dossier.reading import numbered
from memcon.dossier.slimming import unpacked
from memcon.model.memo import Memorandum
from memcon.model.places import Span
from memcon.store import checks, derived
from memcon.store.file import Store, open_
from memcon.store.reports import current, every, intakes


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
    except (ValueError, TypeError, KeyError) as error:
        yield f"what was read and told cannot be looked at to the end ({error})"


def _readings(store: Store) -> Iterator[str]:
    with store.reading() as connection:
        reports = [s.report for s in every(connection) if s.report.read]
        packed = derived.readings(connection, [reading_key(r) for r in reports])
    for report in reports:
        body = packed.get(reading_key(report))
        if body is None:
            continue
        try:
            cached = unpacked(body, report.text)
        except ValueError as error:
            yield f"the reading of {report.file}: cannot be used ({error}); memcon rebuild makes it anew"
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
        stored = current(connection)
        adds = intakes(connection)
        at = derived.State(intake=adds[-1].id if adds else 0, engine=teller())
        bodies = [derived.memorandum(connection, at, n) for n in range(1, derived.story_count(connection) + 1)]
    texts = {r.id: r.text for r, _ in numbered(stored)}
    for story, body in enumerate(bodies, 1):
        if body is None:
            continue
        try:
            memo = unpack(Memorandum, body, texts)
        except ValueError as error:
            yield f"the memorandum of story {story}: {error}; memcon rebuild makes it anew"
            continue
        yield from (f"the memorandum of story {story}: {line}" for line in _lost(memo, texts))


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
