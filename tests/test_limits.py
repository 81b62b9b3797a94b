"""What docs/limits.md says that memcon gets wrong, it gets wrong today; a line that no longer holds is taken out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from memcon.model.codec import dumps
from memcon.model.memo import Memorandum, Report
from memcon.pipeline import Options, brief

PAGE = Path(__file__).parent.parent / "docs" / "limits.md"
ROW = re.compile(
    r"^\| (?P<text>[A-Z][^|]*[.?]) \| `(?P<words>[^`]+)`(?:, (?P<status>[a-z]+)(?P<by>, by (?:nobody|`[^`]+`))?)? "
    r"\| [^|]+ \|$",
    re.MULTILINE,
)
ROWS = [
    (m["text"], m["words"], m["status"], (m["by"] or "").removeprefix(", by ").strip("`"))
    for m in ROW.finditer(PAGE.read_text("utf-8"))
]
"""The report, the words of an act or of what is missing, the status (null for what is missing), who is said to act."""
CURED = "docs/limits.md: memcon no longer does this; take the line out"


def read(folder: Path, *texts: str, sidecar: str = "") -> Memorandum:
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text + "\n", "utf-8")
    if sidecar:
        (folder / "reports.yaml").write_text(sidecar, "utf-8")
    return brief([folder], options=Options(strict=True))


def test_the_page_has_examples_of_both_kinds() -> None:
    assert sum(1 for row in ROWS if row[2]) >= 3
    assert sum(1 for row in ROWS if not row[2]) >= 2
    assert len(ROWS) == sum(1 for line in PAGE.read_text("utf-8").splitlines() if re.match(r"\| [A-Z].*`", line))


@pytest.mark.parametrize(("text", "words", "status", "by"), [r for r in ROWS if r[2]])
def test_what_is_taken_for_something_else(text: str, words: str, status: str, by: str, tmp_path: Path) -> None:
    memo = read(tmp_path, text)
    names = {a.id: a.name for a in memo.actors}
    found = [
        (m.trigger.quote, e.status, [names[a] for a in e.actors] or ["nobody"]) for e in memo.events for m in e.mentions
    ]
    held = [x for x in found if (x[0] in words or words in x[0]) and x[1] == status and (not by or by in x[2])]
    assert held, f"{CURED}: {found}"


@pytest.mark.parametrize(("text", "words"), [r[:2] for r in ROWS if not r[2]])
def test_what_is_left_out(text: str, words: str, tmp_path: Path) -> None:
    memo = read(tmp_path, text)
    whole = dumps(memo)
    assert memo.events, "nothing at all was found, which is another fault"
    values = [p.value for e in memo.events for s in e.slots for p in s.positions]
    days = [str(e.time.earliest) for e in memo.events if e.time]
    assert not any(words in v for v in [*values, *days, *(a.name for a in memo.actors)]), f"{CURED}: {whole}"


def test_a_paraphrase_is_taken_for_an_omission(tmp_path: Path) -> None:
    ours = (
        "Prime Minister Beaumont of Canada spoke by telephone with Prime Minister Solvang of Norway on 3 March 2026. "
        "They agreed to send two patrol ships to guard the cable."
    )
    theirs = (
        "Prime Minister Solvang of Norway and Prime Minister Beaumont of Canada talked by telephone on 3 March 2026. "
        "A pair of naval vessels will watch over the line on the sea bed."
    )
    sidecar = "".join(f"- file: {n}.txt\n  side: {s}\n  kind: readout\n" for n, s in enumerate(("CAN", "NOR")))
    memo = read(tmp_path, ours, theirs, sidecar=sidecar)
    assert {o.said_by for o in memo.omissions} == {("CAN",), ("NOR",)}, CURED


def test_a_weekday_without_a_date_stays_open(tmp_path: Path) -> None:
    memo = read(tmp_path, "Kenya's president met Uganda's president in Nairobi on Friday.")
    time = memo.events[0].time
    assert time is not None
    assert (time.earliest, time.latest) == (None, None)
    assert [w.quote for w in time.words] == ["Friday"]


def test_another_language_is_said_and_not_read(tmp_path: Path) -> None:
    memo = read(
        tmp_path,
        "Le président du Pérou a téléphoné au président du Chili le 4 mai 2026 pour parler de la frontière.",
        "Peru's president telephoned Chile's president on 4 May 2026.",
    )
    unread: list[Report] = [r for r in memo.reports if not r.read]
    assert [r.why for r in unread] == ["language is French (fr); memcon reads English only"]
