"""Where the accounts part, and where they meet: which rows stand open, which are folded, and in what order."""

from __future__ import annotations

from collections.abc import Collection

from memcon.model.memo import Event
from memcon.present.desk import Desk
from memcon.present.facts import rows
from memcon.present.remarks import asked_rows, remark_rows
from memcon.present.view import Row
from memcon.present.words import words_of

FITTING = 10
"""How many rows that fit together stand open."""
PARTED = ("disputed", "attribution")


def table(desk: Desk, clocked: Collection[str]) -> tuple[tuple[Row, ...], tuple[Row, ...], tuple[Row, ...]]:
    """The rows that stand open, those folded away, and those that one report alone has.

    What parts the accounts comes first, then what they say of the main event, then the rest. When and in what
    order is left to the clock table for the events ``clocked`` that it shows, unless the accounts part on it.
    """
    found = rows(desk, desk.memo.events, (*PARTED, "compatible", "agreed", "repeated"))
    parted = [r for r in found if r.standing in PARTED]
    rest = [r for r in found if r.standing not in PARTED and not (r.slot in ("time", "order") and r.event in clocked)]
    # every report tells an act at the same two stages: nothing to set side by side
    rest = [r for r in rest if r.slot != "status" or len(r.spoken) > 1]
    main = desk.main.id if desk.main else ""
    own, other = [r for r in rest if r.event == main], [r for r in rest if r.event != main]
    rest = [
        *(r for r in own if not r.minor),
        *asked_rows(desk),
        *remark_rows(desk),
        *(r for r in own if r.minor),
        *other,
    ]
    shown = set([i for i, r in enumerate(rest) if not r.minor][:FITTING])
    kept = (r for i, r in enumerate(rest) if i in shown)
    return (*parted, *kept), tuple(r for i, r in enumerate(rest) if i not in shown), _alone(desk)


def _alone(desk: Desk) -> tuple[Row, ...]:
    """What one report alone says of an event: of every event, its place for a meeting or a visit only."""
    if len([r for r in desk.memo.reports if r.read]) < 2:
        return ()
    found = rows(desk, [e for e in desk.memo.events if e.type is not None], ("single",))
    return tuple(
        r for r in found if r.slot in words_of("alone") and (r.slot != "place" or _sited(desk.events[r.event]))
    )


def _sited(event: Event) -> bool:
    """Whether the place of an event says where people met."""
    return event.type == "CONSULT" and event.mode not in words_of("remote") and bool(event.actors)
