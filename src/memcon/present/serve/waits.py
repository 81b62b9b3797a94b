"""What waits for a judgement in one story, as rows of a page: near misses and disputes."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.dossier.waiting import near_misses, open_disputes
from memcon.model.memo import Memorandum
from memcon.model.places import Span
from memcon.present.desk import Desk
from memcon.present.serve import reads
from memcon.present.serve.values import Words
from memcon.present.words import word


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
