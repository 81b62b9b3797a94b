"""Nouns that name an act, the verbs that lend them a subject, and one act for each that the words name."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from memcon.extract.act_terms import MODEL
from memcon.extract.acts import Act, given, verb_acts
from memcon.extract.graph import Graph
from memcon.extract.lexicon import SPEECH, Light, NounPattern, lexicon

SPOKEN = frozenset({"SUPPORT", "ACCUSE", "REQUEST", "REJECT", "THREATEN"})
"""Acts of speech that the verb names ("voiced concern"), not its object."""


def _match_noun(graph: Graph, i: int, pattern: NounPattern) -> tuple[int, int] | None:
    """The trigger's tokens of a noun pattern whose head is token ``i``."""
    first = i
    if pattern.before:
        mods = graph.modifiers(i)
        wanted = list(pattern.before)
        at = [next((m for m in mods if graph.lemma(m) == w or graph.tokens[m].norm == w), -1) for w in wanted]
        if -1 in at:
            # "live-fire drill", "co-operation": the parse need not hang the words of a hyphen on the head
            near = [k for k in range(max(0, i - 8), i) if graph.tokens[k].norm != "-"][-len(wanted) :]
            if [graph.tokens[k].norm for k in near] != wanted:
                return None
            at = near
        if i - at[0] <= 6:
            first = at[0]
    last = i
    for word in pattern.after:
        last += 1
        if last >= len(graph.tokens) or word not in {graph.tokens[last].norm, graph.lemma(last)}:
            return None
        token = graph.tokens[last]
        if token.tag == "TO" and token.dep == "aux" and graph.tokens[token.head].head != i:
            # "following the call to be sure": the infinitive is not the call's
            return None
    return first, last


@cache
def _link_phrases() -> frozenset[str]:
    return frozenset(w for ws in lexicon().words["links"]["phrases"].values() for w in ws)


@cache
def _answers() -> frozenset[str]:
    """The verbs of answers."""
    return frozenset(w.partition(" ")[0] for w in lexicon().words["links"]["responds"])


def _prepositional(graph: Graph, i: int) -> bool:
    """Whether a noun is only part of a preposition ("in protest at", "in response to")."""
    if graph.tokens[i].dep != "pobj" or i + 1 >= len(graph.tokens):
        return False
    table = _link_phrases()
    low = max(0, i - 3)
    return any(" ".join(graph.tokens[k].norm for k in range(a, i + 2)) in table for a in range(low, i))


def _initiative(graph: Graph, i: int) -> bool:
    """Whether a noun only says at whose wish something is ("at the request of X")."""
    token = graph.tokens[i]
    words = lexicon().words["act_words"]["initiative"]
    return token.dep == "pobj" and graph.tokens[token.head].norm in {"at", "on"} and graph.lemma(i) in words


def _of_words(graph: Graph, i: int) -> set[str]:
    held = [c for w, _, o in graph.preps(i) if w in {"of", "on", "for"} and o is not None for c in graph.conjuncts(o)]
    return {graph.lemma(c) for c in held} | (
        {"@model"} if any(MODEL.fullmatch(graph.tokens[c].norm) for c in held) else set()
    )


def _no_content(graph: Graph, prep: int) -> bool:
    """Whether a preposition's object is a party or a date ("a call to X", "on Friday"), not what is called for."""
    obj = graph.kid(prep, "pobj")
    return obj is not None and (obj in graph.named or obj in graph.inside or obj in graph.dated)


def _node(graph: Graph, i: int) -> tuple[int, int]:
    """Where the noun's phrase hangs: at a noun that carries or measures it; and the trigger's last token."""
    words = lexicon().words["act_words"]
    token = graph.tokens[i]
    last = node = i
    if token.dep in {"compound", "nmod"}:
        if graph.lemma(token.head) in words["carriers"] and token.head > i:
            last = node = token.head
    for _ in range(3):
        head = graph.tokens[graph.first_conjunct(node)]
        if head.dep != "pobj" or graph.tokens[head.head].norm not in {"of", "in"}:
            break
        measure = graph.tokens[head.head].head
        sum_of = graph.lemma(measure) in words["currencies"] or graph.lemma(measure) in words["multipliers"]
        sum_of = sum_of or (graph.lemma(measure) in words["stretches"] and graph.lemma(i) in words["stretched"])
        if not sum_of and (graph.lemma(measure) not in words["transparent"] or graph.tokens[head.head].norm == "in"):
            break
        node = measure
    return node, last


def noun_acts(graph: Graph, first: int, last: int) -> list[Act]:
    """The nouns of act among tokens ``first`` to ``last``, exclusive; parties are looked at later."""
    table = lexicon().all_nouns
    out: list[Act] = []
    tails: set[int] = set()
    for i in range(first, last):
        token = graph.tokens[i]
        patterns = table.get(graph.lemma(i)) or (table.get(graph.lemma(i)[:-1]) if token.tag == "NNPS" else None)
        if not patterns or not token.tag.startswith("NN") or graph.named.get(i):
            continue
        if i in graph.dated or _prepositional(graph, i) or _initiative(graph, i):
            continue
        naming = graph.inside.get(i)
        if naming is not None and naming.last - naming.first > 1:
            continue
        node, end = _node(graph, i)
        if token.dep in {"compound", "nmod", "npadvmod"} and node == i:
            continue
        # "a call with X last week" is no last call
        before = [k for k in graph.modifiers(i) if k not in graph.dated]
        mods = {w for k in before for w in (graph.lemma(k), graph.tokens[k].norm)}
        inside = graph.tokens[token.head].norm if token.dep == "pobj" else ""
        for pattern in patterns:
            if pattern.group.within and inside not in pattern.group.within:
                continue
            if pattern.group.of and not _of_words(graph, i) & pattern.group.of:
                continue
            if pattern.group.not_with & mods or (pattern.group.not_of and _of_words(graph, i) & pattern.group.not_of):
                continue
            found = _match_noun(graph, i, pattern)
            if found is None or (pattern.after[-1:] in {("to",), ("on",)} and _no_content(graph, found[1])):
                continue
            if not pattern.group.weight:
                break
            noun = " ".join([*pattern.before, graph.lemma(i), *pattern.after])
            tails.update(range(i + 1, found[1] + 1))
            out.append(
                Act(
                    head=i,
                    node=node,
                    first=found[0],
                    last=max(found[1], end),
                    noun=noun,
                    noun_group=pattern.group,
                    weight=pattern.group.weight,
                ),
            )
            break
    out = [a for a in out if a.head not in tails]  # "war of aggression" is no aggression besides
    best: dict[int, Act] = {}
    for act in out:
        other = best.get(act.node)
        # of two as long, the one that the carrier itself names: "trade talks" are talks
        if other is None or act.last - act.first >= other.last - other.first:
            best[act.node] = act
    return [a for a in out if best[a.node] is a]


def light_verb(graph: Graph, act: Act) -> Act:
    """The noun of act with the verb that lends it its subject, if there is one."""
    node = graph.first_conjunct(act.node)
    token = graph.tokens[node]
    verb, prep = token.head, None
    if token.dep == "pobj":
        prep = graph.tokens[token.head].norm
        verb = graph.tokens[token.head].head
        if graph.tokens[token.head].dep not in {"prep", "dative"} and prep not in _within(act):
            return act
    elif token.dep in {"nsubjpass", "dobj"}:
        pass
    else:
        # "the call, initiated by X": a participle after the noun
        options = [k for k in graph.kids(node, "acl", "relcl") if graph.passive(k)]
        if token.dep not in {"pobj", "dobj", "nsubjpass"} and not options:
            return act
        verb = options[0]
    if prep in _within(act):
        # "agreed by telephone": any verb done over the medium lends its parties
        if graph.tokens[verb].tag.startswith("VB"):
            return replace(act, light=medium(graph, verb), verb=verb)
    found = _light_at(graph, act, verb, prep)
    if found is None and token.dep in {"dobj", "pobj", "nsubj", "nsubjpass", "appos", "conj", "attr", "ROOT"}:
        for k in graph.kids(node, "acl", "relcl"):
            if graph.passive(k) and (found := _light_at(graph, act, k, None)) is not None:
                verb = k
                break
    return act if found is None else replace(act, light=found, verb=verb)


def _within(act: Act) -> frozenset[str]:
    return act.noun_group.within if act.noun_group is not None else frozenset()


def medium(graph: Graph, verb: int) -> Light:
    """A verb of something done over a medium ("agreed by telephone"), as a light verb."""
    none: frozenset[str] = frozenset()
    lemma = graph.lemma(verb)
    return Light(
        verb=lemma, prep=None, types=none, nouns=none, status=None, subject="actor", initiator=False, lever=None
    )


def _light_at(graph: Graph, act: Act, verb: int, prep: str | None) -> Light | None:
    if not graph.tokens[verb].tag.startswith("VB"):
        return None
    particles = {graph.tokens[k].norm for k in graph.kids(verb, "prt", "advmod", "prep")}
    options = []
    for light in lexicon().lights.get(graph.tokens[verb].lemma.lower(), ()):
        if light.types and act.group.type not in light.types:
            continue
        if light.nouns and graph.lemma(act.head) not in light.nouns:
            continue
        if light.prep is None:
            if prep is not None:
                continue
        else:
            words = light.prep.split()
            if words[-1] != prep and not (prep is None and set(words) <= particles):
                continue
        options.append(light)
    return max(
        options, key=lambda light: (light.prep is not None, bool(light.nouns), light.status is None), default=None
    )


def find_acts(graph: Graph) -> list[Act]:
    """All matches of the report in text order, one for each act that the words name."""
    out: list[Act] = []
    for sentence in graph.reading.sentences:
        if sentence.kind in {"heading", "boilerplate", "label"}:
            continue
        verbs = verb_acts(graph, sentence.first, sentence.last)
        nouns = [light_verb(graph, a) for a in noun_acts(graph, sentence.first, sentence.last)]
        out += _one_each(graph, verbs, nouns)
    return sorted(out, key=lambda a: (a.head, a.first))


def _within_attack(graph: Graph, verb: Act, nouns: dict[int, Act]) -> bool:
    """Whether a verb tells what became of somebody in an attack that a noun beside it names."""
    spots = [o for h in (verb.head, *verb.objects) for w, _, o in graph.preps(h) if w in {"in", "during"}]
    return any(o in nouns and nouns[o].group.type == "ASSAULT" for o in spots if o is not None)


def _one_each(graph: Graph, verbs: list[Act], nouns: list[Act]) -> list[Act]:
    """Verb and noun that name one act are one: the object that a verb's sense rests on, a light verb's noun."""
    taken: set[int] = set()
    # "tried to phone X": the trying is told, not a call
    dropped = {w for v in verbs for w in v.words if v.group.type == "CONSULT" and v.group.mode == "phone"}
    kept_nouns: list[Act] = []
    by_node = {n.head: n for n in nouns}
    answers = _answers()
    for spoken in nouns:
        if spoken.noun_group is not None and spoken.noun_group.within:
            # "spoke by telephone": the verb names the contact
            near = {spoken.verb, *graph.up(spoken.node)[:2]}
            if any(v.head in near and v.group.type == "CONSULT" and v.group.mode != "third-party" for v in verbs):
                taken.add(spoken.head)
                by_node.pop(spoken.head, None)
    for verb in verbs:
        group = verb.verb_group
        if group is None:
            continue
        if group.type == "ASSAULT" and group.patient and _within_attack(graph, verb, by_node):
            # "died in the strike": the strike is the act
            dropped.add(verb.head)
        for w in verb.words:
            # "pay a visit": the noun is one of the verb's words
            if (noun := by_node.get(w)) is not None:
                if noun.group.type == group.type and noun.light is not None and noun.verb == verb.head:
                    dropped.add(verb.head)
                else:
                    taken.add(w)
        if group.objects:
            for o in verb.objects:
                noun = by_node.get(o)
                if noun is not None and group.type == "STATEMENT" and noun.group.type not in SPEECH:
                    # "the duties were published": the duties are an act of their own
                    continue
                if noun is None or not given(graph, o, group.type):
                    taken.add(o)
                if noun is None:
                    continue
                told = graph.tokens[verb.head].dep == "acl" and graph.tokens[verb.head].tag == "VBN"
                lent = noun.light is not None and noun.verb == verb.head and group.type not in SPOKEN
                if (noun.group.type == group.type and (lent or told)) or (
                    told
                    and (group.type in {"AGREE", "STATEMENT"} or {noun.group.type, group.type} == {"AGREE", "SUPPORT"})
                ):
                    # "imposed a boycott", "aid announced last week": the noun names the act
                    taken.discard(o)
                    dropped.add(verb.head)
            continue
        if group.type in {"STATEMENT", "SUPPORT", "THREATEN", "AGREE"} and graph.lemma(verb.head) not in answers:
            taken |= {o for o in verb.objects if o in by_node and by_node[o].group.type in SPEECH}
        for o in verb.objects:
            noun = by_node.get(o)
            if noun is not None and noun.light is not None and noun.verb == verb.head and noun.group.type is not None:
                # the noun says more than a light verb: "held talks", "provided aid"
                dropped.add(verb.head)
            elif noun is not None and noun.group.type == group.type and not graph.definite(noun.node):
                taken.add(o)
    # "hit back at X with tariffs": the tariffs are what was done
    dropped |= {
        n.verb
        for n in nouns
        if n.verb is not None and n.light is not None and n.light.prep is not None and n.light.prep.endswith("with")
        if n.head not in taken and graph.lemma(n.verb) in lexicon().words["links"]["answering"]
    }
    agreed = {v.head for v in verbs if v.group.type == "AGREE"}
    kept_verbs = [
        v
        for v in verbs
        if v.head not in dropped
        # "agreed to instruct": one agreement
        and not (
            v.group.type == "AGREE" and graph.tokens[v.head].dep == "xcomp" and graph.tokens[v.head].head in agreed
        )
    ]
    heads = {v.head for v in kept_verbs}
    for noun in nouns:
        if noun.head in taken or noun.node in taken:
            continue
        if noun.verb is not None and noun.verb in heads and noun.light is not None:
            holder = next(v for v in kept_verbs if v.head == noun.verb)
            if holder.verb_group is not None and holder.verb_group.objects:
                continue
        kept_nouns.append(noun)
    return [*kept_verbs, *kept_nouns]
