"""Who else was there, where it was, how long it took, what it was about: what plain sentences tell of a contact.

As in "joined by their foreign ministers", "attended by X", "Vienna hosted the talks", "three hours of talks",
"the call was about an undersea cable", "Chile asked for the call".
"""

from __future__ import annotations

from collections.abc import Iterator

from memcon.extract.agents import who
from memcon.extract.found import Item, climb
from memcon.extract.graph import Graph, timex_head
from memcon.extract.lexicon import lexicon
from memcon.extract.syntax import agents
from memcon.extract.topics import listed, noun_phrase
from memcon.extract.types import Fill

NEAR = 2
"""Sentences back in which the contact stands that "they were joined by" speaks of."""
Told = tuple[int, Fill]


def circumstances(graph: Graph, items: list[Item], where: dict[int, int]) -> Iterator[Told]:
    """The values, each with the number of its item."""
    for token in graph.tokens:
        if token.tag.startswith("VB") or token.pos in {"VERB", "AUX"}:
            yield from _company(graph, items, where, token.i)
            yield from _present(graph, items, where, token.i)
            yield from _host(graph, items, where, token.i)
            yield from _about(graph, items, where, token.i)
            yield from _asked(graph, items, where, token.i)
        elif token.norm in {"with", "in"}:
            yield from _taking_part(graph, items, where, token.i)
    yield from _counted_hours(graph, items, where)
    for n, item in enumerate(items):
        if item.mention.type == "CONSULT" and not any(f.slot == "place" for f in item.mention.fills):
            yield from _venue(graph, item, n)


def _contact(items: list[Item], n: int | None) -> bool:
    return n is not None and items[n].mention.type == "CONSULT"


def _last(graph: Graph, items: list[Item], i: int) -> int | None:
    """The contact told last before a token, at most two sentences back."""
    here = graph.tokens[i].sentence
    near = [
        n
        for n, item in enumerate(items)
        if item.mention.type == "CONSULT"
        and item.mention.status in {"occurred", "ongoing", "planned"}
        and item.act.head < i
        and here - item.mention.sentence <= NEAR
    ]
    return near[-1] if near else None


def _people(graph: Graph, heads: list[int]) -> Iterator[Fill]:
    """One participant for each coordinated noun that is somebody."""
    for head in heads:
        for c in graph.conjuncts(head):
            found = who(graph, c)
            known = c in graph.named or graph.lemma(c) in lexicon().words["act_words"]["speakers"]
            known = known or graph.lemma(c) in lexicon().words["act_words"]["sent"]
            if not known or graph.tokens[c].pos == "PRON":
                continue
            first, last = noun_phrase(graph, c)
            start, end = graph.span(first, last)
            owned = graph.kid(c, "poss") is not None and c not in graph.named
            yield Fill(
                slot="participants",
                value=graph.reading.text[start:end],
                normal=None if owned or len(found) != 1 else found[0],
                start=start,
                end=end,
                rule="participants",
            )


def _company(graph: Graph, items: list[Item], where: dict[int, int], i: int) -> Iterator[Told]:
    """As in "accompanied by his adviser", "they were joined by their foreign ministers"."""
    token = graph.tokens[i]
    if token.tag != "VBN" or graph.lemma(i) not in lexicon().words["act_words"]["company_verbs"]:
        return
    doers = [o for w, _, o in graph.preps(i) if w == "by" and o is not None]
    doers += [o for a in graph.kids(i, "agent") for o in graph.kids(a, "pobj")]
    hit = climb(graph, i, where, own=False)
    if not _contact(items, hit):
        hit = _last(graph, items, i) if graph.kid(i, "auxpass") is not None else _clause_contact(graph, items, where, i)
    if hit is not None and _contact(items, hit):
        for fill in _people(graph, list(dict.fromkeys(doers))):
            yield hit, fill


def _clause_contact(graph: Graph, items: list[Item], where: dict[int, int], i: int) -> int | None:
    """The contact whose party a participle describes ("X, accompanied by Y, met Z")."""
    for h in graph.up(i):
        for k in (h, *graph.kids(h, "dobj", "conj")):
            if k in where and _contact(items, where[k]):
                return where[k]
        if graph.tokens[h].pos in {"VERB", "AUX"}:
            return None
    return None


def _present(graph: Graph, items: list[Item], where: dict[int, int], i: int) -> Iterator[Told]:
    """As in "X attended the talks", "the meeting was attended by X", "also on the call were X and Y"."""
    words = lexicon().words["act_words"]
    lemma = graph.lemma(i)
    if lemma in words["attending"]:
        if graph.passive(i):
            of = [where[k] for k in graph.kids(i, "nsubjpass") if k in where]
            doers = [o for a in graph.kids(i, "agent") for o in graph.kids(a, "pobj")]
            doers += [o for w, _, o in graph.preps(i) if w == "by" and o is not None]
        else:
            placed = [o for w, _, o in graph.preps(i) if w in {"in", "at", "on"} and o is not None]
            heads = graph.kids(i, "dobj") + placed
            of = [where[k] for k in heads if k in where]
            doers = agents(graph, i)
    elif lemma == "be":
        of = [where[o] for w, _, o in graph.preps(i) if w in {"on", "at", "in"} and o in where]
        also = any(graph.tokens[k].norm in {"also", "present"} for k in graph.kids(i, "advmod", "acomp"))
        doers = graph.kids(i, "nsubj", "attr") if also else []
    else:
        return
    for n in [n for n in of if _contact(items, n)][:1]:
        for fill in _people(graph, list(dict.fromkeys(doers))):
            yield n, fill


def _taking_part(graph: Graph, items: list[Item], where: dict[int, int], i: int) -> Iterator[Told]:
    """As in "held talks with the participation of their trade ministers", "in the presence of X"."""
    noun = graph.kid(i, "pobj")
    if noun is None or graph.lemma(noun) not in lexicon().words["act_words"]["taking_part"]:
        return
    heads = [o for w, _, o in graph.preps(noun) if w == "of" and o is not None]
    hit = climb(graph, graph.tokens[i].head, where)
    if hit is not None and _contact(items, hit):
        for fill in _people(graph, heads):
            yield hit, fill


def _place_fill(graph: Graph, i: int, rule: str) -> Fill | None:
    naming = graph.inside.get(i)
    entity = graph.entities.get(naming.entity) if naming is not None else None
    if naming is None or entity is None or not (entity.kind == "place" or naming.form in {"capital", "country"}):
        return None
    text = graph.reading.text[naming.start : naming.end]
    return Fill(slot="place", value=text, normal=naming.entity, start=naming.start, end=naming.end, rule=rule)


def _host(graph: Graph, items: list[Item], where: dict[int, int], i: int) -> Iterator[Told]:
    """As in "Vienna hosted the talks": the city is where they were."""
    if graph.lemma(i) != "host" or graph.passive(i):
        return
    subject = graph.kid(i, "nsubj")
    fill = _place_fill(graph, subject, "place:host") if subject is not None else None
    if fill is None or subject is None or graph.inside[subject].form == "country":
        return
    for k in graph.kids(i, "dobj"):
        if k in where and _contact(items, where[k]) and items[where[k]].mention.place is None:
            yield where[k], fill


def _venue(graph: Graph, item: Item, n: int) -> Iterator[Told]:
    """As in "at a hotel in Doha", "at the presidential palace in Santiago": the place behind the house."""
    holders = [item.act.node, item.act.head, *([item.act.verb] if item.act.verb is not None else []), *item.act.objects]
    for h in dict.fromkeys(holders):
        for word, _, obj in graph.preps(h):
            if word not in {"at", "in", "inside", "on"} or obj is None:
                continue
            if graph.lemma(obj) not in lexicon().words["act_words"]["venues"]:
                continue
            for inner, _, place in graph.preps(obj):
                fill = _place_fill(graph, place, "place:venue") if inner in {"in", "near", "of"} and place else None
                if fill is not None:
                    yield n, fill
                    return


def _about(graph: Graph, items: list[Item], where: dict[int, int], i: int) -> Iterator[Told]:
    """As in "the call was about X", "among the topics of the talks were X", "X was at the centre of the talks"."""
    words = lexicon().words["act_words"]
    if graph.lemma(i) != "be":
        return
    subject = graph.kid(i, "nsubj")
    attr = graph.kids(i, "attr", "nsubj")
    for word, prep, obj in graph.preps(i):
        if obj is None:
            continue
        if word == "about" and subject in where and _contact(items, where[subject]):
            for fill in listed(graph, [obj]):
                yield where[subject], fill
        framed = graph.lemma(obj) in (words["topic_frames"] if prep < i else words["centres"])
        framed = framed or graph.lemma(obj) in words["agendas"]
        of = [o for w, _, o in graph.preps(obj) if w in {"of", "for", "at", "in"} and o in where]
        told = [k for k in attr if k != obj and k not in where]
        if framed and of and _contact(items, where[of[0]]) and told:
            for fill in listed(graph, told[-1:]):
                yield where[of[0]], fill


def _asked(graph: Graph, items: list[Item], where: dict[int, int], i: int) -> Iterator[Told]:
    """As in "Chile asked for the call": who asked for a talk that was held began it."""
    if graph.lemma(i) not in lexicon().words["act_words"]["asking_for"] or graph.passive(i):
        return
    heads = graph.kids(i, "dobj") + [o for w, _, o in graph.preps(i) if w == "for" and o is not None]
    for head in heads:
        n = where.get(head)
        if n is None or not _contact(items, n) or items[n].mention.status != "occurred":
            continue
        if not any(graph.tokens[k].norm in {"the", "this"} for k in graph.kids(head, "det")):
            continue
        for doer in agents(graph, i)[:1]:
            parties = who(graph, doer)
            if len(parties) == 1:
                start, end = graph.span(i, i)
                name = graph.entities[parties[0]].name
                yield (
                    n,
                    Fill(slot="initiator", value=name, normal=parties[0], start=start, end=end, rule="initiator:asked"),
                )


def _counted_hours(graph: Graph, items: list[Item], where: dict[int, int]) -> Iterator[Told]:
    """As in "three hours of talks ended without a deal"."""
    for timex in graph.reading.timexes:
        if timex.type != "DURATION":
            continue
        at = timex_head(graph, timex)
        for word, _, obj in graph.preps(at):
            n = where.get(obj) if word == "of" and obj is not None else None
            if n is not None and _contact(items, n):
                text = graph.reading.text[timex.start : timex.end]
                yield (
                    n,
                    Fill(
                        slot="duration",
                        value=text,
                        normal=timex.value,
                        start=timex.start,
                        end=timex.end,
                        rule="duration:counted",
                    ),
                )
