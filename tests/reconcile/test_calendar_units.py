"""Calendar arithmetic."""

# ruff: noqa: DTZ001 (wall clocks are naive on purpose)

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.reconcile.calendar_units import MOVABLE, add, day_of, floor, movable, period, third, weekend

MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1))
UNITS = st.sampled_from(["day", "week", "month", "quarter", "year"])


@settings(deadline=None)
@given(MOMENTS, UNITS)
def test_floor_is_the_start_of_the_unit(now: datetime, unit: str) -> None:
    start = floor(now, unit)
    assert start <= now
    assert floor(start, unit) == start
    assert floor(start - timedelta(minutes=1), unit) < start


@settings(deadline=None)
@given(MOMENTS, st.integers(-30, 30))
def test_months_there_and_back_stay_in_the_month(now: datetime, number: int) -> None:
    back = add(add(now, "month", number), "month", -number)
    assert (back.year, back.month) == (now.year, now.month)
    assert back <= now


@settings(deadline=None)
@given(MOMENTS)
def test_weekends_around_a_day(now: datetime) -> None:
    last, coming = weekend(now, -1), weekend(now, 1)
    assert last.isoweekday() == coming.isoweekday() == 6
    assert last.date() < now.date() < coming.date()


@pytest.mark.parametrize(
    ("special", "start", "end"),
    [
        ("WI", (2030, 12), (2031, 3)),
        ("Q4", (2030, 10), (2031, 1)),
        ("H1", (2030, 1), (2030, 7)),
        ("SP", (2030, 3), (2030, 6)),
    ],
)
def test_periods_of_a_year(special: str, start: tuple[int, int], end: tuple[int, int]) -> None:
    assert period(2030, special) == (datetime(*start, 1), datetime(*end, 1))


def test_no_such_period_or_day() -> None:
    assert period(2030, "XX") is None
    assert day_of(2030, 2, 29) is None


def test_thirds_of_a_year_are_four_months() -> None:
    assert third(datetime(2032, 1, 1), datetime(2033, 1, 1), "late") == (datetime(2032, 9, 1), datetime(2033, 1, 1))


@pytest.mark.parametrize(
    ("year", "code", "day"),
    [
        (2024, "EA", (3, 31)),
        (2025, "EA", (4, 20)),
        (2038, "EA", (4, 25)),
        (2025, "GF", (4, 18)),
        (2025, "PE", (6, 8)),
        (2024, "TG", (11, 28)),
        (2025, "TG", (11, 27)),
        (2024, "ED", (11, 5)),
        (2022, "ED", (11, 8)),
        (2025, "LD", (9, 1)),
        (2025, "MD", (5, 26)),
        (2025, "MM", (5, 11)),
    ],
)
def test_days_that_move(year: int, code: str, day: tuple[int, int]) -> None:
    found = movable(year, code)
    assert (found.month, found.day) == day


@settings(deadline=None)
@given(st.integers(1900, 2100), st.sampled_from(sorted(MOVABLE)))
def test_a_day_that_moves_is_a_day_of_its_year(year: int, code: str) -> None:
    span = period(year, code)
    assert span is not None
    assert span[0].year == year
    assert span[1] - span[0] == timedelta(days=1)
