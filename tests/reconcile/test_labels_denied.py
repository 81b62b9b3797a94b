"""Names of events that were denied: one "no" is enough."""

from __future__ import annotations

from pathlib import Path

import pytest

from memcon.pipeline import brief


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Peru and Chile met in Oslo. He said that no document had been signed.", "No document is signed"),
        ("Peru's government was not at the table.", "Peru is not at the table"),
    ],
)
def test_nothing_is_denied_twice(tmp_path: Path, text: str, label: str) -> None:
    (tmp_path / "a.txt").write_text(text + "\n", "utf-8")
    assert label in {e.label for e in brief([tmp_path]).events}
