"""The analyst's brief as one self-contained HTML page that needs no script."""

from __future__ import annotations

import base64
import hashlib

from markupsafe import Markup

from memcon.model.memo import Memorandum
from memcon.present.analyst import brief_view
from memcon.present.analyst_view import Brief
from memcon.present.page import environment, template
from memcon.present.sections import legend

SECTIONS = (
    ("bottom", "Bottom line"),
    ("statement", "Sources in summary"),
    ("findings", "Findings"),
    ("before", "Handle with care"),
    ("judged", "Judged by people"),
    ("further", "Told further elsewhere"),
    ("readings", "Readings"),
    ("assumptions", "Assumptions"),
    ("gaps", "Gaps"),
    ("judgements", "Key judgements"),
    ("signposts", "Signposts"),
    ("record", "The record"),
    ("sources", "Sources"),
)


def _empty(b: Brief) -> set[str]:
    """The sections that have nothing to show."""
    has = {
        "findings": b.findings,
        "before": b.view.before.lines,
        "judged": b.view.judged,
        "further": b.view.told_on.lines,
        "readings": b.questions or b.readings,
        "assumptions": b.assumptions,
        "gaps": b.gaps,
        "signposts": b.signposts or b.indicators,
        "record": b.view.cards,
    }
    return {name for name, value in has.items() if not value}


def analyst_page(memo: Memorandum, *, zone: str | None = None) -> str:
    """The analyst's page of a memorandum, under the same policy as the reporter's: no script, one style sheet."""
    b = brief_view(memo, zone=zone)
    style = template("style.css") + template("analyst.css")
    empty = _empty(b)
    return (
        environment()
        .get_template("analyst.html.j2")
        .render(
            b=b,
            v=b.view,
            style=Markup(style),  # noqa: S704 - our own style sheets, no text of a report
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
            sections=[s for s in SECTIONS if s[0] not in empty],
            signs=dict(legend()),
        )
    )
