"""Time stamps that say Z and may be a local clock: what only the texts show.

A press release cannot tell as past what its stamp had not reached, nor as to come what it had passed. Where
that is so by UTC, and not by the clock of the outlet or side, the stamp is in doubt: both moments are
kept in play (``Report.published_or``), and the memorandum says so. Nothing is changed in silence.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from memcon.extract.types import EventMention
from memcon.ingest.lineage import zone_of
from memcon.model.memo import Caution, Memorandum, Report
from memcon.read.types import Timex
from memcon.reconcile.bundle import Bundle, Source
from memcon.reconcile.calendar import Context, absolute, resolve
from memcon.reconcile.lexis import table
from memcon.reconcile.zones import capital, instant, names, of_place

KIND = "time-stamp"
NOON = time(12)
REAL = frozenset({"occurred", "ongoing"})
TO_COME = frozenset({"planned", "proposed"})


def doubted(bundle: Bundle) -> tuple[Report, ...]:
    """The reports, those whose time stamp their own text speaks against with the doubt and the other moment."""
    known = {s.id: s for s in bundle.sources}
    return tuple(_doubted(known[r.id]) if r.id in known else r for r in bundle.reports)


def _readings(report: Report) -> tuple[datetime, datetime, str] | None:
    """The stamp as UTC, its digits as the local clock, and that clock's zone; null where it is not to be doubted.

    Noon to the second stands for a day without an hour.
    """
    zone = report.zone or zone_of(report.outlet)
    if report.doubt or not report.published or not zone:
        return None
    stamp = datetime.fromisoformat(report.published)
    if stamp.utcoffset() != timedelta() or stamp.time() == NOON or not report.published.endswith("+00:00"):
        return None
    local = stamp.replace(tzinfo=ZoneInfo(zone))
    return (stamp, local, zone) if local.utcoffset() else None


def _doubted(source: Source) -> Report:
    report = source.report
    both = _readings(report)
    if both is None:
        return report
    stamp, local, zone = both
    ease = timedelta(minutes=table("stamps")["minutes"])
    for mention in source.extraction.mentions:
        kind = "past" if mention.status in REAL else "to-come" if mention.status in TO_COME else None
        for index in mention.times if kind else ():
            timex = source.reading.timexes[index]
            clock = timex.zone or _clock(source, mention, zone)
            if timex.hour is None or timex.bound or clock is None:
                continue
            by_stamp, by_local = (
                _at(timex, now.astimezone(ZoneInfo(zone)), clock, kind == "to-come") for now in both[:2]
            )
            if by_stamp is None or by_local is None:
                continue
            wrong = by_stamp > stamp + ease if kind == "past" else by_stamp < stamp - ease
            right = by_local <= local + ease if kind == "past" else by_local >= local - ease
            if wrong and right:
                words = " ".join(source.reading.text[timex.start : timex.end].split())
                return _with(report, local, str(kind), zone, words=words)
    return report


def _clock(source: Source, mention: EventMention, zone: str) -> str | None:
    """The clock that an hour without a zone is told on, if there can be one alone: a side's own, or all parties'."""
    if source.report.side:
        return zone
    entities = [source.entity(e) for e in (*mention.actors, *mention.recipients)]
    homes = {capital(e.country) for e in entities if e and e.country}
    if mention.place:
        homes.add(of_place(mention.place))
    return zone if homes == {zone} else None


def _at(timex: Timex, now: datetime, clock: str, future: bool) -> datetime | None:  # noqa: FBT001
    """The moment that a time expression names, spoken at a moment on the outlet's clock."""
    local = resolve(timex, Context(reference=now.replace(tzinfo=None), future=future))
    return absolute(local, clock).low if local.resolved else None


def _with(report: Report, local: datetime, kind: str, zone: str, **filled: str) -> Report:
    doubt = str(table("stamps")["texts"][kind]).format(city=names([zone])[zone], **filled)
    return replace(report, published_or=local.isoformat(), doubt=doubt)


def late(memo: Memorandum) -> Memorandum:
    """The memorandum with the stamps doubted that its events speak against, and a caution for each doubt.

    An event that a report tells as done was, as other reports time it, after the report's stamp and
    not after the same digits on its own clock.
    """
    reports = tuple(_late(r, memo) for r in memo.reports)
    cautions = [c for r in reports if r.read and (c := _caution(r)) is not None]
    return replace(memo, reports=reports, cautions=(*memo.cautions, *cautions))


def _late(report: Report, memo: Memorandum) -> Report:
    both = _readings(report) if report.read else None
    if both is None:
        return report
    stamp, local, zone = both
    for event in memo.events:
        when = event.time
        if event.status not in REAL or report.id not in event.reports or when is None or not when.earliest:
            continue
        others = {w.report for w in when.words} - {report.id}
        if not others or when.precision not in {"instant", "part-of-day"}:
            continue
        if stamp.timestamp() < instant(when.earliest) <= local.timestamp():
            return _with(report, local, "event", zone, what=event.label)
    return report


def _caution(report: Report) -> Caution | None:
    if not report.doubt:
        return None
    texts = table("stamps")["texts"]
    name = report.outlet or report.title or report.file
    text = str(texts["caution"]).format(id=report.id, name=name, doubt=report.doubt)
    done = texts["both"] if report.published_or else texts["taken"]
    return Caution(kind=KIND, text=text + str(done).format(moment=report.published))
