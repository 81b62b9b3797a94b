"""Calendar arithmetic on wall clocks of unknown zone: months, seasons, quarters, thirds."""

# ruff: noqa: DTZ001 (wall clocks of unknown zone are naive on purpose)

from __future__ import annotations

from datetime import date, datetime, timedelta

DAY = timedelta(days=1)
FIRST, LAST = datetime(1000, 1, 1), datetime(9000, 1, 1)
"""What is reckoned with: far enough from the ends of the calendar for any zone and any step."""
SEASONS = {"SP": (3, 6), "SU": (6, 9), "FA": (9, 12), "WI": (12, 15)}


def midnight(day: date) -> datetime:
    """The first moment of a date."""
    return datetime(day.year, day.month, day.day)


def month_of(year: int, month: int) -> tuple[datetime, datetime]:
    """The first moments of a month and of the next."""
    after = month % 12 + 1
    return datetime(year, month, 1), datetime(year + (month == 12), after, 1)


def day_of(year: int, month: int, day: int) -> datetime | None:
    """The first moment of a date, or null if there is no such date."""
    try:
        return datetime(year, month, day)
    except ValueError:
        return None


def period(year: int, special: str) -> tuple[datetime, datetime] | None:
    """A season, quarter or half of a year, or a day with a name that moves."""
    if special in MOVABLE:
        return movable(year, special), movable(year, special) + DAY
    if special in SEASONS:
        first, after = SEASONS[special]
    elif special[0] in {"Q", "H"} and special[1:].isdigit():
        length = 3 if special[0] == "Q" else 6
        first = (int(special[1:]) - 1) * length + 1
        after = first + length
    else:
        return None
    return datetime(year, first, 1), datetime(year + (after > 12), (after - 1) % 12 + 1, 1)


MOVABLE = frozenset({"EA", "GF", "EM", "PA", "AW", "PE", "TG", "ED", "LD", "MD", "MM"})
"""Days with a name that move: Easter and those counted from it; days of the week of a month (of the United States)."""
_FROM_EASTER = {"EA": 0, "GF": -2, "EM": 1, "PA": -7, "AW": -46, "PE": 49}
_NTH_DAY = {"TG": (11, 4, 4), "LD": (9, 1, 1), "MM": (5, 7, 2)}


def movable(year: int, code: str) -> datetime:
    """The day in a year of one of ``MOVABLE``."""
    if code in _FROM_EASTER:
        return _easter(year) + _FROM_EASTER[code] * DAY
    if code == "MD":
        last = datetime(year, 5, 31)
        return last - (last.isoweekday() - 1) * DAY
    if code == "ED":  # the Tuesday after the first Monday
        return _nth(year, 11, 1, 1) + DAY
    return _nth(year, *_NTH_DAY[code])


def _nth(year: int, month: int, weekday: int, number: int) -> datetime:
    first = datetime(year, month, 1)
    return first + ((weekday - first.isoweekday()) % 7 + 7 * (number - 1)) * DAY


def _easter(year: int) -> datetime:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm in Meeus, Astronomical Algorithms, ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    x = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * x) // 451
    month, day = divmod(h + x - 7 * m + 114, 31)
    return datetime(year, month, day + 1)


def add(moment: datetime, unit: str, number: int) -> datetime:
    """A moment moved by calendar units."""
    if unit == "minute":
        return moment + timedelta(minutes=number)
    if unit == "hour":
        return moment + timedelta(hours=number)
    if unit in {"day", "week"}:
        return moment + timedelta(days=number * (7 if unit == "week" else 1))
    months = number * {"month": 1, "season": 3, "year": 12}[unit]
    index = moment.year * 12 + moment.month - 1 + months
    year = min(max(index // 12, 1), 9998)
    first = datetime(year, index % 12 + 1, 1)
    length = (month_of(first.year, first.month)[1] - first).days
    return moment.replace(year=first.year, month=first.month, day=min(moment.day, length))


def floor(moment: datetime, unit: str) -> datetime:
    """The first moment of the calendar unit that a moment lies in; weeks start on Monday."""
    day = midnight(moment.date())
    if unit == "week":
        return day - timedelta(days=day.isoweekday() - 1)
    if unit == "month":
        return day.replace(day=1)
    if unit == "quarter":
        return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    if unit == "year":
        return day.replace(month=1, day=1)
    return day


def weekend(now: datetime, step: int) -> datetime:
    """The Saturday of the last weekend begun before today, this week's, or the next one's."""
    today = floor(now, "day")
    if step < 0:
        return today - timedelta(days=(today.isoweekday() - 6) % 7 or 7)
    if step > 0:
        return today + timedelta(days=(6 - today.isoweekday()) % 7 or 7)
    return floor(now, "week") + timedelta(days=5)


DAYS_OF = {
    "first-days": (0, 5),
    "first-week": (0, 7),
    "second-week": (7, 14),
    "third-week": (14, 21),
    "fourth-week": (21, 28),
    "last-week": (-7, 0),
    "last-days": (-5, 0),
}
"""Days from the start of a month or year, negative from its end, that words for a part of it mean."""
PARTS = frozenset({"early", "mid", "late", "first-half", "second-half", *DAYS_OF})


def portion(low: datetime, high: datetime, modifier: str) -> tuple[datetime, datetime]:
    """The part of a month, season or year that words name ("the first week of May"); of a day, as ``third``."""
    days = (high - low).days
    if modifier in DAYS_OF and days > 20:
        first, last = DAYS_OF[modifier]
        return (low if first >= 0 else high) + first * DAY, (low if last > 0 else high) + last * DAY
    if modifier.endswith("-half"):
        middle = low + DAY * (days // 2)
        return (low, middle) if modifier == "first-half" else (middle, high)
    return third(low, high, modifier) if modifier in {"early", "mid", "late"} else (low, high)


def third(low: datetime, high: datetime, modifier: str) -> tuple[datetime, datetime]:
    """The early, middle or late third; of a day, the hours before nine or after five."""
    if high - low <= DAY:
        morning, evening = low + (high - low) * 9 / 24, low + (high - low) * 17 / 24
        return {"early": (low, morning), "mid": (morning, evening), "late": (evening, high)}[modifier]
    days = (high - low).days
    if days in {365, 366} and (low.month, low.day) == (1, 1):
        first, second = low.replace(month=5), low.replace(month=9)
        return {"early": (low, first), "mid": (first, second), "late": (second, high)}[modifier]
    first, second = low + timedelta(days=days // 3), low + timedelta(days=days - days // 3)
    return {"early": (low, first), "mid": (first, second), "late": (second - DAY, high)}[modifier]
