"""Whether an act was done, is planned, threatened, only talked of, or denied."""

from __future__ import annotations

from memcon.extract.acts import Act, pointed
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
from memcon.extract.later import later
from memcon.extract.lexicon import SPEECH, Cues, lexicon
from memcon.extract.settings import said_there
from memcon.extract.status_nouns import (
    act_words,
    fragment,
    fresh,
    kind_only,
    noun_modifiers,
    predicated,
)
from memcon.extract.status_up import CONTENT_PREPS, GOES_ON, from_noun, governed
from memcon.extract.syntax import past_quotation
from memcon.model.memo import Status

CLAUSE = frozenset({"ccomp", "xcomp", "advcl", "acl", "pcomp", "relcl", "conj", "parataxis", "csubj"})


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
            step = from_noun(graph, act, at, status, cues, types=types)
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
    effect = cues.by_type.get(types.get(head) or "") or governed(graph, head, dep, cues)
    if types.get(head) == "THREATEN" and lemma in cues.asserting and dep != "ccomp" and infinitive(graph, at):
        # "warned X to stop": a demand
        effect = cues.verbs.get(lemma)
    if types.get(head) == "AGREE" and lemma in cues.verbs:
        effect = governed(graph, head, dep, cues)
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


def _purpose(graph: Graph, head: int, cues: Cues) -> Status:
    """An infinitive of purpose shares what its main clause is, short of having happened."""
    upper = clause_status(graph, head, cues)
    went_on = graph.lemma(head) == "go" and graph.tokens[min(head + 1, len(graph.tokens) - 1)].norm == "on"
    if went_on and upper is not None:  # "went on to speak with X"
        return upper
    return upper if upper is not None and upper not in HAPPENED else "hypothetical"
