"""Other programs' events taken into a dossier: kept once, only added to, given to the outlook."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from memcon import dossier
from memcon.dossier import importing
from memcon.store import checks
from memcon.store.file import open_
from tests.exchange.test_comparing import event, memo
from tests.exchange.test_programs import gdelt

AT = "2026-05-05T09:00:00+00:00"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("memcon.dossier.importing._memoranda", lambda *_: [memo(event())])
    dossier.new(tmp_path / "s.memcon")
    return tmp_path / "s.memcon"


def table(tmp_path: Path, *lines: str, name: str = "e.csv") -> Path:
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_rows_are_kept_with_their_outcome(path: Path, tmp_path: Path) -> None:
    lines = (gdelt(), gdelt(GlobalEventID="2", Actor1CountryCode="USA"), gdelt(GlobalEventID="3", EventCode="9"))
    found = importing.take(path, [table(tmp_path, *lines)], "gdelt", at=AT)
    assert ([c.outcome for c in found.found], len(found.bad), found.kept) == (["same", "not found"], 1, 1)
    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT name, source, target, outcome, label FROM imported_row").fetchall() == [
            ("1", "NOR", "CHL", "same", "Norway visits Chile")
        ]
        for how in ("DELETE FROM imported_row", "UPDATE imported SET rows = 9"):
            with pytest.raises(sqlite3.DatabaseError, match="only added to"):
                raw.execute(how)
    raw.close()
    with open_(path, write=True) as store, store.writing() as connection:
        assert list(checks.faults(connection)) == []


def test_all_rows_where_all_are_wanted(path: Path, tmp_path: Path) -> None:
    lines = (gdelt(), gdelt(GlobalEventID="2", Actor1CountryCode="USA"))
    assert importing.take(path, [table(tmp_path, *lines)], "gdelt", at=AT, everything=True).kept == 2


def test_a_file_is_kept_once(path: Path, tmp_path: Path) -> None:
    given = table(tmp_path, gdelt())
    importing.take(path, [given], "gdelt", at=AT)
    again = importing.take(path, [given], "gdelt", at=AT)
    assert (again.kept, again.known, len(again.found)) == (0, ("e.csv",), 1)


def test_the_outlook_gets_the_newest_of_each_row_with_a_day(path: Path, tmp_path: Path) -> None:
    old, new = gdelt(Day="20260502"), gdelt(Day="20260503")
    importing.take(path, [table(tmp_path, old, name="1.csv")], "gdelt", at=AT)
    importing.take(path, [table(tmp_path, new, name="2.csv")], "gdelt", at=AT)
    undated = gdelt(GlobalEventID="5", Day="20010503")
    appeal = gdelt(GlobalEventID="6", EventCode="020", EventRootCode="02")
    importing.take(path, [table(tmp_path, undated, appeal, name="3.csv")], "gdelt", at=AT)
    found = importing.coded(path)
    assert [(c.day, c.source, c.target, c.code, c.root, c.origin, c.id) for c in found] == [
        ("2026-05-03", "NOR", "CHL", "042", "CONSULT", "gdelt", "1"),
        ("2026-05-03", "NOR", "CHL", "020", None, "gdelt", "6"),
    ]


def test_a_file_that_dies_half_way_leaves_nothing(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = importing._pairs

    def dying(one):
        if one.row.id == "2":
            raise KeyboardInterrupt
        return made(one)

    monkeypatch.setattr("memcon.dossier.importing._pairs", dying)
    given = table(tmp_path, gdelt(), gdelt(GlobalEventID="2"))
    with pytest.raises(KeyboardInterrupt):
        importing.take(path, [given], "gdelt", at=AT)
    monkeypatch.setattr("memcon.dossier.importing._pairs", made)
    assert importing.coded(path) == ()
    assert importing.take(path, [given], "gdelt", at=AT).kept == 2


def test_the_same_row_twice_counts_once(path: Path, tmp_path: Path) -> None:
    importing.take(path, [table(tmp_path, gdelt(), gdelt())], "gdelt", at=AT)
    assert len(importing.coded(path)) == 1
    assert replace(importing.coded(path)[0], text="").intensity == 1.9
