"""The sources: every report with whose it is and how reliable; and one report verbatim, with what rests on it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from memcon.dossier.opening import of_report
from memcon.model.memo import Claim, Report
from memcon.present.desk import Desk
from memcon.present.fragments import address
from memcon.present.serve import reads
from memcon.present.serve.asking import asked
from memcon.present.serve.room import Room
from memcon.present.serve.values import PER_PAGE, Paging, ReportRow, Words, page_only, paging
from memcon.present.sources import about
from memcon.present.words import vocabulary
from memcon.store import listing, queries
from memcon.store.judgements import standing


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesAsked:
    """Which reports."""

    outlet: str = asked("Of this outlet alone.", default="", longest=200)
    q: str = asked("Words of the title or the file's name.", default="")
    page: int = asked("Which page of the reports.", default=1, low=1, high=10**6)
    outlets: int = asked("Which page of the outlets.", default=1, low=1, high=10**6)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletRow:
    """A source as it is judged: an outlet with its letter, or the one report that names none."""

    name: str
    named: bool
    side: str | None
    reports: int
    reliability: str
    story: int | None
    report: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage:
    """The reports, the last published first, and the outlets that they are of."""

    outlets: tuple[OutletRow, ...]
    outlet_paging: Paging
    reports: tuple[ReportRow, ...]
    paging: Paging
    letters: tuple[tuple[str, str], ...]
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAsked:
    """Which report."""

    story: int = asked("The number of the story.", low=1, high=10**7)
    report: str = asked("The report's id in it.", longest=20)
    start: int | None = asked("Where words begin that are to be shown: code points from 0.", default=None)
    end: int | None = asked("Where these words end.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of the report that something rests on, and the events that it is of: id and label."""

    words: Words
    events: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run of the text. ``opens`` are the claims whose passage begins here; ``here`` is what is to be shown."""

    text: str
    marked: bool = False
    opens: tuple[str, ...] = ()
    event: str | None = None
    reading: bool = False
    here: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """One report, verbatim, and every passage that something rests on."""

    story: int
    about: ReportRow
    text: str
    tells: str
    sentences: int
    silent: int
    passages: tuple[Passage, ...]
    events: tuple[tuple[str, str], ...]
    state: str
    paragraphs: tuple[tuple[Run, ...], ...] = page_only(())


def sources(room: Room, asks: SourcesAsked) -> SourcesPage:
    """The outlets, and a page of the reports."""
    names = reads.ids(room)
    with room.look() as connection:
        every = room.memory.kept(room, "outlets", lambda: listing.outlets(connection))
        found = room.memory.kept(
            room,
            ("reports", asks.outlet, asks.q),
            lambda: listing.report_rows(connection, outlet=asks.outlet, words=asks.q),
        )
        part, outlet_part = paging(len(found), asks.page), paging(len(every), asks.outlets)
        outlets = every[(outlet_part.page - 1) * PER_PAGE : outlet_part.page * PER_PAGE]
        rows = listing.reports(connection, found[(part.page - 1) * PER_PAGE : part.page * PER_PAGE])
        given = {r.source: r.letter for r in standing(connection) if r.kind == "reliability" and r.source and r.letter}
    return SourcesPage(
        outlets=tuple(
            OutletRow(
                name=o.name,
                named=o.named,
                side=o.side,
                reports=o.reports,
                reliability=given.get(" ".join(o.name.casefold().split()), o.reliability),
                story=o.story,
                report=names.get(o.row),
            )
            for o in outlets
        ),
        outlet_paging=outlet_part,
        reports=tuple(_row(r, names, given) for r in rows),
        paging=part,
        letters=letters(),
        state=room.mark(),
    )


def _row(line: listing.ReportLine, names: dict[int, str], given: dict[str, str]) -> ReportRow:
    return ReportRow(
        story=line.story,
        id=names.get(line.row),
        file=line.file,
        title=line.title,
        outlet=line.outlet,
        side=line.side,
        kind=line.kind,
        published=line.published,
        added=line.added,
        reliability=given.get(" ".join((line.outlet or "").casefold().split()), line.reliability),
        url=address(line.url),
        read=line.read,
        why=line.why,
        characters=line.characters,
    )


def letters() -> tuple[tuple[str, str], ...]:
    """The Admiralty letters with what they mean."""
    return tuple((k, str(v)) for k, v in vocabulary()["admiralty"].items()) or (("F", "cannot be judged"),)


def report(room: Room, asks: ReportAsked) -> ReportPage:
    """One report."""
    memo = reads.story_part(room, asks.story, of_report(asks.report))
    with room.look() as connection:
        part = reads.report_part(memo, asks.report, queries.of_story(connection, asks.story))
    desk = Desk.of(part)
    found = part.reports[0]
    return ReportPage(
        story=asks.story,
        about=reads.report_row(asks.story, found),
        text=found.text,
        tells=about(found),
        sentences=part.coverage[0].sentences if part.coverage else 0,
        silent=len(part.coverage[0].without_claim) if part.coverage else 0,
        passages=_passages(desk, found),
        events=tuple((e.id, e.label) for e in part.events),
        state=room.mark(),
        paragraphs=paragraphs(desk, found, _shown(found, asks)) if found.read else (),
    )


def _shown(report: Report, asks: ReportAsked) -> tuple[int, int] | None:
    """The words that are asked for, within the text; null where none are, or where there are none."""
    if asks.start is None or asks.end is None:
        return None
    start, end = min(asks.start, len(report.text)), min(asks.end, len(report.text))
    return (start, end) if start < end else None


def _passages(desk: Desk, report: Report) -> tuple[Passage, ...]:
    """The passages that something rests on, in order of the text, each once."""
    by: dict[tuple[int, int], list[Claim]] = {}
    for claim in desk.memo.claims:
        if claim.evidence:
            by.setdefault((claim.evidence[0].start, claim.evidence[0].end), []).append(claim)
    return tuple(
        Passage(
            words=reads.words(desk, report.id, by[key][0].evidence[0], by[key][0].id),
            events=tuple(
                dict.fromkeys((c.event, desk.events[c.event].label) for c in by[key] if c.event in desk.events)  # type: ignore[misc, index]
            ),
        )
        for key in sorted(by)
    )


def paragraphs(desk: Desk, report: Report, shown: tuple[int, int] | None) -> tuple[tuple[Run, ...], ...]:
    """The text cut at every line end and at every edge of a passage, no code point lost but the line ends."""
    text = report.text
    claims = [c for c in desk.memo.claims if c.evidence]
    spans = [(c.evidence[0].start, c.evidence[0].end) for c in claims]
    lines = [(i, i + 1) for i, sign in enumerate(text) if sign == "\n"]
    edges = {0, len(text), *(e for span in (*spans, *lines, *([shown] if shown else [])) for e in span)}
    cuts = sorted(e for e in edges if 0 <= e <= len(text))
    covering: dict[int, list[Claim]] = {}
    for claim, (start, end) in zip(claims, spans, strict=True):
        for cut in cuts[bisect_left(cuts, start) : bisect_left(cuts, end)]:
            covering.setdefault(cut, []).append(claim)
    out: list[tuple[Run, ...]] = []
    current: list[Run] = []
    for start, end in pairwise(cuts):
        if text[start:end] == "\n":
            out += [tuple(current)] if any(r.text.strip() for r in current) else []
            current = []
        else:
            current.append(_run(desk, text[start:end], start, covering.get(start, []), shown))
    out += [tuple(current)] if any(r.text.strip() for r in current) else []
    return tuple(out)


def _run(desk: Desk, text: str, start: int, claims: list[Claim], shown: tuple[int, int] | None) -> Run:
    here = shown is not None and shown[0] <= start < shown[1]
    if not claims:
        return Run(text=text, here=here, first=here and shown is not None and start == shown[0])
    tightest = min(claims, key=lambda c: (len(c.evidence[0]), c.id))
    home = next((c.event for c in sorted(claims, key=lambda c: len(c.evidence[0])) if c.event in desk.events), None)
    return Run(
        text=text,
        marked=True,
        opens=tuple(c.id for c in claims if c.evidence[0].start == start),
        event=home,
        reading=tightest.kind == "assessment",
        here=here,
        first=here and shown is not None and start == shown[0],
    )
