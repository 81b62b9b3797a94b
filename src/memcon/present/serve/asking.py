"""What is asked of the desk: a query, a path and a form as frozen values, checked field by field."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints
from urllib.parse import parse_qsl

LONGEST = 400
"""Characters of a field that says nothing else of its length."""
MANY = 60
"""Fields that a query or a form may have."""
T = TypeVar("T")


class RefusedError(Exception):
    """What is asked cannot be given: an HTTP status, what is the matter, and what to do."""

    def __init__(self, status: int, what: str, then: str = "") -> None:
        super().__init__(what)
        self.status = status
        self.what = what
        self.then = then


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """A query that has no fields."""


def asked(
    told: str, *, default: Any = MISSING, longest: int = LONGEST, lines: bool = False, low: int = 0, high: int = 10**9
) -> Any:
    """A field of a query or form: what it means, its length or bounds, whether it may have lines."""
    about = {"told": told, "longest": longest, "lines": lines, "low": low, "high": high}
    if default is MISSING:
        return field(metadata=about)
    return field(default=default, metadata=about)


def pairs(text: str) -> dict[str, list[str]]:
    """The fields of a query string or of a form; raises where they are too many or no UTF-8."""
    try:
        found = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MANY)
    except ValueError as error:
        raise RefusedError(400, "The address or the form cannot be read.", "Go back and try again.") from error
    out: dict[str, list[str]] = {}
    for name, value in found:
        out.setdefault(name, []).append(value)
    return out


def read(kind: type[T], given: Mapping[str, Sequence[str]]) -> T:
    """The value of a query or form; a field that is empty counts as left out.

    Raises ``RefusedError`` that names the field. Fields that are not asked for are passed over.
    """
    hints = get_type_hints(kind)
    values: dict[str, Any] = {}
    for one in fields(kind):  # type: ignore[arg-type]
        raw = [v for v in given.get(one.name.rstrip("_"), ()) if v.strip()]
        if raw:
            values[one.name] = _value(one.name.rstrip("_"), hints[one.name], raw, one.metadata)
        elif one.default is MISSING:
            raise RefusedError(400, f"“{one.name.rstrip('_')}” is missing.", "Fill it in and send it again.")
    return kind(**values)


def plain(hint: Any) -> tuple[Any, bool]:
    """A type without its null, and whether it may be null."""
    if get_origin(hint) in (Union, types.UnionType):
        rest = [a for a in get_args(hint) if a is not type(None)]
        return rest[0], len(rest) < len(get_args(hint))
    return hint, False


def _value(name: str, hint: Any, raw: Sequence[str], about: Mapping[str, Any]) -> Any:
    kind, _ = plain(hint)
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return tuple(dict.fromkeys(_one(name, inner, v, about) for v in raw))
    return _one(name, kind, raw[-1], about)


def _one(name: str, kind: Any, text: str, about: Mapping[str, Any]) -> Any:
    text = text.replace("\r\n", "\n")
    if not about.get("lines"):
        text = " ".join(text.split())
    if len(text) > about.get("longest", LONGEST):
        raise RefusedError(400, f"“{name}” is too long.", f"At most {about.get('longest', LONGEST)} characters.")
    if any(not c.isprintable() and c not in "\n\t" for c in text):
        text = "".join(c if c.isprintable() or c in "\n\t" else "�" for c in text)
    if get_origin(kind) is Literal:
        if text not in get_args(kind):
            raise RefusedError(400, f"“{name}” cannot be that.", f"It is one of {', '.join(get_args(kind))}.")
        return text
    if kind is int:
        low, high = about.get("low", 0), about.get("high", 10**9)
        if not (text.isascii() and text.isdigit()) or len(text) > 12 or not low <= int(text) <= high:
            raise RefusedError(400, f"“{name}” is no number from {low} to {high}.", "Correct it.")
        return int(text)
    if kind is bool:
        return text not in ("0", "no", "false")
    if kind is date:
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise RefusedError(400, f"“{name}” is no date.", "Write it as 2026-05-03.") from error
    return text
