"""What a clause says of its own verb: negation, condition, modals, tense; and how statuses combine."""

from __future__ import annotations

from memcon.extract.graph import Graph
from memcon.extract.lexicon import Cues, lexicon
from memcon.model.memo import Status

HAPPENED: frozenset[Status] = frozenset({"occurred", "ongoing"})


NEGATIVES = frozenset({"not", "n't", "never", "no", "neither", "nor", "nothing", "nobody", "none"})


PRESENT = frozenset({"is", "are", "'s", "'re", "am", "'m"})


FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def finite_verb(graph: Graph, i: int) -> bool:
    """Whether a verb has its own tense."""
    if graph.tokens[i].tag in FINITE:
        return not _seen_done(graph, i)
    if plain_present(graph, i):
        return True
    return any(graph.tokens[k].tag in FINITE for k in graph.kids(i, "aux", "auxpass"))


def plain_present(graph: Graph, i: int) -> bool:
    """Whether a main verb that is tagged as bare has its subject before it: "the two meet in Oslo on Monday"."""
    token = graph.tokens[i]
    if token.tag != "VB" or token.dep != "ROOT" or graph.kids(i, "aux", "auxpass", "neg"):
        return False
    subject = graph.kid(i, "nsubj")
    return subject is not None and subject < i and graph.tokens[subject].tag in {"NNS", "NNP", "NNPS", "CD", "NN"}


def told(graph: Graph, i: int) -> bool:
    """Whether a clause has a tense that tells ("brought", "has brought", "is bringing"), not a bare or modal form."""
    if graph.tokens[i].tag in {"VBD", "VBZ"}:
        return True
    return any(graph.tokens[k].tag in {"VBD", "VBZ", "VBP"} for k in graph.kids(i, "aux", "auxpass"))


def infinitive(graph: Graph, i: int) -> bool:
    """Whether a verb is an infinitive with its "to"."""
    return graph.tokens[i].tag == "VB" and any(graph.tokens[k].tag == "TO" for k in graph.kids(i, "aux"))


def negated(graph: Graph, i: int) -> bool:
    """Whether a verb or noun is negated in its own clause or phrase."""
    if any(graph.tokens[k].norm in NEGATIVES for k in graph.kids(i, "neg", "det", "preconj")):
        return True
    nothing = (graph.tokens[k].norm == "no" for o in graph.kids(i, "dobj") for k in graph.kids(o, "det"))
    if graph.tokens[i].tag.startswith("VB") and any(nothing):
        return True  # "lifted no restriction"
    subject = graph.kid(i, "nsubj", "nsubjpass")
    if subject is None:
        return False
    if graph.tokens[subject].norm in NEGATIVES:
        return True
    return any(graph.tokens[k].norm in NEGATIVES for k in graph.kids(subject, "det", "neg"))


def unhesitating(graph: Graph, i: int) -> bool:
    """Whether somebody says that he will not shrink from an act ("would not hesitate to take every step")."""
    token = graph.tokens[graph.first_conjunct(i)]
    words = lexicon().words["act_words"]["unhesitating"]
    return token.dep == "xcomp" and graph.lemma(token.head) in words and negated(graph, token.head)


def tensed_apart(graph: Graph, i: int, first: int, status: Status) -> bool:
    """Whether a second verb has a tense of its own, so that neither "not" nor "will" of the first goes on to it.

    As in "did not answer and expelled two diplomats", "has never opened the file and refuses to show it". A verb that
    says no itself is never under the first one's "not" ("had not seen it and declined to comment").
    """
    token, head = graph.tokens[i], graph.tokens[first]
    if status == "denied" and graph.lemma(i) in lexicon().words["act_words"]["saying_no"]:
        return any(graph.tokens[k].norm in NEGATIVES for k in graph.kids(first, "neg")) and not _either(graph, i, first)
    if _either(graph, i, first) or status in HAPPENED:
        return False
    if token.tag == "VBZ":
        return bool(graph.kids(first, "aux", "auxpass"))
    return token.tag == "VBD" and head.tag in {"VB", "VBN"} and bool(graph.kids(first, "aux", "auxpass"))


def joined_to(graph: Graph, i: int, verb: int) -> bool:
    """Whether a word is joined to a verb, not under it ("dismissed the reports and recalled its envoy")."""
    at = i
    while at != verb and graph.tokens[at].head != at:
        token = graph.tokens[at]
        if token.head == verb:
            return token.dep == "conj"
        at = token.head
    return False


def by_decree(graph: Graph, at: int, noun: int) -> Status | None:
    """What becomes of an act that a decree does: as much as that was adopted ("signed an order closing the port")."""
    words = lexicon().words["act_words"]
    token = graph.tokens[noun]
    if graph.tokens[at].tag != "VBG" or graph.lemma(noun) not in words["decrees"]:
        return None
    if token.dep not in {"dobj", "nsubjpass"} or graph.lemma(token.head) not in words["adopting"]:
        return None
    found = clause_status(graph, token.head, lexicon().cues)
    return found if found in HAPPENED else None


def _either(graph: Graph, i: int, first: int) -> bool:
    """Whether "or", "nor" joins two verbs, so that "not" is of both."""
    return any(graph.tokens[k].norm in {"or", "nor"} for k in range(first + 1, i) if graph.tokens[k].dep == "cc")


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
    if token.tag in {"VBD", "VBN"} and _seen_done(graph, i):
        return None
    auxes = [graph.tokens[k].lemma.lower() for k in graph.kids(i, "aux", "auxpass")]
    if token.tag == "VBG" and any(a in {"be", "'s", "'re", "'m"} for a in auxes):
        return "planned" if _on_its_way(graph, i) else "ongoing"
    if any(graph.tokens[k].tag == "VBG" and graph.lemma(k) == "be" for k in graph.kids(i, "auxpass", "aux")):
        return "ongoing"
    if finite_verb(graph, i):
        return "planned" if _timetabled(graph, i) else "occurred"
    return None


def _timetabled(graph: Graph, i: int) -> bool:
    """Whether a plain present with a date tells of what is to come ("leaves for Lima on Sunday"); no headline does."""
    token = graph.tokens[i]
    if not (token.tag in {"VBZ", "VBP"} or plain_present(graph, i)) or graph.kids(i, "aux", "auxpass"):
        return False
    if graph.lemma(i) not in lexicon().words["act_words"]["timetabled"] or graph.sentence(i).kind != "fact":
        return False
    spans = {"since", "until", "from", "in", "during", "between"}
    if any(w in spans for w, _, o in graph.preps(i) if o in graph.dated):
        return False
    own = [*graph.kids(i, "npadvmod", "advmod"), *(o for _, _, o in graph.preps(i) if o is not None)]
    words = {graph.tokens[k].norm for k in own} | {graph.tokens[c].norm for k in own for c in graph.children[k]}
    past = {"last", "ago", "every", "each", "yesterday", "annually", "usually", "often", "now", "today"}
    return not words & past and any(k in graph.dated for k in own)


def _seen_done(graph: Graph, i: int) -> bool:
    """Whether a participle, tagged as a past or not, is what one would see done ("to see the sale concluded")."""
    token = graph.tokens[i]
    above = graph.tokens[token.head]
    if token.dep != "ccomp" or above.tag != "VB" or above.lemma.lower() not in lexicon().words["act_words"]["seeing"]:
        return False
    return not graph.kids(i, "mark", "aux", "auxpass")


def _on_its_way(graph: Graph, i: int) -> bool:
    """Whether "is coming on Thursday" tells of what is still to be: a verb of going, in the present, with a date."""
    if graph.lemma(i) not in lexicon().words["act_words"]["going"] or not any(
        graph.tokens[k].norm in PRESENT for k in graph.kids(i, "aux")
    ):
        return False
    since = any(w in {"since", "until", "from"} for w, _, _ in graph.preps(i))
    own = [*graph.kids(i, "npadvmod", "advmod"), *(o for _, _, o in graph.preps(i) if o is not None)]
    words = {graph.tokens[k].norm for k in own}
    return not since and not words & {"today", "now", "currently"} and any(k in graph.dated for k in own)


def reported_future(graph: Graph, i: int, cues: Cues) -> bool:
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


def combined(inner: Status | None, outer: Status) -> Status:
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


def phrase_status(graph: Graph, prep: int, cues: Cues) -> Status | None:
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
