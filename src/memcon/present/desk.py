"""The memorandum looked up: claims, actors, events and citations by id, for the builders of a view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from memcon.model.memo import Actor, Claim, Event, Memorandum, Report, Slot
from memcon.model.ontology import intensity
from memcon.present import clockwords
from memcon.present.fragments import at_source
from memcon.present.view import Cite
from memcon.present.words import country, names, short


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A memorandum with its parts by id, and the event that it is about (null if it has none)."""

    memo: Memorandum
    actors: Mapping[str, Actor]
    claims: Mapping[str, Claim]
    events: Mapping[str, Event]
    reports: Mapping[str, Report]
    order: Mapping[str, int]
    resting: Mapping[str, Sequence[Claim]]
    pairs: frozenset[tuple[str, str]]
    main: Event | None

    @classmethod
    def of(cls, memo: Memorandum) -> Desk:
        """The desk of a memorandum."""
        resting: dict[str, list[Claim]] = {}
        for claim in memo.claims:
            if claim.event is not None:
                resting.setdefault(claim.event, []).append(claim)
        pairs = {(e.id, s.other) for e in memo.events for s in e.slots if s.other}
        pairs |= {(link.source, link.target) for link in memo.links}
        return cls(
            memo=memo,
            actors={a.id: a for a in memo.actors},
            claims={c.id: c for c in memo.claims},
            events={e.id: e for e in memo.events},
            reports={r.id: r for r in memo.reports},
            order={r.id: i for i, r in enumerate(memo.reports)},
            resting=resting,
            pairs=frozenset(pairs),
            main=main_event(memo),
        )

    def cites(self, claims: Iterable[str]) -> tuple[Cite, ...]:
        """One citation per report, its tightest passage first."""
        best: dict[str, Claim] = {}
        for claim in (self.claims[c] for c in claims if c in self.claims):
            held = best.get(claim.report)
            if claim.evidence and (held is None or len(claim.evidence[0]) < len(held.evidence[0])):
                best[claim.report] = claim
        found = [best[r] for r in sorted(best, key=lambda r: self.order.get(r, 0))]
        return tuple(self._cite(c) for c in found)

    def _cite(self, claim: Claim) -> Cite:
        place, report = claim.evidence[0], self.reports.get(claim.report)
        return Cite(
            report=claim.report,
            claim=claim.id,
            quote=place.quote,
            start=place.start,
            end=place.end,
            url=at_source(report.url, report.text, place.start, place.end) if report and report.url else "",
        )

    def of_event(self, event: str) -> Sequence[Claim]:
        """The claims that rest on an event, in order of the memorandum."""
        return self.resting.get(event, ())

    def event_cites(self, event: Event) -> tuple[Cite, ...]:
        """One citation per report for the event itself, rather than for a slot of it."""
        own = [c.id for c in self.of_event(event.id) if c.slot is None]
        return self.cites(own or [c.id for c in self.of_event(event.id)])

    def voice(self, claim: Claim) -> str:
        """Who says it, as ``Rojas, as told by Vidal``; empty for the report's own voice."""
        links = [names(self.actors, [v.actor]) if v.actor else v.name for v in claim.voice]
        return ", as told by ".join(dict.fromkeys(reversed([n for n in links if n])))

    def name(self, party: str) -> str:
        """The short name of an actor or of a country by its code."""
        return short(self.actors[party]) if party in self.actors else country(party)

    def slot(self, event: Event, name: str) -> Slot | None:
        """The first slot of that kind, or null."""
        return next((s for s in event.slots if s.slot == name), None)

    def starter(self, event: Event) -> Actor | None:
        """Who began a talk, where no two reports dispute it and only one is named; else null."""
        slot = self.slot(event, "initiator")
        if slot is None or slot.standing in ("disputed", "attribution"):
            return None
        found = {p.normal for p in slot.positions}
        return self.actors.get(found.pop() or "") if len(found) == 1 else None

    def home(self, event: Event) -> str | None:
        """The country whose clock comes first: of who began it, else of who acts first."""
        starter = self.starter(event)
        first = starter or next((self.actors[a] for a in event.actors if a in self.actors), None)
        return first.country if first else None

    def when(self, event: Event) -> str:
        """When an event was, its home clock first; empty where no report dates it."""
        spare = self.main.time.clocks if self.main and self.main.time else ()
        return clockwords.when(event, self.home(event), spare)

    def tied(self, event: Event) -> bool:
        """Whether the reports put this event and the main one in an order or link them."""
        if self.main is None or event.id == self.main.id:
            return False
        return (event.id, self.main.id) in self.pairs or (self.main.id, event.id) in self.pairs

    def weight(self, event: Event) -> float:
        """How much an event is worth a line on the first screen: told often, of two sides, dated, an act."""
        if event.type is None:
            return 0.0
        two = (event.reciprocal and len(event.actors) > 1) or (event.actors and event.recipients)
        verbal = event.type in ("STATEMENT", "SUPPORT", "REQUEST", "COOPERATE")
        act = 0.0 if verbal else 1.0 + abs(intensity(event.type)) / 4
        return (
            3.0 * len(event.reports)
            + 0.4 * min(len(event.mentions), 8)
            + (3.0 if two else 0.0 if event.actors else -4.0)
            + (3.0 if clockwords.bounds(event.time) else 0.0)
            + (2.0 if self.tied(event) else 0.0)
            + (2.5 if event.type == "CONSULT" and event.mode else 0.0)
            + act
        )


def outermost(claims: Sequence[Claim]) -> list[Claim]:
    """The claims whose passage lies in no longer passage of the others; one claim for each passage."""
    reach: dict[str, int] = {}
    chosen: set[str] = set()
    for claim in sorted(claims, key=lambda c: (c.evidence[0].start, -c.evidence[0].end)):
        end = claim.evidence[0].end
        if end > reach.get(claim.report, -1):
            reach[claim.report] = end
            chosen.add(claim.id)
    return [c for c in claims if c.id in chosen]


RECENT = timedelta(days=60)
"""How long before the latest of the dated events the one that reports are about may have ended."""


def main_event(memo: Memorandum) -> Event | None:
    """The event that the reports are about: in most reports, happened, dated, a talk, most often spoken of.

    What was over months before the reports is what they recall, not what they are about. Null where the memorandum
    has no event.
    """
    done = [clockwords.bounds(e.time) for e in memo.events if e.status in ("occurred", "ongoing")]
    latest = max((held[0] for held in done if held is not None), default=None)

    def recalled(event: Event) -> bool:
        held = clockwords.bounds(event.time)
        return latest is not None and held is not None and held[1] < latest - RECENT

    ranked = sorted(
        memo.events,
        key=lambda e: (
            -(e.status in ("occurred", "ongoing")),
            -e.whole,
            recalled(e),
            -(len(e.reports)),
            clockwords.bounds(e.time) is None,
            -(e.type == "CONSULT"),
            -len(e.mentions),
            e.id,
        ),
    )
    return ranked[0] if ranked else None
