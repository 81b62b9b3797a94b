"""Numbers with a unit and a bound: money, troops, diplomats, missiles."""

from __future__ import annotations

from memcon.extract.graph import Graph
from memcon.extract.lexicon import lexicon
from memcon.extract.types import Fill

ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
FIGURES = 30
"""A row of more figures is no amount."""
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
WORDS = {w: float(n) for n, w in enumerate(ONES, 1)} | {w: 10.0 * n for n, w in enumerate(TENS, 2)} | {"half": 0.5}


def _number(text: str) -> float | None:
    low = text.lower()
    if low in WORDS:
        return WORDS[low]
    digits = low.replace(",", "")
    if len(digits) > FIGURES:
        return None
    try:
        return float(digits) if digits[:1].isdigit() else None
    except ValueError:
        return None


def _fold(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:g}"


def amounts(graph: Graph) -> list[tuple[int, Fill]]:
    """Each amount with the token that it hangs on."""
    words = lexicon().words["act_words"]
    dated = {i for t in graph.reading.timexes for i in range(t.first, t.last)}
    tokens = graph.tokens
    out: list[tuple[int, Fill]] = []
    i = 0
    while i < len(tokens):
        value = None if i in dated else _number(tokens[i].norm)
        if value is None or tokens[i].tag.startswith("VB"):
            i += 1
            continue
        first = last = i
        while last + 1 < len(tokens) and tokens[last + 1].norm in {*words["multipliers"], "a", "of", "an"}:
            step = tokens[last + 1].norm
            if step in {"a", "an", "of"}:
                follows = tokens[last + 2].norm if last + 2 < len(tokens) else ""
                if follows not in words["multipliers"]:
                    break
            else:
                value *= words["multipliers"][step]
            last += 1
        currency = words["currencies"].get(tokens[first - 1].norm) if first else None
        if currency is not None:
            first -= 1
        found = _unit(graph, last, currency)
        if found is None:
            i = last + 1
            continue
        unit, anchor, end_token = found
        bound, first = _bound(graph, first)
        if unit == "percent" and first and tokens[first - 1].norm in words["added"]:
            unit = "percent more"  # "an additional 25% duty" is no rate of 25 percent
        start, end = graph.span(first, end_token)
        fill = Fill(
            slot="amount",
            value=graph.reading.text[start:end],
            normal=f"{bound}{_fold(value)} {unit}",
            start=start,
            end=end,
            rule="amount",
        )
        out.append((anchor, fill))
        i = max(last, end_token) + 1
    return out


def _unit(graph: Graph, last: int, currency: str | None) -> tuple[str, int, int] | None:
    """The unit of a number, the token that it hangs on, and the last token of the amount."""
    words = lexicon().words["act_words"]
    tokens = graph.tokens
    if currency is not None:
        return currency, last, last
    after = [t.norm for t in tokens[last + 1 : last + 3]]
    if after[:1] in (["%"], ["percent"], ["pct"]):
        return "percent", last + 1, last + 1
    if after == ["per", "cent"]:
        return "percent", last + 2, last + 2
    if (
        after == ["of", "the"]
        and (whole := _number(tokens[min(last + 3, len(tokens) - 1)].norm)) is not None
        and whole > 1
    ):
        last += 3  # "six of the nine chapters" are six chapters
    for at in range(last + 1, min(last + 5, len(tokens))):
        lemma = graph.lemma(at)
        if lemma in words["currencies"]:
            return str(words["currencies"][lemma]), at, at
        if lemma in words["counted"] and tokens[at].tag.startswith("NN"):
            while at + 1 < len(tokens) and graph.lemma(at + 1) in words["counted"] and tokens[at].head == at + 1:
                at += 1
            return _plural(tokens[at].norm), at, at
        apart = tokens[at].pos == "ADP" and tokens[at - 1].tag == "NNS" and at - 1 > last
        if apart and graph.lemma(at - 1) not in words["uncounted"]:
            return _plural(tokens[at - 1].norm), at - 1, at - 1  # "200 scholarships to students" are no students
        if tokens[at].pos not in {"ADJ", "NOUN", "PROPN", "ADP", "PUNCT"} or tokens[at].text in {",", "."}:
            return None
    return None


def _plural(norm: str) -> str:
    whole = norm.endswith(("s", "nda", "eria", "ata")) or norm in {"people", "aircraft", "personnel"}
    return norm if whole else f"{norm}s"


def _bound(graph: Graph, first: int) -> tuple[str, int]:
    bounds = lexicon().words["act_words"]["bounds"]
    if first and (graph.tokens[first - 1].tag == "RP" or graph.tokens[first - 1].dep == "prt"):
        return "", first  # "hand over nine prisoners" are nine
    for n in (3, 2, 1):
        if first - n < 0:
            continue
        text = " ".join(t.norm for t in graph.tokens[first - n : first])
        for sign, phrases in bounds.items():
            if text in phrases:
                return ({">": ">=", "<": "<="}.get(sign, sign), first - n)
    return "", first
