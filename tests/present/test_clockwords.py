from __future__ import annotations

from datetime import UTC, datetime

import pytest

from memcon.model.memo import Clock, Event, Time
from memcon.present.clockwords import between, cell, dates, days, loose, partial_words, when


def time(earliest: str, latest: str, precision: str = "part-of-day", **more: object) -> Time:
    return Time(earliest=earliest, latest=latest, precision=precision, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("earliest", "latest", "zone", "words"),
    [
        ("2025-05-03T17:00-05:00", "2025-05-04T00:00-05:00", "America/Lima", "Sat 3 May, 17–24 h"),
        ("2025-05-03T17:00-05:00", "2025-05-04T00:00-05:00", "Asia/Kolkata", "Sun 4 May, 03:30–10:30 h"),
        ("2025-05-03T17:00-05:00", "2025-05-04T00:00-05:00", "Europe/London", "Sat 3 May, 23 h – Sun 4 May, 06 h"),
        ("2025-05-03T18:01-05:00", "2025-05-03T23:59-05:00", "America/Lima", "Sat 3 May, 18–24 h"),
        ("2025-05-03T00:00-05:00", "2025-05-04T00:00-05:00", "America/Lima", "Sat 3 May"),
        ("2025-05-01T00:00-05:00", "2025-05-25T00:00-05:00", "America/Lima", "1–24 May"),
        ("2025-04-28T00:00-05:00", "2025-05-05T00:00-05:00", "America/Lima", "28 Apr – 4 May"),
    ],
)
def test_a_cell_is_short_and_shows_no_stray_minutes(earliest: str, latest: str, zone: str, words: str) -> None:
    assert cell(time(earliest, latest), zone) == words


def test_an_instant_keeps_its_minutes_and_an_open_time_is_a_dash() -> None:
    moment = time("2025-05-03T18:07-05:00", "2025-05-03T18:08-05:00", "instant")
    assert cell(moment, "America/Lima", year=True) == "Sat 3 May 2025, 18:07 h"
    assert cell(Time(partial="XXXX-05-03"), "America/Lima") == "—"
    assert cell(None, "America/Lima") == "—"


def test_a_time_with_one_end_says_which() -> None:
    assert cell(Time(earliest="2025-05-03T18:00-05:00"), "America/Lima") == "from Sat 3 May, 18 h"
    assert cell(Time(latest="2025-05-04T00:00-05:00"), "America/Lima", year=True) == "before Sun 4 May 2025"


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        ((2026, 4, 1), (2026, 5, 1), "Apr 2026"),
        ((2026, 4, 1), (2027, 1, 1), "Apr–Dec 2026"),
        ((2024, 1, 1), (2025, 1, 1), "2024"),
        ((2025, 11, 1), (2025, 11, 25), "1–24 Nov 2025"),
        ((2025, 12, 29), (2026, 1, 4), "29 Dec 2025 – 3 Jan 2026"),
    ],
)
def test_longer_stretches_are_told_by_dates(low: tuple[int, int, int], high: tuple[int, int, int], words: str) -> None:
    assert days(datetime(*low, tzinfo=UTC), datetime(*high, tzinfo=UTC), year=True) == words


def test_the_margin_of_the_zones_is_taken_off_a_month() -> None:
    assert loose(time("2026-04-01T00:00+08:00", "2026-05-01T12:00+08:00", "month")) == "Apr 2026"


def lima_and_tokyo(earliest: str, latest: str, precision: str) -> Event:
    clocks = tuple(
        Clock(country=c, capital=n, zone=z, earliest=earliest, latest=latest, words="")
        for c, n, z in (("JPN", "Tokyo", "Asia/Tokyo"), ("PER", "Lima", "America/Lima"))
    )
    span = time(earliest, latest, precision, clocks=clocks)
    return Event(id="E1", label="x", type="CONSULT", status="occurred", time=span)


def test_the_home_clock_comes_first_and_a_clock_of_two_dates_is_left_out() -> None:
    evening = lima_and_tokyo("2025-05-03T17:00-05:00", "2025-05-04T00:00-05:00", "part-of-day")
    assert when(evening, "PER") == "Sat 3 May, 17–24 h in Lima; Sun 4 May 2025, 07–14 h in Tokyo"
    night = lima_and_tokyo("2025-05-03T01:00-05:00", "2025-05-03T03:00-05:00", "part-of-day")
    assert when(night, "PER") == "Sat 3 May 2025, 01–03 h in Lima, 15–17 h in Tokyo"
    years = lima_and_tokyo("2025-12-31T17:00-05:00", "2026-01-01T00:00-05:00", "part-of-day")
    assert when(years, "PER") == "Wed 31 Dec 2025, 17–24 h in Lima; Thu 1 Jan 2026, 07–14 h in Tokyo"
    day = lima_and_tokyo("2025-05-03T00:00-05:00", "2025-05-04T00:00-05:00", "day")
    assert when(day, "JPN") == "Sat 3 May 2025, Lima time"


def test_what_lacks_a_part_is_said_to() -> None:
    assert partial_words("XXXX-11-24TEV") == "24 Nov, year not stated"
    assert partial_words("XXXX-WXX-7TMO") == "Sun, date not stated"
    assert partial_words("XXXX-XX-XXT17:30") == "17:30, date not stated"
    assert partial_words("XXXX-XX-XX") == ""
    undated = Event(id="E1", label="x", type="CONSULT", status="planned")
    assert when(undated) == ""


def test_a_day_that_no_clock_tells_in_one_date_is_told_as_the_text_has_it() -> None:
    either = lima_and_tokyo("2025-05-03T00:00+09:00", "2025-05-04T00:00-05:00", "day")
    assert when(either, "PER") == "Sat 3 May 2025"


@pytest.mark.parametrize(
    ("earliest", "latest", "precision", "words"),
    [
        ("2025-05-03T17:00-05:00", "2025-05-04T00:00-05:00", "part-of-day", "3/4 May 2025"),
        ("2025-05-03T06:00-05:00", "2025-05-03T08:00-05:00", "part-of-day", "Sat 3 May 2025"),
        ("2025-05-31T17:00-05:00", "2025-05-31T20:00-05:00", "part-of-day", None),
        ("2025-05-03T00:00-05:00", "2025-05-04T00:00-05:00", "day", None),
    ],
)
def test_the_dates_of_a_title_carry_no_hours(earliest: str, latest: str, precision: str, words: str | None) -> None:
    """Over the end of a month, and for a whole day, the longer form stays."""
    event = lima_and_tokyo(earliest, latest, precision)
    assert dates(event, "PER") == (words or when(event, "PER"))


def span(low: str, high: str, precision: str = "part-of-day") -> Time:
    return time(f"2025-05-{low}:00+00:00", f"2025-05-{high}:00+00:00", precision)


@pytest.mark.parametrize(
    ("earlier", "later", "words"),
    [
        (span("03T08", "03T12"), span("03T17", "04T00"), "5 to 16 hours"),
        (span("03T08", "03T12"), span("03T11", "03T13"), "at most 5 hours"),
        (span("01T00", "02T00", "day"), span("06T00", "07T00", "day"), "4 to 6 days"),
        (span("03T08", "03T12"), span("03T01", "03T07"), ""),
        (span("01T00", "30T00", "month"), span("06T00", "07T00", "day"), ""),
        (Time(latest="2025-05-03T12:00+00:00", precision="day"), span("06T00", "07T00", "day"), ""),
        (None, span("06T00", "07T00", "day"), ""),
    ],
)
def test_how_long_lay_between_two_events(earlier: Time | None, later: Time, words: str) -> None:
    assert between(earlier, later) == words
