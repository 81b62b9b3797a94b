import pytest

NEWS = """LIMA, May 4 (Agency) - Norwegian Foreign Minister Espen Barth Eide met \
Kenyan President Joan Wanjiru in Oslo on Monday.
Wanjiru, who arrived on Sunday, thanked Eide. \
A spokeswoman for the Kenyan foreign ministry, Mary Otieno, \
told reporters that Nairobi was pleased. She declined to elaborate.
The Wanjiru-Eide talks covered U.S.–Kenya trade. Ukrainian officials and analysts said Polish troops \
would stay. The Lima Post reported nothing.
Canada's prime minister, Hugo Tremblay, flew to Accra. The Canadian leader praised "open" trade."""


@pytest.fixture(scope="module")
def news(look):
    return look(NEWS)


@pytest.mark.parametrize(
    ("words", "entity"),
    [
        ("Norwegian", "NOR"),
        ("President Joan Wanjiru", "joan-wanjiru"),
        ("Wanjiru", "joan-wanjiru"),
        ("Oslo", "place-oslo"),
        ("LIMA", "place-lima"),
        ("A spokeswoman", "mary-otieno"),
        ("Mary Otieno", "mary-otieno"),
        ("Nairobi", "KEN"),
        ("U.S.", "USA"),
        ("Kenya", "KEN"),
        ("Ukrainian officials", "ukrainian-officials"),
        ("analysts", "analysts"),
        ("Hugo Tremblay", "hugo-tremblay"),
        ("The Canadian leader", "hugo-tremblay"),
        ("Accra", "place-accra"),
        ("She", "mary-otieno"),
    ],
)
def test_who_is_meant(news, words, entity):
    assert news.who(words) == entity


def test_both_halves_of_a_hyphen_are_named(news):
    assert news.who("Wanjiru", 1) == "joan-wanjiru"
    assert news.who("Eide", 1) == news.who("Foreign Minister Espen Barth Eide")


def test_people_carry_country_role_and_surname(news):
    person = news.entities["joan-wanjiru"]
    assert (person.kind, person.country, person.roles, person.surname) == ("person", "KEN", ("president",), "Wanjiru")
    assert news.entities["hugo-tremblay"].country == "CAN"


def test_a_made_up_leader_is_not_known(news):
    assert news.entities["joan-wanjiru"].known is None


def test_a_paper_named_after_a_city_is_no_mention_of_the_city(news):
    assert news.entities["lima-post"].kind == "organization"
    assert news.who("Lima") is None


def test_groups_and_forces_have_their_country(news):
    assert news.entities["ukrainian-officials"].country == "UKR"
    assert next(e for e in news.entities.values() if e.kind == "armed-force").country == "POL"


def test_offsets_are_those_of_the_text(news):
    text = news.reading.text
    for t in news.reading.tokens:
        assert text[t.start : t.end] == t.text
    for n in news.reading.namings:
        assert news.reading.tokens[n.first].start == n.start
        assert news.reading.tokens[n.last - 1].end == n.end
        assert n.first <= n.head < n.last
        assert n.entity in news.entities


@pytest.mark.parametrize(
    ("text", "words", "entity", "country"),
    [
        ("President Ana Silva of Portugal spoke.", "President Ana Silva", "ana-silva", "PRT"),
        ("President of Chile Ana Silva spoke.", "President of Chile Ana Silva", "ana-silva", "CHL"),
        ("Ana Silva, the foreign minister of Peru, spoke. Silva left.", "Silva", "ana-silva", "PER"),
        ("Peru's trade minister, Ana Silva, spoke.", "Ana Silva", "ana-silva", "PER"),
        (
            "Greek Prime Minister Kim Tae-yang Smith spoke.",
            "Prime Minister Kim Tae-yang Smith",
            "kim-tae-yang-smith",
            "GRC",
        ),
        ("The Crown Prince of Norway spoke.", "The Crown Prince of Norway", "crown-prince-of-norway", "NOR"),
    ],
)
def test_shapes_of_titles(look, text, words, entity, country):
    seen = look(text)
    assert seen.who(words) == entity
    assert seen.entities[entity].country == country


def test_the_table_tells_the_country_at_the_date_and_says_so(look):
    then = look("President Lula met the French president.", published="2004-05-06T10:00:00+00:00")
    found = then.entities[then.who("the French president")]
    assert (found.country, found.known) == ("FRA", "Jacques Chirac")


def test_no_date_no_guess(look):
    assert look("The French president spoke.").entities["french-president"].known is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The minister visited Beijing on Monday.", True),
        ("They met in Beijing.", True),
        ("Beijing rejected the claim.", False),
        ("The move was a signal to Beijing.", False),
        ("A trip to Beijing is planned.", True),
        ("Beijing's account said little.", False),
        ("Talks between Tokyo and Beijing failed.", False),
    ],
)
def test_capitals_act_or_are_places(look, text, place):
    assert look(text).who("Beijing") == ("place-beijing" if place else "CHN")


def test_a_lone_surname_is_a_leader_only_where_states_are_spoken_of(look):
    day = "2016-09-01T00:00:00+00:00"
    assert look("A new Rasmussen poll came out in Ohio.", published=day).who("Rasmussen") is None
    seen = look("Denmark and Sweden will talk. Rasmussen is ready.", published=day)
    assert seen.entities[seen.who("Rasmussen")].country == "DNK"


def test_of_two_leaders_of_one_name_the_country_decides(look):
    seen = look("Saudi King Abdullah was told.", published="2013-09-28T18:00:00-05:00")
    assert seen.entities[seen.who("King Abdullah")].country == "SAU"


def test_capitals_that_run_on_in_a_heading_still_name(look):
    body = (
        "Peruvian President Ana Silva said that the talks with Chile had gone well and that more would follow in May."
    )
    seen = look(f"Silva Hails Talks\n{body}")
    assert seen.who("Silva") == "ana-silva"
    assert "Silva Hails Talks" not in seen.entities["ana-silva"].aliases
