"""What the other steps found that a caution may rest on, and the words of cautions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from memcon.model.memo import Event, Omission
from memcon.reconcile.claims import Book
from memcon.reconcile.compare import Tied
from memcon.reconcile.events import Happening
from memcon.reconcile.lexis import table


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What the other steps found that a caution may rest on."""

    events: tuple[Event, ...]
    happenings: Mapping[str, Happening]
    agenda: frozenset[str]
    book: Book
    tied: tuple[Tied, ...]
    omissions: tuple[Omission, ...]
    mixed: tuple[tuple[str, tuple[str, ...], str], ...]
    """Event, claims, words of each statement that is right on another clock than the rest of its report."""
    outdated: tuple[tuple[str, tuple[str, ...], str, str], ...] = ()
    """Event, claims, words of each date of a plan that has moved, and of the date since."""

    def label(self, event: str | None) -> str:
        """The name of an event."""
        return next((e.label for e in self.events if e.id == event), "")


def say(kind: str, **filled: str) -> str:
    """The text of a caution of one kind, filled in."""
    return str(table("cautions")["texts"][kind]).format(**filled)
