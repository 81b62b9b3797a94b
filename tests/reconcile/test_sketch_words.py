"""Words of sketches in few bytes: the same marks and counts come out, and what is none is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.reconcile.sketch_words import OFTEN, UNIT, opened, packed


@given(st.dictionaries(st.integers(0, UNIT), st.integers(1, 400), max_size=300))
def test_marks_and_counts_come_out_as_they_went_in(words: dict[int, int]) -> None:
    marks, often = opened(packed(words))
    assert {int(m): int(n) for m, n in zip(marks, often, strict=True)} == {m: min(OFTEN, n) for m, n in words.items()}
    assert list(marks) == sorted(words)


@given(st.binary(max_size=60))
def test_bytes_that_are_none_are_refused_or_read_as_words(data: bytes) -> None:
    try:
        marks, often = opened(data)
    except ValueError:
        return
    assert len(marks) == len(often)
    assert all(0 <= m <= UNIT for m in marks)
    assert all(1 <= n <= OFTEN for n in often)


@given(st.dictionaries(st.integers(0, UNIT), st.integers(1, 9), min_size=8, max_size=50), st.data())
def test_what_is_cut_short_is_refused(words: dict[int, int], data: st.DataObject) -> None:
    whole = packed(words)
    with pytest.raises(ValueError, match="no words"):
        opened(whole[: data.draw(st.integers(0, len(whole) - 2))])


def test_a_hundred_words_take_a_byte_and_a_half_each() -> None:
    assert len(packed({(n * 40_503 + n * n * 977) % UNIT: 1 + (n % 7 == 0) for n in range(100)})) < 170
