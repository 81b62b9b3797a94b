"""What waits for a judgement, and what was judged: near misses, disputes, the list of judgements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from memcon.dossier.judging import judgements, listed
from memcon.dossier.waiting import near_misses, open_disputes
from memcon.model.memo import Memorandum
from memcon.model.places import Span
from memcon.present.desk import Desk
from memcon.present.serve import reads
from memcon.present.serve.asking import asked
from memcon.present.serve.room import Room
from memcon.present.serve.values import Paging, Words, paging
from memcon.present.words import word
from memcon.store.judgements import every

T = TypeVar("T")
PER_PAGE = 20
MOST = 12
"""Near misses of one story in the list of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned:
    """One side of a near miss: the event it is of now, the words that name it, the sentence around."""

    event: str
    label: str
    report: str
    outlet: str
    words: Words
    before: str
    after: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NearRow:
    """Two places that were kept apart and may be one event, or were put together and may be two.

    ``one`` says which. ``closeness`` is the machine's likeness of the two between 0 and 1, ``needed`` what it takes
    for one event.
    """

    story: int
    number: int
    one: bool
    barred: bool
    left: Mentioned
    right: Mentioned
    closeness: float
    needed: float
    spoke_for: tuple[str, ...]
    spoke_against: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """One account of what is in dispute, with the words it rests on."""

    number: int
    value: str
    outlets: tuple[str, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A side of an event on which the accounts part, and that nobody judged yet."""

    story: int
    event: str
    label: str
    slot: str
    what: str
    standing: str
    explanation: str
    accounts: tuple[AccountRow, ...]


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


def near_rows(memo: Memorandum, story: int, event: str | None = None, most: int = 12) -> tuple[NearRow, ...]:
    """The near misses of a story, or those of one event; the closest first."""
    desk = Desk.of(memo)
    out = []
    for one in near_misses(memo):
        if event is not None and event not in (one.left_event, one.right_event):
            continue
        sides = (
            (one.left_event, one.left, one.left_sentence, one.left_name),
            (one.right_event, one.right, one.right_sentence, one.right_name),
        )
        left, right = (_mentioned(desk, *s) for s in sides)
        out.append(
            NearRow(
                story=story,
                number=one.number,
                one=one.verdict == "same",
                barred=one.barred,
                left=left,
                right=right,
                closeness=round(one.score, 2),
                needed=round(one.needed, 2),
                spoke_for=one.spoke_for,
                spoke_against=one.spoke_against,
            )
        )
        if len(out) >= most:
            break
    return tuple(out)


def _mentioned(desk: Desk, event: str, place: Span, sentence: Span, name: str) -> Mentioned:
    report = desk.reports[place.report]
    at = place.start - sentence.start
    return Mentioned(
        event=event,
        label=desk.events[event].label,
        report=report.id,
        outlet=report.outlet or report.file,
        words=reads.words(desk, report.id, place, None),
        before=sentence.quote[:at] if at >= 0 else "",
        after=sentence.quote[at + len(place.quote) :] if at >= 0 else "",
        name=name,
    )


def waiting_rows(memo: Memorandum, story: int, event: str | None = None) -> tuple[Waiting, ...]:
    """The disputes of a story, or of one event, that wait for a judgement."""
    desk = Desk.of(memo)
    out = []
    for one in open_disputes(memo):
        if event is not None and one.event != event:
            continue
        accounts = []
        for account in one.accounts:
            claims = [desk.claims[c] for c in account.claims if c in desk.claims and desk.claims[c].evidence]
            first = {c.report: c for c in reversed(claims)}
            accounts.append(
                AccountRow(
                    number=account.number,
                    value=account.value,
                    outlets=tuple(desk.reports[r].outlet or desk.reports[r].file for r in account.reports),
                    words=tuple(
                        reads.words(desk, r, first[r].evidence[0], first[r].id) for r in account.reports if r in first
                    ),
                )
            )
        out.append(
            Waiting(
                story=story,
                event=one.event,
                label=one.label,
                slot=one.slot,
                what=word("slot", one.slot),
                standing=word("standing", one.standing),
                explanation=one.explanation,
                accounts=tuple(accounts),
            )
        )
    return tuple(out)


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


def near(room: Room, asks: PageAsked) -> NearPage:
    """The near misses of all stories."""
    rows = _surveyed(room).near
    part = paging(len(rows), asks.page, PER_PAGE)
    return NearPage(near=_part(rows, part), paging=part, state=room.mark())


def disputes(room: Room, asks: PageAsked) -> DisputesPage:
    """The disputes of all stories."""
    rows = _surveyed(room).waiting
    part = paging(len(rows), asks.page, PER_PAGE)
    return DisputesPage(waiting=_part(rows, part), paging=part, state=room.mark())


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What waits in all stories."""

    near: tuple[NearRow, ...]
    waiting: tuple[Waiting, ...]


def _surveyed(room: Room) -> Survey:
    found = room.memory.slow(room, "survey", _survey)
    assert isinstance(found, Survey)  # noqa: S101
    return found


def _survey(room: Room) -> Survey:
    """Go through the stories; of one that is told as before, under the same names, what was found before is taken."""
    there = reads.shown(room)
    found: dict[object, tuple[tuple[NearRow, ...], tuple[Waiting, ...]]] = {}
    for one in there.settled.stories if there else ():
        key = (one.memorandum, one.number, tuple(there.names.ids[r] for r in one.members)) if there else ()
        kept = room.memory.lasting.get(key)
        if kept is None:
            memo = reads.story_alone(room, one.number)
            open_near = [n for n in near_rows(memo, one.number, most=MOST) if not n.barred]
            kept = tuple(open_near), waiting_rows(memo, one.number)
        found[key] = kept
    room.memory.lasting = dict(found)
    near_ = [row for rows, _ in found.values() for row in rows]
    near_.sort(key=lambda r: (abs(r.closeness - r.needed), r.story, r.number))
    return Survey(near=tuple(near_), waiting=tuple(w for _, rows in found.values() for w in rows))


def judged(room: Room, asks: PageAsked) -> JudgementsPage:
    """All judgements."""
    rows = all_judged(room)
    part = paging(len(rows), asks.page, PER_PAGE)
    return JudgementsPage(judgements=_part(rows, part), paging=part)


def _part(rows: tuple[T, ...], part: Paging) -> tuple[T, ...]:
    return rows[(part.page - 1) * part.per_page : part.page * part.per_page]
