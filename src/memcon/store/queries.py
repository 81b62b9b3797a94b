"""What a dossier is asked: events by facet and page, reports and claims by words, one story's packed memorandum.

All of it is answered from plain rows and their indexes; nothing packed is opened. A page of ten thousand
reports' events is a matter of milliseconds.
"""

# ruff: noqa: S608 - the words put together here are ours, every value is bound
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import Connection, Row, text

from memcon.store.searching import query

Facet = Literal["party", "type", "status", "outlet", "side", "standing", "story", "month"]
FACETS: tuple[Facet, ...] = ("party", "type", "status", "standing", "outlet", "side", "month", "story")
TOP = 40
"""Values of a facet that are listed, those of the most events first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which events are asked for; what is left empty asks nothing.

    ``words`` must all stand in the label, whatever their accents; ``begin*`` finds the beginning of one. ``parties``
    must all take part. ``since`` and ``until`` are seconds since 1970: an event that was not over at ``since``, or had
    begun before ``until``. ``whole`` leaves out labels that do not say who did what. ``story`` is a story's number.
    """

    words: str = ""
    parties: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    standings: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    story: int | None = None
    month: str | None = None
    since: int | None = None
    until: int | None = None
    disputed: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """An event in a list. ``row`` is its row, ``story`` the number of its story and ``name`` its id there.

    ``standing`` is the worst of its sides; ``disputed`` are the sides that cannot all be true.
    """

    row: int
    story: int
    name: str
    label: str
    type: str | None
    status: str
    mode: str | None
    place: str | None
    earliest: str | None
    latest: str | None
    partial: str | None
    precision: str | None
    parties: tuple[str, ...]
    origins: int
    reports: int
    standing: str | None
    disputed: tuple[str, ...]
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """A part of a list, and how many there are in all."""

    total: int
    lines: tuple[EventLine, ...]


ORDERS = {
    "time": "event.low IS NULL, event.low, event.id",
    "latest": "event.low IS NULL, event.low DESC, event.id",
    "reports": "event.reports DESC, event.low IS NULL, event.low, event.id",
    "story": "story.number, event.id",
}
"""In which orders events are listed: the earliest first, the latest first, those of the most reports first, as told."""


def events(connection: Connection, asked: Asked, *, order: str = "time", limit: int = 50, offset: int = 0) -> EventPage:
    """A page of the events asked for."""
    where, values = _where(asked)
    counted = "SELECT coalesce(max(events), 0) FROM tally WHERE facet = 'all'"
    asked_for = f"SELECT count(*) FROM event WHERE {where}"
    total = connection.execute(text(counted if asked == Asked() else asked_for), values).scalar_one()
    found = connection.execute(
        text(
            f"SELECT event.*, story.number FROM event JOIN story ON story.id = event.story WHERE {where} "
            f"ORDER BY {ORDERS[order]} LIMIT :limit OFFSET :offset"
        ),
        {**values, "limit": limit, "offset": offset},
    )
    return EventPage(total=int(total), lines=tuple(_line(r) for r in found))


def of_rows(connection: Connection, rows: Sequence[int]) -> tuple[EventLine, ...]:
    """Events by their rows, in that order; those that are told no more are left out."""
    if not rows:
        return ()
    names = {f"row{n}": row for n, row in enumerate(rows)}
    found = connection.execute(
        text(
            "SELECT event.*, story.number FROM event JOIN story ON story.id = event.story "
            f"WHERE event.id IN ({', '.join(f':{n}' for n in names)})"
        ),
        names,
    )
    there = {line.row: line for line in map(_line, found)}
    return tuple(there[row] for row in rows if row in there)


LABELLED = (
    "SELECT coalesce(twin.lead, event_fts.rowid) FROM event_fts LEFT JOIN twin ON twin.event = event_fts.rowid "
    "WHERE event_fts MATCH :words"
)
"""Events by the words of their labels: one that stands behind another is found as that."""


def labelled(connection: Connection, words: str) -> frozenset[int] | None:
    """The rows of the events whose labels have all the words, in whatever part; null where none are asked for."""
    if not words.strip():
        return None
    wanted = query(words)
    if wanted is None:
        return frozenset()
    asked = text(LABELLED)
    return frozenset(connection.execute(asked, {"words": wanted.words}).scalars())


def event(connection: Connection, story: int, name: str) -> EventLine | None:
    """One event by the number of its story and its id there."""
    found = connection.execute(
        text(
            "SELECT event.*, story.number FROM story JOIN memorandum ON memorandum.id = story.memorandum "
            "JOIN event ON event.id BETWEEN memorandum.first AND memorandum.last "
            "WHERE story.number = :story AND event.name = :name"
        ),
        {"story": story, "name": name},
    ).first()
    return None if found is None else _line(found)


def of_story(connection: Connection, story: int) -> tuple[EventLine, ...]:
    """All events that a story's memorandum tells, by the number of the story, as they are told."""
    found = connection.execute(
        text(
            "SELECT event.*, story.number FROM story JOIN memorandum ON memorandum.id = story.memorandum "
            "JOIN event ON event.id BETWEEN memorandum.first AND memorandum.last "
            "WHERE story.number = :story ORDER BY event.id"
        ),
        {"story": story},
    )
    return tuple(map(_line, found))


def facets(connection: Connection, asked: Asked, names: Sequence[Facet] = FACETS) -> dict[Facet, list[tuple[str, int]]]:
    """How many of the events asked for there are by each value of each facet, the most first.

    A facet that something is chosen of is counted as if nothing were, so that another can be chosen.
    """
    out: dict[Facet, list[tuple[str, int]]] = {}
    for name in names:
        rest = without(asked, name)
        counted = rest == Asked()
        out[name] = _counted(connection, name) if counted else _facet(connection, rest, name)
    return out


def _counted(connection: Connection, name: Facet) -> list[tuple[str, int]]:
    """A facet of all events, as it was counted when they were told."""
    order = f"1 DESC LIMIT {TOP * 3}" if name == "month" else f"2 DESC, 1 LIMIT {TOP}"
    asked = f"SELECT value, events FROM tally WHERE facet = :facet AND events > 0 ORDER BY {order}"
    if name == "story":
        asked = (
            "SELECT story.number, memorandum.last - memorandum.first + 1 - (SELECT count(*) FROM twin "
            "WHERE lead != event AND event BETWEEN memorandum.first AND memorandum.last) FROM story "
            "JOIN memorandum ON memorandum.id = story.memorandum "
            f"WHERE memorandum.last >= memorandum.first AND :facet != '' ORDER BY {order}"
        )
    return [(str(value), int(count)) for value, count in connection.execute(text(asked), {"facet": name})]


def _facet(connection: Connection, asked: Asked, name: Facet) -> list[tuple[str, int]]:
    where, values = _where(asked)
    source = "event JOIN story ON story.id = event.story"
    column = {
        "type": "event.type",
        "status": "event.status",
        "standing": "event.standing",
        "party": "event_party.party",
        "outlet": "report.outlet",
        "side": "report.side",
        "story": "story.number",
        "month": "strftime('%Y-%m', event.low, 'unixepoch')",
    }[name]
    count = "count(*)"
    if name == "party":
        source += " JOIN event_party ON event_party.event = event.id"
    if name in ("outlet", "side"):
        source += " JOIN event_report ON event_report.event = event.id JOIN report ON report.id = event_report.report"
        count = "count(DISTINCT event.id)"
    order = f"1 DESC LIMIT {TOP * 3}" if name == "month" else f"2 DESC, 1 LIMIT {TOP}"
    found = connection.execute(
        text(
            f"SELECT {column}, {count} FROM {source} WHERE {where} AND {column} IS NOT NULL GROUP BY 1 ORDER BY {order}"
        ),
        values,
    )
    return [(str(value), int(number)) for value, number in found]


def without(asked: Asked, name: Facet) -> Asked:
    """What is asked for, but for what is chosen of one facet."""
    empty: dict[Facet, dict[str, Any]] = {
        "party": {},  # all of several must take part, so that what is chosen narrows the others
        "type": {"types": ()},
        "status": {"statuses": ()},
        "standing": {"standings": ()},
        "outlet": {"outlets": ()},
        "side": {"sides": ()},
        "story": {"story": None},
        "month": {"month": None},
    }
    return replace(asked, **empty[name])


def _where(asked: Asked) -> tuple[str, dict[str, object]]:
    """What is asked for as a condition, with its values; every word of it is ours, every value is bound."""
    parts, values = ["event.story > 0"], dict[str, object]()

    def any_of(column: str, key: str, held: Sequence[str]) -> str:
        values.update({f"{key}{n}": v for n, v in enumerate(held)})
        return f"{column} IN ({', '.join(f':{key}{n}' for n in range(len(held)))})"

    if asked.words.strip():
        wanted = query(asked.words)
        parts.append(f"event.id IN ({LABELLED})" if wanted else "0")
        values |= {"words": wanted.words} if wanted else {}
    for n, party in enumerate(asked.parties):
        parts.append(f"event.id IN (SELECT event FROM event_party WHERE party = :party{n})")
        values[f"party{n}"] = party
    for column, key, held in (
        ("event.type", "type", asked.types),
        ("event.status", "status", asked.statuses),
        ("event.standing", "standing", asked.standings),
    ):
        if held:
            parts.append(any_of(column, key, held))
    for column, key, held in (("report.outlet", "outlet", asked.outlets), ("report.side", "side", asked.sides)):
        if held:
            parts.append(
                "event.id IN (SELECT event_report.event FROM report JOIN event_report "
                f"ON event_report.report = report.id WHERE {any_of(column, key, held)})"
            )
    if asked.story is not None:
        one = "FROM memorandum JOIN story AS s ON s.memorandum = memorandum.id WHERE s.number = :story"
        parts.append(f"event.id BETWEEN (SELECT first {one}) AND (SELECT last {one})")
        values["story"] = asked.story
    if asked.month is not None:
        parts.append("strftime('%Y-%m', event.low, 'unixepoch') = :month")
        values["month"] = asked.month
    if asked.since is not None:
        parts.append("event.high > :since")
        values["since"] = asked.since
    if asked.until is not None:
        parts.append("event.low < :until")
        values["until"] = asked.until
    if asked.disputed:
        parts.append("event.disputed IS NOT NULL")
    if asked.whole:
        parts.append("event.whole = 1")
    return " AND ".join(parts), values


def _line(row: Row[Any]) -> EventLine:
    return EventLine(
        row=row.id,
        story=row.number,
        name=row.name,
        label=row.label,
        type=row.type,
        status=row.status,
        mode=row.mode,
        place=row.place,
        earliest=row.earliest,
        latest=row.latest,
        partial=row.partial,
        precision=row.precision,
        parties=tuple(p for p in row.parties.split(", ") if p),
        origins=row.origins,
        reports=row.reports,
        standing=row.standing,
        disputed=tuple(d for d in (row.disputed or "").split(", ") if d),
        whole=bool(row.whole),
    )


def counts(connection: Connection) -> dict[str, int]:
    """How much there is: reports as they stand now, stories, events, claims."""
    found = connection.execute(
        text(
            "SELECT (SELECT count(*) FROM source), (SELECT count(*) FROM story), "
            "(SELECT coalesce(max(events), 0) FROM tally WHERE facet = 'all'), "
            "(SELECT coalesce(sum(told), 0) FROM claims)"
        )
    ).one()
    return dict(zip(("reports", "stories", "events", "claims"), map(int, found), strict=True))
