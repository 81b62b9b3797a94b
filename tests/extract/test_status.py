"""Talk of an act is not the act."""

from __future__ import annotations

import pytest
from tests.extract.acts_reader import act, mentions, trigger

STATUS = [
    ("Chile attacked Peru on Monday.", "attacked", "occurred"),
    ("Chile is massing troops near the border with Peru.", "troops", "ongoing"),
    ("Chile will impose sanctions on Peru next week.", "sanctions", "planned"),
    ("Chile's planned deployment of missiles worries Peru.", "deployment", "planned"),
    ("The president of Chile is scheduled to visit Peru.", "visit", "planned"),
    ("Chile urged Peru to withdraw its troops from the valley.", "withdraw", "proposed"),
    ("If Chile attacks Peru, the region will suffer.", "attacks", "hypothetical"),
    ("Bolivia will intervene should Chile attack Peru.", "attack", "hypothetical"),
    ("Chile could invade Peru at any time.", "invade", "hypothetical"),
    ("Officials spoke of a potential Chilean invasion of Peru.", "invasion", "hypothetical"),
    ("There were words about the alleged withdrawal of Chilean troops.", "withdrawal", "hypothetical"),
    ("Chile did not attack Peru.", "attack", "denied"),
    ("Chile denied that its officials had held talks with Peru.", "talks", "denied"),
    ("There was no attack on Peru by Chile.", "attack", "denied"),
    ("Chile threatened Peru on Monday.", "threatened", "occurred"),
    ("The premier said that he was determined to see the sale concluded.", "sale", "planned"),
    ("The minister wants to see the siege lifted.", "siege", "proposed"),
    ("Chile supports an international peace conference recognized by both sides.", "conference", "proposed"),
    ("Only the full withdrawal of Chilean troops will remove the danger.", "withdrawal", "hypothetical"),
    ("Is the Chilean premier pressing you to drop the duties?", "pressing", "hypothetical"),
    ("The premier is flying to Lima next week.", "flying", "planned"),
    ("The premier has been visiting Lima since Monday.", "visiting", "ongoing"),
]


@pytest.mark.parametrize(("text", "words", "status"), STATUS)
def test_status(text: str, words: str, status: str) -> None:
    assert act(text, words).status == status


def test_a_threat_is_made_what_it_threatens_is_not_done() -> None:
    text = "Chile threatened to invade Peru unless the talks resume."
    assert act(text, "threatened").status == "occurred"
    done = [m for m in mentions(text) if "invade" in trigger(text, m) and m.type == "ASSAULT"]
    assert done
    assert all(m.status == "threatened" for m in done)


def test_a_question_does_not_assert() -> None:
    text = "Has the president of Chile spoken with the president of Peru?"
    assert act(text, "spoken").status == "hypothetical"


def test_what_is_said_in_a_call_is_said_when_the_call_is() -> None:
    text = "The president of Chile spoke with the president of Peru to reaffirm his support for Bolivia."
    assert act(text, "reaffirm").status == "occurred"


def test_a_wish_list_is_no_deed() -> None:
    text = "The priorities are known: weapons for Peru, new sanctions against Chile."
    assert act(text, "sanctions").status not in {"occurred", "ongoing"}


def test_what_an_appeal_or_a_call_came_after_was_done() -> None:
    text = "Peru called Chile on Tuesday after a meeting with Bolivia."
    assert act(text, "meeting").status == "occurred"
    text = "Peru urged Chile after a meeting with Bolivia to leave."
    assert act(text, "meeting").status == "occurred"


def test_somebody_called_by_office_and_name_was_rung() -> None:
    # the parser takes the name for what somebody is called
    text = "Carlos Silva called Prime Minister Aiko Sato of Japan on Tuesday."
    assert (act(text, "called").type, act(text, "called").status) == ("CONSULT", "occurred")


TO_BE = [
    ("A summit in Lima is to take place in May.", "summit", "planned"),
    ("A summit that is to take place in May worries Peru.", "summit", "planned"),
    ("A state visit to Peru is to follow later in the year.", "state visit", "planned"),
    ("Talks in Lima are due to begin in May.", "Talks", "planned"),
    ("Talks between Peru and Chile are likely to resume in May.", "Talks", "hypothetical"),
    ("A meeting of the leaders is in the works.", "meeting", "planned"),
    ("A visit by the president of Peru to Chile is not on the cards.", "visit", "denied"),
    ("The strikes on Peru are likely to help Chile.", "strikes", "occurred"),
]


@pytest.mark.parametrize(("text", "words", "status"), TO_BE)
def test_an_act_that_is_to_come_has_not_occurred(text: str, words: str, status: str) -> None:
    assert act(text, words).status == status


def test_a_premise_that_the_press_told_is_not_done() -> None:
    text = "A local daily has reported that Norway recalled its envoy from Chile. Is that so?"
    told = [m.status for m in mentions(text) if "recalled" in trigger(text, m)]
    assert told == ["occurred"]
    asked = "Has a daily reported that Norway recalled its envoy from Chile?"
    assert [m.status for m in mentions(asked) if "recalled" in trigger(asked, m)] == ["hypothetical"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Can you confirm whether the negotiations with Chile have been frozen?", "negotiations"),
        ("If shots were fired, Peru could invoke its treaty with Chile.", "treaty"),
        ("There is talk of a visit by the Chilean president in June.", "talk"),
    ],
)
def test_what_an_act_only_is_about_is_no_act(text: str, word: str) -> None:
    assert word not in [trigger(text, m) for m in mentions(text)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The death of a soldier would come close to an act of war.", "act of war"),
        ("There is talk of a visit by the Chilean president in June.", "visit"),
    ],
)
def test_what_is_only_supposed_is_not_done(text: str, word: str) -> None:
    assert act(text, word).status == "hypothetical"


@pytest.mark.parametrize("verb", ["would not confirm", "did not confirm", "has not announced"])
def test_what_is_not_confirmed_is_not_denied(verb: str) -> None:
    text = f"Peru's foreign ministry {verb} a visit to Chile by the president."
    assert act(text, "visit").status == "hypothetical"


def test_what_is_expected_to_be_done_is_planned_and_a_date_not_set_is_no_agreement() -> None:
    text = "The leaders of Chile and Peru are expected to meet in Lima, although no date has been set."
    assert [(m.type, m.status) for m in mentions(text)] == [("CONSULT", "planned")]


@pytest.mark.parametrize(
    "text",
    [
        "Chile said that talks with Peru would be held in Lima.",
        "Chile and Peru agreed that a summit would take place in Lima in May.",
        "Chile and Peru agreed that their ministers would meet in Lima.",
    ],
)
def test_would_in_reported_speech_is_will(text: str) -> None:
    assert [m.status for m in mentions(text) if m.type == "CONSULT"] == ["planned"]


@pytest.mark.parametrize(
    "text",
    [
        "If Peru freed the crew, talks with Chile would be held in Lima, Chile said.",
        "Chile said that a summit with Peru would be pointless.",
    ],
)
def test_would_in_a_condition_is_not(text: str) -> None:
    assert [m.status for m in mentions(text) if m.type == "CONSULT"] == ["hypothetical"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Chile lifted no restriction on Peru on Tuesday.", "denied"),
        ("Chile lifted the restrictions on Peru on Tuesday.", "occurred"),
        ("Chile imposed no sanctions on Peru.", "denied"),
    ],
)
def test_an_act_on_nothing_was_not_done(text: str, status: str) -> None:
    assert {m.status for m in mentions(text) if m.type in {"RETREAT", "CONCEDE", "SANCTION"}} == {status}
