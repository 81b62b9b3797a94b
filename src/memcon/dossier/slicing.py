"""Some rows of packed columns, as columns of the same form: of a large memorandum one event is built, not all.

What was packed stands column by column; to read on a column until a row is cheap, to build the values of all
rows is not. ``sliced`` gives columns of the wanted rows alone, which ``packing.built`` takes as it takes any.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from memcon.dossier.figures import deltas, placed, steps, undeltas, unplaced, unsteps, unwords
from memcon.dossier.packing import MOST
from memcon.model.places import Span

Cut = Callable[[Any, int, Sequence[int]], Any]


def sliced(hint: Any, column: Any, count: int, rows: Sequence[int]) -> Any:
    """The column of some of its ``count`` values, by place. Raises ``ValueError`` where it is no such column."""
    try:
        return _cut(hint)(column, count, rows)
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise ValueError(f"no packed column ({error})") from error


def lists(column: Any, count: int) -> tuple[list[range], Any, int]:
    """Of a column of lists: where the values of each stand in the column below, that column, and how many it has."""
    if column == 0:
        return [range(0)] * count, None, 0
    if isinstance(column, dict):
        if type(column["n"]) is not int or not 0 < column["n"] <= count:
            raise ValueError("a table that does not fit its column")
        table, flat, total = lists(column["t"], column["n"])
        return [table[i] for i in unsteps(column["p"], count)], flat, total
    sizes = unsteps(column[0], count)
    if min(sizes, default=0) < 0 or sum(sizes) > MOST:
        raise ValueError("a list of less than no length, or of too many")
    out, at = [], 0
    for size in sizes:
        out.append(range(at, at + size))
        at += size
    return out, column[1], at


def inside(cls: Any, column: Any, name: str) -> Any:
    """The column of one field of a dataclass's columns."""
    return column[place_of(cls, name)]


def place_of(cls: Any, name: str) -> int:
    """Which of a dataclass's columns is that of a field."""
    return _names(cls).index(name)


def texts(column: Any, count: int) -> list[str | None]:
    """A column of words that may be missing."""
    return unwords(column, count, lambda v: v is None or type(v) is str)


def places(column: Any, count: int) -> list[int]:
    """A column of spans as the numbers that they go by; the same number is the same span."""
    return unplaced(column, count)


@cache
def _names(cls: Any) -> tuple[str, ...]:
    return tuple(f.name for f in dataclasses.fields(cls))


def _words(column: Any, count: int, rows: Sequence[int]) -> Any:
    if isinstance(column, list):
        return column
    if "i" in column:
        numbers = unplaced(column["p"], count)
        return {"i": column["i"], "p": placed([numbers[i] for i in rows])}
    if "t" in column:
        places_ = unsteps(column["p"], count)
        return {"t": column["t"], "p": steps([places_[i] for i in rows])}
    if len(column["v"]) != count:
        raise ValueError("a column is too short or too long")
    return {"v": [column["v"][i] for i in rows]}


def _ints(column: Any, count: int, rows: Sequence[int]) -> Any:
    held = undeltas(column, count)
    return deltas([held[i] for i in rows])


def _steps(column: Any, count: int, rows: Sequence[int]) -> Any:
    held = unsteps(column, count)
    return steps([held[i] for i in rows])


def _span(column: Any, count: int, rows: Sequence[int]) -> Any:
    held = unplaced(column, count)
    return placed([held[i] for i in rows])


def _many(inner: Any) -> Cut:
    below = _cut(inner)

    def cut(column: Any, count: int, rows: Sequence[int]) -> Any:
        where, flat, total = lists(column, count)
        wanted = [where[i] for i in rows]
        found = [n for one in wanted for n in one]
        return [steps([len(one) for one in wanted]), below(flat, total, found)] if found else 0

    return cut


def _maybe(inner: Any) -> Cut:
    below = _cut(inner)

    def cut(column: Any, count: int, rows: Sequence[int]) -> Any:
        if column == 0:
            return 0
        mask = unsteps(column[0], count)
        place, at = [], 0
        for there in mask:
            place.append(at)
            at += bool(there)
        found = [place[i] for i in rows if mask[i]]
        return [steps([mask[i] for i in rows]), below(column[1], at, found)] if found else 0

    return cut


def _fields(hints: Sequence[Any]) -> Cut:
    cuts = [_cut(h) for h in hints]
    return lambda column, count, rows: [c(col, count, rows) for c, col in zip(cuts, column, strict=True)]


@cache
def _cut(hint: Any) -> Cut:
    """How a column of one type is cut; the types are those of ``packing``."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        (one,) = (a for a in inner if a is not type(None))
        plain = one in (str, float) or get_origin(one) is Literal
        return _words if plain else _maybe(one)
    if origin is Literal or hint in (str, bool, float):
        return _words
    if origin is tuple:
        if inner[-1] is Ellipsis:
            return _many(inner[0])
        if inner == (int, int):
            return lambda column, count, rows: [_ints(column[0], count, rows), _steps(column[1], count, rows)]
        return _fields(inner)
    if hint is int:
        return _ints
    if hint is Span:
        return _span
    if dataclasses.is_dataclass(hint):
        hints: dict[str, Any] = get_type_hints(hint)
        return _fields([hints[f.name] for f in dataclasses.fields(hint)])
    raise TypeError(f"no column for {hint!r}")
