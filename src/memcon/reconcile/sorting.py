"""Reports sorted by what hangs together, one by one as they come: the result is the same in any order.

Dated reports that are close and of one time are tied, and so are undated ones that are close; what hangs
together through ties is a knot. A knot of undated reports goes to the dated report that one of them is closest to.
"""

from __future__ import annotations

from collections import Counter
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

    ``knot`` is the least place in its knot, ``NONE`` while it is not sorted in; ``strand`` the least of those in the
    knot that are of one matter with it. ``home`` is the dated report that an undated one is closest to, ``NONE`` for
    none, and ``closeness`` how close.
    """

    knot: Ints
    strand: Ints
    home: Ints
    closeness: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What hangs together, in the order of its days. ``days`` are ordinals: of an undated report its home's day.

    ``strands`` are marks that those of one matter share.
    """

    members: tuple[int, ...]
    days: tuple[int, ...]
    strands: tuple[int, ...]


def empty(size: int) -> Sorted:
    """So many reports, none of them sorted in."""
    return Sorted(
        knot=np.full(size, NONE, dtype=np.int64),
        strand=np.full(size, NONE, dtype=np.int64),
        home=np.full(size, NONE, dtype=np.int64),
        closeness=np.zeros(size, dtype=np.float64),
    )


def sort_in(shelf: Shelf, found: Sorted, fresh: Sequence[int]) -> None:
    """Sort in reports that are not yet; those that are keep their places unless a new one ties them."""
    rules = table("stories")
    enough = rules["threshold"]
    day = shelf.heads.day
    for one in fresh:
        others = np.flatnonzero(found.knot != NONE)
        found.knot[one], found.home[one], found.closeness[one] = one, NONE, 0.0
        found.strand[one] = one
        if not len(others):
            continue
        close_ = near(shelf, one, others)
        score = close_.score
        dated = day[others] > 0
        same = (dated == (day[one] > 0)) & (np.abs(day[others] - day[one]) <= rules["reach"])
        _tie(found.strand, one, others[same & (close_.plain >= rules["tight"])])
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
        _tie(found.knot, one, tied)


def _tie(labels: Ints, one: int, tied: Ints) -> None:
    """Let what hangs together with one of those tied be one with it; the least place names it."""
    met = np.unique(np.concatenate([labels[tied], [labels[one]]]))
    labels[np.isin(labels, met)] = np.min(met)


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
    held: dict[int, list[tuple[int, int, int, int, int]]] = {}
    for knot, members in knots.items():
        at, strand = int(day[members[0]]), NONE
        homes = [
            (-float(found.closeness[m]), *_place(shelf, int(found.home[m])), int(found.home[m]))
            for m in members
            if found.home[m] != NONE
        ]
        key = knot
        if at == 0 and homes:
            *_, home = min(homes)
            key, at, strand = int(found.knot[home]), int(day[home]), int(found.strand[home])
        rows = [
            (
                int(day[m]) or at,
                int(day[m] == 0),
                int(shelf.heads.mark[m]),
                m,
                int(found.strand[m]) if strand == NONE else strand,
            )
            for m in members
        ]
        held.setdefault(key, []).extend(rows)
    out = []
    for rows in held.values():
        rows.sort()
        days, _, _, places, strands = zip(*rows, strict=True)
        out.append(Group(members=places, days=days, strands=strands))
    return out


def cut(shelf: Shelf, group: Group) -> list[int]:
    """The part that each member of a group goes to: all to one, or, of a large group, by matter and by days.

    What comes moves nothing but what is near to it: a strand is a part, and so is all that is of no strand; those
    that are large still are cut where the calendar has fixed marks, a stretch of days in halves, until none is.
    """
    rules = table("stories")
    most = rules["most"]
    if len(group.members) <= most:
        return [NONE] * len(group.members)
    count = Counter(group.strands)
    pools: dict[int, list[int]] = {}
    for n, strand in enumerate(group.strands):
        pools.setdefault(strand if count[strand] >= rules["few"] else NONE, []).append(n)
    keys = [(day << BITS) | int(shelf.heads.mark[m]) >> 1 for m, day in zip(group.members, group.days, strict=True)]
    pieces = [p for pool in pools.values() for p in _halved(pool, keys, most)]
    out = [NONE] * len(group.members)
    for number, piece in enumerate(sorted(pieces)):
        for n in piece:
            out[n] = number
    return out


BITS = 62
"""Bits of a mark: what is of one day is told apart by these."""


def _halved(members: list[int], keys: Sequence[int], most: int) -> list[list[int]]:
    """Members parted by the bits of their keys, from the first in which they differ, until no part is too large."""
    if len(members) <= most:
        return [members]
    differ = 0
    for n in members:
        differ |= keys[n] ^ keys[members[0]]
    if not differ:  # one text many times over
        return [members[n : n + most] for n in range(0, len(members), most)]
    bit = differ.bit_length() - 1
    low = [n for n in members if not keys[n] >> bit & 1]
    high = [n for n in members if keys[n] >> bit & 1]
    return [*_halved(low, keys, most), *_halved(high, keys, most)]
