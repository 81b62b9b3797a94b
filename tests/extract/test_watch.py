"""What is to be watched, in the many ways that reports say it; happenings are not among it."""

from __future__ import annotations

import pytest
from voices_maker import quotes, run

WATCH = [
    (
        "Four things will show whether it lasts: the new bridge, the first convoy, a census, and the mood.",
        ["the new bridge", "the first convoy", "a census", "the mood"],
    ),
    (
        "The next signs to look out for are the ferry timetable and any movement of the dredgers.",
        ["the ferry timetable", "any movement of the dredgers"],
    ),
    (
        "Bankers name two indicators to follow: how much the fund lends in May, and whether the mint cuts its staff.",
        ["how much the fund lends in May", "whether the mint cuts its staff"],
    ),
    (
        "As for what we are watching, it is quite simple: whether freight rates fall and whether the raids stop.",
        ["whether freight rates fall", "whether the raids stop"],
    ),
    ("What we are watching is whether the raids stop.", ["whether the raids stop"]),
    ("The test will be whether the canal reopens by June.", ["whether the canal reopens by June"]),
    ("The real test will come in autumn, when the loans fall due.", ["in autumn, when the loans fall due"]),
    ("Much hinges on the ruling of the electoral court.", ["the ruling of the electoral court"]),
    ("All eyes are now on the auction in Lima.", ["the auction in Lima"]),
    ("Attention now turns to the vote of the upper house.", ["the vote of the upper house"]),
    ("A first indication will be the seating plan.", ["the seating plan"]),
    ("It remains to be seen whether the pact outlives the king.", ["whether the pact outlives the king"]),
    ("The coming weeks will show whether the pledge is kept.", ["whether the pledge is kept"]),
    ("The question now is who will pay for the dykes.", ["who will pay for the dykes"]),
    ("Investors are waiting for the minutes of the bank.", ["the minutes of the bank"]),
    ("Everybody will be looking at the tide tables.", ["the tide tables"]),
    ("It will come down to whether Oslo signs the annex.", ["whether Oslo signs the annex"]),
    ("A return of the consuls would be the first sign of a thaw.", ["A return of the consuls"]),
    (
        "Two questions will settle the affair. First, will the dam be drained? Second, who owns the water?",
        ["will the dam be drained", "who owns the water"],
    ),
    ("Keep an eye on the price of maize.", ["the price of maize"]),
    ("We will be watching the export figures closely.", ["the export figures"]),
    (
        "What we will be looking at on Friday is whether Mr Okada engages, and whether the fish dispute is mentioned.",
        ["whether Mr Okada engages", "whether the fish dispute is mentioned"],
    ),
    ("If the bank raises rates, markets will take it as proof of intent.", ["If the bank raises rates"]),
]


@pytest.mark.parametrize(("text", "wanted"), WATCH)
def test_each_item_to_watch(text: str, wanted: list[str]) -> None:
    _, _, found = run(text)
    assert quotes(text, [found.drafts[n] for n in found.indicators]) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The first question was whether the minister had slept.",
        "Hungary depends on its neighbours for water.",
        "He watched the parade from the balcony.",
        "The delegation had three members: a general, a judge and a banker.",
        "The test was carried out on Monday.",
        "All eyes were on the king when he fell.",
        "The main point of the treaty is not new.",
    ],
)
def test_nothing_to_watch(text: str) -> None:
    _, _, found = run(text)
    assert quotes(text, [found.drafts[n] for n in found.indicators]) == []
