"""Figures and words as short strings: the columns that packed values are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from typing import Any

Texts = Mapping[str, str]
Enc = Callable[[Sequence[Any], Texts], Any]
Dec = Callable[[Any, int, Texts], list[Any]]

FIRST, ESCAPE = 0x23, "~"
WIDE = 0x5C - FIRST
"""Figures from 0 to this less one are one character each, from ``#`` up to what JSON would escape."""
BEYOND, LAST = 0x80, 0xD000
"""Larger ones are one character each too, from the first up to the last; what is larger still has its digits."""


SIGNED = tuple((n >> 1 if not n & 1 else -((n + 1) >> 1)) for n in range(-FIRST, 0x80 - FIRST))
"""What each character of ASCII stands for in ``steps``."""


def _mark(figure: int) -> str:
    if figure < WIDE:
        return chr(FIRST + figure)
    return chr(BEYOND - WIDE + figure) if figure < LAST else f"{ESCAPE}{figure};"


def _figures(text: str) -> list[int]:
    """The figures from 0 that stand in a string."""
    if ESCAPE not in text:
        if text.isascii():
            return [n - FIRST for n in text.encode()]
        return [n - FIRST if n < BEYOND else n - BEYOND + WIDE for n in map(ord, text)]
    out: list[int] = []
    at = 0
    while at < len(text):
        if text[at] == ESCAPE:
            stop = text.index(";", at)
            out.append(int(text[at + 1 : stop]))
            at = stop + 1
        else:
            stop = text.find(ESCAPE, at)
            stop = len(text) if stop < 0 else stop
            out += _figures(text[at:stop])
            at = stop
    return out


def steps(numbers: Sequence[int]) -> str:
    """Numbers as a string: a character each, its digits between marks for a very large one."""
    return "".join([_mark(2 * n if n >= 0 else -2 * n - 1) for n in numbers])


def unsteps(text: str, count: int) -> list[int]:
    """The numbers of ``steps``."""
    if text.isascii() and ESCAPE not in text:
        out = [SIGNED[n] for n in text.encode()]
    else:
        out = [z >> 1 if not z & 1 else -((z + 1) >> 1) for z in _figures(text)]
    if len(out) != count:
        raise ValueError("a column is too short or too long")
    return out


def deltas(numbers: Sequence[int]) -> str:
    """Numbers as the steps between them."""
    return steps([n - (numbers[i - 1] if i else 0) for i, n in enumerate(numbers)])


def undeltas(text: str, count: int) -> list[int]:
    """The numbers of ``deltas``."""
    return list(accumulate(unsteps(text, count)))


def words(values: Sequence[Any], _texts: Texts = {}) -> Any:  # noqa: B006 - never written to
    """Words, switches or figures: one for all, a table with places in it, or one by one."""
    if values and all(v == values[0] and type(v) is type(values[0]) for v in values):
        return [values[0]]
    numbered = _numbered(values)
    if numbered is not None:
        return numbered
    kinds = Counter((type(v).__name__, v) for v in values)
    if len(kinds) * 2 <= len(values):
        table = sorted(kinds, key=lambda k: (-kinds[k], k[0], str(k[1])))
        place = {k: i for i, k in enumerate(table)}
        return {"t": [k[1] for k in table], "p": steps([place[type(v).__name__, v] for v in values])}
    return {"v": list(values)}


def _numbered(values: Sequence[Any]) -> Any:
    """Ids of one kind (``C1``, ``C2``), some of them null, as figures; null where they are none."""
    letters = {v.rstrip("0123456789") for v in values if type(v) is str}
    if len(letters) != 1 or any(v is not None and type(v) is not str for v in values):
        return None
    (letter,) = letters
    if letter not in {"C", "E", "P"}:
        return None
    found = [0 if v is None else int(v[1:] or 0) + 1 for v in values]
    if any(v is not None and v != f"{letter}{n - 1}" for v, n in zip(values, found, strict=True)):
        return None
    return {"i": letter, "p": placed(found)}


NEAR = 25
"""Figures that far from the one before are told by the distance."""


def placed(numbers: Sequence[int]) -> Any:
    """Whole numbers from 0, or the steps between them where most are short."""
    near = sum(abs(n - numbers[i - 1]) < NEAR for i, n in enumerate(numbers) if i)
    return [deltas(numbers)] if 2 * near > len(numbers) else codes(numbers)


def unplaced(column: Any, count: int) -> list[int]:
    """The numbers of ``placed``."""
    out = uncodes(column, count) if isinstance(column, str) else undeltas(column[0], count)
    if min(out, default=0) < 0:
        raise ValueError("a figure below nothing")
    return out


def unwords(column: Any, count: int, allowed: Callable[[Any], bool]) -> list[Any]:
    """The values of ``words``, all of a kind that is allowed."""
    if isinstance(column, list):
        out = column * count
        if len(column) > 1:
            raise ValueError("a column of one value holds several")
    elif "i" in column:
        out = [f"{column['i']}{n - 1}" if n else None for n in unplaced(column["p"], count)]
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
    return "".join(map(_mark, numbers))


def uncodes(text: str, count: int) -> list[int]:
    """So many numbers of ``codes``."""
    out = uncodes_all(text)
    if len(out) != count:
        raise ValueError("a column is too short or too long")
    return out


def uncodes_all(text: str) -> list[int]:
    """The numbers of ``codes``, however many."""
    out = _figures(text)
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
