"""Which mentions of a report are one act."""

from __future__ import annotations

import pytest
from tests.extract.acts_reader import act, mentions, trigger

from memcon.extract.types import EventMention


def _root(text: str, mention: EventMention) -> str:
    return mention.same_as or mention.id


def test_a_definite_noun_takes_up_the_call() -> None:
    text = (
        "The president of Chile held a phone call with the president of Peru on Monday. "
        "The call lasted an hour. During their exchange, the leaders discussed trade."
    )
    roots = {_root(text, m) for m in mentions(text) if m.type == "CONSULT"}
    assert len(roots) == 1


def test_an_earlier_call_is_another() -> None:
    text = (
        "The president of Chile spoke with the president of Peru on Monday. "
        "In her earlier phone call with Peru's president, Chile's president had raised trade."
    )
    assert _root(text, act(text, "phone call")) != _root(text, act(text, "spoke"))


def test_other_parties_are_another_call() -> None:
    text = "Chile's president spoke with Peru's president. Chile's president later spoke with Bolivia's president."
    assert len({_root(text, m) for m in mentions(text) if m.type == "CONSULT"}) == 2


def test_a_topic_of_the_talks_is_not_the_talks() -> None:
    text = "The presidents of Chile and Peru met on Monday. They discussed the Chile-Peru dialogue on trade."
    assert _root(text, act(text, "dialogue")) != _root(text, act(text, "met"))


def test_one_act_one_mention() -> None:
    text = "Chile imposed a trade boycott against Peru."
    assert [trigger(text, m) for m in mentions(text)] == ["boycott"]


def test_triggers_are_short_and_inside_the_text() -> None:
    text = "Chile's president, who took office in May, announced on Monday that aid to Peru would be suspended at once."
    found = mentions(text)
    assert found
    for m in found:
        assert 0 < m.trigger[1] - m.trigger[0] <= 60
        assert m.phrase[0] <= m.trigger[0] < m.trigger[1] <= len(text)


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("Chad's navy opened fire on a Sudanese boat. Two fishermen were wounded.", True),
        ("Norway struck the port on Monday. Two Norwegian pilots were killed.", False),
        ("Chad shelled the town. Four people were injured by a landmine.", False),
    ],
)
def test_harm_that_nobody_is_named_for_is_of_the_attack_right_before(text: str, one: bool) -> None:
    first, last = [m for m in mentions(text) if m.type == "ASSAULT"]
    assert (last.same_as == first.id) is one


def test_a_report_goes_on_calling_what_it_is_about_the_incident() -> None:
    text = (
        "A Danish jet collided with a Swedish patrol plane on Monday. Both landed. Ministers spoke to the press. "
        "Nobody was hurt. The weather was fine. Stockholm said that the incident was no accident."
    )
    first, last = act(text, "collided"), act(text, "incident")
    assert last.same_as == first.id
