"""When, from one report alone: every time expression resolved against the report's own moment.

The clock solver of ``reconcile`` needs a bundle; the coder sees one report. What the report does not
give stays open: no publication date stands in for a date.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from memcon.coder.scan import Scan
from memcon.extract.clauses import clause_status
from memcon.extract.graph import Graph, build, timex_head
from memcon.extract.lexicon import lexicon
from memcon.read.types import Timex
from memcon.reconcile.calendar import Context, Local, resolve

NEAR = 250
"""Characters after a date within which "the following day" still counts from it."""
COUNTABLE = frozenset({"day", "part-of-day", "instant", "week", "month", "year"})
LATER = frozenset({"planned", "proposed", "hypothetical", "threatened"})
PAST = frozenset({"VBD", "VBN"})


def _verbs(graph: Graph, at: int) -> list[int]:
    """The verbs above a token, nearest first."""
    return [i for i in graph.up(at) if graph.tokens[i].tag.startswith(("VB", "MD"))]


def ahead(graph: Graph, timex: Timex) -> bool | None:
    """Whether the clause of a time expression tells of what is to come; null where no verb shows it."""
    verbs = _verbs(graph, timex_head(graph, timex))
    if not verbs:
        return None
    verb = verbs[0]
    status = clause_status(graph, verb, lexicon().cues)
    if status in LATER:
        return True
    token = graph.tokens[verb]
    if token.tag == "VB" and len(verbs) > 1:
        above = lexicon().cues.verbs.get(graph.lemma(verbs[1]))
        if above is not None:
            return above in LATER
    if token.tag in PAST or status == "occurred":
        return False
    return None


def locals_of(scan: Scan, reference: datetime | None) -> tuple[Local, ...]:
    """For each time expression of a reading the stretch it means, in order; open where nothing completes it.

    ``reference`` is the moment of speech on its own wall clock, naive. A date of the dateline goes
    before it for what is told in the body where no reference is given.
    """
    reading = scan.reading
    graph = build(reading, scan.attributions, scan.report.side)
    today = None
    if reference is not None:
        start = reference.replace(hour=0, minute=0, second=0, microsecond=0)
        today = Local(low=start, high=start + timedelta(days=1), precision="day", basis="stated", value="")
    own = tuple(sorted({t.year for t in reading.timexes if t.year and t.month and t.anchor == "absolute"}))
    out: list[Local] = []
    last: tuple[int, Local] | None = None
    for timex in reading.timexes:
        before = last[1] if last is not None and timex.start - last[0] < NEAR else None
        if timex.unit == "year" and timex.low == 0:
            before = today
        future = ahead(graph, timex)
        if future is None and timex.month and timex.day:
            future = None
        local = resolve(timex, Context(reference=reference, own=own, future=future, before=before or today))
        out.append(local)
        if local.low is not None and timex.type != "DURATION" and local.precision in COUNTABLE:
            last = (timex.start, local)
    return tuple(out)


def reference_of(published: str | None) -> datetime | None:
    """A date or date and time as a naive moment on its own clock; null for none or an unreadable one."""
    if not published:
        return None
    try:
        return datetime.fromisoformat(published).replace(tzinfo=None)
    except ValueError:
        return None
