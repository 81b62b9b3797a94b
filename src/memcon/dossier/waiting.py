"""What waits for a person's judgement: disputes, and pairs of mentions that were nearly one event, or nearly two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from memcon.model.memo import Event, Judgement, Memorandum, SlotName, Standing
from memcon.model.places import Span
from memcon.reconcile.likeness import thresholds

NARROW = 0.1
"""How far over the threshold a score may lie and still count as narrow."""
AGAINST = (
    "no words shared",
    "no party named",
    "parties named in one only",
    "parties none of",
    "types ",
)
"""How reasons begin that speak against two mentions being one; what vetoes does so whatever its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """Two places that were kept apart and could be one event, or were put together and could be two.

    ``verdict`` is how it stands. ``left`` and ``right`` are where the reports speak, ``left_name`` and ``right_name``
    how ``memcon judge`` takes them (``R2:120-131``), ``left_sentence`` and ``right_sentence`` the sentences around.
    ``score`` is the likeness, 0 to 1, and ``needed`` what it takes to be put together; 0 with one reason against
    is a bar, whatever the likeness. ``number`` counts from 1 within one memorandum. ``judged`` is the number of the
    judgement that decided it, null where none did. Where the event on the right is of another part, ``right_story`` is
    that part's number and ``right_label`` its label; ``right_event`` is then written ``E7@2``.
    """

    number: int
    verdict: str
    left_event: str
    right_event: str
    left: Span
    right: Span
    left_name: str
    right_name: str
    left_sentence: Span
    right_sentence: Span
    score: float
    needed: float
    spoke_for: tuple[str, ...]
    spoke_against: tuple[str, ...]
    judged: int | None = None
    right_story: int | None = None
    right_label: str = ""

    @property
    def barred(self) -> bool:
        """Whether something forbids that the two are one, however alike they are."""
        return self.verdict == "different" and self.score == 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account of what is in dispute. ``number`` is how ``memcon judge DOSSIER slot`` takes it."""

    number: int
    value: str
    reports: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """One side of an event that the reports tell so that not all can be true, or that is one side's word alone.

    ``judged`` is the number of the judgement that takes one of the accounts, null while it waits.
    """

    event: str
    label: str
    slot: SlotName
    standing: Standing
    explanation: str
    accounts: tuple[Account, ...]
    judged: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAcross:
    """One side of an event that another part tells so that not both can be true: in words, here and there.

    An account is taken in its own part: ``there_event`` is the event's id in story ``there_story``.
    """

    event: str
    label: str
    slot: SlotName
    here: str
    reports: tuple[str, ...]
    there: str
    there_story: int
    there_event: str
    there_reports: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptNear:
    """A near miss as it is kept with its story: places by their numbers there.

    ``narrow`` is how far from the threshold it lies, in hundredths.
    """

    number: int
    verdict: str
    left_event: str
    right_event: str
    left: int
    right: int
    left_sentence: int
    right_sentence: int
    score: float
    needed: float
    narrow: int
    spoke_for: tuple[str, ...]
    spoke_against: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """The words of one report for an account, and the claim that has them."""

    place: int
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAccount:
    """An account as it is kept: ``reports`` by their numbers in the story, ``words`` of each that has some."""

    number: int
    value: str
    reports: tuple[int, ...]
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDispute:
    """A dispute as it is kept with its story."""

    event: str
    slot: SlotName
    standing: Standing
    explanation: str
    accounts: tuple[KeptAccount, ...]


MOST = 12
"""Near misses of one story that are kept to be shown; the others are counted."""


def waiting(
    memo: Memorandum, numbers: Mapping[str, int], place: Callable[[Span], int]
) -> tuple[tuple[KeptNear, ...], int, tuple[KeptDispute, ...]]:
    """What waits in a story: the closest near misses, how many more there are, and the disputes.

    ``numbers`` are those of its reports in the story, ``place`` numbers places. Bars are left out: no likeness would
    lift them.
    """
    found = [n for n in near_misses(memo) if not n.barred]
    near = tuple(
        KeptNear(
            number=one.number,
            verdict=one.verdict,
            left_event=one.left_event,
            right_event=one.right_event,
            left=place(one.left),
            right=place(one.right),
            left_sentence=place(one.left_sentence),
            right_sentence=place(one.right_sentence),
            score=one.score,
            needed=one.needed,
            narrow=round(100 * abs(round(one.score, 2) - round(one.needed, 2))),
            spoke_for=one.spoke_for,
            spoke_against=one.spoke_against,
        )
        for one in found[:MOST]
    )
    claims = {c.id: c for c in memo.claims}
    disputes = []
    for open_ in open_disputes(memo):
        accounts = []
        for account in open_.accounts:
            own = [c for i in account.claims if (c := claims.get(i)) is not None and c.evidence]
            first = {c.report: c for c in reversed(own)}
            accounts.append(
                KeptAccount(
                    number=account.number,
                    value=account.value,
                    reports=tuple(numbers[r] for r in account.reports),
                    words=tuple(
                        Word(place=place(first[r].evidence[0]), claim=first[r].id)
                        for r in account.reports
                        if r in first
                    ),
                )
            )
        disputes.append(
            KeptDispute(
                event=open_.event,
                slot=open_.slot,
                standing=open_.standing,
                explanation=open_.explanation,
                accounts=tuple(accounts),
            )
        )
    return near, len(found) - len(near), tuple(disputes)


def near_misses(memo: Memorandum, *, judged: bool = False) -> tuple[NearMiss, ...]:
    """The pairs of a memorandum that a person might decide otherwise, the closest first, bars last.

    Those that a judgement decided are left out unless ``judged``.
    """
    homes = {(m.trigger): e.id for e in memo.events for m in e.mentions}
    sentences = {m.trigger: m.sentence for e in memo.events for m in e.mentions}
    found: dict[tuple[Span, Span], Judgement] = {}
    for one in _pairs(memo.events):
        key = min(one.left, one.right), max(one.left, one.right)
        if one.left not in homes or one.right not in homes or (one.number is not None and not judged):
            continue
        there = found.get(key)
        if there is None or (one.number is not None, one.score) > (there.number is not None, there.score):
            found[key] = one
    decided = {(min(j.left, j.right), max(j.left, j.right)) for j in _pairs(memo.events) if j.number is not None}
    ranked = _closest(
        sorted(
            (one for key, one in found.items() if judged or key not in decided),
            key=lambda j: (j.score == 0.0, abs(j.score - _needed(j)), j.left, j.right),
        ),
        homes,
    )
    return tuple(
        NearMiss(
            number=number,
            verdict=one.verdict,
            left_event=homes[one.left],
            right_event=homes[one.right],
            left=one.left,
            right=one.right,
            left_name=_name(one.left),
            right_name=_name(one.right),
            left_sentence=sentences[one.left],
            right_sentence=sentences[one.right],
            score=one.score,
            needed=_needed(one),
            spoke_for=_spoke(one)[0],
            spoke_against=_spoke(one)[1],
            judged=one.number,
        )
        for number, one in enumerate(ranked, 1)
    )


def open_disputes(memo: Memorandum, *, judged: bool = False) -> tuple[Open, ...]:
    """The sides of events in dispute, or told as one side's word by one report and flatly by another.

    Disputes first, those that most reports tell of before others; those judged are left out unless ``judged``.
    """
    found = [
        (
            slot.standing != "disputed",
            -len(event.reports),
            n,
            Open(
                event=event.id,
                label=event.label,
                slot=slot.slot,
                standing=slot.standing,
                explanation=slot.explanation,
                accounts=tuple(
                    Account(number=i, value=p.value, reports=p.reports, claims=p.claims)
                    for i, p in enumerate(slot.positions, 1)
                ),
                judged=slot.judged,
            ),
        )
        for n, event in enumerate(memo.events)
        for slot in event.slots
        if slot.standing in {"disputed", "attribution"} and (judged or slot.judged is None)
    ]
    return tuple(o for *_, o in sorted(found, key=lambda f: f[:3]))


def open_across(memo: Memorandum) -> tuple[OpenAcross, ...]:
    """What other parts tell so that not both can be true, but where a person took an account of it here."""
    return tuple(
        OpenAcross(
            event=event.id,
            label=event.label,
            slot=one.slot,
            here=one.here,
            reports=event.reports,
            there=one.there,
            there_story=twin.story,
            there_event=twin.event,
            there_reports=twin.reports,
        )
        for event in memo.events
        for taken in ({s.slot for s in event.slots if s.judged is not None},)
        for twin in event.twins
        for one in twin.otherwise
        if one.disputed and one.slot not in taken
    )


def _pairs(events: Iterable[Event]) -> Iterable[Judgement]:
    """What was kept apart, and what was put together narrowly or by a judgement."""
    for event in events:
        yield from event.near_misses
        for one in event.reasons:
            if one.number is not None or one.score < _needed(one) + NARROW:
                yield one


def _closest(ranked: Sequence[Judgement], homes: Mapping[Span, str]) -> list[Judgement]:
    """Of pairs that keep the same two events apart, the closest alone."""
    seen: set[tuple[str, str]] = set()
    out = []
    for one in ranked:
        a, b = sorted((homes[one.left], homes[one.right]))
        if a != b and (a, b) in seen:
            continue
        seen.add((a, b))
        out.append(one)
    return out


def _needed(one: Judgement) -> float:
    limit = thresholds()
    return float(limit["within"] if one.left.report == one.right.report else limit["across"])


def _name(place: Span) -> str:
    return f"{place.report}:{place.start}-{place.end}"


def _spoke(one: Judgement) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The reasons for and against two mentions being one."""
    if one.verdict == "different" and one.score == 0.0:
        return (), tuple(r for r in one.because.split("; ") if r)
    return spoken(one.because)


def spoken(because: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Reasons in words, parted into those for two being one and those against."""
    reasons = [r for r in because.split("; ") if r]
    against = tuple(r for r in reasons if r.startswith(AGAINST))
    return tuple(r for r in reasons if r not in against), against
