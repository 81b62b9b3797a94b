"""The clock solver's budget: work is counted, and beyond it the answer is good, wide and marked."""

# ruff: noqa: DTZ001 (wall-clock times have no zone)

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.reconcile.clock import groups, solve
from memcon.reconcile.clock_search import search
from memcon.reconcile.clock_types import Apart, At, Days, Statement

ZONES = ("America/New_York", "Asia/Tokyo", "Europe/London", "Europe/Kyiv")


def dated(event: str, report: str, day: datetime, hours: int = 24, zones: tuple[str, ...] = ZONES) -> At:
    return At(event=event, report=report, low=day, high=day + timedelta(hours=hours), zones=zones, words=f"{day:%d %B}")


def tangle(events: int, reports: int) -> list[Statement]:
    """Dates that contradict one another, and relations that contradict the dates."""
    out: list[Statement] = []
    for r in range(reports):
        name = f"R{r}"
        for n in range(events):
            day = datetime(2031, 5, 1 + (n * 7 + r * 3) % 9)
            if (n + r) % 2:
                out.append(dated(f"E{n:03}", name, day))
            if n and (n + r) % 3 == 0:
                ends = (f"E{n:03}", f"E{(n * r) % n:03}")
                out.append(Apart(after=ends[0], before=ends[1], report=name, words="after"))
            if n and (n * r) % 5 == 1:
                out.append(
                    Days(
                        event=f"E{n:03}",
                        other=f"E{n - 1:03}",
                        low=1,
                        high=1,
                        report=name,
                        words="a day later",
                        zones=ZONES,
                        order="after",
                    )
                )
    return out


@pytest.mark.parametrize(("events", "reports"), [(12, 10), (40, 20), (90, 12)])
def test_hundreds_of_contradictions_end_within_the_budget(events: int, reports: int) -> None:
    statements = tangle(events, reports)
    for group in groups(statements):
        found = search(group, node_cap=10**9, tie_cap=600, work_cap=20_000)
        assert found.work < 20_000 + 50 * len(statements)
        assert not found.exact
        assert not found.whole
        assert len(found.placed) == len(set(group))


def test_the_pool_is_shared_and_small_groups_come_first() -> None:
    small = [dated("Z", "R1", datetime(2031, 5, 1)), dated("Z", "R2", datetime(2031, 5, 2))]
    found = solve([*tangle(30, 12), *small], work_pool=60_000)
    assert not found.exact
    time = found.time("Z")
    assert time is not None
    assert time.exact
    assert not found.time("E003").exact  # type: ignore[union-attr]


def test_the_answer_beyond_the_budget_does_not_hang_on_the_order() -> None:
    statements = tangle(15, 10)
    assert solve(statements, work_cap=5_000) == solve(statements[::-1], work_cap=5_000)


def test_work_grows_with_the_reports_no_more_than_in_proportion() -> None:
    def work(reports: int) -> int:
        statements: list[Statement] = []
        for r in range(reports):
            statements += [dated("A", f"R{r}", datetime(2031, 5, 1 + r % 2)), dated("B", f"R{r}", datetime(2031, 5, 2))]
            statements.append(Apart(after="B", before="A", report=f"R{r}", words="after"))
        return sum(search(g, node_cap=10**9, tie_cap=600).work for g in groups(statements))

    assert work(400) <= work(20)


DAYS = st.builds(
    lambda e, r, d, h, z: dated(e, r, datetime(2031, 1, d, h), 24 if h == 0 else 6, z),
    st.sampled_from("AB"),
    st.sampled_from(["R1", "R2", "R3"]),
    st.integers(9, 12),
    st.sampled_from([0, 0, 18]),
    st.sampled_from([ZONES, ZONES[:2], ZONES[1:2]]),
)
RELATIONS = st.builds(
    lambda r, low, high: Apart(
        after="B", before="A", report=r, words="", low=timedelta(hours=low), high=timedelta(hours=low + high)
    ),
    st.sampled_from(["R1", "R2"]),
    st.integers(1, 30),
    st.integers(0, 30),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(DAYS, RELATIONS), min_size=2, max_size=6, unique=True))
def test_without_search_nothing_is_told_too_narrow(statements: list[Statement]) -> None:
    for group in groups(sorted(statements, key=repr)):
        best = search(group, node_cap=10**9, tie_cap=10**9)
        rough = search(group, node_cap=0, tie_cap=600)
        assert rough.cost >= best.cost
        if best.cost[0] or rough.cost[0]:
            continue  # they may leave out different statements
        for (event, wide), (same, narrow) in zip(rough.pieces, best.pieces, strict=True):
            assert event == same
            assert _within(narrow, wide)


def _within(inner: Sequence[object], outer: Sequence[object]) -> bool:
    def ends(piece: object) -> tuple[float, float]:
        low, high = piece.low, piece.high  # type: ignore[attr-defined]
        return (
            float("-inf") if low is None else low.timestamp(),
            float("inf") if high is None else high.timestamp(),
        )

    return all(any(ends(o)[0] <= ends(i)[0] and ends(i)[1] <= ends(o)[1] for o in outer) for i in inner)
