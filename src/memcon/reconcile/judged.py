"""What people judged takes effect: on status, place and time of events, on claims; and is told as theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from memcon.model.memo import Claim, Event, Judged, Slot
from memcon.reconcile.bundle import Key
from memcon.reconcile.claims import Book
from memcon.reconcile.events import Happening, shorten, words
from memcon.reconcile.verdicts import SHOWN, Found, Verdicts, first

STATUSES = frozenset({"occurred", "ongoing", "planned", "proposed", "threatened", "hypothetical", "denied"})


def with_values(happenings: Sequence[Happening], verdicts: Verdicts) -> list[Happening]:
    """The events with the status and the place that people took from one account of several."""
    taken = slots_of(happenings, verdicts)
    out = []
    for index, one in enumerate(happenings):
        for found in taken.get(index, ()):
            ruling = found.ruling
            if ruling.slot == "status" and ruling.normal in STATUSES:
                one = replace(one, status=ruling.normal)  # type: ignore[arg-type]
            elif ruling.slot == "place" and ruling.value:
                one = replace(one, place=ruling.value)
        out.append(one)
    return out


def slots_of(happenings: Sequence[Happening], verdicts: Verdicts) -> dict[int, tuple[Found, ...]]:
    """The judgements on sides of an event by the event's index: of the event that most of their places speak of."""
    home = {(c.report, m.id): i for i, h in enumerate(happenings) for c in h.group.chains for m in c.mentions}
    out: dict[int, tuple[Found, ...]] = {}
    for found in verdicts.of("slot"):
        index = _most(found.left, home)
        if index is not None:
            out[index] = (*out.get(index, ()), found)
    return out


def _most(keys: Iterable[Key], home: Mapping[Key, int]) -> int | None:
    """The event that most of some mentions belong to, the first on a tie; null where all of them are of none."""
    counts: dict[int, int] = {}
    for key in keys:
        if key in home:
            counts[home[key]] = counts.get(home[key], 0) + 1
    return min(counts, key=lambda i: (-counts[i], i)) if counts else None


def with_claims(book: Book, verdicts: Verdicts, ids: Mapping[Key, str]) -> Book:
    """The claims, those moved to or from an event that people said they are, or are not, about."""
    moved: dict[str, str | None] = {}
    for found in (*verdicts.of("not-about"), *verdicts.of("about")):
        events = {ids[k] for k in found.left if k in ids}
        target = min(events, key=lambda e: (len(e), e), default=None)
        for claim in claims_at(book, found):
            if found.ruling.kind == "about":
                moved[claim.id] = target
            elif claim.event in events:
                moved[claim.id] = None
    if not moved:
        return book
    new = {c.id: replace(c, event=moved[c.id]) if c.id in moved else c for c in book.claims}
    return replace(
        book,
        claims=tuple(new.values()),
        known=new,
        by_report={r: tuple(new[c.id] for c in some) for r, some in book.by_report.items()},
    )


def claims_at(book: Book, found: Found) -> list[Claim]:
    """The claims at the places of a judgement that say what was judged, but those that an event is told at all."""
    own = set(book.mentions.values())
    return [
        c
        for p in found.places
        for c in book.of_report(p.report)
        if (c.evidence[0].start, c.evidence[0].end) == (p.start, p.end)
        and c.id not in own
        and (found.ruling.value is None or c.value == found.ruling.value)
    ]


def marked(event: Event, found: Sequence[Found], book: Book) -> Event:
    """An event whose slots say which of their positions a person took."""
    slots: list[Slot] = list(event.slots)
    for one in found:
        places = set(one.places)
        for n, slot in enumerate(slots):
            held = [
                p
                for p in slot.positions
                if any(book.known[c].evidence[0] in places for c in p.claims if c in book.known)
            ]
            if slot.slot == one.ruling.slot and held:
                slots[n] = replace(slot, judged=one.ruling.number)
    return replace(event, slots=tuple(slots))


def as_judged(
    verdicts: Verdicts,
    events: Sequence[Event],
    book: Book,
    ids: Mapping[Key, str],
    taken: Mapping[str, Sequence[Found]],
) -> tuple[Judged, ...]:
    """What the memorandum says of each judgement; ``taken`` are those on sides of events by event id."""
    known = _Known(
        labels={e.id: e.label for e in events},
        book=book,
        ids=ids,
        homes={f.ruling.number: e for e, some in taken.items() for f in some},
        marks=frozenset(s.judged for e in events for s in e.slots if s.judged is not None),
    )
    return tuple(_judged(f, known) for f in verdicts.found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What the words of a judgement need: labels and ids of events, claims, and where a value was taken."""

    labels: Mapping[str, str]
    book: Book
    ids: Mapping[Key, str]
    homes: Mapping[int, str]
    marks: frozenset[int]


def _judged(found: Found, known: _Known) -> Judged:
    labels, book, ids, homes = known.labels, known.book, known.ids, known.homes
    ruling = found.ruling
    events = tuple(sorted({ids[k] for k in (*found.left, *found.right) if k in ids}, key=lambda e: (len(e), e)))
    claims: tuple[str, ...] = ()
    resting = found.resting
    value = ruling.value
    names = " and ".join(f"{e} ({labels.get(e, '')})" for e in events) or f"“{first(ruling.left)}”"
    if ruling.kind == "same":
        text = f"one event: {names}"
    elif ruling.kind == "different":
        text = f"not one event: “{first(ruling.left)}” and “{first(ruling.right)}” ({names})"
    elif ruling.kind == "slot":
        home = homes.get(ruling.number)
        events = (home,) if home else events
        names = f"{home} ({labels.get(home, '')})" if home else names
        text = f"{ruling.slot} of {names}: “{value}”"
        claims = tuple(
            c.id
            for p in found.places
            for c in book.of_report(p.report)
            if c.evidence[0] == p and c.slot in {ruling.slot, None}
        )
        if resting is None and home is None:
            resting = "no event is told there any more"
        elif resting is None and ruling.number not in known.marks and ruling.slot not in {"time", "place", "status"}:
            resting = f"the reports no longer give this for the {ruling.slot} of {home}"
    else:
        claims = tuple(c.id for c in claims_at(book, found))
        verb = "is about" if ruling.kind == "about" else "is not about"
        text = f"{', '.join(claims) or 'a claim'} “{shorten(words(value or ''), SHOWN)}” {verb} {names}"
        if resting is None and not claims:
            resting = "no claim is made there any more"
    return Judged(
        number=ruling.number,
        kind=ruling.kind,
        by=ruling.by,
        because=ruling.because,
        at=ruling.at,
        text=text,
        events=events,
        claims=claims,
        slot=ruling.slot,
        value=value,
        resting=resting,
    )


def status_taken(found: Sequence[Found]) -> bool:
    """Whether a person said what became of an event."""
    return any(f.ruling.slot == "status" for f in found)
