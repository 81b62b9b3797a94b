"""Hostile text: dates off any calendar end no run, and long runs of anything cost their length."""

from __future__ import annotations

import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from memcon.model.memo import Memorandum
from memcon.pipeline import Options, brief

STRICT = Options(strict=True)
LEAD = "LIMA, May 3, 2024 — The president of Peru telephoned the president of Chile on Friday.\n\n"

EDGES = st.sampled_from([
    "9999-12-31", "0001-01-01", "0000-01-01", "in 0000", "in 9999", "the 9990s", "on 31 December 9999", "at 25:99",
    "at 24:00 on 9999-12-31", "over the past 999999 weeks", "2024-02-30", "9" * 400 + " days ago", "² days ago",
])  # fmt: skip
COUNTED = st.builds(
    lambda n, unit, tail: f"{n} {unit} {tail}",
    st.integers(0, 10**13),
    st.sampled_from(["minutes", "hours", "days", "weeks", "months", "years", "tanks"]),
    st.sampled_from(["ago", "later", "earlier", "after the call", "before the meeting"]),
)
ISO = st.builds(
    lambda y, m, d: f"{y:04d}-{m:02d}-{d:02d}", st.integers(0, 9999), st.integers(0, 13), st.integers(0, 32)
)
STAMPS = st.sampled_from(["", "9999-12-31T23:00:00Z", "0001-01-01", "2024-05-01T10:00:00Z"])


def run(*texts: str, published: str = "") -> Memorandum:
    with TemporaryDirectory() as name:
        folder = Path(name)
        rows = []
        for number, text in enumerate(texts):
            (folder / f"{number}.txt").write_text(text, "utf-8")
            rows.append(f"- file: {number}.txt\n" + (f"  published: {published}\n" if published else ""))
        (folder / "reports.yaml").write_text("".join(rows), "utf-8")
        return brief(folder, options=STRICT)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(words=EDGES | COUNTED | ISO, published=STAMPS)
@example(words="1 years ago", published="0001-01-01")
@example(words="1 months ago", published="0001-01-01")
@example(words="0 months ago", published="9999-12-31T23:00:00Z")
def test_no_date_ends_a_run(words: str, published: str) -> None:
    one = f"LIMA, {words} — The president of Peru telephoned the president of Chile {words}. {words}, they met in Lima."
    other = f"Chile's president met Peru's president on Monday evening. The call came {words}."
    assert len(run(one, other, published=published).reports) == 2


def test_a_date_at_the_end_of_the_calendar_stays_open() -> None:
    memo = run("The president of Peru met the president of Chile in Lima on 9999-12-31.")
    [event] = [e for e in memo.events if e.type == "CONSULT"]
    assert event.time is None or (event.time.earliest, event.time.latest) == (None, None)


@pytest.mark.parametrize("unit", ["a", "-", "“", "(", '"', "1/", "1.", "U.S.", "word\n", "a-", "—"])
def test_cost_grows_with_length_alone(unit: str) -> None:
    def cost(times: int) -> float:
        start = time.process_time()
        run(LEAD + unit * times)
        return time.process_time() - start

    run(LEAD)
    assert cost(3200) < 12 * max(cost(800), 0.1)


def test_a_word_of_many_letters_is_no_hang() -> None:
    start = time.process_time()
    run(LEAD + "a" * 300_000)
    assert time.process_time() - start < 30
