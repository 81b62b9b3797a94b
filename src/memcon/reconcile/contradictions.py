"""Judgements that cannot both stand, by what they say of the same places alone."""

from __future__ import annotations

from collections.abc import Sequence

from memcon.model.judgements import Anchor, Ruling
from memcon.reconcile.bonds import Bonds

Place = tuple[str, int, int]


def _place(anchor: Anchor) -> Place:
    return anchor.sha256, anchor.start, anchor.end


def _bind(bonds: Bonds[Place], ruling: Ruling) -> bool:
    """Take what a judgement says of events being one or two; false where it cannot be."""
    left, right = ([_place(a) for a in side] for side in (ruling.left, ruling.right))
    if ruling.kind == "same":
        return bonds.join_all([*left, *right])
    if ruling.kind == "different":
        return bonds.part_all(left, right)
    return True


def contradicted(new: Ruling, standing: Sequence[Ruling]) -> Ruling | None:
    """The judgement that stands against a new one, the lowest in number; null where nothing does.

    Several may be needed to speak against it (one and two are the same, two and three are not): then the last
    of these by number is named, without which the others would let it be.
    """
    ordered = sorted(standing, key=lambda r: r.number)
    if new.kind in {"same", "different"} and not _fits(new, ordered):
        return next(one for n, one in enumerate(ordered, 1) if not _fits(new, ordered[:n]))
    bonds: Bonds[Place] = Bonds()
    for one in ordered:
        _bind(bonds, one)
    return next((one for one in ordered if _clash(new, one, bonds)), None)


def _fits(new: Ruling, others: Sequence[Ruling]) -> bool:
    """Whether what a judgement says of events being one or two can be beside what others say."""
    bonds: Bonds[Place] = Bonds()
    for one in others:
        _bind(bonds, one)
    return _bind(bonds, new)


def _clash(new: Ruling, old: Ruling, bonds: Bonds[Place]) -> bool:
    """Whether two judgements give one thing two values."""
    if new.kind == old.kind == "reliability":
        same = new.source == old.source if new.source or old.source else new.texts == old.texts
        return same and new.letter != old.letter
    if new.kind == old.kind == "slot":
        other = {_place(a) for a in new.right} != {_place(a) for a in old.right}
        return new.slot == old.slot and other and new.value != old.value and _meet(new, old, bonds)
    if {new.kind, old.kind} <= {"about", "not-about"} and {_place(a) for a in new.right} == {
        _place(a) for a in old.right
    }:
        meet = _meet(new, old, bonds)
        return (new.kind != old.kind and meet) or (new.kind == old.kind == "about" and not meet)
    return False


def _meet(new: Ruling, old: Ruling, bonds: Bonds[Place]) -> bool:
    """Whether two judgements speak of one event: a place in both, or places that are one by judgement."""
    return any(bonds.one(_place(a), _place(b)) for a in new.left for b in old.left)
