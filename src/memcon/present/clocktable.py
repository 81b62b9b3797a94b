"""The clock table: the events worth it on every clock, and how the clocks fit."""

from __future__ import annotations

from memcon.model.memo import Event
from memcon.present import clockwords
from memcon.present.desk import Desk
from memcon.present.view import Cell, ClockRow, Line
from memcon.present.words import glyph

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
    return [*found, (f"your clock ({zone})", zone)] if zone else found


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
                same = next((v for v in said if v.casefold() == position.value.casefold()), position.value)
                said.setdefault(same, []).extend(position.claims)
            held = {c.text.casefold() for c in cells}
            found = [(f"“{v}”", cs) for v, cs in list(said.items())[:most]]
            cells += [Cell(text=t, cites=desk.cites(cs)) for t, cs in found if t.casefold() not in held]
    if not cells and event.time:
        cells = [Cell(text=f"“{q}”") for q in dict.fromkeys(w.quote for w in event.time.words[:3])]
    return tuple(cells)


def clock_notes(desk: Desk, rows: tuple[ClockRow, ...]) -> tuple[Line, ...]:
    """How the clocks of the events shown fit together, each note once."""
    shown = {r.event for r in rows}
    notes: dict[str, Line] = {}
    for event in sorted(desk.memo.events, key=lambda e: e is not desk.main):
        for slot in event.slots:
            if slot.slot in ("time", "order") and slot.explanation and slot.standing != "single" and event.id in shown:
                line = Line(
                    glyph=glyph(slot.standing),
                    text=slot.explanation,
                    cites=desk.cites(c for p in slot.positions for c in p.claims),
                    event=event.id,
                )
                notes.setdefault(slot.explanation, line)
    return tuple(notes.values())
