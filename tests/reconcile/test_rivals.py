"""Figures, days and places on which the reports of one act differ are one slot in dispute; what may fit is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from memcon.model.memo import Event, Memorandum, Slot
from memcon.pipeline import brief

SIDES = """\
- {file: 1.txt, outlet: Ministry of Norway, side: NOR, kind: readout, published: "2026-09-15T19:00:00+02:00"}
- {file: 2.txt, outlet: Ministry of Chile, side: CHL, kind: readout, published: "2026-09-16T10:00:00-03:00"}
"""


def told(folder: Path, *texts: str, sides: str = SIDES) -> Memorandum:
    for n, text in enumerate(texts, 1):
        (folder / f"{n}.txt").write_text(text, "utf-8")
    (folder / "reports.yaml").write_text(sides, "utf-8")
    return brief(folder)


def slots(memo: Memorandum, name: str, standing: str = "disputed") -> list[tuple[Event, Slot]]:
    return [(e, s) for e in memo.events for s in e.slots if s.slot == name and s.standing == standing]


def values(found: Slot) -> dict[str, set[str]]:
    out: dict[str, set[str]] = {}
    for position in found.positions:
        for report in position.reports:
            out.setdefault(report, set()).add(position.value)
    return out


ONE = """\
Foreign Minister Kari Lund of Norway met with Foreign Minister Diego Rojas of Chile in Oslo on 15 September 2026.

The foreign ministers of Norway and Chile will meet in {place} on {day} October 2026.

Norway promised {figure} scholarships to Chilean students.
"""


@pytest.fixture(scope="module")
def rival(tmp_path_factory: pytest.TempPathFactory) -> Memorandum:
    """Two readouts of one meeting that differ in a figure, a day and a place."""
    folder = tmp_path_factory.mktemp("rival")
    one = ONE.format(place="Bergen", day=12, figure=200)
    two = ONE.replace("met with", "held talks with").format(place="Santiago", day=19, figure=150)
    return told(folder, one, two)


def test_a_figure_told_in_two_ways_is_one_slot_in_dispute(rival: Memorandum) -> None:
    ((_, slot),) = slots(rival, "amount")
    found = values(slot)
    assert "200" in min(found["R1"])
    assert "150" in min(found["R2"])
    assert slot.explanation


def test_scholarships_to_students_are_not_students(rival: Memorandum) -> None:
    ((_, slot),) = slots(rival, "amount")
    assert {(p.normal or "").split()[-1] for p in slot.positions} == {"scholarships"}


def test_a_meeting_to_come_on_two_days_in_two_towns_is_one_meeting(rival: Memorandum) -> None:
    ((event, slot),) = slots(rival, "time")
    assert event.status == "planned"
    assert set(values(slot)) == {"R1", "R2"}
    ((same, place),) = slots(rival, "place")
    assert same.id == event.id
    assert values(place) == {"R1": {"Bergen"}, "R2": {"Santiago"}}


def test_two_meetings_that_one_report_knows_of_stay_two(tmp_path: Path) -> None:
    one = ONE.format(place="Bergen", day=12, figure=200)
    two = ONE.format(place="Santiago", day=19, figure=200)
    two += "\nThe foreign ministers of Norway and Chile will also meet in Bergen on 12 October 2026.\n"
    assert not slots(told(tmp_path, one, two), "time")


def test_nine_handed_over_are_nine_and_not_more_than_nine(tmp_path: Path) -> None:
    one = "Norway will hand over nine fishermen to Chile. The minister met Chilean diplomats in Oslo."
    two = "Norway will hand over seven fishermen to Chile. Chilean diplomats met the minister in Oslo."
    ((_, slot),) = slots(told(tmp_path, one, two), "amount")
    assert {p.normal for p in slot.positions} == {"9 people", "7 people"}


def test_the_month_of_a_plan_without_a_year_is_the_next_such_month(tmp_path: Path) -> None:
    one = "The foreign ministers of Norway and Chile met in Oslo. They will meet in Bergen in April 2027."
    two = "The foreign ministers of Chile and Norway met in Oslo. They will meet in Bergen in April."
    memo = told(tmp_path, one, two)
    to_come = [e for e in memo.events if e.status == "planned" and e.type == "CONSULT"]
    assert [e.reports for e in to_come] == [("R1", "R2")]


def test_a_promise_made_and_what_would_be_given_are_one(tmp_path: Path) -> None:
    one = "Norway will offer 200 scholarships to Chilean students. The ministers met in Oslo."
    two = "Norway pledged 150 scholarships for Chilean students. The ministers met in Oslo."
    ((event, slot),) = slots(told(tmp_path, one, two), "amount")
    assert event.reports == ("R1", "R2")
    assert {p.normal for p in slot.positions} == {"200 scholarships", "150 scholarships"}


def test_three_accounts_of_one_opening_on_two_days_are_one(tmp_path: Path) -> None:
    one = (
        "The Norwegian Embassy in Santiago will reopen on 1 March 2027. The ministers of Norway and Chile met in Oslo."
    )
    two = "Chile welcomed Norway's decision to reopen its embassy in Santiago on 15 March 2027."
    two += " The ministers of Norway and Chile met in Oslo."
    ((event, slot),) = slots(told(tmp_path, one, two), "time")
    assert event.status == "planned"
    assert set(values(slot)) == {"R1", "R2"}


def test_how_long_a_clash_lasted_is_told_of_the_clash(tmp_path: Path) -> None:
    one = "Norwegian soldiers clashed with Chilean soldiers on the ice on Monday. The clash lasted 40 minutes."
    two = "Chilean soldiers clashed with Norwegian soldiers on the ice on Monday. The clash lasted two hours."
    ((_, slot),) = slots(told(tmp_path, one, two), "duration")
    assert {p.normal for p in slot.positions} == {"PT40M", "PT2H"}


def test_waters_of_two_states_are_not_one_place(tmp_path: Path) -> None:
    one = "Norway seized a Chilean trawler in Argentine waters on Monday."
    two = "Norway seized a Chilean trawler in Peruvian waters on Monday."
    found = [s for e in told(tmp_path, one, two).events for s in e.slots if s.slot == "place"]
    assert [s.standing for s in found] == ["disputed"]


def test_what_nobody_is_named_for_finds_its_act_by_a_word_beside_its_noun(tmp_path: Path) -> None:
    one = "The area of the wreck has been closed to trawlers until 25 May. The ministers met in Oslo."
    two = "Norway has closed a circle of sea to Chilean trawlers until 25 May. The ministers met in Oslo."
    closed = [e for e in told(tmp_path, one, two).events if any("closed" in m.trigger.quote for m in e.mentions)]
    assert [e.reports for e in closed] == [("R1", "R2")]


MET = " The ministers of Norway and Chile met in Oslo on Monday."


def test_two_things_halted_by_one_hand_are_two(tmp_path: Path) -> None:
    one = "Norway has suspended the work of the direct line with the Chilean coast guard set up in 2013." + MET
    two = "Norway has closed a circle of sea to trawlers and cargo ships near the island." + MET
    halted = [e for e in told(tmp_path, one, two).events if e.type == "SANCTION"]
    assert [e.reports for e in halted] == [("R1",), ("R2",)]


def test_who_died_in_an_attack_may_be_told_a_paragraph_later(tmp_path: Path) -> None:
    one = "A bomb exploded in the port of Arica on Monday. Eleven soldiers were killed." + MET
    two = "A bomb exploded in the port of Arica on Monday.\n\nThe ministry said that 14 soldiers had died." + MET
    found = [
        p.normal for e in told(tmp_path, one, two).events for s in e.slots if s.slot == "amount" for p in s.positions
    ]
    assert sorted(n or "" for n in found) == ["11 killed", "14 killed"]
