"""What the reports say to watch, and which later reports touch it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from memcon.model.memo import Memorandum
from memcon.outlook.types import Watch


def watch(memoranda: Iterable[Memorandum], *, now: datetime | None = None) -> Watch:
    """The indicators, conditionals and threats of all stories, with the later reports that speak of them."""
    raise NotImplementedError
