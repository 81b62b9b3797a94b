"""The floors of the dev figures: what is held, and when a figure is under it."""

from __future__ import annotations

import json

import pytest
from eval import rows, scores


def test_a_figure_is_held_rounded_to_the_worse_side() -> None:
    assert scores.held("macro F1", 0.52299) == 0.522
    assert scores.held("mae", 0.6931) == 0.694


@pytest.mark.parametrize(("metric", "worse", "better"), [("macro F1", 0.4, 0.6), ("mae", 0.6, 0.4)])
def test_a_figure_under_its_floor_is_found(metric: str, worse: float, better: float) -> None:
    assert scores.under(metric, worse, 0.5)
    assert not scores.under(metric, better, 0.5)


def test_every_task_has_a_part_and_every_floor_a_figure() -> None:
    assert {p.task for p in scores.PARTS} == set(rows.KEPT)
    floors = json.loads(scores.FLOORS.read_text("utf-8"))
    known = {p.file.rsplit("/", 1)[-1].removesuffix(".jsonl"): set(p.metrics) for p in scores.PARTS}
    assert {name: set(held) for name, held in floors.items()} == known
