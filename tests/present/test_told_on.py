"""What other parts tell further, in terminal, page, Markdown and the reasons of one event."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from memcon.model.memo import Memorandum, Otherwise, Twin
from memcon.present.analyst_page import analyst_page
from memcon.present.analyst_text import analyst_markdown
from memcon.present.explain import explain
from memcon.present.markdown import markdown
from memcon.present.page import page
from memcon.present.terminal import show

ELSEWHERE = Twin(
    story=2,
    event="E7",
    label="Mori–Roldán meeting",
    reports=("R41", "R42"),
    outlets=("Andean Wire", "Lima <Post>"),
    leads=True,
    score=0.91,
    because="parties PER–CHL of PER–CHL",
    otherwise=(Otherwise(slot="time", here="3 May 2026", there="4 May 2026", disputed=True),),
)
SAID = "told further in part 2: E7, 2 reports, Andean Wire and Lima <Post>"
APART = "“3 May 2026” here, “4 May 2026” in part 2; cannot both be so"


@pytest.fixture
def told(memo: Memorandum) -> Memorandum:
    first, *rest = memo.events
    return replace(memo, events=(replace(first, twins=(ELSEWHERE,)), *rest))


def test_it_stands_in_every_form_and_only_where_there_is_some(memo: Memorandum, told: Memorandum) -> None:
    out = io.StringIO()
    show(told, Console(file=out, width=400, highlight=False, markup=False, emoji=False))
    shown = " ".join(out.getvalue().split())
    assert SAID in shown
    assert APART in shown
    whole = len(told.events[0].reports) + 2
    assert f"{whole} reports in all" in shown
    drawn = page(told)
    assert 'id="further"' in drawn
    assert "Lima &lt;Post&gt;" in drawn
    assert "Lima <Post>" not in drawn
    assert "Told further elsewhere" in markdown(told)
    assert "further in part 2" not in page(memo)
    assert "Told further" not in markdown(memo)


def test_it_stands_in_the_analysts_brief_too(memo: Memorandum, told: Memorandum) -> None:
    assert APART in analyst_page(told)
    assert "Told further elsewhere" in analyst_markdown(told)
    assert "Told further" not in analyst_page(memo)


def test_an_event_tells_why_it_is_one_with_another(memo: Memorandum, told: Memorandum) -> None:
    said = explain(told, told.events[0].id)
    assert "0.91 E7 of part 2 (Mori–Roldán meeting): parties PER–CHL of PER–CHL" in said
    assert "Told further" not in explain(memo, memo.events[0].id)
