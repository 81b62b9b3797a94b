"""Where the words name an act: verbs and nouns of the lexicon, matched over the parse."""

from __future__ import annotations

import re
from dataclasses import dataclass

from memcon.extract.agents import country, one, who
from memcon.extract.amounts import FIGURES
from memcon.extract.graph import Graph, remembered
from memcon.extract.lexicon import SPEECH, Light, NounGroup, VerbGroup, VerbPattern, lexicon
from memcon.extract.net import caught, net
from memcon.extract.syntax import agents, gerund, objects_of, of_two_states, transparent
from memcon.model.values import swift

MODEL = re.compile(r"[a-z]{1,5}-?[0-9]{1,3}[a-z]{0,3}")
"""The designation of a weapon or craft: letters and a figure ("T-90", "Su-35S"), listed as ``@model``."""
LONGEST_TRIGGER = 44
"""Characters beyond which a trigger is cut to its verb."""


@swift
@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A match. ``head`` is the word that names the act, ``node`` where its phrase hangs in the parse.

    ``first`` and ``last`` (included) are the trigger's tokens; ``objects`` the heads of what a verb
    acts on; ``light`` the verb that lends its subject to a noun, ``verb`` its token. ``wish`` is
    true where a modal belongs to the words ("would like"); ``words`` are the verb's further words.
    """

    head: int
    node: int
    first: int
    last: int
    noun: str
    verb_group: VerbGroup | None = None
    noun_group: NounGroup | None = None
    objects: tuple[int, ...] = ()
    light: Light | None = None
    verb: int | None = None
    weight: float = 0.5
    wish: bool = False
    words: tuple[int, ...] = ()

    @property
    def group(self) -> VerbGroup | NounGroup:
        """The group of the lexicon that was matched."""
        found = self.verb_group or self.noun_group
        assert found is not None  # noqa: S101 — one of the two is always set
        return found


def article(graph: Graph, act: Act) -> str | None:
    """The determiner of a noun of act, or of the noun that measures it."""
    return graph.determiner(act.node) or graph.determiner(act.head)


def pointed(graph: Graph, act: Act) -> bool:
    """Whether a noun of act points at one that is known."""
    return graph.definite(act.node) or graph.definite(act.head)


def given(graph: Graph, i: int, kind: str | None) -> bool:
    """Whether a noun takes up another act ("retract the statement"), so that a verb's trigger stops short of it."""
    patterns = lexicon().nouns.get(graph.lemma(i), ())
    if kind in {"SUPPORT", "STATEMENT", "THREATEN", "AGREE"} and any(
        p.group.type in SPEECH for p in patterns if not p.before
    ):
        return False
    return graph.determiner(i) in {"the", "this", "that", "these", "those"} and any(
        p.group.anaphor and p.group.type != kind for p in patterns if not p.before
    )


@remembered
def _noun_words(graph: Graph, i: int) -> frozenset[str]:
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


def _strength(graph: Graph, i: int, words: frozenset[str]) -> int:
    """How well a noun fits a list: 3 with a compound of its own, 2 by its head, 1 by what stands before the head."""
    found = _noun_words(graph, i) & words
    if any(" " in w for w in found):
        return 3
    return 2 if graph.lemma(i) in found else int(bool(found))


def _timed(graph: Graph, k: int) -> bool:
    """Whether a preposition's object is a time ("called X on Saturday")."""
    obj = graph.kid(k, "pobj")
    return obj is not None and any(
        graph.reading.timexes[n].first <= obj < graph.reading.timexes[n].last
        for n in graph.timexes.get(graph.tokens[k].sentence, ())
    )


def _by_way(graph: Graph, k: int) -> bool:
    """Whether a preposition only says in what spirit something is done ("called home in protest", "in response")."""
    obj = graph.kid(k, "pobj")
    return (
        graph.tokens[k].norm == "in" and obj is not None and graph.lemma(obj) in lexicon().words["act_words"]["spirits"]
    )


def _rest(graph: Graph, i: int, pattern: VerbPattern) -> list[int] | None:
    """The tokens of a pattern's further words, or null if they do not follow the verb."""
    found: list[int] = []
    for word in pattern.words:
        options = [k for h in [i, *found] for k in graph.children[h]]
        # "begin a hunger strike": a word of the pattern may stand before the head of its noun
        options += [
            m for c in options if c > i for m in graph.kids(c, "compound", "amod", "nmod", "poss", "nummod", "det")
        ]
        to = word == "to" or (bool(found) and graph.tokens[found[-1]].norm == "to")
        if word == "to":
            options += [
                k
                for h in [i, *found]
                for x in graph.kids(h, "xcomp", "acomp", "acl", "relcl")
                for k in graph.kids(x, "aux")
            ]
        elif word == "for":
            # "called for mines to be laid": the parse makes it the mark of what is called for
            options += [m for x in graph.kids(i, "advcl", "ccomp", "xcomp") for m in graph.kids(x, "mark")]
        elif word == "not":
            # "decided not to sign": the negation hangs on the infinitive
            options += [k for x in graph.kids(i, "xcomp") for k in graph.kids(x, "neg")]
        elif found and graph.tokens[found[-1]].norm == "to" and graph.tokens[found[-1]].dep == "aux":
            options = [graph.tokens[found[-1]].head]
        hit = next(
            (
                k
                for k in options
                if k not in found
                and (to or graph.tokens[k].dep != "advcl" or graph.tokens[k].tag != "VBD")
                and (graph.tokens[k].norm == word or graph.lemma(k) == word)
                and (k > i or graph.passive(i))
                and k - i <= 14
                and not (graph.tokens[k].dep == "prep" and (_timed(graph, k) or _by_way(graph, k)))
            ),
            None,
        )
        if hit is None:
            return None
        found.append(hit)
    return found


def _objects(graph: Graph, i: int, rest: list[int]) -> list[int]:
    """The objects of a verb with its particles: also that of a preposition that belongs to the verb."""
    out = objects_of(graph, i)
    for k in rest:
        if graph.tokens[k].tag in {"VB", "VBG"}:
            # "tried to reach X", "stopped issuing visas"; but "urged X to release Y" has its object
            obj = graph.kid(k, "dobj") if graph.kid(i, "dobj") is None else None
        else:
            obj = graph.kid(k, "pobj", "pcomp")
            if obj is None and graph.tokens[k].tag == "NN" and graph.kid(i, "dobj") in {k, None}:
                # "put on hold a complaint": the parse hangs the object on the noun of the phrase
                obj = graph.kid(k, "dobj")
        if obj is not None:
            for c in graph.conjuncts(obj):
                out += transparent(graph, c)
    return list(dict.fromkeys(out))


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
    return any(_noun_words(graph, s) & words for s in below)


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
        _noun_words(graph, c) & words
        for a in (graph.kids(i, "nsubjpass", "nsubj") if patient else agents(graph, i))
        for t in graph.conjuncts(a)
        for c in transparent(graph, t)
    )


def _about(graph: Graph, objects: list[int], words: frozenset[str]) -> bool:
    """Whether what a verb's object is for, on or about has one of these words ("its plan for a levy")."""
    for o in objects:
        if _noun_words(graph, o) - {graph.lemma(o)} & words:
            return True
        below = [k for k in graph.subtree(o) if k > o and k - o <= ABOUT_REACH]
        if any(graph.lemma(k) in words for k in below):
            return True
    return False


def _fits(graph: Graph, i: int, pattern: VerbPattern, objects: list[int]) -> bool:
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
    if group.not_objects and any(_noun_words(graph, o) & group.not_objects for o in objects):
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


def _match_verb(graph: Graph, i: int, pattern: VerbPattern) -> tuple[tuple[float, ...], Act] | None:
    """The act of a verb pattern at a token, with its rank among the patterns that match there."""
    group = pattern.group
    rest = _rest(graph, i, pattern)
    if rest is None:
        return None
    objects = _objects(graph, i, rest)
    hits: list[int] = []
    if group.objects:
        hits = [o for o in objects if o not in rest and _noun_words(graph, o) & group.objects]
        if not hits:
            return None
    if not _fits(graph, i, pattern, objects):
        return None
    if group.preps:
        holders = [i, *rest, *(o for o in objects if o > i), *graph.kids(i, "advmod", "prt", "acomp")]
        if not any(w in group.preps and o not in graph.dated for h in holders for w, _, o in graph.preps(h)):
            return None
    if group.needs == "party":
        where = [o for w, _, o in graph.preps(i) if w in group.preps and o is not None]
        if group.content:
            where = [s for c in graph.kids(i, "ccomp") for s in graph.kids(c, "nsubj", "nsubjpass")]
        doers = agents(graph, i)
        if not any(who(graph, o) for o in [*objects, *doers, *where]) and not any(
            of_two_states(graph, o) for o in doers
        ):
            return None
    first = last = i
    while last + 1 in rest and not (graph.tokens[last + 1].tag == "TO" and graph.lemma(i) != "be"):
        # "vowed to respond": the vow names the act
        last += 1
    if hits and hits[0] < i and i - hits[0] <= 3 and graph.tokens[i].dep == "acl":
        first = hits[0]
    if hits and hits[0] > i and not given(graph, hits[0], group.type):
        start, _ = graph.span(i, i)
        _, end = graph.span(hits[0], hits[0])
        if end - start <= LONGEST_TRIGGER:
            last = max(last, hits[0])
    rank = (
        len(pattern.words) + (1 if pattern.modal else 0),
        1 if group.modal else 0,
        max([1 if group.subjects or group.predicates else 0, *(_strength(graph, h, group.objects) for h in hits)]),
        1 if group.preps else 0,
        group.weight,
        -int(group.id.rpartition("-")[2]),
    )
    noun = graph.lemma(hits[0]) if hits else graph.lemma(i)
    kept = tuple(hits) if hits else tuple(o for o in objects if o not in rest)
    act = Act(
        head=i,
        node=i,
        first=first,
        last=last,
        noun=noun,
        verb_group=group,
        objects=kept,
        weight=group.weight,
        wish=pattern.modal is not None,
        words=tuple(rest),
    )
    return rank, act


def _preferred(matches: list[tuple[tuple[float, ...], Act]]) -> Act:
    """The match of the highest rank; a broad one only where no other rests on as many words or on its object."""
    rank, best = max(matches, key=lambda m: m[0])
    if best.verb_group is None or not best.verb_group.broad:
        return best
    others = [m for m in matches if m[1].verb_group is not None and not m[1].verb_group.broad and m[1].weight > 0]
    if not others:
        return best
    other_rank, other = max(others, key=lambda m: m[0])
    anybody = not best.verb_group.objects and "@government" in best.verb_group.subjects
    strength = 0 if anybody else rank[2]
    narrower = other.verb_group is not None and bool(other.verb_group.objects) and not best.verb_group.objects
    return other if narrower or (other_rank[0], other_rank[2]) >= (rank[0], strength) else best


def verb_acts(graph: Graph, first: int, last: int) -> list[Act]:
    """The verbs of act among tokens ``first`` to ``last``, exclusive."""
    table = lexicon().verbs
    there = {w for i in range(first, last) for w in (graph.tokens[i].norm, graph.lemma(i))}
    out: list[Act] = []
    for i in range(first, last):
        token = graph.tokens[i]
        if not token.tag.startswith("VB") or token.dep in {"compound", "aux", "auxpass", "case"}:
            continue
        if token.dep == "amod" and not gerund(graph, i):
            continue
        if i in graph.inside:
            continue
        patterns = [p for p in table.get(token.lemma.lower(), ()) if not p.words or there.issuperset(p.words)]
        matches = [m for p in patterns if (m := _match_verb(graph, i, p)) is not None]
        if matches:
            best = _preferred(matches)
            if best.weight > 0:
                out.append(best)
        elif caught(graph, i):
            out.append(_of_net(graph, i))
    return out


def _of_net(graph: Graph, i: int) -> Act:
    """The act of a verb without an entry."""
    group = net()
    return Act(
        head=i,
        node=i,
        first=i,
        last=i,
        noun=graph.lemma(i),
        verb_group=group,
        objects=tuple(objects_of(graph, i)),
        weight=group.weight,
    )
