"""What people judged to be one event and two, as the alignment of chains sees it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from memcon.model.memo import Judgement
from memcon.reconcile.bundle import Key, Source
from memcon.reconcile.likeness import Verdict
from memcon.reconcile.profile import Chain
from memcon.reconcile.verdicts import Verdicts

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A person's judgement on two chains, as the memorandum gives it among the reasons."""

    chains: Pair
    judgement: Judgement


def judged_chains(chains: Sequence[Chain], judged: Verdicts | None) -> AbstractSet[int]:
    """The chains that people judged to be one event with others, or not to be."""
    if judged is None or not judged.bonds:
        return frozenset()
    keys = judged.keys
    return frozenset(i for i, c in enumerate(chains) if any((c.report, m.id) in keys for m in c.mentions))


class Ties:
    """Chains, by index, that are one or two by judgement; false where nothing was judged."""

    def __init__(self, chains: Sequence[Chain], classes: Mapping[int, Key], judged: Verdicts | None) -> None:
        self._chains = chains
        self._classes = classes
        self._judged = judged

    @classmethod
    def of(cls, chains: Sequence[Chain], held: Sequence[bool], judged: Verdicts | None) -> Ties:
        """The ties of chains; ``held`` says which of them people judged."""
        if judged is None or not judged.bonds:
            return cls(chains, {}, None)
        roots = {i: judged.bonds.root((c.report, c.mentions[0].id)) for i, c in enumerate(chains) if held[i]}
        return cls(chains, roots, judged)

    def __bool__(self) -> bool:
        return bool(self._classes)

    def together(self) -> list[list[int]]:
        """The chains of each class that has several, in order."""
        groups: dict[Key, list[int]] = {}
        for i, root in sorted(self._classes.items()):
            groups.setdefault(root, []).append(i)
        return [g for g in groups.values() if len(g) > 1]

    def barred(self, i: int, j: int) -> bool:
        """Whether two chains were judged to be two events."""
        one, two = self._classes.get(i), self._classes.get(j)
        return one is not None and two is not None and self._judged is not None and self._judged.bonds.apart(one, two)

    def lent(self, i: int, j: int) -> bool:
        """Whether a chain stands with another by judgement alone, so that what it says is nothing against others."""
        return i != j and i in self._classes and self._classes[i] == self._classes.get(j)

    def told(self, verdicts: Mapping[Pair, Verdict], sources: Mapping[str, Source]) -> Iterator[Told]:
        """The judgements as reasons, each once, with the likeness that memcon had found."""
        if self._judged is None:
            return
        homes = {(c.report, m.id): i for i, c in enumerate(self._chains) for m in c.mentions}
        places = {(c.report, m.id): sources[c.report].of(m.trigger) for c in self._chains for m in c.mentions}
        for found in (*self._judged.of("same"), *self._judged.of("different")):
            left, right = found.left[0], found.right[0]
            if left not in homes or right not in homes:
                continue
            i, j = homes[left], homes[right]
            own = verdicts.get((min(i, j), max(i, j)))
            one = found.ruling.kind == "same"
            yield Told(
                chains=(i, j),
                judgement=Judgement(
                    left=places[left],
                    right=places[right],
                    verdict="same" if one else "different",
                    score=1.0 if one else own.score if own else 0.0,
                    because=f"{found.ruling.by}: {found.ruling.because}",
                    number=found.ruling.number,
                ),
            )
