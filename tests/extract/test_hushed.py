"""Silence towards the press; signs to watch told in further ways; days that are of something else."""

from __future__ import annotations

import pytest
from acts_reader import act

from memcon.extract import extract
from memcon.extract.types import Extraction
from memcon.model.memo import Report
from memcon.read import read

SILENT = [
    ("Peru's minister Ana Diaz met her Chilean counterpart Luis Vega in Lima. Neither minister spoke to the press.", 2),
    ("Peru and Chile held talks in Oslo. Neither side took questions from reporters.", 2),
    ("Peru and Chile held talks in Oslo. The two sides made no statement after the meeting.", 2),
    ("The Peruvian ministry said there would be no further comment.", 1),
    ("Norway had telephoned the Chilean president on Monday. Chile has not said anything of such a call.", 1),
    ("The Chilean ministry did not speak to reporters after the talks.", 1),
]
LOUD = [
    "The Peruvian minister spoke to the press.",
    "Peru issued no warning before the shelling.",
    "Peru's minister met reporters in Lima.",
]
WATCHED = [
    (
        "Watch for the Lima date, for any waiver granted to Chilean dairies, and for the wording of the communique.",
        ["the Lima date", "any waiver granted to Chilean dairies", "the wording of the communique"],
    ),
    (
        "Keep an eye on the Oslo meeting, on the price of wheat, and on the tone of the premier's speech.",
        ["the Oslo meeting", "the price of wheat", "the tone of the premier's speech"],
    ),
    (
        "Signs that it is serious, she said, would be fuel ships unloading at the port and a general in Lima.",
        ["fuel ships unloading at the port", "a general in Lima"],
    ),
    ("A sign of good faith, he said, would be the release of the crew.", ["the release of the crew"]),
    ("What would show that they are serious, she said, is a retreat from the ridge.", ["a retreat from the ridge"]),
    (
        "Traders will be watching whether the first aircraft lands in May and whether troops thin out.",
        ["whether the first aircraft lands in May", "whether troops thin out"],
    ),
    (
        "Much will depend on the harvest, he said, and on the mood in the army.",
        ["the harvest", "the mood in the army"],
    ),
]


def extracted(text: str) -> Extraction:
    report = Report(id="R1", file="1.txt", text=text, kind="news")
    return extract(report, read(report))


@pytest.mark.parametrize(("text", "parties"), SILENT)
def test_silence_towards_the_press_is_withheld(text: str, parties: int) -> None:
    assert len({w.party for w in extracted(text).withheld}) == parties


@pytest.mark.parametrize("text", LOUD)
def test_what_is_said_is_not_withheld(text: str) -> None:
    assert extracted(text).withheld == ()


@pytest.mark.parametrize(("text", "signs"), WATCHED)
def test_each_thing_to_watch_stands_by_itself(text: str, signs: list[str]) -> None:
    found = extracted(text)
    assert [text[slice(*found.drafts[n].evidence)] for n in found.indicators] == signs


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He deplored the attack of 28 March on a convoy in Lima, and called on all parties to stop.", "called on"),
        ("The minister praised the accord of 12 June.", "praised"),
        ("The truce would start on the first day of the campaign's last week.", "truce"),
        ("The talks were scheduled to end on Tuesday but were extended.", "talks"),
    ],
)
def test_a_day_of_something_else_dates_no_act(text: str, words: str) -> None:
    assert act(text, words).times == ()


def test_the_noun_keeps_its_day() -> None:
    text = "He deplored the attack of 28 March on a convoy in Lima, and called on all parties to stop."
    assert len(act(text, "attack").times) == 1


def test_talks_due_to_end_are_going_on() -> None:
    assert act("The talks were scheduled to end on Tuesday but were extended.", "talks").status == "occurred"
    assert act("The talks are scheduled to begin on Tuesday.", "talks").status == "planned"


def test_a_week_named_by_a_day_is_a_week() -> None:
    text = "The talks will resume in the week of 22 October, officials said."
    found = act(text, "talks")
    assert [t.modifier for t in read(Report(id="R1", file="1.txt", text=text, kind="news")).timexes] == ["the-week"]
    assert len(found.times) == 1
