"""Where the words name an act: verbs and nouns of the lexicon, matched over the parse."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.extract.act_terms import fits, noun_words, strength
from memcon.extract.agents import who
from memcon.extract.graph import Graph
from memcon.extract.lexicon import SPEECH, Light, NounGroup, VerbGroup, VerbPattern, lexicon
from memcon.extract.net import caught, net
from memcon.extract.syntax import agents, gerund, objects_of, of_two_states, transparent
from memcon.model.values import swift

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


def _match_verb(graph: Graph, i: int, pattern: VerbPattern) -> tuple[tuple[float, ...], Act] | None:
    """The act of a verb pattern at a token, with its rank among the patterns that match there."""
    group = pattern.group
    rest = _rest(graph, i, pattern)
    if rest is None:
        return None
    objects = _objects(graph, i, rest)
    hits: list[int] = []
    if group.objects:
        hits = [o for o in objects if o not in rest and noun_words(graph, o) & group.objects]
        if not hits:
            return None
    if not fits(graph, i, pattern, objects):
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
        max([1 if group.subjects or group.predicates else 0, *(strength(graph, h, group.objects) for h in hits)]),
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
