"""How likely a type is right, where the encoder is asked, and who is said to have given the type."""

from __future__ import annotations

from dataclasses import replace

import pytest

from memcon.coder import score
from memcon.coder.chains import chains
from memcon.coder.events import Made, rows
from memcon.coder.scan import Scan, plain_report, scan
from memcon.coder.score import BY_BOTH, BY_RULES, NO_PARTY, asked, by_rules, judged, retyped

MADE = Made(tool="test", rules="")
SURE = "Norway condemned Chile on Monday."
UNSURE = "Norway recalled its ambassador from Chile on Monday."


@pytest.fixture(scope="module")
def sure() -> Scan:
    return scan(plain_report(SURE))


@pytest.fixture(scope="module")
def unsure() -> Scan:
    return scan(plain_report(UNSURE))


def test_a_word_that_is_seldom_wrong_is_the_rules_alone(sure: Scan) -> None:
    head = chains(sure)[0].head
    told = judged(sure, head)
    assert not asked(sure, head)
    assert (told.type, told.coder, told.why) == ("ACCUSE", "rules", BY_RULES)
    assert told.score == pytest.approx(by_rules(head), abs=1e-3)
    assert told.score > 0.85


def test_a_word_with_two_senses_is_asked_of_the_encoder(unsure: Scan) -> None:
    head = chains(unsure)[0].head
    told = judged(unsure, head)
    assert asked(unsure, head)
    assert told.why == BY_BOTH
    assert told.score is not None
    assert told.other is not None
    assert 0 < told.other[1] < 1


def test_sanctions_stay_sanctions_whatever_other_coders_call_them(
    unsure: Scan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(score, "shares", lambda *_: {"COERCE": 0.97, "SANCTION": 0.02, "AID": 0.01})
    told = judged(unsure, chains(unsure)[0].head)
    assert (told.type, told.coder, told.other) == ("SANCTION", "rules", ("COERCE", 0.97))


@pytest.mark.parametrize(
    ("shares", "kind", "coder"),
    [
        ({"ACCUSE": 0.95, "SANCTION": 0.04, "AID": 0.01}, "ACCUSE", "encoder"),
        ({"ACCUSE": 0.85, "SANCTION": 0.14, "AID": 0.01}, "SANCTION", "rules"),
        ({"ACCUSE": 0.05, "SANCTION": 0.94, "AID": 0.01}, "SANCTION", "both"),
        ({"YIELD": 0.95, "SANCTION": 0.04, "AID": 0.01}, "SANCTION", "rules"),
    ],
)
def test_the_encoder_overrules_only_where_it_leaves_little_doubt(
    unsure: Scan, monkeypatch: pytest.MonkeyPatch, shares: dict[str, float], kind: str, coder: str
) -> None:
    monkeypatch.setattr(score, "shares", lambda *_: shares)
    head = chains(unsure)[0].head
    told = judged(unsure, head)
    assert (told.type, told.coder) == (kind, coder)
    assert retyped(head, told).type == kind
    assert told.score == shares[kind]
    row = next(r for r in rows(unsure, MADE) if r["type"] == kind)
    assert row["coder"] == coder
    assert row["row_id"].endswith(kind.lower())
    assert row["coded_by"] == head.rule


def test_an_overruled_type_takes_its_mode_along(unsure: Scan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(score, "shares", lambda *_: {"ACCUSE": 0.95, "SANCTION": 0.05})
    head = replace(chains(unsure)[0].head, mode="discontinue")
    assert retyped(head, judged(unsure, head)).mode is None


def test_an_act_to_come_is_not_asked_about(unsure: Scan) -> None:
    head = chains(unsure)[0].head
    assert not asked(unsure, replace(head, status="planned"))
    assert not asked(unsure, replace(head, recipients=(), reciprocal=False))


def test_an_act_of_nobody_has_no_score(unsure: Scan) -> None:
    told = judged(unsure, replace(chains(unsure)[0].head, actors=(), recipients=()))
    assert (told.score, told.why) == (None, NO_PARTY)
