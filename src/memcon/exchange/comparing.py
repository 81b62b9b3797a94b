"""Rows of other programs set beside the events of the record: the same, not found, or in conflict with it.

Nothing is decided for the reader: a row that is not found may be right, and so may one that conflicts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from memcon.coder.fold import folded
from memcon.exchange import codes
from memcon.exchange.types import Compared, Outcome, Row
from memcon.model.memo import Event, Memorandum
from memcon.outlook.parties import Cast, cast, name_of

LATE = 1
"""Days by which a row may be later than the event: these programs mostly give the day of the article."""
SPAN = 400
"""Days of an event's interval over which it is too wide to be compared by its day."""
CONTENT = frozenset({"threatened", "hypothetical"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An event of the record as rows are compared with it: its parties by code, its types and quads, its days."""

    story: int
    event: Event
    sources: frozenset[str]
    targets: frozenset[str]
    types: frozenset[str]
    quads: frozenset[int]
    first: date | None
    last: date | None

    @property
    def both(self) -> frozenset[str]:
        """All parties, whatever their side."""
        return self.sources | self.targets

    def directed(self, row: Row) -> bool:
        """Whether a row has the parties on the sides on which the event has them."""
        pairs = row.pairs
        if self.event.reciprocal or not self.targets:
            return any(a in self.both and b in self.both for a, b in pairs)
        return any(a in self.sources and b in self.targets for a, b in pairs)

    def parties(self, row: Row) -> bool:
        """Whether a row has two of the parties, on whatever side."""
        return any(a in self.both and b in self.both for a, b in row.pairs)

    def late(self, day: date) -> int | None:
        """How many days after the event a day is: 0 within it; null for one before it or too late."""
        if self.first is None or self.last is None or day < self.first:
            return None
        after = max((day - self.last).days, 0)
        return after if after <= LATE else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The events of the record by the pairs of parties in them, and all parties that act."""

    pairs: Mapping[frozenset[str], tuple[Known, ...]]
    parties: frozenset[str]


def index(memoranda: Iterable[Memorandum]) -> Index:
    """The events that rows can be compared with; stories count from 1."""
    pairs: dict[frozenset[str], list[Known]] = {}
    parties: set[str] = set()
    for story, memo in enumerate(memoranda, 1):
        players = cast(memo)
        for event in memo.events:
            known = _known(story, event, players)
            if known is None:
                continue
            parties |= known.both
            for one in known.both:
                for other in known.both:
                    if one < other:
                        pairs.setdefault(frozenset({one, other}), []).append(known)
    return Index(pairs={k: tuple(v) for k, v in pairs.items()}, parties=frozenset(parties))


def _known(story: int, event: Event, players: Cast) -> Known | None:
    """An event as it is compared; null for one without a type, or of one party."""
    sources, targets = frozenset(players.parties(event.actors)), frozenset(players.parties(event.recipients))
    if event.type is None or len(sources | targets) < 2:
        return None
    types = {event.type, folded(event.type, event.status)}
    first, last = days(event)
    return Known(
        story=story,
        event=event,
        sources=sources,
        targets=targets,
        types=frozenset(types),
        quads=frozenset(q for t in types if (q := codes.quad(t)) is not None),
        first=first,
        last=last,
    )


def days(event: Event) -> tuple[date | None, date | None]:
    """The first and the last day of an event on any clock in play; null where it has none, or far too many."""
    time = event.time
    if time is None or time.earliest is None or time.latest is None:
        return None, None
    starts = [datetime.fromisoformat(time.earliest), *(datetime.fromisoformat(c.earliest) for c in time.clocks)]
    ends = [datetime.fromisoformat(time.latest), *(datetime.fromisoformat(c.latest) for c in time.clocks)]
    first = min(s.date() for s in starts)
    last = max((e - timedelta(seconds=1)).date() for e in ends)
    return (None, None) if (last - first).days > SPAN else (first, max(first, last))


def compare(rows: Sequence[Row], known: Index) -> tuple[Compared, ...]:
    """How each row stands to the record, in the order of the rows."""
    return tuple(_one(row, known) for row in rows)


def _one(row: Row, known: Index) -> Compared:
    if not row.pairs:
        return Compared(row=row, outcome="not found", because=_sideless(row))
    there = (
        list(dict.fromkeys(k for a, b in row.pairs for k in known.pairs.get(frozenset({a, b}), ())))
        if row.pairs
        else []
    )
    told = _pairs(row)
    if not there:
        return Compared(row=row, outcome="not found", because=f"the record has no event of {told}")
    if row.root is None:
        return Compared(
            row=row, outcome="not found", because=f"a statement (CAMEO {row.code}); no such act is an event here"
        )
    if row.day is None:
        return _undated(row, there, told)
    day = date.fromisoformat(row.day)
    dated = [(k, late) for k in there if (late := k.late(day)) is not None and k.event.status not in CONTENT]
    if not dated:
        near = _best([(k, 0) for k in there], row)
        why = f"the record has events of {told}, none on {row.day}"
        return Compared(row=row, outcome="not found", because=why, near=_name(near))
    denied = [(k, late) for k, late in dated if row.root in k.types and k.event.status == "denied" and k.parties(row)]
    same = [
        (k, late)
        for k, late in dated
        if k.directed(row) and k.event.status != "denied" and (row.root in k.types or row.quad in k.quads)
    ]
    by_type = [(k, late) for k, late in same if row.root in k.types]
    if by_type:
        best = _best(by_type, row)
        return _found(row, "same", best, f"the same parties, type and day{_after(best, day)}{_plan(best)}")
    if denied:
        best = _best(denied, row)
        return _found(row, "conflicting", best, "the record has it as denied")
    if same:
        best = _best(same, row)
        kind = best.event.type
        return _found(
            row, "same", best, f"the same parties and day{_after(best, day)}, the same quad (here {kind}){_plan(best)}"
        )
    turned = [(k, late) for k, late in dated if row.root in k.types and k.event.status != "denied"]
    if turned:
        best = _best(turned, row)
        why = f"the same act and day the other way: here {_side(best.sources)} acts on {_side(best.targets)}"
        return _found(row, "conflicting", best, why)
    other = [(k, late) for k, late in dated if k.event.status != "denied" and not late]
    if other:
        best = _best(other, row)
        why = (
            f"on that day the record has another kind of act between them ({best.event.type}); it may be another event"
        )
        return _found(row, "conflicting", best, why)
    why = f"the record has events of {told} on {row.day}, none of this kind"
    return Compared(row=row, outcome="not found", because=why, near=_name(dated[0][0]))


def _undated(row: Row, there: Sequence[Known], told: str) -> Compared:
    """A row whose date is not believed: never the same; what it would be by the day on which it was seen is named."""
    why = row.notes[0] if row.notes else "it has no date"
    seen = date.fromisoformat(row.added) if row.added else None
    close = [(k, 0) for k in there if seen and row.root in k.types and k.directed(row) and k.late(seen) is not None]
    near = _best(close, row) if close else None
    more = (
        f"; by the day on which it was seen it may be {near.event.id}" if near else f"; no event of {told} is compared"
    )
    return Compared(row=row, outcome="not found", because=f"{why}{more}", near=_name(near))


def _best(found: Sequence[tuple[Known, int]], row: Row) -> Known:
    """The event that fits a row best: in its day, of its mode, told by most origins, first by name."""

    def rank(one: tuple[Known, int]) -> tuple[object, ...]:
        known, late = one
        wide = (known.last - known.first).days if known.first and known.last else SPAN
        return (
            row.root not in known.types,
            late,
            known.event.mode != row.mode,
            wide,
            -known.event.origins,
            known.story,
            len(known.event.id),
            known.event.id,
        )

    return min(found, key=rank)[0]


def _found(row: Row, outcome: Outcome, known: Known, because: str) -> Compared:
    return Compared(
        row=row,
        outcome=outcome,
        because=because,
        story=known.story,
        event=known.event.id,
        label=known.event.label,
    )


def _after(known: Known, day: date) -> str:
    return ", the row a day later" if known.last is not None and day > known.last else ""


def _plan(known: Known) -> str:
    """That the record does not tell that it was done."""
    status = known.event.status
    return "" if status in {"occurred", "ongoing"} else f"; the record has it as {status}"


def _name(known: Known | None) -> tuple[int, str] | None:
    return (known.story, known.event.id) if known else None


def _sideless(row: Row) -> str:
    lost = [side for side, there in (("source", row.sources), ("target", row.targets)) if not there]
    if row.reciprocal or not lost:
        return "its two sides are one party"
    return f"no state or body is known of its {' and '.join(lost)}"


def _pairs(row: Row) -> str:
    return _side(frozenset(row.sources) | frozenset(row.targets))


def _side(parties: Iterable[str]) -> str:
    named = sorted(name_of(p) for p in parties)
    return " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)


def counted(found: Sequence[Compared]) -> dict[Outcome, int]:
    """How many rows there are of each outcome."""
    out: dict[Outcome, int] = {"same": 0, "not found": 0, "conflicting": 0}
    for one in found:
        out[one.outcome] += 1
    return out


def kept(found: Sequence[Compared], known: Index) -> tuple[Compared, ...]:
    """The rows that a dossier keeps: those with two of its own parties."""
    return tuple(c for c in found if any(set(p) <= known.parties for p in c.row.pairs))
