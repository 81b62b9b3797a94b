"""What a story tells of a directed pair of parties, in a few characters: a row for each pair and story."""

from __future__ import annotations

from functools import cache
from typing import get_args

from memcon.dossier.figures import codes, uncodes_all
from memcon.model.memo import Status
from memcon.model.ontology import modes, types
from memcon.outlook.kept import Acts, MarkHead
from memcon.outlook.types import Placed

STATUSES: tuple[Status, ...] = get_args(Status)
PLACES: tuple[Placed, ...] = get_args(Placed)
FIRST = 657_000
"""The first day (an ordinal, in 1799) that a row can name; whatever is earlier is told as this."""
HALF = 1 << 15
"""Figures of words are written as two."""
FINE = 10_000
"""Steps of a weight."""


@cache
def _modes() -> tuple[str | None, ...]:
    """All modes of acts, and none."""
    return (None, *sorted({m for t in types() for m in modes(t)}))


def packed(acts: Acts) -> str:
    """A row. Raises ``ValueError`` for an act of a type or mode that no ontology of ours has."""
    out = [len(acts.marks)]
    for m in acts.marks:
        first, last = m.first or 0, m.last or 0
        out += [
            m.place,
            int(m.event[1:]),
            types().index(m.type) * len(_modes()) + _modes().index(m.mode),
            2 * STATUSES.index(m.status) + (m.kind == "conflict"),
            round(m.weight * FINE),
            PLACES.index(m.placed),
            max(1, first - FIRST) if first else 0,
            last - max(first, FIRST + 1) if first else 0,
            m.reports,
            m.origins,
            len(m.said),
            *(n for word in m.said for n in divmod(word, HALF)),
        ]
    out += [len(acts.levers), *acts.levers]
    days = [d - FIRST for d in acts.days if d > FIRST]
    out += [d - (days[i - 1] if i else 0) for i, d in enumerate(days)]
    return codes(out)


def unpacked(row: str) -> Acts:
    """What a row tells. Raises ``ValueError`` where it is none."""
    try:
        return _unpacked(uncodes_all(row))
    except IndexError as error:
        raise ValueError("a row of acts is too short") from error


def _unpacked(given: list[int]) -> Acts:
    at, marks = 1, list[MarkHead]()
    for _ in range(given[0]):
        place, event, kind, how, weight, placed, first, span, reports, origins, said = given[at : at + 11]
        at += 11
        words = tuple(given[at + 2 * n] * HALF + given[at + 2 * n + 1] for n in range(said))
        at += 2 * said
        type_, mode = types()[kind // len(_modes())], _modes()[kind % len(_modes())]
        marks.append(
            MarkHead(
                place=place,
                event=f"E{event}",
                kind="conflict" if how % 2 else "cooperation",
                type=type_,
                mode=mode,
                status=STATUSES[how // 2],
                weight=weight / FINE,
                placed=PLACES[placed],
                first=first + FIRST if first else None,
                last=first + FIRST + span if first else None,
                said=words,
                reports=reports,
                origins=origins,
            )
        )
    levers = tuple(given[at + 1 : at + 1 + given[at]])
    days, last = list[int](), FIRST
    for step in given[at + 1 + len(levers) :]:
        last += step
        days.append(last)
    return Acts(marks=tuple(marks), levers=levers, days=tuple(days))
