"""What one side's statement tells of a row and the other's does not, where the two have not met."""

from __future__ import annotations

import pytest

from memcon.model.memo import Memorandum
from memcon.pipeline import brief

SIDECAR = """
- {file: 1.txt, outlet: Ministry of Trade of Norway, side: NOR, kind: statement, published: "2031-03-03T12:00:00+01:00"}
- {file: 2.txt, outlet: Ministry of Trade of Chile, side: CHL, kind: statement, published: "2031-03-04T09:00:00-03:00"}
"""
FIRST = """Norway has today imposed duties of 20 percent on Chilean salmon.

Norway has also suspended the licences of four Chilean fish farms in the Lofoten islands.

It rejects the accusations made against its consul, Lars Holm, as baseless.
"""
SECOND = """Chile deplores the duties of 20 percent on Chilean salmon imposed yesterday by Norway.

Chile asked the consul Lars Holm to leave because he had bribed officials.

Chile will raise duties on Norwegian cod.
"""


@pytest.fixture(scope="module")
def memo(tmp_path_factory: pytest.TempPathFactory) -> Memorandum:
    folder = tmp_path_factory.mktemp("row")
    for name, text in (("1.txt", FIRST), ("2.txt", SECOND), ("reports.yaml", SIDECAR)):
        (folder / name).write_text(text, "utf-8")
    return brief([folder])


def left_out(memo: Memorandum, said_by: str) -> list[str]:
    claims = {c.id: c for c in memo.claims}
    return [claims[c].evidence[0].quote for o in memo.omissions for c in o.claims if o.said_by == (said_by,)]


def test_what_the_other_has_no_word_of_is_left_out(memo: Memorandum) -> None:
    assert any("licences" in q for q in left_out(memo, "NOR"))


def test_what_both_speak_of_is_not(memo: Memorandum) -> None:
    assert not any("salmon" in q or "accusations" in q for q in left_out(memo, "NOR"))


def test_what_the_later_one_plans_the_earlier_could_not_know(memo: Memorandum) -> None:
    assert not any("cod" in q for q in left_out(memo, "CHL"))
