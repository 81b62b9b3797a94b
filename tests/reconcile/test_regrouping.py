"""Events that are one, worked out anew around what came or went: as if all were worked out at once."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest

from memcon.reconcile.regrouping import Regrouping
from memcon.reconcile.twins import classes


@dataclass(frozen=True)
class World:
    part: dict[int, int]
    order: dict[int, tuple[int, str, int]]
    edges: dict[tuple[int, int], float]
    barred: set[frozenset[int]]


def world(draw: random.Random) -> World:
    many, size, often = draw.randint(5, 40), draw.randint(2, 4), draw.choice([0.05, 0.2, 0.5])
    part = {n: n // size for n in range(many)}
    return World(
        part=part,
        order={n: (-draw.randint(1, 3), str(part[n]), n) for n in range(many)},
        edges={
            (a, b): draw.choice([0.5, 0.6, 0.7, 0.8])
            for a in range(many)
            for b in range(a + 1, many)
            if part[a] != part[b] and draw.random() < often
        },
        barred={frozenset((a, b)) for a in range(many) for b in range(a) if draw.random() < 0.2},
    )


def whole(here: World, some: set[int]) -> dict[int, list[int]]:
    found = classes(
        {n: here.order[n] for n in some},
        here.part.__getitem__,
        {(a, b): s for (a, b), s in here.edges.items() if {a, b} <= some},
        refused=lambda a, b: frozenset((a, b)) in here.barred,
    )
    return {one[0]: one[1:] for one in found}


@pytest.mark.parametrize("seed", range(150))
def test_around_what_came_and_went_it_comes_out_as_over_all_at_once(seed: int) -> None:
    draw = random.Random(seed)
    here = world(draw)
    parts = sorted(set(here.part.values()))
    draw.shuffle(parts)
    out, into = draw.randint(0, 2), draw.randint(0, 2)
    gone = {n for n, p in here.part.items() if p in parts[:out]}
    came = {n for n, p in here.part.items() if p in parts[out : out + into]}
    before, now = whole(here, set(here.part) - came), set(here.part) - gone
    leads = {n: head for head, rest in before.items() for n in (head, *rest)}
    beside: dict[int, dict[int, float]] = {n: {} for n in now}
    for (a, b), score in here.edges.items():
        if {a, b} <= now:
            beside[a][b] = beside[b][a] = score
    work = Regrouping[int](
        rank=here.order.__getitem__,
        beside=beside.__getitem__,
        part=here.part.__getitem__,
        lead=lambda n: leads.get(n, n),
        taken=lambda n: before.get(n, []),
        refused=lambda a, b: frozenset((a, b)) in here.barred,
    )
    work.goes(gone)
    work.comes(came)
    seen = work.run()
    found = {n: sorted(work.held(n), key=here.order.__getitem__) for n in now if work.of(n) == n and work.held(n)}
    wanted = whole(here, now)
    assert found == wanted
    other = {h for h in {*before, *wanted} - gone if before.get(h) != wanted.get(h)}
    assert other <= seen


def test_what_nothing_touches_is_not_looked_at() -> None:
    beside = {1: {2: 0.9}, 2: {1: 0.9}, 3: {4: 0.9}, 4: {3: 0.9, 5: 0.8}, 5: {4: 0.8}}
    leads = {1: 1, 2: 1, 3: 3, 4: 3}
    work = Regrouping[int](
        rank=lambda n: n,
        beside=beside.__getitem__,
        part=lambda n: n,
        lead=lambda n: leads.get(n, n),
        taken=lambda n: {1: [2], 3: [4]}.get(n, []),
        refused=lambda _a, _b: False,
    )
    work.comes([5])
    assert work.run().isdisjoint({1, 2})
    assert [work.of(n) for n in (3, 4, 5)] == [3, 3, 5]
