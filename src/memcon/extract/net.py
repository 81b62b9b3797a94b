"""Deeds of states and their people in verbs that the lexicon has no entry for: told, though of no type."""

from __future__ import annotations

from functools import cache

from memcon.extract.agents import country, who
from memcon.extract.cuebook import reporting
from memcon.extract.graph import Graph
from memcon.extract.lexicon import VerbGroup, lexicon
from memcon.extract.syntax import agents, objects_of

DOERS = frozenset({"government", "armed-force", "person", "organization"})
GOVERNED = frozenset({"ccomp", "xcomp"})
TOLD = frozenset({"ROOT", "conj", "relcl", *GOVERNED})
"""Where in its clause a verb tells of a deed, not of an aim or a circumstance."""


@cache
def net() -> VerbGroup:
    """The group of all verbs that no other has."""
    return VerbGroup(
        id="verb-net", type=None, recipient=("object", "to", "with", "from", "against", "of-object"), weight=0.2
    )


def caught(graph: Graph, i: int) -> bool:
    """Whether a verb without an entry tells what a state or its people did or will do to something."""
    token = graph.tokens[i]
    words = lexicon().words["act_words"]
    lemma = graph.lemma(i)
    if token.dep not in TOLD or lemma in words["no_deeds"] or lemma in lexicon().cues.verbs or lemma in reporting():
        return False
    if not _dated_deed(graph, i) or graph.kid(i, "ccomp", "neg", "xcomp", "expl") is not None:
        return False
    doers = agents(graph, i)
    if any(graph.tokens[d].norm in {"i", "we", "you"} for d in doers):
        return False
    known = [e for d in doers for e in who(graph, d) if graph.entities[e].kind in DOERS]
    if not any(country(graph, e) is not None for e in known):
        return False
    objects = [o for o in objects_of(graph, i) if o > i or graph.passive(i)]
    return bool(objects) and not any(
        graph.tokens[o].pos == "PRON" or graph.lemma(o) in words["no_deed_objects"] for o in objects
    )


def _dated_deed(graph: Graph, i: int) -> bool:
    """Whether a verb's form is that of one deed, past, under way or to come; not of a habit, a chance or an aim."""
    token = graph.tokens[i]
    auxiliaries = {graph.tokens[k].norm for k in graph.kids(i, "aux", "auxpass")}
    words = lexicon().words["act_words"]
    if auxiliaries & set(words["no_deed_auxiliaries"]):
        return False
    if token.tag == "VBD":
        return True
    if token.tag == "VBN":
        return bool(auxiliaries & set(words["done_auxiliaries"]))
    if token.tag == "VBG":
        return bool(auxiliaries & set(words["ongoing_auxiliaries"]))
    if token.tag == "VB":
        if auxiliaries & set(words["coming_auxiliaries"]):
            return True
        above = graph.lemma(token.head)
        return token.dep in GOVERNED and (above in words["undertakings"] or above == "be")
    return False
