"""Acts that are one, or never one, by the sense of their words: over two invented reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from memcon.model.memo import Event
from memcon.pipeline import brief


def events(folder: Path, *texts: str) -> tuple[Event, ...]:
    for n, text in enumerate(texts, 1):
        (folder / f"{n}.txt").write_text(text, encoding="utf-8")
    return brief([str(folder)]).events


def holding(found: tuple[Event, ...], words: str) -> list[Event]:
    return [e for e in found if any(words in m.trigger.quote for m in e.mentions)]


CALL = "Kenyan President William Ruto telephoned Norwegian Prime Minister Jonas Gahr Støre on 4 March 2024. "


@pytest.mark.parametrize(
    ("one", "two", "left", "right"),
    [
        ("Ruto thanked Norway for its tents.", "Ruto expressed his gratitude to Norway.", "thanked", "gratitude"),
        (
            "Støre offered condolences over the floods.",
            "Støre expressed solidarity with Kenya.",
            "condolences",
            "solidarity",
        ),
        (
            "Norway advised its citizens to avoid Kenya.",
            "Norway issued a travel alert for Kenya.",
            "advised",
            "travel alert",
        ),
        (
            "Norway banned imports of Kenyan roses.",
            "Norway halted shipments of roses from Kenya.",
            "banned imports",
            "halted shipments",
        ),
    ],
)
def test_one_act_in_two_wordings(tmp_path: Path, one: str, two: str, left: str, right: str) -> None:
    [event] = holding(events(tmp_path, CALL + one, CALL + two), left)
    assert any(right in m.trigger.quote for m in event.mentions)


def test_thanks_are_no_congratulations(tmp_path: Path) -> None:
    found = events(tmp_path, CALL + "Ruto thanked Norway.", CALL + "Ruto congratulated Norway.")
    assert holding(found, "thanked") != holding(found, "congratulated")


def test_two_visitors_are_two_visits(tmp_path: Path) -> None:
    found = events(
        tmp_path,
        CALL + "The Kenyan foreign minister will visit Oslo in May.",
        CALL + "The Norwegian trade minister will travel to Nairobi in May.",
    )
    assert holding(found, "visit") != holding(found, "travel")


def test_a_person_of_two_surnames_is_one_actor(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("Luiz Inácio Lula da Silva met Jonas Gahr Støre in Oslo on 4 March 2024.", "utf-8")
    (tmp_path / "2.txt").write_text("Lula met Jonas Gahr Støre in Oslo on 4 March 2024.", "utf-8")
    people = [a for a in brief([str(tmp_path)]).actors if a.country == "BRA" and a.kind == "person"]
    assert len(people) == 1


def test_who_denies_a_refusal_does_not_refuse(tmp_path: Path) -> None:
    found = events(
        tmp_path,
        "Nairobi, 4 March 2024 - Kenya said on Monday that Tanzania had refused to sign the border protocol.",
        "Dodoma, 5 March 2024 - Tanzania on Tuesday denied that it had refused to sign the border protocol with Kenya.",
    )
    (denial,) = holding(found, "denied")
    refused = holding(found, "refused")
    assert denial not in refused
    assert [s.standing for e in refused for s in e.slots if s.slot == "status"] == ["disputed"]
