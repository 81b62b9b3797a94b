import pytest

CALL = """Brazilian President Marta Alves and Ghanaian President Kofi Boateng held a call on Monday.
The two leaders discussed cocoa. They agreed that their countries would trade more. Both sides will meet again.
Alves told reporters that Boateng called her "a good friend". "I thanked him," she said. \
Boateng's office said he was glad.
Ghana imposed a tariff because it feared losses. Accra said its farmers had suffered.
The Brazilian president will visit Accra in July. The presidents of Brazil and Ghana last met in 2019."""


@pytest.fixture(scope="module")
def call(look):
    return look(CALL)


@pytest.mark.parametrize(
    ("words", "nth", "entity"),
    [
        ("The two leaders", 0, "marta-alves-and-kofi-boateng"),
        ("They", 0, "marta-alves-and-kofi-boateng"),
        ("their countries", 0, "brazil-and-ghana"),
        ("Both sides", 0, "brazil-and-ghana"),
        ("I", 0, "marta-alves"),
        ("him", 0, "kofi-boateng"),
        ("she", 0, "marta-alves"),
        ("he", 0, "kofi-boateng"),
        ("it", 0, "GHA"),
        ("its", 0, "GHA"),
        ("The Brazilian president", 0, "marta-alves"),
        ("The presidents", 0, "marta-alves-and-kofi-boateng"),
    ],
)
def test_who_is_taken_up(call, words, nth, entity):
    found = call.who(words, nth)
    members = call.entities[found].members if found else ()
    if "-and-" in entity:
        expected = {
            "marta-alves-and-kofi-boateng": {"marta-alves", "kofi-boateng"},
            "brazil-and-ghana": {"BRA", "GHA"},
        }[entity]
        assert set(members) == expected
    else:
        assert found == entity


def test_form_says_how(call):
    assert call.form("she") == "pronoun"
    assert call.form("I") == "first-person"
    assert call.form("The two leaders") == "group"
    assert call.form("The Brazilian president") == "office"


def test_it_of_a_thing_names_nobody(look):
    assert look("Peru made an offer. The offer was good, and it was accepted.").who("it") is None
    assert look("Peru said it is clear that talks help.").who("it") is None


def test_a_transcript_has_speakers(look):
    seen = look(
        "MS. ADAMS: We will help. I am sure.\n\nQ Are you sure?\n\nMS. ADAMS: I am.",
        kind="transcript",
        side="CAN",
        title="Press Briefing by Press Secretary Laura Adams",
    )
    spoken = [(s.kind, s.speaker, s.question) for s in seen.reading.sentences]
    assert spoken == [
        ("label", "laura-adams", False),
        ("fact", "laura-adams", False),
        ("fact", "laura-adams", False),
        ("label", "reporter", True),
        ("question", "reporter", True),
        ("label", "laura-adams", False),
        ("fact", "laura-adams", False),
    ]
    assert seen.who("We") == "CAN"
    assert seen.who("I") == "laura-adams"
    assert seen.entities["laura-adams"].gender == "f"


def test_an_address_has_the_office_holder_of_its_date_as_speaker(look):
    text = " ".join(["Dear friends! I spoke today with our partners.", "We will not yield, and I know it."] * 4)
    seen = look(
        text,
        kind="statement",
        side="FRA",
        outlet="President of France",
        title="Address by the President of France",
        published="2010-05-06T10:00:00+02:00",
    )
    speaker = seen.entities[seen.reading.sentences[0].speaker]
    assert (speaker.country, speaker.known) == ("FRA", "Nicolas Sarkozy")
    assert seen.who("I") == speaker.id
    assert seen.who("We") == "FRA"


def test_the_president_in_a_text_of_ones_own_is_ones_own(look):
    seen = look(
        "President of Chile Ana Silva spoke with President of Peru Juan Rojas. "
        "The President thanked him. The Head of State was glad.",
        kind="readout",
        side="CHL",
    )
    assert seen.who("The President") == "ana-silva"
    assert seen.who("The Head of State") == "ana-silva"
    assert seen.who("him") == "juan-rojas"


def test_a_former_holder_is_not_the_present_one(look):
    seen = look("The former French president spoke.", published="2020-05-06T10:00:00+00:00")
    assert seen.entities[seen.who("The former French president")].known is None


def test_thanks_are_for_the_doings_of_whoever_is_thanked(look):
    seen = look("Peruvian President Juan Rojas thanked Chilean President Pablo Diaz for his help.")
    assert seen.who("his") == "pablo-diaz"


def test_it_means_the_subject_that_its_clause_hangs_on(look):
    assert look("Peru, which says Chile wants a port, said it would act.").who("it") == "PER"


def test_heads_of_state_are_no_envoys(look):
    seen = look(
        "Chilean President Ana Diaz met Peruvian Foreign Minister Juan Rojas. The two presidents will meet soon."
    )
    assert seen.who("The two presidents") is None


def test_both_sides_are_the_subjects_before_topics(look):
    seen = look("Peru praised Chile over Bolivia. Chile thanked Peru. Both sides will meet.")
    assert set(seen.entities[seen.who("Both sides")].members) == {"PER", "CHL"}


def test_a_holder_named_in_the_report_goes_before_the_table(look):
    text = (
        "Prime Minister Claire Roe telephoned her Norwegian counterpart on Tuesday. "
        "Canada's prime minister told reporters that the patrols would go on."
    )
    seen = look(text, published="2026-03-04T16:00:00-05:00")
    assert seen.entities["claire-roe"].country == "CAN"
    assert not any(e.known for e in seen.entities.values() if e.country == "CAN")
    two = look("Prime Minister Max Roy met Claire Roe. " + text, published="2026-03-04T16:00:00-05:00")
    assert two.entities["max-roy"].country is None
    assert any(e.known for e in two.entities.values() if e.country == "CAN")
