"""A draft in Markdown: signs are blanked, and every offset stays the draft's own."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.proof.draft import plain

MARKDOWN = st.text(alphabet=st.sampled_from("ab *_#>-[](){}!`~<>|:.\"'“”\n\t1é😀"), max_size=200)


@given(MARKDOWN)
def test_every_character_stays_where_it_is_or_is_blank(text: str) -> None:
    made = plain(text)
    assert len(made) == len(text)
    assert all(a in {b, " "} for a, b in zip(made, text, strict=True))
    assert made.count("\n") <= text.count("\n")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("# A *loud* heading", "A loud heading"),
        ("- first\n- second", "first second"),
        ("1. first\n2) second", "first second"),
        ("> She said so.", "She said so."),
        ("They [called](https://example.org/a_b) him.", "They called him."),
        ("They [called][1] him.\n\n[1]: https://example.org", "They called him."),
        ("Norway has expelled **two** of _them_.", "Norway has expelled two of them."),
        ("![a map](map.png) Here.", "Here."),
        ("One.[^1]\n\n[^1]: A note.", "One."),
        ("---\ntitle: x\n---\nText.", "Text."),
        ("Text.<br>More <!-- not this -->here.", "Text. More here."),
        ("a_b_c and 2*3*4", "a_b_c and 2*3*4"),
        ("* * *", ""),
        ("Before.\n```\nx = 1\n```\nAfter.", "Before. After."),
        ("```\nnever closed", ""),
        ("| crew | 23 |\n|---|:-:|\n| held | 14 |", "crew 23 held 14"),
    ],
)
def test_what_is_read_of_markdown(written: str, read: str) -> None:
    assert " ".join(plain(written).split()).replace(" .", ".") == read


@pytest.mark.parametrize("sign", ["- ", "> ", "*", "|", "|--", "```\n", "[", "<", "`a", "[a](", "# "])
def test_a_hostile_draft_costs_its_length(sign: str) -> None:
    began = time.process_time()
    plain(sign * 20_000)
    assert time.process_time() - began < 20


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("They spoke by telephone in the\nmiddle of April.", "They spoke by telephone in the middle of April."),
        ("A title\nThe text.", "A title\nThe text."),
        ("They met.\nThey spoke.", "They met.\nThey spoke."),
        ("> He said that they had\n> not met.", "  He said that they had   not met."),
        ("- an item that goes\n  on here\n- another", "  an item that goes   on here\n  another"),
        ("They spoke by telephone,\r\nMalta said.", "They spoke by telephone,  Malta said."),
    ],
)
def test_a_line_break_within_a_sentence_is_a_blank(written: str, read: str) -> None:
    assert plain(written) == read
