"""The words of reports that a line of the outlook rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from memcon.model.memo import Claim, Event, Memorandum, Report, Time
from memcon.model.places import Span
from memcon.outlook.types import Cite

EDGE = 1000, 9000
"""Years between which a day is taken for one; what lies beyond cannot be reckoned with on every clock."""
MOST = 6
"""How many places are given for one thing; one of each report first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One story looked up: its number, reports, claims, and the claims of each event."""

    story: int
    memo: Memorandum
    reports: dict[str, Report]
    claims: dict[str, Claim]
    of_event: dict[str, tuple[Claim, ...]]
    events: dict[str, Event]

    def cite(self, place: Span, voice: str | None = None) -> Cite:
        """A place in a report's text as a cite."""
        report = self.reports[place.report]
        return Cite(
            story=self.story,
            report=report.id,
            file=report.file,
            published=report.published,
            start=place.start,
            end=place.end,
            quote=place.quote,
            voice=voice,
        )

    def of_claims(self, ids: Iterable[str], *, whole: bool = False) -> tuple[Cite, ...]:
        """The tightest words of some claims, or their sentences; one of each report first, each place once."""
        found: dict[tuple[str, int, int], Cite] = {}
        for id_ in ids:
            claim = self.claims.get(id_)
            if claim is None or not claim.evidence:
                continue
            place = claim.evidence[-1 if whole else 0]
            found.setdefault((place.report, place.start, place.end), self.cite(place, voice(claim)))
        return spread(found.values())

    def of_mentions(self, event: Event) -> tuple[Cite, ...]:
        """The sentences that speak of an event, one of each report first."""
        own = [c for c in self.of_event.get(event.id, ()) if c.evidence and c.slot is None and c.voice]
        voices = {c.evidence[-1]: voice(c) for c in own}
        told = {
            r
            for s in event.slots
            if s.slot == "status"
            for p in s.positions
            if p.value == event.status
            for r in p.reports
        }
        ordered = sorted(event.mentions, key=lambda m: bool(told) and m.report not in told)
        return spread([self.cite(m.sentence, voices.get(m.sentence)) for m in ordered])

    def told(self, event: Event) -> date | None:
        """The day on which the first dated report that speaks of an event was published."""
        days = [d for m in event.mentions if (d := published(self.reports[m.report]))]
        return min(days, default=None)

    def reached(self, event: Event) -> date | None:
        """The earliest day on which undated reports of an event can have been written: of the last act they date."""
        ends = []
        for report in event.reports:
            done = [
                e for e in self.memo.events if report in e.reports and e.status in {"occurred", "ongoing"} and e.time
            ]
            days = [found[1] for e in done if (found := days_of(e.time)) and found[0] == found[1]]
            if days:
                ends.append(max(days))
        return min(ends, default=None)


def desk(memo: Memorandum, story: int) -> Desk:
    """A memorandum looked up."""
    by: dict[str, list[Claim]] = {}
    for claim in memo.claims:
        if claim.event is not None:
            by.setdefault(claim.event, []).append(claim)
    return Desk(
        story=story,
        memo=memo,
        reports={r.id: r for r in memo.reports},
        claims={c.id: c for c in memo.claims},
        of_event={k: tuple(v) for k, v in by.items()},
        events={e.id: e for e in memo.events},
    )


def voice(claim: Claim) -> str | None:
    """Who says so: the outermost voice, null where the report speaks in its own."""
    return claim.voice[0].name if claim.voice else None


def spread(cites: Iterable[Cite]) -> tuple[Cite, ...]:
    """At most ``MOST`` cites, each place once, the first of every report before any second one."""
    seen: dict[tuple[int, str, int, int], Cite] = {}
    for c in cites:
        seen.setdefault((c.story, c.report, c.start, c.end), c)
    ordered: list[Cite] = []
    rest: list[Cite] = list(seen.values())
    while rest and len(ordered) < MOST:
        taken: set[str] = set()
        later: list[Cite] = []
        for c in rest:
            if c.report in taken:
                later.append(c)
            else:
                taken.add(c.report)
                ordered.append(c)
        rest = later
    return tuple(ordered[:MOST])


def moment(text: str | None) -> datetime | None:
    """A moment written down, in UTC; null where there is none, or no offset with it."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo and EDGE[0] < found.year < EDGE[1] else None
    except (ValueError, OverflowError):
        return None


def written(text: str | None) -> datetime | None:
    """A moment with the offset that it is written with; null where there is none, or what stands there is none."""
    return datetime.fromisoformat(text or "") if moment(text) is not None else None


def clock_of(name: str | None) -> ZoneInfo:
    """A time zone by its name; UTC where the name is none."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def published(report: Report) -> date | None:
    """The day of a report's publication on its own clock, null where it is not known."""
    try:
        found = date.fromisoformat((report.published or "")[:10])
    except ValueError:
        return None
    return found if EDGE[0] < found.year < EDGE[1] else None


def days_of(time: Time | None) -> tuple[date, date] | None:
    """The first and last day of a time, on the clock that it is written in; null where an end is open.

    An interval of up to two days is the one day that its middle falls on.
    """
    low, high = (moment(time.earliest), moment(time.latest)) if time else (None, None)
    if time is None or low is None or high is None:
        return None
    clock = datetime.fromisoformat(time.earliest or "").tzinfo
    if high - low <= timedelta(days=2):
        day = (low + (high - low) / 2).astimezone(clock).date()
        return day, day
    first, last = low.astimezone(clock).date(), (high - timedelta(seconds=1)).astimezone(clock).date()
    return first, max(first, last)


def words_of(cites: Sequence[Cite]) -> tuple[str, ...]:
    """Whose word some cites are: voices, and reports in their own voice by file."""
    return tuple(dict.fromkeys(c.voice or c.file for c in cites))
