"""Contacts told as one more: "they spoke again in the evening", "rang her a second time"."""

from __future__ import annotations

from dataclasses import replace

from memcon.extract.agents import merge
from memcon.extract.found import Item
from memcon.extract.graph import Graph
from memcon.extract.lexicon import lexicon

_NEAR = 4
"""Sentences back in which the contact before stands, for "again" to count from it."""
MEASURES = frozenset({"this", "since", "within", "ever"})
STRETCHES = frozenset({"day", "week", "month", "year", "decade", "hour"})
"""Words after "the second time" that measure it against a stretch of time, not against the contact just told."""


def count_repeats(graph: Graph, items: list[Item]) -> list[Item]:
    """The items, contacts told as one more set apart by an ordinal."""
    out = list(items)
    for n, item in enumerate(items):
        mention = item.mention
        if mention.type != "CONSULT" or item.act.verb_group is None or mention.ordinal is not None:
            continue
        found = _time(graph, item)
        if found is None and _again(graph, item) and _told_before(items, n):
            found = "second"
        if found is not None:
            out[n] = replace(item, mention=replace(mention, ordinal=found))
    return out


def _time(graph: Graph, item: Item) -> str | None:
    """The ordinal of "a second time", "for the third time"; null for the first, and where it only measures."""
    ordinals = lexicon().words["act_words"]["ordinals"]
    spots = [
        *graph.kids(item.act.head, "npadvmod", "advmod"),
        *(o for word, _, o in graph.preps(item.act.head) if word == "for" and o is not None),
    ]
    for at in spots:
        if graph.lemma(at) != "time":
            continue
        after = graph.tokens[at + 1].norm if at + 1 < len(graph.tokens) else ""
        words = [str(ordinals[w]) for k in graph.modifiers(at) if (w := graph.tokens[k].norm) in ordinals]
        if not _measures(graph, at + 1, after) and words and words[0] in {"second", "third", "fourth"}:
            return words[0]
    return None


def _measures(graph: Graph, at: int, word: str) -> bool:
    """Whether the words behind measure the time against a stretch ("in two months"); "in the evening" does not."""
    if word in MEASURES:
        return True
    ahead = [graph.lemma(k) for k in range(at + 1, min(at + 5, len(graph.tokens)))]
    return word == "in" and bool(STRETCHES & set(ahead))


def _again(graph: Graph, item: Item) -> bool:
    words = lexicon().words["act_words"]["again"]
    return any(graph.tokens[k].norm in words for k in graph.kids(item.act.head, "advmod"))


def _told_before(items: list[Item], n: int) -> bool:
    """Whether a contact of the same people was told just before."""
    mine = items[n].mention
    parties = set(merge(mine.actors, mine.recipients))
    return any(
        i.mention.type == "CONSULT"
        and i.mention.status == "occurred"
        and 0 <= mine.sentence - i.mention.sentence <= _NEAR
        and i.act.head < items[n].act.head
        and bool(parties & set(merge(i.mention.actors, i.mention.recipients)))
        for i in items[:n]
    )
