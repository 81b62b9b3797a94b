"""Instruments that are warned of, promised, advised, or held in hand without a party named."""

from __future__ import annotations

from pathlib import Path

import pytest
from acts_reader import act, found

from memcon.extract.types import LeverDraft
from memcon.pipeline import brief


def lever(text: str, words: str) -> LeverDraft:
    hits = [v for v in found(text)[1].levers if words in text[v.start : v.end]]
    assert len(hits) == 1, [v.instrument for v in found(text)[1].levers]
    return hits[0]


@pytest.mark.parametrize(
    ("text", "words", "name", "state"),
    [
        ("Bolivia warned of further economic steps against Chile.", "warned", "further economic steps", "threatened"),
        (
            "Bolivia promised “firm countermeasures” against Chile.",
            "countermeasures",
            "firm countermeasures",
            "threatened",
        ),
        ("Bolivia may restrict exports of tin to Chile.", "restrict", "restriction of exports", "threatened"),
        ("Bolivia has opened an anti-dumping probe into Chilean wine.", "probe", "anti-dumping probe", "in force"),
        ("Bolivia advised its citizens against travel to Chile.", "advised", "travel advice", "in force"),
        ("Bolivia halted the departure of workers to Chile.", "halted", "halt of departure", "in force"),
        ("Bolivia will not send its delegation to the trade fair in Chile.", "not send", "delegation", "announced"),
        ("Bolivia has made available EUR 30 million for Chile.", "EUR", "EUR 30 million for Chile", "in force"),
        (
            "The presence of Bolivian troops at the Chilean dam is a risk.",
            "presence",
            "presence of Bolivian troops",
            "in force",
        ),
        (
            "Bolivia has suspended the work of the direct line with Chile.",
            "suspended",
            "suspension of work",
            "in force",
        ),
    ],
)
def test_an_instrument_its_name_and_its_state(text: str, words: str, name: str, state: str) -> None:
    known = lever(text, words)
    assert (known.instrument, known.state) == (name, state)
    if "presence" not in words:
        assert known.by == "BOL"


def test_who_would_not_hesitate_threatens_and_denies_nothing() -> None:
    text = "Bolivia would not hesitate to impose sanctions on Chile."
    assert act(text, "sanctions").status == "threatened"
    assert act("Bolivia would not hesitate to provide aid to Chile.", "aid").status == "planned"
    assert act("Bolivia would not impose sanctions on Chile.", "sanctions").status == "denied"


def test_what_a_side_says_is_closed_is_closed_by_it(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("Bolivian forces met on Monday. The area of the crash has been closed to shipping.")
    row = '- {file: 1.txt, outlet: Navy, side: BOL, kind: statement, published: "2026-05-04T12:00:00-04:00"}\n'
    (tmp_path / "reports.yaml").write_text(row)
    (held,) = [v for r in brief(tmp_path).relations for v in r.levers]
    assert (held.instrument, held.by, held.state) == ("closure of area", "BOL", "in force")
    (tmp_path / "reports.yaml").write_text(row.replace("side: BOL, kind: statement", "kind: news"))
    assert not [v for r in brief(tmp_path).relations for v in r.levers]


def test_measures_left_unsaid_are_threatened() -> None:
    text = "If the duties stay, Bolivia will take all necessary measures against Chile."
    assert (lever(text, "measures").state, lever(text, "measures").by) == ("threatened", "BOL")
