"""Feeds and pages followed, against a real server on this computer and with a clock of our own: no test waits."""

from __future__ import annotations

import gzip
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from memcon import dossier
from memcon.dossier import following
from memcon.dossier.following import How, News, Round, Wanted
from memcon.dossier.schedule import back_off
from memcon.dossier.turns import Hours
from memcon.ingest import Limits
from memcon.model.errors import InputError
from memcon.pipeline import Options
from memcon.store import checks, feeds
from memcon.store.file import open_
from memcon.store.reports import current
from tests.ingest.local_site import HOST, Site, serve

START = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
WORDS = (
    "The ministers of Ruritania and Freedonia met on the morning of May 3 at the Silver Pass. They agreed that the "
    "border post would be opened before the end of the month, and that a joint commission should look into the "
    "fishing dispute. An official in the capital said that the talk had lasted forty minutes and that it was friendly."
)


class Clock:
    """A clock that sleeping moves."""

    def __init__(self) -> None:
        self.at = START
        self.slept: list[float] = []
        self.until: datetime | None = None

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)
        if self.until is not None and self.at >= self.until:
            raise KeyboardInterrupt

    def on(self, **span: float) -> None:
        self.at += timedelta(**span)


class Desk:
    """A dossier, a site and a clock; what is told is kept."""

    def __init__(self, path: Path, site: Site) -> None:
        self.path, self.site, self.clock = path, site, Clock()
        self.told: list[News] = []
        self.rounds: list[Round] = []

    def how(self, *, gap: float = 2.0, **limits: float) -> How:
        return How(
            gap=gap,
            hours=Hours(now=self.clock.now, sleep=self.clock.sleep),
            tell=self.told.append,
            done=self.rounds.append,
            options=Options(policy=self.site.policy),
            limits=Limits(**limits),
        )

    def follow(self, *feeds: str, pages: tuple[str, ...] = (), once: bool = True, every: int = 0, **limits) -> Round:
        wanted = Wanted(
            feeds=[self.site.url(f) for f in feeds],
            pages=[self.site.url(p) for p in pages],
            every=timedelta(minutes=every) if every else None,
        )
        self.told.clear()
        return following.follow(self.path, self.how(**limits), wanted=wanted, once=once)

    def kinds(self, *wanted: str) -> list[str]:
        return [f"{n.kind}: {n.text}" for n in self.told if not wanted or n.kind in wanted]

    def names(self, of: list[str]) -> list[str]:
        return [n.removeprefix(self.site.url("")) for n in of]

    def health(self, path: str = "/f.xml") -> following.Followed:
        found = following.followed(self.path, self.clock.now())
        (one,) = [f for f in found if f.address == self.site.url(path)]
        return one

    def reports(self) -> dict[str, str]:
        with open_(self.path, write=False) as store, store.reading() as connection:
            return {s.report.file.removeprefix(self.site.url("")): s.report.text for s in current(connection)}

    def pages(self, *names: str) -> None:
        for name in names:
            self.site.page(f"/{name}", article(name))


def article(name: str, words: str = WORDS, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>Story {name}</title>{head}"
        f"<meta property='og:site_name' content='Harbour Wire'></head>"
        f"<body><article><h1>Story {name}</h1><p>{words}</p>"
        f"<p>This is the story numbered {name}.</p></article></body></html>"
    )


def rss(*links: str, when: datetime | None = START, title: str = "Harbour Wire World", more: str = "") -> str:
    items = "".join(
        f"<item><title>Heard of {link}</title><link>{link}</link><guid>{link}</guid>"
        + (f"<pubDate>{format_datetime(when - timedelta(hours=n))}</pubDate>" if when else "")
        + "</item>"
        for n, link in enumerate(links)
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>{title}</title>{more}{items}</channel></rss>"


def atom(*entries: tuple[str, str]) -> str:
    items = "".join(
        f"<entry><id>tag:{link}</id><title>Heard of {link}</title>"
        f"<link href='{link}'/><updated>{updated}</updated></entry>"
        for link, updated in entries
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Harbour Atom</title>{items}</feed>"


@pytest.fixture(scope="module")
def server() -> Iterator[Site]:
    site, running = serve()
    yield site
    running.shutdown()
    running.server_close()


@pytest.fixture
def desk(server: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    server.reset()
    dossier.new(tmp_path / "s.memcon")
    monkeypatch.setattr("memcon.dossier.following.settled", lambda *_: None)
    return Desk(tmp_path / "s.memcon", server)


def feed(desk: Desk, text: str, path: str = "/f.xml", kind: str = "application/rss+xml", **head: str) -> None:
    desk.site.page(path, text, kind, **head)


def conditional(body: str, etag: str, kind: str = "application/rss+xml") -> Callable[..., None]:
    """A route that answers 304 to those who know the tag."""

    def route(handler) -> None:
        same = handler.headers.get("If-None-Match") == etag
        data = b"" if same else body.encode()
        handler.send_response(304 if same else 200)
        handler.send_header("Content-Type", kind)
        handler.send_header("ETag", etag)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    return route


# What comes in.


def test_only_what_is_new_is_fetched(desk: Desk) -> None:
    feed(desk, rss("/1", "/2"))
    desk.pages("1", "2", "3")
    first = desk.follow("/f.xml")
    assert desk.names(first.new) == ["/1", "/2"]
    assert set(desk.reports()) == {"/1", "/2"}
    desk.clock.on(hours=1)
    feed(desk, rss("/3", "/1", "/2"))
    desk.site.seen.clear()
    second = desk.follow()
    assert desk.names(second.new) == ["/3"]
    assert desk.site.asked() == ["/robots.txt", "/f.xml", "/3"]
    assert desk.health().health == "well"
    assert desk.health().articles == 3


def test_atom_with_relative_links_and_another_type(desk: Desk) -> None:
    desk.site.page("/deep/a.atom", atom(("../1", "2026-05-04T08:00:00Z")), "text/plain")
    desk.pages("1")
    assert desk.names(desk.follow("/deep/a.atom").new) == ["/1"]


def test_an_unchanged_feed_is_asked_conditionally(desk: Desk) -> None:
    desk.pages("1")
    desk.site.routes["/f.xml"] = conditional(rss("/1"), '"v1"')
    desk.follow("/f.xml")
    desk.clock.on(hours=1)
    desk.site.seen.clear()
    again = desk.follow()
    assert (again.well, again.ill, again.new) == (1, 0, [])
    (asked,) = [head for path, head in desk.site.seen if path == "/f.xml"]
    assert asked["if-none-match"] == '"v1"'
    assert desk.health().health == "well"


def test_a_page_that_is_followed_is_asked_conditionally_by_its_date(desk: Desk) -> None:
    desk.site.page("/p", article("p"), Last_Modified="Mon, 04 May 2026 08:00:00 GMT")
    desk.follow(pages=("/p",))
    desk.clock.on(hours=1)
    desk.site.seen.clear()
    desk.follow()
    assert desk.site.seen[-1][1]["if-modified-since"] == "Mon, 04 May 2026 08:00:00 GMT"


def test_what_the_feed_says_goes_behind_what_the_page_says(desk: Desk) -> None:
    feed(desk, rss("/1", "/2", when=START))
    desk.site.page("/1", article("1", head="<meta property='article:published_time' content='2026-05-02T10:00:00Z'>"))
    desk.site.page("/2", f"<html><body><article><p>{WORDS}</p></article></body></html>")
    desk.follow("/f.xml")
    with open_(desk.path, write=False) as store, store.reading() as connection:
        one, two = (s.report for s in current(connection))
    assert (one.title, one.outlet, one.published) == ("Story 1", "Harbour Wire", "2026-05-02T10:00:00+00:00")
    assert (two.outlet, two.published) == ("Harbour Wire World", "2026-05-04T08:00:00+00:00")
    assert (one.doubt, "that of its feed is taken" in (two.doubt or "")) == (None, True)


def test_a_date_that_lies_ahead_is_not_believed(desk: Desk) -> None:
    feed(desk, rss("/1", when=START + timedelta(days=400)))
    desk.site.page("/1", f"<html><body><article><p>{WORDS}</p></article></body></html>")
    desk.follow("/f.xml")
    with open_(desk.path, write=False) as store, store.reading() as connection:
        assert [s.report.published for s in current(connection)] == [None]


def test_one_article_comes_in_once(desk: Desk) -> None:
    desk.site.names["www.news.test"] = [(HOST,)]
    feed(desk, rss("/1?utm_source=rss&amp;id=7", "/1?id=7&amp;fbclid=x", "/go"))
    feed(desk, rss(desk.site.url("/1?id=7", "www.news.test")), "/g.xml")
    for path in ("/1?utm_source=rss&id=7", "/1?id=7"):
        desk.site.page(path, article("1"))
    desk.site.move("/go", "/1?id=7&utm_campaign=z")
    desk.site.page("/1?id=7&utm_campaign=z", article("1"))
    desk.follow("/f.xml", "/g.xml")
    assert set(desk.reports()) == {"/1?id=7"}
    assert [p for p in desk.site.asked() if "id=7" in p] == ["/1?utm_source=rss&id=7", "/1?id=7&utm_campaign=z"]


def test_a_page_that_was_added_is_not_fetched_as_an_article(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memcon.dossier.adding.settled", lambda *_: None)
    monkeypatch.setattr("memcon.dossier.adding.read_all", lambda *_: 0)
    desk.pages("1")
    dossier.add(desk.path, [desk.site.url("/1")], at=START.isoformat(), options=Options(policy=desk.site.policy))
    feed(desk, rss("/1?utm_source=x"))
    desk.site.seen.clear()
    assert desk.follow("/f.xml").new == []
    assert "/1?utm_source=x" not in desk.site.asked()
    desk.site.page("/1?fbclid=2", article("1"))
    again = dossier.add(
        desk.path, [desk.site.url("/1?fbclid=2")], at=START.isoformat(), options=Options(policy=desk.site.policy)
    )
    assert (again.new, again.changed) == ((), (desk.site.url("/1"),)), "its address is another, its report is the same"
    assert set(desk.reports()) == {"/1"}
    assert [f.address for f in following.followed(desk.path, desk.clock.now())] == [desk.site.url("/f.xml")]
    desk.site.routes["/1"] = (404, {}, b"")
    desk.clock.on(days=2)
    assert desk.names(desk.follow().vanished) == ["/1"]
    assert desk.health("/1").health == "vanished"


# What changes.


def test_a_page_that_changed_is_kept_as_a_version(desk: Desk) -> None:
    desk.site.page("/p", article("p"))
    desk.follow(pages=("/p",))
    desk.clock.on(hours=1)
    desk.site.page("/p", article("p", WORDS.replace("forty minutes", "at least an hour")))
    found = desk.follow()
    assert desk.names(found.changed) == ["/p"]
    assert desk.kinds("changed") == ["changed: 2 words out, 4 in: “forty minutes” → “at least an hour”"]
    assert "at least an hour" in desk.reports()["/p"]
    with sqlite3.connect(desk.path) as raw:
        assert raw.execute("SELECT count(*), max(version) FROM report").fetchone() == (2, 2)
    raw.close()


def test_a_page_whose_words_are_the_same_is_no_version(desk: Desk) -> None:
    desk.site.page("/p", article("p"))
    desk.follow(pages=("/p",))
    desk.clock.on(hours=1)
    desk.site.page("/p", article("p", head="<meta name='nonce' content='17'>"))
    assert desk.follow().changed == []
    assert desk.told == []


def test_a_page_that_is_a_stub_today_does_not_take_the_place(desk: Desk) -> None:
    desk.site.page("/p", article("p"))
    desk.follow(pages=("/p",))
    desk.clock.on(hours=1)
    desk.site.page("/p", "<html><body><article><p>Please accept our cookies to read on.</p></article></body></html>")
    assert desk.follow().changed == []
    assert "the text before is kept" in desk.kinds("note")[0]
    assert "forty minutes" in desk.reports()["/p"]


@pytest.mark.parametrize("how", [404, 410, "front"])
def test_a_page_that_vanished_is_told_once_and_its_report_kept(desk: Desk, how: int | str) -> None:
    feed(desk, rss("/1"))
    desk.pages("1")
    desk.follow("/f.xml")
    if how == "front":
        desk.site.move("/1", "/")
        desk.site.page("/", article("front"))
    else:
        desk.site.routes["/1"] = (how, {}, b"")
    desk.clock.on(days=1, hours=1)
    assert desk.names(desk.follow().vanished) == ["/1"]
    assert [k.split(":")[0] for k in desk.kinds("vanished")] == ["vanished"]
    assert set(desk.reports()) == {"/1"}
    assert desk.health().vanished == (desk.site.url("/1"),)
    desk.site.seen.clear()
    desk.clock.on(days=2)
    assert desk.follow().vanished == []
    assert ("/1" in desk.site.asked()) == (how != 410), "what is gone for good is not asked again"
    if how == 404:
        desk.pages("1")
        desk.clock.on(days=9)
        desk.follow()
        assert desk.kinds("back") == ["back: is there again"]
        assert desk.health().vanished == ()


def test_an_article_that_its_feed_calls_updated_is_looked_at_again(desk: Desk) -> None:
    feed(desk, atom(("/1", "2026-05-04T08:00:00Z")))
    desk.pages("1")
    desk.follow("/f.xml")
    desk.clock.on(hours=1)
    feed(desk, atom(("/1", "2026-05-04T09:30:00Z")))
    desk.site.page("/1", article("1", WORDS.replace("friendly", "frank")))
    assert desk.names(desk.follow().changed) == ["/1"]


def test_articles_are_asked_ever_more_seldom(desk: Desk) -> None:
    feed(desk, rss("/1"))
    desk.pages("1")
    desk.follow("/f.xml")
    days = []
    for day in (1, 2, 3, 4, 6, 9, 11, 13, 15, 22, 29, 31, 40, 60):
        desk.clock.at = START + timedelta(days=day, minutes=1)
        desk.site.seen.clear()
        desk.follow()
        if "/1" in desk.site.asked():
            days.append(day)
    assert days == [1, 4, 13, 31], "after a day; then three times as old each time; the last time after a month"


# What goes wrong.


def test_a_feed_that_fails_is_left_alone_for_longer_each_time(desk: Desk) -> None:
    desk.pages("1")
    feed(desk, rss("/1"))
    desk.follow("/f.xml", every=60)
    desk.site.routes["/f.xml"] = (500, {}, b"")
    gaps = []
    for _ in range(7):
        desk.clock.at = datetime.fromisoformat(desk.health().due or "")
        before = desk.clock.at
        found = desk.follow()
        assert found.ill == 1
        gaps.append((datetime.fromisoformat(desk.health().due or "") - before) / timedelta(hours=1))
    assert all(1 <= gap / 2**n <= 1.25 for n, gap in enumerate(gaps[:5])), gaps
    assert gaps[6] <= 24 * 1.25
    assert "out of order (status 500)" in (desk.health().why or "")
    assert desk.health().failures == 7
    desk.site.seen.clear()
    assert desk.follow().looks == 0, "it is not to be asked yet"
    feed(desk, rss("/1"))
    desk.clock.at = datetime.fromisoformat(desk.health().due or "")
    desk.follow()
    assert desk.kinds("well") == ["well: is there again after 7 looks that failed"]


def test_back_off_is_the_same_each_time_and_differs_between_feeds() -> None:
    hour = timedelta(hours=1)
    assert back_off("a", 2, hour, None) == back_off("a", 2, hour, None)
    assert back_off("a", 2, hour, None) != back_off("b", 2, hour, None)


@pytest.mark.parametrize("value", ["7200", format_datetime(START + timedelta(hours=2), usegmt=True)])
def test_retry_after_is_heeded_for_the_whole_site(desk: Desk, value: str) -> None:
    desk.site.routes["/f.xml"] = (503, {"Retry-After": value}, b"")
    feed(desk, rss("/1"), "/g.xml")
    desk.pages("1")
    found = desk.follow("/f.xml", "/g.xml")
    assert (found.ill, found.later) == (1, 1)
    desk.clock.on(hours=1)
    desk.site.seen.clear()
    desk.follow()
    assert desk.site.seen == []
    desk.clock.on(hours=1, minutes=20)
    feed(desk, rss())
    assert desk.names(desk.follow().new) == ["/1"]


def test_a_feed_that_is_gone_for_good(desk: Desk) -> None:
    feed(desk, rss("/1"))
    desk.pages("1")
    desk.follow("/f.xml")
    desk.site.routes["/f.xml"] = (410, {}, b"")
    desk.clock.on(hours=1)
    desk.follow()
    assert desk.kinds("ill") == ["ill: the site says that it is gone for good (status 410); it is not asked any more"]
    assert (desk.health().health, desk.health().due) == ("gone", None)
    desk.clock.on(days=3)
    desk.site.seen.clear()
    desk.follow()
    assert "/f.xml" not in desk.site.asked()


def test_a_feed_that_moved_for_good_is_asked_there(desk: Desk) -> None:
    desk.pages("1", "2")
    feed(desk, rss("/1"), "/new.xml")
    desk.site.move("/f.xml", "/mid.xml", 301)
    desk.site.move("/mid.xml", "/new.xml", 308)
    desk.follow("/f.xml")
    assert desk.kinds("moved") == [f"moved: moved for good to {desk.site.url('/new.xml')}; that is asked from now on"]
    desk.clock.on(hours=1)
    desk.site.seen.clear()
    desk.follow()
    assert desk.site.asked() == ["/robots.txt", "/new.xml"]
    assert desk.health("/new.xml").health == "well"


def test_a_feed_that_moved_to_another_that_is_followed(desk: Desk) -> None:
    feed(desk, rss())
    feed(desk, rss(), "/g.xml")
    desk.follow("/f.xml", "/g.xml")
    desk.site.move("/f.xml", "/g.xml", 301)
    desk.clock.on(hours=1)
    desk.follow()
    assert len(desk.kinds("moved")) == 2
    desk.clock.on(hours=1)
    desk.site.seen.clear()
    desk.follow()
    assert desk.site.asked().count("/g.xml") == 1


def test_a_feed_that_moved_for_now_keeps_its_address(desk: Desk) -> None:
    feed(desk, rss(), "/new.xml")
    desk.site.move("/f.xml", "/new.xml", 302)
    desk.follow("/f.xml")
    assert desk.kinds("moved") == []
    assert desk.health().health == "well"


def test_a_feed_that_moved_to_a_page_keeps_its_address(desk: Desk) -> None:
    feed(desk, rss())
    desk.follow("/f.xml")
    desk.site.move("/f.xml", "/parked", 301)
    desk.site.page("/parked", "<html><body><p>This name is for sale.</p></body></html>")
    desk.clock.on(hours=1)
    desk.follow()
    assert desk.health().health == "no feed"
    assert "it is a web page and no feed" in (desk.health().why or "")


def test_a_page_in_place_of_a_feed_names_its_feeds(desk: Desk) -> None:
    link = "<link rel='alternate' type='application/rss+xml' href='/world.xml'>"
    desk.site.page("/", article("front", head=link))
    with_page = desk.follow("/")
    assert with_page.ill == 1
    assert desk.site.url("/world.xml") in desk.kinds("ill")[0]
    assert desk.health("/").health == "stopped", "what never was a feed is not followed"


def test_a_silent_feed_is_told_once(desk: Desk) -> None:
    feed(desk, rss(*(f"/{n}" for n in range(8))))
    desk.pages(*(str(n) for n in range(8)))
    desk.follow("/f.xml")
    assert desk.health().health == "well"
    desk.clock.on(hours=20)
    desk.follow()
    assert desk.kinds("silent") == []
    desk.clock.on(days=5)
    desk.follow()
    assert desk.kinds("silent") == ["silent: silent since 4 May 2026, 5 days, which is much longer than its habit"]
    assert desk.health().health == "silent"
    desk.clock.on(hours=1)
    desk.follow()
    assert desk.kinds("silent") == []
    feed(desk, rss("/8", when=desk.clock.now()))
    desk.pages("8")
    desk.clock.on(hours=1)
    desk.follow()
    assert "well: speaks again" in desk.kinds()


def test_an_article_that_never_comes_is_given_up(desk: Desk) -> None:
    feed(desk, rss("/none", "/pdf"))
    desk.site.page("/pdf", b"%PDF-1.7", "application/pdf")
    desk.follow("/f.xml")
    assert len(desk.kinds("unread")) == 2
    asked = 0
    for _ in range(8):
        desk.clock.on(hours=24)
        desk.site.seen.clear()
        desk.follow()
        asked += desk.site.asked().count("/none")
    assert asked == 5
    assert {a for a, _ in desk.health().lost} == {desk.site.url("/none"), desk.site.url("/pdf")}
    assert desk.reports() == {}


def test_robots_refuse_a_feed_or_an_article(desk: Desk) -> None:
    desk.site.page("/robots.txt", "User-agent: *\nDisallow: /shut\n", "text/plain")
    feed(desk, rss("/shut/1", "/2"))
    feed(desk, rss("/2"), "/shut/f.xml")
    desk.pages("2")
    found = desk.follow("/f.xml", "/shut/f.xml")
    assert desk.names(found.new) == ["/2"]
    assert desk.health("/shut/f.xml").health == "refused"
    assert {p for p in desk.site.asked() if p.startswith("/shut")} == set()


def test_crawl_delay_and_the_gap_are_kept(desk: Desk) -> None:
    feed(desk, rss("/1", "/2"))
    desk.pages("1", "2")
    desk.follow("/f.xml")
    assert [round(s, 3) for s in desk.clock.slept] == [2.0, 2.0, 2.0], "robots.txt, feed, two pages"
    desk.clock.slept.clear()
    desk.clock.on(hours=2)
    desk.site.page("/robots.txt", "User-agent: *\nCrawl-delay: 20\n", "text/plain")
    feed(desk, rss("/3", "/1", "/2"))
    desk.pages("3")
    desk.follow()
    assert [round(s, 3) for s in desk.clock.slept] == [2.0, 20.0]
    desk.clock.on(hours=2)
    desk.site.page("/robots.txt", "User-agent: *\nCrawl-delay: 900\n", "text/plain")
    feed(desk, rss("/4", "/3", "/1", "/2"))
    desk.pages("4")
    found = desk.follow()
    assert (found.new, found.later) == ([], 1), "it is left for the next round"
    desk.clock.on(minutes=16)
    assert desk.names(desk.follow().new) == ["/4"]


def slow_drip(handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: 100000\r\n\r\n")
    for _ in range(100):
        handler.wfile.write(b"<rss>")
        handler.wfile.flush()
        time.sleep(0.05)


def endless(handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n<rss version='2.0'><channel>")
    while True:
        handler.wfile.write(b"<item><title>more</title></item>" * 500)


ENTITIES = (
    "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9))
    + "]><rss version='2.0'><channel><title>&j;</title></channel></rss>"
)
FILES = (
    "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
    "<rss version='2.0'><channel><title>&x;</title></channel></rss>"
)


@pytest.mark.parametrize(
    ("route", "why"),
    [
        (slow_drip, "no full answer within 0.4 seconds"),
        (endless, "larger than 300,000 bytes"),
        ((200, {"Content-Type": "application/rss+xml", "Content-Encoding": "gzip"}, gzip.compress(bytes(20_000_000))),
         "larger than 300,000 bytes"),
        ((200, {"Content-Type": "application/rss+xml"}, ENTITIES.encode()), "declares entities of its own"),
        ((200, {"Content-Type": "application/xml"}, FILES.encode("utf-16")), "declares entities of its own"),
        ((200, {"Content-Type": "application/rss+xml"}, b"<rss>" + b"<a>" * 50_000), "nested more than"),
        ((200, {"Content-Type": "application/rss+xml"}, b""), "it is no feed"),
        ((200, {"Content-Type": "image/png"}, b"\x89PNG\r\n"), "it is no feed"),
        ((404, {}, b""), "there is no such page (status 404)"),
        ((302, {"Location": "http://10.0.0.1/f.xml"}, b""), "not on the open internet"),
    ],
    ids=["drip", "endless", "gzip", "entities", "files", "deep", "empty", "png", "404", "inner"],
)  # fmt: skip
def test_a_bad_feed_is_one_line_and_the_others_go_on(desk: Desk, route, why: str) -> None:
    desk.site.routes["/f.xml"] = route
    feed(desk, rss("/1"), "/g.xml")
    desk.pages("1")
    found = desk.follow("/f.xml", "/g.xml", gap=0.0, seconds=0.4, bytes=300_000)
    assert desk.names(found.new) == ["/1"]
    (line,) = desk.kinds("ill")
    assert why in line
    assert "\n" not in line


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


def test_what_a_person_said_and_what_was_seen_stays(desk: Desk) -> None:
    feed(desk, rss("/1"))
    desk.pages("1")
    desk.follow("/f.xml")
    with sqlite3.connect(desk.path) as raw:
        for table in ("watched", "look", "entry"):
            for how in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id + 100"):  # noqa: S608 - tables of ours
                with pytest.raises(sqlite3.DatabaseError, match="only added to"):
                    raw.execute(how)
    raw.close()


def test_stop_and_begin_again(desk: Desk) -> None:
    feed(desk, rss("/1"))
    desk.pages("1")
    desk.follow("/f.xml")
    following.stop(desk.path, [desk.site.url("/f.xml")], desk.clock.now())
    assert desk.health().health == "stopped"
    with pytest.raises(InputError, match="is not followed"):
        following.stop(desk.path, [desk.site.url("/f.xml")], desk.clock.now())
    with pytest.raises(InputError, match="follows nothing yet"):
        desk.follow()
    assert set(desk.reports()) == {"/1"}
    desk.follow("/f.xml")
    assert desk.health().health == "well"


def test_nothing_to_follow_and_bad_addresses(desk: Desk) -> None:
    with pytest.raises(InputError, match="follows nothing yet"):
        desk.follow()
    for address in ("ftp://news.test/f", "file:///etc/passwd", "https://u:p@news.test/f"):
        with pytest.raises(InputError):
            following.follow(desk.path, desk.how(), wanted=Wanted(feeds=[address]), once=True)
    assert following.followed(desk.path, START) == ()


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


def test_a_feed_given_to_add_is_followed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memcon.dossier.adding.settled", lambda *_: None)
    monkeypatch.setattr("memcon.dossier.adding.read_all", lambda *_: 0)
    feed(desk, rss("/1", "/2"))
    desk.pages("1", "2", "3")

    def add() -> None:
        dossier.add(
            desk.path,
            [desk.site.url("/f.xml"), desk.site.url("/3")],
            at=desk.clock.now().isoformat(),
            options=Options(policy=desk.site.policy),
            feeds=lambda store, given: desk.rounds.append(following.take(store, given, desk.how())),
        )

    add()
    assert desk.names(desk.rounds[-1].new) == ["/1", "/2"]
    assert set(desk.reports()) == {"/1", "/2", "/3"}
    assert (desk.health().health, desk.health().articles) == ("well", 2)
    add()
    assert desk.rounds[-1].new == []
    desk.clock.on(hours=2)
    feed(desk, rss("/4", "/1", "/2"))
    desk.pages("4")
    assert desk.names(desk.follow().new) == ["/4"]


def test_as_before_where_there_was_nothing(desk: Desk) -> None:
    desk.site.routes["/f.xml"] = desk.site.routes["/p"] = (304, {}, b"")
    found = desk.follow("/f.xml", pages=("/p",))
    assert (found.well, found.ill) == (0, 2)
    assert desk.health().health == "failing"


def test_an_article_behind_a_redirect_is_looked_at_once(desk: Desk) -> None:
    feed(desk, rss("/go"))
    desk.site.move("/go", "/1")
    desk.pages("1")
    desk.follow("/f.xml")
    desk.clock.on(days=1, hours=2)
    desk.site.seen.clear()
    desk.follow()
    assert desk.site.asked().count("/1") == 1
    desk.site.routes["/1"] = (404, {}, b"")
    desk.clock.on(days=5)
    assert len(desk.follow().vanished) == 1
