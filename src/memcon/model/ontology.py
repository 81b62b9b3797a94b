"""The PLOVER ontology: event types, quads, modes, contexts, sectors, intensities.

The files stand in ``model/data/plover`` (openeventdata/PLOVER, manual 0.8, CC BY-SA 4.0; see the
README beside them). Type names are upper case ("CONSULT"), modes and contexts lower case
("phone", "economic"). A name that PLOVER does not know raises ``KeyError``.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

_FILES: Final = files("memcon.model") / "data" / "plover"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """A mode of an event type; ``score`` is null where PLOVER gives none."""

    name: str
    definition: str
    score: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventKind:
    """An event type with its quad ("VERBAL COOPERATION"), intensity (-10 to 10) and modes by name."""

    name: str
    quad: str
    definition: str
    requires_recipient: bool
    score: float
    modes: MappingProxyType[str, Mode]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cameo:
    """What a CAMEO code becomes; ``mode`` and ``context`` are null where the table has none."""

    code: str
    type: str
    mode: str | None
    context: str | None
    label: str


def _rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the csv files."""
    return list(csv.DictReader((_FILES / name).read_text("utf-8").splitlines()))


@cache
def _manual() -> dict[str, Any]:
    """The manual as JSON."""
    manual: dict[str, Any] = json.loads((_FILES / "plover_ontology_0.8.json").read_text("utf-8"))
    return manual


@cache
def kinds() -> MappingProxyType[str, EventKind]:
    """All event types by name, in the manual's order."""
    own: dict[str, dict[str, str]] = {}
    modes: dict[str, dict[str, Mode]] = {}
    for row in _rows("plover_modes_scores.csv"):
        if row["mode"]:
            score = float(row["score"]) if row["score"] else None
            mode = Mode(name=row["mode"], definition=row["definition"], score=score)
            modes.setdefault(row["event"], {})[mode.name] = mode
        else:
            own[row["event"]] = row
    return MappingProxyType(
        {
            name: EventKind(
                name=name,
                quad=row["quad"],
                definition=row["definition"],
                requires_recipient=row["requires_recipient"] == "True",
                score=float(row["score"]),
                modes=MappingProxyType(modes.get(name, {})),
            )
            for name, row in own.items()
        }
    )


@cache
def types() -> tuple[str, ...]:
    """The sixteen event types, in the manual's order (cooperation first)."""
    return tuple(kinds())


def quad(event_type: str) -> str:
    """The quad of a type: verbal or material, cooperation or conflict."""
    return kinds()[event_type].quad


@cache
def modes(event_type: str) -> tuple[str, ...]:
    """The modes of a type; empty for a type without."""
    return tuple(kinds()[event_type].modes)


def requires_recipient(event_type: str) -> bool:
    """Whether an event of this type needs a recipient."""
    return kinds()[event_type].requires_recipient


def intensity(event_type: str, mode: str | None = None) -> float:
    """The intensity of a type or of its mode, -10 (conflict) to 10 (cooperation).

    A mode to which PLOVER gives no score has that of its type. Raises ``KeyError`` for a mode that
    is not one of the type's.
    """
    kind = kinds()[event_type]
    if mode is None:
        return kind.score
    score = kind.modes[mode].score
    return kind.score if score is None else score


@cache
def contexts() -> tuple[str, ...]:
    """The names of PLOVER's contexts, in the manual's order."""
    return tuple(c["context"] for c in _manual()["contexts"])


@cache
def sectors() -> MappingProxyType[str, str]:
    """PLOVER's sector codes ("GOV", "MIL") and what they stand for."""
    return MappingProxyType({s["code"]: s["definition"] for s in _manual()["sectors"]})


@cache
def bodies() -> MappingProxyType[str, str]:
    """PLOVER's codes in the place of a state ("IGO", "UNO") and their names."""
    return MappingProxyType({s["code"]: s["name"] for s in _manual()["non_state_country_codes"]})


@cache
def cameo() -> MappingProxyType[str, Cameo]:
    """CAMEO codes and what they become in PLOVER; a code may have modes that manual 0.8 lacks."""
    return MappingProxyType(
        {
            row["cameo"]: Cameo(
                code=row["cameo"],
                type=row["plover_event"],
                mode=row["mode"] or None,
                context=row["context"] or None,
                label=row["cameo_label"],
            )
            for row in _rows("cameo2plover.csv")
        }
    )
