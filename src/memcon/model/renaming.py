"""Ids of reports given anew in a whole value: a story is told with ids of its own, and shown with those of all reports.

An id that is to be given anew begins with a character that no text has a use for, so that it is found in the
words of an explanation as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")

LOCAL = "\ue000"
"""The first character of an id that is one story's own."""
IDS = re.compile(LOCAL + "([0-9]+)")


def local(number: int) -> str:
    """The id of a story's report by its number, from 1."""
    return f"{LOCAL}{number}"


def renaming(names: Mapping[str, str]) -> Callable[[str], str]:
    """Words with the ids in them given anew; an id that is not among ``names`` stays."""

    def told(text: str) -> str:
        return IDS.sub(lambda m: names.get(m[0], m[0]), text) if LOCAL in text else text

    return told


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


def renamed(value: T, names: Mapping[str, str]) -> T:
    """A value of dataclasses, tuples and words with the ids of reports given anew."""
    told = renaming(names)

    def turned(one: Any) -> Any:
        if isinstance(one, str):
            return told(one)
        if isinstance(one, tuple):
            new = [turned(v) for v in one]
            return tuple(new) if any(a is not b for a, b in zip(new, one, strict=True)) else one
        if is_dataclass(one):
            kind: Any = type(one)
            old = {name: getattr(one, name) for name in _names(kind)}
            made = {name: turned(v) for name, v in old.items()}
            return kind(**made) if any(made[n] is not old[n] for n in old) else one
        return one

    found: T = turned(value)
    return found
