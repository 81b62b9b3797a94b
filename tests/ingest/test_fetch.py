"""Fetching, against a real server on this computer: what is read, what is refused, and in which words."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import time
import zlib

import pytest
from tests.ingest.local_site import HOST, serve, unused_port

from memcon import __version__
from memcon.ingest import load
from memcon.pipeline import STAGES, Options


@pytest.fixture(scope="module")
def server():
    site, running = serve()
    yield site
    running.shutdown()
    running.server_close()


@pytest.fixture
def site(server):
    server.reset()
    return server


@pytest.fixture
def article(story):
    return (
        "<!DOCTYPE html><html lang='en'><head><title>Leaders speak</title>"
        "<meta property='og:site_name' content='Harbour Wire'></head>"
        f"<body><nav>Home</nav><article><h1>Leaders speak</h1><p>{story}</p></article></body></html>"
    )


def write(handler, *pieces: bytes) -> None:
    for piece in pieces:
        handler.wfile.write(piece)
        handler.wfile.flush()


def test_a_page_is_read_like_a_file(site, article, story):
    site.page("/a.html", article)
    report = site.report("/a.html")
    assert (report.read, report.why, report.language) == (True, None, "en")
    assert (report.file, report.url) == (site.url("/a.html"), site.url("/a.html"))
    assert (report.title, report.outlet) == ("Leaders speak", "Harbour Wire")
    assert story in report.text
    assert "Home" not in report.text


def test_what_is_sent(site, article):
    site.page("/a", article)
    site.report("/a")
    assert site.asked() == ["/robots.txt", "/a"]
    for _, headers in site.seen:
        assert headers["user-agent"].startswith(f"memcon/{__version__} (+")
        assert headers["host"] == f"news.test:{site.port}"
        assert headers["accept-encoding"] == "gzip, deflate"
        assert not {"cookie", "authorization", "referer", "from"} & set(headers)


def test_proxies_and_passwords_of_the_environment_are_not_used(site, article, monkeypatch, tmp_path):
    (tmp_path / "netrc").write_text("machine news.test login me password secret\n")
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://{HOST}:{unused_port()}")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    site.page("/a", article)
    assert site.report("/a").read
    assert all("authorization" not in headers for _, headers in site.seen)


def test_good_reports_beside_bad_addresses_are_read(site, article, folder, story):
    site.page("/a", article)
    where = folder({"1.txt": "Other words stand here, and the king was not amused by it."})
    paths = [site.url("/gone"), site.url("/a"), where, "ftp://news.test/a", "http://[bad", site.url("/a#part")]
    reports = site.load(*paths).reports
    assert {r.file: r.read for r in reports} == {
        "1.txt": True,
        site.url("/a"): True,
        site.url("/gone"): False,
        "ftp://news.test/a": False,
        "http://[bad": False,
    }
    assert all("\n" not in (r.why or "") for r in reports)
    assert site.load(*paths[::-1]).reports == reports


def test_redirects_lead_to_the_address_that_the_report_bears(site, article):
    site.move("/old", "/newer", 301)
    site.move("/newer", site.url("/a?x=1"), 308)
    site.page("/a?x=1", article)
    intake = site.load(site.url("/old"))
    (report,) = intake.reports
    assert (report.read, report.file, report.url) == (True, site.url("/old"), site.url("/a?x=1"))
    assert f"{site.url('/old')}: it leads to {site.url('/a?x=1')}" in intake.notes


def test_a_canonical_address_is_noted_and_not_taken(site, article):
    site.page("/a?from=feed", article.replace("<head>", "<head><link rel='canonical' href='/a'>"))
    intake = site.load(site.url("/a?from=feed"))
    assert intake.reports[0].url == site.url("/a?from=feed")
    assert any(f"names {site.url('/a')} as its address" in note for note in intake.notes)


@pytest.mark.parametrize(
    ("where", "why"),
    [
        ("http://localhost:{other}/", "where localhost leads, is not on the open internet (this computer)"),
        ("http://127.0.0.1:{other}/", "127.0.0.1 is not on the open internet (this computer)"),
        ("http://inner.test/", "10.1.2.3, where inner.test leads, is not on the open internet (a private network)"),
        ("http://2130706433:{port}/", "neither a name nor an address in plain figures"),
        ("http://0x7f.1:{port}/", "neither a name nor an address in plain figures"),
        ("http://127.1:{port}/", "neither a name nor an address in plain figures"),
        ("http://0177.0.0.1:{port}/", "malformed"),
        ("//user:secret@[bad/", "malformed"),
        ("http://[::1]:{port}/", "::1 is not on the open internet"),
        ("http://[::ffff:127.0.0.1]:{port}/", "is not on the open internet"),
        ("http://169.254.169.254/latest/", "is not on the open internet (link-local)"),
        ("file:///etc/passwd", "a file: address is not read"),
        ("gopher://news.test/", "gopher: addresses are not read"),
        ("javascript:alert(1)", "javascript: addresses are not read"),
        ("//user:secret@news.test:{port}/", "holds a user's name or password"),
        ("http://news.test:22/", "is not on the open internet"),
        ("", "redirects go in a circle"),
        ("/old", "redirects go in a circle"),
        ("http://[bad/", "malformed"),
        ("http://exa mple/", "a space"),
    ],
)
def test_redirects_to_where_nobody_should_go(site, where, why):
    site.names |= {"localhost": [(HOST,)], "inner.test": [("10.1.2.3",)]}
    site.move("/old", where.format(port=site.port, other=unused_port()))
    if not where:
        site.move("/old", "/old")
    report = site.report("/old")
    assert not report.read
    assert why in report.why
    assert "secret" not in report.why
    assert site.asked().count("/old") == 1


def test_redirects_are_counted(site, article):
    for n in range(7):
        site.move(f"/{n}", f"/{n + 1}")
    site.page("/7", article)
    assert site.report("/2").read
    assert "leads on more than 5 times" in site.report("/0").why
    site.routes["/x"] = (302, {}, b"")
    assert "does not say where to" in site.report("/x").why


def test_a_name_with_one_private_address_is_refused_before_anything_is_sent(site, article):
    site.page("/a", article)
    site.names["news.test"] = [(HOST, "192.168.0.7")]
    assert "192.168.0.7, where news.test leads" in site.report("/a").why
    assert site.seen == []


def test_a_name_that_changes_is_held_to_its_first_addresses(site, article):
    site.page("/a", article)
    site.move("/b", "/a")
    site.names["news.test"] = [(HOST,), ("10.0.0.1",), ("127.0.0.9",)]
    assert site.report("/b").read
    assert len(site.names["news.test"]) == 2, "looked up once for robots.txt, page and redirect"


def test_the_next_address_is_tried_where_one_does_not_answer(site, article):
    site.page("/a", article)
    site.names["news.test"] = [("127.0.0.3", HOST)]
    policy = site.policy
    both = type(policy)(also=policy.also | {("127.0.0.3", site.port)}, resolve=site.resolve)
    assert load([site.url("/a")], policy=both).reports[0].read


def test_without_a_policy_this_computer_is_refused(site, article):
    site.page("/a", article)
    for host in (HOST, "localhost"):
        (report,) = load([site.url("/a", host)]).reports
        assert "not on the open internet" in report.why
    assert site.seen == []


def test_no_name_and_nobody_there(site):
    (gone,) = site.load("https://gone.test/a").reports
    assert gone.why == "the name gone.test cannot be looked up; check the address, and that this computer is online"
    policy = site.policy
    port = unused_port()
    (shut,) = load([f"http://{HOST}:{port}/"], policy=type(policy)(also=frozenset({(HOST, port)}))).reports
    assert "cannot be reached" in shut.why


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (401, "refuses it (status 401)"),
        (403, "refuses it (status 403)"),
        (404, "no such page (status 404)"),
        (410, "no such page (status 410)"),
        (418, "holds no page (status 418)"),
        (429, "fewer requests (status 429)"),
        (451, "refuses it (status 451)"),
        (500, "out of order (status 500)"),
        (503, "out of order (status 503)"),
        (204, "holds no page (status 204)"),
        (304, "holds no page (status 304)"),
    ],
)
def test_status(site, status, why):
    site.routes["/a"] = (status, {"Content-Type": "text/html"}, b"")
    report = site.report("/a")
    assert not report.read
    assert why in report.why


@pytest.mark.parametrize(
    ("kind", "read"),
    [
        ("text/html", True),
        ("Text/HTML; Charset=UTF-8", True),
        ("text/html, text/html; charset=utf-8", True),
        ("application/xhtml+xml", True),
        ("text/plain", True),
        ("text/markdown;charset=utf-8", True),
        ("", True),
        ("application/pdf", False),
        ("application/json", False),
        ("image/png", False),
        ("application/octet-stream", False),
        ("text/html\u00e9", False),
    ],
)
def test_types(site, article, kind, read):
    site.page("/a", article, kind.encode().decode("latin-1"))
    report = site.report("/a")
    assert report.read is read
    if read:
        assert kind.startswith("text/markdown") or report.title == "Leaders speak"
    else:
        assert "of a kind that is not read" in report.why


def test_plain_text_keeps_its_tags_and_markdown_its_head(site, story):
    site.page("/a.txt", f"{story}\n\nA <b>bold</b> word.", "text/plain")
    site.page("/b.md", f"---\ntitle: Told Above\n---\n{story}", "text/plain")
    assert "<b>bold</b>" in site.report("/a.txt").text
    assert site.report("/b.md").title == "Told Above"


def test_a_page_that_shows_its_text_by_script_is_noted(site, article):
    site.page(
        "/a", "<html><body><div id='app'></div><p>Please enable JavaScript to read the article.</p></body></html>"
    )
    site.page("/b", article)
    notes = site.load(site.url("/a"), site.url("/b")).notes
    assert [note for note in notes if "words of text came" in note] == [
        f"{site.url('/a')}: only 7 words of text came; if the page shows more, save it and give the file",
    ]


def test_a_mail_that_is_fetched_bears_its_address(site, story):
    site.page("/a.eml", f"Subject: Told\r\nFrom: Kyodo News <x@k.example>\r\n\r\n{story}", "message/rfc822")
    site.page("/b.eml", f"Subject: Told\r\n\r\n{story}", "application/octet-stream")
    for path in ("/a.eml", "/b.eml"):
        report = site.report(path)
        assert (report.title, report.url) == ("Told", site.url(path))


def test_a_pdf_under_a_false_type_is_named(site):
    site.page("/a", b"%PDF-1.7 and so on", "text/plain")
    assert "a PDF document" in site.report("/a").why


@pytest.mark.parametrize(
    ("charset", "codec"),
    [("windows-1251", "cp1251"), ('"Shift_JIS"', "shift_jis"), ("utf-16", "utf-16"), ("iso-8859-1", "cp1252"),
     ("iso-8859-1", "utf-8"), ("nonsense-9", "utf-8"), ("utf-7", "utf-8"), ("utf-16", "utf-8"), ("rot13", "utf-8")],
)  # fmt: skip
def test_the_charset_of_the_header(site, story, charset, codec):
    word = {"cp1251": "мир", "shift_jis": "会談", "utf-16": "会談"}.get(codec, "café")
    site.page("/a", f"{story} They said “{word}”.".encode(codec, "replace"), f"text/plain; charset={charset}")
    report = site.report("/a")
    assert report.read, report.why
    assert word in report.text


# What takes too long.


def slow_head(handler):
    for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 500:
        write(handler, bytes([byte]))
        time.sleep(0.05)


def slow_body(handler):
    write(handler, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n")
    for _ in range(100):
        write(handler, b"<p>")
        time.sleep(0.05)


def silent(handler):
    time.sleep(5)


@pytest.mark.parametrize("route", [slow_head, slow_body, silent])
@pytest.mark.parametrize("path", ["/a", "/robots.txt"])
def test_the_seconds_are_those_of_the_whole_visit(site, article, route, path):
    site.page("/a", article)
    site.routes[path] = route
    start = time.monotonic()
    report = site.report("/a", seconds=0.4)
    assert time.monotonic() - start < 2, "a route takes five seconds or more"
    assert "within 0.4 seconds" in report.why


def test_redirects_share_the_seconds(site):
    def later(handler):
        time.sleep(0.2)
        write(handler, f"HTTP/1.1 302 Found\r\nLocation: /{len(site.seen)}\r\nContent-Length: 0\r\n\r\n".encode())

    site.routes = {f"/{n}": later for n in range(20)}
    start = time.monotonic()
    assert "within 0.5 seconds" in site.report("/1", seconds=0.5).why
    assert time.monotonic() - start < 1.1, "six redirects take 1.2 seconds"


def test_a_resolver_that_does_not_answer(site):
    def resolve(name, port, seconds):
        raise TimeoutError

    policy = type(site.policy)(resolve=resolve)
    (report,) = load([site.url()], policy=policy).reports
    assert "could not be looked up in time" in report.why


# What is too much.


def endless(handler):
    write(handler, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        write(handler, b"<p>more and more</p>" * 1_000)


def endless_chunks(handler):
    write(handler, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        write(handler, b"1000\r\n" + b"x" * 4096 + b"\r\n")


def endless_nothing(handler):
    write(handler, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: deflate\r\n\r\n\x78\x9c")
    while True:
        write(handler, b"\x00\x00\x00\xff\xff" * 10_000)


@pytest.mark.parametrize("route", [endless, endless_chunks, endless_nothing])
def test_endless_bodies_end(site, route):
    site.routes["/a"] = route
    start = time.monotonic()
    report = site.report("/a", bytes=200_000)
    assert time.monotonic() - start < 10
    assert "larger than 200,000 bytes" in report.why


@pytest.mark.parametrize("coding", ["gzip", "deflate", "raw deflate"])
def test_compression(site, article, coding):
    data = article.encode()
    worker = zlib.compressobj(wbits=-15)
    raw = worker.compress(data) + worker.flush()
    packed = {"gzip": gzip.compress(data), "deflate": zlib.compress(data), "raw deflate": raw}[coding]
    site.page("/a", packed, Content_Encoding=coding.split()[-1])
    assert site.report("/a").title == "Leaders speak"
    site.page("/a", packed[:-20], Content_Encoding=coding.split()[-1])
    assert "compression is damaged" in site.report("/a").why


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_compressed_bombs(site, coding):
    worker = zlib.compressobj(9, wbits=31 if coding == "gzip" else 15)
    bomb = b"".join(worker.compress(bytes(1_000_000)) for _ in range(60)) + worker.flush()
    assert len(bomb) < 100_000
    site.page("/a", bomb, Content_Encoding=coding)
    start = time.process_time()
    assert "larger than 1,000,000 bytes" in site.report("/a", bytes=1_000_000).why
    assert time.process_time() - start < 2


@pytest.mark.parametrize("coding", ["br", "zstd", "compress", "gzip, gzip", "x\x1b[31m"])
def test_compression_that_was_not_asked_for(site, article, coding):
    site.page("/a", gzip.compress(gzip.compress(article.encode())), Content_Encoding=coding)
    report = site.report("/a")
    assert not report.read
    assert "\x1b" not in report.why


def test_a_length_over_the_limit_is_refused_at_once(site):
    site.page("/a", b"x", Content_Length="99999999999")
    start = time.monotonic()
    assert "larger than 10,000,000 bytes" in site.report("/a").why
    assert time.monotonic() - start < 1


def too_short(handler):
    write(handler, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 500\r\n\r\n<p>half")


def header_flood(handler):
    write(handler, b"HTTP/1.1 200 OK\r\n")
    for n in range(100_000):
        write(handler, f"X-{n}: {'y' * 200}\r\n".encode())


def one_long_header(handler):
    write(handler, b"HTTP/1.1 200 OK\r\nX-Long: ")
    for _ in range(100):
        write(handler, b"y" * 65_536)


def no_http(handler):
    write(handler, b"220 mail.test ESMTP ready\r\n")


def two_lengths(handler):
    write(handler, b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\n<p>hello")


def hang_up(handler):
    handler.connection.close()


def many_before(handler):
    for _ in range(100_000):
        write(handler, b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")


@pytest.mark.parametrize("route", [too_short, header_flood, one_long_header, no_http, two_lengths, hang_up])
def test_answers_that_lie_or_break_off(site, route):
    site.routes["/a"] = route
    assert "breaks off or is not HTTP" in site.report("/a").why


def test_hints_without_end(site):
    site.routes["/a"] = many_before
    start = time.monotonic()
    assert not site.report("/a", seconds=0.5).read
    assert time.monotonic() - start < 3


def test_more_than_the_length_says_is_left(site, article):
    site.page("/a", article + "<script>", Content_Length=str(len(article)))
    assert site.report("/a").read


# What sites wish.


def test_robots_refuse_and_allow(site, article):
    site.page("/robots.txt", "User-agent: *\nDisallow: /\nAllow: /open\n", "text/plain")
    for path in ("/a", "/open"):
        site.page(path, article)
    assert "asks programs not to fetch it" in site.report("/a").why
    assert site.report("/open").read
    assert site.asked() == ["/robots.txt", "/robots.txt", "/open"]


def test_robots_of_our_own_name(site, article):
    site.page("/robots.txt", "User-agent: MemCon\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n", "text/plain")
    for path in ("/a", "/b"):
        site.page(path, article)
    assert not site.report("/a").read
    assert site.report("/b").read


def test_robots_are_asked_once_for_a_site_and_at_each_hop(site, article):
    site.page("/robots.txt", "User-agent: *\nDisallow: /shut\n", "text/plain")
    site.page("/a", article)
    site.move("/b", "/shut")
    reports = {r.file: r for r in site.load(site.url("/a"), site.url("/b")).reports}
    assert reports[site.url("/a")].read
    assert "asks programs not to fetch it" in reports[site.url("/b")].why
    assert site.asked() == ["/robots.txt", "/a", "/b"]


@pytest.mark.parametrize(
    ("status", "read"), [(404, True), (403, True), (410, True), (429, False), (500, False), (503, False)]
)
def test_robots_that_cannot_be_had(site, article, status, read):
    site.page("/a", article)
    site.routes["/robots.txt"] = (status, {}, b"")
    report = site.report("/a")
    assert report.read is read
    if not read:
        assert f"robots.txt cannot be had (status {status})" in report.why
        assert "/a" not in site.asked()


def test_robots_that_lead_on(site, article):
    site.page("/a", article)
    site.move("/robots.txt", "/rules")
    site.page("/rules", "User-agent: *\nDisallow: /a\n", "text/plain")
    assert "asks programs not to fetch it" in site.report("/a").why
    site.move("/robots.txt", "http://10.0.0.1/robots.txt")
    assert "not on the open internet" in site.report("/a").why
    site.names["news.test"] = [(HOST,)]
    for n in range(8):
        site.move(f"/r{n}", f"/r{n + 1}")
    site.move("/robots.txt", "/r0")
    assert site.report("/a").read, "more than five redirects: as if there were none (RFC 9309, 2.3.1.2)"


def test_robots_of_any_size(site, article):
    site.page("/robots.txt", "# much\n" * 300_000 + "User-agent: *\nDisallow: /\n", "text/plain")
    site.page("/a", article)
    assert site.report("/a").read
    site.page("/robots.txt", "<html><p>User-agent: what?</p></html>")
    assert site.report("/a").read


# The pipeline and the command line.


def test_the_pipeline_passes_policy_and_progress_on(site, article):
    site.page("/a", article)
    told: list[tuple[str, int, int]] = []
    options = Options(policy=site.policy, progress=lambda *step: told.append(step))
    memo = STAGES[0].run({"paths": (site.url("/a"), site.url("/b"))}, options)
    assert [r.read for r in memo["reports"]] == [True, False]
    assert told == [("fetching", 0, 2), ("fetching", 1, 2), ("fetching", 2, 2)]


def test_no_variable_of_the_environment_opens_this_computer(site, article):
    site.page("/a", article)
    names = ("MEMCON_ALLOW", "MEMCON_POLICY", "MEMCON_ALLOW_LOOPBACK", "NO_PROXY", "ALLOW_PRIVATE")
    code = f"from memcon.ingest import load; print(load([{site.url('/a', HOST)!r}]).reports[0].why)"
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **dict.fromkeys(names, "1")},
    )
    assert "not on the open internet" in run.stdout
    assert site.seen == []


def test_nothing_of_the_web_is_loaded_where_no_address_is_given(folder, story):
    where = folder({"1.txt": story})
    code = (
        "import sys; from memcon.ingest import load\n"
        f"load([{str(where)!r}])\n"
        "assert not {'httpx', 'httpcore', 'warcio', 'email.parser'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
