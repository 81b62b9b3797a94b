"""A story followed: the result is that of one brief, whatever the order; what is new is read, what changed is told."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from memcon import dossier
from memcon.dossier import selection, telling
from memcon.dossier.changes import stretch
from memcon.model.codec import dumps
from memcon.model.errors import DossierError, InputError
from memcon.model.memo import Memorandum, Report
from memcon.pipeline import Options, brief, read_one

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
BUNDLES = range(4)
"""The first of the maintainers' bundles, by name."""
START = datetime.fromisoformat("2026-05-01T09:00:00+00:00")


def at(day: int) -> str:
    return (START + timedelta(days=day)).isoformat()


@cache
def _read(report: Report) -> tuple[Any, Any, str | None]:
    return read_one(report)


@pytest.fixture(autouse=True)
def read_texts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each text is parsed once for all tests; the names of those read are noted."""
    names: list[str] = []

    def once(report: Report, *, strict: bool = False) -> tuple[Any, Any, str | None]:
        names.append(report.file)
        return _read(report)

    monkeypatch.setattr("memcon.dossier.reading.read_one", once)
    return names


@pytest.fixture
def path(tmp_path: Path) -> Path:
    dossier.new(tmp_path / "s.memcon")
    return tmp_path / "s.memcon"


def reports(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.suffix in {".txt", ".md", ".html", ".eml"} and p.stem != "README")


def followed(path: Path, order: Sequence[Sequence[Path]]) -> Memorandum:
    for day, some in enumerate(order):
        dossier.add(path, some, at=at(day))
    return dossier.memorandum(path)


def parted(files: list[Path], seed: int) -> list[list[Path]]:
    """The files in some order, in some number of adds."""
    choice = random.Random(seed)
    files = choice.sample(files, len(files))
    out: list[list[Path]] = [[]]
    for one in files:
        if out[-1] and choice.random() < 0.6:
            out.append([])
        out[-1].append(one)
    return out


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", ["telephone-call", "two-readouts", "trawler"])
def test_in_any_order_the_result_is_that_of_one_brief(path: Path, name: str, seed: int) -> None:
    files = reports(EXAMPLES / name)
    assert dumps(followed(path, parted(files, seed))) == dumps(brief(files))
    assert dossier.check(path) == ()


@pytest.mark.shared
@pytest.mark.parametrize("number", BUNDLES)
def test_the_bundles_in_any_order_end_as_one_brief(path: Path, number: int, shared_folder: Path) -> None:
    folders = sorted(p for p in (shared_folder / "reports").iterdir() if p.is_dir())
    if number >= len(folders):
        pytest.skip(f"no bundle {number}")
    files = reports(folders[number])
    assert dumps(followed(path, parted(files, number))) == dumps(brief(files))


def test_several_stories_are_told_as_brief_tells_them(path: Path) -> None:
    files = [*reports(EXAMPLES / "telephone-call"), *reports(EXAMPLES / "two-readouts")]
    followed(path, parted(files, 5))
    for story in (1, 2, None):
        told = dossier.memorandum(path, options=Options(story=story))
        assert dumps(told) == dumps(brief(files, options=Options(story=story)))
    with pytest.raises(InputError, match="there is no story 3"):
        dossier.memorandum(path, options=Options(story=3))


def test_only_what_is_new_is_read(path: Path, read_texts: list[str]) -> None:
    folder = EXAMPLES / "two-readouts"
    dossier.add(path, [folder / "oslo.txt"], at=at(0))
    read_texts.clear()
    added = dossier.add(path, [folder], at=at(1))
    assert (added.new, added.known, added.number) == (("ottawa.txt", "press.txt"), 1, 2)
    assert sorted(read_texts) == ["ottawa.txt", "press.txt"]
    again = dossier.add(path, [folder], at=at(2))
    assert (again.new, again.known, again.number) == ((), 3, None)
    dossier.memorandum(path)
    assert sorted(read_texts) == ["ottawa.txt", "press.txt"]


def test_files_of_one_name_in_two_folders_are_two_reports(path: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "mon" / "a.txt", tmp_path / "tue" / "a.txt"
    for file, words in (
        (one, "Peru banned imports from Chile on 3 May 2026."),
        (two, "Chile protested on 4 May 2026."),
    ):
        file.parent.mkdir()
        file.write_text(words, "utf-8")
    told = followed(path, [[two], [one]])
    assert [r.file for r in told.reports] == ["mon/a.txt", "tue/a.txt"]
    assert dumps(told) == dumps(brief([one, two]))


def test_a_folder_that_was_moved_brings_nothing_twice(path: Path, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "two-readouts", tmp_path / "old")
    dossier.add(path, [tmp_path / "old"], at=at(0))
    (tmp_path / "old").rename(tmp_path / "new")
    added = dossier.add(path, [tmp_path / "new"], at=at(1))
    assert (added.number, added.known) == (None, 3)
    assert dumps(dossier.memorandum(path)) == dumps(brief(tmp_path / "new"))


def test_reports_of_mails_are_told_apart(path: Path, tmp_path: Path) -> None:
    mail = EXAMPLES / "trawler" / "pacific-rim-daily.eml"
    copy = tmp_path / "copy" / mail.name
    copy.parent.mkdir()
    shutil.copy(mail, copy)
    assert dumps(followed(path, [[mail], [copy]])) == dumps(brief([mail, copy]))


CALL = "Peru's foreign minister Ana Rojas phoned Chile's foreign minister Luis Vidal on {day} May 2026.\n"
VISIT = "Rojas will visit Santiago on {day} June 2026, the ministry in Lima said.\n"


def changes(path: Path, day: int, since: datetime | None = None) -> dict[str, list[str]]:
    found = dossier.changed(path, since=since, now=START + timedelta(days=day))
    out: dict[str, list[str]] = {}
    for change in found.changes:
        out.setdefault(change.kind, []).append(change.label)
    return out


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder / name


def test_what_changed_is_told_kind_by_kind(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    one = write(folder, "a.txt", CALL.format(day=3) + VISIT.format(day=9))
    dossier.add(path, [one], at=at(0))
    first = changes(path, 0)
    assert set(first) == {"new"}
    assert len(first["new"]) >= 2
    two = write(
        folder, "b.txt", "The foreign ministers of Peru and Chile, Rojas and Vidal, spoke by phone on 3 May 2026.\n"
    )
    dossier.add(path, [two], at=at(1))
    second = changes(path, 1)
    assert any("Rojas" in label and "Vidal" in label for label in second["confirmed"])
    assert "fell" not in second
    write(folder, "a.txt", CALL.format(day=3) + VISIT.format(day=23))
    added = dossier.add(path, [one], at=at(2))
    assert added.changed == ("a.txt",)
    third = changes(path, 2)
    assert any("visit" in label for label in third.get("moved", []) + third.get("fell", []))
    write(folder, "a.txt", CALL.format(day=3))
    dossier.add(path, [one], at=at(3))
    assert any("visit" in label for label in changes(path, 3)["fell"])
    assert dossier.check(path) == ()
    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT count(*) FROM report WHERE file = 'a.txt'").fetchone() == (3,)
    raw.close()


def test_a_plan_whose_day_has_passed_came_due_once(path: Path, tmp_path: Path) -> None:
    dossier.add(path, [write(tmp_path / "r", "a.txt", CALL.format(day=3) + VISIT.format(day=9))], at=at(0))
    assert "due" not in changes(path, 30)
    assert any("visit" in label for label in changes(path, 60)["due"])
    assert any("visit" in label for label in changes(path, 60, since=START + timedelta(days=30))["due"])
    assert "due" not in changes(path, 60, since=START + timedelta(days=50))


def test_since_a_day_is_since_the_state_of_that_day(path: Path) -> None:
    files = reports(EXAMPLES / "telephone-call")
    followed(path, [[f] for f in files])
    found = dossier.changed(path, since=START + timedelta(hours=1), now=START + timedelta(days=9))
    assert (found.since, found.adds, found.new) == (1, 2, tuple(f.name for f in files[1:]))
    assert dossier.changed(path, since=START - timedelta(days=1), now=START).since is None
    last = dossier.changed(path, since=None, now=START + timedelta(days=9))
    assert (last.since, last.new) == (2, (files[2].name,))


def test_states_told_by_another_engine_are_told_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    followed(path, [[f] for f in reports(EXAMPLES / "two-readouts")])
    before = dossier.changed(path, since=None, now=START)
    for module in ("telling", "since", "sorting"):
        monkeypatch.setattr(f"memcon.dossier.{module}.teller", lambda: "another")
    assert dossier.changed(path, since=None, now=START) == before
    assert dossier.check(path) == ()


def test_rebuild_ends_as_it_was_and_goes_on_where_it_was_stopped(path: Path, read_texts: list[str]) -> None:
    before = dumps(followed(path, [reports(EXAMPLES / "two-readouts")]))
    read_texts.clear()

    def stop(stage: str, done: int, of: int) -> None:
        if stage == "reading" and done == 2 < of:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        dossier.rebuild(path, options=Options(progress=stop))
    assert len(read_texts) == 2
    made = dossier.rebuild(path)
    assert (made.read, made.before, made.resumed) == (1, 2, True)
    assert len(read_texts) == 3
    assert dumps(dossier.memorandum(path)) == before
    assert dossier.check(path) == ()
    assert dossier.rebuild(path).read == 3


def test_damaged_readings_and_memoranda_are_made_again(path: Path) -> None:
    before = dumps(followed(path, [reports(EXAMPLES / "two-readouts")]))
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE block SET body = x'00'")
        raw.execute("UPDATE memorandum SET body = x'00'")
    raw.close()
    assert len(dossier.check(path)) == 4
    assert dumps(dossier.memorandum(path)) == before
    dossier.rebuild(path)
    assert dossier.check(path) == ()


def test_a_dossier_in_another_is_refused_and_an_empty_one_tells_nothing(path: Path) -> None:
    with pytest.raises(InputError, match="a dossier is no report"):
        dossier.add(path, [path], at=at(0))
    for ask in (dossier.memorandum, lambda p: dossier.changed(p, since=None, now=START)):
        with pytest.raises(InputError, match="holds no report yet"):
            ask(path)


def test_without_the_right_to_write_it_is_told_all_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = followed(path, [reports(EXAMPLES / "two-readouts")])
    monkeypatch.setattr("memcon.store.file.os.access", lambda *_: False)
    monkeypatch.setattr(telling, "teller", lambda: "another")
    assert dossier.memorandum(path) == before
    assert dossier.check(path) == ()
    with pytest.raises(DossierError, match="cannot be written to"):
        dossier.add(path, [EXAMPLES / "trawler"], at=at(3))


def test_hostile_reports_are_taken_as_words(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "r"
    name = "'); DROP TABLE report;--" + "n" * 200 + ".txt"
    write(folder, name, "Peru banned imports from Chile on 3 May 2026'; DROP TABLE text; --\n")
    (folder / os.fsdecode(b"bad-\xff-name.txt")).write_text("Chile protested on 4 May 2026.\n", "utf-8")
    (folder / "nul.txt").write_bytes(b"Peru met Chile.\0\0 Chile protested on 4 May 2026.\n")
    told = followed(path, [[folder]])
    assert dumps(told) == dumps(brief(folder))
    assert dossier.check(path) == ()


def shown(memo: Memorandum) -> None:
    """Nothing in it names what is not there."""
    events, claims = {e.id for e in memo.events}, {c.id for c in memo.claims}
    actors, there = {a.id for a in memo.actors}, {r.id for r in memo.reports}
    assert {c.event for c in memo.claims} <= {*events, None}
    assert {c.report for c in memo.claims} | {r for e in memo.events for r in e.reports} <= there
    assert {c for e in memo.events for s in e.slots for p in s.positions for c in p.claims} <= claims
    assert {s.other for e in memo.events for s in e.slots} <= {*events, None}
    assert {a for e in memo.events for a in (*e.actors, *e.recipients)} <= actors
    for part in (memo.omissions, memo.cautions, memo.agenda, memo.links, memo.indicators, memo.standpoints):
        assert {c for one in part for c in one.claims} <= claims
    assert {c for r in memo.relations for k in r.levers for c in k.claims} | set(memo.assessments) <= claims


@pytest.fixture(scope="module")
def call() -> Memorandum:
    return brief(EXAMPLES / "telephone-call")


def test_a_part_of_a_memorandum_is_a_memorandum(call: Memorandum) -> None:
    parts: list[Callable[[Memorandum], Memorandum]] = [lambda m, e=e.id: selection.of_event(m, e) for e in call.events]
    parts += [lambda m: selection.among(m, ["USA", "jpn"]), lambda m: selection.among(m, ["CHN"])]
    parts += [lambda m: selection.since(m, datetime.fromisoformat("2025-11-25T00:00:00+00:00"))]
    for one in parts:
        told = one(call)
        shown(told)
        assert 0 < len(told.events) < len(call.events)
        json.loads(dumps(told))


def test_a_part_that_is_not_there_is_said(call: Memorandum) -> None:
    with pytest.raises(InputError, match="no event fits; give an id"):
        selection.of_event(call, "no such thing")
    with pytest.raises(InputError, match="events fit"):
        selection.of_event(call, "call")
    with pytest.raises(InputError, match="FRA takes part in nothing here; there are "):
        selection.among(call, ["FRA"])
    assert selection.among(call, ["Japan", "American"]) == selection.among(call, ["JPN", "usa"])


@pytest.mark.parametrize(
    ("earliest", "latest", "words"),
    [
        ("2031-05-03T00:00+00:00", "2031-05-04T00:00+00:00", "3 May 2031"),
        ("2031-05-03T00:00+06:30", "2031-05-04T00:30+06:30", "3 May 2031"),  # a day on one of two clocks
        ("2031-05-03T00:00+09:00", "2031-05-04T14:00+09:00", "3 May 2031, 00:00 to 4 May 2031, 14:00 (+0900)"),
        ("2031-05-03T18:00+06:30", "2031-05-04T00:30+06:30", "3 May 2031, 18:00 to 4 May 2031, 00:30 (+0630)"),
    ],
)
def test_a_stretch_is_told_by_its_day_where_it_is_one(earliest: str, latest: str, words: str) -> None:
    assert stretch(earliest, latest) == words
