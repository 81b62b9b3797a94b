"""The vocabularies and rules for time expressions, compiled from ``data/timex.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from memcon.model.data import mapping
from memcon.model.errors import DataError
from memcon.model.gazetteer import places, states
from memcon.model.interval import parts_of_day
from memcon.read.timex_index import DIGIT, YEAR, Index, Need, index, needs
from memcon.read.types import Unit

_FOLD = str.maketrans({
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
    "‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"',
    "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\n": " ", "\t": " ", "\r": " ",
})  # fmt: skip

CITY_TIME = re.compile(
    r",?\s\(?((?:[^\W\d_][\w.'-]*\s){1,3}?)(?:local\s)?time\b\)?",
    re.IGNORECASE,
)
"""What may be a city's clock after an hour; the tables say whether it is."""


def fold(text: str) -> str:
    """The text with dashes, quotes and white space in ASCII, one code point for one."""
    return text.translate(_FOLD)


def one_space(words: str) -> str:
    """Words in lower case with single blanks between them."""
    return re.sub(r"\s+", " ", words.lower())


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitWord:
    """A word for a unit: how many of which unit, and its TIMEX3 letter (``TH`` for hours)."""

    unit: Unit
    times: int
    letter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Words for months, days, numbers, units, zones …, all in lower case."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    seasons: Mapping[str, str]
    ambiguous: frozenset[str]
    units: Mapping[str, UnitWord]
    plurals: Mapping[str, tuple[int, int]]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    amounts: Mapping[str, tuple[int, int]]
    modifiers: Mapping[str, str]
    zones: Mapping[str, str]
    parts: Mapping[str, str]
    leads: frozenset[str]
    frequencies: Mapping[str, str]
    decades: Mapping[str, int]
    holidays: Mapping[str, tuple[int, int] | str]
    bounds: Mapping[str, Literal["since", "until", "before"]]
    before: re.Pattern[str]
    month_first: frozenset[str]
    either_first: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule: its pattern in source and what it sets."""

    name: str
    source: str
    sets: Mapping[str, Any]

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled when it is first tried; most texts need few of them."""
        return _compiled(self.name, self.source)

    def field(self, name: str) -> Any:
        """What the rule sets for a field, or null."""
        return self.sets.get(name)


@cache
def _compiled(name: str, source: str) -> re.Pattern[str]:
    try:
        return re.compile(rf"(?<!\w)(?:{source})(?!\w)", re.IGNORECASE)
    except re.error as error:
        raise DataError(f"timex.yaml: rule {name}: {error}") from error


def _raw() -> Mapping[str, Any]:
    return mapping("read", "timex")


def _place_zones() -> dict[str, str]:
    """Clocks named after a city ("Moscow time"): capitals, then other places."""
    out: dict[str, str] = {}
    for place in places():
        if place.zone:
            for name in (place.name, *place.names):
                out.setdefault(f"{name.lower()} time", place.zone)
    for state in states().values():
        for name in state.capital:
            out[f"{name.lower()} time"] = state.zone
    return out


@cache
def vocabulary() -> Vocabulary:
    """All words that the rules use."""
    raw = _raw()
    units: dict[str, UnitWord] = {}
    for row in raw["units"].values():
        for form in row["forms"]:
            units[form] = UnitWord(unit=row["unit"], times=row.get("times", 1), letter=row["letter"])
    parts = {word: part.key for part in parts_of_day().values() for word in part.words}
    return Vocabulary(
        months=raw["months"],
        weekdays=raw["weekdays"],
        seasons=raw["seasons"],
        ambiguous=frozenset(raw["ambiguous"]),
        units=units,
        plurals={k: (v[0], v[1]) for k, v in raw["plurals"].items()},
        numbers=raw["numbers"],
        ordinals=raw["ordinals"],
        amounts={k: (v[0], v[1]) for k, v in raw["amounts"].items()},
        modifiers=raw["modifiers"],
        zones=_place_zones() | raw["zones"],
        parts=parts,
        leads=frozenset(raw["leads"]),
        frequencies=raw["frequencies"],
        decades=raw["decades"],
        holidays={k: v if isinstance(v, str) else (v[0], v[1]) for k, v in raw["holidays"].items()},
        bounds=raw["bounds"],
        month_first=frozenset(raw["month_first"]),
        either_first=frozenset(raw["either_first"]),
        before=re.compile(rf"(?<!\w)({_any(raw['bounds'])})\s+(?:at least\s+|the\s+)?$", re.IGNORECASE),
    )


def _any(words: Iterable[str]) -> str:
    """An alternation, longest first, blanks for any white space."""
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered) + ")"


def _macros(v: Vocabulary) -> dict[str, str]:
    articles = {"a", "an"}
    number = _any(w for w in v.numbers if w not in articles)
    units = list(v.units)
    singular = [u for u in units if not u.endswith("s") and u not in {"min", "hr"}]
    plural = [u for u in units if u.endswith("s") and u not in {"mins", "hrs"}]
    ordinals = rf"(?:{_any(v.ordinals)}|(?:[12]?1st|[12]?2nd|[12]?3rd|[123]?\dth))"
    about = r"(?:about|around|approximately|roughly|nearly|almost|some|an estimated)"
    return {
        "weekday": rf"(?P<weekday>{_any(v.weekdays)})",
        "month": rf"(?P<month>{_any(v.months)})",
        "season": rf"(?P<season>{_any(v.seasons)})",
        "day": r"(?P<day>(?:[12]\d|3[01]|0?[1-9]))(?:st|nd|rd|th)?(?!\d|[.,:]\d)",
        "day2": r"(?P<day2>(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?)(?!\d|[.,:]\d)",
        "year": r"(?P<year>(?:1[5-9]|20)\d\d)(?!\d)",
        "ordinal": rf"(?P<ordinal>{ordinals})",
        "lettered": r"Q(?P<ordinal>[1-4])",
        "holiday": rf"(?P<holiday>{_any(v.holidays)})",
        "modifier": rf"(?P<modifier>{_any(v.modifiers)})",
        "modifier2": rf"(?P<modifier2>{_any(v.modifiers)})",
        "about": rf"(?P<about>{about})",
        "part": rf"(?P<part>{_any(v.parts)})",
        "n": rf"(?P<n>{_any(v.amounts)}|\d+(?:,\d\d\d)*(?:\.\d+)?|{number}(?:[ -](?:and )?{number})*|a hundred|an?)"
        rf"(?:(?:\s+(?:to|or)\s+|\s?-\s?)(?P<n2>\d+|{number})(?!\w))?",
        "unit": rf"(?P<unit>{_any(units)})",
        "cunit": rf"(?P<unit>{_any(singular)})",
        "sunit": rf"(?P<unit>{_any(singular)})",
        "units": rf"(?P<units>{_any(plural)})",
        "zone": rf"(?P<zone>{_any(_raw()['zones'])})",
    }


@cache
def rules() -> tuple[Rule, ...]:
    """The rules in the order of the file."""
    macros = _macros(vocabulary())
    out: list[Rule] = []
    for row in _raw()["rules"]:
        source = re.sub(r"\{([a-z]+\d?)\}", lambda m: macros[m.group(1)], row["pattern"])
        sets = {k: v for k, v in row.items() if k not in {"name", "pattern", "near"}}
        out.append(Rule(name=row["name"], source=source, sets=sets))
    return tuple(out)


def _words(entries: Iterable[str], before: Iterable[str] = (), after: Iterable[str] = ("",)) -> Need:
    """One word of each entry, its longest, also with what may stand right before or after it ("midmonth")."""
    longest = {max(re.findall(r"\w+", entry), key=len) for entry in entries}
    return frozenset(a + word + z for word in longest for a in ("", *before) for z in after)


@cache
def rule_index() -> Index:
    """What a text must hold for each rule to be tried."""
    v = vocabulary()
    glued = sorted({re.findall(r"\w+", m)[-1] for m in v.modifiers})
    digit = frozenset({DIGIT})
    units = _words(v.units, after=("", "long"))
    macros = {
        "weekday": _words(v.weekdays),
        "month": _words(v.months, glued),
        "season": _words(v.seasons, glued),
        "ordinal": _words(v.ordinals) | digit,
        "part": _words(v.parts, glued),
        "lettered": frozenset({"q1", "q2", "q3", "q4"}),
        "holiday": frozenset(re.findall(r"\w+", name)[0] for name in v.holidays),
        "modifier": _words(v.modifiers),
        **dict.fromkeys(("unit", "cunit", "sunit", "units"), units),
        **dict.fromkeys(("day", "day2"), digit),
        "year": frozenset({YEAR}),
    }
    return index(
        (*needs(row["pattern"], macros), *((frozenset(row["near"]),) if "near" in row else ()))
        for row in _raw()["rules"]
    )
