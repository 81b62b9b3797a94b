"""A draft against a dossier of two stories: the one that the draft is of is found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


def memcon(*arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "memcon", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, check=False, text=True, encoding="utf-8")


def test_the_story_that_the_draft_is_of(tmp_path: Path) -> None:
    dossier = tmp_path / "two.memcon"
    assert memcon("dossier", "new", dossier).returncode == 0
    assert memcon("add", dossier, EXAMPLES / "trawler", EXAMPLES / "two-readouts", "-q").returncode == 0
    for draft, said in (
        ("Norway has expelled three Russian diplomats.", "two"),
        ("New Zealand has suspended its review of the trade agreement with Chile.", "would suspend"),
    ):
        run = memcon("proof", "-", "--against", dossier, "--strict", stdin=draft)
        assert run.returncode == 4
        assert said in run.stdout
    run = memcon("proof", "-", "--against", dossier, "--against", EXAMPLES / "trawler", stdin="A text.")
    assert run.returncode == 2
    assert "alone" in run.stderr
