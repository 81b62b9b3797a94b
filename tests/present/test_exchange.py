"""``memcon import`` and the exports of events, in the terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from icalendar import Calendar
from tests.exchange.test_comparing import event, memo
from tests.exchange.test_programs import gdelt, head, icews
from typer.testing import CliRunner, Result

from memcon.model.codec import dumps
from memcon.model.errors import InputError
from memcon.model.memo import Time
from memcon.present.cli import app


def memcon(*words: object) -> Result:
    return CliRunner().invoke(app, [str(w) for w in words])


@pytest.fixture
def told(tmp_path: Path) -> Path:
    path = tmp_path / "memo.json"
    path.write_text(dumps(memo(event(), event("E2", type="ASSAULT", status="denied"))), "utf-8")
    return path


def test_a_file_beside_a_memorandum(told: Path, tmp_path: Path) -> None:
    table = tmp_path / "e.csv"
    table.write_text("\n".join((gdelt(), gdelt(Day="x"), gdelt(Day="20200101"), gdelt(Day="20260401"))), "utf-8")
    run = memcon("import", told, table, "--from", "gdelt", "--json", tmp_path / "o.json")
    assert run.exit_code == 0, run.output
    lines = run.stdout.splitlines()
    assert lines[0] == f"{told}: 3 rows: 1 same, 2 not found, 0 conflicting"
    assert lines[1:3] == ["● same        e.csv:1 2026-05-03 NOR → CHL CONSULT (042)",
                          "    E1: Norway visits Chile; the same parties, type and day"]  # fmt: skip
    assert "e.csv:2: not used: Day 'x' is no day" in run.stderr
    found = json.loads((tmp_path / "o.json").read_text("utf-8"))
    assert [c["outcome"] for c in found["found"]] == ["same", "not found", "not found"]


def test_conflicts_stand_first(told: Path, tmp_path: Path) -> None:
    table = tmp_path / "e.tab"
    table.write_text("\n".join((head("icews"), icews(), icews(**{"CAMEO Code": "190"}))), "utf-8")
    run = memcon("import", told, table, "--from", "icews")
    assert run.stdout.splitlines()[1].startswith("▲ conflicting e.tab:3 2026-05-03 NOR → CHL ASSAULT (190)")
    assert "the record has it as denied" in run.stdout


def test_what_cannot_be_used(told: Path, tmp_path: Path) -> None:
    table = tmp_path / "e.csv"
    table.write_text(gdelt(Day="x"), "utf-8")
    run = memcon("import", told, table, "--from", "gdelt")
    assert isinstance(run.exception, InputError)
    assert isinstance(memcon("import", told, tmp_path / "none.csv", "--from", "gdelt").exception, InputError)
    assert memcon("import", told, table, "--from", "acled").exit_code == 2
    assert "reasons stand above" in str(run.exception)
    table.write_text("", "utf-8")
    assert "hold no rows" in str(memcon("import", told, table, "--from", "gdelt").exception)


@pytest.mark.parametrize("program", ["gdelt", "icews", "polecat"])
def test_a_memorandum_in_the_columns_of_others(told: Path, tmp_path: Path, program: str) -> None:
    run = memcon("export", told, "--to", program, "--out", tmp_path / "x.tsv")
    assert run.exit_code == 0, run.output
    again = memcon("import", told, tmp_path / "x.tsv", "--from", program)
    assert again.stdout.splitlines()[0] == f"{told}: 1 row: 1 same, 0 not found, 0 conflicting"


def test_rows_of_others_want_a_dossier(told: Path) -> None:
    run = memcon("relations", told, "--use-imported")
    assert isinstance(run.exception, InputError)


def test_the_example_of_the_docs(tmp_path: Path) -> None:
    page = (Path(__file__).parent.parent.parent / "docs" / "exchange.md").read_text("utf-8")
    given, said = (block.split("```")[0].strip().splitlines() for block in page.split("```text\n")[1:3])
    names = [name.strip() for name in re.split(r"\s{2,}", given[0])]
    rows = [dict(zip(names, re.split(r"\s{2,}", line), strict=True)) for line in given[1:]]
    table = tmp_path / "trawler.tab"
    plain = {"Source Name": "", "Event Text": "", "Intensity": ""}
    table.write_text("\n".join((head("icews"), *(icews(**{**plain, **row}) for row in rows))), "utf-8")
    month = Time(earliest="2026-06-01T00:00+02:00", latest="2026-07-01T00:00+02:00", precision="month")
    record = tmp_path / "memo.json"
    told = memo(
        event("E1"),
        event(
            "E2", label="Chile seizes a trawler", type="COERCE", status="denied", actors=("chl",), recipients=("nor",)
        ),
        event("E3", status="planned", time=month),
    )
    record.write_text(dumps(told), "utf-8")
    run = memcon("import", record, table, "--from", "icews")
    assert [*run.stderr.splitlines(), *run.stdout.replace(str(record), "strait.memcon").splitlines()] == said


def test_the_agenda_as_icalendar(tmp_path: Path) -> None:
    record = tmp_path / "memo.json"
    month = Time(earliest="2026-06-01T00:00+02:00", latest="2026-07-01T00:00+02:00", precision="month")
    record.write_text(dumps(memo(event(status="planned", time=month))), "utf-8")
    run = memcon("export", record, "--to", "ics")
    assert run.exit_code == 0, run.output
    (found,) = Calendar.from_ical(run.stdout).walk("VEVENT")
    assert str(found["STATUS"]) == "TENTATIVE"


def test_a_dossier_keeps_rows_and_relations_reckon_with_them(tmp_path: Path) -> None:
    file, table = tmp_path / "s.memcon", tmp_path / "e.csv"
    assert memcon("dossier", "new", file).exit_code == 0
    assert memcon("add", file, Path(__file__).parent.parent.parent / "examples" / "two-readouts", "-q").exit_code == 0
    assert memcon("export", file, "--to", "gdelt", "--out", table).exit_code == 0
    others = gdelt(GlobalEventID="x", Day="20260304", DATEADDED="20260304000000", Actor2CountryCode="CAN")
    with table.open("a", encoding="utf-8") as handle:
        handle.write(others + "\n")
    run = memcon("import", file, table, "--from", "gdelt")
    assert run.exit_code == 0, run.output
    assert " same, " in run.stdout.splitlines()[0]
    assert "pairs of parties kept" in run.stdout
    ways = ((), ("--use-imported",))
    plain, more = (json.loads(memcon("relations", file, "--json", "-", *way).stdout)["coded"] for way in ways)
    assert plain == []
    assert [origin for origin, _ in more] == ["gdelt"]
    assert memcon("check", file).exit_code == 0
