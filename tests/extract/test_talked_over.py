"""What two talked about is their talk: verbs and nouns that only say of what it was are no second contact."""

from __future__ import annotations

import pytest
from tests.extract.acts_reader import act

MET = "President William Ruto of Kenya met President Yoweri Museveni of Uganda in Kampala on Tuesday. "
CALLED = "The presidents of Chile and Peru held a telephone call on Tuesday. "


@pytest.mark.parametrize(
    ("first", "words", "text"),
    [
        ("met", "focused on", MET + "The two leaders focused on trade, security and the oil pipeline."),
        ("met", "reviewed", MET + "They reviewed the work on the railway."),
        ("telephone call", "reviewed", CALLED + "They reviewed bilateral relations."),
    ],
)
def test_one_contact(first: str, words: str, text: str) -> None:
    assert act(text, words).same_as == act(text, first).id


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("focused on", "The presidents of Peru and Chile met. The presidents of Kenya and Uganda focused on trade."),
        ("talks", MET + "They held talks in Nairobi in May."),
    ],
)
def test_another_contact(words: str, text: str) -> None:
    assert act(text, words).same_as is None
