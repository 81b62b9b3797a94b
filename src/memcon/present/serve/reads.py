"""What the desk reads of a dossier: lists by rows of the file, a story's memorandum where one event or report is shown.

What is shown is what was last told. Reports that another process is just bringing in are named as such; the desk
waits for nobody and works nothing out anew by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, func, select

from memcon.dossier.numbering import Numbering
from memcon.dossier.opening import Cutter
from memcon.dossier.selection import part
from memcon.dossier.telling import Settled
from memcon.dossier.telling import story as tell
from memcon.model.errors import DossierError
from memcon.model.gazetteer import states
from memcon.model.memo import Clock, Event, Memorandum, Report, Time
from memcon.model.places import Span
from memcon.present.clockwords import when
from memcon.present.desk import Desk
from memcon.present.fragments import address, at_source
from memcon.present.serve.asking import RefusedError
from memcon.present.serve.room import MovedError, Room, state_of
from memcon.present.serve.values import EventRow, ReportRow, Words
from memcon.store import derived, memoranda
from memcon.store.columns import Columns
from memcon.store.columns import columns as columns_of
from memcon.store.queries import EventLine
from memcon.store.reports import lines
from memcon.store.schema import REPORT

CLOCKS = 3
"""How many clocks tell the time of an event in a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What was last told: its stories, the names and ids of all reports as they stood then."""

    settled: Settled
    names: Numbering


def untold(room: Room) -> int:
    """How many reports, or versions of reports, came in that are not told yet."""
    with room.look() as connection:
        at = derived.state(connection)
        last = at.intake if at else 0
        return int(connection.execute(select(func.count()).where(REPORT.c.intake > last)).scalar_one())


def shown(room: Room) -> Shown | None:
    """What is shown; null where nothing was told yet."""

    def work() -> Shown | None:
        with room.look() as connection:
            at, stories = derived.state(connection), memoranda.shown(connection)
            if at is None or not stories:
                return None
            there = lines(connection, at.intake)
        found = Settled(at=at, lines=tuple(there), stories=stories)
        return Shown(settled=found, names=found.numbering)

    found = room.memory.kept(room, "shown", work)
    assert found is None or isinstance(found, Shown)  # noqa: S101
    return found


def columns(room: Room) -> Columns:
    """The events that are shown, as columns; raises ``MovedError`` where others are shown by now."""

    def work() -> Columns:
        before = room.memory.carried.get("columns")
        with room.look() as connection:
            made = columns_of(connection, before)
        if state_of(room.store) != room.seen:
            raise MovedError
        room.memory.carried["columns"] = made
        return made

    found = room.memory.kept(room, "columns", work)
    assert isinstance(found, Columns)  # noqa: S101
    return found


def story(room: Room, number: int) -> Memorandum:
    """The memorandum of a story."""

    def work() -> Memorandum:
        found = shown(room)
        if found is None or not 1 <= number <= len(found.settled.stories):
            raise lost("story")
        return opened(room, found, number)

    memo = room.stories.kept(room, number, work)
    assert isinstance(memo, Memorandum)  # noqa: S101
    return memo


def story_alone(room: Room, number: int) -> Memorandum:
    """The same, not kept in memory: for whoever goes through many."""
    found = shown(room)
    if found is None:
        raise lost("story")
    return opened(room, found, number)


def story_part(room: Room, number: int, cut: Cutter) -> Memorandum:
    """As much of the memorandum of a story as ``cut`` leaves."""
    found = shown(room)
    if found is None or not 1 <= number <= len(found.settled.stories):
        raise lost("story")
    return opened(room, found, number, cut)


def opened(room: Room, found: Shown, number: int, cut: Cutter | None = None) -> Memorandum:
    """The memorandum of a story from the file; raises ``MovedError`` where it was told anew since it was looked up."""
    try:
        return tell(room.store, found.settled, number, names=found.names, cut=cut)
    except DossierError as error:
        if state_of(room.store) != room.seen:
            raise MovedError from error
        raise


def stories(room: Room) -> Iterator[Memorandum]:
    """The memoranda of all stories, one by one, by number; none of them is kept in memory."""
    found = shown(room)
    for one in found.settled.stories if found else ():
        yield story_alone(room, one.number)


def lost(what: str) -> RefusedError:
    """That there is no such thing any more."""
    return RefusedError(404, f"There is no such {what} now.", "Numbers are given anew by every add: look for it.")


def ids(room: Room) -> dict[int, str]:
    """The ids of reports by their rows."""
    found = shown(room)
    return dict(found.names.ids) if found else {}


def event_row(line: EventLine) -> EventRow:
    """An event of a list, its time in words on the clocks of its parties."""
    clocks = tuple(
        Clock(country=p, capital=states()[p].capital[0], zone=states()[p].zone, earliest="", latest="", words="")
        for p in line.parties
        if p in states() and states()[p].capital and states()[p].zone
    )
    time = None
    if line.earliest or line.latest or line.partial:
        time = Time(
            earliest=line.earliest,
            latest=line.latest,
            partial=line.partial,
            precision=line.precision or "open",  # type: ignore[arg-type]
            clocks=clocks[:CLOCKS],
        )
    bare = Event(id=line.name, label=line.label, type=line.type, status="occurred", time=time)
    return EventRow(
        story=line.story,
        id=line.name,
        label=line.label,
        type=line.type,
        status=line.status,
        when=when(bare, line.parties[0] if line.parties else None),
        earliest=line.earliest,
        latest=line.latest,
        parties=line.parties,
        origins=line.origins,
        reports=line.reports,
        disputed=line.disputed,
    )


def event_part(memo: Memorandum, event: Event) -> Memorandum:
    """The memorandum of one event: its claims, its reports with their texts, its actors."""
    return part(memo, {event.id}, ())


def report_part(memo: Memorandum, report: str, lines_: Sequence[EventLine]) -> Memorandum:
    """The memorandum of one report: its text, its claims, and of the events that these are of what a list has."""
    if not any(r.id == report for r in memo.reports):
        raise lost("report")
    claims = tuple(c for c in memo.claims if c.report == report)
    events = {c.event for c in claims}
    return replace(
        memo,
        reports=tuple(r for r in memo.reports if r.id == report),
        claims=claims,
        events=tuple(
            Event(id=e.name, label=e.label, type=e.type, status=e.status)  # type: ignore[arg-type]
            for e in lines_
            if e.name in events
        ),
        coverage=tuple(c for c in memo.coverage if c.report == report),
    )


def words(desk: Desk, report: str, place: Span, claim: str | None) -> Words:
    """A place in a report as words with the links to them."""
    return words_of(desk.reports[report], place, claim)


def words_of(report: Report, place: Span, claim: str | None = None) -> Words:
    """A place in a report that is at hand."""
    return Words(
        report=report.id,
        outlet=report.outlet or report.file,
        start=place.start,
        end=place.end,
        quote=" ".join(place.quote.split()),
        claim=claim,
        url=at_source(report.url, report.text, place.start, place.end) or None if report.url else None,
    )


def report_row(story: int, report: Report) -> ReportRow:
    """A report of a memorandum as a row."""
    return ReportRow(
        story=story,
        id=report.id,
        file=report.file,
        title=report.title,
        outlet=report.outlet,
        side=report.side,
        kind=report.kind,
        published=report.published,
        added=None,
        reliability=report.reliability,
        url=address(report.url),
        read=report.read,
        why=report.why,
        characters=report.characters,
    )


def counted(connection: Connection) -> int:
    """How many reports there are, as they stand now."""
    return int(connection.exec_driver_sql("SELECT count(*) FROM source").scalar_one())
