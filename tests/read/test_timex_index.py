"""Rules for time expressions are tried only where they can match, and lose nothing by it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.read.timex_index import DIGIT, index, needs, windows
from memcon.read.timex_rules import rule_index, rules, vocabulary

MONTHS = frozenset({"march", "may"})
MACROS = {"month": MONTHS}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("today", [{"today"}]),
        ("(?:late )?last night", [{"last"}, {"night"}]),
        ("(?:every|each)(?: other)? {month}", [{"every", "each"}, MONTHS]),
        (r"{month}\.? \d+", [MONTHS, {DIGIT}]),
        ("(?:{month} )?soon", [{"soon"}]),
        ("afterwards?", [{"afterward", "afterwards"}]),
        ("(?:that|the same) day", [{"that", "same"}, {"day"}]),
        ("{month}[ -]long", [MONTHS, {"long"}]),
        ("(?:on|in|) it", [{"it"}]),
        ("the(?:re)? day", [{"day"}]),
        ("(?<=on )the (?!end)", [{"the"}]),
        (r"\d?\d(?:st|nd)", [{DIGIT}]),
        ("{month}[ -]?long", []),
        ("(?:now|{month})", [{"now", "march", "may"}]),
        ("(?:now|{month})x", []),
    ],
)
def test_a_pattern_needs_what_is_not_optional(pattern: str, expected: list[set[str]]) -> None:
    assert list(needs(pattern, MACROS)) == [frozenset(e) for e in expected]


def test_a_rule_is_tried_around_the_scarcest_word() -> None:
    known = index([needs("the day", {}), needs("day", {}), ()])
    text = "the " * 400 + "very last day of " + "the " * 400
    one, two, three = windows(text, known)
    assert three is None
    assert one == two
    assert one is not None
    ((low, high),) = one
    assert low < text.index("day") < high < low + 250


def test_a_text_without_times_is_hardly_looked_at() -> None:
    text = "Ministers met their neighbours and spoke of trade with them. " * 80
    tried = sum(1 for places in windows(text, rule_index()) if places is None or places)
    assert tried <= 6


def test_most_rules_need_something() -> None:
    assert sum(not n for n in rule_index().by_rule) <= 4


OTHERS = """
the this that last next of in on at same day week year after before later earlier ago ahead to come
and a half quarter following previous prior soon just shortly now today tonight fiscal every other
from hence 2031 24 3rd 10 5:30 p.m. 1990s 30s 2031-05-04 05/04/2031 1/2 o'clock long Prague time
century quarter 14:30 8 pm 1400 hours 1980's
""".split()  # noqa: SIM905 (words are read better so)
WORDS = st.sampled_from(
    sorted(
        {
            *vocabulary().months,
            *vocabulary().weekdays,
            *vocabulary().units,
            *vocabulary().modifiers,
            *vocabulary().parts,
            *vocabulary().amounts,
            *list(vocabulary().numbers)[:12],
            *list(vocabulary().ordinals)[:6],
            *vocabulary().seasons,
            *OTHERS,
        }
    )
)
GLUE = st.sampled_from([" ", " ", " ", " ", "-", ", ", ". ", "", "\n"])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(WORDS, GLUE, st.booleans()), max_size=40))
def test_no_match_is_lost(parts: list[tuple[str, str, bool]]) -> None:
    lossless("".join((word.capitalize() if upper else word) + glue for word, glue, upper in parts))


@pytest.mark.parametrize(
    "text", ["late injan", "Late injan 2031", "the end ofmay 3", "midmarch", "the first week ofspring 2031"]
)
def test_no_match_is_lost_where_words_run_together(text: str) -> None:
    lossless(text)


def lossless(text: str) -> None:
    for rule, places in zip(rules(), windows(text, rule_index()), strict=True):
        if places is not None:
            near = [m.span() for low, high in places for m in rule.pattern.finditer(text, low, high)]
            assert near == [m.span() for m in rule.pattern.finditer(text)], rule.name
