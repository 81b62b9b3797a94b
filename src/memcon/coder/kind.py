"""Which one kind of event a sentence tells, its sides given or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from memcon.coder.fold import folded, quad_number
from memcon.coder.scan import Scan
from memcon.extract.types import EventMention
from memcon.read.types import Range

SEVERITY = {None: 0.0, 1: 0.0, 2: 0.3, 3: 0.4, 4: 0.5}
"""Material before verbal, conflict before cooperation, where both fit (PLOVER 0.8)."""
QUAD_WEIGHT = {1: 1.0, 2: 1.1, 3: 1.2, 4: 1.3}


def _touches(scan: Scan, ids: Iterable[str], spans: Sequence[Range]) -> bool:
    """Whether one of the entities is named inside one of the places."""
    wanted = set(ids)
    return any(n.entity in wanted and n.start < b and a < n.end for n in scan.reading.namings for a, b in spans)


def _verb(mention: EventMention) -> bool:
    return mention.rule.startswith("act:verb")


def ranked(scan: Scan, source: Sequence[Range], target: Sequence[Range]) -> list[tuple[float, str]]:
    """The types told of between two given sides with a score each, the best first; PLOVER's folding made."""
    best: dict[str, float] = {}
    for mention in scan.found.mentions:
        if mention.type is None:
            continue
        kind = folded(mention.type, mention.status)
        ours = _touches(scan, mention.actors, source)
        theirs = _touches(scan, mention.recipients, target) or (
            mention.reciprocal and _touches(scan, mention.actors, target)
        )
        score = 3.0 * ours + 2.0 * theirs + _verb(mention) - 2.0 * (kind == "STATEMENT")
        score += SEVERITY[quad_number(kind)] - 0.2 * (mention.status == "denied") - 0.001 * mention.trigger[0]
        best[kind] = max(score, best.get(kind, score))
    return sorted(((s, k) for k, s in best.items()), key=lambda p: (-p[0], p[1]))


def quad_of(scan: Scan) -> int:
    """The quad that the most of a sentence tells, 0 for none; verbs count twice, the graver quad a little more."""
    weights: Counter[int] = Counter()
    for mention in scan.found.mentions:
        quad = quad_number(folded(mention.type, mention.status)) if mention.type else None
        if quad is not None:
            weights[quad] += QUAD_WEIGHT[quad] * (2 if _verb(mention) else 1)  # type: ignore[assignment]
    return max(sorted(weights), key=lambda q: weights[q]) if weights else 0
