"""The reports' own words, with every passage that the memorandum rests on marked."""

from __future__ import annotations

from bisect import bisect_left
from datetime import datetime
from itertools import pairwise

from memcon.model.interval import day_words
from memcon.model.memo import Claim, Coverage, Report
from memcon.present.desk import Desk
from memcon.present.fragments import address, at_source
from memcon.present.view import Passage, Segment, Source
from memcon.present.words import country, possessive, vocabulary, word

UNJUDGED = "F"
"""The Admiralty letter of a source that nobody has judged; it is not repeated on every line."""


def sources(desk: Desk) -> tuple[Source, ...]:
    """Every report, the unread ones with the reason and no text."""
    claims: dict[str, list[Claim]] = {}
    for claim in desk.memo.claims:
        if claim.evidence:
            claims.setdefault(claim.report, []).append(claim)
    coverage = {c.report: c for c in desk.memo.coverage}
    return tuple(_source(desk, r, claims.get(r.id, []), coverage.get(r.id)) for r in desk.memo.reports)


def _source(desk: Desk, report: Report, claims: list[Claim], coverage: Coverage | None) -> Source:
    return Source(
        id=report.id,
        title=report.title or report.file,
        outlet=report.outlet or "",
        about=about(report),
        url=address(report.url),
        why=None if report.read else (report.why or "not read"),
        paragraphs=_paragraphs(desk, report, claims) if report.read else (),
        sentences=coverage.sentences if coverage else 0,
        silent=len(coverage.without_claim) if coverage else 0,
        passages=_passages(desk, report, claims) if report.read else (),
    )


def _passages(desk: Desk, report: Report, claims: list[Claim]) -> tuple[Passage, ...]:
    """The marked passages in order of the text, claims of the same words together, each with the events it is of."""
    by: dict[tuple[int, int], list[Claim]] = {}
    for claim in claims:
        by.setdefault((claim.evidence[0].start, claim.evidence[0].end), []).append(claim)
    return tuple(
        Passage(
            claims=tuple(c.id for c in by[start, end]),
            quote=" ".join(report.text[start:end].split()),
            url=at_source(report.url, report.text, start, end),
            places=tuple(
                (f"e-{c.event}", f"The record: {desk.events[c.event].label}")
                for c in by[start, end]
                if c.event is not None and c.event in desk.events
            ),
        )
        for start, end in sorted(by)
    )


def about(report: Report) -> str:
    """What is known of a report, in one line."""
    parts = [word("kind", report.kind)]
    if report.side:
        parts.append(f"{possessive(country(report.side))} own text")
    if report.outlet:
        parts.append(report.outlet)
    parts.append(published(report.published) if report.published else "undated")
    if report.credits:
        parts.append("credits " + ", ".join(report.credits))
    if report.origin:
        parts.append(f"a copy of {report.origin}, counted once")
    if report.reliability != UNJUDGED:
        reliability = vocabulary()["admiralty"].get(report.reliability, "")
        parts.append(f"{report.reliability}: {reliability}")
    return " · ".join(parts)


def published(stamp: str) -> str:
    """A moment of publication as people write it; the hour is left out where it is the noon of a bare date."""
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    day = day_words(moment, year=True)
    if (moment.hour, moment.minute, moment.second) == (12, 0, 0):
        return day
    offset = moment.isoformat()[-6:] if moment.utcoffset() is not None else ""
    return f"{day}, {moment:%H:%M}{f' (UTC{offset})' if offset else ''}"


def _paragraphs(desk: Desk, report: Report, claims: list[Claim]) -> tuple[tuple[Segment, ...], ...]:
    """The text cut at every line end and at every edge of a passage."""
    text = report.text
    edges = {0, len(text)}
    for claim in claims:
        edges |= {claim.evidence[0].start, claim.evidence[0].end}
    lines = [(i, i + 1) for i, c in enumerate(text) if c == "\n"]
    for start, end in lines:
        edges |= {start, end}
    cuts = sorted(e for e in edges if 0 <= e <= len(text))
    index = {c: i for i, c in enumerate(cuts)}
    covering: list[list[Claim]] = [[] for _ in cuts]
    for claim in claims:
        span = claim.evidence[0]
        for i in range(index[span.start], bisect_left(cuts, span.end)):
            covering[i].append(claim)
    paragraphs: list[tuple[Segment, ...]] = []
    current: list[Segment] = []
    for i, (start, end) in enumerate(pairwise(cuts)):
        piece = text[start:end]
        if piece == "\n":
            if any(s.text.strip() for s in current):
                paragraphs.append(tuple(current))
            current = []
            continue
        current.append(_segment(desk, piece, start, covering[i]))
    if any(s.text.strip() for s in current):
        paragraphs.append(tuple(current))
    return tuple(paragraphs)


def _segment(desk: Desk, piece: str, start: int, claims: list[Claim]) -> Segment:
    if not claims:
        return Segment(text=piece)
    tightest = min(claims, key=lambda c: (len(c.evidence[0]), c.id))
    back = f"e-{tightest.event}" if tightest.event in desk.events else None
    return Segment(
        text=piece,
        claims=tuple(c.id for c in claims),
        opens=tuple(c.id for c in claims if c.evidence[0].start == start),
        back=back or ("readings" if tightest.kind == "assessment" else None),
        kind="reading" if tightest.kind == "assessment" else "fact",
    )
