"""The desk as a process: where it listens, how it ends, and that an add beside it neither breaks nor holds it up."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from tests.present.serve.conftest import EXAMPLES, SIGNED, client

from memcon.dossier import adding, check
from memcon.dossier.judging import judgements
from memcon.model.errors import InputError
from memcon.present.serve import reads
from memcon.present.serve.room import Room
from memcon.present.serve.run import listening

PAGES = (
    "/",
    "/events/1/E1",
    "/changed",
    "/sources",
    "/search?q=trade",
    "/index.json?status=planned",
    "/judgements",
    "/feeds",
    "/session.json",
)
ARGS = (sys.executable, "-m", "memcon")


@contextmanager
def served(path: Path, *more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A desk in a process of its own, and its address."""
    command = [*ARGS, "serve", str(path), "--port", "0", "--no-open", *more]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
            assert found is not None, process.stderr.read() if process.stderr else ""
            yield process, found[0]
        finally:
            process.kill()


def test_an_add_beside_the_desk_neither_breaks_nor_holds_up_either(dossier: Path) -> None:
    seen: Counter[tuple[str, int]] = Counter()
    with served(dossier) as (_, home), httpx.Client(base_url=home, timeout=60) as asking:
        before = asking.get("/index.json").json()
        command = [*ARGS, "add", str(dossier), str(EXAMPLES / "telephone-call"), "-q"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as other:

            def look(number: int) -> None:
                with httpx.Client(base_url=home, timeout=60) as mine:
                    while other.poll() is None:
                        path = PAGES[number % len(PAGES)]
                        number += 1
                        seen[path, mine.get(path).status_code] += 1

            with ThreadPoolExecutor(4) as pool:
                list(pool.map(look, range(4)))
            session = asking.get("/session.json").json()
            said = {**SIGNED, "token": session["token"], "state": session["state"]}
            kept = asking.post(
                "/judge/source.json", data={**said, "story": "1", "source": "El Faro Austral", "letter": "C"}
            )
            assert other.wait() == 0, other.stderr.read() if other.stderr else ""
        assert kept.status_code == 201
        assert sum(seen.values()) > len(PAGES)
        assert {status for _, status in seen} == {200}
        after = asking.get("/index.json").json()
        assert after["reports"] == before["reports"] + 3
        assert after["paging"]["total"] > before["paging"]["total"]
        assert "Trump" in asking.get("/search", params={"q": "Trump"}).text
    assert [j.entry.ruling.letter for j in judgements(dossier)] == ["C"]
    assert check(dossier) == ()


def test_reports_that_nobody_told_are_named_and_can_be_told_from_the_desk(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as stopped:
        stopped.setattr(adding, "settled", stop)
        stopped.setattr(adding, "told", stop, raising=False)
        with pytest.raises(KeyboardInterrupt):
            adding.add(dossier, [EXAMPLES / "telephone-call" / "1-harbour-wire.txt"], at="2026-04-16T08:00:00+00:00")
    desk = client(dossier)
    page = desk.get("/")
    assert page.status_code == 200
    assert "1 report came in that is not told yet" in page.text
    token = desk.get("/session.json").json()
    form = {**SIGNED, "token": token["token"], "state": token["state"]}
    refused = desk.post("/judge/source", data={**form, "story": "1", "source": "El Faro Austral", "letter": "C"})
    assert refused.status_code == 409
    assert desk.post("/tell", data={"token": token["token"]}).status_code == 303
    assert "not told yet" not in desk.get("/").text
    assert desk.get("/search.json?q=Takaichi&kind=events").json()["events_total"] > 0


def stop(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_the_desk_listens_on_this_machine_alone_and_ends_in_order(dossier: Path, how: signal.Signals) -> None:
    with served(dossier) as (process, home):
        port = int(home.rsplit(":", 1)[1])
        assert httpx.get(home, timeout=60).status_code == 200
        for host in others():
            with pytest.raises(OSError), socket.create_connection((host, port), timeout=2):
                pass
        process.send_signal(how)
        out, err = process.communicate(timeout=60)
        assert process.returncode in (0, -how)
        assert "closed" in out or how is signal.SIGTERM
        assert "Traceback" not in err


def others() -> list[str]:
    """Addresses of this machine that others can reach it by."""
    found = {
        i[4][0] for i in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET) if isinstance(i[4][0], str)
    }
    return sorted(a for a in found if not a.startswith("127."))


def test_an_answer_is_sent_at_once_and_not_held_back_for_an_acknowledgement() -> None:
    sockets = listening(0)
    held: list[int] = []

    async def served(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        held.append(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    async def asked() -> None:
        async with await asyncio.start_server(served, sock=sockets[0]):
            reader, writer = await asyncio.open_connection(*sockets[0].getsockname()[:2])
            await reader.read()
            writer.close()

    try:
        with ThreadPoolExecutor(1) as other:  # the browser's own loop may be running here
            other.submit(asyncio.run, asked()).result()
    finally:
        for one in sockets:
            one.close()
    assert held
    assert all(held)


def test_a_port_that_is_taken_or_a_file_that_is_none_ends_in_one_line(dossier: Path, tmp_path: Path) -> None:
    sockets = listening(0)
    try:
        port = str(sockets[0].getsockname()[1])
        with pytest.raises(InputError, match="cannot be had"):
            listening(int(port))
        run = subprocess.run(
            [*ARGS, "serve", str(dossier), "--port", port], capture_output=True, text=True, check=False
        )
        assert (run.returncode, run.stderr.count("\n"), "--port" in run.stderr) == (2, 1, True)
    finally:
        for one in sockets:
            one.close()
    run = subprocess.run([*ARGS, "serve", os.fspath(tmp_path / "no")], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr.count("\n")) == (2, 1)


def test_a_story_that_is_told_anew_while_it_is_looked_at_is_looked_at_again(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = reads.shown
    once: list[int] = []

    def late(room: Room) -> object:
        found = looked(room)
        if not once:  # between looking up the stories and opening one of them, another process adds to it
            once.append(1)
            adding.add(dossier, [EXAMPLES / "trawler-week" / "friday-wire.txt"], at="2026-04-17T08:00:00+00:00")
        return found

    monkeypatch.setattr(reads, "shown", late)
    answer = client(dossier).get("/events/1/E1.json")
    assert once
    assert answer.status_code == 200
    assert "friday-wire.txt" in {r["file"] for r in client(dossier).get("/sources.json").json()["reports"]}
