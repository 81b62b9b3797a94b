"""Time expressions: what the words give, and nothing that they do not."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.read.timex import timexes
from memcon.read.types import Sentence, Timex, Token


def parse(text: str) -> tuple[list[Token], list[Sentence]]:
    """A crude split into tokens, one sentence."""
    tokens = [
        Token(
            i=i,
            start=m.start(),
            end=m.end(),
            text=m.group(),
            norm=m.group().lower(),
            lemma=m.group().lower(),
            pos="X",
            tag="XX",
            dep="dep",
            head=i,
            sentence=0,
        )
        for i, m in enumerate(re.finditer(r"\w+|[^\w\s]", text))
    ]
    return tokens, [Sentence(i=0, start=0, end=len(text), first=0, last=len(tokens), paragraph=0)]


def find(text: str) -> list[Timex]:
    return list(timexes(*parse(text), text))


def one(text: str) -> Timex:
    found = find(text)
    assert len(found) == 1, [text[t.start : t.end] for t in found]
    return found[0]


FIELDS = ("year", "month", "day", "weekday", "part", "hour", "minute", "zone", "unit", "low", "high", "modifier")

CASES: list[tuple[str, str, str, str, str, dict[str, object]]] = [
    (
        "They spoke on the evening of March 3.",
        "the evening of March 3",
        "TIME",
        "XXXX-03-03TEV",
        "partial",
        {"month": 3, "day": 3, "part": "EV"},
    ),
    (
        "It fell on October 5, 2031.",
        "October 5, 2031",
        "DATE",
        "2031-10-05",
        "absolute",
        {"year": 2031, "month": 10, "day": 5},
    ),
    ("It fell on 5 Oct. 2031.", "5 Oct. 2031", "DATE", "2031-10-05", "absolute", {"year": 2031, "month": 10, "day": 5}),
    ("Filed 2031-10-05.", "2031-10-05", "DATE", "2031-10-05", "absolute", {"year": 2031, "month": 10, "day": 5}),
    (
        "On Tuesday, May 6, 2031 they met.",
        "Tuesday, May 6, 2031",
        "DATE",
        "2031-05-06",
        "absolute",
        {"year": 2031, "month": 5, "day": 6, "weekday": 2},
    ),
    ("They met Monday.", "Monday", "DATE", "XXXX-WXX-1", "deictic", {"weekday": 1}),
    (
        "They met this past Friday.",
        "this past Friday",
        "DATE",
        "XXXX-WXX-5",
        "deictic",
        {"weekday": 5, "low": -1, "high": -1},
    ),
    ("She called today.", "today", "DATE", "XXXX-XX-XX", "deictic", {"unit": "day", "low": 0, "high": 0}),
    ("She calls tomorrow.", "tomorrow", "DATE", "XXXX-XX-XX", "deictic", {"unit": "day", "low": 1, "high": 1}),
    (
        "She speaks tonight.",
        "tonight",
        "TIME",
        "XXXX-XX-XXTNI",
        "deictic",
        {"unit": "day", "low": 0, "high": 0, "part": "NI"},
    ),
    (
        "She spoke last night.",
        "last night",
        "TIME",
        "XXXX-XX-XXTNI",
        "deictic",
        {"unit": "day", "low": -1, "high": -1, "part": "NI"},
    ),
    (
        "It was at last week's summit.",
        "last week",
        "DATE",
        "XXXX-WXX",
        "deictic",
        {"unit": "week", "low": -1, "high": -1},
    ),
    (
        "It began earlier this month.",
        "earlier this month",
        "DATE",
        "XXXX-XX",
        "deictic",
        {"unit": "month", "low": 0, "high": 0, "modifier": "earlier"},
    ),
    (
        "It began earlier in June.",
        "earlier in June",
        "DATE",
        "XXXX-06",
        "partial",
        {"month": 6, "modifier": "earlier"},
    ),
    (
        "It opens early next year.",
        "early next year",
        "DATE",
        "XXXX",
        "deictic",
        {"unit": "year", "low": 1, "high": 1, "modifier": "early"},
    ),
    ("It opens in April.", "April", "DATE", "XXXX-04", "partial", {"month": 4}),
    ("It opened in May.", "May", "DATE", "XXXX-05", "partial", {"month": 5}),
    ("The March 2019 pact holds.", "March 2019", "DATE", "2019-03", "absolute", {"year": 2019, "month": 3}),
    ("It began in 2014.", "2014", "DATE", "2014", "absolute", {"year": 2014, "unit": "year"}),
    ("The 2015 accords hold.", "2015", "DATE", "2015", "absolute", {"year": 2015, "unit": "year"}),
    (
        "It grew in the last year.",
        "the last year",
        "DURATION",
        "P1Y",
        "deictic",
        {"unit": "year", "low": -1, "high": 0},
    ),
    (
        "A visit later in the year follows.",
        "later in the year",
        "DATE",
        "XXXX",
        "discourse",
        {"unit": "year", "low": 0, "high": 0, "modifier": "later"},
    ),
    (
        "She spoke the following day.",
        "the following day",
        "DATE",
        "XXXX-XX-XX",
        "discourse",
        {"unit": "day", "low": 1, "high": 1},
    ),
    (
        "They had met earlier that day.",
        "earlier that day",
        "DATE",
        "XXXX-XX-XX",
        "discourse",
        {"unit": "day", "low": 0, "high": 0, "modifier": "earlier"},
    ),
    (
        "She recalled the preceding night's talk.",
        "the preceding night",
        "TIME",
        "XXXX-XX-XXTNI",
        "discourse",
        {"unit": "day", "low": -1, "high": -1, "part": "NI"},
    ),
    (
        "It came the day before the vote.",
        "the day before",
        "DATE",
        "XXXX-XX-XX",
        "event",
        {"unit": "day", "low": -1, "high": -1},
    ),
    (
        "It came the day before.",
        "the day before",
        "DATE",
        "XXXX-XX-XX",
        "discourse",
        {"unit": "day", "low": -1, "high": -1},
    ),
    (
        "They spoke one day after the talks.",
        "one day after",
        "DURATION",
        "P1D",
        "event",
        {"unit": "day", "low": 1, "high": 1},
    ),
    (
        "It came just hours after the talks.",
        "just hours after",
        "DURATION",
        "PTXH",
        "event",
        {"unit": "hour", "low": 1, "high": 12},
    ),
    (
        "It came two days before the talks.",
        "two days before",
        "DURATION",
        "P2D",
        "event",
        {"unit": "day", "low": -2, "high": -2},
    ),
    ("It began five years ago.", "five years ago", "DATE", "XXXX", "deictic", {"unit": "year", "low": -5, "high": -5}),
    (
        "It rose in recent weeks.",
        "recent weeks",
        "DATE",
        "PAST_REF",
        "deictic",
        {"unit": "week", "low": -8, "high": 0},
    ),
    (
        "They meet at 3:30 p.m. EST.",
        "3:30 p.m. EST",
        "TIME",
        "XXXX-XX-XXT15:30",
        "partial",
        {"hour": 15, "minute": 30, "zone": "America/New_York"},
    ),
    (
        "The call began at 12:05 a.m. GMT on 4 July 2030.",
        "12:05 a.m. GMT on 4 July 2030",
        "TIME",
        "2030-07-04T00:05",
        "absolute",
        {"year": 2030, "month": 7, "day": 4, "hour": 0, "minute": 5, "zone": "UTC"},
    ),
    (
        "The call began at 20:15 Warsaw time.",
        "20:15 Warsaw time",
        "TIME",
        "XXXX-XX-XXT20:15",
        "partial",
        {"hour": 20, "minute": 15, "zone": "Europe/Warsaw"},
    ),
    (
        "It takes two to three weeks.",
        "two to three weeks",
        "DURATION",
        "P2W",
        "absolute",
        {"unit": "week", "low": 2, "high": 3},
    ),
    (
        "It came around November 1.",
        "around November 1",
        "DATE",
        "XXXX-11-01",
        "partial",
        {"month": 11, "day": 1, "modifier": "about"},
    ),
    (
        "At 10:00 (Addis Ababa local time) and time flew.",
        "10:00 (Addis Ababa local time)",
        "TIME",
        "XXXX-XX-XXT10:00",
        "partial",
        {"hour": 10, "minute": 0, "zone": "Africa/Addis_Ababa"},
    ),
    ("It came in spring 2022.", "spring 2022", "DATE", "2022-SP", "absolute", {"year": 2022, "unit": "season"}),
    ("It lasted 90 minutes.", "90 minutes", "DURATION", "PT90M", "absolute", {"unit": "minute", "low": 90, "high": 90}),
    ("An hour-long call.", "An hour-long", "DURATION", "PT1H", "absolute", {"unit": "hour", "low": 1, "high": 1}),
    ("They meet every Monday.", "every Monday", "SET", "XXXX-WXX-1", "deictic", {"weekday": 1}),
    ("They go home on Christmas Eve.", "Christmas Eve", "DATE", "XXXX-12-24", "partial", {"month": 12, "day": 24}),
    ("They go home on Good Friday.", "Good Friday", "DATE", "XXXX-GF", "partial", {"unit": "season"}),
    (
        "It fell on Sunday, March eighth.",
        "Sunday, March eighth",
        "DATE",
        "XXXX-03-08",
        "partial",
        {"month": 3, "day": 8, "weekday": 7},
    ),
    (
        "It was drawn in the year two thousand and nine.",
        "the year two thousand and nine",
        "DATE",
        "2009",
        "absolute",
        {"year": 2009, "unit": "year"},
    ),
    ("It was drawn in the seventies.", "the seventies", "DATE", "197", "partial", {"unit": "year"}),
    ("It is a 17th-century map.", "17th-century", "DATE", "16", "partial", {"unit": "year"}),
    ("It lost money in the year ending then.", "the year", "DURATION", "P1Y", "absolute", {}),
    (
        "Sales for the fiscal year fell.",
        "the fiscal year",
        "DATE",
        "XXXX",
        "deictic",
        {"unit": "year", "low": 0, "high": 0},
    ),
    (
        "It fell in last year's second quarter.",
        "last year's second quarter",
        "DATE",
        "XXXX-Q2",
        "deictic",
        {"unit": "month", "low": -1, "high": -1},
    ),
    (
        "It fell in the 2029 third quarter.",
        "the 2029 third quarter",
        "DATE",
        "2029-Q3",
        "absolute",
        {"year": 2029, "unit": "month"},
    ),
    ("It fell in Q4 2029.", "Q4 2029", "DATE", "2029-Q4", "absolute", {"year": 2029, "unit": "month"}),
    (
        "It came last fall in the hills.",
        "last fall",
        "DATE",
        "XXXX-FA",
        "deictic",
        {"unit": "season", "low": -1, "high": -1},
    ),
    ("They meet every June.", "every June", "SET", "XXXX-06", "partial", {"month": 6}),
    ("It lasted half an hour.", "half an hour", "DURATION", "PT30M", "absolute", {"unit": "hour", "low": 0, "high": 1}),
    (
        "It is a decades-long feud.",
        "decades-long",
        "DURATION",
        "PXY",
        "absolute",
        {"unit": "year", "low": 10, "high": 200},
    ),
    ("It ends by mid-2035.", "mid-2035", "DATE", "2035", "absolute", {"year": 2035, "unit": "year", "modifier": "mid"}),
    (
        "It ends by month-end.",
        "month-end",
        "DATE",
        "XXXX-XX",
        "deictic",
        {"unit": "month", "low": 0, "high": 0, "modifier": "late"},
    ),
    (
        "They left before dawn on Tuesday.",
        "dawn on Tuesday",
        "TIME",
        "XXXX-WXX-2TMO",
        "deictic",
        {"weekday": 2, "part": "EM"},
    ),
    (
        "They left at 5 in the morning.",
        "5 in the morning",
        "TIME",
        "XXXX-XX-XXT05:00",
        "partial",
        {"part": "MO", "hour": 5, "minute": 0},
    ),
    (
        "It happened Tuesday evening.",
        "Tuesday evening",
        "TIME",
        "XXXX-WXX-2TEV",
        "deictic",
        {"weekday": 2, "part": "EV"},
    ),
]


@pytest.mark.parametrize(("text", "words", "kind", "value", "anchor", "fields"), CASES, ids=[c[1] for c in CASES])
def test_expression(  # noqa: PLR0917
    text: str, words: str, kind: str, value: str, anchor: str, fields: dict[str, object]
) -> None:
    timex = one(text)
    assert text[timex.start : timex.end] == words
    assert (timex.type, timex.value, timex.anchor) == (kind, value, anchor)
    assert {f: getattr(timex, f) for f in FIELDS if getattr(timex, f) is not None} == fields


@pytest.mark.parametrize(
    "text",
    [
        "He may march against them.",
        "The sun sat low over the fall of the city.",
        "Some 2,000 soldiers and 2000 people went.",
        "The evening of the talks was long.",
        "The second point was minor.",
        "He was 45 years old.",
        "He bought a Christmas tree and sailed to Easter Island.",
        "He won the second half easily.",
    ],
)
def test_no_time(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "bound"), [("It held since May 1.", "since"), ("It ends by Friday.", "until"), ("It fell on May 1.", None)]
)
def test_start_and_end_of_a_stretch(text: str, bound: str | None) -> None:
    assert one(text).bound == bound


def test_no_year_is_guessed() -> None:
    assert one("They met on June 4.").year is None


def test_tokens_cover_the_words() -> None:
    text = "They spoke on the evening of March 3, she said."
    tokens, sentences = parse(text)
    timex = timexes(tokens, sentences, text)[0]
    assert [t.text for t in tokens[timex.first : timex.last]] == ["the", "evening", "of", "March", "3"]


PIECES = [*(c[0] for c in CASES), "1999", "May", "the", " of ", "–", "’s", "\n", "24/11/2020", "ﬁ", "İ", "😀"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join))
def test_in_order_and_apart(text: str) -> None:
    found = find(text)
    for timex in found:
        assert 0 <= timex.start < timex.end <= len(text)
    for left, right in itertools.pairwise(found):
        assert left.end <= right.start


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    assert isinstance(timexes(*parse(text), text), tuple)


@pytest.mark.parametrize(
    ("text", "words", "zone"),
    [
        ("They met on Friday morning Lisbon time.", "Friday morning Lisbon time", "Europe/Lisbon"),
        ("They met in the early hours of Monday in Ottawa.", "the early hours of Monday", "America/Toronto"),
        ("They met on Friday afternoon in Brave New Hope.", "Friday afternoon", None),
        ("They met on Friday in Ottawa.", "Friday", None),
        ("The talks on 3 March. They ended.", "3 March", None),
    ],
)
def test_a_part_of_a_day_is_on_the_clock_of_the_city_named_after_it(text: str, words: str, zone: str | None) -> None:
    (one,) = find(text)
    assert (text[one.start : one.end], one.zone) == (words, zone)


@pytest.mark.parametrize("text", ["Berlin, 12.08.2027", "Vienna, 12. August 2027"])
def test_dates_as_written_on_the_continent(text: str) -> None:
    assert [t.value for t in find(text)] == ["2027-08-12"]


def test_a_version_is_no_date() -> None:
    assert find("version 1.2.2027.4") == []


@pytest.mark.parametrize(
    ("text", "side", "zone", "values"),
    [
        ("Signed on 3/4/2031.", "USA", None, ["2031-03-04"]),
        ("Signed on 3/4/2031.", "GBR", None, ["2031-04-03"]),
        ("Signed on 3/4/2031.", None, "America/New_York", ["2031-03-04"]),
        ("Signed on 3/4/2031.", None, "Asia/Kolkata", ["2031-04-03"]),
        ("Signed on 3/4/2031.", "CAN", None, ["2031-XX-XX"]),
        ("Signed on 3/4/2031.", None, None, ["2031-XX-XX"]),
        ("Signed on 4/4/2031.", None, None, ["2031-04-04"]),
        ("Signed on 3/4/2031, in force from 25/5/2031.", None, None, ["2031-04-03", "2031-05-25"]),
        ("Signed on 3/4/2031, in force from 5/25/2031.", "GBR", None, ["2031-03-04", "2031-05-25"]),
    ],
)
def test_figures_are_read_as_their_writer_reads_them(
    text: str, side: str | None, zone: str | None, values: list[str]
) -> None:
    assert [t.value for t in timexes(*parse(text), text, side=side, zone=zone)] == values
