"""The clock of an act of which nobody says who did it is that of where the report was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from memcon.pipeline import brief

LINES = [
    ("Iran's ambassador was summoned on Monday morning and told of the protest.", "Stockholm"),
    ("Iran's foreign ministry summoned Sweden's ambassador to the ministry in Tehran on Monday morning.", "Tehran"),
]


@pytest.mark.parametrize(("line", "clock"), LINES)
def test_whose_clock(line: str, clock: str, tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(
        "STOCKHOLM, 19 January 2026 - Sweden expelled two Iranian diplomats on Friday. " + line + "\n", "utf-8"
    )
    told = [e.time.explanation or "" for e in brief([tmp_path]).events if e.time and "morning" in str(e.time.words)]
    assert told
    assert all(f"on the clock of {clock}" in t for t in told)
