"""PLOVER's folding of acts to come, which only exports make: the memorandum keeps the act's own type and status.

PLOVER 0.8: cooperation in the future tense is AGREE, conflict in the future tense mostly THREATEN, a
refusal to act REJECT; acts that are demanded or threatened are no events of their own, the demand or
threat is.
"""

from __future__ import annotations

from collections.abc import Mapping

from memcon.extract.types import EventMention
from memcon.model import ontology

TO_COME = frozenset({"planned", "proposed", "hypothetical"})
PROMISED = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
YIELDING = frozenset({"CONCEDE", "RETREAT"})
FORCE = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE"})
COOPERATION = frozenset({"AGREE", *PROMISED, *YIELDING})
QUADS: Mapping[str, int] = {
    "VERBAL COOPERATION": 1,
    "MATERIAL COOPERATION": 2,
    "VERBAL CONFLICT": 3,
    "MATERIAL CONFLICT": 4,
}


def quad_number(event_type: str | None) -> int | None:
    """A type's quad as the field numbers it, 1 to 4; null for STATEMENT and for none."""
    if event_type is None or event_type not in ontology.kinds():
        return None
    return QUADS[ontology.quad(event_type)]


def folded(event_type: str, status: str) -> str:
    """The type under which PLOVER counts an act of a status."""
    if status in TO_COME and event_type in PROMISED:
        return "AGREE"
    if event_type in FORCE and (status in {"planned", "proposed"} or status == "threatened"):
        return "THREATEN"
    if status == "denied" and event_type in COOPERATION:
        return "REJECT"
    return event_type


def counted(mention: EventMention) -> bool:
    """Whether PLOVER counts a mention as an event: it has a type and is no mere content of a threat or demand."""
    return mention.type in ontology.kinds() and mention.same_as is None and mention.status != "threatened"
