"""What the machine made of the reports: readings, states, memoranda; all of it can go and come again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from memcon.model.memo import Memorandum
from memcon.store.reports import sha
from memcon.store.schema import CLAIM, EVENT, MEMORANDUM, READING, ROUND, STATE, STORY, TOLD

MARK = 16
"""Figures of the hash of what was told: enough to tell one from another, and a damaged one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How far the machine's work has come: the last add that it covers, and the engine that did it."""

    intake: int
    engine: str


def readings(connection: Connection, keys: Iterable[str]) -> dict[str, bytes]:
    """The packed readings that are there and are what was written; a damaged one counts as missing.

    In a round of ``rebuild`` that is not done, those of earlier rounds count as missing too.
    """
    out: dict[str, bytes] = {}
    least, wanted = open_round(connection) or 0, list(keys)
    for at in range(0, len(wanted), 500):
        some = wanted[at : at + 500]
        rows = connection.execute(select(READING).where(READING.c.key.in_(some), READING.c.round >= least))
        out |= {r.key: r.body for r in rows if sha(r.body) == r.sha256}
    return out


def keep_reading(connection: Connection, key: str, engine: str, body: bytes) -> None:
    """Keep a reading, in place of one under the same key."""
    number = connection.execute(select(func.max(ROUND.c.id))).scalar() or 0
    values = {"engine": engine, "round": number, "sha256": sha(body), "body": body}
    connection.execute(upsert(READING).values(key=key, **values).on_conflict_do_update(["key"], set_=values))


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


def end_round(connection: Connection, keys: Iterable[str]) -> None:
    """The round is done: readings that no report needs any more go."""
    connection.execute(update(ROUND).values(done=1))
    needed = set(keys)
    for (key,) in connection.execute(select(READING.c.key)).all():
        if key not in needed:
            connection.execute(delete(READING).where(READING.c.key == key))


def state(connection: Connection) -> State | None:
    """The last state that was told, or null where none was."""
    row = connection.execute(select(STATE).order_by(STATE.c.intake.desc()).limit(1)).first()
    return None if row is None else State(intake=row.intake, engine=row.engine)


def states(connection: Connection, engine: str) -> frozenset[int]:
    """The adds after which a state was told by this engine."""
    return frozenset(connection.execute(select(STATE.c.intake).where(STATE.c.engine == engine)).scalars())


def told(connection: Connection, intake: int) -> tuple[bytes, ...]:
    """What was told after an add, packed."""
    rows = connection.execute(
        select(TOLD.c.body)
        .where(TOLD.c.since <= intake, or_(TOLD.c.until.is_(None), TOLD.c.until > intake))
        .order_by(TOLD.c.id)
    )
    return tuple(rows.scalars())


def forget(connection: Connection) -> None:
    """Drop all that was told: another engine, or a rebuild, tells it anew."""
    for table in (TOLD, STATE, MEMORANDUM, CLAIM, EVENT):
        connection.execute(delete(table))
    connection.exec_driver_sql("INSERT INTO claim_fts(claim_fts) VALUES ('delete-all')")


def keep_state(
    connection: Connection,
    at: State,
    bodies: Sequence[bytes],
    memoranda: Sequence[tuple[Memorandum, bytes]],
    rows: Mapping[str, int],
) -> bool:
    """Keep what is told after an add; false where another process has told as much or more.

    ``bodies`` are the happenings packed, of which only the difference to the last state is written;
    ``memoranda`` are those of all stories, plain for the tables and packed; ``rows`` are the rows of
    the reports by the ids used in them.
    """
    last = state(connection)
    if last is not None and last.engine == at.engine and last.intake >= at.intake:
        return False
    if last is not None and last.engine != at.engine:
        forget(connection)
    fresh = {sha(body)[:MARK]: body for body in bodies}
    there = {
        mark: row
        for row, mark in connection.execute(select(TOLD.c.id, TOLD.c.sha256).where(TOLD.c.until.is_(None))).all()
    }
    for mark, row in there.items():
        if mark not in fresh:
            connection.execute(update(TOLD).where(TOLD.c.id == row).values(until=at.intake))
    new = [{"since": at.intake, "sha256": m, "body": b} for m, b in fresh.items() if m not in there]
    if new:
        connection.execute(insert(TOLD), new)
    connection.execute(insert(STATE).values(intake=at.intake, engine=at.engine))
    connection.execute(delete(MEMORANDUM))
    connection.exec_driver_sql("INSERT INTO claim_fts(claim_fts) VALUES ('delete-all')")
    connection.execute(delete(CLAIM))
    connection.execute(delete(EVENT))
    for story, (memo, body) in enumerate(memoranda, 1):
        connection.execute(
            insert(MEMORANDUM).values(story=story, intake=at.intake, engine=at.engine, sha256=sha(body), body=body)
        )
        _tables(connection, story, memo, rows)
    connection.exec_driver_sql("INSERT INTO claim_fts(claim_fts) VALUES ('rebuild')")
    return True


def memorandum(connection: Connection, at: State, story: int) -> bytes | None:
    """The packed memorandum of a story after the last add, or null where it must be made."""
    row = connection.execute(
        select(MEMORANDUM).where(
            MEMORANDUM.c.story == story, MEMORANDUM.c.intake == at.intake, MEMORANDUM.c.engine == at.engine
        )
    ).first()
    return None if row is None or sha(row.body) != row.sha256 else bytes(row.body)


def story_count(connection: Connection) -> int:
    """How many stories the reports tell, by the last state."""
    return int(connection.execute(select(func.count()).select_from(MEMORANDUM)).scalar_one())


def _tables(connection: Connection, story: int, memo: Memorandum, rows: Mapping[str, int]) -> None:
    """The events and their claims as tables, for whoever opens the file with another tool.

    Claims tied to no event are left to the reports' own table of words: they are more than half of all.
    """
    events = [
        {
            "story": story,
            "id": e.id,
            "label": e.label,
            "type": e.type,
            "status": e.status,
            "earliest": e.time.earliest if e.time else None,
            "latest": e.time.latest if e.time else None,
            "origins": e.origins,
            "reports": len(e.reports),
            "disputed": ", ".join(sorted({s.slot for s in e.slots if s.standing == "disputed"})) or None,
        }
        for e in memo.events
    ]
    there = {e["id"] for e in events}
    claims = [
        {
            "id": story * STORY + int(c.id.removeprefix("C")),
            "report": rows[c.report],
            "event": c.event,
            "slot": c.slot,
            "stance": None if c.stance == "asserts" else c.stance,
            "manner": None if c.manner == "narration" else c.manner,
            "kind": None if c.kind == "fact" else c.kind,
            "side": c.side,
            "start": c.evidence[0].start if c.evidence else 0,
            "end": c.evidence[0].end if c.evidence else 0,
            "credibility": c.credibility,
        }
        for c in memo.claims
        if c.event in there
    ]
    if events:
        connection.execute(insert(EVENT), events)
    if claims:
        connection.execute(insert(CLAIM), claims)
