"""The analyst's brief of a memorandum: the same record, by what stands behind it and what it leaves open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from memcon.model.memo import Memorandum
from memcon.present.analyst_findings import findings
from memcon.present.analyst_outlook import assumptions, bottom_line, gaps, signposts
from memcon.present.analyst_readings import questions
from memcon.present.analyst_sources import graded, grades, statement
from memcon.present.analyst_view import Brief, Finding
from memcon.present.build import view
from memcon.present.desk import Desk
from memcon.present.icd203 import blanks, degrees, levels
from memcon.present.view import Line, View

JUDGEMENTS = 3
"""How many key judgements the page leaves room for."""
KEPT = (("u-before-", "Handle with care"), ("u-readings-", "Readings"), ("e-", ""))
"""Rows of the reporter's page that stand on this one too, with the headings that they stand under here."""


def _placed(shared: View, found: Sequence[Finding]) -> View:
    """The view whose passages lead to the findings that rest on them, and to no row that this page has not."""
    by: dict[str, list[tuple[str, str]]] = {}
    for finding in found:
        for cite in finding.cites:
            by.setdefault(cite.claim, []).append((f"f-{finding.number}", f"Finding {finding.number}"))
    sources = []
    for source in shared.sources:
        passages = []
        for passage in source.passages:
            rows = dict(p for claim in passage.claims for p in by.get(claim, ()))
            for place, name in passage.places:
                kept = next((heading for prefix, heading in KEPT if place.startswith(prefix)), None)
                if kept is not None:
                    rows.setdefault(place, kept or name)
            if rows:
                passages.append(replace(passage, places=tuple(rows.items())))
        sources.append(replace(source, passages=tuple(passages)))
    return replace(shared, sources=tuple(sources))


def brief_view(memo: Memorandum, *, zone: str | None = None) -> Brief:
    """The analyst's brief of a memorandum; ``zone`` adds the reader's own clock to what it shares with the page."""
    desk = Desk.of(memo)
    found, more = findings(desk)
    shared = _placed(view(memo, zone=zone), (*found, *more))
    letters = grades(desk)
    return Brief(
        view=shared,
        bottom=bottom_line(desk),
        statement=statement(desk),
        grades=letters,
        graded=graded(letters),
        findings=found,
        more=more,
        questions=questions(desk),
        readings=shared.readings,
        assumptions=assumptions(desk),
        gaps=gaps(desk),
        signposts=signposts(desk),
        indicators=tuple(Line(text=i.text, cites=desk.cites(i.claims), quote=True) for i in memo.indicators),
        blanks=blanks(),
        judgements=JUDGEMENTS,
        degrees=degrees(),
        levels=levels(),
    )
