"""Voices in set phrases, and what they say."""

from __future__ import annotations

import pytest
from voices_maker import chains

SAID = [
    ("Kenya said a camp was hit. A senior source put the figure at 300.", "the figure at 300", ["A senior source"]),
    ("Police gave the number of dead as five.", "the number of dead as five", ["Police"]),
    ("Mr Salas spoke and, his aides let it be known, wept twice on Friday.", "wept twice on Friday", ["aides"]),
    ("The ministry let it be known that the envoy would return.", "the envoy would return", ["The ministry"]),
    (
        "If the strait closes, mills in Chile could run short, consultancy Seabright estimates.",
        "mills in Chile could run short",
        ["Seabright"],
    ),
    (
        "Kenyan officials briefed journalists that between 20 and 30 men fell.",
        "between 20 and 30 men fell",
        ["officials"],
    ),
    ("Tass, citing a ministry official, said that the ships had left.", "the ships had left", ["Tass", "official"]),
    (
        "The board's own account has a gap. It says that the clerk left early.",
        "the clerk left early",
        ["The board's own account"],
    ),
]


@pytest.mark.parametrize(("text", "words", "wanted"), SAID)
def test_chain(text: str, words: str, wanted: list[str]) -> None:
    made = chains(text, words)
    assert any(len(c) == len(wanted) and all(w in n for w, n in zip(wanted, c, strict=True)) for c in made), made


def test_a_cited_act_is_no_source() -> None:
    text = "The country has changed, the senator said, citing the release of prisoners."
    named = [name for chain in chains(text, "The country has changed") for name in chain]
    assert named
    assert not any("release" in name for name in named)


def test_answers_are_of_whom_the_heading_names() -> None:
    text = (
        "Foreign Ministry Spokesperson's Remarks on the Dam\n\nQ: Will Kenya close the dam?\n\n"
        "A: Reports of a closure are not true. The dam is open.\n"
    )
    assert any(
        "Spokesperson" in c[0] for c in chains(text, "Reports of a closure are not true", "statement", "KEN") if c
    )
