"""What is told as mere talk, and what somebody of a state says without a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from memcon.pipeline import brief

OTHER = "Lima Day\nMarch 6, 2024\n\nThe presidents of Chile and Peru met in Lima on Tuesday.\n"


def told(folder: Path, sentence: str) -> list[tuple[str, str]]:
    text = f"Santiago Star\nMarch 6, 2024\n\nThe presidents of Chile and Peru met in Lima on March 5. {sentence}\n"
    (folder / "1.txt").write_text(text, "utf-8")
    (folder / "2.txt").write_text(OTHER, "utf-8")
    return [(c.kind, c.text) for c in brief([folder]).cautions]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("There is speculation that Chile will recall its ambassador from Lima.", "attribution-lost"),
        ("Rumours are swirling that Peru will close the port of Ilo.", "attribution-lost"),
        ("Peru would close the port of Ilo, a Brazilian official said.", "single-unsourced"),
    ],
)
def test_talk_is_no_fact(tmp_path: Path, sentence: str, kind: str) -> None:
    assert kind in {k for k, _ in told(tmp_path, sentence)}


def test_a_named_minister_is_no_unnamed_source(tmp_path: Path) -> None:
    found = told(tmp_path, "Peru had closed the port of Ilo, Foreign Minister Elmer Schialer said.")
    assert not [t for k, t in found if k == "single-unsourced" and "Schialer" in t]
