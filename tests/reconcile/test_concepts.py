"""Nearness of words by the table of concepts."""

from __future__ import annotations

import pytest

from memcon.reconcile.concepts import UNKNOWN, concepts, nearness, table


def test_words_of_one_concept() -> None:
    found = nearness("foil", "V", "thwart", "V")
    assert found.same > 0
    assert found.shared > 0.6


def test_a_noun_shares_the_concepts_of_its_verb() -> None:
    assert nearness("die", "V", "death", "N").same == 1.0
    assert nearness("arrive", "V", "arrival", "N").same > 0


def test_one_above_the_other() -> None:
    found = nearness("murder", "V", "kill", "V")
    assert (found.same, found.above) == (0.0, 1.0)


def test_words_far_apart_share_nothing_narrow() -> None:
    assert nearness("say", "V", "go", "V").shared < 0.3 < nearness("buy", "V", "purchase", "V").shared


@pytest.mark.parametrize("word", ["", "qwxz", "Ministerpräsident"])
def test_an_unknown_word_is_said_to_be_so(word: str) -> None:
    assert nearness(word, "N", "visit", "N") == UNKNOWN


def test_the_same_both_ways() -> None:
    for one, two in [("talk", "meet"), ("strike", "attack"), ("visit", "trip")]:
        assert nearness(one, "V", two, "N") == nearness(two, "N", one, "V")


def test_endings_that_no_lemmatizer_took_off_are_taken_off() -> None:
    assert dict(concepts("arrests", "N")) == dict(concepts("arrest", "N"))


def test_the_table_is_whole() -> None:
    known = table()
    assert len(known.above) == len(known.derived) == len(known.narrow) > 20_000
    assert all(0 <= n <= 1 for n in known.narrow)
    highest = max(c for found in known.words.values() for c in found)
    assert highest < len(known.above)
