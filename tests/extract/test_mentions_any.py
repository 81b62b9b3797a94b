"""The event engine on any text: no crash, places inside the text, references that exist."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.extract.mentions import find_mentions
from memcon.model.memo import Report
from memcon.read import read

VOCABULARY = (
    "Chile", "Peru", "talks", "the", "call", "after", "imposed", "sanctions", "on", "if", "not", "will", "to", "and",
    ",", ".", "“", "”", "?", "their", "with", "Monday", "threatened", "aid",
)  # fmt: skip
WORDS = st.sampled_from(VOCABULARY)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_any_words(text: str) -> None:
    report = Report(id="R1", file="1.txt", text=text)
    reading = read(report)
    result = find_mentions(report, reading, ())
    ids = {m.id for m in result.mentions}
    assert len(ids) == len(result.mentions)
    entities = {e.id for e in reading.entities}
    for m in result.mentions:
        assert 0 <= m.trigger[0] < m.trigger[1] <= len(text)
        assert m.same_as is None or m.same_as in ids
        assert {o.other for o in m.orders} <= ids
        assert set(m.actors) | set(m.recipients) <= entities
        assert not set(m.actors) & set(m.recipients)
    assert {x for k in result.links for x in (k.source, k.target)} <= ids
    assert find_mentions(report, reading, ()) == result
