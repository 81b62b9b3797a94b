"""What later reports tell of a plan: that it moved, was confirmed, cancelled or held.

A sentence is about a plan where it names the plan's kind ("visit", "trip") and who takes part; what it says of the
plan is found by the patterns of ``data/plans.yaml``, in reports that came after the first one that told of it (or in
that one, further down).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

from memcon.model.data import mapping
from memcon.model.interval import MONTHS
from memcon.model.memo import Claim, Event
from memcon.outlook.cites import Desk, moment
from memcon.outlook.matching import bag
from memcon.outlook.parties import Cast
from memcon.outlook.sentences import Line, named
from memcon.outlook.types import Cite

WEEKDAY = re.compile(r"XXXX-WXX-([1-7])")
DATE = re.compile(r"(\d{4}|XXXX)-(\d\d)(?:-(\d\d))?")
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
NEW = re.compile(
    rf"\b(?:to|until|till)\s+(?:\w+day,?\s+)?(?P<words>(?P<d1>\d{{1,2}})\s+(?P<m1>{_MONTH})|(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}}))\b"
)
DONE = frozenset({"occurred", "ongoing"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A sentence that tells of a change; ``words`` the new time in it, ``event`` the act of changing, if it is one."""

    cite: Cite
    words: str | None = None
    event: str | None = None
    days: tuple[date, date] | None = None
    """The first and the last day of the new time, where its words give them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """All that later sentences tell of one plan, in order of publication; ``held`` is the event that it became."""

    moved: tuple[Told, ...] = ()
    confirmed: tuple[Told, ...] = ()
    cancelled: tuple[Told, ...] = ()
    held: str | None = None
    done: Cite | None = None
    """A sentence that tells the plan as done where no act of the memorandum does."""


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in mapping("outlook", "plans")[name]), re.IGNORECASE)


@cache
def _unless() -> re.Pattern[str]:
    return re.compile(mapping("outlook", "plans")["unless"], re.IGNORECASE)


@cache
def _nouns() -> dict[str, int]:
    """The row of each noun of plans."""
    return {word: i for i, row in enumerate(mapping("outlook", "plans")["nouns"]) for word in row}


def fates(here: Desk, people: Cast, plans: Sequence[Event], sentences: Sequence[Line]) -> dict[str, Fate]:
    """What became of each plan; under "" the cancellations of plans that nothing told of before."""
    out: dict[str, Fate] = {}
    acts = {(m.sentence.report, m.sentence.start): e for e in here.memo.events for m in e.mentions}
    claimed: set[tuple[str, int]] = set()
    for plan in plans:
        rows, begun = _rows(plan), _begun(here, plan)
        found: dict[str, list[Told]] = {"moved": [], "confirmed": [], "cancelled": []}
        for line in sentences:
            if begun is None or line.published is None or line.published < begun:
                continue
            if not _about(people, plan, rows, line):
                continue
            own = {m.trigger.start for m in plan.mentions if m.trigger.report == line.place.report}
            for kind, told in found.items():
                said = _pattern(kind).search(line.place.quote)
                if said is None or _unless().search(line.place.quote[: said.start()]):
                    continue
                if kind == "confirmed" and line.published == begun:
                    continue
                act = _changing(here, line, said.start() + line.place.start) if kind != "confirmed" else None
                time = _time_in(here, line, act) if kind == "moved" else None
                new = _new_day(line, said.end()) if kind == "moved" else None
                if kind == "cancelled" and (act is None or act.type not in {"REJECT", "SANCTION"}) and not own:
                    continue
                told.append(
                    Told(
                        cite=here.cite(line.place, _voice(here, line)),
                        words=new[0] if new else time.value if time else None,
                        event=act.id if act else None,
                        days=new[1] if new else days_of(time.normal, line.published) if time else None,
                    )
                )
                if kind == "cancelled":
                    claimed.add((line.place.report, line.place.start))
        out[plan.id] = Fate(
            moved=tuple(found["moved"]),
            confirmed=tuple(found["confirmed"]),
            cancelled=tuple(found["cancelled"]),
            held=_held(here, people, plan, tuple(found["moved"])),
            done=_done(here, people, plan, tuple(found["moved"]), sentences),
        )
    out[""] = Fate(cancelled=tuple(_alone(here, sentences, acts, claimed)))
    return out


def _rows(plan: Event) -> set[int]:
    """The rows of nouns that a plan goes by."""
    words = {w for m in plan.mentions for w in re.findall(r"[\w-]+", m.trigger.quote.lower())}
    words |= {plan.mode or "", *re.findall(r"[\w-]+", plan.label.lower())}
    known = _nouns()
    return {known[w] for w in words if w in known}


def _begun(here: Desk, plan: Event) -> datetime | None:
    """When the plan was first told of."""
    stamps = [s for m in plan.mentions if (s := moment(here.reports[m.report].published))]
    return min(stamps, default=None)


def _about(people: Cast, plan: Event, rows: set[int], line: Line, *, own: bool = True) -> bool:
    """Whether a sentence speaks of a plan: by its noun and a person of it, or two parties, or the place and a party."""
    text = line.place.quote
    own = own and any(
        m.sentence.report == line.place.report and m.sentence.start == line.place.start for m in plan.mentions
    )
    if own:
        return True
    words = set(re.findall(r"[\w-]+", text.lower()))
    known = _nouns()
    if not any(known.get(w) in rows for w in words):
        return False
    who = named(text, (*plan.actors, *plan.recipients), people.actors)
    if any(people.actors[a].kind == "person" for a in who):
        return True
    parties = set(people.parties((*plan.actors, *plan.recipients)))
    return len(parties & {*people.parties(who), *bag(text).states}) >= 2


def _changing(here: Desk, line: Line, at: int) -> Event | None:
    """The act whose trigger holds the words of a change."""
    for event in here.memo.events:
        for mention in event.mentions:
            if mention.trigger.report == line.place.report and mention.trigger.start <= at < mention.trigger.end:
                return event
    return None


def _voice(here: Desk, line: Line) -> str | None:
    for claim in here.memo.claims:
        if claim.report == line.place.report and claim.voice and claim.evidence[-1].start == line.place.start:
            return claim.voice[0].name
    return None


def days_of(normal: str | None, told: datetime) -> tuple[date, date] | None:
    """The days that a date without its year means for something to come, told at a moment; null for other times."""
    if normal is None:
        return None
    week = WEEKDAY.fullmatch(normal)
    if week is not None:
        ahead = (int(week[1]) - told.isoweekday() - 1) % 7 + 1
        day = told.date() + timedelta(days=ahead)
        return day, day
    found = DATE.fullmatch(normal)
    if found is None:
        return None
    year = int(found[1]) if found[1] != "XXXX" else told.year
    month, number = int(found[2]), int(found[3]) if found[3] else None
    for one in (year, year + 1):
        try:
            first = date(one, month, number or 1)
        except ValueError:
            return None
        last = first if number else (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        if found[1] != "XXXX" or last >= told.date() - timedelta(days=1):
            return first, last
    return None


def _new_day(line: Line, after: int) -> tuple[str, tuple[date, date]] | None:
    """The day that stands behind "to" or "until" after the words of a move: its words, and the day."""
    found = NEW.search(line.place.quote, after)
    if found is None or line.published is None:
        return None
    number, month = (found["d1"], found["m1"]) if found["d1"] else (found["d2"], found["m2"])
    days = days_of(f"XXXX-{MONTHS.index(month[:3].title()) + 1:02}-{int(number):02}", line.published)
    return (" ".join(found["words"].split()), days) if days else None


def _time_in(here: Desk, line: Line, act: Event | None) -> Claim | None:
    """The new time that a sentence gives: of the act of moving, else the last one in it."""
    times = [
        c
        for c in here.memo.claims
        if c.slot == "time"
        and c.evidence
        and c.report == line.place.report
        and line.place.start <= c.evidence[0].start < line.place.end
    ]
    own = [c for c in times if act is not None and c.event == act.id] or times
    return max(own, key=lambda c: c.evidence[0].start) if own else None


def _ends(plan: Event, moved: Sequence[Told]) -> tuple[datetime | None, datetime | None]:
    """The time of a plan not told as done, the last one that it moved to; nulls where it has none."""
    if plan.status in DONE or plan.time is None:
        return None, None
    new = [t.days for t in moved if t.days]
    if new:
        low = datetime(new[-1][0].year, new[-1][0].month, new[-1][0].day, tzinfo=UTC)
        high = datetime(new[-1][1].year, new[-1][1].month, new[-1][1].day, tzinfo=UTC) + timedelta(days=1)
        return low, high
    return moment(plan.time.earliest), moment(plan.time.latest)


def _done(here: Desk, people: Cast, plan: Event, moved: Sequence[Told], sentences: Sequence[Line]) -> Cite | None:
    """A sentence of a report from after the plan's day that tells it as done, and not on another day."""
    low, high = _ends(plan, moved)
    begun, rows = _begun(here, plan), _rows(plan)
    if low is None or high is None or begun is None:
        return None
    late = timedelta(days=int(mapping("outlook", "plans")["late"]))
    for line in sentences:
        if line.published is None or line.published <= begun or not low <= line.published <= high + late:
            continue
        said = _pattern("held").search(line.place.quote)
        if said is None or _unless().search(line.place.quote[: said.start()]):
            continue
        if not _about(people, plan, rows, line, own=False):
            continue
        days = [
            (first, last)
            for e in here.memo.events
            if e.time and any(m.sentence.start == line.place.start for m in e.mentions if m.report == line.place.report)
            if (first := moment(e.time.earliest)) and (last := moment(e.time.latest))
        ]
        if all(first < high and low < last for first, last in days):
            return here.cite(line.place, _voice(here, line))
    return None


def _held(here: Desk, people: Cast, plan: Event, moved: Sequence[Told]) -> str | None:
    """The act that a plan became: of its kind and parties, on its day or one that it moved to, told later."""
    low, high = _ends(plan, moved)
    parties = set(people.parties((*plan.actors, *plan.recipients)))
    persons = {a for a in (*plan.actors, *plan.recipients) if a in people.actors and people.actors[a].kind == "person"}
    begun = _begun(here, plan)
    if low is None or high is None or not parties:
        return None
    near = timedelta(days=int(mapping("outlook", "plans")["near"])) / 2
    best: tuple[int, str] | None = None
    for event in here.memo.events:
        if event.type != plan.type or event.status not in DONE or event.id == plan.id or event.time is None:
            continue
        first, last = moment(event.time.earliest), moment(event.time.latest)
        if first is None or last is None or last - first > timedelta(days=8):
            continue
        if last <= low - near or high + near <= first or (plan.mode == "phone") != (event.mode == "phone"):
            continue
        who = (*event.actors, *event.recipients)
        if not parties <= set(people.parties(who)) or (len(parties) < 2 and not persons & set(who)):
            continue
        stamps = [s for m in event.mentions if (s := moment(here.reports[m.report].published))]
        if begun is None or not stamps or max(stamps) <= begun:
            continue
        score = (len(persons & set(who)), event.id)
        if best is None or score[0] > best[0]:
            best = score
    return best[1] if best else None


def _alone(
    here: Desk, sentences: Sequence[Line], acts: dict[tuple[str, int], Event], claimed: set[tuple[str, int]]
) -> list[Told]:
    """Acts of cancelling a visit or talks that are tied to no plan in hand."""
    out = []
    known = _nouns()
    for line in sentences:
        key = (line.place.report, line.place.start)
        if key in claimed or key not in acts:
            continue
        said = _pattern("cancelled").search(line.place.quote)
        if said is None or _unless().search(line.place.quote[: said.start()]):
            continue
        event = _changing(here, line, said.start() + line.place.start)
        if event is None or event.type not in {"REJECT", "SANCTION"} or event.status not in DONE:
            continue
        words = re.findall(r"[\w-]+", line.place.quote[said.end() : said.end() + 60].lower())
        if any(known.get(w) in {0, 1, 2, 3} for w in words):
            out.append(Told(cite=here.cite(line.place, _voice(here, line)), event=event.id))
    return out
