"""Whether a file is a dossier, by its name and its first bytes: cheap, for commands that take reports as well."""

from __future__ import annotations

import os
import stat
from pathlib import Path

MAGIC = b"SQLite format 3\0"
"""The first bytes of every SQLite file (sqlite.org/fileformat2.html, 1.3)."""
HEAD = 100
APPLICATION = 0x6D636E31
"""``application_id`` of a dossier, at byte 68 of the file: "mcn1"."""
SUFFIX = ".memcon"


def is_dossier(path: str | Path) -> bool:
    """Whether a path is meant as a dossier: by its name, or by its first bytes."""
    text = os.fspath(path)
    try:
        if text.endswith(SUFFIX):
            return not Path(text).is_dir() and "://" not in text
        if not stat.S_ISREG(Path(text).stat().st_mode):
            return False
        with Path(text).open("rb") as handle:
            return application(handle.read(HEAD)) == APPLICATION
    except (OSError, ValueError):
        return False


def application(head: bytes) -> int | None:
    """The ``application_id`` in the first bytes of an SQLite file; null for any other file."""
    return int.from_bytes(head[68:72], "big") if head.startswith(MAGIC) and len(head) == HEAD else None
