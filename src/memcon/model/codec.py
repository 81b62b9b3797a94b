"""The JSON codec of a memorandum: dataclasses to plain values and back, checked."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from memcon.model.errors import InputError
from memcon.model.memo import SCHEMA, Memorandum

T = TypeVar("T")


def plain(value: Any) -> Any:
    """A dataclass as dictionaries, lists and scalars, keys in field order."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    return value


def dumps(memo: Memorandum) -> str:
    """The memorandum as JSON, UTF-8, one key to a line, ending in a line feed."""
    document = plain(memo)
    ordered = {"schema": document.pop("schema"), **document}
    if ordered["made"] is None:
        del ordered["made"]
    return json.dumps(ordered, ensure_ascii=False, indent=1) + "\n"


@cache
def _hints(cls: Any) -> dict[str, Any]:
    return get_type_hints(cls)


def _build(hint: Any, value: Any, where: str) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        inner = next(a for a in get_args(hint) if a is not type(None))
        return _build(inner, value, where)
    if origin is tuple:
        if not isinstance(value, list):
            raise InputError(f"memorandum: {where} should be a list, is {type(value).__name__}")
        return tuple(_build(get_args(hint)[0], v, f"{where}[{i}]") for i, v in enumerate(value))
    if origin is Literal:
        if value not in get_args(hint):
            raise InputError(f"memorandum: {where} is {value!r}, expected one of {', '.join(map(str, get_args(hint)))}")
        return value
    if dataclasses.is_dataclass(hint):
        if not isinstance(value, dict):
            raise InputError(f"memorandum: {where} should be an object, is {type(value).__name__}")
        return build(typing.cast("type", hint), value, where)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
        raise InputError(f"memorandum: {where} should be {hint.__name__}, is {type(value).__name__}")
    return value


def build(cls: type[T], value: dict[str, Any], where: str) -> T:
    """The dataclass of a JSON object; keys that this version does not know are left out."""
    hints = _hints(typing.cast("Any", cls))
    known = {f.name: f for f in dataclasses.fields(typing.cast("Any", cls))}
    missing = [
        name
        for name, f in known.items()
        if name not in value and f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
    ]
    if missing:
        raise InputError(f"memorandum: {where} lacks {', '.join(missing)}")
    return cls(**{k: _build(hints[k], v, f"{where}.{k}") for k, v in value.items() if k in known})


def loads(text: str, name: str = "memorandum") -> Memorandum:
    """The memorandum of a JSON text.

    Raises ``InputError`` with the name of the file, the key and what was expected there.
    """
    try:
        document = json.loads(text)
    except ValueError as error:
        raise InputError(f"{name}: not JSON ({error}); give the file that memcon brief --json wrote") from error
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        found = document.get("schema") if isinstance(document, dict) else None
        raise InputError(f"{name}: schema is {found!r}, this memcon reads {SCHEMA!r}; make it again with memcon brief")
    return build(Memorandum, document, name)
