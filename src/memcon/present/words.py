"""Plain words for a page: countries, parties, standings, clocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from memcon.model.gazetteer import states
from memcon.model.interval import MONTHS, Interval, told
from memcon.model.memo import Actor, Event, Memorandum, Time


@cache
def vocabulary() -> Mapping[str, Mapping[str, Any]]:
    """The table of plain words, ``data/words.yaml``."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (files("memcon.present") / "data" / "words.yaml").read_text("utf-8")
    table: Mapping[str, Mapping[str, Any]] = yaml.load(text, Loader=loader)  # noqa: S506 - a safe loader
    return table


def word(group: str, key: str) -> str:
    """The plain words of a term, the term itself where the table has none."""
    value = vocabulary()[group].get(key, key)
    return str(value["words"]) if isinstance(value, dict) else str(value)


def glyph(standing: str) -> str:
    """The sign that stands for a standing."""
    return str(vocabulary()["standing"][standing]["glyph"])


def country(code: str) -> str:
    """The usual name of a country or body by its code; the code itself if it is unknown."""
    state = states().get(code)
    return state.name if state else str(vocabulary()["bodies"].get(code, code))


def side_name(memo: Memorandum, side: str) -> str:
    """A side of an omission as a reader knows it: a country's name, or a report's id."""
    return side if any(r.id == side for r in memo.reports) else country(side)


def short(actor: Actor) -> str:
    """A name as it stands in running text: a person's surname, else the name."""
    return actor.name.split()[-1] if actor.kind == "person" and " " in actor.name else actor.name


def names(actors: Mapping[str, Actor], ids: Iterable[str]) -> str:
    """The short names of actors, joined; an id that the memorandum does not know as it is."""
    return join([short(actors[i]) if i in actors else country(i) for i in ids])


def join(parts: Iterable[str]) -> str:
    """``a, b and c``."""
    items = list(dict.fromkeys(p for p in parts if p))
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + " and " + items[-1]


def on_clock(time: Time | None, zone: str) -> str:
    """A time on the clock of an IANA zone, in words; a dash where it has no bounds."""
    if time is None or (time.earliest is None and time.latest is None):
        return "—"
    low, high = (datetime.fromisoformat(t) if t else None for t in (time.earliest, time.latest))
    return told(Interval(low=low, high=high), zone)


def when(event: Event) -> str:
    """When an event was, on the clocks of its parties' capitals, the one that tells it shortest first."""
    time = event.time
    if time is None:
        return "no date in the text"
    if time.clocks:
        return "; ".join(f"{c.words} in {c.capital}" for c in time.clocks)
    if time.partial:
        return partial_words(time.partial)
    if time.words:
        return "“" + time.words[0].quote + "”"
    return "no date in the text"


def partial_words(value: str) -> str:
    """A TIMEX3 value that lacks a part, in words: ``XXXX-11-24TEV`` → ``24 Nov, year not stated``."""
    date, _, _ = value.partition("T")
    fields = date.split("-")
    parts = []
    if len(fields) > 2 and fields[2].isdigit():
        parts.append(str(int(fields[2])))
    if len(fields) > 1 and fields[1].isdigit() and 1 <= int(fields[1]) <= 12:
        parts.append(MONTHS[int(fields[1]) - 1])
    if fields[0].isdigit():
        parts.append(fields[0])
    if not parts:
        return value
    return " ".join(parts) + ("" if fields[0].isdigit() else ", year not stated")


def clipped(text: str, most: int = 110) -> str:
    """The text cut at a word so that it has at most ``most`` characters, with an ellipsis where it was cut."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(",;:—– ") + " …"
