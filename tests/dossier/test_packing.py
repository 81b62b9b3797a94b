"""Packed values: what goes in comes out, small; what was meddled with ends in an error, never in anything run."""

from __future__ import annotations

import json
import random
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memcon.dossier.packing import COMMON, pack, unpack
from memcon.dossier.slimming import Cached, packed, unpacked
from memcon.extract import extract
from memcon.extract.types import EventMention, Fill, Order
from memcon.ingest import load
from memcon.model.codec import plain
from memcon.model.memo import Memorandum
from memcon.model.places import Span
from memcon.read import read

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@pytest.fixture(scope="module")
def cached() -> list[tuple[str, Cached]]:
    out = []
    for report in load([EXAMPLES / "telephone-call"]).reports:
        reading = read(report)
        extraction = extract(report, reading)
        out.append(
            (
                report.text,
                Cached(reading=replace(reading, report="", text=""), extraction=replace(extraction, report="")),
            )
        )
    return out


def test_readings_come_out_as_they_went_in_and_are_small(cached: list[tuple[str, Cached]]) -> None:
    for text, one in cached:
        body = packed(one, text)
        assert repr(unpacked(body, text)) == repr(one)
        assert len(body) < 3.2 * len(text)
        assert len(body) * 10 < len(json.dumps(plain(one)))


def test_a_memorandum_comes_out_as_it_went_in(memo: Memorandum) -> None:
    texts = {r.id: r.text for r in memo.reports}
    assert repr(unpack(Memorandum, pack(memo, texts), texts)) == repr(memo)


def test_a_quotation_that_is_not_there_is_not_packed() -> None:
    with pytest.raises(ValueError, match="not what the text says"):
        pack(Span(report="R1", start=0, end=3, quote="two"), {"R1": "one"})


def test_a_place_outside_the_text_is_refused() -> None:
    body = pack(Span(report="R1", start=4, end=7, quote="two"), {"R1": "one two"})
    with pytest.raises(ValueError, match="outside the text"):
        unpack(Span, body, {"R1": "one"})


numbers = st.integers(-(10**9), 10**9)
ranges = st.tuples(numbers, numbers)
words = st.text(max_size=8)
fills = st.builds(
    Fill, slot=st.sampled_from(["time", "topic"]), value=words, normal=st.none() | words, start=numbers, end=numbers
)
orders = st.builds(
    Order,
    relation=st.sampled_from(["after", "before"]),
    other=words,
    start=numbers,
    end=numbers,
    low=st.none() | numbers,
    same_day=st.booleans(),
)
mentions = st.builds(
    EventMention,
    id=words,
    trigger=ranges,
    phrase=ranges,
    head=numbers,
    sentence=numbers,
    noun=words,
    type=st.none() | words,
    status=st.sampled_from(["occurred", "denied"]),
    alternatives=st.lists(st.tuples(words, st.floats(0, 1).map(lambda f: f + 0.0)), max_size=3).map(tuple),
    actors=st.lists(words, max_size=3).map(tuple),
    times=st.lists(numbers, max_size=3).map(tuple),
    counted=st.lists(ranges, max_size=3).map(tuple),
    edges=st.lists(st.tuples(numbers, st.sampled_from(["start", "end", "effect"])), max_size=2).map(tuple),
    orders=st.lists(orders, max_size=2).map(tuple),
    fills=st.lists(fills, max_size=2).map(tuple),
    moved=st.booleans(),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(one=mentions)
def test_any_mention_comes_out_as_it_went_in(one: EventMention) -> None:
    assert repr(unpack(EventMention, pack(one, {}), {})) == repr(one)


def test_damaged_bytes_end_in_an_error(cached: list[tuple[str, Cached]]) -> None:
    text, one = min(cached, key=lambda c: len(c[0]))
    body, choice = packed(one, text), random.Random(1)
    refused = 0
    for _ in range(300):
        bad = bytearray(body)
        bad[choice.randrange(len(bad))] ^= 1 << choice.randrange(8)
        try:
            unpacked(bytes(bad[: choice.randrange(len(bad))] if choice.random() < 0.3 else bad), text)
        except ValueError:
            refused += 1
    assert refused > 250


@pytest.mark.parametrize("column", [{"evil": 1}, [], [[], [], []], "x", None, [["a", 5]], [[[["~99999999999;", 0]]]]])
def test_columns_that_are_none_end_in_an_error(column: object) -> None:
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=COMMON)
    body = b"z" + squeezed.compress(json.dumps(column).encode()) + squeezed.flush()
    with pytest.raises(ValueError):
        unpack(Cached, body, {"": "text"})
