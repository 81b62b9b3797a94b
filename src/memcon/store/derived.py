"""What the machine made of the reports: readings, states, what was told after each add; all can go and come again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from memcon.store.schema import (
    ALIKE,
    CLAIMS,
    EVENT,
    EVENT_PARTY,
    EVENT_REPORT,
    MEMBER,
    MEMORANDUM,
    OUTLINE,
    PROFILE,
    ROUND,
    SIDE,
    SORTING,
    STATE,
    STORY,
    TALLY,
    TOLD,
    TWIN,
)

MARK = 16
"""Figures of the hash of what can be made again: enough to tell one from another, and a damaged one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How far the machine's work has come: the last add that it covers, and the engine that did it."""

    intake: int
    engine: str


def open_round(connection: Connection) -> int | None:
    """The round of ``rebuild`` that was begun and is not done, or null."""
    found = connection.execute(select(func.max(ROUND.c.id)).where(ROUND.c.done == 0)).scalar()
    return None if found is None else int(found)


def begin_round(connection: Connection) -> bool:
    """Begin to make all anew, or go on with what was begun; true where it goes on."""
    if open_round(connection) is not None:
        return True
    connection.execute(insert(ROUND).values(done=0))
    return False


def end_round(connection: Connection) -> None:
    """The round is done."""
    connection.execute(update(ROUND).values(done=1))


def state(connection: Connection) -> State | None:
    """The last state that was told, or null where none was."""
    row = connection.execute(select(STATE).order_by(STATE.c.intake.desc()).limit(1)).first()
    return None if row is None else State(intake=row.intake, engine=row.engine)


def states(connection: Connection, engine: str) -> frozenset[int]:
    """The adds after which a state was told by this engine."""
    return frozenset(connection.execute(select(STATE.c.intake).where(STATE.c.engine == engine)).scalars())


TOLD_OF = ("label", "type", "status", "earliest", "latest", "partial", "precision", "origins")
"""What was told of an event, by the columns that have it; ``told`` has the rest."""
EVENTS = [EVENT.c[name] for name in (*TOLD_OF, "told")]


def body_of(row: Row[Any]) -> bytes:
    """What is told of an event, as it is kept when it is told no more: JSON of ``TOLD_OF`` and the rest in figures."""
    values = [getattr(row, name) for name in TOLD_OF]
    return json.dumps([*values, bytes(row.told).hex()], ensure_ascii=False, separators=(",", ":")).encode()


def told(connection: Connection, intake: int, *, until: int | None = None) -> tuple[bytes, ...]:
    """What was told after an add, as ``body_of``; with ``until``, only what was told no more after that add."""
    ended = (TOLD.c.since <= intake) & (TOLD.c.until > intake)
    last = ended if until is None else ended & (TOLD.c.until <= until)
    out = [bytes(b) for b in connection.execute(select(TOLD.c.body).where(last).order_by(TOLD.c.id)).scalars()]
    if until is None:
        now = select(*EVENTS).where(EVENT.c.story > 0, EVENT.c.since <= intake).order_by(EVENT.c.id)
        out += [body_of(r) for r in connection.execute(now)]
    return tuple(out)


Columns = tuple[Any, ...]
"""What is told of an event: the values of ``TOLD_OF``, and ``told``."""


def told_since(connection: Connection, intake: int) -> tuple[tuple[int, str, Columns], ...]:
    """What is told now and was not after an add: the number of its story, the event's name there, what is told."""
    rows = connection.execute(
        select(STORY.c.number, EVENT.c.name, *EVENTS)
        .join(STORY, STORY.c.id == EVENT.c.story)
        .where(EVENT.c.since > intake)
        .order_by(STORY.c.number, EVENT.c.id)
    )
    return tuple((r[0], r[1], tuple(r[2:])) for r in rows)


def due(connection: Connection, since: int | None, until: int) -> tuple[tuple[int, str, Columns], ...]:
    """The events told now as planned that were to be over between two moments; as ``told_since`` gives them."""
    passed = (EVENT.c.status == "planned") & (EVENT.c.high <= until + 1)
    rows = connection.execute(
        select(STORY.c.number, EVENT.c.name, *EVENTS)
        .join(STORY, STORY.c.id == EVENT.c.story)
        .where(passed if since is None else passed & (EVENT.c.high >= since))
        .order_by(STORY.c.number, EVENT.c.id)
    )
    return tuple((r[0], r[1], tuple(r[2:])) for r in rows)


def forget(connection: Connection) -> None:
    """Drop all that was told: another engine, or a rebuild, tells it anew."""
    for words in ("claim_fts", "event_fts"):
        connection.exec_driver_sql(f"INSERT INTO {words}({words}) VALUES ('delete-all')")  # noqa: S608 - names of ours
    for name in ("outlook", "outlook_act", "outlook_touch", "outlook_level"):  # of those that were swept, too
        connection.exec_driver_sql(f"DELETE FROM {name}")  # noqa: S608 - names of ours
    for table in (
        TOLD,
        STATE,
        STORY,
        MEMBER,
        CLAIMS,
        SIDE,
        EVENT_PARTY,
        EVENT_REPORT,
        EVENT,
        MEMORANDUM,
        PROFILE,
        SORTING,
        TALLY,
        OUTLINE,
        ALIKE,
        TWIN,
    ):
        connection.execute(delete(table))
