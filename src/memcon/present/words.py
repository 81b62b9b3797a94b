"""Plain words for a page: countries, parties, standings, clocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from memcon.model.data import mapping
from memcon.model.gazetteer import states
from memcon.model.memo import Actor, Memorandum


@cache
def vocabulary() -> Mapping[str, Mapping[str, Any]]:
    """The table of plain words, ``data/words.yaml``."""
    return mapping("present", "words")


def word(group: str, key: str) -> str:
    """The plain words of a term, the term itself where the table has none."""
    value = vocabulary()[group].get(key, key)
    return str(value["words"]) if isinstance(value, dict) else str(value)


def words_of(group: str) -> tuple[str, ...]:
    """A list of the table of plain words."""
    return tuple(map(str, vocabulary()[group]))


def unit(words: str) -> int:
    """The place of the smallest unit of time in some words, one past the last if they have none."""
    units = words_of("units")
    return next((i for i, name in enumerate(units) if name in words.casefold()), len(units))


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
    """A name as it stands in running text: a person's surname, else the name.

    The surname is the part of the name that the reports use alone ("Xi" of Xi Jinping), else the last.
    """
    parts = actor.name.split()
    if actor.kind != "person" or len(parts) < 2 or not parts[-1][:1].isupper() or not parts[0][:1].isupper():
        return actor.name  # "ambassador of New Zealand" is an office, and no name has "Zealand" for a surname
    return next((a for a in actor.aliases if a in parts), parts[-1])


def names(actors: Mapping[str, Actor], ids: Iterable[str]) -> str:
    """The short names of actors, joined; an id that the memorandum does not know as it is."""
    return join([short(actors[i]) if i in actors else country(i) for i in ids])


def join(parts: Iterable[str]) -> str:
    """``a, b and c``."""
    items = list(dict.fromkeys(p for p in parts if p))
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + " and " + items[-1]


def clipped(text: str, most: int = 110) -> str:
    """The text cut at a word so that it has at most ``most`` characters, with an ellipsis where it was cut."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(",;:—– ") + " …"


def lowered(text: str) -> str:
    """The text with its first letter small, names further on untouched."""
    return text[:1].lower() + text[1:]


def possessive(name: str) -> str:
    """A name with its apostrophe: ``Norway’s``, ``United States’``."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def count(number: int, noun: str) -> str:
    """A number and its noun: "1 report", "3 reports"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
