"""Relations of states over time, from the memoranda of all stories."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from memcon.model.memo import Memorandum
from memcon.outlook.types import Coded, Relations


def relations(
    memoranda: Iterable[Memorandum],
    *,
    pairs: Sequence[tuple[str, str]] | None = None,
    since: date | None = None,
    until: date | None = None,
    coded: Iterable[Coded] = (),
    dated_only: bool = False,
) -> Relations:
    """The directed pairs with their levels over time; all of them, or those asked for (in both directions)."""
    raise NotImplementedError
