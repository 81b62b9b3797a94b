"""Memoranda from elsewhere: times that are none, clocks that no table knows, parties and claims that are not there."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from memcon.model.memo import Event, Memorandum
from memcon.outlook import agenda, relations, watch
from memcon.outlook.calendar import calendar, check

BAD = ("", "soon", "0001-01-01T00:00+00:00", "9999-12-31T23:00-12:00", "2026-13-40T00:00+00:00", "2026-03-19T00:00")


def spoiled(event: Event, chance: random.Random) -> Event:
    time = event.time
    if time is not None and chance.random() < 0.5:
        clocks = tuple(replace(c, zone="Nowhere/Land", earliest=chance.choice(BAD)) for c in time.clocks)
        first, last = chance.choice((*BAD, time.earliest, None)), chance.choice((*BAD, time.latest, None))
        time = replace(time, earliest=first, latest=last, clocks=clocks)
    return replace(event, time=time, actors=tuple(a if chance.random() < 0.9 else "nobody" for a in event.actors))


@pytest.mark.parametrize("seed", range(12))
def test_nothing_that_a_file_says_ends_a_run(story: Memorandum, seed: int) -> None:
    chance = random.Random(seed)
    bad = replace(
        story,
        events=tuple(spoiled(e, chance) for e in story.events),
        reports=tuple(replace(r, published=chance.choice((*BAD, r.published))) for r in story.reports),
        claims=tuple(c for c in story.claims if chance.random() < 0.9),
    )
    relations([bad])
    watch([bad])
    found = agenda([bad])
    assert check(calendar(found, stamp=datetime(2026, 1, 1, tzinfo=UTC)), found.plans) == []
