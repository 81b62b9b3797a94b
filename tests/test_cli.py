"""The command line as a stranger meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"


def memcon(*arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "COLUMNS": "100", "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-m", "memcon", *map(str, arguments)]
    run = subprocess.run(command, input=stdin, capture_output=True, check=False, cwd=cwd, env=env)
    return subprocess.CompletedProcess(command, run.returncode, run.stdout.decode(), run.stderr.decode())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    folder = tmp_path_factory.mktemp("made")
    run = memcon("brief", EXAMPLES / "two-readouts", "--html", folder / "memo.html", "--json", folder / "memo.json")
    return folder, run


def test_brief_prints_a_memorandum_and_writes_page_and_json(made) -> None:
    folder, run = made
    assert run.returncode == 0
    assert run.stderr == ""
    assert "WHAT HAPPENED" in run.stdout
    assert "\x1b" not in run.stdout
    assert (folder / "memo.html").read_text("utf-8").startswith("<!doctype html>")
    assert json.loads((folder / "memo.json").read_text("utf-8"))["schema"] == "memcon/memorandum/1"
    assert sorted(p.name for p in folder.iterdir()) == ["memo.html", "memo.json"]


def test_explain_says_why(made) -> None:
    folder, _ = made
    run = memcon("explain", folder / "memo.json", "E1")
    assert run.returncode == 0
    assert "Put together because:" in run.stdout
    assert "Coded as" in run.stdout


def test_version_and_help() -> None:
    assert memcon("--version").stdout.startswith("memcon 0.")
    assert "brief" in memcon("--help").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("brief", "nowhere"), "nowhere"),
        (("brief", EXAMPLES / "two-readouts", "--html", "nowhere/memo.html"), "the folder nowhere is not there"),
        (("brief", EXAMPLES / "two-readouts", "--html", "."), "is a folder"),
        (("brief", EXAMPLES / "two-readouts", "--zone", "Mars/Base"), "no IANA time zone"),
        (("explain", "nowhere.json", "E1"), "nowhere.json: cannot be read"),
        (("explain", EXAMPLES / "two-readouts" / "press.txt", "E1"), "not JSON"),
    ],
)
def test_bad_input_is_one_line_and_exit_two(arguments: tuple[str | Path, ...], words: str, tmp_path: Path) -> None:
    run = memcon(*arguments, cwd=tmp_path)
    assert run.returncode == 2
    assert words in run.stderr
    assert run.stderr.startswith("memcon: ")
    assert run.stderr.count("\n") == 1
    assert "Traceback" not in run.stderr


def test_a_broken_report_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Peru's president met Chile's president in Lima on Monday.\n", "utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02" * 100)
    run = memcon("brief", tmp_path, "--json", tmp_path / "memo.json")
    assert run.returncode == 0
    assert "empty.txt: not read: " in run.stderr
    assert "binary.txt: not read: " in run.stderr
    reports = json.loads((tmp_path / "memo.json").read_text("utf-8"))["reports"]
    assert {r["file"]: r["read"] for r in reports} == {"good.txt": True, "empty.txt": False, "binary.txt": False}


def test_nothing_readable_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    run = memcon("brief", tmp_path)
    assert run.returncode == 2
    assert "no report could be read" in run.stderr


def test_standard_input_is_read() -> None:
    run = memcon("brief", "-", stdin=b"Kenya's president telephoned Uganda's president on 3 March 2026.")
    assert run.returncode == 0
    assert "3 Mar" in run.stdout


def test_one_sentence_and_one_report_make_a_memorandum(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("It rained.", "utf-8")
    run = memcon("brief", tmp_path)
    assert run.returncode == 0
    assert "No event found" in run.stdout


def test_a_broken_sidecar_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Peru and Chile signed a treaty.", "utf-8")
    (tmp_path / "reports.yaml").write_text("- file: [", "utf-8")
    run = memcon("brief", tmp_path)
    assert run.returncode == 2
    assert "reports.yaml" in run.stderr
    assert run.stderr.count("\n") == 1
