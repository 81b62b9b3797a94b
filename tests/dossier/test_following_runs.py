"""Runs that follow: stopped, killed, two at once."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest

from memcon import dossier
from memcon.store import checks, feeds
from memcon.store.file import open_
from tests.dossier.following_desk import START, Desk, feed, rss

# Runs that are stopped, and two at once.


def test_a_run_that_dies_leaves_nothing_half_done(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    feed(desk, rss("/1", "/2", "/3"))
    desk.pages("1", "2", "3")
    kept = feeds.keep_look
    count = 0

    def dying(connection, number, look):
        nonlocal count
        count += 1
        if count == 3:
            raise KeyboardInterrupt
        return kept(connection, number, look)

    monkeypatch.setattr("memcon.store.feeds.keep_look", dying)
    with pytest.raises(KeyboardInterrupt):
        desk.follow("/f.xml")
    assert desk.reports() == {}, "the look at the feed is kept, of the pages none"
    assert desk.health().waiting == 3
    monkeypatch.undo()
    monkeypatch.setattr("memcon.dossier.following.settled", lambda *_: None)
    desk.clock.on(minutes=1)
    desk.site.seen.clear()
    assert desk.names(desk.follow().new) == ["/1", "/2", "/3"]
    with open_(desk.path, write=True) as store, store.writing() as connection:
        assert list(checks.faults(connection)) == []


def test_rounds_go_on_until_they_are_stopped(desk: Desk) -> None:
    feed(desk, rss("/1"))
    desk.pages("1")
    desk.clock.until = START + timedelta(hours=3)
    with pytest.raises(KeyboardInterrupt):
        desk.follow("/f.xml", once=False, every=30)
    asked = desk.site.asked().count("/f.xml")
    assert 5 <= asked <= 7
    with sqlite3.connect(desk.path) as raw:
        assert raw.execute("SELECT count(*) FROM turn WHERE holder IS NOT NULL").fetchone() == (0,)
        assert raw.execute("SELECT count(*) FROM look WHERE outcome IN ('read', 'unchanged')").fetchone() == (asked,)
    raw.close()


def test_what_one_run_looks_at_another_leaves_alone(desk: Desk) -> None:
    """The second run begins in the midst of the first: while that waits for its next page."""
    feed(desk, rss("/1", "/2", "/3"))
    desk.pages("1", "2", "3")
    desk.follow("/f.xml", "/none.xml")
    desk.clock.on(hours=1)
    feed(desk, rss("/4", "/5"))
    desk.pages("4", "5")
    other = Desk(desk.path, desk.site)
    other.clock = desk.clock
    plain, ran = desk.clock.sleep, []

    def between(seconds: float) -> None:
        plain(seconds)
        if desk.site.asked()[-1:] == ["/4"] and not ran:
            ran.append(1)
            ran.append(other.follow())

    desk.clock.sleep = between  # type: ignore[method-assign]
    desk.site.seen.clear()
    found = desk.follow()
    assert ran, "the second run began"
    assert sorted(desk.site.asked().count(p) for p in ("/4", "/5")) == [1, 1]
    assert sorted([*found.new, *ran[1].new]) == [desk.site.url("/4"), desk.site.url("/5")]


# Real processes.

RUN = """
import sys, time
from datetime import UTC, datetime
from memcon.dossier import following
from memcon.dossier.following import How
from memcon.dossier.turns import Hours
from memcon.ingest.addresses import AddressPolicy
from memcon.pipeline import Options
following.settled = lambda *_: None
port = int(sys.argv[2])
policy = AddressPolicy(also=frozenset({("127.0.0.1", port)}), resolve=lambda *_: ("127.0.0.1",))
hours = Hours(now=lambda: datetime.now(UTC), sleep=lambda s: time.sleep(min(s, 0.02)))
print("ready", flush=True)
how = How(hours=hours, tell=lambda _: None, options=Options(policy=policy), gap=0.0)
following.follow(sys.argv[1], how, once=True)
"""


def process(desk: Desk) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-c", RUN, str(desk.path), str(desk.site.port)]
    return subprocess.Popen(words, stdout=subprocess.PIPE)


@pytest.fixture
def many(desk: Desk) -> list[str]:
    """A feed of twelve articles that is followed and was not looked at yet."""
    names = [str(n) for n in range(12)]
    feed(desk, rss(*(f"/{n}" for n in names)))
    desk.pages(*names)
    with open_(desk.path, write=True) as store, store.writing() as connection:
        feeds.watch(connection, "feed", f"news.test:{desk.site.port}/f.xml", desk.site.url("/f.xml"), START.isoformat())
    return names


def test_two_processes_share_the_work(desk: Desk, many: list[str]) -> None:
    running = [process(desk), process(desk)]
    assert [p.wait(60) for p in running] == [0, 0]
    for one in running:
        assert one.stdout is not None
        one.stdout.close()
    asked = [p for p in desk.site.asked() if p not in {"/robots.txt", "/f.xml"}]
    assert sorted(asked) == sorted(set(asked)), "each article was asked once"
    desk.clock.at = datetime.now(UTC)
    desk.follow(gap=0.0)
    assert sorted(desk.reports()) == sorted(f"/{n}" for n in many)
    assert dossier.check(desk.path) == ()


def test_a_process_that_is_killed_holds_nobody_up(desk: Desk, many: list[str]) -> None:
    for rest in (0.05, 0.2, 0.35):
        one = process(desk)
        assert one.stdout is not None
        one.stdout.readline()
        time.sleep(rest)
        one.kill()
        one.wait(60)
        one.stdout.close()
    desk.clock.at = datetime.now(UTC)
    desk.follow(gap=0.0)
    assert sorted(desk.reports()) == sorted(f"/{n}" for n in many)
    assert desk.health().articles == len(many)
    assert dossier.check(desk.path) == ()
