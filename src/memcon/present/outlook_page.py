"""Relations over time as one self-contained HTML page that needs no script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from memcon.outlook.parties import name_of
from memcon.outlook.types import LeverLine, Mark, Pair, Relations
from memcon.present.levels_drawing import Sheet, sheets
from memcon.present.outlook_text import TREND, latest
from memcon.present.page import environment, template
from memcon.present.words import word

DRAWN = 6
"""How many pairs are drawn on the page of all parties: those of most tension."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Two directions of one pair of parties with their drawings."""

    name: str
    pairs: tuple[Pair, ...]
    sheets: tuple[Sheet, ...]


def relations_page(found: Relations, *, whole: bool, name: str) -> str:
    """The page of relations: all parties in short with the most tense pairs drawn, or one pair at length."""
    style = template("style.css") + template("relations.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    drawn = tuple(_drawn(found, whole=whole))
    title = "Relations" if whole else drawn[0].name if drawn else "Relations"
    return (
        environment()
        .get_template("relations.html.j2")
        .render(
            r=found,
            title=title,
            name=name,
            whole=whole,
            drawn=drawn,
            style=Markup(style),  # noqa: S704 - our own style sheets, no text of a report
            style_hash=digest,
            trend=TREND,
            words=_words,
            party=name_of,
            felt=_felt,
            lever_days=_lever_days,
            talks=latest(found),
            levers=tuple(line for p in found.pairs for line in p.levers),
        )
    )


def _drawn(found: Relations, *, whole: bool) -> Sequence[Drawn]:
    by = {(p.source, p.target): p for p in found.pairs}
    keys = [(t.one, t.two) for t in found.tensions[:DRAWN]] if whole else []
    if not whole and found.pairs:
        keys = [(found.pairs[0].source, found.pairs[0].target)]
    out = []
    for one, two in keys:
        pairs = tuple(p for k in ((one, two), (two, one)) if (p := by.get(k)) is not None)
        out.append(Drawn(name=f"{name_of(one)} – {name_of(two)}", pairs=pairs, sheets=sheets(pairs)))
    return out


def _words(mark: Mark) -> str:
    status = "" if mark.status == "occurred" else f", {word('status', mark.status)}"
    return f"{word('type', mark.type).lower()}{status}"


def _felt(marks: Sequence[Mark]) -> list[Mark]:
    return sorted(marks, key=lambda m: (-m.now, m.first or "", m.event))


def _lever_days(line: LeverLine) -> str:
    days = (("on", line.on), ("eased", line.eased), ("off", line.off), ("threatened", line.threatened))
    return ", ".join(f"{w} {d}" for w, d in days if d)
