"""Nouns that a number or an office tells of: who is meant, and that nobody is where nobody fits."""

import pytest


def people(seen, words, nth=0):
    found = seen.who(words, nth)
    return {seen.entities[m].name for m in seen.entities[found].members} if found else None


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "Kenya's President Ben Ouma hosted Tanzania's foreign minister Joyce Mrema. The two ministers smiled.",
            "The two ministers",
            None,
        ),
        (
            "Malta's prime minister Ann Zahra spoke to Serbia's president. The two presidents will meet in May.",
            "The two presidents",
            None,
        ),
        (
            "Ugandan justice minister Paul Okot saw Kenyan justice minister Ben Ouma. The two justice ministers ate.",
            "The two justice ministers",
            {"Ben Ouma", "Paul Okot"},
        ),
        (
            "Chad and Niger quarrel. Niger wants a share, Chad refuses. The two foreign ministers meet on Monday.",
            "The two foreign ministers",
            {"foreign minister of Chad", "foreign minister of Niger"},
        ),
        (
            "Ghana and Togo quarrel over oil. Both countries' energy ministers met on Monday.",
            "energy ministers",
            {"energy minister of Ghana", "energy minister of Togo"},
        ),
        (
            "Malta Premier Ann Zahra met Turkish President Leo Ates and Egyptian leader Omar Hadi. The three agreed.",
            "The three",
            {"Ann Zahra", "Leo Ates", "Omar Hadi"},
        ),
        (
            "Maltese President Ann Zahra met Cypriot President Leo Ates. The three agreed.",
            "The three",
            None,
        ),
        (
            "UN Secretary-General Ana Roe praised the pact, and Uganda's Paul Okot phoned both leaders.",
            "both leaders",
            None,
        ),
    ],
)
def test_only_those_whose_office_fits(look, text, words, expected):
    assert people(look(text), words) == expected


def test_a_counterpart_holds_a_like_office(look):
    seen = look(
        "Peru's foreign minister Ana Roe spoke with Ecuador's ambassador, Luis Paz. She wrote to her counterpart."
    )
    assert seen.entities[seen.who("her counterpart")].name == "foreign minister of Ecuador"
    named = look(
        "Togo's foreign minister Ama Doe met Benin's president. Doe later saw her counterpart, Jean-Paul Houn."
    )
    found = named.entities[named.who("Jean-Paul Houn")]
    assert (found.roles, found.country) == (("foreign minister",), "BEN")


def test_a_colleague_with_a_state_is_its_minister(look):
    seen = look("Latvia's foreign minister Ieva Ozola received her Moldovan colleague. He thanked Latvia.")
    assert seen.entities[seen.who("her Moldovan colleague")].name == "foreign minister of Moldova"


def test_the_diplomat_of_a_state_is_its_minister(look):
    seen = look("Moldovan Foreign Minister Ion Rusu met Latvia's Ieva Ozola. The Moldovan diplomat stays until Friday.")
    assert seen.who("The Moldovan diplomat") == "ion-rusu"


def test_an_office_before_another_and_the_name_is_of_the_name(look):
    text = "The Leader of the Nation, President of the Republic of Tajikistan, H.E. Rustam Azizov held talks on Monday."
    assert look(text).who("The Leader") == "rustam-azizov"


def test_a_name_begins_behind_the_last_of_several_places(look):
    text = "Director of the Office for Kosovo and Metohija Petar Ilic said today that Pristina was wrong. Ilic left."
    assert "Petar Ilic" in {e.name for e in look(text).entities.values()}


def test_the_two_sides_are_those_of_the_row(look):
    read = look(
        "Peru and Chile fell out over copper. Peru slapped duties on Chilean wine and Chile expelled an envoy. Peru "
        "and Chile have traded blows for a year. New Zealand and Australia, which sell more milk to Peru, were not "
        "asked for permits, exporters in both countries said. The two sides also disagree about the talks."
    )
    named = {e.id: set(e.members) for e in read.reading.entities}
    said = [n for n in read.reading.namings if read.reading.tokens[n.last - 1].norm == "sides"]
    assert [named[n.entity] for n in said] == [{"PER", "CHL"}]


@pytest.mark.parametrize(
    "text",
    [
        "Peruvian Foreign Minister Ana Roe and Chilean Foreign Minister Luis Paz met on Monday. They left on Friday.",
        "Peru's Ana Roe and Chile's Luis Paz met on Monday. They were received by the President of Kazakhstan.",
    ],
)
def test_they_are_the_two_who_are_joined(look, text):
    assert people(look(text), "They") == {"Ana Roe", "Luis Paz"}


def test_a_host_is_to_receive_both(look):
    text = (
        "The foreign ministers of Peru and Chile met in Almaty. Kazakhstan's president is to receive both on Saturday."
    )
    assert people(look(text), "both") == {"foreign minister of Peru", "foreign minister of Chile"}


def test_ministers_of_states_without_a_name_are_a_group(look):
    text = "The foreign ministers of the four member states will meet in Santiago on 1 August."
    assert look(text).form("The foreign ministers") == "group"


def test_whoever_holds_talks_with_a_minister_is_not_of_his_state(look):
    text = (
        "Cabinet Secretary Rita Otieno today held consultations with the Minister of Trade of Uganda, Hon. Paul Okot."
    )
    found = {e.name: e.country for e in look(text).entities.values() if e.kind == "person"}
    assert found["Rita Otieno"] is None
    assert found["Paul Okot"] == "UGA"


def test_the_minister_is_not_whom_the_text_calls_the_secretary(look):
    read = look(
        "The Foreign Secretary of Ghana, Ada Omar, received the Foreign Minister of Peru, Luis Vega. The Foreign "
        "Secretary thanked Peru. The Minister invited the Foreign Secretary to visit Lima."
    )
    names = {e.id: e.name for e in read.reading.entities}
    tokens = read.reading.tokens
    said = [n for n in read.reading.namings if tokens[n.first].norm == "the" and tokens[n.last - 1].text == "Minister"]
    assert names[said[-1].entity] == "Luis Vega"


def test_the_ministers_of_a_readout_are_those_who_met(look):
    text = (
        "Peru's Foreign Minister Ana Roe met Chile's Foreign Minister Luis Paz. The parties agreed to go on. "
        "Trade grew last year. Copper is dear. The Ministers thanked Kazakhstan."
    )
    assert people(look(text), "The Ministers") == {"Ana Roe", "Luis Paz"}
