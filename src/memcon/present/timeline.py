"""The timeline: events and the reports' own words for their time as bars, a row for each capital's clock.

A pure function from intervals to numbers: all rows share one scale, so that one moment stands at one place on
all of them and only the date lines move. An end that no report gives fades out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from memcon.model.interval import MONTHS, day_words
from memcon.present.words import clipped

WIDE, NARROW = 960, 340
GUTTER = 112
CHARACTER = 6.2
"""The width of a character of a label, in units of the drawing."""
NAMED = 16
"""Characters of a clock’s name that the margin takes."""
SIGNS = ("+", "−")
HEIGHT, THIN = 12.0, 5.0
LEAST = 3.0
"""The width of the shortest bar; a minute is drawn as this."""
SHORTEST = timedelta(hours=30)
"""The shortest stretch that a drawing covers."""
ROOM = timedelta(days=6)
"""How far events may lie apart and still share a drawing, unless the main one is longer."""
_SLACK = timedelta(minutes=30)
_EDGE = datetime(3, 1, 1, tzinfo=UTC), datetime(9990, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The words of some reports for a time: ``low`` to ``high`` on a clock that they do not name."""

    reports: tuple[str, ...]
    words: str
    low: datetime
    high: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event to draw; an end that is not known is null, with both null it is not drawn."""

    id: str
    label: str
    low: datetime | None
    high: datetime | None
    main: bool = False
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """When a report was published: a moment, or a day where no hour is given."""

    report: str
    low: datetime
    high: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar with its label; ``fade`` says which ends are open (``l``, ``r``, ``lr`` or nothing)."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    text: str
    text_x: float
    anchor: str
    title: str
    fade: str = ""
    inside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A date line; ``label`` stands right of it, empty where there is no room. ``line`` is false at the frame."""

    x: float
    label: str
    line: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The row of one clock; ``offset`` is its distance from UTC, empty where it is not told."""

    name: str
    offset: str
    y: float
    height: float
    days: tuple[Day, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A drawing of one width, ``left`` to ``right`` the frame of its bars."""

    name: str
    width: int
    height: float
    left: float
    right: float
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The drawings, their key (number, label, id of the event), and what they say in words.

    ``issues`` tells whether publications are drawn; ``words`` whether the reports’ own words are. ``beyond`` are labels
    of events too far off to be drawn.
    """

    drawings: tuple[Drawing, ...]
    key: tuple[tuple[int, str, str], ...]
    issues: bool
    words: bool
    open: bool
    beyond: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A stretch of time laid over a stretch of the drawing."""

    low: datetime
    high: datetime
    left: float
    right: float

    def x(self, moment: datetime) -> float:
        """The place of a moment, kept to the frame."""
        part = (moment.astimezone(UTC) - self.low) / (self.high - self.low)
        return self.left + min(1.0, max(0.0, part)) * (self.right - self.left)


def timeline(
    happenings: Sequence[Happening], clocks: Sequence[tuple[str, str]], issues: Sequence[Issue] = ()
) -> Timeline | None:
    """The timeline of some events on some clocks (name, IANA zone); null where no time or no clock is known."""
    dated = [_absolute(h) for h in happenings if (h.low or h.high) and _sane(h.low, h.high)]
    if not dated or not clocks:
        return None
    kept, low, high = _stretch(dated, clocks, issues)
    told = tuple(i for i in issues if low <= i.high and i.low <= high)
    numbered = [(n, h) for n, h in enumerate(kept, 1)]
    drawings = tuple(
        _drawing(name, Frame(low=low, high=high, left=float(gutter or 1), right=width - 1.0), numbered, clocks, told)
        for name, width, gutter in (("wide", WIDE, GUTTER), ("narrow", NARROW, 0))
    )
    bars = [b for d in drawings for band in d.bands for b in band.bars]
    return Timeline(
        drawings=drawings,
        key=tuple((n, h.label, h.id) for n, h in numbered),
        issues=bool(told),
        words=any(b.kind == "said" for b in bars),
        open=any(b.fade for b in bars),
        beyond=tuple(h.label for h in dated if h not in kept),
    )


def _absolute(h: Happening) -> Happening:
    """The event in UTC: two moments of one zone would be told apart by its wall clock, an hour off over a switch."""
    return replace(h, low=h.low and h.low.astimezone(UTC), high=h.high and h.high.astimezone(UTC))


def _sane(low: datetime | None, high: datetime | None) -> bool:
    ends = [e for e in (low, high) if e is not None]
    return all(_EDGE[0] < e < _EDGE[1] for e in ends) and (low is None or high is None or low <= high)


def _ends(h: Happening) -> tuple[datetime, datetime]:
    """Both ends; an open one is taken at the known one."""
    low = h.low or h.high
    high = h.high or h.low
    assert low is not None  # noqa: S101 - one of the two is known of every event drawn
    assert high is not None  # noqa: S101
    return low, high


def fitting(h: Happening, said: Said, zone: str) -> tuple[datetime, datetime] | None:
    """The stretch that some words mean on a clock, or null where the event does not lie in it there."""
    local = ZoneInfo(zone)
    low, high = said.low.replace(tzinfo=local).astimezone(UTC), said.high.replace(tzinfo=local).astimezone(UTC)
    if h.low is None or h.high is None or not _sane(low, high):
        return None
    return (low, high) if low <= h.low + _SLACK and h.high - _SLACK <= high and low < high else None


def _stretch(
    dated: Sequence[Happening], clocks: Sequence[tuple[str, str]], issues: Sequence[Issue]
) -> tuple[list[Happening], datetime, datetime]:
    """The events that share the drawing in order of time, and the stretch of time that it covers."""
    first = next((h for h in dated if h.main), None) or min(dated, key=lambda h: (_ends(h), h.id))
    low, high = _ends(first)
    most = max(ROOM, 3 * (high - low))
    kept = [first]

    def widen(start: datetime, end: datetime) -> bool:
        nonlocal low, high
        if max(high, end) - min(low, start) > most:
            return False
        low, high = min(low, start), max(high, end)
        return True

    middle = low + (high - low) / 2
    for h in sorted(dated, key=lambda h: (min(abs(e - middle) for e in _ends(h)), h.id)):
        start, end = _ends(h)
        if h is not first and (widen(start, end) or (start < high and low < end)):
            kept.append(h)
    for h in kept:
        for _, zone in clocks:
            for said in h.said:
                found = fitting(h, said, zone)
                if found is not None:
                    widen(*found)
    for issue in sorted(issues, key=lambda i: (i.low, i.report)):
        widen(issue.low, issue.high)
    if high - low < SHORTEST:
        spare = (SHORTEST - (high - low)) / 2
        low, high = low - spare, high + spare
    pad = (high - low) / 20
    before = 5 if any(h.low is None for h in kept) else 1
    after = 5 if any(h.high is None for h in kept) else 1
    kept.sort(key=lambda h: (_ends(h), h.id))
    return kept, low - before * pad, high + after * pad


def _drawing(
    kind: str,
    frame: Frame,
    numbered: Sequence[tuple[int, Happening]],
    clocks: Sequence[tuple[str, str]],
    issues: Sequence[Issue],
) -> Drawing:
    wide = kind == "wide"
    head = 18.0 if wide else 34.0
    bands: list[Band] = []
    y = 0.0
    for clock, zone in clocks:
        bars, depth = _bars(frame, numbered, ZoneInfo(zone), issues, wordy=wide)
        placed = tuple(replace(b, y=round(b.y + y + head, 1)) for b in bars)
        height = max(head + depth, 36.0) + 6
        name, _, offset = clock.rpartition(" ")
        if not name or offset[:1] not in SIGNS:
            name, offset = clock, ""
        bands.append(
            Band(
                name=clipped(name, NAMED if wide else 2 * NAMED),
                offset=offset,
                y=round(y, 1),
                height=round(height, 1),
                days=date_lines(frame, zone),
                bars=placed,
            )
        )
        y += height
    return Drawing(
        name=kind,
        width=round(frame.right + 1),
        height=round(y, 1),
        left=frame.left,
        right=frame.right,
        bands=tuple(bands),
    )


def _bars(
    frame: Frame, numbered: Sequence[tuple[int, Happening]], local: ZoneInfo, issues: Sequence[Issue], *, wordy: bool
) -> tuple[tuple[Bar, ...], float]:
    """The bars of one row, each on the first lane where it and its label are free; and how deep they go."""
    out: list[Bar] = []
    depth = 0.0

    def lay(found: Iterable[Bar], step: float) -> None:
        nonlocal depth
        lanes: list[list[tuple[float, float]]] = []
        for bar in found:
            reach = len(bar.text) * CHARACTER
            start = bar.text_x - reach if bar.anchor == "end" else bar.text_x
            span = min(bar.x, start) - 4, max(bar.x + bar.width, start + reach) + 4
            free = (i for i, lane in enumerate(lanes) if all(span[1] <= a or b <= span[0] for a, b in lane))
            lane = next(free, len(lanes))
            if lane == len(lanes):
                lanes.append([])
            lanes[lane].append(span)
            out.append(replace(bar, y=round(depth + lane * step, 1)))
        depth += step * len(lanes)

    lay((_event(frame, n, h, local) for n, h in numbered), 20.0)
    said: list[Bar] = []
    for n, h in numbered:
        for words in h.said:
            found = fitting(h, words, local.key)
            if found is not None:
                marks = " ".join(words.reports)
                text = f"{n} {marks} “{clipped(words.words, 36)}”" if wordy else f"{n} {marks}"
                title = f"{marks}: “{words.words}”"
                said.append(_bar(frame, "said", found, text, title))
    lay(said, 15.0)
    stamps = []
    for i in issues:
        when = _moment(i.low.astimezone(local), i.high.astimezone(local))
        stamps.append(_bar(frame, "issue", (i.low, i.high), f"{i.report} out", f"{i.report} published, {when}"))
    lay(stamps, 15.0)
    return tuple(out), depth


def _event(frame: Frame, number: int, h: Happening, local: ZoneInfo) -> Bar:
    low, high = _ends(h)
    words = _moment(low.astimezone(local), high.astimezone(local))
    if h.low is None or h.high is None:
        words = f"{'before' if h.low is None else 'from'} {_moment(low.astimezone(local), low.astimezone(local))}"
    hours = _hours(low.astimezone(local), high.astimezone(local)) if h.low and h.high else ""
    kind = "main" if h.main else "event"
    return _bar(frame, kind, (h.low, h.high), f"{number} {hours}".rstrip(), f"{number} {h.label}: {words}")


def _bar(frame: Frame, kind: str, ends: tuple[datetime | None, datetime | None], text: str, title: str) -> Bar:
    low, high = ends
    height = HEIGHT if kind in ("main", "event") else THIN
    left = frame.left if low is None else frame.x(low)
    right = frame.right if high is None else frame.x(high)
    width = max(LEAST, right - left)
    left = max(frame.left, min(left, frame.right - width))
    fade = ("l" if low is None or low < frame.low else "") + ("r" if high is None or high > frame.high else "")
    reach = len(text) * CHARACTER
    inside = False
    if reach + 8 <= width and height > THIN and "l" not in fade:
        text_x, anchor, inside = left + 4, "start", True
    elif left + width + 4 + reach <= frame.right:
        text_x, anchor = left + width + 4, "start"
    elif left - 4 - reach >= frame.left:
        text_x, anchor = left - 4, "end"
    else:
        text_x, anchor = min(left + 4, max(frame.left + 2, frame.right - reach - 2)), "start"
        inside = height > THIN
    return Bar(
        kind=kind,
        x=round(left, 1),
        y=0.0,
        width=round(width, 1),
        height=height,
        text=text,
        text_x=round(text_x, 1),
        anchor=anchor,
        title=title,
        fade=fade,
        inside=inside,
    )


def _hours(low: datetime, high: datetime) -> str:
    """The hours of a stretch of at most a day, rounded outward to full ones: ``17–24 h``; empty for longer ones."""
    if high - low <= timedelta(minutes=1):
        return f"{low:%H:%M} h"
    if high - low >= timedelta(hours=24):
        return ""
    up = high if high.minute % 15 == 0 else high.replace(minute=0) + timedelta(hours=1)
    start = f"{low:%H}" if low.minute % 15 or not low.minute else f"{low:%H:%M}"
    end = f"{up:%H}" if not up.minute else f"{up:%H:%M}"
    return f"{start}–{'24' if (up.hour, up.minute) == (0, 0) else end} h"


def _moment(low: datetime, high: datetime) -> str:
    if high - low <= timedelta(minutes=1):
        return f"{day_words(low, year=True)}, {low:%H:%M} h"
    last = high - timedelta(minutes=1)
    hours = _hours(low, high)
    if low.date() == last.date():
        return f"{day_words(low, year=True)}{f', {hours}' if hours else ''}"
    return f"{day_words(low)} {low:%H:%M} h – {day_words(last, year=True)} {last + timedelta(minutes=1):%H:%M} h"


def date_lines(frame: Frame, zone: str) -> tuple[Day, ...]:
    """The date lines of a clock, as many as the frame has room for, each with as much of its label."""
    local = ZoneInfo(zone)
    low, high = frame.low.astimezone(local), frame.high.astimezone(local)
    room = frame.right - frame.left
    starts: list[datetime] = []
    for unit, size in (("day", 1), ("day", 2), ("week", 1), ("month", 1), ("month", 3), ("year", 1), ("year", 5)):
        starts = _starts(low, high, unit, size)
        if len(starts) * 44 <= room or (unit, size) == ("year", 5):
            break
    while len(starts) * 44 > room:
        starts = starts[::2]
    places = [(frame.x(s), s, s >= low) for s in starts]
    # a midnight within a moment of the frame's edge stands in for the day before it
    places = [p for i, p in enumerate(places) if i + 1 == len(places) or places[i + 1][0] - p[0] > 0.1]
    out = []
    for i, (x, start, line) in enumerate(places):
        end = places[i + 1][0] if i + 1 < len(places) else frame.right
        label = next((w for w in _labels(start, unit) if len(w) * CHARACTER + 5 <= end - x), "")
        out.append(Day(x=round(x, 1), label=label, line=line))
    return tuple(out)


def _labels(day: datetime, unit: str) -> tuple[str, ...]:
    month = MONTHS[day.month - 1]
    if unit == "year":
        return (str(day.year),)
    if unit == "month":
        return (f"{month} {day.year}", month)
    return (day_words(day), f"{day.day} {month}", str(day.day))


def _starts(low: datetime, high: datetime, unit: str, size: int) -> list[datetime]:
    """The local midnights that begin a unit: that of the stretch’s first moment, and each up to its end.

    Walked on the wall clock, so that a day of 23 or 25 hours is one day.
    """
    wall = low.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    if unit == "week":
        wall -= timedelta(days=wall.weekday())
    if unit == "month":
        wall = wall.replace(day=1, month=(wall.month - 1) // size * size + 1)
    if unit == "year":
        wall = wall.replace(day=1, month=1, year=max(1, wall.year // size * size))
    out: list[datetime] = []
    while wall.astimezone(UTC) < high.astimezone(UTC) and len(out) < 400:
        out.append(wall)
        if unit in ("day", "week"):
            wall += timedelta(days=size * (7 if unit == "week" else 1))
        else:
            months = wall.year * 12 + wall.month - 1 + size * (12 if unit == "year" else 1)
            wall = wall.replace(year=months // 12, month=months % 12 + 1)
    return out
