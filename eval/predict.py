"""Write predictions for a file of the shared bench, with what memcon ships and nothing else.

    python -m eval.predict TASK IN.jsonl OUT.jsonl

The answers in the file are stripped at reading (``eval/rows.py``). For ``coreference`` the documents and
for ``same-answer`` the answers lie beside the rows. The output is what the bench's ``score.py`` reads.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from eval.rows import BESIDE, KEPT, Row, beside, read, renamed, shuffled, stripped

MODULES = {task: "eval.tasks." + task.replace("-", "_") for task in KEPT}
OPAQUE = frozenset({"coreference", "grouping", "same-answer"})
"""Tasks whose ids say more than a system may know."""


def predict(task: str, rows: Iterable[Row], extra: Iterable[Row] = ()) -> list[Row]:
    """The predictions for rows whose answers may still be there; they are taken off first."""
    bare = stripped(rows, KEPT[task])
    more = stripped(extra, BESIDE[task][2]) if task in BESIDE else []
    predictor = import_module(MODULES[task]).predict
    if task not in OPAQUE:
        return [json.loads(json.dumps(p)) for p in predictor(bare, more)]
    given = [str(row["id"]) for row in bare]
    ids, docs = shuffled(bare, "r"), shuffled(more, "d")
    if task == "coreference":
        # a mention's place says where it is, its document by name says which topic it is in
        bare = sorted((renamed(row, {"doc": docs}) for row in bare), key=_place)
        ids = {str(row["id"]): f"m{n}" for n, row in enumerate(bare)}
    if task == "same-answer":
        questions = {q: f"q{n}" for n, q in enumerate(sorted({str(row["question"]) for row in (*bare, *more)}))}
        bare = [renamed(row, {"a": docs, "b": docs, "question": questions}) for row in bare]
        more = [renamed(row, {"question": questions}) for row in more]
    bare = sorted((renamed(row, {"id": ids}) for row in bare), key=lambda row: _natural(row["id"]))
    more = sorted((renamed(row, {"id": docs}) for row in more), key=lambda row: _natural(row["id"]))
    back = {new: old for old, new in ids.items()}
    made = {back[p["id"]]: {**p, "id": back[p["id"]]} for p in predictor(bare, more)}
    return [made[i] for i in given if i in made]


def _natural(name: str) -> int:
    return int(name[1:])


def _place(row: Row) -> tuple[int, int, list[int], str]:
    return _natural(str(row["doc"])), row["sentence"], list(row["tokens"]), str(row["id"])


def main(argv: list[str] | None = None) -> int:
    """Read, predict, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("task", choices=sorted(KEPT))
    parser.add_argument("rows", type=Path, metavar="IN.jsonl")
    parser.add_argument("out", type=Path, metavar="OUT.jsonl")
    args = parser.parse_args(argv)
    other = beside(args.task, args.rows)
    made = predict(args.task, read(args.rows), read(other) if other else ())
    args.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in made), "utf-8")
    print(f"predict: {args.task}: {len(made)} rows", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
