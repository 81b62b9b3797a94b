"""Turns of phrase that the data list: what to watch, and what somebody judges or foresees."""

from __future__ import annotations

import pytest

from memcon.extract import extract
from memcon.model.memo import Report
from memcon.read import read


def told(text: str) -> tuple[list[str], list[str]]:
    """The words to watch and the readings of a text."""
    report = Report(id="R1", file="1.txt", text=text, kind="news")
    made = extract(report, read(report))
    watch = [text[slice(*made.drafts[i].evidence)] for i in made.indicators]
    return watch, [text[slice(*d.evidence)] for d in made.drafts if d.kind == "assessment"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Shippers should look out for movements of Chile's fleet.", "movements of Chile's fleet"),
        ("How Peru's army reacts will be crucial.", "How Peru's army reacts"),
        ("Whether the truce holds will become apparent in the next few days.", "Whether the truce holds"),
        ("Close attention will be paid to the guest list.", "the guest list"),
        ("To gauge the mood in Lima, look at the price of fish.", "the price of fish"),
    ],
)
def test_what_to_watch(text: str, words: str) -> None:
    assert words in told(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "Several signals will show the ships the way into the port of Lima.",
        "Noting the time, the minister left the hall.",
        "Chile's sailors looked out for mines in the strait.",
    ],
)
def test_nothing_to_watch(text: str) -> None:
    assert not told(text)[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The offer puts Lima in a difficult position.", "in a difficult position"),
        ("The accord falls short of what Chile had hoped for.", "falls short"),
        ("Traders in Lima see the ban as a punishment for the vote.", "as a punishment"),
        ("The law is aimed at rivals of the president.", "aimed at"),
        ("These measures can only aggravate the situation.", "can only aggravate"),
    ],
)
def test_a_reading(text: str, words: str) -> None:
    assert any(words in reading for reading in told(text)[1])


@pytest.mark.parametrize(
    "text",
    [
        "Chile accused Peru of playing with fire.",
        "A raid left more than 20 people dead.",
        "Peru put two battalions in a barracks near the border.",
    ],
)
def test_no_reading(text: str) -> None:
    assert not told(text)[1]
