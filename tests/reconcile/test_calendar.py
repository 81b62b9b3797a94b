"""The calendar: years filled in only from what is there, nothing from nowhere."""

# ruff: noqa: DTZ001 (wall clocks are naive on purpose)

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.read.timex import timexes
from memcon.read.types import Timex, Token
from memcon.reconcile.calendar import Context, Local, absolute, moment, over_zones, resolve

NOW = datetime(2031, 5, 14, 10, 0)  # a Wednesday


def timex(text: str) -> Timex:
    tokens = [
        Token(i=i, start=m.start(), end=m.end(), text="", norm="", lemma="", pos="", tag="", dep="", head=i, sentence=0)
        for i, m in enumerate(re.finditer(r"\w+|[^\w\s]", text))
    ]
    found = timexes(tokens, [], text)
    assert len(found) == 1, found
    return found[0]


def got(text: str, context: Context | None = None) -> tuple[str | None, str | None]:
    local = resolve(timex(text), context or Context(reference=NOW))
    return (
        None if local.low is None else local.low.isoformat(timespec="minutes"),
        None if local.high is None else local.high.isoformat(timespec="minutes"),
    )


def day(text: str) -> tuple[str, str]:
    start = datetime.fromisoformat(text)
    return start.isoformat(timespec="minutes"), (start + timedelta(days=1)).isoformat(timespec="minutes")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("on October 5, 2030", "2030-10-05T00:00", "2030-10-06T00:00"),
        ("in March 2019", "2019-03-01T00:00", "2019-04-01T00:00"),
        ("in 2014", "2014-01-01T00:00", "2015-01-01T00:00"),
        ("in spring 2022", "2022-03-01T00:00", "2022-06-01T00:00"),
        ("on the evening of October 5, 2030", "2030-10-05T17:00", "2030-10-06T00:00"),
        ("at 3:30 p.m. on October 5, 2030", "2030-10-05T15:30", "2030-10-05T15:31"),
        ("October 5-7, 2030", "2030-10-05T00:00", "2030-10-08T00:00"),
        ("in the first week of June 2030", "2030-06-01T00:00", "2030-06-08T00:00"),
        ("in the last week of June 2030", "2030-06-24T00:00", "2030-07-01T00:00"),
        ("in the second half of July 2030", "2030-07-16T00:00", "2030-08-01T00:00"),
        ("late on October 5, 2030", "2030-10-05T17:00", "2030-10-06T00:00"),
        ("in the small hours of October 5, 2030", "2030-10-05T00:00", "2030-10-05T07:00"),
        ("they spoke today", "2031-05-14T00:00", "2031-05-15T00:00"),
        ("they spoke yesterday", "2031-05-13T00:00", "2031-05-14T00:00"),
        ("they spoke last night", "2031-05-13T18:00", "2031-05-14T00:00"),
        ("they spoke Monday", "2031-05-12T00:00", "2031-05-13T00:00"),
        ("they spoke this past Thursday", "2031-05-08T00:00", "2031-05-09T00:00"),
        ("they speak next Tuesday", "2031-05-20T00:00", "2031-05-21T00:00"),
        ("they speak this Friday", "2031-05-16T00:00", "2031-05-17T00:00"),
        ("at last week's summit", "2031-05-05T00:00", "2031-05-12T00:00"),
        ("it began earlier this month", "2031-05-01T00:00", "2031-05-15T00:00"),
        ("it opens later this year", "2031-05-14T00:00", "2032-01-01T00:00"),
        ("it opens early next year", "2032-01-01T00:00", "2032-05-01T00:00"),
        ("it fell in October last year", "2030-10-01T00:00", "2030-11-01T00:00"),
        ("it fell in last year's third quarter", "2030-07-01T00:00", "2030-10-01T00:00"),
        ("it opens this September", "2031-09-01T00:00", "2031-10-01T00:00"),
        ("it opened last spring", "2030-03-01T00:00", "2030-06-01T00:00"),
        ("it was the worst of this century", "2000-01-01T00:00", "2100-01-01T00:00"),
        ("it will be so this decade", "2030-01-01T00:00", "2040-01-01T00:00"),
        ("it was built in the 19th century", "1800-01-01T00:00", "1900-01-01T00:00"),
        ("it was built in the eighties", "1980-01-01T00:00", "1990-01-01T00:00"),
        ("it opened last Easter", "2031-04-13T00:00", "2031-04-14T00:00"),
        ("it opened on Christmas Day 2030", "2030-12-25T00:00", "2030-12-26T00:00"),
        ("it rose in the current fiscal year", "2031-01-01T00:00", "2032-01-01T00:00"),
        ("it opens next month", "2031-06-01T00:00", "2031-07-01T00:00"),
        ("it began five years ago", "2026-01-01T00:00", "2027-01-01T00:00"),
        ("it grew in the last year", "2030-05-14T00:00", "2031-05-14T10:00"),
        ("it grew in recent weeks", "2031-03-19T00:00", "2031-05-14T10:00"),
    ],
)
def test_from_the_moment_of_speech(text: str, low: str, high: str) -> None:
    assert got(text) == (low, high)


def test_weekday_chooses_the_year() -> None:
    local = resolve(timex("on Tuesday, December 7"), Context(own=(), bundle=(2020, 2021, 2022)))
    assert (local.value, local.year_from) == ("2021-12-07", "bundle")


def test_year_from_the_report_before_the_moment_of_speech() -> None:
    local = resolve(timex("on October 4"), Context(reference=NOW, own=(2029,)))
    assert (local.value, local.year_from) == ("2029-10-04", "report")


def test_a_date_beside_the_moment_of_speech_is_of_its_year() -> None:
    local = resolve(timex("on May 13"), Context(reference=NOW, own=(2014,)))
    assert (local.value, local.year_from) == ("2031-05-13", "reference")


def test_since_and_until_are_stretches() -> None:
    assert got("it held since May 1, 2031") == ("2031-05-01T00:00", "2031-05-14T10:00")
    assert got("it held since May 1, 2031", Context()) == ("2031-05-01T00:00", None)
    assert got("it ends by May 20, 2031") == (None, "2031-05-21T00:00")


def test_year_from_another_report() -> None:
    local = resolve(timex("on June 4"), Context(bundle=(2029, 2029)))
    assert (local.value, local.year_from) == ("2029-06-04", "bundle")


@pytest.mark.parametrize("years", [(), (2028, 2029)])
def test_no_year_stays_partial(years: tuple[int, ...]) -> None:
    local = resolve(timex("on the evening of June 4"), Context(bundle=years))
    assert (local.low, local.high, local.value) == (None, None, "XXXX-06-04TEV")
    assert local.because


@pytest.mark.parametrize(
    ("month", "future", "year"),
    [("April", True, 2032), ("April", False, 2031), ("June", True, 2031), ("June", False, 2030)],
)
def test_a_plan_is_the_next_month_of_that_name(month: str, future: bool, year: int) -> None:
    local = resolve(timex(f"a visit in {month}"), Context(reference=NOW, future=future))
    assert local.low is not None
    assert local.low.year == year


def test_a_plan_told_days_after_its_date_is_not_of_next_year() -> None:
    local = resolve(timex("set for May 2"), Context(reference=NOW, future=True))
    assert local.value == "2031-05-02"


def test_a_quarter_just_over_is_the_one_whose_figures_are_to_come() -> None:
    local = resolve(timex("a loss for the first quarter"), Context(reference=NOW, future=True))
    assert local.value == "2031-Q1"


def test_a_named_day_without_a_year_is_open() -> None:
    local = resolve(timex("on Thanksgiving"), Context())
    assert (local.low, local.value) == (None, "XXXX-XX-XX")


def test_a_plan_in_an_undated_report_follows_its_own_dates() -> None:
    local = resolve(timex("a visit in April"), Context(story=date(2030, 11, 24), future=True, own=(2030,)))
    assert (local.value, local.year_from) == ("2031-04", "story")


@pytest.mark.parametrize("text", ["they spoke today", "they spoke Monday", "it came last week", "five days ago"])
def test_no_moment_of_speech_no_date(text: str) -> None:
    assert got(text, Context(story=date(2030, 1, 1), own=(2030,))) == (None, None)


def test_this_month_of_an_undated_report_is_its_own_dates_month() -> None:
    context = Context(story=date(2030, 11, 24))
    assert got("it began earlier this month", context) == ("2030-11-01T00:00", "2030-11-25T00:00")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("she spoke the following day", day("2030-11-25")),
        ("they met earlier that day", ("2030-11-24T00:00", "2030-11-25T00:00")),
        ("they met two weeks later", ("2030-12-02T00:00", "2030-12-09T00:00")),
        ("in the preceding night", ("2030-11-23T18:00", "2030-11-24T00:00")),
    ],
)
def test_counted_from_a_date_before(text: str, expected: tuple[str, str]) -> None:
    before = resolve(timex("on November 24, 2030"), Context())
    assert got(text, Context(before=before)) == expected


def test_leap_day_has_no_other_year() -> None:
    assert got("on February 29", Context(own=(2030,), bundle=(2028,)))[0] == "2028-02-29T00:00"


def test_publication_on_its_own_wall_clock() -> None:
    assert moment("2031-05-15T03:10:00Z", "America/New_York") == datetime(2031, 5, 14, 23, 10)
    assert moment("2031-05-15T03:10:00+09:00", None) == datetime(2031, 5, 15, 3, 10)
    assert moment(None, "UTC") is None
    assert moment("last Tuesday", "UTC") is None


def test_bare_date_spans_the_zones_in_play() -> None:
    local = resolve(timex("on October 5, 2030"), Context())
    whole = over_zones(local, ["America/New_York", "Asia/Tokyo"])
    assert whole.low == datetime(2030, 10, 4, 15, tzinfo=UTC)
    assert whole.high == datetime(2030, 10, 6, 4, tzinfo=UTC)


def test_a_named_clock_goes_before_the_zones_in_play() -> None:
    local = resolve(timex("at 20:15 Moscow time on October 5, 2030"), Context())
    assert absolute(local, "Asia/Tokyo").low == datetime(2030, 10, 5, 17, 15, tzinfo=UTC)


@settings(deadline=None)
@given(
    st.sampled_from(
        ["today", "yesterday", "last week", "next month", "Monday", "in April", "on June 4", "late last year"]
    ),
    st.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2150, 1, 1)),
    st.sampled_from([True, False, None]),
)
def test_never_ends_before_it_starts(text: str, now: datetime, future: bool | None) -> None:
    local: Local = resolve(timex(text), Context(reference=now, future=future))
    assert local.low is not None
    assert local.high is not None
    assert local.low < local.high
