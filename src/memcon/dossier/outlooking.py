"""What each told story gives to the outlook and to those who judge: worked out once, kept with its memorandum.

A memorandum is kept under what it was made of, so what it gives never changes; when it goes, that goes with it. What
is packed has the report's words left out: a place in a text says them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, get_type_hints

from sqlalchemy import Connection

from memcon.dossier import linking
from memcon.dossier.packing import pack, unpack
from memcon.dossier.waiting import KeptDispute, KeptNear, waiting
from memcon.model.memo import Memorandum
from memcon.outlook.kept import Acts, Head, acts_of, head_of, part_of
from memcon.outlook.levers import Told
from memcon.outlook.passages import Act
from memcon.outlook.signs import Sought
from memcon.outlook.types import Cite, Contact, Grouping, Mark, Plan
from memcon.store import outlook as rows
from memcon.store.outlook import Given

T = TypeVar("T")


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
    """A sentence: the number of its report in the story, where it starts, how long it is."""

    report: int
    start: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The sentences of a story that may touch a sign: places, the acts told in each, parties."""

    spots: tuple[Spot, ...]
    acts: tuple[tuple[Act, ...], ...]
    parties: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """What waits for a judgement in a story: near misses, the closest first, and disputes."""

    near: tuple[KeptNear, ...]
    disputes: tuple[KeptDispute, ...]


def given(memo: Memorandum, reports: Sequence[int]) -> Given:
    """What a memorandum with ids of its own gives, packed; ``reports`` are the rows of its reports."""
    part = part_of(memo, 0)
    numbers = {r.id: n for n, r in enumerate(memo.reports, 1)}
    near, more, disputes = waiting(memo, numbers)
    head = replace(head_of(memo, part), near=tuple(n.narrow for n in near), more=more, open=len(disputes))
    spots = tuple(
        Spot(report=numbers[p.cite.report], start=p.cite.start, size=p.cite.end - p.cite.start) for p in part.passages
    )
    parts: dict[str, Any] = {
        "head": head,
        "plans": Plans(all=part.plans),
        "marks": Marks(all=part.marks),
        "levers": Levers(all=part.levers),
        "talks": Talks(contacts=part.contacts, groupings=part.groupings),
        "signs": Signs(all=part.signs),
        "said": Said(
            spots=spots, acts=tuple(p.acts for p in part.passages), parties=tuple(p.parties for p in part.passages)
        ),
        "waits": Waits(near=near, disputes=disputes),
    }
    packed = {name: pack(recited(value, _slim), {}) for name, value in parts.items()}
    return Given(
        reports=reports,
        parts=packed | {"figures": linking.figures(part.signs, part.passages)},
        acts={key: pack(acts, {}) for key, acts in acts_of(memo, part).items()},
    )


def keep(connection: Connection, memorandum: int, memo: Memorandum, reports: Sequence[int]) -> None:
    """Keep what a memorandum gives, unless it is kept already."""
    if not rows.parts(connection, "head", [memorandum]):
        rows.keep(connection, memorandum, given(memo, reports))


def _slim(cite: Cite) -> Cite:
    """A place without the words that the text says, and without what the report is known by."""
    return Cite(
        story=0,
        report=cite.report,
        file="",
        published=None,
        start=cite.start,
        end=cite.end - cite.start,
        quote="",
        voice=cite.voice,
    )


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
    "head": Head,
    "plans": Plans,
    "marks": Marks,
    "levers": Levers,
    "talks": Talks,
    "signs": Signs,
    "said": Said,
    "waits": Waits,
}


def opened(name: str, body: bytes) -> Any:
    """A packed part; raises ``ValueError`` where it is damaged."""
    return unpack(KINDS[name], body, {})


def opened_acts(body: bytes) -> Acts:
    """What a story tells of a directed pair."""
    return unpack(Acts, body, {})
