"""Every bundle that was handled once is handled still, and every check can fail."""

from __future__ import annotations

import pytest
from eval import faults

from memcon.model.memo import Memorandum
from tests.made import memorandum


@pytest.mark.parametrize("name", faults.bundles())
def test_anchors_stand_once(name: str) -> None:
    asked = faults.expected(name)
    assert len(asked["checks"]) >= 3
    assert asked["guards"]
    for check in (*asked["checks"], *asked["guards"]):
        (kind,) = set(check) - {"say"}
        assert kind in faults.CHECKS
        for anchor in _anchors(check[kind]):
            report, words = anchor.split(": ", 1)
            text = (faults.FOLDER / name / f"{report[1:]}.txt").read_text("utf-8")
            assert text.count(words) == 1, anchor


@pytest.mark.parametrize("name", faults.held())
def test_handled(name: str) -> None:
    missed = [r.say for r in faults.measure(name) if not r.held]
    assert not missed


FAIL: dict[str, object] = {
    "copy": {"report": "R2", "of": "R1"},
    "same": ["R1: phoned", "R2: declined"],
    "apart": ["R1: phoned", "R2: spoke"],
    "count": {"type": ["CONSULT"], "between": ["PER"], "is": 7},
    "status": {"at": "R1: phoned", "is": ["planned"]},
    "not_fact": "R1: phoned",
    "parties": {"at": "R1: phoned", "are": ["CHL"]},
    "origins": {"at": "R1: phoned", "is": 9},
    "time": {"at": "R1: phoned", "within": ["2025-05-04T00:00-05:00", "2025-05-05T00:00-05:00"]},
    "slot": {"at": "R1: phoned", "slot": "time", "standing": ["disputed"]},
    "standing": {"at": "R1: phoned", "standing": ["repeated"]},
    "position": {"at": "R1: phoned", "slot": "time", "has": "nine o'clock"},
    "no_position": {"at": "R1: phoned", "slot": "time", "has": "May"},
    "disputes": {"at": "R1: phoned", "none": True},
    "caution": {"kind": ["moved-plan"], "at": "R1: phoned"},
    "caution_or_none": {"kind": ["moved-plan"], "at": "R1: phoned"},
    "claim": {"at": "R1: phoned", "voice": "nobody"},
    "agenda": {"at": "R1: phoned", "when": "2025-05-03", "zone": "UTC"},
    "withheld": {"report": "R1", "at": "R1: phoned"},
}


@pytest.fixture(scope="module")
def made() -> Memorandum:
    return memorandum()


@pytest.mark.parametrize("kind", sorted(FAIL))
def test_a_check_can_fail(kind: str, made: Memorandum) -> None:
    held, _ = faults.CHECKS[kind](faults.Memo(made), FAIL[kind])
    assert not held


def _anchors(value: object) -> list[str]:
    if isinstance(value, str):
        return [value] if ": " in value else []
    if isinstance(value, list):
        return [a for v in value for a in _anchors(v)]
    if isinstance(value, dict):
        return [a for k, v in value.items() if k != "has" for a in _anchors(v)]
    return []
