"""Levers and the agenda hold what states and bodies do: no private help, no wish, no court."""

from __future__ import annotations

from pathlib import Path

import pytest

from memcon.model.memo import Memorandum
from memcon.pipeline import brief


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Memorandum:
    folder: Path = tmp_path_factory.mktemp("relations")
    (folder / "1.txt").write_text(
        "Chile imposed tariffs on Peruvian steel on 3 May 2021. Peru sent financial assistance to Bolivia. "
        "Elmer Schialer helped his neighbour build a house. A judge sentenced the smuggler Rui Silva to death. "
        "The prime minister of Chile will visit Peru on 9 June 2021. Peru plans to deploy 2,000 troops to Ecuador. "
        "Villagers want the mayor to lower the temperature. Schialer decided to help his brother.",
        "utf-8",
    )
    return brief([folder])


def test_an_instrument_is_a_states_and_named_as_one(found: Memorandum) -> None:
    held = {(x.instrument.split()[-1].lower(), x.by) for r in found.relations for x in r.levers}
    assert {("tariffs", "CHL"), ("assistance", "PER")} <= held
    assert not [h for h in held if h[1] not in {"CHL", "PER"}]


def test_the_agenda_holds_what_states_are_to_do(found: Memorandum) -> None:
    to_come = {e.label for e in found.events for a in found.agenda if a.event == e.id}
    assert any("visit" in x for x in to_come)
    assert any("2,000 troops" in x for x in to_come)
    assert not [x for x in to_come if "temperature" in x or "brother" in x]
