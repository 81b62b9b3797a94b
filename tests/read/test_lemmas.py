"""Words named once each come out as if the whole text had gone through spaCy's rules."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from memcon.read.lemmas import APART, Key, lemmas
from memcon.read.parse import _pipeline

TEXTS = (
    "The two ministers met in Lisbon on Tuesday, and both sides said that talks had been held before.",
    "Having met her, he left. As agreed, which of them had another idea, some asked? There were none.",
    "Let's go. It ain't so, y'all: we're gonna leave and they gotta stay.",
    "There is hope, there's a plan.\nShe told them so herself.",
)


def keys(doc: Any) -> list[Key]:
    return [(t.text, t.tag_, t.dep_) for t in doc]


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_named_as_by_the_whole_text(text: str) -> None:
    nlp = _pipeline()
    known = lemmas(nlp)
    one, two = nlp.pipe([text, text], disable=APART)
    assert known.of(one, keys(one)) == replace(known, pairs=None).of(two, ())


def test_pairs_are_seen() -> None:
    nlp = _pipeline()
    known = lemmas(nlp)
    plain, paired = nlp.pipe(["They met.", "Let's meet."], disable=APART)
    assert not known.pairs(plain)
    assert known.pairs(paired)
    assert ("us" in {lemma for _, lemma in known.of(paired, keys(paired))}) is True
