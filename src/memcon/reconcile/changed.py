"""Cautions on what was changed on its way: plans that moved, quotations run together, passages told again."""

from __future__ import annotations

from memcon.model.memo import Caution
from memcon.reconcile.findings import Findings, say


def moved_plans(found: Findings) -> list[Caution]:
    """Dates of plans that a younger report has moved."""
    return [
        Caution(
            kind="moved-plan",
            text=say("moved-plan" if new else "moved-plan-open", what=found.label(event), old=old, new=new),
            event=event,
            claims=claims,
        )
        for event, claims, old, new in found.outdated
    ]
