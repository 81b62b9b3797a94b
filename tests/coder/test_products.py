"""The parser with numpy's matrix products: the same parse, and only while asked for."""

from __future__ import annotations

from memcon.read.parse import _pipeline, numpy_products

TEXT = (
    "Kenya's foreign minister told reporters in Nairobi on Tuesday that the two sides, which have been at odds over "
    "the lake since March, would hold talks next week; Uganda denied that it had agreed to any."
)


def parsed() -> list[tuple[str, str, int]]:
    return [(t.tag_, t.dep_, t.head.i) for t in _pipeline()(TEXT)]


def test_the_parse_is_the_same_and_the_arithmetic_is_given_back() -> None:
    model = _pipeline().get_pipe("tagger").model
    before, plain = model.ops, parsed()
    with numpy_products():
        assert type(model.ops) is not type(before)
        assert parsed() == plain
    assert model.ops is before
    assert parsed() == plain
