"""Processes that tell one dossier at once, of one memcon or of two, and those that are killed while they do."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, text

from memcon import dossier
from memcon.dossier import ledger, sorting, telling
from memcon.model.codec import dumps
from memcon.pipeline import Options, brief
from memcon.store import derived, made, memoranda, profiles
from memcon.store.file import open_
from memcon.store.schema import STATE
from tests.dossier.test_kills import child

TEXT = (
    "Peru's foreign minister Ana Rojas phoned Chile's foreign minister Luis Vidal on {day} May 2026.\n"
    "The two spoke of {topic}; Vidal declined to comment. Rojas will visit Santiago in July.\n"
)


@pytest.fixture
def reports(tmp_path: Path) -> list[Path]:
    out = []
    for number, topic in enumerate(("fishing quotas", "border posts", "a gas line", "visas", "a search at sea"), 1):
        out.append(tmp_path / f"{number}.txt")
        out[-1].write_text(TEXT.format(day=number, topic=topic), "utf-8")
    return out


@pytest.fixture
def path(tmp_path: Path, reports: list[Path]) -> Path:
    made_ = tmp_path / "s.memcon"
    dossier.new(made_)
    dossier.add(made_, reports[:1], at=at(1))
    return made_


def at(hour: int) -> str:
    return f"2026-05-01T{hour:02}:00:00+00:00"


def ended(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def unshown(path: Path) -> int:
    asked = "SELECT count(*) FROM memorandum WHERE id NOT IN (SELECT memorandum FROM story)"
    with open_(path, write=False) as store, store.reading() as connection:
        return int(connection.execute(text(asked)).scalar_one())


def test_what_a_killed_add_had_told_goes_with_the_adds_after_it(
    path: Path, reports: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed() -> None:
        monkeypatch.setattr("memcon.store.memoranda.show", lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
        dossier.add(path, reports[1:2], at=at(2))

    assert ended(child(killed)) == -signal.SIGKILL
    assert unshown(path) == 1
    dossier.add(path, reports[2:3], at=at(3))
    dossier.add(path, reports[3:4], at=at(4))
    assert unshown(path) == 0
    assert dossier.check(path) == ()
    assert dumps(dossier.memorandum(path)) == dumps(brief(reports[:4]))


def test_what_a_running_add_told_outlives_a_state_of_another(
    path: Path, reports: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    show: Callable[..., bool] = telling.memoranda.show
    between: list[int] = []

    def slow(*given: Any, **more: Any) -> bool:
        if not between:
            between.append(1)
            raise KeyboardInterrupt
        return show(*given, **more)

    monkeypatch.setattr(telling.memoranda, "show", slow)
    with pytest.raises(KeyboardInterrupt):
        dossier.add(path, reports[1:2], at=at(2))
    assert unshown(path) == 1
    monkeypatch.undo()
    dossier.add(path, reports[2:3], at=at(3))
    assert unshown(path) == 1


def test_a_state_of_another_memcon_that_came_between_is_told_anew(
    path: Path, reports: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    sort: Callable[..., Any] = telling.sorted_in
    done: list[int] = []

    def overtaken(store: Any, *given: Any) -> Any:
        found = sort(store, *given)
        if not done:
            done.append(1)
            with store.writing() as connection:
                last = derived.state(connection)
                assert last is not None
                connection.execute(insert(STATE).values(intake=last.intake + 1, engine="another"))
        return found

    monkeypatch.setattr(telling, "sorted_in", overtaken)
    dossier.add(path, reports[1:2], at=at(2))
    monkeypatch.undo()
    with open_(path, write=False) as store, store.reading() as connection:
        last = derived.state(connection)
    assert last is not None
    assert last.engine == telling.teller()
    assert dumps(dossier.memorandum(path)) == dumps(brief(reports[:2]))
    assert dossier.check(path) == ()


def test_two_memcons_that_tell_at_once_both_end(
    path: Path, reports: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def other(engine: str) -> None:
        for room in ("telling", "sorting", "since"):
            monkeypatch.setattr(f"memcon.dossier.{room}.teller", lambda: engine)
        for number in range(1, 4):
            dossier.add(path, reports[number : number + 1], at=at(1 + number))
            dossier.memorandum(path)

    ones = [child(lambda e=e: other(e)) for e in ("one", "two")]  # type: ignore[misc]
    assert [ended(pid) for pid in ones] == [0, 0]
    assert dumps(dossier.memorandum(path)) == dumps(brief(reports[:4]))
    assert dossier.check(path) == ()


def test_a_sorting_whose_words_another_memcon_let_go_is_begun_anew(
    path: Path, reports: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    words: Callable[..., Any] = sorting.profiles.words
    done: list[int] = []

    def overtaken(connection: Any, *given: Any) -> Any:
        if done:
            return words(connection, *given)
        done.append(1)
        return {}

    monkeypatch.setattr(sorting.profiles, "words", overtaken)
    dossier.add(path, reports[1:3], at=at(2))
    assert done
    assert dumps(dossier.memorandum(path)) == dumps(brief(reports[:3]))
    assert dossier.check(path) == ()


def test_a_sorting_that_another_process_has_half_begun_anew_is_not_taken_for_whole(
    path: Path, reports: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows: Callable[..., Any] = sorting.profiles.rows
    asked: list[int] = []

    def half(connection: Any) -> Any:
        asked.append(1)
        found = rows(connection)
        return found[:1] if len(asked) == 1 else found

    monkeypatch.setattr(sorting.profiles, "rows", half)
    dossier.add(path, reports[1:3], at=at(2))
    monkeypatch.undo()
    assert len(asked) > 1
    with open_(path, write=False) as store, store.reading() as connection:
        assert [len(s.members) for s in memoranda.shown(connection)] == [3]
    assert dossier.check(path) == ()


def test_what_another_memcon_sorts_is_not_written_over(path: Path) -> None:
    with open_(path, write=True) as store, store.writing() as connection:
        profiles.begin(connection, "another")
        assert not profiles.resort(connection, telling.teller(), 0, [], [])
        assert profiles.turn(connection, "another") == 0
        assert profiles.resort(connection, "another", 0, [], [])


def test_a_brief_is_noted_with_the_state_that_it_tells(path: Path, reports: list[Path]) -> None:
    memo, state = telling.told_at(path, options=Options())
    dossier.add(path, reports[1:], at=at(5))
    assert ledger.printed(path, memo, file="/a.html", form=".html", part="", text="…", at=at(6), state=state)
    with open_(path, write=False) as store, store.reading() as connection:
        (one,) = made.every(connection)
    assert one.intake == state == 1
