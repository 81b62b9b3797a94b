"""The clock solver: the best arrangement, and no other."""

# ruff: noqa: DTZ001 (wall clocks are naive on purpose)

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.model.interval import told
from memcon.reconcile.clock import groups, solve
from memcon.reconcile.clock_cells import FIRM
from memcon.reconcile.clock_search import search
from memcon.reconcile.clock_types import (
    Apart,
    At,
    Days,
    Solution,
    Statement,
    days_apart,
    gap,
    is_firm,
    part_before,
    same_day,
)


def at(event: str, report: str, low: datetime, hours: int = 24, **more: object) -> At:
    fields: dict[str, object] = {"zones": ("America/New_York", "Asia/Tokyo"), "words": f"{low:%d %b}", **more}
    return At(event=event, report=report, low=low, high=low + timedelta(hours=hours), **fields)  # type: ignore[arg-type]


def two_calls(year: int, here: str, there: str, third: str) -> list[Statement]:
    """Three reports of a call in the evening of the one capital, and a call the night before."""
    zones = (here, there, third)
    first, second = (here, there), (here, third)
    eve, day = datetime(year, 3, 10, 17), datetime(year, 3, 11)
    return [
        at("A", "R1", eve, 7, zones=zones, home=first, words="on the evening of March 10"),
        at("A", "R2", day, zones=zones, home=first, words="on March 11"),
        days_apart("A", "B", 1, 1, report="R2", words="just one day after", zones=zones),
        at("B", "R2", day - timedelta(days=1), zones=zones, home=second, words="on March 10"),
        part_before("B", "A", (18, 24), report="R2", words="the preceding night's", zones=zones),
        at("A", "R3", day, zones=zones, home=first, words=f"on March 11, {year}"),
        same_day("B", "A", report="R3", words="earlier that day", zones=zones, order="before"),
        Apart(after="A", before="B", low=timedelta(0), high=timedelta(hours=24), report="R3", words="just hours after"),
    ]


@pytest.mark.parametrize(
    ("year", "here", "there", "third", "a", "b_there"),
    [
        (2031, "America/New_York", "Asia/Seoul", "Asia/Singapore", "Mon 10 Mar, 17–24 h", "Mon 10 Mar, 18–24 h"),
        (2027, "America/Toronto", "Asia/Tokyo", "Asia/Manila", "Wed 10 Mar, 17–24 h", "Wed 10 Mar, 18–24 h"),
        (2029, "America/Sao_Paulo", "Asia/Tokyo", "Asia/Shanghai", "Sat 10 Mar, 17–24 h", "Sat 10 Mar, 18–24 h"),
    ],
)
def test_three_reports_two_calls(  # noqa: PLR0917
    year: int, here: str, there: str, third: str, a: str, b_there: str
) -> None:
    found = solve(two_calls(year, here, there, third))
    call_a, call_b = found.time("A"), found.time("B")
    assert call_a is not None
    assert call_b is not None
    assert told(call_a.interval, here) == a
    assert told(call_b.interval, there) == b_there
    assert all(p.kept for p in found.placed)
    assert [m.report for m in found.mixed] == ["R3"]
    assert {z for z, _ in found.mixed[0].clocks} == {here, there}
    verdict = found.verdict("A")
    assert verdict is not None
    assert (verdict.standing, verdict.reason) == ("compatible", "clock")
    assert found.exact
    assert found.whole


def test_order_of_statements_does_not_matter() -> None:
    statements = two_calls(2031, "America/New_York", "Asia/Seoul", "Asia/Singapore")
    assert solve(statements) == solve(statements[::-1])


def test_a_bare_date_spans_the_clocks_in_play() -> None:
    found = solve([at("A", "R1", datetime(2031, 5, 1))])
    when = found.time("A")
    assert when is not None
    assert when.interval.low == datetime(2031, 4, 30, 15, tzinfo=UTC)
    assert when.interval.high == datetime(2031, 5, 2, 4, tzinfo=UTC)
    verdict = found.verdict("A")
    assert verdict is not None
    assert verdict.standing == "single"


def test_two_dates_no_clock_can_join_are_disputed() -> None:
    found = solve(
        [at("A", "R1", datetime(2031, 5, 1)), at("A", "R2", datetime(2031, 5, 4)), at("A", "R3", datetime(2031, 5, 4))]
    )
    verdict = found.verdict("A")
    assert verdict is not None
    assert verdict.standing == "disputed"
    assert [s.report for s in verdict.dropped] == ["R1"]


def test_same_date_is_agreed_whatever_the_clocks() -> None:
    found = solve(
        [
            at("A", "R1", datetime(2031, 5, 1), zones=("America/New_York",)),
            at("A", "R2", datetime(2031, 5, 1), zones=("Europe/Kyiv",)),
        ]
    )
    verdict = found.verdict("A")
    assert verdict is not None
    assert verdict.standing == "agreed"
    when = found.time("A")
    assert when is not None
    assert told(when.interval, "America/New_York") == "Thu 1 May, 00–17 h"


def test_part_and_whole_is_granularity_not_clock() -> None:
    found = solve([at("A", "R1", datetime(2031, 5, 1)), at("A", "R2", datetime(2031, 5, 1, 17), 7)])
    verdict = found.verdict("A")
    assert verdict is not None
    assert (verdict.standing, verdict.reason) == ("compatible", "granularity")


def test_an_order_that_the_dates_forbid_is_dropped_by_name() -> None:
    late = Apart(after="A", before="B", report="R3", words="after the talks")
    found = solve(
        [
            at("A", "R1", datetime(2031, 5, 1), zones=("UTC",)),
            at("A", "R2", datetime(2031, 5, 1), zones=("UTC",)),
            at("B", "R1", datetime(2031, 5, 3), zones=("UTC",)),
            at("B", "R2", datetime(2031, 5, 3), zones=("UTC",)),
            late,
        ]
    )
    assert [p.statement for p in found.placed if not p.kept] == [late]


def test_vague_words_give_way_and_are_no_dispute() -> None:
    soon = Apart(
        after="A", before="B", report="R2", words="soon after", low=timedelta(0), high=timedelta(hours=6), firm=False
    )
    found = solve(
        [
            at("A", "R1", datetime(2031, 5, 1, 17), 7, zones=("UTC",)),
            at("A", "R2", datetime(2031, 5, 1), zones=("UTC",)),
            at("B", "R1", datetime(2031, 5, 1), 6, zones=("UTC",)),
            soon,
        ]
    )
    assert [p.statement for p in found.placed if not p.kept] == [soon]
    verdict = found.verdict("A")
    assert verdict is not None
    assert verdict.standing == "compatible"


@pytest.mark.parametrize(
    ("unit", "low", "high", "bounds"),
    [
        ("hour", 1, 12, (timedelta(minutes=1), timedelta(hours=24), False)),
        ("hour", -12, -1, (timedelta(minutes=1), timedelta(hours=24), False)),
        ("hour", 2, 2, (timedelta(minutes=90), timedelta(minutes=150), True)),
        ("minute", 20, 20, (timedelta(minutes=15), timedelta(minutes=25), True)),
    ],
)
def test_room_for_distances_in_words(
    unit: Literal["minute", "hour"], low: int, high: int, bounds: tuple[timedelta, timedelta, bool]
) -> None:
    assert gap(unit, low, high) == bounds


def test_an_undated_event_is_bounded_by_its_relations() -> None:
    found = solve(
        [
            at("A", "R1", datetime(2031, 5, 1, 12), 1, zones=("UTC",)),
            Apart(
                after="A", before="B", low=timedelta(hours=1), high=timedelta(hours=3), report="R1", words="hours after"
            ),
            Apart(after="C", before="A", report="R1", words="later"),
        ]
    )
    before, after = found.time("B"), found.time("C")
    assert before is not None
    assert after is not None
    assert told(before.interval, "UTC") == "Thu 1 May, 09–12 h"
    assert after.interval.low == datetime(2031, 5, 1, 12, 1, tzinfo=UTC)
    assert after.interval.high is None


def test_the_next_day_of_an_event_without_a_date_of_its_own() -> None:
    found = solve(
        [
            at("A", "R1", datetime(2031, 5, 1), zones=("Asia/Tokyo",)),
            days_apart("S", "A", 1, 1, report="R1", words="the following day", zones=("Asia/Tokyo",)),
        ]
    )
    said = found.time("S")
    assert said is not None
    assert told(said.interval, "Asia/Tokyo") == "Fri 2 May"


def test_zones_that_tell_the_same_time_are_one_clock() -> None:
    found = solve(
        [
            at("A", "R1", datetime(2031, 5, 1), zones=("Asia/Shanghai",)),
            at("A", "R1", datetime(2031, 5, 1, 9), 3, zones=("Asia/Taipei",), words="in the morning"),
        ]
    )
    assert found.mixed == ()


def test_two_hundred_reports_are_no_trouble() -> None:
    zones = ("America/New_York", "Asia/Tokyo", "Europe/London", "Europe/Kyiv", "Asia/Shanghai")
    statements: list[Statement] = []
    for n in range(200):
        report = f"R{n}"
        day = datetime(2031, 5, 1) + timedelta(days=(n % 7 == 3))
        statements.append(at("A", report, day, zones=zones))
        if n % 3:
            statements.append(at("B", report, day + timedelta(days=1), zones=zones))
            statements.append(Apart(after="B", before="A", report=report, words="after"))
        if n % 5 == 0:
            statements.append(at("C", report, day + timedelta(hours=17), 7, zones=zones))
            statements.append(same_day("C", "A", report=report, words="that day", zones=zones))
        if n % 11 == 0:
            statements.append(days_apart("D", "B", 1, 1 + n % 2, report=report, words="a day later", zones=zones))
    found = solve(statements, work_cap=2_000_000)
    assert found.exact
    assert len(found.times) == 4
    assert len(found.placed) == len(set(statements))


def test_a_hard_bundle_ends_and_says_so() -> None:
    zones = ("America/New_York", "Asia/Tokyo", "Europe/London")
    statements: list[Statement] = []
    for n in range(12):
        for r in range(6):
            day = datetime(2031, 5, 1 + (n * 7 + r * 3) % 5)
            statements.append(at(f"E{n}", f"R{r}", day, zones=zones))
        if n:
            statements.append(days_apart(f"E{n}", f"E{n - 1}", 0, 1, report="R0", words="then", zones=zones))
    found = solve(statements, node_cap=300)
    assert not found.exact
    assert len(found.times) == 12


# --- against brute force ----------------------------------------------------------------------

ZONES = ("America/New_York", "Asia/Tokyo", "Europe/London")
DAY = 1440


def minutes(local: datetime, zone: str) -> int:
    return int(local.replace(tzinfo=ZoneInfo(zone)).timestamp()) // 60


Bound = tuple[int, int, int]


def options(s: Statement, index: dict[str, int]) -> Iterator[tuple[str | None, list[Bound]]]:
    """All ways in which a statement can hold: its clock, and bounds (a, b, w): b − a ≤ w."""
    if isinstance(s, At):
        assert s.low is not None
        assert s.high is not None
        for zone in s.zones:
            e = index[s.event]
            yield zone, [(0, e, minutes(s.high, zone) - 1), (e, 0, -minutes(s.low, zone))]
    elif isinstance(s, Apart):
        a, b = index[s.after], index[s.before]
        bounds = []
        if s.high is not None:
            bounds.append((b, a, int(s.high.total_seconds()) // 60))
        if s.low is not None:
            bounds.append((a, b, -int(s.low.total_seconds()) // 60))
        yield None, bounds
    else:
        e, o = index[s.event], index[s.other]
        order = {"after": [(e, o, -1)], "before": [(o, e, -1)], None: []}[s.order]
        first, last = s.hours or (0, 24)
        for zone, offset, step in itertools.product(s.zones, range(-4, 9), range(s.low, s.high + 1)):
            d = datetime(2031, 1, 10) + timedelta(days=offset)
            t = d + timedelta(days=step)
            low, high = minutes(d, zone), minutes(d + timedelta(days=1), zone)
            x, y = minutes(t + timedelta(hours=first), zone), minutes(t + timedelta(hours=last), zone)
            yield zone, [(0, o, high - 1), (o, 0, -low), (0, e, y - 1), (e, 0, -x), *order]


def tight(nodes: int, bounds: Sequence[Bound]) -> list[tuple[int, int]] | None:
    far = 10**15
    d = [[0 if i == j else far for j in range(nodes)] for i in range(nodes)]
    for a, b, w in bounds:
        d[a][b] = min(d[a][b], w)
    for k, i, j in itertools.product(range(nodes), repeat=3):
        d[i][j] = min(d[i][j], d[i][k] + d[k][j])
    if any(d[i][i] < 0 for i in range(nodes)):
        return None
    ends = [(-d[i][0], d[0][i] + 1) for i in range(1, nodes)]
    return [(a if a > -far // 2 else -far, b if b < far // 2 else far + 1) for a, b in ends]


def brute(statements: Sequence[Statement]) -> tuple[tuple[int, ...], dict[str, tuple[int, int]]]:
    """The least cost, and the hull of each event's time over all arrangements of that cost."""
    events = sorted(
        {
            e
            for s in statements
            for e in (
                (s.event,) if isinstance(s, At) else (s.after, s.before) if isinstance(s, Apart) else (s.event, s.other)
            )
        }
    )
    index = {e: i + 1 for i, e in enumerate(events)}
    best: tuple[int, ...] = (99 * FIRM,)
    spans: dict[str, tuple[int, int]] = {}

    def walk(i: int, bounds: list[Bound], clocks: list[tuple[Statement, str | None]], drops: int) -> None:
        nonlocal best, spans
        if drops > best[0] or tight(len(events) + 1, bounds) is None:
            return
        if i < len(statements):
            for zone, more in options(statements[i], index):
                walk(i + 1, bounds + more, [*clocks, (statements[i], zone)], drops)
            walk(i + 1, bounds, clocks, drops + (FIRM if is_firm(statements[i]) else 1))
            return
        cost = (drops, *price(clocks))
        if cost > best:
            return
        found = tight(len(events) + 1, bounds)
        assert found is not None
        if cost < best:
            best, spans = cost, {}
        for event, (low, high) in zip(events, found, strict=True):
            old = spans.get(event, (low, high))
            spans[event] = min(old[0], low), max(old[1], high)

    walk(0, [], [], 0)
    return best, spans


def price(clocks: Sequence[tuple[Statement, str | None]]) -> tuple[int, int, int, int]:
    dates: dict[str, set[str]] = {}
    for s, zone in clocks:
        if isinstance(s, At) and zone is not None:
            dates.setdefault(s.report, set()).add(zone)
    mixed = sum(isinstance(s, Days) and s.report in dates and z not in dates[s.report] for s, z in clocks)
    foreign = sum(z is not None and not isinstance(s, Apart) and bool(s.home) and z not in s.home for s, z in clocks)
    used = {z for _, z in clocks if z is not None}
    return sum(len(z) - 1 for z in dates.values()), len(used), mixed, foreign


EVENTS = st.sampled_from(["A", "B"])
REPORTS = st.sampled_from(["R1", "R2"])
SOME_ZONES = st.sampled_from([ZONES, ZONES[:2], ZONES[1:], ZONES[:1], ZONES[1:2]])


@st.composite
def random_statement(draw: st.DrawFn) -> Statement:
    report, kind = draw(REPORTS), draw(st.integers(0, 5))
    zones = draw(SOME_ZONES)
    home = draw(st.sampled_from([(), zones[:1]]))
    a, b = draw(st.sampled_from([("A", "B"), ("B", "A")]))
    if kind < 3:
        low = datetime(2031, 1, draw(st.integers(9, 12)), draw(st.sampled_from([0, 0, 12, 18])))
        return at(draw(EVENTS), report, low, draw(st.sampled_from([6, 24])), zones=zones, home=home, words="")
    if kind == 3:
        low, high = draw(st.sampled_from([(0, None), (1, 12), (None, 5), (2, 30)]))
        return Apart(
            after=a,
            before=b,
            report=report,
            words="",
            low=None if low is None else timedelta(hours=low),
            high=None if high is None else timedelta(hours=high),
            firm=draw(st.booleans()),
        )
    low, high, hours = draw(
        st.sampled_from([(0, 0, None), (1, 1, None), (0, 1, None), (-1, -1, (18, 24)), (-1, -1, None)])
    )
    order = draw(st.sampled_from(["before", "after", None]))
    return Days(
        event=a, other=b, low=low, high=high, report=report, words="", zones=zones, hours=hours, order=order, home=home
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(random_statement(), min_size=1, max_size=3))
def test_as_good_as_brute_force(extra: list[Statement]) -> None:
    dates: list[Statement] = [
        at("A", "R1", datetime(2031, 1, 10), zones=ZONES[:2], words=""),
        at("B", "R2", datetime(2031, 1, 10, 12), 12, zones=ZONES[1:], words=""),
    ]
    for group in groups(sorted(set(dates + extra), key=repr)):
        cost, spans = brute(group)
        found = search(group, node_cap=10**6, tie_cap=10**6)
        assert found.cost == cost
        for event, pieces in found.pieces:
            low, high = pieces[0].low, pieces[-1].high
            assert spans[event] == (
                -(10**15) if low is None else int(low.timestamp()) // 60,
                10**15 + 1 if high is None else int(high.timestamp()) // 60,
            )


def test_every_statement_is_accounted_for_once() -> None:
    statements = two_calls(2031, "America/New_York", "Asia/Seoul", "Asia/Singapore")
    found: Solution = solve([*statements, *statements])
    assert sorted(map(repr, (p.statement for p in found.placed))) == sorted(map(repr, statements))
