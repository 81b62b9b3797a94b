"""Time expressions of one report, found by the rules of ``data/timex.yaml``.

The rules are regular expressions over the text with dashes and quotes folded to ASCII, one code
point for one, so that offsets hold. All are tried at every place; the longest match wins. Then an
hour or a part of the day joins the date beside it ("8 p.m. on Tuesday"). Values follow TIMEX3
(TimeML 1.2.1), with X for what the words do not give; nothing here looks at another report or at a
date of publication.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from memcon.model.values import replace
from memcon.read.timex_allowed import allowed
from memcon.read.timex_figures import day_first, ordered
from memcon.read.timex_index import windows
from memcon.read.timex_join import Found, bounded, clocked, join, placed, value_of
from memcon.read.timex_rules import CITY_TIME, Rule, Vocabulary, fold, one_space, rule_index, rules, vocabulary
from memcon.read.types import Anchor, Sentence, Timex, TimexType, Token, Unit

_NO_COMPLEMENT = re.compile(r"\s*(?:[.,;:!?)\]\"]|$|(?:and|but|when|while|with|by|on|in|at)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    unit: Unit | None
    low: int | None
    high: int | None
    value: str | None = None


def timexes(
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    text: str,
    *,
    side: str | None = None,
    zone: str | None = None,
) -> tuple[Timex, ...]:
    """The time expressions of a text, in text order, none overlapping another.

    The side whose text it is, or its outlet's zone, says how dates in figures are read ("5/7/2031").
    """
    folded = fold(text)
    vocab = vocabulary()
    chosen = _choose(folded, vocab)
    joined = [bounded(clocked(f, folded, vocab), folded, vocab) for f in join(chosen, folded)]
    starts = [token.start for token in tokens]
    found = ordered((f.timex for f in joined if not f.loose), folded, habit=day_first(side, zone, vocab))
    return tuple(placed(t, tokens, starts, sentences) for t in found)


def _choose(folded: str, vocab: Vocabulary) -> list[Found]:
    """The longest match at each place, the earlier rule first among equals."""
    found: list[tuple[int, int, int, Found]] = []
    for order, (rule, places) in enumerate(zip(rules(), windows(folded, rule_index()), strict=True)):
        for low, high in [(0, len(folded))] if places is None else places:
            for match in rule.pattern.finditer(folded, low, high):
                made = _make(rule, match, folded, vocab)
                if made is not None:
                    found.append((made.timex.start, -made.timex.end, order, made))
    found.sort(key=lambda item: item[:3])
    out: list[Found] = []
    for _, _, _, made in found:
        if out and made.timex.start < out[-1].timex.end:
            before = out[-1].timex
            if made.timex.end - made.timex.start <= before.end - before.start:
                continue
            out.pop()
        out.append(made)
    return out


_FIGURES = 12
"""A number of more figures counts no days."""


def _number(words: str | None, vocab: Vocabulary) -> tuple[int, int] | None:
    """The amount that words or figures name, as a range; null for none."""
    if not words:
        return None
    plain = re.sub(r"[\s-]+", " ", words.lower()).strip()
    if plain in vocab.amounts:
        return vocab.amounts[plain]
    figures = plain.replace(",", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", figures):
        if len(figures) > _FIGURES:
            return None
        value = float(figures)
        return int(value), int(value) if value.is_integer() else int(value) + 1
    total = 0
    for part in plain.split(" "):
        if part == "and":
            continue
        if part not in vocab.numbers:
            return None
        number = vocab.numbers[part]
        total = max(total, 1) * number if number in {100, 1000} else total + number
    return total, total


def _make(rule: Rule, match: re.Match[str], folded: str, vocab: Vocabulary) -> Found | None:
    """One match as a time expression, or null if the words are none here."""
    if not allowed(rule, match, folded, vocab):
        return None
    groups = {k: v for k, v in match.groupdict().items() if v is not None}
    start, end = match.span("keep") if "keep" in groups else match.span()
    trim = rule.field("trim")
    if trim and folded[start:end].lower().endswith(trim):
        end -= len(trim)
    year, month, day = _date(groups, vocab)
    if (month and day and day > 31) or day == 0:
        return None
    weekday = vocab.weekdays[groups["weekday"].lower()] if "weekday" in groups else None
    part = rule.field("part") or (vocab.parts[one_space(groups["part"])] if "part" in groups else None)
    hour, minute = _clock(rule, groups, vocab)
    zone = _zone(groups, vocab)
    if hour is not None and zone is None:
        zone, end = _city_clock(folded, end, vocab)
    modifier = _modifier(groups, vocab) or rule.field("modifier")
    count = _count(rule, groups, vocab)
    unit, low, high, value = count.unit, count.low, count.high, count.value
    anchor: Anchor = rule.field("anchor") or _anchor_of(year, month, day, weekday, groups)
    if rule.field("event") and _NO_COMPLEMENT.match(folded, end):
        anchor = "discourse"
    elif rule.field("event"):
        anchor = "event"
    low, high = _named_step(groups, low, high)
    if "holiday" in groups and month is not None:
        unit, anchor = None, "partial" if year is None else "absolute"
    if "day2" in groups:
        last = int(re.sub(r"\D", "", groups["day2"]))
        if day is not None and last > day:
            unit, low, high = "day", 0, last - day
    kind: TimexType = rule.field("type") or ("TIME" if part or hour is not None else "DATE")
    base = Timex(
        start=start,
        end=end,
        sentence=0,
        first=0,
        last=0,
        type=kind,
        value="",
        anchor=anchor,
        year=year,
        month=month,
        day=day,
        weekday=weekday,
        part=part,
        hour=hour,
        minute=minute,
        zone=zone,
        unit=unit,
        low=low,
        high=high,
        modifier=modifier,
    )
    value = rule.field("value") or value or _periods(rule, groups, base, vocab) or value_of(base)
    if "freq" in groups:
        value = vocab.frequencies[groups["freq"].lower()]
    time_only = (part is not None or hour is not None) and not (day or weekday or month or year)
    time_only = time_only and (anchor == "partial" or rule.name.startswith("part-"))
    return Found(timex=replace(base, value=value), loose=bool(rule.field("companion")), time_only=time_only)


def _date(groups: dict[str, str], vocab: Vocabulary) -> tuple[int | None, int | None, int | None]:
    year = int(groups["year"]) if "year" in groups else None
    if "spoken" in groups:
        year = _spoken(groups["spoken"], vocab)
    if year is not None and year < 100 and len(groups.get("year", "")) < 4:
        year += 1900 if year >= 50 else 2000
    month = None
    if "mon" in groups:
        month = int(groups["mon"])
    elif "month" in groups:
        month = vocab.months[groups["month"].lower()]
    day = int(groups["day"]) if "day" in groups else None
    fixed = vocab.holidays[one_space(groups["holiday"])] if "holiday" in groups else None
    if isinstance(fixed, tuple):
        month, day = fixed
    if "ordinal" in groups and month is not None:
        number = _ordinal(groups["ordinal"], vocab)
        day = number
    return year, month, day


def _spoken(words: str, vocab: Vocabulary) -> int:
    """A year in words: "nineteen ninety-six"."""
    if words.lower().startswith("two thousand"):
        return 2000 + sum(vocab.numbers[w] for w in re.split(r"[\s-]+", words.lower())[2:] if w != "and")
    first, *rest = re.split(r"[\s-]+", words.lower())
    return vocab.numbers[first] * 100 + sum(vocab.numbers[w] for w in rest)


def _ordinal(words: str, vocab: Vocabulary) -> int | None:
    plain = words.lower()
    if plain[0].isdigit():
        return int(re.sub(r"\D", "", plain))
    return vocab.ordinals.get(plain)


def _clock(rule: Rule, groups: dict[str, str], vocab: Vocabulary) -> tuple[int | None, int | None]:
    if rule.field("clock"):
        number = _number(groups.get("n"), vocab)
        if number is None or number[0] > 24:
            return None, None
        hour = number[0]
        if vocab.parts.get(groups.get("part", "").lower()) in {"AF", "EV", "NI"} and hour < 12:
            hour += 12
        return hour % 24, 0
    if "hour" not in groups:
        return None, None
    hour = int(groups["hour"])
    half = groups.get("half", "").lower()
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    return hour, int(groups.get("minute", "0"))


def _zone(groups: dict[str, str], vocab: Vocabulary) -> str | None:
    words = groups.get("zone") or groups.get("zone2") or ("utc" if "utc" in groups else None)
    return vocab.zones.get(one_space(words)) if words else None


def _city_clock(folded: str, end: int, vocab: Vocabulary) -> tuple[str | None, int]:
    """The clock of a city named after an hour ("Moscow time"), and where its name ends."""
    match = CITY_TIME.match(folded, end)
    zone = vocab.zones.get(one_space(match.group(1)) + "time") if match else None
    return (zone, match.end()) if match and zone else (None, end)


def _modifier(groups: dict[str, str], vocab: Vocabulary) -> str | None:
    for name in ("modifier", "modifier2", "about"):
        if name in groups:
            return vocab.modifiers.get(one_space(groups[name]), "about" if name == "about" else None)
    return None


def _named_step(groups: dict[str, str], low: int | None, high: int | None) -> tuple[int | None, int | None]:
    """The steps that "last", "this" and "next" stand for: −1, 0, +1."""
    word = groups.get("lnt", "").lower().split(" ")
    if word == [""]:
        return low, high
    if "last" in word or "past" in word:
        return -1, -1
    if "next" in word or "coming" in word:
        return 1, 1
    return 0, 0


def _count(rule: Rule, groups: dict[str, str], vocab: Vocabulary) -> _Count:
    """Unit and bounds from the anchor, and the value of a length of time."""
    word = groups.get("unit") or groups.get("units")
    named = vocab.units.get(word.lower()) if word else None
    unit: Unit | None = rule.field("unit") or (named.unit if named else None)
    low, high, sign = rule.field("low"), rule.field("high"), rule.field("sign")
    if named is None:
        return _Count(unit=unit, low=low, high=high)
    if low is not None:
        step = named.times
        return _Count(unit=unit, low=low * step, high=high * step, value={10: "XXX", 100: "XX"}.get(step))
    amount, second = _number(groups.get("n"), vocab), _number(groups.get("n2"), vocab)
    if amount and second and second[1] > amount[0]:
        amount = amount[0], second[1]
    vague = amount is None and "units" in groups
    least, most = amount or ((vocab.plurals[named.unit]) if vague else (rule.field("count") or 1,) * 2)
    loose = least != most and second is None and not re.fullmatch(r"[\d.]+", groups.get("n", ""))
    shown = "X" if vague or loose else str(least)
    if re.fullmatch(r"\d+\.\d+", groups.get("n", "")):
        shown = groups["n"]
    if shown != "X" and named.times > 1:
        shown = str(least * named.times)
    letter = named.letter
    value = f"P{'T' if letter[0] == 'T' else ''}{shown}{letter[-1]}"
    if re.fullmatch(r"half an?", (groups.get("n") or "").lower()):
        value = {"TM": "PT30S", "TH": "PT30M", "D": "PT12H", "M": "P15D", "Y": "P6M"}.get(letter, value)
        if named.times > 1 and letter == "Y":
            value = f"P{named.times // 2}Y"
    if rule.field("half"):
        value += {"TM": "30S", "TH": "30M", "D": "T12H", "Y": "6M"}.get(letter, "")
        most += 1
    least, most = least * named.times, most * named.times
    if sign is None:
        kind = rule.field("type")
        return _Count(unit=unit, low=least, high=most, value=value if kind in {"DURATION", "SET"} else None)
    span = rule.field("span")
    if span == "back":
        low, high = -most, 0
    elif span == "ahead":
        low, high = 0, most
    else:
        low, high = sorted((sign * least, sign * most))
    return _Count(unit=unit, low=low, high=high, value=value if rule.field("type") == "DURATION" else None)


def _anchor_of(
    year: int | None, month: int | None, day: int | None, weekday: int | None, groups: dict[str, str]
) -> Anchor:
    """What a date lacks, if anything. A weekday alone counts from the moment of speech."""
    if "lnt" in groups:
        return "deictic"
    if year is not None and ((month is not None and day is not None) or month is None):
        return "absolute"
    if year is not None and month is not None:
        return "absolute"
    if month is None and day is None and weekday is not None:
        return "deictic"
    return "partial" if "decade" not in groups else "absolute"


def _periods(rule: Rule, groups: dict[str, str], base: Timex, vocab: Vocabulary) -> str | None:
    """Seasons, quarters, halves, decades and ranges of years, which have no field of their own."""
    year = "XXXX" if base.year is None else f"{base.year:04d}"
    if "season" in groups:
        return f"{year}-{vocab.seasons[groups['season'].lower()]}"
    moving = vocab.holidays.get(one_space(groups.get("holiday", "")))
    if isinstance(moving, str):
        return f"{year}-{moving}"
    letter = rule.field("periods")
    if letter:
        number = 2 if groups["ordinal"].lower() == "last" else _ordinal(groups["ordinal"], vocab)
        return f"{year}-{letter}{number}" if number and number <= (4 if letter == "Q" else 2) else None
    if "decade" in groups:
        return groups["decade"][:3]
    if "decadeword" in groups:
        return f"19{vocab.decades[groups['decadeword'].lower()]}"
    if "century" in groups:
        return _century(groups["century"], vocab)
    if "decade2" in groups:
        return f"19{groups['decade2'][0]}"
    return None


def _century(words: str, vocab: Vocabulary) -> str | None:
    """The two figures with which the years of a century begin ("the 20th century": 19)."""
    total = sum(_ordinal(w, vocab) or vocab.numbers.get(w, 0) for w in re.split(r"[\s-]+", words.lower()))
    return f"{total - 1:02d}" if 10 <= total <= 30 else None
