"""PLOVER records of one report: type, actors, recipients, with PLOVER's folding and its sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from memcon.coder.chains import Chain, chains
from memcon.coder.fold import counted, folded
from memcon.coder.scan import Scan
from memcon.coder.sides import Side, sides
from memcon.extract.types import EventMention
from memcon.read.types import Entity

OPEN = frozenset({"threatened", "proposed", "planned", "hypothetical"})
AT_HOME = frozenset({"PROTEST"})
"""Acts that are on the government at home where the words say nothing else."""
NEEDS_BOTH = frozenset({"hypothetical"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One event as PLOVER counts it; a reciprocal one has all its parties in ``source``."""

    type: str
    source: tuple[Side, ...]
    target: tuple[Side, ...]
    status: str


def records(scan: Scan) -> tuple[Record, ...]:
    """The records of a report, in text order.

    What a threat, demand, offer or refusal is about is no event of its own, nor is an act without any party.
    """
    entities = {e.id: e for e in scan.reading.entities}
    found = chains(scan)
    out: list[Record] = []
    for chain in found:
        mention = chain.head
        if not counted(mention) or mention.type is None:
            continue
        if chain.within is not None and mention.status in OPEN:
            continue
        record = _record(mention, entities)
        if not record.target and chain.about is not None:
            record = replace(record, target=_others(found[chain.about], record, entities))
        if record.status in NEEDS_BOTH and not (record.source and record.target):
            continue
        if (record.source or record.target) and not _told(record, out):
            out.append(record)
    return tuple(out)


def _record(mention: EventMention, entities: Mapping[str, Entity]) -> Record:
    assert mention.type is not None  # noqa: S101 — the caller asked
    kind = folded(mention.type, mention.status) if mention.status != "denied" else mention.type
    source = tuple(s for s in sides(mention.actors, entities) if s.code)
    target = tuple(s for s in sides(mention.recipients, entities) if s.code)
    if mention.reciprocal:
        source, target = (*source, *target), ()
    if kind in AT_HOME and source and not target:
        first = source[0]
        target = (replace(first, entity=str(first.code), name=str(first.code), sector="GOV", role=None, why="home"),)
    return Record(type=kind, source=source, target=target, status=mention.status)


def _others(content: Chain, record: Record, entities: Mapping[str, Entity]) -> tuple[Side, ...]:
    """The parties of what a demand, offer or refusal is about that do not act in it."""
    own = {s.entity for s in record.source} | {s.code for s in record.source}
    inner = content.head
    parties = sides((*inner.actors, *inner.recipients), entities)
    return tuple(s for s in parties if s.code and s.entity not in own and s.code not in own)


def _told(record: Record, before: Sequence[Record]) -> bool:
    """Whether an earlier record has the same type and all the countries of this one."""
    ours = ({s.code for s in record.source}, {s.code for s in record.target})
    return any(
        b.type == record.type
        and ours[0] <= {s.code for s in b.source}
        and ours[1] <= {s.code for s in b.target}
        and not (ours[0] and ours[1])
        for b in before
    )
