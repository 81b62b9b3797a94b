"""Links told with a reason or an answer apart from the act, and acts that the order of words sets apart."""

from __future__ import annotations

import pytest
from tests.extract.acts_reader import act, countries, found


@pytest.mark.parametrize(
    ("text", "kind", "source", "target"),
    [
        ("Chad closed its border with Niger, citing the killing of a soldier.", "responds-to", "border", "killing"),
        ("Peru imposed sanctions on Chile to punish it for the raid on a village.", "responds-to", "sanctions", "raid"),
        ("The army of Chad answered the raid with artillery fire.", "responds-to", "artillery", "raid"),
        ("Chile delivered the guns that it had pledged in May.", "implements", "delivered", "pledged"),
        ("Chile closed the port of Arica because of the attack on Tacna.", "responds-to", "closed", "attack"),
        ("Kenya called on Chad and Niger for an end to the war.", "responds-to", "called on", "war"),
        ("Chile's president invited Peru's president, and Peru's president accepted the invitation.",
         "responds-to", "accepted", "invited"),
        ("Chad's army bombed a town in Niger. Kenya condemned the attack.", "responds-to", "condemned", "attack"),
        ("At the summit in Lima the leaders of Chile and Peru agreed on a bridge.", "part-of", "agreed", "summit"),
        ("Chile cut its duties on Peruvian fish, honouring an agreement reached in Lima.",
         "implements", "cut", "agreement"),
    ],
)  # fmt: skip
def test_a_link(text: str, kind: str, source: str, target: str) -> None:
    links = {(k.type, k.source, k.target) for k in found(text)[1].links}
    assert (kind, act(text, source).id, act(text, target).id) in links


@pytest.mark.parametrize(
    "text",
    [
        "Chile imposed a tariff on steel. Peru and Brazil signed a treaty on fish.",
        "Chile's president praised the measure. Kenya's army bombed a town in Chad.",
    ],
)
def test_no_link_where_none_is_told(text: str) -> None:
    assert not found(text)[1].links


def test_a_contact_is_not_the_one_that_it_came_before() -> None:
    text = "The call took place shortly before Mr Silva's talks with the president of Peru."
    assert act(text, "talks").same_as is None


def test_ministers_who_met_ahead_of_a_summit_are_no_apposition_to_its_place() -> None:
    text = "Ahead of the summit in Lima, the foreign ministers of Chile and Peru met on Friday."
    assert countries(text, act(text, "met").actors) == {"CHL", "PER"}
