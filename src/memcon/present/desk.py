"""The memorandum looked up: claims, actors, events and citations by id, for the builders of a view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from memcon.model.memo import Actor, Claim, Event, Memorandum, Report
from memcon.present.view import Cite
from memcon.present.words import names


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A memorandum with its parts by id, and the event that it is about (null if it has none)."""

    memo: Memorandum
    actors: Mapping[str, Actor]
    claims: Mapping[str, Claim]
    events: Mapping[str, Event]
    reports: Mapping[str, Report]
    main: Event | None

    @classmethod
    def of(cls, memo: Memorandum) -> Desk:
        """The desk of a memorandum."""
        return cls(
            memo=memo,
            actors={a.id: a for a in memo.actors},
            claims={c.id: c for c in memo.claims},
            events={e.id: e for e in memo.events},
            reports={r.id: r for r in memo.reports},
            main=main_event(memo),
        )

    def cites(self, claims: Iterable[str]) -> tuple[Cite, ...]:
        """One citation per report, its tightest passage first."""
        best: dict[str, Claim] = {}
        for claim in (self.claims[c] for c in claims if c in self.claims):
            held = best.get(claim.report)
            if claim.evidence and (held is None or len(claim.evidence[0]) < len(held.evidence[0])):
                best[claim.report] = claim
        found = [best[r.id] for r in self.memo.reports if r.id in best]
        return tuple(Cite(report=c.report, claim=c.id, quote=c.evidence[0].quote) for c in found)

    def of_event(self, event: str) -> list[Claim]:
        """The claims that rest on an event, in order of the memorandum."""
        return [c for c in self.memo.claims if c.event == event]

    def event_cites(self, event: Event) -> tuple[Cite, ...]:
        """One citation per report for the event itself, rather than for a slot of it."""
        own = [c.id for c in self.of_event(event.id) if c.slot is None]
        return self.cites(own or [c.id for c in self.of_event(event.id)])

    def voice(self, claim: Claim) -> str:
        """Who says it, outermost first, in short names; empty for the report's own voice."""
        links = [names(self.actors, [v.actor]) if v.actor else v.name for v in claim.voice]
        return ", as told by ".join(reversed([n for n in links if n]))


def main_event(memo: Memorandum) -> Event | None:
    """The event that the reports are about: in most reports, happened, a talk, most often spoken of.

    Null where the memorandum has no event.
    """
    ranked = sorted(
        memo.events,
        key=lambda e: (
            -(e.status in ("occurred", "ongoing")),
            -(len(e.reports)),
            -(e.type == "CONSULT"),
            -len(e.mentions),
            e.id,
        ),
    )
    return ranked[0] if ranked else None
