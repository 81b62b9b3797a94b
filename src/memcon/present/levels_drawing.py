"""Levels over time as small multiples: a panel for each direction and kind, one scale, bands, acts as ticks, changes.

A pure function from pairs to numbers, like ``timeline``: what is drawn stands in a table beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from memcon.outlook.types import Level, Mark, Pair, Point
from memcon.present.timeline import Day, Frame, date_lines

SIZES = {"wide": 960, "narrow": 340}
LEFT, TALL, HEAD, TICKS, GAP = 34.0, 74.0, 18.0, 16.0, 12.0
LEAST = 0.5
"""The level that the scale reaches at least: below it small ups and downs would look large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """An act: where it stands, how tall by its weight, and whether a report gives its day (else it is drawn hollow)."""

    x: float
    width: float
    height: float
    dated: bool
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One level of one direction: the band and the line as paths, the acts below, changes as upright lines."""

    kind: str
    words: str
    end: str
    y: float
    zero: float
    floor: float
    line: str
    band: str
    ticks: tuple[Tick, ...]
    changes: tuple[tuple[float, str], ...]
    covered: tuple[tuple[float, float], ...]
    """Stretches of days that reports cover: start and width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The panels at one width; ``grid`` are figures of the scale with how far above the zero line each stands."""

    name: str
    width: int
    height: float
    left: float
    right: float
    days: tuple[Day, ...]
    panels: tuple[Panel, ...]
    grid: tuple[tuple[str, float], ...]


def sheets(pairs: Sequence[Pair]) -> tuple[Sheet, ...]:
    """The drawings of some pairs, on one scale of days and of levels; none where no act is placed on a day."""
    levels = [level for p in pairs for level in (p.cooperation, p.conflict) if level.points]
    days = sorted({p.day for level in levels for p in level.points})
    if len(days) < 2:
        return ()
    low, high = _moment(days[0]), _moment(days[-1]) + timedelta(days=1)
    most = max([LEAST, *(p.high for level in levels for p in level.points)])
    return tuple(_sheet(name, width, (low, high), pairs, most) for name, width in SIZES.items())


@lru_cache(maxsize=4096)
def _moment(day: str) -> datetime:
    found = date.fromisoformat(day)
    return datetime(found.year, found.month, found.day, tzinfo=UTC)


def _sheet(name: str, width: int, ends: tuple[datetime, datetime], pairs: Sequence[Pair], most: float) -> Sheet:
    frame = Frame(low=ends[0], high=ends[1], left=LEFT, right=width - 2.0)
    panels: list[Panel] = []
    y = 18.0
    for pair in pairs:
        for level in (pair.cooperation, pair.conflict):
            if level.points:
                panels.append(_panel(frame, pair, level, y, most))
                y += HEAD + TALL + TICKS + GAP
    step = next(s for s in (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, most) if most / s <= 4)
    grid = [(f"{step * i:g}", round(TALL * step * i / most, 1)) for i in range(1, int(most / step) + 1)]
    return Sheet(
        name=name,
        width=width,
        height=round(y, 1),
        left=LEFT,
        right=width - 2.0,
        days=date_lines(frame, "UTC"),
        panels=tuple(panels),
        grid=tuple(grid),
    )


def _panel(frame: Frame, pair: Pair, level: Level, y: float, most: float) -> Panel:
    zero = y + HEAD + TALL
    noon = timedelta(hours=12)

    places = [f"{frame.x(_moment(p.day) + noon):.1f}" for p in level.points]

    def along(values: Sequence[float]) -> list[str]:
        heights = (zero - TALL * min(1.0, max(0.0, v) / most) for v in values)
        return [f"{x} {y:.1f}" for x, y in zip(places, heights, strict=True)]

    upper, lower = along([p.high for p in level.points]), along([p.low for p in level.points])[::-1]
    own = [m for m in pair.marks if m.kind == level.kind]
    heaviest = max([m.weight for m in own], default=1.0)
    end = level.points[-1]
    return Panel(
        kind=level.kind,
        words=f"{pair.source_name} → {pair.target_name}: {level.kind}",
        end=f"{end.level:.2f} a week",
        y=round(y + 12, 1),
        zero=round(zero, 1),
        floor=round(zero + TICKS, 1),
        line="M" + " L".join(along([p.level for p in level.points])),
        band="M" + " L".join([*upper, *lower]) + "Z",
        ticks=tuple(_tick(frame, m, heaviest) for m in own if m.first and m.last and _seen(frame, m)),
        changes=tuple(
            (
                round(frame.x(_moment(c.day)), 1),
                f"about {c.day}: from {c.before:.2f} to {c.after:.2f} a week, probability {c.probability:.2f}",
            )
            for c in level.changes
        ),
        covered=tuple(_stretches(frame, level.points)),
    )


def _seen(frame: Frame, mark: Mark) -> bool:
    return mark.last is not None and _moment(mark.last) + timedelta(days=1) > frame.low


def _tick(frame: Frame, mark: Mark, heaviest: float) -> Tick:
    start = frame.x(_moment(mark.first or ""))
    end = frame.x(_moment(mark.last or "") + timedelta(days=1))
    days = mark.first if mark.first == mark.last else f"{mark.first} to {mark.last}"
    number = (_moment(mark.last or "") - _moment(mark.first or "")).days + 1
    return Tick(
        x=round(start if end - start > 3 else (start + end) / 2 - 1.5, 1),
        width=round(max(3.0, end - start - 1), 1),
        height=round(3 + (TICKS - 5) * mark.weight / heaviest / max(1, number / 7), 1),
        dated=mark.placed == "dated",
        title=f"{days}: {mark.label}, weight {mark.weight:.2f}",
    )


def _stretches(frame: Frame, points: Sequence[Point]) -> list[tuple[float, float]]:
    """Days with a report about a party, joined where they follow each other."""
    out: list[tuple[float, float]] = []
    for point in points:
        if point.covered <= 0:
            continue
        start = frame.x(_moment(point.day))
        end = frame.x(_moment(point.day) + timedelta(days=1))
        if out and start - (out[-1][0] + out[-1][1]) < 0.6:
            out[-1] = (out[-1][0], round(end - out[-1][0], 1))
        else:
            out.append((round(start, 1), round(end - start, 1)))
    return out
