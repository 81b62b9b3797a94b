"""What was written from a dossier for others: briefs, with what each rested on. Rows are only ever added."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from memcon.store.reports import sha
from memcon.store.schema import INTAKE, MADE, TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One file that was written. ``part`` says in words which part of the dossier it tells, empty for a whole story.

    ``sha256`` is of what was written; ``body`` is what it rested on, JSON. ``intake`` is the state that it tells.
    """

    id: int
    at: str
    intake: int
    file: str
    form: str
    part: str
    sha256: str
    body: str


def keep(
    connection: Connection, *, at: str, file: str, form: str, part: str, text: str, body: str, intake: int | None = None
) -> int:
    """Keep that a file was written, as of the state after an intake, or of the last; its number."""
    if intake is None:
        intake = int(connection.execute(select(func.max(INTAKE.c.id))).scalar_one())
    row = connection.execute(
        insert(MADE).values(at=at, intake=intake, file=file, form=form, part=part, sha256=sha(text), body=body)
    )
    return int(row.lastrowid)


def every(connection: Connection) -> tuple[Made, ...]:
    """All files ever written, first to last."""
    rows = connection.execute(select(MADE).order_by(MADE.c.id))
    return tuple(
        Made(id=r.id, at=r.at, intake=r.intake, file=r.file, form=r.form, part=r.part, sha256=r.sha256, body=r.body)
        for r in rows
    )


def faults(connection: Connection) -> Iterator[str]:
    """Rows that do not say what a brief rested on, or name a text that is not there, a line each."""
    there = frozenset(connection.execute(select(TEXT.c.sha256)).scalars())
    for one in every(connection):
        try:
            named = {str(mark) for mark, _ in json.loads(one.body)["texts"]}
        except (ValueError, TypeError, KeyError):
            yield f"brief {one.id} ({one.file}): what it rested on cannot be read"
            continue
        if not named <= there:
            yield f"brief {one.id} ({one.file}): names a text that is not there"


def latest(found: Iterable[Made]) -> tuple[Made, ...]:
    """Of each file the last that was written to it, first to last."""
    last = {one.file: one for one in found}
    return tuple(sorted(last.values(), key=lambda m: m.id))
