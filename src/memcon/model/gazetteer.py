"""States, offices, leaders, institutions and places, from the tables in ``model/data``.

Each table is a tab-separated file with a header line; lines that start with ``#`` are comments (the
source and licence stand in the first of them). ``|`` parts several values in one field. The column
names are the field names of the dataclasses here.
"""

from __future__ import annotations

import csv
import dataclasses
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar, get_type_hints

from memcon.model.errors import DataError

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state or territory. ``zone`` is the capital's IANA zone; ``zones`` all of the state's.

    ``names`` are other names and abbreviations ("U.S."), ``demonyms`` adjectives and nouns of
    nationality, ``capital`` the seat's names, the usual one first.
    """

    code: str
    alpha2: str
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: tuple[str, ...]
    zone: str
    zones: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """A named body that acts: a seat of government, an alliance, an agency, an armed group.

    ``kind`` is ``government`` where the name stands for a state's government ("the Kremlin").
    """

    name: str
    names: tuple[str, ...]
    country: str
    kind: str
    sector: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """Who held an office when; ISO dates, ``end`` empty for one in office at the table's date."""

    name: str
    names: tuple[str, ...]
    country: str
    office: str
    start: str
    end: str
    gender: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A word for somebody who holds an office or speaks for a body ("prime minister").

    ``kind`` is ``head`` (of state or government), ``minister``, ``envoy``, ``spokesperson``,
    ``official``, ``military``, ``legislator``, ``other``.
    """

    name: str
    names: tuple[str, ...]
    kind: str
    sector: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A city, region, sea or strait with its country (empty for none) and IANA zone (empty for none)."""

    name: str
    names: tuple[str, ...]
    country: str
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body or person that the other tables do not hold, with the state or PLOVER body that it counts under.

    For coding single reports alone: a state that is gone, an armed group, a party, a company, an earlier leader.
    """

    name: str
    names: tuple[str, ...]
    country: str
    sector: str


def _rows(name: str, cls: type[T]) -> tuple[T, ...]:
    """The rows of a data table as dataclasses."""
    hints = get_type_hints(cls)
    path = files("memcon.model") / "data" / name
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    fields = [f.name for f in dataclasses.fields(cls)]  # type: ignore[arg-type]
    out: list[T] = []
    for number, row in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)):
        if number == 0:
            if row != fields:
                raise DataError(f"{name}: the header should be {fields}, is {row}")
            continue
        if len(row) != len(fields):
            raise DataError(f"{name}: row {number} has {len(row)} fields, not {len(fields)}: {row[:3]}")
        values: dict[str, Any] = {
            f: tuple(p for p in v.split("|") if p) if hints[f] is not str else v
            for f, v in zip(fields, row, strict=True)
        }
        out.append(cls(**values))
    return tuple(out)


@cache
def states() -> dict[str, State]:
    """All states and territories by ISO 3166-1 alpha-3 code (``XKX`` for Kosovo)."""
    return {s.code: s for s in _rows("states.tsv", State)}


@cache
def institutions() -> tuple[Institution, ...]:
    """Seats of government, alliances, organizations, agencies, armed groups."""
    return _rows("institutions.tsv", Institution)


@cache
def bodies() -> tuple[Body, ...]:
    """Groups, parties, companies, media and earlier leaders, by the state they act in."""
    return _rows("bodies.tsv", Body)


@cache
def leaders() -> tuple[Leader, ...]:
    """Heads of state and government, foreign and defence ministers, heads of organizations."""
    return _rows("leaders.tsv", Leader)


@cache
def offices() -> tuple[Office, ...]:
    """Words for those who hold an office."""
    return _rows("offices.tsv", Office)


@cache
def places() -> tuple[Place, ...]:
    """Cities, regions, seas and straits."""
    return _rows("places.tsv", Place)
