"""What two sides say of one thing and cannot both be so, from whole invented texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from memcon.model.memo import Caution
from memcon.pipeline import brief


def told(folder: Path, *texts: str) -> list[Caution]:
    for n, text in enumerate(texts, 1):
        (folder / f"{n}.txt").write_text(f"March 5, 2031\n\n{text}\n", "utf-8")
    return [c for c in brief([folder]).cautions if c.kind == "contradiction"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Ghana's foreign minister said that the jet was in Ghanaian airspace on Monday.",
            "Togo's defence minister said that its jet was over the sea, outside Ghana's airspace, on Monday.",
        ),
        (
            "Ghana's foreign minister said that the trawler was unarmed when the navy stopped it off Lome on Monday.",
            "Togo's defence minister said that the trawler was armed when the navy stopped it off Lome on Monday.",
        ),
        (
            "Ghana's foreign minister said that the boat was in Ghanaian waters on Monday.",
            "Togo's defence minister said that the boat was not in Ghana's waters on Monday.",
        ),
    ],
)
def test_two_sides_exclude_each_other(tmp_path: Path, one: str, other: str) -> None:
    (found,) = told(tmp_path, one, other)
    assert "Ghana" in found.text
    assert "Togo" in found.text
    assert len(found.claims) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (  # two things
            "Ghana's foreign minister said that the jet was in Ghanaian airspace on Monday.",
            "Togo's defence minister said that its boats were outside Ghana's waters on Monday.",
        ),
        (  # two zones
            "Ghana's foreign minister said that the boat was in Ghanaian waters on Monday.",
            "Togo's defence minister said that the boat was outside Togo's waters on Monday.",
        ),
        (  # both say the same
            "Ghana's foreign minister said that the boat was outside Togo's waters on Monday.",
            "Togo's defence minister said that the boat was not in Togo's waters on Monday.",
        ),
        (  # one side, twice
            "Ghana's foreign minister said that the boat was in Ghanaian waters on Monday.",
            "Ghana's defence minister said that the boat was outside Ghana's waters on Monday.",
        ),
    ],
)
def test_what_can_both_be_so_is_no_contradiction(tmp_path: Path, one: str, other: str) -> None:
    assert told(tmp_path, one, other) == []
