"""A plan that is told in one story and told again, moved, called off or held in another is one entry of the agenda."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from memcon.model.memo import Memorandum, Twin
from memcon.outlook import agenda
from memcon.outlook.shelf import Memoranda
from memcon.outlook.types import Plan
from memcon.pipeline import brief

Told = Callable[..., list[Memorandum]]
VISIT = (
    "Andean Wire\n2 March 2026\n\nLIMA — Peru's Foreign Minister Rosa Salas will visit Quito on 20 March for talks "
    "with Ecuador's Foreign Minister Pablo Mora, the Peruvian foreign ministry said on Monday.\n"
)
AGAIN = (
    "Quito Post\n4 March 2026\n\nQUITO — Peru's Foreign Minister Rosa Salas is to travel to Ecuador on 20 March, the "
    "Ecuadorean government said on Wednesday. Ecuador imported more rice in February.\n"
)
MOVED = (
    "Quito Post\n9 March 2026\n\nQUITO — The visit of Peru's Foreign Minister Rosa Salas to Quito, planned for "
    "20 March, has been postponed to 27 March, the Ecuadorean government said on Monday.\n"
)
OFF = (
    "Quito Post\n12 March 2026\n\nQUITO — Peru's Foreign Minister Rosa Salas cancelled her trip to Quito planned for "
    "20 March, the Ecuadorean government said on Thursday.\n"
)
OFF_UNDATED = OFF.replace(" planned for 20 March", "").replace("20 March, ", "")
HELD = (
    "Coast News\n21 March 2026\n\nQUITO — Peru's Foreign Minister Rosa Salas met Ecuador's Foreign Minister Pablo Mora "
    "in Quito on 20 March.\n"
)
CONFIRMED = (
    "Quito Post\n10 March 2026\n\nQUITO — Ecuador's foreign ministry confirmed on Tuesday that Peru's Foreign Minister "
    "Rosa Salas would visit Quito on 20 March.\n"
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Texts as stories of their own, each parsed once."""
    known: dict[str, Memorandum] = {}

    def memos(*texts: str) -> list[Memorandum]:
        for text in texts:
            if text not in known:
                file = tmp_path_factory.mktemp("told") / f"{len(known):02}.txt"
                file.write_text(text, "utf-8")
                known[text] = brief([file])
        return [known[t] for t in texts]

    return memos


def plans(memos: Sequence[Memorandum], *, day: int = 1, month: int = 4) -> list[Plan]:
    return list(agenda(memos, now=datetime(2026, month, day, tzinfo=UTC)).plans)


def visit(memos: Sequence[Memorandum], **at: int) -> Plan:
    """The one plan of the visit."""
    (one,) = (p for p in plans(memos, **at) if "Salas" in p.label and p.mode == "visit")
    return one


def test_alone_each_story_has_an_entry_of_its_own_or_none(told: Told) -> None:
    alone = [[p.state for p in plans(told(t), day=3, month=3)] for t in (VISIT, OFF, HELD)]
    assert "scheduled" in alone[0]
    assert alone[1] == ["cancelled"]
    assert alone[2] == []


def test_one_plan_in_two_wordings_is_one(told: Told) -> None:
    one = visit(told(VISIT, AGAIN), day=5, month=3)
    assert one.reports == 2
    assert {c.file for c in one.cites} == {told(t)[0].reports[0].file for t in (VISIT, AGAIN)}


def test_a_move_told_in_another_story(told: Told) -> None:
    one = visit(told(VISIT, MOVED), day=10, month=3)
    assert one.state == "moved"
    assert one.when == "Fri 27 Mar 2026"
    assert (one.earliest or "")[:10] == "2026-03-27"
    (move,) = one.moves
    assert (move.from_words, move.to_words, move.cite.story) == ("Fri 20 Mar 2026", "27 March", 2)
    assert move.cite.quote in told(MOVED)[0].reports[0].text
    assert one.sequence == 1


@pytest.mark.parametrize("text", [OFF, OFF_UNDATED])
def test_a_cancellation_told_in_another_story_keeps_the_day(told: Told, text: str) -> None:
    (one,) = (p for p in plans(told(VISIT, text)) if p.state == "cancelled")
    assert not [p for p in plans(told(VISIT, text)) if p.mode == "visit" and p is not one and p.state != "cancelled"]
    assert (one.earliest or "")[:10] == "2026-03-20"
    assert one.when == "Fri 20 Mar 2026"
    assert any(r.startswith("cancelled: ") for r in one.reasons)
    assert not any("no report told of the plan before" in r for r in one.reasons)
    assert one.sequence == 1


def test_a_talk_told_in_another_story_is_what_it_became(told: Told) -> None:
    one = visit(told(VISIT, HELD))
    assert one.state == "held"
    assert one.held is not None
    assert one.held[0] == 2
    met = next(e for e in told(HELD)[0].events if e.id == one.held[1])
    assert met.status == "occurred"


def test_a_confirmation_told_in_another_story(told: Told) -> None:
    assert visit(told(VISIT, CONFIRMED), day=11, month=3).state == "confirmed"


def test_moved_told_again_and_held_through_three_stories(told: Told) -> None:
    held = HELD.replace("21 March 2026", "28 March 2026").replace("on 20 March", "on 27 March")
    one = visit(told(VISIT, MOVED, held))
    assert (one.state, one.when, len(one.moves)) == ("held", "Fri 27 Mar 2026", 1)


OTHERS = {
    "other people": OFF.replace("Foreign Minister Rosa Salas", "Interior Minister Luis Paz"),
    "another country": OFF.replace("trip to Quito", "trip to Bogota").replace("Ecuadorean", "Colombian"),
    "another day": OFF.replace("20 March", "29 April"),
    "told before": OFF.replace("12 March 2026", "1 March 2026").replace("Thursday", "Sunday"),
    "only feared": OFF.replace("cancelled her trip", "denied that she had cancelled her trip"),
}


@pytest.mark.parametrize("why", OTHERS)
def test_what_is_told_of_another_plan_changes_nothing(told: Told, why: str) -> None:
    found = [p for p in plans(told(VISIT, OTHERS[why]), day=19, month=3) if p.story == 1]
    assert found == plans(told(VISIT), day=19, month=3)


def test_a_call_off_without_a_day_is_not_taken_for_one_of_two(told: Told) -> None:
    second = VISIT.replace("2 March 2026", "3 March 2026").replace("20 March", "2 April").replace("Monday", "Tuesday")
    states = [p.state for p in plans(told(VISIT, second, OFF_UNDATED), day=13, month=3) if p.mode == "visit"]
    assert states.count("scheduled") == 2


def test_a_held_talk_on_another_day_is_another(told: Told) -> None:
    text = HELD.replace("on 20 March", "on 18 March")
    assert visit(told(VISIT, text)).state == "overdue"


def test_events_that_are_one_are_one_plan(told: Told) -> None:
    """Where the alignment of parts, or a person, takes two events for one, so does the agenda."""
    second = AGAIN.replace("Rosa Salas", "Ana Quiroz")
    memos = told(VISIT, second)
    apart = [p for p in plans(memos, day=5, month=3) if p.mode == "visit"]
    assert len(apart) == 2
    ids = [p.event for p in apart]
    joined = [_with_twin(m, ids[n], 2 - n, ids[1 - n]) for n, m in enumerate(memos)]
    assert len([p for p in plans(joined, day=5, month=3) if p.mode == "visit"]) == 1
    one_sided = [joined[0], memos[1]]
    assert len([p for p in plans(one_sided, day=5, month=3) if p.mode == "visit"]) == 2


def test_for_other_days_only_a_person_makes_two_plans_one(told: Told) -> None:
    memos = told(VISIT, AGAIN.replace("20 March", "24 March"))
    ids = [next(p.event for p in plans([m], day=5, month=3) if p.mode == "visit") for m in memos]
    for number, count in ((None, 2), (7, 1)):
        joined = [_with_twin(m, ids[n], 2 - n, ids[1 - n], number) for n, m in enumerate(memos)]
        assert len([p for p in plans(joined, day=5, month=3) if p.mode == "visit"]) == count


def test_one_who_meets_two_on_one_day_has_two_plans(told: Told) -> None:
    second = VISIT.replace("Quito", "Bogota").replace("Ecuador's Foreign Minister Pablo Mora", "Colombia's Juan Rey")
    memos = told(VISIT, second)
    alone = [len([p for p in plans([m], day=5, month=3) if p.mode == "visit"]) for m in memos]
    assert len([p for p in plans(memos, day=5, month=3) if p.mode == "visit"]) == sum(alone) == 2


def _with_twin(memo: Memorandum, event: str, story: int, other: str, number: int | None = None) -> Memorandum:
    twin = Twin(
        story=story,
        event=other,
        label="",
        reports=("R9",),
        outlets=(),
        leads=story == 1,
        otherwise=(),
        score=1.0,
        because="",
        number=number,
    )
    return replace(memo, events=tuple(replace(e, twins=(twin,)) if e.id == event else e for e in memo.events))


def test_the_order_of_stories_changes_only_their_numbers(told: Told) -> None:
    ways = [(VISIT, MOVED, AGAIN, HELD), (HELD, AGAIN, MOVED, VISIT)]
    found = [[(p.state, p.label, p.earliest, p.reports, p.sequence, p.uid) for p in plans(told(*w))] for w in ways]
    assert found[0] == found[1]


def test_a_shelf_gives_the_same_as_memoranda(told: Told) -> None:
    memos = told(VISIT, AGAIN, MOVED, OFF)
    assert agenda(Memoranda(memos)) == agenda(memos)
