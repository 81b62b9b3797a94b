# ruff: noqa: S608 - every word of a statement is ours, every value is bound
"""The memoranda of all stories, packed and as plain rows: kept one by one, shown all at once."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, text, update

from memcon.model.memo import Event, Memorandum, Standing
from memcon.store import bundles, claims, derived, moments, twins
from memcon.store.derived import EVENTS, MARK, State, body_of
from memcon.store.reports import SOME, plain, sha
from memcon.store.schema import (
    EVENT,
    EVENT_PARTY,
    EVENT_REPORT,
    MEMORANDUM,
    PRECISIONS,
    STATE,
    STATUSES,
    STORY,
    TOLD,
)
from memcon.store.twins import Change

RANGE = (MEMORANDUM.c.id, MEMORANDUM.c.first, MEMORANDUM.c.last)
WORST: tuple[Standing, ...] = ("disputed", "attribution", "compatible", "repeated", "single", "agreed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A story as it is shown. ``id`` tells it for as long as its first report stays; ``memorandum`` is a row.

    ``own`` are its reports that copy no other; ``label`` is what it is named by beside other stories; ``members``
    are the rows of its reports.
    """

    id: int
    number: int
    memorandum: int
    reports: int
    own: int
    label: str | None
    members: tuple[int, ...]


def there(connection: Connection, keys: Iterable[str]) -> dict[str, int]:
    """The memoranda that are kept, by what they were made of: their rows."""
    wanted, out = list(keys), dict[str, int]()
    for at in range(0, len(wanted), SOME):
        rows = connection.execute(
            select(MEMORANDUM.c.key, MEMORANDUM.c.id).where(MEMORANDUM.c.key.in_(wanted[at : at + SOME]))
        )
        out |= {str(r.key): int(r.id) for r in rows}
    return out


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlined:
    """The events of a memorandum in outline: its mark, the days on which it is told, places of judgements, packed."""

    mark: str
    days: tuple[int, int] | None
    judged: tuple[tuple[int, str, str], ...]
    body: bytes


def keep(
    connection: Connection,
    key: str,
    memo: Memorandum,
    body: bytes,
    *,
    rows: Mapping[str, int],
    told: Sequence[bytes],
    outlined: Outlined,
) -> int:
    """Keep a memorandum with its events and claims as rows; nothing of it is shown yet. Its row.

    ``rows`` are the rows of the reports by the ids that it uses, ``told`` what is kept of each of its events.
    """
    found = there(connection, [key])
    if key in found:
        return found[key]
    first = int(connection.execute(select(func.max(EVENT.c.id))).scalar() or 0) + 1
    row = claims.after(connection)
    values = {
        "key": key,
        "sha256": sha(body)[:MARK],
        "body": body,
        "first": first,
        "last": first + len(memo.events) - 1,
        "first_claim": row,
        "last_claim": row + len(memo.claims) - 1,
    }
    number = int(connection.execute(insert(MEMORANDUM).values(**values)).lastrowid or 0)
    twins.keep_outline(
        connection, number, mark=outlined.mark, days=outlined.days, judged=outlined.judged, body=outlined.body
    )
    names = {a.id: a.country or (a.id if len(a.id) == 3 and a.id.isupper() else a.name) for a in memo.actors}
    events = {e.id: first + n for n, e in enumerate(memo.events)}
    parties = {e.id: tuple(dict.fromkeys(names.get(a, a) for a in (*e.actors, *e.recipients))) for e in memo.events}
    if memo.events:
        connection.execute(
            insert(EVENT),
            [_event(e, events[e.id], parties[e.id], body_) for e, body_ in zip(memo.events, told, strict=True)],
        )
        if any(parties.values()):
            connection.execute(
                insert(EVENT_PARTY), [{"party": p, "event": events[e]} for e, held in parties.items() for p in held]
            )
        connection.execute(
            insert(EVENT_REPORT),
            [{"report": r, "event": events[e.id]} for e in memo.events for r in sorted({rows[i] for i in e.reports})],
        )
        _labels(connection, first, first + len(memo.events) - 1, "INSERT INTO event_fts(rowid, label)")
    claims.keep(connection, row, memo.claims, rows=rows, events=events)
    return number


def _labels(connection: Connection, first: int, last: int, how: str) -> None:
    """The labels of a memorandum's events put into their table of words, or taken out of it."""
    what = "SELECT id, label" if how.endswith("(rowid, label)") else "SELECT 'delete', id, label"
    connection.exec_driver_sql(f"{how} {what} FROM event WHERE id BETWEEN ? AND ?", (first, last))


def _event(event: Event, row: int, parties: Sequence[str], told: bytes) -> dict[str, object]:
    time = event.time
    first, last = (time.earliest, time.latest) if time else (None, None)
    standings = {s.standing for s in event.slots}
    return {
        "id": row,
        "story": 0,
        "since": 0,
        "name": event.id,
        "label": event.label,
        "type": event.type,
        "kinds": STATUSES.index(event.status) + 16 * (PRECISIONS.index(time.precision) + 1 if time else 0),
        "mode": event.mode,
        "place": event.place,
        "early": moments.odd(first),
        "late": moments.odd(last),
        "partial": time.partial if time else None,
        "clocks": moments.CLOCKS * moments.clock(first) + moments.clock(last),
        "low": moments.seconds(first),
        "high": moments.seconds(last),
        "parties": ", ".join(parties),
        "origins": event.origins,
        "reports": len(event.reports),
        "standing": next((s for s in WORST if s in standings), None),
        "disputed": ", ".join(sorted({s.slot for s in event.slots if s.standing == "disputed"})) or None,
        "whole": int(event.whole),
        "told": told,
    }


def mend(connection: Connection, number: int, body: bytes) -> None:
    """Put a memorandum that was damaged in its place again."""
    connection.execute(update(MEMORANDUM).where(MEMORANDUM.c.id == number).values(sha256=sha(body)[:MARK], body=body))
    connection.exec_driver_sql("DELETE FROM bundled WHERE memorandum = ?", (number,))


def show(connection: Connection, at: State, stories: Sequence[Shown], change: Change, *, after: State | None) -> bool:
    """Let these be the stories after an add, all at once; false where another process was quicker.

    ``after`` is the state that was shown when ``change``, what becomes other in events that several parts tell, was
    worked out: all of it holds only on top of that one. What was told of an event that is told no more is closed with
    this add; memoranda that no story names go.
    """
    last = derived.state(connection)
    if last != after or (last is not None and last.intake > at.intake):
        return False
    before = {int(r.id): r for r in connection.execute(select(STORY))}
    held = {int(r.id): (int(r.first), int(r.last)) for r in connection.execute(select(*RANGE))}
    named = {s.memorandum for s in stories}
    if not named <= held.keys():
        return False
    was = {int(r.memorandum) for r in before.values()}
    gone, come = sorted(was - named), sorted(named - was)
    old = _listed(connection, [held[n] for n in gone], change.events)
    _tally(connection, [row for row, _, _ in old], -1)
    twins.undo(connection, change)
    for one in stories:
        kept = before.pop(one.id, None)
        values = {
            "number": one.number,
            "memorandum": one.memorandum,
            "reports": one.reports,
            "own": one.own,
            "label": one.label,
        }
        if kept is None:
            connection.execute(insert(STORY).values(id=one.id, **values))
        elif any(getattr(kept, k) != v for k, v in values.items()):
            connection.execute(update(STORY).where(STORY.c.id == one.id).values(**values))
        if kept is None or kept.memorandum != one.memorandum:
            connection.execute(update(EVENT).where(EVENT.c.id.between(*held[one.memorandum])).values(story=one.id))
    for number in before:
        connection.execute(delete(STORY).where(STORY.c.id == number))
    _members(connection, stories)
    twins.keep_alike(connection, change, [held[n] for n in (*gone, *change.again)])
    twins.apply(connection, change)
    new = _listed(connection, [held[n] for n in come], change.events - _within(held, gone))
    _tally(connection, [row for row, _, _ in new], 1)
    _told(connection, at, old, new)
    for number in gone:
        _drop(connection, number)
    sweep(connection, named)
    if last == at:
        return True
    if last is not None and last.intake == at.intake:  # told by another engine
        connection.execute(delete(STATE).where(STATE.c.intake == at.intake))
    connection.execute(insert(STATE).values(intake=at.intake, engine=at.engine))
    return True


def _within(held: Mapping[int, tuple[int, int]], some: Iterable[int]) -> frozenset[int]:
    return frozenset(e for n in some for e in range(held[n][0], held[n][1] + 1))


def _listed(
    connection: Connection, ranges: Iterable[tuple[int, int]], others: Collection[int]
) -> list[tuple[int, int, bytes]]:
    """The events between some rows, and others, that are listed: the row, since when, what is told of it."""
    listed = EVENT.c.story > 0
    out: dict[int, tuple[int, int, bytes]] = {}
    columns = (EVENT.c.id, EVENT.c.since, *EVENTS)
    for range_ in ranges:
        rows = connection.execute(select(*columns).where(listed, EVENT.c.id.between(*range_)))
        out |= {int(r.id): (int(r.id), int(r.since), body_of(r)) for r in rows}
    rest = sorted(set(others) - out.keys())
    for at in range(0, len(rest), SOME):
        rows = connection.execute(select(*columns).where(listed, EVENT.c.id.in_(rest[at : at + SOME])))
        out |= {int(r.id): (int(r.id), int(r.since), body_of(r)) for r in rows}
    return list(out.values())


def _members(connection: Connection, stories: Sequence[Shown]) -> None:
    """Which report is of which story: only what is other is written."""
    old: dict[int, int] = dict(plain(connection, "SELECT report, story FROM member"))
    new = {report: one.id for one in stories for report in one.members}
    gone = [{"r": r} for r in old if r not in new]
    if gone:
        connection.execute(text("DELETE FROM member WHERE report = :r"), gone)
    fresh = [{"r": r, "s": s} for r, s in new.items() if old.get(r) != s]
    if fresh:
        connection.execute(text("INSERT OR REPLACE INTO member(report, story) VALUES (:r, :s)"), fresh)


def _told(
    connection: Connection, at: State, old: Sequence[tuple[int, int, bytes]], new: Sequence[tuple[int, int, bytes]]
) -> None:
    """What is told of events from this add on, and until it."""
    since: dict[str, int] = {}
    bodies: dict[str, bytes] = {}
    for _, n, body in old:
        mark = sha(body)[:MARK]
        since[mark], bodies[mark] = n, body
    now: list[dict[str, object]] = []
    for row, _, body in new:
        now.append({"r": row, "s": since.pop(sha(body)[:MARK], at.intake)})
    if now:
        connection.execute(text("UPDATE event SET since = :s WHERE id = :r"), now)
    ended = [{"since": n, "until": at.intake, "sha256": mark, "body": bodies[mark]} for mark, n in since.items()]
    if ended:
        connection.execute(insert(TOLD), ended)


IDS = "SELECT value FROM json_each(:ids)"
TALLIES = {
    "party": f"SELECT party, count(*) FROM event_party WHERE event IN ({IDS}) GROUP BY 1",
    "type": f"SELECT type, count(*) FROM event WHERE id IN ({IDS}) GROUP BY 1",
    "status": f"SELECT status, count(*) FROM event WHERE id IN ({IDS}) GROUP BY 1",
    "standing": f"SELECT standing, count(*) FROM event WHERE id IN ({IDS}) GROUP BY 1",
    "month": f"SELECT strftime('%Y-%m', low, 'unixepoch'), count(*) FROM event WHERE id IN ({IDS}) GROUP BY 1",
    "outlet": "SELECT report.outlet, count(DISTINCT event) FROM event_report JOIN report ON report.id = "
    f"event_report.report WHERE event IN ({IDS}) GROUP BY 1",
    "side": "SELECT report.side, count(DISTINCT event) FROM event_report JOIN report ON report.id = "
    f"event_report.report WHERE event IN ({IDS}) GROUP BY 1",
    "all": f"SELECT 'events', count(*) FROM event WHERE id IN ({IDS})",
}
"""What is counted of events that are listed, so that lists need not count all of them."""


def _tally(connection: Connection, events: Sequence[int], sign: int) -> None:
    """Count events in, or out."""
    if not events:
        return
    for facet, asked in TALLIES.items():
        found = connection.execute(text(asked), {"ids": json.dumps(sorted(events))}).all()
        rows = [
            {"f": facet, "v": str(value), "n": sign * count} for value, count in found if value is not None and count
        ]
        if rows:
            connection.execute(
                text(
                    "INSERT INTO tally(facet, value, events) VALUES (:f, :v, :n) "
                    "ON CONFLICT (facet, value) DO UPDATE SET events = events + excluded.events"
                ),
                rows,
            )


def _drop(connection: Connection, number: int) -> None:
    """Let a memorandum go, with its rows."""
    row = connection.execute(select(MEMORANDUM).where(MEMORANDUM.c.id == number)).one()
    events = (row.first, row.last)
    claims.drop(connection, row.first_claim, row.last_claim)
    _labels(connection, *events, "INSERT INTO event_fts(event_fts, rowid, label)")
    for table in (EVENT_PARTY, EVENT_REPORT):
        connection.execute(delete(table).where(table.c.event.between(*events)))
    connection.execute(delete(EVENT).where(EVENT.c.id.between(*events)))
    twins.forget(connection, *events)
    twins.drop(connection, number)
    connection.execute(delete(MEMORANDUM).where(MEMORANDUM.c.id == number))


def sweep(connection: Connection, named: Collection[int]) -> None:
    """Let go of memoranda that were kept and are not shown: those of an add that was stopped or overtaken.

    One that another process works at now is left: what is not shown is marked, and goes when it is marked already, so
    that it outlives one state. A process whose work was let go of all the same tells it anew.
    """
    kept = {int(m): int(turn) for m, turn in connection.execute(text("SELECT memorandum, turn FROM outline"))}
    for number, turn in kept.items():
        if turn < 0 and number not in named:
            _drop(connection, number)
    marked = [{"m": m, "t": UNSHOWN} for m, turn in kept.items() if turn >= 0 and m not in named]
    marked += [{"m": m, "t": 0} for m, turn in kept.items() if turn < 0 and m in named]
    if marked:
        connection.execute(text("UPDATE outline SET turn = :t WHERE memorandum = :m"), marked)


UNSHOWN = -1
"""Marks a part that was kept and was not shown when a state was."""


def shown(connection: Connection) -> tuple[Shown, ...]:
    """The stories as they are shown, by number."""
    members: dict[int, list[int]] = {}
    for report, story in plain(connection, "SELECT report, story FROM member ORDER BY report"):
        members.setdefault(story, []).append(report)
    rows = connection.execute(select(STORY).order_by(STORY.c.number))
    return tuple(
        Shown(
            id=r.id,
            number=r.number,
            memorandum=r.memorandum,
            reports=r.reports,
            own=r.own,
            label=r.label,
            members=tuple(members.get(int(r.id), ())),
        )
        for r in rows
    )


def body(connection: Connection, memorandum: int) -> bytes | None:
    """A packed memorandum; null where it is not there, or is damaged."""
    row = connection.execute(select(MEMORANDUM).where(MEMORANDUM.c.id == memorandum)).first()
    if row is None:
        return None
    held = bytes(row.body) or bundles.taken(connection, memorandum) or b""
    return held if held and sha(held)[:MARK] == row.sha256 else None
