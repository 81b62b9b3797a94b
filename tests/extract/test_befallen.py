"""Whom an act befalls, and who did it, where its own words leave that to the sentence around; sides told in lists."""

from __future__ import annotations

import pytest
from tests.extract.acts_reader import act, countries

DIRECTED = [
    ("entered", {"CHL"}, {"PER"}, "Peru's navy said a Chilean frigate had entered its waters on Monday."),
    ("violated", {"RUS"}, {"EST"}, "Estonia said a Russian helicopter had violated its airspace on Tuesday."),
    ("hit", {"RUS"}, {"UKR"}, "Russian missiles hit a power station near Odesa overnight, Ukraine said."),
    ("called home", {"MLI"}, {"DZA"}, "Mali's ambassador in Algiers was called home on Monday."),
    ("recalled", {"ZMB"}, {"ZAF"}, "Zambia's high commissioner was recalled from Pretoria on Monday."),
    ("came under fire", {"VEN"}, {"GUY"}, "A Guyanese patrol came under fire from Venezuelan soldiers on Sunday."),
    ("rammed", {"CHN"}, {"PHL"}, "The Philippines protested to China after its boat was rammed on Sunday."),
    ("war of aggression", {"RUS"}, {"UKR"}, "Kenya's president condemned Russia's war of aggression against Ukraine."),
]


@pytest.mark.parametrize(("words", "actors", "recipients", "text"), DIRECTED)
def test_a_deed(words: str, actors: set[str], recipients: set[str], text: str) -> None:
    found = act(text, words)
    assert countries(text, found.actors) == actors
    assert countries(text, found.recipients) == recipients


TOGETHER = [
    ("dialogue", {"VNM", "PHL"}, "The coast guards of Vietnam and the Philippines held a dialogue in Manila."),
    (
        "talks",
        {"IRN", "GBR", "FRA", "DEU"},
        "Iran's minister held talks with diplomats from Britain, France and Germany.",
    ),
    (
        "met",
        {"PRT", "ESP", "ITA"},
        "Premier Ana Costa of Portugal, Premier Pedro Ruiz of Spain and President Carlo Bianchi of Italy met there.",
    ),
    ("signing", {"ISR", "CYP"}, "The signing of the gas deal between Israel and Cyprus was put off to 25 March."),
    ("talks", {"NOR", "RUS"}, "Norwegian inspectors left the mine after talks with Moscow on Tuesday."),
    (
        "conversation",
        {"GEO", "ARM"},
        "The conversation was the first between Georgian President Nino Beridze and Armenian Prime Minister Tigran Oz.",
    ),
    ("extended", {"THA", "KHM"}, "The ceasefire between Thailand and Cambodia was extended by a week on Monday."),
    ("met", {"PER", "CHL"}, "LIMA, March 11 — President Marco Quispe met Chilean Foreign Minister Hugo Salas."),
    ("spoke", {"USA", "PRY"}, "Secretary of State Alan Pierce spoke with Paraguayan Foreign Minister Hugo Benitez."),
]


@pytest.mark.parametrize(("words", "parties", "text"), TOGETHER)
def test_what_several_do(words: str, parties: set[str], text: str) -> None:
    found = act(text, words)
    assert countries(text, (*found.actors, *found.recipients)) == parties


def test_a_deed_without_blame_stays_without_doer() -> None:
    text = "Philippine officials said two sailors were hurt after a boat was rammed on Sunday. China denied it."
    assert not act(text, "rammed").actors


def test_an_office_is_not_of_a_state_that_has_none() -> None:
    text = "The Federal Chancellor condemned Russia's war against Ukraine."
    assert "RUS" not in countries(text, act(text, "condemned").actors)
