"""Feeds: what is read of them, what is refused, and that none of them takes long."""

# ruff: noqa: E501 - a feed on a line is easier to read

from __future__ import annotations

import json
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ingest.local_site import serve

from memcon.ingest import feed_shape, feeds, load, robots, tracking
from memcon.ingest.corpus import Corpus, records
from memcon.ingest.types import Limits
from memcon.model.errors import ReportError

AT = "https://news.test/feeds/world.xml"
ITEM = "<item><title>{0}</title><link>https://news.test/{0}</link></item>"


@pytest.fixture(scope="module")
def site():
    found, running = serve()
    yield found
    running.shutdown()
    running.server_close()


def one(text: str | bytes, charset: str | None = None) -> feeds.Entry:
    (entry,) = feeds.parse(text if isinstance(text, bytes) else text.encode(), AT, charset).entries
    return entry


def rss(inside: str, version: str = "2.0") -> str:
    return f"<rss version='{version}'><channel><title>Wire</title>{inside}</channel></rss>"


@pytest.mark.parametrize("version", ["0.91", "0.92", "2.0"])
def test_rss(version: str) -> None:
    entry = one(
        rss(
            "<item><title>A &amp;amp; &lt;b&gt;B&lt;/b&gt;</title><link>/a?x=1&amp;y=2</link><guid isPermaLink='false'>g1</guid>"
            "<author>w@x.example (Ann Other)</author><pubDate>Tue, 03 Jun 2025 09:00:00 +0200</pubDate>"
            "<source url='https://o.test/f'>Other Wire</source></item>",
            version,
        )
    )
    assert (entry.key, entry.link, entry.title) == ("g1", "https://news.test/a?x=1&y=2", "A & B")
    assert (entry.published, entry.outlet) == ("2025-06-03T09:00:00+02:00", "Other Wire")
    assert "Ann Other" in (entry.author or "")


def test_rdf_and_atom() -> None:
    rdf = (
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'"
        " xmlns:dc='http://purl.org/dc/elements/1.1/'><channel rdf:about='c'><title>T</title></channel>"
        "<item rdf:about='i'><title>One</title><link>https://news.test/1</link><dc:date>2025-06-03T09:00:00Z</dc:date></item></rdf:RDF>"
    )
    assert one(rdf).link == "https://news.test/1"
    atom = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><entry xml:lang='en'><id>tag:1</id>"
        "<link rel='self' href='s'/><link rel='alternate' href='../b.html'/><title type='html'>&lt;i&gt;Q&lt;/i&gt;</title>"
        "<published>2025-06-03T09:00:00+09:00</published><updated>2025-06-04T00:00:00Z</updated>"
        "<author><name>Bo Ek</name></author></entry></feed>"
    )
    entry = one(atom)
    assert (entry.link, entry.title, entry.author) == ("https://news.test/b.html", "Q", "Bo Ek")
    assert (entry.published, entry.updated) == ("2025-06-03T09:00:00+09:00", "2025-06-04T00:00:00+00:00")


def test_json_feed() -> None:
    entry = one(
        '{"version": "https:\\/\\/jsonfeed.org/version/1.1", "title": "J", "items": [{"id": 7, "url": "/z", '
        '"title": "T", "date_published": "2025-06-03T09:00:00-03:00", "authors": [{"name": "Bo"}]}]}'
    )
    assert (entry.key, entry.link, entry.author) == ("7", "https://news.test/z", "Bo")
    for bad in ('"items": 5}', '"items": [[[', '"items": [5, null, {}]}'):
        with suppress(ReportError):
            assert len(feeds.parse(f'{{"version": "https://jsonfeed.org/version/1", {bad}'.encode(), AT).entries) == 1


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        ("<?xml version='1.0' encoding='iso-8859-1'?>{}".encode("latin-1"), None),
        ("<?xml version='1.0' encoding='windows-1251'?>{}".encode("cp1251"), None),
        (b"<?xml version='1.0'?>{}", "koi8-r"),
        ("\ufeff<?xml version='1.0' encoding='utf-16'?>{}".encode("utf-16-le"), None),
    ],
    ids=["latin", "cyrillic", "header", "utf-16"],
)
def test_encodings(data: bytes, charset: str | None) -> None:
    codec = {"koi8-r": "koi8-r"}.get(charset or "", "")
    codec = codec or ("utf-16-le" if b"\0" in data else "cp1251" if b"1251" in data else "latin-1")
    word = "café" if codec in {"latin-1", "utf-16-le"} else "мир"
    body = rss(f"<item><title>{word}</title><link>/1</link></item>").encode(codec)
    assert one(data.replace("{}".encode(codec if b"\0" in data else "ascii"), body), charset).title == word


def test_what_is_broken_is_read_as_far_as_it_can_be() -> None:
    feed = feeds.parse(b"<rss version='2.0'><channel><item><title>A&nbsp;B & C</title><link>/q</link></item>", AT)
    assert feed.entries[0].link == "https://news.test/q"
    assert feed.notes[0].startswith("not well formed (line 1")


def test_links_that_may_not_be_asked_are_none() -> None:
    feed = feeds.parse(
        rss(
            "".join(
                f"<item><guid>{n}</guid><link>{link}</link></item>"
                for n, link in enumerate(
                    ("javascript:alert(1)", "file:///etc/passwd", "mailto:a@b.c", "https://u:p@x.test/", "")
                )
            )
        ).encode(),
        AT,
    )
    assert [e.link for e in feed.entries] == [None] * 5


@pytest.mark.parametrize(
    ("told", "date"),
    [
        ("Tue, 03 Jun 2025 09:00:00 GMT", "2025-06-03T09:00:00+00:00"),
        ("2025-06-03T09:00:00", "2025-06-03T09:00:00"),
        ("Sun, 03 Jun 1925 09:00:00 GMT", None),
        ("2025-06-03T09:00:00+23:00", None),
        ("yesterday", None),
        ("9" * 500, None),
    ],
)
def test_dates(told: str, date: str | None) -> None:
    assert one(rss(f"<item><link>/1</link><pubDate>{told}</pubDate></item>")).published == date


def test_rest_that_a_feed_asks_for() -> None:
    assert feeds.parse(rss("<ttl>90</ttl>").encode(), AT).minutes == 90
    ns = "xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'"
    often = f"<rss version='2.0' {ns}><channel><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"
    assert feeds.parse(f"{often}</channel></rss>".encode(), AT).minutes == 15
    assert feeds.parse(rss("<ttl>soon</ttl>").encode(), AT).minutes is None


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss></rss>", "declares entities"),
        ("<!DOCTYPE rss [<!ENTITY % p SYSTEM 'http://x/'>%p;]><rss/>".encode("utf-16"), "declares entities"),
        (b"<rss>" + b"<a>" * 100 + b"</a>" * 100 + b"</rss>", "nested more than 60 deep"),
        (b"<rss>" + b"<a/>" * 250_000 + b"</rss>", "200,000 elements"),
        (b"<rss>" + b"x" * 6_000_000, "larger than 5,000,000 bytes"),
        (b"<rss><channel>" + b"x & y " * 300_000, "too large to guess at"),
        (b"<html><head></head></html>", "it is a web page"),
        (b"", "no feed"),
        (b"<rss", "no feed"),
    ],
)
def test_what_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(ReportError, match=why):
        feeds.parse(data, AT)


def test_a_document_type_without_declarations_is_left_out() -> None:
    old = '<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "file:///etc/passwd">'
    assert one(old + rss("<item><title>&xxe; A</title><link>/1</link></item>")).title == "&xxe; A"


SHAPES = {
    "author": b"<author>" + b"a" * 900_000 + b"</author>",
    "date": b"<pubDate>" + b"1" * 900_000 + b"</pubDate>",
    "tag": b"<a " * 300_000,
    "amp": b"&" * 900_000,
    "cdata": b"<![CDATA[" * 100_000,
    "comment": b"<!--" * 200_000,
    "title": b"<title>" + b"<![CDATA[x]]>" * 50_000 + b"</title>",
}


@pytest.mark.parametrize("inside", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("end", [b"", b"</item></channel></rss>"], ids=["broken", "closed"])
def test_no_shape_takes_long(inside: bytes, end: bytes) -> None:
    start = time.process_time()
    with suppress(ReportError):
        feeds.parse(b"<rss version='2.0'><channel><item>" + inside + end, AT)
    assert time.process_time() - start < 10, "without the slimming it is minutes or hours"


@given(st.text(alphabet="<>&/![]-rsitemlnk'= \n\x00é", max_size=200))
def test_any_text_is_a_feed_or_refused(text: str) -> None:
    for data in (text.encode(), f"<rss><channel><item>{text}".encode()):
        with suppress(ReportError):
            assert all(e.link is None or e.link.startswith("http") for e in feeds.parse(data, AT).entries)


def test_pages_name_their_feeds() -> None:
    page = (
        b"<link rel='stylesheet' href='x.css'><link rel=alternate type=application/rss+xml href=/a.xml>"
        b"<LINK TYPE='application/atom+xml; charset=utf-8' REL='alternate nofollow' HREF='b.xml'>"
        b"<link rel='alternate' type='text/html' href='/m'><link rel='alternate' type='application/rss+xml' href='ftp://x/'>"
    )
    assert feeds.alternates(page, AT) == ("https://news.test/a.xml", "https://news.test/feeds/b.xml")


def test_shapes() -> None:
    for data in (
        b"<rss>",
        b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x --><feed xmlns='y'>",
        b"<atom:feed>",
        b"<rdf:RDF ",
    ):
        assert feed_shape.looks_like_feed(data)
    for data in (
        b"<html><rss>",
        b"The <rss> tag",
        b"<!DOCTYPE html><html>",
        b'{"version": "1"}',
        b"<?xml version='1.0'?><urlset>",
    ):
        assert not feed_shape.looks_like_feed(data)


# Addresses of one page.


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("https://x.test/a?utm_source=r&b=1&UTM_Medium=2#top", "https://x.test/a?b=1"),
        ("https://x.test/a?fbclid=9", "https://x.test/a"),
        ("https://x.test/a?id=1&utm=2&ref=home", "https://x.test/a?id=1&utm=2&ref=home"),
        ("https://X.test:443/a", "https://x.test/a"),
        ("no address", "no address"),
    ],
)
def test_plain_addresses(given: str, plain: str) -> None:
    assert tracking.plain(given) == plain


def test_one_page_has_one_key() -> None:
    keys = {
        tracking.same(a) for a in ("https://www.x.test/a?b=1", "http://x.test/a?b=1&gclid=3", "http://X.test/a?b=1#c")
    }
    assert len(keys) == 1
    assert tracking.same("https://x.test/a") != tracking.same("https://x.test/b")
    assert tracking.same("https://x.test:8443/a") != tracking.same("https://x.test/a")


def test_crawl_delay() -> None:
    text = b"User-agent: *\nCrawl-delay: 7\nDisallow: /x\n\nUser-agent: memcon\nCrawl-delay: 2.5\n"
    assert robots.parse(text, "memcon").delay == 2.5
    assert robots.parse(text, "other").delay == 7
    assert robots.parse(b"User-agent: *\nCrawl-delay: soon\n", "memcon").delay is None
    assert robots.parse(b"User-agent: *\nCrawl-delay: 7\nUser-agent: memcon\nDisallow: /\n", "memcon").delay is None


# A feed given as a report.


def test_a_feed_is_the_articles_that_it_names(site, tmp_path, story) -> None:
    site.reset()
    links = "".join(
        f"<item><title>Heard {n}</title><link>{site.url(f'/{n}?utm_source=f')}</link></item>" for n in range(3)
    )
    for n in (0, 1):
        site.page(f"/{n}?utm_source=f", f"<html><body><article><p>{story} Number {n}.</p></article></body></html>")
    site.page("/0", f"<html><title>Own</title><body><article><p>{story} Number 0.</p></article></body></html>")
    path = tmp_path / "feed.xml"
    path.write_text(rss(links), "utf-8")
    found = load([path, site.url("/0")], policy=site.policy, limits=Limits(gap=0.01))
    assert [r.read for r in found.reports] == [True, True, False], "the third is not there; the first comes once"
    assert found.reports[1].title == "Heard 1"
    (basis,) = [f for f in found.found if f.report == found.reports[1].id]
    assert ("title", "the feed's entry") in basis.basis
    assert "which may be wrong" in dict(basis.assumed)["title"]
    closed = load([path], policy=site.policy, open_feeds=False)
    assert (len(closed.reports), [r.file for r in closed.feeds]) == (0, ["feed.xml"])


def test_a_feed_at_an_address_and_one_that_is_refused(site, story) -> None:
    site.reset()
    site.page("/f", rss("<item><link>/1</link><pubDate>Tue, 03 Jun 2025 09:00:00 GMT</pubDate></item>"), "text/html")
    site.page("/1", f"<html><body><article><p>{story}</p></article></body></html>")
    found = load([site.url("/f")], policy=site.policy, limits=Limits(gap=0.01))
    assert [(r.url, r.published) for r in found.reports] == [(site.url("/1"), "2025-06-03T09:00:00+00:00")]
    site.page("/f", "<!DOCTYPE rss [<!ENTITY a 'b'>]><rss></rss>", "application/rss+xml")
    (bad,) = load([site.url("/f")], policy=site.policy).reports
    assert "declares entities" in (bad.why or "")


def test_a_corpus_fetches_nothing(site, tmp_path) -> None:
    site.reset()
    path = tmp_path / "feed.xml"
    path.write_text(rss(f"<item><link>{site.url('/1')}</link></item>"), "utf-8")
    (one,) = records(Corpus(paths=(str(path),)))
    assert "it is a feed" in one.why
    assert site.seen == []


@pytest.mark.parametrize(
    "name", ["&#xD800;", "&#55296;", "&#x110000;", "&#99999999999;", "&#" + "9" * 5_000 + ";", "&#0;"]
)
@pytest.mark.parametrize("rest", ["", " & <b>"])
def test_characters_that_there_are_not_end_no_run(name: str, rest: str) -> None:
    body = (
        f"<rss version='2.0'><channel><title>a{name}{rest}</title><item><title>t{name}</title>"
        f"<guid isPermaLink='false'>g{name}</guid><link>https://example.org/a</link></item></channel></rss>"
    )
    found = feeds.parse(body.encode(), "https://example.org/f")
    for text in (found.title, *(t for e in found.entries for t in (e.key, e.title))):
        assert text is not None
        text.encode()
    assert found.entries[0].link == "https://example.org/a"


def test_half_a_character_of_a_json_feed_becomes_a_question_mark() -> None:
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [{"id": "k\ud800", "url": "https://example.org/a", "title": "t\ud800"}],
    }
    found = feeds.parse(json.dumps(told).encode(), "https://example.org/f").entries[0]
    assert (found.key, found.title) == ("k?", "t?")
