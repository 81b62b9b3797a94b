"""``memcon sources``: the list at every width, as JSON, and the sidecar where a newcomer expects it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console
from tests.test_cli import memcon

from memcon.ingest import load
from memcon.model.errors import InputError
from memcon.present import intake as listed

STORY = (
    "LIMA — Peru's president telephoned Chile's president about the port on Monday, his office said. They spoke for an "
    "hour and agreed to meet in June, Reuters reported. The port has been closed since a storm in the spring."
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    where = tmp_path / "reports"
    where.mkdir()
    (where / "one.txt").write_text(f"Leaders of two coasts speak of a port\nMay 4, 2031\n\n{STORY}\n", "utf-8")
    (where / "two.txt").write_text(f"{STORY}\n", "utf-8")
    (where / "bad.txt").write_bytes(bytes(range(256)))
    (where / "reports.yaml").write_text(
        "- file: two.txt   # mine\n  outlet: Coast Wire\n  kind: readout\n  side: PER\n", "utf-8"
    )
    return where


def shown(folder: Path, width: int) -> str:
    out = io.StringIO()
    listed.show(load([folder]), Console(file=out, width=width, highlight=False, markup=False, emoji=False))
    return out.getvalue()


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140, 200])
def test_the_list_says_it_all_at_every_width(folder: Path, width: int) -> None:
    text = shown(folder, width)
    assert max(map(len, text.splitlines())) <= width
    words = " ".join(text.split())
    for said in (
        "Leaders of two",
        "outlet not named",
        "Sun 4 May 2031",
        "a date line of the text",
        "America/Lima",
        "a copy of R",
        "credits Reuters",
        "readout, Peru’s own text",
        "press report, assumed",
        "not read:",
        "2 of 3 reports read",
        "1 copy counted once",
    ):
        parts = said.split()
        assert all(part in words for part in parts), (said, text)


def test_a_row_for_each_report_with_where_its_values_stand(folder: Path) -> None:
    bad, one, two = listed.rows(load([folder]))
    assert (bad.id, bad.read) == ("R1", False)
    assert (one.title, one.published, one.zone) == (
        "Leaders of two coasts speak of a port",
        "2031-05-04T12:00:00-05:00",
        "America/Lima",
    )
    assert {b.key: b.where for b in one.basis} == {
        "title": "the text's first lines",
        "published": "a date line of the text",
        "zone": "the dateline, LIMA",
        "dateline": "the text",
        "language": "told by its words",
    }
    assert {b.key for b in one.assumed} == {"kind", "published"}
    assert (two.outlet, two.origin) == ("Coast Wire", "R2")
    assert two.shared is not None
    assert two.shared > 0.9
    assert {"outlet", "kind", "side"} <= {b.key for b in two.basis if b.where == "reports.yaml"}


def test_json_to_standard_output_is_json_alone(folder: Path) -> None:
    run = memcon("sources", folder, "--json", "-")
    document = json.loads(run.stdout)
    assert document["schema"] == "memcon/sources/1"
    assert [r["id"] for r in document["reports"]] == ["R1", "R2", "R3"]
    assert run.returncode == 0


@pytest.mark.parametrize("written", [("--write",), ("--write", "reports.yaml")])
def test_write_goes_beside_the_reports_and_keeps_what_stood_there(folder: Path, written: tuple[str, ...]) -> None:
    run = memcon("sources", "reports", *written, "-q", cwd=folder.parent)
    assert run.stderr == "memcon: reports/reports.yaml: 2 entries new, 1 entry completed\n"
    assert run.stdout == ""
    text = (folder / "reports.yaml").read_text("utf-8")
    assert text.startswith("- file: two.txt   # mine\n  outlet: Coast Wire\n  kind: readout\n  side: PER\n  # title:")
    assert "- file: bad.txt\n  # not read: " in text
    assert not (folder.parent / "reports.yaml").exists()
    assert "3 entries left as they were" in memcon("sources", folder, "--write", "-q").stderr


def test_write_before_the_paths(folder: Path) -> None:
    assert memcon("sources", "--write", "reports", "-q", cwd=folder.parent).returncode == 0
    assert "- file: one.txt" in (folder / "reports.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("reports", "--write", "other/reports.yaml"), "would not be read with it"),
        (("reports", "--write", "reports/mine.yaml"), "is read by the name reports.yaml alone"),
        (("nowhere",), "no such file"),
        (("reports/bad.txt",), "no report could be read"),
        (("-", "--write"), "none of these reports is a file"),
    ],
)
def test_bad_input_is_one_line_and_exit_two(folder: Path, arguments: tuple[str, ...], words: str) -> None:
    before = (folder / "reports.yaml").read_bytes()
    run = memcon("sources", *arguments, "-q", cwd=folder.parent, stdin=STORY.encode())
    assert run.returncode == 2
    assert words in run.stderr
    assert run.stderr.count("\n") == 1
    assert (folder / "reports.yaml").read_bytes() == before


def test_two_folders_get_a_sidecar_each(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.txt").write_text(f"{STORY} {name}\n", "utf-8")
    run = memcon("sources", "a", "b", "--write", "-q", cwd=tmp_path)
    assert run.stderr.splitlines() == [f"memcon: {n}/reports.yaml: 1 entry new" for n in ("a", "b")]


def test_hostile_titles_are_shown_as_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"[red]Leaders speak[/red] of \x1b[31m ports\n\n{STORY}\n", "utf-8")
    text = shown(tmp_path, 100)
    assert "[red]Leaders speak[/red]" in text
    assert "\x1b" not in text


def test_no_parser_is_loaded(folder: Path) -> None:
    code = (
        "import sys; from memcon.present import cli; sys.argv = ['memcon', 'sources', sys.argv[1], '-q'];\n"
        "import contextlib\n"
        "with contextlib.suppress(SystemExit): cli.main()\n"
        "assert not {'spacy', 'numpy', 'trafilatura', 'onnxruntime'} & set(sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_a_listing_without_files_writes_nothing() -> None:
    with pytest.raises(InputError, match="none of these reports is a file"):
        listed.sidecars(load(["-"], stdin=STORY), None)
