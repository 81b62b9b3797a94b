"""What is claimed: units, quotations, what is held back, left out, watched, held, read into."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from voices_maker import over, quotes, run

from memcon.extract.context import LONGEST

TEXT = (
    "Chilean President Rosa Fuentes and Peruvian President Diego Salas held a phone call on Tuesday. "
    "Fuentes told Salas that “the canal is not for sale,” the Chilean presidency said. "
    "The Peruvian readout made no mention of the remark. "
    "Salas declined to comment. "
    "Lima has not published a full account of the call. "
    "The call underscores how fragile the truce is. "
    "Key indicators include naval patrols, visa rules and the fate of the tariff. "
    "Whether the talks resume will depend on the courts and the weather. "
    "Chile frames the patrols as routine policing. "
    "Observers said the truce could collapse. "
    "The offer of a summit was mentioned only in the Chilean statement, not in the Peruvian one. "
    "Chile must carefully weigh its exports."
)


def words_of(numbers: list[int]) -> list[str]:
    report, _, found = run(TEXT)
    return quotes(report.text, [found.drafts[n] for n in numbers])


def test_quoted_words_are_wording_of_the_talk() -> None:
    made = [d for d in over(TEXT, "the canal is not for sale") if d.slot == "wording"]
    assert made
    _, _, found = run(TEXT)
    talk = next(m for m in found.mentions if m.id == made[0].event)
    assert talk.type == "CONSULT"
    assert made[0].manner == "direct"


def test_declined_and_not_supplied() -> None:
    _, _, found = run(TEXT)
    told = {(w.party, w.manner): words_of([w.draft])[0] for w in found.withheld}
    assert told["diego-salas", "declined"] == "declined to comment"
    assert told["PER", "not-supplied"].startswith("has not published a full account")
    assert len(told) == 2


def test_omission_told_in_the_sentence_after() -> None:
    _, _, found = run(TEXT)
    left_out = [
        o
        for o in found.omissions
        if o.silent == "PER" and "the canal is not for sale" in " ".join(words_of(list(o.drafts)))
    ]
    assert [o.said_by for o in left_out] == [("CHL",)]


def test_omission_of_what_one_text_alone_has() -> None:
    _, _, found = run(TEXT)
    alone = [o for o in found.omissions if "The offer of a summit" in " ".join(words_of(list(o.drafts)))]
    assert [(o.said_by, o.silent, o.only) for o in alone] == [(("CHL",), "PER", True)]


def test_one_indicator_per_item() -> None:
    _, _, found = run(TEXT)
    assert words_of(list(found.indicators)) == [
        "naval patrols",
        "visa rules",
        "the fate of the tariff",
        "the courts",
        "the weather",
    ]


@pytest.mark.parametrize(
    "words", ["underscores how fragile the truce is", "must carefully weigh its exports", "the truce could collapse"]
)
def test_readings(words: str) -> None:
    assert any(d.kind == "assessment" for d in over(TEXT, words))


@pytest.mark.parametrize(
    "words", ["held a phone call", "declined to comment", "mentioned only in the Chilean statement"]
)
def test_happenings_are_no_readings(words: str) -> None:
    assert over(TEXT, words)
    assert not any(d.kind == "assessment" for d in over(TEXT, words))


def test_standpoint() -> None:
    _, _, found = run(TEXT)
    assert ("CHL", "the patrols as routine policing") in {(s.entity, s.issue) for s in found.standpoints}


def test_every_sentence_of_fact_has_a_claim() -> None:
    _, reading, found = run(TEXT)
    claimed = {d.sentence for d in found.drafts}
    assert [s.i for s in reading.sentences if s.kind == "fact" and s.i not in claimed] == []


def test_evidence_stands_in_its_sentence_and_is_short() -> None:
    report, reading, found = run(TEXT)
    for made in found.drafts:
        start, end = made.evidence
        assert 0 <= start < end <= len(report.text)
        assert end - start <= LONGEST + 2
        sentence = reading.sentences[made.sentence]
        assert sentence.start <= start < sentence.end


def test_inverted_condition_is_no_reading() -> None:
    text = "Ghana would close the strait, an official said, should Togo send its fleet north."
    assert not any(d.kind == "assessment" for d in over(text, "should Togo send its fleet north"))


def test_readout_is_split_into_what_it_asserts() -> None:
    text = (
        "President Okoro spoke today with President Diallo of Guinea. President Okoro noted that Nigeria has sent "
        "grain and is weighing further loans. The leaders discussed fisheries, a treaty on visas, and the border."
    )
    report, _, found = run(text, "readout", "NGA")
    told = quotes(report.text, list(found.drafts))
    assert "Nigeria has sent grain" in told
    assert "is weighing further loans" in told


@pytest.mark.parametrize(
    "text", ["", "Hello", "“", "” said he.", "Q\nQ\nQ", "he said she said they said", "\u202e—“”\n\n''"]
)
def test_odd_texts_do_not_crash(text: str) -> None:
    _, _, found = run(text)
    assert found.report == "R1"


WORDS = [
    "Anna",
    "said",
    "“",
    "”",
    '"',
    "that",
    "she",
    "declined",
    "to",
    "comment",
    ",",
    ".",
    ":",
    "the",
    "readout",
    "not",
    "mentioned",
    "in",
    "only",
    "will",
    "depend",
    "on",
    "\n\n",
    "Q",
    "MS. ROE:",
    "according",
    "to",
    "Chad",
    "must",
    "reportedly",
    "—",
    "é",
]


@given(st.lists(st.sampled_from(WORDS), max_size=25))
@settings(max_examples=40, deadline=None)
def test_any_words_give_claims_with_places(parts: list[str]) -> None:
    text = " ".join(parts)
    report, reading, found = run(text)
    for made in found.drafts:
        assert report.text[slice(*made.evidence)]
        assert 0 <= made.sentence < len(reading.sentences)
    for number in (
        *found.indicators,
        *(w.draft for w in found.withheld),
        *(n for o in found.omissions for n in o.drafts),
    ):
        assert 0 <= number < len(found.drafts)
