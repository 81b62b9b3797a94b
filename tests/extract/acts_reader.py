"""Reading invented sentences for the tests of the event engine."""

from __future__ import annotations

from functools import cache

from memcon.extract.found import Found
from memcon.extract.mentions import find_mentions
from memcon.extract.types import EventMention
from memcon.model.memo import Report
from memcon.read import read
from memcon.read.types import Reading


@cache
def found(text: str, kind: str = "news") -> tuple[Reading, Found]:
    """A text read, and the acts in it."""
    report = Report(id="R1", file="1.txt", text=text, kind=kind)  # type: ignore[arg-type]
    reading = read(report)
    return reading, find_mentions(report, reading, ())


def mentions(text: str) -> tuple[EventMention, ...]:
    return found(text)[1].mentions


def trigger(text: str, mention: EventMention) -> str:
    return text[slice(*mention.trigger)]


def act(text: str, words: str) -> EventMention:
    """The mention whose trigger holds these words."""
    hits = [m for m in mentions(text) if words in trigger(text, m)]
    assert hits, f"no act at {words!r}: {[trigger(text, m) for m in mentions(text)]}"
    return min(hits, key=lambda m: m.trigger[1] - m.trigger[0])


def countries(text: str, ids: tuple[str, ...]) -> set[str | None]:
    entities = {e.id: e.country for e in found(text)[0].entities}
    return {entities[i] for i in ids}
