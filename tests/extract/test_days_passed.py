"""Days that the parse hangs on another word, and days that are only aimed at; times counted from a report's own day."""

from __future__ import annotations

from datetime import datetime

import pytest
from tests.extract.acts_reader import act, countries, found, mentions

from memcon.read.types import Timex
from memcon.reconcile.untied import untied


def dates(text: str, words: str) -> list[str]:
    timexes = found(text)[0].timexes
    return [text[timexes[n].start : timexes[n].end] for n in act(text, words).times]


@pytest.mark.parametrize(
    ("words", "day", "text"),
    [
        ("meet", "Monday", "Canada's minister travelled to Washington on Monday to meet the US trade representative."),
        (
            "talks",
            "Sunday",
            "Israel's prime minister sent his adviser to Cairo on Sunday for talks with Egypt's minister.",
        ),
        ("declared", "Monday", "Ethiopia declared two Egyptian diplomats persona non grata on Monday."),
        (
            "signing",
            "25 March",
            "The signing of the deal between Chile and Peru, set for Tuesday, was put off to 25 March.",
        ),
    ],
)
def test_a_day_is_of_the_act(words: str, day: str, text: str) -> None:
    assert dates(text, words) == [day]


def test_a_summons_is_not_on_the_day_for_which_it_is() -> None:
    assert not dates("Japan summoned the Chinese ambassador for Friday.", "summoned")
    assert dates("Japan summoned the Chinese ambassador on Friday.", "summoned") == ["Friday"]


def test_what_one_is_due_for_is_to_come() -> None:
    text = "Iran's deputy foreign minister is due in Geneva on Monday for talks with Oman's minister."
    assert act(text, "talks").status == "planned"
    assert dates(text, "talks") == ["Monday"]


def timex(text: str) -> Timex:
    (one,) = found(text)[0].timexes
    return one


NOW = datetime(2026, 3, 12, 12)  # noqa: DTZ001 - wall clock, as the calendar has it


def test_overnight_without_a_day_is_the_night_before_the_report() -> None:
    local = untied(timex("Drones hit Kharkiv overnight."), NOW, to_come=False)
    assert local is not None
    assert local.low == datetime(2026, 3, 11, 21)  # noqa: DTZ001
    assert local.high == datetime(2026, 3, 12, 8)  # noqa: DTZ001


def test_the_previous_week_without_a_day_is_the_one_before_the_report() -> None:
    said = timex("Kenya's president met Somalia's the previous week.")
    local = untied(said, NOW, to_come=False)
    assert local is not None
    assert (local.low, local.high) == (datetime(2026, 3, 2), datetime(2026, 3, 9))  # noqa: DTZ001
    assert untied(said, None, to_come=False) is None
    assert untied(said, NOW, to_come=True) is None


def test_a_plan_that_its_host_moves_is_a_visit_to_the_host() -> None:
    text = (
        "Indonesia has moved up the state visit of Indian Prime Minister Arjun Rao by five days, to Oct. 16. "
        "Rao had been expected on Oct. 21."
    )
    visit = act(text, "state visit")
    assert countries(text, visit.recipients) == {"IDN"}
    assert visit.moved
    assert dates(text, "state visit") == ["Oct. 16"]
    assert len(visit.former) == 1
    assert not [m for m in mentions(text) if m.type == "MOBILIZE"]


def test_a_date_that_was_announced_and_holds_no_more() -> None:
    text = (
        "Prime Minister Arjun Rao of India will now be in Indonesia on 16 October and not, as announced, on the 21st."
    )
    visit = act(text, "be in")
    assert dates(text, "be in")[-1] == "16 October"
    assert [text[slice(*span)] for span in former(text, "be in")] == ["the 21st"]
    assert visit.noun == "visit"


def former(text: str, words: str) -> list[tuple[int, int]]:
    timexes = found(text)[0].timexes
    return [(timexes[n].start, timexes[n].end) for n in act(text, words).former]


def test_two_of_two_states_are_told_apart_at_a_semicolon() -> None:
    text = "Ingrid Moe of Norway saw Nimal Perera of Sri Lanka; Lars Holm of Denmark saw Aminath Didi of the Maldives."
    seen = [m for m in mentions(text) if m.type == "CONSULT"]
    assert [countries(text, m.actors) for m in seen] == [{"NOR", "LKA"}, {"DNK", "MDV"}]
