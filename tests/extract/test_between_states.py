"""Acts between states in the words of wires and readouts: what is told, what is only said, who did it."""

import pytest
from acts_reader import act, countries, mentions, trigger

from memcon.model.memo import Report
from memcon.read import read


def told(text):
    return {trigger(text, m): m for m in mentions(text)}


def test_asset_freezes_are_no_clause():
    text = "Britain imposed asset freezes and travel bans on five Georgian officials on Thursday."
    freezes, bans = act(text, "asset freezes"), act(text, "travel bans")
    assert (freezes.type, countries(text, freezes.actors), countries(text, freezes.recipients)) == (
        "SANCTION",
        {"GBR"},
        {"GEO"},
    )
    assert bans.same_as == freezes.id


@pytest.mark.parametrize(
    ("text", "words", "status"),
    [
        ("Fiji will not lift the ban until officials of Samoa and Fiji have met.", "met", "hypothetical"),
        ("Peruvian President Ana Roe and Chilean President Luis Paz meet in Lima on Thursday.", "meet", "planned"),
        (
            "The two agreed to talk, ahead of the president's visit to Amman at the end of the month.",
            "visit",
            "planned",
        ),
        ("They spoke ahead of last year's visit of the president to Amman.", "visit", "occurred"),
        ("Peru urged Chile to back the plan, during talks with Chile's Luis Paz.", "talks", "occurred"),
        ("Peru said there were no plans to close its embassy in Chile.", "close", "denied"),
    ],
)
def test_status(text, words, status):
    assert act(text, words).status == status


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Trucks with Serbian plates crossed into Kosovo on Monday.", "crossed"),
        ("Bolivia and Chile put an end to the dispute.", "put"),
        ("Lammy called the raid an attack on democracy.", "attack"),
        ('"That is over," Ghana\'s minister Ama Doe told The Ledger by phone.', "phone"),
        ("Cameroon has recalled its ambassador to Gabon for consultations.", "consultations"),
        ("Peru's Ana Roe tried to phone Chile's Luis Paz but had not reached him.", "phone him"),
    ],
)
def test_no_act_of_its_own(text, words):
    assert not [t for t in told(text) if t.startswith(words)]


def test_troops_that_cross_attack():
    assert act("Rwandan troops crossed into Congo on Monday.", "crossed").type == "ASSAULT"


def test_an_allegation_with_its_content_takes_nothing_up():
    text = "Peru summoned Chile's ambassador on Monday. Chile rejected the allegation that guards had beaten prisoners."
    assert not any(m.same_as for t, m in told(text).items() if "allegation" in t)


def test_an_envoy_called_home_by_a_pronoun():
    text = "Israel's ambassador, Dana Roe, left Dublin in May when she was called home in protest."
    found = act(text, "called home")
    assert (found.type, found.mode, countries(text, found.actors)) == ("SANCTION", "withdraw", {"ISR"})


def test_recognition_is_of_whom_it_is_given():
    text = "Israel protested over the recognition of Palestine."
    found = act(text, "recognition")
    assert (found.actors, countries(text, found.recipients)) == ((), {"PSE"})


def test_ones_own_embassy_is_closed_to_the_host():
    text = "Israel has decided to close Israel's embassy in Ireland. Ireland regrets it."
    assert countries(text, act(text, "close").recipients) == {"IRL"}


def test_a_ban_ends():
    text = "Bolivia's ban on Chilean trucks, in force since 4 June, ended at midnight on Wednesday."
    assert act(text, "ended").type == "RETREAT"


def test_drivers_are_no_state():
    text = "Bolivian lorry drivers threatened to block the pass."
    entities = {e.id: e for e in read(Report(id="R1", file="1.txt", text=text, kind="news")).entities}
    assert [entities[a].kind for a in act(text, "threatened").actors] == ["group"]


def test_both_presidents_of_two_states_sign():
    text = "Presidents Sadyr Akaev of Kyrgyzstan and Rustam Azizov of Tajikistan signed a treaty on Thursday."
    assert countries(text, act(text, "signed").actors) == {"KGZ", "TJK"}


def test_a_welcomed_step_is_no_threat():
    text = (
        "Kosovo lifted a ban on Serbian goods on Monday. Berlin warned last month that Kosovo could be shut out of the "
        "bloc. Josep Roe of Spain welcomed the step."
    )
    assert not any(m.type == "SANCTION" and m.status == "threatened" for t, m in told(text).items() if t == "step")


def test_citizens_who_cross_mobilize_nobody():
    text = "The accord lets Namibian citizens cross the border with identity cards."
    assert not [m for m in mentions(text) if m.type == "MOBILIZE"]


def test_protesters_are_not_of_the_state_that_they_shout_at():
    text = "Villagers protested outside the Lao consulate on Saturday."
    assert "LAO" not in countries(text, act(text, "protested").actors)


def test_an_adjective_of_the_first_of_two_ministers_is_no_third_party():
    text = "Peruvian Foreign Minister Ana Roe and Chilean Foreign Minister Luis Paz met on Monday."
    assert len(act(text, "met").actors) == 2


@pytest.mark.parametrize(
    ("text", "words", "kind", "actors", "recipients"),
    [
        ("Malta ordered two employees of the Libyan consulate to leave.", "ordered", "SANCTION", {"MLT"}, {"LBY"}),
        (
            "Peru's Ana Roe and Chile's Luis Paz met. They were received by the President of Kazakhstan on Friday.",
            "received",
            "CONSULT",
            {"PER", "CHL"},
            {"KAZ"},
        ),
        (
            "The Government has decided the definitive withdrawal of the Ambassador of Peru to Mexico.",
            "withdrawal",
            "SANCTION",
            {"PER"},
            {"MEX"},
        ),
        (
            "The foreign ministers of Peru and Chile opened two days of talks.",
            "talks",
            "CONSULT",
            {"PER", "CHL"},
            set(),
        ),
        (
            "Chilean President Luis Paz offered help during a call with Mexico's President Ana Roe last week.",
            "call",
            "CONSULT",
            {"CHL", "MEX"},
            set(),
        ),
        (
            "Presidents Ben Ouma and Paul Okot of Uganda agreed to trade, according to an official.",
            "agreed",
            "AGREE",
            {"UGA"},
            set(),
        ),
    ],
)
def test_who_does_it_to_whom(text, words, kind, actors, recipients):
    found = act(text, words)
    assert found.type == kind
    assert (countries(text, found.actors) - {None}, countries(text, found.recipients)) == (actors, recipients)


def test_a_charge_on_goods_accuses_nobody():
    text = "Museveni of Uganda rang Ruto of Kenya over the new charge on Ugandan milk."
    assert not [m for m in mentions(text) if m.type == "ACCUSE"]


def test_a_go_between_is_not_the_call_in_which_he_offers_it():
    text = "Chile's Luis Paz offered to act as a go-between during a call with Mexico's President Ana Roe last week."
    assert act(text, "call").same_as is None
