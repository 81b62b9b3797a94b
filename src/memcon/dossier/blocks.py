"""Readings of several reports in one block: their columns interwoven, so that what reports share is written once.

Reports of one story name the same people, use the same words and are parsed alike. A block puts each column of
all of them side by side before it is compressed; it opens to the columns that each reading was packed from.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from memcon.dossier.packing import opened, squeezed, written

MANY = 1000
"""Readings in one block, at most: a damaged figure must not ask for all the memory there is."""
AS_THEY_ARE, LISTS, TABLES = 0, 1, 2


def block(columns: Sequence[Any]) -> bytes:
    """Several readings, each the JSON that ``packing.column`` gave, as one block."""
    return squeezed(written([len(columns), woven(columns)]))


def columns_of(body: bytes) -> list[Any]:
    """The readings of a block. Raises ``ValueError`` where it is none."""
    told = opened(body)
    try:
        count, node = told
        if type(count) is not int or not 0 < count <= MANY:
            raise ValueError("a block of no readings, or of too many")
        return unwoven(node, count)
    except (TypeError, KeyError, IndexError, RecursionError) as error:
        raise ValueError(f"no block of readings ({error})") from error


def woven(values: Sequence[Any]) -> list[Any]:
    """Values of one shape taken apart: lists of one length place by place, tables of one kind key by key."""
    first = values[0]
    if isinstance(first, list) and first and all(isinstance(v, list) and len(v) == len(first) for v in values):
        if any(isinstance(part, (list, dict)) for v in values for part in v):
            return [LISTS, [woven([v[n] for v in values]) for n in range(len(first))]]
    elif isinstance(first, dict) and first and all(isinstance(v, dict) and list(v) == list(first) for v in values):
        return [TABLES, list(first), [woven([v[key] for v in values]) for key in first]]
    return [AS_THEY_ARE, list(values)]


def unwoven(node: Any, count: int) -> list[Any]:
    """So many values of ``woven``."""
    kind, *rest = node
    if kind == AS_THEY_ARE:
        (values,) = rest
        if type(values) is not list or len(values) != count:
            raise ValueError("a block whose columns do not fit each other")
        return values
    keys = None if kind == LISTS else rest[0]
    parts = [unwoven(part, count) for part in rest[-1]]
    if not parts or kind not in {LISTS, TABLES}:
        raise ValueError("a block that holds nothing")
    rows = zip(*parts, strict=True)
    return [list(row) for row in rows] if keys is None else [dict(zip(keys, row, strict=True)) for row in rows]
