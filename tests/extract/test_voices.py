"""Whose words: attributions and chains on invented sentences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from voices_maker import chains, run

from memcon.extract.chains import covering, link
from memcon.extract.types import Attribution, Voice
from memcon.extract.voices import attributions

PRESS = (
    "President Marta Lindqvist of Finland and Kenyan President William Ruto spoke by phone on Monday, "
    "according to the Helsinki Herald. "
    "“The port will stay open,” Lindqvist told reporters. “We have said so before,” she added. "
    "Ruto said that Lindqvist told him she “would sail at dawn.” "
    "Per Kenyan readouts, the presidents covered fisheries and grain. "
    "Kenya views the survey as a provocation, while Finland calls it routine. "
    "The talks, reportedly requested by Nairobi, lasted an hour. "
    "Analysts interpret the visit as a signal to Oslo. "
    "Lindqvist emphasized the ties of the two countries, noting that Ruto had invited her to Mombasa. "
    "Ruto called for restraint and a return to arbitration. "
    "Finland is confident that the treaty will hold."
)


@pytest.mark.parametrize(
    ("words", "chain"),
    [
        ("spoke by phone", ["Helsinki Herald"]),
        ("The port will stay open", ["Lindqvist"]),
        ("We have said so before", ["Lindqvist"]),
        ("would sail at dawn", ["Ruto", "Lindqvist"]),
        ("the presidents covered fisheries and grain", ["Kenyan readouts"]),
        ("the survey as a provocation", ["Kenya"]),
        ("the visit as a signal to Oslo", ["Analysts"]),
        ("Ruto had invited her to Mombasa", ["Lindqvist"]),
        ("restraint and a return to arbitration", ["Ruto"]),
        ("the treaty will hold", ["Finland"]),
    ],
)
def test_chain(words: str, chain: list[str]) -> None:
    assert any(
        len(found) == len(chain) and all(c in f for c, f in zip(chain, found, strict=True))
        for found in chains(PRESS, words)
    )


def test_narration_has_no_voice() -> None:
    assert [] in chains(PRESS, "lasted an hour")


def test_reportedly_hedges_and_names_nobody() -> None:
    _, _, found = run(PRESS)
    hedged = [d for d in found.drafts if d.stance == "hedges" and "requested" in d.value]
    assert hedged
    assert all(not d.voice for d in hedged)


def test_what_is_attributed_is_not_claimed_flatly() -> None:
    made = chains(PRESS, "the presidents covered fisheries and grain")
    assert made
    assert [] not in made


def test_quotation_over_sentences_is_one_speaker() -> None:
    text = "“We waited a year. Nobody came. The offer is gone,” Premier Anna Novak of Slovenia said on Friday."
    for words in ("We waited a year", "Nobody came", "The offer is gone"):
        made = chains(text, words)
        assert made
        assert all(len(chain) == 1 and "Novak" in chain[0] for chain in made)


def test_stated_by_takes_the_sentence_before() -> None:
    text = "The border must be opened within a week. This was stated by President Jan Kral at a briefing."
    assert any("Kral" in c[0] for c in chains(text, "The border must be opened", "statement", "SVK") if c)


def test_turns_of_a_transcript() -> None:
    text = (
        "Q Has the minister seen the letter?\n\nMS. OKAFOR: The letter arrived this morning. As the President said "
        "in Accra, “We do not trade our friends away.”\n\nQ Officials in Lomé say the deal is dead.\n"
    )
    assert any(
        "Okafor" in c[0].title() for c in chains(text, "The letter arrived this morning", "transcript", "GHA") if c
    )
    inner = chains(text, "We do not trade our friends away", "transcript", "GHA")
    assert any(len(c) == 2 and "President" in c[1] for c in inner)
    assert any(c and c[0] == "reporter" for c in chains(text, "the deal is dead", "transcript", "GHA"))


def test_meaning_is_no_attribution() -> None:
    text = "Portugal closed its consulate on Monday, signaling a colder tone toward Angola."
    _, _, found = run(text)
    assert not [a for a in found.attributions if "colder tone" in "".join(text[s:e] for s, e in a.content)]


def test_declined_is_declined() -> None:
    text = "Minister Petra Novakova of Slovakia declined to say whether the tanks had left."
    _, reading, _ = run(text)
    assert {a.stance for a in attributions(reading)} == {"declines"}


def _said(name: str, start: int, end: int) -> Attribution:
    return Attribution(source=Voice(name=name, entity=name), cue=None, content=((start, end),), manner="indirect")


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 50), st.integers(1, 50)), max_size=8), st.integers(0, 90)
)
@settings(max_examples=200)
def test_chain_is_nested_and_without_repeats(parts: list[tuple[str, int, int]], at: int) -> None:
    made = [_said(name, start, start + size) for name, start, size in parts]
    chain = link(covering(made, at, at + 1))
    assert len({v.name for v in chain}) == len(chain)
    held = {n for n, s, z in parts if s - 2 <= at and at + 1 <= s + z + 2}
    assert {v.name for v in chain} == held


def test_contents_stand_in_the_text() -> None:
    report, _, found = run(PRESS)
    for made in found.attributions:
        for start, end in made.content:
            assert 0 <= start < end <= len(report.text)
            assert not report.text[start].isspace()
        assert made.cue is None or report.text[slice(*made.cue)].strip()
