"""Dates in figures with slashes: whether the day or the month stands first.

A report that writes one date which only one order can mean writes the others so; else the habit of its state
decides. Where neither tells, month and day are left out: the year is all that the figures say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from memcon.model.gazetteer import states
from memcon.read.timex_rules import Vocabulary
from memcon.read.types import Timex

_FIGURES = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/\d{2,4}(?![\d/])")
_MONTHS = 12


def day_first(side: str | None, zone: str | None, vocab: Vocabulary) -> bool | None:
    """Whether a side's texts, or an outlet's by its clock, put the day first; null where that is not known."""
    found = [side] if side else [c for c, s in sorted(states().items()) if zone and zone in {s.zone, *s.zones}]
    habits = {None if c in vocab.either_first else c not in vocab.month_first for c in found}
    return habits.pop() if len(habits) == 1 else None


def ordered(timexes: Iterable[Timex], text: str, *, habit: bool | None) -> list[Timex]:
    """The expressions with day and month of dates in figures put right, or left out where they may be either."""
    every = list(timexes)
    figures = {n: m for n, t in enumerate(every) if (m := _FIGURES.search(text[t.start : t.end]))}
    pairs = [(int(m[1]), int(m[2])) for m in figures.values()]
    shown = {a > _MONTHS for a, b in pairs if (a > _MONTHS) != (b > _MONTHS)}
    first = shown.pop() if len(shown) == 1 else None if shown else habit
    for n, match in figures.items():
        one, two = int(match[1]), int(match[2])
        if one == two or max(one, two) > _MONTHS:
            continue
        every[n] = _read(every[n], one, two, first=first)
    return every


def _read(timex: Timex, one: int, two: int, *, first: bool | None) -> Timex:
    """One date that either order can mean, by the order that is known; without one only its year."""
    if first is None or timex.year is None:
        return replace(timex, month=None, day=None, value=f"{timex.value[:4]}-XX-XX")
    month, day = (two, one) if first else (one, two)
    return replace(timex, month=month, day=day, value=date(timex.year, month, day).isoformat() + timex.value[10:])
