"""Whether an act was done, is planned, threatened, only talked of, or denied."""

from __future__ import annotations

from memcon.extract.acts import Act, article, pointed
from memcon.extract.clauses import (
    HAPPENED,
    by_decree,
    clause_status,
    combined,
    finite_verb,
    infinitive,
    joined_to,
    negated,
    phrase_status,
    reported_future,
    tensed_apart,
    told,
    unhesitating,
)
from memcon.extract.foreseen import foreseen
from memcon.extract.graph import Graph
from memcon.extract.later import later, passed
from memcon.extract.lexicon import SPEECH, Cues, lexicon
from memcon.extract.settings import said_there
from memcon.extract.status_nouns import (
    act_words,
    fragment,
    fresh,
    kind_only,
    needed_first,
    noun_modifiers,
    predicated,
    through_verb,
    told_past,
    will_be,
)
from memcon.extract.syntax import past_quotation
from memcon.model.memo import Status

CONTENT_PREPS = frozenset(
    {"to", "toward", "towards", "of", "for", "from", "on", "about", "in", "into", "against", "with", "over", "at", "by"}
)
"""Prepositions through which a governor reaches its content; under others an act is background."""
CHANGES = frozenset({"RETREAT", "COOPERATE", "AID", "CONCEDE", "CONSULT", "AGREE", "SUPPORT"})
"""Types of acts that one asks for; a war or a blockade is asked to end."""
GOES_ON = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE"})
CLAUSE = frozenset({"ccomp", "xcomp", "advcl", "acl", "pcomp", "relcl", "conj", "parataxis", "csubj"})


def _governed(graph: Graph, governor: int, dep: str, cues: Cues) -> Status | None:
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
            from_type = _type_of_noun(graph, governor)
            effect = cues.by_type.get(from_type) if from_type is not None else None
        if effect in {"planned", "proposed"} and any(graph.tokens[k].norm == "no" for k in graph.kids(governor, "det")):
            effect = "denied"  # "no plans to close it"
    return effect


def _type_of_noun(graph: Graph, i: int) -> str | None:
    patterns = lexicon().nouns.get(graph.lemma(i), ())
    return next((p.group.type for p in patterns if not p.before), None)


def status_of(graph: Graph, act: Act, types: dict[int, str | None]) -> Status:
    """The status of an act. ``types`` gives the PLOVER type of each verb of act, by its token."""
    cues = lexicon().cues
    own: Status | None
    if unhesitating(graph, act.head if act.verb is None else act.verb):
        return "threatened" if act.group.type in GOES_ON | {"THREATEN"} else "planned"
    if act.verb_group is not None and act.verb_group.modal and act.group.type == "THREATEN":
        return "denied" if negated(graph, act.head) else "threatened"
    if act.verb_group is not None and act.verb_group.negated:
        return "occurred"
    if act.noun_group is not None and act.noun_group.within and act.verb is not None:
        # the medium of an act that was done, whatever that act was about
        return _settle(act, clause_status(graph, act.verb, cues))
    if act.wish:
        return "denied" if negated(graph, act.head) else act.group.status or "occurred"
    if act.verb_group is not None and (shared := _of_contact(graph, act, types)) is not None:
        return shared
    if act.verb_group is not None:
        own = clause_status(graph, act.head, cues)
        if own == "hypothetical" and reported_future(graph, act.head, cues):
            own = "planned"
        start = act.head
        if own is None and graph.tokens[act.head].dep == "acl" and graph.tokens[act.head].tag == "VBN":
            return _settle(act, "occurred")
    else:
        own = noun_modifiers(graph, act, cues) or predicated(graph, act, cues)
        start = act.node
        if own is None and said_there(graph, act):
            return _settle(act, "occurred")
        if (
            act.light is not None
            and act.light.status is not None
            and not (act.light.indefinite and pointed(graph, act))
        ):
            own = combined(own, act.light.status)
    status = _climb(graph, act, start, own, cues, types=types)
    if act.verb_group is None:
        status = foreseen(graph, act, status)
    if status != "denied" and _hearsay(graph, start):
        status = "denied"
    if status is None and act.verb_group is not None and graph.tokens[act.head].tag == "VB":
        # a bare form that nothing governs: an order or an item of a list
        status = "proposed"
    if status is None and act.noun_group is not None and act.light is None and fresh(graph, act):
        # "weapons, new sanctions, more aid": a list of wishes, until a verb says otherwise
        status = "proposed"
    if status is None and act.noun_group is not None and act.light is None and kind_only(graph, act):
        status = "hypothetical"
    return _settle(act, status)


def _hearsay(graph: Graph, start: int) -> bool:
    """Whether an act stands in what somebody denies to be true ("denies speculation that X is preparing talks").

    One that somebody denies a part in was done ("rejects the charge that an official had a hand in the attack").
    """
    words = act_words("hearsay")
    known = graph.tokens[start].tag.startswith("NN") and graph.definite(start)
    for h in graph.up(start):
        if known and any(graph.lemma(k) in act_words("sharing") for k in (h, *graph.kids(h, "dobj"))):
            return False
        if graph.lemma(h) in act_words("denying") and graph.tokens[h].tag.startswith("VB"):
            told = [k for k in graph.kids(h, "dobj", "nsubjpass") if graph.lemma(k) in words]
            return not joined_to(graph, start, h) and any(k < start and start not in graph.conjuncts(k) for k in told)
    return False


def _of_contact(graph: Graph, act: Act, types: dict[int, str | None]) -> Status | None:
    """What is said in a contact shares its status: "held a call to discuss X and affirm support"."""
    if not infinitive(graph, graph.first_conjunct(act.head)) or act.group.type not in {"CONSULT", *SPEECH}:
        return None
    for h in graph.up(act.head):
        if h == graph.first_conjunct(act.head):
            continue
        if graph.tokens[h].tag.startswith("NN") and graph.lemma(h) in lexicon().cues.nouns:
            return None  # "conveyed an invitation to visit X"
        if types.get(h) == "CONSULT":
            return clause_status(graph, h, lexicon().cues)
        if h in types or (graph.tokens[h].pos in {"VERB", "AUX"} and finite_verb(graph, h)):
            return None
    return None


def _settle(act: Act, status: Status | None) -> Status:
    if act.group.status is not None and (status is None or status in HAPPENED):
        return act.group.status
    return status or "occurred"


def _climb(
    graph: Graph, act: Act, start: int, own: Status | None, cues: Cues, *, types: dict[int, str | None]
) -> Status | None:
    """Heed what stands above an act, from the nearest governor to the clause that the report asserts."""
    status = own
    at = start
    finite = act.verb_group is not None and finite_verb(graph, start)
    noun = act.verb_group is None
    for _ in range(14):
        token = graph.tokens[at]
        head = token.head
        if head == at:
            break
        above = graph.tokens[head]
        if noun:
            step = _from_noun(graph, act, at, status, cues, types=types)
            status, at, noun, done = step
            if done:
                return status
            if not noun:
                finite = finite_verb(graph, at)
            continue
        dep = token.dep
        if dep == "relcl" or (dep == "acl" and token.tag == "VBN"):
            return status
        if dep == "conj" and (above_quote := past_quotation(graph, at, head)) is not None:
            at = above_quote
            continue
        if dep == "conj":
            if not finite or (graph.kid(at, "nsubj", "nsubjpass", "aux") is None):
                inherited = clause_status(graph, head, cues) if above.pos in {"VERB", "AUX"} else None
                if inherited is not None and tensed_apart(graph, at, head, inherited):
                    inherited = None
                if inherited is not None and (status is None or status in HAPPENED):
                    status = inherited if status is None or inherited not in HAPPENED else status
                finite = finite or finite_verb(graph, head)
            elif graph.kid(at, "nsubj", "nsubjpass") is not None:
                return status
            at = head
            continue
        if dep in {
            "ccomp",
            "xcomp",
            "pcomp",
            "advcl",
            "acl",
            "acomp",
            "attr",
            "dobj",
            "pobj",
            "prep",
            "advmod",
            "oprd",
            "csubj",
        }:
            status, stop = _from_clause(graph, at, head, dep, status, finite=finite, cues=cues, types=types)
            if stop:
                return status
            if graph.tokens[head].pos in {"VERB", "AUX"}:
                finite = finite or finite_verb(graph, head)
            at = head
            continue
        break
    if status is None and act.verb_group is None and graph.tokens[at].head == at:
        return fragment(graph, act, at)
    return status


def _from_clause(
    graph: Graph,
    at: int,
    head: int,
    dep: str,
    status: Status | None,
    *,
    finite: bool,
    cues: Cues,
    types: dict[int, str | None],
) -> tuple[Status | None, bool]:
    """One step up from a clause: its status now, and whether to stop there."""
    above = graph.tokens[head]
    if above.dep == "prep" or above.tag in {"IN", "TO"}:
        phrase = phrase_status(graph, head, cues)
        if phrase is not None:
            return combined(status, phrase), True
        return status, above.norm not in CONTENT_PREPS
    if dep == "advcl" and finite:
        return later(graph, at, head, cues) or status, True
    if dep == "ccomp" and finite and at < head and any(graph.tokens[k].norm == ";" for k in graph.kids(head, "punct")):
        # "X accused Y; Z dismissed the claim": two sentences in one
        return status, True
    if dep == "acl" and (decreed := by_decree(graph, at, head)) is not None:
        return combined(status, decreed), True
    lemma = graph.lemma(head)
    valued = dep == "prep" and above.tag.startswith("NN") and lemma in lexicon().words["premises"]["valuing"]
    if valued and not finite and not any(cues.verbs.get(graph.lemma(k)) == "ongoing" for k in graph.kids(at, "pcomp")):
        return combined(
            status, "proposed"
        ), True  # "the urgency of protecting civilians"; to maintain a thing is to have it
    if dep == "xcomp" and lemma == "be" and infinitive(graph, at) and not negated(graph, head):
        # "is to visit": a plan; "the aim is to visit": what the noun says
        subject = graph.kid(head, "nsubj")
        said = cues.nouns.get(graph.lemma(subject)) if subject is not None else None
        return combined(status, said or "planned"), True
    if infinitive(graph, at) and dep in {"advcl", "xcomp"} and _went_on(graph, head):
        # "went on to speak with X": done, as much as the going on
        return status or clause_status(graph, head, cues), False
    effect = cues.by_type.get(types.get(head) or "") or _governed(graph, head, dep, cues)
    if types.get(head) == "THREATEN" and lemma in cues.asserting and dep != "ccomp" and infinitive(graph, at):
        # "warned X to stop": a demand
        effect = cues.verbs.get(lemma)
    if types.get(head) == "AGREE" and lemma in cues.verbs:
        effect = _governed(graph, head, dep, cues)
    if types.get(head) == "ACCUSE" and finite and dep == "ccomp" and at < head:
        # "…, X alleged": the sentence tells it, with its source behind
        effect = None
    if (
        finite
        and dep == "ccomp"
        and effect in {"planned", "proposed", "ongoing", "occurred"}
        and lemma in act_words("telling")
    ):
        effect = None
    if finite and dep == "ccomp" and lemma in cues.asserting and told(graph, at):
        # "insists that it brought down a drone": said as a fact, no wish
        effect = None
    if effect == "hypothetical" and types.get(head) == "ACCUSE" and finite:
        effect = None if status not in HAPPENED else "hypothetical"
    if dep == "advcl" and not infinitive(graph, at):
        effect = None
    if finite and dep == "ccomp" and lemma in cues.factive:
        return status, True
    if effect == "ongoing":
        upper = clause_status(graph, head, cues)
        effect = upper if upper is not None and upper not in HAPPENED else effect
    if effect is not None:
        status = combined(status, effect)
        # "continued to impose": go on to what stands above; a plan under a condition stays a plan
        return status, finite and dep == "ccomp"
    if finite and dep in {"ccomp", "advcl", "csubj"}:
        return status, True
    if above.pos in {"VERB", "AUX"} or above.tag.startswith("VB"):
        if status is None or status in HAPPENED:
            if dep == "advcl" and infinitive(graph, at):
                return _purpose(graph, head, cues), True
            if lemma in cues.transparent or dep in {"xcomp", "pcomp", "advcl", "acomp", "attr"}:
                upper = clause_status(graph, head, cues)
                if upper == "denied" and dep == "advcl":
                    return status or "occurred", True
                if upper is not None:
                    return combined(status, upper) if upper not in HAPPENED else (status or upper), False
        return status, False
    if above.tag.startswith("NN") and dep == "acl" and infinitive(graph, at):
        return combined(status, "hypothetical"), True
    return status, False


def _went_on(graph: Graph, head: int) -> bool:
    """Whether a verb only says that something came next ("went on to", "proceeded to")."""
    if graph.lemma(head) == "proceed":
        return True
    return graph.lemma(head) == "go" and any(
        graph.tokens[k].norm == "on" for k in graph.kids(head, "prt", "prep", "advmod")
    )


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
    return word == "for" and _type_of_noun(graph, noun) == "SUPPORT"


def _purpose(graph: Graph, head: int, cues: Cues) -> Status:
    """An infinitive of purpose shares what its main clause is, short of having happened."""
    upper = clause_status(graph, head, cues)
    went_on = graph.lemma(head) == "go" and graph.tokens[min(head + 1, len(graph.tokens) - 1)].norm == "on"
    if went_on and upper is not None:  # "went on to speak with X"
        return upper
    return upper if upper is not None and upper not in HAPPENED else "hypothetical"


def _from_noun(
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
            effect = _governed(graph, governor, dep, cues)
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
