"""Which act came before which: "one day after", "following", "in advance of", "came hours after"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, cast

from memcon.extract.amounts import FIGURES
from memcon.extract.found import Item, climb, spots
from memcon.extract.graph import Graph
from memcon.extract.lexicon import lexicon
from memcon.extract.types import Order
from memcon.read.types import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words that order two acts: tokens ``first`` to ``last``; ``after`` if the governed act is the earlier."""

    first: int
    last: int
    after: bool
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """How far apart, with the first token of the words that say it."""

    first: int
    unit: Unit | None
    low: int | None
    high: int | None


def phrase_at(graph: Graph, i: int, phrases: Mapping[str, str]) -> tuple[str, int] | None:
    """The longest of these phrases that ends at a token, and its first token."""
    words: list[str] = []
    found: tuple[str, int] | None = None
    for at in range(i, max(-1, i - 6), -1):
        words.insert(0, graph.tokens[at].norm)
        text = " ".join(words)
        if text in phrases:
            found = (text, at)
    return found


def governed(graph: Graph, cue: int, where: dict[int, int]) -> int | None:
    """The act under a preposition or conjunction: its object, what that measures, or its clause's verb."""
    token = graph.tokens[cue]
    if token.dep == "mark":
        return where.get(token.head)
    obj = graph.kid(cue, "pobj", "pcomp")
    if obj is None and token.dep in {"prep", "advmod"}:
        obj = graph.kid(cue, "amod", "nmod")
    return act_in(graph, obj, where) if obj is not None else None


def act_in(graph: Graph, i: int, where: dict[int, int]) -> int | None:
    """The act that a noun phrase is, or is about ("the end of the talks", "the preceding night's discussions")."""
    if i in where:
        return where[i]
    for k in graph.kids(i, "acl", "relcl"):
        if graph.tokens[k].tag == "VBG" and k in where:
            return where[k]
    for word, _, obj in graph.preps(i):
        if word == "of" and obj is not None and obj in where:
            return where[obj]
    dobj = graph.kid(i, "dobj") if graph.tokens[i].tag.startswith("VB") else None
    return where.get(dobj) if dobj is not None else None


def ordered_apart(graph: Graph, node: int, others: Iterable[int]) -> bool:
    """Whether a noun is what another act is told to come before or after ("the call came before X's talks with Y")."""
    words = lexicon().words["order_cues"]
    table = dict.fromkeys(words["after"], "after") | dict.fromkeys(words["before"], "before")
    cue = graph.tokens[graph.first_conjunct(node)].head
    found = phrase_at(graph, cue, table)
    if found is None or cue >= node:
        return False
    verb = next((h for h in graph.up(found[1]) if graph.tokens[h].pos in {"VERB", "AUX"}), None)
    subject = graph.kid(verb, "nsubj", "nsubjpass") if verb is not None else None
    return subject is not None and bool(set(graph.subtree(subject)) & set(others))


def _governor(graph: Graph, first: int, cue: int, where: dict[int, int]) -> int | None:
    """The act that the ordering words hang on."""
    token = graph.tokens[cue]
    if token.dep == "mark":
        start = graph.tokens[token.head].head
        return climb(graph, start, where) if start != token.head else None
    top = first
    while first <= graph.tokens[top].head <= cue and graph.tokens[top].head != top:
        top = graph.tokens[top].head
    start = graph.tokens[top].head
    return climb(graph, start, where) if start != top else None


def _figures(word: str) -> bool:
    """Whether a word is a number in figures that a distance may have."""
    return word.isdecimal() and len(word) <= FIGURES


def _distance(graph: Graph, first: int) -> Distance | None:
    """The measure right before the ordering words ("just one day", "hours", "shortly")."""
    words = lexicon().words["order_cues"]
    if first == 0 or graph.tokens[first - 1].sentence != graph.tokens[first].sentence:
        return None
    at = first - 1
    norm, lemma = graph.tokens[at].norm, graph.lemma(at)
    if lemma in words["units"]:
        unit = cast("Unit", words["units"][lemma])
        before = graph.tokens[at - 1].norm if at else ""
        number = words["numbers"].get(before)
        if number is None and _figures(before):
            number = int(before)
        if number is not None:
            if before in {"few", "several"}:
                return Distance(first=at - 1, unit=unit, low=2, high=7)
            low = (
                0 if at >= 3 and graph.tokens[at - 2].norm == "than" and graph.tokens[at - 3].norm == "less" else number
            )
            return Distance(first=at - 1, unit=unit, low=low, high=number)
    if norm in words["distances"]:
        unit, low, high = words["distances"][norm]
        return Distance(first=at, unit=unit, low=low, high=high)
    return None


def _cues(graph: Graph) -> list[Cue]:
    words = lexicon().words["order_cues"]
    table = dict.fromkeys(words["after"], "after") | dict.fromkeys(words["before"], "before")
    last = {phrase.rpartition(" ")[2] for phrase in table}
    out: list[Cue] = []
    for token in graph.tokens:
        if token.dep not in {"prep", "mark", "pcomp", "advmod", "agent"} and token.tag not in {"IN", "VBG", "TO"}:
            continue
        found = phrase_at(graph, token.i, table) if token.norm in last else None
        if found is None:
            continue
        text, first = found
        if token.norm in {"following", "since"} and token.tag == "VBG" and token.dep in {"ROOT", "amod"}:
            continue
        if token.norm == "until" and token.dep == "mark":
            continue
        out.append(Cue(first=first, last=token.i, after=table[text] == "after", word=text))
    return out


def _same_day(graph: Graph, item: Item, sentence: int) -> bool:
    for t in item.mention.times:
        timex = graph.reading.timexes[t]
        words = graph.reading.text[timex.start : timex.end].lower().split()
        if timex.sentence == sentence and "day" in words and {"earlier", "same", "later"} & set(words):
            return True
    return False


def add_orders(graph: Graph, items: list[Item]) -> list[Item]:
    """The items with the orders that the text states between them."""
    where = spots(graph, items)
    held: dict[int, list[Order]] = {}
    for cue in _cues(graph):
        low = governed(graph, cue.last, where)
        high = _governor(graph, cue.first, cue.last, where)
        if low is None or high is None or _one(items, low, high):
            continue
        distance = _distance(graph, cue.first)
        first = distance.first if distance is not None else cue.first
        start, end = graph.span(first, cue.last)
        held.setdefault(high, []).append(
            Order(
                relation="after" if cue.after else "before",
                other=items[low].mention.id,
                start=start,
                end=end,
                unit=distance.unit if distance is not None else None,
                low=distance.low if distance is not None else None,
                high=distance.high if distance is not None else None,
                same_day=_same_day(graph, items[low], graph.tokens[cue.last].sentence),
            ),
        )
    for high, order in [
        *_by_verb(graph, items, where),
        *_by_adverb(graph, items, where),
        *_within(graph, items, where),
    ]:
        held.setdefault(high, []).append(order)
    _joined(graph, items, held)
    return [
        replace(i, mention=replace(i.mention, orders=tuple(held[n]))) if n in held else i for n, i in enumerate(items)
    ]


def _joined(graph: Graph, items: list[Item], held: dict[int, list[Order]]) -> None:
    """Give orders to verbs joined to one that has some ("downed a jet and took its pilot, a day after …")."""
    tops = {item.act.verb if item.act.verb is not None else item.act.node: n for n, item in enumerate(items)}
    for n, item in enumerate(items):
        top = item.act.verb if item.act.verb is not None else item.act.node
        token = graph.tokens[top]
        if token.dep != "conj" or not token.tag.startswith("VB") or graph.kid(top, "nsubj", "nsubjpass") is not None:
            continue
        first = tops.get(token.head)
        if first is None or first == n or (first in held) == (n in held):
            continue
        giver, taker = (first, n) if first in held else (n, first)
        if items[first].mention.status != item.mention.status or _one(items, first, n):
            continue
        # before both, or set off after both by a comma; else it is of the nearer one
        shared = [
            o
            for o in held[giver]
            if o.unit is not None
            and (o.end <= token.start or (giver == n and _set_off(graph, o)))
            and o.other != items[taker].mention.id
        ]
        if shared:
            held[taker] = shared


def _set_off(graph: Graph, order: Order) -> bool:
    before = graph.reading.text[max(0, order.start - 12) : order.start].rstrip()
    return "," in before[-8:]


def _within(graph: Graph, items: list[Item], where: dict[int, int]) -> list[tuple[int, Order]]:
    """Orders by a span: "within hours of the raid", "inside a week of the talks"."""
    words = lexicon().words["order_cues"]
    out: list[tuple[int, Order]] = []
    for token in graph.tokens:
        if token.norm not in words["spans"]:
            continue
        unit = graph.kid(token.i, "pobj")
        if unit is None or graph.lemma(unit) not in words["units"]:
            continue
        low = next((act_in(graph, o, where) for w, _, o in graph.preps(unit) if w == "of" and o is not None), None)
        high = climb(graph, token.i, where, own=False)
        if low is None or high is None or _one(items, low, high):
            continue
        number = [graph.tokens[k].norm for k in graph.kids(unit, "nummod", "det", "amod")]
        known = [words["numbers"].get(w, int(w) if _figures(w) else None) for w in number]
        most = next((k for k in known if k is not None), None)
        named = words["distances"].get(graph.tokens[unit].norm)
        start, end = graph.span(token.i, unit)
        out.append(
            (
                high,
                Order(
                    relation="after",
                    other=items[low].mention.id,
                    start=start,
                    end=end,
                    unit=cast("Unit", words["units"][graph.lemma(unit)]),
                    low=0,
                    high=most if most is not None else named[2] if named else 1,
                ),
            )
        )
    return out


def _one(items: list[Item], a: int, b: int) -> bool:
    """Whether two items are one act."""
    left, right = items[a].mention, items[b].mention
    return a == b or (left.same_as or left.id) == (right.same_as or right.id)


def _by_verb(graph: Graph, items: list[Item], where: dict[int, int]) -> list[tuple[int, Order]]:
    words = lexicon().words["order_cues"]
    out: list[tuple[int, Order]] = []
    for token in graph.tokens:
        if not token.tag.startswith("VB") or token.dep == "prep":
            continue
        lemma = token.lemma.lower()
        after = lemma in words["verbs_after"]
        if not after and lemma not in words["verbs_before"]:
            continue
        subject, obj = graph.kid(token.i, "nsubj"), graph.kid(token.i, "dobj")
        passive = graph.kid(token.i, "nsubjpass")
        if passive is not None:
            agent = graph.kid(token.i, "agent")
            subject, obj = (graph.kid(agent, "pobj") if agent is not None else None), passive
        if subject is None or obj is None:
            continue
        high, low = act_in(graph, subject, where), act_in(graph, obj, where)
        if high is None or low is None or _one(items, high, low):
            continue
        relation: Literal["after", "before"] = "after" if after else "before"
        out.append((high, Order(relation=relation, other=items[low].mention.id, start=token.start, end=token.end)))
    return out


def _pointing(graph: Graph, i: int, first: int) -> Literal["after", "before"] | None:
    """What "Before that, …" or "After this, …" at the head of a sentence makes of its act; null for other words."""
    words = lexicon().words["order_cues"]
    obj = graph.kid(i, "pobj")
    if i - first > 1 or obj is None or graph.tokens[obj].norm not in words["pointing"] or obj - i > 1:
        return None
    norm = graph.tokens[i].norm
    return "before" if norm in words["before"] else "after" if norm in words["after"] else None


def _by_adverb(graph: Graph, items: list[Item], where: dict[int, int]) -> list[tuple[int, Order]]:
    """Orders by an adverb: "Soon after, …" puts a sentence's act after the main one of the sentence before."""
    words = lexicon().words["order_cues"]
    table = dict.fromkeys(words["adverbs_after"], "after")
    out: list[tuple[int, Order]] = []
    for sentence in graph.reading.sentences[1:]:
        for i in range(sentence.first, min(sentence.first + 3, sentence.last)):
            pointing = _pointing(graph, i, sentence.first)
            found = phrase_at(graph, i, table) if pointing is None else (graph.tokens[i].norm, i)
            if found is None or found[1] < sentence.first or found[1] - sentence.first > 1:
                continue
            if pointing is None and i + 1 < sentence.last and graph.tokens[i + 1].text != "," and i > found[1]:
                continue
            if pointing is None and graph.kid(i, "pobj", "pcomp") is not None:
                continue
            high = climb(graph, i, where)
            earlier = [
                n
                for n, item in enumerate(items)
                if sentence.i - 1 <= item.mention.sentence < sentence.i
                and (item.mention.status in {"occurred", "ongoing"} or (pointing and item.mention.status == "planned"))
            ]
            if high is None or not earlier:
                continue
            low = min(earlier, key=lambda n: (len(graph.up(items[n].act.node)), n))
            if _one(items, high, low):
                continue
            distance = lexicon().words["order_cues"]["distances"].get(found[0].split()[0])
            start, end = graph.span(found[1], i)
            out.append(
                (
                    high,
                    Order(
                        relation=pointing or "after",
                        other=items[low].mention.id,
                        start=start,
                        end=end,
                        unit=cast("Unit", distance[0]) if distance else None,
                        low=distance[1] if distance else None,
                        high=distance[2] if distance else None,
                    ),
                ),
            )
            break
    return out
