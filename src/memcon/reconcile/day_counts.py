"""Cautions on clocks and on how firm a plan is: what is right in one capital or in one report alone.

"A day after the call" holds where midnight lay between the two and not where it did not; "in the small hours of
the 12th" and "late on the 11th" are one moment; a visit that one side "will" make was only asked for by the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from memcon.model.memo import Caution, Claim, Event, Time
from memcon.reconcile.bundle import natural
from memcon.reconcile.clock_types import Days
from memcon.reconcile.findings import Findings, say
from memcon.reconcile.slots import View
from memcon.reconcile.times import Desk, Timing, claim_of

LONGEST = timedelta(days=2)
"""Stretches longer than this say nothing of a count of days."""
FAR = 3
"""Days from which on it no longer matters on which clock they are counted."""
FIRM, LOOSE = frozenset({"planned"}), frozenset({"proposed", "hypothetical", "threatened"})


def _days(time: Time | None) -> Mapping[str, tuple[date, date]]:
    """The first and the last local day of a time in each party's capital, of short stretches alone."""
    out: dict[str, tuple[date, date]] = {}
    for clock in time.clocks if time else ():
        first, last = (datetime.fromisoformat(t) for t in (clock.earliest, clock.latest))
        if last - first <= LONGEST:
            out[clock.country] = (first.date(), (last - timedelta(minutes=1)).date())
    return out


def counted(timing: Timing, desk: Desk, events: Mapping[str, Event]) -> tuple[tuple[str, tuple[str, ...], str], ...]:
    """Distances in days that hold on the clock of one party and not on that of another: event, claims, words."""
    out: dict[tuple[str, str], tuple[str, tuple[str, ...], str]] = {}
    for said in timing.sayings.said:
        made = said.statement
        claim = claim_of(said, desk.book)
        if not isinstance(made, Days) or not timing.placed[made].kept or claim is None:
            continue
        least, most = sorted((abs(made.low), abs(made.high)))
        if made.low * made.high < 0 or most == 0 or most > FAR or most - least > 1:
            continue
        one, two = (_days(events[desk.names[int(n[1:])]].time) for n in (made.event, made.other))
        fits: dict[bool, str] = {}
        for country in sorted(one.keys() & two.keys()):
            low, high = (one[country][0] - two[country][1]).days, (one[country][1] - two[country][0]).days
            fits[low <= made.high and made.low <= high] = country
        if len(fits) == 2:
            name = desk.names[said.event]
            out[name, claim] = (name, (claim,), said.words.quote)
    return tuple(out[k] for k in sorted(out, key=lambda k: (natural(k[1]), k[0])))


def clocks_apart(found: Findings, view: View) -> list[Caution]:
    """Hours and parts of the day at which press reports put a contact on clocks of their own, without saying so.

    A side's own text tells its own clock and needs no warning.
    """
    done = {event for event, _, _ in found.mixed}
    out = []
    for event in found.events:
        slot = next((s for s in event.slots if s.slot == "time" and s.reason == "clock"), None)
        if slot is None or event.id in done:
            continue
        known = found.book.known
        claims = [c for p in slot.positions for c in p.claims if not view.line.sides.get(known[c].report)]
        if not any(_of_hour(known[c], view) for c in claims):
            continue
        told = [f"{', '.join(p.reports)}: “{p.value}”" for p in slot.positions]
        out.append(
            Caution(
                kind="mixed-clocks",
                text=say("clocks-apart", what=event.label, told="; ".join(told)),
                event=event.id,
                claims=tuple(sorted(set(claims), key=natural)),
            )
        )
    return out


def _of_hour(claim: Claim, view: View) -> bool:
    """Whether a claim of time names an hour or a part of the day, on a clock that it does not name."""
    source = view.sources[claim.report]
    place = claim.evidence[0]
    timexes = [t for t in source.reading.timexes if t.start < place.end and place.start < t.end]
    return any(t.part or t.hour is not None for t in timexes) and not place.quote.lower().endswith(" time")


def firmer(found: Findings) -> list[Caution]:
    """Plans that one report tells as settled and another only as asked for or talked of."""
    out = []
    for event in found.events:
        if event.status not in FIRM:
            continue
        told: dict[bool, dict[str, list[str]]] = {True: {}, False: {}}
        for chain in found.happenings[event.id].group.chains:
            for mention in chain.mentions:
                claim = found.book.mentions.get((chain.report, mention.id))
                if claim and mention.status in FIRM | LOOSE and not mention.anaphoric:
                    told[mention.status in FIRM].setdefault(chain.report, []).append(claim)
        firm, loose = (sorted(told[k].keys() - told[not k].keys(), key=natural) for k in (True, False))
        if firm and loose:
            claims = _claims(told[True], firm) + _claims(told[False], loose)
            out.append(
                Caution(
                    kind="attribution-lost",
                    text=say("firmer", what=event.label, firm=", ".join(firm), loose=", ".join(loose)),
                    event=event.id,
                    claims=tuple(sorted(set(claims), key=natural)),
                )
            )
    return out


def _claims(told: Mapping[str, list[str]], reports: Sequence[str]) -> list[str]:
    return [c for r in reports for c in told[r]]
