from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from memcon.coder.scan import plain_report
from memcon.read import read
from memcon.read.encoder_said import MOST, listened, look, roles, said, tags, windows
from memcon.read.wordpiece import pieces

TEXT = (
    "Norway’s prime minister said on Monday that the talks in Lima had failed.\n\n"
    "Peru’s foreign ministry denied the report. “We are still at the table,” spokesman Hugo Paz told reporters.\n"
)


def test_a_cue_with_its_source_and_content():
    found = max((s for s in said(TEXT) if TEXT[slice(*s.cue)].startswith("said")), key=lambda s: s.score)
    assert found.score > 0.5
    assert any("prime minister" in TEXT[a:b] for a, b in found.source)
    assert any("the talks in Lima had failed" in TEXT[a:b] for a, b in found.content)


def test_a_quotation_before_its_speaker():
    found = max((s for s in said(TEXT) if TEXT[slice(*s.cue)].startswith("told")), key=lambda s: s.score)
    assert any("Hugo Paz" in TEXT[a:b] for a, b in found.source)
    assert any("still at the table" in TEXT[a:b] for a, b in found.content)


def test_places_hold_for_the_second_paragraph():
    for spoken in said(TEXT):
        for a, b in (spoken.cue, *spoken.source, *spoken.content):
            assert 0 <= a < b <= len(TEXT)
            assert TEXT[a:b] == TEXT[a:b].strip()


def test_nothing_is_said_in_no_text():
    assert said("") == ()
    assert said("\n \n") == ()


def test_reading_twice_gives_the_same():
    assert said(TEXT) == said(TEXT)


def test_shares_sum_to_one():
    window = look("The minister said that the port was open.")
    assert tags(window).shape == (len(window.starts), 4)
    shares = roles(window, [[2], [4, 5]])
    assert shares.shape == (2, len(window.starts), 4)
    assert abs(shares.sum(axis=-1) - 1).max() < 1e-5


@given(
    st.lists(
        st.sampled_from(["word ", "Peace talks. ", "\n", "\n\n", "“No,” he said. ", "x" * 130 + " "]), max_size=120
    )
)
def test_windows_cover_all_words_in_order_and_none_is_too_long(parts):
    text = "".join(parts)
    found = windows(text)
    assert all(a < b for a, b in found)
    assert all(left[1] <= right[0] for left, right in pairwise(found))
    assert all(len(pieces(text[a:b]).ids) <= MOST for a, b in found)
    inside = sum(len(pieces(text[a:b]).ids) for a, b in found)
    assert inside == len(pieces(text).ids)


def test_listening_only_adds_signals():
    before = read(plain_report(TEXT))
    after = listened(before)
    assert before.signals == ()
    assert after.signals == said(TEXT)
    assert after.tokens == before.tokens
