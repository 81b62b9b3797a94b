"""``--for`` and ``judgements`` as a stranger meets them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "two-readouts"


def memcon(*arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "memcon", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, check=False, text=True, encoding="utf-8")


def test_for_analyst_writes_the_brief_and_the_same_json(tmp_path: Path) -> None:
    for reader in ("reporter", "analyst"):
        outputs = [f"--{kind}={tmp_path / f'{reader}.{kind}'}" for kind in ("html", "json", "md")]
        run = memcon("brief", EXAMPLE, "--for", reader, *outputs)
        assert run.returncode == 0
        assert ("SOURCE SUMMARY STATEMENT" in run.stdout) == (reader == "analyst")
        assert ("Source summary statement" in (tmp_path / f"{reader}.md").read_text("utf-8")) == (reader == "analyst")
        assert ("Key judgements" in (tmp_path / f"{reader}.html").read_text("utf-8")) == (reader == "analyst")
    one, two = ((tmp_path / f"{reader}.json").read_bytes() for reader in ("reporter", "analyst"))
    assert one == two
    assert json.loads(one)["schema"] == "memcon/memorandum/1"


def test_another_reader_is_refused() -> None:
    run = memcon("brief", EXAMPLE, "--for", "spy")
    assert run.returncode == 2


@pytest.mark.parametrize("way", ["file", "stdin"])
def test_judgements_names_each_faulty_sentence_on_one_line(tmp_path: Path, way: str) -> None:
    text = "A visit is likely.\nWe have high confidence in this.\n\nWith low confidence, it is\nlikely to slip.\n"
    file = tmp_path / "mine.md"
    file.write_text(text, "utf-8")
    run = memcon("judgements", file) if way == "file" else memcon("judgements", "-", stdin=text)
    assert run.returncode == 4
    (line,) = run.stdout.splitlines()
    assert line.startswith(
        f"{file if way == 'file' else '-'}:4: “likely” is a likelihood, “low confidence” a confidence"
    )
    assert line.endswith("With low confidence, it is likely to slip.")


def test_judgements_without_a_fault_says_nothing(tmp_path: Path) -> None:
    file = tmp_path / "mine.md"
    file.write_text("A visit is likely. We have high confidence in this.", "utf-8")
    run = memcon("judgements", file)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    file.write_text("It is likely. It is improbable.", "utf-8")
    assert "both rows" in memcon("judgements", file).stderr


def test_judgements_that_cannot_be_read_are_one_line(tmp_path: Path) -> None:
    file = tmp_path / "bad.md"
    file.write_bytes(b"\xff\xfe\x00")
    for path in (file, tmp_path / "none.md"):
        run = memcon("judgements", path)
        assert run.returncode == 2
        assert len(run.stderr.splitlines()) == 1
