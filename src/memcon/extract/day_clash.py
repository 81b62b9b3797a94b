"""Whether a mention and a chain of mentions are dated to different days, months or years."""

from __future__ import annotations

from datetime import date

from memcon.extract.contacts import Chain
from memcon.extract.graph import Graph
from memcon.extract.types import EventMention
from memcon.read.types import Timex


def times_clash(graph: Graph, mention: EventMention, chain: Chain) -> bool:
    """Whether both are dated, to different days, months or years."""
    mine = [graph.reading.timexes[t] for t in mention.times]
    theirs = [graph.reading.timexes[t] for i in chain.items for t in i.mention.times]
    days = {d for t in mine if (d := _weekday(t))}, {d for t in theirs if (d := _weekday(t))}
    if all(days) and days[0].isdisjoint(days[1]):
        return True
    return any(_apart(a, b) for a in mine for b in theirs)


def _weekday(timex: Timex) -> int | None:
    """The day of the week that a time expression names, or that its date falls on."""
    if timex.weekday is not None or not (timex.year and timex.month and timex.day) or timex.unit == "day":
        return timex.weekday
    try:
        return date(timex.year, timex.month, timex.day).isoweekday()
    except ValueError:
        return None


def _apart(a: Timex, b: Timex) -> bool:
    pairs = [(a.year, b.year), (a.month, b.month), (a.day, b.day)]
    if any(x is not None and y is not None and x != y for x, y in pairs):
        return True
    if a.anchor == b.anchor == "deictic" and a.unit == b.unit and None not in (a.low, b.low):
        return a.low != b.low
    return False
