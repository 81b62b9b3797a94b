"""Whether a date or an hour of the draft is the reports', on the clock that it is told on and on the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from memcon.extract.graph import timex_head
from memcon.model.interval import Interval, intersection
from memcon.model.memo import Event, Time
from memcon.model.places import Span
from memcon.proof.frames import Frame
from memcon.proof.lexis import words
from memcon.proof.record import Page, Record
from memcon.read.types import Timex
from memcon.reconcile.calendar import Context, Local, absolute, moment, resolve
from memcon.reconcile.clock_words import on_clock
from memcon.reconcile.zones import capital, names, of_place

HOUR = timedelta(hours=1, minutes=30)
"""Stretches up to this are an hour of the clock."""
KNOWN = frozenset({"instant", "part-of-day", "day", "week", "month"})
SIGNS = frozenset({"absolute", "partial"})
SHORT = timedelta(days=2)
"""Stretches up to this are days and hours; what is longer is a week, a month, a part of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A time that a report gives an act: on its own wall clock where it is so told, and as instants."""

    place: Span
    local: Local | None
    spans: tuple[Interval, ...]
    zones: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A time of the draft against the reports': right or not, whose words decide it, why, and how to put it."""

    right: bool
    told: Told
    why: str = ""
    say: str = ""


def _latest(record: Record) -> tuple[str | None, str | None]:
    dated = [(r.published, r.zone) for r in record.memo.reports if r.published and "T" in r.published]
    return max(dated, key=lambda d: datetime.fromisoformat(d[0]).timestamp(), default=(None, None))


def years(record: Record) -> tuple[int, ...]:
    """The years that the reports were published in."""
    return tuple(sorted({int(r.published[:4]) for r in record.memo.reports if r.published}))


def draft_moment(record: Record) -> tuple[str | None, str | None]:
    """The moment that a draft's weekdays are counted from: that of the latest report, and its zone."""
    return _latest(record)


def local(record: Record, page: Page, timex: Timex, *, future: bool) -> Local | None:
    """A time expression on its own wall clock; null where it names no day, week or month."""
    if timex.bound is not None or timex.type in {"DURATION", "SET"} or timex.modifier in {"earlier", "later"}:
        return None
    if timex.anchor not in SIGNS and timex.weekday is None and page.report.published is None:
        return None
    reference = moment(page.report.published, page.report.zone)
    found = resolve(timex, Context(reference=reference, bundle=years(record), future=future))
    return found if found.resolved and found.precision in KNOWN else None


def of_frame(page: Page, frame: Frame) -> list[Timex]:
    """The time expressions in the words of a clause."""
    found = [t for t in page.times.get(frame.sentence, ()) if any(t.first <= i < t.last for i in frame.tokens)]
    return sorted(found, key=lambda t: _depth(page, frame, t))


def _depth(page: Page, frame: Frame, timex: Timex) -> int:
    """How many steps a time expression stands below the head of a clause."""
    at = timex_head(page.graph, timex)
    ups = [at, *page.graph.up(at)]
    return ups.index(frame.head) if frame.head in ups else len(ups)


def dates(page: Page, frame: Frame) -> list[Timex]:
    """The dates and hours in the words of a clause, lengths of time and vague words ("recently", "now") left out."""
    return [t for t in of_frame(page, frame) if t.type in {"DATE", "TIME"} and not t.value.endswith("_REF")]


def _zones(page: Page, frame: Frame) -> tuple[str, ...]:
    """The clocks that a report may tell a time on: a side's own, else its own and those of places and parties."""
    report = page.report
    if report.side:
        own = report.zone or capital(report.side)
        return (own,) if own else ()
    found = [z for w in frame.words if w.place for n in sorted(w.who) if (z := of_place(n))]
    found += [z for z in (report.zone, of_place(report.dateline)) if z]
    found += [z for w in frame.words for c in sorted(w.of) if (z := capital(c))]
    return tuple(dict.fromkeys(found))


def _instants(time: Time | None) -> Interval | None:
    if time is None or not time.earliest or not time.latest or time.precision not in KNOWN:
        return None
    return Interval(low=datetime.fromisoformat(time.earliest), high=datetime.fromisoformat(time.latest))


def event_of(record: Record, page: Page, frame: Frame) -> Event | None:
    """The memorandum's event that a clause of a report tells, by its trigger."""
    head = page.graph.tokens[frame.head].start
    spots = [head, *(page.graph.tokens[i].start for i in sorted(frame.tokens))]
    for start in spots:
        found = record.at.get((page.id, start))
        if found is not None:
            return found
    return None


def told(record: Record, page: Page, frame: Frame) -> list[Told]:
    """The times that a report gives the act of a clause: in its own words, and as all reports together have it."""
    out = []
    zones = _zones(page, frame)
    given_up, instead = former(page, frame)
    for timex in (*(t for t in of_frame(page, frame) if t not in given_up), *instead):
        own = local(record, page, timex, future=frame.status not in {"occurred", "ongoing"})
        if own is None:
            continue
        text = record.text(page.id)
        place = Span.of(page.id, text, timex.start, timex.end)
        options = (own.zone,) if own.zone else zones
        out.append(Told(place=place, local=own, spans=tuple(absolute(own, z) for z in options), zones=options))
    event = event_of(record, page, frame)
    if given_up and out:
        return out
    if (
        out
        and event is not None
        and page.graph.tokens[frame.head].start not in {m.trigger.start for m in event.mentions}
    ):
        return out  # the clause has its own time; an act that it only speaks of has another
    span = _instants(event.time) if event else None
    if event is not None and event.time is not None and span is not None:
        place = event.time.words[0] if event.time.words else event.mentions[0].trigger
        seats = tuple(c.zone for c in event.time.clocks)
        out.append(Told(place=place, local=None, spans=(span,), zones=seats or zones))
    return out


def former(page: Page, frame: Frame) -> tuple[list[Timex], list[Timex]]:
    """The dates of a clause that hold no more since the act was moved, and those that it was moved to.

    "Was to meet on 3 November, but the meeting has been moved to the 10th"; "will meet on 28 April … had been set for
    the 21st".
    """
    own = dates(page, frame)
    plans = frozenset(n for m in page.extraction.mentions for n in m.former)
    gone = [t for n, t in enumerate(page.reading.timexes) if n in plans and t in own]
    here = page.graph.sentence(frame.head)
    around = [
        s
        for s in page.reading.sentences[max(0, here.i - 1) : here.i + 2]
        if s.paragraph == here.paragraph and s.end > s.start
    ]
    others = [
        t for t in page.reading.timexes if t not in own and t.type == "DATE" and any(s.i == t.sentence for s in around)
    ]
    if own and not gone and _was_to(page, frame):
        spots = [i for s in around for i in range(s.first, s.last)]
        gone = own if any(_moving(page, i) for i in spots) else []
    instead = [t for t in others if gone and _moved_to(page, t)]
    if gone and not instead:
        instead = [t for t in others if _ahead(page, t)][:1]
    return gone, instead


def calendar(
    record: Record, pages: Iterable[Page], frames: Iterable[Frame]
) -> tuple[tuple[tuple[datetime, datetime], ...], frozenset[tuple[str, int]]]:
    """The days that the reports tell, on their own wall clocks, and the dates of plans given up."""
    held = {p.id: p for p in pages}
    gone = frozenset((f.report, t.start) for f in frames for t in former(held[f.report], f)[0])
    days: set[tuple[datetime, datetime]] = set()
    for page in held.values():
        for timex in page.reading.timexes:
            if (page.id, timex.start) in gone or timex.type == "SET":
                continue
            for future in (False, True):
                bare = replace(timex, bound=None, modifier=None)
                found = local(record, page, bare, future=future)
                if found is not None and found.low is not None and found.high is not None:
                    days.add((found.low, found.high))
        if page.report.published and "T" in page.report.published:
            told = datetime.fromisoformat(page.report.published).replace(tzinfo=None)
            days.add((told, told + timedelta(minutes=1)))
    return tuple(sorted(days)), gone


def known(record: Record, draft: Page, days: Iterable[tuple[datetime, datetime]], timex: Timex) -> bool:
    """Whether a day of the draft is one that the reports tell, or the one before or after, as on another clock."""
    for future in (False, True):
        mine = local(record, draft, timex, future=future)
        if mine is None or mine.low is None or mine.high is None:
            return True
        if any(mine.low < high and low < mine.high for low, high in days):
            return True
    return False


def _was_to(page: Page, frame: Frame) -> bool:
    """Whether a clause tells a plan as past: "was to debate", "had been set for", "was due", "was expected on"."""
    graph = page.graph
    verbs = {frame.head, *frame.above[:4]}
    verbs |= {k for v in verbs for k in graph.kids(v, "aux", "auxpass")}
    past = any(graph.tokens[v].norm in {"was", "were", "had"} for v in verbs)
    return past and not any(graph.lemma(v) in words("moving") for v in verbs)


def _moved_to(page: Page, timex: Timex) -> bool:
    """Whether a date hangs on a verb of moving: "has been put back to August 7"."""
    graph = page.graph
    at = timex_head(graph, timex)
    for i in (at, *graph.up(at)[:4]):
        if _moving(page, i):
            return True
        if graph.tokens[i].tag.startswith("VB"):
            return False
    return False


def _moving(page: Page, i: int) -> bool:
    """Whether a word is a verb of moving a date: "postponed", "put off"."""
    graph = page.graph
    if not graph.tokens[i].tag.startswith("VB"):
        return False
    lemma = graph.lemma(i)
    particles = [f"{lemma} {graph.lemma(k)}" for k in graph.kids(i, "prt", "advmod")]
    return lemma in words("moving") or any(p in words("moving") for p in particles)


def _ahead(page: Page, timex: Timex) -> bool:
    """Whether a date stands under a verb of what is to come: "will meet on April 28"."""
    graph = page.graph
    at = timex_head(graph, timex)
    return any(
        graph.tokens[k].norm in {"will", "shall", "to", "wo"} for i in graph.up(at)[:4] for k in graph.kids(i, "aux")
    )


def _meets(one: Local, two: Local) -> bool:
    if one.low is None or one.high is None or two.low is None or two.high is None:
        return False
    return one.low < two.high and two.low < one.high


def _same(one: Interval, two: Interval) -> bool:
    """Whether two stretches share at least half of the shorter: an hour at midnight makes no day another's."""
    shared = intersection(one, two)
    lengths = [i.length for i in (shared, one, two)] if shared else []
    if not lengths or any(n is None for n in lengths):
        return False
    both, first, second = (n.total_seconds() for n in lengths if n is not None)
    return both >= min(first, second) / 2


def _day(one: Local) -> Local:
    """The whole days of a local time."""
    if one.low is None or one.high is None:
        return one
    low = one.low.replace(hour=0, minute=0)
    high = one.high if (one.high.hour, one.high.minute) == (0, 0) else one.high.replace(hour=23, minute=59)
    return replace(one, low=low, high=high)


def _width(one: Local | Told) -> timedelta | None:
    """How long a stretch of time is; null where it is open."""
    if isinstance(one, Told):
        lengths = [s.length for s in one.spans]
        known = [n for n in lengths if n is not None]
        return min(known) if known else _width(one.local) if one.local is not None else None
    return one.high - one.low if one.low is not None and one.high is not None else None


def _as_exact(mine: Local, known: list[Told]) -> list[Told]:
    """Of what the reports tell, that which is as exact as the draft, where there is any.

    "Early in May" of one report is no word for the 7th where others have the 6th.
    """
    width = _width(mine)
    if width is not None and width <= HOUR:
        return [t for t in known if (n := _width(t)) is not None and n <= HOUR] or known  # "at dawn" is no word for six
    if width is None or width > SHORT:
        return known
    return [t for t in known if (n := _width(t)) is not None and n <= SHORT] or known


def weigh(mine: Local, clock: str | None, found: Sequence[Told], home: Iterable[str]) -> Verdict | None:
    """A draft's time against what the reports tell. ``clock`` is the zone that the draft names; null leaves it open.

    Null where no report tells a time for it.
    """
    known = _as_exact(mine, [t for t in found if t.spans or t.local])
    if not known:
        return None
    seats = list(dict.fromkeys([*home, *(z for t in known for z in t.zones)]))
    for one in known:
        if clock is None and one.local is not None and _meets(mine, one.local):
            return Verdict(right=True, told=one)
        if clock is not None and one.local is not None and clock in one.zones and _meets(mine, one.local):
            return Verdict(right=True, told=one)
        zones = [clock] if clock else seats
        if (clock is not None or one.local is None) and any(
            _same(absolute(mine, z), s) for z in zones for s in one.spans
        ):
            return Verdict(right=True, told=one)
    best = next((t for t in known if t.local is None), known[0])
    return Verdict(right=False, told=best, why=_why(mine, clock, best, seats), say=_say(best, clock))


def _why(mine: Local, clock: str | None, told: Told, seats: Sequence[str]) -> str:
    """Why a time is wrong: whose clock it is right on, or that it is right on none."""
    called = names([*seats, *([clock] if clock else [])])
    for zone in seats:
        if zone == clock:
            continue
        if any(_same(absolute(mine, zone), s) for s in told.spans):
            here = f"; in {called[clock]} it was {on_clock(told.spans[0], clock)}" if clock and told.spans else ""
            return f"right on {called[zone]}’s clock{here}"
    for zone in seats:
        if any(_same(absolute(_day(mine), zone), s) for s in told.spans):
            other = clock or next((z for z in seats if z != zone), None)
            there = f"{on_clock(told.spans[0], zone)}, in {called[zone]}"
            here = f", {on_clock(told.spans[0], other)}, in {called[other]}" if other and other != zone else ""
            return f"the date is {called[zone]}’s, the hour is not: it was {there}{here}"
    return f"the reports have “{' '.join(told.place.quote.split())}”"


def _say(told: Told, clock: str | None) -> str:
    if told.spans and clock:
        return f"say: {on_clock(told.spans[0], clock)}, in {names([clock])[clock]}"
    if told.spans and told.zones and told.local is None:
        zone = told.zones[0]
        return f"say: {on_clock(told.spans[0], zone)}, in {names([zone])[zone]}"
    return f"say: {' '.join(told.place.quote.split())}"


def named_clock(page: Page, timex: Timex, frame: Frame) -> str | None:
    """The zone that a draft tells a time on: by its own words, by a place in the same clause, else by its dateline."""
    if timex.zone:
        return timex.zone
    places = [w for w in frame.words if w.place]
    zones = [z for w in places for n in (*sorted(w.who), w.lemma) if (z := of_place(n))]
    if len(set(zones)) == 1:
        return zones[0]
    return of_place(page.report.dateline)


def local_zone(zone: str) -> ZoneInfo:
    """A zone by its name."""
    return ZoneInfo(zone)
