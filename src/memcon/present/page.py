"""The memorandum as one self-contained HTML page that needs no script."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from memcon.model.memo import Memorandum
from memcon.present.build import view
from memcon.present.sections import legend
from memcon.present.uses import anchored
from memcon.present.view import View
from memcon.present.words import lowered

SECTIONS = (
    ("happened", "What happened"),
    ("before", "Before you file"),
    ("judged", "Judged by people"),
    ("further", "Told further elsewhere"),
    ("clocks", "Clocks"),
    ("parts", "Where the accounts part"),
    ("words", "In their words"),
    ("held", "Held back, left out"),
    ("levers", "Levers"),
    ("agenda", "Agenda"),
    ("watch", "Watch"),
    ("ask", "Ask"),
    ("readings", "Readings"),
    ("relations", "Relations"),
    ("alone", "Each report alone"),
    ("record", "The record"),
    ("sources", "Sources"),
)


def template(name: str) -> str:
    """The text of a template or a style sheet of ours."""
    return (files("memcon.present") / "templates" / name).read_text("utf-8")


def _tight(text: str) -> str:
    """A time whose hours keep to their sign at the end of a line."""
    return re.sub(r"(?<=\d) h\b", "\u00a0h", text)


@cache
def environment() -> Environment:
    """The templates: whatever is not marked as ours is escaped, and a name that is not given fails."""
    made = Environment(
        loader=FunctionLoader(template),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
    )
    # where a link of ours leads; the desk, whose pages are many, gives others when it draws
    made.globals |= {
        "at_event": lambda event: f"#e-{event}",
        "at_cite": lambda cite: f"#{cite.target}",
        "at_report": lambda report: f"#r-{report}",
        "cite_name": lambda cite: cite.report,
        "report_name": lambda report: report,
    }
    made.filters["lowered"] = lowered
    made.filters["tight"] = _tight
    return made


def _shown(v: View) -> set[str]:
    """The sections that have something to show."""
    has = {
        "happened": True,
        "before": v.before.lines,
        "judged": v.judged,
        "further": v.told_on.lines,
        "clocks": v.clock_rows or v.no_timeline,
        "parts": v.facts or v.minor or v.single,
        "words": v.words or v.unheard,
        "held": v.held or v.left_out,
        "levers": v.levers,
        "agenda": v.agenda,
        "watch": v.watch.lines,
        "ask": v.ask,
        "readings": v.readings or v.standpoints,
        "relations": v.relations,
        "alone": v.alone,
        "record": v.cards,
        "sources": True,
    }
    return {name for name, value in has.items() if value}


def page(memo: Memorandum, *, zone: str | None = None) -> str:
    """The page of a memorandum; ``zone`` (an IANA name) adds the reader's own clock.

    All text of the reports is escaped; the content security policy allows the page's own style
    sheet by its hash and nothing else.
    """
    v = anchored(view(memo, zone=zone))
    style = template("style.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    shown = _shown(v)
    return (
        environment()
        .get_template("memorandum.html.j2")
        .render(
            v=v,
            style=Markup(style),  # noqa: S704 - our own style sheet, no text of a report
            style_hash=digest,
            sections=[s for s in SECTIONS if s[0] in shown],
            signs=dict(legend()),
        )
    )
