"""The feeds and pages that a dossier follows, and how each of them does."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.dossier.following import Followed, followed_in
from memcon.present.serve.asking import Nothing
from memcon.present.serve.room import Room

SHOWN = 12
"""Articles that are named of those that were lost or vanished."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsPage:
    """What is followed: those in trouble first."""

    followed: tuple[Followed, ...]
    ill: int


def feeds(room: Room, _asks: Nothing) -> FeedsPage:
    """What is followed."""
    with room.look() as connection:
        found = followed_in(connection, room.now)
    return FeedsPage(followed=found, ill=sum(1 for f in found if f.health not in ("well", "new", "stopped")))
