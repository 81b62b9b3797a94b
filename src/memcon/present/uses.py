"""Where the page uses a passage: every row gets a place of its own, and every passage the list of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from memcon.present.view import Cite, Passage, View

MOST = 400
"""How many rows of one section get a place of their own."""
PLACES = (
    ("happened", "What happened"),
    ("before", "Before you file"),
    ("clock_rows", "Clocks"),
    ("clock_notes", "Clocks"),
    ("facts", "Where the accounts part"),
    ("minor", "Where the accounts part"),
    ("single", "Where the accounts part"),
    ("words", "In their words"),
    ("held", "Held back"),
    ("left_out", "Left out"),
    ("levers", "Levers"),
    ("agenda", "Agenda"),
    ("watch", "Watch"),
    ("ask", "Ask"),
    ("readings", "Readings"),
    ("standpoints", "What the parties hold"),
    ("alone", "Each report alone"),
)
"""The fields of a view whose rows rest on passages, in the order of the page, with their headings."""


def anchored(view: View) -> View:
    """The view with a place for every row that cites, and for every claim of the sources the rows that use it."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    changed: dict[str, Any] = {}
    for name, heading in PLACES:
        counter = [0]
        changed[name] = _anchored(getattr(view, name), name, heading, counter, found)
    for card in view.cards:
        for claim in sorted({c.claim for c in _cites(card)}):
            found[claim].append((f"e-{card.id}", f"The record: {card.label}"))
    sources = tuple(
        replace(s, passages=tuple(p for p in (_places(x, found) for x in s.passages) if p.places)) for s in view.sources
    )
    return replace(view, **changed, sources=sources)


def _anchored(value: Any, name: str, heading: str, counter: list[int], found: dict[str, list[tuple[str, str]]]) -> Any:
    if isinstance(value, tuple):
        return tuple(_anchored(v, name, heading, counter, found) for v in value)
    if not is_dataclass(value) or isinstance(value, type | Cite):
        return value
    if any(f.name == "anchor" for f in fields(value)):
        cites = sorted({c.claim for c in _cites(value)})
        counter[0] += 1
        if not cites or counter[0] > MOST:
            return value
        anchor = f"u-{name.replace('_', '-')}-{counter[0]}"
        for claim in cites:
            found[claim].append((anchor, heading))
        return replace(value, anchor=anchor)
    inner = {
        f.name: _anchored(getattr(value, f.name), name, heading, counter, found)
        for f in fields(value)
        if isinstance(getattr(value, f.name), tuple)
    }
    return replace(value, **inner)


def _cites(value: Any) -> list[Cite]:
    """All citations within a value."""
    if isinstance(value, Cite):
        return [value]
    if isinstance(value, tuple):
        return [c for v in value for c in _cites(v)]
    if is_dataclass(value):
        return [c for f in fields(value) for c in _cites(getattr(value, f.name))]
    return []


def _places(passage: Passage, found: Mapping[str, Sequence[tuple[str, str]]]) -> Passage:
    """A passage with the rows that use one of its claims, each row once; those of the record come last.

    Rows under one heading are numbered from the second on.
    """
    rows = dict(p for claim in passage.claims for p in found.get(claim, ()))
    rows.update((k, v) for k, v in passage.places if k not in rows)
    seen: dict[str, int] = defaultdict(int)
    places = []
    for place, name in sorted(rows.items(), key=lambda p: p[0].startswith("e-")):
        seen[name] += 1
        places.append((place, name if seen[name] == 1 else f"{name} ({seen[name]})"))
    return replace(passage, places=tuple(places))
