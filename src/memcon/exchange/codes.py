"""Codes of other programs read: CAMEO codes that lost their zeros, states by code or name, older names of types."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from memcon.coder.fold import quad_number
from memcon.model import gazetteer, ontology
from memcon.model.data import mapping
from memcon.model.gazetteer import states
from memcon.model.ontology import Cameo
from memcon.outlook.parties import ALONE

APPEAL = "02"
"""CAMEO's appeals, which PLOVER's own table leaves out and its manual counts as requests."""
LIST = re.compile(r"\s*[;|]\s*")


def cameo(text: str) -> Cameo | None:
    """The CAMEO code that a cell means, its leading zeros given back; null where it is none.

    Codes of events have three or four figures ("042", "0311"), so that "42" and "311" have lost one; a spreadsheet
    may have made "42.0" of it. No code is another one without its zero: their roots end at 20.
    """
    figures = text.strip().strip("'\"").removesuffix(".0")
    if not figures.isascii() or not figures.isdigit() or not 2 <= len(figures) <= 4:
        return None
    if len(figures) == 2:
        return _of(f"0{figures}")
    return _of(figures) or (_of(f"0{figures}") if len(figures) == 3 else None)


def _of(code: str) -> Cameo | None:
    """What the table says of a code; of a general one that it lacks ("020"), what it says of the root."""
    table = ontology.cameo()
    found = table.get(code) or (table.get(code[:2]) if len(code) == 3 and code.endswith("0") else None)
    if found is None and code[:2] == APPEAL and len(code) > 2:
        return Cameo(code=code, type="REQUEST", mode=None, context=None, label="Appeal")
    return replace(found, code=code) if found else statement(code)


def statement(code: str) -> Cameo | None:
    """One of CAMEO's public statements (01), which PLOVER counts as no event."""
    if code[:2] == "01" and len(code) in {3, 4}:
        return Cameo(code=code, type="", mode=None, context=None, label="Make a public statement")
    return None


def plover(text: str) -> str | None:
    """A PLOVER type by its name of today or of an earlier version; null where it is none, or more than one."""
    name = text.strip().upper().replace(" ", "_")
    if name in ontology.kinds():
        return name
    found = mapping("exchange", "types")["older"].get(name)
    return str(found) if found else None


def quad(root: str | None) -> int | None:
    """The quad of a type, 1 to 4: verbal and material cooperation, verbal and material conflict."""
    return quad_number(root)


def party(code: str) -> str | None:
    """The state or body that a code means, or the beginning of CAMEO's longer codes; null for regions and the rest."""
    told = code.strip().upper()
    tables = mapping("exchange", "parties")
    for start in sorted(tables["bodies"], key=len, reverse=True):
        if told.startswith(start):
            return str(tables["bodies"][start])
    short = told[:3]
    if short in tables["cameo"]:
        found = tables["cameo"][short]
        return str(found) if found else None
    if short in tables["regions"] or len(short) < 3:
        return None
    return short if short in states() else None


@cache
def _names() -> dict[str, str]:
    """States and bodies by name, in lower case."""
    out: dict[str, str] = {}
    for code, state in states().items():
        for name in (state.name, *state.names):
            out.setdefault(name.casefold(), code)
    return out | {str(k): str(v) for k, v in mapping("exchange", "parties")["names"].items()}


def named(text: str) -> str | None:
    """The state or body that a cell names, by name or by code; null for none."""
    told = " ".join(text.split())
    return _names().get(told.casefold()) or (party(told) if len(told) == 3 and told.isupper() else None)


@cache
def _bodies() -> dict[str, str]:
    """Bodies that belong to no state, by their names in lower case: PLOVER's code where it means one, else the name."""
    out: dict[str, str] = {}
    for one in gazetteer.institutions():
        if one.country in ontology.bodies():
            party_ = one.country if one.country in ALONE else one.name
            for name in (one.name, *one.names):
                out.setdefault(name.casefold(), party_)
    return out


def body(name: str) -> str | None:
    """The body that a name means, as memcon names parties; null for any other name."""
    return _bodies().get(" ".join(name.split()).casefold())


def group(code: str) -> str | None:
    """The body that one of CAMEO's codes of known groups means."""
    found = mapping("exchange", "parties")["groups"].get(code.strip().upper())
    return body(str(found)) if found else None


def several(text: str) -> tuple[str, ...]:
    """The values of a cell that may hold more than one (parted by ``;`` or ``|``), each once."""
    return tuple(dict.fromkeys(value for value in LIST.split(text.strip()) if value and value.lower() != "none"))
