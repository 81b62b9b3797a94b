"""What is held back, and by whom, in the many ways that reports say it."""

from __future__ import annotations

import pytest
from voices_maker import run

HELD = [
    ("Denmark would neither confirm nor deny the sighting.", "DNK", "declined", "neither confirm nor deny"),
    ("Norway refused to be drawn on the date.", "NOR", "declined", "refused to be drawn on the date"),
    ("Peru would not give a figure.", "PER", "declined", "would not give a figure"),
    ("Kenya has declined to say who paid.", "KEN", "declined", "declined to say who paid"),
    ("Thailand's army chief avoided the question.", "THA", "declined", "avoided the question"),
    ("Chile remained vague about the terms.", "CHL", "declined", "remained vague"),
    ("Japan released only a one-line statement.", "JPN", "not-supplied", "only a one-line statement"),
    ("No readout was issued by Ankara.", "TUR", "not-supplied", "No readout was issued"),
    ("Mexico has yet to comment on the claim.", "MEX", "not-supplied", "yet to comment"),
    ("Brazil said the talks went well, without giving details.", "BRA", "not-supplied", "without giving details"),
    ("Finland said it had protested. It gave no date.", "FIN", "not-supplied", "gave no date"),
    (
        "Canada said a ship had been stopped. Canada did not name the ship.",
        "CAN",
        "not-supplied",
        "did not name the ship",
    ),
    ("Ghana has not said how many men it will send.", "GHA", "not-supplied", "has not said how many men"),
    ("There was no immediate comment from Kenya.", "KEN", "not-supplied", "no immediate comment from Kenya"),
    ("Norway's foreign ministry could not be reached for comment.", "NOR", "declined", "could not be reached"),
    ("Calls to Peru's embassy were not returned.", "PER", "not-supplied", "Calls to Peru's embassy"),
    ("Chile is withholding the results of the inquiry.", "CHL", "declined", "withholding the results"),
    ("Japan's delegation did not speak to the press.", "JPN", "declined", "did not speak to the press"),
    ("Mexico's foreign minister left without taking questions.", "MEX", "not-supplied", "without taking questions"),
    ("Ghana has been silent on the arrest.", "GHA", "not-supplied", "silent on the arrest"),
    ("Brazil stopped short of naming the country.", "BRA", "not-supplied", "stopped short of naming"),
    ("Sweden said two men were held. No further details were given.", "SWE", "not-supplied", "No further details"),
]


@pytest.mark.parametrize(("text", "country", "manner", "words"), HELD)
def test_held_back(text: str, country: str, manner: str, words: str) -> None:
    _, reading, found = run(text)
    entities = {e.id: e for e in reading.entities}
    told = [
        (entities[w.party].country if w.party in entities else w.party, w.manner)
        for w in found.withheld
        if words in text[slice(*found.drafts[w.draft].evidence)]
    ]
    assert told == [(country, manner)]


def test_a_text_of_both_is_held_back_by_both() -> None:
    _, _, found = run(
        "The ministers of Oman and Qatar met on Monday. The text of the pact between Oman and Qatar was not published."
    )
    assert {w.party for w in found.withheld} == {"OMN", "QAT"}


@pytest.mark.parametrize(
    "text",
    [
        "Poland did not name an ambassador last year.",
        "Norway did not answer the attack.",
        "Kenya refused to meet the rebels.",
        "The guns remained silent in Peru.",
        "Spain refused to give ground.",
        "Absolutely not, Denmark said.",
        "There was no comment in the press from which Peru could learn.",
        "Chile stopped short of the line.",
        "Kenya's troops could not be reached by road.",
        "Norway is hiding the ship.",
    ],
)
def test_nothing_is_held_back(text: str) -> None:
    _, _, found = run(text)
    assert found.withheld == ()


BRIEFING = (
    "Transcript of Weekly Briefing (May 3, 2024)\n\nDr. Ada Lund, Deputy Spokesperson: Good morning.\n\n"
    "Berit: Is the envoy coming back?\n\nDr. Ada Lund, Deputy Spokesperson: {}"
)


@pytest.mark.parametrize(
    "words",
    [
        "I would not like to go into details.",
        "We do not discuss the guarding of embassies.",
        "I would not wish to prejudge the talks.",
        "It is not for me to speculate on that.",
        "We do not get into operational matters.",
    ],
)
def test_a_spokesperson_holds_back(words: str) -> None:
    _, _, found = run(BRIEFING.format(words), kind="transcript", side="NOR")
    assert [w.manner for w in found.withheld] == ["declined"]


@pytest.mark.parametrize(
    "words", ["We do not want a war.", "We do not engage in piracy.", "We would like to see arrests."]
)
def test_a_spokesperson_answers(words: str) -> None:
    _, _, found = run(BRIEFING.format(words), kind="transcript", side="NOR")
    assert found.withheld == ()


def test_what_is_held_back_is_the_act_that_its_words_take_up() -> None:
    _, _, found = run(
        "Norway offered two radars, officials in Lima said. The ministers of Chile and Peru met on Monday. "
        "A spokesperson for Norway's government declined to confirm the offer."
    )
    (held,) = found.withheld
    told = next(m for m in found.mentions if m.id == held.event)
    assert told.type == "AGREE"


@pytest.mark.parametrize(
    "text",
    [
        "President Ana Moreno said that she did not want to go through with it.",
        "Foreign minister Elmer Schialer has nothing to offer to anybody, critics said.",
        "Foreign minister Elmer Schialer is not authorized to use force.",
        "President Ana Moreno has ignored mounting calls for her resignation.",
    ],
)
def test_what_is_not_done_holds_nothing_back(text: str) -> None:
    assert not run(text)[2].withheld


def test_informants_who_may_not_speak_are_not_whoever_spoke_before() -> None:
    text = (
        "Chad's foreign minister, Halima Abakar, spoke on Thursday. Two officials in Niamey, who were not authorized "
        "to speak publicly, said the herdsman had been shot."
    )
    assert "halima-abakar" not in {w.party for w in run(text)[2].withheld}
