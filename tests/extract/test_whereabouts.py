"""Where an act was: towns that no table holds, houses, ships, borders, and what is no place of it."""

from __future__ import annotations

import pytest
from tests.extract.acts_reader import act

PLACED = [
    ("met", "Zorbica", "The prime ministers of Serbia and Hungary met in Zorbica on Tuesday."),
    ("talks", "Tacna", "Chile and Peru agreed that talks between their interior ministers would be held in Tacna."),
    ("meeting", "Cotonou", "The meeting between the Nigerian and Beninese presidents in Cotonou was short."),
    ("received", "State House in Nairobi", "Kenya's president received Uganda's president at State House in Nairobi."),
    ("met", "the Kremlin", "Russia's president met the president of Belarus in the Kremlin on Wednesday."),
    ("met", "hotel near Athens", "Greek and Turkish diplomats met at a hotel near Athens airport on Monday."),
    ("met", "Villazon bridge", "The Bolivian and Argentine ministers met on the Villazon bridge on Wednesday."),
    ("met", "Havana", "Mexico's foreign minister flew to Havana on Tuesday and met the president of Cuba."),
    ("talks", "Cairo", "Israel's prime minister sent his adviser to Cairo for talks with Egyptian officials."),
    ("met", "Asuncion", "Bolivia's president met Paraguay's on the sidelines of the summit in Asuncion."),
    ("signed", "Muscat", "Iranian and Omani officials signed the pipeline deal in Muscat on Monday."),
    ("hit", "Odesa", "Russian missiles hit a power station near Odesa overnight."),
    ("shelled", "Iraq", "Turkish artillery shelled positions in northern Iraq on Monday."),
    ("collided", "Sarawak", "A Malaysian vessel collided with a Chinese survey ship off Sarawak on Tuesday."),
]


@pytest.mark.parametrize(("words", "place", "text"), PLACED)
def test_a_place_is_told(words: str, place: str, text: str) -> None:
    fills = [f for f in act(text, words).fills if f.slot == "place"]
    assert len(fills) == 1
    assert place in fills[0].value
    assert text[fills[0].start : fills[0].end] == fills[0].value


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("discussed", "The presidents of Chile and Peru discussed the war in Sudan on Tuesday."),
        ("met", "Chile's president met Peru's in June."),
        ("spoke", "Chile's president spoke with Peru's in English for an hour."),
        ("met", "The company's head in Lima met Chile's president on Monday."),
        ("met", "Chile's president met Peru's at short notice."),
    ],
)
def test_no_place_is_told(words: str, text: str) -> None:
    assert not [f for f in act(text, words).fills if f.slot == "place"]


def test_a_house_alone_is_no_name_of_a_town() -> None:
    text = "President Marco Quispe of Peru met Chile's foreign minister at the Government Palace on Wednesday."
    assert act(text, "met").place is None
