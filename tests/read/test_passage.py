"""Bodies and people whose country is told by the passage, the possessor or a counterpart."""

import pytest

CASES = [
    # bodies of the passage
    ("Norway's fleet left Bergen. The military said it was a drill.", "military", "NOR"),
    ("BOGOTA, Jan 3 (XNW) - The Democratic Party called on Congress to act.", "Democratic Party", "COL"),
    ("BOGOTA, Jan 3 (XNW) - The Democratic Party called on Congress to act.", "Congress", "COL"),
    ("Peru's foreign minister left on Friday. The foreign ministry did not say why.", "foreign ministry", "PER"),
    ("In Vienna, Health Minister Karla Brandtner backed the plan.", "Health Minister Karla Brandtner", "AUT"),
    ("Ghana said its navy had seized two boats.", "navy", "GHA"),
    ("OSLO, 4 May - Norway fired back. The prime minister's office was silent.", "The prime minister's office", "NOR"),
    # a table's name keeps its own country where the passage says nothing else
    ("Senators left Washington after Congress rejected the aid bill.", "Congress", "USA"),
    ("Ghana's Security Council met on Monday.", "Security Council", "GHA"),
    ("The Security Council met on Monday in New York to discuss Haiti.", "Security Council", "UNO"),
    # short words and seats
    ("Norway urged the European Union to wait. The bloc had set no date.", "bloc", "EUR"),
    ("The EU delayed its list. The Commission blamed a glitch.", "Commission", "EUR"),
    ("The EU delayed its list. Brussels blamed a glitch.", "Brussels", "EUR"),
    ("Belgium recalled its envoy. Brussels blamed Kigali.", "Brussels", "BEL"),
    ("NATO met in Riga. The alliance will send ships.", "alliance", "IGO"),
]


@pytest.mark.parametrize(("text", "words", "country"), CASES)
def test_whose_a_body_or_an_official_is(look, text, words, country):
    seen = look(text)
    found = seen.who(words)
    assert found is not None
    assert seen.entities[found].country == country


def test_an_officer_who_is_spoken_about_gets_no_country(look):
    seen = look("If Ghana frees Captain Tomas Brenk, the crisis may end.")
    assert seen.entities[seen.who("Captain Tomas Brenk")].country is None


def test_nameless_holders_of_one_office_in_two_countries_are_two(look):
    seen = look("Kenya's president telephoned Uganda's president on 3 March 2026.")
    one, two = seen.who("president"), seen.who("president", 1)
    assert one != two
    assert [seen.entities[k].country for k in (one, two)] == ["KEN", "UGA"]


@pytest.mark.parametrize(
    ("text", "words", "countries"),
    [
        ("Peru's foreign minister met her Bolivian counterpart in Quito.", "her Bolivian counterpart", ["BOL"]),
        (
            "Peru's foreign minister spoke with her counterparts from Chile, Brazil and Ecuador.",
            "her counterparts from Chile, Brazil and Ecuador",
            ["CHL", "BRA", "ECU"],
        ),
        ("The finance ministers of Spain and Portugal met in Madrid.", "The finance ministers", ["ESP", "PRT"]),
        (
            "Spain and Portugal signed. The foreign ministers of both countries will meet.",
            "The foreign ministers",
            ["ESP", "PRT"],
        ),
    ],
)
def test_counterparts_and_listed_offices(look, text, words, countries):
    seen = look(text)
    entity = seen.entities[seen.who(words)]
    members = [seen.entities[m] for m in entity.members] or [entity]
    assert [m.country for m in members] == countries
    assert all(m.kind == "person" for m in members)


TALKS = (
    "Sudan accused Ethiopia of shelling a village. Ethiopia denied it, and Sudan closed the border. "
    "The envoy of Egypt arrived. "
)


@pytest.mark.parametrize(
    ("end", "words"),
    [
        ("Egypt's president urged both sides to talk.", "both sides"),
        ("The Kenyan minister said he had spoken to leaders of both countries.", "both countries"),
        ("Egypt's president asked both to wait.", "both"),
        ("Egypt told the nuclear-armed neighbours to wait.", "the nuclear-armed neighbours"),
    ],
)
def test_both_sides_are_the_pair_of_the_report_and_no_mediator(look, end, words):
    seen = look(TALKS + end)
    assert seen.entities[seen.who(words)].members == ("SDN", "ETH")


def test_the_last_two_of_a_list_are_no_pair(look):
    seen = look(TALKS + "Kenya, Chad and Niger sent troops. Both governments could step back.")
    assert seen.entities[seen.who("Both governments")].members == ("SDN", "ETH")


def test_two_ministers_are_never_three(look):
    seen = look(
        "Peru's foreign minister met her Bolivian counterpart. "
        "She called her counterparts from Chile, Brazil and Cuba. The two ministers signed a pact."
    )
    assert len(seen.entities[seen.who("The two ministers")].members) == 2


@pytest.mark.parametrize("comma", ["", ","])
def test_a_counterpart_named_at_once_is_that_person(look, comma):
    seen = look(f"Peru's foreign minister Eva Solis telephoned her Bolivian counterpart{comma} Juan Mora on Tuesday.")
    assert seen.who("her Bolivian counterpart") == seen.who("Juan Mora") == "juan-mora"
    assert seen.entities["juan-mora"].country == "BOL"


def test_a_name_inside_a_longer_one_is_not_the_table_s(look):
    seen = look("“I sell tea,” said Park Jin-gu, a trader. Park left.")
    assert seen.who("Park") == seen.who("Park Jin-gu") == "park-jin-gu"
    assert seen.entities["park-jin-gu"].known is None


PEOPLE = [
    # the one told to do something owns what the infinitive speaks of
    "Chancellor Ada Brandt called on President Luis Ortega to end the siege and to withdraw his troops.",
    "Chancellor Ada Brandt urged Luis Ortega to free his rivals.",
]


@pytest.mark.parametrize("text", PEOPLE)
def test_what_one_is_urged_to_do_is_one_s_own(look, text):
    seen = look(text)
    assert seen.who("his") == "luis-ortega"


def test_a_known_name_opens_a_sentence_and_a_pronoun_does_not(look):
    seen = look(
        "Norway's minister He Lanying met Ola Berg, an analyst. He said nothing new. Berg will leave on Friday."
    )
    assert seen.form("He") == "pronoun"
    assert seen.who("Berg") == "ola-berg"


def test_an_official_of_an_office_has_its_country(look):
    seen = look(
        "Norway's premier Ola Berg left. A senior official in Berg's office denied it. Officials in Accra agreed."
    )
    assert seen.entities[seen.who("A senior official")].country == "NOR"
    assert seen.entities[seen.who("Officials")].country == "GHA"


def test_groups_at_home_are_those_of_the_passage(look):
    seen = look("Ghana held its vote on Monday. Protesters blocked two bridges and police fired tear gas.")
    assert {seen.entities[seen.who(w)].country for w in ("Protesters", "police")} == {"GHA"}


def test_where_something_is_said_is_nobody(look):
    seen = look("Ghana and Togo signed. The two leaders spoke at the presidential office.")
    assert seen.who("presidential office") is None


def test_them_is_no_single_government(look):
    seen = look("Ghana shut eight airports in the north and reopened them in the evening.")
    assert seen.who("them") is None


def test_the_president_in_a_chancellor_s_text_is_the_one_named_before(look):
    seen = look(
        "The Chancellor spoke with President Luis Ortega of Peru. She will inform the President of the outcome.",
        side="AUT",
        kind="readout",
        published="2024-03-04T12:00:00+01:00",
    )
    assert seen.who("the President") == "luis-ortega"


def test_whoever_says_what_the_president_did_is_another(look):
    seen = look("Ana Ortiz, the opposition leader in Peru, said that the president had given everything away.")
    assert seen.who("the president") != seen.who("Ana Ortiz")


def test_a_counterpart_with_a_name_is_one_person(look):
    seen = look("Turkey's defence minister met his Greek counterpart, Nikos Velis, in Izmir.")
    assert seen.who("his Greek counterpart") == seen.who("Nikos Velis")
    assert seen.entities[seen.who("Nikos Velis")].roles == ("defence minister",)


def test_leaders_never_named_are_those_of_the_pair(look):
    seen = look(
        "Ghana and Togo exchanged fire on Thursday. Accra blamed Lomé. "
        "Kenya's president urged both countries to stop. He spoke with the two leaders by phone. Both agreed."
    )
    leaders = seen.entities[seen.who("the two leaders")]
    assert [seen.entities[m].country for m in leaders.members] == ["GHA", "TGO"]
    assert seen.entities[seen.who("Both")].members == ("GHA", "TGO")


def test_parliaments_and_courts_in_small_letters(look):
    seen = look("Egypt's army left. Parliament will vote. The Supreme Court rejected an appeal. Peru's parliament met.")
    assert seen.entities[seen.who("Parliament")].country == "EGY"
    assert seen.entities[seen.who("Supreme Court")].country == "EGY"
    assert seen.entities[seen.who("Peru's parliament") or seen.who("parliament")].country == "PER"


def test_outlets_are_no_persons(look):
    seen = look("A newspaper said that Ghana would vote.")
    assert seen.entities[seen.who("A newspaper")].kind == "organization"


def test_the_president_of_a_union_tells_no_country(look):
    seen = look("Ghana raised taxes. Kofi Bram, president of the teachers' union, said Ghana would regret it.")
    assert seen.entities[seen.who("Kofi Bram")].country is None


def test_a_body_keeps_its_whole_name(look):
    seen = look("Ghana waited. The Ministry of Oceans and Ports rejected a request, and the Workers Party agreed.")
    assert seen.entities[seen.who("Ministry of Oceans and Ports")].country == "GHA"
    assert seen.entities[seen.who("Workers Party")].kind == "organization"
