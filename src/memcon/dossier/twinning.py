"""Events of a dossier that several parts tell: weighed anew only where a part is told anew, and shown as one.

The verdict on two events rests on their two parts alone and is kept; which events are one is worked out anew for what
hangs together with an event that came or went. The result is that of ``reconcile.telling_on`` over all parts at once.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from memcon.dossier.happenings import merged
from memcon.dossier.regrouped import Before, Homes, Kept, Sides, regrouped
from memcon.model.errors import DossierError
from memcon.model.judgements import Ruling
from memcon.model.memo import Memorandum
from memcon.reconcile.lexis import table
from memcon.reconcile.outlines import Outline, Outlines, opened
from memcon.reconcile.telling_on import Twinned, bonds, crossing, days_apart, laid, outlets, reason
from memcon.reconcile.twins import (
    DAY,
    ZONES,
    Facts,
    Member,
    Range,
    barred,
    by_number,
    classes,
    component,
    otherwise,
    pairs,
)
from memcon.reconcile.zones import instant
from memcon.store import twins
from memcon.store.file import Store
from memcon.store.memoranda import WORST, Shown
from memcon.store.twins import Change, EventRow, Lead, Part, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class _Times:
    """The events of a part by their names: their rows, and when they were."""

    ids: Mapping[str, int]
    ranges: Mapping[str, Range | None]


def _range(*moments: str | float | None) -> Range | None:
    first, last = (instant(m) if isinstance(m, str) else m for m in moments)
    return None if first is None or last is None else (float(first), float(last))


class _Desk:
    """What is looked at while parts are weighed, each opened once."""

    def __init__(self, store: Store, parts: Mapping[int, Part]) -> None:
        self.store = store
        self.parts = parts
        self._outlines: dict[int, Outlines] = {}
        self._events: dict[int, EventRow] = {}
        self._held: dict[int, dict[str, EventRow]] = {}
        self._times: dict[int, _Times] = {}
        self._by_first = sorted(parts.values(), key=lambda p: (p.first, p.last))

    def open(self, memoranda: Iterable[int]) -> None:
        """Have the outlines of some parts at hand."""
        wanted = set(memoranda) - self._outlines.keys()
        if wanted:
            with self.store.reading() as connection:
                found = twins.bodies(connection, wanted)
            try:
                self._outlines |= {m: opened(body, str(m)) for m, body in found.items()}
            except ValueError as error:
                what = f"what is kept of its events is damaged ({error}); memcon rebuild makes it anew"
                raise DossierError(f"{self.store.path}: {what}") from error

    def outlines(self, memorandum: int) -> Outlines:
        self.open([memorandum])
        return self._outlines[memorandum]

    def held(self, memorandum: int) -> dict[str, EventRow]:
        """The events of a part by their names."""
        if memorandum not in self._held:
            part = self.parts[memorandum]
            with self.store.reading() as connection:
                found = twins.events_between(connection, part.first, part.last)
            self._events |= found
            self._held[memorandum] = {e.name: e for e in found.values()}
        return self._held[memorandum]

    def times(self, memorandum: int) -> _Times:
        """When the events of a part were, and their rows, by their names."""
        if memorandum not in self._times:
            part = self.parts[memorandum]
            with self.store.reading() as connection:
                found = twins.times(connection, part.first, part.last)
            self._times[memorandum] = _Times(
                ids={name: row for row, name, _, _ in found},
                ranges={name: _range(first, last) for _, name, first, last in found},
            )
        return self._times[memorandum]

    def events(self, ids: Iterable[int]) -> dict[int, EventRow]:
        wanted = set(ids)
        fresh = wanted - self._events.keys()
        if fresh:
            with self.store.reading() as connection:
                self._events |= twins.events(connection, fresh)
        return {i: self._events[i] for i in wanted if i in self._events}

    def part_of(self, event: int) -> int:
        """The memorandum of an event."""
        low, high = 0, len(self._by_first)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._by_first[middle].first <= event else (low, middle)
        return self._by_first[low].memorandum

    def outline(self, event: int) -> Outline:
        memorandum = self.part_of(event)
        number = event - self.parts[memorandum].first
        return self.outlines(memorandum).events[number]


def weighed(
    store: Store, stories: Sequence[Shown], wholes: Mapping[int, int], was: Iterable[int], rulings: Sequence[Ruling]
) -> Change:
    """What becomes other when these stories are shown; ``was`` are the memoranda that are shown.

    ``wholes`` tells by memorandum which parts are of one story.
    """
    with store.reading() as connection:
        every = twins.parts(connection)
    parts = {s.memorandum: every[s.memorandum] for s in stories if s.memorandum in every}
    shown = set(was)
    gone = [every[m] for m in sorted(shown - parts.keys()) if m in every]
    moved = {m for m in parts.keys() & shown if wholes[m] != parts[m].whole}
    fresh = sorted((parts.keys() - shown) | moved)
    if not fresh and not gone:
        return Change()
    desk = _Desk(store, {**parts, **{p.memorandum: p for p in gone}})
    alike = _alike(desk, parts, fresh, wholes)
    left = {e for m in moved for e in range(parts[m].first, parts[m].last + 1)}
    lost = {e for p in gone for e in range(p.first, p.last + 1)}
    sides = _sides(parts, rulings, desk)
    crossed = crossing({(desk.part_of(e), desk.events([e])[e].name): some for e, some in sides.items()}, rulings)
    joined, parted = _bonds(crossed, sides, rulings, desk)
    kept = Kept(store, alike, joined, lost, left)
    new = {e for m in fresh for e in range(parts[m].first, parts[m].last + 1)} | lost
    with store.reading() as connection:
        judged = bool(sides or twins.judged(connection))
    if judged:
        start = {n for pair in (*alike, *joined, *parted) for n in pair} | set(sides) | kept.around(lost | left)
        nodes = component(start, kept.beside)
        with store.reading() as connection:
            before = twins.classes_of(connection, nodes | lost | left)
        found = _classes(desk, nodes, kept, (joined, parted), before=Before(before, new))
    else:
        came = {n for pair in alike for n in pair} & new
        found, nodes = _around(desk, kept, gone=lost | left, came=came, new=new)
        with store.reading() as connection:
            before = twins.classes_of(connection, nodes | lost | left)
    rows, same = _rows(desk, found, kept, sides=sides, before=Before(before, new))
    leads = _leads(desk, rows)
    return Change(
        wholes={m: wholes[m] for m in fresh},
        again=tuple(sorted(moved)),
        alike=alike,
        undone=frozenset((before.keys() | lost) - same),
        rows=tuple(rows),
        leads=tuple(leads),
    )


def _alike(
    desk: _Desk, parts: Mapping[int, Part], fresh: Sequence[int], wholes: Mapping[int, int]
) -> dict[tuple[int, int], float]:
    """The events of parts told anew that are alike with those of others, by their rows."""
    longest = int(table("stories")["dated"]) * DAY
    reach = int(table("stories")["reach"])
    out: dict[tuple[int, int], float] = {}
    done: set[int] = set()
    by_whole: dict[int, list[int]] = defaultdict(list)
    for m in parts:
        by_whole[wholes[m]].append(m)
    for one in fresh:
        mine = parts[one]
        done.add(one)
        here = desk.times(one).ranges
        moments = sorted(r for r in here.values() if r and r[1] - r[0] <= longest)
        with desk.store.reading() as connection:
            met = twins.dated(connection, _ranges(moments, longest), longest)
        others = {desk.part_of(e) for e in met if parts.keys() & {desk.part_of(e)}}
        others |= {m for m in fresh if m != one}
        for m in by_whole[wholes[one]]:
            there = parts[m].days
            if mine.days and there and mine.days[0] <= there[1] + reach and there[0] <= mine.days[1] + reach:
                others.add(m)
        others = {m for m in others if m in parts and m not in done}
        desk.open([one, *others])
        for other in sorted(others):
            theirs = desk.times(other)
            story = wholes[one] == wholes[other]
            for pair in pairs(desk.outlines(one), desk.outlines(other), (here, theirs.ranges), story=story):
                out[desk.times(one).ids[pair.left], theirs.ids[pair.right]] = pair.score
    return out


def _ranges(moments: Sequence[tuple[float, float]], longest: int) -> list[tuple[int, int]]:
    """From when to when what meets some moments can begin, each stretch once."""
    out: list[list[int]] = []
    for start, end in moments:
        low, high = int(start) - longest - ZONES, int(end) + ZONES
        if out and low <= out[-1][1]:
            out[-1][1] = max(out[-1][1], high)
        else:
            out.append([low, high])
    return [(a, b) for a, b in out]


def _sides(parts: Mapping[int, Part], rulings: Sequence[Ruling], desk: _Desk) -> Sides:
    """The events that judgements name, where one names events of several parts."""
    numbers = {r.number for r in rulings if r.kind in {"same", "different"}}
    homes: dict[int, set[int]] = defaultdict(set)
    for m, part in parts.items():
        for number, _, _ in part.judged:
            homes[number].add(m)
    wanted = {n for n, some in homes.items() if len(some) > 1 and n in numbers}
    out: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for m, part in sorted(parts.items()):
        for number, side, name in part.judged:
            if number in wanted:
                out[desk.held(m)[name].id].append((number, side))
    return {e: tuple(some) for e, some in out.items()}


def _bonds(
    crossed: Mapping[int, Sequence[tuple[int, str]]], sides: Sides, rulings: Sequence[Ruling], desk: _Desk
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    named = {(desk.part_of(e), desk.events([e])[e].name): some for e, some in sides.items()}
    joined, parted = bonds(crossed, named, rulings)

    def row(node: tuple[int, str]) -> int:
        return desk.held(node[0])[node[1]].id

    return [(row(a), row(b)) for a, b in joined], [(row(a), row(b)) for a, b in parted]


def _classes(
    desk: _Desk,
    nodes: set[int],
    kept: Kept,
    bonds_: tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]],
    *,
    before: Before,
) -> list[list[int]]:
    """The classes of events that hang together."""
    held = desk.events(nodes)
    order = {n: (-len(e.reports), desk.parts[desk.part_of(n)].mark, by_number(e.name)) for n, e in held.items()}
    edges = {(a, b): s for a, some in kept.found.items() for b, s in some.items() if a < b and a in held and b in held}
    return classes(
        order,
        desk.part_of,
        edges,
        joined=bonds_[0],
        parted=bonds_[1],
        refused=lambda a, b: (
            not before.together(a, b)
            and (days_apart(_facts(held[a]), _facts(held[b])) or barred(desk.outline(a), desk.outline(b)))
        ),
    )


def _around(
    desk: _Desk, kept: Kept, *, gone: Collection[int], came: Collection[int], new: Collection[int]
) -> tuple[list[list[int]], set[int]]:
    """The classes of events around those that go and come, and the events that were looked at."""

    def beside(ids: Iterable[int]) -> Mapping[int, Mapping[int, float]]:
        kept.beside(some := set(ids))
        return {n: kept.found[n] for n in some}

    def refused(a: int, b: int) -> bool:
        held = desk.events([a, b])
        return days_apart(_facts(held[a]), _facts(held[b])) or barred(desk.outline(a), desk.outline(b))

    homes = Homes(part=desk.part_of, mark=lambda n: desk.parts[desk.part_of(n)].mark)
    return regrouped(desk.store, beside, homes, gone=gone, came=came, new=new, refused=refused)


def _rows(
    desk: _Desk, found: Sequence[Sequence[int]], kept: Kept, *, sides: Sides, before: Before
) -> tuple[list[Row], set[int]]:
    """A row for each event of the classes that are other than they were, and the events of those that are not."""
    kept.beside({some[0] for some in found} - kept.found.keys())
    edges = {(min(a, b), max(a, b)): s for a, some in kept.found.items() for b, s in some.items()}
    same = {n for some in found if before.same(some, sides) for n in some}
    there = {n for some in found for n in some}
    out = [
        _row(desk, some[0], n, at, edges=edges, sides=sides)
        for some in found
        if some[0] not in same
        for at, n in enumerate(some)
    ]
    out += [_row(desk, n, n, 0, edges=edges, sides=sides) for n in sorted(sides) if n not in there]
    return out, same


def _row(desk: _Desk, lead: int, event: int, at: int, *, edges: Mapping[tuple[int, int], float], sides: Sides) -> Row:
    outline = desk.outline(event)
    facts: dict[str, object] = {"at": at}
    score = edges.get((min(lead, event), max(lead, event))) if lead != event else None
    if score is not None:
        first = desk.outline(lead), desk.outlines(desk.part_of(lead))
        facts |= {"score": score, "because": reason(first, (outline, desk.outlines(desk.part_of(event))))}
    for name, told in (("amounts", outline.amounts), ("initiators", outline.initiators)):
        if told:
            facts[name] = told
    if event in sides:
        facts["judged"] = sides[event]
    return Row(event=event, lead=lead, facts=json.dumps(facts, ensure_ascii=False, separators=(",", ":")))


def _leads(desk: _Desk, rows: Sequence[Row]) -> list[Lead]:
    """What the leads show of all of their classes."""
    held: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        held[row.lead].append(row)
    out = []
    for lead, some in held.items():
        if len(some) < 2:
            continue
        events = desk.events(r.event for r in some)
        members = [_member(events[r.event], r, 0, (), lambda rows_: tuple(map(str, rows_))) for r in some]
        first = next(m for m, r in zip(members, some, strict=True) if r.event == lead)
        apart = {o.slot for m in members if m is not first for o in otherwise(first, m) if o.disputed}
        disputed = {d for e in events.values() for d in (e.disputed or "").split(", ") if d} | apart
        standings = {e.standing for e in events.values()} | ({"disputed"} if apart else set())
        out.append(
            Lead(
                event=lead,
                reports=tuple(sorted({r for e in events.values() for r in e.reports})),
                origins=max(e.origins for e in events.values()),
                standing=next((s for s in WORST if s in standings), None),
                disputed=", ".join(sorted(disputed)) or None,
                told=merged([events[r.event].told for r in some], apart),
            )
        )
    return out


def _facts(event: EventRow, reports: tuple[str, ...] = ()) -> Facts:
    return Facts(
        name=event.name,
        label=event.label,
        status=event.status,
        earliest=event.earliest,
        latest=event.latest,
        place=event.place,
        reports=reports,
    )


def _member(
    event: EventRow,
    row: Row,
    part: int,
    outlets_: tuple[str, ...],
    ids: Callable[[Sequence[int]], tuple[str, ...]],
) -> Member:
    facts = json.loads(row.facts)
    return Member(
        part=part,
        facts=_facts(event, ids(event.reports)),
        outlets=outlets_,
        amounts=tuple((v, n) for v, n in facts.get("amounts", ())),
        initiators=tuple((v, n) for v, n in facts.get("initiators", ())),
        score=facts.get("score"),
        because=facts.get("because", ""),
        judged=tuple((n, s) for n, s in facts.get("judged", ())),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The ids of reports and the numbers of stories, by their rows."""

    reports: Mapping[int, str]
    stories: Mapping[int, int]


def told_on(store: Store, memo: Memorandum, memorandum: int, number: int, names: Names) -> Memorandum:
    """The memorandum of a story with what others tell further of its events."""
    with store.reading() as connection:
        part = twins.part(connection, memorandum)
        if part is None:
            return memo
        here = twins.named(connection, *part, {e.id for e in memo.events})  # of a memorandum opened in part those alone
        rows = twins.classes_of(connection, here)
        crossing_ = twins.judged(connection)
        rows |= twins.classes_of(connection, [e for e in crossing_ if part[0] <= e <= part[1]]) | crossing_
        if not rows:
            return memo
        events = twins.events(connection, rows)
        papers = twins.outlets_of(connection, {r for e in events.values() for r in e.reports})

    def ids(reports: Sequence[int]) -> tuple[str, ...]:
        return tuple(sorted((names.reports[r] for r in reports), key=lambda i: int(i[1:])))

    try:
        members = {
            n: _member(e, rows[n], names.stories[e.story], outlets(papers.get(r) for r in e.reports), ids)
            for n, e in events.items()
        }
    except KeyError as error:
        raise DossierError(f"{store.path}: it was added to meanwhile; ask again") from error
    held: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for n, row in rows.items():
        held[row.lead].append((json.loads(row.facts)["at"], n))
    crossed: dict[int, list[Member]] = defaultdict(list)
    for n in sorted(crossing_, key=lambda n: (members[n].part, members[n].facts.name)):
        for ruling in dict.fromkeys(j for j, _ in members[n].judged):
            crossed[ruling].append(members[n])
    found = Twinned(
        classes=tuple(tuple(members[n] for _, n in sorted(some)) for some in held.values() if len(some) > 1),
        crossed={n: tuple(some) for n, some in crossed.items()},
    )
    return laid(memo, number, found)
