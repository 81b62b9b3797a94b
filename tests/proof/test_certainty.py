"""Sure marks and questions, plans that were moved, openings taken up, days and figures that no report has."""

# ruff: noqa: E501 - the reports are told as reports are, a paragraph a line

from __future__ import annotations

import pytest

from memcon.model.memo import Memorandum
from memcon.pipeline import Options, brief
from memcon.proof import Line, Mark, proof

WIRE = """VALLETTA, March 4, 2026 - Malta and Tunisia were to sign an agreement on fishing on March 10, but the ceremony has been moved to March 17, a Maltese official said on Wednesday.

Tunisia offered Malta forty licences for its waters. The fee for a licence is $2,400, according to the Tunisian fisheries office.

Maltese skippers have complained about the patrols. The patrols cost 12 million euros a year; half of that is paid by Brussels.

"The sea has no fences," said Carmen Vella, who owns three boats. Her brother Joseph says nothing at all.

The agency chief, Mario Zahra, was let go over a missing radar, a person close to him said; the agency says that he retired.
"""


@pytest.fixture(scope="module")
def memo(tmp_path_factory: pytest.TempPathFactory) -> Memorandum:
    folder = tmp_path_factory.mktemp("fish")
    (folder / "wire.txt").write_text(WIRE, "utf-8")
    (folder / "reports.yaml").write_text(
        "- {file: wire.txt, kind: news, outlet: Island Wire, published: '2026-03-04T18:00:00+01:00', zone: Europe/Malta}\n",
        "utf-8",
    )
    return brief(folder, options=Options(strict=True, story=None))


def lines(memo: Memorandum, text: str) -> tuple[Line, ...]:
    return proof(text, memo).lines


def marks(memo: Memorandum, text: str) -> tuple[Mark, ...]:
    return tuple(m for line in lines(memo, text) for m in line.marks)


def test_a_date_that_was_moved_is_no_date_any_more(memo: Memorandum) -> None:
    (found,) = [m for m in marks(memo, "Malta and Tunisia will sign the agreement on 10 March.") if m.kind == "clock"]
    assert found.sure
    assert "17" in found.suggestion
    assert not [m for m in marks(memo, "The ceremony will be on 17 March, an official said.") if m.kind == "clock"]


def test_an_offer_is_not_yet_accepted(memo: Memorandum) -> None:
    found = [m for m in marks(memo, "Malta has accepted forty licences for Tunisian waters.") if m.kind == "stronger"]
    assert found
    assert "offered" in found[0].evidence[0].place.quote


def test_a_part_is_not_the_whole(memo: Memorandum) -> None:
    found = [
        m for m in marks(memo, "Brussels pays the whole 12 million euros for the patrols.") if m.kind == "contradicted"
    ]
    assert found


def test_a_stranger_to_the_reports_is_surely_not_in_them(memo: Memorandum) -> None:
    (found,) = [m for m in marks(memo, "Norway has sent two frigates.") if m.kind == "unsourced"]
    assert found.fault
    assert not found.question


def test_what_is_only_said_otherwise_is_a_question(memo: Memorandum) -> None:
    made = proof("Those who run the boats grumble at how closely they are watched.", memo)
    assert made.clean
    assert not [m for line in made.lines for m in line.marks if m.fault]


def test_a_question_is_no_fault(memo: Memorandum) -> None:
    line = Line(
        start=0,
        end=4,
        text="Text",
        marks=(Mark(kind="unsourced", start=0, end=4, why="", sure=False),),
    )
    assert line.faults == ()
    assert len(line.questions) == 1
    assert lines(memo, "Text.")


def test_a_voice_behind_a_clause_is_whose_word_it_is(memo: Memorandum) -> None:
    kinds = {m.kind for m in marks(memo, "Zahra was let go over a missing radar.")}
    assert kinds & {"attribution", "one-sided"}


def test_a_speaker_named_by_the_words_themselves_is_not_taken_for_one(memo: Memorandum) -> None:
    found = marks(memo, "“The sea has no fences,” said Joseph Vella.")
    assert {"speaker", "supported"} & {m.kind for m in found}


def test_wrapped_lines_are_one_sentence(memo: Memorandum) -> None:
    text = "Malta and Tunisia will sign the agreement on fishing, which is about\nlicences, on 17 March.\nIt is due.\n"
    made = proof(text, memo)
    assert made.lines[0].text.endswith("17 March.")
    assert all(text[line.start : line.end] == line.text for line in made.lines)


def test_progress_is_told(memo: Memorandum) -> None:
    told: list[tuple[str, int, int]] = []
    proof("Malta complained. Tunisia did not.", memo, lambda *what: told.append(what))
    assert told[-1] == ("proofing", 2, 2)
