"""Answers put together by their meaning, on invented questions."""

from __future__ import annotations

import numpy as np
import pytest

from memcon.reconcile.same_answer import Answer, content, features, figures, meanings

WHY = "Why did Norland close the strait?"
REASONS = [
    "because of a mine found near the lighthouse",
    "after a naval mine was found",
    "a drifting mine had been spotted",
    "to put pressure on Varna in the fishing talks",
    "as leverage in the talks over fishing with Varna",
    "in order to pressure Varna over fishing",
    "for the regatta",
]
HOW_LONG = "How long will the ban last?"


def test_reasons_are_put_together() -> None:
    found = meanings([Answer(WHY, r) for r in REASONS])
    assert len(set(found[:3])) == 1
    assert len(set(found[3:6])) == 1
    assert found[0] != found[3]


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("three years", "for three years", True),
        ("two years", "three years", False),
        ("until 2031", "until the end of 2032", False),
        ("six months", "six weeks", False),
    ],
)
def test_figures_decide(one: str, two: str, *, same: bool) -> None:
    found = meanings([Answer(HOW_LONG, one), Answer(HOW_LONG, two)])
    assert (found[0] == found[1]) is same


def test_the_order_of_answers_does_not_matter() -> None:
    given = [Answer(WHY, r) for r in REASONS]
    one = meanings(given)
    other = meanings(given[::-1])[::-1]
    assert [[a == b for b in one] for a in one] == [[a == b for b in other] for a in other]


@pytest.mark.parametrize("count", [0, 1])
def test_few_answers_have_one_meaning(count: int) -> None:
    assert meanings([Answer(WHY, r) for r in REASONS[:count]]) == [0] * count


def test_figures_are_amounts_with_units_and_years() -> None:
    assert figures("at least two weeks and 1,500 dollars until 2031") == (
        frozenset({(2.0, "week"), (1500.0, "dollar")}),
        frozenset({2031}),
    )
    assert figures("two ministers") == (frozenset(), frozenset())


def test_words_of_asking_are_no_content() -> None:
    assert content("How long will the strait be closed") == frozenset({"strait", "clos"})


def test_features_of_a_pair_are_finite() -> None:
    rows, cosine = features([Answer(WHY, "!"), Answer(WHY, REASONS[0])], np.array([0.1, 0.5]))
    assert rows.shape == (1, 7)
    assert np.isfinite(rows).all()
    assert -1 <= cosine[0] <= 1
