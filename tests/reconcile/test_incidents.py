"""One collision, blast or clash that two sides tell the other way round is one event, with who began it in dispute."""

from __future__ import annotations

from pathlib import Path

from memcon.model.memo import Memorandum
from memcon.pipeline import brief

SIDES = """\
- {file: 1.txt, outlet: Ministry of Peru, side: PER, kind: statement, published: "2026-09-15T19:00:00-05:00"}
- {file: 2.txt, outlet: Ministry of Chile, side: CHL, kind: statement, published: "2026-09-15T20:00:00-03:00"}
"""


def told(folder: Path, *texts: str, sides: str = SIDES) -> Memorandum:
    for n, text in enumerate(texts, 1):
        (folder / f"{n}.txt").write_text(text, "utf-8")
    (folder / "reports.yaml").write_text(sides, "utf-8")
    return brief(folder)


def test_each_side_says_that_the_other_rammed_it(tmp_path: Path) -> None:
    memo = told(
        tmp_path,
        "On Tuesday a Chilean patrol vessel rammed a Peruvian trawler. Peru protested.",
        "On Tuesday Peru rammed a Chilean patrol vessel. Chile protested.",
    )
    (event,) = [e for e in memo.events if any(m.trigger.quote.startswith("rammed") for m in e.mentions)]
    assert event.reports == ("R1", "R2")
    (slot,) = [s for s in event.slots if s.slot == "initiator"]
    assert slot.standing == "disputed"
    assert [(p.value, p.reports) for p in slot.positions] == [("Chile", ("R1",)), ("Peru", ("R2",))]


def test_a_collision_and_what_one_side_calls_a_strike_are_one(tmp_path: Path) -> None:
    memo = told(
        tmp_path,
        "A Peruvian trawler was struck by a Chilean frigate on Tuesday. Nobody was hurt.",
        "A Chilean frigate and a Peruvian trawler collided on Tuesday.",
    )
    (event,) = [e for e in memo.events if any("collided" in m.trigger.quote for m in e.mentions)]
    assert event.reports == ("R1", "R2")
    assert any("collision" in r.because for r in event.reasons)


def test_two_collisions_on_two_days_stay_two(tmp_path: Path) -> None:
    memo = told(
        tmp_path,
        "A Chilean patrol vessel rammed a Peruvian trawler on 3 September.",
        "Peru rammed a Chilean patrol vessel on 12 September.",
    )
    assert len([e for e in memo.events if any(m.trigger.quote.startswith("rammed") for m in e.mentions)]) == 2
    assert not [s for e in memo.events for s in e.slots if s.standing == "disputed"]


def test_a_coup_is_one_whatever_each_report_calls_it(tmp_path: Path) -> None:
    memo = told(
        tmp_path,
        "Officers in Niamey said on Tuesday that they had taken total control of Niger. Chile condemned the coup. "
        "Borders were closed after the killings.",
        "Niger's president was overthrown by the army on Tuesday. Peru said that it would not recognise the takeover.",
        sides="[]",
    )
    (event,) = [e for e in memo.events if any("overthrown" in m.trigger.quote for m in e.mentions)]
    assert {m.trigger.quote for m in event.mentions} >= {"coup", "overthrown", "takeover"}
    assert event.reports == ("R1", "R2")


def test_an_ambush_that_cost_lives_is_one_in_two_reports(tmp_path: Path) -> None:
    memo = told(
        tmp_path,
        "Three Zambian peacekeepers were killed when gunmen ambushed their patrol near Birao on 20 June 2025.",
        "One Zambian soldier lost his life and two were injured in the ambush near Birao on 20 June 2025.",
        sides="[]",
    )
    (event,) = [e for e in memo.events if any("ambush" in m.trigger.quote for m in e.mentions)]
    assert event.reports == ("R1", "R2")
    (slot,) = [s for s in event.slots if s.slot == "amount"]
    assert slot.standing in {"disputed", "compatible"}


def test_an_incident_is_called_by_what_was_done_on_no_side(tmp_path: Path) -> None:
    memo = told(
        tmp_path,
        "A Chilean jet hit a Peruvian helicopter near Arica on Tuesday, wounding two airmen.",
        "A Peruvian helicopter and a Chilean jet collided near Arica on Tuesday. Two airmen were wounded.",
    )
    (event,) = [e for e in memo.events if any("collided" in m.trigger.quote for m in e.mentions)]
    assert "wound" not in event.label
    assert "collide" in event.label


def test_an_incident_of_shots_is_no_collision(tmp_path: Path) -> None:
    memo = told(
        tmp_path,
        "A Chilean patrol boat shot at a Peruvian trawler on Tuesday. Peru protested over the incident.",
        "A Peruvian trawler rammed a Chilean patrol boat on Tuesday. Chile protested.",
    )
    shots = [e for e in memo.events if any(m.trigger.quote.startswith("shot") for m in e.mentions)]
    assert not any(m.trigger.quote.startswith("rammed") for e in shots for m in e.mentions)
