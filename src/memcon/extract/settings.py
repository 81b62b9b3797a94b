"""A contact that is only where something was said or done: "pressed her in a telephone call", "agreed at talks"."""

from __future__ import annotations

from collections import Counter

from memcon.extract.acts import Act
from memcon.extract.agents import country, merge, who
from memcon.extract.clauses import HAPPENED, clause_status, finite_verb
from memcon.extract.graph import Graph
from memcon.extract.lexicon import lexicon
from memcon.extract.syntax import agents, objects_of, of_two_states

_BEHIND = frozenset({"after", "following"})
"""Prepositions of a contact that its two sides had before they acted together ("set up a line after a call")."""
_PREPS = frozenset({"in", "during", "on", "over", "at", "by", "via"})


def setting_of(graph: Graph, act: Act, preps: frozenset[str] = _PREPS) -> int | None:
    """The verb whose setting a noun of contact is, null where the noun is no setting."""
    if act.noun_group is None or act.light is not None or not act.group.reciprocal or act.group.type != "CONSULT":
        return None
    if graph.lemma(act.head) not in lexicon().words["act_words"]["settings"]:
        return None
    token = graph.tokens[graph.first_conjunct(act.node)]
    prep = graph.tokens[token.head]
    if token.dep != "pobj" or prep.norm not in preps:
        return None
    at = prep.head
    for _ in range(6):
        above = graph.tokens[at]
        if above.pos in {"VERB", "AUX"} or above.tag.startswith("VB"):
            return at
        # "with the president of X in a call": the parser hangs the phrase on whoever stands before it
        if not (above.tag in {"IN", "TO"} or who(graph, at)) or above.head == at:
            return None
        at = above.head
    return None


def said_there(graph: Graph, act: Act) -> bool:
    """Whether a contact is the setting of what its clause tells as done, and so was held."""
    verb = setting_of(graph, act)
    if verb is None:
        return False
    status = clause_status(graph, verb, lexicon().cues)
    prep = graph.tokens[graph.first_conjunct(act.node)].head
    if status is None and prep and graph.tokens[prep - 1].norm == ",":
        # "urged X to back the plan, during talks with Y": set off, and so the setting of the urging
        above = next((h for h in graph.up(verb) if finite_verb(graph, h)), None)
        status = clause_status(graph, above, lexicon().cues) if above is not None else None
    return status in HAPPENED


def present_there(graph: Graph, act: Act) -> tuple[str, ...]:
    """Those who spoke and were spoken to in a contact that is a setting: two of two states, else nobody."""
    verb = setting_of(graph, act, _PREPS | _BEHIND)
    if verb is None:
        return ()
    behind = setting_of(graph, act) is None
    doers = merge(*(who(graph, s) for s in agents(graph, verb)))
    if behind and len({country(graph, d) for d in doers}) != 2:
        return ()
    spots = [] if behind else [*objects_of(graph, verb), *graph.kids(verb, "dative", "dobj", "nsubjpass")]
    holders = [verb, *graph.kids(verb, "dobj")]
    for h in holders:
        spots += [o for word, _, o in graph.preps(h) if word in {"with", "to", "from", "by"} and o is not None]
    others = merge(*(who(graph, s) for s in spots))
    out: dict[str, str] = {}
    for i in (*doers, *(() if behind else others)):
        code = country(graph, i)
        if code is not None and graph.entities[i].kind in {"person", "government"} and code not in out.values():
            out[i] = code
    return tuple(out) if len(out) == 2 else ()


def joint_body(graph: Graph, act: Act) -> tuple[str, ...]:
    """The two states of a joint body that meets ("the joint commission will meet"): those the report names most."""
    spots = agents(graph, act.head) if act.verb_group is not None else []
    spots += [o for word, _, o in graph.preps(act.node) if word == "of" and o is not None]
    if not any(of_two_states(graph, s) for s in spots):
        return ()
    count: Counter[str] = Counter()
    for naming in graph.reading.namings:
        code = country(graph, naming.entity)
        if code is not None and code in graph.entities and graph.entities[code].kind == "government":
            count[code] += 1
    ranked = sorted(count, key=lambda c: (-count[c], c))
    if len(ranked) < 2 or (len(ranked) > 2 and count[ranked[1]] == count[ranked[2]]):
        return ()
    return tuple(sorted(ranked[:2]))
