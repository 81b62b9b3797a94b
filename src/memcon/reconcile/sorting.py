"""Reports sorted by what hangs together, one by one as they come: the result is the same in any order.

Dated reports that are close and of one time are tied, and so are undated ones that are close; what hangs
together through ties is a knot. A knot of undated reports goes to the dated report that one of them is closest to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from memcon.reconcile.closeness import Floats, Shelf, near, together
from memcon.reconcile.lexis import table
from memcon.reconcile.sketches import Ints

NONE = -1


@dataclass(slots=True, kw_only=True)
class Sorted:
    """Where each report of a shelf is: written to while reports are sorted in.

    ``knot`` is the least place in its knot, ``NONE`` while it is not sorted in. ``home`` is the dated report that
    an undated one is closest to, ``NONE`` for none, and ``closeness`` how close.
    """

    knot: Ints
    home: Ints
    closeness: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What hangs together, in the order of its days. ``days`` are ordinals: of an undated report its home's day."""

    members: tuple[int, ...]
    days: tuple[int, ...]


def empty(size: int) -> Sorted:
    """So many reports, none of them sorted in."""
    return Sorted(
        knot=np.full(size, NONE, dtype=np.int64),
        home=np.full(size, NONE, dtype=np.int64),
        closeness=np.zeros(size, dtype=np.float64),
    )


def sort_in(shelf: Shelf, found: Sorted, fresh: Sequence[int]) -> None:
    """Sort in reports that are not yet; those that are keep their places unless a new one ties them."""
    enough = table("stories")["threshold"]
    day = shelf.heads.day
    for one in fresh:
        others = np.flatnonzero(found.knot != NONE)
        found.knot[one], found.home[one], found.closeness[one] = one, NONE, 0.0
        if not len(others):
            continue
        score = near(shelf, one, others).score
        dated = day[others] > 0
        if day[one]:
            close = others[dated & (score >= enough)]
            tied = close[together(shelf, one, close)]
            loose, how = others[~dated], score[~dated]
            for n in np.flatnonzero(how >= enough):
                _offer(shelf, found, int(loose[n]), one, float(how[n]))
        else:
            tied = others[~dated & (score >= enough)]
            there, how = others[dated], score[dated]
            for n in np.flatnonzero((how >= enough) & (how == np.max(how, initial=0.0))):
                _offer(shelf, found, one, int(there[n]), float(how[n]))
        met = np.unique(np.concatenate([found.knot[tied], [one]]))
        found.knot[np.isin(found.knot, met)] = np.min(met)


def _offer(shelf: Shelf, found: Sorted, one: int, home: int, closeness: float) -> None:
    """Let a dated report be the home of an undated one, if it is the closest; of equals, the earliest."""
    old = int(found.home[one])
    if old == NONE or (-closeness, *_place(shelf, home)) < (-float(found.closeness[one]), *_place(shelf, old)):
        found.home[one], found.closeness[one] = home, closeness


def _place(shelf: Shelf, one: int) -> tuple[int, int]:
    return int(shelf.heads.day[one]), int(shelf.heads.mark[one])


def affected(found: Sorted, gone: Sequence[int]) -> list[int]:
    """The reports to be sorted in anew when some go: those of their knots, and the undated at home with them."""
    lost = np.array(sorted(gone), dtype=np.int64)
    knots = found.knot[np.isin(np.arange(len(found.knot)), lost) | np.isin(found.home, lost)]
    return [int(i) for i in np.flatnonzero(np.isin(found.knot, knots[knots != NONE])) if i not in set(gone)]


def groups(shelf: Shelf, found: Sorted) -> list[Group]:
    """What hangs together: knots of dated reports with the undated ones at home there, and the other undated ones."""
    day = shelf.heads.day
    knots: dict[int, list[int]] = {}
    for one in np.flatnonzero(found.knot != NONE):
        knots.setdefault(int(found.knot[one]), []).append(int(one))
    held: dict[int, list[tuple[int, int, int, int]]] = {}
    for knot, members in knots.items():
        at = int(day[members[0]])
        homes = [
            (-float(found.closeness[m]), *_place(shelf, int(found.home[m])), int(found.home[m]))
            for m in members
            if found.home[m] != NONE
        ]
        if at == 0 and homes:
            *_, home = min(homes)
            key, at = int(found.knot[home]), int(day[home])
        else:
            key = knot
        held.setdefault(key, []).extend(
            (int(day[m]) or at, int(day[m] == 0), int(shelf.heads.mark[m]), m) for m in members
        )
    out = []
    for rows in held.values():
        rows.sort()
        out.append(Group(members=tuple(r[3] for r in rows), days=tuple(r[0] for r in rows)))
    return out


def cut(shelf: Shelf, group: Group, known: Sequence[int] = ()) -> list[int]:
    """The part that each member of a group goes to: all to one, or, of a large group, each to what it is closest to.

    Reports are dealt out in the order of their days, so that what comes later moves nothing that came before;
    ``known`` are the parts of the first members, as they were dealt out.
    """
    rules = table("stories")
    most, reach, enough = rules["most"], rules["reach"], rules["threshold"]
    if len(group.members) <= most:
        return [NONE] * len(group.members)
    parts = list(known)
    size: dict[int, int] = {}
    for part in parts:
        size[part] = size.get(part, 0) + 1
    for n in range(len(parts), len(group.members)):
        first = n
        while first > 0 and group.days[first - 1] >= group.days[n] - reach:
            first -= 1
        open_ = [m for m in range(first, n) if size[parts[m]] < most]
        best = len(size)
        if open_:
            plain = near(shelf, group.members[n], np.array([group.members[m] for m in open_])).plain
            ranked = [(-float(p), parts[m]) for p, m in zip(plain, open_, strict=True) if p >= enough]
            best = min(ranked)[1] if ranked else best
        parts.append(best)
        size[best] = size.get(best, 0) + 1
    return parts
