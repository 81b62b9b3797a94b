"""The sentences of a report, as far as the memorandum knows them, and what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from memcon.model.gazetteer import states
from memcon.model.memo import Actor
from memcon.model.places import Span
from memcon.outlook.cites import Desk, moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence: its place, when its report was published (null if unknown), and its report's place in time."""

    place: Span
    published: datetime | None
    rank: int


def lines(desk: Desk) -> tuple[Line, ...]:
    """All sentences that carry a claim or a mention or that were found to carry none, by publication and place.

    ``rank`` is the place of the report in order of publication; reports without a date share the rank of -1.
    """
    held: dict[tuple[str, int, int], Span] = {}

    def add(place: Span) -> None:
        held.setdefault((place.report, place.start, place.end), place)

    for claim in desk.memo.claims:
        if claim.evidence:
            add(claim.evidence[-1])
    for event in desk.memo.events:
        for mention in event.mentions:
            add(mention.sentence)
    for coverage in desk.memo.coverage:
        for place in coverage.without_claim:
            add(place)
    stamps = {r.id: moment(r.published) for r in desk.memo.reports}
    order = sorted({s for s in stamps.values() if s is not None})
    out = []
    for key in sorted(held):
        stamp = stamps[key[0]]
        out.append(Line(place=held[key], published=stamp, rank=-1 if stamp is None else order.index(stamp)))
    out.sort(key=lambda x: (x.rank, x.place.report, x.place.start, x.place.end))
    return tuple(_whole(out))


def _whole(found: Iterable[Line]) -> list[Line]:
    """Without passages that lie within another of the same report."""
    out: list[Line] = []
    for one in found:
        last = out[-1] if out else None
        if last is not None and last.place.report == one.place.report and one.place.start < last.place.end:
            if one.place.end - one.place.start > last.place.end - last.place.start:
                out[-1] = one
            continue
        out.append(one)
    return out


def names(actor: Actor) -> tuple[str, ...]:
    """The words by which a sentence may name somebody: names, surnames; of a state also demonyms and the capital."""
    out = [actor.name, *actor.aliases]
    if actor.kind == "person":
        out += [actor.name.split()[-1], actor.name.split()[0]] if " " in actor.name else []
        return tuple(dict.fromkeys(n for n in out if len(n) > 2))
    state = states().get(actor.country or "")
    if state is not None and actor.kind == "government":
        out += [state.name, *state.names, *state.demonyms, *state.capital]
    return tuple(dict.fromkeys(n for n in out if len(n) > 1))


def named(text: str, actors: Iterable[str], cast: Mapping[str, Actor]) -> set[str]:
    """Which of some actors a text names."""
    low = f" {text} "
    found = set()
    for id_ in actors:
        actor = cast.get(id_)
        if actor is not None and any(_has(low, n) for n in names(actor)):
            found.add(id_)
    return found


def _has(text: str, name: str) -> bool:
    at = text.find(name)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(name) : at + len(name) + 1]
        if not before.isalnum() and not after.isalnum():
            return True
        at = text.find(name, at + 1)
    return False
