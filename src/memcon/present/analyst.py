"""The analyst's brief of a memorandum: the same record, by what stands behind it and what it leaves open."""

from __future__ import annotations

from memcon.model.memo import Memorandum
from memcon.present.analyst_findings import findings
from memcon.present.analyst_outlook import assumptions, bottom_line, gaps, signposts
from memcon.present.analyst_readings import questions
from memcon.present.analyst_sources import graded, grades, statement
from memcon.present.analyst_view import Brief
from memcon.present.build import view
from memcon.present.desk import Desk
from memcon.present.icd203 import blanks, degrees, levels
from memcon.present.view import Line

JUDGEMENTS = 3
"""How many key judgements the page leaves room for."""


def brief_view(memo: Memorandum, *, zone: str | None = None) -> Brief:
    """The analyst's brief of a memorandum; ``zone`` adds the reader's own clock to what it shares with the page."""
    desk, shared = Desk.of(memo), view(memo, zone=zone)
    found, more = findings(desk)
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
