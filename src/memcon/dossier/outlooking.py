"""What each told story gives to the outlook and to those who judge: worked out once, kept with its memorandum.

A memorandum is kept under what it was made of, so what it gives never changes; when it goes, that goes with it. What
is packed has the report's words left out: a place in a text says them.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar, get_args, get_type_hints

from sqlalchemy import Connection

from memcon.dossier import linking
from memcon.dossier.outlook_acts import packed
from memcon.dossier.packing import built, column, written
from memcon.dossier.picking import Pick, picked, table
from memcon.dossier.slicing import inside
from memcon.dossier.waiting import KeptDispute, KeptNear, waiting
from memcon.model.memo import Memorandum, Status
from memcon.outlook.kept import Head, Part, acts_of, head_of, part_of
from memcon.outlook.levers import LeverHead, Told
from memcon.outlook.matching import bag
from memcon.outlook.passages import Act, Passage
from memcon.outlook.signs import Sought
from memcon.outlook.types import Cite, Contact, Grouping, Mark, Plan
from memcon.store import outlook as rows
from memcon.store.outlook import Given

T = TypeVar("T")
DECODER = json.JSONDecoder()
LIMIT = 50_000_000
"""Bytes that a part may unpack to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plans:
    """The plans of a story."""

    all: tuple[Plan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The acts of a story as they weigh on pairs."""

    all: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Levers:
    """The levers of a story."""

    all: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Talks:
    """The talks of a story, and the groupings that it names."""

    contacts: tuple[Contact, ...]
    groupings: tuple[Grouping, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What a story says to watch."""

    all: tuple[Sought, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place: the number of its report in the story, where it starts, how long it is."""

    report: int
    start: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The places that a story's part names: whatever names one names its number here."""

    all: tuple[Spot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An event as far as sentences need it."""

    id: str
    type: str | None
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence that may touch a sign: its place, the events told in it with the places of their words, parties.

    Events by their place in ``Said.events``, words by theirs among the sentence's.
    """

    place: int
    events: tuple[int, ...]
    words: tuple[tuple[int, ...], ...]
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The sentences of a story that may touch a sign, and the events that they tell."""

    events: tuple[Known, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """What waits for a judgement in a story: near misses, the closest first, how many more there are, disputes."""

    near: tuple[KeptNear, ...]
    more: int
    disputes: tuple[KeptDispute, ...]


@cache
def _words() -> bytes:
    """What the parts of stories repeat: the parts of some invented ones (``data/outlook.txt``)."""
    return (files("memcon.dossier") / "data" / "outlook.txt").read_bytes()


def small(raw: bytes) -> bytes:
    """Bytes compressed by what parts repeat."""
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=_words())
    return squeezed.compress(raw) + squeezed.flush()


def large(data: bytes) -> Any:
    """The JSON that was compressed. Raises ``ValueError`` where it is none."""
    try:
        return json.loads(_unsqueezed(data))
    except RecursionError as error:
        raise ValueError(f"nothing packed ({error})") from error


def _unsqueezed(data: bytes) -> str:
    try:
        told = zlib.decompressobj(-15, zdict=_words())
        raw = told.decompress(data, LIMIT)
    except zlib.error as error:
        raise ValueError(f"nothing packed ({error})") from error
    if not told.eof:
        raise ValueError("cut short, or larger than any part")
    return raw.decode("utf-8", "surrogatepass")


class _Book:
    """Places by their numbers, in the order in which they are asked for."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self._numbers = numbers
        self._found: dict[tuple[int, int, int], int] = {}

    def number(self, report: str, start: int, end: int) -> int:
        """The number of a place."""
        return self._found.setdefault((self._numbers[report], start, end - start), len(self._found))

    def places(self) -> Places:
        """All places."""
        return Places(all=tuple(Spot(report=r, start=s, size=z) for r, s, z in self._found))


def given(memo: Memorandum, reports: Sequence[int]) -> Given:
    """What a memorandum with ids of its own gives, packed; ``reports`` are the rows of its reports."""
    part = part_of(memo, 0)
    numbers = {r.id: n for n, r in enumerate(memo.reports, 1)}
    book = _Book(numbers)
    for one in part.passages:  # in the order of the texts, so that they take little room
        book.number(one.cite.report, one.cite.start, one.cite.end)
    values = _bodies(memo, part, numbers, book)
    values["places"] = book.places()
    waits: Waits = values["waits"]
    more = waits.more
    head = replace(head_of(memo, part), near=tuple(n.narrow for n in waits.near), more=more, open=len(waits.disputes))
    body = written({name: column(value, {}) for name, value in values.items()})
    return Given(
        reports=reports,
        parts={
            "head": small(written(column(head, {}))),
            "body": small(body),
            "figures": linking.figures(part.signs, part.passages),
        },
        acts={key: packed(acts) for key, acts in acts_of(memo, part).items()},
    )


def _bodies(memo: Memorandum, part: Part, numbers: Mapping[str, int], book: _Book) -> dict[str, Any]:
    """The parts as they are kept, places by their numbers."""
    labels = {e.id: e.label for e in memo.events}

    def slim(cite: Cite) -> Cite:
        """A place without the words that the text says, and without what the report is known by."""
        number = book.number(cite.report, cite.start, cite.end)
        return Cite(story=0, report="", file="", published=None, start=number, end=0, quote="", voice=cite.voice)

    def bare(value: T) -> T:
        """Without the label that the event has, too."""
        made: Any = recited(value, slim)
        return replace(made, label="") if made.label == labels.get(made.event) else made  # type: ignore[no-any-return]

    def plan(value: Plan) -> Plan:
        """Without the id that the head has, and without clocks where no hour is told, too."""
        clocks = value.clocks if value.precision in {"instant", "part-of-day"} else ()
        return replace(bare(value), uid="", clocks=clocks)

    near, more, disputes = waiting(memo, numbers, lambda span: book.number(span.report, span.start, span.end))
    return {
        "plans": Plans(all=tuple(map(plan, part.plans))),
        "marks": Marks(all=tuple(map(bare, part.marks))),
        "levers": Levers(all=tuple(recited(v, slim) for v in part.levers)),
        "talks": Talks(
            contacts=tuple(map(bare, part.contacts)), groupings=tuple(recited(v, slim) for v in part.groupings)
        ),
        "signs": Signs(all=tuple(recited(v, slim) for v in part.signs)),
        "said": _said(part, book),
        "waits": Waits(near=near, more=more, disputes=disputes),
    }


def _said(part: Part, book: _Book) -> Said:
    events: dict[Known, int] = {}
    lines = []
    for one in part.passages:
        words = {w: n for n, w in enumerate(bag(one.cite.quote).words)}
        known = [Known(id=a.id, type=a.type, status=a.status) for a in one.acts]
        lines.append(
            Line(
                place=book.number(one.cite.report, one.cite.start, one.cite.end),
                events=tuple(events.setdefault(k, len(events)) for k in known),
                words=tuple(tuple(words[w] for w in a.words if w in words) for a in one.acts),
                parties=one.parties,
            )
        )
    return Said(events=tuple(events), lines=tuple(lines))


def passage(said: Said, line: Line, cite: Cite) -> Passage:
    """A sentence as it was before it was packed."""
    words = list(bag(cite.quote).words)
    acts = []
    for event, places in zip(line.events, line.words, strict=True):
        known = said.events[event]
        told = tuple(sorted(words[n] for n in places))
        acts.append(Act(id=known.id, type=known.type, status=known.status, words=told))
    return Passage(cite=cite, acts=tuple(acts), parties=line.parties)


def keep(connection: Connection, memorandum: int, memo: Memorandum, reports: Sequence[int]) -> None:
    """Keep what a memorandum gives, unless it is kept already."""
    if not rows.parts(connection, "head", [memorandum]):
        rows.keep(connection, memorandum, given(memo, reports))


@cache
def _citing(kind: Any) -> tuple[str, ...]:
    """The fields of a dataclass that may hold a place."""
    hints = get_type_hints(kind)
    return tuple(f.name for f in fields(kind) if _may(hints[f.name]))


def _may(hint: Any) -> bool:
    return (
        hint is Cite
        or (isinstance(hint, type) and is_dataclass(hint) and bool(_citing(hint)))
        or any(map(_may, getattr(hint, "__args__", ())))
    )


def recited(value: T, turn: Callable[[Cite], Cite]) -> T:
    """A value of dataclasses and tuples with every place in it turned."""
    if isinstance(value, Cite):
        return turn(value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(recited(v, turn) for v in value)  # type: ignore[return-value]
    if is_dataclass(value):
        kind: Any = type(value)
        names = _citing(kind)
        return replace(value, **{n: recited(getattr(value, n), turn) for n in names}) if names else value  # type: ignore[type-var]
    return value


KINDS: Mapping[str, type] = {
    "places": Places,
    "plans": Plans,
    "marks": Marks,
    "levers": Levers,
    "talks": Talks,
    "signs": Signs,
    "said": Said,
    "waits": Waits,
}


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _of(name: str, field: str) -> Any:
    """What a part has many of in a field."""
    return get_args(_hints(KINDS[name])[field])[0]


class Body:
    """A packed body, each part of it read when it is asked for. Raises ``ValueError`` where it is damaged."""

    def __init__(self, data: bytes) -> None:
        self._raw = _unsqueezed(data)
        # a key of a part stands in no text and is no key of a column, so that it is found without reading the parts
        self._places = {name: self._raw.find(f'"{name}":') for name in KINDS}
        if not self._raw.startswith("{") or min(self._places.values()) < 0:
            raise ValueError("no body of a part")
        self._columns: dict[str, Any] = {}
        self._built: dict[str, Any] = {}
        self._picks: dict[tuple[str, str], Pick] = {}

    def _column(self, name: str) -> Any:
        if name not in self._columns:
            try:
                self._columns[name] = DECODER.raw_decode(self._raw, self._places[name] + len(name) + 3)[0]
            except RecursionError as error:
                raise ValueError(f"nothing packed ({error})") from error
        return self._columns[name]

    def get(self, name: str) -> Any:
        """One part of it."""
        if name not in self._built:
            self._built[name] = built(KINDS[name], self._column(name), {})
        return self._built[name]

    def one(self, name: str, row: int, field: str = "all") -> Any:
        """One value of a part, without the others that stand beside it."""
        pick = self._picks.get((name, field))
        if pick is None:
            (hint, _) = get_args(_hints(KINDS[name])[field])
            pick = self._picks[name, field] = picked(hint, *table(KINDS[name], self._column(name), field))
        return pick(row)

    def spot(self, number: int) -> Spot:
        """A place by its number."""
        found: Spot = self.one("places", number)
        return found

    def lever_heads(self) -> tuple[LeverHead, ...]:
        """The levers of a story as far as the ledger needs them, in order; the places that tell them are not read."""
        flat, count = table(Levers, self._column("levers"), "all")
        if not count:
            return ()
        hints = {n: h for n, h in _hints(Told).items() if n != "cites"}
        picks = {n: picked(h, inside(Told, flat, n), count) for n, h in hints.items()}
        return tuple(Told(**{n: pick(row) for n, pick in picks.items()}, cites=()).head(row) for row in range(count))


def head(data: bytes) -> Head:
    """A packed head. Raises ``ValueError`` where it is damaged."""
    return built(Head, large(data), {})
