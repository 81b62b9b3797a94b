"""All slots of all events: which claims speak of which slot, and what becomes of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from memcon.model.memo import Claim, Slot, SlotName, Status
from memcon.reconcile.bundle import Key, natural
from memcon.reconcile.claims import Book
from memcon.reconcile.events import Happening
from memcon.reconcile.lexis import Bag, contained, likeness
from memcon.reconcile.likeness import gathering
from memcon.reconcile.roles import roles_slot
from memcon.reconcile.slots import (
    View,
    amount_slot,
    attribution_slot,
    disclosure_slot,
    duration_slot,
    initiator_slot,
    place_slot,
    plain_slot,
    status_slot,
    topic_slot,
    wording_slot,
)

MATCH = 0.45
SHARED = 2
FREE: tuple[SlotName, ...] = ("outcome", "disclosure", "wording", "topic")
SHORTEST_QUOTE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Tied:
    """A claim that a report ties to one side's word alone, and a claim that states it flatly."""

    tied: Claim
    flat: Claim
    event: str
    who: str


def event_slots(
    happening: Happening,
    claims: Sequence[Claim],
    book: Book,
    view: View,
    withheld: Mapping[str, str],
    *,
    denied: Sequence[Claim] = (),
    inside: frozenset[Key] = frozenset(),
    plain: frozenset[str] = frozenset(),
) -> list[Slot]:
    """The slots of one event but time, order and attribution.

    ``withheld`` gives, by claim id, the party that held something back; ``denied`` are claims that deny
    the event, ``plain`` the ids of those that do so in so many words, ``inside`` mentions that are told only to be
    denied.
    """
    by_slot: dict[SlotName, list[Claim]] = {}
    for claim in claims:
        if claim.slot and claim.id not in withheld:
            by_slot.setdefault(claim.slot, []).append(claim)
    out: list[Slot] = []
    if found := by_slot.get("initiator"):
        out.append(initiator_slot(found, view))
    elif turned := roles_slot(happening, book, view):
        out.append(turned)
    if found := by_slot.get("topic"):
        out.append(topic_slot(found, view))
    if found := by_slot.get("amount"):
        out.append(amount_slot(found, view))
    if found := by_slot.get("duration"):
        out.append(duration_slot(found, view))
    names: tuple[SlotName, ...] = ("place", "participants", "outcome", "condition")
    for name in names:
        if found := by_slot.get(name):
            out.append(place_slot(found, view) if name == "place" else plain_slot(name, found, view))
    wording = wording_slot(
        happening, _descriptions(happening, book), [*by_slot.get("wording", ()), *_quotes(claims)], view
    )
    if wording:
        out.append(wording)
    held = [c for c in claims if c.id in withheld]
    if held or by_slot.get("disclosure"):
        out.append(disclosure_slot([*held, *by_slot.get("disclosure", ())], view))
    status = status_slot(_stages(happening, book, denied, inside), view, denials=[c for c in denied if c.id in plain])
    if status:
        out.append(status)
    return out


def _quotes(claims: Sequence[Claim]) -> list[Claim]:
    return [
        c
        for c in claims
        if c.manner == "direct" and c.slot in {None, "wording"} and len(c.evidence[0].quote.split()) >= SHORTEST_QUOTE
    ]


def _descriptions(happening: Happening, book: Book) -> list[Claim]:
    """The claims of the mentions that describe the act in words of their own, one per report the fullest first."""
    known = book.known
    out: dict[str, Claim] = {}
    for chain in happening.group.chains:
        for mention in chain.mentions:
            found = book.mentions.get((chain.report, mention.id))
            if found and not mention.anaphoric:
                out[found] = known[found]
    return sorted(out.values(), key=lambda c: natural(c.id))


def _stages(
    happening: Happening, book: Book, denied: Sequence[Claim], inside: frozenset[Key]
) -> list[tuple[Status, Claim]]:
    """The status that each report gives the act, with the claims that carry it."""
    known = book.known
    out: list[tuple[Status, Claim]] = []
    for chain in happening.group.chains:
        if gathering(chain):
            continue  # a noun says nothing of whether the summit was held
        for mention in chain.mentions:
            found = book.mentions.get((chain.report, mention.id))
            if found and not mention.anaphoric and (chain.report, mention.id) not in inside:
                out.append((mention.status, known[found]))
    out += [("denied", c) for c in denied]
    return out


def hosts(claim: Claim, book: Book, contacts: frozenset[str]) -> list[str]:
    """The contacts that a claim is told of: its own event, else those that its sentence speaks of, nearest first."""
    if claim.event in contacts:
        return [str(claim.event)]
    first, last = claim.evidence[0], claim.evidence[-1]
    near = [
        (abs(other.evidence[0].start - first.start), natural(other.id), other.event)
        for other in book.of_report(claim.report)
        if other.event in contacts and other.evidence[-1].meets(last)
    ]
    return list(dict.fromkeys(str(e) for *_, e in sorted(near, key=lambda n: n[:2])))


class _Alike:
    """Claims by their words, so that one is only compared with those that share enough of them."""

    def __init__(self, claims: Sequence[Claim], view: View) -> None:
        self.view = view
        self.members: dict[Bag, list[Claim]] = {}
        for claim in sorted(claims, key=lambda c: natural(c.id)):
            self.members.setdefault(view.words(claim), []).append(claim)
        self.holding: dict[str, list[Bag]] = {}
        for words in self.members:
            for word in words:
                self.holding.setdefault(word, []).append(words)
        self.found: dict[Bag, list[tuple[float, Bag]]] = {}

    def _scored(self, mine: Bag) -> list[tuple[float, Bag]]:
        if mine not in self.found:
            shared = Counter(words for word in mine for words in self.holding.get(word, ()))
            weight = self.view.weight
            scores = (
                (max(likeness(mine, yours, weight), 0.9 * contained(yours, mine, weight)), yours)
                for yours, count in shared.items()
                if count >= SHARED
            )
            self.found[mine] = [(score, yours) for score, yours in scores if score >= MATCH]
        return self.found[mine]

    def best(self, claim: Claim) -> Claim | None:
        """The claim of another report that is most like one, the first on a tie; null if none is like enough."""
        found = [
            (-score, natural(other.id), other)
            for score, words in self._scored(self.view.words(claim))
            if (other := next((c for c in self.members[words] if c.report != claim.report), None))
        ]
        return min(found, key=lambda f: f[:2])[2] if found else None


def _same_act(claim: Claim, flat: Sequence[Claim], contacts: frozenset[str]) -> Claim | None:
    """A claim of another report, in its own voice, that tells the same act in whatever words; no contact is one."""
    if claim.event is None or claim.event in contacts or not claim.by.startswith("act:"):
        return None
    found = [
        c
        for c in flat
        if c.event == claim.event and c.report != claim.report and c.by.startswith("act:") and not c.voice
    ]
    return min(found, key=lambda c: natural(c.id), default=None)


def tied_claims(
    book: Book,
    view: View,
    omitted: Mapping[str, tuple[str, frozenset[str], frozenset[str]]],
    parties: Mapping[str, frozenset[str]],
    contacts: frozenset[str],
    *,
    acting: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> list[Tied]:
    """Claims that one report ties to one side alone and another report states in its own voice.

    ``omitted`` gives, by claim id, who alone says it, all sides concerned, and those that say it, as a report tells it;
    ``parties`` the countries of each event, ``acting`` those that act in it. The slot stands on the contact that
    both tell of.
    """
    flat = [
        c
        for c in book.claims
        if c.kind == "fact"
        and c.slot not in {"time", "order", "place"}
        and (len(c.voice) < 2 if view.line.sides.get(c.report) else not c.voice)
    ]
    like = _Alike(flat, view)
    own_deeds = {
        (c.report, c.evidence[-1].start)
        for c in book.claims
        if c.id in omitted and acting.get(c.event or "", omitted[c.id][2]) <= omitted[c.id][2]
    }
    out: list[Tied] = []
    for claim in book.claims:
        if claim.id not in omitted or (claim.event in contacts and claim.by.startswith("act:")):
            continue  # that a contact is held or to come is no part of one side's account of it
        who, sides, saying = omitted[claim.id]
        best = _same_act(claim, flat, contacts) or like.best(claim)
        if best is None:
            continue
        if view.line.sides.get(best.report) in saying and (claim.report, claim.evidence[-1].start) in own_deeds:
            continue  # a side's own text tells what it did itself; what the other did is its word alone
        if view.line.sides.get(best.report) and claim.event:
            out.append(Tied(tied=claim, flat=best, event=claim.event, who=who))
            continue
        there = hosts(best, book, contacts)
        here = hosts(claim, book, contacts)
        both = [e for e in here if e in there] or [e for e in (*there, *here) if sides <= parties.get(e, frozenset())]
        event = next(iter(both), None) or claim.event or best.event
        if claim.event is not None and claim.event == best.event:
            event = claim.event
        if event:
            out.append(Tied(tied=claim, flat=best, event=event, who=who))
    own = {t.flat.id for t in out if t.event == t.flat.event == t.tied.event}
    return _once([t for t in out if t.flat.id not in own or t.event == t.flat.event])


def _once(found: Sequence[Tied]) -> list[Tied]:
    """The claims of one sentence that are tied to one side, on one event: what both reports tell, else the fullest."""
    held: dict[tuple[str, int, str], list[Tied]] = {}
    for tied in found:
        whole = tied.tied.evidence[-1]
        held.setdefault((whole.report, whole.start, tied.who), []).append(tied)
    out: list[Tied] = []
    for members in held.values():
        best = min(members, key=lambda t: (t.tied.event != t.flat.event, -len(t.tied.evidence[0]), natural(t.tied.id)))
        out += [t for t in members if t.event == best.event]
    return [t for t in found if t in out]


def with_attribution(slots: list[Slot], found: Sequence[Tied]) -> list[Slot]:
    """The slots of an event with one for what is tied to one side alone, under a kind that is free."""
    if not found:
        return slots
    used = {s.slot for s in slots}
    free = [n for n in FREE if n not in used]
    name = free[0] if free else "outcome"
    made = attribution_slot(
        name,
        tuple(dict.fromkeys(t.tied for t in found)),
        tuple(dict.fromkeys(t.flat for t in found)),
        found[0].who,
    )
    return [s for s in slots if s.slot != name] + [made]
