"""What stands above a noun of act, and what it makes of the act's status, one step up the tree at a time."""

from __future__ import annotations

from memcon.extract.acts import Act, article, pointed
from memcon.extract.clauses import HAPPENED, clause_status, combined, finite_verb, negated, phrase_status
from memcon.extract.graph import Graph
from memcon.extract.later import later, passed
from memcon.extract.lexicon import SPEECH, Cues, lexicon
from memcon.extract.status_nouns import act_words, fresh, needed_first, through_verb, told_past, will_be
from memcon.model.memo import Status

CONTENT_PREPS = frozenset(
    {"to", "toward", "towards", "of", "for", "from", "on", "about", "in", "into", "against", "with", "over", "at", "by"}
)
"""Prepositions through which a governor reaches its content; under others an act is background."""
CHANGES = frozenset({"RETREAT", "COOPERATE", "AID", "CONCEDE", "CONSULT", "AGREE", "SUPPORT"})
"""Types of acts that one asks for; a war or a blockade is asked to end."""
GOES_ON = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE"})


def governed(graph: Graph, governor: int, dep: str, cues: Cues) -> Status | None:
    """What a governing verb, noun or adjective makes of what hangs on it, its own negation heeded."""
    token = graph.tokens[governor]
    lemma = graph.lemma(governor)
    effect: Status | None = None
    if token.pos in {"VERB", "AUX"} or token.tag.startswith("VB"):
        effect = cues.verbs.get(lemma)
        if lemma == "go" and not (dep == "xcomp" and token.tag == "VBG"):
            effect = None
        elif lemma == "go" or (lemma in act_words("bent") and dep == "xcomp" and token.tag == "VBN"):
            effect = "planned"
        if effect is not None and effect != "denied" and negated(graph, governor):
            effect = "denied"
    elif token.pos == "ADJ" or token.tag.startswith("JJ"):
        effect = cues.adjectives.get(lemma)
        if effect is not None and negated(graph, token.head):
            effect = "denied"
    elif token.tag.startswith("NN"):
        effect = cues.nouns.get(lemma)
        if effect is None:
            from_type = type_of_noun(graph, governor)
            effect = cues.by_type.get(from_type) if from_type is not None else None
        if effect in {"planned", "proposed"} and any(graph.tokens[k].norm == "no" for k in graph.kids(governor, "det")):
            effect = "denied"  # "no plans to close it"
    return effect


def type_of_noun(graph: Graph, i: int) -> str | None:
    """The type of the acts that a noun names, wherever it stands; null for any other noun."""
    patterns = lexicon().nouns.get(graph.lemma(i), ())
    return next((p.group.type for p in patterns if not p.before), None)


def _told_of(graph: Graph, act: Act) -> bool:
    """Whether "the" before a noun only goes with what it is of ("called for the withdrawal of all troops")."""
    of = any(w == "of" for h in {act.node, act.head} for w, _, _ in graph.preps(h))
    return of and act.group.type in CHANGES and article(graph, act) == "the"


def _loose(graph: Graph, act: Act, *spots: int) -> bool:
    """Whether a noun with an article names what is yet to be made or done ("the signing of the accord")."""
    making = lexicon().words["premises"]["making"]
    return _told_of(graph, act) or any(graph.lemma(s) in making for s in spots)


def _wished(graph: Graph, noun: int, word: str) -> bool:
    """Whether a noun says that something is held to be of worth ("the importance of", "support for")."""
    if word in {"of", "to"}:
        return graph.lemma(noun) in lexicon().words["premises"]["valuing"]
    return word == "for" and type_of_noun(graph, noun) == "SUPPORT"


def from_noun(
    graph: Graph, act: Act, at: int, status: Status | None, cues: Cues, *, types: dict[int, str | None]
) -> tuple[Status | None, int, bool, bool]:
    """One step up from a noun of act: status, where we are now, still a noun, done."""
    token = graph.tokens[at]
    head, dep = token.head, token.dep
    above = graph.tokens[head]
    given = pointed(graph, act) or act.group.type is None
    past = told_past(graph, act)
    if past is not None and status is None:
        return past, at, True, True
    if dep in {"conj", "appos"}:
        # "sanctions on X and aid to Y" share a governor
        return status, head, above.tag.startswith("NN"), not above.tag.startswith(("NN", "VB"))
    if dep == "pobj":
        phrase = phrase_status(graph, head, cues)
        if phrase == "planned" and given and act.group.type == "CONSULT" and act.group.mode == "visit":
            given = passed(graph, at)  # "ahead of the president's visit"
        if phrase is not None and not (given and phrase == "planned"):
            return combined(status, phrase), head, False, True
        governor = above.head
        while graph.tokens[governor].pos == "ADP" and graph.tokens[governor].head != governor:
            governor = graph.tokens[governor].head  # "the call for a truce and for the delivery of aid"
        if graph.tokens[governor].tag.startswith("NN"):
            effect = governed(graph, governor, dep, cues)
            loose = _loose(graph, act, at, governor)
            if effect is None and loose and _wished(graph, governor, above.norm):
                effect = "proposed"
            held = given and not loose
            if effect is not None and above.norm in {"of", "for", "to", "on", "about", "over", "from", "against", "in"}:
                if (
                    effect in {"planned", "proposed", "hypothetical", "threatened"}
                    and held
                    and above.norm not in {"of", "for"}
                ):
                    return status, governor, True, True
                return combined(status, effect), governor, True, True
            if above.norm == "for" and fresh(graph, act):
                return combined(status, "planned"), governor, True, True
            return status, governor, True, above.norm != "of" or held
        if act.light is not None and act.verb == governor:
            return through_verb(graph, governor, status, cues), governor, False, False
        if above.norm == "for" and types.get(governor) == "CONSULT" and act.group.type == "CONSULT":
            # "is due to visit X for the summit": the one is as planned as the other
            return through_verb(graph, governor, status, cues), governor, False, False
        if above.norm == "at" and types.get(governor) == "CONSULT" and act.group.type == "CONSULT":
            # "when they meet at a gathering": as much to come as their meeting
            ahead = later(graph, governor, graph.tokens[governor].head, cues)
            if ahead is not None:
                return combined(status, ahead), governor, False, True
        effect = cues.by_type.get(types.get(governor) or "") or cues.verbs.get(graph.lemma(governor))
        if graph.tokens[governor].tag == "JJ" and above.norm in {"to", "for"}:
            # "open to the resumption of talks": the article does not make it known
            inclined = cues.adjectives.get(graph.lemma(governor))
            if inclined is not None:
                return combined(status, inclined), governor, False, True
        if effect is None and graph.lemma(governor) == "attach" and _loose(graph, act, at):
            return combined(status, "proposed"), governor, False, True  # "attaches importance to the release of X"
        known = given and not (effect == "proposed" and above.norm in {"for", "to"} and _loose(graph, act, at))
        if effect is not None and effect != "ongoing" and not known and above.norm in CONTENT_PREPS:
            return combined(status, effect), governor, False, False
        return status, governor, False, True
    if above.tag.startswith("VB") or above.pos in {"VERB", "AUX"}:
        lemma = graph.lemma(head)
        lends = act.light is not None and act.verb == head
        if dep in {"nsubj", "nsubjpass"} and needed_first(graph, at, head):
            return combined(status, "hypothetical"), head, False, True
        if dep == "dobj" and lemma in act_words("favouring") and article(graph, act) in {"a", "an"}:
            # "backs an international conference": one that is yet to be
            return combined(status, "proposed"), head, False, True
        if dep == "dobj" and act.group.type is None and lemma in act_words("facing") and above.tag != "VBD":
            return combined(status, "planned"), head, False, True  # "faces an election in November"
        if dep == "nsubj" and lemma == "be" and act.group.type == "CONSULT" and will_be(graph, head):
            return combined(status, "planned"), head, False, True  # "the next meeting will be in Lima"
        if dep == "nsubj" and lemma in act_words("lasting") and not negated(graph, head) and finite_verb(graph, head):
            upper = clause_status(graph, head, cues)
            if upper in HAPPENED:
                return combined(status, "ongoing"), head, False, True  # "the attacks continue"
        if dep == "attr" and lemma == "be":
            return through_verb(graph, head, status, cues), head, False, False
        happens = dep in {"nsubj", "nsubjpass"} and lemma in cues.occurrence
        if lends and lemma in act_words("telling") and negated(graph, head):
            # "would not confirm the visit": nobody denies it
            return combined(status, "hypothetical"), head, False, True
        if lends or happens:
            if happens and not lends and dep == "nsubjpass" and lemma in cues.verbs:
                effect = cues.verbs.get(lemma)
                if effect is not None:
                    status = combined(status, effect)
            return through_verb(graph, head, status, cues), head, False, False
        topical = {v.partition(" ")[0] for v in lexicon().words["act_words"]["topic_verbs"]}
        told = lemma in topical or lemma in cues.occurrence - {"be"}
        if (
            dep in {"nsubj", "nsubjpass"}
            and act.group.type in {"CONSULT", "COOPERATE"}
            and told
            and will_be(graph, head)
        ):
            return combined(status, "planned"), head, False, True
        effect = cues.by_type.get(types.get(head) or "") or cues.verbs.get(lemma)
        if act.group.type in SPEECH and effect != "threatened":
            return status, head, False, True
        if dep in {"dobj", "nsubjpass"} and effect is not None and effect != "ongoing":
            if effect == "hypothetical" and lemma in cues.factive:
                return status, head, False, True
            if effect == "denied" and given and lemma in cues.factive and act.group.type in GOES_ON:
                return status, head, False, True  # "urged X to halt the attacks": they go on
            if not given or effect in {"threatened", "denied"} or (effect == "proposed" and _loose(graph, act, at)):
                return combined(status, effect), head, False, True
            return status, head, False, True
        bare = article(graph, act) is None and act.group.type not in {"CONSULT", "ASSAULT"}
        if bare and types.get(head) == "CONSULT" and dep == "dobj":
            # a kind of act as a subject of talks ("discussed guarantees and aid") is not told as done
            return combined(status, "hypothetical"), head, False, True
        if not given and lemma not in cues.factive:
            upper = clause_status(graph, head, cues)
            if upper is not None and upper not in HAPPENED and upper != "denied":
                return combined(status, upper), head, False, True
            one_more = any(graph.tokens[k].norm in act_words("fresh") for k in graph.modifiers(act.head))
            if upper is None or (one_more and dep == "dobj" and lemma not in cues.occurrence and status is None):
                return status, head, False, False
        return status, head, False, True
    return status, head, above.tag.startswith("NN"), not above.tag.startswith("NN")
