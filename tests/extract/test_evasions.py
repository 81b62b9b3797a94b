"""Turns of phrase by which somebody gets round an answer, and what only looks like them."""

from __future__ import annotations

import pytest

from memcon.extract import extract
from memcon.model.memo import Report
from memcon.read import read

TOLD = "Chile's president and Peru's prime minister spoke by telephone on Monday. "


def held_back(text: str) -> list[tuple[str, str | None, str]]:
    """Manner, country and words of each withholding behind the first sentence."""
    report = Report(id="R1", file="1.txt", text=TOLD + text, kind="news")
    reading = read(report)
    made = extract(report, reading)
    entities = {e.id: e for e in reading.entities}
    return [
        (w.manner, entities[w.party].country, report.text[slice(*made.drafts[w.draft].evidence)])
        for w in made.withheld
        if made.drafts[w.draft].evidence[0] >= len(TOLD)
    ]


@pytest.mark.parametrize(
    ("text", "manner", "country"),
    [
        ("Peru's foreign minister refrained from commenting on the gas.", "declined", "PER"),
        ("“That is a question for another day,” Peru's foreign minister said.", "declined", "PER"),
        ("Chile's presidency gave nothing away.", "declined", "CHL"),
        ("“I have no information to share on that,” Chile's foreign minister said.", "declined", "CHL"),
        ("Chile's army neither denied nor confirmed the raid.", "declined", "CHL"),
        ("Peru's foreign ministry published nothing about the visit.", "not-supplied", "PER"),
        ("“Let me keep that between the president and me,” Peru's foreign minister said.", "declined", "PER"),
        ("Peru expelled two Chilean diplomats, whom its foreign ministry did not name.", "not-supplied", "PER"),
        ("Peru's prime minister said that it was too early to discuss a date.", "declined", "PER"),
    ],
)
def test_an_evasion(text: str, manner: str, country: str) -> None:
    assert (manner, country) in {(m, c) for m, c, _ in held_back(text)}


@pytest.mark.parametrize(
    "text",
    [
        "“This is a matter for concern,” Peru's foreign minister said.",
        "Chile's president did not leave it at that.",
        "Peru's foreign minister remained silent for one minute to honour the dead.",
        "“A war over fish has no winners,” Chile's foreign minister said.",
        "Chile's president kept his country between the two blocs and won votes.",
        "Efforts to extend the deal were under way.",
    ],
)
def test_no_evasion(text: str) -> None:
    assert not held_back(text)
