"""Records of a Parquet file, a batch at a time; pyarrow is optional and asked for only here."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from memcon.ingest.corpus_fields import Fields
from memcon.ingest.corpus_lines import Line
from memcon.model.errors import InputError

BATCH = 64
"""Rows in memory at once."""


def arrow(module: str) -> Any:
    """A module of pyarrow; raises `InputError` with what to do where it is not installed."""
    try:
        return import_module(module)
    except ImportError as error:
        raise InputError(
            "Parquet needs pyarrow, which is not installed; run pip install 'memcon[parquet]', or use JSON lines or CSV"
        ) from error


def rows(path: Path, fields: Fields) -> Iterator[Line]:
    """The rows of a Parquet file, only the columns that are needed.

    Raises `InputError` for a file that is no Parquet, or lacks a column that the user named.
    """
    parquet, lib = arrow("pyarrow.parquet"), arrow("pyarrow")
    try:
        source = parquet.ParquetFile(path)
    except (lib.ArrowException, OSError) as error:
        raise InputError(f"no Parquet file ({_line(error)})") from error
    with source:
        names = source.schema_arrow.names
        chosen = fields.choose(names)
        wanted = list(dict.fromkeys(chosen.values())) or names
        total, number = max(1, source.metadata.num_rows), 0
        try:
            for batch in source.iter_batches(batch_size=BATCH, columns=wanted):
                for values in batch.to_pylist():
                    number += 1
                    yield Line(place=f"row {number}", done=number / total, values=values, table=True)
        except (lib.ArrowException, OSError, UnicodeDecodeError) as error:
            yield Line(place=f"after row {number}", done=1.0, why=f"the file is damaged ({_line(error)})", table=True)


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
