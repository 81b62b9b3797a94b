"""One incident told in many words is one act; another one is not."""

from __future__ import annotations

import pytest
from tests.extract.acts_reader import act, countries, found, mentions

from memcon.extract.types import EventMention


def root(text: str, words: str) -> str:
    """The first mention of the act that these words name."""
    mention: EventMention = act(text, words)
    return mention.same_as or mention.id


def one(text: str, *words: str) -> bool:
    return len({root(text, w) for w in words}) == 1


RAMMED = (
    "A Peruvian cutter rammed a Chilean trawler off Arica on Monday, in the most serious encounter there in years. "
    "Chile demanded an apology on Tuesday. The navy stopped and searched a ferry near Callao on Wednesday. "
    "Peru has not commented on the incident. At least two fishermen were hurt."
)


def test_a_noun_for_any_incident_is_the_one_that_a_report_is_about() -> None:
    assert one(RAMMED, "rammed", "incident")
    assert root(RAMMED, "searched") != root(RAMMED, "rammed")


def test_a_noun_that_ranks_an_act_names_it() -> None:
    assert one(RAMMED, "rammed", "encounter")
    assert act(RAMMED, "encounter").type == "ASSAULT"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Two guards were killed and four wounded in a shooting at the port of Beira.",
            ("killed", "wounded", "shooting"),
        ),
        ("Three soldiers were wounded when a mortar shell hit their post near Gorom.", ("wounded", "hit")),
        ("Gunmen opened fire on a patrol near Kidal. Three soldiers were hurt.", ("opened fire", "hurt")),
        ("A Thai soldier was shot dead near Surin. He was killed by a sniper, Bangkok said.", ("shot dead", "killed")),
        ("Peru and Chile traded fire on Monday. Lima blamed Santiago for the clash.", ("traded fire", "clash")),
    ],
)
def test_harm_and_what_did_it_are_one_act(text: str, words: tuple[str, ...]) -> None:
    assert one(text, *words), [(m.id, text[slice(*m.trigger)], m.same_as) for m in mentions(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Peru arrested a Chilean pilot in Tacna in May. In June a Chilean boat rammed a Peruvian cutter.",
            ("arrested", "rammed"),
        ),
        ("Gunmen murdered a judge in Quito. Another judge was killed in Manta a week later.", ("murdered", "killed")),
        (
            "Mali's army bombed a camp in Burkina Faso. Burkina Faso's army shelled a Malian post.",
            ("bombed", "shelled"),
        ),
    ],
)
def test_two_incidents_stay_two(text: str, words: tuple[str, ...]) -> None:
    assert not one(text, *words)


def test_nobody_hurt_is_no_incident_to_point_at() -> None:
    text = "A Russian jet struck a Swedish plane on Monday. None of the crew was injured. Sweden filmed the collision."
    assert one(text, "struck", "collision")
    assert act(text, "collision").status == "occurred"


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Two data cables in the Baltic were severed on Sunday.", "severed", "ASSAULT"),
        ("Three officers sustained injuries near Lamu.", "sustained injuries", "ASSAULT"),
        ("The African Union condemned the seizure of power in Gabon.", "seizure of power", "COERCE"),
        ("China's coast guard expelled the vessel.", "expelled", "COERCE"),
        ("Italian jets intercepted the aircraft over the sea.", "intercepted", "MOBILIZE"),
        ("Pirates hijacked a bulk carrier off Eyl.", "hijacked", "COERCE"),
    ],
)
def test_incidents_have_their_words(text: str, words: str, kind: str) -> None:
    assert act(text, words).type == kind


def test_a_clash_in_which_somebody_died_is_of_both_sides() -> None:
    text = "A Malian soldier was killed in a clash with Nigerien troops near Ansongo, both sides said."
    clash = act(text, "clash")
    assert clash.reciprocal
    assert countries(text, clash.actors) == {"MLI", "NER"}
    assert one(text, "killed", "clash")


DENIED = (
    "Chile said a jet had violated its airspace on May 3. Peru's envoy was called in on Sunday. He brought no answer. "
    "A second note was sent. Talks are to go on. Peru denied the violation."
)
HACKED = "Oman was hit by a cyberattack in July. The attack on July 15 shut down its ports."
TAKEN = "Soldiers took power in Niger on Tuesday. Mali closed its border over the seizure of power."
KILLED = "Gunmen killed two nurses in Goma. A bishop condemned this cowardly act."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (DENIED, ("violated", "violation")),
        (KILLED, ("killed", "act")),
        (HACKED, ("cyberattack", "attack")),
        (TAKEN, ("took power", "seizure of power")),
    ],
)
def test_what_takes_an_incident_up_is_found_however_it_is_called(text: str, words: tuple[str, ...]) -> None:
    assert len({m.same_as or m.id for m in mentions(text) if text[slice(*m.trigger)] in words}) == 1


def test_a_harm_is_of_the_clause_it_hangs_on() -> None:
    text = "Chad's army downed five drones and a sixth fell on a market, killing eight traders."
    assert root(text, "killing") != root(text, "downed")


def test_protests_are_no_accusation() -> None:
    text = "Ministers rejected the accusation of the rebels. Thousands marched in Quito. The protests turned violent."
    assert one(text, "marched", "protests")


def test_a_cable_that_stops_working_is_not_on_strike() -> None:
    assert not [m for m in mentions("The cable stopped working at dawn on Sunday.") if m.type == "PROTEST"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A Greek and a Turkish helicopter collided off Chios, killing five people.", ("collided", "killing")),
        ("Togo met Benin over the incident of 3 May. Its guards had shot a farmer.", ("shot",)),
        ("A Malian jet hit a Nigerien drone on May 3. Niger asked for talks about the crash.", ("hit", "crash")),
    ],
)
def test_craft_that_meet(text: str, words: tuple[str, ...]) -> None:
    assert one(text, *words)


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("China sent 76 aircraft and two carriers towards Taiwan.", "sent", "MOBILIZE"),
        ("Venezuela handed over the four marines to the Red Cross.", "handed", "RETREAT"),
        ("Belarus had a part in the death of a Polish soldier, Warsaw said.", "death", "ASSAULT"),
    ],
)
def test_forces_and_people_moved_and_lost(text: str, words: str, kind: str) -> None:
    assert act(text, words).type == kind


def test_what_is_shot_down_is_nobody_hurt() -> None:
    text = "Rebels shelled the port of Beira. Two drones were shot down over Maputo by the army."
    assert root(text, "shelled") != root(text, "shot down")


def test_police_hurt_are_not_those_arrested() -> None:
    text = "Police in Tbilisi arrested 48 protesters, and eleven officers were hurt."
    assert root(text, "arrested") != root(text, "hurt")


def test_what_is_to_be_talked_of_is_not_dated_by_the_talk() -> None:
    text = "Gunmen shot a guard in Lome on Friday. The council is to discuss the attack on Tuesday."
    assert not act(text, "attack").times
    assert act(text, "discuss").times


SHOT = (
    "Two gunmen opened fire at a bus stop in Tacna on Monday, killing six people before guards shot them dead. "
    "Twelve others were wounded. The mayor visited the scene of the attack."
)


def test_the_dead_attackers_are_not_the_attack() -> None:
    assert one(SHOT, "opened fire", "killing", "wounded", "attack")
    assert root(SHOT, "shot") != root(SHOT, "opened fire")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Iran's navy seized a tanker off Jask on Monday, the ministry said, the second such seizure in a week.",
         ("seized", "seizure")),
        ("Blasts destroyed a depot near Burgas on Saturday. It was the fifth such explosion since 2011, a guard said.",
         ("Blasts", "explosion")),
        ("Peru fired shells into a lagoon, and hours later rammed a boat. Chile called the shelling a crime.",
         ("fired", "shelling")),
    ],
)  # fmt: skip
def test_a_noun_that_counts_an_incident_is_that_incident(text: str, words: tuple[str, ...]) -> None:
    assert one(text, *words), [(m.id, text[slice(*m.trigger)], m.same_as) for m in mentions(text)]


def test_what_died_in_another_attack_is_of_that_one() -> None:
    text = "Troops stormed two villages near Jenin after an ambush in which seven settlers were killed."
    assert one(text, "ambush", "killed")
    assert root(text, "stormed") != root(text, "killed")


def test_a_test_shot_that_falls_into_the_sea_hits_nobody() -> None:
    text = "North Korea launched a missile on Monday. The missile fell into the Sea of Japan."
    assert not [m for m in mentions(text) if m.type == "ASSAULT"]


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Full responsibility for the incident lies with the Norwegian side.", "lies with", "ACCUSE"),
        ("The Northern Fleet has begun an operation to raise the aircraft.", "begun", None),
        ("Its pilot was rescued after 40 minutes in the water.", "rescued", "AID"),
        ("The Peruvian helicopter lost control and fell into the sea.", "fell into", None),
        ("India confirmed the loss of one MiG-21.", "loss", "ASSAULT"),
    ],
)
def test_what_comes_after_an_incident(text: str, words: str, kind: str | None) -> None:
    assert act(text, words).type == kind


def test_jets_scrambled_are_theirs_who_scramble() -> None:
    text = "Greek fighters were scrambled on Monday."
    assert countries(text, act(text, "scrambled").actors) == {"GRC"}


def test_who_was_wronged_protests_in_answer() -> None:
    text = (
        "Norway summoned Russia's ambassador on Tuesday after a Russian jet and a Norwegian plane collided near Bodo."
    )
    (link,) = found(text)[1].links
    assert (link.type, link.source, link.target) == (
        "responds-to",
        act(text, "summoned").id,
        act(text, "collided").id,
    )


def test_a_ship_struck_on_its_way_is_not_on_strike() -> None:
    text = "The trawler was on its way to Ilo when a Chilean cutter struck it."
    assert [m.type for m in mentions(text)] == ["ASSAULT"]


def test_a_ship_known_by_its_name_alone_is_seized() -> None:
    text = "Finland seized the Southern Kestrel on Monday evening."
    assert act(text, "seized").type == "COERCE"
    assert not [m for m in mentions("Peru seized the initiative on Monday.") if m.type == "COERCE"]


def test_who_was_hit_when_shots_fell_was_hit_by_them_and_so_were_others() -> None:
    text = (
        "Diaz, the captain, was hit in the arm when Chilean guards shot at his trawler. Two other fishermen were hurt."
    )
    assert one(text, "hit", "shot at")
    text = "Gunmen opened fire on a bus near Goma. Two other men were hurt."
    assert one(text, "opened fire", "hurt")


def test_the_incident_is_the_one_told_first_where_none_is_told_oftener() -> None:
    text = (
        "A Chilean patrol boat fired warning shots at a Peruvian trawler. It had tried to ram the boat, Lima was told. "
        "After the incident the trawler was towed to Ilo."
    )
    assert one(text, "fired", "incident")
