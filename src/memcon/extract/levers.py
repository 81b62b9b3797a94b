"""Instruments in somebody's hand and their state: threatened, announced, in force, eased, paused, lifted."""

from __future__ import annotations

from typing import Literal, cast

from memcon.extract.agents import country, merge
from memcon.extract.found import Item
from memcon.extract.graph import Graph
from memcon.extract.lexicon import lexicon
from memcon.extract.types import LeverDraft
from memcon.model.memo import LeverState

LeverKind = Literal["economic", "military", "diplomatic"]


def find_levers(graph: Graph, items: list[Item]) -> tuple[LeverDraft, ...]:
    """The instruments that the report's acts are, one for each mention that is one."""
    out: list[LeverDraft] = []
    heads = {item.act.head for item in items if _kind(item) is not None}
    sides: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for item in items:
        root = item.mention.same_as or item.mention.id
        actors, recipients = sides.get(root, ((), ()))
        sides[root] = (merge(actors, item.mention.actors), merge(recipients, item.mention.recipients))
    for item in items:
        mention = item.mention
        actors, recipients = sides[mention.same_as or mention.id]
        if _part_of_other(graph, item, heads):
            continue
        kind = _kind(item)
        if kind is None or mention.status in {"denied", "hypothetical"}:
            continue
        state = _state(graph, item)
        if state is None:
            continue
        start, end = mention.phrase
        out.append(
            LeverDraft(
                instrument=_instrument(graph, item),
                kind=kind,
                state=state,
                by=_government(graph, mention.actors or actors),
                against=_government(graph, mention.recipients or recipients),
                start=min(start, mention.trigger[0]),
                end=max(end, mention.trigger[1]),
                sentence=mention.sentence,
                mention=mention.id,
            ),
        )
    return tuple(out)


def _part_of_other(graph: Graph, item: Item, heads: set[int]) -> bool:
    """Whether an instrument is only what another one is about ("a pause on export controls")."""
    token = graph.tokens[graph.first_conjunct(item.act.node)]
    if item.act.noun_group is None or token.dep not in {"pobj", "dobj"}:
        return False
    above = token.head if token.dep == "dobj" else graph.tokens[token.head].head
    return above in heads and above != item.act.head


def _kind(item: Item) -> LeverKind | None:
    lever = item.act.group.lever
    if lever is not None:
        return cast("LeverKind", lever.kind)
    if item.mention.type == "SANCTION" and "diplomatic" in item.mention.contexts:
        return "diplomatic"
    kinds = lexicon().words["act_words"]["lever_types"]
    return cast("LeverKind", kinds[item.mention.type]) if item.mention.type in kinds else None


def _state(graph: Graph, item: Item) -> LeverState | None:
    words = lexicon().words["act_words"]
    mention, act = item.mention, item.act
    verbs = [act.head, act.verb] if act.verb is not None else [act.head]
    token = graph.tokens[graph.first_conjunct(act.node)]
    if act.noun_group is not None and token.dep in {"dobj", "nsubjpass"}:
        verbs.append(token.head)
    above = graph.lemma(graph.tokens[token.head].head) if token.dep == "pobj" else ""
    for state, nouns in words["lever_state_nouns"].items():
        if act.noun_group is not None and (above in nouns or graph.lemma(act.head) in nouns):
            return cast("LeverState", state)
    done = mention.status in {"occurred", "ongoing"}
    own = act.verb_group is not None and mention.type in {"SANCTION", "COERCE"}
    for state, lemmas in words["lever_states"].items():
        if own and state in {"eased", "paused", "lifted"}:
            # "froze the accounts", "suspended aid": the freeze is the instrument
            continue
        if any(graph.lemma(v) in lemmas and graph.tokens[v].tag.startswith("VB") for v in verbs):
            if state == "threatened" and mention.type == "AID":
                return None
            if done or state in {"threatened", "announced"}:
                return cast("LeverState", state)
    if mention.status == "threatened":
        return "threatened" if mention.type != "AID" else None
    if mention.status in {"planned", "proposed"}:
        return "announced" if mention.status == "planned" else None
    lever = act.group.lever
    if lever is not None and lever.state is not None:
        return lever.state
    if act.light is not None and act.light.lever is not None:
        return act.light.lever
    return "in force"


def _government(graph: Graph, ids: tuple[str, ...]) -> str | None:
    """The state whose hand it is in: the country's own entity where the report has one."""
    for i in ids:
        code = country(graph, i)
        if code is not None:
            return code if code in graph.entities else i
    return ids[0] if ids else None


def _instrument(graph: Graph, item: Item) -> str:
    """The instrument's name: the noun of act with its modifiers, or the verb's object."""
    act = item.act
    spot = act.head if act.noun_group is not None else (act.objects[0] if act.objects else act.head)
    mods = [
        k
        for k in graph.modifiers(spot)
        if k not in graph.inside and not graph.tokens[k].tag.startswith(("CD", "RB", "JJS"))
    ]
    first = min([spot, *(m for m in mods if spot - m <= 5 and m < spot)])
    last = max(spot, act.last) if act.noun_group is not None else spot
    start, end = graph.span(first, last)
    return graph.reading.text[start:end]
