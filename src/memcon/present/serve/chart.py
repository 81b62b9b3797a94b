"""The timeline of a story: its events as bars on one scale of days, under the dates of several capitals' clocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from memcon.model.gazetteer import states
from memcon.present.serve.values import EventRow
from memcon.present.timeline import CHARACTER, Day, Frame, date_lines
from memcon.present.words import clipped

WIDE, NARROW = 960, 340
HEAD, LANE, BAR = 20.0, 20.0, 12.0
LEAST = 4.0
"""The width of the shortest bar."""
CLOCKS = 3
LANES = 24
LABEL = {"wide": 48, "narrow": 30}
"""Characters of a label in each drawing."""
MIDDLE = 0.9
"""The share of the events that decides how long a stretch is drawn; the rest may lie outside it."""
MARGIN = timedelta(hours=18)
FILLED = 0.7
"""The share of the drawing from which a bar fills it."""
VAGUE = 6
"""Bars that may fill the drawing."""
Placed = tuple[EventRow, tuple[datetime, datetime]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One event as a bar with its label: ``x`` to ``x + width``; ``href`` leads to its page."""

    x: float
    y: float
    width: float
    text: str
    text_x: float
    anchor: str
    title: str
    event: str
    story: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """The dates of one clock along the top."""

    name: str
    y: float
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawing of one width."""

    name: str
    width: int
    height: float
    left: float
    axes: tuple[Axis, ...]
    marks: tuple[Mark, ...]
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Charts:
    """The drawings of both widths; ``undated``, ``vague`` and ``beyond`` are how many events they leave to the list."""

    drawings: tuple[Chart, ...]
    undated: int
    vague: int
    beyond: int
    clocks: tuple[str, ...]


def charts(rows: Sequence[EventRow], now: datetime) -> Charts | None:
    """The timeline of some events; null where fewer than two can be placed."""
    placed = [(r, ends) for r in rows if (ends := _ends(r)) is not None]
    if len(placed) < 2:
        return None
    dated = len(placed)
    placed = _exact(placed)
    if len(placed) < 2:
        return None
    low, high = _stretch([e for _, e in placed])
    inside = [(r, (a, b)) for r, (a, b) in placed if a < high and b > low]
    clocks = _clocks(rows)
    drawings = tuple(_chart(size, (low, high), inside, clocks, now) for size in SIZES)
    return Charts(
        drawings=drawings,
        undated=len(rows) - dated,
        vague=dated - len(placed),
        beyond=len(placed) - len(drawings[0].marks),
        clocks=tuple(name for name, _ in clocks),
    )


SIZES = (("wide", WIDE), ("narrow", NARROW))


def _exact(placed: Sequence[Placed]) -> list[Placed]:
    """Without those that fill the whole drawing, where they are many: bars that are all alike say nothing."""
    low, high = _stretch([e for _, e in placed])
    most = (high - low) * FILLED
    exact = [(r, (a, b)) for r, (a, b) in placed if min(b, high) - max(a, low) < most]
    return exact if len(placed) - len(exact) > VAGUE else list(placed)


def _ends(row: EventRow) -> tuple[datetime, datetime] | None:
    low = datetime.fromisoformat(row.earliest).astimezone(UTC) if row.earliest else None
    high = datetime.fromisoformat(row.latest).astimezone(UTC) if row.latest else None
    if low is None and high is None:
        return None
    start, end = low or high, high or low
    assert start is not None  # noqa: S101 - one of the two is known
    assert end is not None  # noqa: S101
    return (start, max(start, end)) if start.year > 2 and end.year < 9990 else None


def _stretch(ends: Sequence[tuple[datetime, datetime]]) -> tuple[datetime, datetime]:
    """The stretch that most of the events lie in, so that one of years ago does not squeeze all others."""
    middles = sorted(a + (b - a) / 2 for a, b in ends)
    keep = max(2, round(len(middles) * MIDDLE))
    at = min(range(len(middles) - keep + 1), key=lambda i: middles[i + keep - 1] - middles[i])
    low, high = middles[at], middles[at + keep - 1]
    room = max((high - low) / 2, timedelta(days=2))
    starts = [a for a, b in ends if b > low - room and a < high + room and b - a < 4 * room]
    stops = [b for a, b in ends if b > low - room and a < high + room and b - a < 4 * room]
    first, last = min([low, *starts]), max([high, *stops])
    pad = max((last - first) / 40, MARGIN)
    return first - pad, last + pad


def _clocks(rows: Sequence[EventRow]) -> list[tuple[str, str]]:
    """The capitals whose clocks are shown: those of the parties that most events have."""
    counts = Counter(p for r in rows for p in r.parties if p in states() and states()[p].capital)
    best = sorted(counts, key=lambda p: (-counts[p], p))[:CLOCKS]
    return [(states()[p].capital[0], states()[p].zone) for p in best] or [("UTC", "UTC")]


def _chart(
    size: tuple[str, int],
    ends: tuple[datetime, datetime],
    placed: Sequence[tuple[EventRow, tuple[datetime, datetime]]],
    clocks: Sequence[tuple[str, str]],
    now: datetime,
) -> Chart:
    name, width = size
    wide = name == "wide"
    left = 96.0 if wide else 1.0
    frame = Frame(low=ends[0], high=ends[1], left=left, right=width - 1.0)
    step = HEAD if wide else HEAD + 12
    axes = tuple(
        Axis(name=clipped(city, 16), y=i * step, days=date_lines(frame, zone)) for i, (city, zone) in enumerate(clocks)
    )
    top = len(axes) * step + 6
    lanes: list[list[tuple[float, float]]] = []
    marks: list[Mark] = []
    for row, (start, end) in sorted(placed, key=lambda p: (p[1], p[0].story, p[0].id)):
        mark = _mark(frame, row, (start, end), LABEL[name], now)
        reach = len(mark.text) * CHARACTER
        begin = mark.text_x - reach if mark.anchor == "end" else mark.text_x
        span = min(mark.x, begin) - 5, max(mark.x + mark.width, begin + reach) + 5
        free = (i for i, lane in enumerate(lanes) if all(span[1] <= a or b <= span[0] for a, b in lane))
        lane = next(free, len(lanes))
        if lane >= LANES:
            continue
        if lane == len(lanes):
            lanes.append([])
        lanes[lane].append(span)
        marks.append(
            Mark(
                x=mark.x,
                y=round(top + 4 + lane * LANE, 1),
                width=mark.width,
                text=mark.text,
                text_x=mark.text_x,
                anchor=mark.anchor,
                title=mark.title,
                event=mark.event,
                story=mark.story,
                kind=mark.kind,
            )
        )
    height = top + max(1, len(lanes)) * LANE + 6
    return Chart(
        name=name, width=width, height=round(height, 1), left=left, axes=axes, marks=tuple(marks), top=round(top, 1)
    )


def _mark(frame: Frame, row: EventRow, ends: tuple[datetime, datetime], most: int, now: datetime) -> Mark:
    start, end = ends
    left = frame.x(start)
    width = max(LEAST, frame.x(end) - left)
    left = min(left, frame.right - width)
    text = clipped(row.label, most)
    reach = len(text) * CHARACTER
    if left + width + 4 + reach <= frame.right:
        text_x, anchor = left + width + 4, "start"
    elif left - 4 - reach >= frame.left:
        text_x, anchor = left - 4, "end"
    else:
        text_x, anchor = max(frame.left + 2, frame.right - reach - 2), "start"
    kind = "disputed" if row.disputed else "talk" if row.status not in ("occurred", "ongoing") else "done"
    return Mark(
        x=round(left, 1),
        y=0.0,
        width=round(width, 1),
        text=text,
        text_x=round(text_x, 1),
        anchor=anchor,
        title=f"{row.label}: {row.when or 'no date'}",
        event=row.id,
        story=row.story,
        kind=kind if start <= now or kind != "done" else "talk",
    )
