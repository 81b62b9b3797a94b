"""The memoranda of all stories, packed and as plain rows: kept one by one, shown all at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, text, update

from memcon.model.memo import Event, Memorandum, Standing
from memcon.store import claims, derived
from memcon.store.derived import EVENTS, MARK, State, body_of
from memcon.store.reports import SOME, sha
from memcon.store.schema import (
    EVENT,
    EVENT_PARTY,
    EVENT_REPORT,
    MEMBER,
    MEMORANDUM,
    STATE,
    STORY,
    TOLD,
)

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


def keep(
    connection: Connection, key: str, memo: Memorandum, body: bytes, *, rows: Mapping[str, int], told: Sequence[bytes]
) -> int:
    """Keep a memorandum with its events and claims as rows; nothing of it is shown yet. Its row.

    ``rows`` are the rows of the reports by the ids that it uses, ``told`` what is kept of each of its events.
    """
    found = there(connection, [key])
    if key in found:
        return found[key]
    first = int(connection.execute(select(func.max(EVENT.c.id))).scalar() or 0) + 1
    row = claims.after(connection)
    known = {e.id for e in memo.events}
    made = [c for c in memo.claims if c.event in known]
    values = {
        "key": key,
        "sha256": sha(body)[:MARK],
        "body": body,
        "first": first,
        "last": first + len(memo.events) - 1,
        "first_claim": row,
        "last_claim": row + len(made) - 1,
    }
    number = int(connection.execute(insert(MEMORANDUM).values(**values)).lastrowid or 0)
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
    claims.keep(connection, row, made, rows=rows, events=events)
    return number


def _labels(connection: Connection, first: int, last: int, how: str) -> None:
    """The labels of a memorandum's events put into their table of words, or taken out of it."""
    what = "SELECT id, label" if how.endswith("(rowid, label)") else "SELECT 'delete', id, label"
    connection.exec_driver_sql(f"{how} {what} FROM event WHERE id BETWEEN ? AND ?", (first, last))


def _event(event: Event, row: int, parties: Sequence[str], told: bytes) -> dict[str, object]:
    time = event.time
    standings = {s.standing for s in event.slots}
    return {
        "id": row,
        "story": 0,
        "since": 0,
        "name": event.id,
        "label": event.label,
        "type": event.type,
        "status": event.status,
        "mode": event.mode,
        "place": event.place,
        "earliest": time.earliest if time else None,
        "latest": time.latest if time else None,
        "partial": time.partial if time else None,
        "precision": time.precision if time else None,
        "low": _seconds(time.earliest) if time else None,
        "high": _seconds(time.latest) if time else None,
        "parties": ", ".join(parties),
        "origins": event.origins,
        "reports": len(event.reports),
        "standing": next((s for s in WORST if s in standings), None),
        "disputed": ", ".join(sorted({s.slot for s in event.slots if s.standing == "disputed"})) or None,
        "whole": int(event.whole),
        "told": told,
    }


def _seconds(moment: str | None) -> int | None:
    """An ISO moment as seconds since 1970, by which moments on different clocks can be sorted."""
    return int(datetime.fromisoformat(moment).timestamp()) if moment else None


def mend(connection: Connection, number: int, body: bytes) -> None:
    """Put a memorandum that was damaged in its place again."""
    connection.execute(update(MEMORANDUM).where(MEMORANDUM.c.id == number).values(sha256=sha(body)[:MARK], body=body))


def show(connection: Connection, at: State, stories: Sequence[Shown]) -> bool:
    """Let these be the stories after an add, all at once; false where another process shows as much or more.

    What was told of an event that is told no more is closed with this add; memoranda that no story names go.
    """
    last = derived.state(connection)
    if last is not None and (last.intake > at.intake or (last.engine == at.engine and last.intake >= at.intake)):
        return False
    before = {int(r.id): r for r in connection.execute(select(STORY))}
    held = {int(r.id): (int(r.first), int(r.last)) for r in connection.execute(select(*RANGE))}
    named = {s.memorandum for s in stories}
    if not named <= held.keys():
        return False
    was = {int(r.memorandum) for r in before.values()}
    gone, come = sorted(was - named), sorted(named - was)
    _told(connection, at, [held[n] for n in gone], [held[n] for n in come])
    for number in (*gone, *come):
        _tally(connection, held[number], 1 if number in named else -1)
    for one in stories:
        old = before.pop(one.id, None)
        values = {
            "number": one.number,
            "memorandum": one.memorandum,
            "reports": one.reports,
            "own": one.own,
            "label": one.label,
        }
        if old is None:
            connection.execute(insert(STORY).values(id=one.id, **values))
        elif any(getattr(old, k) != v for k, v in values.items()):
            connection.execute(update(STORY).where(STORY.c.id == one.id).values(**values))
        if old is None or old.memorandum != one.memorandum:
            connection.execute(update(EVENT).where(EVENT.c.id.between(*held[one.memorandum])).values(story=one.id))
    for number in before:
        connection.execute(delete(STORY).where(STORY.c.id == number))
    _members(connection, stories)
    for number in gone:
        _drop(connection, number)
    connection.execute(insert(STATE).values(intake=at.intake, engine=at.engine))
    return True


def _members(connection: Connection, stories: Sequence[Shown]) -> None:
    """Which report is of which story: only what is other is written."""
    old = {int(r.report): int(r.story) for r in connection.execute(select(MEMBER))}
    new = {report: one.id for one in stories for report in one.members}
    gone = [{"r": r} for r in old if r not in new]
    if gone:
        connection.execute(text("DELETE FROM member WHERE report = :r"), gone)
    fresh = [{"r": r, "s": s} for r, s in new.items() if old.get(r) != s]
    if fresh:
        connection.execute(text("INSERT OR REPLACE INTO member(report, story) VALUES (:r, :s)"), fresh)


def _told(connection: Connection, at: State, gone: Sequence[tuple[int, int]], come: Sequence[tuple[int, int]]) -> None:
    """What is told of events from this add on, and until it; memoranda by the first and the last of their events."""
    was: list[tuple[str, int, bytes]] = []
    for range_ in gone:
        rows = connection.execute(select(EVENT.c.since, *EVENTS).where(EVENT.c.id.between(*range_)))
        was += [(sha(body := body_of(r))[:MARK], int(r.since), body) for r in rows]
    since = {mark: n for mark, n, _ in was}
    now: list[dict[str, object]] = []
    for range_ in come:
        for row in connection.execute(select(EVENT.c.id, *EVENTS).where(EVENT.c.id.between(*range_))):
            mark = sha(body_of(row))[:MARK]
            now.append({"r": row.id, "s": since.pop(mark, at.intake)})
    if now:
        connection.execute(text("UPDATE event SET since = :s WHERE id = :r"), now)
    ended = [{"since": n, "until": at.intake, "sha256": mark, "body": body} for mark, n, body in was if mark in since]
    if ended:
        connection.execute(insert(TOLD), ended)


TALLIES = {
    "party": "SELECT party, count(*) FROM event_party WHERE event BETWEEN :a AND :b GROUP BY 1",
    "type": "SELECT type, count(*) FROM event WHERE id BETWEEN :a AND :b GROUP BY 1",
    "status": "SELECT status, count(*) FROM event WHERE id BETWEEN :a AND :b GROUP BY 1",
    "standing": "SELECT standing, count(*) FROM event WHERE id BETWEEN :a AND :b GROUP BY 1",
    "month": "SELECT strftime('%Y-%m', low, 'unixepoch'), count(*) FROM event WHERE id BETWEEN :a AND :b GROUP BY 1",
    "outlet": "SELECT report.outlet, count(DISTINCT event) FROM event_report JOIN report ON report.id = "
    "event_report.report WHERE event BETWEEN :a AND :b GROUP BY 1",
    "side": "SELECT report.side, count(DISTINCT event) FROM event_report JOIN report ON report.id = "
    "event_report.report WHERE event BETWEEN :a AND :b GROUP BY 1",
    "all": "SELECT 'events', count(*) FROM event WHERE id BETWEEN :a AND :b",
}
"""What is counted of a memorandum's events, so that lists need not count all of them."""


def _tally(connection: Connection, events: tuple[int, int], sign: int) -> None:
    """Count a memorandum's events in, or out."""
    for facet, asked in TALLIES.items():
        found = connection.execute(text(asked), {"a": events[0], "b": events[1]}).all()
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
    connection.execute(delete(MEMORANDUM).where(MEMORANDUM.c.id == number))


def sweep(connection: Connection) -> None:
    """Let go of memoranda that were kept and are not shown: those of an add that was stopped or overtaken."""
    named = select(STORY.c.memorandum)
    for (number,) in connection.execute(select(MEMORANDUM.c.id).where(MEMORANDUM.c.id.not_in(named))).all():
        _drop(connection, int(number))


def shown(connection: Connection) -> tuple[Shown, ...]:
    """The stories as they are shown, by number."""
    members: dict[int, list[int]] = {}
    for row in connection.execute(select(MEMBER).order_by(MEMBER.c.report)):
        members.setdefault(int(row.story), []).append(int(row.report))
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
    return None if row is None or sha(row.body)[:MARK] != row.sha256 else bytes(row.body)
