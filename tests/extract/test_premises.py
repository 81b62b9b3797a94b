"""Acts that a sentence only supposes, asks for or threatens: none of them is told as done."""

from __future__ import annotations

import pytest
from acts_reader import mentions, trigger

HAPPENED = {"occurred", "ongoing"}
NOT_DONE = [
    ("Peru warned that it would walk away from the treaty for good.", "treaty"),
    ("If the accord were to fail, the ports would close.", "accord"),
    ("The premier ruled out any vote on the treaty before the summer.", "treaty"),
    ("The minister said that a death would lead him to invoke the defence treaty with Chile.", "treaty"),
    ("The rebels have threatened to widen their attacks.", "attacks"),
    ("Chile demanded an immediate ceasefire in the north.", "ceasefire"),
    ("The president called for the withdrawal of all troops.", "withdrawal"),
    ("Peru's government raised the prospect of tariffs on Chilean wine.", "tariffs"),
    ("A patrol could provoke the very clash that it is meant to deter.", "clash"),
    ("The president underlined the importance of the resumption of negotiations.", "resumption"),
    ("They expressed support for the holding of free elections.", "elections"),
    ("The ministers hoped for the early conclusion of the agreement and the lifting of sanctions.", "lifting"),
    ("The minister reaffirmed Chile's commitment to the reduction of tariffs.", "reduction"),
    ("The president rejected accusations that his army had bombed the market.", "bombed"),
    ("Peru brushed aside claims that it had expelled the envoy.", "expelled"),
    ("The minister reiterated the call for an end to the blockade and for the delivery of aid.", "delivery"),
    ("The minister conveyed an invitation to visit Doha.", "visit"),
    ("She underscored the urgency of halting the escalation and protecting civilians.", "protecting"),
    ("Chile attaches importance to the protection of whales and the release of prisoners.", "release"),
    ("She asked for Japan's support for the fund.", "support"),
    ("Asked whether Rojas had promised to let inspectors travel to Cusco, the minister would not say.", "travel"),
    ("Asked if the minister planned to visit Lima, the spokesman declined to comment.", "visit"),
]
STILL = [
    ("The opposition rejected the accord.", "rejected"),
    ("The two presidents signed the treaty in Lima on Friday.", "treaty"),
    ("The accord between Chile and Peru, signed in May, has brought the ports together.", "accord"),
    ("Chile called for a ceasefire.", "called for"),
    ("Chile stressed the importance of maintaining its diplomatic presence in Lima.", "maintaining"),
    ("They welcomed the signing of the accord and the resumption of talks.", "resumption"),
    ("The president welcomed the release of the hostages.", "release"),
    ("Peru urged Chile to halt the attacks on the fishing boats.", "attacks"),
    ("Peru dismissed the charge that a Peruvian official had a hand in the shooting of Luis Vega.", "shooting"),
    ("Peru rejected accusations of involvement in the poisoning of the envoy.", "poisoning"),
    ("Peru rejected the claim that its agents were behind the poisoning of the envoy.", "poisoning"),
]


@pytest.mark.parametrize(("text", "word"), NOT_DONE)
def test_what_is_only_supposed_asked_for_or_threatened_is_not_told_as_done(text: str, word: str) -> None:
    assert not [m for m in mentions(text) if word in trigger(text, m) and m.status in HAPPENED]


@pytest.mark.parametrize(("text", "word"), STILL)
def test_what_was_done_and_what_goes_on_stays_an_act(text: str, word: str) -> None:
    assert [m for m in mentions(text) if word in trigger(text, m) and m.status in HAPPENED]


def test_what_an_informant_may_not_talk_of_is_no_talk() -> None:
    text = "Ana Rojas phoned Kenji Mori. Two officials described the call; they were not authorized to discuss it."
    assert not [m for m in mentions(text) if trigger(text, m) == "discuss"]
