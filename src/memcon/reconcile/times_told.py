"""What else the clock solver's answer tells: plans that moved, clocks mixed in one report, what followed what."""

from __future__ import annotations

from memcon.reconcile.bundle import natural
from memcon.reconcile.clock_types import At
from memcon.reconcile.said import Said
from memcon.reconcile.times import Desk, Timing, claim_of, events_of, pair_of


def outdated(timing: Timing, desk: Desk) -> tuple[tuple[str, tuple[str, ...], str, str], ...]:
    """Dates of plans that have moved: event, claims, the words of the date before and of the one since."""
    out: dict[str, tuple[dict[str, None], dict[str, None], dict[str, None]]] = {}
    for one in timing.sayings.outdated:
        claim = claim_of(one, desk.book)
        if claim is None:
            continue
        ids, old, new = out.setdefault(desk.names[one.event], ({}, {}, {}))
        ids[claim] = None
        old[one.words.quote] = None
        new |= dict.fromkeys(s.words.quote for s in timing.of(one.event) if isinstance(s.statement, At))
    return tuple((e, tuple(i), " / ".join(o), " / ".join(n)) for e, (i, o, n) in sorted(out.items()))


def mixed(timing: Timing, desk: Desk) -> tuple[tuple[str, tuple[str, ...], str], ...]:
    """Statements that are right on another clock than the report's other ones: event, claims, words."""
    out = []
    for found in timing.solution.mixed:
        said = [s for s in timing.sayings.said if s.words.report == found.report and timing.placed[s.statement].kept]
        zoned = [(s, z) for s in said if (z := timing.placed[s.statement].zone)]
        dates = [z for s, z in zoned if isinstance(s.statement, At)]
        usual = min(dates or [z for _, z in zoned], key=lambda z: (-(dates or [z]).count(z), z))
        for one, zone in zoned:
            if zone != usual and zone in {z for z, _ in found.clocks}:
                claim = claim_of(one, desk.book)
                others = [c for s, z in zoned if z == usual and _near(s, one) and (c := claim_of(s, desk.book))]
                if claim:
                    ids = tuple(dict.fromkeys((claim, *others[:1])))
                    out.append((desk.names[one.event], ids, one.words.quote))
    return tuple(sorted(set(out), key=lambda m: (natural(m[1][0]), m[0])))


def _near(left: Said, right: Said) -> bool:
    return bool(set(events_of(left.statement)) & set(events_of(right.statement)))


def follows(timing: Timing, desk: Desk) -> list[tuple[str, str, str]]:
    """Links from orders: the later event, the earlier one, the claim that says so."""
    out = []
    for said in timing.sayings.said:
        pair = pair_of(said.statement)
        claim = claim_of(said, desk.book)
        if pair and claim and timing.placed[said.statement].kept:
            out.append((desk.names[pair[0]], desk.names[pair[1]], claim))
    return out
