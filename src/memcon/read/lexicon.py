"""The data files of this room, loaded once."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from memcon.model.data import mapping
from memcon.model.gazetteer import states


def table(name: str) -> dict[str, Any]:
    """A data file of ``read/data`` as plain values."""
    return mapping("read", name)


@cache
def words(name: str, key: str) -> frozenset[str]:
    """One list of a data file, as a set."""
    return frozenset(str(w) for w in table(name)[key])


@cache
def same_office(office: str) -> frozenset[str]:
    """The names of one office, its own among them: a foreign minister is called foreign secretary elsewhere."""
    return frozenset({office}).union(*(g for g in table("names")["same_offices"] if office in g))


@cache
def line_patterns() -> re.Pattern[str]:
    """What a whole line of boilerplate looks like."""
    return re.compile("|".join(f"(?:{p})" for p in table("segments")["boilerplate"]), re.IGNORECASE)


@cache
def elsewhere(office: str) -> frozenset[str]:
    """The states that have no such office, where only few have it; empty for an office that any state can have."""
    having = table("names")["offices_of"].get(office)
    return frozenset(states()) - frozenset(map(str, having)) if having else frozenset()
