"""The dossier held open between answers: what SQLite has read of it, and its questions as they were made ready, stay.

Nothing of what was read is believed longer than it holds: every answer is its own transaction, and SQLite looks
itself whether another process wrote meanwhile. A file that was put in the place of the one that is held, or
whose rights are others now, is opened anew.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock, Timer

from memcon.model.errors import DossierError
from memcon.present.serve.asking import RefusedError
from memcon.present.serve.room import MovedError, WorkingError
from memcon.store.file import Store, open_
from memcon.store.schema import VERSION

IDLE = 20.0
"""Seconds after which what nobody asks is closed, so that a file at rest is one file again."""
CACHE = 16_000
"""Kilobytes of the file that an open one keeps in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An open dossier: which file it is, and when it was asked last (seconds of a clock that only goes on).

    ``log`` is how long the log beside the file was when it was opened.
    """

    store: Store
    file: tuple[int, int]
    log: int
    last: float


class Holder:
    """Open dossiers at one path, lent to one answer each and kept for the next."""

    def __init__(self, path: Path, idle: float = IDLE) -> None:
        self._path = path
        self._idle = idle
        self._free: list[Held] = []
        self._lock = Lock()
        self._timer: Timer | None = None
        self._closed = False

    @contextmanager
    def lent(self) -> Iterator[Store]:
        """An open dossier, for this block alone; one that met an error is not lent again."""
        held = self._taken()
        store = held.store
        try:
            yield store
        except (RefusedError, MovedError, WorkingError):
            self._back(held)
            raise
        except BaseException:
            store.close()
            raise
        self._back(held)

    def _taken(self) -> Held:
        while True:
            with self._lock:
                held = self._free.pop() if self._free else None
            if held is None:
                return self._opened()
            if held.file == _file(self._path) and _ours(held.store):
                return held
            held.store.close()

    def _opened(self) -> Held:
        file = _file(self._path)
        store = open_(self._path, write=False)
        with store.reading() as connection:
            connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE}")
        return Held(store=store, file=file, log=_log(self._path), last=0.0)

    def _back(self, held: Held) -> None:
        held = replace(held, last=time.monotonic())
        with self._lock:
            # What may not be written is read as it stood when it was opened: it is looked up anew each time. And what
            # another process wrote goes from the log into the file when the last who has it open lets go of it.
            keep = held.file != (0, 0) and held.log == _log(self._path) and not self._closed
            if keep:
                self._free.append(held)
                self._wake()
        if not keep:
            held.store.close()

    def _wake(self) -> None:
        if self._timer is None:
            self._timer = Timer(self._idle, self._rest)
            self._timer.daemon = True
            self._timer.start()

    def _rest(self) -> None:
        """Close what was not asked for a while."""
        now = time.monotonic()
        with self._lock:
            self._timer = None
            old = [h for h in self._free if now - h.last >= self._idle]
            self._free = [h for h in self._free if now - h.last < self._idle]
            if self._free:
                self._wake()
        for held in old:
            held.store.close()

    def close(self) -> None:
        """Close all that is not lent, and keep nothing more."""
        with self._lock:
            self._closed = True
            free, self._free = self._free, []
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
        for held in free:
            held.store.close()


def _log(path: Path) -> int:
    """How long the log beside a file is, which holds what was written last."""
    try:
        return path.with_name(f"{path.name}-wal").stat().st_size
    except OSError:
        return 0


def _ours(store: Store) -> bool:
    """Whether the file is still of this memcon's form: a newer one may have taken it on meanwhile."""
    try:
        with store.reading() as connection:
            return bool(connection.exec_driver_sql("PRAGMA user_version").scalar() == VERSION)
    except DossierError:
        return False


def _file(path: Path) -> tuple[int, int]:
    """Which file stands at a path, where it may be written; (0, 0) where none does that is kept open."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    folder = Path(os.path.realpath(path)).parent
    if not (os.access(path, os.W_OK) and os.access(folder, os.W_OK)):
        return 0, 0
    return found.st_dev, found.st_ino
