"""Links to the words at the source."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.present.fragments import address, at_source

URL = "https://news.example/a?b=1"
TEXT = (
    "The minister spoke on Monday. He left on Tuesday. "
    "Later he spoke on Monday again, and twice-told tales, they say, end."
)


def link(quote: str, text: str = TEXT, url: str = URL, start: int | None = None) -> str:
    place = text.index(quote) if start is None else start
    return at_source(url, text, place, place + len(quote))


def test_a_passage_is_named_by_its_words() -> None:
    assert link("He left on Tuesday") == f"{URL}#:~:text=He%20left%20on%20Tuesday"


def test_signs_of_the_directive_are_encoded() -> None:
    assert link("twice-told tales, they").endswith("text=twice%2Dtold%20tales%2C%20they")
    assert "%26" in link("a & b", "x a & b y")


def test_a_passage_that_stands_twice_gets_a_neighbour() -> None:
    assert link("spoke on Monday").endswith(":~:text=minister-,spoke%20on%20Monday")
    second = TEXT.rindex("spoke on Monday")
    assert link("spoke on Monday", start=second).endswith(":~:text=he-,spoke%20on%20Monday")


def test_a_long_passage_and_one_over_lines_go_by_their_ends() -> None:
    text = "One two three four five " + "six " * 60 + "seven eight nine ten eleven."
    assert at_source(URL, text, 0, len(text)).endswith(
        "text=One%20two%20three%20four%20five,seven%20eight%20nine%20ten%20eleven."
    )
    assert link("First line\nSecond line", "First line\nSecond line").endswith("text=First%20line,Second%20line")


def test_half_a_word_is_made_whole() -> None:
    assert link("eft on Tues").endswith("text=left%20on%20Tuesday")


def test_a_fragment_of_its_own_is_kept_and_a_directive_is_not() -> None:
    assert link("Tuesday", url="https://a.example/x#part") == "https://a.example/x#part:~:text=Tuesday"
    assert link("Tuesday", url="https://a.example/x#:~:text=foo") == "https://a.example/x#:~:text=Tuesday"


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JavaScript:alert(1)//https://a.example",
        "data:text/html,x",
        "//a.example/x",
        "https:///x",
        "https://bank.example@evil.example/",
        "https://a.example/a b",
        "https://a.example/\nx",
        "ftp://a.example/x",
        "https://[bad",
        "https://a.example:port/",
        "\x01https://a.example",
    ],
)
def test_an_address_that_is_not_plain_web_gives_no_link(url: str | None) -> None:
    assert address(url) is None
    assert at_source(url, TEXT, 0, 10) == ""


def test_signs_that_end_an_attribute_are_encoded() -> None:
    found = address("https://a.example/\"><script>alert('x')</script>(y)")
    assert found is not None
    assert not set("\"'<>()") & set(found)


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_any_text_gives_a_clean_link_or_none(text: str, start: int, end: int) -> None:
    found = at_source(URL, text, min(start, end), max(start, end))
    if found:
        fragment = urlsplit(found).fragment
        assert fragment.startswith(":~:text=")
        assert not set(fragment) & set(" \n\"'<>&#")
        # the last term is in the text, spaces aside
        term = unquote(next(t for t in fragment[8:].split(",") if not t.endswith("-")))
        assert "".join(term.split()) in "".join(text.split())
