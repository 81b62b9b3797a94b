"""The data files of this room, loaded once."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def table(name: str) -> dict[str, Any]:
    """A data file of ``read/data`` as plain values."""
    text = (files("memcon.read") / "data" / f"{name}.yaml").read_text("utf-8")
    return dict(yaml.load(text, Loader=_LOADER))  # noqa: S506 - a safe loader, in C where there is one


@cache
def words(name: str, key: str) -> frozenset[str]:
    """One list of a data file, as a set."""
    return frozenset(str(w) for w in table(name)[key])


@cache
def line_patterns() -> re.Pattern[str]:
    """What a whole line of boilerplate looks like."""
    return re.compile("|".join(f"(?:{p})" for p in table("segments")["boilerplate"]), re.IGNORECASE)
