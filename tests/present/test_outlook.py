"""``memcon relations``, ``agenda``, ``watch`` at the command line, and the page of relations."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from icalendar import Calendar
from tests.outlook.made import write
from typer.testing import CliRunner, Result

from memcon.model.codec import dumps
from memcon.model.errors import InputError
from memcon.model.memo import Memorandum
from memcon.outlook import agenda, relations, watch
from memcon.outlook.types import Relations
from memcon.pipeline import brief
from memcon.present import outlook_text
from memcon.present.cli import app
from memcon.present.levels_drawing import sheets
from memcon.present.outlook_page import relations_page

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def memcon(*words: object) -> Result:
    return CliRunner().invoke(app, [str(w) for w in words])


@pytest.fixture(scope="module")
def memo(tmp_path_factory: pytest.TempPathFactory) -> Memorandum:
    return brief([str(write(tmp_path_factory.mktemp("story")))])


@pytest.fixture(scope="module")
def told(memo: Memorandum, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("memo") / "memo.json"
    path.write_text(dumps(memo), "utf-8")
    return path


@pytest.fixture(scope="module")
def found(memo: Memorandum) -> Relations:
    return relations([memo])


def test_all_parties_in_short(told: Path) -> None:
    run = memcon("relations", told)
    assert run.exit_code == 0, run.output
    heads = [line for line in run.stdout.splitlines() if line.isupper()]
    assert heads[:2] == ["TENSION, HIGHEST FIRST", "WHO TALKS TO WHOM"]
    assert "Estonia – Russia: conflict" in run.stdout
    assert "ban of imports: lifted (on 2026-03-05, off 2026-05-10)" in run.stdout


def test_a_pair_at_length_in_every_form(told: Path, tmp_path: Path) -> None:
    html, md, data = tmp_path / "p.html", tmp_path / "p.md", tmp_path / "p.json"
    run = memcon("relations", told, "--pair", "Russia,EST", "--html", html, "--md", md, "--json", data, "-q")
    assert run.exit_code == 0, run.output
    assert run.stdout == ""
    pairs = json.loads(data.read_text("utf-8"))["pairs"]
    assert [(p["source"], p["target"]) for p in pairs] == [("RUS", "EST"), ("EST", "RUS")]
    assert "## Russia → Estonia" in md.read_text("utf-8")
    assert "<h1>Russia – Estonia</h1>" in html.read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--pair", "EST"], "should be two parties"),
        (["--pair", "EST,EST"], "should be two parties"),
        (["--pair", "EST,CHL"], "no act between these two"),
        (["--since", "soon"], "is no date"),
        (["--use-imported"], "is no dossier"),
    ],
)
def test_what_cannot_be_asked(told: Path, words: list[str], says: str) -> None:
    run = memcon("relations", told, *words)
    assert isinstance(run.exception, InputError)
    assert says in str(run.exception)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for command in ("relations", "agenda", "watch"):
        run = memcon(command, tmp_path / "none.json")
        assert isinstance(run.exception, InputError)


def test_the_agenda_and_its_calendar(told: Path, tmp_path: Path) -> None:
    ics = tmp_path / "a.ics"
    run = memcon("agenda", told, "--ics", ics)
    assert run.exit_code == 0, run.output
    assert "Thu 19 Mar 2026  Karhu’s planned visit to Estonia [held]" in run.stdout
    assert "moved from 12 March to 19 March (02-ledger.txt)" in run.stdout
    assert "a to-do, no date in the calendar: no report dates it" in run.stderr
    read = Calendar.from_ical(ics.read_text("utf-8"))
    assert {c.name for c in read.walk()} >= {"VEVENT", "VTODO"}
    again = tmp_path / "b.ics"
    memcon("agenda", told, "--ics", again, "-q")
    assert again.read_bytes() == ics.read_bytes()


def test_the_agenda_of_some_days(told: Path) -> None:
    run = memcon("agenda", told, "--from", "2026-03-20", "--to", "2026-03-31", "--at", "2026-03-01")
    assert "Brussels" in run.stdout
    assert "OVERDUE" not in run.stdout
    assert "Karhu" not in run.stdout


def test_watch(told: Path) -> None:
    run = memcon("watch", told)
    assert run.exit_code == 0, run.output
    assert "by the words “warships”, “Kronstadt”" in run.stdout
    assert "if: the exercise goes ahead → then: will close the strait to Estonian ships" in run.stdout


def test_json_to_standard_output(told: Path) -> None:
    for command, key in (("relations", "pairs"), ("agenda", "plans"), ("watch", "signs")):
        assert json.loads(memcon(command, told, "--json", "-").stdout)[key]


def test_the_page_needs_no_script_and_says_so(found: Relations) -> None:
    page = relations_page(found, whole=True, name="story")
    assert "<script" not in page
    assert "default-src 'none'; style-src 'sha256-" in page
    assert page.count('<svg class="lv wide"') == page.count('<svg class="lv narrow"') == len(found.tensions)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_hostile_words_are_inert(memo: Memorandum) -> None:
    events = tuple(replace(e, label=HOSTILE) for e in memo.events)
    actors = tuple(
        replace(a, name=HOSTILE, country="IGO", kind="organization") if a.country == "EST" else a for a in memo.actors
    )
    bad = relations([replace(memo, events=events, actors=actors)])
    page = relations_page(bad, whole=True, name=HOSTILE)
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
    text = outlook_text.markdown(outlook_text.relations_text(bad, whole=True, name=HOSTILE))
    assert "<script" not in text.replace("\\<", "")


def test_what_is_drawn_stands_within_the_drawing(found: Relations) -> None:
    for pair in found.pairs:
        for sheet in sheets([pair]):
            for panel in sheet.panels:
                points = [tuple(map(float, p.split())) for p in re.findall(r"[\d.]+ [\d.]+", panel.band + panel.line)]
                assert all(sheet.left <= x <= sheet.right for x, _ in points)
                assert all(panel.zero - 74.1 <= y <= panel.zero + 0.1 for _, y in points)
                assert all(sheet.left - 2 <= t.x <= sheet.right for t in panel.ticks)
                assert len(panel.ticks) <= len(pair.marks)


def test_nothing_told_is_a_page_and_lines_too() -> None:
    empty = relations([])
    assert "No act could be placed on a day" in relations_page(empty, whole=True, name="x")
    for lines in (
        outlook_text.relations_text(empty, whole=True, name="x"),
        outlook_text.agenda_text(agenda([]), name="x"),
        outlook_text.watch_text(watch([]), name="x"),
    ):
        assert outlook_text.terminal(lines)
        assert outlook_text.markdown(lines).startswith("# ")


def test_a_dossier_is_told_story_by_story(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", ["01-wire.txt", "02-ledger.txt"])
    dossier = tmp_path / "s.memcon"
    assert memcon("dossier", "new", dossier).exit_code == 0
    assert memcon("add", dossier, folder, "-q").exit_code == 0
    assert "Russia" in memcon("relations", dossier).stdout
    assert "Karhu" in memcon("agenda", dossier, "--at", "2026-03-07").stdout
    assert "Kronstadt" in memcon("watch", dossier).stdout
