"""Idioms of the news agencies, one invented sentence each: the act, its type and status, who does it to whom."""

from __future__ import annotations

import pytest
from tests.extract.acts_reader import act, countries, found, mentions, trigger

SAID = [
    ("President Boric rang Ms Peters on Monday.", "rang", "CONSULT", "occurred"),
    ("Chile phoned Norway. The leaders spoke for about 25 minutes.", "spoke", "CONSULT", "occurred"),
    ("The Omani and Kenyan ministers agreed by telephone to meet in Muscat.", "telephone", "CONSULT", "occurred"),
    ("Chile's president tried twice to reach the Bolivian leader.", "tried", "CONSULT", "occurred"),
    ("The Qatari foreign minister is expected in Cairo on Sunday.", "expected in Cairo", "CONSULT", "planned"),
    ("She will travel to Oslo as soon as possible.", "travel", "CONSULT", "planned"),
    ("The Ghanaian minister flew to Accra from Lima.", "flew to Accra", "CONSULT", "occurred"),
    ("Peru notified Chile of its plan.", "notified Chile", "CONSULT", "occurred"),
    ("Peru handed a dossier on the dam to Bolivia's ambassador.", "handed a dossier", "CONSULT", "occurred"),
    ("The Thai prime minister laid a wreath in Hanoi.", "laid a wreath", "SUPPORT", "occurred"),
    ("Norway does not accept the ruling.", "accept", "REJECT", "occurred"),
    ("Denmark will not deliver tanks to Peru.", "deliver", "REJECT", "occurred"),
    ("Kenya cautioned against this step.", "cautioned against", "REQUEST", "occurred"),
    ("Egypt said Ethiopia must stop filling the dam.", "said", "REQUEST", "occurred"),
    ("Peru's council vowed to answer.", "vowed", "THREATEN", "occurred"),
    ("Canada paused its plan for a levy on Chilean firms.", "paused its plan", "RETREAT", "occurred"),
    ("Exports of tin to Peru will need a licence from May.", "need a licence", "SANCTION", "planned"),
    ("Chile will implement licence management for tin.", "licence management", "SANCTION", "planned"),
    ("Argentina put Brazil back on its list of trusted partners.", "put Brazil back", "RETREAT", "occurred"),
    ("Chile launched an anti-dumping inquiry into Polish cheese.", "launched an anti-dumping", "ACCUSE", "occurred"),
    ("Greece said its aircraft had locked on to two targets.", "locked on to", "ASSAULT", "occurred"),
    ("A Kenyan vessel rammed a Ugandan boat on the lake.", "rammed", "ASSAULT", "occurred"),
    ("Sudan launched 90 drones at Chad.", "launched", "ASSAULT", "occurred"),
    ("Sudan has taken strikes at a target in Chad.", "strikes", "ASSAULT", "occurred"),
    ("The unions have announced a rally against the levy.", "rally", "PROTEST", "planned"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "kind", "status"), SAID)
def test_idiom(text: str, words: str, kind: str, status: str) -> None:
    found = act(text, words)
    assert (found.type, found.status) == (kind, status)


@pytest.mark.parametrize(
    "text",
    [
        "The bells rang in Lima on Monday.",
        "Norwegian jets flew to Iceland.",
        "Norway accepts the ruling.",
        "The minister spoke for the opposition in Oslo.",
        "Tourists are expected in Cairo in spring.",
    ],
)
def test_no_act(text: str) -> None:
    assert not [m for m in mentions(text) if m.type in {"CONSULT", "REJECT"}]


def test_who_receives_is_the_recipient() -> None:
    found = act("President Boric welcomed the Kenyan prime minister in Santiago. Boric leads Chile.", "welcomed")
    assert "KEN" in countries(
        "President Boric welcomed the Kenyan prime minister in Santiago. Boric leads Chile.", found.actors
    )


def test_who_is_expected_is_who_visits() -> None:
    text = "The Qatari foreign minister is expected in Cairo on Sunday."
    found = act(text, "expected")
    assert countries(text, found.actors) == {"QAT"}
    assert countries(text, found.recipients) == {"EGY"}


def test_a_pledge_not_to_is_no_threat() -> None:
    assert act("The president of Peru pledged not to use force against Chile.", "pledged").type != "THREATEN"


def test_what_is_insisted_on_in_the_past_is_told() -> None:
    assert act("Chad insists that it brought down a drone.", "brought down").status == "occurred"


def test_duration_in_two_pieces_is_one() -> None:
    found = act("Chile phoned Norway and they spoke for one hour and 40 minutes.", "spoke")
    assert [f.normal for f in found.fills if f.slot == "duration"] == ["PT1H40M"]


@pytest.mark.parametrize("words", ["at the request of Peru", "at Peru's request", "on the initiative of Peru"])
def test_at_whose_request(words: str) -> None:
    found = act(f"Chile and Peru held a telephone conversation {words}.", "telephone conversation")
    assert [f.normal for f in found.fills if f.slot == "initiator"] == ["PER"]


def test_this_step_is_the_other_sides() -> None:
    text = "Peru had notified Chile of the plan. Chile cautioned against this step."
    assert countries(text, act(text, "cautioned").recipients) == {"PER"}


def test_demand_joined_to_a_warning_has_its_target() -> None:
    text = "Chile demanded the pilot's return and warned Peru of war."
    assert countries(text, act(text, "demanded").recipients) == {"PER"}


def test_crowd_in_a_street_is_of_its_country() -> None:
    text = "Thousands marched through Peru on Sunday."
    assert countries(text, act(text, "marched").actors) == {"PER"}


def test_is_to_is_a_plan() -> None:
    assert act("The Peruvian president is to speak to the king of Norway this week.", "speak").status == "planned"


def test_open_to_the_resumption_is_an_offer() -> None:
    assert act("Chile remained open to the resumption of negotiations with Peru.", "resumption").status == "proposed"


def test_what_is_denied_to_be_true_is_denied() -> None:
    text = "The Foreign Ministry of Chile denied reports that Peru is preparing a conversation with Chile."
    assert act(text, "conversation").status == "denied"


def test_instrument_is_its_announcers() -> None:
    text = "Exports of tin to Peru will need a licence, officials in Chile announced."
    found = act(text, "need a licence")
    assert countries(text, found.actors) == {"CHL"}


def test_member_states_can_vote() -> None:
    assert act("Ten member states voted in favour of the levy on Monday.", "voted in favour").type == "AGREE"


def linked(text: str) -> set[tuple[str, str, str]]:
    _, this = found(text)
    named = {m.id: trigger(text, m) for m in this.mentions}
    return {(k.type, named[k.source], named[k.target]) for k in this.links}


@pytest.mark.parametrize(
    ("text", "kind", "source", "target"),
    [
        ("Chile condemned Peru's strike on the port.", "responds-to", "condemned", "strike"),
        ("Chile denied a report that it had asked Peru for talks.", "responds-to", "denied", "asked Peru for talks"),
        ("Chile demanded that Peru lift the duties. Peru ruled out the idea.", "responds-to", "ruled out", "demanded"),
        ("Chad bombed Sudan, prompting Kenya to urge restraint.", "responds-to", "urge", "bombed"),
        ("Chile recalled its envoy. The trigger was Peru's strike on a port.", "responds-to", "recalled", "strike"),
    ],
)  # fmt: skip
def test_links(text: str, kind: str, source: str, target: str) -> None:
    assert [k for k in linked(text) if k[0] == kind and source in k[1] and target in k[2]], linked(text)


def test_object_behind_a_verb_that_the_parser_took_for_a_subject() -> None:
    text = "President Boric rang Mr Peters in the early hours of Monday to offer his congratulations."
    assert len(act(text, "rang").actors) == 2


def test_two_sentences_joined_by_a_semicolon() -> None:
    text = "Peru accused Chile of theft; Bolivia dismissed the claim."
    assert act(text, "accused").status == "occurred"


def test_a_freeze_is_in_force() -> None:
    levers = found("Chile froze the accounts of three Peruvian banks.")[1].levers
    assert [k.state for k in levers] == ["in force"]


def test_what_must_be_done_is_asked_whoever_speaks() -> None:
    assert act("The envoy said Chile must withdraw its forces from Peru.", "said").type == "REQUEST"


def test_it_was_agreed_is_of_both_sides() -> None:
    text = "The presidents of Chile and Peru held talks on trade. It was agreed that contacts would be continued."
    assert countries(text, act(text, "agreed").actors) == {"CHL", "PER"}
