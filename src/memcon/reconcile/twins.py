"""Events of different parts that are one, by the likeness and the vetoes of the alignment, and nothing else.

What two parts tell is weighed pair by pair, and the verdict on a pair rests on these two parts alone; so a part that is
told anew is weighed anew, and no other. Of what is alike the event that most reports tell takes to it what is like it,
the likest first, one event of a part; where two that it took cannot be one, the less like goes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from memcon.model.memo import Event, Otherwise
from memcon.reconcile.content import plain_words
from memcon.reconcile.elsewhere import towns_apart
from memcon.reconcile.lexis import table
from memcon.reconcile.likeness import compare, families, signature, thresholds, veto
from memcon.reconcile.outlines import Outline, Outlines, Told, places
from memcon.reconcile.profile import Chain
from memcon.reconcile.seeking import KIND, Keys, Sought
from memcon.reconcile.standing import figures_apart
from memcon.reconcile.zones import instant

DAY = 86_400
ZONES = DAY
"""Seconds by which two tellings of one moment may be apart: on the clocks of two zones, or in dispute."""
N = TypeVar("N", bound=Hashable)

Range = tuple[float, float]
"""Seconds since 1970, the second exclusive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of an event beside its outline: as much as lists say of it. ``reports`` are ids."""

    name: str
    label: str
    status: str
    earliest: str | None
    latest: str | None
    place: str | None
    reports: tuple[str, ...]

    @property
    def range(self) -> Range | None:
        """When it was, where it is dated."""
        return (instant(self.earliest), instant(self.latest)) if self.earliest and self.latest else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An event that is one with events of other parts, or that people judged to be, or not to be.

    ``part`` is the number of its part, ``outlets`` are those of its reports. ``score`` and ``because`` are those by
    which it is one with the event that leads. ``judged`` are the numbers of judgements that name it, with the side.
    """

    part: int
    facts: Facts
    outlets: tuple[str, ...] = ()
    amounts: Told = ()
    initiators: Told = ()
    score: float | None = None
    because: str = ""
    judged: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two events that are alike enough to be one: their names in the one part and in the other."""

    left: str
    right: str
    score: float


def facts_of(event: Event) -> Facts:
    """What is known of an event of a memorandum."""
    return Facts(
        name=event.id,
        label=event.label,
        status=event.status,
        earliest=event.time.earliest if event.time else None,
        latest=event.time.latest if event.time else None,
        place=event.place,
        reports=event.reports,
    )


def near(one: Outlines, two: Outlines) -> bool:
    """Whether two parts are told within days of each other, so that what bears no date can be the same."""
    if one.days is None or two.days is None:
        return False
    reach = int(table("stories")["reach"])
    return one.days[0] <= two.days[1] + reach and two.days[0] <= one.days[1] + reach


def short(range_: Range | None) -> bool:
    """Whether an event is dated to few enough days to be found by these."""
    return range_ is not None and range_[1] - range_[0] <= int(table("stories")["dated"]) * DAY


def meet(one: Range | None, two: Range | None) -> bool:
    """Whether two events are dated to days that can be the same on some clock."""
    if one is None or two is None or not short(one) or not short(two):
        return False
    return one[0] <= two[1] + ZONES and two[0] <= one[1] + ZONES


class _Weights:
    """How telling a word is in two parts: the mean; of a word of one alone, as it is there."""

    def __init__(self, one: Mapping[str, float], two: Mapping[str, float]) -> None:
        self._one = one
        self._two = two

    def get(self, word: str, missing: float) -> float:
        a, b = self._one.get(word), self._two.get(word)
        if a is None or b is None:
            return a if a is not None else b if b is not None else missing
        return (a + b) / 2


def pairs(
    one: Outlines,
    two: Outlines,
    ranges: tuple[Mapping[str, Range | None], Mapping[str, Range | None]],
    *,
    story: bool,
) -> list[Pair]:
    """The events of two parts that are alike enough to be one; ``ranges`` say when they were, by name.

    ``story`` is whether they are parts of one story: of two stories, only what is dated to the same days is weighed.
    A party must be named in common, but where two parts of one story date an event to the same days.
    What is dated in both is never one where the days, as each part has worked them out, do not meet.
    """
    weight = _Weights(one.weight, two.weight)
    out = []
    for event, other in _meetings(one, two, ranges, story=story):
        found = _compared(event, other, weight)
        if found is not None:
            out.append(Pair(left=event.event.name, right=other.event.name, score=found[0]))
    return out


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Two events of two parts that nothing forbids to be one: how alike they are, and why, in words."""

    left: str
    right: str
    score: float
    because: str


def nearly(
    one: Outlines,
    two: Outlines,
    ranges: tuple[Mapping[str, Range | None], Mapping[str, Range | None]],
    *,
    story: bool,
) -> list[Near]:
    """The pairs of ``pairs`` with those that are not alike enough, down to where one part names near misses."""
    weight, floor = _Weights(one.weight, two.weight), float(thresholds()["near"])
    out = []
    for event, other in _meetings(one, two, ranges, story=story):
        score, why = max(_scores(event, other, weight), default=(0.0, ""))
        if score >= floor:
            out.append(Near(left=event.event.name, right=other.event.name, score=score, because=why))
    return out


def needed() -> float:
    """How alike two events of two parts are to be, to be one."""
    return float(thresholds()["across"])


def _meetings(
    one: Outlines,
    two: Outlines,
    ranges: tuple[Mapping[str, Range | None], Mapping[str, Range | None]],
    *,
    story: bool,
) -> Iterator[tuple[_Keyed, _Keyed]]:
    """The events of two parts that are weighed against each other."""
    close = story and near(one, two)
    if not close and _of_days(ranges[0]).isdisjoint(_of_days(ranges[1])):
        return
    of_days = None if close else ranges
    blocks: dict[tuple[str, ...], list[_Keyed]] = defaultdict(list)
    for event in _keyed(two, of_days and of_days[::-1], places(two.events, _sought(one))):
        for key in event.keys:
            blocks[key].append(event)
    for event in _keyed(one, of_days, range(len(one.events))):
        here = ranges[0].get(event.event.name)
        met = {o.event.name: o for key in event.keys for o in blocks.get(key, ())}
        for name in sorted(met):
            there = ranges[1].get(name)
            same = meet(here, there)
            undated = close and not (short(here) and short(there))
            if (same or undated) and ((same and story) or event.parties & met[name].parties):
                yield event, met[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Keyed:
    """An event with the keys by which it is put beside others: of all its chains, and of each."""

    event: Outline
    keys: frozenset[tuple[str, ...]]
    chains: tuple[Keys, ...]
    parties: frozenset[str]


def _keyed_one(event: Outline) -> _Keyed:
    chains = tuple(_keys(c) for c in event.chains)
    return _Keyed(
        event=event,
        keys=frozenset[tuple[str, ...]]().union(*(c.all for c in chains)),
        chains=chains,
        parties=frozenset[str]().union(*(c.parties for c in event.chains)),
    )


def _keyed(
    part: Outlines, ranges: tuple[Mapping[str, Range | None], Mapping[str, Range | None]] | None, wanted: Iterable[int]
) -> list[_Keyed]:
    """Some events of a part by their places, each with its keys, worked out once.

    With ``ranges``, when they were and when those of another part were, only those that are dated to a day of these.
    """
    days = _of_days(ranges[1]) if ranges else frozenset[int]()
    out = []
    for n in wanted:
        if ranges and days.isdisjoint(_of_days({"": ranges[0].get(f"E{n + 1}")})):
            continue
        if n not in part.kept:
            part.kept[n] = _keyed_one(part.events[n])
        out.append(part.kept[n])
    return out


def _sought(part: Outlines) -> Sought:
    """What events of other parts are put beside those of a part by, worked out once."""
    if SOUGHT not in part.kept:
        part.kept[SOUGHT] = Sought(k for e in _keyed(part, None, range(len(part.events))) for k in e.chains)
    return part.kept[SOUGHT]  # type: ignore[no-any-return]


SOUGHT = -1
"""The place of what is sought among what is worked out of a part's events."""


def _of_days(ranges: Mapping[str, Range | None]) -> frozenset[int]:
    """The days, as figures, to which events are dated, with those before and after that zones may make of them."""
    return frozenset(
        day for r in ranges.values() if r and short(r) for day in range(int(r[0] // DAY) - 1, int(r[1] // DAY) + 2)
    )


def _keys(chain: Chain) -> Keys:
    """By what chains of two parts are put beside each other, as in one bundle: two parties, or one, or the noun.

    Where one of two names one party alone, they share a word or a kind of contact as well.
    """
    countries = sorted(chain.parties)
    words = [f"{KIND}{k}" for k in chain.kinds] if chain.type == "CONSULT" else plain_words(chain)
    of = families(chain.type)
    return Keys(
        parties=len(countries),
        two=frozenset((f, one, two) for f in of for i, one in enumerate(countries) for two in countries[i + 1 :]),
        one=frozenset((f, one, "", word) for f in of for one in countries for word in words),
        nouns=frozenset((f, noun) for f in of for noun in chain.nouns),
    )


def alike(one: Outline, two: Outline, weight: _Weights) -> float | None:
    """How alike two events are, where that is enough and nothing speaks against it; as two groups are joined."""
    found = _compared(_keyed_one(one), _keyed_one(two), weight)
    return None if found is None else found[0]


def because(one: Outline, two: Outline, parts: tuple[Outlines, Outlines]) -> str:
    """What speaks for it that two events are one, in words."""
    found = _compared(_keyed_one(one), _keyed_one(two), _Weights(parts[0].weight, parts[1].weight))
    return found[1] if found else ""


def _compared(one: _Keyed, two: _Keyed, weight: _Weights) -> tuple[float, str] | None:
    limit = thresholds()
    least, slack = float(limit["across"]), float(limit["slack"])
    scores = _scores(one, two, weight)
    if not scores or max(scores)[0] < least:
        return None
    if sum(s - least for s, _ in scores) / len(scores) < -slack:
        return None
    return max(scores, key=lambda s: s[0])


def _scores(one: _Keyed, two: _Keyed, weight: _Weights) -> list[tuple[float, str]]:
    """How alike the chains of two events are that are put together, and why; none where something forbids it."""
    together = [[a.meets(b) for b in two.chains] for a in one.chains]
    if not any(map(any, together)):
        return []
    scores: list[tuple[float, str]] = []
    for a, alone, row in zip(one.event.chains, one.event.alone, together, strict=True):
        for b, lone, met in zip(two.event.chains, two.event.alone, row, strict=True):
            if not met:
                if veto(a, b) is not None:
                    return []
                continue
            counts = {signature(a): 2 - alone, signature(b): 2 - lone}
            verdict = compare(a, b, weight, counts)  # type: ignore[arg-type]
            if verdict.veto:
                return []
            scores.append((verdict.score, verdict.because))
    return scores


def barred(one: Outline, two: Outline) -> bool:
    """Whether something forbids that two events are one, however alike."""
    return any(veto(a, b) is not None for a in one.chains for b in two.chains)


def classes(
    order: Mapping[N, tuple[int, str, int]],
    part: Callable[[N], object],
    edges: Mapping[tuple[N, N], float],
    *,
    joined: Iterable[tuple[N, N]] = (),
    parted: Iterable[tuple[N, N]] = (),
    refused: Callable[[N, N], bool] = lambda _a, _b: False,
) -> list[list[N]]:
    """What is one event, the one that leads first; events that are one with no other are left out.

    ``order`` gives each event's rank: how many reports tell it (negative), the mark of its part, its number there.
    ``edges`` are the pairs that are alike, each once. ``joined`` and ``parted`` are people's judgements.
    """
    root: dict[N, N] = {n: n for n in order}

    def find(n: N) -> N:
        while root[n] != n:
            root[n] = root[root[n]]
            n = root[n]
        return n

    for a, b in joined:
        if a in root and b in root:
            x, y = find(a), find(b)
            if x != y:
                low, high = sorted((x, y), key=lambda n: order[n])
                root[high] = low
    held: dict[N, list[N]] = defaultdict(list)
    for n in sorted(order, key=lambda n: order[n]):
        held[find(n)].append(n)
    apart = {frozenset((find(a), find(b))) for a, b in parted if a in root and b in root}
    beside: dict[N, dict[N, float]] = defaultdict(dict)
    for (a, b), score in edges.items():
        if a not in root or b not in root:
            continue
        x, y = find(a), find(b)
        if x != y:
            best = max(score, beside[x].get(y, 0.0))
            beside[x][y] = beside[y][x] = best
    rank = {x: (sum(order[n][0] for n in some), order[x][1], order[x][2]) for x, some in held.items()}
    taken: set[N] = set()
    out = []
    for head in sorted(held, key=lambda x: rank[x]):
        if head in taken:
            continue
        taken.add(head)
        members = [head]
        parts = {part(n) for n in held[head]}
        for other in sorted(beside[head], key=lambda x: (-beside[head][x], rank[x])):
            theirs = {part(n) for n in held[other]}
            if other in taken or theirs & parts or any(frozenset((m, other)) in apart for m in members):
                continue
            if any(
                other not in beside[m] and any(refused(a, b) for a in held[m] for b in held[other]) for m in members[1:]
            ):
                continue
            taken.add(other)
            members.append(other)
            parts |= theirs
        whole = [n for m in members for n in held[m]]
        if len(whole) > 1:
            out.append(sorted(whole, key=lambda n: order[n]))
    return out


def otherwise(here: Member, there: Member) -> tuple[Otherwise, ...]:
    """What two parts tell otherwise of one event; what cannot both be true is disputed."""
    out = []
    mine, yours = here.facts, there.facts
    one, two = mine.range, yours.range
    if one and two and short(one) and short(two) and (one[1] <= two[0] or two[1] <= one[0]):
        out.append(Otherwise(slot="time", here=days(mine), there=days(yours), disputed=True))
    a, b = (mine.place or "").lower(), (yours.place or "").lower()
    if a and b and a not in b and b not in a:
        towns = towns_apart(*(p.replace("-", " ") for p in (a, b)))
        out.append(Otherwise(slot="place", here=mine.place or "", there=yours.place or "", disputed=towns))
    if (found := _other_figures(here.amounts, there.amounts)) is not None:
        out.append(Otherwise(slot="amount", here=found[0], there=found[1], disputed=True))
    left, right = ({n for _, n in told} for told in (here.initiators, there.initiators))
    if left and right and not left & right:
        said = ["; ".join(v for v, _ in told) for told in (here.initiators, there.initiators)]
        out.append(Otherwise(slot="initiator", here=said[0], there=said[1], disputed=True))
    if (mine.status == "denied") != (yours.status == "denied"):
        out.append(Otherwise(slot="status", here=mine.status, there=yours.status, disputed=True))
    return tuple(out)


def _other_figures(mine: Told, yours: Told) -> tuple[str, str] | None:
    """Figures of one thing that exclude each other, where none of the one side fits one of the other."""
    apart = [(v, w, figures_apart(v, n, w, m)) for v, n in mine for w, m in yours]
    if any(a is False for *_, a in apart):
        return None
    return next(((v, w) for v, w, a in apart if a), None)


def days(facts: Facts) -> str:
    """When an event was, in words: days where it is whole days, else hours with their offset."""
    if not facts.earliest or not facts.latest:
        return ""
    start, end = datetime.fromisoformat(facts.earliest), datetime.fromisoformat(facts.latest)
    if (end - start) % timedelta(days=1) == timedelta(0) and start.hour == start.minute == 0:
        end -= timedelta(days=1)
        first, last = f"{start.day} {start:%B %Y}", f"{end.day} {end:%B %Y}"
        return first if first == last else f"{first} to {last}"
    first = f"{start.day} {start:%B %Y}, {start:%H:%M}"
    last = f"{end:%H:%M}" if start.date() == end.date() else f"{end.day} {end:%B %Y}, {end:%H:%M}"
    return f"{first} to {last} ({start:%z})"


def component(start: Iterable[N], beside: Callable[[Collection[N]], Mapping[N, Collection[N]]]) -> set[N]:
    """All that hangs together with some events; ``beside`` gives what each of several is alike with."""
    seen: set[N] = set()
    fresh = set(start)
    while fresh:
        seen |= fresh
        found = beside(fresh)
        fresh = {m for some in found.values() for m in some} - seen
    return seen


def by_number(name: str) -> int:
    """The number in an event's id."""
    return int(name[1:])
