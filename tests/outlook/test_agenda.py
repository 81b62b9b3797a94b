"""The agenda: what is scheduled, what became of it, and the calendar of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar

from memcon.model.memo import Memorandum
from memcon.outlook import agenda
from memcon.outlook.calendar import calendar, check, status, why_todo
from memcon.outlook.types import Agenda, Plan
from memcon.pipeline import brief
from tests.outlook.made import write

STAMP = datetime(2026, 5, 12, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def found(story: Memorandum) -> Agenda:
    return agenda([story])


def plan(found: Agenda, words: str) -> Plan:
    return next(p for p in found.plans if words in p.label)


def test_a_visit_that_moved_was_confirmed_and_held(found: Agenda) -> None:
    visit = plan(found, "visit to Estonia")
    assert visit.state == "held"
    assert [(m.from_words, m.to_words, m.cite.file) for m in visit.moves] == [("12 March", "19 March", "02-ledger.txt")]
    assert visit.when == "Thu 19 Mar 2026"
    assert visit.zone == "Europe/Tallinn"
    assert any("confirmed" in r for r in visit.reasons)
    assert visit.sequence == 1
    assert visit.held is not None


def test_a_visit_that_nobody_tells_of_again_is_overdue(found: Agenda) -> None:
    trip = plan(found, "Brussels")
    assert trip.state == "overdue"
    assert not trip.certain
    assert any(r.startswith("overdue") for r in trip.reasons)


def test_before_its_day_nothing_is_overdue(story: Memorandum) -> None:
    early = agenda([story], now=datetime(2026, 3, 19, 12, tzinfo=UTC))
    assert plan(early, "Brussels").state == "scheduled"


def test_a_trip_called_off(found: Agenda) -> None:
    trip = plan(found, "trip to Moscow")
    assert trip.state == "cancelled"
    assert trip.earliest is None
    assert any("cancelled a trip to Moscow" in r for r in trip.reasons)


def test_a_meeting_without_a_date_is_tentative(found: Agenda) -> None:
    meeting = plan(found, "foreign ministers meeting")
    assert (meeting.state, meeting.certain, meeting.when) == ("scheduled", False, "no date")
    assert "tentative: no date" in meeting.reasons


def test_what_hangs_on_a_condition_is_no_entry(found: Agenda) -> None:
    assert not any("closes the strait" in p.label for p in found.plans)


def test_days_asked_for(story: Memorandum) -> None:
    march = agenda([story], since=date(2026, 3, 20), until=date(2026, 3, 31))
    assert plan(march, "Brussels") in march.plans
    assert all("2026-03-19" < (p.earliest or "")[:10] < "2026-04-01" for p in march.plans)
    assert any("undated" in n for n in march.notes)


def test_the_uid_stays_and_the_sequence_rises_as_reports_come(tmp_path: Path) -> None:
    first = agenda([brief([str(write(tmp_path, ["01-wire.txt"]))])])
    second = agenda([brief([str(write(tmp_path, ["02-ledger.txt", "03-wire.txt"]))])])
    one, two = plan(first, "visit to Estonia"), plan(second, "visit to Estonia")
    assert one.uid == two.uid
    assert (one.sequence, two.sequence) == (0, 1)
    assert one.state == "scheduled"
    assert two.state in {"moved", "confirmed"}


def entries(text: str) -> dict[str, object]:
    return {str(c["SUMMARY"]): c for c in Calendar.from_ical(text).walk() if c.name in {"VEVENT", "VTODO"}}


def test_the_calendar_reads_back(found: Agenda) -> None:
    text = calendar(found, stamp=STAMP)
    assert calendar(found, stamp=STAMP) == text
    assert check(text, found.plans) == []
    there = entries(text)
    assert len(there) == len(found.plans)
    visit = there[plan(found, "visit to Estonia").label]
    assert visit.name == "VEVENT"  # type: ignore[attr-defined]
    assert visit["DTSTART"].dt == date(2026, 3, 19)  # type: ignore[index]
    assert visit["DTEND"].dt == date(2026, 3, 20)  # type: ignore[index]
    assert visit["SEQUENCE"] == 1  # type: ignore[index]
    assert "moved from 12 March to 19 March" in visit["DESCRIPTION"]  # type: ignore[index]
    meeting = there[plan(found, "foreign ministers meeting").label]
    assert meeting.name == "VTODO"  # type: ignore[attr-defined]
    assert "DTSTART" not in meeting  # type: ignore[operator]
    assert meeting["STATUS"] == "NEEDS-ACTION"  # type: ignore[index]


def test_the_words_of_sureness(found: Agenda) -> None:
    trip = plan(found, "Brussels")
    assert status(trip) == "TENTATIVE"
    assert status(replace(trip, state="confirmed", certain=True)) == "CONFIRMED"
    assert status(replace(trip, state="cancelled")) == "CANCELLED"
    assert status(replace(trip, state="scheduled", certain=False)) == "TENTATIVE"


def test_an_hour_has_its_zone_defined(found: Agenda) -> None:
    trip = replace(
        plan(found, "Brussels"),
        earliest="2026-07-20T14:00+02:00",
        latest="2026-07-20T16:00+02:00",
        precision="part-of-day",
        state="scheduled",
    )
    text = calendar(replace(found, plans=(trip,)), stamp=STAMP)
    assert "DTSTART;TZID=Europe/Brussels:20260720T140000" in text
    assert "BEGIN:VTIMEZONE" in text
    assert "TZID:Europe/Brussels" in text


def test_a_year_is_a_to_do_and_a_month_is_days(found: Agenda) -> None:
    year = replace(
        plan(found, "Brussels"), earliest="2026-01-01T00:00+01:00", latest="2027-01-01T00:00+01:00", precision="year"
    )
    assert why_todo(year) == "no more than its year is told"
    month = replace(year, earliest="2026-06-01T00:00+02:00", latest="2026-07-01T00:00+02:00", precision="month")
    assert why_todo(month) is None
    entry = next(iter(entries(calendar(replace(found, plans=(month,)), stamp=STAMP)).values()))
    assert entry["DTSTART"].dt == date(2026, 6, 1)  # type: ignore[index]
    assert entry["DTEND"].dt == date(2026, 7, 1)  # type: ignore[index]
    assert entry["STATUS"] == "TENTATIVE"  # type: ignore[index]


def test_hostile_words_make_no_lines_of_the_calendar(found: Agenda) -> None:
    bad = replace(plan(found, "Brussels"), label="x\r\nEND:VEVENT\r\nBEGIN:VEVENT;,:\\", state="scheduled")
    text = calendar(replace(found, plans=(bad,)), stamp=STAMP)
    assert len(Calendar.from_ical(text).walk("VEVENT")) == 1


def test_a_calendar_that_lacks_an_entry_is_said_to(found: Agenda) -> None:
    text = calendar(found, stamp=STAMP)
    assert check(text, found.plans[1:]) == ["not every plan has an entry of its own"]
    assert check("no calendar", found.plans)


def test_nothing_dated_says_so(story: Memorandum) -> None:
    bare = replace(story, reports=tuple(replace(r, published=None) for r in story.reports))
    assert any("no report is dated" in n for n in agenda([bare]).notes)
