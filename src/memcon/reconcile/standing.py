"""How the values of one slot stand to each other: agreed, repeated, compatible, disputed or single.

``disputed`` is the last resort: two values that cannot both be true, held flatly by origins that are not
one. What fits together says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from memcon.model.memo import Claim, Position, Reason, Slot, SlotName, Standing
from memcon.reconcile.bundle import natural
from memcon.reconcile.lexis import Bag, stem, table
from memcon.reconcile.origins import Lineage, source_key
from memcon.reconcile.profile import amount
from memcon.reconcile.quantities import unit_class

RANGE = re.compile(r"^(\d+(?:\.\d+)?)\.\.(\d+(?:\.\d+)?)\s*(.*)$")
"""A figure told as a range: ``250..350 people``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A position on its way: a value, its comparable form, and the claims that hold it."""

    value: str
    normal: str | None
    claims: tuple[Claim, ...]

    @property
    def reports(self) -> tuple[str, ...]:
        """The reports that hold it."""
        return tuple(sorted({c.report for c in self.claims}, key=natural))

    @property
    def flat(self) -> bool:
        """Whether some claim asserts it without a hedge."""
        return any(c.stance == "asserts" for c in self.claims)

    def keys(self, line: Lineage) -> frozenset[str]:
        """The origins that stand behind it."""
        return frozenset(source_key(c, line) for c in self.claims)


def _claim_order(claim: Claim) -> tuple[int, str]:
    return natural(claim.id)


def position(stand: Stand) -> Position:
    """The position that a reader sees."""
    claims = sorted(stand.claims, key=_claim_order)
    return Position(
        value=stand.value,
        normal=stand.normal,
        claims=tuple(c.id for c in claims),
        reports=stand.reports,
    )


def merge(stands: Iterable[tuple[str, str, str | None, Claim]]) -> list[Stand]:
    """Positions out of (key, value, normal, claim): one per key, in the order of their first claims."""
    held: dict[str, tuple[str, str | None, list[Claim]]] = {}
    for key, value, normal, claim in sorted(stands, key=lambda s: _claim_order(s[3])):
        held.setdefault(key, (value, normal, []))[2].append(claim)
    return [Stand(value=v, normal=n, claims=tuple(c)) for v, n, c in held.values()]


def reports_of(stands: Iterable[Stand]) -> tuple[str, ...]:
    """All reports that take part."""
    return tuple(sorted({r for s in stands for r in s.reports}, key=natural))


def same(stands: Sequence[Stand], line: Lineage) -> Standing:
    """The standing of one value: ``single``, ``repeated`` for one origin, else ``agreed``."""
    if len(reports_of(stands)) < 2:
        return "single"
    keys = {k for s in stands for k in s.keys(line)}
    return "agreed" if len(keys) > 1 else "repeated"


def slot(
    name: SlotName,
    stands: Sequence[Stand],
    standing: Standing,
    *,
    reason: Reason | None = None,
    explanation: str = "",
    other: str | None = None,
) -> Slot:
    """A slot of the memorandum; a reason is kept only where the values fit together."""
    return Slot(
        slot=name,
        standing=standing,
        positions=tuple(position(s) for s in stands),
        reason=reason if standing == "compatible" else None,
        explanation=explanation,
        other=other,
    )


def apart(left: Stand, right: Stand, line: Lineage) -> bool:
    """Whether two values that exclude each other are a dispute: both flat, and not of one origin."""
    return left.flat and right.flat and bool(left.keys(line) ^ right.keys(line)) and left.keys(line) != right.keys(line)


ROUND = 0.1
FAR = 10.0
"""Figures that differ by more than this factor are not two counts of one thing."""
COUNTED = re.compile(r"[a-z][a-z-]*")


def span(normal: str | None) -> tuple[float, float] | None:
    """The least and the most that a figure can mean; null where it is none."""
    found = RANGE.match(normal or "")
    if found:
        return float(found[1]), float(found[2])
    one = amount(normal)
    if one is None:
        return None
    match one.bound:
        case ">":
            return one.number + 1e-9, float("inf")
        case ">=":
            return one.number, float("inf")
        case "<":
            return float("-inf"), one.number - 1e-9
        case "<=":
            return float("-inf"), one.number
        case "~":
            return (1 - ROUND) * one.number, (1 + ROUND) * one.number
    return one.number, one.number


def _unit(normal: str | None) -> str:
    """The class of what a figure counts; empty for none."""
    found = RANGE.match(normal or "")
    one = amount(normal)
    unit = found[3] if found else one.unit if one else ""
    return unit_class(unit.strip().lower())


def _parts(one: Stand, two: Stand) -> bool:
    """Whether one voice gives both figures: then they are of different parts."""
    mine = {(c.report, tuple(v.name for v in c.voice)) for c in one.claims}
    yours = {(c.report, tuple(v.name for v in c.voice)) for c in two.claims}
    return bool(mine & yours)


def _one_thing(one: Stand, two: Stand, a: tuple[float, float], b: tuple[float, float]) -> bool:
    """Whether two figures can be of the same thing: the same noun counted, or none, and not worlds apart."""
    low, high = sorted((max(a[0], 0.0), max(b[0], 0.0)))
    if low > 0 and high / low > FAR:
        return False
    nouns = [COUNTED.findall(s.value.lower()) for s in (one, two)]
    if not all(nouns):
        return True
    left, right = (stem(n[-1]) for n in nouns)
    if left == right or not {left, right} & _kinds_of_people() or {left, right} <= _everybody():
        return True
    return any({left, right} <= kind for kind in _one_kind())


def figures_apart(one: str, normal: str, two: str, other: str) -> bool | None:
    """Whether two figures of one thing exclude each other; null where they are of different things.

    Each is given in words and in comparable form.
    """
    unit = _unit(normal)
    a, b = span(normal), span(other)
    left, right = Stand(value=one, normal=normal, claims=()), Stand(value=two, normal=other, claims=())
    if not unit or unit != _unit(other) or a is None or b is None or not _one_thing(left, right, a, b):
        return None
    return a[1] < b[0] or b[1] < a[0]


@cache
def _one_kind() -> tuple[frozenset[str], ...]:
    """Words that reports use for people of one kind."""
    return tuple(frozenset(stem(w) for w in row) for row in table("quantities")["one_kind"])


@cache
def _everybody() -> frozenset[str]:
    """Words for people of whatever kind."""
    return frozenset(stem(w) for w in table("quantities")["anybody"])


@cache
def _kinds_of_people() -> frozenset[str]:
    """Words for people of one kind among others ("women", "villagers")."""
    return frozenset(stem(w) for w in table("quantities")["classes"]["people"])


def _grown(one: Stand, two: Stand, unit: str, published: Mapping[str, float]) -> bool:
    """Whether the greater figure of dead or hurt is that of reports that are all younger."""
    a, b = span(one.normal), span(two.normal)
    if unit not in table("quantities")["harm"] or a is None or b is None:
        return False
    low, high = (one, two) if a[0] < b[0] else (two, one)
    if set(low.reports) & set(high.reports):
        return False  # the younger report has both: nobody's count has grown
    early, late = [published.get(r) for r in low.reports], [published.get(r) for r in high.reports]
    known = [x for x in early if x is not None], [x for x in late if x is not None]
    return len(known[0]) == len(early) and len(known[1]) == len(late) and max(known[0]) < min(known[1])


def amounts(
    stands: Sequence[Stand], line: Lineage, published: Mapping[str, float] = MappingProxyType({})
) -> tuple[Standing, Reason | None, str]:
    """The standing of amounts: per unit, equal figures agree, bounds that meet fit together."""
    units: dict[str, list[Stand]] = {}
    for stand in stands:
        units.setdefault(_unit(stand.normal), []).append(stand)
    shared = {u: s for u, s in units.items() if u and len(reports_of(s)) > 1}
    if not shared:
        if len(reports_of(stands)) > 1:
            return "compatible", "part-whole", "The reports give figures of different things."
        return "single", None, ""
    reason: Reason | None = None
    words = ""
    for unit, group in sorted(shared.items()):
        for i, one in enumerate(group):
            for two in group[i + 1 :]:
                a, b = span(one.normal), span(two.normal)
                if a is None or b is None or a == b:
                    continue
                if a[0] <= b[1] and b[0] <= a[1]:
                    reason, words = "bound", f"“{one.value}” and “{two.value}” can both be true: one is a bound."
                elif _grown(one, two, unit, published):
                    reason, words = "update", f"“{one.value}” and “{two.value}”: the later report has the higher count."
                elif not _one_thing(one, two, a, b):
                    reason, words = "part-whole", "The reports give figures of different things."
                elif apart(one, two, line) and not _parts(one, two):
                    return "disputed", None, f"“{one.value}” and “{two.value}” cannot both be the figure of {unit}."
                elif not reason:
                    reason, words = "part-whole", "One report gives both figures: they are of different parts."
    if reason:
        return "compatible", reason, words
    if len(units) > 1 or len(stands) > len(shared):
        return same(next(iter(shared.values())), line), None, ""
    return same(stands, line), None, ""


@cache
def _levels() -> Mapping[str, tuple[tuple[str, int], ...]]:
    """For each word: the scales that it stands on and its level there."""
    out: dict[str, list[tuple[str, int]]] = {}
    for scale, levels in table("strength")["scales"].items():
        for n, level in enumerate(levels):
            for word in level:
                out.setdefault(stem(word), []).append((scale, n))
                if word != stem(word):
                    out.setdefault(word, []).append((scale, n))
    return {w: tuple(v) for w, v in out.items()}


@cache
def _level(word: str) -> tuple[tuple[str, int], ...]:
    return _levels().get(word) or _levels().get(stem(word), ())


def strengths(text: Iterable[str]) -> Mapping[str, tuple[int, str]]:
    """The highest level on each scale that some words reach, with the word that does it."""
    best: dict[str, tuple[int, str]] = {}
    for word in text:
        for scale, n in _level(word):
            if scale not in best or n > best[scale][0]:
                best[scale] = (n, word)
    return best


def stronger(phrases: Iterable[tuple[tuple[str, ...], Iterable[str]]], scales: Iterable[str]) -> tuple[str, str] | None:
    """The weaker and the stronger word, where two reports' phrases differ on one of these scales; else null.

    A phrase is the reports that use it and its lemmas. Which scales suit depends on the act.
    """
    weakest: dict[str, tuple[int, str, tuple[str, ...]]] = {}
    strongest: dict[str, tuple[int, str, tuple[str, ...]]] = {}
    for reports, lemmas in phrases:
        for scale, (level, word) in strengths(lemmas).items():
            if scale not in weakest or level < weakest[scale][0]:
                weakest[scale] = (level, word, reports)
            if scale not in strongest or level > strongest[scale][0]:
                strongest[scale] = (level, word, reports)
    for scale in sorted(set(scales) & weakest.keys()):
        low, high = weakest[scale], strongest[scale]
        if low[0] < high[0] and low[2] != high[2]:
            return low[1], high[1]
    return None


def nested(left: Bag, right: Bag) -> bool:
    """Whether all content words of one phrase stand in the other."""
    return bool(left) and bool(right) and (left <= right or right <= left)
