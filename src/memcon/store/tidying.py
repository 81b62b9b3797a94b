"""Room given back after a large add: memoranda and words put together, pages free or half empty taken away.

What was told on the way to a state leaves a fifth of a file empty. A small add does not pay for that: the whole file
is written anew, a second of CPU for 100 MB, and as much room is needed for a while.
"""

from __future__ import annotations

import sqlite3

from memcon.model.errors import DossierError
from memcon.store import bundles
from memcon.store.file import Store

LARGE = 100
"""Reports from which on an add is large, if it is also a part of all of them."""
PART = 10
"""A tenth of all reports."""
WORDS = ("text_fts", "claim_fts", "event_fts")


def large(new: int, every: int) -> bool:
    """Whether an add of so many reports, of so many now, is large."""
    return new >= LARGE and new * PART >= every


def tidied(store: Store) -> bool:
    """Write the file anew without what is empty in it; false where it cannot be done now, which harms nothing.

    Others go on reading meanwhile; those that write wait. A run that is stopped leaves the file as it was.
    """
    try:
        bundles.gathered(store)
        with store.writing() as connection:
            for name in WORDS:
                connection.exec_driver_sql(f"INSERT INTO {name}({name}) VALUES ('optimize')")  # noqa: S608 - ours
        with store.alone() as raw:
            raw.execute("VACUUM")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except (DossierError, sqlite3.Error):
        return False
    return True
