"""The filter: what is known of a pair of which nothing is told, what an event adds, what silence does."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.outlook.breaks import breaks
from memcon.outlook.gamma import above, cdf, foretold, quantile
from memcon.outlook.levels import rules, share, track

DAYS = st.dictionaries(
    st.integers(0, 400), st.tuples(st.sampled_from([0.0, 0.1, 0.35, 1.0]), st.sampled_from([0.5, 1.0])), max_size=60
)


def prior() -> tuple[float, float]:
    r = rules()
    return quantile(r.shape, r.rate, r.low), quantile(r.shape, r.rate, r.high)


def test_cdf_of_the_exponential_and_of_erlang() -> None:
    for x in (0.01, 0.5, 2.0, 30.0):
        assert cdf(1, x) == pytest.approx(1 - math.exp(-x), abs=1e-10)
        assert cdf(3, x) == pytest.approx(1 - math.exp(-x) * (1 + x + x * x / 2), abs=1e-10)


@given(st.floats(0.05, 80), st.floats(0.02, 0.98))
def test_a_quantile_is_where_the_distribution_reaches_it(shape: float, p: float) -> None:
    rounded = float(f"{shape:.3g}")
    assert cdf(rounded, quantile(shape, 1.0, p)) == pytest.approx(p, abs=1e-6)


def test_what_is_foretold_adds_up_to_one() -> None:
    assert sum(math.exp(foretold(0.7, 3.0, k, 2.0)) for k in range(200)) == pytest.approx(1, abs=1e-9)


def test_of_two_rates_the_higher_is_probably_higher() -> None:
    assert above((40.0, 10.0), (20.0, 10.0)) > 0.95
    assert above((20.0, 10.0), (20.0, 10.0)) == pytest.approx(0.5, abs=0.03)


def test_nothing_seen_is_the_prior() -> None:
    state = track({}, [100])[100]
    assert state.mean == pytest.approx(rules().shape / rules().rate)
    assert state.band()[1] >= prior()[1]


def test_an_event_raises_the_level_and_covered_days_without_one_lower_it() -> None:
    quiet = track(dict.fromkeys(range(40), (0.0, 1.0)), [39])[39]
    event = track({d: (1.0 if d == 39 else 0.0, 1.0) for d in range(40)}, [39])[39]
    assert quiet.mean < rules().shape / rules().rate < event.mean


def test_silence_widens_the_band_about_a_level_that_stays() -> None:
    seen = dict.fromkeys(range(60), (0.5, 1.0))
    states = list(track(seen, [59, 89, 119, 179]).values())
    bands = [s.band() for s in states]
    assert [high for _, high in bands] == sorted(high for _, high in bands)
    assert [low for low, _ in bands] == sorted((low for low, _ in bands), reverse=True)
    assert states[-1].mean == pytest.approx(states[0].mean, rel=0.25)


def test_after_years_of_silence_nothing_is_known_any_more() -> None:
    state = track(dict.fromkeys(range(60), (0.5, 1.0)), [8000])[8000]
    assert state.mean == pytest.approx(rules().shape / rules().rate, rel=0.01)
    assert state.band()[1] > prior()[1]


def test_days_that_no_report_covers_are_no_days_without_events() -> None:
    busy = dict.fromkeys(range(30), (0.5, 1.0))
    silent = track(busy, [60])[60]
    denied = track({**busy, **dict.fromkeys(range(30, 61), (0.0, 1.0))}, [60])[60]
    assert silent.mean > 2 * denied.mean


@given(DAYS)
def test_the_band_holds_the_level_and_counts_add_up(seen: dict[int, tuple[float, float]]) -> None:
    for state in track(seen, [0, 200, 400]).values():
        low, high = state.band()
        assert 0 <= low < high
        assert state.mean < high * 1.001
        assert sum(w for _, _, w, _ in state.parts) == pytest.approx(1)


@given(DAYS, st.integers(0, 400), st.sampled_from([0.2, 1.0]))
def test_one_more_event_never_lowers_any_memory(seen: dict[int, tuple[float, float]], day: int, weight: float) -> None:
    count, exposure = seen.get(day, (0.0, 1.0))
    more = {**seen, day: (count + weight, exposure)}
    less = {**seen, day: (count, exposure)}
    for one, two in zip(track(more, [400])[400].parts, track(less, [400])[400].parts, strict=True):
        assert one[0] > two[0]
        assert one[1] == pytest.approx(two[1])


def test_the_share_of_an_event_fades() -> None:
    state = track({0: (1.0, 1.0)}, [0, 100])
    assert share(state[0], 1.0, state[0]) > share(state[100], 1.0, state[0]) > 0


def test_a_change_for_good_is_found_about_its_day() -> None:
    seen = {d: (0.7 if d % (25 if d < 150 else 3) == 0 else 0.0, 1.0) for d in range(260)}
    (found,) = breaks(seen)
    assert found.first <= 150 <= found.last + 7
    assert found.after > 4 * found.before
    assert found.probability > 0.8


def test_a_steady_stream_has_no_change() -> None:
    assert breaks({d: (0.5 if d % 7 == 0 else 0.0, 1.0) for d in range(300)}) == ()


def test_silence_is_no_change() -> None:
    covered = {d: (0.6 if d % 5 == 0 else 0.0, 1.0) for d in range(100)}
    assert breaks({**covered, **{d + 300: v for d, v in covered.items()}}) == ()
    quiet = {**covered, **dict.fromkeys(range(100, 300), (0.0, 1.0))}
    assert len(breaks(quiet)) == 1


def test_years_of_days_are_cut_in_bins() -> None:
    seen = {d: (0.7 if d % (90 if d < 2000 else 6) == 0 else 0.0, 1.0) for d in range(3000)}
    (found,) = breaks(seen)
    assert abs(found.day - 2000) < 60
