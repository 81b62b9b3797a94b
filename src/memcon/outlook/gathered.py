"""What is kept of each story while all are gone through: its events as they weigh, and which days its reports cover."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from memcon.model.data import mapping
from memcon.model.memo import Memorandum
from memcon.outlook import weighing
from memcon.outlook.cites import desk, published
from memcon.outlook.intensity import of_row
from memcon.outlook.levers import Told, told
from memcon.outlook.overview import contacts, groupings
from memcon.outlook.parties import cast
from memcon.outlook.types import Coded, Contact, Factor, Grouping, Mark


@dataclass(slots=True, kw_only=True)
class Gathered:
    """All stories gone through, each let go of once it was; filled by ``gather`` alone."""

    marks: list[Mark] = field(default_factory=list)
    levers: list[Told] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    groupings: list[Grouping] = field(default_factory=list)
    cover: dict[str, dict[int, float]] = field(default_factory=dict)
    """For each party the days (ordinal) on which reports speak of it, and how well they cover the day."""
    everywhere: set[int] = field(default_factory=set)
    """Days that a data set of coded rows covers for all parties."""
    published: list[date] = field(default_factory=list)
    undated: int = 0
    lonely: int = 0
    coded: dict[str, int] = field(default_factory=dict)
    doubled: int = 0
    unread: int = 0
    retold: int = 0


def gather(memoranda: Iterable[Memorandum], coded: Iterable[Coded]) -> Gathered:
    """The stories one at a time, then the rows of others' coding that the stories do not tell themselves."""
    out = Gathered()
    for number, memo in enumerate(memoranda, 1):
        _story(out, memo, number)
    _once(out)
    _rows(out, coded)
    out.marks = _again(out.marks)
    return out


def _story(out: Gathered, memo: Memorandum, number: int) -> None:
    here, people = desk(memo, number), cast(memo)
    out.marks += weighing.marks(here, people)
    out.levers += told(here, people)
    out.contacts += contacts(here, people)
    out.groupings += groupings(here, people)
    spoken: dict[str, set[str]] = {}
    for event in memo.events:
        parties = people.parties((*event.actors, *event.recipients))
        if event.status in {"occurred", "ongoing"} and len(parties) < 2:
            out.lonely += 1
        for id_ in event.reports:
            spoken.setdefault(id_, set()).update(parties)
    figures = mapping("outlook", "levels")["coverage"]
    for report in memo.reports:
        day = published(report)
        if not report.read or report.origin is not None:
            continue
        if day is None:
            out.undated += 1
            continue
        out.published.append(day)
        for party in spoken.get(report.id, ()):
            days = out.cover.setdefault(party, {})
            for ordinal, value in ((day.toordinal(), "day"), (day.toordinal() - 1, "before")):
                days[ordinal] = max(days.get(ordinal, 0.0), float(figures[value]))


def _once(out: Gathered) -> None:
    """An act that several stories tell is one: same type, pair and day, or undated and told in the same words."""
    held: dict[tuple[Any, ...], int] = {}
    kept: list[Mark] = []
    for mark in out.marks:
        keys = _keys(mark)
        at = next((held[k] for k in keys if k in held and kept[held[k]].story != mark.story), None)
        if at is None:
            held |= dict.fromkeys(keys, len(kept))
            kept.append(mark)
            continue
        first, other = sorted((kept[at], mark), key=lambda m: (-m.origins, -m.reports, m.story))
        if mark.placed == "told":  # the first report of it says when it was told
            first, other = sorted((kept[at], mark), key=lambda m: (m.last or "", m.story))
        kept[at] = replace(first, stories=tuple(sorted({*first.stories, *other.stories, other.story} - {first.story})))
        held |= dict.fromkeys(keys, at)
        out.retold += 1
    out.marks = kept


def _again(marks: list[Mark]) -> list[Mark]:
    """Acts of one kind between one pair on one day: the second weighs half, the third a third.

    They are mostly parts of one happening ("locked on to", "fired into"), and how finely it is told is the reports'
    choice.
    """
    days: dict[tuple[Any, ...], list[int]] = {}
    for i, mark in enumerate(marks):
        if mark.first is not None:
            days.setdefault((mark.source, mark.target, mark.type, mark.first, mark.last), []).append(i)
    out = list(marks)
    for same in days.values():
        same.sort(key=lambda i: (-marks[i].weight, marks[i].story, marks[i].event))
        for number, i in enumerate(same[1:], 2):
            why = Factor(
                name="again",
                value=round(1 / number, 4),
                because=f"number {number} of its kind between the two that day",
            )
            mark = marks[i]
            out[i] = replace(mark, weight=round(mark.weight / number, 4), factors=(*mark.factors, why))
    return out


def _keys(mark: Mark) -> list[tuple[Any, ...]]:
    """What an act is known by in another story."""
    same = (mark.kind, mark.type, mark.source, mark.target)
    if mark.placed == "told":
        return [(*same, " ".join(c.quote.split()).lower()) for c in mark.cites]
    if mark.placed == "dated" and mark.first == mark.last and mark.status in {"occurred", "ongoing"}:
        return [(*same, mark.mode, mark.first)]
    return []


def _rows(out: Gathered, coded: Iterable[Coded]) -> None:
    near = int(weighing.rules()["same"])
    own: set[tuple[str, str, str, int]] = set()
    for mark in out.marks:
        if mark.placed == "dated" and mark.first and mark.last:
            low, high = date.fromisoformat(mark.first).toordinal(), date.fromisoformat(mark.last).toordinal()
            own |= {(mark.source, mark.target, mark.type, d) for d in range(low - near, high + near + 1)}
    seen: set[tuple[str, str, str, str]] = set()
    spans: dict[str, list[int]] = {}
    for row in coded:
        out.coded[row.origin] = out.coded.get(row.origin, 0) + 1
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
        if (row.source, row.target, type_, day.toordinal()) in own or key in seen:
            out.doubled += 1
            continue
        seen.add(key)
        why = Factor(
            name="one-origin",
            value=float(weighing.rules()["standing"]["one-origin"][0]),
            because=f"coded by {row.origin}",
        )
        out.marks.append(
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


def covered(out: Gathered, one: str, two: str) -> dict[int, float]:
    """How well reports cover each day for a pair, 0 to 1; days that nothing covers are left out."""
    first, second = out.cover.get(one, {}), out.cover.get(two, {})
    found = {d: (first.get(d, 0.0) + second.get(d, 0.0)) / 2 for d in first.keys() | second.keys()}
    return dict(sorted((found | dict.fromkeys(out.everywhere, 1.0)).items()))


def stretch(out: Gathered, since: date | None, until: date | None, before: timedelta) -> tuple[date, date] | None:
    """The days drawn: from a while before the first report (or the first event near it) to the last report."""
    days = [
        date.fromisoformat(d) for m in out.marks for d in (m.first, m.last) if d and m.status in {"occurred", "ongoing"}
    ]
    ends = [
        *out.published,
        *(date.fromordinal(d) for d in ((min(out.everywhere), max(out.everywhere)) if out.everywhere else ())),
    ]
    last = until or max(ends or days, default=None)
    if last is None:
        return None
    first = since
    if first is None:
        start = min(ends, default=min((d for d in days if d <= last), default=last))
        near = [d for d in days if start - before <= d <= last]
        first = min([start, *near])
    return (first, last) if first <= last else None
