"""The YAML files that rules stand in: where they are, and how they are read.

On, off, yes and no are words in them, as they are in any list of words; only ``true`` and ``false`` are booleans.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from memcon.model.errors import DataError


@cache
def _loader() -> Any:
    """A safe loader, in C where there is one, to which "on", "off", "yes" and "no" are words."""
    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    rules = {
        first: [(tag, rule) for tag, rule in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
        for first, resolvers in base.yaml_implicit_resolvers.items()
    }
    return type("WordLoader", (base,), {"yaml_implicit_resolvers": rules})


@cache
def document(room: str, name: str) -> Any:
    """A YAML file of a room (``read``) by its name without ending (``coref``), as plain values; not to be changed."""
    path = files("memcon") / room / "data" / f"{name}.yaml"
    try:
        return yaml.load(path.read_text("utf-8"), Loader=_loader())  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        raise DataError(f"{room}/data/{name}.yaml is not YAML: {error}") from error


@cache
def mapping(room: str, name: str) -> dict[str, Any]:
    """A YAML file of a room that holds a mapping."""
    found = document(room, name)
    if not isinstance(found, dict):
        raise DataError(f"{room}/data/{name}.yaml should hold a mapping, holds {type(found).__name__}")
    return found
