"""Whether an act was done, is planned, threatened, only talked of, or denied."""

from __future__ import annotations

from memcon.extract.acts import Act, article, pointed
from memcon.extract.agents import owners
from memcon.extract.graph import Graph
from memcon.extract.lexicon import SPEECH, Cues, lexicon
from memcon.model.memo import Status

HAPPENED: frozenset[Status] = frozenset({"occurred", "ongoing"})
NEGATIVES = frozenset({"not", "n't", "never", "no", "neither", "nor", "nothing", "nobody", "none"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
CONTENT_PREPS = frozenset(
    {"to", "of", "for", "from", "on", "about", "in", "into", "against", "with", "over", "at", "by"}
)
"""Prepositions through which a governor reaches its content; under others an act is background."""
CLAUSE = frozenset({"ccomp", "xcomp", "advcl", "acl", "pcomp", "relcl", "conj", "parataxis", "csubj"})
FRESH = frozenset(
    {"new", "further", "additional", "more", "fresh", "tougher", "harsher", "another", "extra", "greater", "next"}
)


def _finite(graph: Graph, i: int) -> bool:
    """Whether a verb has its own tense."""
    if graph.tokens[i].tag in FINITE:
        return True
    return any(graph.tokens[k].tag in FINITE for k in graph.kids(i, "aux", "auxpass"))


def _infinitive(graph: Graph, i: int) -> bool:
    return graph.tokens[i].tag == "VB" and any(graph.tokens[k].tag == "TO" for k in graph.kids(i, "aux"))


def negated(graph: Graph, i: int) -> bool:
    """Whether a verb or noun is negated in its own clause or phrase."""
    if any(graph.tokens[k].norm in NEGATIVES for k in graph.kids(i, "neg", "det", "preconj")):
        return True
    subject = graph.kid(i, "nsubj", "nsubjpass")
    if subject is None:
        return False
    if graph.tokens[subject].norm in NEGATIVES:
        return True
    return any(graph.tokens[k].norm in NEGATIVES for k in graph.kids(subject, "det", "neg"))


def clause_status(graph: Graph, i: int, cues: Cues) -> Status | None:
    """What a verb's own clause says: negation, condition, modals, tense; null without a tense of its own."""
    for k in graph.kids(i, "mark", "advmod", "prep"):
        token = graph.tokens[k]
        if token.norm in cues.marks and (token.dep == "mark" or token.tag in {"IN", "WRB"}) and k < i:
            return cues.marks[token.norm]
    if negated(graph, i):
        return "denied"
    for k in graph.kids(i, "aux"):
        token = graph.tokens[k]
        subject = graph.kid(i, "nsubj", "nsubjpass")
        if token.norm == "should" and subject is None and k == min(graph.subtree(i)) and graph.tokens[i].dep != "ROOT":
            return "hypothetical"
        if (
            token.norm in {"should", "were", "had"}
            and subject is not None
            and k < subject
            and not graph.sentence(i).question
        ):
            if token.norm == "should":
                return "hypothetical"
        if token.tag == "MD" and token.norm in cues.modals:
            return cues.modals[token.norm]
    token = graph.tokens[i]
    auxes = [graph.tokens[k].lemma.lower() for k in graph.kids(i, "aux", "auxpass")]
    if token.tag == "VBG" and any(a in {"be", "'s", "'re", "'m"} for a in auxes):
        return "ongoing"
    if any(graph.tokens[k].tag == "VBG" and graph.lemma(k) == "be" for k in graph.kids(i, "auxpass", "aux")):
        return "ongoing"
    if _finite(graph, i):
        return "occurred"
    return None


def _weaker(inner: Status | None, outer: Status) -> Status:
    """What holds of an act that is ``inner`` in its own words and stands under a governor that makes it ``outer``."""
    if inner is None or inner in HAPPENED:
        return outer if not (inner == "ongoing" and outer == "occurred") else inner
    if inner == "denied" and outer == "hypothetical":
        return outer
    if outer == "denied" or (outer == "planned" and inner == "proposed"):
        return outer
    if outer == "hypothetical" and inner in {"planned", "proposed"}:
        return "hypothetical"
    if outer == "threatened" and inner in {"planned", "hypothetical"}:
        return "threatened"
    return inner


def _noun_modifiers(graph: Graph, act: Act, cues: Cues) -> Status | None:
    found: Status | None = None
    for spot in dict.fromkeys([act.head, act.node]):
        if negated(graph, spot):
            return "denied"
        for k in graph.modifiers(spot):
            for word in (graph.tokens[k].norm, graph.lemma(k)):
                if word in cues.modifiers and found is None:
                    found = cues.modifiers[word]
        for k in graph.kids(spot, "det", "advmod"):
            if graph.tokens[k].norm == "any":
                found = found or "hypothetical"
        for k in graph.kids(spot, "acl"):
            if graph.lemma(k) in {"plan", "schedule", "expect", "slate", "set", "intend", "propose"} and graph.passive(
                k
            ):
                found = "proposed" if graph.lemma(k) == "propose" else "planned"
    return found


def _phrase(graph: Graph, prep: int, cues: Cues) -> Status | None:
    """The status that a preposition of several words gives ("in the event of")."""
    words: list[str] = []
    at = prep
    for _ in range(5):
        words.insert(0, graph.tokens[at].norm)
        text = " ".join(words)
        if text in cues.phrases:
            return cues.phrases[text]
        if at == 0:
            return None
        at -= 1
    return None


def _governed(graph: Graph, governor: int, dep: str, cues: Cues) -> Status | None:
    """What a governing verb, noun or adjective makes of what hangs on it, its own negation heeded."""
    token = graph.tokens[governor]
    lemma = graph.lemma(governor)
    effect: Status | None = None
    if token.pos in {"VERB", "AUX"} or token.tag.startswith("VB"):
        effect = cues.verbs.get(lemma)
        if lemma == "go" and not (dep == "xcomp" and token.tag == "VBG"):
            effect = None
        elif lemma == "go":
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
    return effect


def _type_of_noun(graph: Graph, i: int) -> str | None:
    patterns = lexicon().nouns.get(graph.lemma(i), ())
    return next((p.group.type for p in patterns if not p.before), None)


def status_of(graph: Graph, act: Act, types: dict[int, str | None]) -> Status:
    """The status of an act. ``types`` gives the PLOVER type of each verb of act, by its token."""
    cues = lexicon().cues
    own: Status | None
    if act.verb_group is not None and act.verb_group.modal and act.group.type == "THREATEN":
        return "denied" if negated(graph, act.head) else "threatened"
    if act.wish:
        return "denied" if negated(graph, act.head) else "occurred"
    if act.verb_group is not None and (shared := _of_contact(graph, act, types)) is not None:
        return shared
    if act.verb_group is not None:
        own = clause_status(graph, act.head, cues)
        if own == "hypothetical" and _reported_future(graph, act.head, cues):
            own = "planned"
        start = act.head
        if own is None and graph.tokens[act.head].dep == "acl" and graph.tokens[act.head].tag == "VBN":
            return _settle(act, "occurred")
    else:
        own = _noun_modifiers(graph, act, cues)
        start = act.node
        if (
            act.light is not None
            and act.light.status is not None
            and not (act.light.indefinite and pointed(graph, act))
        ):
            own = _weaker(own, act.light.status)
    status = _climb(graph, act, start, own, cues, types)
    if status is None and act.verb_group is not None and graph.tokens[act.head].tag == "VB":
        # a bare form that nothing governs: an order or an item of a list
        status = "proposed"
    if status is None and act.noun_group is not None and act.light is None and _fresh(graph, act):
        # "weapons, new sanctions, more aid": a list of wishes, until a verb says otherwise
        status = "proposed"
    if status is None and act.noun_group is not None and act.light is None and _kind_only(graph, act):
        status = "hypothetical"
    return _settle(act, status)


def _kind_only(graph: Graph, act: Act) -> bool:
    """Whether a noun has no article and nobody who does it: a kind of act that no verb tells as done."""
    token = graph.tokens[graph.first_conjunct(act.node)]
    if article(graph, act) is not None or act.group.type in SPEECH - {"AGREE", "CONCEDE"}:
        return False
    if token.dep in {"nsubj", "nsubjpass"} or owners(graph, act.node) or owners(graph, act.head):
        return False
    below = graph.subtree(act.node)
    if any(k in graph.dated for k in below) or any(w in {"by", "between"} for w, _, _ in graph.preps(act.node)):
        return False
    return not any(graph.passive(k) for k in graph.kids(act.node, "acl")) and not _tells(graph, act)


def _tells(graph: Graph, act: Act) -> bool:
    """Whether the clause of a noun tells of what was or has been, not of a talk about it."""
    for h in graph.up(act.node):
        token = graph.tokens[h]
        if token.pos in {"VERB", "AUX"}:
            return (
                token.lemma.lower() not in lexicon().cues.verbs and clause_status(graph, h, lexicon().cues) in HAPPENED
            )
    return False


def _fresh(graph: Graph, act: Act) -> bool:
    """Whether a noun without article is one more of its kind ("new strikes")."""
    if article(graph, act) is not None:
        return False
    return any(graph.tokens[k].norm in FRESH for k in graph.modifiers(act.head))


def _reported_future(graph: Graph, i: int, cues: Cues) -> bool:
    """Whether "would" is the "will" of reported speech ("said that it would lift the ban"), no condition beside it."""
    if not any(graph.tokens[k].norm in {"would", "'d"} for k in graph.kids(i, "aux")):
        return False
    token = graph.tokens[graph.first_conjunct(i)]
    above = graph.tokens[token.head]
    if (
        token.dep != "ccomp"
        or above.tag not in {"VBD", "VBN"}
        or above.lemma.lower() in cues.verbs.keys() - cues.reported
    ):
        return False
    below = graph.subtree(i)
    return not any(graph.tokens[k].norm in {"if", "unless", "should"} or graph.tokens[k].norm == "event" for k in below)


def _of_contact(graph: Graph, act: Act, types: dict[int, str | None]) -> Status | None:
    """What is said in a contact shares its status: "held a call to discuss X and affirm support"."""
    if not _infinitive(graph, graph.first_conjunct(act.head)) or act.group.type not in {"CONSULT", *SPEECH}:
        return None
    for h in graph.up(act.head):
        if h == graph.first_conjunct(act.head):
            continue
        if types.get(h) == "CONSULT":
            return clause_status(graph, h, lexicon().cues)
        if h in types or (graph.tokens[h].pos in {"VERB", "AUX"} and _finite(graph, h)):
            return None
    return None


def _settle(act: Act, status: Status | None) -> Status:
    if act.group.status is not None and (status is None or status in HAPPENED):
        return act.group.status
    return status or "occurred"


def _climb(
    graph: Graph, act: Act, start: int, own: Status | None, cues: Cues, types: dict[int, str | None]
) -> Status | None:
    """Heed what stands above an act, from the nearest governor to the clause that the report asserts."""
    status = own
    at = start
    finite = act.verb_group is not None and _finite(graph, start)
    noun = act.verb_group is None
    for _ in range(14):
        token = graph.tokens[at]
        head = token.head
        if head == at:
            break
        above = graph.tokens[head]
        if noun:
            step = _from_noun(graph, act, at, status, cues, types)
            status, at, noun, done = step
            if done:
                return status
            if not noun:
                finite = _finite(graph, at)
            continue
        dep = token.dep
        if dep == "relcl" or (dep == "acl" and token.tag == "VBN"):
            return status
        if dep == "conj":
            if not finite or (graph.kid(at, "nsubj", "nsubjpass", "aux") is None):
                inherited = clause_status(graph, head, cues) if above.pos in {"VERB", "AUX"} else None
                if inherited is not None and (status is None or status in HAPPENED):
                    status = inherited if status is None or inherited not in HAPPENED else status
                finite = finite or _finite(graph, head)
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
                finite = finite or _finite(graph, head)
            at = head
            continue
        break
    if status is None and act.verb_group is None and graph.tokens[at].head == at:
        return _fragment(graph, act, at)
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
        phrase = _phrase(graph, head, cues)
        if phrase is not None:
            return _weaker(status, phrase), True
        return status, above.norm not in CONTENT_PREPS
    if dep == "advcl" and finite:
        return status, True
    lemma = graph.lemma(head)
    effect = cues.by_type.get(types.get(head) or "") or _governed(graph, head, dep, cues)
    if types.get(head) == "AGREE" and lemma in cues.verbs:
        effect = _governed(graph, head, dep, cues)
    if types.get(head) == "ACCUSE" and finite and dep == "ccomp" and at < head:
        # "…, X alleged": the sentence tells it, with its source behind
        effect = None
    if (
        finite
        and dep == "ccomp"
        and effect in {"planned", "proposed", "ongoing", "occurred"}
        and lemma in {"announce", "confirm", "tell", "say"}
    ):
        effect = None
    if effect == "hypothetical" and types.get(head) == "ACCUSE" and finite:
        effect = None if status not in HAPPENED else "hypothetical"
    if dep == "advcl" and not _infinitive(graph, at):
        effect = None
    if finite and dep == "ccomp" and lemma in cues.factive:
        return status, True
    if effect == "ongoing":
        upper = clause_status(graph, head, cues)
        effect = upper if upper is not None and upper not in HAPPENED else effect
    if effect is not None:
        status = _weaker(status, effect)
        # "continued to impose": go on to what stands above; a plan under a condition stays a plan
        return status, finite and dep == "ccomp"
    if finite and dep in {"ccomp", "advcl", "csubj"}:
        return status, True
    if above.pos in {"VERB", "AUX"} or above.tag.startswith("VB"):
        if status is None or status in HAPPENED:
            if dep == "advcl" and _infinitive(graph, at):
                return _purpose(graph, head, cues), True
            if lemma in cues.transparent or dep in {"xcomp", "pcomp", "advcl", "acomp", "attr"}:
                upper = clause_status(graph, head, cues)
                if upper == "denied" and dep == "advcl":
                    return status or "occurred", True
                if upper is not None:
                    return _weaker(status, upper) if upper not in HAPPENED else (status or upper), False
        return status, False
    if above.tag.startswith("NN") and dep == "acl" and _infinitive(graph, at):
        return _weaker(status, "hypothetical"), True
    return status, False


def _purpose(graph: Graph, head: int, cues: Cues) -> Status:
    """An infinitive of purpose shares what its main clause is, short of having happened."""
    upper = clause_status(graph, head, cues)
    return upper if upper is not None and upper not in HAPPENED else "hypothetical"


def _from_noun(
    graph: Graph, act: Act, at: int, status: Status | None, cues: Cues, types: dict[int, str | None]
) -> tuple[Status | None, int, bool, bool]:
    """One step up from a noun of act: status, where we are now, still a noun, done."""
    token = graph.tokens[at]
    head, dep = token.head, token.dep
    above = graph.tokens[head]
    given = pointed(graph, act) or act.group.type is None
    past = _told_past(graph, act)
    if past is not None and status is None:
        return past, at, True, True
    if dep in {"conj", "appos"}:
        # "sanctions on X and aid to Y" share a governor
        return status, head, above.tag.startswith("NN"), not above.tag.startswith(("NN", "VB"))
    if dep == "pobj":
        phrase = _phrase(graph, head, cues)
        if phrase is not None and not (given and phrase == "planned"):
            return _weaker(status, phrase), head, False, True
        governor = above.head
        if graph.tokens[governor].tag.startswith("NN"):
            effect = _governed(graph, governor, dep, cues)
            if effect is not None and above.norm in {"of", "for", "to", "on", "about", "over", "from", "against", "in"}:
                if (
                    effect in {"planned", "proposed", "hypothetical", "threatened"}
                    and given
                    and above.norm not in {"of", "for"}
                ):
                    return status, governor, True, True
                return _weaker(status, effect), governor, True, True
            if above.norm == "for" and _fresh(graph, act):
                return _weaker(status, "planned"), governor, True, True
            return status, governor, True, above.norm != "of" or given
        if act.light is not None and act.verb == governor:
            return _through_verb(graph, governor, status, cues), governor, False, False
        effect = cues.by_type.get(types.get(governor) or "") or cues.verbs.get(graph.lemma(governor))
        if effect is not None and effect != "ongoing" and not given:
            return _weaker(status, effect), governor, False, False
        return status, governor, False, True
    if above.tag.startswith("VB") or above.pos in {"VERB", "AUX"}:
        lemma = graph.lemma(head)
        lends = act.light is not None and act.verb == head
        if dep == "attr" and lemma == "be":
            return _through_verb(graph, head, status, cues), head, False, False
        happens = dep in {"nsubj", "nsubjpass"} and lemma in cues.occurrence
        if lends or happens:
            if happens and not lends and dep == "nsubjpass" and lemma in cues.verbs:
                effect = cues.verbs.get(lemma)
                if effect is not None:
                    status = _weaker(status, effect)
            return _through_verb(graph, head, status, cues), head, False, False
        topical = {v.partition(" ")[0] for v in lexicon().words["act_words"]["topic_verbs"]}
        told = lemma in topical or lemma in cues.occurrence - {"be"}
        if dep in {"nsubj", "nsubjpass"} and act.group.type in {"CONSULT", "COOPERATE"} and told and _will(graph, head):
            return _weaker(status, "planned"), head, False, True
        effect = cues.by_type.get(types.get(head) or "") or cues.verbs.get(lemma)
        if act.group.type in SPEECH and effect != "threatened":
            return status, head, False, True
        if dep in {"dobj", "nsubjpass"} and effect is not None and effect != "ongoing":
            if effect == "hypothetical" and lemma in cues.factive:
                return status, head, False, True
            if not given or effect in {"threatened", "denied"}:
                return _weaker(status, effect), head, False, True
            return status, head, False, True
        bare = article(graph, act) is None and act.group.type not in {"CONSULT", "ASSAULT"}
        if bare and types.get(head) == "CONSULT" and dep == "dobj":
            # a kind of act as a subject of talks ("discussed guarantees and aid") is not told as done
            return _weaker(status, "hypothetical"), head, False, True
        if not given and lemma not in cues.factive:
            upper = clause_status(graph, head, cues)
            if upper is not None and upper not in HAPPENED and upper != "denied":
                return _weaker(status, upper), head, False, True
            fresh = any(graph.tokens[k].norm in FRESH for k in graph.modifiers(act.head))
            if upper is None or (fresh and dep == "dobj" and lemma not in cues.occurrence and status is None):
                return status, head, False, False
        return status, head, False, True
    return status, head, above.tag.startswith("NN"), not above.tag.startswith("NN")


def _told_past(graph: Graph, act: Act) -> Status | None:
    """What a relative clause says of a noun of act ("talks, which resumed in May")."""
    cues = lexicon().cues
    holders = [act.node, *(o for _, _, o in graph.preps(act.node) if o is not None)]
    for k in [k for h in holders for k in graph.kids(h, "relcl")]:
        subject = graph.kid(k, "nsubj", "nsubjpass")
        if subject is None or graph.tokens[subject].tag not in {"WDT", "WP"} or graph.lemma(k) not in cues.occurrence:
            continue
        found = clause_status(graph, k, cues)
        if found == "occurred" and graph.lemma(k) in {"resume", "continue", "begin", "start", "open"}:
            return "ongoing"
        return found
    return None


def _will(graph: Graph, verb: int) -> bool:
    """Whether a clause is of the future: what an act will cover says that it is to come."""
    return any(graph.tokens[k].norm in {"will", "'ll", "shall", "wo"} for k in graph.kids(verb, "aux"))


def _through_verb(graph: Graph, verb: int, status: Status | None, cues: Cues) -> Status | None:
    upper = clause_status(graph, verb, cues)
    if upper is None:
        return status
    if upper in HAPPENED:
        return status or upper
    return _weaker(status, upper)


def _fragment(graph: Graph, act: Act, root: int) -> Status | None:
    """A noun that no verb asserts ("weapons for X, new sanctions") is not taken as done unless it is definite."""
    if graph.tokens[root].tag.startswith("VB") or graph.tokens[root].pos in {"VERB", "AUX"}:
        return None
    return None if pointed(graph, act) else "hypothetical"


def questioned(graph: Graph, act: Act) -> bool:
    """Whether a question asks for the act itself, not only speaks of it as background."""
    sentence = graph.sentence(act.head)
    last = graph.tokens[sentence.last - 1]
    if not sentence.question and last.text != "?":
        return False
    at = act.head if act.verb_group is not None else (act.verb if act.verb is not None else act.node)
    if act.verb_group is None and act.light is None and pointed(graph, act):
        return False
    for h in [at, *graph.up(at)]:
        token = graph.tokens[h]
        if token.dep in {"advcl", "relcl", "acl", "pcomp"} and token.head != h:
            return False
        if token.head == h or token.dep in {"ccomp", "parataxis"}:
            subject = graph.kid(h, "nsubj", "nsubjpass")
            inverted = subject is not None and any(
                k < subject and graph.tokens[k].pos in {"AUX", "VERB"} for k in graph.kids(h, "aux", "auxpass")
            )
            if inverted or (graph.tokens[h].pos == "AUX" and subject is not None and h < subject):
                return True
    return False
