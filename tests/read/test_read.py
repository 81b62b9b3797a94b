import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.model.memo import Report
from memcon.read import read


def sound(reading):
    for t in reading.tokens:
        assert reading.text[t.start : t.end] == t.text
        assert 0 <= t.head < len(reading.tokens)
    for s in reading.sentences:
        assert s.first < s.last
        assert all(reading.tokens[k].sentence == s.i for k in range(s.first, s.last))
    ids = {e.id for e in reading.entities}
    assert len(ids) == len(reading.entities)
    assert all(n.entity in ids for n in reading.namings)
    assert all(m in ids for e in reading.entities for m in e.members)
    assert all(s.speaker is None or s.speaker in ids for s in reading.sentences)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\n ",
        ".",
        "\"\"\"''''“”’",
        "A" * 5000,
        "- " * 3000,
        "\u200b\u00ad\ufeff",
        "The President " * 400,
        "Mr. " * 300,
        "President of President of President of",
        "Q Q Q Q: Q",
        "he she it they we I us our their its",
        "\u202e\u0301\u0301 x\x00y",
    ],
)
@pytest.mark.parametrize("kind", ["news", "transcript"])
def test_hostile_texts_are_read(text, kind):
    sound(
        read(
            Report(
                id="R1", file="x", text=text, kind=kind, side="USA", title=text[:80], published="2020-01-01T00:00:00Z"
            )
        )
    )


WORDS = [
    "President",
    "Ana",
    "Silva",
    "of",
    "Peru",
    "the",
    "leaders",
    "said",
    '"',
    ".",
    ",",
    "she",
    "Q",
    ":",
    "'s",
    "-",
    "\n",
    "MR.",
    "Beijing",
    "U.S.",
]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60), st.sampled_from(["news", "transcript", "statement"]))
def test_any_words_give_a_sound_reading(words, kind):
    sound(read(Report(id="R1", file="x", text=" ".join(words), kind=kind, side="PER")))


def test_reading_twice_gives_the_same():
    report = Report(id="R1", file="x", text="Peruvian President Ana Silva met Chile's leader. They talked.")
    assert read(report) == read(report)


def test_time_grows_with_length_only():
    text = "Peruvian President Ana Silva met Chilean envoys in Lima on Monday. She said they agreed. "
    read(Report(id="R1", file="x", text=text))

    def cost(times):
        start = time.process_time()
        read(Report(id="R1", file="x", text=text * times))
        return time.process_time() - start

    small, large = cost(20), cost(160)
    assert large < small * 8 * 3


@pytest.mark.parametrize(
    ("text", "label", "day"),
    [
        ("NAIROBI, June 3 (KNX) - Kenya on Tuesday signed a pact with Ghana.", "NAIROBI, June 3 (KNX) -", (6, 3)),
        ("BRUSSELS, 9 October (EBN) – Norway on Friday recalled its envoy.", "BRUSSELS, 9 October (EBN) –", (10, 9)),
        ("LIMA/QUITO, Feb 7, 2018 - Peru said it would reopen the border.", "LIMA/QUITO, Feb 7, 2018 -", (2, 7)),
        ("(Tokyo) - Mongolia opened an embassy.", "(Tokyo) -", None),
    ],
)
def test_a_dateline_is_a_label_of_its_own(look, text, label, day):
    seen = look(text)
    first = seen.reading.sentences[0]
    assert (first.kind, text[first.start : first.end]) == ("label", label)
    line = seen.reading.dateline
    assert (None if line is None else (line.month, line.day)) == day
    assert all(seen.form(n) != "capital" for n in ("BRUSSELS", "NAIROBI", "LIMA", "QUITO", "Tokyo"))


def test_a_sentence_that_opens_with_a_city_is_no_dateline(look):
    seen = look("Brussels, in turn, rejected the plan on 9 October. It said so twice.")
    assert seen.reading.sentences[0].kind == "fact"
    assert seen.reading.dateline is None
