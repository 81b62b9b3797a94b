"""What is only put to somebody, talked of or supposed, though its own clause tells it as done."""

from __future__ import annotations

from memcon.extract.acts import Act, article, pointed
from memcon.extract.clauses import HAPPENED, clause_status
from memcon.extract.graph import Graph
from memcon.extract.lexicon import SPEECH, lexicon
from memcon.model.memo import Status

_STEPS = 6
"""Governors above an act that are looked at."""
_UNREAL = frozenset({"hypothetical", "denied", "threatened"})


def _words(key: str) -> frozenset[str]:
    return frozenset(lexicon().words["premises"][key])


def idle(graph: Graph, act: Act) -> bool:
    """Whether a noun is no act of its own: "there is talk of a visit", "whether the talks have been frozen"."""
    if act.noun_group is None:
        return False
    return _only_talk(graph, act.head) or _theme(graph, act) or _in_case(graph, act) or _more_of_it(graph, act)


def _in_case(graph: Graph, act: Act) -> bool:
    """Whether a treaty or a deal is only spoken of within what is supposed, threatened or ruled out.

    As in "if the accord were to fail", "would walk away from the accord", "ruled out any vote on the treaty". A
    deal that is refused itself ("rejected the accord") stays.
    """
    if act.group.type != "AGREE" or act.light is not None or not pointed(graph, act):
        return False
    cues, at = lexicon().cues, graph.first_conjunct(act.node)
    if any(graph.tokens[k].text[:1].isupper() for k in graph.modifiers(act.head)):
        return False  # a named one is one that there is
    direct = graph.tokens[at].dep in {"dobj", "nsubjpass"}
    if direct and graph.lemma(graph.tokens[at].head) not in _words("using"):
        return False
    for h in graph.up(at)[:_STEPS]:
        token = graph.tokens[h]
        if token.pos not in {"VERB", "AUX"}:
            direct = False
            continue
        status = clause_status(graph, h, cues)
        if status in {"hypothetical", "threatened"}:
            return True
        refused = cues.verbs.get(graph.lemma(h)) == "denied" and any(
            graph.tokens[k].norm in {"any", "every"} for k in range(h, act.node)
        )
        if status == "denied" or refused:
            return not direct
        if status is not None:
            return False
    return False


def _more_of_it(graph: Graph, act: Act) -> bool:
    """Whether a noun is what somebody threatens or plans to add to ("threatened to widen its attacks")."""
    token = graph.tokens[graph.first_conjunct(act.node)]
    if act.noun_group is None or act.light is not None or token.dep != "dobj":
        return False
    if graph.lemma(token.head) not in _words("adding"):
        return False
    cues = lexicon().cues
    above = [token.head, *graph.up(token.head)[:2]]
    own = clause_status(graph, token.head, cues)
    return own in {*_UNREAL, "planned", "proposed"} or (
        own is None and any(cues.verbs.get(graph.lemma(h)) in {"threatened", "planned", "proposed"} for h in above[1:])
    )


def _only_talk(graph: Graph, i: int) -> bool:
    """Whether "talk" is what people say, not a contact ("there is talk of", "amid talk of")."""
    token = graph.tokens[i]
    if token.norm != "talk" or token.tag != "NN" or not any(w in {"of", "about"} for w, _, _ in graph.preps(i)):
        return False
    return graph.determiner(i) not in {"the", "this", "that", "a", "an"}


def _theme(graph: Graph, act: Act) -> bool:
    """Whether talks or a treaty are only what an act that was asked about or denied would stop or use."""
    token = graph.tokens[graph.first_conjunct(act.node)]
    verb = token.head
    loosely = graph.tokens[verb].dep in {"aux", "auxpass"} and token.dep == "nsubj"
    if loosely:
        # "whether the talks have been frozen", where the parse hangs the subject on the auxiliary
        verb = graph.tokens[verb].head
    state = [k for k in graph.kids(verb, "acomp", "attr", "oprd") if graph.tokens[k].norm in _words("stopped")]
    stood = token.dep == "nsubj" and graph.lemma(verb) == "be" and bool(state)
    if token.dep not in {"dobj", "nsubjpass"} and not (stood or loosely):
        return False
    stops = act.group.type in {"CONSULT", None} and (stood or graph.lemma(verb) in _words("stopping"))
    uses = act.group.type == "AGREE" and graph.lemma(verb) in _words("using")
    if not (stops or uses) or not (pointed(graph, act) or graph.definite(act.node)):
        return False
    if graph.sentence(verb).question and stops:
        return True
    spots = (verb, token.head)
    return any(clause_status(graph, v, lexicon().cues) in _UNREAL for v in spots)


def premised(graph: Graph, act: Act) -> bool:
    """Whether an act is a premise that somebody unnamed or the press is said to have told, put in a question.

    As in "A newspaper has reported that X recalled its envoy. Is that so?", within the turn of a reporter.
    """
    if not graph.sentence(act.head).question:
        return False
    at = act.node if act.noun_group is not None else act.head
    for h in graph.up(at)[:_STEPS]:
        token = graph.tokens[h]
        if graph.lemma(h) in _words("telling") and token.pos in {"VERB", "AUX"} and h != at:
            subjects = graph.kids(h, "nsubj", "nsubjpass")
            return any(s < at and graph.lemma(s) in _words("tellers") for s in subjects)
        if token.tag.startswith("NN") and h < at and graph.lemma(h) in _words("hearsay"):
            return True
    return False


def wondered(graph: Graph, act: Act) -> bool:
    """Whether an act hangs on one that is only asked about: "asked whether X had promised to let inspectors in"."""
    at = act.node if act.noun_group is not None else act.head
    if act.noun_group is not None and pointed(graph, act):
        return False
    for h in [at, *graph.up(at)][:_STEPS]:
        token = graph.tokens[h]
        if token.dep == "relcl":
            return False
        marks = {graph.tokens[k].norm for k in graph.kids(h, "mark")}
        if "whether" in marks or ("if" in marks and graph.lemma(token.head) in _words("wondering")):
            return token.dep in {"ccomp", "advcl", "pcomp", "csubj", "acl", "conj"}
    return False


def unallowed(graph: Graph, act: Act) -> bool:
    """Whether a talk is only what an informant may not give: "was not authorized to discuss it publicly"."""
    if act.verb_group is None or act.group.type not in {"CONSULT", "STATEMENT"}:
        return False
    token = graph.tokens[graph.first_conjunct(act.head)]
    return token.dep in {"xcomp", "ccomp", "advcl"} and graph.lemma(token.head) in _words("allowing")


def supposed(graph: Graph, act: Act) -> bool:
    """Whether an indefinite noun of act only measures or names what may be ("would come close to an act of war")."""
    if act.noun_group is None or act.light is not None:
        return False
    if _under_talk(graph, act):
        return True
    loose = article(graph, act) in {"a", "an"}
    token = graph.tokens[graph.first_conjunct(act.node)]
    if not loose and (token.dep != "dobj" or graph.lemma(token.head) not in _words("bringing")):
        return False
    if token.dep not in {"pobj", "attr", "dobj"}:
        return False
    for h in graph.up(act.node)[:_STEPS]:
        above = graph.tokens[h]
        if above.tag.startswith("NN") and h != act.node:
            return False
        if above.pos in {"VERB", "AUX"}:
            alike = graph.lemma(h) in _words("measuring") or token.dep == "pobj"
            modal = any(graph.tokens[k].norm in {"would", "could", "might", "may"} for k in graph.kids(h, "aux"))
            return alike and modal
    return False


def _under_talk(graph: Graph, act: Act) -> bool:
    """Whether a noun of act is what people talk of: "there is talk of a visit", "speculation about a truce"."""
    token = graph.tokens[graph.first_conjunct(act.node)]
    if token.dep != "pobj" or pointed(graph, act):
        return False
    holder = graph.tokens[token.head].head
    if graph.tokens[token.head].norm not in {"of", "about"}:
        return False
    return _only_talk(graph, holder) or graph.lemma(holder) in _words("hearsay")


def asked_for(graph: Graph, act: Act, status: Status) -> int:
    """The last token of a trigger: a demand or a threat was made, what it is for ("called for a ceasefire") was not."""
    verb = act.head
    if act.verb_group is None or status not in HAPPENED:
        return act.last
    effect = lexicon().cues.verbs.get(graph.lemma(verb))
    if effect in {"proposed", "threatened"} and act.objects:
        low = min(min(graph.subtree(o)) for o in act.objects)
        if act.first <= verb < low <= act.last:
            return low - 1
    if act.group.type == "THREATEN":  # "raised the prospect of tariffs"
        for i in range(verb + 2, act.last + 1):
            types = {p.group.type for p in lexicon().nouns.get(graph.lemma(i), ()) if not p.before}
            if types - SPEECH - {None} and graph.tokens[i - 1].tag == "IN":
                return i - 2
    return act.last
