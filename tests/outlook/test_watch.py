"""What to watch, and the later reports that touch it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from memcon.model.memo import Memorandum
from memcon.outlook import watch
from memcon.outlook.matching import bag, rareness, shared
from memcon.outlook.types import Sign, Watch
from memcon.pipeline import brief


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
    weights = rareness([one, two])
    share, keys = shared([(k, round(10 * weights[k])) for k in one.words], two.words)
    assert share > 0.9
    assert "expels" in {two.words[k] for k in keys}
    assert one.states == two.states == frozenset({"POL"})


def test_common_words_alone_are_no_match() -> None:
    one = bag("the timing of the missile deployment")
    sought = [(k, 10) for k in one.words]
    assert shared(sought, bag("the government said it would take time").words)[0] < 0.5


def test_a_threat_with_a_day_passes_where_nothing_is_told_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Trade Post\n3 March 2026\n\nCanada will impose tariffs of 10 percent on Danish pork on 1 April unless Denmark "
        "drops its ban on beef, Canadian Trade Minister Luc Roy said on Tuesday.\n",
        "utf-8",
    )
    memo = brief([str(tmp_path)])
    early, late = (watch([memo], now=datetime(2026, month, 20, tzinfo=UTC)).signs for month in (3, 4))
    (before,) = [s for s in early if s.kind == "conditional"]
    (after,) = [s for s in late if s.kind == "conditional"]
    assert (before.condition, before.due) == ("unless Denmark drops its ban on beef", "2026-04-01")
    assert (before.state, after.state) == ("not yet", "passed")
