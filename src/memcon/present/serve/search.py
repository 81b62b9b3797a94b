"""Search: words over the reports, the events and the claims, each found with the words around."""

# ruff: noqa: RUF009 - a field with what it means, made by a function of ours

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from memcon.present.serve import reads
from memcon.present.serve.asking import asked
from memcon.present.serve.room import Room
from memcon.present.serve.values import EventRow, Paging, paging
from memcon.store import queries, searching
from memcon.store.searching import Piece

PER_PAGE = 20
FEW = 5
"""Hits of each kind where all kinds are shown."""

Kind = Literal["all", "events", "reports", "claims"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAsked:
    """What is looked for."""

    q: str = asked('Words, "words in a row", begin*; all must be there.', default="", longest=200)
    kind: Kind = asked("Among what.", default="all")
    page: int = asked("Which page, where one kind is looked for.", default=1, low=1, high=10**6)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFound:
    """A report that has the words."""

    story: int | None
    id: str | None
    title: str
    outlet: str | None
    published: str | None
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFound:
    """A claim that has the words, with its event and the report that makes it."""

    story: int
    event: str
    label: str
    report: str | None
    claim: str
    outlet: str
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """What was found, by kind, and how much there is of each."""

    q: str
    kind: Kind
    events: tuple[EventRow, ...]
    events_total: int
    reports: tuple[ReportFound, ...]
    reports_total: int
    claims: tuple[ClaimFound, ...]
    claims_total: int
    paging: Paging


def search(room: Room, asks: SearchAsked) -> SearchPage:
    """What has the words asked for."""
    totals = {"events": 0, "reports": 0, "claims": 0}
    events: tuple[EventRow, ...] = ()
    reports: tuple[ReportFound, ...] = ()
    claims: tuple[ClaimFound, ...] = ()
    one = asks.kind != "all"
    limit = PER_PAGE if one else FEW
    offset = (asks.page - 1) * PER_PAGE if one else 0
    if asks.q and searching.query(asks.q) is not None:
        names = reads.ids(room)
        with room.look() as connection:
            if asks.kind in ("all", "events"):
                bare = " ".join(searching.WORD.findall(asks.q))
                found = queries.events(
                    connection, queries.Asked(words=bare), order="latest", limit=limit, offset=offset
                )
                events, totals["events"] = tuple(reads.event_row(e) for e in found.lines), found.total
            if asks.kind in ("all", "reports"):
                held = searching.reports(connection, asks.q, limit=limit, offset=offset)
                totals["reports"] = held.total
                reports = tuple(
                    ReportFound(
                        story=r.story,
                        id=names.get(r.row),
                        title=r.title or r.file,
                        outlet=r.outlet,
                        published=r.published,
                        snippet=r.snippet,
                    )
                    for r in held.hits
                )
            if asks.kind in ("all", "claims"):
                said = searching.claims(connection, asks.q, limit=limit, offset=offset)
                totals["claims"] = said.total
                claims = tuple(
                    ClaimFound(
                        story=c.story,
                        event=c.event,
                        label=c.label,
                        report=names.get(c.report),
                        claim=c.name,
                        outlet=c.outlet or c.file,
                        snippet=c.snippet,
                    )
                    for c in said.hits
                )
    return SearchPage(
        q=asks.q,
        kind=asks.kind,
        events=events,
        events_total=totals["events"],
        reports=reports,
        reports_total=totals["reports"],
        claims=claims,
        claims_total=totals["claims"],
        paging=paging(totals[asks.kind] if one else 0, asks.page, PER_PAGE),
    )
