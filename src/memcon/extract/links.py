"""How acts hang together as the report tells it: answers, causes, implements, announces, reverses."""

from __future__ import annotations

from dataclasses import replace

from memcon.extract.agents import country
from memcon.extract.found import Item, climb, spots
from memcon.extract.graph import Graph
from memcon.extract.implied import answered
from memcon.extract.lexicon import SPEECH, lexicon
from memcon.extract.links_back import as_answers, links_back
from memcon.extract.links_told import links_told
from memcon.extract.orders import act_in, phrase_at
from memcon.extract.reasons import object_of, reasons, told_in_clauses
from memcon.extract.types import LinkDraft
from memcon.extract.undoing import undone
from memcon.model.memo import LinkType
from memcon.read.types import Range

ANSWERED = 3
"""Sentences within which a refusal answers what its speaker was accused of."""


def find_links(graph: Graph, items: list[Item]) -> tuple[LinkDraft, ...]:
    """The links that the words state between two acts of the report, in text order."""
    where = {**told_in_clauses(graph, items), **spots(graph, items)}
    out = [
        *_by_phrase(graph, items, where),
        *_by_verb(graph, items, where),
        *_by_reason(graph, items, where),
        *_by_list(graph, items, where),
        *_by_content(graph, items, where),
        *_by_answer(graph, items),
        *_by_trigger(graph, items, where),
        *_by_order(items),
        *(
            _link(items, kind, n, m, graph.span(items[n].act.head, items[n].act.head))
            for kind, n, m in undone(graph, items, where)
        ),
        *_by_again(graph, items),
        *links_told(graph, items, where),
        *reasons(graph, items, where),
        *(
            _link(items, "responds-to", n, m, graph.span(item.act.head, item.act.head))
            for n, item in enumerate(items)
            if (m := answered(graph, items, n)) is not None
        ),
    ]
    out = as_answers(graph, items, [_reacted(items, link) for link in [*out, *links_back(graph, items, where)]])
    seen: dict[tuple[str, str, str], LinkDraft] = {}
    for link in sorted(out, key=lambda k: (k.start, k.end, k.type)):
        if _act(items, link.source) != _act(items, link.target):
            seen.setdefault((link.type, link.source, link.target), link)
    answers = {(k.target, k.source) for k in seen.values() if k.type == "responds-to"}
    told = {(_act(items, t), _act(items, s)) for s, t in answers}
    return tuple(
        k
        for k in seen.values()
        if not (k.type == "causes" and (k.source, k.target) in answers)
        and not (k.type == "follows" and (_act(items, k.source), _act(items, k.target)) in told)
    )


def _reacted(items: list[Item], link: LinkDraft) -> LinkDraft:
    """A cause told as what it is for a party that acts upon it: the act answers it."""
    effect = next(i.mention for i in items if i.mention.id == link.target)
    if link.type != "causes" or effect.type is None or not effect.actors:
        return link
    return replace(link, type="responds-to", source=link.target, target=link.source)


def _act(items: list[Item], mention: str) -> str:
    found = next(i.mention for i in items if i.mention.id == mention)
    return found.same_as or found.id


def _link(items: list[Item], kind: LinkType, source: int, target: int, at: Range) -> LinkDraft:
    return LinkDraft(
        type=kind, source=items[source].mention.id, target=items[target].mention.id, start=at[0], end=at[1]
    )


def _by_phrase(graph: Graph, items: list[Item], where: dict[int, int]) -> list[LinkDraft]:
    """Links by phrase, "X in response to Y": the phrase hangs on the source, its object is the target."""
    table: dict[str, LinkType] = {w: kind for kind, ws in lexicon().words["links"]["phrases"].items() for w in ws}
    last = {phrase.rpartition(" ")[2] for phrase in table}
    out: list[LinkDraft] = []
    for token in graph.tokens:
        if token.tag not in {"IN", "TO", "VBG"} and token.dep not in {"prep", "pcomp"}:
            continue
        found = phrase_at(graph, token.i, table) if token.norm in last else None
        if found is None:
            continue
        text, first = found
        kind = table[text]
        obj = object_of(graph, first, token.i)
        if obj is None:
            continue
        top = first
        while first <= graph.tokens[top].head <= token.i and graph.tokens[top].head != top:
            top = graph.tokens[top].head
        source = climb(graph, graph.tokens[top].head, where)
        if source is None:
            source = _told(graph, graph.tokens[top].head, top, where)
        if kind == "follows":
            source = _seen(graph, graph.tokens[top].head, where, source)
        target = act_in(graph, obj, where)
        if kind == "implements" and graph.tokens[obj].tag == "WDT":
            out += _under_which(graph, items, where, token.i)
            continue
        if text in {"under", "within", "during", "over", "part of"} and kind in {"implements", "part-of"}:
            if target is None or items[target].mention.type != "AGREE":
                continue
        if source is None or target is None or source == target:
            continue
        if text == "over" and items[source].mention.type == "CONSULT":
            continue
        if text == "under" and items[source].mention.type in SPEECH:
            if items[source].mention.type != "SUPPORT":
                continue
            kind = "responds-to"  # "thanked X for the quota under the agreement": for what was agreed
        start, end = graph.span(first, token.i)
        out.append(_link(items, kind, source, target, (start, end)))
    return out


def _told(graph: Graph, verb: int, before: int, where: dict[int, int]) -> int | None:
    """The act told before a verb of saying on which a phrase hangs ("X acted, it said, in retaliation for Y")."""
    said = [k for k in graph.kids(verb, "ccomp") if k < before and k < verb]
    if graph.tokens[verb].dep == "parataxis":
        said.append(graph.tokens[verb].head)
    return next((where[k] for k in said if k in where), None)


def _seen(graph: Graph, verb: int, where: dict[int, int], source: int | None) -> int | None:
    """The act that those present saw done ("at the end of the talks they witnessed the signing"), else the source."""
    if graph.lemma(verb) not in lexicon().words["links"]["seeing"]:
        return source
    return next((where[k] for k in graph.kids(verb, "dobj") if k in where), source)


def _under_which(graph: Graph, items: list[Item], where: dict[int, int], prep: int) -> list[LinkDraft]:
    """Links of "the accord, under which X eases a duty and Y shelves a levy": both implement the accord."""
    verb = graph.tokens[prep].head
    while graph.tokens[verb].dep != "relcl" and graph.tokens[verb].head != verb:
        verb = graph.tokens[verb].head
    agreed = where.get(graph.tokens[verb].head)
    if graph.tokens[verb].dep != "relcl" or agreed is None or items[agreed].mention.type != "AGREE":
        return []
    parts = {where[c] for c in graph.conjuncts(verb) if c in where} - {agreed}
    return [_link(items, "implements", part, agreed, graph.span(prep, prep)) for part in sorted(parts)]


def _subject(graph: Graph, verb: int, where: dict[int, int]) -> int | None:
    token = graph.tokens[verb]
    own = graph.kid(verb, "nsubj", "nsubjpass", "csubj")
    if own is not None:
        if graph.tokens[own].tag in {"WDT", "WP"} and token.dep == "relcl":
            return where.get(token.head)
        return act_in(graph, own, where)
    if token.dep in {"acl", "relcl"}:
        return where.get(token.head)
    if token.dep == "advcl" and token.tag == "VBG":
        # "X struck Y, prompting …": the clause's own act
        return where.get(token.head)
    if token.dep == "conj" and graph.tokens[token.head].pos == "VERB":
        return _subject(graph, token.head, where)
    return None


def _objects(graph: Graph, verb: int, word: str | None, where: dict[int, int]) -> list[int]:
    """The acts among a verb's objects; also the act of an object's possessor ("China's reaction")."""
    heads: list[int] = []
    if word is None:
        heads = graph.kids(verb, "dobj")
    else:
        heads = [o for w, _, o in graph.preps(verb) if w == word and o is not None]
    out: list[int] = []
    for h in heads:
        for c in graph.conjuncts(h):
            found = act_in(graph, c, where)
            if found is not None:
                out.append(found)
    return out


def _by_verb(graph: Graph, items: list[Item], where: dict[int, int]) -> list[LinkDraft]:
    words = lexicon().words["links"]
    roles: list[tuple[str, LinkType, bool]] = [
        ("causes", "causes", False),
        ("caused_by", "causes", True),
        ("responds", "responds-to", False),
        ("implements", "implements", False),
        ("announces", "announces", False),
        ("follows", "follows", False),
        ("precedes", "follows", True),
        ("reverses", "reverses", False),
    ]
    table: dict[str, list[tuple[str | None, LinkType, bool, str]]] = {}
    for key, kind, turned in roles:
        for word in words[key]:
            lemma, _, prep = word.partition(" ")
            table.setdefault(lemma, []).append((prep or None, kind, turned, key))
    out: list[LinkDraft] = []
    for token in graph.tokens:
        if not token.tag.startswith("VB"):
            continue
        for prep, kind, turned, key in table.get(token.lemma.lower(), ()):
            # an act in its own right stands for itself, a mere link for its subject
            source = where.get(token.i) if key in {"announces", "reverses", "responds", "implements"} else None
            if source is not None and items[source].act.head != token.i:
                source = None
            if key == "implements" and token.tag == "VBG" and token.dep in {"advcl", "acl"}:
                # "cut its duties, honouring the accord": the act is the cut
                source = climb(graph, token.head, where) if climb(graph, token.head, where) is not None else source
            if source is None:
                source = _subject(graph, token.i, where)
            if source is None:
                continue
            targets = _objects(graph, token.i, prep, where)
            if key == "causes":
                # "prompting X to urge restraint": what somebody is moved to do
                targets += [where[c] for k in graph.kids(token.i, "xcomp", "ccomp") for c in [k] if c in where]
            for target in targets:
                if target == source:
                    continue
                a, b = (target, source) if turned else (source, target)
                out.append(_link(items, kind, a, b, (token.start, token.end)))
            if key == "causes":
                out += _reaction(graph, items, token.i, source, where)
    return out


def _reaction(graph: Graph, items: list[Item], verb: int, cause: int, where: dict[int, int]) -> list[LinkDraft]:
    """Links of "X sparked a reaction, with Y accusing Z": what follows under "with" is the reaction."""
    out: list[LinkDraft] = []
    token = graph.tokens[verb]
    for word, _, obj in graph.preps(verb):
        if word == "with" and obj is not None and graph.tokens[obj].tag == "VBG":
            for c in graph.conjuncts(obj):
                if c in where and where[c] != cause:
                    out.append(_link(items, "responds-to", where[c], cause, (token.start, token.end)))
    return out


def _by_reason(graph: Graph, items: list[Item], where: dict[int, int]) -> list[LinkDraft]:
    """Links by reason, "thanked X for", "sanctions for its aggression": an answer to the act after "for"."""
    types = lexicon().words["links"]["for_types"]
    out: list[LinkDraft] = []
    for n, item in enumerate(items):
        if item.mention.type not in types:
            continue
        holders = dict.fromkeys([item.act.head, item.act.node, *([item.act.verb] if item.act.verb is not None else [])])
        holders |= dict.fromkeys(item.act.objects)
        for h in list(holders):
            for word, prep, obj in graph.preps(h):
                if word != "for" or obj is None:
                    continue
                for c in graph.conjuncts(obj):
                    target = act_in(graph, c, where)
                    if target is not None and target != n:
                        token = graph.tokens[prep]
                        out.append(_link(items, "responds-to", n, target, (token.start, token.end)))
    return out


def _by_content(graph: Graph, items: list[Item], where: dict[int, int]) -> list[LinkDraft]:
    """Links of a reply to the act that it is about ("condemned the strike", "denied that X had asked for talks")."""
    words = lexicon().words["links"]
    types = words["about_types"]
    out: list[LinkDraft] = []
    for n, item in enumerate(items):
        said = item.mention.status in {"occurred", "ongoing"}
        if item.mention.type not in types or item.act.verb_group is None or not said:
            continue
        verb = item.act.head
        heads = graph.kids(verb, "dobj", "nsubjpass")
        if item.mention.type == "REJECT":
            heads += graph.kids(verb, "ccomp")
            heads += [c for h in graph.kids(verb, "dobj") for c in graph.kids(h, "acl", "ccomp", "relcl")]
        # "expressed regret at X": the reason hangs on the verb or on its noun
        spots = [verb, *graph.kids(verb, "dobj")]
        heads += [o for v in spots for w, _, o in graph.preps(v) if w in words["about"] and o is not None]
        for h in [c for top in heads for c in graph.conjuncts(top)]:
            target = act_in(graph, h, where)
            if target is None:
                below = [where[k] for k in graph.subtree(h) if k > verb and k in where]
                planned = any(graph.tokens[k].tag == "VB" for k in graph.kids(h, "acl"))
                target = below[0] if below and (planned or item.mention.type == "REJECT") else None
            if target is not None and target != n and items[target].mention.type != "STATEMENT":
                out.append(_link(items, "responds-to", n, target, graph.span(verb, verb)))
    return out


def _by_answer(graph: Graph, items: list[Item]) -> list[LinkDraft]:
    """Links of what somebody was asked or charged with and at once answered ("X demanded a delay. Y ruled it out.")."""
    out: list[LinkDraft] = []
    for n, item in enumerate(items):
        if item.mention.type not in {"REJECT", "CONCEDE"} or item.act.verb_group is None:
            continue
        own = {country(graph, a) for a in item.mention.actors} - {None}
        for m in range(n - 1, -1, -1):
            other = items[m].mention
            if item.mention.sentence - other.sentence > (1 if other.type == "REQUEST" else ANSWERED):
                break
            asked = {country(graph, r) for r in other.recipients}
            theirs = {country(graph, a) for a in other.actors} - {None}
            accused = other.type in {"ACCUSE", "THREATEN"} and bool(theirs) and not theirs & own
            near = item.mention.sentence - other.sentence <= 1
            accused = accused and (near or graph.lemma(items[m].act.head) in lexicon().words["links"]["accusing"])
            if own & asked and (other.type == "REQUEST" or (accused and item.mention.type == "REJECT")):
                out.append(_link(items, "responds-to", n, m, graph.span(item.act.head, item.act.head)))
                break
    return out


def _by_trigger(graph: Graph, items: list[Item], where: dict[int, int]) -> list[LinkDraft]:
    """Links of "The trigger was X": what the sentence before tells is the answer to X."""
    words = lexicon().words["links"]["triggers"]
    out: list[LinkDraft] = []
    for token in graph.tokens:
        if token.dep != "nsubj" or graph.lemma(token.i) not in words or graph.lemma(token.head) != "be":
            continue
        for attr in graph.kids(token.head, "attr"):
            target = act_in(graph, attr, where)
            before = [n for n, i in enumerate(items) if token.sentence - i.mention.sentence == 1]
            if target is not None and before:
                out.append(_link(items, "responds-to", before[0], target, (token.start, token.end)))
    return out


def _by_order(items: list[Item]) -> list[LinkDraft]:
    """Links of deeds told to come after one another ("a day after", "hours after"): what follows what."""
    types = lexicon().words["links"]["deeds"]
    at = {i.mention.id: n for n, i in enumerate(items)}
    out: list[LinkDraft] = []
    for n, item in enumerate(items):
        for order in item.mention.orders:
            m = at.get(order.other)
            if m is None or order.same_day or {item.mention.type, items[m].mention.type} - set(types):
                continue
            a, b = (n, m) if order.relation == "after" else (m, n)
            out.append(_link(items, "follows", a, b, (order.start, order.end)))
    return out


def _by_again(graph: Graph, items: list[Item]) -> list[LinkDraft]:
    """Links of "agreed to speak again", "the next call": the contact to come follows the one that was held."""
    words = lexicon().words["links"]["again"]
    out: list[LinkDraft] = []
    for n, item in enumerate(items):
        if item.mention.type != "CONSULT" or item.mention.status != "planned":
            continue
        near = [
            *graph.kids(item.act.head, "advmod"),
            *graph.modifiers(item.act.head),
            *graph.kids(item.act.head, "det"),
        ]
        again = [k for k in near if graph.tokens[k].norm in words]
        mine = {country(graph, a) or a for a in (*item.mention.actors, *item.mention.recipients)}
        held = [
            m
            for m, other in enumerate(items[:n])
            if other.mention.type == "CONSULT"
            and other.mention.status == "occurred"
            and (
                not mine
                or len({country(graph, a) or a for a in (*other.mention.actors, *other.mention.recipients)} & mine) > 1
            )
            and (mine or item.mention.sentence - other.mention.sentence <= 1)
        ]
        if again and held:
            out.append(_link(items, "follows", n, held[-1], graph.span(again[0], again[0])))
    return out


def _by_list(graph: Graph, items: list[Item], where: dict[int, int]) -> list[LinkDraft]:
    """Links of "implementing parts of their agreement, including X and Y": X and Y implement the agreement."""
    words = lexicon().words["links"]["implements"]
    out: list[LinkDraft] = []
    for token in graph.tokens:
        if not token.tag.startswith("VB") or token.lemma.lower() not in words:
            continue
        below = graph.subtree(token.i)
        agreements = [
            where[i] for i in below if i in where and items[where[i]].mention.type == "AGREE" and i != token.i
        ]
        including = [i for i in below if graph.tokens[i].norm == "including"]
        if not agreements or not including:
            continue
        sentence = graph.sentence(token.i)
        parts = {where[i] for i in range(including[0], sentence.last) if i in where and i == items[where[i]].act.head}
        for part in sorted(parts):
            if part not in agreements:
                out.append(_link(items, "implements", part, agreements[0], (token.start, token.end)))
    return out
