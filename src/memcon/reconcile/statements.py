"""What the reports say of time, put as statements for the clock solver.

A time expression becomes a stretch on the clocks in play (``At``); "the preceding night", "the
following day", "hours after" become relations on a clock of their own. What cannot be resolved is kept
as a partial date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache

from memcon.extract.lexicon import SPEECH
from memcon.extract.types import EventMention, Order
from memcon.model.gazetteer import states
from memcon.model.places import Span
from memcon.read.types import Timex
from memcon.reconcile.actors import Cast
from memcon.reconcile.align import main_chain
from memcon.reconcile.bundle import Bundle, Source
from memcon.reconcile.calendar import Context, Local, resolve
from memcon.reconcile.calendar_units import DAY, add, floor
from memcon.reconcile.clock_types import Apart, At, Statement
from memcon.reconcile.counted_from import VAGUE_DAYS, Calendar, story
from memcon.reconcile.events import Happening
from memcon.reconcile.outdated import parted
from memcon.reconcile.reference import FUTURE, REAL, Reference, day_years, month_years, references, to_come
from memcon.reconcile.said import Said, Sayings, distance, eased, meet, modified, node, of_another, of_day
from memcon.reconcile.so_far import Told, so_far
from memcon.reconcile.untied import OVERNIGHT, untied
from memcon.reconcile.zones import home, in_play, of_place, of_speaker, own

MOMENT = timedelta(microseconds=1)
SCHEDULED = frozenset({"CONSULT", "COOPERATE", "AGREE", "SUPPORT", "MOBILIZE", "PROTEST", None})
"""Types of acts that a noun with a full date names while they are still to come."""


@cache
def _state_names() -> frozenset[str]:
    return frozenset(n for s in states().values() for n in (s.name, *s.names))


class _Reporter:
    """Puts what one report says of time into statements."""

    def __init__(
        self,
        source: Source,
        cast: Cast,
        happenings: Sequence[Happening],
        at: Mapping[str, int],
        *,
        bundle: Sequence[int],
        reference: Reference | None,
    ) -> None:
        self.source = source
        self.cast = cast
        self.happenings = happenings
        self.at = at
        stated = day_years(source)
        others = tuple(y for y in bundle if y not in stated)
        self.context = Context(
            reference=reference.moment if reference else None,
            earliest=reference.earliest if reference else None,
            told=reference.told if reference else "",
            own=() if reference else stated,
            bundle=others,
            story=None if reference else story(source, happenings, stated or others),
        )
        self.days = Calendar(source=source, context=self.context)
        chains = [c for h in happenings for c in h.group.chains if c.report == source.id]
        main = main_chain(chains)
        self.main = next((at[m.id] for m in main.mentions if m.id in at), None) if main else None
        self.countries = self._tellers(main.parties if main else ())
        self.said: list[Said] = []
        self.partial: dict[int, list[tuple[Local, Span]]] = {}
        self.held: dict[int, list[At]] = {}
        self.coming: set[int] = set()

    def _tellers(self, main: Iterable[str]) -> tuple[str, ...]:
        """The parties whose clocks the report may tell time on: to its main act, and to all acts that it dates."""
        dated = {self.at[m.id] for m in self.source.extraction.mentions if m.id in self.at and (m.times or m.orders)}
        found = {c for i in dated for c in self._parties(i)}
        return tuple(sorted(found | set(main)))

    def _parties(self, index: int) -> tuple[str, ...]:
        one = self.happenings[index]
        return self.cast.countries((*one.actors, *one.recipients))

    def _zones(self, index: int) -> tuple[str, ...]:
        return in_play(self.source, self._parties(index), self.happenings[index].place, self.countries)

    def _home(self, index: int) -> tuple[str, ...]:
        inside = self._zones(index)
        happening = self.happenings[index]
        here = of_place(happening.place)
        said = happening.type in SPEECH and (happening.place or "") in _state_names()
        if here in inside and happening.mode not in {"phone", "video"} and not said:
            return (here,)  # those who meet in one place meet on its clock
        written = of_place(self.source.report.dateline) or self.source.report.zone
        if not happening.actors and happening.type != "CONSULT" and written in inside:
            return (written,)  # nobody says who did it: the clock is that of where it was written
        if said:
            return tuple(z for z in home(self._parties(index), None) if z in inside)
        return tuple(z for z in home(self._parties(index), happening.place) if z in inside)

    def tell(self, mention: EventMention) -> None:
        """All that one mention says of when its event was."""
        index = self.at[mention.id]
        timexes = [(i, of_day(self.source.reading.timexes[i], mention)) for i in mention.times]
        for i, timex in sorted(timexes, key=lambda t: distance(t[1], mention)):
            if of_another(timex, [t for _, t in timexes]):
                continue
            if (
                timex.anchor in {"discourse", "event"}
                and not self.days.in_period(timex)
                and not self.days.part_of(timex)
            ):
                self._relative(mention, index, i, timex)
            else:
                self._stated(mention, index, i, timex)
        for i in mention.told:
            self._told(mention, index, self.source.reading.timexes[i])
        for base, far in mention.counted:
            self._counted(mention, index, base, far)
        for order in mention.orders:
            self._order(mention, index, order, [t for _, t in timexes])
        if mention.orders and not timexes and mention.status == "planned" and self.context.reference:
            self._to_come(mention, index)

    def _to_come(self, mention: EventMention, index: int) -> None:
        """What is to come before or after something else is not over when it is told."""
        zones = own(self.source) or self._zones(index)
        order = mention.orders[0]
        words = self.source.span(order.start, order.end)
        made = At(
            event=node(index),
            report=self.source.id,
            low=self.context.reference,
            high=None,
            zones=zones,
            words=words.quote,
            key=f"{mention.id}.to-come",
        )
        self.said.append(Said(statement=made, event=index, words=words))

    def _told(self, mention: EventMention, index: int, timex: Timex) -> None:
        """What somebody tells as past on a day was not after it; the day is never taken for the act's own."""
        local = resolve(timex, replace(self.context, future=False))
        if not local.resolved or mention.status not in REAL:
            return
        words = self.source.span(timex.start, timex.end)
        made = At(
            event=node(index),
            report=self.source.id,
            low=None,
            high=local.high,
            zones=(local.zone,) if local.zone else self._zones(index),
            words=words.quote,
            key=f"{mention.id}.told",
        )
        because = "the day on which it was told; it was not later"
        self.said.append(
            Said(statement=made, event=index, words=words, local=replace(local, low=None, because=because))
        )

    def _counted(self, mention: EventMention, index: int, date_at: int, far_at: int) -> None:
        """An act so many days from a date that is of no act ("said on Tuesday, a day after the call")."""
        date, far = self.source.reading.timexes[date_at], self.source.reading.timexes[far_at]
        local = resolve(date, replace(self.context, future=None))
        if local.low is None or local.high is None or far.unit is None or far.low is None:
            return
        low, high = (floor(add(t, far.unit, -far.low), "day") for t in (local.low, local.high - MOMENT))
        vague = VAGUE_DAYS.get(far.unit, 0) // 2 * DAY
        words = self.source.span(min(date.start, far.start), max(date.end, far.end))
        made = At(
            event=node(index),
            report=self.source.id,
            low=low - vague,
            high=high + DAY + vague,
            zones=(local.zone,) if local.zone else self._zones(index),
            words=words.quote,
            home=self._home(index),
            key=f"{mention.id}.counted",
        )
        if any(not meet(made, other) for other in self.held.get(index, ())):
            return
        self.held.setdefault(index, []).append(made)
        local = replace(local, low=made.low, high=made.high, precision="day", basis="relative")
        self.said.append(Said(statement=made, event=index, words=words, local=local))

    def _stated(self, mention: EventMention, index: int, i: int, timex: Timex) -> None:
        watched = self.days.watched(mention)
        future = (mention.status in FUTURE and not self.days.said_then(mention)) or watched
        counted = timex.anchor in {"discourse", "event"}
        context = replace(
            self.context,
            before=self.days.part_of(timex) or self.days.before(timex) or self.days.now() if counted else None,
            future=None if mention.status in REAL and to_come(self.source, i) and not watched else future,
        )
        if timex.bound and self.days.when(mention, timex):
            timex = replace(timex, bound=None)
        local = resolve(timex, context)
        if future and timex.bound in {"until", "before"}:
            local = self.days.deadline(local)
        words = self.source.span(timex.start, timex.end)
        if not local.resolved or (timex.bound and mention.status == "occurred"):
            dated = local.value[:1] in {*"X0123456789"} and any(c.isdigit() for c in local.value)
            if dated and timex.bound is None:
                self.partial.setdefault(index, []).append((local, words))
            return
        reference = self.context.reference
        held = any(c.report == self.source.id and c.status in REAL for c in self.happenings[index].group.chains)
        if (
            reference
            and held
            and not watched
            and mention.status in REAL
            and local.low is not None
            and local.low >= reference
        ):
            if not (mention.rule.startswith("act:noun") and mention.type in SCHEDULED and timex.day is not None):
                return  # what has been is not dated by days to come
            self.coming.add(index)  # but "take it up at their summit on 18 December"
        zones = self._zones(index)
        if local.zone:
            zones = (local.zone,)
        elif timex.anchor == "deictic":
            speaker = None if self.source.report.side else of_speaker(self.source, self.cast, timex.start)
            zones = (speaker,) if speaker else zones
        made = At(
            event=node(index),
            report=self.source.id,
            low=local.low,
            high=local.high,
            zones=zones,
            words=words.quote,
            home=tuple(z for z in self._home(index) if z in zones),
            key=f"{mention.id}.{i}",
        )
        if any(not meet(made, other) for other in self.held.get(index, ())):
            return  # a second date near the act is of something else
        self.held.setdefault(index, []).append(made)
        handle = (self.source.id, mention.id, i)
        self.said.append(
            Said(
                statement=made,
                event=index,
                words=words,
                local=local,
                handle=handle,
                part=timex.part,
                edge=dict(mention.edges).get(i),
            )
        )

    def _partner(self, mention: EventMention, index: int) -> int | None:
        """The event that "that day" or "the preceding night" is reckoned from."""
        mentions = self.source.extraction.mentions
        tied = [o.other for o in mention.orders] + [
            m.id for m in mentions if any(o.other == mention.id for o in m.orders) and m.sentence == mention.sentence
        ]
        for name in tied:
            if self.at.get(name, index) != index:
                return self.at[name]
        before = [m for m in mentions if m.trigger < mention.trigger and self.at.get(m.id, index) != index]
        if self.main is not None and self.main != index and any(self.at[m.id] == self.main for m in before):
            return self.main
        if mention.status in REAL:
            before = [m for m in before if m.status in REAL]
        dated = [m for m in before if m.times]
        timexes = self.source.reading.timexes
        # a day is counted from a day, not from a month that something was told of in passing
        by_day = [
            m
            for m in dated
            if any(timexes[n].day or timexes[n].weekday or timexes[n].unit in {"day", "hour"} for n in m.times)
        ]
        found = (by_day or dated or before)[-1:] if before else []
        return self.at[found[0].id] if found else None

    def _bearer(self, timex: Timex, index: int) -> int | None:
        """The act of the day spoken of last, for "that night" without an act of its own to count from."""
        if timex.unit != "day":
            return None
        mentions = self.source.extraction.mentions
        found: int | None = None
        for n, other in enumerate(self.source.reading.timexes):
            if other.start >= timex.start:
                break
            day = (
                other.day is not None
                or other.weekday is not None
                or (other.unit == "day" and other.anchor == "deictic")
            )
            if day and 0 <= timex.sentence - other.sentence <= 1:
                bearers = [m for m in mentions if n in m.times and self.at.get(m.id, index) != index]
                found = self.at[bearers[-1].id] if bearers else None
        return found

    def _from_date(self, mention: EventMention, index: int, i: int, timex: Timex) -> bool:
        """An act counted from a day that is of no act ("It sank on Friday. Lima protested a day later")."""
        base = self.days.day_before(timex)
        count = timex.low
        if base is None or base.low is None or count is None or timex.unit != "day" or timex.high not in {None, count}:
            return False
        low = floor(base.low, "day") + count * DAY
        counted = replace(
            base, low=low, high=low + DAY, precision="day", basis="relative", because="counted from the day before it"
        )
        self._reckoned(mention, index, i, counted)
        return True

    def _reckoned(self, mention: EventMention, index: int, i: int, local: Local) -> None:
        """Put a time that was counted from another day as a statement, unless it meets no other of the act."""
        timex = self.source.reading.timexes[i]
        words = self.source.span(timex.start, timex.end)
        made = At(
            event=node(index),
            report=self.source.id,
            low=local.low,
            high=local.high,
            zones=(local.zone,) if local.zone else self._zones(index),
            words=words.quote,
            home=() if local.zone else self._home(index),
            key=f"{mention.id}.{i}",
        )
        if any(not meet(made, other) for other in self.held.get(index, ())):
            return
        self.held.setdefault(index, []).append(made)
        self.said.append(
            Said(statement=made, event=index, words=words, local=local, handle=(self.source.id, mention.id, i))
        )

    def _relative(self, mention: EventMention, index: int, i: int, timex: Timex) -> None:
        if timex.unit is None or timex.low is None or timex.type == "SET" or timex.bound:
            return
        if timex.anchor == "event" and mention.orders:
            return  # the order says it, with the event that it is reckoned from
        other = self._bearer(timex, index) if timex.anchor == "discourse" else None
        if (
            other is None
            and timex.anchor == "discourse"
            and timex.part is None
            and self._from_date(mention, index, i, timex)
        ):
            return
        other = self._partner(mention, index) if other is None else other
        if other is None or (timex.part == OVERNIGHT and self.at.get(mention.id) == self.main):
            local = untied(timex, self.context.reference, to_come=mention.status in FUTURE)
            if local is not None:
                self._reckoned(mention, index, i, local)
                return
        if other is None:
            return
        high = timex.high if timex.high is not None else timex.low
        made = self._apart(
            index,
            other,
            unit=timex.unit,
            low=timex.low,
            high=high,
            part=timex.part,
            key=f"{mention.id}.{i}",
            words=timex,
        )
        words = self.source.span(timex.start, timex.end)
        handle = (self.source.id, mention.id, i)
        edge = dict(mention.edges).get(i)
        self.said.append(Said(statement=made, event=index, words=words, handle=handle, part=timex.part, edge=edge))

    def _order(self, mention: EventMention, index: int, order: Order, timexes: Sequence[Timex]) -> None:
        other = self.at.get(order.other)
        if other is None or other == index:
            return
        words = self.source.span(order.start, order.end)
        later, earlier = (index, other) if order.relation == "after" else (other, index)
        key = f"{mention.id}>{order.other}@{order.start}"
        made: Statement
        if order.unit and order.low is not None and not order.same_day:
            sign = 1 if order.relation == "after" else -1
            high = order.high if order.high is not None else order.low
            low, high = sorted((sign * order.low, sign * high))
            part = next((t.part for t in timexes if t.part and t.anchor in {"event", "discourse"}), None)
            made = self._apart(index, other, unit=order.unit, low=low, high=high, part=part, key=key, words=order)
        else:
            made = Apart(after=node(later), before=node(earlier), report=self.source.id, words=words.quote, key=key)
        self.said.append(Said(statement=made, event=index, words=words))

    def _apart(
        self,
        index: int,
        other: int,
        *,
        unit: str,
        low: int,
        high: int,
        part: str | None,
        key: str,
        words: Timex | Order,
    ) -> Statement:
        """So many units from one event to another; negative before it."""
        zones = self._zones(index)
        both = tuple(dict.fromkeys((*zones, *self._zones(other))))
        homes = dict.fromkeys((*self._home(index), *self._home(other)))
        told = Told(
            report=self.source.id,
            words=self.source.span(words.start, words.end).quote,
            key=key,
            zones=both,
            home=tuple(z for z in homes if z in both),
        )
        return so_far(index, other, unit=unit, low=low, high=high, part=part, side=modified(words), told=told)


def sayings(bundle: Bundle, cast: Cast, happenings: Sequence[Happening]) -> Sayings:
    """What all reports say of time."""
    spoken = references(bundle, happenings)
    years = {y for s in bundle.sources for y in day_years(s)} | {r.moment.year for r in spoken.values()}
    years = years or {y for s in bundle.sources for y in month_years(s)}
    said: list[Said] = []
    partial: dict[int, list[tuple[Local, Span]]] = {}
    coming: set[int] = set()
    for source in bundle.sources:
        repeated = {m.id for m in source.extraction.mentions if bundle.passage(source.id, m.trigger[0])}
        at = {
            m.id: i
            for i, h in enumerate(happenings)
            for c in h.group.chains
            if c.report == source.id
            for m in c.mentions
        }
        reporter = _Reporter(source, cast, happenings, at, bundle=tuple(sorted(years)), reference=spoken.get(source.id))
        for mention in source.extraction.mentions:
            if mention.id in at and mention.id not in repeated:  # "on Monday" of an old passage is no day of now
                reporter.tell(mention)
        said += reporter.said
        coming |= reporter.coming
        for index, found in reporter.partial.items():
            partial.setdefault(index, []).extend(found)
    said, outdated = parted(bundle, happenings, eased(said))
    return Sayings(
        said=tuple(said), partial={i: tuple(v) for i, v in partial.items()}, outdated=outdated, coming=frozenset(coming)
    )
