"""The guides run: each command as it stands in them, with what it is said to print; each piece of Python."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from memcon.present import cli

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"^```(?P<kind>console|python)\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL)
GUIDES = ("reporters", "analysts", "researchers")
PAGES = {**{name: ROOT / "docs" / f"{name}.md" for name in GUIDES}, "README": ROOT / "README.md"}
FAULTY = {"judgements": cli.FAULTY}
"""Commands whose example is meant to find something, and the exit code that says so."""


@dataclass(frozen=True)
class Step:
    command: str
    shown: tuple[str, ...]


def steps(page: Path) -> list[Step]:
    """The commands of a guide with the lines shown below each; a piece of Python is a step of its own."""
    out: list[Step] = []
    for block in BLOCK.finditer(page.read_text("utf-8")):
        if block["kind"] == "python":
            out.append(Step(block["text"], ()))
            continue
        for part in re.split(r"^\$ ", block["text"], flags=re.MULTILINE)[1:]:
            command, *shown = part.strip().splitlines()
            out.append(Step(command, tuple(shown)))
    return out


def squeezed(text: str) -> str:
    return " ".join(text.split())


def memcon(command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit code of a command line, and all that it prints."""
    monkeypatch.setattr(sys, "argv", shlex.split(command))
    with pytest.raises(SystemExit) as left:
        cli.main()
    told = capsys.readouterr()
    return int(left.value.code or 0), squeezed(told.out + told.err)


@pytest.mark.parametrize("name", PAGES)
def test_a_guide_runs_as_it_stands(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    found = steps(PAGES[name])
    assert found, "no command and no Python: the pattern of blocks is off"
    for step in found:
        words = shlex.split(step.command) if "\n" not in step.command else []
        if words[:1] == ["memcon"]:
            code, told = memcon(step.command, monkeypatch, capsys)
            assert code == FAULTY.get(words[1], 0), (step.command, told)
        elif words[:2] == ["cp", "-r"]:
            shutil.copytree(words[2], words[3])
            continue
        elif words[:1] == ["echo"]:
            Path(words[3]).write_text(words[1] + "\n", "utf-8")
            continue
        else:
            exec(compile(step.command, name, "exec"), {})  # noqa: S102 - our own docs
            told = squeezed(capsys.readouterr().out)
        at = 0
        for line in step.shown:
            for piece in filter(None, map(squeezed, line.split("…"))):
                at = told.find(piece, at)
                assert at >= 0, f"{name}: {step.command!r} does not print {piece!r} there; it prints: {told[:4000]}"


def test_what_a_guide_shows_is_looked_for(tmp_path: Path) -> None:
    page = tmp_path / "guide.md"
    page.write_text("```console\n$ memcon a\nshown … here\n$ memcon b\n```\n\n```python\nprint(1)\n```\n", "utf-8")
    assert steps(page) == [Step("memcon a", ("shown … here",)), Step("memcon b", ()), Step("print(1)\n", ())]
