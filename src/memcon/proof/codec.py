"""A proof as JSON: the schema ``memcon/proof/1``, which ``docs/proof.md`` describes."""

from __future__ import annotations

import json
from typing import Any

from memcon.model.codec import plain
from memcon.model.memo import Memorandum
from memcon.proof.types import KINDS, SCHEMA, Proof


def document(proof: Proof, memo: Memorandum) -> dict[str, Any]:
    """The proof as dictionaries and lists: the draft, its sentences with their marks, and the reports by id."""
    kinds = [m.kind for line in proof.lines for m in line.marks]
    return {
        "schema": SCHEMA,
        "tool": plain(memo.tool),
        "clean": proof.clean,
        "whole": proof.whole,
        "counts": {k: kinds.count(k) for k in KINDS},
        "reports": [
            {
                "id": r.id,
                "file": r.file,
                "title": r.title,
                "outlet": r.outlet,
                "side": r.side,
                "kind": r.kind,
                "sha256": r.sha256,
            }
            for r in memo.reports
        ],
        "text": proof.text,
        "sentences": [
            {
                "start": line.start,
                "end": line.end,
                "text": line.text,
                "marks": [{**plain(m), "quote": proof.text[m.start : m.end], "fault": m.fault} for m in line.marks],
            }
            for line in proof.lines
        ],
    }


def dumps(proof: Proof, memo: Memorandum) -> str:
    """The proof as JSON, UTF-8, one key to a line, ending in a line feed."""
    return json.dumps(document(proof, memo), ensure_ascii=False, indent=1) + "\n"
