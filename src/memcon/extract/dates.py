"""Which act a time expression dates: the nearest above it in the parse, and what that act passes on.

A day beside a verb of saying dates the saying; what is told as past was not later than that
(``EventMention.told``). A date in a relative clause dates the noun too ("the raid, which was carried out
on Tuesday"); acts told in one breath share their day. What is yet to come dates nothing that is told as
done: "agreed to an exercise next month" is of the exercise.
"""

from __future__ import annotations

from collections.abc import Sequence

from memcon.extract.cuebook import reporting
from memcon.extract.date_words import ahead, cues, edge_of, of_noun, ranked, start_of, verb_of
from memcon.extract.found import Item, climb, spots
from memcon.extract.graph import Graph, timex_head
from memcon.extract.lexicon import lexicon
from memcon.extract.orders import governed
from memcon.extract.types import Edge
from memcon.model.memo import Status
from memcon.model.values import replace
from memcon.read.types import Timex

REAL = frozenset({"occurred", "ongoing"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
RELATIVE = frozenset({"WDT", "WP"})
WHILE = frozenset({"as", "while", "when"})
FOR = frozenset({"for", "in", "at", "to", "with", "during", "on"})


def add_times(graph: Graph, items: list[Item]) -> list[Item]:
    """The items with the time expressions that date them, and those of their telling."""
    where = _spots(graph, items)
    times: dict[int, list[int]] = {}
    told: dict[int, list[int]] = {}
    verbs: dict[int, list[int]] = {}
    edges: dict[int, list[tuple[int, Edge]]] = {}
    for n, timex in enumerate(graph.reading.timexes):
        if (timex.type == "DURATION" and timex.anchor != "deictic") or timex.anchor == "event":
            continue
        if ranked(graph, timex):
            continue
        said = _said(graph, timex)
        if said is not None:
            verbs.setdefault(said, []).append(n)
            hits = [where[said]] if said in where else []
            for m in _content(graph, items, said):
                told.setdefault(m, []).append(n)
        else:
            if (verb := verb_of(graph, timex)) is not None:
                verbs.setdefault(verb, []).append(n)
            hits = _dated(graph, items, timex, where)
        edge = edge_of(graph, timex)
        for m in hits:
            if items[m].mention.sentence == timex.sentence:
                times.setdefault(m, []).append(n)
                if edge is not None:
                    edges.setdefault(m, []).append((n, edge))
    counted = _counted(graph, where)
    _joined(graph, items, times, verbs)
    _went_on(graph, items, times, verbs)
    touched = times.keys() | told.keys() | counted.keys()
    return [
        replace(
            item,
            mention=replace(
                item.mention,
                status=_to_come(graph, item, times.get(n, ())),
                times=tuple(sorted(set(times.get(n, ())))),
                told=tuple(told.get(n, ())),
                counted=tuple(counted.get(n, ())),
                edges=tuple(sorted(edges.get(n, ()))),
            ),
        )
        if n in touched
        else item
        for n, item in enumerate(items)
    ]


def _to_come(graph: Graph, item: Item, times: Sequence[int]) -> Status:
    """The status of an act: one named by a noun that words or a date of what is to come go with has not been."""
    status = item.mention.status
    if status not in REAL or item.act.noun_group is None or item.act.light is not None:
        return status
    words = cues()["coming"]
    due = any(
        graph.tokens[k].norm in words for k in graph.kids(item.act.node, "amod", "acl", "relcl", "appos", "advmod")
    )
    behind = graph.tokens[item.act.node + 1 : item.act.node + 4]
    if behind and behind[0].tag == "TO" and times:  # "the summit to be held in May", wherever the parse hangs it
        due = due or any(graph.lemma(t.i) in lexicon().cues.occurrence for t in behind)
    return "planned" if due or any(ahead(graph.reading.timexes[n]) for n in times) else status


def _spots(graph: Graph, items: list[Item]) -> dict[int, int]:
    """Which token stands for which item: also the verb under one that tells of a noun ("talks are to resume")."""
    where = spots(graph, items)
    verbs = lexicon().cues.occurrence
    for n, item in enumerate(items):
        token = graph.tokens[graph.first_conjunct(item.act.node)]
        if item.act.noun_group is None or token.dep not in {"nsubj", "nsubjpass"} or token.head in where:
            continue
        for k in graph.kids(token.head, "xcomp"):
            if graph.lemma(k) in verbs:
                where.setdefault(k, n)
    return where


def _counted(graph: Graph, where: dict[int, int]) -> dict[int, list[tuple[int, int]]]:
    """Acts so far from the date of a verb that is no act ("said on Tuesday, a day after the call")."""
    out: dict[int, list[tuple[int, int]]] = {}
    timexes = graph.reading.timexes
    for n, timex in enumerate(timexes):
        if timex.anchor != "event" or timex.unit in {None, "hour", "minute"} or timex.low != timex.high:
            continue
        cue = timex.last - 1
        act = governed(graph, cue, where)
        if act is None:
            continue
        above = {cue, *graph.up(cue)}
        for k in reversed([k for k in graph.timexes.get(timex.sentence, ()) if k < n]):
            base = timexes[k]
            day = base.day is not None or base.weekday is not None or (base.unit == "day" and base.low == base.high)
            verb = verb_of(graph, base)
            beside = timex.first - base.last <= 1
            if day and base.anchor != "event" and verb is not None and verb not in where and (beside or verb in above):
                out.setdefault(act, []).append((k, n))
                break
    return out


def _speaks(graph: Graph, i: int) -> bool:
    verb = reporting().get(graph.lemma(i))
    return verb is not None and graph.tokens[i].tag in {"VBD", "VBZ", "VBP", "VBN"}


def _said(graph: Graph, timex: Timex) -> int | None:
    """The verb of saying that a day right after it dates, wherever the parse hangs it ("said on Monday it had …")."""
    before = timex.first - 1
    if before >= 0 and graph.tokens[before].norm in {"on", "in", "at"}:
        before -= 1
    if before < 0 or graph.tokens[before].sentence != timex.sentence or not _speaks(graph, before):
        return None
    after = timex.last
    if after >= len(graph.tokens) or graph.tokens[after].sentence != timex.sentence:
        return None
    content = graph.kid(before, "ccomp")
    return before if content is not None and content > timex.first and graph.tokens[after].text != "," else None


def _content(graph: Graph, items: list[Item], said: int) -> list[int]:
    """The acts told as past that a verb of saying has as what is said: its clause's and those joined to it."""
    heads = {c for k in graph.kids(said, "ccomp") for c in graph.conjuncts(k)}
    return [n for n, i in enumerate(items) if _top(i) in heads and i.mention.status in REAL]


def _top(item: Item) -> int:
    """The verb by which an act stands in its sentence, or its noun."""
    return item.act.verb if item.act.verb is not None else item.act.node


def _dated(graph: Graph, items: list[Item], timex: Timex, where: dict[int, int]) -> list[int]:
    """The acts that a time expression dates."""
    hit = _when(graph, timex, where)
    noun = of_noun(graph, timex)
    if noun is not None and noun not in where and not any(i.act.node == noun for i in items):
        return []  # "praised the accord of 12 June"
    if hit is None:
        hit = _told_before(graph, timex, where)
    elif timex.bound is None and (main := climb(graph, start_of(graph, timex), where)) not in {None, hit}:
        return [hit, *([main] if main is not None and items[main].mention.status in REAL else [])]
    if hit is not None:
        return [hit]
    named = _names_a_thing(graph, timex, where)
    if named is not None:
        return [where[named]] if named in where else []
    hit = climb(graph, start_of(graph, timex), where)
    if hit is not None and (noun := _past_participle(graph, items[hit], start_of(graph, timex), where)) is not None:
        # "the partnership signed in 2023" within "reaffirmed the partnership": the year is of the noun's
        below = _act_at(graph, noun, where)
        return [] if below is None else [below]
    if hit is not None:
        hit = _planned_for(graph, items, timex, hit)
        nearer = _nearer(graph, items, timex, hit)
        if nearer is None:
            below = _antecedent_of(graph, items[hit], where)
            return [] if below is None else [below]
        together = [*_together(graph, items, timex, nearer), *_antecedent(graph, items, nearer, where)]
        return [*together, *_done_in(graph, items, nearer, where)]
    return [hit] if (hit := _below(graph, timex, where)) is not None else []


def _names_a_thing(graph: Graph, timex: Timex, where: dict[int, int]) -> int | None:
    """The noun that a time expression is part of the name of: "the February floods", "Agenda 2030".

    Null where it is part of none. It then dates that noun if it is an act, and nothing else.
    """
    at = timex_head(graph, timex)
    token = graph.tokens[at]
    noun = graph.tokens[token.head]
    if not noun.tag.startswith("NN") or timex.anchor == "event":
        return None
    before = token.dep in {"compound", "amod", "nmod", "poss", "nummod"} and token.head >= timex.last
    beside = all(t.text not in {",", "(", "-", "–", "—"} for t in graph.tokens[timex.last : token.head])
    if before and beside and (token.head not in graph.inside or token.dep == "poss"):
        last = token.head
        while last not in where and graph.tokens[last].dep == "compound" and graph.tokens[last].head > last:
            last = graph.tokens[last].head
        return last
    behind = token.dep in {"nummod", "npadvmod", "appos", "nmod"} and token.head == timex.first - 1
    year = timex.last - timex.first == 1 and token.text.isdigit()
    return token.head if behind and year and noun.tag.startswith("NNP") and token.head not in where else None


def _past_participle(graph: Graph, item: Item, start: int, where: dict[int, int]) -> int | None:
    """The noun, no act itself, that a dated participle or clause on the way up to an act tells more of."""
    for at in [start, *graph.up(start)]:
        if at in where:
            return None
        token = graph.tokens[at]
        if token.dep in {"acl", "relcl"} and token.tag.startswith("VB"):
            inside = {item.act.node, item.act.head}
            return None if token.head in where or token.head in inside else token.head
    return None


def _nearer(graph: Graph, items: list[Item], timex: Timex, hit: int) -> int | None:
    """The act that a time expression dates, where the parse has hung it on what is said of that act; null for none.

    "Condemned the attack in Lima on 3 May", "agreed to an exercise next month". A bare day of the week
    may be of either and stays where it is.
    """
    act, words = items[hit].act, cues()
    coming = ahead(timex) and items[hit].mention.status == "occurred"
    lemmas = {graph.lemma(i) for i in (act.head, act.node, act.verb) if i is not None}
    answers = bool(lemmas & {*words["answers"], *words["heralds"]})
    plain = timex.month is None and (timex.weekday is not None or timex.unit == "day")
    if not coming and (plain or not answers):
        return hit
    top = max(act.head, act.node)
    near = [
        (i.act.node, n)
        for n, i in enumerate(items)
        if n != hit and top < i.act.node < timex.first and _close(graph, i, timex)
        if (coming and i.mention.status not in REAL) or i.act.noun_group is not None
    ]
    if near:
        return max(near)[1]
    return None if coming else hit


def _close(graph: Graph, item: Item, timex: Timex) -> bool:
    """Whether no comma and no clause with a tense stands between an act and a time behind it."""
    if item.mention.sentence != timex.sentence or item.mention.status == "denied":
        return False
    between = graph.tokens[item.act.node + 1 : timex.first]
    return not any(t.text in {",", ";", ":"} or t.tag in FINITE for t in between)


def _antecedent_of(graph: Graph, item: Item, where: dict[int, int]) -> int | None:
    """The act that a relative clause with an act of its own is about ("a drill that X has announced for next week")."""
    noun = _noun_of(graph, _top(item))
    return _act_at(graph, noun, where) if noun is not None else None


def _act_at(graph: Graph, noun: int, where: dict[int, int]) -> int | None:
    """The act of a noun that a relative clause hangs on, or of the noun before it ("talks in Quito, which …")."""
    while (
        noun not in where and graph.tokens[noun].dep == "pobj" and graph.tokens[graph.tokens[noun].head].dep == "prep"
    ):
        noun = graph.tokens[graph.tokens[noun].head].head
    return where.get(noun)


def _done_in(graph: Graph, items: list[Item], hit: int, where: dict[int, int]) -> list[int]:
    """The act done in a dated occasion or for its sake ("spoke of it in a call on Monday", "came for talks in May")."""
    item, words = items[hit], cues()
    token = graph.tokens[item.act.node]
    if item.act.noun_group is None or token.dep != "pobj":
        return []
    prep = graph.tokens[token.head]
    above = next((a for a in [prep.head, *graph.up(prep.head)] if graph.tokens[a].tag.startswith("VB")), prep.head)
    verb = where.get(above)
    if verb is None or verb == hit or graph.lemma(above) in words["heralds"]:
        return []
    meant = prep.norm in words["occasions"] and item.mention.type == "CONSULT"
    meant = meant or (prep.norm in words["purposes"] and item.mention.status in REAL)
    return [verb] if meant and items[verb].mention.status in REAL else []


def _planned_for(graph: Graph, items: list[Item], timex: Timex, hit: int) -> int:
    """The act that is "for Saturday" in "announced a rally against the exercise for Saturday": the outer noun."""
    if graph.tokens[max(timex.first - 1, 0)].norm != "for" or items[hit].act.noun_group is None:
        return hit
    at = items[hit].act.node
    by_node = {i.act.node: n for n, i in enumerate(items) if i.act.noun_group is not None}
    while graph.tokens[at].dep == "pobj" and graph.tokens[graph.tokens[at].head].dep == "prep":
        at = graph.tokens[graph.tokens[at].head].head
        hit = by_node.get(at, hit)
    return hit


def _when(graph: Graph, timex: Timex, where: dict[int, int]) -> int | None:
    """The act of a clause that says what was at that time ("in 2014, when X invaded Y")."""
    for i in range(timex.last, min(timex.last + 2, len(graph.tokens))):
        if graph.tokens[i].norm == "when" and graph.tokens[i].dep == "advmod":
            verb = graph.tokens[i].head
            subject = graph.kid(verb, "nsubj", "nsubjpass")
            return where.get(verb, where.get(subject) if subject is not None else None)
    return None


def _told_before(graph: Graph, timex: Timex, where: dict[int, int]) -> int | None:
    """The object of "followed" or "preceded" that a time after it dates ("followed a meeting last week")."""
    verb = graph.tokens[timex_head(graph, timex)].head
    if graph.tokens[verb].tag == "IN":
        verb = graph.tokens[verb].head
    words = lexicon().words["order_cues"]
    if graph.lemma(verb) not in {*words["verbs_after"], *words["verbs_before"]}:
        return None
    obj = graph.kid(verb, "dobj")
    return where.get(obj) if obj is not None and obj < timex.first else None


def _together(graph: Graph, items: list[Item], timex: Timex, hit: int) -> list[int]:
    """The acts that one participle dates ("sanctions and aid announced last week")."""
    node = items[hit].act.node
    at = timex_head(graph, timex)
    path = [at, *graph.up(at)]
    if items[hit].act.noun_group is None or node not in path:
        return [hit]
    if not any(graph.tokens[p].dep == "acl" for p in path[: path.index(node)]):
        return [hit]
    every = set(graph.conjuncts(graph.first_conjunct(node)))
    found = [n for n, i in enumerate(items) if i.act.noun_group is not None and i.act.node in every]
    return found or [hit]


def _noun_of(graph: Graph, verb: int) -> int | None:
    """The noun that a relative clause's verb takes up by "which" or "that" as subject or object."""
    top = verb
    if graph.tokens[verb].dep == "ccomp" and _speaks(graph, graph.tokens[verb].head):
        top = graph.tokens[verb].head  # "which the navy says will be held in May"
    if graph.tokens[top].dep != "relcl":
        return None
    taken = graph.kids(verb, "nsubj", "nsubjpass", "dobj")
    return graph.tokens[top].head if any(graph.tokens[k].tag in RELATIVE for k in taken) else None


def _antecedent(graph: Graph, items: list[Item], hit: int, where: dict[int, int]) -> list[int]:
    """The act that a dated relative clause tells more of ("the bombing that killed forty people on Monday")."""
    top = _top(items[hit])
    noun = _noun_of(graph, top)
    if noun is None or noun not in where or where[noun] == hit or graph.lemma(top) in lexicon().speech:
        return []
    other = items[where[noun]].mention
    subject = graph.kid(top, "nsubj", "nsubjpass")
    same = subject is not None and graph.tokens[subject].tag in RELATIVE
    return [where[noun]] if same and other.status in REAL and items[hit].mention.status in REAL else []


def _below(graph: Graph, timex: Timex, where: dict[int, int]) -> int | None:
    """The act under a dated verb that is none itself: what it is tried to do, attended, or that one comes for."""
    verb = verb_of(graph, timex)
    if verb is None or verb in where:
        return None
    noun = _noun_of(graph, verb)
    found = _act_at(graph, noun, where) if noun is not None else None
    if found is not None and graph.lemma(verb) in {*lexicon().cues.occurrence, *cues()["results"]}:
        return found
    if _speaks(graph, verb) and graph.lemma(verb) not in cues()["makes"]:
        return None
    token = graph.tokens[verb]
    if token.dep == "advcl" and token.head in where and _while(graph, verb):
        return where[token.head]  # "two were hurt when a window broke on Friday"
    for k in graph.kids(verb, "xcomp", "dobj", "nsubjpass"):
        for c in [k, *graph.conjuncts(k)]:  # "set, on 1 June, limits and a duty on steel"
            if c in where and (c == k or timex.last <= k):
                return where[c]
    for word, _, obj in graph.preps(verb):
        if word in FOR and obj is not None and obj in where:
            return where[obj]
    return None


def _joined(graph: Graph, items: list[Item], times: dict[int, list[int]], verbs: dict[int, list[int]]) -> None:
    """Give undated acts the day of the verb that they are joined to, or that goes on while they do."""
    for n, item in enumerate(items):
        top = _top(item)
        token = graph.tokens[top]
        if n in times or not token.tag.startswith("VB"):
            continue
        joined = token.dep == "conj" and graph.kid(top, "nsubj", "nsubjpass", "expl") is None
        if not joined and not (token.dep == "advcl" and item.mention.status in REAL and _while(graph, top)):
            continue
        above = token.head
        host = next((m for m, other in enumerate(items) if m != n and _top(other) == above), None)
        if host is not None and (items[host].mention.status in REAL) != (item.mention.status in REAL):
            continue
        if host is None and item.mention.status not in REAL:
            continue
        found = [t for t in verbs.get(above, ()) if _shared(graph.reading.timexes[t], above, top)]
        if found:
            times[n] = found
            verbs.setdefault(top, []).extend(found)


def _went_on(graph: Graph, items: list[Item], times: dict[int, list[int]], verbs: dict[int, list[int]]) -> None:
    """Give what somebody goes on to say the day of the saying before it ("said on Friday that … She urged …")."""
    sentences = graph.reading.sentences
    for n, item in enumerate(items):
        top = _top(item)
        token = graph.tokens[top]
        subject = graph.kid(top, "nsubj")
        if n in times or token.dep != "ROOT" or token.tag != "VBD" or subject is None or not token.sentence:
            continue
        if graph.tokens[subject].norm not in {"he", "she", "they"} or graph.lemma(top) not in lexicon().speech:
            continue
        last = sentences[token.sentence - 1]
        root = next((i for i in range(last.first, last.last) if graph.tokens[i].dep == "ROOT"), None)
        if root is None or not _speaks(graph, root) or last.paragraph != sentences[token.sentence].paragraph:
            continue
        found = [t for t in verbs.get(root, ()) if _shared(graph.reading.timexes[t], root, last.last)]
        if found and all(graph.reading.timexes[t].type == "DATE" for t in found):
            times[n] = found


def _while(graph: Graph, verb: int) -> bool:
    marks = [k for k in graph.kids(verb, "mark", "advmod") if graph.tokens[k].norm in WHILE]
    return bool(marks) and graph.tokens[verb].tag == "VBD" and graph.kid(verb, "nsubj", "nsubjpass") is not None


def _shared(timex: Timex, first: int, second: int) -> bool:
    """Whether a verb's time is a whole day or more, or stands before both verbs."""
    fronted = timex.last <= min(first, second)
    if timex.bound or timex.value.endswith("_REF"):
        return False
    return fronted or (timex.type == "DATE" and timex.last <= max(first, second))
