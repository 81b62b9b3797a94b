"""All pairs of parties in short: how many acts, and the levels at the end, without going through the days anew.

A level is followed to the last day on which anything is known of a pair; from there on only silence eases it, which is
one step whatever the days. So what is kept of a pair stays good until a story tells something new of one of the two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp

from memcon.outlook import weighing
from memcon.outlook.ending import ends
from memcon.outlook.gathered import Weighed
from memcon.outlook.levels import LOG2, WEEK, rules
from memcon.outlook.levers import brief, grouped
from memcon.outlook.relations import Ground, Key, placed, seen_of

FOREVER = 10**6
"""A day after all others."""
LEVERS = 3
"""How many levers of each side are named."""
FINE = 6
"""Figures of a level a day behind the point."""

Levers = tuple[tuple[str, ...], tuple[str, ...]]


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
    levers: Levers
    undated: int
    unplaced: int
    retold: int
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """Two parties in short, but for how high the levels are at the end: the streams that these come of."""

    acts: tuple[int, ...]
    streams: tuple[Mapping[int, tuple[float, float]], ...]
    """Of the sides that have acts."""
    counted: tuple[int, int, int]
    good: tuple[int, int]


def shorts_of(
    here: Ground,
    keys: Sequence[Key],
    cover: Callable[[Key], Mapping[int, float]],
    levers: Mapping[Key, Levers] = {},
) -> dict[Key, Short]:
    """Some pairs in short; ``cover`` gives how well reports cover a pair's days, ``levers`` those that are known."""
    drawn = {key: _drawn(here, key, cover(key)) for key in keys}
    means = iter(ends([s for one in drawn.values() for s in one.streams]))
    return {
        key: _short(one, means, levers[key] if key in levers else (_levers(here, key), _levers(here, key[::-1])))
        for key, one in drawn.items()
    }


def _drawn(here: Ground, key: Key, cover: Mapping[int, float]) -> _Drawn:
    end = here.days[1].toordinal() if here.days else 0
    acts: dict[str, list[list[Weighed]]] = {"cooperation": [], "conflict": []}
    both: list[Weighed] = []
    undated = unplaced = retold = 0
    low, high = 0, FOREVER
    reach = int(weighing.rules()["reach"])
    for way in (key, key[::-1]):
        told = here.told((way[0], way[1]))
        on, off = placed(here, told.acts)
        retold += told.retold
        unplaced += len(off)
        undated += sum(a.head.placed == "told" for a in on)
        for kind, found in acts.items():
            found.append([a for a in on if a.head.kind == kind])
        both += acts["conflict"][-1]
        last_days = [a.ends for a in on]
        # spread acts that reach beyond the end, acts to come and acts that fade out of reach change with the end
        low = max([low, *(min(last, end) for _, last in last_days)])
        later = [a.head.first for a, _ in off if a.head.first is not None and a.head.first > end]
        high = min([high, *(end for _, last in last_days if last > end), *(d - 1 for d in later)])
        high = min([high, *(last + reach for _, last in last_days)])
    held = [d for d in cover if d >= end - reach]
    low, high = max([low, *held]), min([high, *(d + reach for d in held[:1])])
    sides = [*acts["cooperation"], *acts["conflict"], both]
    return _Drawn(
        acts=tuple(len(a) if end else 0 for a in sides),
        streams=tuple(seen_of(a, cover, end) for a in sides if a and end),
        counted=(undated, unplaced, retold),
        good=(low, high),
    )


def _short(one: _Drawn, means: Iterator[float], levers: Levers) -> Short:
    lasts = map(max, one.streams)
    sides = [Side(acts=n, mean=round(next(means), FINE), day=next(lasts)) if n else Side() for n in one.acts]
    return Short(
        cooperation=(sides[0], sides[1]),
        conflicts=(sides[2], sides[3]),
        conflict=sides[4],
        levers=levers,
        undated=one.counted[0],
        unplaced=one.counted[1],
        retold=one.counted[2],
        low=one.good[0],
        high=one.good[1],
    )


def _levers(here: Ground, key: Key) -> tuple[str, ...]:
    if not any(acts.levers for _, acts in here.shelf.acts(*key)):
        return ()
    return tuple(f"{name}: {state}" for name, state in map(brief, grouped(here.shelf, *key)[:LEVERS]))


def unordered(keys: Iterable[Key]) -> list[Key]:
    """Pairs without a direction, in order."""
    return sorted({(min(k), max(k)) for k in keys})


def shorts(here: Ground) -> dict[Key, Short]:
    """All pairs in short, by the two parties in order."""
    return shorts_of(here, unordered(here.keys()), here.covered)
