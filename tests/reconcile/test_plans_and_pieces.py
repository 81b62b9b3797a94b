"""Plans dated after a report are not what it tells as done; plans of no day, and quotations of a few words."""

from __future__ import annotations

from pathlib import Path

from memcon.model.memo import Memorandum
from memcon.pipeline import brief

SIDES = """\
- {file: 1.txt, outlet: Presidency of Kenya, side: KEN, kind: readout, published: "2026-09-15T17:00:00+03:00"}
- {file: 2.txt, outlet: Presidency of Ghana, side: GHA, kind: readout, published: "2026-09-15T18:00:00+00:00"}
- {file: 3.txt, outlet: Coast Wire, kind: news, published: "2026-09-16T08:00:00+00:00"}
"""
TALKS = "President Awino Otieno of Kenya met with President Kofi Mensah of Ghana in Accra today.\n\n"


def told(folder: Path, *texts: str) -> Memorandum:
    for n, text in enumerate(texts, 1):
        (folder / f"{n}.txt").write_text(text, "utf-8")
    (folder / "reports.yaml").write_text("".join(SIDES.splitlines(keepends=True)[: len(texts)]), "utf-8")
    return brief(folder)


def test_a_summit_of_the_year_to_come_is_not_the_talks_of_today(tmp_path: Path) -> None:
    memo = told(
        tmp_path,
        TALKS + "A summit of Kenya and Ghana will be held in Nairobi in 2027.",
        TALKS + "The two sides held talks followed by an expanded session. The talks touched upon cocoa.",
    )
    (summit,) = [e for e in memo.events if any("summit" in m.trigger.quote for m in e.mentions)]
    assert summit.status == "planned"
    assert summit.reports == ("R1",)


def test_the_coming_days_are_no_day(tmp_path: Path) -> None:
    memo = told(tmp_path, TALKS + "President Otieno and President Mensah will meet again in the coming days.")
    assert [c for c in memo.cautions if c.kind == "undated-plan"]
    dated = told(tmp_path, TALKS + "President Otieno and President Mensah will meet again on 20 September.")
    assert not [c for c in dated.cautions if c.kind == "undated-plan"]


def pieces(memo: Memorandum) -> list[str]:
    return [c.text for c in memo.cautions if c.kind == "fragment-quote"]


def test_a_piece_that_no_text_of_its_side_holds_is_to_be_looked_up(tmp_path: Path) -> None:
    press = (
        'President Mensah said the dam was "wholly unacceptable". "We will go on with our talks," he told parliament.'
    )
    assert pieces(told(tmp_path, TALKS, TALKS, TALKS + press))


def test_a_piece_that_its_side_gives_in_full_needs_no_looking_up(tmp_path: Path) -> None:
    full = 'President Mensah said: "The dam is wholly unacceptable to the farmers of the north."'
    press = 'President Mensah said the dam was "wholly unacceptable".'
    assert not pieces(told(tmp_path, TALKS, TALKS + full, TALKS + press))


OUTLETS = """\
- {file: 1.txt, outlet: Coast Wire, kind: news, published: "2026-09-16T08:00:00+00:00"}
- {file: 2.txt, outlet: Hill Wire, kind: news, published: "2026-09-16T09:00:00+00:00"}
"""
LOST = "A Ghanaian fighter jet crashed in Kenya on Tuesday; its pilot was rescued, Ghanaian state television reported."


def rests(memo: Memorandum) -> list[str]:
    return [c.text for c in memo.cautions if "rests on" in c.text]


def test_a_fact_that_one_cited_outlet_alone_tells_is_to_be_checked(tmp_path: Path) -> None:
    for n, text in enumerate((LOST, "Kenya's parliament passed the budget on Tuesday."), 1):
        (tmp_path / f"{n}.txt").write_text(text, "utf-8")
    (tmp_path / "reports.yaml").write_text(OUTLETS, "utf-8")
    assert rests(brief(tmp_path))
    (tmp_path / "2.txt").write_text(
        "A Ghanaian fighter jet crashed in Kenya on Tuesday; its pilot was rescued.", "utf-8"
    )
    assert not rests(brief(tmp_path))
