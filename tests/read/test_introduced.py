"""How people are introduced: names that begin like others, fields of office, styles of address, states left out."""


def named(seen):
    return {e.name: e for e in seen.entities.values() if e.kind == "person"}


def test_a_name_that_begins_like_a_kings_is_its_own(look):
    people = named(look("Chile's Transport Minister Juan Carlos Quiroga arrived. Quiroga signed the accord."))
    assert set(people) == {"Juan Carlos Quiroga"}
    assert people["Juan Carlos Quiroga"].country == "CHL"


def test_the_field_of_an_office_is_nobodys_name(look):
    people = named(look("He met the Minister of Public Works of Bolivia, Rosa Mamani, on Monday."))
    assert {n: (e.country, e.roles) for n, e in people.items()} == {"Rosa Mamani": ("BOL", ("minister",))}


def test_given_names_joined_by_a_hyphen(look):
    people = named(look("The Minister of Foreign Affairs, Karim Jean-Marie Sawado, and his guest opened the session."))
    assert people["Karim Jean-Marie Sawado"].roles == ("foreign minister",)


def test_a_style_before_office_and_name_is_one_subject(look):
    seen = look("His Excellency the President, Dr Tau Molefe, today paid a visit to Namibia.")
    head = next(n.head for n in seen.reading.namings if seen.entities[n.entity].name == "Tau Molefe")
    assert seen.reading.tokens[head].dep == "nsubj"
    assert set(named(seen)) == {"Tau Molefe"}


def test_whoever_summons_an_ambassador_is_not_of_his_state(look):
    text = "YAOUNDE, Sept 3 (Wire) - Foreign Minister Luc Mballa summoned Gabon's ambassador, Jean-Yves Teke."
    people = named(look(text))
    assert people["Luc Mballa"].country == "CMR"
    assert people["Jean-Yves Teke"].country == "GAB"


def test_a_ministry_of_a_state_is_the_state(look):
    seen = look("The Ministry of Foreign Affairs of Georgia summoned the British ambassador on Friday.")
    assert "GEO" in {n.entity for n in seen.reading.namings if n.form == "name"}


def test_a_spokesman_is_no_she(look):
    seen = look("Fatima Diallo is Mali's prime minister. A spokesman for Diallo declined to say what she had offered.")
    assert seen.who("she") == seen.who("Fatima Diallo")


def test_whoever_is_named_among_people_is_of_their_state(look):
    people = named(
        look("LONDON, Dec 19 (Wire) - Britain fined five Georgian officials, including Interior Minister Vato Beridze.")
    )
    assert people["Vato Beridze"].country == "GEO"


def test_a_line_of_place_and_date_tells_whose_spokesman_it_is(look):
    text = (
        "Nicosia, 6 April 2024\n\nThe Government Spokesman, Mr Kostas Petrou, said that the King of Jordan had called."
    )
    assert named(look(text))["Kostas Petrou"].country == "CYP"


def test_a_union_of_drivers_is_no_government(look):
    seen = look("Chile reopened the pass. The truckers' federation, which is angry, said its leader would stay.")
    assert seen.who("federation") is None


def test_a_counterpart_named_without_a_comma(look):
    text = "Chile's foreign minister Ana Roe spoke with her counterpart Celinda Sosa. Bolivia and Chile are at odds."
    assert named(look(text))["Celinda Sosa"].country == "BOL"


def test_whom_a_minister_tells_that_she_meets_is_not_of_her_state(look):
    text = "Tomorrow I will travel to Tonga.\n\nI will meet Prime Minister Hon Sione Vake and Tonga's king."
    people = named(look(text, side="AUS", kind="statement"))
    assert people["Sione Vake"].country == "TON"
