"""Rows of the bench without their answers: what a predictor is allowed to see.

Every task names the fields that it may keep; all others are gone before a predictor sees a row. Ids
can give an answer away ("2_10ecbplus" names the topic, "Q2-01" stands in the order of the groups), so
where they could the rows get numbers of no meaning, in an order of no meaning.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]

KEPT: Mapping[str, tuple[str, ...]] = {
    "attribution": ("id", "text"),
    "time": ("id", "dct", "text"),
    "event-status": ("id", "text", "events"),
    "factuality": ("id", "text", "events"),
    "plover-records": ("id", "text"),
    "plover-types": ("id", "text", "source", "target"),
    "cameo-class": ("id", "text"),
    "coreference": ("id", "doc", "sentence", "tokens", "text"),
    "grouping": ("id", "sentences"),
    "same-answer": ("id", "question", "a", "b"),
}
"""The fields of each task's rows that are no answer."""
BESIDE: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "coreference": ("mentions", "documents", ("id", "sentences")),
    "same-answer": ("pairs", "answers", ("id", "question", "asked", "answer", "paragraph")),
}
"""The file beside that a task needs: the word of its name to replace, by what, and the fields kept."""
PLACES = ("start", "end")
"""All that is kept of a given event."""


def read(path: Path) -> list[Row]:
    """The JSON objects of a ``.jsonl`` or ``.jsonl.gz`` file; a line that is none ends the run with its number."""
    opener = gzip.open if path.suffix == ".gz" else open
    out: list[Row] = []
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise SystemExit(f"predict: {path.name}, line {number}: no JSON ({error})") from error
            if not isinstance(row, dict):
                raise SystemExit(f"predict: {path.name}, line {number}: no JSON object")
            out.append(row)
    return out


def stripped(rows: Iterable[Row], kept: Sequence[str]) -> list[Row]:
    """The rows with the fields kept and no other; of given events the places alone."""
    out = []
    for row in rows:
        bare = {k: row[k] for k in kept if k in row}
        if "events" in bare:
            bare["events"] = [{k: e[k] for k in PLACES} for e in row["events"]]
        out.append(bare)
    return out


def beside(task: str, path: Path) -> Path | None:
    """The file that a task needs beside its rows, by name, else the only one of its kind in the folder."""
    if task not in BESIDE:
        return None
    old, new, _ = BESIDE[task]
    named = path.with_name(path.name.replace(old, new))
    if named != path and named.is_file():
        return named
    found = [p for p in sorted(path.parent.glob(f"*{new}*.jsonl*")) if p != path]
    if len(found) == 1:
        return found[0]
    raise SystemExit(f"predict: {task} needs the {new} beside {path.name}; looked for {named.name}")


def shuffled(rows: Sequence[Row], letter: str) -> dict[str, str]:
    """A name of no meaning for each row's id, numbered by a hash of the row's words."""

    def key(row: Row) -> tuple[str, str]:
        told = json.dumps(
            {k: v for k, v in row.items() if k not in {"id", "doc", "a", "b", "question"}}, sort_keys=True
        )
        return hashlib.sha256(told.encode()).hexdigest(), str(row["id"])

    return {str(row["id"]): f"{letter}{n}" for n, row in enumerate(sorted(rows, key=key))}


def renamed(row: Row, names: Mapping[str, Mapping[str, str]]) -> Row:
    """The row with the values of the named fields replaced; an unknown one stays as it is."""
    return {k: names[k].get(str(v), v) if k in names else v for k, v in row.items()}
