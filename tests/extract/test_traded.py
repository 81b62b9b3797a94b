"""Measures of trade: whose goods they fall on; decrees; lists of steps; envoys called in and sent off."""

from __future__ import annotations

import pytest
from acts_reader import act, countries, mentions, trigger

HAPPENED = {"occurred", "ongoing"}
AGAINST = [
    ("Norway imposed anti-dumping tariffs on cars made in Turkey.", "tariffs", {"TUR"}),
    ("A 20% tariff on goods from Canada took effect.", "tariff", {"CAN"}),
    ("The duties on imports from Brazil will apply for five years.", "duties", {"BRA"}),
    ("Duties of 25 percent will be levied on wine and cheese produced in Italy.", "Duties", {"ITA"}),
    ("Norway has put a surcharge on Chilean salmon.", "surcharge", {"CHL"}),
    ("Norway introduced import licensing for textiles from Chile.", "licensing", {"CHL"}),
    ("Norway has adopted a decision withdrawing tariff preferences for Chilean palm oil.", "withdrawing", {"CHL"}),
]
EXPELLED = [
    "Peru has declared a member of the Chilean mission to the UN persona non grata in response.",
    "Peru declared two officers of the Chilean embassy in Lima personae non gratae.",
    "The declaration of a Chilean diplomat as persona non grata angered Santiago.",
    "Chile's trade counsellor had been asked to leave because he spied.",
]


@pytest.mark.parametrize(("text", "words", "whose"), AGAINST)
def test_a_measure_is_against_who_sells(text: str, words: str, whose: set[str]) -> None:
    found = act(text, words)
    assert countries(text, found.recipients) == whose
    assert not countries(text, found.actors) & whose


@pytest.mark.parametrize("text", EXPELLED)
def test_a_diplomat_sent_off_is_expelled(text: str) -> None:
    found = [m for m in mentions(text) if m.type == "SANCTION"]
    assert len(found) == 1
    assert found[0].status in HAPPENED
    assert "CHL" not in countries(text, found[0].actors)


@pytest.mark.parametrize(
    "text", ["Chile's ambassador was called to the ministry on Tuesday night.", "Peru called in Chile's envoy."]
)
def test_an_envoy_called_in_is_a_protest(text: str) -> None:
    assert act(text, "alled").type == "ACCUSE"


def test_what_a_decree_does_is_done_once_it_is_adopted() -> None:
    assert act("Norway has adopted a decision closing the port to Chilean ships.", "closing").status in HAPPENED
    assert act("Norway is preparing a decision to close the port to Chilean ships.", "close").status not in HAPPENED


def test_ought_to_tells_of_nothing_done() -> None:
    text = "If Chile imposed further duties, Peru ought to stop tin shipments."
    assert {m.status for m in mentions(text)} <= {"hypothetical", "proposed", "planned"}


def test_the_items_of_a_list_are_theirs_who_decided_on_it() -> None:
    text = (
        "Peru has decided on the following steps:\n\n"
        "First, duties of 25 percent will be levied on wine originating in Chile.\n\n"
        "Second, the purchase of 12 ships is suspended until further notice.\n\n"
        "The talks on fisheries have been broken off."
    )
    by = {trigger(text, m).split()[0]: countries(text, m.actors) for m in mentions(text) if m.type == "SANCTION"}
    assert by["duties"] == {"PER"}
    assert by["suspended"] == {"PER"}
    assert by.get("broken", set()) != {"PER"}


def test_who_is_called_on_is_not_who_calls() -> None:
    for text in (
        "Norway expressed concern at the attack, and called on all parties to halt the shelling.",
        "Norway called on everyone to stop the shelling.",
    ):
        assert all("NOR" not in countries(text, m.actors) for m in mentions(text) if m.status == "proposed")


def test_what_a_relative_clause_tells_is_not_done_by_the_main_subject() -> None:
    text = (
        "Kenya's minister, Ada Omar, spoke. With regard to the incident of 2 August at the ford, in which shells fired "
        "from the other side wounded five Kenyan civilians, the minister protested in the strongest terms."
    )
    assert act(text, "wounded").actors == ()
