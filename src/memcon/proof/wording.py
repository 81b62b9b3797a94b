"""The words of marks, from ``data/wording.yaml``."""

from __future__ import annotations

from memcon.model.gazetteer import states
from memcon.model.memo import Report
from memcon.proof.lexis import rules

LONG = 160
"""Characters of a report's words in a line; the place has them all."""


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONG else flat[: LONG - 1].rsplit(" ", 1)[0] + " …"


def reason(key: str, **slots: str) -> str:
    """Why a mark stands, in one line."""
    line = str(rules("wording")["reasons"][key]).format(**{k: _short(v) for k, v in slots.items()})
    return line[:1].upper() + line[1:]


def suggestion(key: str, **slots: str) -> str:
    """What to write instead."""
    return str(rules("wording")["suggestions"][key]).format(**{k: _short(v) for k, v in slots.items()})


def name(kind: str, *, sure: bool = True) -> str:
    """A kind of mark as people read it; of one that is not sure, what it asks."""
    return str(rules("wording")["names" if sure else "questions"][kind])


def own_text(report: Report) -> str:
    """A government's own text, by whose it is: "the Chinese readout"."""
    found = states().get(report.side or "")
    kind = report.kind if report.kind != "news" else "text"
    if found is not None and found.demonyms:
        return f"the {found.demonyms[0]} {kind}"
    return f"the {kind} of {report.outlet or (found.name if found else report.side) or report.id}"


def lowered(voice: str) -> str:
    """A voice as it stands after "according to": an article or a possessive at its start in lower case."""
    first, _, rest = voice.partition(" ")
    return f"{first.lower()} {rest}" if first in rules("wording")["lowered"] and rest else voice
