"""What waits for a judgement, and what was judged: near misses, disputes, the list of judgements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from memcon.dossier.judging import judgements, listed
from memcon.model.memo import Memorandum
from memcon.present.serve import parts, reads
from memcon.present.serve.asking import asked
from memcon.present.serve.kept_waits import Pages, kept_dispute, kept_near
from memcon.present.serve.room import Room
from memcon.present.serve.values import Paging, paging
from memcon.present.serve.waits import NearRow, Waiting
from memcon.store.judgements import every

T = TypeVar("T")
PER_PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRow:
    """A judgement of a person: what, by whom, when, why; what it does now; how it was taken back, if it was."""

    number: int
    kind: str
    text: str
    by: str
    at: str
    because: str
    story: int | None
    events: tuple[tuple[str, str], ...]
    resting: str | None
    undone_by: str | None
    undone_at: str | None
    undone_because: str | None


def judged_rows(room: Room, memo: Memorandum, event: str) -> tuple[JudgedRow, ...]:
    """The judgements that bear on an event, in force."""
    numbers = {j.number for j in memo.judgements if event in j.events}
    return tuple(j for j in all_judged(room) if j.number in numbers) if numbers else ()


def all_judged(room: Room) -> tuple[JudgedRow, ...]:
    """Every judgement ever made, the last first."""

    def work(own: Room) -> tuple[JudgedRow, ...]:
        with own.look() as connection:
            entries = every(connection)
        if not entries:
            return ()
        found = judgements(own.path) if own.settled() else listed(entries, {})
        numbers = {j.story for j in found if j.story}
        labels = {n: {e.id: e.label for e in reads.story(own, n).events} for n in numbers}
        return tuple(
            JudgedRow(
                number=j.number,
                kind=j.entry.ruling.kind,
                text=j.text,
                by=j.entry.ruling.by,
                at=j.entry.ruling.at,
                because=j.entry.ruling.because,
                story=j.story,
                events=tuple((e, labels[j.story].get(e, e)) for e in j.now.events) if j.now and j.story else (),
                resting=j.now.resting if j.now else None,
                undone_by=j.entry.undone.by if j.entry.undone else None,
                undone_at=j.entry.undone.at if j.entry.undone else None,
                undone_because=j.entry.undone.because if j.entry.undone else None,
            )
            for j in reversed(found)
        )

    return tuple(room.memory.slow(room, "judgements", work))


@dataclass(frozen=True, slots=True, kw_only=True)
class PageAsked:
    """Which page of a list."""

    page: int = asked("Which page.", default=1, low=1, high=10**6)


@dataclass(frozen=True, slots=True, kw_only=True)
class NearPage:
    """Near misses that wait for a judgement, the closest first."""

    near: tuple[NearRow, ...]
    more: int
    """Pairs of stories that have more than a dozen: they are not shown, the story's closest come first."""
    paging: Paging
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputesPage:
    """Disputes that wait for a judgement."""

    waiting: tuple[Waiting, ...]
    paging: Paging
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementsPage:
    """Every judgement ever made, the last first."""

    judgements: tuple[JudgedRow, ...]
    paging: Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What waits in all stories: near misses by story and place, the closest first; disputes the same; what is more."""

    near: tuple[tuple[int, int], ...]
    disputes: tuple[tuple[int, int], ...]
    more: int


def _survey(room: Room) -> Survey:
    def work() -> Survey:
        with parts.shelf(room) as own:
            heads = own.heads()
        near_ = sorted((narrow, story, at) for story, h in heads.items() for at, narrow in enumerate(h.near))
        return Survey(
            near=tuple((story, at) for _, story, at in near_),
            disputes=tuple((story, at) for story, h in heads.items() for at in range(h.open)),
            more=sum(h.more for h in heads.values()),
        )

    found = room.memory.kept(room, "survey", work)
    assert isinstance(found, Survey)  # noqa: S101
    return found


def near(room: Room, asks: PageAsked) -> NearPage:
    """The near misses of all stories."""
    found = _survey(room)
    part = paging(len(found.near), asks.page, PER_PAGE)
    with parts.shelf(room) as own:
        pages = Pages(own)
        some = [(story, own.open(story, "waits").near[at]) for story, at in _part(found.near, part)]
        pages.fetch(need for story, one in some for need in pages.telling(story, one))
        rows = tuple(kept_near(pages, story, one) for story, one in some)
    return NearPage(near=rows, more=found.more, paging=part, state=room.mark())


def disputes(room: Room, asks: PageAsked) -> DisputesPage:
    """The disputes of all stories."""
    found = _survey(room)
    part = paging(len(found.disputes), asks.page, PER_PAGE)
    with parts.shelf(room) as own:
        pages = Pages(own)
        some = [(story, own.open(story, "waits").disputes[at]) for story, at in _part(found.disputes, part)]
        pages.fetch(need for story, one in some for need in pages.telling(story, one))
        rows = tuple(kept_dispute(pages, story, one) for story, one in some)
    return DisputesPage(waiting=rows, paging=part, state=room.mark())


def judged(room: Room, asks: PageAsked) -> JudgementsPage:
    """All judgements."""
    rows = all_judged(room)
    part = paging(len(rows), asks.page, PER_PAGE)
    return JudgementsPage(judgements=_part(rows, part), paging=part)


def _part(rows: tuple[T, ...], part: Paging) -> tuple[T, ...]:
    return rows[(part.page - 1) * part.per_page : part.page * part.per_page]
