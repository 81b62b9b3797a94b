"""The file of a dossier: made whole or not at all, opened only if it is one, read and written in short transactions."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from memcon.model.errors import DossierError
from memcon.store.magic import APPLICATION, HEAD, MAGIC, application
from memcon.store.schema import STEPS, VERSION

WAIT = 60.0
"""Seconds that one process waits for another's transaction."""
PAGE = 1024
"""Bytes of a page: what is kept of a report is a few kB, and half a page of it is lost on the average."""
FULL = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC})
DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class Store:
    """An open dossier. ``writable`` is false where the file or its folder takes no writing."""

    def __init__(self, path: Path, engine: Engine, *, writable: bool) -> None:
        self.path = path
        self.writable = writable
        self._engine = engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent look at the file."""
        with explained(self.path), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the file from its first word: all of it is kept, or none."""
        if not self.writable:
            raise DossierError(f"{self.path}: cannot be written to; give yourself the right, or work on a copy")
        with (
            explained(self.path),
            self._engine.connect().execution_options(memcon_write=True) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def alone(self) -> Iterator[sqlite3.Connection]:
        """SQLite's own connection, outside any transaction: for what can be done in none. Raises ``sqlite3.Error``."""
        held = self._engine.raw_connection()
        try:
            raw = held.driver_connection
            assert isinstance(raw, sqlite3.Connection)  # noqa: S101 - for the types
            yield raw
        finally:
            held.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create(path: str | Path) -> None:
    """Make an empty dossier. Nothing that is there is written over; a run that is killed leaves no half of one."""
    target = Path(path)
    if target.is_symlink() or target.exists():
        raise DossierError(f"{target}: is there already; memcon add {target} PATH... adds to a dossier")
    if not target.parent.is_dir():
        raise DossierError(f"{target}: the folder {target.parent} is not there; make it first")
    scratch = target.with_name(f".{target.name[:100]}.{os.getpid()}.new")
    engine: Engine | None = None
    try:
        with explained(target):
            scratch.unlink(missing_ok=True)
            scratch.touch(exist_ok=False)
            with closing(sqlite3.connect(scratch, isolation_level=None)) as raw:
                raw.execute(f"PRAGMA page_size = {PAGE}")
                raw.execute("PRAGMA journal_mode = WAL")
                raw.execute(f"PRAGMA application_id = {APPLICATION}")
            engine = _engine(scratch, "rw")
            _migrate(engine, 0)
            engine.dispose()
            try:
                os.link(scratch, target)
            except FileExistsError:
                raise DossierError(f"{target}: is there already; memcon add {target} PATH... adds to it") from None
            except OSError:  # a file system without hard links
                scratch.rename(target)
    finally:
        if engine is not None:
            engine.dispose()
        for end in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                scratch.with_name(scratch.name + end).unlink(missing_ok=True)


def open_(path: str | Path, *, write: bool) -> Store:
    """A dossier that is there. Raises ``DossierError`` with what the file is instead, or why it cannot be used."""
    target = Path(path)
    version = _looked_at(target)
    folder = Path(os.path.realpath(target)).parent
    writable = os.access(target, os.W_OK) and os.access(folder, os.W_OK)
    if write and not writable:
        raise DossierError(f"{target}: cannot be written to; give yourself the right to the file and its folder")
    mode = "rw" if writable else "ro"
    if not writable and not Path(f"{os.path.realpath(target)}-wal").exists():
        mode = "ro&immutable=1"
    engine = _engine(target, mode)
    try:
        with explained(target):
            with engine.connect() as connection:
                version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
            _known(target, version)
            if version < VERSION:
                _migrate(engine, version)
    except BaseException:
        engine.dispose()
        raise
    return Store(target, engine, writable=writable)


def _looked_at(target: Path) -> int:
    """What the first bytes of a file say of it: the steps taken, or an error that names what it is."""
    try:
        if not target.exists():
            raise DossierError(f"{target}: there is no such file; memcon dossier new {target} makes one")
        if not stat.S_ISREG(target.stat().st_mode):
            raise DossierError(f"{target}: is no file; give the name of a dossier")
        if (known := _asked(target)) is not None:
            _known(target, known)
            return known
        with target.open("rb") as handle:
            head = handle.read(HEAD)
    except (OSError, ValueError) as error:
        raise DossierError(f"{target}: cannot be opened ({getattr(error, 'strerror', None) or error})") from error
    if not head:
        raise DossierError(f"{target}: is empty and no dossier; remove it, and memcon dossier new {target} makes one")
    if not head.startswith(MAGIC):
        what = "a web page" if head.lstrip().lower().startswith((b"<!doctype", b"<html")) else "some other file"
        raise DossierError(f"{target}: is no dossier but {what}; memcon dossier new makes a dossier")
    if application(head) != APPLICATION:
        raise DossierError(f"{target}: is a database, but no dossier; memcon dossier new makes a dossier")
    version = int.from_bytes(head[60:64], "big")
    _known(target, version)
    return version


def _asked(target: Path) -> int | None:
    """The steps taken, if SQLite knows the file for a dossier; null where its first bytes have to tell what it is.

    A file that this process has open in another thread may not be opened and closed but by SQLite: the system drops
    all locks of a process on a file with the first handle that it closes, and others would take it for unused
    (sqlite.org/howtocorrupt.html, 2.2).
    """
    if not target.stat().st_size:
        return None
    address = f"file:{quote(os.path.abspath(target))}?mode=ro"  # noqa: PTH100 - links are SQLite's to follow
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=WAIT)) as raw:
            (mark,) = raw.execute("PRAGMA application_id").fetchone()
            (version,) = raw.execute("PRAGMA user_version").fetchone()
    except sqlite3.Error:
        return None
    return int(version) if mark == APPLICATION else None


def _known(target: Path, version: int) -> None:
    if version > VERSION:
        raise DossierError(
            f"{target}: was written by a newer memcon (form {version}, this one knows {VERSION}); update memcon"
        )


def _migrate(engine: Engine, version: int) -> None:
    """The steps that a file lacks, all in one transaction; another process may have taken them meanwhile."""
    with engine.connect().execution_options(memcon_write=True) as connection, connection.begin():
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        for step in STEPS[version:]:
            for statement in step:
                connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")


def _engine(path: Path, mode: str) -> Engine:
    """One connection to the file, its transactions begun by us: SQLite's own driver would begin them late."""
    address = f"file:{quote(os.path.abspath(path))}?mode={mode}"  # noqa: PTH100 - links are SQLite's to follow

    def connect() -> Any:
        raw = sqlite3.connect(address, uri=True, timeout=WAIT, isolation_level=None, check_same_thread=False)
        for pragma in ("foreign_keys = ON", "trusted_schema = OFF", "cell_size_check = ON", "synchronous = FULL"):
            raw.execute(f"PRAGMA {pragma}")
        return raw

    engine = create_engine("sqlite://", creator=connect, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        write = connection.get_execution_options().get("memcon_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """What SQLite and the system say, in one line with what to do."""
    try:
        yield
    except UnicodeDecodeError as error:  # SQLite's own message names words of the file that are no text any more
        what = "is damaged (words in it are no text any more); memcon check says where; take the last copy of it"
        raise DossierError(f"{path}: {what}") from error
    except (DBAPIError, sqlite3.Error, OSError) as error:
        raw = error.orig if isinstance(error, DBAPIError) else error
        code = getattr(raw, "sqlite_errorcode", 0) or 0
        plain = code & 0xFF
        if code in FULL or (isinstance(raw, OSError) and raw.errno in {27, 28, 122}):
            what = "there is no room left to write it; nothing of this was kept, what was there before is whole"
        elif plain == sqlite3.SQLITE_READONLY:
            what = "cannot be written to; give yourself the right to the file and its folder"
        elif plain in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            what = f"another memcon was writing to it for {WAIT:.0f} seconds and is not done; try again"
        elif plain in DAMAGED:
            what = f"is damaged ({raw}); memcon check says where; take the last copy of it"
        elif plain == sqlite3.SQLITE_CANTOPEN:
            what = "cannot be opened; the file and its folder must be open to you"
        elif isinstance(raw, OSError):
            what = f"cannot be used ({raw.strerror or raw})"
        else:
            what = f"does not hold what a dossier should ({raw}); memcon check says more"
        raise DossierError(f"{path}: {what}") from error
