"""Nouns of acts that a plan foresees, that are bargained over, wanted, or only held to be without a future.

As in "the draft foresees the release of all prisoners", "negotiations on a trade agreement", "what is needed is not a
truce but the withdrawal", "agreements made in secret would not last", "on the margins of the summit in November".
"""

from __future__ import annotations

from memcon.extract.acts import Act, article, pointed
from memcon.extract.agents import antecedent
from memcon.extract.clauses import HAPPENED, clause_status, combined, negated, reported_future
from memcon.extract.date_words import cues, verb_of
from memcon.extract.found import Item
from memcon.extract.graph import Graph
from memcon.extract.lexicon import lexicon
from memcon.model.memo import Status
from memcon.model.values import replace

CHANGED = frozenset({"RETREAT", "COOPERATE", "AID", "CONCEDE", "CONSULT", "AGREE", "SUPPORT", "MOBILIZE"})
"""Types of acts that a plan can bring about; a blockade that a plan lifts is there."""


def _words(key: str) -> frozenset[str]:
    return frozenset(lexicon().words["act_words"][key])


def foreseen(graph: Graph, act: Act, status: Status | None) -> Status | None:
    """What else a noun of act's place in its sentence says of its status."""
    at = act.node
    while graph.tokens[at].dep == "conj" and graph.tokens[graph.tokens[at].head].tag.startswith("NN"):
        at = graph.tokens[at].head
    if status == "denied" and _but(graph, act.node):
        status = None
    if status == "planned" and (ended := _was_to_end(graph, at)) is not None:
        return ended
    kept = status is None or status in HAPPENED
    if (status == "denied" or kept) and _short_lived(graph, at):
        return "occurred" if pointed(graph, act) else "hypothetical"
    if kept and act.light is None and (of_plan := _of_plan(graph, act, at)) is not None:
        return combined(status, of_plan)
    if kept and act.group.type in CHANGED and _wanted(graph, at):
        return combined(status, "proposed")
    if kept and act.group.type == "CONSULT" and (setting := _setting(graph, at)) is not None:
        return combined(status, setting)
    if kept and act.group.type == "AGREE" and act.light is None and _bargained(graph, act, at):
        return combined(status, "proposed")
    return status


def _but(graph: Graph, node: int) -> bool:
    """Whether "but" sets a noun against what was denied before it ("not a truce but the release of all")."""
    token = graph.tokens[node]
    joint = [k for k in graph.kids(token.head, "cc") if token.head < k < node]
    return token.dep == "conj" and any(graph.tokens[k].norm == "but" for k in joint) and not negated(graph, node)


def _was_to_end(graph: Graph, at: int) -> Status | None:
    """What holds of a thing that was due to end: it had begun ("the talks were scheduled to end on Tuesday")."""
    token = graph.tokens[at]
    if token.dep not in {"nsubj", "nsubjpass"}:
        return None
    verb = token.head
    for k in (verb, *graph.kids(verb, "acomp", "xcomp")):
        for end in (k, *graph.kids(k, "xcomp")):
            if graph.lemma(end) in cues()["ends"] and any(graph.tokens[x].tag == "TO" for x in graph.kids(end, "aux")):
                past = {graph.tokens[x].norm for x in (verb, *graph.kids(verb, "aux", "auxpass"))} & {
                    "was",
                    "were",
                    "had",
                }
                return "occurred" if past else "ongoing"
    return None


def unended(graph: Graph, items: list[Item]) -> list[Item]:
    """The items without days on which they were to end but did not ("due to end on Friday but dragged on")."""
    out: list[Item] = []
    for item in items:
        at = graph.first_conjunct(item.act.node)
        token = graph.tokens[at]
        late = (
            {graph.lemma(k) for k in graph.kids(token.head, "conj")} if token.dep in {"nsubj", "nsubjpass"} else set()
        )
        if item.mention.times and late & _words("going_on") and _was_to_end(graph, at) is not None:
            ends = [
                n
                for n in item.mention.times
                if (v := verb_of(graph, graph.reading.timexes[n])) is not None and graph.lemma(v) in cues()["ends"]
            ]
            kept = tuple(n for n in item.mention.times if n not in ends)
            edges = tuple(e for e in item.mention.edges if e[0] not in ends)
            item = replace(item, mention=replace(item.mention, times=kept, edges=edges))
        out.append(item)
    return out


def _short_lived(graph: Graph, at: int) -> bool:
    """Whether it is only said of a thing that it will not last, hold or work."""
    token = graph.tokens[at]
    if token.dep != "nsubj" or graph.lemma(token.head) not in _words("enduring"):
        return False
    modal = any(graph.tokens[k].tag == "MD" for k in graph.kids(token.head, "aux"))
    return modal and negated(graph, token.head)


def _subject(graph: Graph, verb: int) -> int | None:
    """The subject of a verb, behind a relative pronoun and before a chain of verbs."""
    for h in [verb, *graph.up(verb)[:3]]:
        subject = graph.kid(h, "nsubj", "nsubjpass", "compound")
        if subject is not None:
            found = antecedent(graph, subject) if graph.tokens[subject].tag in {"WDT", "WP"} else subject
            return subject if found is None else found
        if graph.tokens[h].dep not in {"conj", "xcomp"}:
            break
    return None


def _of_plan(graph: Graph, act: Act, at: int) -> Status | None:
    """What a plan or a draft makes of an act that it tells of."""
    if act.group.type not in CHANGED:
        return None
    token = graph.tokens[at]
    if at != act.node and token.dep == "pobj" and graph.tokens[token.head].norm == "of":
        # "the reopening of ports and the lifting of bans", joined to the wrong noun
        token = graph.tokens[graph.tokens[token.head].head]
    verb = token.head
    if token.dep == "pobj" and graph.tokens[verb].norm in {"for", "with"}:
        verb = graph.tokens[verb].head
    elif token.dep not in {"dobj", "attr"}:
        return None
    if graph.lemma(verb) not in _words("foreseeing") or not graph.tokens[verb].tag.startswith("VB"):
        return None
    subject = _subject(graph, verb)
    if subject is None or not (
        graph.lemma(subject) in _words("plans") or any(graph.lemma(k) in _words("plans") for k in _of(graph, subject))
    ):
        return None
    if lexicon().cues.verbs.get(graph.lemma(verb)) in {"hypothetical", "denied"} and negated(graph, verb):
        return None
    told = clause_status(graph, verb, lexicon().cues)
    if told == "denied":
        return None
    return "hypothetical" if told == "hypothetical" and not reported_future(graph, verb, lexicon().cues) else "planned"


def _of(graph: Graph, noun: int) -> list[int]:
    """What stands behind "of" under a noun ("a second stage of the plan")."""
    return [o for w, _, o in graph.preps(noun) if w == "of" and o is not None]


def _wanted(graph: Graph, at: int) -> bool:
    """Whether "be" says of an act that it is what is needed, the answer, the way out."""
    token = graph.tokens[at]
    verb = token.head
    if token.dep not in {"attr", "conj"} or graph.lemma(verb) != "be":
        return False
    subject = graph.kid(verb, "nsubj", "csubj")
    if subject is None or subject > verb:
        return False
    if graph.tokens[subject].dep == "csubj":
        return lexicon().cues.verbs.get(graph.lemma(subject)) == "proposed"
    return graph.lemma(subject) in _words("wanted") or lexicon().cues.nouns.get(graph.lemma(subject)) == "proposed"


def _setting(graph: Graph, at: int) -> Status | None:
    """The status that a meeting has from what is to be done at it or on its margins."""
    token = graph.tokens[at]
    if token.dep != "pobj":
        return None
    prep = graph.tokens[token.head]
    if prep.norm == "of" and graph.lemma(prep.head) in _words("margins"):
        prep = graph.tokens[graph.tokens[prep.head].head]
        if prep.norm not in {"on", "at"}:
            return None
    elif prep.norm not in {"at", "during"}:
        return None
    at = prep.head
    for _ in range(3):
        if graph.tokens[at].tag.startswith("VB"):
            break
        at = graph.tokens[at].head
    if not graph.tokens[at].tag.startswith("VB"):
        return None
    told = clause_status(graph, at, lexicon().cues)
    if told == "hypothetical" and reported_future(graph, at, lexicon().cues):
        told = "planned"
    if told is None and any(graph.tokens[k].tag == "TO" for k in graph.kids(at, "aux")):
        told = lexicon().cues.verbs.get(graph.lemma(graph.tokens[at].head))
    return "planned" if told in {"planned", "proposed"} else None


def _bargained(graph: Graph, act: Act, at: int) -> bool:
    """Whether an agreement is what talks are on, so that it is not there yet."""
    token = graph.tokens[at]
    above = token.head
    if token.dep == "pobj" and graph.tokens[above].norm in {"on", "for", "over", "about", "toward", "towards"}:
        above = graph.tokens[above].head
    elif token.dep != "dobj" or not graph.tokens[above].tag.startswith("VB"):
        return False
    if graph.lemma(above) not in _words("bargaining"):
        return False
    if token.dep == "dobj" and graph.lemma(above) in {"conclude", "finalize", "finalise"}:
        return False
    if pointed(graph, act) and graph.lemma(above) not in {"negotiation", "negotiate"}:
        return False
    marks = {graph.tokens[k].norm for k in graph.modifiers(act.head)} | {
        graph.lemma(k) for k in graph.kids(act.node, "acl", "relcl")
    }
    told = {s for k in graph.subtree(act.node) if graph.tokens[k].dep == "relcl" for s in graph.subtree(k)}
    there = (
        any(k in graph.dated for k in graph.subtree(act.node) if k not in told)
        or "sign" in marks
        or marks & _words("standing")
    )
    return not there and article(graph, act) not in {"this", "that", "poss"}
