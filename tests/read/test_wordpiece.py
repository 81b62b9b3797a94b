import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.read.wordpiece import UNKNOWN, pieces, vocabulary

# What the tokenizers library (0.23) gives for the same vocabulary.
KNOWN = [
    (
        "Zürich’s “coöperation” isn't over—U.S.–Japan talks: €3.5m (co-ordinated).",
        "zurich ’ s “ cooperation ” isn ' t over — u . s . – japan talks : € ##3 . 5 ##m ( co - or ##dina ##ted ) .",
        [(0, 6), (6, 7), (7, 8), (9, 10), (10, 21), (21, 22), (23, 26), (26, 27), (27, 28), (29, 33)],
    ),
    (
        "Señor Núñez\u00a0met Ōta\u200b in Tōkyō 2026-11-25",
        "sen ##or nunez met ot ##a in tokyo 202 ##6 - 11 - 25",
        [(0, 3), (3, 5), (6, 11), (12, 15), (16, 18), (18, 19), (21, 23), (24, 29), (30, 33), (33, 34)],
    ),
    ("外相 said: no", "外 相 said : no", [(0, 1), (1, 2), (3, 7), (7, 8), (9, 11)]),
    (
        "antidisestablishmentarianism ☃ ok",
        "anti ##dis ##est ##ab ##lish ##ment ##arian ##ism [UNK] ok",
        [(0, 4), (4, 7), (7, 10), (10, 12), (12, 16), (16, 20), (20, 25), (25, 28), (29, 30), (31, 33)],
    ),
]


@pytest.mark.parametrize(("text", "words", "places"), KNOWN)
def test_pieces_are_those_of_the_library(text, words, places):
    names = {number: piece for piece, number in vocabulary().items()}
    found = pieces(text)
    assert " ".join(names[k] for k in found.ids) == words
    assert list(zip(found.starts, found.ends, strict=True))[: len(places)] == places


def test_a_very_long_word_is_one_unknown_piece():
    assert pieces("a" * 101).ids == (UNKNOWN,)
    assert UNKNOWN not in pieces("a" * 100).ids


@given(st.text(max_size=60))
def test_places_are_in_order_and_inside_the_text(text):
    found = pieces(text)
    assert all(0 <= a < b <= len(text) for a, b in zip(found.starts, found.ends, strict=True))
    assert list(found.starts) == sorted(found.starts)


@given(st.text(alphabet="abcdefghijklmnop ", max_size=60))
def test_plain_words_are_covered_whole(text):
    found = pieces(text)
    covered = {k for a, b in zip(found.starts, found.ends, strict=True) for k in range(a, b)}
    assert covered == {k for k, c in enumerate(text) if c != " "}


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll"], max_codepoint=0x17F), max_size=30))
def test_accents_and_case_change_nothing(text):
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn").lower()
    assert pieces(text).ids == pieces(plain).ids
