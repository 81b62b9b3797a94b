"""Moments in few bytes: plain SQL writes them as they were."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta, timezone

from hypothesis import example, given
from hypothesis import strategies as st

from memcon.store import moments

CLOCKS = st.integers(-12 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
MOMENTS = st.builds(
    lambda day, clock, spec: day.replace(tzinfo=clock).isoformat(timespec=spec),
    st.datetimes(min_value=datetime(1, 1, 3), max_value=datetime(9999, 12, 29)),  # noqa: DTZ001 - the clock follows
    CLOCKS,
    st.sampled_from(["minutes", "seconds"]),
)


@given(moment=st.none() | MOMENTS)
@example(moment="2026-04-15T18:07+00:00")
@example(moment="2026-04-15T18:07-03:30")
@example(moment="2026-04-15T18:07:00Z")
@example(moment="1900-01-01T00:00+00:19")
def test_sql_writes_a_moment_as_it_was(moment: str | None) -> None:
    with sqlite3.connect(":memory:") as raw:
        raw.execute(
            "CREATE TABLE event (early TEXT, low INTEGER, clock INTEGER, "
            f"moment TEXT AS ({moments.written('early', 'low', 'clock')}) VIRTUAL)"
        )
        values = (moments.odd(moment), moments.seconds(moment), moments.clock(moment))
        raw.execute("INSERT INTO event(early, low, clock) VALUES (?, ?, ?)", values)
        assert raw.execute("SELECT moment FROM event").fetchone() == (moment,)
    raw.close()


def test_moments_on_usual_clocks_need_no_words() -> None:
    for moment in ("2026-04-15T18:07+00:00", "2026-04-15T00:00+05:45", "2026-12-31T23:59-11:00"):
        assert moments.odd(moment) is None
