"""Which events are one, worked out anew only around what came or went: the classes of ``twins.classes``, all the same.

An event takes to it what is like it and comes after it, unless one before has taken that. So what one takes depends on
those before it alone, and only as far as these take what it is like. What came or went is gone through in that order,
and with it whoever gains or loses by it; all others keep what they had.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from heapq import heappop, heappush
from typing import Any, Generic, TypeVar

N = TypeVar("N", int, str)


class Regrouping(Generic[N]):
    """Events that are one, on the way from how they were to how they are.

    ``rank`` orders events; ``beside`` gives what one is alike with now, and how much; ``part`` that which holds no two
    of a class. ``lead`` is who an event was one with, itself where with none; ``taken`` whom one led, itself left out.
    ``refused`` is whether two that are not alike cannot be one.
    """

    def __init__(
        self,
        *,
        rank: Callable[[N], Any],
        beside: Callable[[N], Mapping[N, float]],
        part: Callable[[N], object],
        lead: Callable[[N], N],
        taken: Callable[[N], Collection[N]],
        refused: Callable[[N, N], bool],
    ) -> None:
        self._rank: Callable[[N], Any] = rank
        self._beside: Callable[[N], Mapping[N, float]] = beside
        self._part: Callable[[N], object] = part
        self._lead: Callable[[N], N] = lead
        self._taken: Callable[[N], Collection[N]] = taken
        self._refused: Callable[[N, N], bool] = refused
        self._of: dict[N, N] = {}
        self._held: dict[N, list[N]] = {}
        self._queue: list[tuple[Any, N]] = []
        self._queued: set[N] = set()
        self._gone: set[N] = set()
        self.seen: set[N] = set()

    def of(self, one: N) -> N:
        """Who an event is one with: itself, or the one that took it."""
        if one not in self._of:
            self._of[one] = self._lead(one)
        return self._of[one]

    def held(self, head: N) -> list[N]:
        """Whom an event has taken."""
        if head not in self._held:
            self._held[head] = [n for n in self._taken(head) if n not in self._gone]
        return self._held[head]

    def goes(self, some: Collection[N]) -> None:
        """Let some events go, and all that they were alike with."""
        self._gone |= set(some)
        for one in some:
            head = self._lead(one)
            if head != one:
                if head not in self._gone:
                    self.held(head)  # which are those that stay
                    self._push(head)
                continue
            for other in self._taken(one):
                if other not in self._gone:
                    self._free(other, None)

    def comes(self, some: Collection[N]) -> None:
        """Let some events come, that are one with none yet."""
        for one in some:
            self._gone.discard(one)
            self._of[one], self._held[one] = one, []
        for one in some:
            self._free(one, None)

    def run(self) -> set[N]:
        """Work out what becomes of it; the events that were looked at."""
        while self._queue:
            rank, one = heappop(self._queue)
            self._queued.discard(one)
            self.seen.add(one)
            old = self.held(one)
            new = self._takes(one, rank) if self.of(one) == one else []
            self._held[one] = new
            for other in new:
                before = self.of(other)
                if before == one:
                    continue
                if before != other:
                    self.held(before).remove(other)
                    self._push(before)
                self._of[other] = one
                self._push(other)  # which may have taken some
            for other in old:
                if other not in new and self.of(other) == one:
                    self._free(other, rank)
        return self.seen

    def _push(self, one: N) -> None:
        if one not in self._queued and one not in self._gone:
            self._queued.add(one)
            heappush(self._queue, (self._rank(one), one))

    def _free(self, one: N, after: Any) -> None:
        """Let an event be one with none, from some place in the order on: whoever comes before it may take it."""
        self._of[one] = one
        self._push(one)
        mine = self._rank(one)
        for other in self._beside(one):
            place = self._rank(other)
            if place < mine and (after is None or after < place):
                self._push(other)

    def _takes(self, one: N, rank: Any) -> list[N]:
        """Whom an event takes that nobody before it took."""
        near = self._beside(one)
        members, parts = [one], {self._part(one)}
        for other in sorted(near, key=lambda n: (-near[n], self._rank(n))):
            home = self.of(other)
            if self._rank(other) < rank or (home != other and self._rank(home) < rank) or self._part(other) in parts:
                continue
            if any(other not in self._beside(m) and self._refused(m, other) for m in members[1:]):
                continue
            members.append(other)
            parts.add(self._part(other))
        return members[1:]
