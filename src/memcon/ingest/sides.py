"""Whose own text a report may be: the country of an office of state, by the name of the outlet.

A guess, and kept one: it is said and offered, and nobody but a person makes it so.
"""

from __future__ import annotations

import re
from functools import cache

from memcon.ingest import lineage
from memcon.ingest.tables import words
from memcon.model import gazetteer
from memcon.model.memo import Report


def side_of(report: Report) -> str | None:
    """The country whose own text a report probably is, by its outlet's name; null for the press."""
    name = report.outlet or ""
    low = f" {name.casefold().replace('’', chr(39))} "
    if lineage.known(name) or not any(f" {word}" in low for word in words("seats.tsv")):
        return None
    direct = of_credit(name)
    if direct:
        return direct
    found = {code for names, code in _states() if any(re.search(rf"\b{re.escape(n)}\b", name) for n in names)}
    return found.pop() if len(found) == 1 else None


@cache
def _states() -> tuple[tuple[tuple[str, ...], str], ...]:
    """The names and adjectives of every state, and its code."""
    return tuple(((s.name, *s.names, *s.demonyms), s.code) for s in gazetteer.states().values())


@cache
def _sides() -> dict[str, str]:
    """Countries by the names, adjectives and capitals of states and by their seats of government."""
    out: dict[str, str] = {}
    for body in gazetteer.institutions():
        if body.kind == "government" and body.country:
            for name in (body.name, *body.names):
                out.setdefault(lineage.bare(name).casefold(), body.country)
    for state in gazetteer.states().values():
        for name in (*state.demonyms, *state.capital, *state.names, state.name):
            out[lineage.bare(name).casefold()] = state.code
    return out


def of_credit(credit: str) -> str | None:
    """The country whose readout or state media a credit names, or null: ``Oslo readout`` is ``NOR``.

    An outlet of the table gives none: a paper is not its country's voice.
    """
    if lineage.known(credit):
        return None
    names = _sides()
    told = lineage.bare(credit).casefold().split()
    for end in range(len(told), 0, -1):
        for name in (" ".join(told[:end]), " ".join(told[:end]).removesuffix("'s")):
            if name in names:
                return names[name]
    return None
