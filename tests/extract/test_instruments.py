"""How instruments are named, what one party tells another in talks, what is watched as a question."""

import pytest
from tests.extract.acts_reader import act, found

from memcon.extract import extract
from memcon.model.memo import Report
from memcon.read import read


def names(text: str) -> list[str]:
    return [k.instrument for k in found(text)[1].levers]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Chile expelled four Peruvian diplomats on Monday.", "expulsion of four Peruvian diplomats"),
        ("Chile has offered at least $40 million for repairs.", "$40 million for repairs"),
        ("Kenya has threatened to answer in kind.", "retaliation"),
        ("Chile imposed new sanctions on Peru.", "new sanctions"),
        ("Chile's continued pause on new export controls pleased Peru.", "pause on new export controls"),
    ],
)
def test_an_instrument_is_named_by_the_phrase_of_the_act(text: str, name: str) -> None:
    assert names(text) == [name]


def test_a_standing_alliance_is_no_instrument() -> None:
    assert names("Chile and Peru have long maintained a security alliance.") == []


def test_what_one_party_explains_to_the_other_is_a_topic_of_the_talks() -> None:
    text = (
        "Peru's president Dina Boluarte phoned Chile's president Gabriel Boric on Monday. "
        "Boric gave a brief account of the state of the copper talks."
    )
    assert "the state of the copper talks" in {f.value for f in act(text, "phoned").fills if f.slot == "topic"}


def test_what_is_explained_to_the_press_is_no_topic() -> None:
    text = (
        "Peru's president Dina Boluarte phoned Chile's president Gabriel Boric on Monday. "
        "Boric gave an account of the copper strike to reporters."
    )
    assert not [f for f in act(text, "phoned").fills if f.slot == "topic"]


def drafts(text: str, kind: str = "news") -> list[str]:
    report = Report(id="R1", file="1.txt", text=text, characters=len(text), kind=kind)  # type: ignore[arg-type]
    made = extract(report, read(report))
    return [text[slice(*d.evidence)] for d in made.drafts]


def test_a_watched_question_is_whole() -> None:
    text = (
        "In the coming months, how Lima and Quito turn the border meeting into common patrols will be closely watched."
    )
    assert "how Lima and Quito turn the border meeting into common patrols" in drafts(text)


def test_a_place_does_not_begin_inside_a_quotation() -> None:
    text = 'Peru\'s president spoke of what she described as"reckless" movements of Chilean troops near the border.'
    assert not [d for d in drafts(text) if d.count('"') % 2]


def test_a_term_in_marks_inside_a_turn_is_nobodys_quotation() -> None:
    text = (
        "MODERATOR: Good morning. Please attribute all of this to a “senior ministry official.”\n\n"
        "SENIOR MINISTRY OFFICIAL: Thanks. Peru's minister will meet Chile's minister tomorrow."
    )
    assert "senior ministry official." not in drafts(text, "transcript")


def test_a_time_inside_a_topic_is_not_the_time_of_the_talks() -> None:
    text = (
        "President Gabriel Boric of Chile met President Dina Boluarte of Peru. "
        "The two leaders discussed the naval patrols at sea, the price of oil in Asia and the fisheries agreement "
        "that the two countries signed in 2019."
    )
    assert act(text, "discussed").times == ()
    assert act("The presidents of Chile and Peru discussed water on Monday.", "discussed").times != ()
