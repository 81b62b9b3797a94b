"""Copies and near-copies among the reports: five texts of one origin are one source.

Containment of word 3-grams (Broder 1997, "On the resemblance and containment of documents"): a
report copies another if at least ``SHARE`` of its 3-grams stand there too. Reports are taken in one
canonical order and compared with the origins found so far through an inverted index, so a thousand
copies of one text cost as much as a thousand texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from memcon.ingest.files import natural
from memcon.model.memo import Report

SHARE = 0.5
GRAM = 3
CROWD = 60
"""A 3-gram that so many origins share is a formula ("told a news conference on Monday") and finds nothing."""
WORD = re.compile(r"\w+")

Gram = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    """A report as compared: its 3-grams, and the moment of publication in seconds or null."""

    id: str
    grams: frozenset[Gram]
    when: float | None


def mark(reports: Sequence[Report]) -> tuple[Report, ...]:
    """The reports with ``origin`` set for each that copies another; unread ones stay as they are."""
    found = origins([r for r in reports if r.read])
    return tuple(replace(r, origin=found[r.id]) if r.id in found else r for r in reports)


def origins(reports: Sequence[Report]) -> dict[str, str]:
    """From the id of each copy to the id of what it copies, chains followed to their root.

    The later published copies the earlier; where a date is missing, the shorter copies the longer,
    of equals the higher id the lower. A text that holds an earlier one and much of its own is no copy.
    """
    items = _items(reports)
    parent: dict[str, str] = {}
    index: dict[Gram, list[str]] = {}
    done: dict[str, _Item] = {}
    rank: dict[str, int] = {}

    def root(one: str) -> str:
        while one in parent:
            one = parent[one]
        return one

    for item in items:
        shared: Counter[str] = Counter()
        for gram in item.grams:
            holders = index.get(gram)
            if holders is not None and len(holders) < CROWD:
                shared.update({root(h) for h in holders})
        enough = min(3, len(item.grams))
        held = [(n, o) for o, n in shared.items() if n >= enough and n >= SHARE * len(item.grams)]
        if held:
            # The most shared words win; of equals, the one that comes first in the canonical order.
            parent[item.id] = min(held, key=lambda pair: (-pair[0], rank[pair[1]]))[1]
        else:
            for other, count in shared.items():
                old = done[other]
                undated = old.when is None or item.when is None
                if undated and count >= min(3, len(old.grams)) and count >= SHARE * len(old.grams):
                    parent[other] = item.id
        done[item.id] = item
        rank[item.id] = len(rank)
        home = root(item.id)
        for gram in item.grams:
            holders = index.setdefault(gram, [])
            if len(holders) < CROWD and home not in holders:
                holders.append(home)
    return {one: root(one) for one in parent}


def share(copy: Report, origin: Report) -> float:
    """The share of a report's 3-grams that stand in another, 0 to 1."""
    found = {item.id: item.grams for item in _items([replace(copy, id="copy"), replace(origin, id="origin")])}
    own = found.get("copy", frozenset())
    return len(own & found.get("origin", frozenset())) / len(own) if own else 0.0


def _items(reports: Sequence[Report]) -> list[_Item]:
    """The reports in canonical order: the dated by date, then the undated; longer before shorter."""
    numbers: dict[str, int] = {}
    out: list[tuple[tuple[object, ...], _Item]] = []
    for report in sorted(reports, key=lambda r: natural(r.id)):
        tokens = [numbers.setdefault(w, len(numbers)) for w in WORD.findall(report.text.casefold())]
        if not tokens:
            continue
        if len(tokens) < GRAM:
            grams: frozenset[Gram] = frozenset({tuple(tokens)})
        else:
            grams = frozenset(zip(*(tokens[i:] for i in range(GRAM)), strict=False))
        when = datetime.fromisoformat(report.published).timestamp() if report.published else None
        key = (when is None, when or 0.0, -len(tokens), natural(report.id))
        out.append((key, _Item(report.id, grams, when)))
    out.sort(key=lambda pair: pair[0])
    return [item for _, item in out]
