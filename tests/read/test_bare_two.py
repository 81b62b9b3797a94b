"""Two people of whom nothing was said before are not the two of whom something was."""

from __future__ import annotations

from memcon.model.memo import Report
from memcon.read import read

TEXT = (
    "Prime Minister Ana Rojas of Peru phoned her Chilean counterpart, Luis Vidal, after Peru expelled a consul. "
    "The talk was short, two officials in Lima said. They gave no details."
)


def test_two_officials_are_not_two_who_were_named() -> None:
    reading = read(Report(id="R1", file="1.txt", text=TEXT))
    at = TEXT.index("two officials")
    there = [n.entity for n in reading.namings if n.start == at]
    members = {e.id: e.members for e in reading.entities}
    assert all(not members[e] for e in there)
