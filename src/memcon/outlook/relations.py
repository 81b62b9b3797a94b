"""Relations of states over time, from the parts of all stories.

Cooperation and conflict are two levels, never one sum: a week of talks does not make a week of strikes undone. How a
level is reckoned stands in ``levels``, how an event weighs in ``weighing``, how a change is found in ``breaks``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from memcon.model.data import mapping
from memcon.model.memo import Memorandum
from memcon.outlook import weighing
from memcon.outlook.breaks import breaks
from memcon.outlook.gamma import above
from memcon.outlook.gathered import Rows, Told, Weighed, covered, opened, sort_rows, spoken_of, stretch, told
from memcon.outlook.levels import WEEK, State, share, track
from memcon.outlook.levers import ledger
from memcon.outlook.overview import talks, together
from memcon.outlook.parties import name_of
from memcon.outlook.shelf import Shelf, shelf
from memcon.outlook.types import Change, Coded, Kind, Level, Mark, Pair, Point, Relations, Tension, Trend

BEFORE = timedelta(days=60)
"""How long before the first report the days drawn may begin, where events are dated there."""
POINTS = 180
"""How many days of a level are given at most; days with an event always are."""
MOVED = 5
"""How many events are named that moved a pair."""
FELT = 0.01
"""Levels a week below which an event is not felt any more."""
Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What all pairs share: the parts, the rows of others' coding, the days, whether dated acts alone count."""

    shelf: Shelf
    rows: Rows
    days: tuple[date, date] | None
    dated_only: bool = False

    def told(self, key: Key) -> Told:
        """The acts of a directed pair."""
        found = told(self.shelf.acts(*key), self.rows.by.get(key, ()))
        return found if not self.dated_only else replace(found, acts=tuple(_dated(a) for a in found.acts))

    def covered(self, key: Key) -> dict[int, float]:
        """How well reports cover the days of a pair."""
        return covered(spoken_of(self.shelf, key[0]), spoken_of(self.shelf, key[1]), self.rows.everywhere)

    def keys(self) -> list[Key]:
        """All directed pairs of which anything is told."""
        return sorted({*self.shelf.pairs(), *self.rows.by})


@dataclass(frozen=True, slots=True, kw_only=True)
class Felt:
    """An act with what it did to a level."""

    act: Weighed
    jump: float
    now: float


def _dated(one: Weighed) -> Weighed:
    if one.head.placed != "told":
        return one
    return replace(one, head=replace(one.head, placed="not placed", first=None, last=None))


def ground(
    given: Shelf,
    *,
    since: date | None = None,
    until: date | None = None,
    coded: Iterable[Coded] = (),
    dated_only: bool = False,
) -> Ground:
    """What all pairs share."""
    rows = sort_rows(coded)
    return Ground(shelf=given, rows=rows, days=stretch(given, rows, since, until, BEFORE), dated_only=dated_only)


def relations(
    given: Shelf | Iterable[Memorandum],
    *,
    pairs: Sequence[Key] | None = None,
    since: date | None = None,
    until: date | None = None,
    coded: Iterable[Coded] = (),
    dated_only: bool = False,
) -> Relations:
    """The directed pairs with their levels over time; all of them, or those asked for (in both directions).

    With ``dated_only`` an act that no report dates moves nothing; else it counts in part on the days before its first
    report, and says so. Of pairs asked for, what is told of all others (tensions, talks, groupings) is left out.
    """
    here = ground(shelf(given), since=since, until=until, coded=coded, dated_only=dated_only)
    known = here.keys()
    wanted = list(dict.fromkeys(p for one, two in pairs for p in ((one, two), (two, one)))) if pairs else known
    made = {key: pair_of(here, key) for key in wanted}
    return Relations(
        first=here.days[0].isoformat() if here.days else None,
        last=here.days[1].isoformat() if here.days else None,
        pairs=tuple(made[key] for key in wanted),
        tensions=_tensions(here, known) if not pairs else (),
        contacts=talks(here.shelf) if not pairs else (),
        groupings=together(here.shelf) if not pairs else (),
        coded=tuple(sorted(here.rows.counts.items())),
        notes=notes(here, list(made.values())),
    )


def placed(here: Ground, acts: Iterable[Weighed]) -> tuple[list[Weighed], list[tuple[Weighed, str]]]:
    """The acts that days are known of, and the rest, each with why it is placed on none, where that is not its own."""
    on, off = list[Weighed](), list[tuple[Weighed, str]]()
    reach = timedelta(days=int(weighing.rules()["reach"]))
    for one in acts:
        if one.head.first is None or one.head.last is None or here.days is None:
            off.append((one, ""))
        elif date.fromordinal(one.head.last) < here.days[1] - reach:
            off.append((one, f"too long ago to be felt: {date.fromordinal(one.head.last).isoformat()}"))
        elif date.fromordinal(one.head.first) > here.days[1]:
            off.append((one, f"after the days looked at: {date.fromordinal(one.head.first).isoformat()}"))
        else:
            on.append(one)
    return on, off


def pair_of(here: Ground, key: Key, most: int | None = None) -> Pair:
    """A directed pair in full; with ``most``, only so many acts are given, those that are felt most."""
    source, target = key
    on, off = placed(here, here.told(key).acts)
    cover = here.covered(key)
    levels: dict[Kind, Level] = {}
    felt: list[Felt] = []
    for kind in KINDS:
        levels[kind], own = level(kind, [m for m in on if m.head.kind == kind], cover, here.days)
        felt += own
    if most is not None:
        felt = sorted(felt, key=lambda f: (-f.now, -f.act.weight, f.act.story, f.act.head.place))[:most]
    felt.sort(key=lambda f: (f.act.head.first or 0, f.act.head.kind, f.act.story, f.act.head.event))
    return Pair(
        source=source,
        target=target,
        source_name=name_of(source),
        target_name=name_of(target),
        cooperation=levels["cooperation"],
        conflict=levels["conflict"],
        marks=tuple(opened(here.shelf, f.act, jump=f.jump, now=f.now) for f in felt),
        unplaced=tuple(_unplaced(here, act, why) for act, why in off[:most]),
        levers=ledger(here.shelf, source, target, most),
    )


def _unplaced(here: Ground, act: Weighed, why: str) -> Mark:
    mark = opened(here.shelf, act)
    if not why and here.dated_only and mark.placed == "told":
        return replace(mark, placed="not placed", first=None, last=None, why="no report gives its day")
    return replace(mark, placed="not placed", why=why or mark.why)


KINDS: tuple[Kind, ...] = ("cooperation", "conflict")


def seen_of(acts: Sequence[Weighed], cover: Mapping[int, float], high: int) -> dict[int, tuple[float, float]]:
    """The weighed events and the exposure of the days that have either, up to a day."""
    reach = high - int(weighing.rules()["reach"])
    seen: dict[int, tuple[float, float]] = {d: (0.0, e) for d, e in cover.items() if reach <= d <= high}
    for one in acts:
        first, last = _ends(one, high)
        for day in range(first, last + 1):
            count, exposure = seen.get(day, (0.0, 0.0))
            seen[day] = count + one.weight / (last - first + 1), max(exposure, 1.0 if first == last else 0.5)
    return seen


def level(
    kind: Kind,
    acts: Sequence[Weighed],
    cover: Mapping[int, float],
    days: tuple[date, date] | None,
    *,
    end: bool = False,
) -> tuple[Level, list[Felt]]:
    """One level over the days, and its events with what each did to it; with ``end``, only the last of its days."""
    if days is None or not acts:
        none = Level(kind=kind, points=(), changes=(), trend="unknown", marks=0)
        return none, [Felt(act=a, jump=0.0, now=0.0) for a in acts]
    low, high = days[0].toordinal(), days[1].toordinal()
    seen = seen_of(acts, cover, high)
    busy = {d for d, (c, _) in seen.items() if c > 0 and low <= d <= high}
    figures = mapping("outlook", "levels")["trend"]
    back = max(low, high - int(figures["days"]))
    drawn = {high} if end else {low, high, back, *busy, *range(low, high + 1, max(1, (high - low) // POINTS + 1))}
    states = track(seen, drawn | {back} | {_ends(a, high)[1] for a in acts})
    return (
        Level(
            kind=kind,
            points=tuple(_point(states[d], seen) for d in sorted(drawn)),
            changes=() if end else tuple(_changes(seen, acts, low, high)),
            trend=trend(states[back], states[high], seen, float(figures["sure"])),
            marks=len(acts),
        ),
        [_felt(a, states, high) for a in acts],
    )


def trend_of(here: Ground, key: Key, kind: Kind) -> Trend:
    """Whether a level of a directed pair rises or falls at the end."""
    if here.days is None:
        return "unknown"
    low, high = here.days[0].toordinal(), here.days[1].toordinal()
    acts = [a for a in placed(here, here.told(key).acts)[0] if a.head.kind == kind]
    figures = mapping("outlook", "levels")["trend"]
    back = max(low, high - int(figures["days"]))
    seen = seen_of(acts, here.covered(key), high)
    states = track(seen, {back, high})
    return trend(states[back], states[high], seen, float(figures["sure"]))


def _felt(act: Weighed, states: Mapping[int, State], high: int) -> Felt:
    then, now = states[_ends(act, high)[1]], states[high]
    return Felt(
        act=act,
        jump=round(WEEK * share(then, act.weight, then), 3),
        now=round(WEEK * share(now, act.weight, then), 3),
    )


def _ends(act: Weighed, high: int) -> tuple[int, int]:
    """The first and last day that a placed act is spread over, none after the end."""
    first, last = act.ends
    return first, min(high, last)


def _point(state: State, seen: Mapping[int, tuple[float, float]]) -> Point:
    low, high = state.band()
    return Point(
        day=date.fromordinal(state.day).isoformat(),
        level=round(WEEK * state.mean, 3),
        low=round(WEEK * low, 3),
        high=round(WEEK * high, 3),
        covered=round(min(1.0, seen.get(state.day, (0.0, 0.0))[1]), 2),
    )


def trend(before: State, after: State, seen: Mapping[int, tuple[float, float]], sure: float) -> Trend:
    """Whether the level at the end is probably above or below that of a while before; unknown where all was silent."""
    if before.day == after.day or not any(before.day < d <= after.day and e > 0 for d, (_, e) in seen.items()):
        return "unknown"
    chance = above(after.matched(), before.matched())
    return "rising" if chance >= sure else "falling" if chance <= 1 - sure else "steady"


def _changes(seen: Mapping[int, tuple[float, float]], acts: Sequence[Weighed], low: int, high: int) -> list[Change]:
    out = []
    for cut in breaks({d: s for d, s in seen.items() if d <= high}):
        if not low <= cut.day <= high:
            continue
        near = [a for a in acts if cut.first <= _ends(a, high)[1] and _ends(a, high)[0] <= cut.last + WEEK]
        near.sort(key=lambda a: (-a.weight, a.head.first or 0))
        out.append(
            Change(
                day=date.fromordinal(cut.day).isoformat(),
                first=date.fromordinal(cut.first).isoformat(),
                last=date.fromordinal(cut.last).isoformat(),
                before=round(WEEK * cut.before, 3),
                after=round(WEEK * cut.after, 3),
                probability=round(cut.probability, 2),
                events=tuple((a.story, a.head.event) for a in near[:MOVED]),
            )
        )
    return out


def both_ways(here: Ground, key: Key) -> dict[Kind, list[Weighed]]:
    """The placed acts of two parties towards each other; a talk that both hold is one act of theirs."""
    found = [a for k in (key, key[::-1]) for a in placed(here, here.told((k[0], k[1])).acts)[0]]
    talks_ = {(a.story, a.head.event): a for a in found if a.head.kind == "cooperation"}
    return {"conflict": [a for a in found if a.head.kind == "conflict"], "cooperation": list(talks_.values())}


def tension(here: Ground, key: Key) -> Tension | None:
    """Two parties with any conflict, both directions together, with what moved them most."""
    acts = both_ways(here, key)
    if not acts["conflict"] or here.days is None:
        return None
    cover = here.covered(key)
    conflict, felt = level("conflict", acts["conflict"], cover, here.days, end=True)
    cooperation, _ = level("cooperation", acts["cooperation"], cover, here.days, end=True)
    felt = [f for f in felt if f.now > FELT]
    felt.sort(key=lambda f: (-f.now, f.act.head.first or 0, f.act.story, f.act.head.place))
    end = conflict.points[-1]
    return Tension(
        one=key[0],
        two=key[1],
        one_name=name_of(key[0]),
        two_name=name_of(key[1]),
        conflict=end.level,
        conflict_low=end.low,
        conflict_high=end.high,
        cooperation=cooperation.points[-1].level if cooperation.points else 0.0,
        trend=conflict.trend,
        moved=tuple(opened(here.shelf, f.act, jump=f.jump, now=f.now) for f in felt[:MOVED]),
    )


def _tensions(here: Ground, keys: Iterable[Key]) -> tuple[Tension, ...]:
    """Pairs with any conflict, the most tense first."""
    found = (tension(here, key) for key in sorted({(min(k), max(k)) for k in keys}))
    return tuple(sorted((t for t in found if t), key=lambda t: (-t.conflict, t.one, t.two)))


def notes(here: Ground, shown: Sequence[Pair]) -> tuple[str, ...]:
    """What was left out of some pairs, and how, in sentences."""
    told_ = [here.told((p.source, p.target)) for p in shown]
    apart = [placed(here, t.acts) for t in told_]
    heads = here.shelf.heads().values()
    return noted(
        here,
        undated=sum(a.head.placed == "told" for on, _ in apart for a in on),
        unplaced=sum(len(off) for _, off in apart),
        retold=sum(t.retold for t in told_),
        doubled=here.rows.doubled + sum(t.doubled for t in told_),
        lonely=sum(h.lonely for h in heads),
        unsure=sum(h.undated for h in heads),
    )


def noted(
    here: Ground, *, undated: int, unplaced: int, retold: int, doubled: int, lonely: int, unsure: int
) -> tuple[str, ...]:
    """The sentences for so many acts and reports."""
    out = []
    if undated:
        out.append(
            f"{_acts(undated)} of a pair that no report dates {'weighs' if undated == 1 else 'weigh'} half, on the "
            "days up to the first report; --dated-only leaves these out"
        )
    if unplaced:
        out.append(f"{_acts(unplaced)} could be placed on no day and {'moves' if unplaced == 1 else 'move'} no level")
    if here.dated_only:
        out.append("acts that no report dates are left out")
    if lonely:
        out.append(f"{_acts(lonely)} name no second party and so belong to no pair")
    if unsure:
        out.append(f"{unsure} reports have no date of publication: what they tell is placed by its own dates alone")
    if retold:
        out.append(f"{_acts(retold)} told by more than one story count once")
    if doubled:
        out.append(f"{doubled} rows of others' coding count once with what the reports or other rows tell")
    if here.rows.unread:
        out.append(f"{here.rows.unread} rows of others' coding have no readable day and are left out")
    return tuple(out)


def _acts(number: int) -> str:
    return "1 act" if number == 1 else f"{number:,} acts"
