"""Cautions on what was news once: plans that are done or whose day has passed, a "first time" that was not the first.

A report is held against what older reports of the bundle tell, by the days on which they were published; a report
without a day of publication speaks for nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from memcon.extract.types import EventMention
from memcon.model.interval import day_words
from memcon.model.memo import Caution, Event
from memcon.reconcile.bounds import bounds_meet
from memcon.reconcile.bundle import Source, natural
from memcon.reconcile.events import Happening, shorten, words
from memcon.reconcile.findings import Findings, say
from memcon.reconcile.lexis import table
from memcon.reconcile.likeness import other_people
from memcon.reconcile.profile import REAL, TO_COME, Chain, published_day
from memcon.reconcile.slots import View

SHOWN = 90
MORNING = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A chain of mentions of an event, with the day on which its report was published, as an ordinal."""

    event: Event
    happening: Happening
    chain: Chain
    day: int


def stale(found: Findings, view: View) -> list[Caution]:
    """Cautions on what older reports of the bundle show to be no news."""
    days = {s.id: day for s in view.sources.values() if (day := published_day(s)) is not None}
    told = [
        _Told(event=e, happening=h, chain=c, day=days[c.report])
        for e in found.events
        for h in (found.happenings[e.id],)
        for c in h.group.chains
        if c.report in days and c.again is None
    ]
    by_type: dict[str, list[_Told]] = {}
    for one in told:
        if one.chain.type and one.chain.status in REAL:
            by_type.setdefault(one.chain.type, []).append(one)
    for some in by_type.values():
        some.sort(key=lambda t: (t.day, t.chain.key))
    out = [c for one in told for c in _plan(one, by_type.get(one.chain.type or "", ()), found, view)]
    warned = {c.event for c in out}
    newest = max(days, key=lambda r: (days[r], natural(r)), default=None)
    if newest is not None:
        out += [c for c in _passed(found, newest, days[newest]) if c.event not in warned]
    out += [c for one in told for c in _first(one, by_type.get(one.chain.type or "", ()), found, view)]
    return out


def _plan(one: _Told, done: Sequence[_Told], found: Findings, view: View) -> Iterator[Caution]:
    """What a report tells as to come and an older one as done, or what it tells so after the day itself."""
    if one.chain.status not in TO_COME or one.chain.type not in _diary() or one.chain.ordinals:
        return
    rules = _rules()
    span = _days(one.event)
    before = next((o for o in done if o.day < one.day and _is_done(one, span, o, rules)), None)
    if before is not None:
        yield _caution("stale-plan", one, found, view, older=before)
        return
    own = one.chain.days
    if own and all(high + 1 < one.day and high - low <= int(rules["recent"]) for low, high in own):
        yield _caution("stale-day", one, found, view, when="; ".join(_when(d) for d in own))


def _is_done(one: _Told, span: tuple[int, int] | None, other: _Told, rules: Mapping[str, Any]) -> bool:
    """Whether what was done is what was planned: alike, on its day or of late where the plan has none.

    A noun names an act without saying that it is done ("$40 million in aid"); a plan with a day of its own that
    is still to come is another.
    """
    if not _alike(one, other) or all(m.rule.startswith("act:noun") for m in other.chain.mentions):
        return False
    if any(low > one.day for low, _ in one.chain.days):
        return False
    if one.event.id == other.event.id:
        return True
    held = _days(other.event)
    if span is not None and span[1] - span[0] <= int(rules["recent"]):
        room = int(rules["loose"])
        low, high = held or (other.day - room, other.day)
        return low - room <= span[1] and span[0] <= high + room and span[0] <= one.day
    if span is not None and span[0] > one.day:
        return False
    last = held[1] if held is not None else other.day
    return 0 <= one.day - last <= int(rules["recent"])


def _passed(found: Findings, newest: str, day: int) -> Iterator[Caution]:
    """Plans whose day lies before the newest report, of which no report tells that they were done."""
    for event in found.events:
        span = _days(event)
        if event.type not in _diary() or span is None or span[1] + 1 >= day:
            continue
        if event.status != "planned" or span[1] - span[0] > int(_rules()["recent"]):
            continue
        if any(c.status in REAL for c in found.happenings[event.id].group.chains):
            continue
        claims = [
            i
            for c in found.happenings[event.id].group.chains
            for m in c.mentions
            if (i := found.book.mentions.get((c.report, m.id)))
        ]
        yield Caution(
            kind="plan-passed",
            text=say("plan-passed", what=event.label, when=_when(span), report=newest, day=_day(day)),
            event=event.id,
            claims=tuple(sorted(set(claims), key=natural)),
        )


def _first(one: _Told, done: Sequence[_Told], found: Findings, view: View) -> Iterator[Caution]:
    """What a report calls the first of its kind, and an older report tells of one before."""
    source = view.sources[one.chain.report]
    cue = next((c for m in one.chain.mentions if (c := _cue(source, m)) is not None), None)
    if cue is None or one.chain.status not in REAL | TO_COME:
        return
    mine = _days(one.event)
    for other in done:
        over = theirs[1] if (theirs := _days(other.event)) else other.day  # what is told as done is over by then
        if other.event.id == one.event.id or other.day >= one.day or not _alike(one, other):
            continue
        if mine is not None and over >= mine[0] and one.chain.status in REAL:
            continue
        yield _caution("not-first", one, found, view, older=other, said=cue)
        return


def _cue(source: Source, mention: EventMention) -> str | None:
    """The words that call an act the first of its kind, where they stand near it and say no more."""
    place = source.sentence(mention.sentence)
    if place is None:
        return None
    at, text = source.of(mention.trigger), re.sub(r"\s", " ", place.quote)
    reach = int(_rules()["reach"])
    for pattern in _patterns("first"):
        for found in pattern.finditer(text):
            low, high = place.start + found.start(), place.start + found.end()
            rest = text[found.end() :]
            near = max(low - at.end, at.start - high) <= reach
            if near and not any(p.search(rest) for p in _patterns("since")):
                return words(found.group())
    return None


def _alike(one: _Told, other: _Told) -> bool:
    """Whether two acts are of one kind between the same parties and people."""
    a, b = one.chain, other.chain
    if a.type != b.type or not a.parties or a.parties != b.parties or other_people(a, b):
        return False
    figures = [(x, y) for x in a.amounts for y in b.amounts if x.unit == y.unit]
    if figures and not any(bounds_meet(x, y) for x, y in figures):
        return False
    if a.type != "CONSULT":
        return a.acting == b.acting and bool(a.nouns & b.nouns)
    open_ = set(_rules()["open"])
    if len(a.parties) < 2 or (a.mode and b.mode and a.mode != b.mode):
        return False
    return bool((a.kinds - open_) & (b.kinds - open_))


def _caution(
    kind: str, one: _Told, found: Findings, view: View, *, older: _Told | None = None, said: str = "", when: str = ""
) -> Caution:
    """A caution with the words of both reports; it rests on the claims of both."""
    own = _claims(one, found)
    filled = {"what": one.event.label, "report": one.chain.report, "day": _day(one.day), "when": when}
    filled["words"] = said or _words(one, view)
    if older is not None:
        own += _claims(older, found)
        filled |= {"older": older.chain.report, "before": _day(older.day), "told": _words(older, view)}
    return Caution(kind=kind, text=say(kind, **filled), event=one.event.id, claims=tuple(sorted(set(own), key=natural)))


def _claims(one: _Told, found: Findings) -> list[str]:
    return [i for m in one.chain.mentions if (i := found.book.mentions.get((one.chain.report, m.id)))][:1]


def _words(one: _Told, view: View) -> str:
    """The words by which a report tells an act: its phrase, else what names it."""
    source, head = view.sources[one.chain.report], one.chain.head
    return shorten(words(source.of(head.phrase).quote or source.of(head.trigger).quote), SHOWN)


def _days(event: Event) -> tuple[int, int] | None:
    """The first and the last day of an event as ordinals, null where it has none.

    A stretch that ends in a morning does so because of clocks elsewhere: that morning's day is not told.
    """
    time = event.time
    if time is None or time.earliest is None or time.latest is None:
        return None
    low, high = datetime.fromisoformat(time.earliest), datetime.fromisoformat(time.latest)
    last = high.toordinal() - (high.hour < MORNING)
    return low.toordinal(), max(last, low.toordinal())


def _when(span: tuple[int, int]) -> str:
    low, high = (_day(d) for d in span)
    return low if low == high else f"{low} to {high}"


def _day(ordinal: int) -> str:
    return day_words(datetime.fromordinal(ordinal), year=True)


@cache
def _rules() -> Mapping[str, Any]:
    found: Mapping[str, Any] = table("stale")
    return found


@cache
def _diary() -> frozenset[str]:
    """Types of acts that stand in a diary while they are to come."""
    return frozenset(str(t) for t in table("cautions")["diary"])


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p, re.IGNORECASE) for p in _rules()[name])
