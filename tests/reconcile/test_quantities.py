"""Figures of different reports about one act, and denials of it, set against each other."""

from __future__ import annotations

import pytest
from reconcile_maker import TOOL

from memcon.extract import extract
from memcon.model.memo import Memorandum, Report, Slot
from memcon.read import read
from memcon.reconcile import reconcile
from memcon.reconcile.bundle import Source
from memcon.reconcile.quantities import quantities, unit_class
from memcon.reconcile.standing import span


def source(text: str, name: str = "R1", published: str | None = None) -> Source:
    report = Report(id=name, file=f"{name}.txt", text=text, characters=len(text), published=published)
    reading = read(report)
    return Source(report=report, reading=reading, extraction=extract(report, reading))


def memo(*sources: Source) -> Memorandum:
    return reconcile(
        tuple(s.report for s in sources), tuple(s.reading for s in sources), tuple(s.extraction for s in sources), TOOL
    )


def slots(found: Memorandum, name: str) -> list[Slot]:
    return [s for e in found.events for s in e.slots if s.slot == name]


def test_a_figure_in_the_sentence_after_belongs_to_the_act_before() -> None:
    text = (
        "Peru bombed a camp near Iquitos on 3 May 2021. Officials said that between 40 and 60 rebels had been killed."
    )
    assert [q.normal for q in quantities(source(text))] == ["40..60 killed"]


def test_a_denial_that_anybody_died_is_a_figure_of_nought() -> None:
    text = (
        "Peru bombed a camp near Iquitos on 3 May 2021. Officials said that 40 rebels had been killed. "
        "Ecuador denied that anybody had died."
    )
    assert [q.normal for q in quantities(source(text))] == ["40 killed", "0 killed"]


def test_a_bare_number_after_figure_takes_the_unit_from_before() -> None:
    text = "Peru bombed a camp on 3 May 2021. Many rebels had been killed. A minister put the figure at 300."
    assert [q.normal for q in quantities(source(text))] == ["300 killed"]


def test_days_percentages_and_countries_are_no_figures_of_an_act() -> None:
    text = "Peru bombed a camp in two countries for three days, and prices rose by 4 percent."
    assert quantities(source(text)) == []


@pytest.mark.parametrize(
    ("normal", "low", "high"), [(">=20 ships", 20, float("inf")), ("250..350 killed", 250, 350), ("2 jets", 2, 2)]
)
def test_spans(normal: str, low: float, high: float) -> None:
    assert span(normal) == (low, high)


def test_jets_and_fighters_shot_down_are_one_unit() -> None:
    assert unit_class("jets") == unit_class("warplanes") == "aircraft"
    assert unit_class("jets") != unit_class("ships")


def test_different_exact_counts_of_different_origins_are_disputed() -> None:
    one = source("Chile shot down two Peruvian jets on 3 May 2021, the army said.", "R1")
    two = source("Chile shot down one Peruvian jet on 3 May 2021, the ministry said.", "R2")
    assert [s.standing for s in slots(memo(one, two), "amount")] == ["disputed"]


def test_bounds_that_meet_fit_together() -> None:
    one = source("Kenya will send more than 40 soldiers to Haiti in June 2024.", "R1")
    two = source("Kenya will send up to 60 soldiers to Haiti in June 2024.", "R2")
    found = slots(memo(one, two), "amount")
    assert [(s.standing, s.reason) for s in found] == [("compatible", "bound")]


def test_a_toll_that_rises_is_an_update() -> None:
    one = source("Chile shelled a Peruvian village, killing 12 people.", "R1", "2021-05-03T10:00+00:00")
    two = source("Chile shelled a Peruvian village, killing 15 people.", "R2", "2021-05-04T10:00+00:00")
    found = slots(memo(one, two), "amount")
    assert [(s.standing, s.reason) for s in found] == [("compatible", "update")]


def test_a_denied_act_is_disputed_with_every_report_that_takes_part() -> None:
    one = source("Chile shot down a Peruvian jet on 3 May 2021, Santiago said.", "R1")
    two = source("Lima rejects the Chilean claim of having shot down a Peruvian jet on 3 May 2021.", "R2")
    found = [s for s in slots(memo(one, two), "status") if s.standing == "disputed"]
    assert len(found) == 1
    assert {r for p in found[0].positions for r in p.reports} == {"R1", "R2"}


def test_a_part_of_the_people_and_figures_worlds_apart_are_no_dispute() -> None:
    whole = source("A bomb in Arica killed three people on 3 May 2021, the army said.", "R1")
    for other in ("killed two women", "killed 31,000 people"):
        part = source(f"A bomb in Arica {other} on 3 May 2021, the ministry said.", "R2")
        assert "disputed" not in [s.standing for s in slots(memo(whole, part), "amount")]
    clash = source("A bomb in Arica killed five people on 3 May 2021, the ministry said.", "R2")
    assert [s.standing for s in slots(memo(whole, clash), "amount")] == ["disputed"]
