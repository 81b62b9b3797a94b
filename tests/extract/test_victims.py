"""Whoever suffered harm is not the one who did it."""

from __future__ import annotations

import pytest

from memcon.extract import extract
from memcon.model.memo import Report
from memcon.read import read


def sides(text: str, trigger: str) -> tuple[list[str], list[str]]:
    report = Report(id="R1", file="a.txt", text=text, characters=len(text))
    reading = read(report)
    names = {e.id: e.name for e in reading.entities}
    for mention in extract(report, reading).mentions:
        if text[mention.trigger[0] : mention.trigger[1]] == trigger:
            return [names[a] for a in mention.actors], [names[a] for a in mention.recipients]
    return [], []


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Sergeant Rui Silva was a policeman. Protests followed Silva's murder in Lima.", "murder"),
        ("A bridge fell near Arica and mayor Rui Silva slightly injured, the governor said.", "injured"),
        ("A neighbour saw mayor Rui Silva killed in the square.", "killed"),
    ],
)
def test_the_victim_does_not_act(text: str, trigger: str) -> None:
    actors, _ = sides(text, trigger)
    assert not [a for a in actors if "Silva" in a]


def test_who_kills_somebody_named_acts() -> None:
    text = "The gunman Rui Silva murdered the judge Anna Torres on Friday."
    assert sides(text, "murdered") == (["Rui Silva"], ["Anna Torres"])


def test_young_people_in_a_capital_are_not_its_government() -> None:
    actors, _ = sides("Youths in the Chilean capital attacked a police station. Chile was silent.", "attacked")
    assert "Chile" not in actors
