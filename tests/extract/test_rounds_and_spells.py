"""Rounds of talks, talks measured by their days, offers to host, what was put off, parts of a whole, and money."""

from __future__ import annotations

import pytest
from acts_reader import act, countries, mentions, trigger


def test_who_ends_two_days_of_talks_breaks_nothing_off() -> None:
    text = "Ethiopia and Somalia ended two days of talks on Thursday. Peru ended talks with Chile."
    assert [m.type for m in mentions(text)] == ["CONSULT", "SANCTION"]
    assert countries(text, mentions(text)[0].actors) == {"ETH", "SOM"}


@pytest.mark.parametrize("words", ["third round", "next round", "second round", "final round"])
def test_a_round_is_a_talk(words: str) -> None:
    assert act(f"The {words} will be held in Ankara in September.", "round").type == "CONSULT"


def test_an_offer_to_host_is_an_act() -> None:
    text = "Peru congratulated the parties and offered to host a meeting in Lima."
    assert act(text, "offered").type == "AGREE"


def test_what_was_put_off_was_not_done() -> None:
    text = "The adoption of the joint statement was postponed on Friday."
    assert "occurred" not in {m.status for m in mentions(text) if "statement" in trigger(text, m)}


def test_so_many_of_so_many() -> None:
    text = "Agreement in principle was reached on seven of the nine chapters of the draft."
    told = [f for m in mentions(text) for f in m.fills if f.slot == "amount"]
    assert [(f.value, f.normal) for f in told] == [("seven of the nine chapters", "7 chapters")]


@pytest.mark.parametrize("money", ["4.5 million US dollars", "200,000 Swiss francs", "3 billion Japanese yen"])
def test_the_money_of_a_state_is_not_the_state(money: str) -> None:
    text = f"Peru will finance a port in Chile with a budget of {money}."
    assert not {"USA", "CHE", "JPN"} & {r for m in mentions(text) for r in (*m.actors, *m.recipients)}
