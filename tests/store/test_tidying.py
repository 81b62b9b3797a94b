"""Room given back: the same rows in fewer pages, whoever reads or is killed meanwhile."""

from __future__ import annotations

import os
import signal
import sqlite3
from pathlib import Path

import pytest
from tests.dossier.test_kills import child

from memcon import dossier
from memcon.dossier import adding
from memcon.pipeline import Options
from memcon.store import bundles, checks, tidying
from memcon.store.file import create, open_
from memcon.store.reports import sha

START = "2026-05-01T08:00:00+00:00"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with much that is free."""
    create(tmp_path / "a.memcon")
    with open_(tmp_path / "a.memcon", write=True) as store, store.writing() as connection:
        for n in range(400):
            body = f"word{n} " + "and more of this " * 60
            connection.exec_driver_sql("INSERT INTO text VALUES (?, ?, ?, ?)", (n + 1, sha(body), len(body), body))
            connection.exec_driver_sql("INSERT INTO text_fts(rowid, body) VALUES (?, ?)", (n + 1, body))
        connection.exec_driver_sql("CREATE TABLE much AS SELECT body FROM text")
        connection.exec_driver_sql("DROP TABLE much")
    return tmp_path / "a.memcon"


def held(path: Path) -> list[object]:
    with sqlite3.connect(path) as raw:
        rows = raw.execute("SELECT * FROM text ORDER BY id").fetchall()
        rows += raw.execute("SELECT rowid FROM text_fts WHERE text_fts MATCH 'word7 OR word99'").fetchall()
    raw.close()
    return rows


def whole(path: Path) -> list[str]:
    with open_(path, write=True) as store, store.writing() as connection:
        return list(checks.faults(connection))


def test_what_is_free_is_given_back_and_all_is_there(path: Path) -> None:
    before = held(path)
    size = path.stat().st_size
    with open_(path, write=True) as store, open_(path, write=False) as other, other.reading() as looking:
        looking.exec_driver_sql("SELECT count(*) FROM text").scalar_one()
        assert tidying.tidied(store)
        assert looking.exec_driver_sql("SELECT count(*) FROM text").scalar_one() == 400
    assert held(path) == before
    assert path.stat().st_size < size * 0.7
    assert whole(path) == []
    assert not path.with_name("a.memcon-wal").exists()


def test_another_that_writes_is_waited_for_or_left_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memcon.store.file.WAIT", 0.05)
    before = held(path)
    with open_(path, write=True) as store, open_(path, write=True) as other:
        with other.writing():
            assert not tidying.tidied(store)
        assert tidying.tidied(store)
    assert held(path) == before


def test_killed_before_it_is_done_the_file_is_as_it_was(path: Path) -> None:
    before = held(path)

    def killed() -> None:
        with open_(path, write=True) as store, store.alone() as raw:
            raw.set_progress_handler(lambda: os.kill(os.getpid(), signal.SIGKILL), 2000)
            raw.execute("VACUUM")

    _, status = os.waitpid(child(killed), 0)
    assert os.WIFSIGNALED(status)
    assert held(path) == before
    assert whole(path) == []


@pytest.mark.parametrize(
    ("new", "every", "large"), [(1, 1, False), (99, 99, False), (100, 1000, True), (100, 1001, False)]
)
def test_only_a_large_add_pays_for_it(new: int, every: int, large: bool) -> None:
    assert tidying.large(new, every) == large


def test_an_add_that_is_large_tidies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[object] = []
    monkeypatch.setattr(tidying, "LARGE", 2)
    monkeypatch.setattr(adding.tidying, "tidied", done.append)
    path = tmp_path / "b.memcon"
    dossier.new(path)
    for n in range(2):
        (tmp_path / f"{n}.txt").write_text("France imposed sanctions on Mali on 3 May 2026.\n" + "More. " * n, "utf-8")
    dossier.add(path, [tmp_path / "0.txt"], at=START)
    assert not done
    for n in range(2, 4):
        (tmp_path / f"{n}.txt").write_text(f"Chad closed its border with Niger on {n} May 2026.\n", "utf-8")
    dossier.add(path, sorted(tmp_path.glob("*.txt")), at=START)
    assert len(done) == 1


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four small stories, all of which may be bundled."""
    monkeypatch.setattr("memcon.dossier.packing.ALONE", 0)
    for n, (one, two) in enumerate((("Chad", "Niger"), ("Peru", "Chile"), ("Japan", "Laos"), ("Kenya", "Uganda"))):
        (tmp_path / f"{n}.txt").write_text(f"{one} closed its border with {two} on 3 May 2026.\n", "utf-8")
    path = tmp_path / "t.memcon"
    dossier.new(path)
    dossier.add(path, sorted(tmp_path.glob("*.txt")), at=START)
    return path


def rows(path: Path) -> tuple[int, int]:
    with sqlite3.connect(path) as raw:
        found = raw.execute("SELECT (SELECT count(*) FROM bundle), (SELECT count(*) FROM bundled)").fetchone()
    raw.close()
    return int(found[0]), int(found[1])


def every(path: Path) -> list[object]:
    return [dossier.memorandum(path, options=Options(story=n)) for n in range(1, 5)]


def test_memoranda_that_are_put_together_are_what_they_were(told: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = every(told)
    with open_(told, write=True) as store:
        assert tidying.tidied(store)
    assert rows(told) == (1, bundles.FEW)
    monkeypatch.setattr("memcon.dossier.telling._made", None)  # nothing is told again
    assert every(told) == before
    assert dossier.check(told) == ()


def test_a_story_told_anew_leaves_its_bundle_and_the_rest_is_gathered(told: Path) -> None:
    with open_(told, write=True) as store:
        assert tidying.tidied(store)
    (told.parent / "more.txt").write_text("Chad reopened its border with Niger on 5 May 2026.\n", "utf-8")
    dossier.add(told, [told.parent / "more.txt"], at=START)
    assert rows(told)[1] <= bundles.FEW
    before = every(told)
    with open_(told, write=True) as store:
        assert tidying.tidied(store)
    assert rows(told)[1] >= 2
    assert every(told) == before
    assert dossier.check(told) == ()
    dossier.rebuild(told)
    assert rows(told) == (0, 0)
    assert every(told) == before


def test_a_damaged_bundle_is_told_of_and_made_anew(told: Path) -> None:
    before = every(told)
    with open_(told, write=True) as store:
        assert tidying.tidied(store)
        with store.writing() as connection:
            connection.exec_driver_sql("UPDATE bundle SET body = x'00'")
    assert any(line.startswith("memorandum") for line in dossier.check(told))
    assert every(told) == before
    assert not any(line.startswith("memorandum") for line in dossier.check(told))
