"""Whether acts at given places in a text happened: certainty, time, polarity, and a figure from -3 to 3."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from memcon.coder.scan import Scan
from memcon.extract.clauses import clause_status, combined, negated
from memcon.extract.graph import Graph, build
from memcon.extract.lexicon import Cues, lexicon
from memcon.model.memo import Status
from memcon.read.types import Range

FUTURE = frozenset({"planned", "proposed", "threatened"})
UNSURE = frozenset({"hypothetical"})
FIGURES = {
    "occurred": 3.0,
    "ongoing": 3.0,
    "planned": 1.0,
    "proposed": 0.6,
    "threatened": 0.6,
    "hypothetical": 0.6,
    "denied": -2.5,
}
MAY = frozenset(
    {"may", "might", "could", "perhaps", "possibly", "probably", "likely", "reportedly", "apparently", "allegedly"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the words say of one act: MEANTIME's values and UW's figure."""

    certainty: str
    time: str
    polarity: str
    figure: float


def _head(graph: Graph, first: int, last: int) -> int:
    """The token of a run whose head lies outside it."""
    return next(
        (i for i in range(first, last) if not first <= graph.tokens[i].head < last or graph.tokens[i].head == i), first
    )


def _status(graph: Graph, at: int, cues: Cues) -> Status | None:
    """The status of an act at a token: its own clause, then all that governs it."""
    own = clause_status(graph, at, cues) if graph.tokens[at].tag.startswith(("VB", "MD")) else None
    if own is None and negated(graph, at):
        own = "denied"
    below = at
    for above in graph.up(at):
        lemma, tag = graph.lemma(above), graph.tokens[above].tag
        dep = graph.tokens[below].dep
        effect: Status | None = None
        if tag.startswith("VB"):
            if dep in {"xcomp", "ccomp", "dobj", "pobj", "pcomp", "nsubj", "nsubjpass", "acl", "advcl", "prep"}:
                effect = cues.verbs.get(lemma)
            if effect is not None and effect != "denied" and negated(graph, above):
                effect = "denied"
            if effect is None and dep in {"xcomp", "dobj", "nsubj", "nsubjpass", "prep", "pcomp", "acomp", "attr"}:
                effect = clause_status(graph, above, cues)
                effect = None if effect in {"occurred", "ongoing"} else effect
        elif tag.startswith("NN") and dep in {"acl", "prep", "relcl"}:
            effect = cues.nouns.get(lemma) if dep != "relcl" else None
        elif tag.startswith("JJ") and dep in {"xcomp", "ccomp"}:
            effect = cues.adjectives.get(lemma)
        if effect is not None:
            own = combined(own, effect)
        if dep in {"relcl", "advcl", "parataxis"}:
            break
        below = above
    return own


def standings(scan: Scan, places: Sequence[Range]) -> tuple[Standing, ...]:
    """What the words say of the acts at these places, in the order given."""
    graph = build(scan.reading, scan.attributions, scan.report.side)
    cues = lexicon().cues
    starts = [t.start for t in graph.tokens]
    out: list[Standing] = []
    for start, end in places:
        first = max(0, bisect_right(starts, start) - 1)
        last = max(first + 1, bisect_right(starts, max(start, end - 1)))
        if not graph.tokens:
            out.append(Standing(certainty="CERTAIN", time="NON_FUTURE", polarity="POS", figure=3.0))
            continue
        at = _head(graph, first, last)
        status = _status(graph, at, cues) or "occurred"
        hedged = any(graph.tokens[k].norm in MAY for k in graph.kids(at, "aux", "advmod"))
        figure = FIGURES[status]
        out.append(
            Standing(
                certainty="POSSIBLE" if hedged or status in UNSURE else "CERTAIN",
                time="FUTURE" if status in FUTURE else "NON_FUTURE",
                polarity="NEG" if status == "denied" else "POS",
                figure=figure,
            )
        )
    return tuple(out)
