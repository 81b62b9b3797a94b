"""Cautions on clocks and on how firm a plan is, from whole invented texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from memcon.model.memo import Caution, Memorandum
from memcon.pipeline import brief

EVENING = (
    "LIMA, May 12, 2031 - Peru's President Ana Rojas rang Japan's Prime Minister Kenji Mori late in the evening of "
    "May 11, hours after speaking with the President of Chile, Diego Paz, officials said."
)
MORNING = (
    "TOKYO, May 13, 2031 - Kenji Mori took a telephone call from Ana Rojas of Peru in the morning of May 12. "
    "The call dwelt on fisheries."
)
INVITED = (
    "Peru's President Ana Rojas invited Japan's Prime Minister Kenji Mori to pay a visit to Lima on 3 October 2031."
)
SETTLED = "Japan's Prime Minister Kenji Mori will pay a visit to Lima on 3 October 2031, aides to Ana Rojas said."
VAGUE = "LIMA, May 12, 2031 - Peru's President Ana Rojas will travel to Tokyo in the first half of August."
DATED = "LIMA, May 12, 2031 - Peru's President Ana Rojas will travel to Tokyo on 4 August."


def memo(folder: Path, *texts: str) -> Memorandum:
    for n, text in enumerate(texts, 1):
        (folder / f"{n}.txt").write_text(text, "utf-8")
    return brief([folder])


def cautions(found: Memorandum, kind: str) -> list[Caution]:
    return [c for c in found.cautions if c.kind == kind]


def test_one_call_told_on_two_clocks_by_the_press_is_warned_of(tmp_path: Path) -> None:
    (told,) = cautions(memo(tmp_path, EVENING, MORNING), "mixed-clocks")
    assert "morning of May 12" in told.text
    assert "evening of May 11" in told.text


def test_a_plan_that_one_report_tells_as_settled_and_another_as_asked_for_keeps_its_source(tmp_path: Path) -> None:
    found = cautions(memo(tmp_path, INVITED, SETTLED), "attribution-lost")
    assert any("R2 tells this as settled, R1 only as asked for" in c.text for c in found)


@pytest.mark.parametrize(("text", "warned"), [(VAGUE, True), (DATED, False)])
def test_a_plan_without_a_day_is_no_date_for_a_diary(tmp_path: Path, text: str, warned: bool) -> None:
    assert bool(cautions(memo(tmp_path, text), "undated-plan")) is warned


def test_what_is_only_reported_or_unconfirmed_is_nobodys_word(tmp_path: Path) -> None:
    text = (
        "Peru's President Ana Rojas met Japan's Prime Minister Kenji Mori in Lima on 3 October 2031. "
        "There are reports that the central bank will list several Chilean firms next week."
    )
    found = cautions(memo(tmp_path, text), "attribution-lost")
    assert [c for c in found if "central bank" in c.text]
