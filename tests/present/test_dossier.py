"""A dossier in the terminal: what is said, what is written, how it ends."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from memcon.model.codec import loads
from memcon.model.errors import InputError
from memcon.model.memo import Memorandum
from memcon.present import dossier, dossier_export
from memcon.present.cli import app

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "two-readouts"


def memcon(*words: object) -> Result:
    return CliRunner().invoke(app, [str(w) for w in words])


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("d") / "s.memcon"
    assert memcon("dossier", "new", path).exit_code == 0
    first = memcon("add", path, EXAMPLE / "oslo.txt")
    assert f"{path}: 1 report new: oslo.txt" in first.stdout
    second = memcon("add", path, EXAMPLE)
    assert f"{path}: 2 reports new: ottawa.txt, press.txt" in second.stdout
    assert f"{path}: 1 report known already, not read again" in second.stdout
    assert f"{path}: kept as add 2" in second.stdout
    return path


def test_what_changed_is_told_and_written(file: Path, tmp_path: Path) -> None:
    run = memcon("changed", file, "--json", tmp_path / "c.json")
    assert "since add 1" in run.stdout
    assert "NEW\n" in run.stdout
    assert "[ottawa.txt" in run.stdout
    told = json.loads((tmp_path / "c.json").read_text("utf-8"))
    assert told["new"] == ["ottawa.txt", "press.txt"]
    assert {c["kind"] for c in told["changes"]} >= {"new"}
    piped = memcon("changed", file, "--since", "yesterday", "--json", "-")
    assert json.loads(piped.stdout)["since"] is None


def test_check_says_whole_or_what_is_wrong(file: Path, tmp_path: Path) -> None:
    assert memcon("check", file).stdout == f"{file}: whole\n"
    bad = tmp_path / "b.memcon"
    data = file.read_bytes()
    at = data.index(b"Oslo")
    bad.write_bytes(data[:at] + b"Osla" + data[at + 4 :])
    run = memcon("check", bad)
    assert run.exit_code == dossier.FAULTY
    assert "is not what came in" in run.stdout


def test_brief_of_a_dossier_and_of_a_part_of_it(file: Path, tmp_path: Path) -> None:
    assert memcon("brief", file, "-q", "--json", tmp_path / "a.json").exit_code == 0
    assert memcon("brief", EXAMPLE, "-q", "--json", tmp_path / "b.json").exit_code == 0
    whole = (tmp_path / "a.json").read_text("utf-8")
    assert whole == (tmp_path / "b.json").read_text("utf-8")
    assert memcon("export", file, "--to", "json").stdout == whole
    event = loads(whole).events[0]
    for form in ("--html", "--md", "--json"):
        assert memcon("brief", file, "-q", "--event", event.id, form, tmp_path / "part").exit_code == 0
    assert [e.id for e in loads((tmp_path / "part").read_text("utf-8")).events] == [event.id]
    assert isinstance(memcon("brief", file, EXAMPLE, "-q").exception, InputError)


def test_an_event_of_a_dossier_is_explained_as_that_of_its_memorandum(file: Path, tmp_path: Path) -> None:
    assert memcon("brief", file, "-q", "--json", tmp_path / "a.json").exit_code == 0
    told = memcon("explain", file, "E1").stdout
    assert told == memcon("explain", tmp_path / "a.json", "E1").stdout
    assert "Put together because:" in told


@pytest.mark.parametrize(
    "words",
    [
        ("export", "FILE", "--to", "csv", "--out", "FILE"),
        ("brief", "FILE", "-q", "--html", "FILE"),
        ("brief", EXAMPLE, "-q", "--json", "FILE"),
        ("changed", "FILE", "--json", "FILE"),
        ("agenda", "FILE", "--ics", "FILE"),
        ("judge", "FILE", "--list", "--json", "FILE"),
    ],
)
def test_nothing_is_written_over_a_dossier(file: Path, words: tuple[object, ...]) -> None:
    before = file.read_bytes()
    run = memcon(*(file if w == "FILE" else w for w in words))
    assert isinstance(run.exception, InputError)
    assert "is a dossier" in str(run.exception)
    assert file.read_bytes() == before


def test_rebuild_says_how_many_were_read(file: Path) -> None:
    assert memcon("rebuild", file).stdout == f"{file}: 3 reports read again; what they tell is made anew\n"


def test_days_are_those_of_this_machine() -> None:
    today, before = dossier.moment("today"), dossier.moment("yesterday")
    assert today is not None
    assert before is not None
    assert (today.hour, today.minute, before.hour) == (0, 0, 0)
    assert timedelta(hours=22) < today - before < timedelta(hours=26)
    assert dossier.moment("last") is None
    assert dossier.moment("2026-05-03") == datetime(2026, 5, 3).astimezone()
    assert dossier.moment("2026-05-03T04:00:00+02:00") == datetime.fromisoformat("2026-05-03T02:00:00+00:00")
    with pytest.raises(InputError, match="is no date; write 2026-05-03"):
        dossier.moment("tomorrow or so")


def test_rows_are_a_claim_each_and_no_cell_is_a_formula(memo: Memorandum) -> None:
    evil = replace(memo.claims[0], value='=HYPERLINK("http://example.org")')
    rows = list(csv.DictReader(io.StringIO(dossier_export.rows(replace(memo, claims=(evil, *memo.claims[1:]))))))
    assert tuple(rows[0]) == dossier_export.COLUMNS
    assert [r["claim"] for r in rows] == [c.id for c in memo.claims]
    assert rows[0]["value"].startswith("'=HYPERLINK")
    texts = {r.id: r.text for r in memo.reports}
    assert all(r["quote"] in texts[r["report"]] for r in rows)


def test_lines_are_a_record_each(memo: Memorandum) -> None:
    records = [json.loads(line) for line in dossier_export.lines(memo).splitlines()]
    kinds = [r["record"] for r in records]
    assert kinds.count("claim") == len(memo.claims)
    assert kinds.count("event") == len(memo.events)
    assert all("text" not in r for r in records if r["record"] == "report")


def test_search_names_reports_events_and_claims(file: Path) -> None:
    found = memcon("search", file, "repair")
    assert found.exit_code == 0
    assert "REPORTS" in found.stdout
    assert "ottawa.txt" in found.stdout
    assert memcon("search", file, "cable the repair of").stdout.count("0 reports") == 1
    asked = json.loads(memcon("search", file, "the repair of the cable", "--json", "-").stdout)
    assert asked["reports"]["total"] == 2
    assert {hit["story"] for hit in asked["reports"]["hits"]} == {1}


def test_a_search_for_nothing_says_so(file: Path) -> None:
    found = memcon("search", file, "…")
    assert isinstance(found.exception, InputError)
    assert "no word" in str(found.exception)


def test_words_that_were_changed_are_never_told_as_nothing(tmp_path: Path) -> None:
    path, report = tmp_path / "s.memcon", tmp_path / "a.txt"
    told = "Lima, 3 May 2031\n\nPeru recalled its ambassador from Quito on Friday. The weather was {} in the city.\n"
    report.write_text(told.format("hot"), "utf-8")
    memcon("dossier", "new", path)
    memcon("add", path, report)
    report.write_text(told.format("cold"), "utf-8")
    memcon("add", path, report)
    run = memcon("changed", path).stdout
    assert "“hot” → “cold”" in run
    assert "what rests on the words that were changed stands below\n\nRESTED ON WHAT GAVE WAY" in run
