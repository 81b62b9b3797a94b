"""Killed at any moment, nothing acknowledged is lost and nothing half-done shows; two at once do no harm."""

from __future__ import annotations

import os
import random
import signal
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from memcon import dossier
from memcon.dossier import adding
from memcon.model.codec import dumps
from memcon.model.errors import DossierError
from memcon.pipeline import brief
from memcon.store.file import open_
from memcon.store.reports import current

KILLS = int(os.environ.get("MEMCON_KILLS", "25"))
"""How often a process that adds is killed; ``make soak`` asks for hundreds."""
TEXT = (
    "Peru's foreign minister Ana Rojas phoned Chile's foreign minister Luis Vidal on {day} May 2026.\n"
    "The two spoke of {topic}; Vidal declined to comment. Rojas will visit Santiago in July.\n"
)
TOPICS = ("fishing quotas", "border posts", "a gas line", "lithium exports", "a search at sea", "visas")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Pairs of reports: each add brings two or none."""
    for number in range(40):
        for half in "ab":
            file = tmp_path / "reports" / f"{number:02}{half}.txt"
            file.parent.mkdir(exist_ok=True)
            file.write_text(TEXT.format(day=1 + number % 28, topic=TOPICS[number % 6] + half), "utf-8")
    return tmp_path / "reports"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    dossier.new(tmp_path / "s.memcon")
    return tmp_path / "s.memcon"


def child(work: Callable[[], None]) -> int:
    """Run something in a process of its own, the parser loaded already."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work()
            code = 0
        except BaseException:  # noqa: BLE001 - the child never returns into the tests
            traceback.print_exc()
        finally:
            os._exit(code)
    return pid


def pair(folder: Path, number: int) -> list[Path]:
    return [folder / f"{number:02}{half}.txt" for half in "ab"]


def names(path: Path) -> list[str]:
    with open_(path, write=False) as store, store.reading() as connection:
        return sorted(s.report.file for s in current(connection))


def adding_pairs(path: Path, folder: Path, said: int, first: int) -> None:
    for number in range(first, 40):
        dossier.add(
            path,
            pair(folder, number),
            at=f"2026-05-01T09:00:{number:02}+00:00",
            kept_now=lambda _a, n=number: os.write(said, f"{n}\n".encode()),  # type: ignore[misc]
        )


def test_killed_at_any_moment_nothing_is_lost(path: Path, folder: Path) -> None:
    choice, first = random.Random(KILLS), 1
    dossier.add(path, pair(folder, 0), at="2026-05-01T09:00:00+00:00")
    begun = time.perf_counter()
    dossier.add(path, pair(folder, 1), at="2026-05-01T09:00:01+00:00")
    span = 1.2 * (time.perf_counter() - begun)
    safe: set[int] = {0, 1}
    for _ in range(KILLS):
        heard, said = os.pipe()
        pid = child(lambda said=said, first=first: adding_pairs(path, folder, said, first))  # type: ignore[misc]
        os.close(said)
        time.sleep(choice.uniform(0, span))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        with os.fdopen(heard, "rb") as told:
            safe |= {int(line) for line in told.read().split()}
        there = names(path)
        assert [n for n in there if n[:2] in {f"{s:02}" for s in safe}] == sorted(
            f"{s:02}{half}.txt" for s in safe for half in "ab"
        )
        assert all(n[:2] + half + ".txt" in there for n in there for half in "ab")
        if (first := int(there[-1][:2]) + 1) > 36:
            path.unlink()
            dossier.new(path)
            dossier.add(path, pair(folder, 0), at="2026-05-01T09:00:00+00:00")
            safe, first = {0}, 1
    assert dossier.check(path) == ()
    assert dumps(dossier.memorandum(path)) == dumps(brief([folder / n for n in names(path)]))
    assert dossier.check(path) == ()


def test_an_add_that_was_stopped_reads_nothing_twice(path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(adding, "kept", broken)
    with pytest.raises(KeyboardInterrupt):
        dossier.add(path, pair(folder, 0), at="2026-05-01T09:00:00+00:00")
    monkeypatch.undo()
    assert names(path) == []
    monkeypatch.setattr("memcon.dossier.reading.read_one", broken)
    assert len(dossier.add(path, pair(folder, 0), at="2026-05-01T09:00:01+00:00").new) == 2


def test_two_that_add_at_once_both_get_in(path: Path, folder: Path) -> None:
    dossier.add(path, pair(folder, 0), at="2026-05-01T09:00:00+00:00")

    def some(numbers: range) -> None:
        for number in numbers:
            dossier.add(path, pair(folder, number), at="2026-05-01T10:00:00+00:00")

    ones = [child(lambda r=r: some(r)) for r in (range(1, 4), range(3, 6))]  # type: ignore[misc]
    assert [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in ones] == [0, 0]
    assert names(path) == [f"{n:02}{half}.txt" for n in range(6) for half in "ab"]
    assert dumps(dossier.memorandum(path)) == dumps(brief([f for n in range(6) for f in pair(folder, n)]))
    assert dossier.check(path) == ()


def test_no_room_on_the_disk_is_said_and_harms_nothing(path: Path, folder: Path) -> None:
    dossier.add(path, pair(folder, 0), at="2026-05-01T09:00:00+00:00")
    before = dumps(dossier.memorandum(path))
    room = path.stat().st_size + 3_000

    def some() -> None:
        for number in range(1, 9):
            dossier.add(path, pair(folder, number), at="2026-05-01T10:00:00+00:00")

    def narrow() -> None:
        import resource  # noqa: PLC0415 - the child alone

        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        with pytest.raises(DossierError, match="no room left to write it"):
            some()

    assert os.waitstatus_to_exitcode(os.waitpid(child(narrow), 0)[1]) == 0
    there = names(path)
    assert dossier.check(path) == ()
    assert there[:2] == ["00a.txt", "00b.txt"]
    assert len(there) % 2 == 0
    assert len(there) > 2 or dumps(dossier.memorandum(path)) == before
    dossier.add(path, pair(folder, 39), at="2026-05-01T11:00:00+00:00")
    assert dossier.check(path) == ()
