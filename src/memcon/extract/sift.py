"""Which matches are no acts after all: subjects that cannot speak, nouns of a kind, own wishes."""

from __future__ import annotations

from memcon.extract.acts import Act, article
from memcon.extract.agents import antecedent, who
from memcon.extract.graph import Graph
from memcon.extract.lexicon import SPEECH, lexicon
from memcon.extract.parties import Parties
from memcon.extract.syntax import agents

TOGETHER = frozenset({"sit", "get"})
"""Verbs of meeting where several do it: "the two ministers sat down"."""


def speechless(graph: Graph, act: Act) -> bool:
    """Whether an act of speech has a subject that cannot speak: an act, a matter ("the call underscores …")."""
    subject = next(iter(agents(graph, act.head)), None)
    if subject is None:
        return False
    token = graph.tokens[subject]
    if token.tag in {"WDT", "WP"} and (ante := antecedent(graph, subject)) is not None:
        subject, token = ante, graph.tokens[ante]
    if token.norm in lexicon().words["act_words"]["whoever"] and not graph.kids(subject, "prep"):
        return True  # "it depends on whom one asks"
    if subject in graph.inside or not token.tag.startswith(("NN", "DT", "VBG")):
        return False
    patterns = lexicon().nouns.get(graph.lemma(subject), ())
    if any(p.group.type is not None and p.group.type not in SPEECH for p in patterns if not (p.before or p.after)):
        return True
    if graph.lemma(subject) in lexicon().words["act_words"]["abstract"] or token.tag in {"DT", "WDT", "VBG"}:
        return not who(graph, subject)
    if act.group.type not in {"STATEMENT", "SUPPORT", "REQUEST"}:
        return False
    speakers = lexicon().words["act_words"]["speakers"]
    return not who(graph, subject) and graph.lemma(subject) not in speakers and token.norm != "both"


def loose(graph: Graph, act: Act, sides: Parties) -> bool:
    """Whether a noun stands without article, party, verb, place or time: a kind of act, not one."""
    if sides.actors or sides.recipients or act.light is not None or article(graph, act) is not None:
        return False
    token = graph.tokens[graph.first_conjunct(act.node)]
    if token.dep in {"nsubj", "nsubjpass"} and graph.lemma(token.head) in lexicon().cues.occurrence:
        return False
    if is_set(graph, act) or any(graph.tokens[k].tag == "CD" for k in graph.kids(act.node, "nummod")):
        return False
    return act.group.needs == "party" or not _past(graph, act.node)


def reason(graph: Graph, act: Act) -> bool:
    """Whether a noun of act with an "of" phrase is what another act was about or came after.

    As in "summoned the envoy over the arrest of a journalist": it needs no party to have happened.
    """
    token = graph.tokens[act.node]
    above = graph.tokens[token.head]
    if token.dep != "pobj" or above.norm not in {"over", "after", "following", "despite"}:
        return False
    return any(w == "of" and o is not None for w, _, o in graph.preps(act.node))


def unset(graph: Graph, act: Act, status: str) -> bool:
    """Whether words only say that a plan has no date yet ("no date has been set"): no agreement, and none denied."""
    return (
        status == "denied"
        and act.verb_group is not None
        and act.group.type == "AGREE"
        and any(graph.lemma(o) in lexicon().words["act_words"]["dates_to_set"] for o in act.objects)
    )


def copular(graph: Graph, act: Act) -> bool:
    """Whether the noun says what "this" or "that" is ("this is the second conversation")."""
    token = graph.tokens[act.node]
    if token.dep != "attr":
        return False
    subject = graph.kid(token.head, "nsubj")
    return subject is not None and graph.tokens[subject].norm in {"this", "that", "it", "these", "those"}


def _past(graph: Graph, i: int) -> bool:
    """Whether the clause of a noun tells of what was or has been."""
    for h in graph.up(i):
        token = graph.tokens[h]
        if token.tag == "VBD" or (token.tag == "VBN" and any(graph.lemma(k) == "have" for k in graph.kids(h, "aux"))):
            return graph.kid(h, "neg") is None
        if token.tag in {"VBZ", "VBP"} or graph.kids(h, "aux"):
            return False
    return False


def is_set(graph: Graph, act: Act) -> bool:
    """Whether a noun of act is set in time or place by its own phrase ("the July ceasefire", "strikes in X")."""
    below = graph.subtree(act.node)
    if any(k in graph.dated for k in below):
        return True
    return any(w in {"in", "at", "near", "on"} and o in graph.inside for w, _, o in graph.preps(act.node))


def own_wish(graph: Graph, act: Act) -> bool:
    """Whether somebody only wants to do something himself ("I want to mention"): no request."""
    if act.group.type != "REQUEST" or graph.lemma(act.head) not in lexicon().words["act_words"]["wishes"]:
        return False
    after = graph.tokens[act.head + 1].norm if act.head + 1 < len(graph.tokens) else ""
    if after in {"both", "all", "each", "everyone", "them", "us"}:
        return False
    inner = graph.kid(act.head, "xcomp", "ccomp")
    if inner is not None and graph.lemma(act.head) == "ask":
        marks = {
            graph.tokens[k].norm for k in graph.children[inner] if graph.tokens[k].tag in {"IN", "WRB", "WP", "WDT"}
        }
        if marks & {"whether", "if", "what", "why", "how", "when", "who", "where"}:
            return True
    return inner is not None and graph.kid(act.head, "dobj") is None and graph.kid(inner, "nsubj", "nsubjpass") is None


def expletive(graph: Graph, act: Act) -> bool:
    """Whether a passive has only "it" for a subject ("it was agreed that …"), as readouts tell of both sides."""
    subject = graph.kid(act.head, "nsubjpass")
    return subject is not None and graph.tokens[subject].norm == "it" and graph.passive(act.head)


def of_text(graph: Graph, act: Act) -> bool:
    """Whether it is a text that was agreed, whoever did it ("a second draft was agreed in Oslo")."""
    subject = graph.kid(act.head, "nsubjpass")
    texts = lexicon().words["act_words"]["texts"]
    return subject is not None and graph.passive(act.head) and graph.lemma(subject) in texts


def alone(graph: Graph, act: Act, sides: Parties) -> bool:
    """Whether somebody sits down by himself, which is no act of speech, or speaks to nobody that is named."""
    if act.group.type == "STATEMENT":
        return graph.lemma(act.head) in TOGETHER and not mutual(graph, act, sides)
    if act.verb_group is None or act.group.type != "CONSULT" or not act.group.reciprocal or act.group.recipient:
        return False
    if graph.lemma(act.head) not in lexicon().words["act_words"]["with_somebody"]:
        return False
    return not several(graph, act, sides)


def several(graph: Graph, act: Act, sides: Parties) -> bool:
    """Whether more than one takes part in what a verb says ("X and Y spoke", "the ministers will come together")."""
    if len({*sides.actors, *sides.recipients}) > 1:
        return True
    words = lexicon().words["act_words"]["plural_words"]
    return any(
        graph.tokens[s].norm in words or graph.tokens[s].tag in {"NNS", "NNPS"} or len(graph.conjuncts(s)) > 1
        for s in agents(graph, act.head)
    )


def mutual(graph: Graph, act: Act, sides: Parties) -> bool:
    """Whether several talked with one another, not to the public ("what they talked about")."""
    if graph.lemma(act.head) not in {"talk", "speak", *TOGETHER} or sides.recipients:
        return False
    subject = next(iter(agents(graph, act.head)), None)
    plural = subject is not None and graph.tokens[subject].norm == "they"
    return plural or len(sides.actors) > 1
