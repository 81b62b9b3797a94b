"""Answers in deeds, and links to what was told before: "in response", "this responds to", "hit back … after"."""

from __future__ import annotations

import pytest
from acts_reader import act, countries, found, mentions, trigger

ANSWERS = [
    (
        "Peru hit back at Chile with tariffs on wine, a day after Santiago slapped duties on Peruvian copper.",
        "tariffs",
        "duties",
    ),
    ("Chile retaliated with a ban on Peruvian fruit after Lima expelled its envoy.", "ban", "expelled"),
    ("Peru expelled two Chilean diplomats on Monday. In response, Chile expelled a Peruvian consul.", "consul", "two"),
    ("Peru expelled two Chilean diplomats. Chile expelled a Peruvian consul in return.", "consul", "two"),
    (
        (
            "Norway has withdrawn tariff preferences for Chilean oil. This responds to Chile's decision to require "
            "import permits for Norwegian cheese."
        ),
        "withdrawn",
        "require",
    ),
    ("Norway closed two consulates. The move is a response to the arrest of a Norwegian in Chile.", "", "arrest"),
]


def links(text: str) -> list[tuple[str, str, str]]:
    names = {m.id: trigger(text, m) for m in mentions(text)}
    return [(k.type, names[k.source], names[k.target]) for k in found(text)[1].links]


@pytest.mark.parametrize(("text", "source", "target"), ANSWERS)
def test_what_answers_what(text: str, source: str, target: str) -> None:
    assert [k for k in links(text) if k[0] == "responds-to" and source in k[1] and target in k[2]]
    assert not [k for k in links(text) if k[0] == "follows" and source in k[1] and target in k[2]]


def test_what_a_measure_comes_at_the_end_of() -> None:
    text = "Norway imposed duties on Chilean salmon. The measure concludes an investigation opened in August."
    assert ("follows", "measure", "investigation") in links(text)


def test_in_response_to_nothing_told() -> None:
    assert links("The harvest failed. In response, prices rose.") == []


def test_what_one_hits_back_with_is_the_act() -> None:
    text = "Peru hit back at Chile on Wednesday with tariffs on wine."
    assert [trigger(text, m) for m in mentions(text)] == ["tariffs"]
    assert countries(text, act(text, "tariffs").actors) == {"PER"}
    assert countries(text, act(text, "tariffs").recipients) == {"CHL"}
    assert act(text, "tariffs").status == "occurred"


def test_a_measure_and_its_taking_effect_are_one() -> None:
    text = (
        "Peru hit back at Chile on Wednesday with tariffs on wine and cars. Growers were angry. Markets fell. The bank "
        "said nothing. Peru's 25% tariffs take effect on May 1, the ministry said."
    )
    first, second = [m for m in mentions(text) if "tariffs" in trigger(text, m)]
    assert second.same_as == first.id


def test_who_is_sent_away_from_a_capital() -> None:
    text = "The council takes note of the expulsion from Lima of the counsellor of the Chilean embassy on 5 October."
    assert countries(text, act(text, "expulsion").actors) == {"PER"}
    assert countries(text, act(text, "expulsion").recipients) == {"CHL"}


def test_a_state_intervenes_in_a_war() -> None:
    assert act("Turkey intervened in Syria in 2019.", "intervened").type == "ASSAULT"
    assert not mentions("The bank intervened in the market.")


def test_strikes_held_over_a_state_are_a_lever() -> None:
    text = "If the talks fail, Peru would resume missile strikes on Chilean oil facilities, an officer in Lima warned."
    (held,) = [v for v in found(text)[1].levers if "strikes" in v.instrument]
    assert (held.kind, held.state, held.by, held.against) == ("military", "threatened", "PER", "CHL")
