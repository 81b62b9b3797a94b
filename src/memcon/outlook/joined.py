"""Plans of several stories that are one: told in one, told again, moved, called off or held in another.

A plan is known in another story by its kind, its people or two of its parties, and its day. Where a sentence that tells
a change names no day, it is taken for a change of the one plan of that kind and these people that is open then; where
there are two, of none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import combinations

from memcon.model.data import mapping
from memcon.outlook.cites import moment, written
from memcon.outlook.kept import ContactHead, Head, PlanHead
from memcon.outlook.shelf import Planned
from memcon.outlook.turns import TurnHead, akin, spans, surnames
from memcon.outlook.types import Contact, PlanState

ORDER: tuple[PlanState, ...] = ("scheduled", "confirmed", "moved", "cancelled", "held")
EARLY = datetime(1, 1, 1, tzinfo=UTC)
PHONE = 2
"""The row of nouns of calls."""
MONTH = timedelta(days=32)
SHORT = timedelta(days=4)
"""The longest interval that tells one plan from another by its days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A change that another story tells of a plan: where it stands, and when its report was published."""

    story: int
    head: TurnHead
    at: datetime
    parties: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()


@dataclass(kw_only=True)
class Cluster:
    """A plan with all stories that tell it, while it is put together. ``low`` to ``high`` are its days as last told."""

    members: list[tuple[int, int, PlanHead]]
    turns: list[Turn] = field(default_factory=list)
    low: datetime | None = None
    high: datetime | None = None
    contact: tuple[int, int] | None = None
    """The story and the place of a talk that it became."""

    @cached_property
    def stories(self) -> set[int]:
        """The stories that tell it as a plan."""
        return {s for s, _, _ in self.members}

    @cached_property
    def named(self) -> set[int]:
        """The rows of nouns that it goes by."""
        return {r for _, _, p in self.members for r in p.rows}

    @cached_property
    def rows(self) -> set[int]:
        """The same with those that are akin."""
        return akin(self.named)

    @cached_property
    def people(self) -> set[str]:
        """Who takes part."""
        return {n for _, _, p in self.members for n in p.people}

    @cached_property
    def parties(self) -> set[str]:
        """Whose plan it is."""
        return {n for _, _, p in self.members for n in p.parties}

    @cached_property
    def told(self) -> datetime | None:
        """When it was first told of."""
        return min((m for _, _, p in self.members if (m := moment(p.told))), default=None)

    def news(self) -> list[tuple[datetime, PlanState]]:
        """What was told to have become of it, in order of time."""
        kinds: dict[str, PlanState] = {
            "moved": "moved",
            "confirmed": "confirmed",
            "cancelled": "cancelled",
            "held": "held",
        }
        own = [(m, p.state) for _, _, p in self.members if p.changed and (m := moment(p.changed)) is not None]
        return sorted(
            [*own, *((t.at, kinds[t.head.kind]) for t in self.turns)], key=lambda n: (n[0], ORDER.index(n[1]))
        )

    @property
    def state(self) -> PlanState:
        """What became of it by all stories: held whatever else was told, else as it was told last."""
        states = {p.state for _, _, p in self.members}
        news = [s for _, s in self.news()]
        if self.contact or "held" in states or "held" in news:
            return "held"
        if news:
            return news[-1]
        return max(states, key=ORDER.index)


def clusters(given: Planned, heads: Mapping[int, Head], now: datetime | None) -> list[Cluster]:
    """The plans of all stories, each once, with the changes that other stories tell of them."""
    found = _by_key(heads)
    found = _together(found, _judged(found, given))
    found = _together(found, _on_one_day(found))
    if len(heads) > 1:
        loose = _turned(found, heads)
        found = _together(found, [*loose, *_on_one_day(found)])
        _became(found, given, heads, now)
    return found


def _by_key(heads: Mapping[int, Head]) -> list[Cluster]:
    """Plans that several stories tell in the same words for the same time."""
    groups: dict[tuple[int, int], list[tuple[int, int, PlanHead]]] = {}
    for story, head in heads.items():
        met: dict[int, int] = {}
        for place, plan in enumerate(head.plans):
            # of undated ones that a story tells alike, each is one of its own
            turn = met[plan.key] = met.get(plan.key, -1) + 1
            groups.setdefault((plan.key, turn if plan.earliest is None else 0), []).append((story, place, plan))
    out = []
    for some in groups.values():
        plan = some[0][2]
        out.append(Cluster(members=some, low=written(plan.earliest), high=written(plan.latest)))
    return out


def _judged(found: Sequence[Cluster], given: Planned) -> Iterator[tuple[int, int]]:
    """Plans that the alignment of stories takes for one event and that are for days that can be the same.

    What people judged to be one is one, whatever its days.
    """
    at = {(s, p.event): n for n, c in enumerate(found) for s, _, p in c.members}
    for one, two in given.judged():
        if one in at and two in at:
            yield at[one], at[two]
    for some in given.ones():
        there = sorted({at[e] for e in some if e in at}) if len(some) > 1 else []
        groups: list[list[int]] = []
        for n in sorted(there, key=lambda n: (found[n].low is None, n)):
            home = next((g for g in groups if all(_meet(found[n], found[m]) for m in g)), None)
            if home is None or (found[n].low is None and len([g for g in groups if found[g[0]].low is not None]) > 1):
                groups.append([n])
            else:
                home.append(n)
        for group in groups:
            yield from ((group[0], n) for n in group[1:])


def _meet(one: Cluster, two: Cluster) -> bool:
    """Whether two plans can be for the same time; what has no day can be for any."""
    if one.low is None or one.high is None or two.low is None or two.high is None:
        return True
    return one.low < two.high and two.low < one.high


def _together(found: list[Cluster], pairs: Iterable[tuple[int, int]]) -> list[Cluster]:
    """Clusters of which some pairs are one, in their order; what was last told gives the days."""
    root = list(range(len(found)))

    def find(n: int) -> int:
        while root[n] != n:
            n = root[n]
        return n

    for a, b in pairs:
        low, high = sorted((find(a), find(b)))
        root[high] = low
    held: dict[int, list[Cluster]] = defaultdict(list)
    for n, one in enumerate(found):
        held[find(n)].append(one)
    return [some[0] if len(some) == 1 else _one(some) for _, some in sorted(held.items())]


def _one(some: Sequence[Cluster]) -> Cluster:
    dated = [c for c in some if c.low is not None and c.high is not None]
    last = max(dated, key=_last, default=some[0])
    members = sorted((m for c in some for m in c.members), key=lambda m: m[:2])
    turns = sorted((t for c in some for t in c.turns), key=lambda t: (t.at, t.story, t.head.report, t.head.start))
    return Cluster(members=members, turns=turns, low=last.low, high=last.high)


def _last(one: Cluster) -> tuple[datetime, datetime]:
    """When its days were last told: by a change, else when it was first told of."""
    moved = max((t for t, s in one.news() if s in {"moved", "held"}), default=EARLY)
    return moved, one.told or EARLY


def _on_one_day(found: Sequence[Cluster]) -> Iterator[tuple[int, int]]:
    """Plans of several stories for one day that are of one kind and of the same people or parties."""
    days: dict[tuple[int, date], list[int]] = defaultdict(list)
    for n, one in enumerate(found):
        if one.low is not None and one.high is not None and one.high - one.low <= SHORT:
            for row in one.rows:
                for day in _dates(one):
                    days[row, day].append(n)
    near: dict[int, set[int]] = defaultdict(set)
    for some in days.values():
        for at, n in enumerate(some):
            for m in some[at + 1 :]:
                if _alike(found[n], found[m]):
                    near[n].add(m)
                    near[m].add(n)
    for n in sorted(near):
        for m in sorted(m for m in near[n] if m > n):
            # one of two plans that a story tells for that day: none, rather than the wrong one
            rivals = [k for k in near[n] if k != m and found[k].stories & found[m].stories]
            others = [k for k in near[m] if k != n and found[k].stories & found[n].stories]
            if not rivals and not others:
                yield n, m


def _alike(one: Cluster, two: Cluster) -> bool:
    if one.stories & two.stories or not _within(one.parties, two.parties):
        return False
    if one.people and two.people:
        return _within(one.people, two.people)
    return one.parties == two.parties and len(one.parties) > 1


def _within(one: AbstractSet[str], two: AbstractSet[str]) -> bool:
    """Whether all of the one are among the others, or the other way round, and there are any."""
    return bool(one and two) and (one <= two or two <= one)


def _dates(one: Cluster) -> list[date]:
    """The days of a plan on its own clock."""
    if one.low is None or one.high is None:
        return []
    first, last = one.low.date(), (one.high - timedelta(seconds=1)).date()
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _turned(found: Sequence[Cluster], heads: Mapping[int, Head]) -> list[tuple[int, int]]:
    """Give each plan the changes that other stories tell of it; the pairs that a change without a plan makes one."""
    plans: dict[tuple[int, str, str], set[int]] = defaultdict(set)
    homes = {(s, p.event): n for n, c in enumerate(found) for s, _, p in c.members}
    for n, one in enumerate(found):
        for key in _keys(one.rows, one.parties, one.people):
            plans[key].add(n)
    out: list[tuple[int, int]] = []
    for turn in _turns(heads):
        head = turn.head
        near = sorted({n for k in _keys(head.rows, head.parties, head.people) for n in plans.get(k, ())})
        own = {homes[turn.story, e] for e in head.events if (turn.story, e) in homes}
        for n in _meant(turn, [n for n in near if _about(found[n], turn)], found):
            one = found[n]
            one.turns.append(turn)
            if head.kind == "moved" and head.new is not None:
                one.low, one.high = _moved(one, head.new)
            if head.kind == "cancelled":  # what was called off there, and nobody told of before
                out += [(n, m) for m in own if m != n and found[m].low is None and found[m].state == "cancelled"]
    return out


def _keys(rows: Iterable[int], parties: Iterable[str], people: Iterable[str]) -> Iterator[tuple[int, str, str]]:
    """By what a sentence and a plan are put beside each other: the kind, with a person or two parties."""
    pairs = list(combinations(sorted(parties), 2))
    for row in rows:
        yield from ((row, one, two) for one, two in pairs)
        yield from ((row, "", name) for name in people)


def _turns(heads: Mapping[int, Head]) -> list[Turn]:
    """The changes that all stories tell, in order of publication."""
    out = []
    for story, head in heads.items():
        for one in head.turns:
            at = moment(head.reports[one.report])
            if at is not None:
                parties, people = frozenset(one.parties), frozenset(one.people)
                out.append(Turn(story=story, head=one, at=at, parties=parties, people=people))
    return sorted(out, key=lambda t: (t.at, t.story, t.head.report, t.head.start, t.head.kind))


def _about(one: Cluster, turn: Turn) -> bool:
    """Whether a sentence of another story can speak of a plan: told before, of its kind, of its people or parties."""
    head = turn.head
    if turn.people and one.people:
        shared_people = _within(one.people, turn.people) if head.acting else bool(one.people & turn.people)
        if head.acting and not shared_people:
            return False
    else:
        shared_people = False
    shared = len(one.parties & turn.parties)
    if shared < min(2, len(one.parties), len(turn.parties)) or not (shared_people or shared > 1):
        return False
    if one.told is None or one.told >= turn.at or one.state in {"cancelled", "held"}:
        return False
    # of all else its own story knows
    return turn.story not in one.stories or head.kind == "confirmed"


def _meant(turn: Turn, near: Sequence[int], found: Sequence[Cluster]) -> list[int]:
    """The plans that a change is told of: those of its day, most of the people named; else the only one open."""
    fits = {n: _fits(found[n], turn) for n in near}
    people, rows = turn.people, set(turn.head.rows)
    if sure := [n for n in near if fits[n]]:
        most = max(len(found[n].people & people) for n in sure)
        return [n for n in sure if len(found[n].people & people) == most]
    if turn.head.days and any(fits[n] is False for n in near):
        return []  # the day is that of none of them
    open_ = {n: (len(found[n].named & rows), len(found[n].people & people)) for n in near if fits[n] is None}
    best = [n for n, rank in open_.items() if rank == max(open_.values())]
    return best if len(best) == 1 else []


def _fits(one: Cluster, turn: Turn) -> bool | None:
    """Whether a change is of the day that a plan is for; null where one of the two has no day."""
    rules = mapping("outlook", "plans")
    days = [(date.fromordinal(a), date.fromordinal(b)) for a, b in spans(turn.head.days)]
    own = _dates(one) if one.low is not None and one.high is not None and one.high - one.low <= MONTH else []
    if turn.head.kind == "held":
        if one.low is None or one.high is None or not days:
            return False
        late = timedelta(days=int(rules["late"]))
        told = one.low <= turn.at <= one.high + late
        return told and all(a <= own[-1] and own[0] <= b for a, b in days) if own else False
    if days and own:
        return any(a <= own[-1] and own[0] <= b for a, b in days)
    reach = timedelta(days=int(rules["open"]))
    if one.told is None or turn.at - one.told > reach or (one.high is not None and one.high < turn.at):
        return False
    return None


def _moved(one: Cluster, new: tuple[int, int]) -> tuple[datetime, datetime]:
    """The days that a plan was moved to, on the clock that its own are told on."""
    clock = one.low.tzinfo if one.low is not None else UTC
    first, last = (date.fromordinal(n) for n in new)
    end = datetime(last.year, last.month, last.day, tzinfo=clock) + timedelta(days=1)
    return datetime(first.year, first.month, first.day, tzinfo=clock), end


def _became(found: Sequence[Cluster], given: Planned, heads: Mapping[int, Head], now: datetime | None) -> None:
    """Give plans whose time is over the talk that another story tells for their day."""
    rules = mapping("outlook", "plans")
    talk = {i for i, row in enumerate(rules["nouns"]) if row[0] in rules["talks"]}
    talks: dict[date, list[tuple[int, int, ContactHead]]] = defaultdict(list)
    for story, head in heads.items():
        for place, one in enumerate(head.contacts):
            if one.day is not None:
                talks[date.fromisoformat(one.day)].append((story, place, one))
    for plan in found:
        over = now is not None and plan.high is not None and plan.high <= now
        if not over or plan.state in {"held", "cancelled"} or not plan.rows & talk or len(plan.parties) == 0:
            continue
        best: tuple[int, int, int] | None = None
        for day in _dates(plan)[: SHORT.days]:
            for story, place, one in talks.get(day, ()):
                if story in plan.stories or not plan.parties <= set(one.parties):
                    continue
                shared = _same(plan, given.contact(story, place))
                if shared is not None and (best is None or (-shared, story, place) < best):
                    best = -shared, story, place
        plan.contact = best[1:] if best else None


def _same(plan: Cluster, talk: Contact) -> int | None:
    """How many people of a plan took part in a talk; null where it was none that the plan can have become."""
    told = plan.told
    stamps = [m for c in talk.cites if (m := moment(c.published)) is not None]
    if told is None or not stamps or max(stamps) <= told:
        return None
    if ((talk.mode == "phone") != (PHONE in plan.rows)) and not (PHONE in plan.rows and len(plan.rows) > 1):
        return None
    people = plan.people & set(surnames(talk.people))
    if not people and (len(plan.parties) < 2 or (plan.people and talk.people)):
        return None
    return len(people)
