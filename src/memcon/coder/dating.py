"""When an event of one report was: the stretch that its own words give, on the clocks in play.

A date of publication is never one: where the words give none there is none, and ``why`` says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from memcon.coder.chains import Chain
from memcon.coder.scan import Scan
from memcon.extract.types import EventMention, Extraction
from memcon.model.interval import Interval
from memcon.model.values import replace
from memcon.read.types import Timex
from memcon.reconcile.bundle import Bundle, Source
from memcon.reconcile.calendar import Context, Local, over_zones, resolve
from memcon.reconcile.calendar_units import DAY, add, floor
from memcon.reconcile.reference import FUTURE, REAL, Reference, day_years, references, to_come
from memcon.reconcile.said import distance, of_another, of_day
from memcon.reconcile.zones import capital, in_play, of_place

REACH = 2
"""Sentences back in which the date is that "the following day" counts from."""
LONGEST = timedelta(days=3700)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """When an event was; ``low`` and ``high`` are null where the words leave them open."""

    low: datetime | None = None
    high: datetime | None = None
    precision: str | None = None
    basis: str | None = None
    value: str | None = None
    words: str | None = None
    clocks: tuple[str, ...] = ()
    why: str = ""


class Dates:
    """The dates of one report's events. Holds what all of them are reckoned from."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        extraction = Extraction(report=scan.report.id, attributions=scan.attributions, mentions=scan.found.mentions)
        self.source = Source(report=scan.report, reading=scan.reading, extraction=extraction)
        self.reference: Reference | None = None
        self.context = Context()
        self.known: dict[str, Local] = {}
        self.told_before: dict[object, tuple[datetime | None, datetime | None, tuple[str, ...]]] = {}
        if scan.reading.timexes:
            bundle = Bundle(reports=(scan.report,), sources=(self.source,))
            self.reference = references(bundle).get(scan.report.id)
            self.context = Context(
                reference=self.reference.moment if self.reference else None,
                earliest=self.reference.earliest if self.reference else None,
                told=self.reference.told if self.reference else "",
                own=() if self.reference else day_years(self.source),
            )

    def of(self, chain: Chain, countries: Sequence[str]) -> Dated:
        """When the event of a chain was."""
        found: list[tuple[Local, str]] = []
        why = ""
        for mention in chain.mentions:
            for local, words in self._said(mention):
                if not local.resolved and local.high is None and local.low is None:
                    why = why or local.because
                    if not any(c.isdigit() for c in local.value):
                        continue
                found.append((local, words))
        if not found:
            return Dated(why=why or "the report's words give no date for it")
        local, words = self._narrowed(found)
        self.known.setdefault(chain.head.id, local)
        return self._placed(local, words, chain.head, countries)

    def told(self, mention: EventMention) -> str | None:
        """The day on which somebody told an act, a TIMEX3 value; null where none is said."""
        for i in mention.told:
            local = resolve(self.scan.reading.timexes[i], replace(self.context, future=False))
            if local.resolved:
                return local.value
        return None

    def _said(self, mention: EventMention) -> list[tuple[Local, str]]:
        """The stretches that a mention's own words give, the nearest words first."""
        text, timexes = self.scan.reading.text, self.scan.reading.timexes
        near = [(i, of_day(timexes[i], mention)) for i in mention.times]
        near.sort(key=lambda t: distance(t[1], mention))
        every = [t for _, t in near]
        edges = dict(mention.edges)
        out: list[tuple[Local, str]] = []
        for i, timex in near:
            if timex.type == "SET" or of_another(timex, every) or (edges.get(i) == "effect" and len(near) > 1):
                continue
            future = mention.status in FUTURE
            unsure = mention.status in REAL and to_come(self.source, i)
            local = self._resolved(timex, None if unsure else future)
            now = self.context.reference
            if mention.status in REAL and now and local.low is not None and local.low > now:
                continue  # what has been is not dated by days to come
            out.append((local, text[timex.start : timex.end]))
        for base, far in mention.counted:
            moved = self._counted(timexes[base], timexes[far])
            if moved is not None:
                start, end = min(timexes[base].start, timexes[far].start), max(timexes[base].end, timexes[far].end)
                out.append((moved, text[start:end]))
        for order in mention.orders:
            other = self.known.get(order.other)
            if other is None or order.unit not in {"day", "week"} or order.low is None or order.low != order.high:
                continue
            if other.low is None or other.high is None:
                continue
            by = timedelta(days=order.low * (7 if order.unit == "week" else 1))
            by = by if order.relation == "after" else -by
            later = replace(other, low=other.low + by, high=other.high + by, basis="relative")
            out.append((_named(later, "counted from another act"), text[order.start : order.end]))
        return out

    def _resolved(self, timex: Timex, future: bool | None) -> Local:  # noqa: FBT001 - as in Context
        context = replace(self.context, future=future)
        if timex.anchor in {"discourse", "event"}:
            context = replace(context, before=self._before(timex) or self._now())
        local = resolve(timex, context)
        if future and timex.bound in {"until", "before"} and local.high is not None and self.context.reference:
            low = floor(self.context.reference, "day")
            if low < local.high:
                return replace(local, low=low, because="a date by which it is to be")
        return local

    def _now(self) -> Local | None:
        if self.context.reference is None:
            return None
        day = floor(self.context.reference, "day")
        return Local(low=day, high=day + DAY, precision="day", basis="relative", value=day.date().isoformat())

    def _before(self, timex: Timex) -> Local | None:
        """The last date before a time expression, a few sentences back at most."""
        found: Local | None = None
        for other in self.scan.reading.timexes:
            if other.start >= timex.start:
                break
            if timex.sentence - other.sentence <= REACH and other.anchor in {"absolute", "partial", "deictic"}:
                local = resolve(other, self.context)
                if local.resolved and local.precision in {"day", "part-of-day", "instant"}:
                    found = local
        return found

    def _counted(self, base: Timex, far: Timex) -> Local | None:
        """An act so many days from a date of no act ("said on Tuesday, a day after the call")."""
        date = resolve(base, replace(self.context, future=None))
        if date.low is None or date.high is None or far.unit is None or far.low is None:
            return None
        if far.unit in {"minute", "hour"}:
            return None
        low = floor(add(date.low, far.unit, -far.low), "day")
        high = low + (max(date.high - date.low, DAY))
        made = replace(date, low=low, high=high, precision="day", basis="relative")
        return _named(made, "counted from a date")

    def _narrowed(self, found: Sequence[tuple[Local, str]]) -> tuple[Local, str]:
        """The first stretch, narrowed by those that have a moment in common with it."""
        closed = [f for f in found if f[0].resolved] or list(found)
        best, words = closed[0]
        for local, told in closed[1:]:
            if best.low is None or best.high is None or local.low is None or local.high is None:
                continue
            inside = best.low <= local.low and local.high <= best.high
            if inside and local.high - local.low < best.high - best.low:
                best, words = local, told
        return best, words

    def _placed(self, local: Local, words: str, head: EventMention, countries: Sequence[str]) -> Dated:
        """A local stretch on the clocks in play, and the days that it is in each capital."""
        shown = Dated(
            precision=local.precision, basis=local.basis, value=local.value or None, words=words, why=local.because
        )
        if local.low is None and local.high is None:
            return replace(shown, precision=None, basis=None, why=local.because or "the words leave the date open")
        if local.resolved and local.high is not None and local.low is not None and local.high - local.low > LONGEST:
            return replace(shown, precision="open", why=local.because or "the words name more than ten years")
        zones = in_play(self.source, countries, head.place, countries)
        here = of_place(head.place)
        if here in zones and here is not None and head.mode != "phone":
            zones = (here,)
        key = local, zones, tuple(countries)
        if key not in self.told_before:
            interval = over_zones(local, zones)
            clocks = tuple(_clock(c, interval) for c in dict.fromkeys(countries) if capital(c) and interval.bounded)
            self.told_before[key] = _utc(interval.low), _utc(interval.high), clocks
        low, high, clocks = self.told_before[key]
        return replace(shown, low=low, high=high, clocks=clocks)


def _named(local: Local, because: str) -> Local:
    """A stretch that was counted, under the value that it now has."""
    value = local.low.date().isoformat() if local.low is not None and local.precision == "day" else ""
    return replace(local, value=value, because=because)


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.astimezone(UTC)


def _clock(country: str, interval: Interval) -> str:
    """The day or days of a stretch in a capital."""
    zone = capital(country)
    if zone is None or interval.low is None or interval.high is None:
        return country
    local = ZoneInfo(zone)
    first = interval.low.astimezone(local).date()
    last = (interval.high - timedelta(microseconds=1)).astimezone(local).date()
    return f"{country} {first}" if first == last else f"{country} {first}/{last}"


def codes_of(countries: Iterable[str | None]) -> tuple[str, ...]:
    """The countries that have a capital, each once, in order."""
    return tuple(dict.fromkeys(c for c in countries if c is not None and capital(c)))
