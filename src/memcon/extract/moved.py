"""Plans that moved: the date that holds no more, and whether a text says that an act was put off or brought forward."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from memcon.extract.agents import country, who
from memcon.extract.date_words import cues
from memcon.extract.found import Item
from memcon.extract.graph import Graph
from memcon.extract.syntax import agents
from memcon.extract.types import EventMention
from memcon.read.types import Timex

TO_COME = frozenset({"planned", "proposed"})
_BACK = 7
"""Tokens before a date in which the words stand that make it the one of an earlier plan."""
_FROM = 9
"""Tokens before "from" in which a verb of moving stands."""


def mark_moved(graph: Graph, items: list[Item]) -> list[Item]:
    """The items with the dates of plans that hold no more taken out of their times, and the new ones put in."""
    words = cues()["moved"]
    former = {n: t for n, t in enumerate(graph.reading.timexes) if _dayish(t) and _is_former(graph, t, words)}
    verbs = {n for n, item in enumerate(items) if _put_off(graph, item, words)}
    instead = {n for n, item in enumerate(items) if _instead(graph, item)}
    by_item: dict[int, list[int]] = {}
    for n, timex in former.items():
        bearer = _bearer(items, n, timex, verbs)
        if bearer is not None:
            by_item.setdefault(bearer, []).append(n)
    touched = by_item.keys() | verbs | instead
    if not touched:
        return items
    taken = {n for item in items for n in item.mention.times}
    out = [_undated(item, former) for item in items]
    for at in sorted(touched):
        mention = out[at].mention
        old = by_item.get(at, [])
        if at in verbs and (aims := _aims(graph, mention)):
            # "the signing, set for Tuesday, was put off to 25 March"
            gone = sorted({*old, *(n for n in mention.times if n not in aims)})
            status = "planned" if mention.status not in TO_COME else mention.status
            moved = replace(_hosted(graph, out[at]), times=tuple(aims), former=tuple(gone), moved=True, status=status)
            out[at] = replace(out[at], mention=moved)
            continue
        times = [n for n in mention.times if n not in former]
        if not times:
            times = [
                n
                for n, t in enumerate(graph.reading.timexes)
                if t.sentence == mention.sentence and _dayish(t) and n not in former and n not in taken
            ]
        if out[at].act.verb_group is not None and _moves(graph, out[at].act.head, words):
            # "postponed the talks from 3 to 10 June": neither is the day of the postponing
            held = tuple(n for n in mention.times if n not in former and not _aimed(graph, graph.reading.timexes[n]))
            out[at] = replace(out[at], mention=replace(mention, times=held))
            continue
        mention = _hosted(graph, out[at]) if at in verbs else mention
        unheld = at in verbs or any(_unheld(graph, graph.reading.timexes[n], words) for n in old)
        status = mention.status if mention.status in TO_COME or not unheld else "planned"
        out[at] = replace(
            out[at],
            mention=replace(mention, times=tuple(times), former=tuple(old), moved=True, status=status),
        )
    movers = {graph.tokens[graph.first_conjunct(items[at].act.node)].head for at in verbs}
    # "moved up the visit" moves no troops
    return [i for i in out if i.mention.type != "MOBILIZE" or i.act.verb_group is None or i.act.head not in movers]


def _undated(item: Item, former: Mapping[int, Timex]) -> Item:
    """A saying without the date of a plan that holds no more ("and not, as announced, on the 21st")."""
    mention = item.mention
    if mention.type != "STATEMENT" or not set(mention.times) & former.keys():
        return item
    return replace(item, mention=replace(mention, times=tuple(n for n in mention.times if n not in former)))


def _hosted(graph: Graph, item: Item) -> EventMention:
    """A visit that its host puts off or brings forward: the one that moves it is visited."""
    mention = item.mention
    token = graph.tokens[graph.first_conjunct(item.act.node)]
    if mention.mode != "visit" or mention.recipients or token.dep != "dobj":
        return mention
    own = {country(graph, a) for a in mention.actors}
    hosts = [i for s in agents(graph, token.head) for i in who(graph, s) if country(graph, i) not in own]
    return replace(mention, recipients=tuple(hosts[:1])) if own and hosts and country(graph, hosts[0]) else mention


def _dayish(timex: Timex) -> bool:
    """Whether a time expression names a day, a week or a month of the calendar."""
    if timex.type in {"DURATION", "SET"} or timex.value.endswith("_REF"):
        return False
    named = timex.month is not None or timex.weekday is not None or timex.day is not None
    return named or timex.unit in {"day", "week", "month"}


def _is_former(graph: Graph, timex: Timex, words: Mapping[str, Any]) -> bool:
    """Whether a date is that of a plan before: "originally set for", "instead of on", "moved from"."""
    low = max(timex.first - _BACK, graph.reading.sentences[timex.sentence].first)
    before = graph.tokens[low : timex.first]
    norms = [t.norm for t in before]
    lemmas = [graph.lemma(t.i) for t in before]
    sets = [n for n, lemma in enumerate(lemmas) if lemma in words["set"] or norms[n] in words["set"]]
    if sets and any(n in words["first"] for n in norms[: sets[-1] + 1]):
        return True
    if sets and "had" in norms[: sets[-1]] and "been" in norms[: sets[-1] + 1]:
        return True
    if "not" in norms and "as" in (rest := norms[norms.index("not") + 1 :]) and any(w in words["set"] for w in rest):
        return True  # "on 16 October and not, as announced, on the 21st"
    text = " ".join(norms)
    if any(text.endswith((f" {p}", f" {p} on", f" {p} the")) or text == p for p in words["instead_of"]):
        return True
    if any(f"{p} " in f"{text} " for p in words["was_to"]):
        return True
    if norms[-1:] == ["from"]:
        start = max(timex.first - _FROM, graph.reading.sentences[timex.sentence].first)
        return any(_moves(graph, i, words) for i in range(start, timex.first))
    return False


def _unheld(graph: Graph, timex: Timex, words: Mapping[str, Any]) -> bool:
    """Whether what was planned for a date is told as not having been then ("was to have visited on 3 June")."""
    low = max(timex.first - _BACK, graph.reading.sentences[timex.sentence].first)
    text = " ".join(t.norm for t in graph.tokens[low : timex.first])
    return any(f"{p} " in f"{text} " for p in words["was_to"])


def _aimed(graph: Graph, timex: Timex) -> bool:
    """Whether a date is the one to which something is moved."""
    return timex.first > 0 and graph.tokens[timex.first - 1].norm in {"to", "until", "till"}


def _aims(graph: Graph, mention: EventMention) -> list[int]:
    """The dates in the sentence of an act that is put off or brought forward to which it is."""
    words = cues()["moved"]
    timexes = graph.reading.timexes
    return [
        n
        for n in graph.timexes.get(mention.sentence, ())
        if _dayish(timexes[n]) and _aimed(graph, timexes[n]) and _moves(graph, _above(graph, timexes[n]), words)
    ]


def _above(graph: Graph, timex: Timex) -> int:
    """The word that the preposition before a date hangs on."""
    return graph.tokens[timex.first - 1].head


def _moves(graph: Graph, verb: int, words: Mapping[str, Any]) -> bool:
    """Whether a verb puts off or brings forward: "postpone", "put off", "push … back"."""
    if not graph.tokens[verb].tag.startswith("VB"):
        return False
    found = words["verbs"].get(graph.lemma(verb))
    if found is None:
        return False
    if not found:
        return True
    below = {graph.tokens[k].norm for k in graph.kids(verb, "prt", "advmod", "prep")}
    return bool(below & set(found))


def _put_off(graph: Graph, item: Item, words: Mapping[str, Any]) -> bool:
    """Whether an act is the object of a verb of moving, or of "the postponement of"."""
    if item.act.noun_group is None or (item.act.light is None and item.mention.type is None):
        return False
    token = graph.tokens[graph.first_conjunct(item.act.node)]
    if token.dep in {"dobj", "nsubjpass"} and _moves(graph, token.head, words):
        return True
    if token.dep == "pobj" and graph.tokens[token.head].norm == "of":
        return graph.lemma(graph.tokens[token.head].head) in words["nouns"]
    return any(_moves(graph, k, words) for k in graph.kids(item.act.node, "acl", "relcl"))


def _instead(graph: Graph, item: Item) -> bool:
    """Whether a date of an act to come is said to stand in another's place ("on 19 May instead")."""
    if item.mention.status not in TO_COME:
        return False
    for n in item.mention.times:
        timex = graph.reading.timexes[n]
        after = graph.tokens[timex.last : timex.last + 2]
        if _dayish(timex) and any(t.norm == "instead" and t.sentence == timex.sentence for t in after):
            return not any(t.norm == "of" for t in graph.tokens[timex.last + 1 : timex.last + 3])
    return False


def _bearer(items: list[Item], n: int, timex: Timex, put_off: set[int]) -> int | None:
    """The act whose earlier date a time expression is: the one that it dates, else the nearest before it."""
    dated = [at for at, item in enumerate(items) if n in item.mention.times and item.mention.type != "STATEMENT"]
    if dated:
        return dated[0]
    near = [
        (item.act.node, at)
        for at, item in enumerate(items)
        if item.mention.sentence == timex.sentence
        and item.act.node < timex.first
        and item.mention.type not in {None, "STATEMENT"}
        if item.mention.status in TO_COME or item.act.noun_group is not None
    ]
    if near:
        return max(near)[1]
    # "had been expected on the 21st": the plan that the sentence before tells to have moved
    before = [at for at, item in enumerate(items) if item.mention.sentence == timex.sentence - 1]
    told = [at for at in before if items[at].mention.status in TO_COME or at in put_off]
    told = [at for at in told if items[at].mention.type == "CONSULT"]
    return told[0] if len(told) == 1 else None
