"""Whether two places that reports name for an act can be one: a town and its country can, two towns cannot."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from memcon.model.gazetteer import places, states

UNTOLD, WITHIN = 0.5, 0.8
"""How near two places are where one is not told, and where one lies in the other."""


@cache
def _lands() -> Mapping[str, tuple[str, bool]]:
    """The state of each name of a place, in lower case, and whether the name is that of the whole state."""
    out: dict[str, tuple[str, bool]] = {}
    for place in places():
        for name in (place.name, *place.names):
            out.setdefault(name.lower(), (place.country, False))
    for state in states().values():
        for name in state.capital:
            out.setdefault(name.lower(), (state.code, False))
        for name in (state.name, *state.names):
            out[name.lower()] = (state.code, True)
    return out


def within(one: str, two: str) -> bool:
    """Whether one of two names of places holds the other: as words, or as a state its town."""
    left, right = one.lower().removeprefix("the "), two.lower().removeprefix("the ")
    if left in right or right in left:
        return True
    here, there = _lands().get(left), _lands().get(right)
    return here is not None and there is not None and here[0] == there[0] and (here[1] or there[1])


def other_place(one: str | None, two: str | None) -> bool:
    """Whether two told places exclude each other."""
    return bool(one) and bool(two) and not within(one or "", two or "")


def nearness(one: str | None, two: str | None) -> float:
    """How near two places are, 0 to 1."""
    if not one or not two:
        return UNTOLD
    if one.lower() == two.lower():
        return 1.0
    return WITHIN if within(one, two) else 0.0


@cache
def known_towns() -> Mapping[str, str]:
    """The state of each town that the tables know, by its name in lower case; no seas, regions or lands among them.

    A town is told from a region by no table: a name of a region is one that holds others, so only names are taken
    that no word of a land or water is in.
    """
    out: dict[str, str] = {}
    wide = {"sea", "gulf", "strait", "bay", "river", "lake", "ocean", "region", "border", "line", "front", "valley"}
    for place in places():
        if place.country and not wide & set(place.name.lower().split()):
            out.setdefault(place.name.lower().replace("-", " "), place.country)
    for state in states().values():
        for name in state.capital:
            out[name.lower().replace("-", " ")] = state.code
    return out


def towns_apart(one: str, two: str) -> bool:
    """Whether two known towns cannot be one place: two capitals, or towns of two states."""
    if one == two:
        return False
    here, there = known_towns().get(one), known_towns().get(two)
    capitals = {name.lower().replace("-", " ") for s in states().values() for name in s.capital}
    return here is not None and there is not None and (here != there or {one, two} <= capitals)
