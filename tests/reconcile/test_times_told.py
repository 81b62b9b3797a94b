"""When events were, from whole invented texts: days of undated reports, years, clocks that the words name."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from memcon.extract.types import Edge
from memcon.model.memo import Event, Memorandum, Precision
from memcon.model.places import Span
from memcon.pipeline import brief
from memcon.reconcile.calendar import Local
from memcon.reconcile.clock_types import At
from memcon.reconcile.said import Said, eased
from memcon.reconcile.times import clash


def memo(folder: Path, *texts: str) -> Memorandum:
    for n, text in enumerate(texts, 1):
        (folder / f"{n}.txt").write_text(text, "utf-8")
    return brief([folder])


def event(found: Memorandum, trigger: str) -> Event:
    return next(e for e in found.events if any(trigger in m.trigger.quote for m in e.mentions))


def days(found: Memorandum, trigger: str) -> tuple[str | None, str | None]:
    time = event(found, trigger).time
    return ((time.earliest or "")[:10] or None, (time.latest or "")[:10] or None) if time else (None, None)


DATED = (
    "Norwegian Prime Minister Jonas Gahr Store met Ghanaian President John Mahama in Accra on Tuesday, "
    "4 March 2031, for talks on fisheries. On Wednesday Store visited Lome. "
    "A further round of talks between Norway and Ghana is planned for Friday."
)
LINED = (
    "ACCRA, March 5 (WAN) - Norwegian Prime Minister Jonas Gahr Store met Ghanaian President John Mahama "
    "on Tuesday for talks on fisheries.\n\nGhana, which in June 2027 imposed a ban on foreign trawlers, "
    "criticised Norway on Monday. Ghana seized a trawler on February 20."
)
UNDATED = (
    "Norwegian Prime Minister Jonas Gahr Store met Ghanaian President John Mahama for talks on fisheries. "
    "Ghana criticised Norway on Monday. Ghana seized a trawler in February."
)


def test_weekdays_are_counted_from_the_last_day_that_the_report_dates(tmp_path: Path) -> None:
    found = memo(tmp_path, DATED)
    assert days(found, "visited") == ("2031-03-05", "2031-03-06")
    assert days(found, "round of talks")[0] == "2031-03-07"


def test_a_dateline_takes_its_year_from_the_other_reports_and_not_from_what_went_before(tmp_path: Path) -> None:
    found = memo(tmp_path, DATED, LINED)
    assert days(found, "criticised")[0] == "2031-03-03"
    assert days(found, "seized")[0] == "2031-02-20"
    assert days(found, "ban")[0] == "2027-06-01"


def test_a_report_without_any_date_is_of_the_day_of_the_others_on_its_events(tmp_path: Path) -> None:
    found = memo(tmp_path, DATED, UNDATED)
    time = event(found, "criticised").time
    assert time is not None
    assert (time.earliest or "")[:10] == "2031-03-03"
    assert time.basis == "relative"
    assert "other reports" in (time.explanation or "")


def test_nothing_to_count_from_stays_open(tmp_path: Path) -> None:
    assert days(memo(tmp_path, UNDATED), "criticised") == (None, None)


def test_a_date_of_nowhere_lies_between_the_last_and_the_first_clock_of_the_world(tmp_path: Path) -> None:
    time = event(memo(tmp_path, "The envoy met the rebels on 3 March 2031."), "met").time
    assert time is not None
    assert (time.earliest, time.latest) == ("2031-03-02T10:00+00:00", "2031-03-04T12:00+00:00")


def test_the_places_that_a_report_names_bound_a_date_of_nobody(tmp_path: Path) -> None:
    text = "The envoy met the rebels on 3 March 2031. The talks ended a long silence in Ghana."
    time = event(memo(tmp_path, text), "met").time
    assert time is not None
    assert (time.earliest, time.latest) == ("2031-03-03T00:00+00:00", "2031-03-04T00:00+00:00")


def test_the_hour_of_coming_is_not_that_of_the_visit(tmp_path: Path) -> None:
    text = (
        "Norwegian Prime Minister Jonas Gahr Store arrived in Accra at noon on 4 March 2031 for a visit. "
        "The visit was the first by a Norwegian leader to Ghana."
    )
    time = event(memo(tmp_path, text), "visit").time
    assert time is None or time.precision != "part-of-day"


def test_the_end_of_the_year_is_that_of_the_year_spoken_in(tmp_path: Path) -> None:
    text = (
        "ACCRA, March 5, 2031 (WAN) - Norwegian Prime Minister Jonas Gahr Store met Ghanaian President John Mahama. "
        "Ghana will impose a ban on foreign trawlers at the end of the year."
    )
    first, last = days(memo(tmp_path, text), "ban")
    assert (first or "") >= "2031-09-01"
    assert last == "2032-01-01"


def test_what_was_told_on_a_day_was_not_later_and_is_not_dated_by_it(tmp_path: Path) -> None:
    text = "ACCRA, March 5, 2031 (WAN) - Ghana said on Tuesday its navy seized two trawlers from Norway."
    time = event(memo(tmp_path, text), "seized").time
    assert time is None or (time.earliest is None and "not later" in (time.explanation or ""))


def test_what_is_still_to_be_done_with_an_act_does_not_date_the_act_back(tmp_path: Path) -> None:
    text = (
        "ACCRA, March 5, 2031 (WAN) - Ghana and Norway signed a fisheries pact on Monday. "
        "Parliament is due to vote on the pact in the first week of April."
    )
    assert days(memo(tmp_path, text), "pact") == ("2031-03-03", "2031-03-04")


def test_calls_on_two_days_of_the_week_are_two_events(tmp_path: Path) -> None:
    text = (
        "ACCRA, March 7, 2031 (WAN) - Norwegian Prime Minister Jonas Gahr Store telephoned "
        "Ghanaian President John Mahama on {}. They spoke of fisheries."
    )
    found = memo(tmp_path, text.format("Monday"), text.format("Thursday"))
    assert len({e.id for e in found.events if any("telephoned" in m.trigger.quote for m in e.mentions)}) == 2


def test_calls_on_one_day_of_the_week_are_one_event(tmp_path: Path) -> None:
    text = (
        "ACCRA, March {}, 2031 (WAN) - Norwegian Prime Minister Jonas Gahr Store telephoned "
        "Ghanaian President John Mahama on Monday. They spoke of fisheries."
    )
    found = memo(tmp_path, text.format(4), text.format(6))
    assert len({e.id for e in found.events if any("telephoned" in m.trigger.quote for m in e.mentions)}) == 1


def test_a_day_counted_from_an_acts_own_day_is_of_another_act(tmp_path: Path) -> None:
    text = (
        "ACCRA, March 7, 2031 (WAN) - Norway's minister met Ghana's minister on Friday. "
        "On Tuesday Ghana summoned Norway's ambassador over the arrest of two sailors a day earlier."
    )
    assert days(memo(tmp_path, text), "summoned") == ("2031-03-04", "2031-03-05")


def test_a_second_part_of_a_day_does_not_cut_the_first(tmp_path: Path) -> None:
    text = (
        "ACCRA, March 7, 2031 (WAN) - Ghana's coast guard fired at a Norwegian trawler on the morning of 3 March "
        "local time, and again overnight."
    )
    time = event(memo(tmp_path, text), "fired").time
    assert time is not None
    assert (time.earliest or "")[:13] <= "2031-03-03T05"
    assert (time.latest or "")[:13] >= "2031-03-03T12"


def said(report: str, low: datetime, precision: Precision = "day", words: str = "") -> Said:
    words = words or f"{low:%d %B %Y}"
    local = Local(low=low, high=low + timedelta(days=1), precision=precision, basis="stated", value="")
    at = At(event="E0", report=report, low=low, high=local.high, zones=("UTC",), words="")
    return Said(statement=at, event=0, words=Span(report=report, start=0, end=1, quote=words), local=local)


def test_only_days_that_are_named_and_near_each_other_clash() -> None:
    third = said("R1", datetime.fromisoformat("2021-05-03"))
    assert clash([third], [said("R2", datetime.fromisoformat("2021-05-09"))])
    assert not clash([third], [said("R1", datetime.fromisoformat("2021-05-09"))])
    assert not clash([third], [said("R2", datetime.fromisoformat("2021-07-09"))])
    assert not clash([third], [said("R2", datetime.fromisoformat("2019-05-03"))])
    assert not clash([third], [said("R2", datetime.fromisoformat("2021-05-01"), "month")])


def test_a_deadline_of_a_plan_runs_from_the_day_of_its_telling(tmp_path: Path) -> None:
    found = memo(
        tmp_path,
        "ACCRA, 4 March 2031 - Norway's prime minister will visit Ghana before the end of the year. ",
    )
    assert days(found, "visit") == ("2031-03-04", "2032-01-01")


def test_the_exact_day_of_one_report_cuts_the_looser_words_of_another(tmp_path: Path) -> None:
    one = "ACCRA, 4 March 2031 - The presidents of Norway and Ghana will meet in Lome in mid-May, the ministry said."
    two = "OSLO, 5 March 2031 - The presidents of Norway and Ghana will meet in Lome on May 16, officials said."
    found = memo(tmp_path, one, two)
    assert days(found, "meet") == ("2031-05-16", "2031-05-17")
    slot = next(s for s in event(found, "meet").slots if s.slot == "time")
    assert (slot.standing, slot.reason) == ("compatible", "granularity")


def test_when_clashes_began_does_not_cut_what_is_told_of_later_days(tmp_path: Path) -> None:
    one = at(edge="start", low=datetime(2031, 5, 2), high=datetime(2031, 5, 3))  # noqa: DTZ001 (a wall clock)
    two = at(edge=None, low=datetime(2031, 5, 3), high=datetime(2031, 5, 5))  # noqa: DTZ001
    first, second = eased([one, two])
    assert isinstance(first.statement, At)
    assert (first.statement.low, first.statement.high) == (datetime(2031, 5, 2), datetime(2031, 5, 5))  # noqa: DTZ001
    assert second == two
    effect = at(edge="effect", low=datetime(2031, 5, 2), high=datetime(2031, 5, 3))  # noqa: DTZ001
    assert eased([effect, two]) == [two]
    assert eased([effect]) == [effect]


def at(*, edge: Edge | None, low: datetime, high: datetime) -> Said:
    made = At(event="H00000", report="R1", low=low, high=high, zones=("Africa/Accra",), words="then", key=str(edge))
    local = Local(low=low, high=high, precision="day", basis="stated", value="")
    words = Span(report="R1", start=0, end=4, quote="then")
    return Said(statement=made, event=0, words=words, local=local, edge=edge)


def test_days_counted_from_a_saying(tmp_path: Path) -> None:
    text = (
        "ACCRA, 4 March 2031 - Ghana's foreign minister said on Tuesday, a day after Ghana expelled two Norwegian "
        "diplomats, that the embassy would stay open."
    )
    assert days(memo(tmp_path, text), "expelled") == ("2031-03-03", "2031-03-04")


def test_that_night_is_of_the_day_spoken_of_last(tmp_path: Path) -> None:
    text = (
        "ACCRA, 4 May 2031 - Norway's prime minister will travel to Togo on May 20. "
        "On April 19 protesters attacked Ghana's embassy in Oslo. Ghana summoned the Norwegian ambassador that night."
    )
    low, high = days(memo(tmp_path, text), "summoned")
    assert low == "2031-04-19"
    assert high in {"2031-04-19", "2031-04-20", "2031-04-21"}  # midnight in Oslo is 22:00 in Accra


def test_an_undated_report_of_the_day_after_is_not_of_the_week_before(tmp_path: Path) -> None:
    found = memo(
        tmp_path,
        "PARIS, March 4, 2024 — President Marek Dubois of France spoke by telephone with President Ali Toure of "
        "Niger late on Monday, officials said.",
        "NIAMEY — President Ali Toure of Niger and French President Marek Dubois spoke by telephone on Tuesday "
        "morning, state radio said.",
    )
    one = event(found, "spoke by telephone")
    [slot] = [s for s in one.slots if s.slot == "time"]
    assert slot.standing == "disputed"
    assert {p.normal for p in slot.positions} == {
        "2024-03-04T17:00/2024-03-05T00:00",
        "2024-03-05T05:00/2024-03-05T12:00",
    }


def test_a_meeting_is_dated_on_the_clock_of_its_place(tmp_path: Path) -> None:
    told = "President Max Roy of Canada met President Ann Lee of Japan in Ankara on Nov. 14, 2022."
    time = event(memo(tmp_path, told), "met").time
    assert time is not None
    assert time.earliest
    assert time.latest
    low, high = datetime.fromisoformat(time.earliest), datetime.fromisoformat(time.latest)
    assert low == datetime.fromisoformat("2022-11-14T00:00+03:00")
    assert high - low == timedelta(days=1)


def test_one_weekday_reckoned_to_two_weeks_is_no_clash() -> None:
    third = said("R1", datetime.fromisoformat("2021-05-03"), words="Monday")
    assert not clash([third], [said("R2", datetime.fromisoformat("2021-05-10"), words="Monday")])


def test_a_day_later_counts_from_the_day_before_it_with_a_sentence_between(tmp_path: Path) -> None:
    told = "Norway seized a Ghanaian trawler on 4 March 2031. Ghana says that the ship was in open waters. "
    found = memo(tmp_path, told + "A day later Accra closed its ports to Norwegian ships.")
    assert days(found, "closed") == ("2031-03-05", "2031-03-06")


def test_a_day_later_counts_from_no_day_two_paragraphs_back(tmp_path: Path) -> None:
    told = "Norway seized a Ghanaian trawler on 4 March 2031.\n\nGhana says that the ship was in open waters.\n\n"
    found = memo(tmp_path, told + "A day later Accra closed its ports to Norwegian ships.")
    assert days(found, "closed") != ("2031-03-05", "2031-03-06")


def test_what_is_to_come_is_not_counted_from_a_year_long_past(tmp_path: Path) -> None:
    text = (
        "LIMA, Sept. 18, 2024 - In March 2023 President Ana Rojas of Peru agreed to pay victims of the strike.\n\n"
        "Chile's prime minister, Luis Soto, who leaves office at the end of the month, will visit Lima on Friday.\n"
    )
    assert days(memo(tmp_path, text), "leaves office")[1] == "2024-10-01"


def test_a_night_is_not_counted_from_a_month_told_in_passing(tmp_path: Path) -> None:
    text = (
        "LIMA, Sept. 18, 2024 - Peru lodged a protest with Chile on Wednesday.\n\n"
        "A hotline between the navies, opened in July, was not used, officials of Peru conceded.\n\n"
        "President Ana Rojas of Peru spoke with President Luis Soto of Chile overnight.\n"
    )
    assert days(memo(tmp_path, text), "spoke with")[0] > "2024-09-15"
