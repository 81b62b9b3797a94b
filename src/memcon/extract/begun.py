"""Who began a contact: "the Chilean side asked for it", "received a call today from X", "it was Rojas who rang"."""

from __future__ import annotations

from dataclasses import replace

from memcon.extract.agents import who
from memcon.extract.cuebook import reporting
from memcon.extract.found import Item
from memcon.extract.graph import Graph
from memcon.extract.lexicon import lexicon
from memcon.extract.syntax import agents
from memcon.extract.types import Fill

_APART = 12
"""Tokens between a call and the words that say whom it came from."""
_CLEFT = 8
"""Tokens between "it was" and "who"."""
PARTIES = frozenset({"person", "government", "organization"})
_NEAR = 2
"""Sentences back in which the contact stands that "it" takes up."""


def add_beginners(graph: Graph, items: list[Item]) -> list[Item]:
    """The items with who asked for a contact that was told just before, who called whom, and who it was that rang."""
    words = lexicon().words["act_words"]
    items = [_called(graph, i) or _without_teller(graph, i) for i in items]
    held: dict[int, list[Fill]] = {}
    for verb, ids in _who_rang(graph):
        hit = _last(graph, items, verb)
        if hit is not None:
            held.setdefault(hit, []).append(_fill(graph, ids, verb, verb))
    asked: set[int] = set()
    for verb, token in enumerate(graph.tokens):
        if not token.tag.startswith("VB") or graph.lemma(verb) not in words["asking_for"]:
            continue
        objects = [*graph.kids(verb, "dobj"), *(o for w, _, o in graph.preps(verb) if w == "for" and o is not None)]
        for obj in objects:
            hit = _meant(graph, items, obj)
            actors = tuple(i for s in agents(graph, verb) for i in who(graph, s)) if hit is not None else ()
            own = {i for i in actors if graph.entities[i].kind in {"person", "government"}}
            if hit is None or not own:
                continue
            asked.add(verb)
            start, end = graph.span(min(verb, obj), max(verb, obj))
            names = ", ".join(graph.entities[i].name for i in actors)
            held.setdefault(hit, []).append(
                Fill(
                    slot="initiator", value=names, normal=" ".join(actors), start=start, end=end, rule="initiator:asked"
                )
            )
    taken = {i.mention.same_as for i in items} | {o.other for i in items for o in i.mention.orders}
    return [
        replace(i, mention=replace(i.mention, fills=(*i.mention.fills, *held[n]))) if n in held else i
        for n, i in enumerate(items)
        if i.act.head not in asked or i.mention.type != "REQUEST" or i.mention.id in taken
    ]


def _fill(graph: Graph, ids: tuple[str, ...], first: int, last: int) -> Fill:
    start, end = graph.span(min(first, last), max(first, last))
    names = ", ".join(graph.entities[i].name for i in ids if i in graph.entities)
    return Fill(slot="initiator", value=names, normal=" ".join(ids), start=start, end=end, rule="initiator:asked")


def _called(graph: Graph, item: Item) -> Item | None:
    """A call that somebody received ("took a call from X", "received a call today from X"); null for others."""
    act, mention = item.act, item.mention
    light = act.light
    if mention.type != "CONSULT" or light is None or light.subject != "recipient" or act.verb is None:
        return None
    if mention.noun.split()[-1:] != ["call"]:
        return None
    last = graph.sentence(act.node).last
    for k in range(act.node + 1, min(act.node + _APART, last)):
        token = graph.tokens[k]
        if token.tag.startswith("VB") or token.text in {";", ":"}:
            return None
        if token.norm != "from":
            continue
        spots = graph.kids(k, "pobj") or [
            n for n in range(k + 1, min(k + 8, last)) if graph.tokens[n].head not in range(k, n)
        ]
        ids = tuple(dict.fromkeys(i for o in spots for i in who(graph, o)))
        own = tuple(i for i in ids if graph.entities[i].kind in PARTIES)
        if not own:
            return None
        mine = tuple(i for a in agents(graph, act.verb) for i in who(graph, a))
        actors = tuple(dict.fromkeys((*mine, *mention.actors, *own)))
        told = any(f.slot == "initiator" for f in mention.fills)
        fills = mention.fills if told else (*mention.fills, _fill(graph, own, act.node, k))
        return replace(item, mention=replace(mention, actors=actors, fills=fills))
    return None


def _without_teller(graph: Graph, item: Item) -> Item:
    """A contact without the one who only tells of it ("was requested by the minister, spokeswoman X said")."""
    verbs = [graph.tokens[item.act.node].head, *graph.kids(item.act.node, "acl", "relcl")]
    for verb in verbs:
        for by in graph.kids(verb, "agent"):
            for obj in graph.kids(by, "pobj"):
                tellers = [a for a in graph.kids(obj, "appos") if _tells(graph, a)]
                if not tellers:
                    continue
                ids = {i for a in tellers for i in who(graph, a)}
                mention = item.mention
                start = graph.tokens[obj].start
                there = [n for n in graph.reading.namings if n.start <= start < n.end and n.entity not in ids]
                own = tuple(dict.fromkeys(n.entity for n in there))
                fills = tuple(
                    f for f in mention.fills if f.slot != "initiator" or not ids & set((f.normal or "").split())
                )
                if own and len(fills) < len(mention.fills):
                    fills = (*fills, _fill(graph, own, verb, obj))
                actors = tuple(i for i in mention.actors if i not in ids)
                return replace(item, mention=replace(mention, actors=actors or own, fills=fills))
    return item


def _tells(graph: Graph, appos: int) -> bool:
    """Whether what the parse takes for an apposition is the subject of a verb of saying behind it."""
    behind = max(graph.subtree(appos)) + 1
    if behind >= len(graph.tokens):
        return False
    token = graph.tokens[behind]
    return token.tag in {"VBD", "VBZ"} and graph.kid(behind, "nsubj") is None and graph.lemma(behind) in reporting()


def _who_rang(graph: Graph) -> list[tuple[int, tuple[str, ...]]]:
    """Who it was that called, in clefts: "it was Rojas who rang", "X was the one who placed the call"."""
    words = set(lexicon().words["act_words"]["initiator_words"])
    out = []
    for verb, token in enumerate(graph.tokens):
        subject = graph.kid(verb, "nsubj") if token.tag.startswith("VB") and graph.lemma(verb) in words else None
        if subject is None or graph.tokens[subject].norm not in {"who", "that", "which"}:
            continue
        first = graph.sentence(verb).first
        be = next((k for k in range(subject - 1, max(first, subject - _CLEFT), -1) if graph.lemma(k) == "be"), None)
        if be is None or be - 1 < first:
            continue
        one = graph.tokens[subject - 1].norm == "one"
        if not one and graph.tokens[be - 1].norm not in {"it", "that"}:
            continue
        ids = tuple(i for i in who(graph, be - 1 if one else subject - 1) if graph.entities[i].kind in PARTIES)
        if ids:
            out.append((verb, ids))
    return out


def _last(graph: Graph, items: list[Item], at: int) -> int | None:
    """The contact told last before a token, here or in the two sentences before."""
    near = [
        (i.act.node, n)
        for n, i in enumerate(items)
        if i.mention.type == "CONSULT" and i.mention.status == "occurred" and i.act.node < at
        if 0 <= graph.tokens[at].sentence - i.mention.sentence <= _NEAR
    ]
    return max(near)[1] if near else None


def _meant(graph: Graph, items: list[Item], obj: int) -> int | None:
    """The contact that "it" or "the call" stands for: the last one told, in this sentence or just before."""
    token = graph.tokens[obj]
    words = lexicon().words["act_words"]
    named = graph.lemma(obj) in words["settings"] and graph.definite(obj)
    if token.norm != "it" and not named:
        return None
    near = [
        (i.act.node, n)
        for n, i in enumerate(items)
        if i.mention.type == "CONSULT" and i.mention.status == "occurred" and i.act.node < obj
        if 0 <= token.sentence - i.mention.sentence <= _NEAR
    ]
    if not near:
        return None
    last = max(near)[1]
    between = [
        i for i in items if items[last].act.node < i.act.node < obj and i.mention.type in {"AID", "AGREE", "SANCTION"}
    ]
    return None if between and token.norm == "it" else last
