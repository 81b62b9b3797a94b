"""Plans that moved, contacts told as one more, scenarios, and contacts in which something was said."""

from __future__ import annotations

import pytest
from tests.extract.acts_reader import act, mentions, trigger

SCENARIOS = [
    ("Imagine the worst. Chile invades Peru. Bolivia closes its border.", "closes", "hypothetical"),
    ("Chile closes its border. None of this has happened.", "closes", "hypothetical"),
    ("In the war game, Chile attacks Peru at dawn.", "attacks", "hypothetical"),
    ("Chile closed its border on Monday. None of the trucks moved.", "closed", "occurred"),
    ("The minister played a war game last year. Chile attacked Peru on Monday.", "attacked", "occurred"),
]


@pytest.mark.parametrize(("text", "words", "status"), SCENARIOS)
def test_what_is_imagined_has_not_happened(text: str, words: str, status: str) -> None:
    assert act(text, words).status == status


FORMER = [
    "The visit of Chile's president to Peru, originally set for 12 May, will take place on 19 May.",
    "Chile's president, who was to have visited Peru on 12 May, will come on 19 May.",
    "The summit of Chile and Peru was moved from 12 May to 19 May.",
]


@pytest.mark.parametrize("text", FORMER)
def test_the_date_of_the_plan_before_is_no_date_of_the_act(text: str) -> None:
    found = next(m for m in mentions(text) if m.type == "CONSULT")
    assert found.moved
    assert len(found.former) == 1
    assert len(found.times) == 1
    assert found.former != found.times


def test_a_plan_with_one_date_has_not_moved() -> None:
    found = act("Chile's president will visit Peru on 12 May, a trip first mooted in 2019.", "visit")
    assert not found.moved


def test_a_second_time_is_another_contact() -> None:
    text = (
        "President Ana Roe of Chile phoned Prime Minister Bob Lee of Fiji on Monday. "
        "In the evening Ms Roe phoned Mr Lee a second time."
    )
    first, second = (m for m in mentions(text) if m.type == "CONSULT")
    assert (first.ordinal, second.ordinal) == (None, "second")


def test_the_second_time_in_a_month_only_measures() -> None:
    text = "President Ana Roe of Chile phoned Prime Minister Bob Lee of Fiji for the second time in a month."
    assert act(text, "phoned").ordinal is None


def test_who_was_pressed_in_a_call_was_in_the_call() -> None:
    text = "In a phone call on Monday, President Ana Roe of Chile pressed Prime Minister Bob Lee of Fiji on fish."
    call = next(m for m in mentions(text) if m.type == "CONSULT")
    assert call.status == "occurred"
    assert set(call.actors) == {"ana-roe", "bob-lee"}
    assert trigger(text, call) == "phone call"
