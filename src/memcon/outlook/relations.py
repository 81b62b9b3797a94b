"""Relations of states over time, from the memoranda of all stories.

Cooperation and conflict are two levels, never one sum: a week of talks does not make a week of strikes undone. How a
level is reckoned stands in ``levels``, how an event weighs in ``weighing``, how a change is found in ``breaks``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from memcon.model.data import mapping
from memcon.model.memo import Memorandum
from memcon.outlook import weighing
from memcon.outlook.breaks import breaks
from memcon.outlook.gamma import above
from memcon.outlook.gathered import Gathered, covered, gather, stretch
from memcon.outlook.levels import WEEK, State, share, track
from memcon.outlook.levers import ledger
from memcon.outlook.overview import talks, together
from memcon.outlook.parties import name_of
from memcon.outlook.types import Change, Coded, Kind, Level, Mark, Pair, Point, Relations, Tension, Trend

BEFORE = timedelta(days=60)
"""How long before the first report the days drawn may begin, where events are dated there."""
POINTS = 180
"""How many days of a level are given at most; days with an event always are."""
MOVED = 5
"""How many events are named that moved a pair."""
FELT = 0.01
"""Levels a week below which an event is not felt any more."""


def relations(
    memoranda: Iterable[Memorandum],
    *,
    pairs: Sequence[tuple[str, str]] | None = None,
    since: date | None = None,
    until: date | None = None,
    coded: Iterable[Coded] = (),
    dated_only: bool = False,
) -> Relations:
    """The directed pairs with their levels over time; all of them, or those asked for (in both directions).

    Memoranda are those of the stories in their order, gone through one by one. With ``dated_only`` an act that no
    report dates moves nothing; else it counts in part on the days before its first report, and says so.
    """
    found = gather(memoranda, coded)
    if dated_only:
        found.marks = [_undated(m) if m.placed == "told" else m for m in found.marks]
    days = stretch(found, since, until, BEFORE)
    by: dict[tuple[str, str], list[Mark]] = {}
    for mark in found.marks:
        by.setdefault((mark.source, mark.target), []).append(mark)
    for lever in found.levers:
        if lever.against is not None:
            by.setdefault((lever.by, lever.against), [])
    wanted = list(dict.fromkeys(p for one, two in pairs for p in ((one, two), (two, one)))) if pairs else sorted(by)
    made = {key: _pair(found, key, by.get(key, []), days) for key in sorted({*by, *wanted})}
    return Relations(
        first=days[0].isoformat() if days else None,
        last=days[1].isoformat() if days else None,
        pairs=tuple(made[key] for key in wanted),
        tensions=_tensions(found, made, days),
        contacts=talks(found.contacts),
        groupings=together(found.groupings),
        coded=tuple(sorted(found.coded.items())),
        notes=_notes(found, made, wanted, dated_only=dated_only),
    )


def _undated(mark: Mark) -> Mark:
    return replace(mark, placed="not placed", first=None, last=None, why="no report gives its day")


def _pair(found: Gathered, key: tuple[str, str], marks: Sequence[Mark], days: tuple[date, date] | None) -> Pair:
    source, target = key
    placed, unplaced = [], []
    for mark in marks:
        if mark.first is None or mark.last is None or days is None:
            unplaced.append(mark)
        elif not days[1] - timedelta(days=int(weighing.rules()["reach"])) <= date.fromisoformat(mark.last):
            unplaced.append(replace(mark, placed="not placed", why=f"too long ago to be felt: {mark.last}"))
        elif date.fromisoformat(mark.first) > days[1]:
            unplaced.append(replace(mark, placed="not placed", why=f"after the days looked at: {mark.first}"))
        else:
            placed.append(mark)
    cover = covered(found, source, target)
    levels, felt = {}, list[Mark]()
    kinds: tuple[Kind, ...] = ("cooperation", "conflict")
    for kind in kinds:
        levels[kind], own = _level(kind, [m for m in placed if m.kind == kind], cover, days)
        felt += own
    return Pair(
        source=source,
        target=target,
        source_name=name_of(source),
        target_name=name_of(target),
        cooperation=levels["cooperation"],
        conflict=levels["conflict"],
        marks=tuple(sorted(felt, key=lambda m: (m.first or "", m.kind, m.story, m.event))),
        unplaced=tuple(unplaced),
        levers=ledger(found.levers, source, target),
    )


def _level(
    kind: Kind, marks: Sequence[Mark], cover: Mapping[int, float], days: tuple[date, date] | None
) -> tuple[Level, list[Mark]]:
    """One level over the days, and its events with what each did to it."""
    if days is None or not marks:
        return Level(kind=kind, points=(), changes=(), trend="unknown", marks=0), list(marks)
    low, high = days[0].toordinal(), days[1].toordinal()
    reach = high - int(weighing.rules()["reach"])
    seen: dict[int, tuple[float, float]] = {d: (0.0, e) for d, e in cover.items() if reach <= d <= high}
    for mark in marks:
        first, last = _ends(mark, high)
        for day in range(first, last + 1):
            count, exposure = seen.get(day, (0.0, 0.0))
            seen[day] = count + mark.weight / (last - first + 1), max(exposure, 1.0 if first == last else 0.5)
    busy = {d for d, (c, _) in seen.items() if c > 0 and low <= d <= high}
    figures = mapping("outlook", "levels")["trend"]
    back = max(low, high - int(figures["days"]))
    wanted = {low, high, back, *busy, *range(low, high + 1, max(1, (high - low) // POINTS + 1))}
    ends = {_ends(m, high)[1] for m in marks}
    states = track(seen, wanted | ends)
    felt = [
        replace(
            m,
            jump=round(WEEK * share(states[_ends(m, high)[1]], m.weight, states[_ends(m, high)[1]]), 3),
            now=round(WEEK * share(states[high], m.weight, states[_ends(m, high)[1]]), 3),
        )
        for m in marks
    ]
    return (
        Level(
            kind=kind,
            points=tuple(_point(states[d], seen) for d in sorted(wanted)),
            changes=tuple(_changes(seen, felt, low, high)),
            trend=_trend(states[back], states[high], seen, float(figures["sure"])),
            marks=len(marks),
        ),
        felt,
    )


def _ends(mark: Mark, high: int) -> tuple[int, int]:
    """The first and last day that a placed mark is spread over, none after the end."""
    if mark.first is None or mark.last is None:
        raise ValueError(f"{mark.event} is placed on no day")
    return date.fromisoformat(mark.first).toordinal(), min(high, date.fromisoformat(mark.last).toordinal())


def _point(state: State, seen: Mapping[int, tuple[float, float]]) -> Point:
    low, high = state.band()
    return Point(
        day=date.fromordinal(state.day).isoformat(),
        level=round(WEEK * state.mean, 3),
        low=round(WEEK * low, 3),
        high=round(WEEK * high, 3),
        covered=round(min(1.0, seen.get(state.day, (0.0, 0.0))[1]), 2),
    )


def _trend(before: State, after: State, seen: Mapping[int, tuple[float, float]], sure: float) -> Trend:
    """Whether the level at the end is probably above or below that of a while before; unknown where all was silent."""
    if before.day == after.day or not any(before.day < d <= after.day and e > 0 for d, (_, e) in seen.items()):
        return "unknown"
    chance = above(after.matched(), before.matched())
    return "rising" if chance >= sure else "falling" if chance <= 1 - sure else "steady"


def _changes(seen: Mapping[int, tuple[float, float]], marks: Sequence[Mark], low: int, high: int) -> list[Change]:
    out = []
    for cut in breaks({d: s for d, s in seen.items() if d <= high}):
        if not low <= cut.day <= high:
            continue
        near = [m for m in marks if cut.first <= _ends(m, high)[1] and _ends(m, high)[0] <= cut.last + WEEK]
        near.sort(key=lambda m: (-m.weight, m.first or ""))
        out.append(
            Change(
                day=date.fromordinal(cut.day).isoformat(),
                first=date.fromordinal(cut.first).isoformat(),
                last=date.fromordinal(cut.last).isoformat(),
                before=round(WEEK * cut.before, 3),
                after=round(WEEK * cut.after, 3),
                probability=round(cut.probability, 2),
                events=tuple((m.story, m.event) for m in near[:MOVED]),
            )
        )
    return out


def _tensions(
    found: Gathered, made: Mapping[tuple[str, str], Pair], days: tuple[date, date] | None
) -> tuple[Tension, ...]:
    """Pairs with any conflict, both directions together, the most tense first."""
    out = []
    for one, two in sorted({(min(k), max(k)) for k in made}):
        sides = [made[k] for k in ((one, two), (two, one)) if k in made]
        marks = [m for p in sides for m in p.marks]
        against = [replace(m, source=one, target=two) for m in marks if m.kind == "conflict"]
        if not against or days is None:
            continue
        cover = covered(found, one, two)
        conflict, felt = _level("conflict", against, cover, days)
        together_, _ = _level("cooperation", _merged([m for m in marks if m.kind == "cooperation"]), cover, days)
        own = {(m.story, m.event, m.label): m for m in marks}
        felt.sort(key=lambda m: (-m.now, m.first or "", m.event))
        end = conflict.points[-1]
        out.append(
            Tension(
                one=one,
                two=two,
                one_name=name_of(one),
                two_name=name_of(two),
                conflict=end.level,
                conflict_low=end.low,
                conflict_high=end.high,
                cooperation=together_.points[-1].level if together_.points else 0.0,
                trend=conflict.trend,
                moved=tuple(
                    replace(own[m.story, m.event, m.label], jump=m.jump, now=m.now)
                    for m in felt[:MOVED]
                    if m.now > FELT
                ),
            )
        )
    return tuple(sorted(out, key=lambda t: (-t.conflict, t.one, t.two)))


def _merged(marks: Sequence[Mark]) -> list[Mark]:
    """Acts of both directions as acts of the pair: a talk that both sides hold is one."""
    return list({(m.story, m.event): m for m in marks}.values())


def _notes(
    found: Gathered, made: Mapping[tuple[str, str], Pair], wanted: Sequence[tuple[str, str]], *, dated_only: bool
) -> tuple[str, ...]:
    """What was left out, and how, in sentences."""
    shown = [made[k] for k in wanted]
    told = sum(1 for p in shown for m in p.marks if m.placed == "told")
    unplaced = len({(m.story, m.event) for p in shown for m in p.unplaced})
    out = []
    if told:
        out.append(
            f"{_acts(told)} of a pair that no report dates {'weighs' if told == 1 else 'weigh'} half, on the days "
            "up to the first report; --dated-only leaves these out"
        )
    if unplaced:
        out.append(f"{_acts(unplaced)} could be placed on no day and {'moves' if unplaced == 1 else 'move'} no level")
    if dated_only:
        out.append("acts that no report dates are left out")
    if found.lonely:
        out.append(f"{_acts(found.lonely)} name no second party and so belong to no pair")
    if found.undated:
        out.append(
            f"{found.undated} reports have no date of publication: what they tell is placed by its own dates alone"
        )
    if found.retold:
        out.append(f"{_acts(found.retold)} told by more than one story count once")
    if found.doubled:
        out.append(f"{found.doubled} rows of others' coding count once with what the reports or other rows tell")
    if found.unread:
        out.append(f"{found.unread} rows of others' coding have no readable day and are left out")
    return tuple(out)


def _acts(number: int) -> str:
    return "1 act" if number == 1 else f"{number} acts"
