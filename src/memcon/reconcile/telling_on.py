"""What other parts tell further of a part's events, laid over its memorandum: nothing else in it depends on that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from memcon.model.judgements import Ruling
from memcon.model.memo import Event, Judged, Memorandum, Twin
from memcon.reconcile.outlines import Outline, Outlines, opened, packed
from memcon.reconcile.twins import (
    Facts,
    Member,
    barred,
    because,
    by_number,
    classes,
    facts_of,
    meet,
    otherwise,
    pairs,
    short,
)

Node = tuple[int, str]
"""An event: the number of its part, its id there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A part as other parts need it; ``whole`` is the same for parts of one story."""

    number: int
    whole: int
    outlines: Outlines
    facts: Mapping[str, Facts]
    outlets: Mapping[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Twinned:
    """The events of all parts that are one, a class each, the one that leads first; and what people judged of several.

    ``crossed`` are the events that a judgement names, by its number, where these are of several parts.
    """

    classes: tuple[tuple[Member, ...], ...] = ()
    crossed: Mapping[int, tuple[Member, ...]] = field(default_factory=dict)


def told(number: int, whole: int, outlines: Outlines, memo: Memorandum) -> Told:
    """A part as other parts need it, of its memorandum; as a dossier keeps it, so that both weigh the same."""
    return Told(
        number=number,
        whole=whole,
        outlines=opened(packed(outlines), str(number)),
        facts={e.id: facts_of(e) for e in memo.events},
        outlets={r.id: r.outlet for r in memo.reports},
    )


def crossing(judged: Mapping[Node, Iterable[tuple[int, str]]], rulings: Iterable[Ruling]) -> dict[int, list[Node]]:
    """The events that each judgement on what is one event names, where they are of several parts, by its number."""
    named: dict[int, list[Node]] = {}
    for node in sorted(judged):
        for number, _ in judged[node]:
            named.setdefault(number, []).append(node)
    known = {r.number for r in rulings if r.kind in {"same", "different"}}
    return {n: list(dict.fromkeys(some)) for n, some in named.items() if n in known and len({p for p, _ in some}) > 1}


def bonds(
    crossed: Mapping[int, Sequence[Node]], sides: Mapping[Node, Iterable[tuple[int, str]]], rulings: Iterable[Ruling]
) -> tuple[list[tuple[Node, Node]], list[tuple[Node, Node]]]:
    """The pairs of events of several parts that people judged to be one, and those judged to be two."""
    joined, parted = [], []
    for ruling in sorted(rulings, key=lambda r: r.number):
        nodes = crossed.get(ruling.number, ())
        held = {side: [n for n in nodes if (ruling.number, side) in set(sides[n])] for side in ("left", "right")}
        if ruling.kind == "same":
            joined += [(nodes[0], n) for n in nodes[1:]]
        else:
            parted += [(a, b) for a in held["left"] for b in held["right"] if a[0] != b[0]]
    return joined, parted


def twinned(parts: Sequence[Told], rulings: Sequence[Ruling]) -> Twinned:
    """The events that several parts tell."""
    by_node: dict[Node, Outline] = {(p.number, e.name): e for p in parts for e in p.outlines.events}
    facts = {(p.number, name): f for p in parts for name, f in p.facts.items()}
    of = {p.number: p for p in parts}
    edges: dict[tuple[Node, Node], float] = {}
    ranges = {p.number: {name: f.range for name, f in p.facts.items()} for p in parts}
    for n, one in enumerate(parts):
        for two in parts[n + 1 :]:
            met = pairs(
                one.outlines, two.outlines, (ranges[one.number], ranges[two.number]), story=one.whole == two.whole
            )
            edges |= {((one.number, p.left), (two.number, p.right)): p.score for p in met}
    sides: dict[Node, list[tuple[int, str]]] = {}
    for part in parts:
        for number, side, name in part.outlines.judged:
            sides.setdefault((part.number, name), []).append((number, side))
    crossed = crossing(sides, rulings)
    joined, parted = bonds(crossed, sides, rulings)
    nodes = {n for pair in (*edges, *joined) for n in pair}
    order = {n: (-len(facts[n].reports), of[n[0]].outlines.mark, by_number(n[1])) for n in nodes}
    found = classes(
        order,
        lambda n: n[0],
        edges,
        joined=joined,
        parted=parted,
        refused=lambda a, b: days_apart(facts[a], facts[b]) or barred(by_node[a], by_node[b]),
    )

    def member(node: Node, lead: Node | None) -> Member:
        part, outline = of[node[0]], by_node[node]
        score = edges.get((lead, node), edges.get((node, lead))) if lead else None
        why = ""
        if lead and score is not None:
            why = reason((by_node[lead], of[lead[0]].outlines), (outline, part.outlines))
        return Member(
            part=node[0],
            facts=facts[node],
            outlets=outlets(part.outlets[r] for r in facts[node].reports),
            amounts=outline.amounts,
            initiators=outline.initiators,
            score=score,
            because=why,
            judged=tuple(j for j in sides.get(node, ()) if j[0] in crossed),
        )

    return Twinned(
        classes=tuple(tuple(member(n, some[0] if n != some[0] else None) for n in some) for some in found),
        crossed={number: tuple(member(n, None) for n in some) for number, some in crossed.items()},
    )


def days_apart(one: Facts, two: Facts) -> bool:
    """Whether two events are dated to days that cannot be the same: an undated one that is like both joins one."""
    return short(one.range) and short(two.range) and not meet(one.range, two.range)


def reason(one: tuple[Outline, Outlines], two: tuple[Outline, Outlines]) -> str:
    """What speaks for it that two events are one, in words; the same whichever is named first."""
    first, second = sorted((one, two), key=lambda o: (o[1].mark, by_number(o[0].name)))
    return because(first[0], second[0], (first[1], second[1]))


def outlets(names: Iterable[str | None]) -> tuple[str, ...]:
    """The names of outlets, each once, A to Z."""
    return tuple(sorted({n for n in names if n}))


def laid(memo: Memorandum, number: int, found: Twinned) -> Memorandum:
    """The memorandum of the part with this number, its events with what other parts tell further of them."""
    held: dict[str, tuple[Twin, ...]] = {}
    for some in found.classes:
        for one in some:
            if one.part == number:
                held[one.facts.name] = tuple(_twin(one, other, some[0]) for other in some if other is not one)
    events: tuple[Event, ...] = memo.events
    if held:
        events = tuple(replace(e, twins=held[e.id]) if e.id in held else e for e in events)
    judged = tuple(_judged(j, number, found) for j in memo.judgements)
    if events is memo.events and judged == memo.judgements:
        return memo
    return replace(memo, events=events, judgements=judged)


def _twin(here: Member, there: Member, lead: Member) -> Twin:
    other = there if here is lead else here
    with_lead = lead in (here, there)
    numbers = {n for n, _ in here.judged} & {n for n, _ in there.judged}
    return Twin(
        story=there.part,
        event=there.facts.name,
        label=there.facts.label,
        reports=there.facts.reports,
        outlets=there.outlets,
        leads=there is lead,
        otherwise=otherwise(here, there),
        score=other.score if with_lead else None,
        because=other.because if with_lead else "",
        number=min(numbers, default=None),
    )


def _judged(one: Judged, number: int, found: Twinned) -> Judged:
    """A judgement on events of several parts as it is told in one of them: it rests in none of these."""
    some = found.crossed.get(one.number, ())
    if one.kind not in {"same", "different"} or not any(m.part == number for m in some):
        return one
    names = [
        f"{m.facts.name} ({m.facts.label})"
        if m.part == number
        else f"{m.facts.name} of part {m.part} ({m.facts.label})"
        for m in some
    ]
    text = f"one event: {' and '.join(names)}" if one.kind == "same" else f"not one event: {' and '.join(names)}"
    return replace(one, text=text, resting=None, events=tuple(m.facts.name for m in some if m.part == number))
