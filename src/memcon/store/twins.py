"""Events that several parts tell: in outline by part, which are alike, and which are shown as one.

Of events that are one the first, the lead, is listed with what all of them have; the others are not listed, which
their rows say by a ``story`` below 0. What a row had of its own stands beside it, and is put back when the class is
another.
"""

# ruff: noqa: S608 - every word of a statement is ours, every value is bound

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, text

from memcon.model.errors import DossierError
from memcon.store.reports import plain

OWN = ("reports", "origins", "standing", "disputed", "told")
"""What a lead shows of all of its class, in place of what its own part tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part in outline: its memorandum, the story's mark, its own mark, the days on which it is told.

    ``first`` and ``last`` are the rows of its events. ``judged`` are the places of judgements in it.
    """

    memorandum: int
    whole: int
    mark: str
    days: tuple[int, int] | None
    first: int
    last: int
    judged: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event as its own part tells it. ``story`` is the row of its story, ``part`` its memorandum."""

    id: int
    story: int
    name: str
    label: str
    status: str
    earliest: str | None
    latest: str | None
    place: str | None
    reports: tuple[int, ...]
    origins: int
    standing: str | None
    disputed: str | None
    told: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An event of a class, or one that people judged: its lead (itself for the lead), what is known of it as JSON."""

    event: int
    lead: int
    facts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """What a lead shows of all of its class; ``reports`` are the rows of all reports that tell it."""

    event: int
    reports: tuple[int, ...]
    origins: int
    standing: str | None
    disputed: str | None
    told: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes other when a state is shown: the marks of stories, what is alike, which events are one.

    ``again`` are memoranda whose likenesses are all given anew, ``undone`` the events whose classes are.
    """

    wholes: Mapping[int, int] = field(default_factory=dict)
    again: tuple[int, ...] = ()
    alike: Mapping[tuple[int, int], float] = field(default_factory=dict)
    undone: frozenset[int] = frozenset()
    rows: tuple[Row, ...] = ()
    leads: tuple[Lead, ...] = ()

    @property
    def events(self) -> frozenset[int]:
        """All events whose row is touched."""
        return self.undone | {r.event for r in self.rows}


def keep_outline(
    connection: Connection,
    memorandum: int,
    *,
    mark: str,
    days: tuple[int, int] | None,
    judged: Collection[tuple[int, str, str]],
    body: bytes,
) -> None:
    """Keep a part in outline with its memorandum."""
    connection.execute(
        text("INSERT INTO outline VALUES (:m, 0, 0, :mark, :a, :b, :j, :body)"),
        {
            "m": memorandum,
            "mark": mark,
            "a": days[0] if days else None,
            "b": days[1] if days else None,
            "j": json.dumps(sorted(judged)) if judged else None,
            "body": body,
        },
    )


def parts(connection: Connection) -> dict[int, Part]:
    """All parts that are kept, by the rows of their memoranda."""
    rows = connection.execute(
        text(
            "SELECT outline.memorandum, outline.whole, outline.mark, outline.early, outline.late, outline.judged, "
            "memorandum.first, memorandum.last FROM outline JOIN memorandum ON memorandum.id = outline.memorandum"
        )
    )
    return {
        int(r.memorandum): Part(
            memorandum=int(r.memorandum),
            whole=int(r.whole),
            mark=str(r.mark),
            days=None if r.early is None else (int(r.early), int(r.late)),
            first=int(r.first),
            last=int(r.last),
            judged=tuple((int(n), str(s), str(e)) for n, s, e in json.loads(r.judged)) if r.judged else (),
        )
        for r in rows
    }


def part(connection: Connection, memorandum: int) -> tuple[int, int] | None:
    """The first and the last row of a part's events."""
    row = connection.execute(text("SELECT first, last FROM memorandum WHERE id = :m"), {"m": memorandum}).first()
    return None if row is None else (int(row.first), int(row.last))


def outlets(connection: Connection) -> frozenset[str | None]:
    """The outlets of all reports."""
    return frozenset(connection.execute(text("SELECT DISTINCT outlet FROM report")).scalars())


def outlets_of(connection: Connection, reports: Iterable[int]) -> dict[int, str | None]:
    """The outlets of some reports, by their rows."""
    asked = "SELECT id, outlet FROM report WHERE id IN (SELECT value FROM json_each(:ids))"
    return {int(r.id): r.outlet for r in connection.execute(text(asked), {"ids": json.dumps(sorted(reports))})}


def bodies(connection: Connection, memoranda: Iterable[int]) -> dict[int, bytes]:
    """Parts in outline, packed."""
    asked = "SELECT memorandum, body FROM outline WHERE memorandum IN (SELECT value FROM json_each(:ids))"
    rows = connection.execute(text(asked), {"ids": json.dumps(sorted(memoranda))})
    return {int(r.memorandum): bytes(r.body) for r in rows}


def dated(connection: Connection, ranges: Iterable[tuple[int, int]], longest: int) -> list[int]:
    """The rows of the events that begin between some moments and last no longer than so many seconds; shown or not."""
    out: list[int] = []
    for low, high in ranges:
        values = {"low": low, "high": high, "longest": longest}
        shown = "SELECT id FROM event WHERE story > 0 AND low BETWEEN :low AND :high AND high - low <= :longest"
        out += connection.execute(text(shown), values).scalars()
        behind = (
            "SELECT event.id FROM twin JOIN event ON event.id = twin.event "
            "WHERE event.story < 0 AND event.low BETWEEN :low AND :high AND event.high - event.low <= :longest"
        )
        out += connection.execute(text(behind), values).scalars()
    return out


def times(
    connection: Connection, first: int, last: int
) -> list[tuple[int, str, str | float | None, str | float | None]]:
    """The events of one memorandum, by row and name, each with its first and last moment.

    A moment is seconds since 1970, or as it was told where that does not say it all.
    """
    asked = "SELECT id, name, coalesce(early, low), coalesce(late, high) FROM event WHERE id BETWEEN ? AND ?"
    return [(int(r[0]), str(r[1]), r[2], r[3]) for r in connection.exec_driver_sql(asked, (first, last))]


def events(connection: Connection, ids: Iterable[int]) -> dict[int, EventRow]:
    """Some events, each as its own part tells it."""
    return _events(connection, "id IN (SELECT value FROM json_each(:ids))", {"ids": json.dumps(sorted(ids))})


def events_between(connection: Connection, first: int, last: int) -> dict[int, EventRow]:
    """The events of one memorandum."""
    return _events(connection, "id BETWEEN :a AND :b", {"a": first, "b": last})


def _events(connection: Connection, where: str, values: dict[str, Any]) -> dict[int, EventRow]:
    found = connection.execute(text(f"SELECT * FROM event WHERE {where}"), values).all()
    tellers: dict[int, list[int]] = {}
    asked = f"SELECT event, report FROM event_report WHERE event IN (SELECT id FROM event WHERE {where})"
    for event, report in connection.execute(text(asked), values):
        tellers.setdefault(int(event), []).append(int(report))
    own = {e: json.loads(r.facts).get("own") for e, r in rows(connection, [int(r.id) for r in found]).items()}
    out = {}
    for r in found:
        mine = own.get(int(r.id)) or {}
        added = set(mine.get("added", ()))
        out[int(r.id)] = EventRow(
            id=int(r.id),
            story=abs(int(r.story)),
            name=str(r.name),
            label=str(r.label),
            status=str(r.status),
            earliest=r.earliest,
            latest=r.latest,
            place=r.place,
            reports=tuple(sorted(x for x in tellers.get(int(r.id), ()) if x not in added)),
            origins=int(mine.get("origins", r.origins)),
            standing=mine["standing"] if mine else r.standing,
            disputed=mine["disputed"] if mine else r.disputed,
            told=bytes.fromhex(mine["told"]) if mine else bytes(r.told),
        )
    return out


def rows(connection: Connection, ids: Iterable[int]) -> dict[int, Row]:
    """The rows of those of some events that are one with others."""
    return _rows(connection, "event IN (SELECT value FROM json_each(:ids))", {"ids": json.dumps(sorted(ids))})


def named(connection: Connection, first: int, last: int, names: Collection[str]) -> list[int]:
    """The rows of the events of a memorandum that go by some names."""
    found = connection.execute(text("SELECT id, name FROM event WHERE id BETWEEN :a AND :b"), {"a": first, "b": last})
    return [int(row) for row, name in found if name in names]


def classes_of(connection: Connection, ids: Iterable[int]) -> dict[int, Row]:
    """The rows of all events that are one with any of some events."""
    asked = "lead IN (SELECT lead FROM twin WHERE event IN (SELECT value FROM json_each(:ids)))"
    return _rows(connection, asked, {"ids": json.dumps(sorted(ids))})


def ones(connection: Connection) -> dict[int, list[tuple[int, str]]]:
    """All events that are one with others, by their lead: the row of the story, the event's name there."""
    asked = (
        "SELECT twin.lead, abs(event.story) AS story, event.name FROM twin JOIN event ON event.id = twin.event "
        "WHERE twin.lead IN (SELECT lead FROM twin WHERE event != lead)"
    )
    out: dict[int, list[tuple[int, str]]] = {}
    for row in connection.execute(text(asked)):
        out.setdefault(int(row.lead), []).append((int(row.story), str(row.name)))
    return out


def lost(connection: Connection) -> int:
    """How many rows of events that are one with others name an event, or a lead, that is not shown."""
    asked = (
        "SELECT count(*) FROM twin LEFT JOIN event AS one ON one.id = twin.event "
        "LEFT JOIN event AS first ON first.id = twin.lead "
        "WHERE one.id IS NULL OR first.id IS NULL OR first.story <= 0 OR (one.story > 0) != (one.id = first.id)"
    )
    return int(connection.execute(text(asked)).scalar_one())


def judged(connection: Connection) -> dict[int, Row]:
    """The rows of all events that people judged across parts."""
    return _rows(connection, "judged", {})


def _rows(connection: Connection, where: str, values: dict[str, Any]) -> dict[int, Row]:
    found = connection.execute(text(f"SELECT event, lead, facts FROM twin WHERE {where}"), values)
    return {int(r.event): Row(event=int(r.event), lead=int(r.lead), facts=_opened(bytes(r.facts))) for r in found}


def standing(connection: Connection, ids: Collection[int]) -> list[tuple[int, str, int, int | None, str | None]]:
    """Some events in few words: row, name, how many reports, the event that leads it, what is known of one that leads.

    Of an event that leads others the reports are those of all.
    """
    asked = (
        "SELECT event.id, event.name, event.reports, twin.lead, iif(twin.lead = event.id, twin.facts, NULL) "
        "FROM event LEFT JOIN twin ON twin.event = event.id WHERE event.id IN (SELECT value FROM json_each(?))"
    )
    found = plain(connection, asked, (json.dumps(sorted(ids)),))
    return [(*row[:4], _opened(row[4]) if row[4] is not None else None) for row in found]


def mates(connection: Connection, leads: Collection[int]) -> dict[int, list[int]]:
    """The events that each of some leads."""
    out: dict[int, list[int]] = {}
    asked = "SELECT lead, event FROM twin WHERE lead IN (SELECT value FROM json_each(?)) AND event != lead"
    for lead, event in plain(connection, asked, (json.dumps(sorted(leads)),)):
        out.setdefault(lead, []).append(event)
    return out


def beside(connection: Connection, ids: Collection[int]) -> dict[int, dict[int, float]]:
    """What each of some events is alike with, and how much."""
    out: dict[int, dict[int, float]] = {}
    asked = "SELECT one, two, score FROM alike WHERE one IN (SELECT value FROM json_each(?))"
    for one, two, score in plain(connection, asked, (json.dumps(sorted(ids)),)):
        out.setdefault(one, {})[two] = score / 1000
    return out


def undo(connection: Connection, change: Change) -> None:
    """Put back what the rows of leads had of their own; no event is one with another then, of those in question."""
    gone = rows(connection, change.undone)
    for one in gone.values():
        mine = json.loads(one.facts).get("own")
        if mine:
            values = {name: mine[name] for name in OWN if name != "told"} | {"told": bytes.fromhex(mine["told"])}
            sets = ", ".join(f"{name} = :{name}" for name in OWN)
            connection.execute(text(f"UPDATE event SET {sets} WHERE id = :id"), {**values, "id": one.event})
            connection.execute(
                text("DELETE FROM event_report WHERE event = :e AND report = :r"),
                [{"e": one.event, "r": r} for r in mine["added"]] or [{"e": 0, "r": 0}],
            )
    if gone:
        ids = {"ids": json.dumps(sorted(gone))}
        connection.execute(
            text("UPDATE event SET story = abs(story) WHERE id IN (SELECT value FROM json_each(:ids))"), ids
        )
        connection.execute(text("DELETE FROM twin WHERE event IN (SELECT value FROM json_each(:ids))"), ids)


def apply(connection: Connection, change: Change) -> None:
    """Let the classes be shown: the leads with what all have, the others behind them."""
    connection.execute(
        text(
            "UPDATE outline SET turn = turn + 1 WHERE memorandum IN (SELECT memorandum.id FROM json_each(:ids) "
            "JOIN memorandum ON value BETWEEN memorandum.first AND memorandum.last)"
        ),
        {"ids": json.dumps(sorted(change.events))},
    )
    facts = {r.event: r for r in change.rows}
    own = events(connection, [one.event for one in change.leads])
    for one in change.leads:
        mine = own[one.event]
        added = sorted(set(one.reports) - set(mine.reports))
        held = {
            "reports": len(mine.reports),
            "origins": mine.origins,
            "standing": mine.standing,
            "disputed": mine.disputed,
            "told": mine.told.hex(),
            "added": added,
        }
        row = facts[one.event]
        facts[one.event] = Row(event=row.event, lead=row.lead, facts=_with(row.facts, own=held))
        values: dict[str, Any] = {"reports": len(one.reports), "origins": one.origins, "standing": one.standing}
        values |= {"disputed": one.disputed, "told": one.told, "id": one.event}
        sets = ", ".join(f"{name} = :{name}" for name in OWN)
        connection.execute(text(f"UPDATE event SET {sets} WHERE id = :id"), values)
        if added:
            connection.execute(
                text("INSERT INTO event_report(report, event) VALUES (:r, :e)"),
                [{"r": r, "e": one.event} for r in added],
            )
    if facts:
        connection.execute(
            text("INSERT INTO twin(event, lead, judged, facts) VALUES (:e, :l, :j, :f)"),
            [
                {"e": r.event, "l": r.lead, "j": int('"judged"' in r.facts), "f": _packed(r.facts)}
                for r in facts.values()
            ],
        )
        behind = [{"e": r.event} for r in facts.values() if r.lead != r.event]
        if behind:
            connection.execute(text("UPDATE event SET story = -abs(story) WHERE id = :e"), behind)


COMMON = (
    b'"judged":[[1,"left"]]"right"amounts":[["initiators":[["'
    b"type SANCTION; parties none of COERCE ASSAULT MOBILIZE PROTEST THREATEN REJECT REQUEST AID SUPPORT AGREE "
    b"parties named in one only; one place or round to come; no words shared; no party named in either; types "
    b"; dates fit; the same people; the same figure; the same kind of act by the same party"
    b'"own":{"reports":1,"origins":1,"standing":"agreed","disputed":null,"told":"","added":["single""compatible""repeated"'
    b'{"at":0,"score":1.0,"because":"type STATEMENT; parties USA of USA; shared words '
    b'; the only such act in each report"}'
)
"""What the facts of many rows have in common: compression may refer back to it."""


def _packed(facts: str) -> bytes:
    made = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=COMMON)
    return made.compress(facts.encode()) + made.flush()


def _opened(body: bytes) -> str:
    try:
        return zlib.decompressobj(-15, zdict=COMMON).decompress(body, LARGEST).decode()
    except (zlib.error, UnicodeDecodeError) as error:
        raise DossierError(f"what is kept of events that are one is damaged ({error}); memcon rebuild helps") from error


LARGEST = 1_000_000
"""Bytes that the facts of one event may unpack to."""


def _with(facts: str, **more: object) -> str:
    return json.dumps({**json.loads(facts), **more}, ensure_ascii=False, separators=(",", ":"))


def keep_alike(connection: Connection, change: Change, again: Iterable[tuple[int, int]]) -> None:
    """Keep what is alike, in place of what was with the events between some rows."""
    for first, last in again:
        forget(connection, first, last)
    if change.alike:
        connection.execute(
            text("INSERT OR REPLACE INTO alike(one, two, score) VALUES (:a, :b, :s)"),
            [
                {"a": a, "b": b, "s": round(1000 * score)}
                for (one, two), score in change.alike.items()
                for a, b in ((one, two), (two, one))
            ],
        )
    if change.wholes:
        connection.execute(
            text("UPDATE outline SET whole = :w WHERE memorandum = :m"),
            [{"m": m, "w": w} for m, w in change.wholes.items()],
        )


def forget(connection: Connection, first: int, last: int) -> None:
    """Drop what is alike with the events of a memorandum."""
    values = {"a": first, "b": last}
    connection.execute(
        text(
            "DELETE FROM alike WHERE (one, two) IN "
            "(SELECT back.two, back.one FROM alike AS back WHERE back.one BETWEEN :a AND :b)"
        ),
        values,
    )
    connection.execute(text("DELETE FROM alike WHERE one BETWEEN :a AND :b"), values)


def drop(connection: Connection, memorandum: int) -> None:
    """Let a part in outline go."""
    connection.execute(text("DELETE FROM outline WHERE memorandum = :m"), {"m": memorandum})
