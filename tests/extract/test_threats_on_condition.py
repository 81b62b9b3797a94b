"""Harm that a state says it would do itself on a condition is a threat, with whom it is told to for target."""

from __future__ import annotations

import pytest
from acts_reader import act, found, mentions

TOLD = [
    ("Peru reportedly told Chile in May that it would restrict imports of copper if the drought went on.", "CHL"),
    ("Ankara has told Oslo it would block shipments unless the men were handed over.", "NOR"),
    ("The ministry said that Algeria would close its airspace to Malian aircraft if the drones returned.", "MLI"),
]
NO_THREAT = [
    "Peru said that it would help Bolivia if the floods returned.",
    "An analyst said that Peru would restrict exports if prices rose.",
    "Peru told Chile that the port would reopen on Monday.",
]


@pytest.mark.parametrize(("text", "whom"), TOLD)
def test_a_harm_told_on_a_condition_is_a_threat(text: str, whom: str) -> None:
    assert [m.recipients for m in mentions(text) if m.type == "THREATEN"] == [(whom,)]
    assert {m.status for m in mentions(text) if m.type in {"SANCTION", "REJECT"}} == {"threatened"}
    assert [(lever.against, lever.state) for lever in found(text)[1].levers] == [(whom, "threatened")]


@pytest.mark.parametrize("text", NO_THREAT)
def test_help_and_forecasts_and_plans_are_none(text: str) -> None:
    assert not [m for m in mentions(text) if m.type == "THREATEN"]


def test_what_a_state_stops_is_what_it_stops_and_not_limits_on_it() -> None:
    names = [lever.instrument for lever in found("Mali halted the issue of visas to French citizens.")[1].levers]
    assert names == ["halt of visas"]


def test_the_object_of_a_relative_clause_is_what_it_stands_behind() -> None:
    text = "Peru agreed to reopen the consular channel that La Paz closed on 21 May."
    assert (act(text, "closed").type, act(text, "closed").actors) == ("SANCTION", ("BOL",))


def test_private_bodies_do_not_speak_for_their_state() -> None:
    for text in ("German carmakers warned of job losses.", "Peruvian universities have complained of empty seats."):
        assert not {"DEU", "PER"} & {a for m in mentions(text) for a in m.actors}


def test_who_is_told_more_of_is_who_was_killed() -> None:
    text = "Peru protested over the death of Luis Vega, a fisherman killed off Arica in May."
    assert act(text, "killed").recipients == ("luis-vega",)
