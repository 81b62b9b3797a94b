"""What a program needs in order to tell something to the desk: the token that every form carries."""

from __future__ import annotations

from dataclasses import dataclass

from memcon import __version__
from memcon.present.serve.asking import Nothing
from memcon.present.serve.room import Room


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPage:
    """This start of the desk. ``token`` goes with every form; ``state`` tells one state of the dossier from another."""

    file: str
    version: str
    writable: bool
    token: str
    state: str


def session(room: Room, _asks: Nothing) -> SessionPage:
    """This start of the desk."""
    return SessionPage(
        file=room.path.name,
        version=__version__,
        writable=room.store.writable,
        token=room.token,
        state=room.mark(),
    )
