"""The agenda as iCalendar (RFC 5545), for the calendars that people keep.

A plan with days is an event: of whole days where no hour is told, else with hours on the clock of the place; what lies
in a stretch of more than a month, or has no date at all, is a to-do, for a calendar that shows it on a day would say
more than any report does. ``TENTATIVE`` is what one origin alone tells, or what has no day; ``CONFIRMED`` what two
tell; ``CANCELLED`` what was called off. The ``UID`` stays while a plan is followed and ``SEQUENCE`` rises when it
moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Todo
from icalendar import Event as Entry

from memcon.model.errors import MemconError
from memcon.outlook.cites import clock_of, moment
from memcon.outlook.plan_times import day_of
from memcon.outlook.types import Agenda, Cite, Plan

PRODUCT = "-//memcon//agenda//EN"
LONGEST = timedelta(days=32)
"""The longest stretch that is still shown as days of a calendar."""
QUOTED = 300
"""Characters of a quotation in a description."""
HOURS = frozenset({"instant", "part-of-day"})


class CalendarError(MemconError):
    """A calendar that was made cannot be read back: a fault of memcon's own."""


def calendar(found: Agenda, *, stamp: datetime, name: str = "memcon") -> str:
    """The agenda as one calendar, checked by reading it back; ``stamp`` is the moment of making."""
    out = Calendar()
    out.add("prodid", PRODUCT)
    out.add("version", "2.0")
    out.add("calscale", "GREGORIAN")
    out.add("method", "PUBLISH")
    out.add("x-wr-calname", name)
    for plan in found.plans:
        out.add_component(_todo(plan, stamp) if _undated(plan) else _event(plan, stamp))
    out.add_missing_timezones()
    text: str = out.to_ical().decode("utf-8")
    faults = check(text, found.plans)
    if faults:
        raise CalendarError(f"the calendar made cannot be read back: {'; '.join(faults)}")
    return text


def check(text: str, plans: Sequence[Plan]) -> list[str]:
    """What is wrong with a calendar, read by the library: entries that are missing, doubled or lack what they need."""
    try:
        read = Calendar.from_ical(text)
    except ValueError as error:
        return [f"not iCalendar ({error})"]
    entries = [c for c in read.walk() if c.name in {"VEVENT", "VTODO"}]
    out = [f"{c.get('UID')} lacks {k}" for c in entries for k in ("UID", "DTSTAMP", "SUMMARY", "STATUS") if k not in c]
    out += [f"{c.get('UID')} has no start" for c in entries if c.name == "VEVENT" and "DTSTART" not in c]
    ids = [str(c.get("UID")) for c in entries]
    if sorted(ids) != sorted(p.uid for p in plans):
        out.append("not every plan has an entry of its own")
    known = {str(z.get("TZID")) for z in read.walk("VTIMEZONE")}
    used = {c["DTSTART"].params["TZID"] for c in entries if "DTSTART" in c and "TZID" in c["DTSTART"].params}
    out += [f"no definition of the zone {zone}" for zone in sorted(used - known)]
    out += [error for c in entries for _, error in c.errors]
    return out


def _undated(plan: Plan) -> bool:
    low, high = moment(plan.earliest), moment(plan.latest)
    return low is None or high is None or high - low > LONGEST


def why_todo(plan: Plan) -> str | None:
    """Why a plan is a to-do and no event of the calendar; null where it is one."""
    if not _undated(plan):
        return None
    return "no report dates it" if plan.earliest is None else f"no more than its {plan.precision} is told"


def _event(plan: Plan, stamp: datetime) -> Entry:
    entry = Entry()
    _common(entry, plan, stamp)
    if plan.precision in HOURS and plan.zone is not None:
        zone = clock_of(plan.zone)
        low, high = moment(plan.earliest), moment(plan.latest)
        if low is not None and high is not None:
            entry.add("dtstart", low.astimezone(zone))
            if high - low > timedelta(minutes=1):
                entry.add("dtend", high.astimezone(zone))
    else:
        first, last = _days(plan)
        entry.add("dtstart", first)
        entry.add("dtend", last + timedelta(days=1))
    entry.add("status", status(plan))
    entry.add("transp", "OPAQUE" if plan.certain and plan.state != "cancelled" else "TRANSPARENT")
    return entry


def _todo(plan: Plan, stamp: datetime) -> Todo:
    entry = Todo()
    _common(entry, plan, stamp)
    states = {"cancelled": "CANCELLED", "held": "COMPLETED"}
    entry.add("status", states.get(plan.state, "NEEDS-ACTION"))
    high = moment(plan.latest)
    if high is not None:
        entry.add("due", (high - timedelta(seconds=1)).astimezone(clock_of(plan.zone)).date())
    return entry


def status(plan: Plan) -> str:
    """The word of iCalendar for how sure a dated plan is."""
    if plan.state == "cancelled":
        return "CANCELLED"
    if plan.state == "held":
        return "CONFIRMED"
    return "CONFIRMED" if plan.certain and plan.state != "overdue" else "TENTATIVE"


def _common(entry: Entry | Todo, plan: Plan, stamp: datetime) -> None:
    entry.add("uid", plan.uid)
    entry.add("dtstamp", stamp.astimezone(UTC).replace(microsecond=0))
    entry.add("sequence", plan.sequence)
    entry.add("summary", plan.label)
    entry.add("description", described(plan))
    entry.add("categories", [plan.state, *plan.parties])
    if plan.place:
        entry.add("location", plan.place)
    last = max((m for c in plan.cites if (m := moment(c.published))), default=None)
    if last is not None:
        entry.add("last-modified", last.replace(microsecond=0))


def described(plan: Plan) -> str:
    """What stands behind a plan, in lines: what became of it, on whose word, what moved, and the reports' words."""
    out = [f"{plan.state}; {plan.when}"]
    out += [f"whose word: {', '.join(plan.said_by)}"] if plan.said_by else []
    out += [r for r in plan.reasons if not r.startswith("confirmed: ")]
    out += [f"moved from {m.from_words} to {m.to_words}, says {m.cite.file}" for m in plan.moves]
    todo = why_todo(plan)
    out += [f"a to-do and no date in the calendar: {todo}"] if todo else []
    out += [_quoted(c) for c in plan.cites]
    return "\n".join(out)


def _quoted(cite: Cite) -> str:
    words = " ".join(cite.quote.split())
    words = words if len(words) <= QUOTED else f"{words[: QUOTED - 1]}…"
    day = f", {cite.published[:10]}" if cite.published else ""
    return f"“{words}” ({cite.file}{day})"


def _days(plan: Plan) -> tuple[date, date]:
    """The first and last local day of a plan, on the clock that it is told in."""
    zone = clock_of(plan.zone)
    low, high = moment(plan.earliest), moment(plan.latest)
    if low is None or high is None:
        raise ValueError(f"{plan.uid} has no days")
    day = day_of(plan.earliest, plan.latest, plan.precision)
    if day is not None:
        return day, day
    first = low.astimezone(zone).date()
    return first, max(first, (high - timedelta(seconds=1)).astimezone(zone).date())
