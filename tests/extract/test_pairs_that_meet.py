"""Officials of the two states that a report is about, told by their offices alone."""

from __future__ import annotations

import pytest
from acts_reader import act, countries

CALL = "The presidents of Peru and Chile spoke by telephone on Monday. "


@pytest.mark.parametrize("who", ["The foreign ministers", "Their defence ministers", "The two delegations"])
def test_ministers_to_meet_are_those_of_the_two_states(who: str) -> None:
    text = f"{CALL}{who} will meet in Arica next week."
    meeting = act(text, "meet")
    assert (meeting.type, meeting.status) == ("CONSULT", "planned")
    assert countries(text, meeting.actors) == {"PER", "CHL"}


def test_ministers_of_others_are_not_theirs() -> None:
    text = f"{CALL}The ministers of Ghana and Togo will meet in Arica next week."
    assert countries(text, act(text, "meet").actors) == {"GHA", "TGO"}
