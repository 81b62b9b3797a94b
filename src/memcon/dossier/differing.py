"""How two versions of a text differ, in words: what was taken out, what was put in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

SHOWN = 4
"""Changes that are shown; of more, the number is told."""
WORDS = 14
"""Words of one change that are shown, half from each end."""
MANY = 1_500
"""Words on one side over which a stretch is told as one change: comparing takes time in the square."""
WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The words put in and taken out, in number, and each change: what stood there and what stands there now."""

    out: int
    into: int
    changes: tuple[tuple[str, str], ...]

    def words(self) -> str:
        """The difference in a line."""
        if not self.changes:
            return "the same words"
        told = [
            f"“{was}” → “{now}”" if was and now else f"out: “{was}”" if was else f"in: “{now}”"
            for was, now in self.changes[:SHOWN]
        ]
        more = f"; {len(self.changes) - SHOWN} more places" if len(self.changes) > SHOWN else ""
        return f"{self.out} words out, {self.into} in: {'; '.join(told)}{more}"


def differ(before: str, after: str) -> Difference:
    """How ``after`` differs from ``before``, white space aside."""
    old, new = _lines(before), _lines(after)
    out = into = 0
    changes: list[tuple[str, str]] = []
    for a, b in _hunks(old, new):
        for was, now in _hunks([w for line in a for w in line], [w for line in b for w in line]):
            out, into = out + len(was), into + len(now)
            changes.append((_short(was), _short(now)))
    return Difference(out=out, into=into, changes=tuple(changes))


def _lines(text: str) -> list[tuple[str, ...]]:
    """The lines of a text as words; blank ones left out."""
    return [words for line in text.splitlines() if (words := tuple(WORD.findall(line)))]


def _hunks(old: Sequence[Any], new: Sequence[Any]) -> Iterator[tuple[Sequence[Any], Sequence[Any]]]:
    """The stretches in which two sequences differ."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    a, b = old[start : len(old) - end], new[start : len(new) - end]
    if not a and not b:
        return
    if max(len(a), len(b)) > MANY:
        yield a, b
        return
    for what, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if what != "equal":
            yield a[i:j], b[k:m]


def _short(words: Sequence[str]) -> str:
    if len(words) <= WORDS:
        return " ".join(words)
    return f"{' '.join(words[: WORDS // 2])} … {' '.join(words[-WORDS // 2 :])}"
