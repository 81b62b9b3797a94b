"""Which words head a clause of a text, what names its act, how far the act got, and who acts in it."""

from __future__ import annotations

from memcon.extract.agents import antecedent
from memcon.extract.clauses import HAPPENED, clause_status, combined, finite_verb, infinitive, negated
from memcon.extract.graph import Graph
from memcon.extract.lexicon import lexicon
from memcon.extract.status_up import governed
from memcon.extract.syntax import objects_of, surface_subject
from memcon.model.memo import Status
from memcon.proof.lexis import words
from memcon.reconcile.concepts import concepts

CLAUSES = frozenset({"ccomp", "advcl", "relcl", "conj", "parataxis", "acl", "csubj", "xcomp", "pcomp", "ROOT"})
ASKING = frozenset({"WDT", "WP", "WRB", "WP$"})
REFLEXIVE = frozenset({"itself", "himself", "herself", "themselves"})
CLIMB = 12
REACH = 5
"""How far behind its verb a particle may stand: "called its ambassador home"."""
INTO = frozenset({"to", "into", "under"})


def to_come(graph: Graph, i: int) -> bool:
    """Whether a verb stands with "to", active or passive: "to meet", "to be held"."""
    return infinitive(graph, i) or any(graph.tokens[k].tag == "TO" for k in graph.kids(i, "aux"))


def carried(graph: Graph, i: int) -> int | None:
    """The verb that a verb of beginning, failing or going on only leads to: "failed to agree", "is to meet"."""
    lemma = graph.lemma(i)
    following = [k for k in graph.kids(i, "advcl", "ccomp", "pcomp") if graph.tokens[k].tag == "VBG" and i < k <= i + 3]
    for k in (*graph.kids(i, "xcomp"), *following):
        if graph.tokens[k].tag.startswith("VB") and (
            lemma in words("leading") or (lemma == "be" and to_come(graph, k))
        ):
            return k
    return None


def _yet(graph: Graph, i: int) -> bool:
    """Whether a verb says that something is still to be done: "have yet to be agreed"."""
    return any(graph.tokens[k].norm == "yet" for k in graph.kids(i, "advmod"))


def heads_of(graph: Graph) -> list[int]:
    """The verbs and predicates that head a clause, in text order; verbs that only lead to another are left out."""
    out = []
    for token in graph.tokens:
        i = token.i
        if (
            token.dep in {"aux", "auxpass"}
            or (token.dep == "prep" and token.tag == "VBG")
            or carried(graph, i) is not None
        ):
            continue
        if token.dep == "relcl" and any(graph.tokens[k].norm in REFLEXIVE for k in graph.kids(i, "dobj", "nsubj")):
            continue  # "a group that calls itself"
        if graph.tokens[token.head].norm == "without" and not graph.children[i]:
            continue  # "without warning"
        verb = token.pos == "VERB" or token.tag.startswith("VB")
        if (token.pos == "AUX" and token.dep in CLAUSES) or (
            verb and (token.dep in CLAUSES or graph.kid(i, "nsubj", "nsubjpass", "dobj") is not None)
        ):
            out.append(i)
    return out


def asks(graph: Graph, i: int) -> bool:
    """Whether a clause is a question within a sentence: "how much water each may take", "whether it would pay"."""
    if graph.tokens[i].dep in {"ROOT", "relcl", "conj"}:
        return False
    above = graph.tokens[graph.tokens[i].head]
    if above.norm in {"about", "on", "over"} and graph.lemma(above.head) in {"ask", "question", "press"}:
        return True
    first = [graph.tokens[k] for k in graph.subtree(i) if k < i][:3]
    wondered = any(t.norm == "whether" for t in first)
    return wondered or (graph.tokens[i].dep != "advcl" and any(t.tag in ASKING and t.norm != "that" for t in first))


def status_of(graph: Graph, i: int) -> Status:
    """How far the act of a verb got, by its own clause and by what governs it."""
    cues = lexicon().cues
    own = clause_status(graph, i, cues)
    if own == "hypothetical" and _reported(graph, i):
        own = "planned"
    at = i
    for _ in range(CLIMB):
        token = graph.tokens[at]
        head, dep = token.head, token.dep
        if head == at:
            break
        above = graph.tokens[head]
        finite = finite_verb(graph, at)
        if dep == "conj":
            if own is None or (own in HAPPENED and not finite):
                own = clause_status(graph, head, cues) if above.pos in {"VERB", "AUX"} else own
            elif any(graph.tokens[k].norm == "that" for k in graph.kids(at, "mark")):
                own = None if own in HAPPENED and graph.tokens[at].tag in {"VB", "VBP"} else own
            elif graph.kid(at, "nsubj", "nsubjpass") is not None or finite:
                break
            at = head
            continue
        if dep == "prep" or above.pos == "ADP":
            if above.norm == "without":
                return combined(own, "denied")
            if dep == "prep" and token.norm in {"of", "about"} and graph.lemma(head) in words("pondering"):
                own = combined(own, "proposed")  # "is thinking of buying"
            at = head
            continue
        if dep not in {"xcomp", "ccomp", "acl", "pcomp", "advcl", "acomp", "attr", "csubj", "dobj", "pobj"}:
            break
        if dep == "acl" and token.tag == "VBN" and above.dep in {"dobj", "nsubj"} and own in {None, *HAPPENED}:
            verb = above.head
            if graph.lemma(verb) in words("having") and verb < at:
                own, at = None, verb  # "wants the pact put before parliament": what is wanted
                own = status_of(graph, verb) if graph.lemma(verb) in {"have", "get", "see"} else "proposed"
                break
        if (dep == "advcl" and not to_come(graph, at)) or (dep == "acl" and token.tag in {"VBN", "VBG"}):
            break
        lemma = graph.lemma(head)
        if dep == "xcomp" and to_come(graph, at) and _yet(graph, head):
            own = combined(own, "denied")  # "have yet to be agreed"
            break
        if lemma == "be" and dep == "xcomp" and to_come(graph, at):
            own = combined(own, "planned" if clause_status(graph, head, cues) != "denied" else "denied")
            break
        effect = governed(graph, head, dep, cues)
        if lemma in words("leading") and dep == "xcomp" and effect not in {"denied", "planned", "proposed"}:
            own = clause_status(graph, head, cues) or own
            at = head
            continue
        if lemma == "expect" and dep == "xcomp" and graph.passive(head):
            effect = "planned"  # "is expected to": to come, by somebody's word
        if finite and dep == "ccomp":
            if effect == "denied" and lemma not in words("denying"):
                break
            if effect not in {"denied", "threatened"} and lemma not in words("proposing"):
                break
        if effect is None and dep == "advcl":
            upper = clause_status(graph, head, cues)
            return combined(own, "hypothetical" if upper in HAPPENED or upper is None else upper)
        if effect is None and dep == "acl" and to_come(graph, at):
            own = combined(own, "hypothetical")
        if effect is not None and effect not in HAPPENED:
            own = combined(own, effect)
            if finite:
                break
        at = head
    if own is None:
        own = "hypothetical" if graph.tokens[i].tag == "VB" else "occurred"
    if own in HAPPENED and graph.passive(i) and graph.lemma(i) in words("scheduling"):
        return "planned"  # "a vote is set for 20 March"
    return "denied" if own in HAPPENED and _of_nothing(graph, i) else own


def _of_nothing(graph: Graph, i: int) -> bool:
    """Whether a verb has "no" something for its object, or opens with "No" a subject that the parse has lost."""
    if any(graph.tokens[k].norm == "no" for o in graph.kids(i, "dobj") for k in graph.kids(o, "det")):
        return True
    first = graph.tokens[graph.sentence(i).first]
    lost = graph.tokens[i].dep == "ROOT" and graph.kid(i, "nsubj", "nsubjpass", "expl") is None
    return lost and first.norm in {"no", "none", "nobody"} and graph.tokens[i].tag in {"VBD", "VBZ", "VBP"}


def _reported(graph: Graph, i: int) -> bool:
    """Whether "would" is the "will" of reported speech: "announced that it would pay", no condition with it."""
    token = graph.tokens[i]
    above = graph.tokens[token.head]
    would = any(graph.tokens[k].norm in {"would", "'d"} for k in graph.kids(i, "aux"))
    if not would or token.dep not in {"ccomp", "conj"} or above.tag not in {"VBD", "VBN"} or above.i > i:
        return False
    return not any(
        graph.tokens[m].norm in {"if", "unless"} for k in graph.kids(i, "advcl") for m in graph.kids(k, "mark")
    )


def names_of(graph: Graph, head: int) -> tuple[str, ...]:
    """The lemmas that name an act: verb, particle, object; the noun where the verb carries little of its own."""
    lemma = graph.lemma(head)
    objects = [graph.lemma(o) for o in _objects(graph, head) if graph.tokens[o].tag not in {"CD", "WDT", "WP"}]
    subject = [graph.lemma(s) for s in surface_subject(graph, head) if graph.tokens[s].tag.startswith("NN")]
    if subject and lemma == "take" and objects == ["place"]:
        return (*subject, "place")
    out = [lemma]
    if lemma in words("light"):
        predicates = [graph.lemma(k) for k in graph.kids(head, "acomp", "attr", "oprd") if k not in graph.dated]
        under = [graph.lemma(o) for w, _, o in graph.preps(head) if o is not None and w == "under"]
        if lemma == "be":
            predicates += [
                graph.lemma(k) for k in graph.kids(head, "advmod") if graph.tokens[k].norm in words("adverbs")
            ]
        acts = [o for o in objects if concepts(o, "N") or lemma == "be"]
        out = [*acts, *predicates, *under] or out
        if out == [lemma] and lemma != "be" and graph.kids(head, "prt", "prep", "advmod"):
            out = []  # "make up", "go on": the verb with its particle, not alone
    elif lemma in words("lending"):
        out += objects
    if lemma in words("happening") and not objects:
        out += subject
    out += [f"{lemma} {graph.lemma(k)}" for k in graph.kids(head, "prt", "acomp", "oprd")]
    if lemma not in words("light"):
        out += [graph.lemma(k) for k in graph.kids(head, "acomp", "oprd") if graph.tokens[k].pos == "ADJ"]
    out += [f"{lemma} {graph.lemma(k)}" for k in graph.kids(head, "advmod", "prep") if _particle(graph, head, k)]
    out += [f"{lemma} {o}" for o in objects]
    if lemma in words("vague"):
        out += [f"{lemma} {graph.lemma(k)}" for k in graph.kids(head, "advmod", "prep") if head < k <= head + REACH]
        into = [o for w, _, o in graph.preps(head) if o is not None and w in INTO]
        out += [f"{lemma} {graph.lemma(o)}" for o in into]
        out += [graph.lemma(o) for o in into if o not in graph.inside and o not in graph.dated]
    return tuple(dict.fromkeys(out or [lemma]))


def _particle(graph: Graph, head: int, k: int) -> bool:
    """Whether what the parse takes for an adverb or a preposition goes with the verb before it: "stepped down"."""
    return k == head + 1 and graph.tokens[k].norm in words("particles")


def _objects(graph: Graph, head: int) -> list[int]:
    """The objects of a verb; of a length of time ("three days of talks") what fills it."""
    out = []
    found = objects_of(graph, head)
    if not found and graph.passive(head):
        found = surface_subject(graph, head)
    for o in found:
        filled = [p for w, _, p in graph.preps(o) if w == "of" and p is not None]
        if o not in graph.dated:
            out.append(o)
        out += filled if o in graph.dated or graph.lemma(o) in words("lengths") else []
    return out


def acting(graph: Graph, head: int) -> tuple[int, ...]:
    """The heads of who acts: the subject, the agent of a passive, the sender of what is received."""
    if graph.passive(head):
        return tuple(
            o for w, k, o in graph.preps(head) if w == "by" and o is not None and graph.tokens[k].dep == "agent"
        )
    if receives(graph, head):
        places = [*graph.preps(head), *(p for o in objects_of(graph, head) for p in graph.preps(o))]
        return tuple(o for w, _, o in places if w == "from" and o is not None)
    found = []
    for s in surface_subject(graph, head):
        whom = antecedent(graph, s) if graph.tokens[s].tag in ASKING else s
        found += graph.conjuncts(whom if whom is not None else s)
    return tuple(dict.fromkeys(found))


def receives(graph: Graph, head: int) -> bool:
    """Whether the subject of a verb is who is called or visited: "received a call from"."""
    return graph.lemma(head) in words("receiving") and any(
        graph.lemma(o) in words("received") for o in _objects(graph, head)
    )


def is_negated(graph: Graph, head: int) -> bool:
    """Whether a verb is negated in its own clause."""
    return negated(graph, head)
