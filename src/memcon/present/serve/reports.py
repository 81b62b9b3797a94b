"""The sources: every report with whose it is and how reliable; and one report verbatim, with what rests on it."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.present.desk import Desk
from memcon.present.serve import reads
from memcon.present.serve.asking import asked
from memcon.present.serve.room import Room
from memcon.present.serve.values import PER_PAGE, Paging, ReportRow, page_only, paging
from memcon.present.sources import sources as marked
from memcon.present.view import Source
from memcon.present.words import vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesAsked:
    """Which reports."""

    outlet: str = asked("Of this outlet alone.", default="", longest=200)
    q: str = asked("Words of the title or the file's name.", default="")
    page: int = asked("Which page.", default=1, low=1, high=10**6)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletRow:
    """A source as it is judged: an outlet with its letter, or the one report that names none."""

    name: str
    named: bool
    side: str | None
    reports: int
    reliability: str
    story: int
    report: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage:
    """The reports, the last published first, and the outlets that they are of."""

    outlets: tuple[OutletRow, ...]
    reports: tuple[ReportRow, ...]
    paging: Paging
    letters: tuple[tuple[str, str], ...]
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAsked:
    """Which report."""

    story: int = asked("The number of the story.", low=1, high=10**7)
    report: str = asked("The report's id in it.", longest=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """One report, verbatim, and every passage that something rests on."""

    story: int
    about: ReportRow
    text: str
    source: Source
    names: dict[str, str]
    events: tuple[tuple[str, str], ...]
    state: str
    letters: tuple[tuple[str, str], ...] = page_only(())


def sources(room: Room, asks: SourcesAsked) -> SourcesPage:
    """The outlets, and a page of the reports."""
    outlets = tuple(
        OutletRow(
            name=name,
            named=named,
            side=row.side,
            reports=count,
            reliability=row.reliability,
            story=row.story,
            report=row.id,
        )
        for name, named, row, count in reads.outlets(room)
    )
    found = reads.report_rows(room, outlet=asks.outlet, words=asks.q)
    part = paging(len(found), asks.page)
    return SourcesPage(
        outlets=outlets,
        reports=tuple(found[(part.page - 1) * PER_PAGE : part.page * PER_PAGE]),
        paging=part,
        letters=letters(),
        state=room.mark(),
    )


def letters() -> tuple[tuple[str, str], ...]:
    """The Admiralty letters with what they mean."""
    return tuple((k, str(v)) for k, v in vocabulary()["admiralty"].items()) or (("F", "cannot be judged"),)


def report(room: Room, asks: ReportAsked) -> ReportPage:
    """One report."""
    memo = reads.story(room, asks.story)
    part = reads.report_part(memo, asks.report)
    desk = Desk.of(part)
    found = part.reports[0]
    return ReportPage(
        story=asks.story,
        about=reads.report_row(asks.story, found),
        text=found.text,
        source=marked(desk)[0],
        names={},
        events=tuple((e.id, e.label) for e in part.events),
        state=room.mark(),
        letters=letters(),
    )
