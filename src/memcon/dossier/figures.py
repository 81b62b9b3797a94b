"""Figures and words as short strings: the columns that packed values are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Texts = Mapping[str, str]
Enc = Callable[[Sequence[Any], Texts], Any]
Dec = Callable[[Any, int, Texts], list[Any]]

FIRST, ESCAPE = 0x23, "~"
WIDE = 0x5C - FIRST
"""Steps from 0 to this less one are one character each, from ``#`` up to what JSON would escape."""


def steps(numbers: Sequence[int]) -> str:
    """Numbers as a string: a character for a small one, its digits between marks for a large one."""
    out: list[str] = []
    for n in numbers:
        z = 2 * n if n >= 0 else -2 * n - 1
        out.append(chr(FIRST + z) if z < WIDE else f"{ESCAPE}{z};")
    return "".join(out)


_SMALL = tuple(z >> 1 if not z & 1 else -((z + 1) >> 1) for z in range(-FIRST, 256 - FIRST))
"""The number of each character of ``steps`` that stands for one by itself."""


def unsteps(text: str, count: int) -> list[int]:
    """The numbers of ``steps``."""
    small, *rest = text.split(ESCAPE)
    out = [_SMALL[c] for c in small.encode("latin-1")]
    for part in rest:
        large, mark, small = part.partition(";")
        if not mark:
            raise ValueError("a figure without its end")
        z = int(large)
        out.append(z >> 1 if not z & 1 else -((z + 1) >> 1))
        out += [_SMALL[c] for c in small.encode("latin-1")]
    if len(out) != count:
        raise ValueError("a column is too short or too long")
    return out


def deltas(numbers: Sequence[int]) -> str:
    """Numbers as the steps between them."""
    return steps([n - (numbers[i - 1] if i else 0) for i, n in enumerate(numbers)])


def undeltas(text: str, count: int) -> list[int]:
    """The numbers of ``deltas``."""
    out: list[int] = []
    last = 0
    for step in unsteps(text, count):
        last += step
        out.append(last)
    return out


def words(values: Sequence[Any], _texts: Texts = {}) -> Any:  # noqa: B006 - never written to
    """Words, switches or figures: one for all, a table with places in it, or one by one."""
    if values and all(v == values[0] and type(v) is type(values[0]) for v in values):
        return [values[0]]
    kinds = Counter((type(v).__name__, v) for v in values)
    if len(kinds) * 2 <= len(values):
        table = sorted(kinds, key=lambda k: (-kinds[k], k[0], str(k[1])))
        place = {k: i for i, k in enumerate(table)}
        return {"t": [k[1] for k in table], "p": steps([place[type(v).__name__, v] for v in values])}
    return {"v": list(values)}


def unwords(column: Any, count: int, allowed: Callable[[Any], bool]) -> list[Any]:
    """The values of ``words``, all of a kind that is allowed."""
    if isinstance(column, list):
        out = column * count
        if len(column) > 1:
            raise ValueError("a column of one value holds several")
    elif "t" in column:
        table = column["t"]
        out = [table[i] for i in unsteps(column["p"], count)]
    else:
        out = column["v"]
    if len(out) != count or not isinstance(out, list) or not all(map(allowed, {type(v): v for v in out}.values())):
        raise ValueError("a column does not hold what it should")
    return out


def codes(numbers: Sequence[int]) -> str:
    """Whole numbers from 0 as a string, as ``steps`` has those from either side of it."""
    return "".join(chr(FIRST + n) if n < WIDE else f"{ESCAPE}{n};" for n in numbers)


def uncodes(text: str, count: int) -> list[int]:
    """So many numbers of ``codes``."""
    out = uncodes_all(text)
    if len(out) != count:
        raise ValueError("a column is too short or too long")
    return out


def uncodes_all(text: str) -> list[int]:
    """The numbers of ``codes``, however many."""
    out: list[int] = []
    at, end = 0, len(text)
    while at < end:
        if text[at] == ESCAPE:
            stop = text.index(";", at)
            out.append(int(text[at + 1 : stop]))
            at = stop + 1
        else:
            out.append(ord(text[at]) - FIRST)
            at += 1
    if min(out, default=0) < 0:
        raise ValueError("a figure below nothing")
    return out


def differs(values: Sequence[str], expected: Sequence[str]) -> Any:
    """The values that are not what is expected of them, by place."""
    places = [i for i, (v, e) in enumerate(zip(values, expected, strict=True)) if v != e]
    return [deltas(places), [values[i] for i in places]]


Pairs = Sequence[tuple[str, str]]


def usual(pairs: Pairs, values: Sequence[str], first: Sequence[str] | None = None) -> list[str]:
    """What each value is expected to be: what it was for the same pair before, ``first`` where that is new."""
    known: dict[tuple[str, str], str] = {}
    out: list[str] = []
    for n, (pair, value) in enumerate(zip(pairs, values, strict=True)):
        out.append(known.get(pair, first[n] if first else ""))
        known[pair] = value
    return out


def usually(column: Any, pairs: Pairs, first: Sequence[str]) -> list[str]:
    """The values of which ``column`` holds those that are not what ``usual`` expects."""
    other = others(column)
    known: dict[tuple[str, str], str] = {}
    out: list[str] = []
    for n, (pair, start) in enumerate(zip(pairs, first, strict=True)):
        out.append(other[n] if n in other else known.get(pair, start))
        known[pair] = out[-1]
    return out


def same(column: Any, expected: Sequence[str]) -> list[str]:
    """The values expected, those put in that are others."""
    out = list(expected)
    for i, value in others(column).items():
        out[i] = value
    return out


def others(column: Any) -> dict[int, str]:
    """Those values that are not what is expected of them, by place."""
    places = undeltas(column[0], len(column[1]))
    if any(type(v) is not str for v in column[1]) or any(p < 0 for p in places):
        raise ValueError("a column does not hold what it should")
    return dict(zip(places, column[1], strict=True))
