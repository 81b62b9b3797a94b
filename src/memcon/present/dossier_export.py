"""A memorandum for other programs: a record a line, or a claim a row."""

from __future__ import annotations

import csv
import io
import json

from memcon.model.codec import plain
from memcon.model.memo import Memorandum

COLUMNS = (
    "claim",
    "event",
    "label",
    "type",
    "status",
    "earliest",
    "latest",
    "slot",
    "standing",
    "value",
    "normal",
    "stance",
    "manner",
    "kind",
    "voice",
    "side",
    "report",
    "file",
    "outlet",
    "published",
    "start",
    "end",
    "quote",
)
"""The columns of ``rows``: the claim, its event, how it stands, who says it, where it stands word for word."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula when it opens the file."""


def lines(memo: Memorandum) -> str:
    """JSON lines: reports without their texts, actors, events, claims; ``record`` says which a line is."""
    out: list[str] = []
    for kind, values in (
        ("report", memo.reports),
        ("actor", memo.actors),
        ("event", memo.events),
        ("claim", memo.claims),
    ):
        for value in values:
            record = {"record": kind, **plain(value)}
            if kind == "report":
                del record["text"]
            out.append(json.dumps(record, ensure_ascii=False) + "\n")
    return "".join(out)


def rows(memo: Memorandum) -> str:
    """CSV (RFC 4180), a claim a row; a cell that a spreadsheet would calculate begins with an apostrophe."""
    reports = {r.id: r for r in memo.reports}
    events = {e.id: e for e in memo.events}
    standing = {c: s.standing for e in memo.events for s in e.slots for p in s.positions for c in p.claims}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for claim in memo.claims:
        event, report = events.get(claim.event or ""), reports[claim.report]
        place = claim.evidence[0] if claim.evidence else None
        time = event.time if event else None
        writer.writerow(
            _cell(value)
            for value in (
                claim.id,
                claim.event,
                event.label if event else None,
                event.type if event else None,
                event.status if event else None,
                time.earliest if time else None,
                time.latest if time else None,
                claim.slot,
                standing.get(claim.id),
                claim.value,
                claim.normal,
                claim.stance,
                claim.manner,
                claim.kind,
                " > ".join(v.name for v in claim.voice),
                claim.side,
                report.id,
                report.file,
                report.outlet,
                report.published,
                place.start if place else None,
                place.end if place else None,
                place.quote if place else None,
            )
        )
    return text.getvalue()


def _cell(value: str | int | None) -> str | int:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value.replace("\0", "�")
    return "" if value is None else value
