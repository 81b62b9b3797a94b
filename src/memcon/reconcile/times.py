"""When each event was, on every clock, and how the reports stand on that."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from memcon.model.gazetteer import states
from memcon.model.interval import Interval, intersection, told
from memcon.model.memo import Basis, Claim, Clock, Precision, Reason, Slot, Standing, Time
from memcon.reconcile.actors import Cast
from memcon.reconcile.bundle import Bundle
from memcon.reconcile.calendar import absolute
from memcon.reconcile.claims import Book
from memcon.reconcile.clock import UNSURE, solve
from memcon.reconcile.clock_types import Apart, At, Days, Placed, Solution, Statement
from memcon.reconcile.clock_words import clocks, hours_meant
from memcon.reconcile.events import Happening
from memcon.reconcile.said import Said, Sayings, node
from memcon.reconcile.slots import View
from memcon.reconcile.standing import Stand, merge, reports_of, same, slot
from memcon.reconcile.statements import sayings
from memcon.reconcile.within import within
from memcon.reconcile.zones import WORLD, capital, names, of_place

PRECISIONS: tuple[tuple[timedelta, Precision], ...] = (
    (timedelta(minutes=1), "instant"),
    (timedelta(hours=20), "part-of-day"),
    (timedelta(days=3), "day"),
    (timedelta(days=10), "week"),
    (timedelta(days=33), "month"),
    (timedelta(days=125), "season"),
)
DATED = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
LONGEST = timedelta(days=3700)
LONG = timedelta(days=3)
NEAR = timedelta(days=14)
"""Days named for one act that are farther apart than this are of two acts."""
EXACT = frozenset({"instant", "part-of-day", "day"})
"""Stretches longer than this are told in whole days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """The solver's answer for a bundle; ``times`` are by the index of the event."""

    times: tuple[Time | None, ...]
    sayings: Sayings
    solution: Solution
    placed: Mapping[Statement, Placed]
    by_event: Mapping[int, tuple[Said, ...]]
    by_node: Mapping[str, tuple[Said, ...]]

    def of(self, index: int) -> tuple[Said, ...]:
        """What is said of one event."""
        return self.by_event.get(index, ())

    def about(self, index: int) -> tuple[Said, ...]:
        """What is said of other events in relation to this one."""
        return tuple(s for s in self.by_node.get(node(index), ()) if s.event != index)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the slots of time need beside the solver's answer; ``names`` are event ids by index."""

    book: Book
    known: Mapping[str, Claim]
    view: View
    names: Mapping[int, str]


def _precision(low: datetime, high: datetime) -> Precision:
    return next((name for limit, name in PRECISIONS if high - low <= limit), "year")


def _whole(low: datetime, high: datetime) -> tuple[datetime, datetime]:
    """A stretch on one clock without the minute by which one act must follow another; of days on end, whole days."""
    minute = timedelta(minutes=1)
    after, before = low.minute == 1, high.minute == 59
    low, high = low - minute * after, high + minute * before
    if high - low > LONG:
        low = low.replace(hour=0, minute=0) if after else low
        last = high.replace(hour=0, minute=0)
        high = last + timedelta(days=1) if before and last != high else high
    return low, high


def _basis(kept: Sequence[Said]) -> Basis:
    ats = [s for s in kept if s.local is not None]
    if len({(s.local.low, s.local.high) for s in ats if s.local}) > 1 or len(kept) > len(ats):
        return "reconciled"
    return ats[0].local.basis if ats and ats[0].local else "relative"


def _clocks(cast: Cast, happening: Happening, interval: Interval) -> tuple[Clock, ...]:
    out = []
    for country in sorted(cast.countries((*happening.actors, *happening.recipients))):
        zone, state = capital(country), states().get(country)
        if zone is None or state is None or interval.low is None or interval.high is None:
            continue
        local = ZoneInfo(zone)
        out.append(
            Clock(
                country=country,
                capital=state.capital[0],
                zone=zone,
                earliest=interval.low.astimezone(local).isoformat(timespec="minutes"),
                latest=interval.high.astimezone(local).isoformat(timespec="minutes"),
                words=told(interval, zone, year=True),
            )
        )
    return tuple(out)


def _explain(kept: Sequence[Said], dropped: Sequence[Said], placed: Mapping[Statement, Placed]) -> str:
    """Which words were read on which clock, and what was left out."""
    zones = sorted({z for s in kept if (z := placed[s.statement].zone)})
    called = names(zones)
    parts = []
    for said in kept:
        zone = placed[said.statement].zone
        clock = f" on the clock of {called[zone]}" if zone and zone not in WORLD else ""
        because = f" ({said.local.because})" if said.local and said.local.because else ""
        parts.append(f"{said.words.report}: “{said.words.quote}”{clock}{because}")
    text = "; ".join(dict.fromkeys(parts))
    if dropped:
        left = "; ".join(f"{s.words.report} “{s.words.quote}”" for s in dropped)
        text += f". Left out, as it does not fit: {left}"
    return text + "." + _hours(kept) if text else ""


def _on_the_spot(happening: Happening, kept: Sequence[Said], timing: Timing, found: Interval) -> Interval:
    """The part of an interval that lies in the days told on the clock of the place, where all are told on it.

    People who meet in one place meet on its clock; a call has a clock at each end.
    """
    here = of_place(happening.place)
    if here is None or happening.mode in {"phone", "video"}:
        return found
    ats = [s for s in kept if isinstance(s.statement, At) and s.local is not None]
    if any(timing.placed[s.statement].zone != here for s in ats):
        return found
    for said in ats:
        if said.local is not None:
            found = intersection(found, absolute(said.local, here)) or found
    return found


def _time(cast: Cast, happening: Happening, index: int, timing: Timing) -> Time | None:
    said = timing.of(index)
    kept = [s for s in said if timing.placed[s.statement].kept]
    about = timing.about(index)
    dated = timing.solution.time(node(index))
    partial = timing.sayings.partial.get(index, ())
    words = tuple(sorted({s.words for s in kept} | {w for _, w in partial}))
    open_ended = dated is None or dated.interval.low is None or dated.interval.high is None
    too_long = not open_ended and dated is not None and (dated.interval.length or timedelta(0)) > LONGEST
    if open_ended or too_long or dated is None:
        if not partial and not kept:
            return None
        text = "; ".join(
            f"{w.report}: “{w.quote}”" + (f" ({local.because})" if local.because else "") for local, w in partial
        )
        return Time(
            precision="open",
            basis="stated" if partial else "relative",
            words=words,
            partial=partial[0][0].value if partial else None,
            explanation=text or _explain(kept, [], timing.placed) or None,
        )
    spot = _on_the_spot(happening, kept, timing, dated.interval)
    low, high = spot.low, spot.high
    if low is None or high is None:
        return None
    text = _explain(kept or about, [s for s in said if not timing.placed[s.statement].kept], timing.placed)
    if not dated.exact:
        text = f"{text} {UNSURE}".strip()
    spoken = [s for s in (*kept, *about) if timing.placed[s.statement].kept]
    countries = cast.countries((*happening.actors, *happening.recipients))
    used = [z for s in kept if isinstance(s.statement, At) and (z := timing.placed[s.statement].zone)]
    zone = next((z for c in countries if (z := capital(c)) and (z in used or not used)), used[0] if used else "UTC")
    local_zone = ZoneInfo("UTC" if zone in WORLD else zone)
    low, high = _whole(low.astimezone(local_zone), high.astimezone(local_zone))
    return Time(
        earliest=low.isoformat(timespec="minutes"),
        latest=high.isoformat(timespec="minutes"),
        precision=_precision(low, high),
        basis=_basis(spoken or kept),
        words=words or tuple(sorted({s.words for s in about})),
        clocks=_clocks(cast, happening, Interval(low=low, high=high)),
        explanation=text or None,
    )


def events_of(statement: Statement) -> tuple[str, ...]:
    """The solver's names of the events that a statement speaks of."""
    if isinstance(statement, At):
        return (statement.event,)
    if isinstance(statement, Apart):
        return (statement.after, statement.before)
    return (statement.event, statement.other)


def solve_times(bundle: Bundle, cast: Cast, happenings: Sequence[Happening]) -> Timing:
    """The times of all events of a bundle."""
    return solved(sayings(bundle, cast, happenings), bundle, cast, happenings)


def solved(told_: Sayings, bundle: Bundle, cast: Cast, happenings: Sequence[Happening]) -> Timing:
    """The times of all events by what is said of them."""
    solution = solve([s.statement for s in told_.said])
    placed = {p.statement: p for p in solution.placed}
    by_event: dict[int, list[Said]] = {}
    by_node: dict[str, list[Said]] = {}
    for said in told_.said:
        by_event.setdefault(said.event, []).append(said)
        for name in events_of(said.statement):
            by_node.setdefault(name, []).append(said)
    timing = Timing(
        times=(),
        sayings=told_,
        solution=solution,
        placed=placed,
        by_event={i: tuple(s) for i, s in by_event.items()},
        by_node={n: tuple(s) for n, s in by_node.items()},
    )
    found = [_time(cast, h, i, timing) for i, h in enumerate(happenings)]
    return replace(timing, times=tuple(within(bundle, cast, happenings, found)))


def claim_of(said: Said, book: Book) -> str | None:
    """The claim that carries what is said of time."""
    if said.handle:
        return book.times.get(said.handle)
    return book.places.get((said.words.report, (said.words.start, said.words.end)))


def time_slots(index: int, timing: Timing, claims: Sequence[Claim], desk: Desk) -> list[Slot]:
    """The slot of an event's time, and one of its order after each event that it is told to follow."""
    made = _when(index, timing, claims, desk)
    return ([made] if made else []) + _orders(index, timing, desk)


def _when(index: int, timing: Timing, claims: Sequence[Claim], desk: Desk) -> Slot | None:
    said = [s for s in timing.of(index) if isinstance(s.statement, At)]
    dropped = [s for s in said if not timing.placed[s.statement].kept]
    if dropped and not clash(dropped, [s for s in said if s not in dropped]):
        # what is told of another day far off, or by no day, is more likely of another act than a dispute
        said, dropped = [s for s in said if s not in dropped], []
    entries: list[tuple[str, str, str | None, Claim]] = []
    for one in said:
        claim = desk.known.get(claim_of(one, desk.book) or "")
        if claim and one.local and one.local.low and one.local.high:
            span = f"{one.local.low:%Y-%m-%dT%H:%M}/{one.local.high:%Y-%m-%dT%H:%M}"
            entries.append((span, one.words.quote, span, claim))
    before = [
        (s, c)
        for s in timing.sayings.outdated
        if s.event == index and (c := desk.known.get(claim_of(s, desk.book) or ""))
    ]
    current = merge(entries)
    for one, claim in before:
        if one.local and one.local.low and one.local.high:
            span = f"{one.local.low:%Y-%m-%dT%H:%M}/{one.local.high:%Y-%m-%dT%H:%M}"
            entries.append((span, one.words.quote, span, claim))
    stated = {e[3].report for e in entries}
    for one in timing.of(index):
        if not isinstance(one.statement, At) and one.words.report not in stated and _measured(one.statement):
            claim = desk.known.get(claim_of(one, desk.book) or "")
            if claim:
                entries.append((one.words.quote.lower(), one.words.quote, None, claim))
    aimed = not entries
    if aimed:
        loose = [c for c in claims if c.slot == "time"]
        entries = [(c.normal or c.value.lower(), c.value, c.normal, c) for c in loose]
    stands = merge(entries)
    if not stands:
        return None
    time = timing.times[index]
    text = time.explanation or "" if time else ""
    if len(reports_of(stands)) < 2:
        return slot("time", stands, "single", explanation=text)
    if dropped and len({s.words.report for s in said}) > 1:
        return slot("time", stands, "disputed", explanation=text)
    if before:
        text = f"{_replaced(before, current)} {text}".strip()
        return slot("time", stands, "compatible", reason="update", explanation=text)
    if len(stands) == 1:
        return slot("time", stands, same(stands, desk.view.line), explanation=text)
    if aimed and _rival(stands):
        return slot("time", stands, "disputed", explanation="The reports name different dates.")
    verdict = timing.solution.verdict(node(index))
    reason: Reason = verdict.reason if verdict and verdict.reason else "granularity"
    if reason == "clock":
        text = _clock_words(said, timing) or text
    return slot("time", stands, "compatible", reason=reason, explanation=text)


def _rival(stands: Sequence[Stand]) -> bool:
    """Whether two reports aim at two dates of one make: "by 2028" and "by 2030"."""
    normals = [s.normal or "" for s in stands]
    alike = len(normals) == 2 and len(normals[0]) == len(normals[1]) and normals[0] != normals[1]
    return alike and all(DATED.fullmatch(n) for n in normals) and not set(stands[0].reports) & set(stands[1].reports)


def _replaced(before: Sequence[tuple[Said, Claim]], current: Sequence[Stand]) -> str:
    """Which dates were the plan, and which are now: "R1: “12 May” was the plan; R2, R3 since: “19 May”."."""
    old = "; ".join(dict.fromkeys(f"{s.words.report}: “{s.words.quote}”" for s, _ in before))
    new = "; ".join(f"{', '.join(s.reports)}: “{s.value}”" for s in current)
    return f"{old} was the plan, which has moved. {new}." if new else f"{old} was the plan, which has moved."


def clash(dropped: Sequence[Said], kept: Sequence[Said]) -> bool:
    """Whether two reports put an act on days that they name, near each other and not the same."""
    for one in dropped:
        for two in kept:
            a, b = one.local, two.local
            if one.words.report == two.words.report or a is None or b is None or a.low is None or b.low is None:
                continue
            if one.words.quote.lower() == two.words.quote.lower():
                continue  # one weekday, reckoned to two weeks
            if a.precision not in EXACT or b.precision not in EXACT:
                continue
            if (a.low.month, a.low.day) != (b.low.month, b.low.day) and abs(a.low - b.low) <= NEAR:
                return True
    return False


def _measured(statement: Statement) -> bool:
    return isinstance(statement, Days) or (isinstance(statement, Apart) and statement.high is not None)


def _clock_words(said: Sequence[Said], timing: Timing) -> str:
    """The one interval on each clock: "24 November, evening, in Washington is 25 November, morning, in Tokyo"."""
    zones = sorted({z for s in said if (z := timing.placed[s.statement].zone)}, key=_offset)
    dated = timing.solution.time(said[0].statement.event) if said and isinstance(said[0].statement, At) else None
    if dated is None or len(zones) < 2 or not dated.interval.bounded:
        return ""
    called = names(zones)
    return clocks(dated.interval, {z: called[z] for z in zones}) + "." + _hours(said)


def _offset(zone: str) -> tuple[float, str]:
    offset = ZoneInfo(zone).utcoffset(datetime(2000, 1, 1))  # noqa: DTZ001 - only to put zones from west to east
    return (offset.total_seconds() if offset else 0.0), zone


def _hours(said: Sequence[Said]) -> str:
    parts = sorted({s.part for s in said if s.part})
    return f" Here {hours_meant(parts)}." if parts else ""


def _orders(index: int, timing: Timing, desk: Desk) -> list[Slot]:
    """Order slots of the event as the later one."""
    held: dict[int, list[Said]] = {}
    for said in timing.by_node.get(node(index), ()):
        pair = pair_of(said.statement)
        if pair and pair[0] == index:
            held.setdefault(pair[1], []).append(said)
    out = []
    for earlier, found in sorted(held.items()):
        entries: list[tuple[str, str, str | None, Claim]] = []
        for said in found:
            claim = desk.known.get(claim_of(said, desk.book) or "")
            if claim:
                entries.append((_distance_key(said.statement), said.words.quote, None, claim))
        told: dict[str, dict[str, None]] = {}
        for key, quote, _, _ in entries:
            told.setdefault(key, {}).setdefault(quote.lower())
        # one distance in several words: all of them are shown
        stands: list[Stand] = merge((k, q if len(told[k]) < 2 else " / ".join(told[k]), n, c) for k, q, n, c in entries)
        if not stands:
            continue
        text = ""
        standing: Standing
        reason: Reason | None = None
        zones = sorted({z for s in found if (z := timing.placed[s.statement].zone)})
        if len(reports_of(stands)) < 2:
            standing = "single"
        elif len(stands) == 1:
            standing = same(stands, desk.view.line)
        else:
            standing, reason = "compatible", "granularity"
            if len(zones) > 1 and any(isinstance(s.statement, Days) for s in found):
                called = names(zones)
                reason = "clock"
                text = "Each is counted on a clock of its own: " + "; ".join(
                    f"“{s.words.quote}” in {called[z]}" for s in found if (z := timing.placed[s.statement].zone)
                )
            else:
                text = "The reports give the distance more or less exactly."
        out.append(
            slot(
                "order",
                stands,
                standing,
                reason=reason,
                explanation=text + "." if text and not text.endswith(".") else text,
                other=desk.names[earlier],
            )
        )
    return out


def pair_of(statement: Statement) -> tuple[int, int] | None:
    """The indices of the later and the earlier event of a relation, null where it gives no order."""
    if isinstance(statement, Apart):
        return int(statement.after[1:]), int(statement.before[1:])
    if isinstance(statement, Days):
        one, two = int(statement.event[1:]), int(statement.other[1:])
        if statement.order == "after" or statement.low > 0:
            return one, two
        if statement.order == "before" or statement.high < 0:
            return two, one
    return None


def _distance_key(statement: Statement) -> str:
    if isinstance(statement, Apart):
        return f"{statement.low}–{statement.high}"
    if isinstance(statement, Days):
        low, high = sorted((abs(statement.low), abs(statement.high)))
        return f"{low}–{high} days"
    return ""
