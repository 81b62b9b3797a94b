"""The events of a dossier that are one, worked out anew around those that came or went, from what the file keeps."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from memcon.reconcile.regrouping import Regrouping
from memcon.reconcile.twins import by_number
from memcon.store import twins
from memcon.store.file import Store
from memcon.store.twins import Row

Beside = Callable[[Iterable[int]], Mapping[int, Mapping[int, float]]]
Rank = tuple[int, str, int]


Sides = dict[int, tuple[tuple[int, str], ...]]
"""By event, the judgements that name it, each with the side."""


class Before:
    """Which events were one before, of those that are as they were."""

    def __init__(self, rows: Mapping[int, Row], new: set[int]) -> None:
        self._lead = {n: r.lead for n, r in rows.items()}
        self._facts = {n: r.facts for n, r in rows.items()}
        self._new = new
        self._held: dict[int, set[int]] = defaultdict(set)
        for n, lead in self._lead.items():
            self._held[lead].add(n)

    def together(self, a: int, b: int) -> bool:
        """Whether two events were found to be one with a third, so that nothing forbids that they are one."""
        lead = self._lead.get(a)
        return lead is not None and lead == self._lead.get(b) and not {a, b, lead} & self._new

    def same(self, some: Sequence[int], sides: Sides) -> bool:
        """Whether a class is the one that it was, and all that is known of it too."""
        if self._held.get(some[0]) != set(some) or self._new & set(some):
            return False
        told = [json.loads(self._facts[n]) for n in some]
        judged = [[list(j) for j in sides.get(n, ())] for n in some]
        return [f["at"] for f in told] == list(range(len(some))) and [f.get("judged", []) for f in told] == judged


class Kept:
    """What is alike as it will be kept: what was, without what goes and what is weighed anew, and what is new."""

    def __init__(
        self,
        store: Store,
        alike: Mapping[tuple[int, int], float],
        joined: Iterable[tuple[int, int]],
        lost: set[int],
        left: set[int],
    ) -> None:
        self._store = store
        self._new: dict[int, dict[int, float]] = defaultdict(dict)
        self._joined: dict[int, set[int]] = defaultdict(set)
        self._lost, self._left = lost, left
        for (a, b), score in alike.items():
            self._new[a][b] = self._new[b][a] = score
        for a, b in joined:
            self._joined[a].add(b)
            self._joined[b].add(a)
        self.found: dict[int, dict[int, float]] = {}

    def beside(self, ids: Iterable[int]) -> dict[int, set[int]]:
        """What each of some events hangs together with."""
        wanted = set(ids)
        with self._store.reading() as connection:
            old = twins.beside(connection, wanted - self._left)
        for one in wanted:
            there = {o: s for o, s in old.get(one, {}).items() if o not in self._lost and o not in self._left}
            self.found[one] = {**there, **self._new.get(one, {})}
        return {n: {*self.found[n], *self._joined.get(n, ())} for n in wanted}

    def around(self, ids: Iterable[int]) -> set[int]:
        """What was alike or one with some events that go, and stays."""
        wanted = set(ids)
        with self._store.reading() as connection:
            old = twins.beside(connection, wanted)
            rows = twins.classes_of(connection, wanted)
        return ({o for some in old.values() for o in some} | rows.keys()) - self._lost


@dataclass(frozen=True, slots=True, kw_only=True)
class Homes:
    """The part of an event, and by what that is told from others."""

    part: Callable[[int], int]
    mark: Callable[[int], str]


class _File:
    """What is asked of events, read for many at once and kept."""

    def __init__(self, store: Store, beside: Beside, homes: Homes) -> None:
        self._store, self._ask, self._homes = store, beside, homes
        self._beside: dict[int, Mapping[int, float]] = {}
        self._ranks: dict[int, Rank] = {}
        self._leads: dict[int, int] = {}
        self._taken: dict[int, list[int]] = {}

    def know(self, ids: Iterable[int]) -> None:
        """Read the ranks of events, and who each was one with."""
        wanted = {n for n in ids if n not in self._ranks}
        if not wanted:
            return
        with self._store.reading() as connection:
            found = twins.standing(connection, wanted)
            self._taken |= twins.mates(connection, [event for event, *_, facts in found if facts])
        for event, name, reports, lead, facts in found:
            own = json.loads(facts).get("own") if facts else None
            told = own["reports"] if own else reports
            self._ranks[event] = -told, self._homes.mark(event), by_number(name)
            self._leads[event] = event if lead is None else lead

    def read(self, ids: Iterable[int]) -> None:
        """Read what events are alike with, and the ranks of that."""
        wanted = {n for n in ids if n not in self._beside}
        if wanted:
            self._beside |= self._ask(wanted)
            self.know({*wanted, *(n for one in wanted for n in self._beside[one])})

    def ahead(self, ids: Collection[int]) -> None:
        """Read at once what will be asked for where some events come: of those that lead, what they may take."""
        self.read(ids)
        near = {n for one in ids for n in self._beside[one]}
        self.read(n for n in near if self._leads.get(n) == n)

    def beside(self, one: int) -> Mapping[int, float]:
        if one not in self._beside:
            self.read([one])
            self.read(self._beside[one])  # of which it is asked next
        return self._beside[one]

    def rank(self, one: int) -> Rank:
        if one not in self._ranks:
            self.know([one])
        return self._ranks[one]

    def lead(self, one: int) -> int:
        if one not in self._leads:
            self.know([one])
        return self._leads.get(one, one)

    def taken(self, one: int) -> list[int]:
        self.lead(one)
        return self._taken.get(one, [])


def regrouped(
    store: Store,
    beside: Beside,
    homes: Homes,
    *,
    gone: Collection[int],
    came: Collection[int],
    new: Collection[int],
    refused: Callable[[int, int], bool],
) -> tuple[list[list[int]], set[int]]:
    """The classes that came of it, the one that leads first, and the events that were looked at.

    ``gone`` are events that go, or whose likenesses are all others, ``came`` those that are there with new ones,
    ``new`` all that are other than they were.
    """
    file = _File(store, beside, homes)

    def forbidden(a: int, b: int) -> bool:
        lead = file.lead(a)  # what was one with a third is not forbidden to be one
        return (lead != file.lead(b) or not {a, b, lead}.isdisjoint(new)) and refused(a, b)

    work = Regrouping[int](
        rank=file.rank, beside=file.beside, part=homes.part, lead=file.lead, taken=file.taken, refused=forbidden
    )
    file.know(gone)
    file.ahead(came)
    work.goes(gone)
    work.comes(came)
    seen = work.run()
    heads = sorted({work.of(n) for n in seen}, key=file.rank)
    found = [sorted([head, *work.held(head)], key=file.rank) for head in heads if work.held(head)]
    return found, seen | {n for some in found for n in some}
