"""What the shipped models score on dev parts: the figures of docs/encoder.md and of the model card."""

from pathlib import Path

import pytest
from eval.predict import predict
from eval.rows import read
from eval.scores import scorer

FIGURES = [
    ("plover-types", "plover-types/plv_dev.jsonl", None, {"root macro F1": 0.800, "quad macro F1": 0.913}),
    ("cameo-class", "plover-types/cameo_class_dev.jsonl", None, {"macro F1": 0.937}),
    ("factuality", "time/uw_dev.jsonl", 150, {"pearson r": 0.812, "mae": 0.413}),
    ("attribution", "attribution/polnear_dev.jsonl", 10, {"all3@0.5 F1": 0.715}),
]
SLACK = {None: 0.015, 150: 0.06, 10: 0.08}
"""A whole part may move a little with the rules beside the model; of a long part only the first rows are read."""

pytestmark = pytest.mark.shared


@pytest.mark.parametrize(("task", "file", "first", "figures"), FIGURES, ids=[f[0] for f in FIGURES])
def test_the_shipped_model_gives_the_figures_of_its_card(shared_folder: Path, task, file, first, figures):
    gold = list(read(shared_folder / "bench" / file))[:first]
    scores = scorer(shared_folder).TASKS[task].scorer(gold, predict(task, gold))
    for name, figure in figures.items():
        assert scores[name] == pytest.approx(figure, abs=SLACK[first]), name
