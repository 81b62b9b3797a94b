"""Days that the parse hangs on another word: of what somebody travelled for, of the main verb, only aimed at.

"Flew to Quito on Monday to meet X" dates the meeting too; "called on X to stop the work on Monday" dates the call;
"summoned the ambassador for Friday" does not date the summons.
"""

from __future__ import annotations

from memcon.extract.date_words import verb_of
from memcon.extract.found import Item
from memcon.extract.graph import Graph, timex_head
from memcon.extract.whereabouts import words
from memcon.model.values import replace
from memcon.read.types import Timex

REAL = frozenset({"occurred", "ongoing"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
NOT_FINITE = frozenset({"persona"})
"""Words of set phrases that the parser takes for verbs."""


def pass_days_on(graph: Graph, items: list[Item]) -> list[Item]:
    """The items with the days of the verbs that their acts are the purpose of, and none that is only aimed at."""
    out = [_unaimed(graph, item) for item in items]
    out = [_purposed(graph, item, out) for item in out]
    return _left_over(graph, out)


def day(timex: Timex) -> bool:
    """Whether a time expression names a day of the calendar."""
    if timex.type in {"DURATION", "SET"} or timex.value.endswith("_REF") or timex.bound:
        return False
    return timex.day is not None or timex.weekday is not None or (timex.unit == "day" and timex.anchor == "deictic")


def _unaimed(graph: Graph, item: Item) -> Item:
    """An act done without the day for which it was: "summoned the ambassador for Friday"."""
    mention, act = item.mention, item.act
    if act.verb_group is None or mention.status not in REAL or graph.tokens[act.head].tag not in {"VBD", "VBN"}:
        return item
    timexes = graph.reading.timexes
    kept = tuple(
        n
        for n in mention.times
        if not (
            day(timexes[n])
            and timexes[n].first > act.head
            and graph.tokens[timexes[n].first - 1].norm == "for"
            and graph.tokens[timexes[n].first - 1].head == act.head
        )
    )
    return item if kept == mention.times else replace(item, mention=replace(mention, times=kept))


def _purposed(graph: Graph, item: Item, items: list[Item]) -> Item:
    """A contact for which somebody travelled or was sent, with the day of that."""
    mention, act = item.mention, item.act
    if mention.type != "CONSULT" or mention.times or mention.orders or mention.mode == "visit":
        return item
    host = _host(graph, act.head if act.verb_group is not None else act.node)
    if host is None:
        return item
    found = tuple(
        n
        for n in graph.timexes.get(mention.sentence, ())
        if day(graph.reading.timexes[n]) and verb_of(graph, graph.reading.timexes[n]) == host
    )
    status = mention.status
    above = next((i.mention for i in items if host in {i.act.head, i.act.verb}), None)
    if status in REAL and above is not None and above.status in {"planned", "proposed"}:
        status = above.status
    if not found and status == mention.status:
        return item
    return replace(item, mention=replace(mention, times=found, status=status))


def _host(graph: Graph, at: int) -> int | None:
    """The verb of going or sending whose purpose an act is."""
    token = graph.tokens[at]
    above = token.head
    if token.dep == "pobj" and graph.tokens[above].norm == "for":
        above = graph.tokens[above].head
        if graph.tokens[above].pos not in {"VERB", "AUX"}:
            above = graph.tokens[above].head
    elif token.dep not in {"xcomp", "advcl"} or not any(graph.tokens[k].tag == "TO" for k in graph.kids(at, "aux")):
        return None
    going = graph.lemma(above) in words().going and graph.tokens[above].pos in {"VERB", "AUX"}
    return above if going else None


def _left_over(graph: Graph, items: list[Item]) -> list[Item]:
    """The items, a day behind an infinitive that is of no act there given to the verb that it hangs under."""
    taken = {n for item in items for n in (*item.mention.times, *item.mention.told, *item.mention.former)}
    taken |= {k for item in items for pair in item.mention.counted for k in pair}
    out = list(items)
    roots = {
        item.act.head: n
        for n, item in enumerate(items)
        if item.act.verb_group is not None
        and item.mention.status == "occurred"
        and not item.mention.times
        and not item.mention.orders
        and graph.tokens[item.act.head].tag == "VBD"
        and graph.tokens[item.act.head].dep in {"ROOT", "conj"}
    }
    for n, timex in enumerate(graph.reading.timexes):
        if n in taken or not day(timex) or timex.anchor == "event" or not roots:
            continue
        root = next((h for h in graph.up(timex_head(graph, timex)) if h in roots), None)
        if root is None or root > timex.first or graph.tokens[timex.first - 1].norm not in {"on", "yesterday"}:
            continue
        between = graph.tokens[root + 1 : timex.first]
        if any((t.tag in FINITE and t.norm not in NOT_FINITE) or t.text in {";", ":"} for t in between):
            continue
        at = roots.pop(root)
        out[at] = replace(out[at], mention=replace(out[at].mention, times=(n,)))
    return out
