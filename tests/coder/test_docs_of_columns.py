"""The page for researchers names every column with what it says, and every column set."""

from __future__ import annotations

from pathlib import Path

import pytest

from memcon.coder.columns import NATIVE, Column
from memcon.coder.layouts import LAYOUTS

PAGE = (Path(__file__).parents[2] / "docs" / "coding.md").read_text("utf-8")


@pytest.mark.parametrize("column", NATIVE, ids=lambda c: c.name)
def test_every_column_is_described_in_its_own_words(column: Column) -> None:
    lines = [line for line in PAGE.splitlines() if line.startswith(f"| `{column.name}` |")]
    assert len(lines) == 1
    assert lines[0].endswith(f"| {column.says} |")


def test_every_column_set_is_named() -> None:
    for name in LAYOUTS:
        assert name == "memcon" or name in PAGE.split("--columns ")[-1]
