from hypothesis import given
from hypothesis import strategies as st

from memcon.read.fold import ascii_marks, fold, plain


def test_marks_become_ascii_one_for_one():
    assert ascii_marks("a – “b” ’c’ d") == "a - \"b\" 'c' d"


def test_plain_drops_accents_and_keeps_length():
    text = "Plenković à la Ærø"
    assert plain(text) == "Plenkovic a la Æro"
    assert len(plain(text)) == len(text)


def test_a_glued_mark_gets_a_space_and_offsets_still_point_home():
    text = 'as"harsh" words'
    folded = fold(text, 0, len(text), apart=frozenset({2}))
    assert folded.text == 'as "harsh" words'
    at = folded.text.index("harsh")
    start, end = folded.source(at, at + 5)
    assert text[start:end] == "harsh"


def test_invisible_characters_are_left_out():
    text = "sanc\u00adtions\u200b now"
    folded = fold(text, 0, len(text))
    assert folded.text == "sanctions now"
    start, end = folded.source(0, len("sanctions"))
    assert text[start:end] == "sanc\u00adtions"


@given(st.text(max_size=300))
def test_offsets_never_go_back_and_stay_inside(text):
    folded = fold(text, 0, len(text))
    assert len(folded.text) == len(folded.offsets)
    assert all(a <= b for a, b in zip(folded.offsets, folded.offsets[1:], strict=False))
    assert all(0 <= o < len(text) for o in folded.offsets)
    assert len(plain(text)) == len(text)


def test_marks_of_emphasis_are_left_out_and_other_asterisks_stay():
    text = "the vessel *Star of Peru* was **not** boarded; 3 * 4 * 5, * a list"
    folded = fold(text, 0, len(text))
    assert folded.text == "the vessel Star of Peru was not boarded; 3 * 4 * 5, * a list"
    at = folded.text.index("Star")
    start, end = folded.source(at, at + len("Star of Peru"))
    assert text[start:end] == "Star of Peru"
