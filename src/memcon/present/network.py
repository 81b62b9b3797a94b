"""The graph of relations: who acts towards whom, as circles and arrows on a ring, drawn where there is enough to see.

A pure function from the pairs to numbers; the same pairs give the same drawing.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

PARTIES, PAIRS = 5, 4
"""With fewer parties or relations the table says it better than a drawing."""
SIZES = {"wide": (760, 430), "narrow": (340, 380)}
UPRIGHT = 0.35
"""How near to the top or the bottom of the ring a name stands above or below its circle."""
MOST = 10
"""How many parties are drawn; those with the fewest events stand in the table alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What one party does towards another: how many acts of each kind, and the levers in its hand (name, state)."""

    source: str
    target: str
    cooperation: int
    conflict: int
    levers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A party: the middle of its circle, and where its name is written."""

    name: str
    x: float
    y: float
    text_x: float
    text_y: float
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """An arrow as an SVG path; ``kind`` is ``cooperation`` or ``conflict``. ``marks`` are letters of levers on it."""

    kind: str
    path: str
    title: str
    both: bool
    marks: str
    mark_x: float
    mark_y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """A drawing of one width."""

    name: str
    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The drawings; the levers by their letters; the parties left to the table."""

    graphs: tuple[Graph, ...]
    levers: tuple[tuple[str, str], ...]
    omitted: tuple[str, ...]
    says: str


def network(ties: Sequence[Tie]) -> Network | None:
    """The graph of some ties, or null where there is too little to see."""
    ties = [
        t for t in ties if t.source and t.target and t.source != t.target and (t.cooperation or t.conflict or t.levers)
    ]
    weight: dict[str, int] = defaultdict(int)
    for tie in ties:
        for party in (tie.source, tie.target):
            weight[party] += tie.cooperation + tie.conflict + len(tie.levers)
    if len(weight) < PARTIES or len({frozenset((t.source, t.target)) for t in ties}) < PAIRS:
        return None
    ranked = sorted(weight, key=lambda p: (-weight[p], p))
    kept = ranked[:MOST]
    shown = sorted((t for t in ties if t.source in kept and t.target in kept), key=lambda t: (t.source, t.target))
    levers: list[tuple[str, str]] = []
    marks: dict[tuple[str, str], str] = {}
    for tie in shown:
        for name, state in tie.levers:
            letter = _letter(len(levers))
            marks[tie.source, tie.target] = f"{marks.get((tie.source, tie.target), '')} {letter}".strip()
            levers.append((letter, f"{tie.source} → {tie.target}: {name} ({state})"))
    order = _ring(kept, shown)
    return Network(
        graphs=tuple(_graph(name, order, shown, marks) for name in SIZES),
        levers=tuple(levers),
        omitted=tuple(ranked[MOST:]),
        says="; ".join(_says(t) for t in shown),
    )


def _letter(number: int) -> str:
    return chr(97 + number) if number < 26 else f"{chr(97 + number // 26 - 1)}{chr(97 + number % 26)}"


def _says(tie: Tie) -> str:
    parts = [f"{n} {word}" for n, word in ((tie.cooperation, "cooperative"), (tie.conflict, "conflictual")) if n]
    parts += [f"{name} ({state})" for name, state in tie.levers]
    return f"{tie.source} → {tie.target}: {', '.join(parts)}"


def _ring(parties: Sequence[str], ties: Sequence[Tie]) -> list[str]:
    """The parties round the ring, those that share the most acts side by side: the nearest next, greedily."""
    shared: dict[frozenset[str], int] = defaultdict(int)
    for tie in ties:
        shared[frozenset((tie.source, tie.target))] += tie.cooperation + tie.conflict + len(tie.levers)
    out, left = [parties[0]], list(parties[1:])
    while left:
        best = min(left, key=lambda p: (-shared[frozenset((out[-1], p))], left.index(p)))
        out.append(best)
        left.remove(best)
    return out


def _graph(name: str, order: Sequence[str], ties: Sequence[Tie], marks: dict[tuple[str, str], str]) -> Graph:
    width, height = SIZES[name]
    middle = width / 2, height / 2
    radius = (width / 2 - (190 if name == "wide" else 70), height / 2 - 44)
    places: dict[str, tuple[float, float]] = {}
    nodes = []
    for i, party in enumerate(order):
        turn = -math.pi / 2 + 2 * math.pi * i / len(order)
        x, y = middle[0] + radius[0] * math.cos(turn), middle[1] + radius[1] * math.sin(turn)
        places[party] = (x, y)
        side = math.cos(turn)
        upright = abs(side) < UPRIGHT or name == "narrow"
        anchor = "middle" if upright else "start" if side > 0 else "end"
        text_x = x if upright else x + (14 if side > 0 else -14)
        below = math.sin(turn) > 0 or (name == "narrow" and abs(side) >= UPRIGHT)
        text_y = y + (22 if below else -14) if upright else y + 4
        if name == "narrow":
            reach = len(party) * 3.1
            text_x = min(max(text_x, reach + 2), width - reach - 2)
        nodes.append(
            Node(
                name=party,
                x=round(x, 1),
                y=round(y, 1),
                text_x=round(text_x, 1),
                text_y=round(text_y, 1),
                anchor=anchor,
            )
        )
    return Graph(name=name, width=width, height=height, nodes=tuple(nodes), edges=tuple(_edges(ties, places, marks)))


def _edges(
    ties: Sequence[Tie], places: dict[str, tuple[float, float]], marks: dict[tuple[str, str], str]
) -> list[Edge]:
    """Arrows, bent apart where two parties act both ways or in both kinds; one with two heads where both cooperate."""
    by = {(t.source, t.target): t for t in ties}
    out: list[Edge] = []
    for tie in ties:
        mark = marks.get((tie.source, tie.target), "")
        back = by.get((tie.target, tie.source))
        mutual = back is not None and back.cooperation > 0 and tie.cooperation > 0
        conflict = tie.conflict > 0 or not tie.cooperation
        if tie.cooperation and not (mutual and tie.source > tie.target):
            edge = _edge("cooperation", places, tie, 0.0 if mutual else 0.09)
            if mutual and back is not None:
                edge = replace(edge, both=True, title=f"{edge.title}; {_says(back)}")
            out.append(edge if conflict else replace(edge, marks=mark))
        elif mark and not conflict:
            out.append(replace(_edge("cooperation", places, tie, 0.09), marks=mark))
        if conflict:
            out.append(replace(_edge("conflict", places, tie, 0.2), marks=mark))
    return out


def _edge(kind: str, places: dict[str, tuple[float, float]], tie: Tie, bend: float) -> Edge:
    (ax, ay), (bx, by) = places[tie.source], places[tie.target]
    dx, dy = bx - ax, by - ay
    cx, cy = (ax + bx) / 2 - dy * bend * 1.6, (ay + by) / 2 + dx * bend * 1.6
    start, end = _off(ax, ay, cx, cy), _off(bx, by, cx, cy)
    return Edge(
        kind=kind,
        path=f"M{start[0]:.1f} {start[1]:.1f} Q{cx:.1f} {cy:.1f} {end[0]:.1f} {end[1]:.1f}",
        title=_says(tie),
        both=False,
        marks="",
        mark_x=round(0.25 * start[0] + 0.5 * cx + 0.25 * end[0], 1),
        mark_y=round(0.25 * start[1] + 0.5 * cy + 0.25 * end[1], 1),
    )


def _off(x: float, y: float, cx: float, cy: float) -> tuple[float, float]:
    """The edge of the circle around a party, on the way to a point."""
    length = math.hypot(cx - x, cy - y) or 1.0
    return x + (cx - x) / length * 11, y + (cy - y) / length * 11
