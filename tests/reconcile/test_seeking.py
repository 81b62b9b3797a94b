"""Events of a part found by what they are put beside others by, without opening those that have nothing of it."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from tests.reconcile.test_twins import chain

from memcon.reconcile.outlines import Outline, Outlines, opened, packed, places
from memcon.reconcile.profile import Chain
from memcon.reconcile.seeking import Sought
from memcon.reconcile.twins import _keys


def drawn(draw: random.Random, plain: Chain) -> Chain:
    def some(words: str, most: int) -> frozenset[str]:
        return frozenset(draw.sample(words.split(), draw.randint(0, most)))

    return replace(
        plain,
        type=draw.choice(["CONSULT", "SANCTION", "COERCE", "ASSAULT", "AGREE"]),
        acting=some("PER ECU CHL BOL", 2),
        acted=some("PER ECU CHL BOL", 2),
        kinds=some("talk visit call", 2),
        nouns=some("ban talks raid accord", 2),
        words=some("border port fish wheat ban talk", 3),
    )


def part(draw: random.Random, plain: Chain, many: int) -> Outlines:
    events = []
    for n in range(1, many + 1):
        held = tuple(drawn(draw, plain) for _ in range(draw.randint(1, 3)))
        events.append(Outline(name=f"E{n}", chains=held, alone=(True,) * len(held)))
    words = {w: 1.0 for e in events for c in e.chains for w in c.words}
    return Outlines(mark="m", days=None, weight=words, events=tuple(events))


@pytest.mark.parametrize("seed", range(40))
def test_no_event_that_shares_a_key_is_passed_over(seed: int) -> None:
    draw = random.Random(seed)
    mine, theirs = part(draw, chain("R1"), 2), part(draw, chain("R2"), 30)
    sought = [_keys(c) for e in mine.events for c in e.chains]
    found = places(opened(packed(theirs), "2").events, Sought(sought))
    for n, event in enumerate(theirs.events):
        if any(_keys(c).meets(k) for c in event.chains for k in sought):
            assert n in found
    assert len(found) < len(theirs.events) or seed
    assert list(places(theirs.events, Sought(sought))) == list(range(30))
