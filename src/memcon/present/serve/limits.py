"""How long the file may be asked for one answer: SQLite gives up a question that runs over its time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from memcon.store.file import Store

STEPS = 20_000
"""Steps of SQLite's machine between two looks at the clock."""


@contextmanager
def deadline(store: Store, seconds: float) -> Iterator[None]:
    """Let questions to the file end with an error once the time is over."""
    end = time.monotonic() + seconds
    raw = _raw(store)
    raw.set_progress_handler(lambda: int(time.monotonic() > end), STEPS)
    try:
        yield
    finally:
        raw.set_progress_handler(None, 0)


def _raw(store: Store) -> Any:
    """SQLite's own connection below that of the store."""
    with store.reading() as connection:
        return connection.connection.driver_connection
