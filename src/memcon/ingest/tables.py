"""The tables in ``ingest/data``: tab-separated, ``#`` starts a comment, ``|`` parts values in a field."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from memcon.model.errors import DataError


@cache
def rows(name: str, width: int) -> tuple[tuple[str, ...], ...]:
    """The rows of a table that has ``width`` columns."""
    out: list[tuple[str, ...]] = []
    text = (files("memcon.ingest") / "data" / name).read_text("utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        row = tuple(line.split("\t"))
        if len(row) != width:
            raise DataError(f"{name}: line {number} has {len(row)} fields, not {width}")
        out.append(row)
    return tuple(out)


@cache
def words(name: str) -> frozenset[str]:
    """The words of a table of one column."""
    return frozenset(row[0] for row in rows(name, 1))


@cache
def mapping(name: str) -> dict[str, str]:
    """A table of two columns, the second under each value of the first in lower case."""
    return {key.lower(): row[1] for row in rows(name, 2) for key in row[0].split("|")}
