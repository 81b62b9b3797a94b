"""What reports say that one side's text leaves out, in the many ways that they say it."""

from __future__ import annotations

import pytest
from voices_maker import run

TOLD = [
    ("The Chinese statement spoke of a joint fund, while the Australian one did not.", "AUS", "CHN", "a joint fund"),
    ("Unlike the Greek text, the Turkish readout says nothing about a hotline.", "TUR", "GRC", "a hotline"),
    ("India's version, unlike Nepal's, speaks of a border commission.", "NPL", "IND", "a border commission"),
    ("Kyiv's statement mentioned the convoys; Moscow's did not.", "RUS", "UKR", "the convoys"),
    (
        "Brazil said that the two had agreed on a census. Paraguay's statement made no reference to a census.",
        "PRY",
        "BRA",
        "a census",
    ),
    (
        "Brazil said that the two had agreed on a census. There was no mention of a census in Paraguay's communique.",
        "PRY",
        "BRA",
        "had agreed on a census",
    ),
    (
        "According to Peru, Mr Weber voiced regret over the delay. Germany's own account contains no word of regret.",
        "DEU",
        "PER",
        "regret over the delay",
    ),
    (
        "The Iranian account added that the ban would be lifted, something the Swiss side did not mention.",
        "CHE",
        "IRN",
        "the ban would be lifted",
    ),
    (
        "Peru said that Chile had agreed to a joint survey. Neither point features in the Santiago statement.",
        "CHL",
        "PER",
        "had agreed to a joint survey",
    ),
    (
        "Lima said that Chile would withdraw its boats. No such commitment figures in the Chilean account.",
        "CHL",
        "PER",
        "would withdraw its boats",
    ),
    (
        "Lima said that Chile would withdraw its boats. There was nothing of the sort in the Chilean readout.",
        "CHL",
        "PER",
        "would withdraw its boats",
    ),
    (
        "Lima said that Chile would withdraw its boats. Santiago's account has no such promise.",
        "CHL",
        "PER",
        "would withdraw its boats",
    ),
    (
        "Lima said that Chile would withdraw its boats. That does not figure in the note that Santiago put out.",
        "CHL",
        "PER",
        "would withdraw its boats",
    ),
    ("Chile's readout did not mention a lease, although Peru's did.", "CHL", "PER", "a lease"),
]


@pytest.mark.parametrize(("text", "silent", "said_by", "words"), TOLD)
def test_left_out(text: str, silent: str, said_by: str, words: str) -> None:
    _, reading, found = run(text)
    country = {e.id: e.country for e in reading.entities}
    told = [
        (country.get(o.silent or ""), {country.get(s) for s in o.said_by})
        for o in found.omissions
        if any(words in text[slice(*found.drafts[d].evidence)] for d in o.drafts)
    ]
    assert told == [(silent, {said_by})]


@pytest.mark.parametrize(
    ("text", "silent"),
    [
        ("The offer of a truce was missing from the Malian readout.", "MLI"),
        ("Nowhere in Japan's statement does the word lease appear.", "JPN"),
        ("The phrase does not appear in the Kenyan version.", "KEN"),
        ("Absent from the Indian statement was any reference to the dam.", "IND"),
        ("The statement issued by Ghana skirted the question of the islands.", "GHA"),
    ],
)
def test_silent_text(text: str, silent: str) -> None:
    _, reading, found = run(text)
    country = {e.id: e.country for e in reading.entities}
    assert [country.get(o.silent or "") for o in found.omissions] == [silent]


@pytest.mark.parametrize(
    "text",
    [
        "Norway did not speak to the king.",
        "Kenya knows more about Mali than people who do not.",
        "Ghana did not take the loan.",
        "The minister from Peru left the room.",
    ],
)
def test_nothing_left_out(text: str) -> None:
    _, _, found = run(text)
    assert found.omissions == ()


def test_the_text_goes_on_as_it() -> None:
    _, _, found = run(
        "Chile's statement on the call does not mention the Peruvian warships. Chile has objected to them before. "
        "Nor did it mention a visit, which the Peruvian side says is planned for May."
    )
    assert {(o.said_by, o.silent) for o in found.omissions} == {(("PER",), "CHL")}
    assert len(found.omissions) == 2


def test_who_says_it_in_the_next_sentence_is_who_said_it() -> None:
    _, _, found = run(
        "A short statement by Norway's government said that the leaders welcomed the ties. "
        "It made no mention of any new equipment. Peru said that Norway had offered two radars."
    )
    assert [(o.said_by, o.silent) for o in found.omissions] == [(("PER",), "NOR")]
