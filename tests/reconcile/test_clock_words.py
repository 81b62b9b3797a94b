"""The solver's answer in plain English."""

from __future__ import annotations

from datetime import datetime

import pytest

from memcon.model.interval import Interval
from memcon.reconcile.clock import solve
from memcon.reconcile.clock_types import At
from memcon.reconcile.clock_words import clocks, explain, hours_meant, on_clock

NAMES = {"America/New_York": "Washington", "Asia/Tokyo": "Tokyo"}
ZONES = tuple(NAMES)


def span(low: str, high: str) -> Interval:
    return Interval(low=datetime.fromisoformat(low), high=datetime.fromisoformat(high))


def test_one_time_on_two_clocks() -> None:
    evening = span("2031-03-10T17:00-05:00", "2031-03-11T00:00-05:00")
    assert clocks(evening, {"America/Bogota": "Bogota", "Asia/Tokyo": "Tokyo"}) == (
        "10 March, evening, in Bogota is 11 March, morning, in Tokyo"
    )


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        ("2031-03-10T00:00+00:00", "2031-03-11T00:00+00:00", "10 March"),
        ("2031-03-10T13:00+00:00", "2031-03-10T16:00+00:00", "10 March, afternoon"),
        ("2031-03-10T20:00+00:00", "2031-03-11T03:00+00:00", "10 March, evening, to 11 March, night"),
        ("2031-03-10T00:00+00:00", "2031-03-12T00:00+00:00", "10 March to 11 March"),
    ],
)
def test_on_one_clock(low: str, high: str, words: str) -> None:
    assert on_clock(span(low, high), "UTC") == words


def test_no_words_for_an_open_end() -> None:
    with pytest.raises(ValueError, match="open end"):
        on_clock(Interval(), "UTC")


def test_hours_are_said() -> None:
    assert hours_meant(["NI", "EV", "EV"]) == "evening = 17–24 h local; night = 18–24 h local"


def told(event: str, *dates: tuple[str, str, str]) -> str:
    statements = [
        At(
            event=event,
            report=report,
            low=datetime.fromisoformat(low),
            high=datetime.fromisoformat(high),
            zones=ZONES,
            words=low[:10],
        )
        for report, low, high in dates
    ]
    return explain(solve(statements), event, NAMES)


def test_why_two_dates_fit() -> None:
    text = told("A", ("R1", "2031-11-24T17:00", "2031-11-25T00:00"), ("R2", "2031-11-25T00:00", "2031-11-26T00:00"))
    assert text == "24 November, evening, in Washington is 25 November, morning, in Tokyo."


def test_what_does_not_fit_is_named() -> None:
    day = ("2031-11-27T00:00", "2031-11-28T00:00")
    text = told("A", ("R1", "2031-11-24T00:00", "2031-11-25T00:00"), ("R2", *day), ("R3", *day))
    assert "R1 “2031-11-24”" in text
    assert "R2" not in text
