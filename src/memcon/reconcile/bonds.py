"""What is one and what is two, as people judged it: equivalence classes with enemies, in whatever order they come."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Bonds(Generic[K]):
    """Union-find over keys, with pairs of classes that may never become one."""

    def __init__(self) -> None:
        self._parent: dict[K, K] = {}
        self._enemies: dict[K, set[K]] = {}

    def __bool__(self) -> bool:
        """Whether anything was judged at all."""
        return bool(self._parent)

    def root(self, key: K) -> K:
        """The key that stands for a key's class; itself where nothing ties it."""
        while (above := self._parent.get(key, key)) != key:
            key = above
        return key

    def one(self, a: K, b: K) -> bool:
        """Whether the two are one by what was joined so far."""
        return self.root(a) == self.root(b)

    def apart(self, a: K, b: K) -> bool:
        """Whether the two may not be one."""
        return self.root(b) in self._enemies.get(self.root(a), ())

    def join(self, a: K, b: K) -> bool:
        """Make the two one; false, and nothing is changed, where they are to be kept apart."""
        a, b = self.root(a), self.root(b)
        self._parent.setdefault(a, a)
        self._parent.setdefault(b, b)
        if a == b:
            return True
        if self.apart(a, b):
            return False
        self._parent[b] = a
        for enemy in self._enemies.pop(b, set()):
            self._enemies[enemy].discard(b)
            self._enemies[enemy].add(a)
            self._enemies.setdefault(a, set()).add(enemy)
        return True

    def part(self, a: K, b: K) -> bool:
        """Keep the two apart; false, and nothing is changed, where they are one already."""
        a, b = self.root(a), self.root(b)
        if a == b:
            return False
        for one, two in ((a, b), (b, a)):
            self._parent.setdefault(one, one)
            self._enemies.setdefault(one, set()).add(two)
        return True

    def join_all(self, keys: Iterable[K]) -> bool:
        """Make all of them one; false, and nothing is changed, where two of them are to be kept apart."""
        known = list(dict.fromkeys(self.root(k) for k in keys))
        if any(self.apart(a, b) for i, a in enumerate(known) for b in known[i + 1 :]):
            return False
        return all(self.join(known[0], k) for k in known) if known else True

    def part_all(self, left: Iterable[K], right: Iterable[K]) -> bool:
        """Keep each of one side apart from each of the other; false, and nothing is changed, where two are one."""
        one, two = list(left), list(right)
        if any(self.one(a, b) for a in one for b in two):
            return False
        return all(self.part(a, b) for a in one for b in two)
