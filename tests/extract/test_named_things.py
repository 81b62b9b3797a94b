"""Acts upon a thing by its name: a ship whose kind stands beside the name, or nowhere."""

from __future__ import annotations

import pytest
from tests.extract.acts_reader import act, mentions


@pytest.mark.parametrize(
    "text",
    [
        "Chile's navy boarded the trawler Maria Luisa on 9 April.",
        "Days after Chile's navy boarded the trawler Maria Luisa, the ministers spoke.",
        "Peru raised the case of the vessel Maria Luisa, which was boarded by Chile's navy.",
        "Peru's coast guard boarded the Maria Luisa on Tuesday.",
    ],
)
def test_a_ship_is_boarded(text: str) -> None:
    assert act(text, "boarded").type == "COERCE"


def test_a_train_is_boarded_by_travellers() -> None:
    assert not [m for m in mentions("Peru's soldiers boarded a train in Lima.") if m.type == "COERCE"]


def test_a_named_ship_is_of_the_state_that_its_kind_names() -> None:
    text = "Chile's navy boarded the Peruvian trawler Maria Luisa."
    assert "PER" in act(text, "boarded").recipients
