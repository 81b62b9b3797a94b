"""The geometry of the timeline: bars in the frame, in order, one moment at one place on every row."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.present.timeline import Bar, Drawing, Happening, Issue, Said, Timeline, timeline

CLOCKS = (("Lima", "America/Lima"), ("Oslo", "Europe/Oslo"), ("Apia", "Pacific/Apia"))
ZONES = ("America/Lima", "Europe/Oslo", "Pacific/Apia", "Asia/Kathmandu", "America/St_Johns", "Australia/Lord_Howe")


def event(name: str, low: datetime | None, high: datetime | None, **more: object) -> Happening:
    return Happening(id=name, label=f"event {name}", low=low, high=high, **more)  # type: ignore[arg-type]


def at(day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2025, 5, day, hour, minute, tzinfo=UTC)


def made(*happenings: Happening, issues: tuple[Issue, ...] = ()) -> Timeline:
    found = timeline(happenings, CLOCKS, issues)
    assert found is not None
    return found


def bars(drawing: Drawing, *kinds: str) -> list[list[Bar]]:
    return [[b for b in band.bars if b.kind in kinds] for band in drawing.bands]


moments = st.datetimes(
    datetime.fromisoformat("1900-01-01"),
    datetime.fromisoformat("2100-01-01"),
    timezones=st.just(UTC),
)
spans = st.tuples(moments, st.timedeltas(timedelta(0), timedelta(days=4000)), st.sampled_from(["both", "low", "high"]))


@given(st.lists(spans, min_size=1, max_size=5), st.lists(st.sampled_from(ZONES), min_size=1, max_size=4, unique=True))
def test_bars_keep_to_the_frame_and_stand_alike_on_every_row(
    found: list[tuple[datetime, timedelta, str]], zones: list[str]
) -> None:
    happenings = [
        event(f"E{i}", None if ends == "high" else low, None if ends == "low" else low + length, main=i == 0)
        for i, (low, length, ends) in enumerate(found)
    ]
    drawn = timeline(happenings, [(z, z) for z in zones])
    assert drawn is not None
    for drawing in drawn.drawings:
        for row in drawing.bands:
            for bar in row.bars:
                assert drawing.left <= bar.x
                assert bar.x + bar.width <= drawing.right + 0.2
                assert bar.width > 0
                assert row.y < bar.y
                assert bar.y + bar.height <= row.y + row.height
            assert all(drawing.left <= d.x <= drawing.right for d in row.days)
            assert all(a.x < b.x for a, b in pairwise(row.days))
        rows = bars(drawing, "main", "event")
        places = [sorted((b.text.split()[0], b.x, b.width) for b in row) for row in rows]
        assert all(p == places[0] for p in places)
        assert drawing.height == pytest.approx(drawing.bands[-1].y + drawing.bands[-1].height, abs=0.2)


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 12)), min_size=2, max_size=6, unique=True))
def test_bars_go_by_time(found: list[tuple[int, int]]) -> None:
    drawn = made(
        *(event(f"E{i}", at(1) + timedelta(hours=h), at(1) + timedelta(hours=h + n)) for i, (h, n) in enumerate(found))
    )
    for drawing in drawn.drawings:
        row = sorted(bars(drawing, "event")[0], key=lambda b: int(b.text.split()[0]))
        assert [b.x for b in row] == sorted(b.x for b in row)


def overlapping(row: list[Bar]) -> bool:
    """Whether two bars share a lane and a place."""
    return any(a is not b and a.y == b.y and a.x < b.x + b.width and b.x < a.x + a.width for a in row for b in row)


def test_events_at_one_time_stand_on_lanes_of_their_own() -> None:
    drawn = made(event("E1", at(3, 1), at(3, 9)), event("E2", at(3, 2), at(3, 4)), event("E3", at(3, 3), at(3, 8)))
    assert not any(overlapping(row) for d in drawn.drawings for row in bars(d, "event"))
    assert len({b.y for b in bars(drawn.drawings[0], "event")[0]}) == 3


def test_a_call_of_one_minute_is_still_to_be_seen() -> None:
    drawn = made(event("E1", at(3, 18, 7), at(3, 18, 8), main=True))
    (bar,) = bars(drawn.drawings[0], "main")[0]
    assert bar.width == 3.0
    assert bar.text == "1 13:07 h"
    assert "Sat 3 May 2025, 13:07 h" in bar.title


def test_no_time_at_all_is_no_drawing() -> None:
    assert timeline([event("E1", None, None, main=True)], CLOCKS) is None
    assert timeline([], CLOCKS) is None
    assert timeline([event("E1", at(3), at(4))], []) is None


@pytest.mark.parametrize(("low", "high", "fade"), [(None, at(3), "l"), (at(3), None, "r")])
def test_an_unknown_end_fades_to_the_frame(low: datetime | None, high: datetime | None, fade: str) -> None:
    drawn = made(event("E1", low, high, main=True))
    drawing = drawn.drawings[0]
    (bar,) = bars(drawing, "main")[0]
    assert bar.fade == fade
    assert drawn.open
    edge = bar.x if fade == "l" else bar.x + bar.width
    assert edge == pytest.approx(drawing.left if fade == "l" else drawing.right, abs=0.2)
    assert ("before" if fade == "l" else "from") in bar.title


def test_date_lines_stand_at_each_local_midnight() -> None:
    drawing = made(event("E1", at(3, 2), at(4, 2), main=True)).drawings[0]
    lima = drawing.bands[0]
    labels = [d.label for d in lima.days]
    assert {"Sat 3 May"} <= set(labels)
    lines = [d for d in lima.days if d.line]
    other = [d for d in drawing.bands[1].days if d.line]
    (bar,) = lima.bars
    hours = (bar.x - lines[0].x) / bar.width * 24
    assert hours == pytest.approx(-3, abs=0.1)
    # Oslo is seven hours ahead of Lima in May: its midnight stands seven hours earlier
    assert (lines[0].x - other[0].x) / bar.width * 24 == pytest.approx(7, abs=0.1)


def test_a_day_of_twenty_three_hours_is_narrower() -> None:
    low = datetime(2025, 3, 29, tzinfo=ZoneInfo("Europe/Oslo"))
    found = timeline([event("E1", low, low + timedelta(days=3), main=True)], [("Oslo", "Europe/Oslo")])
    assert found is not None
    lines = [d.x for d in found.drawings[0].bands[0].days if d.line]
    widths = [b - a for a, b in pairwise(lines)]
    assert widths[1] / widths[0] == pytest.approx(23 / 24, abs=0.005)


def test_a_month_and_years_get_fewer_lines() -> None:
    month = made(event("E1", datetime(2025, 4, 1, tzinfo=UTC), datetime(2025, 5, 1, tzinfo=UTC), main=True))
    years = made(event("E1", datetime(1990, 1, 1, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC), main=True))
    for drawn in (month, years):
        for drawing in drawn.drawings:
            assert 1 < len(drawing.bands[0].days) * 44 <= drawing.width
    assert any(d.label in ("1990", "1995") for d in years.drawings[0].bands[0].days)


def test_words_are_drawn_on_the_clocks_where_they_hold() -> None:
    """The evening of the 3rd in Lima is the 4th in Oslo: each report's words stand on the clock they are right on."""
    evening = Said(
        reports=("R1",),
        words="the evening of May 3",
        low=datetime.fromisoformat("2025-05-03T17:00"),
        high=datetime.fromisoformat("2025-05-04T00:00"),
    )
    fourth = Said(
        reports=("R2", "R3"),
        words="May 4",
        low=datetime.fromisoformat("2025-05-04T00:00"),
        high=datetime.fromisoformat("2025-05-05T00:00"),
    )
    drawn = made(event("E1", at(3, 23), at(4, 5), main=True, said=(evening, fourth)))
    said = bars(drawn.drawings[0], "said")
    assert [b.text for b in said[0]] == ["1 R1 “the evening of May 3”"]
    assert [b.text for b in said[1]] == ["1 R2 R3 “May 4”"]
    assert [b.text for b in bars(drawn.drawings[1], "said")[1]] == ["1 R2 R3"]
    assert drawn.words


def test_what_is_far_off_is_named_and_not_drawn() -> None:
    drawn = made(event("E1", at(3), at(4), main=True), event("E2", at(28), at(29)))
    assert drawn.beyond == ("event E2",)
    assert [k[2] for k in drawn.key] == ["E1"]


def test_publication_is_a_tick() -> None:
    out = Issue(report="R1", low=at(4, 9), high=at(4, 9))
    late = Issue(report="R2", low=at(30), high=at(30))
    drawn = made(event("E1", at(3), at(4), main=True), issues=(out, late))
    assert [b.text for b in bars(drawn.drawings[0], "issue")[0]] == ["R1 out"]
    assert drawn.issues


def test_the_same_events_in_any_order_give_the_same_drawing() -> None:
    events = [event(f"E{i}", at(i + 1), at(i + 2)) for i in range(5)]
    assert timeline(events, CLOCKS) == timeline(events[::-1], CLOCKS)
