"""All pairs of parties in short: how many acts, and the levels at the end, without going through the days anew.

A level is followed to the last day on which anything is known of a pair; from there on only silence eases it, which is
one step whatever the days. So what is kept of a pair stays good until a story tells something new of one of the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp

from memcon.outlook import weighing
from memcon.outlook.gathered import Weighed
from memcon.outlook.levels import LOG2, WEEK, rules, track
from memcon.outlook.levers import brief, grouped
from memcon.outlook.relations import Ground, Key, both_ways, placed, seen_of

FOREVER = 10**6
"""A day after all others."""
LEVERS = 3
"""How many levers of each side are named."""
FINE = 6
"""Figures of a level a day behind the point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Acts of one kind: how many, and the level a day on the last day (ordinal) of which anything is known."""

    acts: int = 0
    mean: float = 0.0
    day: int = 0

    def level(self, day: int) -> float:
        """The level a week on a later day."""
        if not self.acts:
            return 0.0
        r = rules()
        prior = r.shape / r.rate
        eases = exp(-LOG2 * (day - self.day) / r.eases) if day > self.day else 1.0
        return round(WEEK * (prior + (self.mean - prior) * eases), 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """Two parties in short; first what one does towards two, then what two does towards one.

    ``conflict`` is that of both. ``levers`` are the first that each holds, with their states. ``undated``, ``unplaced``
    and ``retold`` are counted. It is good while the last day looked at lies from ``low`` to ``high`` (ordinals).
    """

    cooperation: tuple[Side, Side]
    conflicts: tuple[Side, Side]
    conflict: Side
    levers: tuple[tuple[str, ...], tuple[str, ...]]
    undated: int
    unplaced: int
    retold: int
    low: int
    high: int


def short(here: Ground, key: Key) -> Short:
    """Two parties in short."""
    cover = here.covered(key)
    end = here.days[1].toordinal() if here.days else 0
    sides: dict[str, list[Side]] = {"cooperation": [], "conflict": []}
    undated = unplaced = retold = 0
    low, high = 0, FOREVER
    reach = int(weighing.rules()["reach"])
    for way in (key, key[::-1]):
        told = here.told((way[0], way[1]))
        on, off = placed(here, told.acts)
        retold += told.retold
        unplaced += len(off)
        undated += sum(a.head.placed == "told" for a in on)
        for kind, found in sides.items():
            found.append(_side([a for a in on if a.head.kind == kind], cover, end))
        ends = [a.ends for a in on]
        # spread acts that reach beyond the end, acts to come and acts that fade out of reach change with the end
        low = max([low, *(min(last, end) for _, last in ends)])
        later = [a.head.first for a, _ in off if a.head.first is not None and a.head.first > end]
        high = min([high, *(end for _, last in ends if last > end), *(d - 1 for d in later)])
        high = min([high, *(last + reach for _, last in ends)])
    held = [d for d in cover if d >= end - reach]
    low, high = max([low, *held]), min([high, *(d + reach for d in held[:1])])
    return Short(
        cooperation=(sides["cooperation"][0], sides["cooperation"][1]),
        conflicts=(sides["conflict"][0], sides["conflict"][1]),
        conflict=_side(both_ways(here, key)["conflict"], cover, end),
        levers=(_levers(here, key), _levers(here, key[::-1])),
        undated=undated,
        unplaced=unplaced,
        retold=retold,
        low=low,
        high=high,
    )


def _levers(here: Ground, key: Key) -> tuple[str, ...]:
    if not any(acts.levers for _, acts in here.shelf.acts(*key)):
        return ()
    return tuple(f"{name}: {state}" for name, state in map(brief, grouped(here.shelf, *key)[:LEVERS]))


def _side(acts: Sequence[Weighed], cover: Mapping[int, float], end: int) -> Side:
    if not acts or not end:
        return Side()
    seen = seen_of(acts, cover, end)
    last = max(seen)
    return Side(acts=len(acts), mean=round(track(seen, [last])[last].mean, FINE), day=last)


def unordered(keys: Iterable[Key]) -> list[Key]:
    """Pairs without a direction, in order."""
    return sorted({(min(k), max(k)) for k in keys})


def shorts(here: Ground) -> dict[Key, Short]:
    """All pairs in short, by the two parties in order."""
    return {key: short(here, key) for key in unordered(here.keys())}
