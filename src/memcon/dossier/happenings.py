"""What a dossier tells at one moment, small enough to be kept for every add: the events, each with its anchors.

An anchor is a place where a report speaks of the event, as a figure made of the report's source, the sentence and
the words; it stays the same when other parts of the report change, and ids of events and reports do not enter.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

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


SLOTS: tuple[SlotName, ...] = get_args(SlotName)
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


def rest(one: Happening) -> bytes:
    """What is kept of an event beside its columns: the anchors, the sources, how its sides stand; in few bytes."""
    return _joined(one.sources, one.stands, one.anchors)


def _joined(sources: Sequence[int], stands: Sequence[Stand], anchors: Sequence[int]) -> bytes:
    steps = b"".join(_number(s - (sources[n - 1] if n else 0)) for n, s in enumerate(sources))
    codes = bytes(SLOTS.index(s.slot) * len(ORDER) + ORDER.index(s.standing) for s in stands)
    parts = (_number(len(sources)), steps, _number(len(codes)), codes)
    return b"".join(parts) + b"".join(a.to_bytes(4, "big") for a in anchors)


def merged(bodies: Sequence[bytes], disputed: Collection[SlotName]) -> bytes:
    """What is kept of events that are one, by what is kept of each (``rest``); ``disputed`` are sides told apart."""
    sources: set[int] = set()
    anchors: set[int] = set()
    worst: dict[int, int] = {SLOTS.index(slot): ORDER.index("disputed") for slot in disputed}
    for body in bodies:
        held, codes, places = _parts(body)
        sources |= set(held)
        anchors |= set(places)
        for code in codes:
            slot, standing = divmod(code, len(ORDER))
            worst[slot] = min(standing, worst.get(slot, len(ORDER)))
    stands = sorted((SLOTS[slot], ORDER[standing]) for slot, standing in worst.items())
    return _joined(sorted(sources), [Stand(slot=a, standing=b) for a, b in stands], sorted(anchors))


def _parts(told: bytes) -> tuple[list[int], bytes, list[int]]:
    """The sources, how the sides stand, the anchors, of what ``rest`` made."""
    count, at = _read(told, 0)
    sources: list[int] = []
    for _ in range(count):
        step, at = _read(told, at)
        sources.append(step + (sources[-1] if sources else 0))
    count, at = _read(told, at)
    codes, rest_ = told[at : at + count], told[at + count :]
    if len(rest_) % 4:
        raise ValueError("not what was told of an event (half a place)")
    return sources, codes, list(struct.unpack(f">{len(rest_) // 4}I", rest_))


def opened(body: bytes) -> Happening:
    """What was told of an event, as the file keeps it. Raises ``ValueError`` for what is no such thing."""
    try:
        *values, figures = json.loads(body)
        told = bytes.fromhex(figures)
    except (TypeError, UnicodeDecodeError) as error:
        raise ValueError(f"not what was told of an event ({error})") from error
    return of_columns((*values, told))


def of_columns(values: Sequence[Any]) -> Happening:
    """What is told of an event, by the columns of its row (``derived.Columns``); raises as ``opened``."""
    try:
        label, type_, status, earliest, latest, partial, precision, origins, told = values
        sources, codes, anchors = _parts(told)
        return Happening(
            label=label,
            type=type_,
            status=status,
            earliest=earliest,
            latest=latest,
            partial=partial,
            precision=precision,
            origins=origins,
            anchors=tuple(anchors),
            sources=tuple(sources),
            stands=tuple(Stand(slot=SLOTS[code // len(ORDER)], standing=ORDER[code % len(ORDER)]) for code in codes),
        )
    except (IndexError, TypeError) as error:
        raise ValueError(f"not what was told of an event ({error})") from error


def _number(value: int) -> bytes:
    """A whole number, seven bits a byte, the low ones first."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def _read(told: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        value |= (told[at] & 0x7F) << shift
        at, more, shift = at + 1, told[at] & 0x80, shift + 7
        if not more:
            return value, at


def _anchor(source: int, sentence: str, words: str, at: int) -> int:
    told = f"{source}|{' '.join(sentence.split())}|{words}|{at}"
    return zlib.crc32(told.encode("utf-8", "surrogatepass"))
