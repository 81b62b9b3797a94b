"""What else a group of verbs asks for: words of subject and object, modals, predicates, how long and how many."""

from __future__ import annotations

import re

from memcon.extract.agents import country, one, who
from memcon.extract.amounts import FIGURES
from memcon.extract.graph import Graph, remembered
from memcon.extract.lexicon import VerbPattern, lexicon
from memcon.extract.syntax import agents, transparent

MODEL = re.compile(r"[a-z]{1,5}-?[0-9]{1,3}[a-z]{0,3}")
"""The designation of a weapon or craft: letters and a figure ("T-90", "Su-35S"), listed as ``@model``."""
ENVOYS = frozenset({"ambassador", "envoy", "charge d'affaires"})
"""Roles by which a name or a pronoun stands for what its bearer is."""
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves", "myself", "yourself", "ourselves"})
READY = frozenset(
    {"ready", "prepared", "willing", "vow", "pledge", "promise", "threaten", "warn", "readiness", "determined"}
)
"""Words whose complement counts as under a modal."""


MANY = 10
ABOUT_REACH = 9
OPENING = frozenset({"“", "‘", "«", "„", '"', "``", "'"})
WILL = frozenset({"will", "would", "'ll", "'d", "wo"})
BLOW = "@blow"
"""Stands for a harm that the teller would do itself on a condition, where a group asks for what a verb contains."""


def refused(graph: Graph, i: int) -> bool:
    """Whether a verb is said not to be done by one who could do it ("will not accept", "does not recognise")."""
    first = graph.first_conjunct(i)
    for k in (i, first):
        if any(graph.tokens[n].norm in {"not", "n't", "never"} for n in graph.kids(k, "neg")):
            return k == i or graph.kid(i, "aux", "nsubj") is None
    return False


def _would(graph: Graph, i: int) -> bool:
    """Whether an act lies ahead: under a modal, or as complement of "ready", "vow" and the like."""
    if any(graph.tokens[k].tag == "MD" for k in graph.kids(i, "aux")):
        return True
    for h in graph.up(i)[:3]:
        if graph.lemma(h) in READY or any(graph.tokens[k].tag == "MD" for k in graph.kids(h, "aux")):
            return True
        if graph.tokens[h].dep == "ccomp":
            return False
    return False


def _predicate(graph: Graph, i: int, words: frozenset[str]) -> bool:
    """Whether what is said of the object has one of these words ("call X a dictator", "describe X as illegal")."""
    spots = graph.kids(i, "oprd", "attr", "acomp", "ccomp", "xcomp", "dobj")
    spots += [o for w, _, o in graph.preps(i) if w in {"as", "to"} and o is not None]
    spots += [o for k in graph.kids(i, "prep") for o in graph.kids(k, "amod", "acomp", "advmod")]
    # "branded the raid a crime": the parse reads the second noun as the first once more
    spots += [k for o in graph.kids(i, "dobj") for k in graph.kids(o, "appos")]
    below = [c for s in spots for c in [s, *graph.kids(s, "attr", "acomp", "amod", "dobj", "conj", "compound")]]
    return any(noun_words(graph, s) & words for s in below)


def _lasts(graph: Graph, i: int) -> bool:
    """Whether a verb says how long it went on ("spoke for an hour")."""
    spots = {o for w, _, o in graph.preps(i) if w == "for" and o is not None} | set(graph.kids(i, "npadvmod", "dobj"))
    return any(
        t.type == "DURATION" and t.first <= s < t.last
        for n in graph.timexes.get(graph.tokens[i].sentence, ())
        for t in (graph.reading.timexes[n],)
        for s in spots
    )


def _contents(graph: Graph, i: int) -> set[str]:
    """The modals of a verb's content ("said that X must leave"; "has to" counts as "must")."""
    out: set[str] = set()
    for c in graph.kids(i, "ccomp"):
        out |= {graph.tokens[k].norm for k in graph.kids(c, "aux") if graph.tokens[k].tag == "MD"}
        if graph.lemma(c) in {"have", "need"} and graph.kid(c, "xcomp") is not None:
            out.add("must")
        if out & WILL and _own_blow(graph, i, c):
            out.add(BLOW)
    return out


def _own_blow(graph: Graph, teller: int, clause: int) -> bool:
    """Whether somebody says that, on a condition, it will itself do harm ("told X it would halt imports if …")."""
    verbs = lexicon().words["act_words"]["blows"]
    spots = [clause, *graph.kids(clause, "xcomp", "conj")]
    subject = graph.kid(clause, "nsubj")
    if subject is None or not any(graph.lemma(k) in verbs for k in spots):
        return False
    own = graph.tokens[subject].norm in {"it", "they", "he", "she", "we", "i"}
    if not own:
        tellers = {country(graph, p) for s in agents(graph, teller) for p in who(graph, s)} - {None}
        own = bool(tellers & {country(graph, p) for p in who(graph, subject)})
    marks = [
        graph.tokens[m].norm for k in graph.subtree(clause) if graph.tokens[k].dep == "advcl" for m in graph.children[k]
    ]
    return own and bool({"if", "unless", "should"} & set(marks))


def _many(graph: Graph, objects: list[int]) -> bool:
    """Whether there are ten or more of something ("around 120 missiles", "dozens of drones")."""
    for o in objects:
        for k in [o, *graph.kids(o, "nummod", "amod", "compound"), *graph.up(o)[:2]]:
            token = graph.tokens[k]
            digits = token.norm.replace(",", "")
            if digits.isdecimal() and (len(digits) > FIGURES or int(digits) >= MANY):
                return True
            if graph.lemma(k) in lexicon().words["act_words"]["crowds"]:
                return True
    return False


def _subjects(graph: Graph, i: int, words: frozenset[str], *, patient: bool = False) -> bool:
    return any(
        noun_words(graph, c) & words
        for a in (graph.kids(i, "nsubjpass", "nsubj") if patient else agents(graph, i))
        for t in graph.conjuncts(a)
        for c in transparent(graph, t)
    )


def _about(graph: Graph, objects: list[int], words: frozenset[str]) -> bool:
    """Whether what a verb's object is for, on or about has one of these words ("its plan for a levy")."""
    for o in objects:
        if noun_words(graph, o) - {graph.lemma(o)} & words:
            return True
        below = [k for k in graph.subtree(o) if k > o and k - o <= ABOUT_REACH]
        if any(graph.lemma(k) in words for k in below):
            return True
    return False


def fits(graph: Graph, i: int, pattern: VerbPattern, objects: list[int]) -> bool:
    """The conditions of a group other than its objects."""
    group = pattern.group
    if group.negated and not refused(graph, i):
        return False
    if group.lasting and not _lasts(graph, i):
        return False
    if group.content and not _contents(graph, i) & group.content:
        return False
    if group.many and not _many(graph, objects):
        return False
    if group.about and not _about(graph, objects, group.about):
        return False
    if group.not_subjects and _subjects(graph, i, group.not_subjects):
        return False
    if pattern.modal is not None and not any(
        graph.tokens[k].norm in {pattern.modal, "'d"} for k in graph.kids(i, "aux")
    ):
        return False
    if group.not_objects and any(noun_words(graph, o) & group.not_objects for o in objects):
        return False
    if group.mode == "discontinue" and any(_spell(graph, o) for o in objects):
        return False
    if group.subjects and not _subjects(graph, i, group.subjects, patient=group.patient):
        return False
    if group.predicates and not _predicate(graph, i, group.predicates):
        return False
    if group.bare_object and (
        not any(
            one(graph, o) and (graph.named.get(o) or o in graph.inside) and graph.tokens[o].norm not in REFLEXIVE
            for o in objects
        )
        or graph.kid(i, "oprd", "ccomp", "attr") is not None
        or any(_named_so(graph, o) for o in objects)
    ):
        return False
    return not group.modal or _would(graph, i)


def _spell(graph: Graph, i: int) -> bool:
    """Whether a noun is measured by how long it went on: who "ended two days of talks" broke nothing off."""
    token = graph.tokens[i]
    if token.dep != "pobj" or graph.tokens[token.head].norm != "of":
        return False
    return graph.lemma(graph.tokens[token.head].head) in lexicon().words["act_words"]["spells"]


def _named_so(graph: Graph, i: int) -> bool:
    """Whether a quotation follows at once: what somebody is called ("calling the president 'my brother'")."""
    behind = max(graph.subtree(i)) + 1
    spots = [k for k in (i + 1, behind) if k < len(graph.tokens)]
    return any(graph.tokens[k].text in OPENING for k in spots)


@remembered
def noun_words(graph: Graph, i: int) -> frozenset[str]:
    """The lemmas of a noun and its modifiers, and its compounds joined.

    A noun that is a matter of mind or measure ("security concerns") is not what stands before it.
    """
    if graph.lemma(i) in lexicon().words["act_words"]["abstract"]:
        return frozenset({graph.lemma(i)})
    # the word itself too: in "the trawler Maria" the tagger may take the class of ship for a comparative
    before = [w for k in graph.modifiers(i) for w in dict.fromkeys((graph.lemma(k), graph.tokens[k].norm))]
    head = graph.lemma(i)
    known = [graph.entities[n.entity] for n in graph.named.get(i, ()) if n.entity in graph.entities]
    kinds = {f"@{e.kind}" for e in known}
    if any(m in graph.entities and graph.entities[m].kind == "person" for e in known for m in e.members):
        kinds.add("@person")
    kinds |= {r for e in known if e.kind == "person" for r in e.roles if r in ENVOYS}  # "she was called home"
    token = graph.tokens[i]
    if MODEL.fullmatch(token.norm):
        kinds.add("@model")
    if token.tag == "NNP" and i not in graph.inside and graph.determiner(i) == "the":
        kinds.add("@vessel")  # "seized the Southern Kestrel": a name with an article that is nobody's
    if token.dep == "appos" and token.tag == "NNP" and i not in graph.inside:
        kinds.add(graph.lemma(token.head))  # "the vessel Southern Kestrel": the name is apposed to its kind
    if not token.tag.startswith("NN"):
        kinds.add(token.norm)
    return frozenset({head, *before, *(f"{b} {head}" for b in before), *kinds})


def strength(graph: Graph, i: int, words: frozenset[str]) -> int:
    """How well a noun fits a list: 3 with a compound of its own, 2 by its head, 1 by what stands before the head."""
    found = noun_words(graph, i) & words
    if any(" " in w for w in found):
        return 3
    return 2 if graph.lemma(i) in found else int(bool(found))
