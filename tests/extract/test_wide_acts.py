"""Wordings of many ministries and foreign desks, one invented sentence each."""

from __future__ import annotations

import pytest
from tests.extract.acts_reader import act, countries, mentions, trigger

SAID = [
    ("Presidents Boric and Ruto spoke on Monday.", "spoke", "CONSULT", "occurred"),
    ("The Kenyan and Peruvian foreign ministers will come together in Lima.", "come together", "CONSULT", "planned"),
    ("Presidents Boric and Ruto want to see each other in Nairobi.", "see each other", "CONSULT", "proposed"),
    ("Foreign Minister Penny Wong will be in Lima next week.", "be in Lima", "CONSULT", "planned"),
    ("Boric went on to speak with Kenyan President William Ruto.", "speak with", "CONSULT", "occurred"),
    ("Boric informed his counterpart of the floods in Chile.", "informed", "STATEMENT", "occurred"),
    ("President Boric drew attention to the fact that Peru had no port.", "drew attention", "STATEMENT", "occurred"),
    ("Chile's parliament voted a resolution against the treaty.", "voted", "REJECT", "occurred"),
    ("Kenya's senate passed a resolution urging the government to act.", "passed", "REQUEST", "occurred"),
    ("Kenya's senate passed a resolution on Monday urging the government to act.", "passed", "REQUEST", "occurred"),
    ("Chile expects concrete steps from Peru.", "expects", "REQUEST", "occurred"),
    ("Chile is grateful to Norway for its help.", "grateful", "SUPPORT", "occurred"),
    ("Ruto extended his congratulations to Norway.", "congratulations", "SUPPORT", "occurred"),
    ("Chile froze preparations for a joint fund with Peru.", "froze", "SANCTION", "occurred"),
    ("Peru's government reacted by halting imports of Chilean apples.", "halting imports", "SANCTION", "occurred"),
    ("Peru has closed its market to Chilean growers.", "closed", "SANCTION", "occurred"),
    ("Peru advised its citizens to avoid Chile.", "advised", "SANCTION", "occurred"),
    ("Peru recommended that tourists avoid Chile.", "recommended", "SANCTION", "occurred"),
    ("Peru has eased checks on Chilean poultry.", "eased checks", "RETREAT", "occurred"),
    ("Peru will lift its suspension of Chilean fruit.", "lift its suspension", "RETREAT", "planned"),
    ("Peru raised the prospect of tariffs on Chilean wine.", "raised", "THREATEN", "occurred"),
    ("Peru decided not to sign the text.", "decided not", "REJECT", "occurred"),
    ("Peruvian coast guards turned water cannon on a Chilean boat.", "turned", "ASSAULT", "occurred"),
    ("The Kenyan navy foiled two piracy attempts off Mombasa.", "foiled", "AID", "occurred"),
    ("Flights between Lima and Santiago resumed on Monday.", "resumed", "COOPERATE", "occurred"),
    ("Norway sent tents to Chile after the earthquake in Maule.", "earthquake", None, "occurred"),
    ("Peru put on hold a complaint that it had filed.", "put on hold", "CONCEDE", "occurred"),
    ("A second text was agreed in Lima in May.", "agreed", "AGREE", "occurred"),
    ("Peru's senators summoned the foreign minister.", "summoned", "REQUEST", "occurred"),
    ("Chile annulled the treaty with Peru.", "annulled", "REJECT", "occurred"),
    ("Chile put the water treaty in abeyance.", "put", "SANCTION", "occurred"),
    ("Chile withheld tax revenues from Peru.", "withheld", "SANCTION", "occurred"),
    ("Chile barred a Peruvian firm from buying a mine.", "barred", "SANCTION", "occurred"),
    ("Chile drove a Peruvian ship out of its waters.", "drove", "COERCE", "occurred"),
    ("Chile said its plane had been hit by Peruvian drones.", "hit", "ASSAULT", "occurred"),
    ("Boric thanked Ruto for the agreement signed in Lima on 7 January.", "agreement", "AGREE", "occurred"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "kind", "status"), SAID)
def test_wording(text: str, words: str, kind: str | None, status: str) -> None:
    found = act(text, words)
    assert (found.type, found.status) == (kind, status)


@pytest.mark.parametrize(
    "text",
    [
        "President Boric spoke in Lima on Monday.",
        "Boric described himself as a friend, calling himself a brother of Norway.",
        "The minister will be in a good position.",
        "A flood of exports reached Peru.",
        "Peru urged citizens to vote.",
    ],
)
def test_no_act_of_that_kind(text: str) -> None:
    assert not [m for m in mentions(text) if m.type in {"CONSULT", "SANCTION", None}], text


def test_a_ring_and_a_telephone_exchange_are_one_call() -> None:
    text = "Chilean President Gabriel Boric rang Kenyan President William Ruto. The telephone exchange lasted an hour."
    assert act(text, "telephone exchange").same_as == act(text, "rang").id


def test_the_two_are_the_two_who_were_named() -> None:
    text = "Gabriel Boric of Chile telephoned William Ruto of Kenya. The two will speak again in May."
    assert countries(text, act(text, "speak").actors) == {"CHL", "KEN"}


def test_two_men_are_no_woman() -> None:
    text = (
        "Chilean President Gabriel Boric phoned Kenyan President William Ruto after he had talked to Peru's President "
        "Dina Boluarte. Reporters asked whether the two men had spoken about copper."
    )
    assert countries(text, act(text, "spoken").actors) == {"CHL", "KEN"}


def test_thanks_and_congratulations_are_two_acts() -> None:
    text = "Boric thanked Kenya for its aid. Boric extended his congratulations to Kenya."
    assert act(text, "congratulations").same_as is None
    assert act(text, "thanked").sense == "thanks"


def test_a_house_belongs_to_the_name() -> None:
    text = "Prince Mohammed bin Salman bin Abdulaziz Al Saud met Norwegian Prime Minister Erna Solberg in Oslo."
    assert countries(text, act(text, "met").actors) == {"SAU", "NOR"}
    assert len(act(text, "met").actors) == 2


def test_a_trigger_stays_short() -> None:
    text = "Peru's government reacted by halting imports of Chilean apples."
    assert trigger(text, act(text, "halting")) == "halting imports"
