"""The clock table: the events worth it on every clock, and how the clocks fit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from memcon.model.memo import Event, Report, Slot
from memcon.present import clockwords
from memcon.present.desk import Desk
from memcon.present.timeline import Happening, Issue, Said, Timeline, fitting, timeline
from memcon.present.view import Cell, ClockRow, Line
from memcon.present.words import glyph, unit, words_of

ROWS = 6
CLOCKS = 4


def clocks(desk: Desk, zone: str | None) -> list[tuple[str, str]]:
    """The clocks shown, as names and zones: the main event's first, then other parties', then the reader's own."""
    seen: dict[str, str] = {}
    main = [desk.main] if desk.main else []
    tied = [e for e in desk.memo.events if desk.tied(e) and _worth(desk, e)]
    for event in [*main, *tied] if main and clockwords.clocks(main[0]) else desk.memo.events:
        for clock in clockwords.clocks(event, desk.home(event)):
            seen.setdefault(clock.capital, clock.zone)
    found = list(seen.items())[:CLOCKS]
    return [*found, (f"{zone.rsplit('/', 1)[-1].replace('_', ' ')} (yours)", zone)] if zone else found


def clock_rows(desk: Desk, clocks: list[tuple[str, str]]) -> tuple[ClockRow, ...]:
    """The main event, and those dated to a day or better or tied to it by order, in order of time."""
    chosen = [e for e in desk.memo.events if desk.main and _worth(desk, e)]
    chosen.sort(key=lambda e: (e is not desk.main, -desk.weight(e), e.id))
    kept = {e.id for e in chosen[:ROWS]}
    rows = [_row(desk, e, clocks) for e in desk.memo.events if e.id in kept]
    return tuple(r for r in rows if clocks and (r.main or r.basis))


def _worth(desk: Desk, event: Event) -> bool:
    if desk.main is not None and event.id == desk.main.id:
        return event.time is not None
    if event.type is None or event.status not in ("occurred", "ongoing"):
        return False
    dated = clockwords.bounds(event.time) is not None
    if not dated or event.time is None:
        return desk.tied(event) and event.type == "CONSULT"
    if event.time.precision in ("instant", "part-of-day") or len(event.reports) > 1:
        return event.time.precision in (*clockwords.CLOSE, "week")
    return event.time.precision == "day" and (desk.tied(event) or (event.type == "CONSULT" and bool(event.mode)))


def _row(desk: Desk, event: Event, clocks: list[tuple[str, str]]) -> ClockRow:
    return ClockRow(
        label=event.label,
        event=event.id,
        cells=tuple(clockwords.cell(event.time, z) for _, z in clocks),
        basis=_basis(desk, event),
        main=desk.main is not None and event.id == desk.main.id,
    )


def _basis(desk: Desk, event: Event) -> tuple[Cell, ...]:
    """The words that date it, with the reports that have them; those of an order where there is no date."""
    cells: list[Cell] = []
    for kind, most in (("time", 4), ("order", 2)):
        for slot in (s for s in event.slots if s.slot == kind):
            said: dict[str, list[str]] = {}
            for position in slot.positions:
                value = _exact(position.value) if kind == "order" else position.value
                same = next((v for v in said if v.casefold() == value.casefold()), value)
                said.setdefault(same, []).extend(position.claims)
            if kind == "order" and (cells or len(said) > 1):
                said = {v: cs for v, cs in said.items() if unit(v) < len(words_of("units"))}
            held = {c.text.casefold() for c in cells}
            found = [(f"“{v}”", cs) for v, cs in list(said.items())[:most]]
            cells += [Cell(text=t, cites=desk.cites(cs)) for t, cs in found if t.casefold() not in held]
    if not cells and event.time:
        cells = [Cell(text=f"“{q}”") for q in dict.fromkeys(w.quote for w in event.time.words[:3])]
    return tuple(cells)


def _exact(words: str) -> str:
    """Of several words for an order, ``one day after / the preceding night``, the most exact."""
    later = words_of("later")
    return min(words.split(" / "), key=lambda w: (not any(x in w for x in later), unit(w), -len(w)))


def missing(desk: Desk, rows: Sequence[ClockRow], line: Timeline | None) -> str:
    """Why there is no timeline, in a plain sentence; empty where there is one or there is no event at all."""
    if line is not None or desk.main is None:
        return ""
    if any(e.time and (e.time.earliest or e.time.latest) for e in desk.memo.events) and not rows:
        return "No timeline: the reports do not say on whose clock their dates are."
    return "No timeline: no report gives a date or an hour that could be set on a clock."


def named(desk: Desk, clocks: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The clocks with their distance from UTC at the main event: ``Washington −5``; bare where it has no date."""
    ends = clockwords.ends(desk.main.time) if desk.main else (None, None)
    moment = ends[0] or ends[1]
    return tuple(f"{name} {_offset(moment, zone)}" if moment else name for name, zone in clocks)


def _offset(moment: datetime, zone: str) -> str:
    minutes = int((moment.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"{'−' if minutes < 0 else '+'}{hours}{f':{rest:02d}' if rest else ''}"


def drawn(desk: Desk, rows: Sequence[ClockRow], clocks: Sequence[tuple[str, str]]) -> Timeline | None:
    """The timeline of the events of the clock table, with the reports’ own words and their publication."""
    events = [desk.events[r.event] for r in rows]
    names = named(desk, clocks)
    issues = [i for i in (_issue(r) for r in desk.memo.reports) if i is not None]
    zones = [(name, zone) for name, (_, zone) in zip(names, clocks, strict=True)]
    return timeline([_happening(desk, e) for e in events], zones, issues)


def _happening(desk: Desk, event: Event) -> Happening:
    low, high = clockwords.ends(event.time)
    return Happening(
        id=event.id,
        label=event.label,
        low=low,
        high=high,
        main=event is desk.main,
        said=tuple(s for slot in event.slots if slot.slot == "time" for s in _said(slot)),
    )


def _said(slot: Slot) -> list[Said]:
    """The positions of a slot that name a stretch of local time."""
    out = []
    for position in slot.positions:
        low, _, high = (position.normal or "").partition("/")
        try:
            ends = datetime.fromisoformat(low), datetime.fromisoformat(high)
        except ValueError:
            continue
        if all(e.tzinfo is None for e in ends) and ends[0] < ends[1]:
            out.append(Said(reports=position.reports, words=position.value, low=ends[0], high=ends[1]))
    return out


def _issue(report: Report) -> Issue | None:
    """When a report was published; the whole day where its moment is the noon that stands for a bare date."""
    if not report.read or not report.published:
        return None
    try:
        moment = datetime.fromisoformat(report.published)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    if (moment.hour, moment.minute, moment.second) == (12, 0, 0):
        start = moment.replace(hour=0)
        return Issue(report=report.id, low=start, high=start + timedelta(days=1))
    return Issue(report=report.id, low=moment, high=moment)


def stated(desk: Desk, rows: Sequence[ClockRow], clocks: Sequence[tuple[str, str]]) -> tuple[ClockRow, ...]:
    """What the timeline draws besides the events, as rows: the reports’ own words, on the clocks on which they hold."""
    out = []
    for event in (desk.events[r.event] for r in rows):
        happening = _happening(desk, event)
        for slot in (s for s in event.slots if s.slot == "time"):
            for said in _said(slot):
                claims = [c for p in slot.positions if p.value == said.words for c in p.claims]
                cells = []
                for _, zone in clocks:
                    found = fitting(happening, said, zone)
                    cells.append(clockwords.on(*(e.astimezone(ZoneInfo(zone)) for e in found)) if found else "—")
                out.append(
                    ClockRow(
                        label=event.label,
                        event=event.id,
                        cells=tuple(cells),
                        basis=(Cell(text=f"“{said.words}”", cites=desk.cites(claims)),),
                        main=False,
                    )
                )
    for issue in (i for i in (_issue(r) for r in desk.memo.reports) if i is not None):
        local = [(issue.low.astimezone(ZoneInfo(z)), issue.high.astimezone(ZoneInfo(z))) for _, z in clocks]
        cells = [clockwords.on(*ends) for ends in local]
        out.append(ClockRow(label=f"{issue.report} published", event="", cells=tuple(cells), basis=(), main=False))
    return tuple(out)


def clock_notes(desk: Desk, rows: tuple[ClockRow, ...]) -> tuple[Line, ...]:
    """How the clocks of the events shown fit together, each note once."""
    shown = {r.event for r in rows}
    notes: dict[str, Line] = {}
    for later, earlier, claims in _apart(desk, shown):
        gap = clockwords.between(earlier.time, later.time)
        if gap:
            text = f"{later.label} came {gap} after {earlier.label}."
            notes[text] = Line(glyph="≈", text=text, cites=desk.cites(claims), event=later.id)
    for event in sorted(desk.memo.events, key=lambda e: e is not desk.main):
        for slot in event.slots:
            told = slot.slot in ("time", "order") and slot.explanation and event.id in shown
            if told and slot.standing not in ("single", "agreed", "repeated"):
                line = Line(
                    glyph=glyph(slot.standing),
                    text=slot.explanation,
                    cites=desk.cites(c for p in slot.positions for c in p.claims),
                    event=event.id,
                )
                notes.setdefault(slot.explanation, line)
    return tuple(notes.values())


def _apart(desk: Desk, shown: set[str]) -> list[tuple[Event, Event, list[str]]]:
    """Pairs of talks that the reports put in an order: the later, the earlier, the claims that say so."""
    kinds, out = words_of("apart"), []
    for event in (e for e in desk.memo.events if e.type in kinds and e.id in shown):
        for slot in event.slots:
            other = desk.events.get(slot.other or "") if slot.slot == "order" else None
            if other is not None and other.type in kinds and other.id in shown:
                out.append((event, other, [c for p in slot.positions for c in p.claims]))
    return out
