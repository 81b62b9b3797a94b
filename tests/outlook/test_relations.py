"""Relations over time, of a story of ten weeks and of memoranda made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from memcon.model.memo import Memorandum
from memcon.outlook import relations
from memcon.outlook.types import Coded, Mark, Pair, Relations


@pytest.fixture(scope="module")
def found(story: Memorandum) -> Relations:
    return relations([story])


def pair(found: Relations, source: str, target: str) -> Pair:
    return next(p for p in found.pairs if (p.source, p.target) == (source, target))


def mark(found: Relations, source: str, target: str, words: str) -> Mark:
    return next(m for m in pair(found, source, target).marks if words in m.label)


def test_cooperation_and_conflict_are_two_levels(found: Relations) -> None:
    one = pair(found, "RUS", "EST")
    assert one.conflict.marks >= 4
    assert one.cooperation.marks == 1
    assert one.conflict.points[-1].level > 2 * one.conflict.points[0].level
    assert found.first == "2026-03-03"
    assert found.last == "2026-05-12"


def test_an_event_counts_once_whatever_the_number_of_reports(found: Relations) -> None:
    labels = [m.label for m in pair(found, "RUS", "EST").marks]
    assert len(labels) == len(set(labels))
    assert mark(found, "RUS", "EST", "closes the strait").reports == 2


def test_every_weight_is_its_intensity_times_its_factors(found: Relations) -> None:
    for one in found.pairs:
        for m in one.marks:
            weight = abs(m.intensity) / 10
            for f in m.factors:
                weight *= f.value
                assert f.because
            assert m.weight == pytest.approx(weight, abs=1e-3)
            assert m.jump > 0


def test_what_is_only_promised_weighs_less_than_what_was_done(found: Relations) -> None:
    talk = mark(found, "EST", "RUS", "respond in kind")
    assert talk.status == "planned"
    assert {f.name for f in talk.factors} >= {"planned", "one-origin"}
    assert talk.weight < mark(found, "RUS", "EST", "expels three").weight


def test_an_act_without_a_day_is_told_as_such_and_can_be_left_out(story: Memorandum, found: Relations) -> None:
    accused = mark(found, "RUS", "EST", "accuses")
    assert accused.placed == "told"
    assert accused.last == "2026-03-20"
    assert "told" in {f.name for f in accused.factors}
    without = relations([story], dated_only=True)
    assert not any(m.placed == "told" for p in without.pairs for m in p.marks)
    assert any("accuses" in m.label for m in pair(without, "RUS", "EST").unplaced)


def test_every_cite_is_in_its_report(story: Memorandum, found: Relations) -> None:
    texts = {r.id: r.text for r in story.reports}
    cites = [c for p in found.pairs for m in p.marks for c in m.cites]
    cites += [c for p in found.pairs for lever in p.levers for s in lever.steps for c in s.cites]
    assert cites
    for c in cites:
        assert texts[c.report][c.start : c.end] == c.quote


def test_the_ledger_of_levers(found: Relations) -> None:
    levers = {lever.instrument: lever for lever in pair(found, "RUS", "EST").levers}
    ban = next(v for k, v in levers.items() if "ban" in k)
    assert (ban.state, ban.on, ban.off) == ("lifted", "2026-03-05", "2026-05-10")
    strait = next(v for k, v in levers.items() if "strait" in k)
    assert (strait.state, strait.threatened, strait.on) == ("in force", "2026-03-03", "2026-05-12")
    assert any("Vanin" in w for s in strait.steps for w in s.by_word_of)
    expelled = next(v for k, v in levers.items() if "diplomats" in k)
    assert (expelled.state, expelled.threatened, expelled.on) == ("in force", "2026-03-20", "2026-04-08")
    # "Kask cancelled a trip to Moscow": the calling off is the instrument, and stands
    assert [lever.state for lever in pair(found, "EST", "RUS").levers if "trip" in lever.instrument] == ["in force"]


def test_the_most_tense_pair_comes_first_with_what_moved_it(found: Relations) -> None:
    first = found.tensions[0]
    assert {first.one, first.two} == {"EST", "RUS"}
    assert first.moved[0].now >= first.moved[-1].now > 0
    assert first.conflict_low < first.conflict < first.conflict_high


def test_who_talks_to_whom(found: Relations) -> None:
    assert any(
        set(c.parties) == {"FIN", "EST"} and c.day == "2026-03-19" and "Antti Karhu" in c.people for c in found.contacts
    )


def test_a_pair_asked_for_comes_both_ways_even_if_nothing_is_told(story: Memorandum) -> None:
    found = relations([story], pairs=[("FIN", "CHL")])
    assert [(p.source, p.target) for p in found.pairs] == [("FIN", "CHL"), ("CHL", "FIN")]
    assert not any(p.marks or p.conflict.points for p in found.pairs)


def test_silence_widens_the_band(story: Memorandum) -> None:
    now = pair(relations([story]), "RUS", "EST").conflict.points[-1]
    later = pair(relations([story], until=date(2026, 11, 25)), "RUS", "EST").conflict.points[-1]
    assert later.level < now.level
    assert (later.high - later.low) / later.level > (now.high - now.low) / now.level


def test_the_same_story_twice_is_no_two_acts(story: Memorandum) -> None:
    once, twice = relations([story]), relations([story, story])
    one, two = mark(once, "RUS", "EST", "expels three"), mark(twice, "RUS", "EST", "expels three")
    assert two.stories == (2,)
    assert two.weight == one.weight
    assert sum("expels three" in m.label for m in pair(twice, "RUS", "EST").marks) == 1


def test_rows_of_others_come_in_once(story: Memorandum) -> None:
    rows = [
        Coded(day="2026-04-08", source="RUS", target="EST", origin="ICEWS", code="166"),
        Coded(day="2026-03-01", source="RUS", target="EST", origin="ICEWS", code="112"),
        Coded(day="2026-03-01", source="RUS", target="EST", origin="ICEWS", code="112"),
        Coded(day="2026-03-02", source="RUS", target="EST", origin="ICEWS", code="010"),
        Coded(day="never", source="RUS", target="EST", origin="ICEWS", code="112"),
    ]
    found = relations([story], coded=rows)
    others = [m for m in pair(found, "RUS", "EST").marks if m.origin]
    assert [(m.type, m.first, m.origin) for m in others] == [("ACCUSE", "2026-03-01", "ICEWS")]
    assert found.coded == (("ICEWS", 5),)
    assert any("2 rows" in n for n in found.notes)
    assert any("1 rows of others' coding have no readable day" in n for n in found.notes)


def test_a_report_without_a_date_places_nothing_by_itself(story: Memorandum) -> None:
    bare = replace(story, reports=tuple(replace(r, published=None) for r in story.reports))
    found = relations([bare])
    assert any("no date of publication" in n for n in found.notes)
    assert mark(found, "RUS", "EST", "expels three").first == "2026-04-08"


def test_nothing_told_is_nothing_found() -> None:
    assert relations([]).pairs == ()
    assert relations([]).first is None


def test_a_disputed_or_one_sided_act_weighs_less(story: Memorandum) -> None:
    event = next(e for e in story.events if "closes the strait" in e.label)
    rest = tuple(e for e in story.events if e.id != event.id)
    disputed = tuple(replace(s, standing="disputed") if s.slot == "status" else s for s in event.slots)
    doubted = replace(story, events=(*rest, replace(event, slots=disputed)))
    full = mark(relations([story]), "RUS", "EST", "closes the strait")
    half = mark(relations([doubted]), "RUS", "EST", "closes the strait")
    assert half.weight == pytest.approx(full.weight / 2)
    sided = tuple(replace(c, side="EST") if c.event == event.id else c for c in story.claims)
    told = mark(relations([replace(story, claims=sided)]), "RUS", "EST", "closes the strait")
    assert [f.name for f in told.factors] == ["one-sided"]
    denied = replace(story, events=(*rest, replace(event, status="denied")))
    assert not any("closes the strait" in m.label for m in pair(relations([denied]), "RUS", "EST").marks)


def test_parts_of_one_happening_do_not_add_up(story: Memorandum) -> None:
    event = next(e for e in story.events if "expels three" in e.label)
    more = tuple(replace(event, id=f"E9{n}", label=f"part {n}") for n in range(2))
    found = relations([replace(story, events=(*story.events, *more))])
    marks = [m for m in pair(found, "RUS", "EST").marks if m.first == "2026-04-08"]
    assert sorted(round(m.weight / marks[0].weight, 2) for m in marks) == [0.33, 0.5, 1.0]
    assert sorted(f.because for m in marks for f in m.factors if f.name == "again") == [
        "number 2 of its kind between the two that day",
        "number 3 of its kind between the two that day",
    ]


@pytest.mark.parametrize("day", ["0001-01-01T00:00+00:00", "9999-12-31T00:00+14:00", "yesterday", ""])
def test_days_at_the_ends_of_the_calendar_and_none_at_all_are_no_days(story: Memorandum, day: str) -> None:
    reports = tuple(replace(r, published=day) for r in story.reports)
    events = tuple(
        replace(e, time=replace(e.time, earliest="0001-01-01T00:00+00:00", latest="0001-01-02T00:00+00:00"))
        if e.time and "expels" in e.label
        else e
        for e in story.events
    )
    found = relations([replace(story, reports=reports, events=events)])
    assert any("no date of publication" in n for n in found.notes)
    one = pair(found, "RUS", "EST")
    assert [m.placed for m in (*one.marks, *one.unplaced) if "expels" in m.label] == ["told"]
