"""Events that several parts of a story tell: found by the alignment's likeness, and shown once in any order."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from memcon import dossier
from memcon.dossier.judging import judge, standing, undo
from memcon.dossier.selection import once
from memcon.dossier.telling import settled, told
from memcon.model.codec import dumps
from memcon.model.errors import DossierError, InputError
from memcon.model.memo import Event, Memorandum, Report
from memcon.pipeline import Options, brief, read_one
from memcon.reconcile.lexis import table
from memcon.store import memoranda, queries
from memcon.store.file import open_

START = "2026-05-01T08:00:00+00:00"
MOST = 8
THEMES = (
    "telephoned {other} on {day} and asked him to reopen the border at Tacna.",
    "condemned the seizure of the trawler Santa Rosa off Arica on Monday, March 2.",
    "will travel to Santiago on {day} for talks with {other} about water from the Lauca.",
    "said 40 sailors were held after the seizure of the trawler Santa Rosa off Arica on Monday, March 2.",
)


def article(number: int) -> str:
    """A short report between the same two states, some days after those before it; an old seizure is told in many."""
    day = date(2026, 3, 2) + timedelta(days=number // 2)
    body = THEMES[number % len(THEMES)].format(other="Chilean President Tomás Olavarría", day=f"{day:%A}")
    return (
        f"LIMA, {day:%B} {day.day}, {day.year} - Peru's President Ana Quispe {body} "
        f"Report number {number} of the Andean Wire.\n"
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


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("many")
    out = []
    for n in range(3 * MOST):
        out.append(folder / f"{n:03}.txt")
        out[-1].write_text(article(n), "utf-8")
    return out


def every(path: Path) -> tuple[Memorandum, ...]:
    with open_(path, write=False) as store:
        found = settled(store, Options())
        assert found is not None
        return told(store, Options())[0]


def twins(memo: Memorandum) -> Iterator[Event]:
    yield from (e for e in memo.events if e.twins)


def rows(path: Path, asked: str) -> list[tuple[Any, ...]]:
    with open_(path, write=False) as store, store.reading() as connection:
        return [tuple(r) for r in connection.execute(text(asked))]


def test_an_event_of_several_parts_names_the_others_and_is_listed_once(tmp_path: Path, files: list[Path]) -> None:
    path = tmp_path / "s.memcon"
    dossier.new(path)
    dossier.add(path, files, at=START)
    memos = every(path)
    assert len(memos) > 2
    seizures = [(n, e) for n, memo in enumerate(memos, 1) for e in memo.events if "eizure" in e.label and e.twins]
    assert seizures
    for number, event in seizures:
        for twin in event.twins:
            other = next(e for e in memos[twin.story - 1].events if e.id == twin.event)
            assert other.label == twin.label
            assert other.reports == twin.reports
            assert number in {t.story for t in other.twins}
    for memo in memos:
        for event in twins(memo):
            assert sum(t.leads for t in event.twins) <= 1
    with open_(path, write=False) as store, store.reading() as connection:
        page = queries.events(connection, queries.Asked(), limit=500)
    listed = {(line.story, line.name): line for line in page.lines}
    assert page.total == len(listed)
    behind = 0
    for number, memo in enumerate(memos, 1):
        for event in memo.events:
            led = any(t.leads for t in event.twins)
            behind += led
            assert ((number, event.id) in listed) != led
            if event.twins and not led:
                whole = {*event.reports, *(r for t in event.twins for r in t.reports)}
                assert listed[number, event.id].reports == len(whole)
    assert behind
    assert page.total == sum(len(m.events) for m in memos) - behind


def test_in_whatever_order_reports_came_the_parts_are_those_of_one_brief(tmp_path: Path, files: list[Path]) -> None:
    wanted = [dumps(brief(files, options=Options(story=n))) for n in range(1, 4)]
    assert any('"leads": true' in one for one in wanted)
    shown = None
    for seed in range(4):
        draw = random.Random(seed)
        path = tmp_path / f"{seed}.memcon"
        dossier.new(path)
        order = draw.sample(files, len(files))
        while order:
            size = draw.randrange(1, 9)
            some, order = order[:size], order[size:]
            dossier.add(path, some, at=START)
        for n, whole in enumerate(wanted, 1):
            assert dumps(dossier.memorandum(path, options=Options(story=n))) == whole
        asked = (
            "SELECT story.number, event.name, event.label, event.reports, event.standing, event.disputed, hex(told) "
            "FROM event JOIN story ON story.id = event.story ORDER BY 1, 2"
        )
        there = [r[:-1] for r in rows(path, asked)]
        assert shown is None or there == shown
        shown = there
        _counted(path)
        assert dossier.check(path) == ()


def _counted(path: Path) -> None:
    """The counts that are kept are those of the rows."""
    kept = {(f, v): n for f, v, n in rows(path, "SELECT facet, value, events FROM tally WHERE events != 0")}
    for facet, asked in memoranda.TALLIES.items():
        found = rows(path, asked.replace(memoranda.IDS, "SELECT id FROM event WHERE story > 0"))
        assert {(facet, str(v)): n for v, n in found if v is not None and n} == {
            k: n for k, n in kept.items() if k[0] == facet
        }
    lost = rows(path, "SELECT count(*) FROM twin WHERE event NOT IN (SELECT id FROM event)")
    assert lost == [(0,)]
    assert rows(path, "SELECT count(*) FROM alike WHERE one NOT IN (SELECT id FROM event)") == [(0,)]
    assert rows(path, "SELECT count(*) FROM outline WHERE memorandum NOT IN (SELECT memorandum FROM story)") == [(0,)]


def test_what_joins_another_part_is_no_news(tmp_path: Path, files: list[Path]) -> None:
    path = tmp_path / "s.memcon"
    dossier.new(path)
    dossier.add(path, files[:-1], at=START)
    dossier.add(path, files[-1:], at="2026-05-02T08:00:00+00:00")
    now = datetime(2026, 5, 3, tzinfo=UTC)
    found = dossier.changed(path, since=None, now=now)
    assert not [c for c in found.changes if c.kind == "fell"]
    assert not [c for c in found.changes if c.kind == "new" and "eizure" in c.label]


def test_events_of_two_parts_are_judged_one_and_two_and_it_is_taken_back(tmp_path: Path, files: list[Path]) -> None:
    path = tmp_path / "s.memcon"
    dossier.new(path)
    dossier.add(path, files, at=START)
    before = [dumps(m) for m in every(path)]
    memos = every(path)
    one = next(e for e in memos[0].events if not e.twins)
    other = next(e for e in memos[1].events if not e.twins)
    words = ("same", one.id, f"{other.id}@2")
    made = judge(path, words, by="Ana Ruiz", because="One act", at="2026-05-02T09:00:00+00:00")
    assert made.now is not None
    assert made.now.resting is None
    assert f"{other.id} of part 2" in made.text
    memos = every(path)
    twin = next(t for e in memos[0].events if e.id == one.id for t in e.twins)
    assert (twin.story, twin.event, twin.number) == (2, other.id, 1)
    assert all(j.resting is None for m in memos[:2] for j in m.judgements)
    rulings = standing(path)
    for n in (1, 2):
        options = Options(story=n)
        whole = brief(files, options=replace(options, judgements=rulings))
        assert dumps(dossier.memorandum(path, options=options)) == dumps(whole)
    _counted(path)
    with pytest.raises(InputError, match="judgement 1"):
        judge(path, ("different", *words[1:]), by="Bo", because="Two", at="2026-05-02T10:00:00+00:00")
    undo(path, 1, by="Bo", because="Two acts", at="2026-05-02T10:00:00+00:00")
    assert [dumps(m) for m in every(path)] == before
    held = next(e for e in every(path)[0].events if e.twins)
    apart = f"{held.twins[0].event}@{held.twins[0].story}"
    judge(path, ("different", held.id, apart), by="Bo", because="Two", at="2026-05-02T11:00:00+00:00")
    memos = every(path)
    now = next(e for e in memos[0].events if e.id == held.id)
    assert (held.twins[0].story, held.twins[0].event) not in {(t.story, t.event) for t in now.twins}
    assert next(j.text for j in memos[0].judgements).startswith("not one event")
    whole = brief(files, options=Options(judgements=standing(path)))
    assert dumps(dossier.memorandum(path, options=Options(story=1))) == dumps(whole)
    _counted(path)
    assert dossier.check(path) == ()


def test_an_outlet_of_another_part_is_given_its_letter(tmp_path: Path, files: list[Path]) -> None:
    path = tmp_path / "s.memcon"
    dossier.new(path)
    dossier.add(path, files, at=START)
    other = every(path)[1].reports[0].id
    judge(path, ("reliability", other, "B"), by="Bo", because="Known", at="2026-05-02T09:00:00+00:00")
    assert next(r for r in every(path)[1].reports if r.id == other).reliability == "B"


def test_an_export_over_all_parts_has_an_event_once(tmp_path: Path, files: list[Path]) -> None:
    path = tmp_path / "s.memcon"
    dossier.new(path)
    dossier.add(path, files, at=START)
    memos = every(path)
    left = [once(m) for m in memos]
    behind = sum(any(t.leads for t in e.twins) for m in memos for e in m.events)
    assert behind
    assert sum(len(m.events) for m in left) == sum(len(m.events) for m in memos) - behind
    for memo in left:
        known = {e.id for e in memo.events}
        assert {c.event for c in memo.claims} <= known | {None}


def test_what_is_kept_in_outline_is_checked_and_made_anew(tmp_path: Path, files: list[Path]) -> None:
    path = tmp_path / "s.memcon"
    dossier.new(path)
    dossier.add(path, files[: MOST + 4], at=START)
    whole = dumps(dossier.memorandum(path))
    with open_(path, write=True) as store, store.writing() as connection:
        connection.execute(text("UPDATE outline SET body = substr(body, 1, length(body) - 9)"))
        connection.execute(text("UPDATE twin SET lead = lead + 1000 WHERE lead != event"))
    found = dossier.check(path)
    assert any("in outline" in line for line in found)
    assert any("are one with others" in line for line in found)
    with pytest.raises(DossierError, match="memcon rebuild"):
        dossier.add(path, files[MOST + 4 :], at=START)
    dossier.rebuild(path)
    assert dossier.check(path) == ()
    assert dumps(dossier.memorandum(path)) == dumps(brief(files))
    assert dumps(dossier.memorandum(path)) != whole
