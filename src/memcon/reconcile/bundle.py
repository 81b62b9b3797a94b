"""The reports of one bundle side by side, as the steps of reconciliation see them."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.extract.types import Attribution, EventMention, Extraction, Voice
from memcon.model.memo import Report
from memcon.model.places import Span
from memcon.read.types import Entity, Range, Reading, Sentence

Key = tuple[str, str]
"""A report id and an id that is local to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One report with what was read and extracted from it."""

    report: Report
    reading: Reading
    extraction: Extraction

    @property
    def id(self) -> str:
        """The report's id."""
        return self.report.id

    def span(self, start: int, end: int) -> Span:
        """The place of ``text[start:end]``."""
        return Span.of(self.report.id, self.reading.text, start, end)

    def of(self, place: Range) -> Span:
        """The place of a range."""
        return self.span(*place)

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds an offset, the nearest one before it, or null in an empty report."""
        found: Sentence | None = None
        for sentence in self.reading.sentences:
            if sentence.start > offset:
                break
            found = sentence
        return found

    def sentence(self, index: int) -> Span | None:
        """The place of a sentence by its index."""
        if 0 <= index < len(self.reading.sentences):
            found = self.reading.sentences[index]
            return self.span(found.start, found.end)
        return None

    def entity(self, name: str | None) -> Entity | None:
        """An entity of this report by id."""
        return next((e for e in self.reading.entities if e.id == name), None)

    def mention(self, name: str | None) -> EventMention | None:
        """An event mention of this report by id."""
        return next((m for m in self.extraction.mentions if m.id == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a report that an older report of the bundle has told in the same words."""

    report: str
    start: int
    end: int
    older: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """All reports that were read, in the natural order of their ids; ``passages`` are told again from older ones."""

    reports: tuple[Report, ...]
    sources: tuple[Source, ...]
    passages: tuple[Passage, ...] = ()

    def passage(self, report: str, start: int) -> Passage | None:
        """The passage from an older report that holds an offset of a report."""
        return next((p for p in self.passages if p.report == report and p.start <= start < p.end), None)

    def source(self, report: str) -> Source:
        """The source with this report id."""
        return next(s for s in self.sources if s.id == report)


def natural(name: str) -> tuple[int, str]:
    """A sort key that puts R2 before R10."""
    return len(name), name


def gather(reports: tuple[Report, ...], readings: tuple[Reading, ...], extractions: tuple[Extraction, ...]) -> Bundle:
    """Reports, readings and extractions put side by side by id, whatever the order they come in."""
    by_reading = {r.report: r for r in readings}
    by_extraction = {e.report: e for e in extractions}
    ordered = tuple(sorted(reports, key=lambda r: natural(r.id)))
    return Bundle(
        reports=ordered,
        sources=tuple(
            Source(report=r, reading=by_reading[r.id], extraction=by_extraction[r.id])
            for r in ordered
            if r.id in by_reading and r.id in by_extraction
        ),
    )


def covers(attribution: Attribution, place: Range) -> bool:
    """Whether one piece of what is attributed holds more than half of a place, and its middle."""
    start, end = place
    held = sum(max(0, min(end, e) - max(start, s)) for s, e in attribution.content)
    return end > start and 2 * held > end - start


def chain(source: Source, place: Range) -> tuple[Attribution, ...]:
    """The attributions whose content covers a place, outermost first."""
    found = [a for a in source.extraction.attributions if covers(a, place)]
    return tuple(
        sorted(found, key=lambda a: (-sum(e - s for s, e in a.content), a.content[0], a.cue or (0, 0), a.source.name))
    )


def voices(source: Source, place: Range) -> tuple[Voice, ...]:
    """The chain of voices at a place, one link for the same voice twice in a row."""
    links: list[Voice] = []
    for attribution in chain(source, place):
        voice = attribution.source
        same = links and (links[-1].entity or links[-1].name) == (voice.entity or voice.name)
        if not same:
            links.append(Voice(name=voice.name, entity=voice.entity, cue=voice.cue or attribution.cue))
    return tuple(links)
