"""Values of packed columns one at a time: of a large column a few rows are built, and what they need is read once.

``slicing`` cuts columns for whoever builds a part of a memorandum; here a row is built straight from the columns, and
a column that no row needs is never read.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from memcon.dossier.figures import undeltas, unsteps, unwords
from memcon.dossier.slicing import inside, lists

Pick = Callable[[int], Any]
"""The value of a row."""
Reader = Callable[[Any, int], Pick]


def picked(hint: Any, column: Any, count: int) -> Pick:
    """What gives each of the ``count`` values of a column; it raises ``ValueError`` where the column is none."""
    try:
        return _guarded(_reader(hint)(column, count))
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise ValueError(f"no packed column ({error})") from error


def table(cls: Any, column: Any, name: str) -> tuple[Any, int]:
    """Of the columns of one value of a dataclass: those of a field that is a tuple of others, and how many it has."""
    try:
        _, flat, count = lists(inside(cls, column, name), 1)
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise ValueError(f"no packed column ({error})") from error
    return flat, count


def _guarded(pick: Pick) -> Pick:
    def guarded(row: int) -> Any:
        try:
            return pick(row)
        except (KeyError, IndexError, TypeError, AttributeError) as error:
            raise ValueError(f"no packed column ({error})") from error

    return guarded


def _lazy(read: Callable[[], Sequence[Any]]) -> Pick:
    """A column that is read when its first row is asked for."""
    held: list[Sequence[Any]] = []

    def pick(row: int) -> Any:
        if not held:
            held.append(read())
        return held[0][row]

    return pick


def _plain(kinds: tuple[type, ...]) -> Reader:
    return lambda column, count: _lazy(lambda: unwords(column, count, lambda v: type(v) in kinds))


def _pair(column: Any, count: int) -> Pick:
    def read() -> list[tuple[int, int]]:
        starts, sizes = undeltas(column[0], count), unsteps(column[1], count)
        return [(s, s + n) for s, n in zip(starts, sizes, strict=True)]

    return _lazy(read)


def _fixed(hints: Sequence[Any]) -> Reader:
    readers = [_reader(h) for h in hints]

    def reader(column: Any, count: int) -> Pick:
        own = [r(c, count) for r, c in zip(readers, column, strict=True)]
        return lambda row: tuple(pick(row) for pick in own)

    return reader


def _many(inner: Any) -> Reader:
    below = _reader(inner)

    def reader(column: Any, count: int) -> Pick:
        held: list[tuple[list[range], Pick]] = []

        def pick(row: int) -> Any:
            if not held:
                where, flat, total = lists(column, count)
                held.append((where, below(flat, total) if total else _none))
            where, own = held[0]
            return tuple([own(n) for n in where[row]])

        return pick

    return reader


def _none(row: int) -> Any:
    raise IndexError(row)


def _maybe(inner: Any) -> Reader:
    below = _reader(inner)

    def reader(column: Any, count: int) -> Pick:
        if column == 0:
            return _lazy(lambda: [None] * count)
        mask = unsteps(column[0], count)
        place, at = [], 0
        for there in mask:
            place.append(at)
            at += bool(there)
        own = below(column[1], at)
        return lambda row: own(place[row]) if mask[row] else None

    return reader


def _fields(cls: Any) -> Reader:
    hints = get_type_hints(cls)
    names = [f.name for f in dataclasses.fields(cls)]
    readers = [_reader(hints[n]) for n in names]

    def reader(column: Any, count: int) -> Pick:
        own = [(n, r(c, count)) for n, r, c in zip(names, readers, column, strict=True)]
        return lambda row: cls(**{name: pick(row) for name, pick in own})

    return reader


@cache
def _reader(hint: Any) -> Reader:
    """How the rows of a column of one type are read; the types are those of ``packing`` but tokens and spans."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        (one,) = (a for a in inner if a is not type(None))
        if one in (str, float) or get_origin(one) is Literal:
            return _plain((str, float, int, type(None)) if one is float else (str, type(None)))
        return _maybe(one)
    if origin is Literal:
        return _plain(tuple({type(a) for a in inner}))
    if origin is tuple:
        if inner[-1] is Ellipsis:
            return _many(inner[0])
        return _pair if inner == (int, int) else _fixed(inner)
    if hint is int:
        return lambda column, count: _lazy(lambda: undeltas(column, count))
    if dataclasses.is_dataclass(hint):
        return _fields(hint)
    if hint in (str, bool, float):
        return _plain((float, int) if hint is float else (hint,))
    raise TypeError(f"no column for {hint!r}")
