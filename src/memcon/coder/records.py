"""PLOVER records of one report: type, actors, recipients, with PLOVER's folding and its sides."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.coder.fold import counted, folded
from memcon.coder.scan import Scan
from memcon.coder.sides import Side, sides


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One event as PLOVER counts it; a reciprocal one has all its parties in ``source``."""

    type: str
    source: tuple[Side, ...]
    target: tuple[Side, ...]
    status: str


def records(scan: Scan) -> tuple[Record, ...]:
    """The records of a report, in text order."""
    entities = {e.id: e for e in scan.reading.entities}
    out: list[Record] = []
    for mention in scan.found.mentions:
        if not counted(mention) or mention.type is None:
            continue
        kind = folded(mention.type, mention.status) if mention.status != "denied" else mention.type
        source = tuple(s for s in sides(mention.actors, entities) if s.code)
        target = tuple(s for s in sides(mention.recipients, entities) if s.code)
        if mention.reciprocal:
            source, target = (*source, *target), ()
        out.append(Record(type=kind, source=source, target=target, status=mention.status))
    return tuple(out)
