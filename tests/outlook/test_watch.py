"""What to watch, and the later reports that touch it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from memcon.model.memo import Memorandum
from memcon.outlook import watch
from memcon.outlook.matching import bag, rareness, shared
from memcon.outlook.types import Sign, Watch


@pytest.fixture(scope="module")
def found(story: Memorandum) -> Watch:
    return watch([story])


def sign(found: Watch, words: str) -> Sign:
    return next(s for s in found.signs if words in s.text)


def test_an_indicator_is_touched_by_the_later_report_with_its_words(found: Watch) -> None:
    ships = sign(found, "moves ships from Kronstadt")
    assert ships.state == "touched"
    (touch,) = ships.touches
    assert touch.cite.file == "03-wire.txt"
    assert touch.words == ("warships", "Kronstadt")
    assert touch.status == "occurred"
    for word in touch.words:
        assert word in touch.cite.quote


def test_two_things_in_one_sentence_are_two(found: Watch) -> None:
    ports = sign(found, "extends its port inspections")
    assert [t.cite.file for t in ports.touches] == ["04-ledger.txt"]


def test_a_condition_and_its_consequence(found: Watch) -> None:
    strait = sign(found, "If the exercise goes ahead")
    assert strait.kind == "conditional"
    assert strait.condition == "If the exercise goes ahead"
    assert {t.part for t in strait.touches} == {"condition", "consequence"}
    assert any("Vanin" in b for b in strait.by)


def test_a_threat_is_touched_by_the_act_of_who_made_it(found: Watch) -> None:
    threat = sign(found, "threatens to expel")
    (touch,) = threat.touches
    assert (touch.cite.file, touch.status) == ("05-wire.txt", "occurred")


def test_nothing_earlier_or_undated_touches(story: Memorandum) -> None:
    last = replace(story, reports=tuple(replace(r, published="2026-03-03T12:00:00+02:00") for r in story.reports))
    assert not any(s.touches for s in watch([last]).signs)
    bare = replace(story, reports=tuple(replace(r, published=None) for r in story.reports))
    undated = watch([bare])
    assert not any(s.touches for s in undated.signs)
    assert any("no date of publication" in n for n in undated.notes)


def test_every_touch_is_in_its_report(story: Memorandum, found: Watch) -> None:
    texts = {r.id: r.text for r in story.reports}
    for s in found.signs:
        for c in (*s.cites, *(t.cite for t in s.touches)):
            assert texts[c.report][c.start : c.end] == c.quote


def test_words_are_matched_by_what_they_mean_not_how_they_end() -> None:
    one, two = bag("expelled the diplomats from Warsaw"), bag("Poland expels an ambassador")
    share, words = shared(one, two, rareness([one, two]))
    assert share > 0.9
    assert "expels" in words
    assert one.states == two.states == frozenset({"POL"})


def test_common_words_alone_are_no_match() -> None:
    one = bag("the timing of the missile deployment")
    assert shared(one, bag("the government said it would take time"), rareness([one]))[0] < 0.5
