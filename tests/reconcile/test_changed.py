"""What was changed on its way: plans that moved, old passages told again, quotations run together."""

from __future__ import annotations

from dataclasses import replace

from reconcile_maker import TOOL

from memcon.extract import extract
from memcon.model.memo import Memorandum, Report
from memcon.read import read
from memcon.reconcile import reconcile

OLD = (
    "Chile recalled its ambassador from Lima and closed the road to Tacna after a patrol was fired on. "
    "The road had been open for thirty years."
)


def memo(*told: tuple[str, str], side: str | None = None) -> Memorandum:
    reports = tuple(
        Report(id=f"R{n}", file=f"{n}.txt", text=t, characters=len(t), published=f"{day}T12:00:00+00:00")
        for n, (day, t) in enumerate(told, 1)
    )
    reports = (replace(reports[0], side=side, kind="statement"), *reports[1:]) if side else reports
    readings = tuple(read(r) for r in reports)
    return reconcile(reports, readings, tuple(extract(r, d) for r, d in zip(reports, readings, strict=True)), TOOL)


def kinds(found: Memorandum) -> set[str]:
    return {c.kind for c in found.cautions}


def test_an_old_passage_is_flagged_and_adds_no_origin() -> None:
    found = memo(("2031-02-03", OLD), ("2031-06-15", f"Chile elected a new parliament on Sunday. {OLD}"))
    assert "recycled-passage" in kinds(found)
    recall = next(e for e in found.events if "ambassador" in e.label)
    assert (recall.reports, recall.origins) == (("R1", "R2"), 1)


def test_two_reports_of_one_day_repeat_nothing_old() -> None:
    found = memo(("2031-06-15", OLD), ("2031-06-15", f"Chile elected a new parliament on Sunday. {OLD}"))
    assert "recycled-passage" not in kinds(found)


def test_a_plan_that_moved_is_an_update() -> None:
    found = memo(
        ("2031-05-04", "President Ana Roe of Chile will visit Fiji on 12 May."),
        (
            "2031-05-08",
            "The visit of President Ana Roe of Chile to Fiji, originally set for 12 May, will be on 19 May.",
        ),
    )
    time = next(s for e in found.events if e.type == "CONSULT" for s in e.slots if s.slot == "time")
    assert (time.standing, time.reason) == ("compatible", "update")
    assert "moved-plan" in kinds(found)


def test_one_meeting_with_two_dates_is_a_dispute() -> None:
    found = memo(
        ("2031-03-12", "Chile's foreign minister Ana Roe met Fiji's foreign minister Bob Lee in Suva on 3 March."),
        ("2031-03-12", "Ana Roe, Chile's foreign minister, met Fiji's foreign minister Bob Lee in Suva on 6 March."),
    )
    time = next(s for e in found.events if e.type == "CONSULT" for s in e.slots if s.slot == "time")
    assert time.standing == "disputed"


OWN = "We will not accept a base in our bay, and we will not discuss one. Whoever believes otherwise does not know us."


def test_a_quotation_run_together_is_flagged() -> None:
    text = '"We will not accept or discuss a base in our bay," Chile\'s foreign ministry said.'
    assert "altered-quote" in kinds(memo(("2031-05-04", OWN), ("2031-05-05", text), side="CHL"))


def test_a_verbatim_quotation_is_not() -> None:
    text = '"We will not accept a base in our bay, and we will not discuss one", Chile\'s foreign ministry said.'
    assert "altered-quote" not in kinds(memo(("2031-05-04", OWN), ("2031-05-05", text), side="CHL"))
