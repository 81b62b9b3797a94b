"""Random days of a story told in parts, with pages that change and judgements: the end is that of one brief."""

from __future__ import annotations

import os
import random
import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from memcon import dossier
from memcon.dossier import judging
from memcon.dossier.judging import judge, standing, undo
from memcon.dossier.rested import gave_way
from memcon.model.codec import dumps
from memcon.model.errors import InputError
from memcon.model.memo import Memorandum, Report
from memcon.pipeline import Options, brief, read_one
from memcon.reconcile.lexis import table
from tests.dossier.test_twins import article, every

DAYS = int(os.environ.get("MEMCON_DAYS", "2"))
"""How many stories are lived through at random."""
FIRST = int(os.environ.get("MEMCON_DAYS_FROM", "10"))
MOST = 8
START = datetime.fromisoformat("2026-05-01T08:00:00+00:00")
MORE = (
    "Chile closed the port of Arica to Peruvian boats on March {n}.",
    "Quispe and Olavarría will meet in Lima on March {m}.",
    "The planned meeting in Lima was postponed to March {m}, the foreign ministry said.",
    "Chile expelled {n} Peruvian diplomats on Monday, March 2.",
    "Peru recalled its ambassador from Santiago on March {n}.",
)


@cache
def _read(report: Report) -> tuple[Any, Any, str | None]:
    return read_one(report, strict=True)


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each text is parsed once for all tests, and a story is told in parts of few reports."""

    def once(report: Report, *, strict: bool = False) -> tuple[Any, Any, str | None]:
        reading, extraction, why = _read(replace(report, id="", file="", origin=None))
        return replace(reading, report=report.id), replace(extraction, report=report.id), why

    monkeypatch.setattr("memcon.dossier.reading.read_one", once)
    monkeypatch.setattr("memcon.pipeline.read_one", once)
    monkeypatch.setitem(table("stories"), "most", MOST)


def stories_of(files: list[Path], rulings: tuple[Any, ...]) -> list[Memorandum]:
    """All stories as one brief over the files tells them."""
    first = brief(files, options=Options(judgements=rulings))
    numbers = range(2, 2 + len(first.stories))
    return [first, *(brief(files, options=Options(judgements=rulings, story=n)) for n in numbers)]


def same_as_one_brief(path: Path, files: list[Path]) -> list[Memorandum]:
    """Check that each story of a dossier is that of one brief with the judgements that stand; the stories."""
    wanted = stories_of(files, standing(path))
    told = [dossier.memorandum(path, options=Options(story=n)) for n in range(1, 1 + len(every(path)))]
    assert len(told) == len(wanted)
    for one, two in zip(told, wanted, strict=True):
        assert one.judgements == two.judgements
        assert dumps(one) == dumps(two)
    return told


@dataclass
class Life:
    """A dossier on its way: its reports so far, those to come, the moment."""

    path: Path
    draw: random.Random
    rest: list[Path]
    there: list[Path] = field(default_factory=list)
    at: datetime = START

    def add(self, some: list[Path]) -> None:
        self.at += timedelta(hours=1)
        dossier.add(self.path, some, at=self.at.isoformat())
        self.there += [f for f in some if f not in self.there]
        self.rest = [f for f in self.rest if f not in some]

    def change(self) -> None:
        """Some pages have another text: with more words, or another altogether."""
        some = self.draw.sample(self.there, self.draw.randrange(1, 4))
        for one in some:
            told = one.read_text("utf-8")
            more = told.replace("LIMA", "LIMA (Wire)") + "It was updated.\n"
            number = self.draw.choice([int(one.stem), self.draw.randrange(40)])
            one.write_text(self.draw.choice([more, written(number, self.draw)]), "utf-8")
        self.add(some)

    def judge(self, kind: str) -> None:
        """Somebody judges something, whatever it be."""
        memos = every(self.path)
        one, two = (self.draw.randrange(len(memos)) for _ in range(2))
        event, other = (self.draw.choice(memos[n].events) for n in (one, two))
        words: tuple[str, ...] = (kind, event.id, other.id if one == two else f"{other.id}@{two + 1}")
        shared = [(n, e) for n, memo in enumerate(memos) for e in memo.events if e.twins]
        if kind == "apart" and shared:
            one, event = self.draw.choice(shared)
            twin = self.draw.choice(event.twins)
            words = ("different", event.id, f"{twin.event}@{twin.story}")
        elif kind == "slot" and event.slots:
            slot = self.draw.choice(event.slots)
            words = (kind, event.id, slot.slot, str(self.draw.randint(1, len(slot.positions))))
        elif kind == "about":
            words = (self.draw.choice(["about", "not-about"]), self.draw.choice(memos[one].claims).id, event.id)
        elif kind == "reliability":
            words = (kind, self.draw.choice(memos[one].reports).id, self.draw.choice("ABC"))
        try:
            judge(self.path, words, by="Ana", because="so", at=self.at.isoformat(), story=one + 1)
        except InputError as refused:
            assert re.search("says otherwise|how it is written|same places|tells|is no judgement", str(refused))  # noqa: PT017

    def step(self) -> None:
        """One day's work."""
        self.at += timedelta(days=1)
        kinds = (
            "add",
            "change",
            "change",
            "same",
            "same",
            "different",
            "apart",
            "slot",
            "about",
            "reliability",
            "undo",
        )
        kind = self.draw.choice(kinds)
        if kind == "add":
            self.add(self.rest[: self.draw.randrange(1, 5)] or self.there[:1])
        elif kind == "change":
            self.change()
        elif kind == "undo":
            if found := standing(self.path):
                undo(self.path, self.draw.choice(found).number, by="Bo", because="no", at=self.at.isoformat())
        else:
            self.judge(kind)


def written(number: int, draw: random.Random) -> str:
    more = (
        draw.choice(MORE).format(n=draw.randrange(3, 9), m=draw.randrange(16, 22)) for _ in range(draw.randrange(3))
    )
    return article(number) + " ".join(more) + "\n"


def files_in(folder: Path, many: int, draw: random.Random) -> list[Path]:
    out = []
    for n in range(many):
        out.append(folder / f"{n:03}.txt")
        out[-1].write_text(written(n, draw), "utf-8")
    return out


@pytest.mark.parametrize("seed", range(FIRST, FIRST + DAYS))
def test_in_whatever_way_days_go_the_end_is_that_of_one_brief(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    files = files_in(tmp_path, draw.randrange(2 * MOST, 3 * MOST), draw)
    life = Life(path=tmp_path / "s.memcon", draw=draw, rest=draw.sample(files, len(files)))
    dossier.new(life.path)
    life.add(life.rest[: draw.randrange(MOST, len(files))])
    for _ in range(draw.randrange(5, 11)):
        life.step()
    same_as_one_brief(life.path, life.there)
    listed = {j.number: j for j in judging.judgements(life.path) if j.entry.undone is None}
    told = {j.number for memo in every(life.path) for j in memo.judgements}
    assert told == listed.keys()
    gone = {s.what for s in gave_way(life.path, since=None).shaken if s.why.startswith("rests")}
    assert len(gone) == sum(j.now is not None and j.now.resting is not None for j in listed.values())
    assert dossier.check(life.path) == ()


@pytest.fixture
def parts(tmp_path: Path) -> tuple[Path, list[Path]]:
    files = [tmp_path / f"{n:03}.txt" for n in range(2 * MOST)]
    for n, one in enumerate(files):
        one.write_text(article(n), "utf-8")
    dossier.new(tmp_path / "s.memcon")
    dossier.add(tmp_path / "s.memcon", files, at=START.isoformat())
    return tmp_path / "s.memcon", files


def page(memo: Memorandum, files: list[Path], report: str) -> Path:
    name = next(r.file for r in memo.reports if r.id == report)
    return next(f for f in files if f.name == name.rpartition("/")[2])


def test_a_judgement_whose_words_are_gone_is_told_where_its_page_is_told(parts: tuple[Path, list[Path]]) -> None:
    path, files = parts
    memos = every(path)
    assert len(memos) > 1
    memo = memos[-1]
    one, two = _lonely(memo)
    judge(path, ("different", one, two), by="Ana", because="so", at=START.isoformat(), story=len(memos))
    held = {r for e in memo.events if e.id in {one, two} for r in e.reports}
    for report in held:
        file = page(memo, files, report)
        file.write_text(
            article(int(file.stem)).split(" - ")[0] + " - Nothing is told here of Peru and Chile.\n", "utf-8"
        )
    dossier.add(path, files, at=(START + timedelta(days=1)).isoformat())
    told = same_as_one_brief(path, files)
    found = [j for memo in told for j in memo.judgements]
    assert found
    assert all(j.resting is not None for j in found)
    names = {page(memo, files, r).name for r in held}
    assert all(names & {r.file.rpartition("/")[2] for r in m.reports} for m in told if m.judgements)


def _lonely(memo: Memorandum) -> tuple[str, str]:
    """Two events that one report each tells."""
    one, two, *_ = (e.id for e in memo.events if len(e.reports) == 1)
    return one, two


def test_a_letter_for_one_report_stays_when_its_page_is_changed(parts: tuple[Path, list[Path]]) -> None:
    path, files = parts
    memos = every(path)
    report = memos[-1].reports[0]
    judge(path, ("reliability", report.id, "B"), by="Bo", because="so", at=START.isoformat())
    file = page(memos[-1], files, report.id)
    file.write_text(file.read_text("utf-8") + "It was updated.\n", "utf-8")
    dossier.add(path, [file], at=(START + timedelta(days=1)).isoformat())
    told = same_as_one_brief(path, files)
    given = {r.file.rpartition("/")[2]: r.reliability for memo in told for r in memo.reports}
    assert [name for name, letter in given.items() if letter == "B"] == [file.name]
