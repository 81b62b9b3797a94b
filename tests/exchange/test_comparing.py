"""Rows beside the record: the same, not found, in conflict; and the record in the columns of other programs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from memcon.coder import layouts
from memcon.exchange import columns, comparing, programs
from memcon.exchange.types import PROGRAMS, Compared, Program, Row
from memcon.model.memo import Actor, Clock, Event, Memorandum, Mention, Report, Time, Tool
from memcon.model.places import Span

SHARED = Path(__file__).parent.parent.parent.parent / "shared" / "ontology" / "event_columns.json"
DAY = Time(earliest="2026-05-03T00:00+02:00", latest="2026-05-04T00:00+02:00", precision="day")


def span(start: int) -> Span:
    return Span(report="R1", start=start, end=start + 4, quote="word")


def event(ident: str = "E1", **values) -> Event:
    plain = {
        "label": "Norway visits Chile",
        "type": "CONSULT",
        "status": "occurred",
        "mode": "visit",
        "actors": ("nor",),
        "recipients": ("chl",),
        "time": DAY,
        "mentions": (Mention(report="R1", trigger=span(9), sentence=span(0)),),
        "reports": ("R1",),
        "origins": 1,
    }
    return Event(id=ident, **{**plain, **values})


def memo(*events: Event) -> Memorandum:
    actors = (
        Actor(id="nor", name="Norway", kind="government", country="NOR"),
        Actor(id="chl", name="Chile", kind="government", country="CHL"),
        Actor(id="per", name="Peru", kind="government", country="PER"),
        Actor(id="pm", name="Ann Other", kind="person", country="NOR", roles=("prime minister",)),
        Actor(id="crowd", name="protesters", kind="group"),
    )
    report = Report(
        id="R1", file="a.txt", outlet="Wire", published="2026-05-04T08:00:00+00:00", sha256="ab", text="x" * 50
    )
    return Memorandum(tool=Tool(name="memcon", version="1", rules="r"), reports=(report,), actors=actors, events=events)


def row(**values) -> Row:
    plain = {
        "program": "gdelt",
        "place": "x:1",
        "id": "1",
        "day": "2026-05-03",
        "sources": ("NOR",),
        "targets": ("CHL",),
        "code": "042",
        "root": "CONSULT",
        "mode": "visit",
        "quad": 1,
    }
    return Row(**{**plain, **values})


def compared(one: Row, *events: Event) -> Compared:
    (found,) = comparing.compare([one], comparing.index([memo(*events)]))
    return found


@pytest.mark.parametrize(
    ("values", "outcome", "words"),
    [
        ({}, "same", "the same parties, type and day"),
        ({"day": "2026-05-04"}, "same", "a day later"),
        ({"day": "2026-05-05"}, "not found", "none on 2026-05-05"),
        ({"day": "2026-05-02"}, "not found", "none on 2026-05-02"),
        ({"root": "SUPPORT", "code": "051"}, "same", "the same quad (here CONSULT)"),
        ({"root": "ASSAULT", "code": "190", "quad": 4}, "conflicting", "another kind of act"),
        ({"sources": ("CHL",), "targets": ("NOR",)}, "conflicting", "the other way: here Norway acts on Chile"),
        ({"targets": ("PER",)}, "not found", "no event of Norway and Peru"),
        ({"targets": ("PER", "CHL")}, "same", "the same parties"),
        ({"targets": ()}, "not found", "no state or body is known of its target"),
        ({"targets": ("NOR",)}, "not found", "one party"),
        ({"root": None, "code": "010"}, "not found", "a statement (CAMEO 010)"),
    ],
)
def test_outcomes(values, outcome: str, words: str) -> None:
    found = compared(row(**values), event())
    assert (found.outcome, words in found.because) == (outcome, True), found.because
    assert (found.event == "E1") == (outcome != "not found")


def test_a_denied_event() -> None:
    found = compared(row(), event(status="denied"))
    assert (found.outcome, found.event, found.because) == ("conflicting", "E1", "the record has it as denied")


def test_what_is_only_threatened_is_no_event() -> None:
    assert compared(row(root="ASSAULT", quad=4), event(type="ASSAULT", status="threatened")).outcome == "not found"


def test_a_plan_is_told_as_one() -> None:
    found = compared(row(), event(status="planned"))
    assert found.outcome == "same"
    assert "the record has it as planned" in found.because
    assert compared(row(root="AGREE", mode=None), event(status="planned")).outcome == "same", "PLOVER folds plans"


def test_a_reciprocal_event_has_no_direction() -> None:
    call = event(reciprocal=True, actors=("nor", "chl"), recipients=())
    for one in (
        row(),
        row(sources=("CHL",), targets=("NOR",)),
        row(sources=("NOR", "CHL"), targets=(), reciprocal=True),
    ):
        assert compared(one, call).outcome == "same"


def test_the_state_of_a_person_is_the_party() -> None:
    assert compared(row(), event(actors=("pm",))).event == "E1"
    assert compared(row(), event(actors=("crowd",))).outcome == "not found"


def test_the_best_of_several() -> None:
    wide = replace(DAY, earliest="2026-05-01T00:00+02:00", latest="2026-06-01T00:00+02:00", precision="month")
    found = compared(
        row(), event("E1", time=wide), event("E2", mode="phone"), event("E3"), event("E4", status="denied")
    )
    assert found.event == "E3"


def test_the_day_counts_on_every_clock_in_play() -> None:
    clock = Clock(country="CHL", capital="Santiago", zone="America/Santiago", earliest="2026-05-02T18:00-04:00",
                  latest="2026-05-03T18:00-04:00", words="")  # fmt: skip
    assert compared(row(day="2026-05-02"), event(time=replace(DAY, clocks=(clock,)))).outcome == "same"


def test_a_row_without_a_day_is_never_the_same() -> None:
    found = compared(row(day=None, added="2026-05-03", notes=("dated 2016-05-03, not believed",)), event())
    assert (found.outcome, found.near) == ("not found", (1, "E1"))
    assert found.because == "dated 2016-05-03, not believed; by the day on which it was seen it may be E1"
    assert compared(row(), event(time=None)).near == (1, "E1")


def test_stories_are_told_apart() -> None:
    (found,) = comparing.compare([row()], comparing.index([memo(), memo(event("E1"))]))
    assert (found.story, found.event) == (2, "E1")


def test_rows_of_two_parties_are_kept() -> None:
    known = comparing.index([memo(event())])
    found = comparing.compare([row(), row(sources=("USA",)), row(sources=("CHL",), targets=("NOR",))], known)
    assert [c.row.sources for c in comparing.kept(found, known)] == [("NOR",), ("CHL",)]
    assert comparing.counted(found) == {"same": 1, "not found": 1, "conflicting": 1}


# The way out.


@pytest.mark.parametrize("program", PROGRAMS)
def test_what_goes_out_comes_in_as_the_same(program: Program, tmp_path: Path) -> None:
    told = memo(
        event("E1"),
        event("E2", type="ACCUSE", mode=None, actors=("chl",), recipients=("nor", "per"), mentions=()),
        event("E3", reciprocal=True, actors=("nor", "per"), recipients=(), mode="phone"),
    )
    text = columns.text(columns.rows(told, program), program)
    path = tmp_path / "x.tsv"
    path.write_text(text, "utf-8")
    rows, bad = programs.read([path], program)
    assert bad == ()
    found = comparing.compare(rows, comparing.index([told]))
    assert {c.outcome for c in found} == {"same"}
    assert {c.event for c in found} == {"E1", "E2", "E3"}


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_row_has_the_columns_of_its_program(program: Program) -> None:
    names = layouts.names(program)
    if SHARED.exists():
        key = {"gdelt": "gdelt_events_2_0"}.get(program, program)
        assert list(names) == json.loads(SHARED.read_text("utf-8"))[key]["columns"]
    made = columns.rows(memo(event(place="Santiago\tof\nChile")), program)
    assert [tuple(r) for r in made] == [names] * len(made)
    lines = columns.text(made, program).split("\n")
    assert lines.pop() == ""
    assert len(lines) == len(made) + (program != "gdelt")
    assert {len(line.split("\t")) for line in lines} == {len(names)}


def test_gdelt_counts_and_days() -> None:
    (made,) = columns.rows(memo(event()), "gdelt")
    assert (made["Day"], made["Year"], made["EventCode"], made["QuadClass"]) == ("20260503", "2026", "042", 1)
    assert (made["NumMentions"], made["NumSources"], made["NumArticles"]) == (1, 1, "1")
    assert made["DATEADDED"] == "20260504080000"


@pytest.mark.parametrize(
    ("time", "day"),
    [
        (DAY, "2026-05-03"),
        (None, None),
        (replace(DAY, latest="2026-06-01T00:00+02:00", precision="month"), None),
        (replace(DAY, latest="2026-05-04T12:00+02:00"), None),
    ],
)
def test_a_day_is_given_only_where_it_is_one(time: Time | None, day: str | None) -> None:
    made = columns.rows(memo(event(time=time)), "polecat")
    assert [r["Event Date"] for r in made] == [day]
    assert columns.undated(made, "polecat") == (day is None)


def test_the_day_is_that_of_who_acts_where_clocks_differ() -> None:
    clocks = (
        Clock(country="CHL", capital="Santiago", zone="America/Santiago", earliest="2026-05-02T20:00-04:00",
              latest="2026-05-02T23:00-04:00", words=""),
        Clock(country="NOR", capital="Oslo", zone="Europe/Oslo", earliest="2026-05-03T02:00+02:00",
              latest="2026-05-03T05:00+02:00", words=""),
    )  # fmt: skip
    time = Time(
        earliest="2026-05-02T20:00-04:00", latest="2026-05-02T23:00-04:00", precision="part-of-day", clocks=clocks
    )
    (made,) = columns.rows(memo(event(time=time)), "icews")
    assert made["Event Date"] == "2026-05-03"


@pytest.mark.parametrize(
    ("oslo", "east", "day"),
    [
        ("2026-05-03T00:00+02:00", "2026-05-03T01:00+03:00", "2026-05-03"),  # Kyiv, an hour on
        ("2026-05-03T00:00+02:00", "2026-05-03T07:00+09:00", None),  # Tokyo: its 3 May or its 4 May
    ],
)
def test_a_day_told_on_a_near_clock_is_the_day_of_all(oslo: str, east: str, day: str | None) -> None:
    clock = Clock(country="NOR", capital="", zone="", earliest=east, latest=east.replace("-03T", "-04T"), words="")
    time = Time(earliest=oslo, latest="2026-05-04T00:00+02:00", precision="day", clocks=(clock,))
    (made,) = columns.rows(memo(event(time=time)), "polecat")
    assert made["Event Date"] == day
    longer = replace(time, latest="2026-05-04T01:00+02:00")  # a day of one of two clocks an hour apart
    (made,) = columns.rows(memo(event(time=longer)), "polecat")
    assert made["Event Date"] == day


def test_what_is_threatened_denied_or_a_statement_is_no_row() -> None:
    told = memo(
        event("E1", type="ASSAULT", status="threatened"),
        event("E2", type="STATEMENT"),
        event("E3", type="ASSAULT", status="denied"),
    )
    assert columns.rows(told, "polecat") == []
    (plan,) = columns.rows(memo(event(status="planned")), "polecat")
    assert (plan["Event Type"], plan["Event Date"]) == ("AGREE", None), "a plan counts as agreed, not on its day"


def test_ids_stay_while_events_are_numbered_anew() -> None:
    (one,) = columns.rows(memo(event("E1")), "polecat")
    (two,) = columns.rows(memo(event("E9")), "polecat")
    assert one["Event ID"] == two["Event ID"]
