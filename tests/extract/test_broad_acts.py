"""The broad words of act: a table per family, sentences invented, each with the type that a coder may choose."""

from __future__ import annotations

import pytest
from tests.extract.acts_reader import act, countries, found, mentions

FAMILIES: dict[str, list[tuple[str, str]]] = {
    "contact": [
        ("Kenya's president dropped by in Kampala on Monday.", "CONSULT"),
        ("Kenya sent a delegation to Uganda on Monday.", "CONSULT"),
        ("The joint committee met in Nairobi on Monday.", "CONSULT"),
        ("Oman is acting as go-between for Chile and Peru.", "CONSULT"),
        ("Kenya's minister and Uganda's minister compared notes on the border.", "CONSULT"),
    ],
    "consent": [
        ("Kenya said yes to the plan on Monday.", "AGREE"),
        ("Kenya went along with the plan.", "AGREE"),
        ("Chile and Peru drew up a road map.", "AGREE"),
    ],
    "backing": [
        ("Chile stood shoulder to shoulder with Peru.", "SUPPORT"),
        ("Chile and Peru closed ranks on Monday.", "SUPPORT"),
    ],
    "reproach": [
        ("Chile cast doubt on the claim.", "ACCUSE"),
        ("Chile laid the blame at Peru's door.", "ACCUSE"),
        ("Chile branded the raid a crime.", "ACCUSE"),
    ],
    "refusal": [
        ("Chile voted down the plan.", "REJECT"),
        ("Chile called the report untrue.", "REJECT"),
        ("Chile stayed away from the summit.", "REJECT"),
    ],
    "instrument": [
        ("Chile stopped issuing visas to Peruvians.", "SANCTION"),
        ("Chile turned off the gas to Peru.", "SANCTION"),
        ("Chile barred two Peruvian singers from entering.", "SANCTION"),
    ],
    "giving way": [
        ("Chile reopened the border crossing to Peruvian trucks.", "RETREAT"),
        ("Chile waived visas for citizens of Peru.", "CONCEDE"),
        ("Chile threw open its market to Peruvian growers.", "CONCEDE"),
        ("Chile set free two Peruvian sailors.", "RETREAT"),
    ],
    "help": [
        ("Chile will train 300 Peruvian recruits.", "AID"),
        ("Rescue workers from Chile flew to Peru.", "AID"),
        ("Chile granted asylum to a Peruvian editor.", "AID"),
        ("Peru took delivery of two frigates from Chile.", "COOPERATE"),
    ],
    "posture": [
        ("A Chilean frigate docked in Callao on Monday.", "MOBILIZE"),
        ("Chilean troops crossed the border on Monday.", "MOBILIZE"),
        ("Chilean jets buzzed a Peruvian frigate.", "MOBILIZE"),
        ("Chile doubled its contingent in the north.", "MOBILIZE"),
    ],
    "force": [
        ("A Chilean patrol boat surrounded a Peruvian trawler.", "COERCE"),
        ("The convoy came under fire near the border.", "ASSAULT"),
        ("Fighting broke out between Chile and Peru.", "ASSAULT"),
        ("Chile fired a salvo of missiles at Peru.", "ASSAULT"),
    ],
}
ROWS = [(family, *row) for family, rows in FAMILIES.items() for row in rows]


@pytest.mark.parametrize(("family", "sentence", "kind"), ROWS)
def test_a_family_of_words_names_its_act(family: str, sentence: str, kind: str) -> None:
    found = [m.type for m in mentions(sentence)]
    assert kind in found, (family, found)


def test_what_died_in_a_strike_is_told_by_the_strike() -> None:
    (strike,) = [
        m for m in mentions("More than 30 soldiers died in the bombing of a barracks in Peru.") if m.type == "ASSAULT"
    ]
    assert strike.noun == "bombing"


def test_broad_words_give_way_to_the_narrow_ones() -> None:
    # "withdrew peacekeepers" has an object of its own; "withdraw" alone would be anything
    assert [m.type for m in mentions("Chile shot down a Peruvian drone.")] == ["ASSAULT"]
    assert "REJECT" in [m.type for m in mentions("Chile vetoed the resolution on Monday.")]


OF = [
    ("The meeting of Chile and Peru witnessed the signing of three memoranda of understanding.", "signing", "AGREE"),
    ("The release of two sailors was announced on Monday.", "release", "RETREAT"),
    ("The expulsion of three diplomats followed on Monday.", "expulsion", "SANCTION"),
    ("The lifting of the duties came as a surprise on Monday.", "lifting", "RETREAT"),
    ("The deployment of two battalions began on Monday.", "deployment", "MOBILIZE"),
]


@pytest.mark.parametrize(("sentence", "noun", "kind"), OF)
def test_a_noun_is_an_act_by_what_it_is_of(sentence: str, noun: str, kind: str) -> None:
    assert (noun, kind) in {(m.noun, m.type) for m in mentions(sentence)}


def named(sentence: str, trigger: str) -> tuple[set[str | None], set[str | None]]:
    hit = act(sentence, trigger)
    return countries(sentence, hit.actors), countries(sentence, hit.recipients)


def test_what_is_handed_over_was_its_givers() -> None:
    text = "Two Chilean patrol boats will be handed over to Peru's navy next year."
    assert named(text, "handed over") == ({"CHL"}, {"PER"})


def test_a_cleft_names_who_did_it() -> None:
    assert named("It was Chile that seized the plant in March.", "seized")[0] == {"CHL"}


def test_who_is_invited_is_who_visits() -> None:
    text = "President Ana Rojas of Peru reiterated her invitation to President Luis Soto of Chile to visit Lima."
    assert named(text, "visit") == ({"CHL"}, {"PER"})


READOUT = """LIMA — President Ana Rojas of Peru spoke by phone with President Luis Soto of Chile on Monday.

The call lasted an hour. President Rojas asked that the duty on fish be dropped.

Officials will hold the next round of consultations in May. The OAS will hold talks with Bolivia in June.
"""


def test_the_two_who_talk_are_the_sides_of_what_names_nobody() -> None:
    asked = next(m for m in mentions(READOUT) if m.type == "REQUEST")
    assert countries(READOUT, asked.recipients) == {"CHL"}
    held = next(m for m in mentions(READOUT) if m.status == "planned" and m.type == "CONSULT")
    assert countries(READOUT, held.actors) == {"CHL", "PER"}
    assert held.implied
    other = [m for m in mentions(READOUT) if "BOL" in countries(READOUT, (*m.actors, *m.recipients))]
    assert other
    assert all("CHL" not in countries(READOUT, m.actors) for m in other)


def test_a_verb_without_an_entry_is_a_deed_of_no_type_where_a_state_does_it() -> None:
    hits = [m for m in mentions("Chile fumigated every Peruvian crate on Monday.") if m.type is None]
    assert [(countries("Chile fumigated every Peruvian crate on Monday.", m.actors), m.status) for m in hits] == [
        ({"CHL"}, "occurred")
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Chile resembles Peru in this.",
        "A gardener fumigated every crate on Monday.",
        "Chile could fumigate every crate.",
        "Chile attaches great importance to trade.",
    ],
)
def test_states_of_things_and_nobodys_deeds_are_not_caught(sentence: str) -> None:
    assert not [m for m in mentions(sentence) if m.rule.startswith("act:verb-net")]


def test_a_denial_by_the_accused_answers_the_accusation() -> None:
    text = "Chile accused Peru of shelling a farm on Monday. Peru denied the charge."
    accused, denied = act(text, "accused"), act(text, "denied")
    assert ("responds-to", denied.id, accused.id) in {(k.type, k.source, k.target) for k in found(text)[1].links}


@pytest.mark.parametrize(
    ("text", "verb", "noun"),
    [
        ("President Rojas of Peru arrived in Santiago on Monday, her second visit to Chile.", "arrived", "visit"),
        (
            "President Rojas of Peru met President Soto of Chile on Monday, their third meeting this year.",
            "met",
            "meeting",
        ),
    ],
)
def test_a_contact_said_once_more_behind_a_comma_is_the_same(text: str, verb: str, noun: str) -> None:
    assert act(text, noun).same_as == act(text, verb).id
