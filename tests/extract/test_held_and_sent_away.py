"""Prisoners and their terms, people held and not let see, diplomats and the day by which they must be gone."""

from __future__ import annotations

import pytest
from acts_reader import act, found, mentions, trigger

TERMS = [
    ("A Chilean court sentenced the academic Ana Rojas to 12 years in prison.", "sentenced", "12 years"),
    ("She was sentenced to ten years and may appeal within 20 days, her lawyer said.", "sentenced", "ten years"),
    ("Two sailors were jailed for six months in Lima.", "jailed", "six months"),
]
KINDS = [
    ("The Peruvian citizen has been held in Arica without trial since November.", "held", "COERCE"),
    ("Italy has voiced doubts about the sanctions.", "voiced doubts", "REJECT"),
    ("Peruvian diplomats have never been allowed to visit Ana Rojas.", "allowed", "REJECT"),
    ("If Ana Rojas is not freed, Peru is prepared to go further, the minister said.", "go further", "THREATEN"),
    ("The three Chilean diplomats have 72 hours to leave the country.", "have", "SANCTION"),
    ("Peru expelled two diplomats. They must leave by midnight on Saturday.", "leave", "SANCTION"),
    ("Only two accredited diplomats had been told to go.", "told", "SANCTION"),
]


@pytest.mark.parametrize(("text", "words", "term"), TERMS)
def test_the_term_of_a_sentence(text: str, words: str, term: str) -> None:
    assert [f.value for f in act(text, words).fills if f.slot == "duration"] == [term]


def test_a_court_s_sentence_is_no_lever() -> None:
    assert found(TERMS[0][0])[1].levers == ()


@pytest.mark.parametrize(("text", "words", "kind"), KINDS)
def test_kinds(text: str, words: str, kind: str) -> None:
    assert kind in {m.type for m in mentions(text) if words in trigger(text, m)}


def test_what_may_be_done_within_a_time_does_not_date_what_was_done_before() -> None:
    assert act(TERMS[1][0], "sentenced").times == ()


def test_where_an_envoy_serves_is_not_where_he_was_recalled() -> None:
    text = "Peru called its ambassador in Santiago home on Monday."
    assert not [f for m in mentions(text) for f in m.fills if f.slot == "place"]
