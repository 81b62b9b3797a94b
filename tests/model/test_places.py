from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from memcon.model.places import Span


@given(st.text(), st.integers(0, 40), st.integers(0, 40))
def test_a_span_quotes_its_place_and_sheds_white_space(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    span = Span.of("R1", text, start, end)
    assert span.quote == text[span.start : span.end] == text[start:end].strip()
    assert start <= span.start <= span.end <= end


def test_spans_of_two_reports_never_meet() -> None:
    left = Span(report="R1", start=0, end=5, quote="hello")
    assert left.meets(Span(report="R1", start=4, end=9, quote="o you"))
    assert not left.meets(Span(report="R1", start=5, end=9, quote=" you"))
    assert not left.meets(Span(report="R2", start=0, end=5, quote="hello"))
    assert left.covers(Span(report="R1", start=1, end=5, quote="ello"))
    assert not left.covers(Span(report="R1", start=1, end=6, quote="ello "))
