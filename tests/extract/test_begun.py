"""Who began a contact, and what was spoken of in it though nobody is named for it."""

from __future__ import annotations

import pytest
from acts_reader import act, mentions, trigger

RANG = [
    ("Prime Minister Kenji Mori received a telephone call today from President Ana Rojas of Peru.", "Ana Rojas"),
    ("Kenji Mori took a call on Friday evening from Ana Rojas, who asked for help.", "Ana Rojas"),
    ("Peru's leader reached out by phone to the Japanese prime minister on Friday.", "leader of Peru"),
    ("Kenji Mori and Ana Rojas spoke by phone. It was Rojas who rang, aides said.", "Ana Rojas"),
    ("Kenji Mori and Ana Rojas spoke by phone. It was Lima that had placed the call.", "Peru"),
    ("Kenji Mori and Ana Rojas spoke by phone. Rojas was the one who called.", "Ana Rojas"),
    ("The 40-minute conversation on 3 May was requested by the Peruvian side, officials said.", "Peru"),
    ("The hour-long call was sought by Tokyo.", "Japan"),
]
TOPICS = [
    ("The implementation of the fishing accord was discussed in detail.", "The implementation of the fishing accord"),
    ("The creation of a gas hub in Peru was also touched upon.", "The creation of a gas hub in Peru"),
    ("The Antarctic issue was raised as well.", "The Antarctic issue"),
    ("Migration was also on the agenda.", "Migration"),
    ("Special attention was paid to whaling.", "whaling"),
]


@pytest.mark.parametrize(("text", "name"), RANG)
def test_who_began_a_contact(text: str, name: str) -> None:
    told = [f.value for m in mentions(text) for f in m.fills if f.slot == "initiator"]
    assert told == [name]


def test_both_ends_of_a_call_received_are_its_parties() -> None:
    text = "Prime Minister Kenji Mori received a telephone call today from President Ana Rojas of Peru."
    assert act(text, "call").actors == ("kenji-mori", "ana-rojas")


def test_who_only_tells_of_a_contact_has_not_begun_it() -> None:
    text = (
        "Kenji Mori spoke by phone with Ana Rojas. The talk was initiated by the Peruvian President, "
        "press officer Julia Diaz told reporters."
    )
    assert "julia-diaz" not in act(text, "talk").actors
    assert not [f for f in act(text, "talk").fills if f.slot == "initiator" and f.value == "Julia Diaz"]


@pytest.mark.parametrize(("sentence", "topic"), TOPICS)
def test_what_was_raised_by_nobody_in_particular_is_a_topic_of_the_contact(sentence: str, topic: str) -> None:
    text = f"Kenji Mori had a telephone conversation with Ana Rojas. {sentence}"
    assert topic in [f.value for m in mentions(text) for f in m.fills if f.slot == "topic"]


ARRANGED = [
    "Qatar had a hand in arranging the call between President Ana Rojas of Peru and Prime Minister Kenji Mori.",
    "Qatar helped to arrange the call between President Ana Rojas of Peru and Prime Minister Kenji Mori.",
]


@pytest.mark.parametrize("text", ARRANGED)
def test_who_arranges_the_call_of_others_is_not_in_it(text: str) -> None:
    call = act(text, "call")
    assert "QAT" not in call.actors
    assert len(call.actors) == 2
    assert not [f for f in call.fills if f.slot == "initiator"]


def test_a_conversation_that_was_requested_was_held_and_a_meeting_that_is_requested_was_not() -> None:
    assert act("The half-hour conversation was requested by Peru.", "conversation").status == "occurred"
    assert "occurred" not in {m.status for m in mentions("Peru requested a meeting with Chile.") if m.type == "CONSULT"}


def test_who_is_called_something_is_not_telephoned() -> None:
    text = "Ana Rojas spoke to Kenji Mori. “Rojas opened the talk by calling Mori ‘my brother’,” an aide said."
    assert not [m for m in mentions(text) if "calling" in trigger(text, m)]
