"""Who else was there, where, how long and about what: the circumstances of a contact in plain sentences."""

from __future__ import annotations

import pytest
from tests.extract.acts_reader import mentions

TOLD = [
    (
        "participants",
        "foreign ministers",
        "The presidents of Chile and Peru met; they were joined by their foreign ministers.",
    ),
    ("participants", "adviser", "Chile's president, accompanied by his security adviser, met Peru's president."),
    (
        "participants",
        "minister",
        "The meeting between the presidents of Chile and Peru was attended by Chile's foreign minister.",
    ),
    ("participants", "trade ministers", "Chile and Peru held talks with the participation of their trade ministers."),
    ("place", "Vienna", "Vienna hosted talks between Chile and Peru."),
    ("place", "Doha", "Chile's envoy met Peru's envoy at a hotel in Doha."),
    ("duration", "Three hours", "Three hours of talks between Chile and Peru ended without a deal."),
    ("topic", "undersea cable", "The call between the presidents of Chile and Peru was about an undersea cable."),
    ("topic", "visas", "Among the topics of the call between Chile and Peru were visas."),
    ("topic", "Security", "Security was at the centre of the talks between Chile and Peru."),
    ("amount", "25%", "Chile imposed a 25% tariff on steel from Peru."),
    ("amount", "15 per cent", "Chile will cut its tariffs on Peruvian steel by 15 per cent."),
]


@pytest.mark.parametrize(("slot", "words", "text"), TOLD)
def test_a_circumstance_is_told(slot: str, words: str, text: str) -> None:
    fills = [f for m in mentions(text) for f in m.fills if f.slot == slot]
    assert any(words in f.value for f in fills), fills
    assert all(text[f.start : f.end] == f.value for f in fills)


@pytest.mark.parametrize(
    ("slot", "text"),
    [
        ("participants", "Chile's president met Peru's president after he was joined by nobody."),
        ("participants", "Chile's president joined an alliance with Peru."),
        ("place", "Chile hosted talks between Bolivia and Peru at short notice."),
        ("topic", "The call between the presidents of Chile and Peru was friendly."),
    ],
)
def test_no_circumstance_is_told(slot: str, text: str) -> None:
    assert not [f for m in mentions(text) for f in m.fills if f.slot == slot]
