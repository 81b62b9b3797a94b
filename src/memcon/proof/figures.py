"""Figures in the draft and in the reports: what is counted, how many, and the bound that the words put on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from memcon.extract.graph import Graph
from memcon.proof.lexis import like, rules, words
from memcon.read.types import Timex
from memcon.reconcile.lexis import table

DIGITS = 15
SAME = 0.005
"""Relative distance below which two figures are one."""
ONE_UNIT = 0.85
"""How near two nouns are that count one thing."""
ROUGHLY = 0.05
"""How far a rough figure may be from an exact one that it stands for."""
CLIMB = 6
HUNDRED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure: ``low`` to ``high`` of a unit.

    ``bound`` is ``>``, ``>=``, ``<``, ``<=``, ``~``, ``=`` (said to be exact) or empty.
    """

    first: int
    last: int
    start: int
    end: int
    low: float
    high: float
    bound: str
    units: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The unit as a word."""
        return self.units[0] if self.units else ""


@cache
def _money() -> Mapping[str, str]:
    """The currency of each sign and noun of money."""
    return {str(k): str(v) for k, v in rules("words")["money"].items()}


@cache
def _number_words() -> Mapping[str, float]:
    listed = {str(k): float(v) for k, v in table("quantities")["words"].items() if k != "a"}
    return listed | {str(k): float(v) for k, v in rules("words")["fractions"].items()}


def _value(graph: Graph, i: int) -> float | None:
    token = graph.tokens[i]
    if token.tag == "NNS" and token.norm in rules("words")["magnitude"]:
        return float(rules("words")["magnitude"][token.norm])
    if token.tag != "CD" and token.pos != "NUM" and not _fraction(graph, i) and token.norm != "dozen":
        return None
    digits = token.norm.replace(",", "")
    if digits.replace(".", "", 1).isdecimal() and len(digits) <= DIGITS:
        return float(digits)
    return _number_words().get(token.norm)


def _fraction(graph: Graph, i: int) -> bool:
    """Whether a word is a part of a whole: "almost a third", "half of them"; not "the third round"."""
    token = graph.tokens[i]
    return token.norm in rules("words")["fractions"] and token.tag in {"NN", "PDT"}


@cache
def _bounds() -> Mapping[str, frozenset[str]]:
    """The phrases that put a bound on a figure, by its sign."""
    both = (table("quantities")["bounds"], rules("words")["bounds"])
    return {str(sign): frozenset(p for t in both for p in t.get(sign, ())) for sign in both[0]}


def _bound(graph: Graph, first: int, floor: int) -> tuple[str, int]:
    """The bound before a figure and where its words start."""
    for reach in (4, 3, 2, 1):
        at = first - reach
        if at < floor:
            continue
        said = " ".join(t.norm for t in graph.tokens[at:first])
        if graph.tokens[first - 1].dep == "prt":
            break  # "handed over six"
        for sign, phrases in _bounds().items():
            if said in phrases or said.removesuffix(" a") in phrases:
                return sign, at
    if first > floor and graph.tokens[first - 1].norm in words("exact"):
        return "=", first - 1
    return "", first


def _after(graph: Graph, start: int, last: int) -> str:
    """The bound behind a figure and its noun: "ten days at most"."""
    for at in range(start, min(start + 3, last)):
        for reach in (3, 2):
            said = " ".join(t.norm for t in graph.tokens[at : min(at + reach, last)])
            for sign, phrases in rules("words")["behind"].items():
                if said in phrases:
                    return str(sign)
    return ""


def _units(graph: Graph, last: int) -> tuple[str, ...]:
    """The noun that is counted, and the nouns that it is of ("containers of car parts")."""
    at = last
    for _ in range(CLIMB):
        token = graph.tokens[at]
        if token.head == at:
            return ()
        above = graph.tokens[token.head]
        if token.dep in {
            "nummod",
            "quantmod",
            "compound",
            "amod",
            "det",
            "npadvmod",
            "advmod",
            "appos",
        } and above.pos in {"NOUN", "PROPN", "SYM"}:
            if above.i == at or above.norm in _money():
                return (_money()[above.norm],) if above.norm in _money() else ()
            if _value(graph, above.i) is None:
                return (graph.lemma(above.i),)
        if above.pos not in {"NUM", "NOUN", "SYM", "ADV"} or (
            above.pos == "NOUN" and token.dep not in {"nummod", "quantmod", "compound"}
        ):
            return ()
        at = above.i
    return ()


def figures(graph: Graph, first: int, last: int, timexes: tuple[Timex, ...]) -> list[Figure]:
    """The figures among the tokens ``first`` to ``last``, exclusive; lengths of time are figures, dates are not."""
    lasting = {
        t.first: t
        for t in timexes
        if t.type == "DURATION" and t.anchor == "absolute" and t.first >= first and t.last <= last
    }
    taken = {i for t in timexes for i in range(t.first, t.last)}
    tokens = graph.tokens
    multipliers: Mapping[str, float] = table("quantities")["multipliers"]
    out: list[Figure] = []
    i = first
    while i < last:
        in_time = i in taken and not any(t.first <= i < t.last for t in lasting.values())
        value = None if in_time else _value(graph, i)
        prefix = tokens[i - 1].norm if i > first else ""
        joined = i + 1 < last and tokens[i + 1].norm in {"-", "–"} and tokens[i].dep in {"nummod", "compound"}
        if joined and not (i + 2 < last and _value(graph, i + 2) is not None):
            i += 1
            continue  # "a one-day strike"
        if value is None or prefix in {"-", "–", "/"} or (tokens[i].norm == "one" and tokens[i].dep != "nummod"):
            i += 1
            continue
        if tokens[i].norm in {"two", "both"} and prefix == "the":
            i += 1
            continue  # "the two countries" counts nobody
        start, end, high = i, i, value
        while end + 1 < last and tokens[end + 1].norm in multipliers:
            end += 1
            value *= multipliers[tokens[end].norm]
        high = value
        if (
            end + 2 < last
            and tokens[end + 1].norm in {"and", "to", "-", "–"}
            and start > first
            and tokens[start - 1].norm in {"between", "from"}
        ):
            other = _value(graph, end + 2)
            if other is not None and other > value:
                end, high = end + 2, other
        money = next(
            (
                _money()[tokens[k].norm]
                for k in (start - 1, end + 1)
                if first <= k < last and tokens[k].norm in _money()
            ),
            None,
        )
        front = start - 1 if start > first and tokens[start - 1].norm in _money() else start
        units = (money,) if money else _units(graph, end)
        if end + 1 < last and tokens[end + 1].norm in words("percents"):
            units = ("percent",)
            end += 1
        if _fraction(graph, i) and not money:
            units, value, high = ("percent",), 100 * value, 100 * high
        bound, front = _bound(graph, front, first)
        if not bound:
            bound = _after(graph, end + 1, last)
        if tokens[i].norm in rules("words")["magnitude"]:
            bound, units = ">=", tuple(graph.lemma(o) for w, _, o in graph.preps(i) if w == "of" and o is not None)
        elif front and tokens[front - 1].norm in {"several", "few"} and value >= HUNDRED:
            front, high = front - 1, 9 * value
        out.append(
            Figure(
                first=front,
                last=end,
                start=tokens[front].start,
                end=tokens[end].end,
                low=value,
                high=high,
                bound=bound,
                units=units,
            )
        )
        i = end + 1
    return out


def same_unit(one: Figure, two: Figure) -> bool:
    """Whether two figures count one thing; a figure without a unit may count anything."""
    if not one.units or not two.units:
        return not one.units and not two.units
    a, b = one.units[0], two.units[0]
    if a.isupper() or b.isupper() or "percent" in {a, b}:
        return a == b
    return like(a, "N", b, "N") >= ONE_UNIT or any({a, b} <= set(k) for k in table("quantities")["one_kind"][1:])


def equal(one: Figure, two: Figure) -> bool:
    """Whether two figures name one number."""
    return _near(one.low, two.low, SAME) and _near(one.high, two.high, SAME)


def _near(a: float, b: float, share: float) -> bool:
    return abs(a - b) <= share * max(abs(a), abs(b), 1e-9)


def fits(draft: Figure, source: Figure) -> bool:
    """Whether a draft's figure holds if the report's does, its own bound heeded: "more than 500" of 600."""
    if equal(draft, source):
        return True
    low, high = source.low, source.high
    if draft.bound in {">", ">="}:
        return low >= draft.low and source.bound in {"", "=", ">", ">=", "~"}
    if draft.bound in {"<", "<="}:
        return high <= draft.low and source.bound in {"", "=", "<", "<=", "~"}
    if draft.bound == "~":
        return _near(draft.low, low, ROUGHLY)
    return draft.low < draft.high and draft.low <= low and high <= draft.high


LOOSE = {">": {">", ">="}, ">=": {">", ">="}, "<": {"<", "<="}, "<=": {"<", "<="}, "~": {"~"}}


def dropped(draft: Figure, source: Figure) -> bool:
    """Whether a draft tells a figure without the bound that the report puts on it."""
    if not equal(draft, source) or source.bound in {"", "="}:
        return False
    if draft.bound in {"", "="}:
        return True
    return draft.bound not in LOOSE[source.bound] and not (draft.bound == "~" or source.bound == "~")
