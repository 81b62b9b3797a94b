"""What a person points at in a memorandum, as a judgement over places: E4, E4/R2, R2:120, C17, an outlet, a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from memcon.model.errors import InputError
from memcon.model.judgements import LETTERS, Anchor, Ruling, RulingKind, named, plain, source_of, text_hash
from memcon.model.memo import Claim, Event, Memorandum, Position, Report, Slot
from memcon.model.places import Span

USAGE = {
    "same": "same E3 E7",
    "different": "different E3 E7",
    "slot": "slot E4 time R2",
    "reliability": "reliability OUTLET B",
    "about": "about C12 E4",
    "not-about": "not-about C12 E4",
}
"""How each kind of judgement is written."""
PLACE = re.compile(r"(R\d+):(\d+)(?:-(\d+))?")
ELSEWHERE = re.compile(r"([^@]+)@(\d+)")
"""An event of another story: its id there, the number of that story."""


class Stories(Protocol):
    """The other stories of a dossier, opened where something is named in them."""

    def numbered(self, number: int) -> Memorandum:
        """The memorandum of a story; raises ``InputError`` where there is none of that number."""
        ...

    def holding(self, report: str) -> Memorandum | None:
        """The memorandum of the story that a report is of, by the report's id."""
        ...

    def names(self, outlet: str) -> bool:
        """Whether any report is of an outlet, folded as ``model.judgements.named`` folds it."""
        ...


def draft(memo: Memorandum, words: Sequence[str], others: Stories | None = None) -> Ruling:
    """What some words judge, as places; number, name, reason and moment are still to be said.

    ``same E3 E7``, ``different E3 E7``: an event is named by its id, a part of it by the report that tells it
    (``E3/R2``) or by the place where one speaks of it (``R2:120``); one of another story, or of another part of the
    same, with that one's number (``E7@2``, ``E7/R57@2``). ``slot E4 time R2``: the account that is taken, by the
    report that gives it, a claim (``C17``), or the number of the position as listed. ``reliability OUTLET B``: an
    outlet as the reports name it, or one report (``R2``). ``about C12 E4``.
    """
    kind, *rest = words or ("",)
    if kind not in USAGE:
        raise InputError(f"{kind!r} is no judgement; write {', '.join(repr(u) for u in USAGE.values())}")
    if len(rest) != len(USAGE[kind].split()) - 1:
        raise InputError(f"memcon judge DOSSIER {USAGE[kind]}: that is how it is written")
    if kind == "slot":
        return _slot(memo, *rest)
    if kind == "reliability":
        return _reliability(memo, rest[0], rest[1], others)
    if kind in {"about", "not-about"}:
        return _claim(memo, "about" if kind == "about" else "not-about", *rest)
    left, right = (_somewhere(memo, r, others) for r in rest)
    if set(left) & set(right):
        raise InputError(f"{rest[0]} and {rest[1]} name the same places; name two events, or two parts of one")
    return _ruling("same" if kind == "same" else "different", left=left, right=right)


def _somewhere(memo: Memorandum, name: str, others: Stories | None) -> tuple[Anchor, ...]:
    """The places that speak of what is named, in this story or in another."""
    if (found := ELSEWHERE.fullmatch(name)) and others is not None:
        return places(others.numbered(int(found[2])), found[1])
    if (found := PLACE.fullmatch(name)) and others is not None and all(r.id != found[1] for r in memo.reports):
        return places(others.holding(found[1]) or memo, name)
    return places(memo, name)


def places(memo: Memorandum, name: str) -> tuple[Anchor, ...]:
    """The places that speak of what is named: ``E3``, ``E3/R2`` or ``R2:120``; raises ``InputError`` for nothing."""
    if found := PLACE.fullmatch(name):
        report, at = found[1], int(found[2])
        there = [
            (m.trigger, m.sentence)
            for e in memo.events
            for m in e.mentions
            if m.report == report and m.trigger.start <= at < m.trigger.end
        ]
        exact = [p for p in there if p[0].start == at and found[3] in {None, str(p[0].end)}]
        spans = exact or there
        if not spans:
            raise InputError(f"{name}: no event is spoken of there; memcon judge DOSSIER --near names such places")
        return _anchors(memo, spans)
    identity, _, part = name.partition("/")
    event = event_of(memo, identity)
    spans = [(m.trigger, m.sentence) for m in event.mentions if not part or m.report == part]
    if not spans:
        raise InputError(f"{identity} is not told by {part}; it is told by {', '.join(event.reports)}")
    return _anchors(memo, spans)


def event_of(memo: Memorandum, name: str) -> Event:
    """An event by its id."""
    found = next((e for e in memo.events if e.id == name), None)
    if found is None:
        raise InputError(f"there is no event {name} in this memorandum; memcon brief DOSSIER --json FILE lists them")
    return found


def positions(slot: Slot) -> tuple[Position, ...]:
    """The accounts of a slot, in the order in which they are numbered from 1."""
    return slot.positions


def _slot(memo: Memorandum, identity: str, name: str, account: str) -> Ruling:
    event = event_of(memo, identity)
    slots = [s for s in event.slots if s.slot == name]
    if not slots:
        have = ", ".join(sorted({s.slot for s in event.slots})) or "none"
        raise InputError(f"{identity} has nothing told of its {name!r}; it has: {have}")
    for slot in slots:
        for number, position in enumerate(positions(slot), 1):
            claims = [c for c in memo.claims if c.id in position.claims]
            if account in {str(number), *position.claims, *position.reports} and claims:
                return _ruling(
                    "slot",
                    left=_anchors(memo, [(m.trigger, m.sentence) for m in event.mentions]),
                    right=_anchors(memo, [(c.evidence[0], c.evidence[-1]) for c in claims if c.evidence]),
                    slot=slot.slot,
                    value=position.value,
                    normal=position.normal,
                )
    for twin in event.twins:
        if account in twin.reports:
            where = f"memcon judge DOSSIER slot {twin.event} {name} {account} --story {twin.story}"
            what = f"{account} tells {identity} in part {twin.story}, as {twin.event}"
            raise InputError(f"{what}; take it there: {where}")
    told = "; ".join(f"{n}: “{p.value}” ({', '.join(p.reports)})" for n, p in enumerate(positions(slots[0]), 1))
    raise InputError(f"{account!r} gives no account of the {name} of {identity}; there is {told}")


def _reliability(memo: Memorandum, source: str, letter: str, others: Stories | None) -> Ruling:
    """A letter for an outlet, whatever stories its reports are in, or for one report."""
    if letter.upper() not in LETTERS or len(letter) != 1:
        raise InputError(f"{letter!r} is no reliability; write one of {', '.join(LETTERS)} (F: cannot be judged)")
    if others is not None and all(r.id != source for r in memo.reports):
        memo = others.holding(source) or memo
    report = next((r for r in memo.reports if r.id == source), None)
    if report is not None:
        whole = Span(report=report.id, start=0, end=0, quote="")
        return _ruling("reliability", left=_anchors(memo, [(whole, whole)]), letter=letter.upper())
    folded = named(source)
    if folded not in {source_of(r) for r in memo.reports} and not (others and others.names(folded)):
        have = ", ".join(sorted({r.outlet for r in memo.reports if r.outlet})) or "none"
        raise InputError(f"no report is of {source!r}; outlets: {have}; a report without one is named by its id, as R2")
    return _ruling("reliability", source=folded, letter=letter.upper())


def _claim(memo: Memorandum, kind: RulingKind, identity: str, event: str) -> Ruling:
    claim = next((c for c in memo.claims if c.id == identity), None)
    if claim is None or not claim.evidence:
        raise InputError(f"there is no claim {identity} in this memorandum; memcon export DOSSIER --to csv lists them")
    if tells(memo, claim):
        raise InputError(f"{identity} is where {claim.report} tells {claim.event} itself; judge same or different")
    target = event_of(memo, event)
    return _ruling(
        kind,
        left=_anchors(memo, [(m.trigger, m.sentence) for m in target.mentions]),
        right=_anchors(memo, [(claim.evidence[0], claim.evidence[-1])]),
        value=claim.value,
    )


def tells(memo: Memorandum, claim: Claim) -> bool:
    """Whether a claim is that an event is told at all: it stands and falls with the mention."""
    return claim.by.startswith("act:") and any(
        m.report == claim.report and m.trigger.meets(claim.evidence[0])
        for e in memo.events
        if e.id == claim.event
        for m in e.mentions
    )


def _ruling(kind: RulingKind, **values: object) -> Ruling:
    return Ruling(number=0, kind=kind, by="", because="", at="", **values)  # type: ignore[arg-type]


def _anchors(memo: Memorandum, spans: Iterable[tuple[Span, Span]]) -> tuple[Anchor, ...]:
    """Anchors of places, each with its sentence, in canonical order."""
    reports: dict[str, Report] = {r.id: r for r in memo.reports}
    hashes: dict[str, str] = {}
    out: set[Anchor] = set()
    for place, sentence in spans:
        report = reports[place.report]
        if report.id not in hashes:
            hashes[report.id] = text_hash(report.text)
        before = plain(report.text[sentence.start : place.start])
        out.add(
            Anchor(
                sha256=hashes[report.id],
                start=place.start,
                end=place.end,
                quote=place.quote,
                sentence=plain(sentence.quote),
                at=len(before) + bool(before and report.text[place.start - 1 : place.start].isspace()),
                file=report.file,
            )
        )
    return tuple(sorted(out, key=lambda a: (a.file, a.sha256, a.start, a.end)))
