"""Feeds and pages that fail, move, fall silent, refuse or do harm."""

from __future__ import annotations

import gzip
import time
from datetime import datetime, timedelta
from email.utils import format_datetime

import pytest

from memcon.dossier.schedule import back_off
from tests.dossier.following_desk import START, Desk, article, feed, rss

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
