"""Rows written: JSON lines, CSV, Parquet. A row is kept as a line of JSON until the run is over.

Cells of CSV are text to whoever opens them: one that a spreadsheet would run as a formula (it begins
with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return) gets an apostrophe in front. Numbers are
left alone. JSON lines and Parquet hold the words verbatim.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from memcon.coder.columns import Column, Row
from memcon.coder.layouts import Layout
from memcon.ingest.corpus_parquet import arrow
from memcon.model.errors import InputError

FORMS = (".jsonl", ".csv", ".tsv", ".parquet")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
JOIN = "|"
BATCH = 2_000
"""Rows of Parquet that are written at a time."""


def form(path: Path) -> str:
    """What a file is to be by its name; raises `InputError` for a name that does not say."""
    suffix = path.suffix.lower()
    if suffix not in FORMS:
        raise InputError(
            f"{path}: the name should end in {', '.join(FORMS[:-1])} or {FORMS[-1]}, which says the format"
        )
    if suffix == ".parquet":
        arrow("pyarrow.parquet")
    return suffix


def line(row: Row, columns: Sequence[Column]) -> str:
    """A row as a line of JSON, the columns in their order."""
    return json.dumps({c.name: row.get(c.name) for c in columns}, ensure_ascii=False) + "\n"


def cell(value: Any, kind: str) -> str:
    """A value as a cell of CSV."""
    if value is None:
        return ""
    if kind == "flag":
        return "true" if value else "false"
    if kind in {"int", "real"}:
        return str(value)
    if kind == "texts" and not isinstance(value, str):
        value = JOIN.join(str(v).replace(JOIN, "/") for v in value)
    text = str(value).replace("\0", "")
    return "'" + text if text.startswith(FORMULA) else text


def _kept(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="\n") as handle:
        for told in handle:
            yield json.loads(told)


def finish(kept: Path, target: Path, suffix: str, layout: Layout) -> None:
    """Write the rows of a file of JSON lines to a target, in the form of a suffix."""
    if suffix == ".parquet":
        _parquet(kept, target, layout)
        return
    separator = "\t" if suffix == ".tsv" else layout.separator
    with target.open("w", encoding="utf-8", newline="") as handle:
        # a lone carriage return is quoted only where the line ends with one (RFC 4180)
        writer = csv.writer(handle, delimiter=separator, lineterminator="\n" if separator == "\t" else "\r\n")
        if layout.header:
            writer.writerow([c.name for c in layout.columns])
        for row in _kept(kept):
            cells = [cell(row.get(c.name), c.kind) for c in layout.columns]
            if separator == "\t":
                cells = [" ".join(text.split()) if any(m in text for m in "\t\r\n") else text for text in cells]
            writer.writerow(cells)


def _parquet(kept: Path, target: Path, layout: Layout) -> None:
    """Write Parquet in groups of rows, so that no more than one group is in memory."""
    arrow_, parquet = arrow("pyarrow"), arrow("pyarrow.parquet")
    kinds = {
        "text": arrow_.string(),
        "texts": arrow_.list_(arrow_.string()),
        "int": arrow_.int64(),
        "real": arrow_.float64(),
        "flag": arrow_.bool_(),
    }
    schema = arrow_.schema([(c.name, kinds[c.kind]) for c in layout.columns])
    with parquet.ParquetWriter(target, schema) as writer:
        batch: list[Row] = []
        for row in _kept(kept):
            batch.append(row)
            if len(batch) == BATCH:
                writer.write_table(arrow_.Table.from_pylist(batch, schema=schema))
                batch = []
        if batch:
            writer.write_table(arrow_.Table.from_pylist(batch, schema=schema))
