"""The clock solver: one assignment of clocks under which all that the reports say of time holds.

A statement puts an event in a stretch of some wall clock (``At``), so long after another (``Apart``)
or so many calendar days from it (``Days``). ``solve`` chooses the clock of each statement and the
statements that cannot stand, and minimises, in this order: statements dropped (a statement of many
reports counts for each, and vague ones give way), switches of clock among one report's dates, clocks
used, relations counted on another clock than their report's dates, and clocks that are no party's
own. ``docs/clock-solver.md`` tells it in prose; ``clock_search`` holds the search.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from memcon.model.interval import hull
from memcon.reconcile.clock_search import search
from memcon.reconcile.clock_types import (
    At,
    Dated,
    Mixed,
    Placed,
    Solution,
    Statement,
    Verdict,
    events_of,
    is_firm,
    sort_key,
)

NODE_CAP = 100_000
"""Search nodes for one group of events, after which the answer is the best found, not proven."""

WORK_CAP = 5_000_000
"""Edges and statements looked at for one group, after which the same holds; counted, so that it is no clock."""

WORK_POOL = 15_000_000
"""The same for all groups together; the small ones go first."""

TIE_CAP = 600
"""Equally good arrangements looked at; beyond it the interval is that of the chosen one."""


UNSURE = "There are too many statements to be sure that this is the best reading."
"""What an explanation says of a time that is not ``exact``."""


def solve(
    statements: Sequence[Statement],
    *,
    node_cap: int = NODE_CAP,
    work_cap: int = WORK_CAP,
    work_pool: int = WORK_POOL,
) -> Solution:
    """The best arrangement of all statements; the order in which they come does not matter."""
    ordered = sorted(set(statements), key=sort_key)
    times: list[Dated] = []
    placed: list[Placed] = []
    exact = whole = True
    for group in sorted(groups(ordered), key=len):
        found = search(group, node_cap=node_cap, tie_cap=TIE_CAP, work_cap=min(work_cap, work_pool))
        work_pool -= found.work
        placed += found.placed
        exact, whole = exact and found.exact, whole and found.whole
        for event, pieces in found.pieces:
            times.append(Dated(event=event, interval=hull(pieces), pieces=pieces, exact=found.exact))
    placed.sort(key=lambda p: sort_key(p.statement))
    times.sort(key=lambda t: (t.interval.low or datetime.min.replace(tzinfo=UTC), t.event))
    return Solution(
        times=tuple(times),
        placed=tuple(placed),
        mixed=_mixed(placed),
        verdicts=_verdicts(placed),
        exact=exact,
        whole=whole,
    )


def groups(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Statements parted by the events that relations tie together, in a stable order."""
    parent: dict[str, str] = {}

    def root(event: str) -> str:
        parent.setdefault(event, event)
        while parent[event] != event:
            parent[event] = parent[parent[event]]
            event = parent[event]
        return event

    for statement in statements:
        first, *rest = events_of(statement)
        a = root(first)
        for other in rest:
            b = root(other)
            parent[max(a, b)] = min(a, b)
            a = min(a, b)
    out: dict[str, list[Statement]] = {}
    for statement in statements:
        out.setdefault(root(events_of(statement)[0]), []).append(statement)
    return [out[k] for k in sorted(out)]


def _mixed(placed: Sequence[Placed]) -> tuple[Mixed, ...]:
    """Reports that use more than one clock for events tied to one another."""
    out: list[Mixed] = []
    by_group = groups([p.statement for p in placed])
    clock_of = {p.statement: p.clock for p in placed if p.kept and p.clock is not None}
    for group in by_group:
        for report in sorted({s.report for s in group}):
            words: dict[str, list[str]] = {}
            for statement in group:
                zone = clock_of.get(statement)
                if statement.report == report and zone is not None:
                    words.setdefault(zone, []).append(statement.words)
            if len(words) > 1:
                clocks = tuple((z, tuple(dict.fromkeys(words[z]))) for z in sorted(words))
                out.append(Mixed(report=report, clocks=clocks, switches=len(words) - 1))
    return tuple(out)


def _crossed(ats: Sequence[Placed]) -> bool:
    """Whether two hours or parts of a day, right on two clocks, overlap on one without either lying in the other."""
    hours = [
        (p.statement.low, p.statement.high, p.clock)
        for p in ats
        if isinstance(p.statement, At) and p.statement.low and p.statement.high and p.clock
        if p.statement.high - p.statement.low < timedelta(hours=20)
    ]
    return any(a < c < b < d and x != y for a, b, x in hours for c, d, y in hours)


def _verdicts(placed: Sequence[Placed]) -> tuple[Verdict, ...]:
    out: list[Verdict] = []
    for event in sorted({p.statement.event for p in placed if isinstance(p.statement, At)}):
        ats = [p for p in placed if isinstance(p.statement, At) and p.statement.event == event]
        reports = tuple(sorted({p.statement.report for p in ats}))
        about = [p for p in placed if not p.kept and is_firm(p.statement) and event in events_of(p.statement)]
        dropped = tuple(p.statement for p in about)
        if dropped:
            out.append(Verdict(event=event, standing="disputed", reports=reports, dropped=dropped))
            continue
        if len(reports) < 2:
            out.append(Verdict(event=event, standing="single", reports=reports))
            continue
        spans = {(p.statement.low, p.statement.high) for p in ats if isinstance(p.statement, At)}
        if len(spans) == 1:
            out.append(Verdict(event=event, standing="agreed", reports=reports))
            continue
        low = max((s[0] for s in spans if s[0] is not None), default=None)
        high = min((s[1] for s in spans if s[1] is not None), default=None)
        apart = (low is not None and high is not None and low >= high) or _crossed(ats)
        out.append(
            Verdict(event=event, standing="compatible", reason="clock" if apart else "granularity", reports=reports)
        )
    return tuple(out)
