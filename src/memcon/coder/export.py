"""Full rows as PLOVER counts them: acts to come folded, contents of threats and demands not counted twice."""

from __future__ import annotations

from collections.abc import Sequence

from memcon.coder.columns import Row
from memcon.coder.fold import COOPERATION, folded
from memcon.model import ontology

OPEN = frozenset({"threatened", "proposed", "planned", "hypothetical", "denied"})
NOWHERE = frozenset({"hypothetical", "threatened"})
TO_COME = frozenset({"planned", "proposed"})
SIDE = ("name", "country", "sector", "role", "raw", "implied")


def counted(row: Row) -> bool:
    """Whether PLOVER counts a row: not what is only supposed or threatened, nor what another row is about."""
    status = row["status"]
    if status in NOWHERE or (row["within_event"] and status in OPEN):
        return False
    return status != "denied" or row["type"] in COOPERATION


def plover(rows: Sequence[Row]) -> list[Row]:
    """The rows of one report that PLOVER counts, with its types.

    A row that is folded loses its mode, its date and its place, which were those of the act to come, and
    takes the day on which it was told where there is one. An agreement or offer that names nobody takes
    the others of the act that it is about.
    """
    by_event = {row["event_id"]: row for row in reversed(rows)}
    out: list[Row] = []
    for row in rows:
        if not counted(row):
            continue
        made = dict(row)
        kind = folded(row["type"], row["status"])
        if kind != row["type"]:
            made |= {"type": kind, "mode": None, "quad": ontology.quad(kind).lower()}
            made |= {"intensity": ontology.intensity(kind), "alternative_type": row["type"], "alternative_score": None}
        if row["status"] in TO_COME or kind != row["type"]:
            made |= dict.fromkeys(("date_low", "date_high", "date_precision", "date_basis", "date_words"))
            made |= {"date_value": row["told_date"], "date_clocks": [], "place": None, "place_country": None}
        if made["type"] == "AGREE" and not made["recipient_name"] and row["about_event"] in by_event:
            made |= _others(by_event[row["about_event"]], made)
        if kind != row["type"] and row["reciprocal"] and len(row["actor_name"]) > 1:
            made["reciprocal"] = True
        out.append(made)
    return out


def _others(content: Row, row: Row) -> Row:
    """The parties of a content that do not act in the row itself, as its recipients."""
    own = set(row["actor_name"]) | {c for c in row["actor_country"] if c}
    parties = [
        tuple(content[f"{side}_{key}"][n] for key in SIDE)
        for side in ("actor", "recipient")
        for n in range(len(content[f"{side}_name"]))
    ]
    kept = [p for p in parties if p[0] not in own and p[1] not in own]
    return {f"recipient_{key}": [p[n] for p in kept] for n, key in enumerate(SIDE)}


def dyads(row: Row) -> list[tuple[int | None, int | None, bool]]:
    """The pairs of places (actor, recipient) of a row, and whether the second is among the actors.

    A reciprocal act is one both ways; a side that nobody is named on is null.
    """
    actors = range(len(row["actor_name"]))
    if row["reciprocal"] and len(actors) > 1:
        return [(a, b, True) for a in actors for b in actors if a != b]
    targets = range(len(row["recipient_name"]))
    return [(a, b, False) for a in (actors or (None,)) for b in (targets or (None,))]
