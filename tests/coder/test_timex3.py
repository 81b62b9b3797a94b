"""TIMEX3 values of a report's expressions: which week and year the tense means, units, extents, what is none."""

from __future__ import annotations

import itertools
from functools import cache

import pytest

from memcon.coder.scan import plain_report, scan
from memcon.coder.timex3 import Timex3, annotated
from memcon.coder.when import reference_of

DAY = "2031-05-14"  # a Wednesday

TENSE = {
    "The envoy will fly to Quito on Monday.": "2031-05-19",
    "The envoy flew to Quito on Monday.": "2031-05-12",
    "The council is due to vote on Tuesday.": "2031-05-20",
    "The council has scheduled a hearing Friday.": "2031-05-16",
    "The truce had been due to expire on Sunday.": "2031-05-11",
    "Lawyers said they would look for ways around Tuesday's ruling.": "2031-05-13",
    "The team plays in Lima on Saturday.": "2031-05-17",
    "Judges delayed the trial until Thursday.": "2031-05-15",
    "The vote could take place in July.": "2031-07",
    "The summit set for Oslo in August was called off.": "2031-08",
    "She was arrested in November.": "2030-11",
    "The dividend is payable Jan. 5.": "2032-01-05",
    "The meeting is to be held in March.": "2032-03",
    "The mayor resigned on Dec. 3.": "2030-12-03",
    "The festival, first set for 2 May, will now be held later.": "2031-05-02",
}
NEAREST = {
    "Voters will have a chance to make their voice heard on Sunday.": "2031-05-18",
    "The rivals toured the north ahead of Tuesday's primary.": "2031-05-20",
    "He threatened to quit the race on Tuesday night.": "2031-05-13TNI",
    "The board agreed to let him use the hall in late March.": "2031-03",
    "He faced doubts when he spoke later Monday.": "2031-05-12",
    "The plot was meant to sway the Aug. 9 election.": "2031-08-09",
    "As of February, the shop sells more songs than any other.": "2031-02",
    "There is a vote on Friday.": "2031-05-16",
    "This weekend, the mayor complained of noise.": "2031-W19-WE",
    "The deal would last four years.": "P4Y",
}
VALUES = {
    "The flats, due in late 2034, are planned before the end of the month.": ["2034", "2031-05"],
    "They met on the shore this September.": ["2031-09"],
    "It fell in October last year.": ["2030-10"],
    "Profit rose in last year's third quarter.": ["2030-Q3"],
    "Sales for the second quarter of next year were revised.": ["2032-Q2"],
    "Sales were weak in Q3 2030.": ["2030-Q3"],
    "The figures cover April to June 2029.": ["2029-04", "2029-06"],
    "The firm merged in 2019 and moved in June.": ["2019", "2019-06"],
    "It was done in the first half of the year.": ["2031-H1"],
    "It was sold last May.": ["2030-05"],
    "She reads the Coast Daily and swims daily.": ["P1D"],
    "It was the worst storm of this century.": ["20"],
    "The house was built in the 19th century.": ["18"],
    "He sang in the nineties.": ["199"],
    "The plant closes by mid-2035.": ["2035"],
    "They worked for more than half a century.": ["P50Y"],
    "They waited half an hour.": ["PT30M"],
    "It lost money in the past two quarters.": ["P2Q"],
    "A few years ago nobody knew of it.": ["PAST_REF"],
    "She rests on Sundays.": ["XXXX-WXX-7"],
    "They met twice a week.": ["P1W"],
    "They left the day before last Friday.": ["2031-05-08"],
    "They left two days after Christmas.": ["2030-12-27"],
    "They wed a week before Easter.": ["2031-W14"],
    "Talks are set for the week of June 2.": ["2031-W23"],
    "It opened on Jan. 14 last year.": ["2030-01-14"],
    "The report to be published on Friday was leaked.": ["2031-05-16"],
    "The range blooms every spring.": ["XXXX-SP"],
    "Post-2020 rules still hold.": ["2020"],
    "Shops were shut on Christmas Day.": ["2030-12-25"],
    "Families will gather on Thanksgiving.": ["2031-11-27"],
    "Pilgrims came last Easter.": ["2031-04-13"],
    "The union keeps its current leader.": ["PRESENT_REF"],
    "They expect growth in the near term.": ["FUTURE_REF"],
    "The flood came two hours ago.": ["2031-05-14"],
    "Sales rose last year after falling the year before.": ["2030", "2029"],
}
COMPARED = "The mill earned $3 million in the first quarter, up from $2 million a year earlier and a loss a year ago."
EXTENTS = {
    "The port reopened three weeks after the storm.": "three weeks",
    "He had never said so in the past.": "the past",
    "The offer was made in the first nine months.": "the first nine months",
    "They seek the two-year loan.": "two-year",
    "It will take three years or so.": "three years or so",
    "The work will be done by the end of the year.": "the end of the year",
    "The ferry left at 9:15 on Monday morning.": "9:15 on Monday morning",
    "The bank opens at 8 a.m. local time on June 4.": "8 a.m. local time on June 4",
}
NONE = (
    "They met on the last day of the talks.",
    "She left shortly after the talks.",
    "Three-quarters of the fleet stayed in port.",
)


@cache
def read(sentences: tuple[str, ...]) -> dict[str, tuple[tuple[Timex3, str], ...]]:
    """What each sentence holds; those of one table are paragraphs of one report."""
    text, places = "", {}
    for sentence in sentences:
        places[sentence] = len(text)
        text += sentence + "\n\n"
    found = annotated(scan(plain_report(text, published=DAY)), reference_of(DAY))
    return {
        s: tuple((t, text[t.start : t.end]) for t in found if at <= t.start < at + len(s)) for s, at in places.items()
    }


@pytest.mark.parametrize("sentence", TENSE)
def test_the_tense_says_which_week_or_year(sentence: str) -> None:
    assert next(t.value for t, _ in read(tuple(TENSE))[sentence]) == TENSE[sentence]


@pytest.mark.parametrize("sentence", NEAREST)
def test_weak_signs_give_way_to_the_nearest_date(sentence: str) -> None:
    assert next(t.value for t, _ in read(tuple(NEAREST))[sentence]) == NEAREST[sentence]


@pytest.mark.parametrize("sentence", VALUES)
def test_values(sentence: str) -> None:
    assert [t.value for t, _ in read(tuple(VALUES))[sentence]] == VALUES[sentence]


def test_a_comparison_is_made_in_the_unit_of_what_is_compared() -> None:
    found = read((COMPARED,))[COMPARED]
    assert [t.value for t, _ in found] == ["2031-Q1", "2030-Q1", "2030-Q1"]


@pytest.mark.parametrize("sentence", EXTENTS)
def test_extents(sentence: str) -> None:
    assert [words for _, words in read((*EXTENTS, *NONE))[sentence]] == [EXTENTS[sentence]]


@pytest.mark.parametrize("sentence", NONE)
def test_what_counts_from_an_act_or_is_a_share_is_no_time(sentence: str) -> None:
    assert read((*EXTENTS, *NONE))[sentence] == ()


def test_in_text_order_and_apart() -> None:
    for table in (TENSE, NEAREST, VALUES, EXTENTS):
        found = [t for row in read(tuple(table)).values() for t, _ in row]
        assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_without_a_day_a_weekday_stays_open() -> None:
    report = scan(plain_report("The envoy will fly to Quito on Monday."))
    assert [t.value for t in annotated(report, None)] == ["XXXX-WXX-1"]
