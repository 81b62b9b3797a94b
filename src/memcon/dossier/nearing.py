"""Pairs of events of different parts that were nearly one, or nearly two: weighed again when somebody asks for them.

Nothing of it is kept. The outlines by which events of different parts are found to be one are held against each other
once more, and what lies below the threshold is named too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from memcon.dossier.numbering import Numbering
from memcon.dossier.telling import Settled, settled, told
from memcon.dossier.telling import story as story_of
from memcon.dossier.twinning import _facts, _ranges
from memcon.dossier.waiting import NARROW, NearMiss, near_misses, spoken
from memcon.model.errors import InputError
from memcon.model.memo import Event, Memorandum
from memcon.pipeline import Options
from memcon.reconcile.align import NEAR_MISSES
from memcon.reconcile.lexis import table
from memcon.reconcile.outlines import opened
from memcon.reconcile.twins import DAY, Near, Range, nearly, needed
from memcon.store import twins
from memcon.store.file import Store, open_

T = TypeVar("T")
MOST = 40
"""Pairs across parts that are named of one story."""
TAKEN = "one of the two is one with another event there"
MIXED = "not all that is told of the two is alike"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Met:
    """Two events of two parts: ``part`` is the memorandum of the other, ``one`` whether they are told as one."""

    part: int
    near: Near
    one: bool

    @property
    def far(self) -> float:
        """How far from the other verdict it lies."""
        return max(0.0, self.near.score - needed() if self.one else needed() - self.near.score)


def near_pairs(path: str | Path, *, story: int = 1, options: Options | None = None) -> tuple[NearMiss, ...]:
    """The pairs that a person might decide otherwise, those with events of other parts among them, the closest first.

    Raises ``InputError`` where there is no such story.
    """
    options = options or Options()
    with open_(path, write=False) as store:
        found = settled(store, options)
        if found is None:  # a file that takes no writing, and holds more than was told of it
            memos = told(store, options)[0]
            return near_misses(_one(memos, story))
        _one(found.stories, story)
        names = found.numbering
        memo = story_of(store, found, story, names=names)
        more = _across(store, found, memo, story, names)
    every = sorted(
        (*near_misses(memo), *more),
        key=lambda n: (n.barred, round(_far(n), 6), n.right_story or 0, n.number),
    )
    return tuple(replace(one, number=number) for number, one in enumerate(every, 1))


def _one(some: Sequence[T], number: int) -> T:
    if not 1 <= number <= len(some):
        raise InputError(f"there is no story {number} in this dossier; there are {len(some)}")
    return some[number - 1]


def _far(one: NearMiss) -> float:
    over = one.score - one.needed
    return max(0.0, -over) if one.verdict == "different" else abs(over)


def _across(store: Store, found: Settled, memo: Memorandum, number: int, names: Numbering) -> list[NearMiss]:
    met = _best(store, found, memo, number)
    numbers = {s.memorandum: s.number for s in found.stories}
    events = {e.id: e for e in memo.events}
    others: dict[int, dict[str, Event]] = {}
    out = []
    for n, one in enumerate(met, 1):
        there = numbers[one.part]
        if there not in others:
            others[there] = {e.id: e for e in story_of(store, found, there, names=names).events}
        left, right = events[one.near.left], others[there][one.near.right]
        taken = any(t.story == there for t in left.twins) or any(t.story == number for t in right.twins)
        out.append(_miss(n, one, left, right, there=there, why=TAKEN if taken else MIXED))
    return out


def _miss(number: int, met: _Met, left: Event, right: Event, *, there: int, why: str) -> NearMiss:
    spoke_for, spoke_against = spoken(met.near.because)
    if not met.one and met.near.score >= needed():
        spoke_against = (*spoke_against, why)
    return NearMiss(
        number=number,
        verdict="same" if met.one else "different",
        left_event=left.id,
        right_event=f"{right.id}@{there}",
        left=left.mentions[0].trigger,
        right=right.mentions[0].trigger,
        left_name=left.id,
        right_name=f"{right.id}@{there}",
        left_sentence=left.mentions[0].sentence,
        right_sentence=right.mentions[0].sentence,
        score=met.near.score,
        needed=needed(),
        spoke_for=spoke_for,
        spoke_against=spoke_against,
        right_story=there,
        right_label=right.label,
    )


def _best(store: Store, found: Settled, memo: Memorandum, number: int) -> list[_Met]:
    """The closest pairs of a story with other parts: a few of each event, one of what several parts tell."""
    mine = found.stories[number - 1].memorandum
    twins_of = {(e.id, t.story, t.event) for e in memo.events for t in e.twins}
    numbers = {s.memorandum: s.number for s in found.stories}
    with store.reading() as connection:
        parts = {m: p for m, p in twins.parts(connection).items() if m in numbers}
        held = twins.events_between(connection, parts[mine].first, parts[mine].last)
        here = {e.name: _facts(e).range for e in held.values()}
        others = _beside(connection, parts, mine, here)
        bodies = {m: opened(body, str(m)) for m, body in twins.bodies(connection, [mine, *others]).items()}
        met = []
        for other in others:
            there = twins.events_between(connection, parts[other].first, parts[other].last)
            ranges = {e.name: _facts(e).range for e in there.values()}
            leads = {e.name: e.id for e in there.values()}
            rows = twins.rows(connection, leads.values())
            decided = _decided(parts[mine], parts[other])
            for one in nearly(bodies[mine], bodies[other], (here, ranges), story=_whole(parts, mine, other)):
                same = (one.left, numbers[other], one.right) in twins_of
                if (one.left, one.right) in decided or (same and one.score >= needed() + NARROW):
                    continue
                row = rows.get(leads[one.right])
                met.append((row.lead if row else leads[one.right], _Met(part=other, near=one, one=same)))
    count: Counter[str] = Counter()
    seen: set[tuple[str, int]] = set()
    out = []
    for lead, pair in sorted(met, key=lambda m: (m[1].far, numbers[m[1].part], _order(m[1].near))):
        left = pair.near.left
        if (left, lead) not in seen and count[left] < NEAR_MISSES:
            seen.add((left, lead))
            count[left] += 1
            out.append(pair)
    return out[:MOST]


def _order(one: Near) -> tuple[int, int]:
    return int(one.left[1:]), int(one.right[1:])


def _beside(
    connection: Connection, parts: Mapping[int, twins.Part], mine: int, here: Mapping[str, Range | None]
) -> list[int]:
    """The parts that can tell an event of a part: of its story and near in time, or with events of its days."""
    longest = int(table("stories")["dated"]) * DAY
    moments = sorted(r for r in here.values() if r and r[1] - r[0] <= longest)
    met = sorted(twins.dated(connection, _ranges(moments, longest), longest))
    reach = int(table("stories")["reach"])
    out = []
    for m, part in sorted(parts.items()):
        if m == mine:
            continue
        days, own = part.days, parts[mine].days
        close = days and own and own[0] <= days[1] + reach and days[0] <= own[1] + reach
        if (close and _whole(parts, mine, m)) or any(part.first <= e <= part.last for e in met):
            out.append(m)
    return out


def _whole(parts: Mapping[int, twins.Part], one: int, two: int) -> bool:
    return parts[one].whole == parts[two].whole


def _decided(one: twins.Part, two: twins.Part) -> set[tuple[str, str]]:
    """The pairs of events of two parts that one judgement names."""
    return {(a, b) for n, _, a in one.judged for m, _, b in two.judged if n == m}
