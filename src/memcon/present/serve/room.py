"""What an answer of the desk is made from: the dossier open for one look, the moment, the words for a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any, Literal

from sqlalchemy import Connection

from memcon.present.serve.asking import Nothing
from memcon.store.file import Store


class Memory:
    """What was worked out for a state of the dossier, kept while it is that state: no answer is ever out of date.

    A state is told by the last add or judgement and by the file itself, so that a file that was put in its place
    is another state.
    """

    def __init__(self, most: int = 200) -> None:
        self._most = most
        self._held: dict[tuple[object, ...], Any] = {}
        self._lock = Lock()

    def kept(self, room: Room, name: object, work: Callable[[], Any]) -> Any:
        """What was worked out under this name for the dossier as it stands, or is worked out now."""
        key = (room.state(), name)
        with self._lock:
            if key in self._held:
                return self._held[key]
        made = work()
        with self._lock:
            for old in [k for k in self._held if k[0] != key[0]] or list(self._held)[: -self._most]:
                del self._held[old]
            self._held[key] = made
        return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One request's room: the dossier, the moment, what is kept between requests, the name of who judged last."""

    store: Store
    now: datetime
    memory: Memory
    token: str = ""
    name: str = ""

    @property
    def path(self) -> Path:
        """The dossier."""
        return self.store.path

    def state(self) -> tuple[int, ...]:
        """What tells one state of the dossier from another: the file, the last add or judgement, the engine's work."""
        found = self.path.stat()
        with self.store.reading() as connection:
            last = connection.exec_driver_sql("SELECT max(id) FROM intake").scalar() or 0
            done = connection.exec_driver_sql("SELECT max(intake) FROM state").scalar() or 0
        return found.st_dev, found.st_ino, int(last), int(done)

    def mark(self) -> str:
        """The state in a few characters: a form carries it, so that nobody judges what has changed under their eyes."""
        return "-".join(str(n) for n in self.state()[2:])

    @contextmanager
    def look(self) -> Iterator[Connection]:
        """One short consistent look at the file."""
        with self.store.reading() as connection:
            yield connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Something was said and is kept: what, and the page that shows it."""

    said: str
    to: str
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A page of the desk, or something that can be told to it.

    ``asks`` are path, query or form as one dataclass, ``gives`` what is answered; a page is that value drawn by
    ``template``. ``refuses`` are the statuses, besides 400, 403 and 500, that it may answer with.
    """

    path: str
    name: str
    told: str
    answer: Callable[[Room, Any], Any]
    gives: type
    asks: type = Nothing
    method: Literal["GET", "POST"] = "GET"
    template: str = ""
    refuses: tuple[int, ...] = ()
    under: str = ""
    """The page that this one stands under, where the list of pages has none of its name."""
