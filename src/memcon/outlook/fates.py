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
from memcon.model.memo import Claim, Event
from memcon.outlook.cites import Desk, moment
from memcon.outlook.matching import bag
from memcon.outlook.parties import Cast
from memcon.outlook.sentences import Line, named
from memcon.outlook.types import Cite

WEEKDAY = re.compile(r"XXXX-WXX-([1-7])")
DATE = re.compile(r"(\d{4}|XXXX)-(\d\d)(?:-(\d\d))?")
KINDS = ("moved", "confirmed", "cancelled", "held")
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
def _new() -> re.Pattern[str]:
    """The pattern of the time that something is moved to, with the names of months."""
    table = mapping("outlook", "plans")
    months = "|".join(table["months"])
    return re.compile(table["new"].replace("MONTH", f"(?:{months})"), re.IGNORECASE)


@cache
def _unless() -> re.Pattern[str]:
    return re.compile(mapping("outlook", "plans")["unless"], re.IGNORECASE)


@cache
def _nouns() -> dict[str, int]:
    """The row of each noun of plans."""
    return {word: i for i, row in enumerate(mapping("outlook", "plans")["nouns"]) for word in row}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A sentence with words of a change, what they are, and what it names: nouns of plans, states, acts, claims."""

    line: Line
    said: dict[str, re.Match[str]]
    rows: frozenset[int]
    states: frozenset[str]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]

    @property
    def key(self) -> tuple[str, int]:
        """Report and start of the sentence."""
        return self.line.place.report, self.line.place.start

    def changing(self, kind: str) -> Event | None:
        """The act whose trigger holds the words of a change."""
        at = self.line.place.start + self.said[kind].start()
        report = self.line.place.report
        for event in self.events:
            for m in event.mentions:
                if m.trigger.report == report and m.trigger.start <= at < m.trigger.end:
                    return event
        return None

    @property
    def voice(self) -> str | None:
        """Who says so, null in the report's own voice."""
        own = (c for c in self.claims if c.voice and c.evidence[-1].start == self.line.place.start)
        return next((c.voice[0].name for c in own), None)


def cues_of(here: Desk, sentences: Sequence[Line]) -> list[Cue]:
    """The sentences that tell a change, or that something was done."""
    events: dict[tuple[str, int], list[Event]] = {}
    for event in here.memo.events:
        for spot in {(m.sentence.report, m.sentence.start) for m in event.mentions}:
            events.setdefault(spot, []).append(event)
    claims: dict[str, list[Claim]] = {}
    for claim in here.memo.claims:
        if claim.evidence:
            claims.setdefault(claim.report, []).append(claim)
    out = []
    for line in sentences:
        text, place = line.place.quote, line.place
        found = {k: m for k in KINDS if (m := _pattern(k).search(text)) and not _unless().search(text[: m.start()])}
        if not found or line.published is None:
            continue
        out.append(
            Cue(
                line=line,
                said=found,
                rows=frozenset(_nouns()[w] for w in re.findall(r"[\w-]+", text.lower()) if w in _nouns()),
                states=bag(text).states,
                events=tuple(events.get((place.report, place.start), ())),
                claims=tuple(c for c in claims.get(place.report, ()) if place.start <= c.evidence[0].start < place.end),
            )
        )
    return out


def fates(here: Desk, people: Cast, plans: Sequence[Event], sentences: Sequence[Line]) -> dict[str, Fate]:
    """What became of each plan; under "" the cancellations of plans that nothing told of before."""
    out: dict[str, Fate] = {}
    claimed: set[tuple[str, int]] = set()
    cues = cues_of(here, sentences)
    for plan in plans:
        rows, begun = rows_of(plan), _begun(here, plan)
        found: dict[str, list[Told]] = {"moved": [], "confirmed": [], "cancelled": []}
        for cue in cues:
            published = cue.line.published
            if begun is None or published is None or published < begun or not cue.said.keys() & found.keys():
                continue
            if not _about(people, plan, rows, cue):
                continue
            for kind in found.keys() & cue.said.keys():
                if kind != "confirmed" or published > begun:
                    told = _told(here, plan, cue, kind)
                    found[kind] += told
                    claimed |= {cue.key} if told and kind == "cancelled" else set()
        out[plan.id] = Fate(
            moved=tuple(found["moved"]),
            confirmed=tuple(found["confirmed"]),
            cancelled=tuple(found["cancelled"]),
            held=_held(here, people, plan, tuple(found["moved"])),
            done=_done(here, people, plan, tuple(found["moved"]), cues),
        )
    out[""] = Fate(cancelled=tuple(_alone(here, cues, claimed)))
    return out


def _told(here: Desk, plan: Event, cue: Cue, kind: str) -> list[Told]:
    """What a sentence on a plan tells of one kind of change; nothing where its words are about something else."""
    act = cue.changing(kind) if kind != "confirmed" else None
    own = any(m.trigger.report == cue.line.place.report for m in plan.mentions)
    if kind == "cancelled" and (act is None or act.type not in {"REJECT", "SANCTION"}) and not own:
        return []
    cite = here.cite(cue.line.place, cue.voice)
    if kind != "moved":
        return [Told(cite=cite, event=act.id if act else None)]
    time = time_in(cue, act)
    words, days = (time.value, days_of(time.normal, cue.line.published)) if time else (None, None)
    low, high = (moment(plan.time.earliest), moment(plan.time.latest)) if plan.time else (None, None)
    if days and low and high and low.date() <= days[0] + timedelta(days=1) and days[1] <= high.date():
        words, days = None, None  # the day that it is moved from
    words, days = new_day(cue.line, cue.said[kind].end()) or (words, days)
    return [Told(cite=cite, words=words, event=act.id if act else None, days=days)]


def rows_of(plan: Event) -> set[int]:
    """The rows of nouns that a plan goes by."""
    words = {w for m in plan.mentions for w in re.findall(r"[\w-]+", m.trigger.quote.lower())}
    words |= {plan.mode or "", *re.findall(r"[\w-]+", plan.label.lower())}
    known = _nouns()
    return {known[w] for w in words if w in known}


def _begun(here: Desk, plan: Event) -> datetime | None:
    """When the plan was first told of."""
    stamps = [s for m in plan.mentions if (s := moment(here.reports[m.report].published))]
    return min(stamps, default=None)


def _about(people: Cast, plan: Event, rows: set[int], cue: Cue, *, own: bool = True) -> bool:
    """Whether a sentence speaks of a plan: its own sentence, or its noun with a person of it or two of its parties."""
    if own and any(e.id == plan.id for e in cue.events):
        return True
    if not rows & cue.rows:
        return False
    who = named(cue.line.place.quote, (*plan.actors, *plan.recipients), people.actors)
    if any(people.actors[a].kind == "person" for a in who):
        return True
    parties = set(people.parties((*plan.actors, *plan.recipients)))
    return len(parties & {*people.parties(who), *cue.states}) >= 2


def days_of(normal: str | None, told: datetime | None) -> tuple[date, date] | None:
    """The days that a date without its year means for something to come, told at a moment; null for other times."""
    if normal is None or told is None:
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


def new_day(line: Line, after: int) -> tuple[str, tuple[date, date]] | None:
    """The day or month that stands behind "to" or "until" after the words of a move: its words, and its days."""
    found = _new().search(line.place.quote, after)
    if found is None or line.published is None:
        return None
    number, month = (found["d1"], found["m1"]) if found["d1"] else (found["d2"], found["m2"])
    names: list[str] = mapping("outlook", "plans")["months"]
    normal = f"XXXX-{[m.lower() for m in names].index(month.lower()) + 1:02}" + (f"-{int(number):02}" if number else "")
    days = days_of(normal, line.published)
    return (" ".join(found["words"].split()), days) if days else None


def time_in(cue: Cue, act: Event | None) -> Claim | None:
    """The new time that a sentence gives: of the act of moving, else the last one in it."""
    times = [c for c in cue.claims if c.slot == "time"]
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


def _done(here: Desk, people: Cast, plan: Event, moved: Sequence[Told], cues: Sequence[Cue]) -> Cite | None:
    """A sentence of a report from after the plan's day that tells it as done, and not on another day."""
    low, high = _ends(plan, moved)
    begun, rows = _begun(here, plan), rows_of(plan)
    if low is None or high is None or begun is None:
        return None
    late = timedelta(days=int(mapping("outlook", "plans")["late"]))
    for cue in cues:
        published = cue.line.published
        if "held" not in cue.said or published is None or published <= begun or not low <= published <= high + late:
            continue
        if not _about(people, plan, rows, cue, own=False):
            continue
        times = [(moment(e.time.earliest), moment(e.time.latest)) for e in cue.events if e.time]
        if all(first < high and low < last for first, last in times if first and last):
            return here.cite(cue.line.place, cue.voice)
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


def _alone(here: Desk, cues: Sequence[Cue], claimed: set[tuple[str, int]]) -> list[Told]:
    """Acts of cancelling a visit or talks that are tied to no plan in hand."""
    out = []
    known = _nouns()
    for cue in cues:
        said = cue.said.get("cancelled")
        if said is None or cue.key in claimed or not cue.events:
            continue
        event = cue.changing("cancelled")
        if event is None or event.type not in {"REJECT", "SANCTION"} or event.status not in DONE:
            continue
        words = re.findall(r"[\w-]+", cue.line.place.quote[said.end() : said.end() + 60].lower())
        if any(known.get(w) in {0, 1, 2, 3} for w in words):
            out.append(Told(cite=here.cite(cue.line.place, cue.voice), event=event.id))
    return out
