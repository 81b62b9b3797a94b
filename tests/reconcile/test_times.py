"""When an event was, over two clocks, and how its order is told."""

from __future__ import annotations

from datetime import datetime

from reconcile_maker import Maker, memo

from memcon.model.memo import Event, Memorandum, Slot
from memcon.read.types import Entity

TOKYO = Entity(id="JPN", name="Japan", kind="government", country="JPN")
CALL = {"actors": ("PRT", "JPN")}


def maker(report: str, text: str, **rest: object) -> Maker:
    return Maker(id=report, text=text, extra=(TOKYO,), **rest)  # type: ignore[arg-type]


def slot(event: Event, name: str) -> Slot:
    return next(s for s in event.slots if s.slot == name)


def clocks() -> Memorandum:
    a = maker("R1", "They spoke on the evening of 4 May 2031.")
    t = a.time("evening of 4 May 2031", "2031-05-04TEV", year=2031, month=5, day=4, part="EV")
    a.mention("spoke", noun="speak", times=(t,), **CALL)
    b = maker("R2", "They spoke on 5 May.")
    t = b.time("5 May", "XXXX-05-05", anchor="partial", month=5, day=5)
    b.mention("spoke", noun="speak", times=(t,), **CALL)
    return memo(a, b)


def test_two_dates_fit_on_two_clocks() -> None:
    (event,) = clocks().events
    assert event.time is not None
    found = slot(event, "time")
    assert (found.standing, found.reason) == ("compatible", "clock")
    assert "Lisbon" in found.explanation
    assert "Tokyo" in found.explanation
    start, end = (datetime.fromisoformat(t) for t in (event.time.earliest or "", event.time.latest or ""))
    assert start < end
    assert start.astimezone(end.tzinfo).date().isoformat() == "2031-05-04"
    assert {c.country for c in event.time.clocks} == {"JPN", "PRT"}
    tokyo = next(c for c in event.time.clocks if c.country == "JPN")
    assert tokyo.earliest.startswith("2031-05-05")


def test_a_side_tells_on_its_own_clock_and_one_side_is_no_second_witness() -> None:
    a = maker("R1", "They spoke today.", side="PRT", published="2031-05-04T20:00:00+01:00", zone="Europe/Lisbon")
    t = a.time("today", "PRESENT_REF", anchor="deictic", unit="day", low=0, high=0)
    a.mention("spoke", noun="speak", times=(t,), **CALL)
    b = maker(
        "R2", "They will speak tomorrow.", side="PRT", published="2031-05-03T20:00:00+01:00", zone="Europe/Lisbon"
    )
    t = b.time("tomorrow", "FUTURE_REF", anchor="deictic", unit="day", low=1, high=1)
    b.mention("speak", noun="speak", status="planned", times=(t,), **CALL)
    (event,) = memo(a, b).events
    assert slot(event, "time").standing == "repeated"
    assert event.time is not None
    assert event.time.earliest == "2031-05-04T00:00+01:00"


def test_no_date_is_null_and_a_lone_partial_date_stays_partial() -> None:
    a = maker("R1", "They spoke at length.", published="2031-05-04T20:00:00+01:00")
    a.mention("spoke", noun="speak", **CALL)
    assert memo(a).events[0].time is None
    b = maker("R1", "They spoke on 24 May.")
    t = b.time("24 May", "XXXX-05-24", anchor="partial", month=5, day=24)
    b.mention("spoke", noun="speak", times=(t,), **CALL)
    time = memo(b).events[0].time
    assert time is not None
    assert (time.earliest, time.partial) == (None, "XXXX-05-24")


def test_order_stands_on_the_later_event_and_names_the_earlier() -> None:
    a = maker("R1", "Portugal spoke to Japan one day after Portugal spoke to Mali.", people=())
    one = a.mention("spoke", noun="speak", **CALL)
    two = a.mention("spoke", nth=2, noun="speak", actors=("PRT", "MLI"))
    a.amend(one, orders=(a.order("after", two, "one day after", unit="day", low=1, high=1),))
    b = maker("R2", "Portugal spoke to Japan hours after Portugal spoke to Mali.", people=())
    one = b.mention("spoke", noun="speak", **CALL)
    two = b.mention("spoke", nth=2, noun="speak", actors=("PRT", "MLI"))
    b.amend(one, orders=(b.order("after", two, "hours after", unit="hour", low=1, high=12),))
    found = memo(a, b)
    later = next(e for e in found.events if "JPN" in e.actors)
    earlier = next(e for e in found.events if "MLI" in e.actors)
    order = slot(later, "order")
    assert order.other == earlier.id
    assert order.standing == "compatible"
    assert {p.value for p in order.positions} == {"one day after", "hours after"}
    assert [(k.source, k.target) for k in found.links if k.type == "follows"] == [(later.id, earlier.id)]


def test_dates_that_no_clock_brings_together_are_two_events_not_a_dispute() -> None:
    a = maker("R1", "They spoke on 4 May 2031.")
    t = a.time("4 May 2031", "2031-05-04", year=2031, month=5, day=4)
    a.mention("spoke", noun="speak", times=(t,), **CALL)
    b = maker("R2", "They spoke on 8 May 2031.")
    t = b.time("8 May 2031", "2031-05-08", year=2031, month=5, day=8)
    b.mention("spoke", noun="speak", times=(t,), **CALL)
    found = memo(a, b)
    assert len(found.events) == 2
    assert not [s for e in found.events for s in e.slots if s.standing == "disputed"]


def test_earlier_that_day_on_another_clock_is_a_caution() -> None:
    a = maker("R1", "Portugal phoned Japan on 5 May 2031, following a talk with Mali earlier that day.", people=())
    t = a.time("5 May 2031", "2031-05-05", year=2031, month=5, day=5)
    d = a.time("earlier that day", "XXXX", anchor="discourse", unit="day", low=0, high=0, modifier="earlier")
    one = a.mention("phoned", noun="phone", times=(t,), **CALL)
    two = a.mention("talk", noun="talk", actors=("PRT", "MLI"), times=(d,))
    a.amend(one, orders=(a.order("after", two, "following", same_day=True),))
    b = maker("R2", "Portugal phoned Japan on the evening of 4 May 2031.", people=())
    t = b.time("evening of 4 May 2031", "2031-05-04TEV", year=2031, month=5, day=4, part="EV")
    b.mention("phoned", noun="phone", times=(t,), **CALL)
    c = maker("R3", "Portugal phoned Japan one day after it spoke to Mali on 4 May 2031.", people=())
    t = c.time("4 May 2031", "2031-05-04", year=2031, month=5, day=4)
    one = c.mention("phoned", noun="phone", **CALL)
    two = c.mention("spoke", noun="speak", actors=("PRT", "MLI"), times=(t,))
    c.amend(one, orders=(c.order("after", two, "one day after", unit="day", low=1, high=1),))
    found = memo(a, b, c)
    mixed = [x for x in found.cautions if x.kind == "mixed-clocks"]
    assert mixed
    assert "earlier that day" in mixed[0].text
    later = next(e for e in found.events if "JPN" in e.actors)
    assert slot(later, "order").reason == "clock"
