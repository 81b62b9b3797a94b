"""Figures: what is counted, how many, and the bound on it."""

from __future__ import annotations

import pytest

from memcon.model.memo import Report
from memcon.proof.figures import Figure, dropped, fits, same_unit
from memcon.proof.figures import figures as found
from memcon.proof.record import page


def figure(text: str) -> Figure:
    """The one figure of a sentence."""
    made = page(Report(id="R1", file="a.txt", text=text, characters=len(text)))
    got = found(made.graph, 0, len(made.graph.tokens), made.reading.timexes)
    assert len(got) == 1, got
    return got[0]


@pytest.mark.parametrize(
    ("text", "low", "bound", "unit"),
    [
        ("At least 600 containers are waiting.", 600, ">=", "container"),
        ("Some 40 soldiers were seen.", 40, "~", "soldier"),
        ("The duties are up to 25 percent.", 25, "<=", "percent"),
        ("Canada offered $40 million.", 40e6, "", "USD"),
        ("Almost a third of the ships left.", 100 / 3, "~", "percent"),
        ("Thousands of protesters marched.", 2000, ">=", "protester"),
        ("It took seven hours.", 7, "", "hour"),
        ("Exactly 12 sailors came home.", 12, "=", "sailor"),
        ("Two inspectors were hurt.", 2, "", "inspector"),
    ],
)
def test_what_a_figure_says(text: str, low: float, bound: str, unit: str) -> None:
    got = figure(text)
    assert got.low == pytest.approx(low, rel=0.01)
    assert (got.bound, got.shown) == (bound, unit)


def test_the_two_countries_and_a_day_are_no_figures() -> None:
    made = page(Report(id="R1", file="a.txt", text="The two ministers met on 24 May.", characters=32))
    assert found(made.graph, 0, len(made.graph.tokens), made.reading.timexes) == []


@pytest.mark.parametrize(
    ("draft", "source", "held", "lost"),
    [
        ("600 containers waited.", "At least 600 containers waited.", True, True),
        ("At least 600 containers waited.", "At least 600 containers waited.", True, False),
        ("More than 500 containers waited.", "At least 600 containers waited.", True, False),
        ("More than 700 containers waited.", "Exactly 600 containers waited.", False, False),
        ("250 containers waited.", "600 containers waited.", False, False),
        ("About 600 containers waited.", "More than 600 containers waited.", True, False),
    ],
)
def test_whether_a_figure_holds_and_keeps_its_bound(draft: str, source: str, held: bool, lost: bool) -> None:
    one, two = figure(draft), figure(source)
    assert same_unit(one, two)
    assert (fits(one, two), dropped(one, two)) == (held, lost)
