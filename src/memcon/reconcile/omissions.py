"""What one side says and another leaves out: checked against its own text, or told by a report.

Checked: both sides' own texts give an account of one event; each point of the one that has no
counterpart in any text of the other that covers the event is an omission. Silence is not denial.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from memcon.extract.types import EventMention
from memcon.model.memo import Claim, Event, Omission, Report
from memcon.model.places import Span
from memcon.reconcile.bundle import Source, natural
from memcon.reconcile.claims import Book
from memcon.reconcile.events import Happening
from memcon.reconcile.lexis import Bag, bag, contained, fold
from memcon.reconcile.slots import View
from memcon.reconcile.zones import instant

COVERED = {1: 1.0, 2: 0.6, 3: 0.5}
"""The share of a point's weight that one sentence must hold to answer it, by its number of words."""
LEAST = 0.4
POINT_WORDS = 2
FRAME_COVERED = 0.5
TELLING = 4
"""Content words from which on a mention of the contact itself says more than that it was."""
DETAIL = 6
"""Content words that no sentence of the other side has: a shared act told with so much more is a point of its own."""
FRAME = frozenset({"time", "order", "initiator", "status", "duration", "place", "participants"})
"""Slots of the contact itself, which are compared as such."""
REAL = frozenset({"occurred", "ongoing"})
CONTACT = frozenset({"CONSULT"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A text of one side that tells of an event that has been; ``whole`` if it is about nothing else."""

    report: Report
    whole: bool


def main_contact(report: str, told: Iterable[Event]) -> str | None:
    """The contact that a text is about: of those it tells as done, the one with most mentions, the first if as many."""
    counts: dict[str, tuple[int, int]] = {}
    for event in told:
        if event.type in CONTACT and event.status in REAL:
            at = [m.trigger.start for m in event.mentions if m.report == report]
            if at:
                counts[event.id] = (-len(at), min(at))
    return min(counts, key=lambda e: counts[e]) if counts else None


def accounts(event: Event, happening: Happening, view: View, told: Iterable[Event]) -> dict[str, list[Account]]:
    """The accounts of an event by side: texts of a side with a mention of it as done.

    A readout is an account of its main contact whole, by whatever name it calls it ("hosted", "met"), of
    another only where it speaks of it, as an address or a press conference is. A text from before the event
    is none.
    """
    told = tuple(told)
    out: dict[str, list[Account]] = defaultdict(list)
    start = instant(event.time.earliest) if event.time and event.time.earliest else None
    for report in happening.reports:
        found = view.sources[report].report
        if not found.side:
            continue
        if start is not None and found.published and "T" in found.published and instant(found.published) < start:
            continue
        real = [
            m
            for c in happening.group.chains
            if c.report == report
            for m in c.mentions
            if m.status in REAL and not _asked(view.sources[report], m)
        ]
        if not real:
            continue
        main = main_contact(report, told) if found.kind == "readout" else None
        out[found.side].append(Account(report=found, whole=main == event.id or _one_occasion(event, main, told, view)))
    return dict(out)


def _one_occasion(event: Event, main: str | None, told: Iterable[Event], view: View) -> bool:
    """Whether a text's main contact is the same occasion by another name: a visit and the meeting on it."""
    other = next((e for e in told if e.id == main), None)
    if other is None:
        return False
    one, two = (set(view.cast.countries((*e.actors, *e.recipients))) for e in (event, other))
    if len(one) < 2 or one != two:
        return False
    times = [e.time for e in (event, other)]
    bounds = [(instant(t.earliest), instant(t.latest)) for t in times if t and t.earliest and t.latest]
    return len(bounds) < 2 or (bounds[0][0] < bounds[1][1] and bounds[1][0] < bounds[0][1])


def _asked(source: Source, mention: EventMention) -> bool:
    sentence = source.sentence_at(mention.trigger[0])
    return bool(sentence and sentence.question)


def _points(
    event: Event,
    account: Account,
    happening: Happening,
    book: Book,
    view: View,
    *,
    kin: frozenset[str],
    names: frozenset[str],
) -> list[Claim]:
    """What an account says of its event: topics, asks, positions, remarks; one claim per point."""
    source = view.sources[account.report.id]
    itself = {
        book.mentions.get((c.report, n.id))
        for c in happening.group.chains
        if c.report == account.report.id
        for n in c.mentions
    }
    opening = min((i for i in itself if i), key=natural, default=None)
    out = []
    for claim in book.of_report(account.report.id):
        if claim.slot in FRAME or claim.stance == "declines":
            continue
        if (
            _opens(claim, source, happening)
            or claim.id == opening
            or (claim.id in itself and len(view.words(claim) - names) < TELLING)
        ):
            continue
        if claim.kind == "assessment" and not claim.voice:
            continue
        about = claim.event == event.id or claim.event in kin
        if not account.whole and not about:
            continue
        sentence = source.sentence_at(claim.evidence[0].start)
        if sentence and (sentence.kind != "fact" or sentence.question):
            continue
        out.append(claim)
    return out


def _opens(claim: Claim, source: Source, happening: Happening) -> bool:
    """Whether a claim is of the text's first sentence and names the event itself: that it was, which both say."""
    first = next((s for s in source.reading.sentences if s.kind == "fact"), None)
    if first is None or not first.start <= claim.evidence[0].start < first.end:
        return False
    return any(m.report == source.id and claim.evidence[0].covers(m.trigger) for m in happening.mentions)


def tightest(claims: Sequence[Claim], view: View) -> list[Claim]:
    """Claims with something to say, each place told once: of claims that overlap, the one with most content.

    A clause that holds several smaller points is left to the points.
    """
    bags = {c.id: view.words(c) for c in claims}
    rich = [c for c in claims if len(bags[c.id]) >= POINT_WORDS]
    kept: list[Claim] = []
    for claim in sorted(rich, key=lambda c: (-len(bags[c.id]), len(c.evidence[0]), natural(c.id))):
        span = claim.evidence[0]
        if any(span.meets(k.evidence[0]) for k in kept):
            continue
        kept.append(claim)
    return sorted(kept, key=lambda c: natural(c.id))


def answered(point: Bag, others: Sequence[Bag], weight: Mapping[str, float], names: frozenset[str]) -> bool:
    """Whether some sentence of the other side says it too; the parties' names alone do not count."""
    bare = (point - names) or point
    needed = COVERED.get(len(bare), LEAST)
    return any(contained(bare, other, weight) >= needed for other in others)


def framed(claim: Claim, others: Sequence[Bag], view: View, names: frozenset[str]) -> bool:
    """Whether half of the whole sentence that a point stands in has a counterpart in one sentence."""
    last = claim.evidence[-1]
    whole = bag(view.sources[claim.report].reading, (last.start, last.end)) - names
    return len(whole) > 3 and any(contained(whole, other, view.weight) >= FRAME_COVERED for other in others)


def _shared(
    claim: Claim, triggers: Sequence[tuple[Span, str]], told: Mapping[str, Event], reports: set[str], *, but: str
) -> bool:
    """Whether all acts that a claim speaks of are told by the other side too."""
    acts = {e for t, e in triggers if e != but and claim.evidence[0].covers(t)}
    return bool(acts) and all(reports & set(told[e].reports) for e in acts)


def checked(
    event: Event,
    happening: Happening,
    book: Book,
    view: View,
    *,
    kin: frozenset[str],
    names: frozenset[str],
    told: Mapping[str, Event],
) -> list[Omission]:
    """Each point of one side's account that no account of another side has."""
    parties = set(view.cast.countries((*event.actors, *event.recipients)))
    if event.type not in CONTACT:
        return []
    found = {s: a for s, a in accounts(event, happening, view, told.values()).items() if s in parties}
    triggers: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for act in told.values() if len(found) > 1 else ():
        for mention in act.mentions:
            triggers[mention.report].append((mention.trigger, act.id))
    out: list[Omission] = []
    for side, own in sorted(found.items()):
        for other, theirs in sorted(found.items()):
            if side == other:
                continue
            sentences = [
                bag(view.sources[a.report.id].reading, (s.start, s.end))
                for a in theirs
                for s in view.sources[a.report.id].reading.sentences
                if s.kind in {"fact", "heading"} and not s.question
            ]
            reports = {a.report.id for a in theirs}
            for account in own:
                points = _points(event, account, happening, book, view, kin=kin, names=names)
                alone = [
                    c
                    for c in points
                    if not _shared(c, triggers.get(c.report, ()), told, reports, but=event.id)
                    or min((len(view.words(c) - names - s) for s in sentences), default=0) >= DETAIL
                ]
                for claim in tightest(alone, view):
                    words = view.words(claim)
                    if answered(words, sentences, view.weight, names) or framed(claim, sentences, view, names):
                        continue
                    out.append(
                        Omission(claims=(claim.id,), said_by=(side,), silent=(other,), event=event.id, basis="checked")
                    )
    return out


def third_party(
    event: Event,
    happening: Happening,
    book: Book,
    view: View,
    *,
    names: frozenset[str],
    told: Mapping[str, Event],
) -> list[Omission]:
    """What a side tells of a contact that it was not on, and neither party's account has."""
    parties = set(view.cast.countries((*happening.actors, *happening.recipients)))
    if happening.type not in CONTACT or len(parties) < 2:
        return []
    found = accounts(event, happening, view, told.values())
    between = {
        e.id
        for e in told.values()
        if (acting := set(view.cast.countries(e.actors)))
        and acting <= parties
        and (acted := set(view.cast.countries(e.recipients)))
        and acted <= parties
        and acted != acting
    }
    inside = sorted(s for s in found if s in parties)
    out: list[Omission] = []
    for side, own in sorted(found.items()):
        if side in parties or not inside:
            continue
        for account in own:
            spoken = [m for m in event.mentions if m.report == account.report.id]
            if main_contact(account.report.id, told.values()) == event.id:
                acts = [m for e in sorted(between) for m in told[e].mentions if m.report == account.report.id]
                spoken += acts
            else:
                acts = []
            sentences = [
                bag(view.sources[a.report.id].reading, (s.start, s.end))
                for other in inside
                for a in found[other]
                for s in view.sources[a.report.id].reading.sentences
                if not s.question
            ]
            points = [
                c
                for c in book.of_report(account.report.id)
                if c.slot not in {"time", "order", "status", "wording"}
                and (c.event == event.id or any(m.trigger.meets(c.evidence[0]) for m in spoken))
                and (c.voice or any(m.trigger.meets(c.evidence[0]) for m in acts))
                and len(view.words(c)) > POINT_WORDS
            ]
            for claim in tightest(points, view):
                if not answered(view.words(claim), sentences, view.weight, names):
                    out.append(
                        Omission(
                            claims=(claim.id,), said_by=(side,), silent=tuple(inside), event=event.id, basis="checked"
                        )
                    )
    return out


def account_of(view: View, sides: Iterable[str | None]) -> frozenset[str]:
    """The names of sides, in the form in which bags of words hold them."""
    out: set[str] = set()
    for side in sides:
        actor = view.cast.actors.get(side or "")
        for text in (actor.name, *actor.aliases) if actor else ():
            out |= {fold(w) for w in text.split()}
    return frozenset(out)


def met(
    events: Iterable[Event], happenings: Mapping[str, Happening], view: View, told: Iterable[Event]
) -> frozenset[str]:
    """The sides whose texts give an account of a contact that has been, their own or another's."""
    told = tuple(told)
    return frozenset(
        side
        for event in events
        if event.type in CONTACT and event.status in REAL and len(set(view.cast.countries(event.actors))) > 1
        for side, found in accounts(event, happenings[event.id], view, told).items()
        if any(a.whole or side in view.cast.countries(event.actors) for a in found)
    )


def reported(book: Book, view: View) -> list[Omission]:
    """Omissions as a report tells them: "a detail not mentioned in …"."""
    known = book.known
    out: list[Omission] = []
    for source in view.bundle.sources:
        for told in source.extraction.omissions:
            claims = tuple(dict.fromkeys(c for d in told.drafts if (c := book.drafts.get((source.id, d)))))
            said = view.cast.countries(view.cast.resolve(source.id, told.said_by))
            silent = view.cast.countries(view.cast.resolve(source.id, (told.silent,))) if told.silent else ()
            if not said:
                said = tuple(dict.fromkeys(s for c in claims if (s := known[c].side)))
            said = tuple(c for c in said if c not in silent)
            if claims and said and (silent or told.only):
                event = next((known[c].event for c in claims if known[c].event), None)
                out.append(
                    Omission(
                        claims=tuple(sorted(claims, key=natural)),
                        said_by=tuple(sorted(said)),
                        silent=tuple(sorted(silent)),
                        event=event,
                        basis="reported",
                    )
                )
    return out


def merged(found: Iterable[Omission]) -> tuple[Omission, ...]:
    """Omissions without repetition: one claim left out by several sides, or found at two events, is one entry."""
    held: dict[tuple[tuple[str, ...], tuple[str, ...], str], tuple[list[str | None], set[str]]] = {}
    for one in found:
        events, silent = held.setdefault((one.claims, one.said_by, one.basis), ([], set()))
        events.append(one.event)
        silent |= set(one.silent)
    made = [
        Omission(
            claims=claims,
            said_by=said,
            silent=tuple(sorted(silent)),
            event=next((e for e in sorted(events, key=lambda e: natural(e or "")) if e), None),
            basis=basis,  # type: ignore[arg-type]
        )
        for (claims, said, basis), (events, silent) in held.items()
    ]
    return tuple(sorted(made, key=lambda o: ([natural(c) for c in o.claims], o.said_by, o.silent, o.basis)))
