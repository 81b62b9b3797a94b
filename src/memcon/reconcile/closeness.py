"""How close reports are by their sketches, one against many at once, and whether they are of one time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from memcon.reconcile.lexis import table
from memcon.reconcile.sketches import UNIT, Heads, Ints, Rows

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
MARKS = UNIT + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The sketches of many reports. ``words`` gives those of some of them, each as marks and weights."""

    heads: Heads
    words: Callable[[Ints], list[tuple[Ints, Ints]]]

    def __len__(self) -> int:
        return len(self.heads.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """How close one report is to others, 0 to 1. ``plain`` is without regard to the main pair.

    Where nothing could make it one story, both are what countries and people alone give.
    """

    score: Floats
    plain: Floats


def near(shelf: Shelf, one: int, others: Ints) -> Near:
    """How much one report and others speak of the same.

    1 for one main pair of countries and not wholly other people; else cosines of logarithmic counts of
    countries, people and words, weighted. The words of a short report weigh less.
    """
    heads, rules = shelf.heads, table("stories")
    weight = rules["weights"]
    met = _products(heads.people, one)[others]
    many = np.diff(heads.people.start)
    people, mine = many[others], many[one]
    size = np.minimum(heads.size[others], heads.size[one])
    worth = weight["words"] * np.maximum(rules["least"], np.minimum(1.0, size / rules["short"]))
    both = (people > 0) & (mine > 0)
    total = weight["countries"] + worth + np.where(both, weight["people"], 0.0)
    known = weight["countries"] * _cosines(_products(heads.countries, one)[others])
    known = known + np.where(both, weight["people"], 0.0) * _cosines(met)
    strangers = (np.minimum(people, mine) > 1) & (met == 0)
    pair = (heads.pair[others] == heads.pair[one]) & (heads.pair[one] > 0) & ~strangers
    plain = known / total
    weighed = np.flatnonzero((known + worth >= rules["threshold"] * total) | pair)
    if len(weighed):
        likeness = _cosines(_words(shelf, one, others[weighed]))
        plain[weighed] = (known[weighed] + worth[weighed] * likeness) / total[weighed]
    return Near(score=np.where(pair, 1.0, plain), plain=plain)


def _cosines(products: Ints) -> Floats:
    return np.asarray(products / (UNIT * UNIT), dtype=np.float64)


def _products(rows: Rows, one: int) -> Ints:
    """The products of one sketch's vector with those of all."""
    mine = np.zeros(MARKS, dtype=np.int64)
    own = rows.of(one)
    mine[own >> 16] = own & UNIT
    return rows.sums(mine[rows.values >> 16] * (rows.values & UNIT))


def _words(shelf: Shelf, one: int, others: Ints) -> Ints:
    """The products of one report's words with those of others."""
    opened = shelf.words(np.concatenate([[one], others]))
    mine = np.zeros(MARKS, dtype=np.int64)
    mine[opened[0][0]] = opened[0][1]
    return np.array([int(np.dot(mine[marks], weights)) for marks, weights in opened[1:]], dtype=np.int64)


def together(shelf: Shelf, one: int, others: Ints) -> Flags:
    """Which of others are of one report's time, or one speaks of the other's, or repeats a sentence of it."""
    heads, rules = shelf.heads, table("stories")
    day, days = heads.day[one], heads.day[others]
    out = (day == 0) | (days == 0) | (np.abs(days - day) <= rules["apart"])
    for n in np.flatnonzero(~out):
        other = int(others[n])
        out[n] = _names(heads, one, other) or _names(heads, other, one) or _repeats(heads, one, other)
    return np.asarray(out, dtype=np.bool_)


def _names(heads: Heads, one: int, other: int) -> bool:
    """Whether a report dates something on or about another's day, or an act of a kind that it tells in its month."""
    day = int(heads.day[other])
    if np.any(np.abs(heads.days.of(one) - day) <= table("stories")["near"]):
        return True
    when = date.fromordinal(day)
    month = when.year * 12 + when.month
    return any(int(m) >> 8 == month and int(heads.told[other]) >> (int(m) & 255) & 1 for m in heads.months.of(one))


def _repeats(heads: Heads, one: int, other: int) -> bool:
    return bool(np.isin(heads.sentences.of(one), heads.sentences.of(other)).any())
