import pytest

from memcon.read.sentences import boundaries, is_boilerplate, is_heading


@pytest.mark.parametrize(
    "line",
    [
        "Discussion",
        "Read more: Ten things about fish",
        "© 2031 The Daily Fish. All rights reserved.",
        "12:41 P.M. EST",
        "Via Teleconference",
        "Share | Tweet | Print",
        "Subscribe to our newsletter",
        "END 3:52 P.M. EST",
        "(Laughter.)",
        "By Ana Gomez",
    ],
)
def test_boilerplate(line):
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "Discussion of the treaty went on all night.",
        "By Friday the talks had ended.",
        "Share prices fell after the call.",
        "The statement was read at 12:41 p.m.",
        "Peru and Chile signed the accord.",
    ],
)
def test_not_boilerplate(line):
    assert not is_boilerplate(line)


def test_headings():
    assert is_heading("Outlook for the fish trade", followed=True)
    assert not is_heading("Outlook for the fish trade", followed=False)
    assert not is_heading("They met on Monday.", followed=True)


def test_marks_of_tokens():
    tokens = ["Mr.", "Diaz", "met", "him", ".", "They", "talked", "."]
    assert boundaries(tokens) == [True, False, False, False, False, True, False, False]


def test_abbreviations_do_not_end_sentences(look):
    seen = look("Mr. Diaz flew to the U.S. on Monday. He met Gen. Adams at 9 a.m. in the U.S. The talks were short.")
    assert seen.sentences() == [
        "Mr. Diaz flew to the U.S. on Monday.",
        "He met Gen. Adams at 9 a.m. in the U.S.",
        "The talks were short.",
    ]


def test_a_quoted_question_before_its_speaker_is_one_sentence(look):
    seen = look('"Will they come?" Mr. Diaz asked. "I hope so." She left.')
    assert seen.sentences()[0] == '"Will they come?" Mr. Diaz asked.'
    assert seen.sentences()[-1] == "She left."


def test_a_letter_may_end_a_sentence(look):
    assert look('"We agreed," he wrote on X. "I thank him."').sentences() == [
        '"We agreed," he wrote on X.',
        '"I thank him."',
    ]


def test_paragraphs_always_end_sentences(look):
    body = "The two sides met in the old town hall on Monday and talked for six hours about fish and ships."
    seen = look(f"Fish and ships\n{body}\nDiscussion")
    assert [s.kind for s in seen.reading.sentences] == ["heading", "fact", "boilerplate"]
