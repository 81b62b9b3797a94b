"""Stories told apart: what shares its parties stays, another matter goes, nothing is lost, order does not matter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memcon.extract import extract
from memcon.extract.types import Extraction
from memcon.model.memo import Report
from memcon.read import read
from memcon.read.types import Reading
from memcon.reconcile.bundle import Source
from memcon.reconcile.closeness import near
from memcon.reconcile.sketches import sketch
from memcon.reconcile.stories import shelved, stories

Read = tuple[Report, Reading, Extraction]

TEXTS = {
    name: (one["text"], one["published"])
    for name, one in yaml.safe_load(Path(__file__).with_name("stories.yaml").read_text("utf-8")).items()
}


@pytest.fixture(scope="module")
def parsed() -> dict[str, Read]:
    out = {}
    for name, (text, published) in TEXTS.items():
        report = Report(id=name, file=f"{name}.txt", text=text, characters=len(text), published=published)
        reading = read(report)
        out[name] = (report, reading, extract(report, reading))
    return out


def told(parsed: dict[str, Read], *names: str) -> list[set[str]]:
    """The stories of these reports, numbered as they are named, by name."""
    ids = {f"R{n}": name for n, name in enumerate(names, 1)}
    found = [(replace(parsed[v][0], id=i), parsed[v][1], parsed[v][2]) for i, v in ids.items()]
    groups = stories(
        tuple(r for r, _, _ in found),
        tuple(replace(d, report=r.id) for r, d, _ in found),
        tuple(replace(e, report=r.id) for r, _, e in found),
    )
    return [{ids[i] for i in tale.reports} for tale in groups]


CALL = ("call-own", "call-press", "call-next-day", "background")
STRIKE = ("strike-wire", "strike-paper")


def test_a_follow_up_and_a_background_article_stay(parsed: dict[str, Read]) -> None:
    assert told(parsed, *CALL) == [set(CALL)]
    assert told(parsed, *STRIKE) == [set(STRIKE)]


def test_another_matter_is_another_story_and_the_larger_comes_first(parsed: dict[str, Read]) -> None:
    assert told(parsed, *STRIKE, *CALL) == [set(CALL), set(STRIKE)]


def test_of_equals_the_earlier_id_leads(parsed: dict[str, Read]) -> None:
    assert told(parsed, "strike-wire", "call-own") == [{"strike-wire"}, {"call-own"}]
    assert told(parsed, "call-own", "strike-wire") == [{"call-own"}, {"strike-wire"}]


def test_copies_do_not_outvote_two_reports(parsed: dict[str, Read]) -> None:
    first = replace(parsed["strike-wire"][0], id="R1")
    copies = [replace(first, id=i, origin="R1") for i in ("R2", "R3")]
    own = [replace(parsed[n][0], id=i) for n, i in (("call-own", "R4"), ("call-press", "R5"))]
    read_ = {"R4": "call-own", "R5": "call-press"}
    reports = (first, *copies, *own)
    groups = stories(
        reports,
        tuple(replace(parsed[read_.get(r.id, "strike-wire")][1], report=r.id) for r in reports),
        tuple(replace(parsed[read_.get(r.id, "strike-wire")][2], report=r.id) for r in reports),
    )
    assert [g.reports for g in groups] == [("R4", "R5"), ("R1", "R2", "R3")]


def test_the_same_pair_months_later_is_another_story_unless_it_looks_back(parsed: dict[str, Read]) -> None:
    assert told(parsed, "call-own", "call-press", "same-pair-later") == [
        {"call-own", "call-press"},
        {"same-pair-later"},
    ]
    assert told(parsed, "call-own", "call-press", "looking-back") == [{"call-own", "call-press", "looking-back"}]


def test_a_report_without_a_day_goes_to_one_story_and_joins_no_two(parsed: dict[str, Read]) -> None:
    found = told(parsed, "call-own", "call-press", "same-pair-later", "background")
    assert sorted(map(len, found)) == [1, 3]
    assert {"call-own", "call-press"} < found[0]


def test_what_tells_no_act_goes_with_the_largest(parsed: dict[str, Read]) -> None:
    assert told(parsed, "weather", *STRIKE, "call-own") == [{"weather", *STRIKE}, {"call-own"}]
    assert told(parsed, "weather") == [{"weather"}]
    assert told(parsed) == []


def test_why_a_story_is_another_is_said(parsed: dict[str, Read]) -> None:
    def because(*names: str) -> str:
        found = [parsed[n] for n in names]
        return stories(tuple(f[0] for f in found), tuple(f[1] for f in found), tuple(f[2] for f in found))[1].because

    assert because("call-own", "strike-wire") == "no country in common"
    assert "167 days apart" in because("call-own", "same-pair-later")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.sampled_from(sorted(TEXTS))), st.randoms(use_true_random=False))
def test_nothing_is_lost_and_the_order_does_not_matter(parsed: dict[str, Read], names, random) -> None:
    found = [parsed[n] for n in sorted(names)]
    groups = stories(tuple(f[0] for f in found), tuple(f[1] for f in found), tuple(f[2] for f in found))
    assert sorted(i for g in groups for i in g.reports) == sorted(names)
    random.shuffle(found)
    assert stories(tuple(f[0] for f in found), tuple(f[1] for f in found), tuple(f[2] for f in found)) == groups


def test_a_body_of_no_state_brings_reports_together() -> None:
    texts = (
        "Mali's army said that fighters of the Azawad Unity Front had seized an outpost. The Front denied it.",
        "The Azawad Unity Front will free its captives on Monday, mediators from Qatar said.",
        "The Northern Justice Movement will free its captives on Monday, mediators from Qatar said.",
    )
    sketches = []
    for text in texts:
        report = Report(id="R1", file="r.txt", text=text, characters=len(text))
        reading = read(report)
        sketches.append(sketch(Source(report=report, reading=reading, extraction=extract(report, reading))))
    same, other = near(shelved(sketches), 0, np.array([1, 2])).score
    assert same > other
