"""Copies: containment, direction by date, length and id, and time that grows with the reports alone."""

from __future__ import annotations

import random
import time
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.ingest.copies import mark, origins, share
from memcon.model.memo import Report

WORDS = [a + b + c for a in "bdfglm" for b in "aeiou" for c in ["rn", "st", "lk", "mp", "nd"]]


def prose(seed, count=120):
    rng = random.Random(seed)
    return " ".join(rng.choice(WORDS) for _ in range(count))


def report(number, text, published=None, *, read=True):
    return Report(id=f"R{number}", file=f"{number}.txt", text=text, published=published, read=read)


def test_unlike_texts_have_no_origin():
    assert origins([report(n, prose(n)) for n in range(1, 6)]) == {}


def test_equal_texts_point_at_the_lowest_id():
    assert origins([report(n, prose(7)) for n in (10, 2, 3)]) == {"R3": "R2", "R10": "R2"}


def test_shorter_copies_the_longer_where_no_date_is_known():
    long = prose(1, 200)
    short = " ".join(long.split()[:90]) + " " + prose(2, 10)
    assert origins([report(1, short), report(2, long)]) == {"R1": "R2"}


def test_later_copies_the_earlier():
    text = prose(1)
    early, late = "2031-05-04T10:00:00+00:00", "2031-05-04T11:30:00+02:00"  # 09:30 UTC: the earlier, by its offset
    assert origins([report(1, text, early), report(2, text, late)]) == {"R1": "R2"}


def test_text_that_quotes_an_earlier_one_and_says_much_of_its_own_is_no_copy():
    readout = prose(1, 60)
    article = f"{prose(2, 150)} {readout} {prose(3, 150)}"
    dated = [report(1, readout, "2031-05-04T10:00:00+00:00"), report(2, article, "2031-05-05T10:00:00+00:00")]
    assert origins(dated) == {}
    assert origins([report(1, readout), report(2, article)]) == {"R1": "R2"}


def test_case_and_punctuation_do_not_matter():
    text = prose(1)
    assert origins([report(1, text), report(2, text.upper().replace(" ", ", "))]) == {"R2": "R1"}


def test_chains_point_at_the_root():
    words = prose(1, 200).split()
    a, b, c = (" ".join(words[start:] + prose(start + 5, start).split()) for start in (0, 40, 75))
    assert origins([report(1, a), report(2, b), report(3, c)]) == {"R2": "R1", "R3": "R1"}


def test_undated_longer_takes_over_the_dated_shorter():
    long = prose(1, 300)
    short = " ".join(long.split()[:100])
    assert origins([report(1, short, "2031-05-04T10:00:00+00:00"), report(2, long)]) == {"R1": "R2"}


def test_short_texts():
    assert origins([report(1, "They met."), report(2, "They met"), report(3, "They left."), report(4, "")]) == {
        "R2": "R1"
    }


def test_unread_reports_are_left_alone():
    text = prose(1)
    marked = mark([report(1, text), report(2, text, read=False), report(3, text)])
    assert [r.origin for r in marked] == [None, None, "R1"]


def test_formula_that_all_share_does_not_tie_them():
    formula = prose(0, 25)
    assert origins([report(n, f"{formula} {prose(n, 80)}") for n in range(1, 200)]) == {}


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), order=st.randoms(use_true_random=False))
def test_order_does_not_matter_and_origins_are_roots(seed, order):
    rng = random.Random(seed)
    base = [prose(rng.randrange(3), 40).split() for _ in range(8)]
    dates = [None, "2031-05-04T10:00:00+00:00", "2031-05-05T10:00:00+00:00"]
    reports = [report(n, " ".join(words[rng.randrange(15) :]), rng.choice(dates)) for n, words in enumerate(base, 1)]
    found = origins(reports)
    assert not set(found.values()) & set(found)
    order.shuffle(reports)
    assert origins(reports) == found


def test_thousand_reports_in_near_linear_time():
    unlike = [report(n, prose(n, 300)) for n in range(1000)]
    copies = [report(n, prose(1, 300) + f" {n} times") for n in range(1000)]
    for reports, expected in ((unlike, 0), (copies, 999)):
        start = time.process_time()
        assert len(origins(reports)) == expected
        assert time.process_time() - start < 6


def test_the_share_of_a_text_in_another(story) -> None:
    one = Report(id="R1", file="a", text=story)
    assert share(one, one) == 1.0
    assert 0.3 < share(replace(one, text=f"{story} {story[::-1]}"), one) < 0.7
    assert share(replace(one, text=""), one) == 0.0
