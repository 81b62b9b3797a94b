"""The command line as a stranger meets it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from memcon.model.errors import InputError
from memcon.present import cli

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


def test_the_hash_seed_does_not_matter(tmp_path: Path) -> None:
    made = set()
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}.json"
        command = [
            sys.executable,
            "-m",
            "memcon",
            "brief",
            str(EXAMPLES / "telephone-call"),
            "-q",
            "--json",
            str(target),
        ]
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed})
        made.add(target.read_bytes())
    assert len(made) == 1


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
        (("brief", EXAMPLES / "two-readouts", "--html", "memo", "--json", "./memo"), "give each a name of its own"),
        (("brief", "http://127.0.0.1/a.html"), "not on the open internet"),
        (("brief", "ftp://example.org/a.html"), "only http and https"),
        (("brief", "-"), "no report could be read"),
        (("brief", EXAMPLES / "two-readouts", "--zone", "Mars/Base"), "no IANA time zone"),
        (("explain", "nowhere.json", "E1"), "nowhere.json: cannot be read"),
        (("explain", EXAMPLES / "two-readouts" / "press.txt", "E1"), "not JSON"),
        (("judgements", "nowhere.md"), "nowhere.md: cannot be read (No such file or directory); give a text in UTF-8"),
    ],
)
def test_bad_input_is_one_line_and_exit_two(arguments: tuple[str | Path, ...], words: str, tmp_path: Path) -> None:
    run = memcon(*arguments, cwd=tmp_path)
    assert run.returncode == 2
    assert words in run.stderr
    assert all(line.startswith("memcon: ") for line in run.stderr.splitlines())
    assert run.stderr.count("\n") == (2 if "-" in arguments or "://" in str(arguments[1]) else 1)
    assert list(tmp_path.iterdir()) == []


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
    assert (run.returncode, run.stdout) == (2, "")
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


SENTENCE = "President Ana Rojas of Peru telephoned Prime Minister Tomás Vidal of Chile on 3 May 2025.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text(SENTENCE, "utf-8")
    return tmp_path / "reports"


UNREADABLE = {
    "empty.txt": (b"", "the file is empty"),
    "binary.txt": (bytes(range(256)) * 9, "it holds NUL bytes"),
    "report.pdf.txt": (b"%PDF-1.7\n%\xe2\xe3", "a PDF document, not text; save it as text"),
    "long.txt": (SENTENCE.encode() * 6000, "over the limit of 400,000"),
    "ukrainian.txt": ("Президент провів розмову з прем’єр-міністром.\n".encode() * 9, "memcon reads English only"),
    "damaged.txt": (b"\xd0\x9f\xff\xfe\xd0", "save it"),
    "blank.html": (b"<html><head><title></title></head><body></body></html>", "no text was found"),
}


def test_a_report_that_cannot_be_read_says_why_in_one_line(tmp_path: Path) -> None:
    for name, (data, _) in UNREADABLE.items():
        (tmp_path / name).write_bytes(data)
    run = memcon("brief", tmp_path, "-q")
    assert run.returncode == 2
    *lines, last = run.stderr.splitlines()
    assert len(lines) == len(UNREADABLE)
    assert last == "memcon: no report could be read; the reasons stand above"
    for name, (_, words) in UNREADABLE.items():
        (line,) = (x for x in lines if x.startswith(f"memcon: {name}: not read: "))
        assert words in line


def test_two_unrelated_reports_are_not_put_together(folder: Path) -> None:
    (folder / "b.txt").write_text("Kenya and Uganda signed a trade agreement in Nairobi on Monday.\n", "utf-8")
    run = memcon("brief", folder, "--json", folder.parent / "memo.json", "-q")
    assert (run.returncode, run.stdout) == (0, "")
    assert run.stderr.startswith("memcon: 1 further report tells another story: ")
    document = json.loads((folder.parent / "memo.json").read_text("utf-8"))
    assert {tuple(e["reports"]) for e in document["events"]} == {("R1",)}
    assert [s["files"] for s in document["stories"]] == [["b.txt"]]
    memcon("brief", folder, "--json", folder.parent / "memo.json", "-q", "--story", "all")
    events = json.loads((folder.parent / "memo.json").read_text("utf-8"))["events"]
    assert {tuple(e["reports"]) for e in events} == {("R1",), ("R2",)}


def test_markup_control_characters_and_other_scripts_stay_text(folder: Path) -> None:
    hostile = "</style><script>alert(1)</script>{{ 7*7 }} [red] \x1b[31m \u202eevil\u202c \u200f z" + "\u0301" * 200
    (folder / "a.txt").write_text(f"{hostile}\n\n{SENTENCE}", "utf-8")
    (folder / "reports.yaml").write_text('- {file: a.txt, title: "</title><script>x</script>", outlet: "[b]"}', "utf-8")
    page = folder.parent / "memo.html"
    run = memcon("brief", folder, "--html", page)
    assert (run.returncode, run.stderr) == (0, "")
    assert "\x1b" not in run.stdout
    assert "</title><script>x</script>" in run.stdout
    html = page.read_text("utf-8")
    assert "<script" not in html
    assert "{{ 7*7 }}" in html
    assert html.count("</style>") == 1


def test_a_page_nested_deep_is_read(tmp_path: Path) -> None:
    deep = tmp_path / "a.html"
    deep.write_text(f"<html><body>{'<div>' * 20_000}{SENTENCE}{'</div>' * 20_000}", "utf-8")
    run = memcon("brief", deep)
    assert run.returncode == 0
    assert "3 May 2025" in run.stdout


def test_many_broken_reports_are_named_and_counted(folder: Path) -> None:
    for number in range(40):
        (folder / f"{number:02}.txt").write_bytes(b"\0" * 9)
    run = memcon("brief", folder)
    assert run.returncode == 0
    lines = run.stderr.splitlines()
    assert len(lines) == 31
    assert lines[-1] == "memcon: 10 more reports were not read; --json lists them with the reasons"
    assert "and 35 more, listed under Sources" in " ".join(run.stdout.split())


def test_a_device_is_written_to_and_never_replaced(folder: Path) -> None:
    run = memcon("brief", folder, "-q", "--html", "/dev/stdout")
    assert run.returncode == 0
    assert run.stdout.startswith("<!doctype html>")


def test_a_target_that_cannot_be_written_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(InputError, match=r"memo.html: cannot be written .No space left on device.; choose another"):
        cli._write(folder / "memo.html", "text")
    assert [p.name for p in folder.iterdir()] == ["a.txt"]


def in_shell(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "COLUMNS": "100", "PYTHONWARNINGS": "ignore", "PY": sys.executable}
    return subprocess.run(["/bin/bash", "-c", script], capture_output=True, text=True, check=False, cwd=folder, env=env)


@pytest.mark.parametrize(
    ("script", "code", "words"),
    [
        ('"$PY" -m memcon brief . > /dev/full', 1, "memcon: the output could not be written"),
        ('"$PY" -m memcon brief . >&-', 0, ""),
    ],
)
def test_an_output_that_goes_away_is_no_trace(folder: Path, script: str, code: int, words: str) -> None:
    run = in_shell(script, folder)
    assert (run.returncode, run.stderr.count("\n") <= 1) == (code, True)
    assert words in run.stderr


def test_a_reader_that_has_left_is_no_trace(folder: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)  # before the program starts, so that no reader is quicker or slower than it
    try:
        command = [sys.executable, "-m", "memcon", "brief", str(folder)]
        run = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False, timeout=60)
    finally:
        os.close(writer)
    assert (run.returncode, run.stderr) == (1, b"")


@pytest.fixture
def keyboard() -> Iterator[None]:
    """A program that is started heeds the keyboard, also where a shell runs the tests in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("keyboard")
def test_the_keyboard_stops_it_without_a_trace() -> None:
    env = {**os.environ, "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-m", "memcon", "brief", "-"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env
    ) as run:
        assert run.stdin is not None
        run.stdin.write(SENTENCE.encode())
        run.stdin.flush()
        with pytest.raises(subprocess.TimeoutExpired):
            run.wait(timeout=1.5)  # it waits for the end of its input
        run.send_signal(signal.SIGINT)
        _, errors = run.communicate(timeout=20)
    assert run.returncode == 130
    assert b"Traceback" not in errors


def test_a_fault_of_its_own_is_one_line_unless_asked(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    def broken(**_options: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(cli, "app", broken)
    monkeypatch.setattr(sys, "argv", ["memcon", "brief", "x"])
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == 1
    assert capsys.readouterr().err.startswith("memcon: a fault of memcon's own (ZeroDivisionError: division by zero)")
    monkeypatch.setattr(sys, "argv", ["memcon", "brief", "x", "--debug"])
    with pytest.raises(ZeroDivisionError):
        cli.main()


def test_a_dash_is_standard_output_and_nothing_else_goes_there(folder: Path) -> None:
    run = memcon("brief", EXAMPLES / "two-readouts", "--json", "-", cwd=folder)
    assert json.loads(run.stdout)["events"]
    assert not (folder / "-").exists()


def test_words_and_names_give_a_terminal_no_orders(tmp_path: Path) -> None:
    told = (
        "Lima, 3 May 2027 - “We \x1b[31mwill not\x1b]0;x\x07 accept this,” Foreign Minister Ana Rojas said on Monday."
    )
    (tmp_path / "a\x1b[2J\u202eb.txt").write_text(f"{told} Peru recalled its ambassador from Quito.\n", "utf-8")
    for words in (("brief", "."), ("brief", ".", "--for", "analyst"), ("sources", ".")):
        run = memcon(*words, cwd=tmp_path)
        assert run.returncode == 0
        assert "a�[2J" in run.stdout + run.stderr
        assert not {c for c in run.stdout + run.stderr if c != "\n" and not c.isprintable()}, words


def test_what_memcon_wrote_is_no_report_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text((EXAMPLES / "two-readouts" / "press.txt").read_text("utf-8"), "utf-8")
    for reader in ("reporter", "analyst"):
        told = ("--html", f"{reader}.html", "--md", f"{reader}.md")
        assert memcon("brief", ".", "-q", "--for", reader, *told, cwd=tmp_path).returncode == 0
    found = json.loads(memcon("sources", ".", "--json", "-", cwd=tmp_path).stdout)["reports"]
    assert [r["file"] for r in found if r["read"]] == ["a.txt"]
    assert len(found) == 5
    assert all("memcon wrote it itself" in r["why"] for r in found if not r["read"])


@pytest.mark.parametrize("given", [".", "a.txt", "../here"])
def test_an_output_never_takes_the_place_of_a_report(tmp_path: Path, given: str) -> None:
    here = tmp_path / "here"
    here.mkdir()
    (here / "a.txt").write_text((EXAMPLES / "two-readouts" / "press.txt").read_text("utf-8"), "utf-8")
    before = (here / "a.txt").read_bytes()
    run = memcon("brief", given, "-q", "--md", "a.txt", cwd=here)
    assert run.returncode == 2
    assert "a.txt: is one of the reports that were read" in run.stderr
    assert (here / "a.txt").read_bytes() == before
