"""Sides that the act's own words leave out: by what it is about, by who talked. Invented sentences."""

from __future__ import annotations

import pytest
from tests.extract.acts_reader import act, countries

CALL = "Kenyan President William Ruto telephoned Norwegian Prime Minister Jonas Gahr Støre on Monday. "


@pytest.mark.parametrize(
    ("text", "words", "to"),
    [
        ("Chilean ships rammed a Peruvian boat. Bolivia condemned the incident.", "condemned", {"CHL"}),
        ("Peru cancelled a visit by a Chilean delegation.", "cancelled", {"CHL"}),
        ("Norway has offered to escort boats, an offer that Peru has refused.", "refused", {"NOR"}),
        (CALL + "Ruto expressed his gratitude.", "gratitude", {"NOR"}),
        (CALL + "Ruto invited Boric to Nairobi. Boric leads Chile.", "invited", {"CHL"}),
    ],
)
def test_recipient(text: str, words: str, to: set[str]) -> None:
    assert countries(text, act(text, words).recipients) == to


def test_what_is_joint_is_of_both_who_talked() -> None:
    text = CALL + "Kenya agreed to a joint patrol in May."
    assert countries(text, act(text, "patrol").actors) == {"KEN", "NOR"}


def test_who_joins_another_for_a_patrol_takes_part_with_him() -> None:
    text = "Norway will join Denmark in a naval patrol next month."
    assert countries(text, act(text, "patrol").actors) == {"NOR", "DNK"}


def test_duties_that_were_scrapped_were_their_owners() -> None:
    text = "Chilean duties on beef were scrapped last year."
    assert countries(text, act(text, "scrapped").actors) == {"CHL"}


def test_south_american_is_not_of_the_united_states() -> None:
    text = "Norway banned imports of South American fruit."
    assert "USA" not in countries(text, act(text, "banned").recipients)


def test_a_confrontation_with_its_day_takes_the_act_up() -> None:
    text = "Chilean ships rammed a Peruvian boat on Saturday. Two sailors were hurt in Saturday's confrontation."
    assert act(text, "confrontation").same_as == act(text, "rammed").id


def test_the_kingdom_is_the_one_that_the_text_names() -> None:
    text = "The King of the Kingdom of Morocco met Boric. Kenya welcomed the Kingdom's accession to the treaty."
    assert countries(text, act(text, "accession").actors) == {"MAR"}


def test_two_offices_of_one_person_are_one_party() -> None:
    text = (
        "Prince Mohammed bin Salman bin Abdulaziz Al Saud, Crown Prince and Prime Minister of Saudi Arabia, "
        "met Kenyan President William Ruto."
    )
    assert len(act(text, "met").actors) == 2


@pytest.mark.parametrize(
    "text",
    [
        "President Boric said that the plan was “not acceptable as it stands” and demanded safeguards for growers.",
        "President Boric said that outsiders “should not meddle here”, and demanded that Peru stay out.",
    ],
)
def test_what_follows_a_quotation_is_the_speakers_own_act(text: str) -> None:
    assert countries(text, act(text, "demanded").actors) == {"CHL"}
    assert act(text, "demanded").status == "occurred"
