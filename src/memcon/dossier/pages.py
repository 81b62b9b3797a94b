"""What became of pages since a state of the dossier: other words in them, gone, there again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from memcon.dossier.differing import differ
from memcon.store import feeds
from memcon.store.reports import versions

COMPARED = 100
"""Reports whose words are compared; of more only the names are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """A page that vanished, or is there again: the name of its report, when that was seen, and how in words."""

    kind: Literal["vanished", "back"]
    file: str
    at: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A report that came in changed: its name, and which words are other."""

    file: str
    text: str


def fates(connection: Connection, since: datetime | None, names: Mapping[int, str]) -> tuple[Fate, ...]:
    """What became of pages since a moment, by the name of the report; of each the last that happened."""
    last: dict[int, Fate] = {}
    for source, outcome, at, why in feeds.fates(connection):
        if source in names and (since is None or datetime.fromisoformat(at) >= since):
            told = why if outcome == "vanished" else "the page is there again"
            kind: Literal["vanished", "back"] = "vanished" if outcome == "vanished" else "back"
            first = last.get(source)
            if first is not None and first.kind == kind == "vanished":
                continue  # what is looked at again and again vanished when that was seen first
            last[source] = Fate(kind=kind, file=names[source], at=at, text=told)
    return tuple(sorted(last.values(), key=lambda f: (f.kind != "vanished", f.file)))


def edits(connection: Connection, sources: Sequence[int], intake: int, names: Mapping[int, str]) -> tuple[Edit, ...]:
    """Which words are other in reports that changed after an add."""
    out: list[Edit] = []
    for source in list(sources)[:COMPARED]:
        there = versions(connection, source)
        before = [s for s in there if s.intake <= intake]
        if before and there[-1].row != before[-1].row:
            told = differ(before[-1].report.text, there[-1].report.text).words()
            out.append(Edit(file=names[source], text=told))
    return tuple(sorted(out, key=lambda e: e.file))
