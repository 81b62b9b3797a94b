"""What an answer of the desk is made from: the dossier open for one look, the moment, the words for a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any, Literal

from sqlalchemy import Connection

from memcon.dossier.engine import teller
from memcon.present.serve.asking import Nothing
from memcon.store import derived
from memcon.store.file import Store, open_


class WorkingError(Exception):
    """What is asked for is being worked out; it is there in a while."""


class MovedError(Exception):
    """The dossier went on to another state while an answer was made from the one before."""


class Memory:
    """What was worked out for a state of the dossier, kept while it is that state: no answer is ever out of date.

    A state is told by the last add or judgement and by the file itself, so that a file that was put in its place
    is another state. What takes long is worked out once, in a thread of its own, however many ask for it.
    ``lasting`` is what stays good over states, by what it was made of; ``carried`` what was made of the state before,
    for whoever makes the same of the next.
    """

    def __init__(self, most: int, patience: float) -> None:
        self._patience = patience
        self.lasting: dict[object, Any] = {}
        self.carried: dict[object, Any] = {}
        self._most = most
        self._held: dict[tuple[object, ...], Any] = {}
        self._lock = Lock()
        self._turns: dict[tuple[object, ...], Lock] = {}
        self._under_way: dict[tuple[object, ...], Future[Any]] = {}
        self._workers = ThreadPoolExecutor(max_workers=1, thread_name_prefix="memcon-desk")

    def kept(self, room: Room, name: object, work: Callable[[], Any]) -> Any:
        """What was worked out under this name for the dossier as it stands, or is worked out now; by one at a time."""
        key = (room.seen, name)
        with self._lock:
            if key in self._held:
                return self._held[key]
            turn = self._turns.setdefault(key, Lock())
        try:
            with turn:
                with self._lock:
                    if key in self._held:
                        return self._held[key]
                return self._keep(key, work())
        finally:
            with self._lock:
                self._turns.pop(key, None)

    def slow(self, room: Room, name: object, work: Callable[[Room], Any]) -> Any:
        """The same for what may take long: raises ``WorkingError`` where it is not there after a few seconds.

        ``work`` is given a room of its own, since the one who asks may have gone meanwhile.
        """
        key = (room.seen, name)
        with self._lock:
            if key in self._held:
                return self._held[key]
            future = self._under_way.get(key)
            if future is None:
                try:
                    future = self._workers.submit(self._alone, room, key, work)
                except RuntimeError as error:  # the desk is being closed
                    raise WorkingError from error
                self._under_way[key] = future
        try:
            return future.result(self._patience)
        except (TimeoutError, CancelledError) as error:
            raise WorkingError from error

    def _alone(self, room: Room, key: tuple[object, ...], work: Callable[[Room], Any]) -> Any:
        try:
            with open_(room.path, write=False) as store:
                if state_of(store) != room.seen:  # nobody asks for what was before; who waits asks anew
                    raise WorkingError
                return self._keep(key, work(replace(room, store=store)))
        except MovedError as error:
            raise WorkingError from error
        finally:
            with self._lock:
                self._under_way.pop(key, None)

    def _keep(self, key: tuple[object, ...], made: Any) -> Any:
        with self._lock:
            for old in [k for k in self._held if k[0] != key[0]] or list(self._held)[: -self._most]:
                del self._held[old]
            self._held[key] = made
        return made

    def close(self) -> None:
        """Begin nothing more."""
        self._workers.shutdown(wait=False, cancel_futures=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What tells one state of a dossier from another: the file, the last add or judgement, what is told and by whom."""

    file: tuple[int, int]
    intake: int
    told: int
    engine: str


def state_of(store: Store) -> State:
    """The state that a dossier is in now."""
    found = store.path.stat()
    with store.reading() as connection:
        last = connection.exec_driver_sql("SELECT max(id) FROM intake").scalar() or 0
        told = derived.state(connection)
    return State(
        file=(found.st_dev, found.st_ino),
        intake=int(last),
        told=told.intake if told else 0,
        engine=told.engine if told else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One request's room: the dossier, its state, the moment, what is kept between requests, who judged last."""

    store: Store
    seen: State
    now: datetime
    memory: Memory
    stories: Memory
    token: str = ""
    name: str = ""

    @property
    def path(self) -> Path:
        """The dossier."""
        return self.store.path

    def settled(self) -> bool:
        """Whether all that came in is told, and by this memcon."""
        return self.seen.intake == self.seen.told and self.seen.engine in ("", teller())

    def mark(self) -> str:
        """The state in a few characters: a form carries it, so that nobody judges what has changed under their eyes."""
        return f"{self.seen.intake}-{self.seen.told}-{self.seen.engine[:8]}"

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
