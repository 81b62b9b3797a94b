"""The levels of a pair over time as a drawing: cooperation and conflict with their bands, changes and acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from memcon.outlook.types import Level, Pair, Point
from memcon.present.timeline import Day, Frame, date_lines

WIDE, NARROW = 960, 340
TALL, HEAD, GAP = 96.0, 20.0, 14.0
LEFT = 40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One level: its line and band as paths, the days on which it changed, the acts as ticks."""

    kind: str
    words: str
    y: float
    line: str
    band: str
    zero: float
    top: float
    most: str
    changes: tuple[tuple[float, str], ...]
    ticks: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A drawing of one width."""

    name: str
    width: int
    height: float
    left: float
    right: float
    days: tuple[Day, ...]
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """The drawings of both widths."""

    sheets: tuple[Sheet, ...]
    says: str


def curve(pair: Pair) -> Curve | None:
    """The drawing of a pair; null where no act could be placed on a day."""
    days = [p.day for level in (pair.cooperation, pair.conflict) for p in level.points]
    if len(set(days)) < 2:
        return None
    low, high = _moment(min(days)), _moment(max(days)) + timedelta(days=1)
    most = max([p.high for level in (pair.cooperation, pair.conflict) for p in level.points] + [0.1])
    sheets = tuple(_sheet(name, width, (low, high), pair, most) for name, width in (("wide", WIDE), ("narrow", NARROW)))
    return Curve(sheets=sheets, says=f"Levels a week from {min(days)} to {max(days)}; the table says the same")


def _moment(day: str) -> datetime:
    found = date.fromisoformat(day)
    return datetime(found.year, found.month, found.day, tzinfo=UTC)


def _sheet(name: str, width: int, ends: tuple[datetime, datetime], pair: Pair, most: float) -> Sheet:
    frame = Frame(low=ends[0], high=ends[1], left=LEFT, right=width - 1.0)
    panels = tuple(
        _panel(frame, pair, level, words, HEAD + 4 + i * (TALL + GAP), most)
        for i, (level, words) in enumerate(((pair.cooperation, "Cooperation"), (pair.conflict, "Conflict")))
    )
    return Sheet(
        name=name,
        width=width,
        height=HEAD + 2 * (TALL + GAP) + 4,
        left=LEFT,
        right=width - 1.0,
        days=date_lines(frame, "UTC"),
        panels=panels,
    )


def _panel(frame: Frame, pair: Pair, level: Level, words: str, y: float, most: float) -> Panel:  # noqa: PLR0917
    zero = y + TALL

    def at(point: Point, value: float) -> str:
        x = frame.x(_moment(point.day) + timedelta(hours=12))
        return f"{x:.1f} {zero - (TALL - 14) * min(1.0, max(0.0, value) / most):.1f}"

    points: Sequence[Point] = level.points
    line = "M" + " L".join(at(p, p.level) for p in points) if points else ""
    band = ""
    if points:
        upper, lower = [at(p, p.high) for p in points], [at(p, p.low) for p in reversed(points)]
        band = "M" + " L".join([*upper, *lower]) + "Z"
    ticks = tuple(
        (round(frame.x(_moment(m.first)), 1), f"{m.label} ({m.first})")
        for m in pair.marks
        if m.kind == level.kind and m.first
    )
    return Panel(
        kind=level.kind,
        words=words,
        y=round(y, 1),
        line=line,
        band=band,
        zero=round(zero, 1),
        top=round(zero - (TALL - 14), 1),
        most=f"{most:.1f}",
        changes=tuple(
            (round(frame.x(_moment(c.day)), 1), f"from {c.before:.2f} to {c.after:.2f} a week about {c.day}")
            for c in level.changes
        ),
        ticks=ticks,
    )
