"""What is scheduled, and what became of it: moved, confirmed, cancelled, held, overdue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from memcon.model.memo import Memorandum
from memcon.outlook.types import Agenda


def agenda(
    memoranda: Iterable[Memorandum],
    *,
    now: datetime | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Agenda:
    """The plans of all stories as seen at ``now``; from the last report's publication where that is null."""
    raise NotImplementedError
