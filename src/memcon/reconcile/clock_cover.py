"""The clocks that an arrangement of events needs: a small covering problem.

With every event in one cell of time each statement holds on a known set of clocks, as bits. Sought
are the fewest clocks for each report's dates, then the fewest over all, then relations on their
report's clock, then clocks of the parties' own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from memcon.reconcile.clock_cells import Problem
from memcon.reconcile.clock_network import Spend
from memcon.reconcile.clock_types import Apart, At, Days

MOST_CLOCKS = 4
"""Clocks that one report's dates may need before they are chosen greedily."""
MOST_COMBINATIONS = 2_000
"""Sets of clocks tried for a whole arrangement before they are chosen greedily."""

Used = tuple[int, int, int]
"""Clocks in use, relations on another clock than their report's dates, statements on no party's clock."""


def _bits(within: int) -> list[int]:
    return [1 << i for i in range(within.bit_length()) if within >> i & 1]


@lru_cache(maxsize=200_000)
def hitting(masks: frozenset[int], within: int) -> tuple[int, ...]:
    """The smallest sets of clocks, as bits, with one clock for every mask; one of them if they are large."""
    if not masks:
        return (0,)
    bits = _bits(within)
    for size in range(1, min(len(bits), MOST_CLOCKS) + 1):
        found = tuple(sum(c) for c in combinations(bits, size) if all(sum(c) & m for m in masks))
        if found:
            return found
    if len(bits) <= MOST_CLOCKS or not all(m & within for m in masks):
        return ()
    left, chosen = set(masks), 0
    while left:
        best = max(bits, key=lambda b: (sum(bool(m & b) for m in left), -b))
        chosen |= best
        left = {m for m in left if not m & best}
    return (chosen,)


def by_owner(problem: Problem, masks: Mapping[int, int]) -> tuple[dict[int, set[int]], set[int]]:
    """The clock sets of each report class's dates, and those of the relations."""
    dates: dict[int, set[int]] = {}
    relations: set[int] = set()
    for index, mask in masks.items():
        if not mask:
            continue
        item = problem.items[index]
        if isinstance(item.statement, At):
            dates.setdefault(item.owner, set()).add(mask)
        elif isinstance(item.statement, Days):
            relations.add(mask)
    return dates, relations


def needed(problem: Problem, dates: Mapping[int, Iterable[int]]) -> dict[int, int]:
    """How many clocks each report class needs for its dates."""
    return {owner: hitting(frozenset(masks), problem.all)[0].bit_count() for owner, masks in dates.items()}


def switches(problem: Problem, dates: Mapping[int, Iterable[int]]) -> int:
    """How often the reports change clocks among their dates, at the least."""
    return sum((n - 1) * problem.owner_weight[owner] for owner, n in needed(problem, dates).items())


def zones(
    problem: Problem, masks: Mapping[int, int], dates: Mapping[int, set[int]], relations: set[int], spend: Spend
) -> tuple[Used, dict[int, int], bool]:
    """The fewest clocks that do, the clock of each statement, and whether fewer were ruled out."""
    least = needed(problem, dates)
    bits = _bits(problem.all)
    tried = 0

    def fits(within: int) -> dict[int, tuple[int, ...]] | None:
        if not all(m & within for m in relations):
            return None
        sets: dict[int, tuple[int, ...]] = {}
        for owner, mine in dates.items():
            found = hitting(frozenset(m & within for m in mine), within)
            if not found or found[0].bit_count() != least[owner]:
                return None
            sets[owner] = found
        return sets

    for size in range(len(bits) + 1):
        best: tuple[Used, dict[int, int]] | None = None
        for combo in combinations(bits, size):
            tried += 1
            spend(4 + 4 * len(dates) + len(relations))
            if tried > MOST_COMBINATIONS:
                break
            within = sum(combo)
            sets = fits(within)
            if sets is None:
                continue
            spend(8 * len(masks))
            mixed, foreign, chosen = clocks(problem, masks, sets, within)
            found = ((size, mixed, foreign), chosen)
            if best is None or found[0] < best[0]:
                best = found
        if best is not None and tried <= MOST_COMBINATIONS:
            return *best, True
        if tried > MOST_COMBINATIONS:
            break
    else:
        return (0, 0, 0), {}, True
    return *_fewer(problem, masks, fits, bits), False


def _fewer(
    problem: Problem,
    masks: Mapping[int, int],
    fits: Callable[[int], dict[int, tuple[int, ...]] | None],
    bits: Sequence[int],
) -> tuple[Used, dict[int, int]]:
    """A set of clocks from which none can be taken away, the least used and the least at home going first."""
    home = {b: sum(bool(i.home & b) for i in problem.items) for b in bits}
    uses = {b: sum(bool(m & b) for m in masks.values()) for b in bits}
    within = problem.all
    for bit in sorted(bits, key=lambda b: (home[b], uses[b], -b)):
        if fits(within & ~bit) is not None:
            within &= ~bit
    sets = fits(within)
    mixed, foreign, chosen = clocks(problem, masks, sets or {}, within)
    return (within.bit_count(), mixed, foreign), chosen


def clocks(
    problem: Problem, masks: Mapping[int, int], sets: Mapping[int, tuple[int, ...]], within: int
) -> tuple[int, int, dict[int, int]]:
    """The clock of each statement within a set of clocks; relations apart, and clocks that are no party's."""
    mixed = foreign = 0
    chosen: dict[int, int] = {}
    mine: dict[int, list[int]] = {}
    for index in masks:
        mine.setdefault(problem.items[index].owner, []).append(index)
    for owner in sorted(mine):
        options: list[tuple[int, int, dict[int, int]]] = []
        for clock in sets.get(owner, (0,)):
            apart = strange = 0
            picked: dict[int, int] = {}
            for index in mine[owner]:
                item, mask = problem.items[index], masks[index] & within
                if not mask or isinstance(item.statement, Apart):
                    continue
                own = mask & clock
                if isinstance(item.statement, Days) and clock and not own:
                    apart += 1
                usable = own or mask
                strange += not usable & item.home
                usable = (usable & item.home) or usable
                picked[index] = usable & -usable
            options.append((apart, strange, picked))
        least = min(options, key=lambda o: o[:2])
        weight = problem.owner_weight[owner]
        mixed, foreign = mixed + weight * least[0], foreign + weight * least[1]
        chosen.update(least[2])
    return mixed, foreign, chosen
