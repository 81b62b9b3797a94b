"""JSON Schema (2020-12) of the values that the desk gives and takes, from their dataclasses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from typing import Any, Literal, get_args, get_origin, get_type_hints

from memcon.present.serve.asking import plain

PLAIN: Mapping[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
}


def hidden(metadata: Mapping[str, Any]) -> bool:
    """Whether a field is for the page alone, such as a drawing that says again what other fields say."""
    return bool(metadata.get("page"))


def schema(kind: Any, parts: dict[str, Any]) -> dict[str, Any]:
    """The schema of a type; those of dataclasses are put into ``parts`` by name, and referred to."""
    inner, null = plain(kind)
    if null:
        return {"anyOf": [schema(inner, parts), {"type": "null"}]}
    if kind in PLAIN:
        return dict(PLAIN[kind])
    origin = get_origin(kind)
    if origin is Literal:
        return {"type": "string", "enum": list(get_args(kind))}
    if origin is tuple:
        args = get_args(kind)
        if len(args) == 2 and args[1] is Ellipsis:
            return {"type": "array", "items": schema(args[0], parts)}
        return {
            "type": "array",
            "prefixItems": [schema(a, parts) for a in args],
            "minItems": len(args),
            "maxItems": len(args),
        }
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": schema(get_args(kind)[1], parts)}
    if is_dataclass(kind) and isinstance(kind, type):
        name = named(kind)
        if name not in parts:
            parts[name] = {}
            parts[name] = _object(kind, parts)
        return {"$ref": f"#/components/schemas/{name}"}
    raise TypeError(f"no schema for {kind!r}")


def named(kind: type) -> str:
    """The name of a dataclass in the description: that of another room goes before it."""
    room = kind.__module__.split(".")[1]
    return kind.__name__ if room in ("present", "store") else f"{room.capitalize()}{kind.__name__}"


def _object(kind: type, parts: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    shown = [f for f in fields(kind) if not hidden(f.metadata)]
    out: dict[str, Any] = {
        "type": "object",
        "properties": {f.name: schema(hints[f.name], parts) for f in shown},
        "required": [f.name for f in shown],
    }
    if kind.__doc__:
        out["description"] = " ".join(kind.__doc__.split("\n\n")[0].split())
    return out


def value(thing: Any) -> Any:
    """A value as JSON has it; fields for the page alone are left out."""
    if is_dataclass(thing) and not isinstance(thing, type):
        return {f.name: value(getattr(thing, f.name)) for f in fields(thing) if not hidden(f.metadata)}
    if isinstance(thing, tuple | list):
        return [value(v) for v in thing]
    if isinstance(thing, Mapping):
        return {str(k): value(v) for k, v in thing.items()}
    if isinstance(thing, date):
        return thing.isoformat()
    return thing


def field_schema(kind: type, name: str) -> tuple[dict[str, Any], bool, str]:
    """The schema of a field that is asked for, whether it must be given, and what it means."""
    one = next(f for f in fields(kind) if f.name == name)
    hint, _ = plain(get_type_hints(kind)[name])
    found = schema(hint, {})
    about = one.metadata
    target = found["items"] if found.get("type") == "array" else found
    if target.get("type") == "string" and "format" not in target and "enum" not in target:
        target["maxLength"] = about.get("longest", 400)
    if target.get("type") == "integer":
        target |= {"minimum": about.get("low", 0), "maximum": about.get("high", 10**9)}
    return found, one.default is MISSING, str(about.get("told", ""))
