"""A draft over one invented bundle: each kind of mark, with its words, its reason and what stands behind it."""

# ruff: noqa: E501 - the reports are told as reports are, a paragraph a line

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.model.memo import Memorandum, Report, Tool
from memcon.pipeline import Options, brief
from memcon.proof import FAULTS, Line, Mark, proof
from memcon.proof.codec import dumps
from memcon.proof.types import KINDS

WIRE = """KHARTOUM, May 6, 2025 - Sudan advised its traders on Tuesday to avoid the port of Massawa, the trade ministry said.

Trade Minister Amal Idris told reporters that Sudan was considering a ban on Eritrean salt. "Our warehouses are full of promises," she said.

At least 30 trucks are stuck at the crossing of Lafa, according to the drivers' union. Eritrea denied that any truck was held back.

Idris and her Eritrean counterpart, Yonas Tekle, discussed a new customs form by telephone on Monday.
"""
READOUT = """The Minister of Trade of Eritrea, Yonas Tekle, spoke with the Minister of Trade of Sudan, Amal Idris, by telephone on 5 May.

Minister Tekle said that the crossing of Lafa is open day and night. The ministers agreed to meet in Kassala in June.
"""


@pytest.fixture(scope="module")
def memo(tmp_path_factory: pytest.TempPathFactory) -> Memorandum:
    folder = tmp_path_factory.mktemp("salt")
    (folder / "wire.txt").write_text(WIRE, "utf-8")
    (folder / "readout.txt").write_text(READOUT, "utf-8")
    (folder / "reports.yaml").write_text(
        "- {file: wire.txt, kind: news, outlet: Nile Wire, published: '2025-05-06T18:00:00+02:00', zone: Africa/Khartoum}\n"
        "- {file: readout.txt, kind: readout, side: ERI, outlet: Ministry of Trade,"
        " published: '2025-05-05T20:00:00+03:00', zone: Africa/Asmara}\n",
        "utf-8",
    )
    return brief(folder, options=Options(strict=True, story=None))


def lines(memo: Memorandum, text: str) -> tuple[Line, ...]:
    """The sentences of a draft, every place in it and behind it checked."""
    made = proof(text, memo)
    texts = {r.id: r.text for r in memo.reports}
    for line in made.lines:
        assert text[line.start : line.end] == line.text
        assert line.marks
        for mark in line.marks:
            assert line.start <= mark.start < mark.end <= line.end
            for e in mark.evidence:
                assert texts[e.place.report][e.place.start : e.place.end] == e.place.quote
    return made.lines


def only(memo: Memorandum, text: str) -> Mark:
    """The one fault of a sentence."""
    found = [m for line in lines(memo, text) for m in line.faults]
    assert len(found) == 1, [(m.kind, m.why) for m in found]
    return found[0]


@pytest.mark.parametrize(
    "text",
    [
        "Idris and Tekle talked on the phone on Monday about a new customs form.",
        "Sudan is weighing a ban on salt from Eritrea, its trade minister said.",
        "The trade ministers of Sudan and Eritrea are to meet in Kassala in June.",
        "The trade ministry said that Sudan had told its traders to stay away from the port of Massawa.",
        '"Our warehouses are full of promises," Idris said.',
        "At least 30 trucks are stuck at Lafa, the drivers say; Eritrea denies that any truck is held back.",
    ],
)
def test_what_is_faithful_is_left_alone(memo: Memorandum, text: str) -> None:
    found = lines(memo, text)
    assert [m for line in found for m in line.faults] == []
    assert any(m.kind == "supported" and m.evidence for line in found for m in line.marks)


def test_a_demand_for_advice_is_stronger_than_its_source(memo: Memorandum) -> None:
    mark = only(memo, "Sudan ordered its traders to avoid the port of Massawa, the trade ministry said.")
    assert (mark.kind, "advised" in mark.why, "advised" in mark.suggestion) == ("stronger", True, True)


def test_what_is_only_considered_is_not_done(memo: Memorandum) -> None:
    mark = only(memo, "Sudan has banned Eritrean salt.")
    assert mark.kind == "stronger"
    assert mark.evidence[0].voice


def test_what_is_discussed_is_not_agreed(memo: Memorandum) -> None:
    assert only(memo, "Idris and Tekle agreed on a new customs form.").kind == "stronger"


def test_a_bound_that_is_dropped_is_named(memo: Memorandum) -> None:
    kinds = {
        m.kind: m for line in lines(memo, "30 trucks are stuck at Lafa, the drivers' union said.") for m in line.faults
    }
    assert "At least 30" in kinds["stronger"].suggestion


def test_the_other_account_is_shown(memo: Memorandum) -> None:
    text = "At least 30 trucks are stuck at the crossing of Lafa, the drivers' union said."
    mark = only(memo, text)
    assert mark.kind == "one-sided"
    assert "Eritrea" in mark.why
    assert {e.role for e in mark.evidence} == {"for", "against"}


def test_one_sides_word_is_not_told_flatly(memo: Memorandum) -> None:
    mark = only(memo, "The crossing of Lafa is open day and night.")
    assert mark.kind == "attribution"
    assert "Tekle" in mark.suggestion


def test_a_quotation_is_compared_word_by_word(memo: Memorandum) -> None:
    mark = only(memo, '"Our warehouses are full of salt," Idris said.')
    assert mark.kind == "quotation"
    assert [(p.of, p.text) for p in mark.diff][-2:] == [("draft", "salt"), ("report", "promises")]


def test_a_quotation_that_nobody_has(memo: Memorandum) -> None:
    mark = only(memo, '"Nobody will ever read this line again," Idris said.')
    assert (mark.kind, mark.evidence, mark.diff) == ("quotation", (), ())


def test_the_marks_of_a_quotation_do_not_matter(memo: Memorandum) -> None:
    assert not lines(memo, "“Our warehouses are full of … promises”, Idris said.")[0].faults


def test_words_are_given_to_whom_the_report_gives_them(memo: Memorandum) -> None:
    mark = only(memo, '"Our warehouses are full of promises," Tekle said.')
    assert (mark.kind, "Idris" in mark.suggestion) == ("speaker", True)


def test_a_day_that_is_on_no_clock(memo: Memorandum) -> None:
    assert only(memo, "Idris and Tekle spoke by telephone on 4 May.").kind == "clock"


def test_another_place_is_named(memo: Memorandum) -> None:
    mark = only(memo, "The two trade ministers will meet in Asmara in June.")
    assert (mark.kind, "Kassala" in mark.suggestion) == ("contradicted", True)


def test_what_no_report_has(memo: Memorandum) -> None:
    assert only(memo, "Ethiopia has lent Sudan forty locomotives.").kind == "unsourced"


def test_opinion_is_nothing_to_check(memo: Memorandum) -> None:
    (line,) = lines(memo, "It is an old quarrel, and not a pretty one.")
    assert [m.kind for m in line.marks] == ["nothing"]


def test_markdown_keeps_its_places(memo: Memorandum) -> None:
    text = "# Salt\n\n- Sudan has *banned* [Eritrean salt](https://example.org/x).\n"
    found = lines(memo, text)
    assert [m.kind for line in found for m in line.faults] == ["stronger"]
    assert "banned" in text[found[-1].faults[0].start : found[-1].faults[0].end]


def test_the_same_draft_gives_the_same_marks(memo: Memorandum) -> None:
    text = "Sudan has banned Eritrean salt. Idris and Tekle spoke by telephone on 4 May."
    assert proof(text, memo) == proof(text, memo)


def test_the_json_says_it_all(memo: Memorandum) -> None:
    text = "Sudan has banned Eritrean salt. It is an old quarrel."
    document = json.loads(dumps(proof(text, memo), memo))
    assert (document["schema"], document["clean"], document["text"]) == ("memcon/proof/1", False, text)
    assert list(document["counts"]) == list(KINDS)
    (mark,) = document["sentences"][0]["marks"]
    assert (mark["kind"], mark["fault"], mark["quote"]) == ("stronger", True, text[mark["start"] : mark["end"]])
    assert {r["id"] for r in document["reports"]} == {r.id for r in memo.reports}


def test_a_large_record_is_read_where_it_is_nearest() -> None:
    filler = "\n\n".join(f"Item {n}: The council of town {n} opened a library in ward {n}." for n in range(900))
    text = f"{filler}\n\nPeru recalled its ambassador from Quito on Monday.\n\n{filler}"
    report = Report(id="R1", file="a.txt", text=text, characters=len(text), published="2025-05-06T12:00:00+00:00")
    memo = Memorandum(tool=Tool(name="memcon", version="0", rules="0"), reports=(report,))
    made = proof("Peru called its ambassador home from Quito.", memo)
    assert not made.whole
    (mark,) = made.lines[0].marks
    assert mark.kind == "supported"
    assert "ambassador" in mark.evidence[0].place.quote


@settings(max_examples=15, deadline=None)
@given(st.text(alphabet=st.sampled_from("Sudan Idris said \"“”'30 at least.,!?\n*#>[]()-–é😀\x0b"), max_size=120))
def test_whatever_is_given_is_answered(text: str) -> None:
    memo = Memorandum(tool=Tool(name="memcon", version="0", rules="0"), reports=())
    made = proof(text, memo)
    assert made.text == text
    for line in made.lines:
        assert text[line.start : line.end] == line.text
        assert all(m.kind not in FAULTS or not m.evidence for m in line.marks)
