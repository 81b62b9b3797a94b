"""Frozen values made and changed: what ``dataclasses`` does, in less than half the time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
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


def swift(kind: type[T]) -> type[T]:
    """A frozen dataclass with slots, made in half the time: each slot is set by its own setter.

    To be put above ``@dataclass(frozen=True, slots=True, kw_only=True)``, on a class that checks nothing when it is
    made and has no factories of defaults.
    """
    known: dict[str, Any] = {}
    heads, lines = [], []
    for number, field in enumerate(fields(kind)):  # type: ignore[arg-type]
        known[f"put{number}"] = getattr(kind, field.name).__set__
        heads.append(field.name)
        if field.default is not MISSING:
            known[f"default{number}"] = field.default
            heads[-1] += f"=default{number}"
        lines.append(f"    put{number}(self, {field.name})")
    source = "\n".join([f"def __init__(self, *, {', '.join(heads)}):", *lines])
    exec(source, known)  # noqa: S102 - as dataclasses itself does; names of fields alone stand in it
    made = known["__init__"]
    made.__qualname__ = f"{kind.__qualname__}.__init__"
    setattr(kind, "__init__", made)  # noqa: B010 - mypy takes it for a method
    return kind
