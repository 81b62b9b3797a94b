"""What the words around a noun of act say of whether it was done."""

from __future__ import annotations

from memcon.extract.acts import Act, article, pointed
from memcon.extract.agents import owners
from memcon.extract.clauses import HAPPENED, clause_status, combined, negated, reported_future
from memcon.extract.graph import Graph
from memcon.extract.lexicon import SPEECH, Cues, lexicon
from memcon.model.memo import Status


def act_words(key: str) -> frozenset[str]:
    """A list of ``data/act_words.yaml``."""
    return frozenset(lexicon().words["act_words"][key])


def noun_modifiers(graph: Graph, act: Act, cues: Cues) -> Status | None:
    """The status that the modifiers of a noun of act give it ("planned", "alleged", "no")."""
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
            if graph.lemma(k) in act_words("slated") | act_words("mooted") and graph.passive(k):
                found = "proposed" if graph.lemma(k) in act_words("mooted") else "planned"
    return found


def predicated(graph: Graph, act: Act, cues: Cues) -> Status | None:
    """What "be" says of a noun of act: "is to take place", "is due to begin", "is in the works", "is unlikely"."""
    token = graph.tokens[graph.first_conjunct(act.node)]
    verbs = [token.head] if token.dep in {"nsubj", "nsubjpass"} else []
    for k in graph.kids(act.node, "relcl"):
        subject = graph.kid(k, "nsubj", "nsubjpass")
        if subject is not None and graph.tokens[subject].tag in {"WDT", "WP"}:
            verbs.append(k)
    for verb in verbs:
        found = _said_with_be(graph, verb, cues) if graph.lemma(verb) == "be" else None
        if found is not None:
            return "denied" if negated(graph, verb) else found
    return None


def _said_with_be(graph: Graph, verb: int, cues: Cues) -> Status | None:
    found: Status | None = None
    for k in graph.kids(verb, "xcomp", "acomp"):
        word = graph.tokens[k].norm
        adjective = graph.tokens[k].pos == "ADJ"
        to = graph.kid(k, "xcomp") if adjective else k
        if to is None:
            found = cues.modifiers.get(word)
        elif graph.lemma(to) in cues.occurrence and any(graph.tokens[x].tag == "TO" for x in graph.kids(to, "aux")):
            found = (cues.adjectives.get(word) or cues.modifiers.get(word)) if adjective else "planned"
    for _, prep, obj in graph.preps(verb):
        if found is None and obj is not None:
            found = cues.predicates.get(" ".join(t.norm for t in graph.tokens[prep : obj + 1]))
    return found


def kind_only(graph: Graph, act: Act) -> bool:
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


def fresh(graph: Graph, act: Act) -> bool:
    """Whether a noun without article is one more of its kind ("new strikes")."""
    if article(graph, act) is not None:
        return False
    return any(graph.tokens[k].norm in act_words("fresh") for k in graph.modifiers(act.head))


def told_past(graph: Graph, act: Act) -> Status | None:
    """What a relative clause says of a noun of act ("talks, which resumed in May")."""
    cues = lexicon().cues
    holders = [act.node, *(o for _, _, o in graph.preps(act.node) if o is not None)]
    for k in [k for h in holders for k in graph.kids(h, "relcl")]:
        subject = graph.kid(k, "nsubj", "nsubjpass")
        if subject is None or graph.tokens[subject].tag not in {"WDT", "WP"} or graph.lemma(k) not in cues.occurrence:
            continue
        found = clause_status(graph, k, cues)
        if found == "occurred" and graph.lemma(k) in act_words("resuming"):
            return "ongoing"
        return found
    return None


def needed_first(graph: Graph, noun: int, verb: int) -> bool:
    """Whether an act is told as what alone would help ("only a full withdrawal will end it"), so that it is to come."""
    modal = any(graph.tokens[k].tag == "MD" for k in graph.kids(verb, "aux"))
    return modal and any(
        graph.tokens[k].norm in act_words("alone") for k in [*graph.modifiers(noun), *graph.kids(noun, "advmod")]
    )


def will_be(graph: Graph, verb: int) -> bool:
    """Whether a clause is of the future: what an act will cover says that it is to come."""
    return any(graph.tokens[k].norm in {"will", "'ll", "shall", "wo"} for k in graph.kids(verb, "aux"))


def through_verb(graph: Graph, verb: int, status: Status | None, cues: Cues) -> Status | None:
    """The status of a noun of act whose verb tells of it: that of the clause."""
    upper = clause_status(graph, verb, cues)
    if upper is None:
        return status
    if upper == "hypothetical" and reported_future(graph, verb, cues):
        upper = "planned"  # "said that talks would be held"
    if upper in HAPPENED:
        return status or upper
    return combined(status, upper)


def fragment(graph: Graph, act: Act, root: int) -> Status | None:
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
        above = graph.tokens[token.head]
        if token.dep == "acl" and token.tag == "VBG" and above.dep in {"attr", "nsubj"}:
            # "Is the premier pressing you …?", read as "is" with a noun
            if graph.lemma(above.head) == "be" and above.head < above.i:
                return True
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
