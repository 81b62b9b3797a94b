"""Where many levels end, against the filter that follows one at a time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.outlook.ending import ends
from memcon.outlook.levels import track

STREAM = st.dictionaries(
    st.integers(0, 400),
    st.tuples(st.sampled_from([0.0, 0.0, 0.1, 0.35, 1.0]), st.sampled_from([0.25, 0.5, 1.0])),
    min_size=1,
    max_size=40,
)


@given(st.lists(STREAM, max_size=8))
def test_levels_end_side_by_side_as_they_do_one_at_a_time(streams: list[dict[int, tuple[float, float]]]) -> None:
    alone = [track(s, [max(s)])[max(s)].mean for s in streams]
    assert ends(streams) == pytest.approx(alone, rel=1e-9)


def test_where_a_level_ends_does_not_hang_on_those_beside_it() -> None:
    one = {3: (1.0, 1.0), 9: (0.0, 0.5), 40: (0.35, 1.0)}
    others = [{day: (0.1, 1.0)} | one for day in (1, 20, 60)]
    assert ends([others[0], one, *others[1:]])[1] == ends([one])[0]
