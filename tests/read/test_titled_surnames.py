"""A surname of the leaders' table under another office is not that leader."""

from __future__ import annotations

from memcon.model.memo import Report
from memcon.read import read

TEXT = (
    "N'DJAMENA, 13 March 2026 - Chad's foreign minister, Halima Abakar, told reporters that President Saleh had "
    "received a call from his Nigerien counterpart on Wednesday."
)


def test_a_president_is_no_foreign_minister_of_another_land() -> None:
    reading = read(Report(id="R1", file="1.txt", text=TEXT, published="2026-03-13T12:00:00+01:00"))
    found = [e for e in reading.entities if e.surname == "Saleh"]
    assert [(e.known, e.country) for e in found] == [(None, "TCD")]
