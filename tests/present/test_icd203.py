from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.model.data import mapping
from memcon.present.icd203 import degrees, faults, levels, mixes, rows_mixed, sentences

TERMS = [t for d in degrees() for t in (d.first, d.second) if t != "remote"]


@pytest.mark.parametrize("term", TERMS)
@pytest.mark.parametrize("level", [x.level for x in levels()])
def test_every_term_of_likelihood_with_every_level_of_confidence_is_a_fault(term: str, level: str) -> None:
    assert mixes(f"We judge with {level} confidence that it is {term} to happen.")


@pytest.mark.parametrize(
    "sentence",
    [
        "We assess with moderate confidence that the visit will probably be put off.",
        "Our confidence is low that a deal is almost certainly out of reach.",
        "There is a 70 percent chance of a summit, and we are confident in it.",
        "Our confidence is high, and the chance is remote.",
        "High confidence: improbable.",
        "VERY LIKELY; LEVEL OF CONFIDENCE: HIGH",
    ],
)
def test_a_sentence_that_mixes_the_two_is_found(sentence: str) -> None:
    assert mixes(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "A visit is likely.",
        "We have high confidence in this judgement.",
        "Confidence-building measures are likely.",
        "The government is unlikely to survive the vote of confidence.",
        "The remote island is watched with high confidence in the radar.",
        "He called it “very likely”, and our confidence that he said so is high.",
        'The minister said "it is probable"; we have low confidence in the report.',
        "Unlike the first, the likes of which we know with high confidence, it failed.",
        "",
    ],
)
def test_one_alone_or_a_quotation_is_no_fault(sentence: str) -> None:
    assert mixes(sentence) is None


def test_two_sentences_are_two_even_without_a_line_between() -> None:
    assert faults("A visit is likely. We have high confidence in this judgement.") == ()


def test_a_fault_names_its_line_its_words_and_the_whole_sentence() -> None:
    text = "# Judgements\n\n1. Talks go on.\n2. We judge with high\n   confidence that a\n   visit is likely. So far.\n"
    (fault,) = faults(text)
    assert fault.line == 4
    assert fault.sentence == "2. We judge with high confidence that a visit is likely."
    assert (fault.mixture.likelihood, fault.mixture.confidence) == ("likely", "high confidence")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("- likely\n- high confidence", 2),
        ("# Likely\nWith high confidence.", 2),
        ("Likely\n\nHigh confidence", 2),
        ("The U.S. will go on.", 1),
        ("Mr. Vidal of the U.S. Senate spoke.", 1),
        ("It is up to the U.S. The rest follows.", 2),
        ("He said “No. Never. Not us.” and left.", 1),
        ("It grew by 2.5 percent.", 1),
    ],
)
def test_where_sentences_end(text: str, number: int) -> None:
    assert len(list(sentences(text))) == number


def test_rows_of_terms() -> None:
    assert rows_mixed("It is unlikely. It is probably over.") == ("unlikely", "probable")
    assert rows_mixed("It is likely, almost certainly.") == ()
    assert rows_mixed("“Probably”, he said; it is likely.") == ()


def test_the_ranges_of_the_directive_leave_no_hole() -> None:
    found = degrees()
    assert [d.low for d in found[1:]] == [d.high for d in found[:-1]]
    assert (found[0].low, found[-1].high) == (1, 99)


@given(st.text(alphabet='abc .!?\n“”"#-1', max_size=80))
def test_sentences_lose_no_words(text: str) -> None:
    assert "".join(s for _, s in sentences(text)).replace(" ", "") == "".join(text.split())


def test_words_are_told_once() -> None:
    table = mapping("present", "icd203")
    for group in ("tells_likelihood", "tells_confidence", "not_confidence"):
        assert len(table[group]) == len(set(table[group]))
