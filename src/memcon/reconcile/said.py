"""One thing that a report says of time: what it is, what it is of, and how it stands to others of its report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from memcon.extract.types import Edge, EventMention, Order
from memcon.model.places import Span
from memcon.read.types import Timex
from memcon.reconcile.calendar import Local
from memcon.reconcile.clock_types import At, Statement
from memcon.reconcile.lexis import table


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement with where it stands: its event's index, its words, the handle of its claim.

    ``handle`` is (report, mention id, timex index) for a time expression, null for an order, whose
    claim is found by ``place``.
    """

    statement: Statement
    event: int
    words: Span
    local: Local | None = None
    handle: tuple[str, str, int] | None = None
    part: str | None = None
    """The part of the day that the words name, by its key."""
    edge: Edge | None = None
    """Whether the words give only the start, the end or the taking effect of the event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sayings:
    """All statements of a bundle, and the dates that stay partial by event."""

    said: tuple[Said, ...]
    partial: Mapping[int, tuple[tuple[Local, Span], ...]] = field(default_factory=dict)
    outdated: tuple[Said, ...] = ()
    """Dates of plans that younger reports have moved."""
    coming: frozenset[int] = frozenset()
    """Events named by a noun with a date after the moment at which their report speaks."""


def node(index: int) -> str:
    """The solver's name of an event."""
    return f"H{index:05d}"


def meet(a: At, b: At) -> bool:
    """Whether two stretches of one report have a moment in common on one wall clock."""
    return not (
        (a.high is not None and b.low is not None and a.high <= b.low)
        or (b.high is not None and a.low is not None and b.high <= a.low)
    )


def eased(said: Sequence[Said]) -> list[Said]:
    """What is said of time, with edges widened to what else is said of the event.

    "Clashes that began on Friday" fits "over the weekend"; the hour at which a truce took effect is not that
    of its being agreed, which another date gives.
    """
    whole: dict[int, list[At]] = {}
    for one in said:
        if one.edge is None and isinstance(one.statement, At) and one.local is not None:
            whole.setdefault(one.event, []).append(one.statement)
    out: list[Said] = []
    for one in said:
        made, others = one.statement, whole.get(one.event, [])
        if one.edge == "effect" and others:
            continue
        if one.edge is None or not isinstance(made, At) or not others:
            out.append(one)
            continue
        lows, highs = [o.low for o in others if o.low], [o.high for o in others if o.high]
        if one.edge == "start" and made.high is not None and highs:
            made = replace(made, high=max(made.high, *highs))
        if one.edge == "end" and made.low is not None and lows:
            made = replace(made, low=min(made.low, *lows))
        out.append(replace(one, statement=made))
    return out


def of_day(timex: Timex, mention: EventMention) -> Timex:
    """A time of coming or going without its hour: it is that of one end of the visit, not of all of it."""
    if mention.noun not in set(table("times")["edges"]) or (timex.part is None and timex.hour is None):
        return timex
    return replace(timex, type="DATE", part=None, hour=None, minute=None)


def of_another(timex: Timex, all_of: Sequence[Timex]) -> bool:
    """Whether an act with a date of its own bears a time counted from that date, which is then of another act.

    "On Tuesday they protested over the arrest a day earlier"; "on Monday morning and again overnight".
    """
    if timex.anchor != "discourse" or timex.low is None:
        return False
    own = [t for t in all_of if t.sentence == timex.sentence and t.anchor in {"absolute", "partial", "deictic"}]
    if timex.low != 0:
        return any(t.day or t.weekday is not None or (t.unit == "day" and t.low == t.high) for t in own)
    return timex.part is not None and any(t.part is not None or t.hour is not None for t in own)


def distance(timex: Timex, mention: EventMention) -> tuple[int, int]:
    """How far a time expression stands from the trigger of an act, then its place, to sort by."""
    start, end = mention.trigger
    return max(timex.start - end, start - timex.end, 0), timex.start


def modified(words: Timex | Order) -> str | None:
    """Whether the words put an act before or after the other in the same day; null where they do not say."""
    if isinstance(words, Timex):
        return {"earlier": "before", "later": "after"}.get(words.modifier or "")
    return None
