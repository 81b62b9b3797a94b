"""Whether the words around a date put it before or after the moment of speech."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from memcon.extract.graph import Graph, timex_head
from memcon.model.data import mapping
from memcon.read.types import Timex


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of ``data/tenses.yaml``."""

    plan: frozenset[str]
    fixed: frozenset[str]
    toward: frozenset[str]
    alike: frozenset[str]
    ahead: frozenset[str]
    nouns: frozenset[str]
    governors: frozenset[str]
    speech: frozenset[str]
    was: frozenset[str]
    now: frozenset[str]
    to_come: frozenset[str]
    surely: frozenset[str]


@cache
def words() -> Words:
    """The words, loaded once."""
    raw = {("now" if key == "is" else key): frozenset(row) for key, row in mapping("coder", "tenses").items()}
    return Words(**raw)


def ahead(graph: Graph, timex: Timex) -> bool | None:
    """Whether what a time expression dates is to come; false for what is past, null where nothing shows it."""
    tokens = graph.tokens
    if not tokens:
        return None
    i = timex_head(graph, timex)
    path = graph.up(i)
    verbs = [(n, at) for n, at in enumerate(path) if tokens[at].tag.startswith("VB")]
    if timex.bound == "since":  # "as of May, it has …": begun, unless it "will"
        return any(_seen(graph, at, words().surely) for _, at in verbs[:1])
    told = next((_seen(graph, at) for _, at in verbs if _seen(graph, at) is not None), None)
    for place, at in enumerate(path):
        token = tokens[at]
        if token.norm == "ahead" and graph.kid(at, "prep") in path and told is not False:
            return True  # "ahead of Tuesday's vote"
        if told is not False and _awaited(graph, at):
            return True
        if not token.tag.startswith("VB"):
            continue
        if token.tag == "VBN" and token.dep in {"ccomp", "xcomp", "oprd"} and not graph.kids(at, "aux", "auxpass"):
            continue  # "will make their voice heard on Tuesday"
        found = _told(graph, at, path[:place], i)
        if found and place and tokens[i].dep == "poss" and not _seen(graph, at, words().surely):
            return None
        if found is not None or token.tag not in {"VBG", "VB"}:
            return found
    return None


def sure(graph: Graph, timex: Timex) -> bool:
    """Whether what is to come is told as such: no verb in the past above the date, or a "will" with it."""
    verbs = [at for at in graph.up(timex_head(graph, timex)) if graph.tokens[at].tag.startswith("VB")]
    if not graph.tokens or any(graph.tokens[at].norm == "ahead" for at in graph.up(timex_head(graph, timex))[:4]):
        return bool(graph.tokens)
    finite = next(
        (at for at in verbs if graph.tokens[at].tag in {"VBD", "VBZ", "VBP"} or _auxiliaries(graph, at)), None
    )
    if finite is None or any(_seen(graph, at, words().surely) for at in verbs[:2]):
        return True
    return graph.tokens[finite].tag != "VBD" and not _auxiliaries(graph, finite) & words().was


def names(graph: Graph, timex: Timex) -> bool:
    """Whether a date is the name of an event rather than the time of the verb ("the Nov. 8 election")."""
    return bool(graph.tokens) and graph.tokens[timex_head(graph, timex)].dep in {"nmod", "compound", "amod", "nummod"}


def _auxiliaries(graph: Graph, verb: int) -> set[str]:
    """The finite auxiliaries of a verb."""
    w = words()
    return {graph.tokens[k].norm for k in graph.kids(verb, "aux", "auxpass")} & (w.was | w.now | {"has", "have", "'ve"})


def _awaited(graph: Graph, at: int) -> bool:
    """Whether an adjective or noun says that something is still to come ("payable", "the planned visit")."""
    w, token = words(), graph.tokens[at]
    if token.tag.startswith("JJ"):
        return token.norm in w.ahead
    if not token.tag.startswith("NN"):
        return False
    return graph.lemma(at) in w.nouns or any(graph.tokens[k].norm in w.ahead for k in graph.kids(at, "amod"))


def _seen(graph: Graph, verb: int, modals: frozenset[str] | None = None) -> bool | None:
    """What a verb's own form says: false for a past before the past ("had been"), true for "will"; else null."""
    auxes = {graph.tokens[k].norm for k in graph.kids(verb, "aux", "auxpass")}
    if auxes & (words().to_come if modals is None else modals):
        return True
    return False if "had" in auxes else None


def _told(graph: Graph, verb: int, below: list[int], i: int) -> bool | None:
    """What one verb says of a date under it; null asks the verb above it."""
    w, token = words(), graph.tokens[verb]
    auxes = {graph.tokens[k].norm for k in graph.kids(verb, "aux", "auxpass")}
    lemma = graph.lemma(verb)
    if "could" in auxes and graph.kid(verb, "neg", "auxpass", "preconj") is None:
        return None if auxes & {"have", "'ve"} else True
    if auxes & w.to_come and not auxes & {"have", "'ve"}:
        return True
    if lemma in w.plan and _planned(graph, verb, below, i, auxes):
        return True
    if "to" in auxes:
        if "be" in auxes and token.dep in {"acl", "relcl"}:  # "an interview to be shown on Sunday"
            return True
        return False if "have" in auxes else _infinitive(graph, verb)
    if auxes & w.was or "been" in auxes or auxes & {"has", "have", "'ve"}:
        return False
    if token.tag == "VBD":
        return False
    if token.tag == "VBN":
        return None if auxes & w.now else False
    if token.tag == "VBG":
        return True if auxes & w.now and _straight(graph, below) else None
    if token.tag in {"VBZ", "VBP"}:
        if lemma in w.speech:
            return False
        if token.norm in w.alike:
            return None
        if graph.kid(verb, "expl") is not None:  # "there is a vote on Tuesday"
            return True
        return True if _straight(graph, below) else None
    return None


def _straight(graph: Graph, below: list[int]) -> bool:
    """Whether nothing but prepositions and clauses stands between a date and its verb, no noun that may own it."""
    deps = {"prep", "advmod", "pcomp", "advcl", "xcomp"}
    return all(graph.tokens[k].dep in deps or k in graph.dated for k in below)


def _planned(graph: Graph, verb: int, below: list[int], i: int, auxes: set[str]) -> bool:
    """Whether a date is that of what a verb of planning plans, not of the planning."""
    w = words()
    last = below[-1] if below else i
    if "had" in auxes or (graph.tokens[last].i < verb and graph.tokens[last].dep == "prep"):
        return False
    lemma, goal = graph.lemma(verb), any(word == "for" for word, _, _ in graph.preps(verb))
    if lemma in w.fixed and graph.tokens[verb].tag == "VBN" and not auxes & w.was and (goal or lemma != "set"):
        return True  # "a summit set for …", "has scheduled a vote Thursday": a perfect bears no date that is past
    if graph.tokens[last].dep in {"prep", "dative"}:
        return graph.tokens[last].norm in w.toward
    if lemma not in w.fixed:
        return False
    if graph.tokens[verb].tag == "VBN":
        return "been" not in auxes and (goal or lemma != "set")
    return last != i and graph.tokens[last].dep in {"dobj", "xcomp", "ccomp", "nsubjpass", "oprd"}


def _infinitive(graph: Graph, verb: int) -> bool | None:
    """Whether what an infinitive names is to come, by what governs it."""
    w = words()
    for at in graph.up(verb):
        token, lemma = graph.tokens[at], graph.lemma(at)
        auxes = {graph.tokens[k].norm for k in graph.kids(at, "aux", "auxpass")}
        if "had" in auxes:
            return False
        if (lemma in w.plan or lemma in w.governors) and _seen(graph, token.head) is not False:
            return True
        if token.tag.startswith("VB"):
            if lemma == "be" and token.tag in {"VBZ", "VBP"}:
                return True
            if auxes & w.to_come:
                return True
            if token.tag == "VBD" or auxes & w.was:
                return lemma == "be"
            return None
    return None
