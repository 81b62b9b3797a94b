"""Intervals: an algebra that holds, and plain words."""

# ruff: noqa: DTZ001 (wall clocks are naive on purpose)

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.model.interval import Interval, hull, intersection, parts_of_day, told

MOMENTS = st.none() | st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = draw(MOMENTS), draw(MOMENTS)
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Interval(low=low, high=high)


@settings(deadline=None)
@given(intervals(), intervals(), MOMENTS.filter(bool))
def test_intersection_holds_what_both_hold(a: Interval, b: Interval, t: datetime) -> None:
    both = intersection(a, b)
    assert (both is not None and t in both) == (t in a and t in b)
    assert both == intersection(b, a)


@settings(deadline=None)
@given(intervals(), intervals())
def test_hull_holds_both(a: Interval, b: Interval) -> None:
    whole = hull([a, b])
    assert a.within(whole)
    assert b.within(whole)
    assert whole == hull([b, a])


@settings(deadline=None)
@given(intervals(), st.timedeltas(timedelta(days=-900), timedelta(days=900)))
def test_shift_and_back(a: Interval, by: timedelta) -> None:
    assert a.shift(by).shift(-by) == a


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("low", "high", "zone", "words"),
    [
        ("2031-11-24T17:00-05:00", "2031-11-25T00:00-05:00", "America/New_York", "Mon 24 Nov, 17–24 h"),
        ("2031-11-24T17:00-05:00", "2031-11-25T00:00-05:00", "Asia/Tokyo", "Tue 25 Nov, 07–14 h"),
        ("2031-11-24T00:00-05:00", "2031-11-25T00:00-05:00", "America/New_York", "Mon 24 Nov"),
        ("2031-11-24T00:00-05:00", "2031-11-26T00:00-05:00", "America/New_York", "Mon 24 Nov – Tue 25 Nov"),
        ("2031-11-01T00:00+00:00", "2031-12-01T00:00+00:00", "UTC", "Nov 2031"),
        ("2031-01-01T00:00+00:00", "2032-01-01T00:00+00:00", "UTC", "2031"),
        ("2031-11-24T15:30+00:00", "2031-11-24T15:31+00:00", "UTC", "Mon 24 Nov, 15:30 h"),
        ("2031-11-24T17:00-05:00", "2031-11-25T10:00-05:00", "America/New_York", "Mon 24 Nov, 17 h – Tue 25 Nov, 10 h"),
    ],
)
def test_plain_words(low: str, high: str, zone: str, words: str) -> None:
    assert told(Interval(low=at(low), high=at(high)), zone) == words


def test_open_ends_in_words() -> None:
    assert told(Interval(), "UTC") == "not dated"
    assert told(Interval(high=at("2031-11-24T00:00+00:00")), "UTC") == "before Mon 24 Nov"
    assert told(Interval(low=at("2031-11-24T06:00+00:00")), "UTC") == "from Mon 24 Nov, 06 h"


def test_no_naive_instants() -> None:
    with pytest.raises(ValueError, match="zone"):
        Interval(low=datetime(2031, 1, 1))
    with pytest.raises(ValueError, match="before it starts"):
        Interval(low=at("2031-11-25T00:00+00:00"), high=at("2031-11-24T00:00+00:00"))
    with pytest.raises(ValueError, match="no intervals"):
        hull([])


def test_parts_of_day_name_each_word_once() -> None:
    words = [w for part in parts_of_day().values() for w in part.words]
    assert len(words) == len(set(words))
