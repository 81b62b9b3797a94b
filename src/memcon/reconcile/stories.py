"""Which story each report tells: reports of other stories in one folder are told apart, none is dropped.

Two reports tell one story if they speak of the same countries, people and things, or of the same main
pair, and not months apart; a story is what hangs together through such pairs, so that a follow-up or a
background article that shares the parties stays. A report without a day goes where it is closest.
Nothing here knows an event: it must hold before acts are aligned, and costs next to nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import fsum, log, sqrt

from memcon.extract.types import Extraction
from memcon.model.memo import Report
from memcon.read.types import Reading
from memcon.reconcile.actors import plain
from memcon.reconcile.bundle import Bundle, Source, gather, natural
from memcon.reconcile.calendar_units import day_of
from memcon.reconcile.lexis import CONTENT, fold, table
from memcon.reconcile.reference import references

SHORTEST = 3
"""Letters of a word that tells something."""
WORD = re.compile(r"\w+")

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tale:
    """Reports that tell one story, by id, and why they are apart from the first one."""

    reports: tuple[str, ...]
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Profile:
    """What a report speaks of; unit vectors. ``pair`` are its two main countries, if there are two.

    ``passages`` are its runs of words, each as a hash.
    """

    id: str
    source: Source
    countries: Vector
    people: Vector
    words: Vector
    pair: frozenset[str]
    day: date | None
    passages: frozenset[int]


def stories(
    reports: tuple[Report, ...], readings: tuple[Reading, ...], extractions: tuple[Extraction, ...]
) -> tuple[Tale, ...]:
    """The stories that the reports tell, that of the most reports first; one, or none without a report that was read.

    A copy adds nothing to the size of a story unless all else is equal; then the earliest id leads.
    """
    bundle = gather(reports, readings, extractions)
    profiles = [_profile(s) for s in bundle.sources]
    told = [p for p in profiles if p.countries or p.people]
    groups = _groups(told)
    order = sorted(groups, key=_size)
    if not order:
        return (Tale(reports=tuple(p.id for p in profiles)),) if profiles else ()
    ids = [{p.id for p in group} for group in order]
    ids[0] |= {p.id for p in profiles} - set().union(*ids)
    return tuple(
        Tale(
            reports=tuple(sorted(held, key=natural)),
            because=_because(order[0], group) if n else "",
        )
        for n, (held, group) in enumerate(zip(ids, order, strict=True))
    )


def _size(group: Sequence[_Profile]) -> tuple[int, int, tuple[int, str]]:
    own = sum(1 for p in group if p.source.report.origin is None)
    return -own, -len(group), min(natural(p.id) for p in group)


def _profile(source: Source) -> _Profile:
    entities = {e.id: e for e in source.reading.entities}
    countries: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for naming in source.reading.namings:
        held = entities.get(naming.entity)
        for member in (held.members or (held.id,)) if held else ():
            one = entities.get(member, held)
            if one and one.country:
                countries[one.country] += 1
            if one and one.kind == "person" and one.surname:
                people[plain(one.surname)] += 1
    words = Counter(
        word for t in source.reading.tokens if t.pos in CONTENT and len(word := fold(t.lemma or t.norm)) >= SHORTEST
    )
    top = countries.most_common(3)
    clear = len(top) == 2 or (len(top) == 3 and top[1][1] > top[2][1])
    return _Profile(
        id=source.id,
        source=source,
        countries=_unit(countries),
        people=_unit(people),
        words=_unit(words),
        pair=frozenset(c for c, _ in top[:2]) if clear else frozenset(),
        day=_day(source),
        passages=_passages(source.reading.text),
    )


def _passages(text: str) -> frozenset[int]:
    words = WORD.findall(text.casefold())
    return frozenset(map(hash, zip(*(words[i:] for i in range(table("stories")["passage"])), strict=False)))


def _day(source: Source) -> date | None:
    """The day of a report by its own word alone: a year that others would have to lend it parts nothing."""
    alone = Bundle(reports=(source.report,), sources=(source,))
    found = references(alone).get(source.id)
    return found.moment.date() if found else None


def _unit(counts: Mapping[str, int]) -> Vector:
    """Logarithmic counts, of length one."""
    raw = {k: 1 + log(n) for k, n in counts.items()}
    length = sqrt(fsum(v * v for v in raw.values()))
    return {k: v / length for k, v in raw.items()}


def _cosine(left: Vector, right: Vector) -> float:
    if len(left) > len(right):
        left, right = right, left
    return fsum(v * right[k] for k, v in left.items() if k in right)


def closeness(left: _Profile, right: _Profile) -> float:
    """How much two reports speak of the same, 0 to 1; 1 for one main pair of countries and not wholly other people."""
    strangers = min(len(left.people), len(right.people)) > 1 and left.people.keys().isdisjoint(right.people)
    if left.pair and left.pair == right.pair and not strangers:
        return 1.0
    rules = table("stories")
    weight = dict(rules["weights"])
    size = min(len(left.words), len(right.words))
    weight["words"] *= max(rules["least"], min(1.0, size / rules["short"]))
    if not (left.people and right.people):
        weight["people"] = 0.0
    total = fsum(weight.values())
    known = weight["countries"] * _cosine(left.countries, right.countries)
    known += weight["people"] * _cosine(left.people, right.people)
    if known + weight["words"] < rules["threshold"] * total:
        return float(known / total)  # not even the same words would make it one story
    return float((known + weight["words"] * _cosine(left.words, right.words)) / total)


def _groups(profiles: Sequence[_Profile]) -> list[list[_Profile]]:
    """What hangs together: first the reports with a day, then each knot of those without, where it is closest."""
    enough = table("stories")["threshold"]
    dated = _knots([p for p in profiles if p.day], lambda a, b: closeness(a, b) >= enough and _together(a, b))
    loose = _knots([p for p in profiles if not p.day], lambda a, b: closeness(a, b) >= enough)
    out = [list(knot) for knot in dated]
    for knot in loose:
        scores = [(max(closeness(a, b) for a in knot for b in home), -n) for n, home in enumerate(dated)]
        best = max(scores, default=(0.0, 0))
        if best[0] >= enough:
            out[-best[1]] += knot
        else:
            out.append(list(knot))
    return out


def _knots(profiles: Sequence[_Profile], tied: Callable[[_Profile, _Profile], bool]) -> list[list[_Profile]]:
    """The connected components under a symmetric relation, in the order of their first members."""
    rest = list(profiles)
    out: list[list[_Profile]] = []
    while rest:
        knot, rest = [rest[0]], rest[1:]
        for one in knot:
            joined = [p for p in rest if tied(one, p)]
            knot += joined
            ids = {p.id for p in joined}
            rest = [p for p in rest if p.id not in ids]
        out.append(knot)
    return out


def _together(left: _Profile, right: _Profile) -> bool:
    """Whether two reports are of one time, or one speaks of the other's."""
    if left.day is None or right.day is None:
        return True
    if abs(left.day - right.day) <= timedelta(days=table("stories")["apart"]):
        return True
    return _names(left, right) or _names(right, left) or not left.passages.isdisjoint(right.passages)


def _names(profile: _Profile, other: _Profile) -> bool:
    """Whether a report dates something on or about another's day, or an act of a kind that it tells in its month."""
    if profile.day is None or other.day is None:
        return False
    near = timedelta(days=table("stories")["near"])
    told = {m.type for m in other.source.extraction.mentions if m.type}
    dated = {i: m.type for m in profile.source.extraction.mentions for i in m.times}
    for index, timex in enumerate(profile.source.reading.timexes):
        if timex.anchor not in {"absolute", "partial"} or not timex.month:
            continue
        start = _meant(profile.day, timex.year, timex.month, timex.day or 15)
        if start is None:
            continue
        if timex.day and abs(start - other.day) <= near:
            return True
        month = (start.year, start.month) == (other.day.year, other.day.month)
        if not timex.day and not timex.modifier and month and dated.get(index) in told:
            return True
    return False


def _meant(said: date, year: int | None, month: int, day: int) -> date | None:
    """A day whose year may be missing: then the one nearest to when it was said."""
    found = [day_of(y, month, day) for y in ((year,) if year else (said.year - 1, said.year, said.year + 1))]
    days = [f.date() for f in found if f is not None]
    return min(days, key=lambda d: abs(d - said), default=None)


def _because(main: Iterable[_Profile], other: Iterable[_Profile]) -> str:
    """Why a story is another, in words."""
    ours, theirs = list(main), list(other)
    enough = table("stories")["threshold"]
    near = [(a, b) for a in ours for b in theirs if closeness(a, b) >= enough]
    gaps = [abs(a.day - b.day).days for a, b in near if a.day and b.day]
    if gaps:
        return f"the same parties, but {min(gaps)} days apart, and neither speaks of the other's day"
    mine = set().union(*(p.countries for p in ours))
    if mine.isdisjoint(set().union(*(p.countries for p in theirs))):
        return "no country in common"
    return "other parties and other matters"
