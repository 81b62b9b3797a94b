"""``memcon proof`` as a stranger meets it, and the page beside the draft."""

# ruff: noqa: E501 - a draft is written as drafts are

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from memcon.model.codec import dumps
from memcon.model.memo import Memorandum
from memcon.present.proof_page import proof_page
from memcon.present.proof_view import proof_view
from memcon.proof import Proof, proof

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "two-readouts"
DRAFT = """# Cable talks

Canada has given $40 million for the repair of the cable. "We will not leave a friend in the dark," Beaumont told reporters.

- Norway has expelled *two* Russian diplomats.
"""
HOSTILE = '<script>alert(1)</script> Canada has given $40 million. "<b onclick=x>We</b> will not leave anybody" said J\'y "O".'


def memcon(*arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "memcon", "proof", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, check=False, text=True, encoding="utf-8")


@pytest.fixture(scope="module")
def memo(memos: dict[str, Memorandum]) -> Memorandum:
    return memos["two-readouts"]


@pytest.fixture(scope="module")
def made(memo: Memorandum) -> Proof:
    return proof(DRAFT, memo)


@pytest.fixture(scope="module")
def file(memo: Memorandum, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The memorandum as ``brief --json`` writes it."""
    target = tmp_path_factory.mktemp("memo") / "memo.json"
    target.write_text(dumps(memo), "utf-8")
    return target


def test_a_draft_in_the_terminal_with_its_outputs(tmp_path: Path, file: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(DRAFT, "utf-8")
    html, data = tmp_path / "proof.html", tmp_path / "proof.json"
    run = memcon(draft, "--against", file, "--html", html, "--json", data, "--strict")
    assert (run.returncode, run.stderr) == (4, "")
    assert "stronger than the source" in run.stdout
    assert "‹has given›" in run.stdout
    assert "-friend- +an ally+" in run.stdout or "-a friend- +an ally+" in run.stdout
    document = json.loads(data.read_text("utf-8"))
    assert (document["schema"], document["text"]) == ("memcon/proof/1", DRAFT)
    assert "Cable talks" in html.read_text("utf-8")


def test_standard_input_reports_and_no_strict(tmp_path: Path) -> None:
    run = memcon("-", "--against", EXAMPLE, stdin="Canada has given $40 million for the repair of the cable.")
    assert run.returncode == 0
    assert "stronger" in run.stdout


def test_a_clean_draft_ends_with_nought(file: Path) -> None:
    run = memcon("-", "--against", file, "--strict", stdin="Norway has expelled two Russian diplomats.")
    assert run.returncode == 0
    assert "Nothing asks for a second look" in run.stdout


@pytest.mark.parametrize(
    ("draft", "against", "said"),
    [
        ("missing.md", None, "cannot be read"),
        ("empty.md", None, "holds no text"),
        ("latin.md", None, "not in UTF-8"),
        ("huge.md", None, "longer than 200 kB"),
        ("good.md", "missing", "missing"),
        ("good.md", "-", "standard input"),
        ("good.md", "other.json", "schema"),
    ],
)
def test_what_cannot_be_used_is_one_line(
    tmp_path: Path, file: Path, draft: str, against: str | None, said: str
) -> None:
    (tmp_path / "empty.md").write_text(" \n", "utf-8")
    (tmp_path / "latin.md").write_bytes("Genève".encode("latin-1"))
    (tmp_path / "huge.md").write_text("A text. " * 25_001, "utf-8")
    (tmp_path / "good.md").write_text("A text.", "utf-8")
    (tmp_path / "other.json").write_text('{"schema": "other/1"}', "utf-8")
    target = file if against is None else against if against == "-" else tmp_path / against
    run = memcon(tmp_path / draft, "--against", target)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.count("\n") == 1
    assert said in run.stderr


def test_every_link_of_the_page_leads_to_the_words(made: Proof, memo: Memorandum) -> None:
    page = proof_page(made, memo, "Cable talks")
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    targets = re.findall(r'href="#([^"]+)"', page)
    assert targets
    assert set(targets) <= set(ids)
    assert "<script" not in page


def test_the_view_holds_the_draft_verbatim(made: Proof, memo: Memorandum) -> None:
    v = proof_view(made, memo, "Cable talks")
    assert ["".join(s.text for s in r.stretches) for r in v.rows] == [line.text for line in made.lines]
    assert [r.form for r in v.rows] == ["heading", "text", "text", "item"]
    numbers = [n.number for r in v.rows for n in r.notes if n.fault]
    assert numbers == list(range(1, len(numbers) + 1))
    assert sorted(n for r in v.rows for s in r.stretches for n in s.opens) == numbers


def test_links_can_lead_elsewhere(made: Proof, memo: Memorandum) -> None:
    v = proof_view(made, memo, "t", at=lambda e: f"/reports/{e.place.report}?at={e.place.start}")
    hrefs = [b.href for r in v.rows for n in r.notes for b in n.behind]
    assert hrefs
    assert all(h.startswith("/reports/R") for h in hrefs)
    assert v.sources == ()


def test_no_draft_gives_orders_to_a_terminal(tmp_path: Path, file: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("# A \x1b]0;own\x07 title\n\nCanada has \x1b[31mgiven \u202e$40 million.\x9b2J\n", "utf-8")
    run = memcon(draft, "--against", file)
    assert run.returncode == 0
    assert "million" in run.stdout
    assert not [c for c in run.stdout if not c.isprintable() and c != "\n"]


def test_hostile_words_are_inert(memo: Memorandum) -> None:
    page = proof_page(proof(HOSTILE, memo), memo, HOSTILE)
    assert "<script>alert" not in page
    assert "<b onclick" not in page
