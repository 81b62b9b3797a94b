"""Feeds and pages followed, against a real server on this computer and with a clock of our own: no test waits."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest

from memcon import dossier
from memcon.dossier import following
from memcon.dossier.following import Wanted
from memcon.model.errors import InputError
from memcon.pipeline import Options
from memcon.store.file import open_
from memcon.store.reports import current
from tests.dossier.following_desk import START, WORDS, Desk, article, atom, conditional, feed, rss
from tests.ingest.local_site import HOST

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
