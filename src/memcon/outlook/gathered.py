"""The acts of one directed pair, put together of all stories, and how well reports cover its days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from memcon.model.data import mapping
from memcon.outlook import weighing
from memcon.outlook.intensity import of_row
from memcon.outlook.kept import ALL, Acts, MarkHead
from memcon.outlook.shelf import Shelf
from memcon.outlook.types import Coded, Factor, Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """An act as it weighs on a pair: whose story it stands in, what other stories tell it, the how manieth that day.

    ``row`` is the mark itself where it is a row of others' coding.
    """

    head: MarkHead
    story: int
    weight: float
    stories: tuple[int, ...] = ()
    number: int = 1
    row: Mark | None = None

    @property
    def ends(self) -> tuple[int, int]:
        """The first and the last day that it is placed on."""
        if self.head.first is None or self.head.last is None:
            raise ValueError(f"{self.head.event} is placed on no day")
        return self.head.first, self.head.last


@dataclass(slots=True, kw_only=True)
class Rows:
    """Rows of others' coding by directed pair, with what is counted of them; filled by ``sort_rows`` alone."""

    by: dict[tuple[str, str], list[Mark]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    everywhere: set[int] = field(default_factory=set)
    """Days that a data set covers for all parties."""
    doubled: int = 0
    unread: int = 0


def sort_rows(coded: Iterable[Coded]) -> Rows:
    """Rows of others' coding as marks; the same row twice counts once."""
    out = Rows()
    seen: set[tuple[str, str, str, str]] = set()
    spans: dict[str, list[int]] = {}
    for row in coded:
        out.counts[row.origin] = out.counts.get(row.origin, 0) + 1
        found = of_row(row.code, row.root, row.intensity)
        try:
            day = date.fromisoformat(row.day[:10])
        except ValueError:
            out.unread += 1
            continue
        spans.setdefault(row.origin, []).append(day.toordinal())
        if found is None or row.source == row.target or not row.source or not row.target:
            continue
        type_, strength = found
        key = (row.source, row.target, row.code or type_, row.day[:10])
        if key in seen:
            out.doubled += 1
            continue
        seen.add(key)
        why = Factor(
            name="one-origin",
            value=float(weighing.rules()["standing"]["one-origin"][0]),
            because=f"coded by {row.origin}",
        )
        out.by.setdefault((row.source, row.target), []).append(
            Mark(
                story=0,
                event=row.id or f"{row.origin} {row.day[:10]} {row.code or type_}",
                label=row.text or f"{type_} ({row.origin})",
                type=type_,
                mode=None,
                status="occurred",
                source=row.source,
                target=row.target,
                kind=strength.kind,
                material=strength.material,
                intensity=strength.intensity,
                weight=round(abs(strength.intensity) / 10 * why.value, 4),
                factors=(why,),
                placed="dated",
                first=day.isoformat(),
                last=day.isoformat(),
                why=f"on the day that {row.origin} gives",
                reports=0,
                origins=1,
                origin=row.origin,
            )
        )
    for days in spans.values():
        out.everywhere |= set(range(min(days), max(days) + 1))
    return out


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The acts of a directed pair, each once; ``retold`` were told by more than one story, ``doubled`` are rows."""

    acts: tuple[Weighed, ...]
    retold: int
    doubled: int = 0


def told(found: Sequence[tuple[int, Acts]], rows: Sequence[Mark] = ()) -> Told:
    """The acts of a directed pair, from what each story tells of it, and from the rows of others' coding."""
    marks = [Weighed(head=m, story=story, weight=m.weight) for story, acts in found for m in acts.marks]
    marks.sort(key=_order)
    kept, retold = _once(marks)
    fresh, doubled = _fresh(kept, rows)
    return Told(acts=tuple(_again([*kept, *fresh])), retold=retold, doubled=doubled)


def _order(one: Weighed) -> tuple[Any, ...]:
    """An order that does not change when stories get other numbers, but between acts that are alike."""
    m = one.head
    return (m.first or 0, m.last or 0, m.type, -m.origins, -m.reports, -m.weight, m.status, m.said, one.story, m.place)


def _once(marks: Sequence[Weighed]) -> tuple[list[Weighed], int]:
    """An act that several stories tell is one: same type and day, or undated and told in the same words."""
    held: dict[tuple[Any, ...], int] = {}
    kept: list[Weighed] = []
    retold = 0
    for mark in marks:
        keys = _keys(mark.head)
        at = next((held[k] for k in keys if k in held and kept[held[k]].story != mark.story), None)
        if at is None:
            held |= dict.fromkeys(keys, len(kept))
            kept.append(mark)
            continue
        both = (kept[at], mark)
        if mark.head.placed == "told":  # the first report of it says when it was told
            first, other = sorted(both, key=lambda m: (m.head.last or 0, -m.weight, m.story))
        else:
            first, other = sorted(both, key=lambda m: (-m.head.origins, -m.head.reports, -m.weight, m.story))
        others = {*first.stories, *other.stories, other.story} - {first.story}
        kept[at] = replace(first, stories=tuple(sorted(others)))
        held |= dict.fromkeys(keys, at)
        retold += 1
    return kept, retold


def _keys(mark: MarkHead) -> list[tuple[Any, ...]]:
    """What an act is known by in another story."""
    if mark.placed == "told":
        return [(mark.kind, mark.type, words) for words in mark.said]
    if mark.placed == "dated" and mark.first == mark.last and mark.status in {"occurred", "ongoing"}:
        return [(mark.kind, mark.type, mark.mode, mark.first)]
    return []


def _fresh(kept: Sequence[Weighed], rows: Sequence[Mark]) -> tuple[list[Weighed], int]:
    """The rows that tell what the reports do not tell on the same day or the next."""
    near = int(weighing.rules()["same"])
    own: set[tuple[str, int]] = set()
    for one in kept if rows else ():
        if one.head.placed == "dated":
            first, last = one.ends
            own |= {(one.head.type, d) for d in range(first - near, last + near + 1)}
    out = []
    for row in rows:
        day = date.fromisoformat(row.first or "").toordinal()
        if (row.type, day) not in own:
            head = MarkHead(
                place=-1,
                event=row.event,
                kind=row.kind,
                type=row.type,
                mode=None,
                status=row.status,
                weight=row.weight,
                placed=row.placed,
                first=day,
                last=day,
                said=(),
                reports=0,
                origins=1,
            )
            out.append(Weighed(head=head, story=0, weight=row.weight, row=row))
    return out, len(rows) - len(out)


def _again(marks: Sequence[Weighed]) -> list[Weighed]:
    """Acts of one kind between one pair on one day: the second weighs half, the third a third.

    They are mostly parts of one happening ("locked on to", "fired into"), and how finely it is told is the reports'
    choice.
    """
    days: dict[tuple[Any, ...], list[int]] = {}
    for i, mark in enumerate(marks):
        if mark.head.first is not None:
            days.setdefault((mark.head.type, mark.head.first, mark.head.last), []).append(i)
    out = list(marks)
    for same in days.values():
        same.sort(key=lambda i: (-marks[i].weight, marks[i].story, marks[i].head.place))
        for number, i in enumerate(same[1:], 2):
            out[i] = replace(marks[i], weight=round(marks[i].weight / number, 4), number=number)
    return out


def opened(given: Shelf, one: Weighed, *, jump: float = 0.0, now: float = 0.0) -> Mark:
    """The act in full, as it weighs."""
    mark = one.row or given.mark(one.story, one.head.place)
    if one.number == 1:
        return replace(mark, stories=one.stories, jump=jump, now=now)
    why = Factor(
        name="again",
        value=round(1 / one.number, 4),
        because=f"number {one.number} of its kind between the two that day",
    )
    return replace(mark, weight=one.weight, factors=(*mark.factors, why), stories=one.stories, jump=jump, now=now)


def spoken(found: Sequence[tuple[int, Acts]]) -> dict[int, float]:
    """The days (ordinal) on which reports speak of a party, and how well they cover the day; from ``ALL`` of it."""
    figures = mapping("outlook", "levels")["coverage"]
    whole, before = float(figures["day"]), float(figures["before"])
    days = {d for _, acts in found for d in acts.days}
    return dict.fromkeys((d - 1 for d in days), before) | dict.fromkeys(days, whole)


def covered(one: Mapping[int, float], two: Mapping[int, float], everywhere: Iterable[int] = ()) -> dict[int, float]:
    """How well reports cover each day for a pair, 0 to 1; days that nothing covers are left out."""
    found = {d: (one.get(d, 0.0) + two.get(d, 0.0)) / 2 for d in one.keys() | two.keys()}
    return dict(sorted((found | dict.fromkeys(everywhere, 1.0)).items()))


def stretch(
    given: Shelf, rows: Rows, since: date | None, until: date | None, before: timedelta
) -> tuple[date, date] | None:
    """The days drawn: from a while before the first report (or the first event near it) to the last report."""
    heads = given.heads().values()
    days = [date.fromordinal(d) for h in heads for d in h.days]
    days += [date.fromisoformat(m.first) for marks in rows.by.values() for m in marks if m.first]
    ends = [date.fromordinal(d) for h in heads for d in (h.first, h.last) if d is not None]
    if rows.everywhere:
        ends += [date.fromordinal(min(rows.everywhere)), date.fromordinal(max(rows.everywhere))]
    last = until or max(ends or days, default=None)
    if last is None:
        return None
    first = since
    if first is None:
        start = min(ends, default=min((d for d in days if d <= last), default=last))
        near = [d for d in days if start - before <= d <= last]
        first = min([start, *near])
    return (first, last) if first <= last else None


def spoken_of(given: Shelf, party: str) -> dict[int, float]:
    """``spoken`` of a party on a shelf."""
    return spoken(given.acts(party, ALL))
