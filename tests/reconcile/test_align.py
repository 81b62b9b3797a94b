"""Which mentions are one event, and which are kept apart for good reasons."""

from __future__ import annotations

from pathlib import Path

from reconcile_maker import Maker, memo

from memcon.model.memo import Event, Memorandum
from memcon.pipeline import brief


def find(found: Memorandum, quote: str) -> Event:
    return next(e for e in found.events if any(quote in m.trigger.quote for m in e.mentions))


def two(left: str, right: str, **rest: object) -> tuple[Maker, Maker]:
    return Maker(id="R1", text=left, **rest), Maker(id="R2", text=right, **rest)  # type: ignore[arg-type]


def test_two_reports_of_one_call_are_one_event() -> None:
    a, b = two("Anna Stoltberg held a phone call with Rui Silva.", "Rui Silva had a conversation with Anna Stoltberg.")
    a.mention("phone call", mode="phone")
    b.mention("conversation", noun="conversation", actors=("rui-silva", "anna-stoltberg"))
    (event,) = memo(a, b).events
    assert event.reports == ("R1", "R2")
    assert event.label.endswith("telephone call")
    assert event.reasons
    assert event.reasons[0].verdict == "same"


def test_other_pair_of_parties_is_another_event() -> None:
    a, b = two(
        "Anna Stoltberg spoke with Rui Silva.",
        "Anna Stoltberg spoke with Awa Keita.",
        people=("stoltberg", "silva", "keita"),
    )
    a.mention("spoke", noun="speak")
    b.mention("spoke", noun="speak", actors=("anna-stoltberg", "awa-keita"))
    assert len(memo(a, b).events) == 2


def test_first_call_is_not_the_call() -> None:
    a = Maker(id="R1", text="The call came late. In her first call with Silva she had been short.")
    a.mention("call")
    a.mention("call", nth=2, ordinal="first")
    found = memo(a)
    assert len(found.events) == 2
    assert "first" in found.events[0].near_misses[0].because


def test_a_first_call_elsewhere_stays_apart_too() -> None:
    a, b = two("The call came late.", "In her first call with Silva she had been short.")
    a.mention("call")
    b.mention("call", ordinal="first")
    assert len(memo(a, b).events) == 2


def test_other_day_is_another_event_but_a_day_apart_may_be_a_clock() -> None:
    for day, events in ((4, 1), (5, 1), (6, 2)):
        a, b = two("They spoke on 4 May 2031.", f"They spoke on {day} May 2031 as well.")
        t = a.time("4 May 2031", "2031-05-04", year=2031, month=5, day=4)
        a.mention("spoke", noun="speak", times=(t,))
        t = b.time(f"{day} May 2031", f"2031-05-0{day}", year=2031, month=5, day=day)
        b.mention("spoke", noun="speak", times=(t,))
        assert len(memo(a, b).events) == events, day


def test_no_chain_through_a_pair_that_is_kept_apart() -> None:
    a = Maker(id="R1", text="They spoke on 4 May 2031.")
    b = Maker(id="R2", text="They spoke, it is said.")
    c = Maker(id="R3", text="They spoke on 9 May 2031.")
    t = a.time("4 May 2031", "2031-05-04", year=2031, month=5, day=4)
    a.mention("spoke", noun="speak", times=(t,))
    b.mention("spoke", noun="speak")
    t = c.time("9 May 2031", "2031-05-09", year=2031, month=5, day=9)
    c.mention("spoke", noun="speak", times=(t,))
    events = memo(a, b, c).events
    assert len(events) == 2
    assert all(not {"R1", "R3"} <= set(e.reports) for e in events)


def test_a_visit_is_not_a_call() -> None:
    a, b = two("Stoltberg phoned Silva.", "Stoltberg will be the guest of Silva on a visit.")
    a.mention("phoned", noun="phone", mode="phone")
    b.mention("visit", noun="visit", mode="visit", status="planned")
    assert len(memo(a, b).events) == 2


def test_announced_and_held_is_one_event_with_an_update() -> None:
    a = Maker(id="R1", text="Stoltberg will hold a call with Silva.", published="2031-05-03T10:00:00+00:00")
    b = Maker(id="R2", text="Stoltberg held a call with Silva.", published="2031-05-04T10:00:00+00:00")
    a.mention("call", status="planned")
    b.mention("call")
    (event,) = memo(a, b).events
    assert event.status == "occurred"
    (slot,) = [s for s in event.slots if s.slot == "status"]
    assert (slot.standing, slot.reason) == ("compatible", "update")


def test_a_plan_told_after_a_call_is_another_call() -> None:
    a = Maker(id="R1", text="Stoltberg will hold a call with Silva.", published="2031-05-06T10:00:00+00:00")
    b = Maker(id="R2", text="Stoltberg held a call with Silva.", published="2031-05-04T10:00:00+00:00")
    a.mention("call", status="planned")
    b.mention("call")
    assert sorted(e.status for e in memo(a, b).events) == ["occurred", "planned"]


def test_events_set_in_order_by_their_report_are_two() -> None:
    a = Maker(id="R1", text="Stoltberg spoke to Silva hours after they spoke.")
    first = a.mention("spoke", noun="speak")
    second = a.mention("spoke", nth=2, noun="speak")
    a.amend(first, orders=(a.order("after", second, "hours after"),))
    assert len(memo(a).events) == 2


def test_same_as_joins_within_a_report() -> None:
    a = Maker(id="R1", text="Stoltberg phoned Silva. The exchange was short.")
    first = a.mention("phoned", noun="phone")
    a.mention("exchange", noun="exchange", anaphoric=True, same_as=first, actors=())
    (event,) = memo(a).events
    assert [m.trigger.quote for m in event.mentions] == ["phoned", "exchange"]


def test_a_generic_mention_takes_the_main_contact() -> None:
    a = Maker(id="R1", text="Stoltberg phoned Silva. Stoltberg discussed fish.")
    a.mention("phoned", noun="phone", mode="phone")
    a.mention("discussed", noun="discuss", actors=("anna-stoltberg",), reciprocal=False)
    assert len(memo(a).events) == 1


def test_like_measures_are_one_and_other_direction_is_not() -> None:
    a, b = two(
        "Mali imposed a travel boycott on Spain.",
        "Mali issued travel advisories against Spain. Spain imposed a travel ban.",
    )
    a.mention(
        "imposed",
        phrase="travel boycott on Spain",
        noun="boycott",
        type="SANCTION",
        actors=("MLI",),
        recipients=("ESP",),
    )
    b.mention(
        "advisories", phrase="travel advisories", noun="advisory", type="SANCTION", actors=("MLI",), recipients=("ESP",)
    )
    b.mention("imposed", phrase="travel ban", noun="ban", type="SANCTION", actors=("ESP",), recipients=("MLI",))
    found = memo(a, b)
    assert len(found.events) == 2
    assert find(found, "advisories").reports == ("R1", "R2")
    slot = next(s for s in find(found, "advisories").slots if s.slot == "wording")
    assert (slot.standing, slot.reason) == ("compatible", "strength")
    assert any(c.kind == "act-strength" for c in found.cautions)


def test_a_pact_of_long_ago_is_not_what_the_leaders_agree_today(tmp_path: Path) -> None:
    texts = {
        "a.txt": "LIMA, 9 August 2028 - Brazil, a guarantor of the 1998 peace accord, called on Peru and Ecuador.",
        "b.txt": "LIMA, 10 August 2028 - Peru and Ecuador agreed to keep the border crossings open, they said.",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text + "\n", encoding="utf-8")
    accord = find(brief([tmp_path]), "accord")
    assert accord.reports == ("R1",)


def test_shots_that_one_tells_and_the_other_denies_are_one_dispute(tmp_path: Path) -> None:
    texts = {
        "a.txt": "TUNIS, 9 February 2027 - Maltese coast guards fired shots at a Tunisian boat, Tunisia said.",
        "b.txt": "VALLETTA, 10 February 2027 - Malta said on Tuesday that no shots were fired at the Tunisian boat.",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text + "\n", encoding="utf-8")
    event = find(brief([tmp_path]), "fired")
    assert event.reports == ("R1", "R2")
    assert {s.slot: s.standing for s in event.slots}["status"] == "disputed"
