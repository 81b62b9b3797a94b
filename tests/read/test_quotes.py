import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.read.quotes import glued_marks, quote_spans
from memcon.read.turns import paragraphs


def quoted(text):
    return [text[a:b] for a, b in quote_spans(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She called it “a good talk” and left.", ["a good talk"]),
        ('He spoke of"grave" errors.', ["grave"]),
        ("The ministers’ talks and Peru’s reply.", []),
        ("They don't agree on the allies' support.", []),
        ("‘We will not move,’ he said.", ["We will not move,"]),
        ("'We won't move,' he said.", ["We won't move,"]),
        ("“He told me ‘never again’ twice,” she said.", ["He told me ‘never again’ twice,", "never again"]),
        ('"One," he said, "and two."', ["One,", "and two."]),
        ("«Nous verrons», dit-il.", ["Nous verrons"]),
        ("„Wir werden sehen“, sagte er.", ["Wir werden sehen"]),
    ],
)
def test_spans(text, found):
    assert quoted(text) == found


def test_a_quotation_over_two_paragraphs():
    text = "“We began early.\n\n“We ended late,” she said."
    assert quoted(text) == ["We began early.", "We ended late,"]


def test_a_mark_never_closed_is_no_quotation():
    assert quoted('The 12" pipe burst.\nNothing else.') == []


def test_glued_marks_are_pulled_apart():
    text = 'of"grave" errors'
    assert glued_marks(text, quote_spans(text, paragraphs(text))) == frozenset({2})


@given(st.text(alphabet="ab .,“”\"'’‘\n", max_size=120))
def test_spans_are_inside_and_without_white_space_at_their_ends(text):
    for a, b in quote_spans(text, paragraphs(text)):
        assert 0 <= a < b <= len(text)
        assert not text[a].isspace()
        assert not text[b - 1].isspace()
