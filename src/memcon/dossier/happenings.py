"""What a dossier tells at one moment, small enough to be kept for every add: the events, each with its anchors.

An anchor is a place where a report speaks of the event, as a figure made of the report's source, the sentence and
the words; it stays the same when other parts of the report change, and ids of events and reports do not enter.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from memcon.model.memo import Event, Memorandum, Precision, SlotName, Standing, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """How the reports stand to each other on one side of an event; the worst of several."""

    slot: SlotName
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event as told after an add. ``sources`` are the rows of the reports' sources in the dossier."""

    label: str
    type: str | None
    status: Status
    earliest: str | None
    latest: str | None
    partial: str | None
    precision: Precision | None
    origins: int
    anchors: tuple[int, ...]
    sources: tuple[int, ...]
    stands: tuple[Stand, ...]


ORDER: tuple[Standing, ...] = ("disputed", "attribution", "compatible", "repeated", "single", "agreed")


def happenings(memoranda: Sequence[Memorandum], sources: Mapping[str, int]) -> tuple[tuple[int, Event, Happening], ...]:
    """The events of all stories: the story's number, the event, and what is kept of it."""
    return tuple((n, e, _happening(e, sources)) for n, memo in enumerate(memoranda, 1) for e in memo.events)


def _happening(event: Event, sources: Mapping[str, int]) -> Happening:
    worst: dict[SlotName, Standing] = {}
    for slot in event.slots:
        there = worst.get(slot.slot)
        if there is None or ORDER.index(slot.standing) < ORDER.index(there):
            worst[slot.slot] = slot.standing
    time = event.time
    return Happening(
        label=event.label,
        type=event.type,
        status=event.status,
        earliest=time.earliest if time else None,
        latest=time.latest if time else None,
        partial=time.partial if time else None,
        precision=time.precision if time else None,
        origins=event.origins,
        anchors=tuple(
            sorted(
                {
                    _anchor(sources[m.report], m.sentence.quote, m.trigger.quote, m.trigger.start - m.sentence.start)
                    for m in event.mentions
                }
            )
        ),
        sources=tuple(sorted({sources[r] for r in event.reports})),
        stands=tuple(Stand(slot=name, standing=standing) for name, standing in sorted(worst.items())),
    )


def _anchor(source: int, sentence: str, words: str, at: int) -> int:
    told = f"{source}|{' '.join(sentence.split())}|{words}|{at}"
    return zlib.crc32(told.encode("utf-8", "surrogatepass"))
