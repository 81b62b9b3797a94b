"""The file of a dossier: what is none is refused, in one line that says what it is."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from memcon.model.errors import DossierError
from memcon.model.memo import Report
from memcon.store import checks, schema
from memcon.store.file import create, explained, open_
from memcon.store.magic import is_dossier
from memcon.store.reports import Arrival, Where, current, digest, heads, intakes, kept, news, sha


def report(text: str = "One.", **values: str) -> Report:
    return Report(id="", file="a.txt", characters=len(text), sha256=sha(text), text=text, **values)


def arrival(report: Report, key: str = "/reports/a.txt", parts: int = 1) -> Arrival:
    return Arrival(where=Where(key=key, path=key, parts=parts), report=report)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    create(tmp_path / "a.memcon")
    return tmp_path / "a.memcon"


def faults(path: Path) -> list[str]:
    with open_(path, write=True) as store, store.writing() as connection:
        return list(checks.faults(connection))


def test_a_new_dossier_is_whole_and_alone_in_its_folder(path: Path) -> None:
    assert faults(path) == []
    assert [p.name for p in path.parent.iterdir()] == ["a.memcon"]
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert raw.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
    raw.close()


@pytest.mark.parametrize("what", ["file", "folder", "link", "dangling"])
def test_nothing_that_is_there_is_written_over(tmp_path: Path, what: str) -> None:
    target, other = tmp_path / "x.memcon", tmp_path / "other"
    if what == "file":
        target.write_text("mine", "utf-8")
    elif what == "folder":
        target.mkdir()
    else:
        if what == "link":
            other.write_text("mine", "utf-8")
        target.symlink_to(other)
    with pytest.raises(DossierError, match="is there already"):
        create(target)
    assert other.exists() == (what == "link")


def test_a_link_to_a_dossier_is_that_dossier(path: Path) -> None:
    link = path.parent / "elsewhere" / "b.memcon"
    link.parent.mkdir()
    link.symlink_to(path)
    with open_(link, write=True) as store, store.writing() as connection:
        kept(connection, [arrival(report())], "2026-01-01T00:00:00+00:00", "t")
    with open_(path, write=False) as store, store.reading() as connection:
        assert [s.report.text for s in current(connection)] == ["One."]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty and no dossier"),
        (b"\n<!DOCTYPE html><title>x</title>", "is no dossier but a web page"),
        (b"A report.", "is no dossier but some other file"),
        (b"SQLite format 3\0", "is a database, but no dossier"),
    ],
)
def test_what_is_no_dossier_is_said(tmp_path: Path, data: bytes, words: str) -> None:
    target = tmp_path / "x.memcon"
    target.write_bytes(data)
    with pytest.raises(DossierError, match=words):
        open_(target, write=False)
    assert target.read_bytes() == data


def test_a_folder_a_pipe_and_nothing_are_no_dossier(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.memcon")
    for name, words in ((".", "is no file"), ("pipe.memcon", "is no file"), ("none.memcon", "there is no such file")):
        with pytest.raises(DossierError, match=words):
            open_(tmp_path / name, write=False)


def test_a_database_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "x.memcon"
    with sqlite3.connect(target) as raw:
        raw.execute("CREATE TABLE mine (a)")
    raw.close()
    before = target.read_bytes()
    with pytest.raises(DossierError, match="is a database, but no dossier"):
        open_(target, write=True)
    assert target.read_bytes() == before


def test_a_newer_form_is_said_and_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    raw.close()
    with pytest.raises(DossierError, match=rf"newer memcon \(form {schema.VERSION + 1}, this one knows"):
        open_(path, write=False)


def test_a_damaged_schema_whose_words_are_no_text_is_said(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data.replace(b"CREATE TABLE text", b"CREATE \xfbABLE text", 1))
    with pytest.raises(DossierError, match="is damaged"), open_(path, write=False):
        pass


def test_a_damaged_file_is_said(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[100:8000] = os.urandom(7900)
    path.write_bytes(data)
    with (
        pytest.raises(DossierError, match="is damaged"),
        open_(path, write=False) as store,
        store.reading() as connection,
    ):
        current(connection)


def test_where_nothing_may_be_written_one_can_still_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memcon.store.file.os.access", lambda *_: False)
    with open_(path, write=False) as store:
        with store.reading() as connection:
            assert current(connection) == ()
        with pytest.raises(DossierError, match="cannot be written to"), store.writing():
            pass
    with pytest.raises(DossierError, match="cannot be written to"):
        open_(path, write=True)


def test_a_file_that_is_busy_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memcon.store.file.WAIT", 0.05)
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("BEGIN IMMEDIATE")
    with (
        open_(path, write=True) as store,
        pytest.raises(DossierError, match="another memcon was writing"),
        store.writing(),
    ):
        pass
    raw.close()


def test_no_room_is_said() -> None:
    with pytest.raises(DossierError, match="no room left"), explained(Path("a.memcon")):
        raise OSError(28, "No space left on device")
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    with pytest.raises(DossierError, match="no room left"), explained(Path("a.memcon")):
        raise DBAPIError("INSERT", None, error)


def test_a_dossier_is_known_by_its_name_or_by_its_first_bytes(path: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    bare.write_bytes(path.read_bytes())
    (tmp_path / "folder.memcon").mkdir()
    (tmp_path / "text").write_text("SQLite format 3", "utf-8")
    assert is_dossier(path)
    assert is_dossier(bare)
    assert is_dossier("not-there.memcon")
    for other in (tmp_path / "folder.memcon", tmp_path / "text", "https://example.org/a.memcon", "-", "a\0b"):
        assert not is_dossier(other)


def test_a_changed_report_stands_beside_its_older_self(path: Path) -> None:
    with open_(path, write=True) as store:
        for n, text in enumerate(("One.", "One.", "Two.")):
            with store.writing() as connection:
                kept(connection, [arrival(report(text))], f"2026-01-0{n + 1}T00:00:00+00:00", "t")
        with store.reading() as connection:
            assert [(s.version, s.intake, s.report.text) for s in current(connection)] == [(2, 2, "Two.")]
            assert [s.report.text for s in current(connection, 1)] == ["One."]
            assert [a.id for a in intakes(connection)] == [1, 2]


def test_a_page_that_cannot_be_had_today_does_not_take_the_text_of_yesterday(path: Path) -> None:
    gone = Report(id="", file="https://example.org/a", read=False, why="no answer")
    with open_(path, write=True) as store, store.writing() as connection:
        kept(connection, [arrival(report())], "2026-01-01T00:00:00+00:00", "t")
        assert news(heads(connection, [arrival(gone).where.key]), arrival(gone)) is None
        assert news({}, arrival(gone, key="https://example.org/b", parts=0)) == "new"


def test_what_came_in_can_be_neither_changed_nor_dropped(path: Path) -> None:
    with open_(path, write=True) as store:
        with store.writing() as connection:
            kept(connection, [arrival(report())], "2026-01-01T00:00:00+00:00", "t")
        for line in ("UPDATE text SET body = ''", "DELETE FROM report", "UPDATE intake SET at = ''"):
            with pytest.raises(DossierError, match="what came in stays"), store.writing() as connection:
                connection.exec_driver_sql(line)


HOSTILE = (
    "'); DROP TABLE report; --",
    'x" OR 1=1 -- \0 after a NUL',
    'NEAR(" * ^ {title}: AND OR NOT',
    "\u202ereversed \x1b[2J \ufffe",
    "ab" * 50_000,
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_kept_as_they_are(path: Path, text: str) -> None:
    said = report(text, title=text, outlet=text)
    with open_(path, write=True) as store:
        with store.writing() as connection:
            kept(connection, [arrival(said, key=f"/{text}")], "2026-01-01T00:00:00+00:00", "t")
        with store.reading() as connection:
            (one,) = current(connection)
    assert (one.report, one.digest) == (said, digest(said))
    assert faults(path) == []


TAMPER = (
    ("UPDATE text SET body = body || '!'", "text 1: is not what came in"),
    ("UPDATE report SET published = '1999-01-01'", "what is known of it is not what came in"),
    ("DELETE FROM report WHERE version = 1", "1 versions are there of 2"),
    ("PRAGMA foreign_keys = OFF; DELETE FROM source", "report 1: names a source that is not there"),
    ("DROP TABLE claim_fts", "table claim_fts is missing"),
    ("CREATE TRIGGER t AFTER INSERT ON report BEGIN DELETE FROM state; END", "trigger t is no part of a dossier"),
    ("DELETE FROM text_fts_data WHERE id > 10", "text_fts"),
    ("INSERT INTO block VALUES (7, 1, 'wrong', x'00')", "block 7: is damaged"),
    ("INSERT INTO reading VALUES (x'00', 0, 7, 0)", "1 readings are in no block"),
)


@pytest.mark.parametrize(("line", "words"), TAMPER)
def test_what_was_meddled_with_is_found(path: Path, line: str, words: str) -> None:
    with open_(path, write=True) as store:
        for n, text in enumerate(("One.", "Two.")):
            with store.writing() as connection:
                kept(connection, [arrival(report(text))], f"2026-01-0{n + 1}T00:00:00+00:00", "t")
    assert faults(path) == []
    with sqlite3.connect(path) as raw:
        for kind, name in raw.execute("SELECT type, name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            if "trigger" not in line.lower() and kind:
                raw.execute(f"DROP TRIGGER {name}")
        raw.executescript(line)
    raw.close()
    assert any(words in fault for fault in faults(path))


def test_the_tables_as_python_sees_them_are_those_of_the_file(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        for name, table in schema.META.tables.items():
            columns = [row[1] for row in raw.execute(f"PRAGMA table_xinfo({name})")]
            assert [c.name for c in table.columns] == columns, name
    raw.close()


def test_an_older_file_takes_the_steps_that_it_lacks(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memcon.store.file.STEPS", (*schema.STEPS, ("CREATE TABLE later (a)",)))
    monkeypatch.setattr("memcon.store.file.VERSION", schema.VERSION + 1)
    with open_(path, write=True) as store, store.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == schema.VERSION + 1
        assert connection.exec_driver_sql("SELECT count(*) FROM later").scalar() == 0


OTHER = """
import sqlite3, sys
raw = sqlite3.connect(sys.argv[1])
raw.execute("CREATE TABLE passing (n)")
raw.execute("DROP TABLE passing")
raw.commit()
raw.close()
"""


def test_a_file_opened_once_more_is_still_held_by_who_has_it_open(tmp_path: Path) -> None:
    path = tmp_path / "s.memcon"
    create(path)
    log = tmp_path / "s.memcon-wal"
    with open_(path, write=False) as one:
        with one.reading() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM report").scalar()
        open_(path, write=False).close()
        subprocess.run([sys.executable, "-c", OTHER, str(path)], check=True)
        # whoever lets go of a file last takes its log away: the other process was not the last
        assert log.exists()
        with one.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA quick_check").scalar() == "ok"
