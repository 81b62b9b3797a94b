"""Acts told in the present of a timetable: "the commission meets on 9 June", of a day that is still to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from memcon.extract.found import Item
from memcon.extract.graph import Graph
from memcon.model.memo import Report
from memcon.read.types import Timex

KINDS = frozenset({"CONSULT", "COOPERATE", "MOBILIZE"})
"""Types of acts that stand in a diary."""
HALF = 183
"""Days back from which on a date without a year is read as that of the next year."""


def timetabled(report: Report, graph: Graph, items: list[Item]) -> list[Item]:
    """The items, those that the present tense tells of a day after publication made plans."""
    if not report.published:
        return items
    now = date.fromisoformat(report.published[:10])
    return [
        replace(item, mention=replace(item.mention, status="planned")) if _ahead(graph, item, now) else item
        for item in items
    ]


def _ahead(graph: Graph, item: Item, now: date) -> bool:
    if item.mention.status != "occurred" or item.act.verb_group is None or item.mention.type not in KINDS:
        return False
    head = item.act.head
    if graph.tokens[head].tag not in {"VBZ", "VBP"} or graph.kids(head, "aux", "auxpass"):
        return False
    days = [day for n in item.mention.times if (day := _day(graph.reading.timexes[n], now)) is not None]
    return bool(days) and min(days) > now


def _day(timex: Timex, now: date) -> date | None:
    """The day that a date names, the year nearest to publication where it names none."""
    if timex.month is None or timex.day is None or timex.anchor not in {"absolute", "partial"}:
        return None
    try:
        day = date(timex.year or now.year, timex.month, timex.day)
        if timex.year is None and (now - day).days > HALF:
            day = day.replace(year=now.year + 1)
    except ValueError:
        return None
    return day
