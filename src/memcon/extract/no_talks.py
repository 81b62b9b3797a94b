"""Words of contact and speech that tell no act of their own: "recalled for consultations", "told a paper by phone"."""

from __future__ import annotations

from memcon.extract.acts import Act
from memcon.extract.graph import Graph, remembered
from memcon.extract.lexicon import lexicon
from memcon.extract.parties import Parties


def at_home(graph: Graph, act: Act) -> bool:
    """Whether a noun of talks is what an envoy was called home for: "recalled its ambassador for consultations"."""
    node = graph.first_conjunct(act.node)
    token = graph.tokens[node]
    if act.group.type != "CONSULT" or token.dep != "pobj" or graph.tokens[token.head].norm != "for":
        return False
    if graph.lemma(act.head) != "consultation" or graph.determiner(node) is not None:
        return False
    above = graph.tokens[token.head].head
    words = lexicon().words["act_words"]["for_consultations"]
    return any(graph.lemma(h) in words for h in (above, graph.tokens[above].head))


def to_the_press(graph: Graph, act: Act, sides: Parties) -> bool:
    """Whether a telephone is only how somebody spoke to a reporter: "he told the paper by phone"."""
    token = graph.tokens[act.node]
    if act.noun_group is None or not act.noun_group.within or len({*sides.actors, *sides.recipients}) > 1:
        return False
    verb = act.verb if act.verb is not None else graph.tokens[token.head].head
    return graph.lemma(verb) in {"tell", "say", "add", "explain", "comment", "answer", "reply", "confirm"}


def keeping_in_touch(graph: Graph, act: Act) -> bool:
    """Whether a verb says that two stay in contact."""
    words = lexicon().words["act_words"]
    if graph.lemma(act.head) not in words["keeping"]:
        return False
    spots = [*act.objects, *(o for _, _, o in graph.preps(act.head) if o is not None), *graph.kids(act.head, "dobj")]
    return any(graph.lemma(o) in words["touching"] for o in spots)


@remembered
def of_what(graph: Graph, noun: int) -> bool:
    """Whether a noun of speech has its own content: "the allegation that guards had beaten them"."""
    return any(
        graph.tokens[m].norm == "that" for k in graph.kids(noun, "acl", "ccomp", "relcl") for m in graph.kids(k, "mark")
    )
