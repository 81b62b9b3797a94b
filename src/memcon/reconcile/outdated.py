"""Dates of plans that later reports have changed: they were the plan, and are in dispute with nothing."""

from __future__ import annotations

from collections.abc import Sequence

from memcon.reconcile.bundle import Bundle, natural
from memcon.reconcile.clock_types import At
from memcon.reconcile.events import Happening
from memcon.reconcile.profile import REAL, TO_COME, published_day
from memcon.reconcile.said import Said, meet

DATED = frozenset({"instant", "part-of-day", "day", "week", "month"})


def parted(
    bundle: Bundle, happenings: Sequence[Happening], said: Sequence[Said]
) -> tuple[list[Said], tuple[Said, ...]]:
    """What is said of time, and apart from it the dates of plans that a younger report has moved.

    A report is younger by its day of publication; where that is not known, one that tells of the move
    is younger than one that does not.
    """
    days = {s.id: published_day(s) for s in bundle.sources}
    old: set[Said] = set()
    for index, happening in enumerate(happenings):
        if any(c.status not in TO_COME for c in happening.group.chains):
            continue
        moved = {c.report for c in happening.group.chains if c.moved}
        dated = [
            s
            for s in said
            if s.event == index and isinstance(s.statement, At) and s.local is not None and s.local.precision in DATED
        ]
        for one in dated:
            for two in dated:
                a, b = one.statement, two.statement
                if one.words.report == two.words.report or not isinstance(a, At) or not isinstance(b, At):
                    continue
                if not moved and _at_once(two.words.report, one.words.report, days, happenings):
                    continue  # two accounts of what one talk set, and nobody says that it was moved since
                if not meet(a, b) and _younger(two.words.report, one.words.report, moved, days):
                    old.add(one)
    kept = [s for s in said if s not in old]
    return kept, tuple(sorted(old, key=lambda s: (natural(s.words.report), s.words)))


def _at_once(one: str, two: str, days: dict[str, int | None], happenings: Sequence[Happening]) -> bool:
    """Whether two reports of one event were published on one day or on two that follow each other."""
    new, old = days.get(one), days.get(two)
    if new is None or old is None or abs(new - old) > 1:
        return False
    return any({one, two} <= set(h.reports) and h.status in REAL for h in happenings)


def _younger(one: str, two: str, moved: set[str], days: dict[str, int | None]) -> bool:
    """Whether the plan of one report has taken the place of another's."""
    new, old = days.get(one), days.get(two)
    if new is not None and old is not None and new != old:
        return new > old
    return one in moved and two not in moved
