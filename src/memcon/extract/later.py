"""Acts that a clause of time puts after something that is itself to come: "until both sides have met"."""

from __future__ import annotations

from memcon.extract.clauses import HAPPENED, clause_status, infinitive
from memcon.extract.graph import Graph
from memcon.extract.lexicon import Cues, lexicon
from memcon.model.memo import Status

_AHEAD = frozenset({"planned", "proposed", "hypothetical", "threatened"})
_PRESENT = frozenset({"VBZ", "VBP"})


def later(graph: Graph, at: int, head: int, cues: Cues) -> Status | None:
    """The status of a verb in a present clause of time under what is to come or is refused; null elsewhere.

    "will not lift the ban until officials have met", "are to raise it when they meet in May".
    """
    marks = {graph.tokens[k].norm for k in graph.kids(at, "mark", "advmod") if k < at}
    words = lexicon().words["premises"]
    found = marks & set(words["time_marks"])
    if not found:
        return None
    tags = {graph.tokens[k].tag for k in graph.kids(at, "aux", "auxpass")}
    present = tags & _PRESENT or (graph.tokens[at].tag in _PRESENT and not tags)
    if not present:
        return None
    upper = _upper(graph, head, cues)
    if "until" in found and upper in _AHEAD | {"denied"}:
        return "hypothetical" if upper == "denied" else "planned"
    return "planned" if upper in _AHEAD else None


def _upper(graph: Graph, head: int, cues: Cues) -> Status | None:
    """What a clause is, by its own words or by what governs its infinitive."""
    own = clause_status(graph, head, cues)
    if own is not None and own not in HAPPENED:
        return own
    if infinitive(graph, head) and graph.tokens[head].dep in {"xcomp", "acl"}:
        above = graph.tokens[head].head
        lemma = graph.lemma(above)
        found = cues.verbs.get(lemma) or cues.adjectives.get(lemma) or cues.nouns.get(lemma)
        return found or ("planned" if lemma == "be" else None)
    return own


def passed(graph: Graph, noun: int) -> bool:
    """Whether the words of a noun of act say that it is past ("ahead of last year's visit")."""
    past = set(lexicon().words["premises"]["past_words"])
    return any(graph.tokens[k].norm in past for k in graph.subtree(noun))
