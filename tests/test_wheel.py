"""What an installed memcon has: the wheel takes every data file and every file of a model along."""

from __future__ import annotations

from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def taken() -> set[str]:
    """Paths in the wheel, as the build would put them there."""
    return {f.distribution_path for f in WheelBuilder(str(ROOT)).recurse_included_files()}


def test_every_file_of_the_package_is_taken(taken: set[str]) -> None:
    source = ROOT / "src"
    there = {
        path.relative_to(source).as_posix()
        for path in (source / "memcon").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert there - taken == set()
    assert sum(not name.endswith(".py") for name in taken) > 60


@pytest.mark.parametrize(
    "name",
    [
        "read/model_files/lower.onnx",
        "read/model_files/reader.onnx",
        "read/model_files/sentences.onnx",
        "read/model_files/voices.onnx",
        "read/model_files/heads.npz",
        "read/model_files/status.npz",
        "read/model_files/embeddings.npz",
        "read/model_files/vocabulary.txt",
        "coder/data/score.yaml",
        "coder/data/weighed.yaml",
        "extract/data/acts_verbs.yaml",
        "model/data/plover/plover_ontology_0.8.json",
    ],
)
def test_what_cannot_be_done_without_is_taken(taken: set[str], name: str) -> None:
    assert f"memcon/{name}" in taken


def test_nothing_of_the_tests_or_the_training_is_taken(taken: set[str]) -> None:
    assert {name.split("/")[0] for name in taken} == {"memcon"}
