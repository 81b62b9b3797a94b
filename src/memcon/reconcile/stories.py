"""Which story each report tells: reports of other stories in one folder are told apart, none is dropped.

Two reports tell one story if they speak of the same countries, people and things, or of the same main
pair, and not months apart; a story is what hangs together through such pairs, so that a follow-up or a
background article that shares the parties stays. A report without a day goes where it is closest.
A story of very many reports is told in parts. Nothing here knows an event: it must hold before acts are
aligned, and costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from memcon.extract.types import Extraction
from memcon.ingest import copies
from memcon.model.memo import Report
from memcon.read.types import Reading
from memcon.reconcile.bundle import gather, natural
from memcon.reconcile.closeness import Shelf, near
from memcon.reconcile.lexis import table
from memcon.reconcile.sketches import Sketch, heads, sketch, words_of
from memcon.reconcile.sorting import NONE, Group, cut, empty, groups, sort_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Tale:
    """Reports that are told together, by id, and why they are apart from the first one.

    ``whole`` is the same for parts of one story, below 0 for reports that name nobody.
    """

    reports: tuple[str, ...]
    because: str = ""
    whole: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is told together: places on the shelf in the order of days, with these; ``group`` is of what whole.

    ``group`` is ``NONE`` for reports that name nobody.
    """

    members: tuple[int, ...]
    days: tuple[int, ...]
    group: int


def stories(
    reports: tuple[Report, ...], readings: tuple[Reading, ...], extractions: tuple[Extraction, ...]
) -> tuple[Tale, ...]:
    """The stories that the reports tell, that of the most reports first; one, or none without a report that was read.

    A copy adds nothing to the size of a story unless all else is equal; then the earliest id leads.
    """
    sources = gather(reports, readings, extractions).sources
    if not sources:
        return ()
    sketches = [sketch(s) for s in sources]
    shelf = shelved(sketches)
    told = [n for n, one in enumerate(sketches) if one.named]
    found = empty(len(sources))
    sort_in(shelf, found, told)
    texts = [s.report for s in sources]

    def by_size(part: Part) -> tuple[int, int, tuple[int, str]]:
        held = [texts[m] for m in part.members]
        return size([r.id for r in held], copies.origins(held))

    parts = ordered(parted(shelf, groups(shelf, found)), by_size)
    parts = with_silent(parts, [n for n, one in enumerate(sketches) if not one.named])
    return tuple(
        Tale(
            reports=tuple(sorted((texts[m].id for m in part.members), key=natural)),
            because=reason,
            whole=part.group,
        )
        for part, reason in zip(parts, because(shelf, parts), strict=True)
    )


def shelved(sketches: Sequence[Sketch]) -> Shelf:
    """Sketches to be weighed against each other, their words opened as they are asked for."""
    opened: dict[int, tuple[np.ndarray, np.ndarray]] = {}

    def words(places: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
        for n in map(int, places):
            if n not in opened:
                opened[n] = words_of(sketches[n].words)
        return [opened[int(n)] for n in places]

    return Shelf(heads=heads(s.head for s in sketches), words=words)


def size(ids: Sequence[str], copied: Collection[str]) -> tuple[int, int, tuple[int, str]]:
    """By what stories are ordered: reports that copy no other, reports, the earliest id."""
    return -sum(1 for i in ids if i not in copied), -len(ids), min(map(natural, ids))


def parted(shelf: Shelf, found: Iterable[Group]) -> list[Part]:
    """The groups in parts that can be told."""
    return [p for number, group in enumerate(found) for p in parts_of(group, cut(shelf, group), number)]


def parts_of(group: Group, dealt: Sequence[int], number: int) -> list[Part]:
    """A group as parts, by the part that each of its members is dealt to."""
    held: dict[int, list[tuple[int, int]]] = {}
    for member, day, part in zip(group.members, group.days, dealt, strict=True):
        held.setdefault(part, []).append((member, day))
    return [
        Part(members=tuple(m for m, _ in rows), days=tuple(d for _, d in rows), group=number)
        for _, rows in sorted(held.items())
    ]


def ordered(parts: Iterable[Part], by_size: Callable[[Part], tuple[int, int, tuple[int, str]]]) -> list[Part]:
    """The parts, that of the most reports first."""
    return sorted(parts, key=by_size)


def with_silent(parts: Sequence[Part], silent: Sequence[int]) -> list[Part]:
    """The parts with the reports that name nobody: they go with the first, or, where they are too many, last."""
    most = table("stories")["most"]
    if not silent:
        return list(parts)
    if parts and len(parts[0].members) + len(silent) <= most:
        first = parts[0]
        more = Part(members=(*first.members, *silent), days=(*first.days, *(0 for _ in silent)), group=first.group)
        return [more, *parts[1:]]
    rest = [tuple(silent[n : n + most]) for n in range(0, len(silent), most)]
    return [*parts, *(Part(members=r, days=tuple(0 for _ in r), group=NONE) for r in rest)]


def because(shelf: Shelf, parts: Sequence[Part], first: int = 0) -> list[str]:
    """Why each part is another than the first, or than that at ``first``, in words; nothing for that itself."""
    if not parts:
        return []
    main, heads_ = parts[first], shelf.heads
    others = [m for n, p in enumerate(parts) for m in p.members if n != first]
    gaps = dict.fromkeys(others, -1)
    for one in main.members if others else ():
        score = near(shelf, one, np.array(others)).score
        for other in (others[int(n)] for n in np.flatnonzero(score >= table("stories")["threshold"])):
            if heads_.day[one] and heads_.day[other]:
                gap = abs(int(heads_.day[one]) - int(heads_.day[other]))
                gaps[other] = gap if gaps[other] < 0 else min(gap, gaps[other])
    mine = _countries(shelf, main)
    out: list[str] = []
    for n, part in enumerate(parts):
        near_ = [g for m in part.members if (g := gaps.get(m, -1)) >= 0]
        if n == first:
            out.append("")
        elif part.group == NONE:
            out.append("no country and nobody named")
        elif part.group == main.group:
            out.append(f"another part of the same story{_stretch(part)}")
        elif near_:
            out.append(f"the same parties, but {min(near_)} days apart, and neither speaks of the other's day")
        elif mine.isdisjoint(_countries(shelf, part)):
            out.append("no country in common")
        else:
            out.append("other parties and other matters")
    return out


def _stretch(part: Part) -> str:
    """From when to when a part is told, in words."""
    days = [date.fromordinal(d) for d in part.days if d]
    if not days:
        return ""
    one, two = (f"{d.day} {d:%B %Y}" for d in (min(days), max(days)))
    return f", of {one}" if one == two else f", {one} to {two}"


def _countries(shelf: Shelf, part: Part) -> set[int]:
    return {int(v) >> 16 for m in part.members for v in shelf.heads.countries.of(m)}
