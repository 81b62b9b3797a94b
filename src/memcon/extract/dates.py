"""Which act a time expression dates: the nearest above it in the parse, and what that act passes on.

A day beside a verb of saying dates the saying; what is told as past was not later than that
(``EventMention.told``). A date in a relative clause dates the noun too ("the raid, which was carried out
on Tuesday"); acts told in one breath share their day.
"""

from __future__ import annotations

from dataclasses import replace

from memcon.extract.cuebook import reporting
from memcon.extract.found import Item, climb, spots
from memcon.extract.graph import Graph, timex_head
from memcon.extract.lexicon import lexicon
from memcon.read.types import Timex

REAL = frozenset({"occurred", "ongoing"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
RELATIVE = frozenset({"WDT", "WP"})
WHILE = frozenset({"as", "while", "when"})
FOR = frozenset({"for", "in", "at", "to", "with", "during", "on"})


def add_times(graph: Graph, items: list[Item]) -> list[Item]:
    """The items with the time expressions that date them, and those of their telling."""
    where = spots(graph, items)
    times: dict[int, list[int]] = {}
    told: dict[int, list[int]] = {}
    verbs: dict[int, list[int]] = {}
    for n, timex in enumerate(graph.reading.timexes):
        if (timex.type == "DURATION" and timex.anchor != "deictic") or timex.anchor == "event":
            continue
        said = _said(graph, timex)
        if said is not None:
            verbs.setdefault(said, []).append(n)
            hits = [where[said]] if said in where else []
            for m in _content(graph, items, said):
                told.setdefault(m, []).append(n)
        else:
            if (verb := _verb(graph, timex)) is not None:
                verbs.setdefault(verb, []).append(n)
            hits = _dated(graph, items, timex, where)
        for m in hits:
            if items[m].mention.sentence == timex.sentence:
                times.setdefault(m, []).append(n)
    _joined(graph, items, times, verbs)
    return [
        replace(item, mention=replace(item.mention, times=tuple(sorted(times.get(n, ()))), told=tuple(told.get(n, ()))))
        if n in times or n in told
        else item
        for n, item in enumerate(items)
    ]


def _start(graph: Graph, timex: Timex) -> int:
    """The token from which a time expression hangs: its preposition where the parse leaves that without an object.

    "On Friday Chile's president …" is often read as if Chile were the object.
    """
    at = timex_head(graph, timex)
    token, before = graph.tokens[at], timex.first - 1
    named = token.dep in {"compound", "nmod"} and token.head in graph.inside
    if named and before >= 0 and graph.tokens[before].dep == "prep":
        if graph.tokens[graph.tokens[before].head].tag.startswith("VB"):
            return before
    return at


def _verb(graph: Graph, timex: Timex) -> int | None:
    """The verb that a time expression hangs on itself or by its preposition."""
    at = graph.tokens[_start(graph, timex)].head
    while graph.tokens[at].dep in {"prep", "pobj", "npadvmod", "advmod"} and not graph.tokens[at].tag.startswith("VB"):
        at = graph.tokens[at].head
    return at if graph.tokens[at].tag.startswith("VB") else None


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
    if hit is None:
        hit = _told_before(graph, timex, where)
    if hit is not None:
        return [hit]
    hit = climb(graph, _start(graph, timex), where)
    if hit is not None:
        hit = _planned_for(graph, items, timex, hit)
        return [*_together(graph, items, timex, hit), *_antecedent(graph, items, hit, where)]
    return [hit] if (hit := _below(graph, timex, where)) is not None else []


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
            return where.get(graph.tokens[i].head)
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
    if graph.tokens[verb].dep != "relcl":
        return None
    taken = graph.kids(verb, "nsubj", "nsubjpass", "dobj")
    return graph.tokens[verb].head if any(graph.tokens[k].tag in RELATIVE for k in taken) else None


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
    verb = _verb(graph, timex)
    if verb is None or verb in where or _speaks(graph, verb):
        return None
    noun = _noun_of(graph, verb)
    if noun is not None and noun in where and graph.lemma(verb) in lexicon().cues.occurrence:
        return where[noun]
    for k in graph.kids(verb, "xcomp", "dobj", "nsubjpass"):
        if k in where:
            return where[k]
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


def _while(graph: Graph, verb: int) -> bool:
    marks = [k for k in graph.kids(verb, "mark", "advmod") if graph.tokens[k].norm in WHILE]
    return bool(marks) and graph.tokens[verb].tag == "VBD" and graph.kid(verb, "nsubj", "nsubjpass") is not None


def _shared(timex: Timex, first: int, second: int) -> bool:
    """Whether a verb's time is a whole day or more, or stands before both verbs."""
    fronted = timex.last <= min(first, second)
    if timex.bound or timex.value.endswith("_REF"):
        return False
    return fronted or (timex.type == "DATE" and timex.last <= max(first, second))
