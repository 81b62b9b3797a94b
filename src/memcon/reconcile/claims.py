"""Every assertion of every report as a claim: the drafts of extraction, and what the mentions say.

A claim is made for each draft, each mention that no draft speaks of, each value that fills a slot, each
time expression and each order of events. Ids follow the place in the text, so they do not depend on
the order in which reports come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from memcon.extract.types import Draft, EventMention, Voice
from memcon.model.memo import Claim, Manner, SlotName, Stance, VoiceLink
from memcon.model.places import Span
from memcon.read.types import Range
from memcon.reconcile.actors import Cast
from memcon.reconcile.bundle import Bundle, Key, Source, chain, natural, voices
from memcon.reconcile.events import words
from memcon.reconcile.origins import Lineage, origin, side
from memcon.reconcile.quantities import quantities

PENDING = "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All claims, and where to find the claim of a draft, a mention, a time or a place.

    ``drafts`` is keyed by report and draft index, ``mentions`` by report and mention id, ``times`` by
    report and timex index, ``places`` by report and range (levers and links).
    """

    claims: tuple[Claim, ...]
    known: Mapping[str, Claim]
    by_report: Mapping[str, tuple[Claim, ...]]
    drafts: Mapping[tuple[str, int], str]
    mentions: Mapping[Key, str]
    times: Mapping[tuple[str, str, int], str]
    places: Mapping[tuple[str, Range], str]

    def of_report(self, report: str) -> tuple[Claim, ...]:
        """The claims of one report, in text order."""
        return self.by_report.get(report, ())

    def of_event(self) -> dict[str, list[Claim]]:
        """The claims of each event, in order."""
        out: dict[str, list[Claim]] = {}
        for claim in self.claims:
            if claim.event:
                out.setdefault(claim.event, []).append(claim)
        return out


@dataclass(slots=True)
class _Made:
    """A claim on its way, with the handles by which others will ask for it."""

    claim: Claim
    handles: list[tuple[str, object]]


def _links(source: Source, cast: Cast, chain_: Iterable[Voice]) -> tuple[VoiceLink, ...]:
    return tuple(
        VoiceLink(
            name=words(v.name),
            actor=cast.one(source.id, v.entity),
            cue=source.of(v.cue) if v.cue else None,
        )
        for v in chain_
    )


def _evidence(source: Source, place: Range, sentence: int | None = None) -> tuple[Span, ...]:
    first = source.of(place)
    if sentence is None:
        found = source.sentence_at(place[0])
        last = source.span(found.start, found.end) if found else None
    else:
        last = source.sentence(sentence)
    return (first,) if last is None or last == first else (first, last)


class _Writer:
    """Writes the claims of one report."""

    def __init__(self, source: Source, cast: Cast, line: Lineage, events: Mapping[Key, str]) -> None:
        self.source = source
        self.cast = cast
        self.line = line
        self.events = events
        self.made: list[_Made] = []
        self.known: dict[Claim, _Made] = {}
        self.by_draft: dict[int, _Made] = {}
        self.by_mention: dict[str | None, list[tuple[int, Draft]]] = {}
        for n, draft in enumerate(source.extraction.drafts):
            self.by_mention.setdefault(draft.event, []).append((n, draft))

    def add(
        self,
        place: Range,
        *,
        value: str,
        event: str | None,
        slot: SlotName | None,
        normal: str | None,
        by: str,
        handle: tuple[str, object] | None,
        sentence: int | None = None,
        draft: Draft | None = None,
        stance: Stance | None = None,
    ) -> _Made:
        """One claim; one that says the same in the same place is not made twice, but takes the handle."""
        if draft:
            voice, manner, held = draft.voice, draft.manner, draft.stance
        else:
            found = chain(self.source, place)
            voice = voices(self.source, place)
            manner = found[-1].manner if found else _own_manner(self.source)
            held = found[-1].stance if found else "asserts"
        links = _links(self.source, self.cast, voice)
        claim = Claim(
            id=PENDING,
            report=self.source.id,
            value=words(value),
            evidence=_evidence(self.source, place, sentence),
            event=self.events.get((self.source.id, event)) if event else None,
            slot=slot,
            normal=normal,
            voice=links,
            manner=manner,
            stance=stance if stance and stance != "asserts" else held,
            kind=draft.kind if draft else "fact",
            side=side(self.source.report, links, self.cast),
            origin=origin(self.source.report, links, self.line),
            by=by,
        )
        bare = replace(claim, by="")
        made = self.known.get(bare)
        if made is None:
            made = self.known[bare] = _Made(claim, [])
            self.made.append(made)
        if handle:
            made.handles.append(handle)
        return made

    def write(self) -> list[_Made]:
        """All claims of the report."""
        extraction = self.source.extraction
        figures = quantities(self.source)
        for n, draft in enumerate(extraction.drafts):
            counted = next((f for f in figures if draft.slot == "amount" and _meet(draft.evidence, f.place)), None)
            self.by_draft[n] = self.add(
                draft.evidence,
                value=draft.value,
                event=draft.event,
                slot=draft.slot,
                normal=counted.normal if counted else self._normal(draft.slot, draft.normal),
                by=draft.rule or "draft",
                handle=("draft", n),
                sentence=draft.sentence,
                draft=draft,
            )
        for mention in extraction.mentions:
            self._mention(mention, [q.place for q in figures])
        for figure in figures:
            if any(d.slot == "amount" and _meet(d.evidence, figure.place) for d in extraction.drafts):
                continue
            self.add(
                figure.place,
                value=figure.value,
                event=figure.mention,
                slot="amount",
                normal=figure.normal,
                by="count",
                handle=None,
                stance=figure.stance,
            )
        for lever in extraction.levers:
            self.add(
                (lever.start, lever.end),
                value=f"{lever.instrument}: {lever.state}",
                event=lever.mention,
                slot=None,
                normal=None,
                by="lever",
                handle=("place", (lever.start, lever.end)),
                sentence=lever.sentence,
            )
        for link in extraction.links:
            self.add(
                (link.start, link.end),
                value=f"{link.type}: {self.source.of((link.start, link.end)).quote}",
                event=link.source,
                slot=None,
                normal=None,
                by="link",
                handle=("place", (link.start, link.end)),
            )
        return self.made

    def _normal(self, slot: SlotName | None, normal: str | None) -> str | None:
        """Entity ids of a normalized value as actor ids."""
        if slot not in {"initiator", "participants"} or not normal:
            return normal
        parts = [p.strip() for p in normal.replace(",", " ").split()]
        found = self.cast.resolve(self.source.id, parts)
        return " ".join(found) if found else normal

    def _mention(self, mention: EventMention, counted: list[Range]) -> None:
        source = self.source
        drafts = [
            (d.evidence != mention.phrase, d.evidence[1] - d.evidence[0], n)
            for n, d in self.by_mention.get(mention.id, ())
            if d.slot in {None, "status"} and d.evidence[0] < mention.trigger[1] and mention.trigger[0] < d.evidence[1]
        ]
        if drafts:
            self.by_draft[min(drafts)[2]].handles.append(("mention", mention.id))
        else:
            self.add(
                mention.phrase if mention.phrase[1] > mention.phrase[0] else mention.trigger,
                value=source.of(mention.phrase).quote or source.of(mention.trigger).quote,
                event=mention.id,
                slot=None,
                normal=mention.status,
                by=mention.rule or "mention",
                handle=("mention", mention.id),
                sentence=mention.sentence,
                stance="denies" if mention.status == "denied" else None,
            )
        for fill in mention.fills:
            if any(
                d.slot == fill.slot and d.evidence[0] < fill.end and fill.start < d.evidence[1]
                for _, d in self.by_mention.get(mention.id, ())
            ):
                continue
            if fill.slot == "amount" and any(_meet((fill.start, fill.end), place) for place in counted):
                continue
            self.add(
                (fill.start, fill.end),
                value=fill.value,
                event=mention.id,
                slot=fill.slot,
                normal=self._normal(fill.slot, fill.normal),
                by=fill.rule or "fill",
                handle=None,
                stance=fill.stance,
            )
        for index in mention.times:
            timex = source.reading.timexes[index]
            if timex.type in {"DURATION", "SET"}:
                continue
            self.add(
                (timex.start, timex.end),
                value=source.of((timex.start, timex.end)).quote,
                event=mention.id,
                slot="time",
                normal=timex.value,
                by="timex",
                handle=("time", (mention.id, index)),
            )
        for base, far in mention.counted:
            one, two = source.reading.timexes[base], source.reading.timexes[far]
            place = min(one.start, two.start), max(one.end, two.end)
            self.add(
                place,
                value=source.of(place).quote,
                event=mention.id,
                slot="time",
                normal=two.value,
                by="timex",
                handle=("place", place),
            )
        for order in mention.orders:
            other = self.events.get((source.id, order.other))
            if other is None or other == self.events.get((source.id, mention.id)):
                continue
            later, earlier = (mention.id, order.other) if order.relation == "after" else (order.other, mention.id)
            self.add(
                (order.start, order.end),
                value=source.of((order.start, order.end)).quote,
                event=later,
                slot="order",
                normal=f"after {self.events[source.id, earlier]}" + _distance(order.unit, order.low, order.high)
                if (source.id, earlier) in self.events
                else None,
                by="order",
                handle=("place", (order.start, order.end)),
            )


def _meet(one: Range, two: Range) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def _distance(unit: str | None, low: int | None, high: int | None) -> str:
    if unit is None or low is None:
        return ""
    return f" by {low} {unit}" if high in (None, low) else f" by {low}-{high} {unit}"


def _own_manner(source: Source) -> Manner:
    return "readout" if source.report.kind == "readout" else "narration"


def _order(made: _Made) -> tuple[object, ...]:
    claim = made.claim
    first = claim.evidence[0]
    return (
        natural(claim.report),
        first.start,
        first.end,
        claim.slot or "",
        claim.event or "",
        claim.value,
        claim.normal or "",
        claim.by,
        tuple(v.name for v in claim.voice),
        claim.kind,
        claim.stance,
    )


def write_book(bundle: Bundle, cast: Cast, line: Lineage, events: Mapping[Key, str]) -> Book:
    """The claims of a bundle; ``events`` gives the event id of each mention by report and mention id."""
    everything: list[_Made] = []
    for source in bundle.sources:
        everything += _Writer(source, cast, line, events).write()
    claims: list[Claim] = []
    drafts: dict[tuple[str, int], str] = {}
    mentions: dict[Key, str] = {}
    times: dict[tuple[str, str, int], str] = {}
    places: dict[tuple[str, Range], str] = {}
    for n, made in enumerate(sorted(everything, key=_order), start=1):
        claim = replace(made.claim, id=f"C{n}")
        claims.append(claim)
        for kind, handle in made.handles:
            if kind == "draft" and isinstance(handle, int):
                drafts[claim.report, handle] = claim.id
            elif kind == "mention" and isinstance(handle, str):
                mentions[claim.report, handle] = claim.id
            elif kind == "time" and isinstance(handle, tuple):
                times[claim.report, handle[0], handle[1]] = claim.id
            elif kind == "place" and isinstance(handle, tuple):
                places[claim.report, (handle[0], handle[1])] = claim.id
    by_report: dict[str, list[Claim]] = {}
    for claim in claims:
        by_report.setdefault(claim.report, []).append(claim)
    return Book(
        claims=tuple(claims),
        known={c.id: c for c in claims},
        by_report={r: tuple(c) for r, c in by_report.items()},
        drafts=drafts,
        mentions=mentions,
        times=times,
        places=places,
    )


def spans(claims: Iterable[Claim]) -> Iterator[Span]:
    """All places that some claims rest on."""
    for claim in claims:
        yield from claim.evidence
