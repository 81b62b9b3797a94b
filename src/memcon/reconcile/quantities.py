"""Figures that a report gives for an act: how many were killed, sent, shot down, taking part.

A figure belongs to the act in whose clause it stands, else to the last act spoken of before it in the
same paragraph ("the officials put the figure at 30"). Units are classes of what is counted, or what
became of people, so that "two jets" and "one fighter" of two reports can be set against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from memcon.extract.amounts import FIGURES
from memcon.extract.types import EventMention
from memcon.model.memo import Stance
from memcon.read.types import Range, Sentence, Token
from memcon.reconcile.bundle import Source
from memcon.reconcile.lexis import nationalities, table

REACH = 3
CLIMB = 8
COUNTS = frozenset({"nummod", "quantmod", "compound", "amod", "det"})
CLAUSE = frozenset({"dobj", "nsubjpass", "nsubj", "pobj", "attr"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A figure of a report, the mention that it belongs to, and its comparable form (``>=20 ships``)."""

    place: Range
    value: str
    normal: str
    mention: str
    stance: Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    first: int
    last: int
    low: float
    high: float
    bound: str


@cache
def _classes() -> Mapping[str, str]:
    return {w: name for name, members in table("quantities")["classes"].items() for w in members}


@cache
def _harms() -> Mapping[str, str]:
    return {w: name for name, members in table("quantities")["harm"].items() for w in members}


def unit_class(unit: str) -> str:
    """The class of a unit ("jets" are aircraft), the unit itself where it has none."""
    return _classes().get(unit) or _classes().get(unit.rstrip("s")) or unit


def _number(token: Token) -> float | None:
    rules = table("quantities")
    if token.tag == "CD" or token.pos == "NUM" or token.norm == "dozen":
        digits = token.norm.replace(",", "")
        if digits.replace(".", "", 1).isdecimal() and len(digits) <= FIGURES:
            return float(digits)
        found = rules["words"].get(token.norm)
        return float(found) if found is not None else None
    return None


def _figures(source: Source) -> Iterable[_Figure]:
    rules = table("quantities")
    tokens = source.reading.tokens
    taken = {i for t in source.reading.timexes for i in range(t.first, t.last)}
    i = 0
    while i < len(tokens):
        value = None if i in taken else _number(tokens[i])
        if value is None or (i and tokens[i - 1].text in {"$", "€", "£", "¥", "-", "–", "/"}):
            i += 1
            continue
        first, last, high = i, i, value
        while last + 1 < len(tokens) and tokens[last + 1].norm in rules["multipliers"]:
            last += 1
            value *= rules["multipliers"][tokens[last].norm]
            high = value
        bound = ""
        if last + 2 < len(tokens) and tokens[last + 1].norm in {"and", "to", "-", "–"}:
            other = _number(tokens[last + 2])
            ranged = tokens[last + 1].norm != "and" or (first and tokens[first - 1].norm == "between")
            if other is not None and other > value and ranged:
                first -= first > 0 and tokens[first - 1].norm in {"between", "from"}
                last, high = last + 2, other
                bound = "range"
        if not bound:
            bound, first = _bound(tokens, first)
        yield _Figure(first=first, last=last, low=value, high=high, bound=bound)
        i = last + 1


def _bound(tokens: tuple[Token, ...], first: int) -> tuple[str, int]:
    if first and (tokens[first - 1].tag == "RP" or tokens[first - 1].dep == "prt"):
        return "", first  # "hand over nine prisoners" are nine
    if first and tokens[first - 1].norm == "a":
        first -= 1
    for n in (3, 2, 1):
        if n > first:
            continue  # the report opens with the figure
        before = " ".join(t.norm for t in tokens[max(0, first - n) : first])
        for sign, phrases in table("quantities")["bounds"].items():
            if before in phrases:
                return str(sign), first - n
    return "", first


def _noun(tokens: tuple[Token, ...], figure: _Figure) -> Token | None:
    """The noun that a figure counts: what its number hangs on, through other numbers."""
    at = tokens[figure.last]
    for _ in range(CLIMB):
        if at.head == at.i:
            return None
        up = tokens[at.head]
        if up.pos in {"NOUN", "PROPN"} and up.i > figure.last and at.dep in COUNTS:
            return up
        if up.pos in {"NUM", "NOUN"} and figure.first <= up.i <= figure.last:
            at = up
            continue
        if up.pos == "NUM":
            at = up
            continue
        return None
    return None


def _above(tokens: tuple[Token, ...], start: int) -> list[Token]:
    out, at = [], tokens[start]
    for _ in range(CLIMB):
        if at.head == at.i:
            break
        at = tokens[at.head]
        out.append(at)
    return out


def _class(token: Token, verbs: list[str]) -> str | None:
    rules = table("quantities")
    lemma = token.lemma.lower()
    if any(token.norm.startswith(m) and token.norm[len(m) : len(m) + 1].isdigit() for m in rules["marks"]):
        return "aircraft"
    if lemma in rules["airborne"] and set(verbs) & set(rules["downing"]):
        return "aircraft"
    if lemma in rules["idle"] or token.norm in rules["idle"]:
        return None
    if token.tag in {"NNS", "NNPS"} and token.norm.removesuffix("s") in nationalities():
        return "people"  # "four Ugandans"
    return _classes().get(lemma) or _classes().get(token.norm) or (_plural(lemma) if lemma.isalpha() else None)


def _plural(lemma: str) -> str:
    if lemma.endswith(("nda", "eria", "ata")):
        return lemma  # "memoranda"
    return lemma[:-1] + "ies" if lemma.endswith("y") and lemma[-2:-1] not in set("aeiou") else lemma + "s"


def _form(figure: _Figure, unit: str) -> str:
    def text(x: float) -> str:
        return str(int(x)) if x == int(x) else f"{x:g}"

    if figure.bound == "range":
        return f"{text(figure.low)}..{text(figure.high)} {unit}"
    return f"{figure.bound}{text(figure.low)} {unit}"


def _bare(mention: EventMention, tokens: tuple[Token, ...]) -> bool:
    """Whether a mention tells only what became of people, not the act that did it."""
    return 0 <= mention.head < len(tokens) and tokens[mention.head].lemma.lower() in _harms()


def _owner(
    source: Source, place: Range, above: list[Token], *, harm: bool, near_only: bool = False
) -> EventMention | None:
    """The mention that a figure belongs to."""
    rules = table("quantities")
    tokens = source.reading.tokens
    heads = [t.i for t in above[:3]]
    if near_only:
        heads = heads[:1]
    own = [
        m
        for m in source.extraction.mentions
        if m.type is None
        or (
            m.type in rules["types"]
            and (
                (m.head in heads)
                or (harm and m.type == "ASSAULT" and _died_in(tokens, m.head, heads))
                or (not near_only and m.phrase[0] <= place[0] and place[1] <= m.phrase[1])
                or m.trigger[0] <= place[0] < m.trigger[1]
            )
        )
    ]
    loose = harm and all(_bare(m, tokens) and not m.actors for m in own)
    if own and not loose:
        return min(own, key=lambda m: (_bare(m, tokens), m.phrase[1] - m.phrase[0], m.trigger[0]))
    here = source.sentence_at(place[0])
    if here is None or near_only:
        return next(iter(own), None)
    near: list[tuple[int, bool, int, EventMention]] = []
    for mention in source.extraction.mentions:
        there = source.sentence_at(mention.trigger[0])
        if there is None or (mention.type is not None and mention.type not in rules["types"]):
            continue
        if there.paragraph != here.paragraph and not (harm and here.paragraph - there.paragraph == 1):
            continue  # who died in an attack may be told a paragraph later
        back = here.i - there.i
        if back < 0 or back > REACH or mention.trigger[0] > place[0]:
            continue
        if harm and (mention.type != "ASSAULT" or _bare(mention, tokens)):
            continue
        near.append((back, not mention.actors, place[0] - mention.trigger[0], mention))
    return min(near, key=lambda n: n[:3])[3] if near else next(iter(own), None)


def _died_in(tokens: tuple[Token, ...], noun: int, heads: list[int]) -> bool:
    """Whether an act is that in which people came to harm ("died in the strike", "were hurt during the raid")."""
    if not 0 <= noun < len(tokens) or tokens[noun].dep != "pobj":
        return False
    prep = tokens[tokens[noun].head]
    return prep.norm in table("quantities")["in_which"] and prep.head in heads


def _before(source: Source, sentence: Sentence) -> tuple[str, str] | None:
    """What became of people, and in which act, as the sentences just before tell it without a figure."""
    for other in reversed(source.reading.sentences[max(0, sentence.i - 2) : sentence.i]):
        if other.paragraph != sentence.paragraph:
            return None
        for token in source.reading.tokens[other.first : other.last]:
            harm = _harms().get(token.lemma.lower())
            if harm:
                owner = _owner(source, (token.start, token.end), [], harm=True)
                return (harm, owner.id) if owner else None
    return None


def quantities(source: Source) -> list[Quantity]:
    """The figures of a report that belong to its acts, in text order."""
    rules = table("quantities")
    tokens = source.reading.tokens
    out: list[Quantity] = []
    last: tuple[str, int, str] | None = None
    for figure in _figures(source):
        noun = _noun(tokens, figure)
        start = noun.i if noun else figure.last
        above = _above(tokens, start)
        sentence = source.sentence_at(tokens[figure.first].start)
        if sentence is None or sentence.kind != "fact" or sentence.question:
            continue
        near = [t.lemma.lower() for t in above]
        words = [t.lemma.lower() for t in tokens[sentence.first : sentence.last]]
        harm = next((_harms()[w] for w in near[:3] if w in _harms()), None)
        if noun is None:
            counted = any(w in rules["figures"] for w in words)
            missing = any(w in rules["losing"] for w in near[:2])
            if not (counted or missing):
                continue
            told = _before(source, sentence) if last is None or sentence.paragraph != last[1] else (last[0], last[2])
            if told is None:
                continue
            unit, owner = told
        else:
            kind = _class(noun, near)
            if kind is None:
                continue
            people = kind == "people"
            unit = harm if harm and people else kind
            lost = any(w in rules["losing"] for w in near[:3])
            place = (tokens[figure.first].start, noun.end)
            found = None
            if lost and last is not None and last[0] == unit:
                owner = last[2]
            else:
                found = _owner(source, place, above, harm=bool(harm and people), near_only=kind not in rules["classes"])
                if found is None or (kind not in rules["classes"] and noun.dep not in CLAUSE):
                    continue
                owner = found.id
        end = noun.i if noun else figure.last
        hedged = set(words) & set(rules["hedges"])
        begin, stop = tokens[figure.first].start, tokens[end].end
        out.append(
            Quantity(
                place=(begin, stop),
                value=source.reading.text[begin:stop],
                normal=_form(figure, unit),
                mention=owner,
                stance="hedges" if hedged else "asserts",
            )
        )
        last = (unit, sentence.paragraph, owner)
    return sorted([*out, *_none(source, out)], key=lambda q: q.place)


def _none(source: Source, known: list[Quantity]) -> Iterable[Quantity]:
    """Denials that anybody was harmed: a figure of nought."""
    rules = table("quantities")
    tokens = source.reading.tokens
    for token in tokens:
        if token.norm not in rules["none"]:
            continue
        above = _above(tokens, token.i)
        harm = next((_harms()[t.lemma.lower()] for t in above[:2] if t.lemma.lower() in _harms()), None)
        sentence = source.sentence_at(token.start)
        if harm is None or sentence is None:
            continue
        positive = token.norm.startswith("any")
        verbs = {t.lemma.lower() for t in tokens[sentence.first : token.i]}
        if positive and not verbs & {"deny", "reject", "not", "dispute"}:
            continue
        owner = _owner(source, (token.start, token.end), above, harm=True)
        if owner is not None and any(q.normal.endswith(harm) for q in known):
            yield Quantity(
                place=(token.start, above[0].end if above[0].i > token.i else token.end),
                value=f"nobody {harm}",
                normal=f"0 {harm}",
                mention=owner.id,
                stance="asserts",
            )
