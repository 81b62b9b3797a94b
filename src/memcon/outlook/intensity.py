"""How strong an act is: Goldstein's intensities of CAMEO codes, for PLOVER types and for rows of others' coding."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from memcon.coder import cameo
from memcon.model import ontology
from memcon.outlook.types import Kind

ROOTS: dict[str, str] = {
    "02": "REQUEST",
    "03": "AGREE",
    "04": "CONSULT",
    "05": "SUPPORT",
    "06": "COOPERATE",
    "07": "AID",
    "08": "RETREAT",
    "09": "ACCUSE",
    "10": "REQUEST",
    "11": "ACCUSE",
    "12": "REJECT",
    "13": "THREATEN",
    "14": "PROTEST",
    "15": "MOBILIZE",
    "16": "SANCTION",
    "17": "COERCE",
    "18": "ASSAULT",
    "19": "ASSAULT",
    "20": "ASSAULT",
}
"""The PLOVER type of each of CAMEO's root codes; 01, public statements, has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """The side that an act weighs on, whether it is more than words, and its intensity (-10 to 10)."""

    kind: Kind
    material: bool
    intensity: float


@cache
def table() -> dict[str, float]:
    """The intensity of every CAMEO code."""
    path = files("memcon.outlook") / "data" / "icews_cameo_codes_goldstein.csv"
    return {row["code"]: float(row["goldstein"]) for row in csv.DictReader(path.read_text("utf-8").splitlines())}


def of_code(code: str) -> float | None:
    """The intensity of a CAMEO code, or of the nearest code above it; null for what is no CAMEO code."""
    known = table()
    digits = code.strip()
    for width in range(len(digits), 1, -1):
        if digits[:width] in known:
            return known[digits[:width]]
    return None


def of_act(kind: str, mode: str | None, contexts: Sequence[str]) -> Strength | None:
    """The strength of an act by its PLOVER type, mode and contexts; null for a type that weighs on neither side."""
    found = cameo.code(kind, mode, contexts)
    if found is None:
        return None
    value = of_code(found.code)
    return None if not value else sided(kind, value)


def sided(kind: str, intensity: float) -> Strength:
    """What a type weighs on, by PLOVER's quads; the intensity has the sign of that side."""
    quad = ontology.quad(kind)
    side: Kind = "cooperation" if "COOPERATION" in quad else "conflict"
    size = abs(intensity)
    return Strength(kind=side, material="MATERIAL" in quad, intensity=size if side == "cooperation" else -size)


def of_row(code: str | None, root: str | None, intensity: float | None) -> tuple[str, Strength] | None:
    """PLOVER type and strength of a row that somebody else coded; null for what weighs on neither side.

    A figure given outranks that of the code. Appeals (CAMEO 02) are left out, as for the memorandum's own events.
    """
    type_ = (root or "").strip().upper() or None
    digits = (code or "").strip()
    if type_ is None:
        known = ontology.cameo().get(digits)
        type_ = known.type if known else ROOTS.get(digits[:2])
        if digits[:2] == "02":
            return None
    if type_ is None or type_ not in ontology.types():
        return None
    value = intensity if intensity is not None else of_code(digits) if digits else None
    if value is None:
        own = of_act(type_, None, ())
        value = own.intensity if own else None
    return None if not value else (type_, sided(type_, value))
