"""The drafts with planted faults: what is asked is there to be asked, and no figure falls below its floor."""

from __future__ import annotations

import pytest
import yaml
from eval import proof as planted

from memcon.proof import KINDS


@pytest.mark.parametrize("half", planted.HALVES)
def test_what_is_expected_can_be_found(half: str) -> None:
    for bundle in planted.HALVES[half]:
        own = planted.FOLDER / bundle / "drafts.yaml"
        listed = yaml.safe_load((own if own.exists() else planted.FOLDER / f"{bundle}.yaml").read_text("utf-8"))
        for one in listed:
            for sentence in one["sentences"]:
                assert sentence["marks"], sentence
                for mark in sentence["marks"]:
                    assert mark["kind"] in KINDS
                    assert mark.get("on", "") in sentence["say"]
                assert set(sentence.get("may", ())) <= set(KINDS)


def test_the_halves_share_no_bundle_and_are_large_enough() -> None:
    halves = list(planted.HALVES.values())
    assert not set(halves[0]) & set(halves[1])
    asked = sum(len(s["marks"]) for b in halves[1] for one in _drafts(b) for s in one["sentences"])
    assert asked >= 60


def _drafts(bundle: str) -> list[dict[str, list[dict[str, list[str]]]]]:
    own = planted.FOLDER / bundle / "drafts.yaml"
    found: list[dict[str, list[dict[str, list[str]]]]] = yaml.safe_load(
        (own if own.exists() else planted.FOLDER / f"{bundle}.yaml").read_text("utf-8")
    )
    return found


def test_no_figure_of_the_half_not_looked_at_falls() -> None:
    found = {kind: [p, r] for kind, _, p, r in planted.rows(planted.measure("held")[0])}
    assert planted.below({"held": found}) == []


def test_a_figure_that_falls_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {kind: [0.0, 0.0] for kind in (*KINDS, "all faults")}
    assert any("recall is 0.00" in line for line in planted.below({"held": found}))
