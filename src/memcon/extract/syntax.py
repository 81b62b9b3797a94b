"""Subjects and objects: whose act a verb is and on what, through passives, control, gaps and coordination."""

from __future__ import annotations

from memcon.extract.agents import antecedent, owners, who
from memcon.extract.graph import Graph, remembered
from memcon.extract.lexicon import lexicon

DEEPEST = 8
GERUND_PREPS = frozenset({"by", "after", "before", "of", "for", "from", "without", "in", "at", "on", "through", "upon"})


def transparent(graph: Graph, i: int) -> list[int]:
    """A noun, and what follows "of" where the noun only measures it ("a series of strikes")."""
    words = lexicon().words["act_words"]["transparent"]
    out = [i]
    if graph.lemma(i) in words or graph.tokens[i].tag == "CD":
        for word, _, obj in graph.preps(i):
            if word == "of" and obj is not None:
                out += graph.conjuncts(obj)
    return out


def gerund(graph: Graph, i: int) -> bool:
    """Whether a word taken for an adjective is a verb with its object: "reacted by halting imports"."""
    token = graph.tokens[i]
    if token.dep != "amod" or token.tag != "VBG" or not i:
        return False
    before = graph.tokens[i - 1]
    return before.dep in {"prep", "pcomp"} and graph.tokens[token.head].dep == "pobj" and before.norm in GERUND_PREPS


def objects_of(graph: Graph, i: int) -> list[int]:
    """The heads of what a verb acts on: object, passive subject, the noun that a participle or gap refers to."""
    return list(_objects_of(graph, i))


@remembered
def _objects_of(graph: Graph, i: int) -> tuple[int, ...]:
    tokens = graph.tokens
    found = graph.kids(i, "dobj", "nsubjpass", "dative", "oprd")
    token = tokens[i]
    if gerund(graph, i):
        found.append(token.head)
    if token.dep == "acl" and token.tag == "VBN" and not graph.kids(i, "nsubjpass", "dobj"):
        found.append(token.head)
    if token.dep == "relcl" and graph.kid(i, "dobj", "nsubjpass") is None and graph.kid(i, "nsubj") is not None:
        subject = graph.kid(i, "nsubj")
        if subject is not None and tokens[subject].tag not in {"WDT", "WP"}:
            found.append(token.head)
    if token.dep == "conj" and graph.passive(i) and graph.kid(i, "nsubjpass") is None:
        found += graph.kids(graph.first_conjunct(i), "nsubjpass")
    out: list[int] = []
    for f in found:
        if tokens[f].tag in {"WDT", "WP"} or (tokens[f].tag == "IN" and tokens[f].norm == "that"):
            ante = antecedent(graph, f)
            f = ante if ante is not None else f
        for c in graph.conjuncts(f):
            out += transparent(graph, c)
    return tuple(dict.fromkeys(out))


def surface_subject(graph: Graph, verb: int, depth: int = 0) -> list[int]:
    """The head of a verb's grammatical subject, found through coordination, control and participles."""
    if depth > DEEPEST:
        return []
    own = graph.kid(verb, "nsubj", "nsubjpass")
    token = graph.tokens[verb]
    head = token.head
    if own is not None:
        cleft = graph.kid(head, "attr") if token.dep == "ccomp" and graph.tokens[own].tag in {"WDT", "WP"} else None
        # "it was Peru that closed the port"
        rang = graph.lemma(verb) in lexicon().words["act_words"]["initiator_words"]
        return [cleft if cleft is not None and graph.lemma(head) == "be" and not rang else own]
    if head == verb:
        return []
    if token.dep == "relcl":
        return [head]
    if gerund(graph, verb):
        holder = graph.tokens[graph.tokens[head].head].head
        return _controlled(graph, holder, depth) if graph.tokens[holder].pos in {"VERB", "AUX"} else []
    if token.dep == "acl":
        return _of_participle(graph, verb, head, depth)
    if token.dep == "conj" and (above := past_quotation(graph, verb, head)) is not None:
        return surface_subject(graph, above, depth + 1)
    if (
        token.dep == "advcl"
        and token.tag == "VBD"
        and not any(graph.tokens[k].dep == "mark" for k in graph.children[verb])
    ):
        return []  # "…, in which shells wounded two, the minister said", cut in two by the parse: nobody knows whose
    if token.dep == "advcl" and (asked := _asked_of(graph, verb, head)) is not None:
        return [asked]
    if token.dep in {"conj", "advcl"}:
        if graph.tokens[head].pos in {"VERB", "AUX", "ADJ"}:
            return surface_subject(graph, head, depth + 1)
        return []
    if token.dep in {"xcomp", "ccomp"}:
        return _controlled(graph, head, depth)
    if token.dep == "pcomp":
        holder = graph.tokens[head].head
        if graph.tokens[holder].pos in {"VERB", "AUX"}:
            if graph.tokens[head].norm in lexicon().words["act_words"]["own_gerunds"]:
                return surface_subject(graph, holder, depth + 1)
            return _controlled(graph, holder, depth)
        return holder_of(graph, holder, depth)
    if token.dep in {"acomp", "attr", "oprd"}:
        return surface_subject(graph, head, depth + 1)
    return []


def past_quotation(graph: Graph, verb: int, head: int) -> int | None:
    """The verb of saying that a verb of speech goes on from after a quotation: "said that it was 'bad' and demanded …".

    The parse hangs it on the clause that was said, whose subject is nobody who speaks.
    """
    tokens = graph.tokens
    if tokens[head].dep != "ccomp" or graph.lemma(verb) not in lexicon().speech or graph.kid(verb, "mark") is not None:
        return None
    first = graph.kid(head, "mark", "nsubj")
    start = tokens[min(head, first if first is not None else head)].start
    if not any(start <= q.start and q.end <= tokens[verb].start for q in graph.reading.quotes):
        return None
    subject = graph.kid(head, "nsubj", "nsubjpass")
    return None if subject is not None and who(graph, subject) else tokens[head].head


def _controlled(graph: Graph, head: int, depth: int) -> list[int]:
    """The subject of an infinitive under ``head``: its object if the verb hands it on, else its subject."""
    token = graph.tokens[head]
    if token.lemma.lower() in lexicon().words["act_words"]["object_control"]:
        found = graph.kids(head, "dobj", "nsubjpass")
        if found:
            return found[:1]
        for word, _, obj in graph.preps(head):
            if word in {"on", "upon", "to", "for"} and obj is not None:
                return [obj]
        for k in graph.kids(head, "prt"):  # "called on all parties", with "on" for a particle
            if (obj := graph.kid(k, "pobj")) is not None:
                return [obj]
    return surface_subject(graph, head, depth + 1)


def _asked_of(graph: Graph, verb: int, head: int) -> int | None:
    """Who is called on to do what an infinitive says ("called on everyone to stop")."""
    if graph.lemma(head) not in {"call", "prevail", "appeal"} or graph.tokens[verb].tag != "VB":
        return None
    on = any(graph.tokens[k].norm in {"on", "upon", "to"} and k > head for k in graph.kids(head, "prt", "prep"))
    return graph.kid(head, "dobj") if on else None


def _of_participle(graph: Graph, verb: int, head: int, depth: int) -> list[int]:
    if any(graph.tokens[k].tag == "TO" for k in graph.kids(verb, "aux")):
        return holder_of(graph, head, depth)
    return [head]


def holder_of(graph: Graph, noun: int, depth: int = 0) -> list[int]:
    """Who acts in a noun's infinitive ("Russia's plan to withdraw"): its possessor, else its governor's subject."""
    if graph.lemma(noun) in lexicon().words["act_words"]["asking_nouns"]:
        # "an invitation to X to visit Y": X visits
        for word, _, obj in graph.preps(noun):
            if word in {"to", "for", "on"} and obj is not None and who(graph, obj):
                return [obj]
    poss = graph.kid(noun, "poss")
    if poss is not None:
        return [poss]
    for word, _, obj in graph.preps(noun):
        if word in {"by", "of"} and obj is not None and who(graph, obj):
            return [obj]
    if owners(graph, noun):
        return [noun]
    token = graph.tokens[graph.first_conjunct(noun)]
    governor = token.head
    if token.dep == "pobj":
        governor = graph.tokens[token.head].head
        if graph.tokens[governor].tag.startswith("NN") and depth < DEEPEST:
            return holder_of(graph, governor, depth + 1)
    if graph.lemma(governor) in lexicon().words["premises"]["taking_up"]:
        return []
    if graph.tokens[governor].pos in {"VERB", "AUX"} and token.dep in {"dobj", "pobj", "attr"}:
        return surface_subject(graph, governor, depth + 1)
    return []


def agents(graph: Graph, verb: int) -> list[int]:
    """The heads of who does what a verb says: the subject, or the "by" phrase of a passive."""
    return list(_agents(graph, verb))


@remembered
def _agents(graph: Graph, verb: int) -> tuple[int, ...]:
    if graph.passive(verb) or (
        graph.tokens[verb].dep == "conj"
        and graph.tokens[verb].tag == "VBN"
        and graph.kid(verb, "nsubj", "aux") is None
        and graph.passive(graph.first_conjunct(verb))
    ):
        out = []
        for k in graph.kids(verb, "agent", "prep"):
            obj = graph.kid(k, "pobj")
            if graph.tokens[k].norm == "by" and obj is not None:
                out.append(obj)
        if not out and graph.tokens[verb].dep == "conj" and graph.passive(graph.tokens[verb].head):
            return _agents(graph, graph.tokens[verb].head)  # "was boarded by X and taken to Y"
        return tuple(out)
    return tuple(surface_subject(graph, verb))


def of_two_states(graph: Graph, noun: int) -> bool:
    """Whether a noun is a joint body of states, which meets for both ("the joint economic commission")."""
    words = lexicon().words["act_words"]
    if graph.tokens[noun].tag == "NNS" and graph.lemma(noun) in words["pairs_that_meet"]:
        # "the foreign ministers will meet": those of the two that the report is about
        told = {graph.tokens[k].norm for k in graph.kids(noun, "det", "poss", "nummod", "predet")}
        own = any(k in graph.inside for k in graph.modifiers(noun)) or bool(graph.kids(noun, "prep", "relcl", "acl"))
        return bool(told & {"the", "their", "both", "two"}) and not own
    if graph.lemma(noun) not in words["bodies_that_meet"]:
        return False
    return any(graph.tokens[k].norm in words["joint"] for k in graph.modifiers(noun))
