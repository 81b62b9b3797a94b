"""Which addresses may be asked: how a URL is read, which networks and ports are refused, what robots.txt says."""

from __future__ import annotations

import ipaddress
import re
import time

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.ingest.addresses import AddressPolicy, checked, refused, resolve
from memcon.ingest.robots import Robots, matches, parse
from memcon.model.errors import ReportError

REFUSED = """
0.0.0.0 10.0.0.1 100.64.0.1 100.127.255.255 127.0.0.1 127.8.8.8 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8
192.0.2.1 192.168.1.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::1
100::1 2001::1 2001:db8::1 2002:7f00:1:: 2002:808:808:: 3fff::1 5f00::1 fc00::1 fd12:3456::1 fe80::1 febf::1
fec0::1 ff02::1 fe80::1%lo nonsense
"""


@pytest.mark.parametrize("address", [*REFUSED.split(), ""])
def test_networks_that_are_refused(address):
    assert refused(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.0", "172.32.0.1", "2606:4700::1"]
)
def test_networks_that_are_not(address):
    assert refused(address) is None


@given(st.ip_addresses())
def test_what_python_holds_for_private_is_refused(address):
    if address.is_private or address.is_loopback or address.is_link_local or address.is_multicast:
        assert refused(str(address))
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    if inner is not None:
        assert refused(str(address))


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_has_no_other_form_that_is_let_through(address):
    number = int(address)
    for prefix in ("::ffff:0:0", "64:ff9b::", "::"):
        assert refused(str(ipaddress.IPv6Address(int(ipaddress.IPv6Address(prefix)) | number)))
    assert refused(str(ipaddress.IPv6Address((0x2002 << 112) | (number << 80))))


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://news.example/a?b=c#d", "https://news.example/a?b=c"),
        ("HTTPS://News.Example", "https://news.example"),
        ("http://news.example:80/", "http://news.example/"),
        ("http://b\u00fccher.example/", "http://xn--bcher-kva.example/"),
        ("http://1.1.1.1/", "http://1.1.1.1/"),
        ("http://[2606:4700::1]/", "http://[2606:4700::1]/"),
        ("http://a_b.example/%20", "http://a_b.example/%20"),
    ],
)
def test_addresses_in_order(text, url):
    assert str(checked(text)) == url


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("http://2130706433/", "plain figures"),
        ("http://017700000001/", "plain figures"),
        ("http://0x7f000001/", "plain figures"),
        ("http://0x7f.1/", "plain figures"),
        ("http://127.1/", "plain figures"),
        ("http://127.0.1/", "plain figures"),
        ("http://127.0.0.1./", "plain figures"),
        ("http://foo.1/", "plain figures"),
        ("http://foo.0x/", "plain figures"),
        ("http://1.2.3.4.5/", "plain figures"),
        ("http://ex%61mple.com/", "plain figures"),
        ("http://127.0.0.1%00.example/", "plain figures"),
        ("http://[fe80::1%25lo]/", "plain figures"),
        ("http://a..b/", "plain figures"),
        ("http://0177.0.0.1/", "malformed"),
        ("http://\u2460\u2461\u2466.0.0.1/", "malformed"),
        ("http://[::1/", "malformed"),
        ("http://news.example:x/", "malformed"),
        ("http://news.example:99999/", "no"),
        ("http://news.example:0/", "port that there is not"),
        ("http://good.example@bad.example/", "user's name"),
        ("http://good.example:pw@bad.example/", "user's name"),
        ("http://good.example\\@bad.example/", "backslash"),
        ("http://good.example/\r\nHost: x", "control character"),
        ("", "is empty"),
        ("http://", "names no host"),
        ("http:///path", "names no host"),
        ("ftp://news.example/", "only http and https"),
        ("file:///etc/passwd", "a file: address"),
        ("data:text/html,x", "only http and https"),
        ("http://news.example/" + "x" * 2_000, "longer than 2,000"),
    ],
)
def test_addresses_that_are_refused(text, why):
    with pytest.raises(ReportError, match=why) as caught:
        checked(text)
    assert "\n" not in str(caught.value)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("htps:/[]@.%#?\\ \t0x7f1.localhst\u3002\uff0f\u2460-_"), max_size=40))
def test_any_text_is_an_address_or_refused_in_a_line(tail):
    for text in (tail, "http://" + tail, "https:" + tail):
        try:
            url = checked(text)
        except ReportError:
            continue
        else:
            assert url.scheme in {"http", "https"}
            assert url.host
            assert not url.userinfo


def held(url, addresses):
    return AddressPolicy(resolve=lambda _name, _port, _seconds: addresses).held(httpx.URL(url), 1.0)


def test_all_addresses_are_held_and_one_bad_refuses():
    assert held("https://a.example/", ("1.1.1.1", "2606:4700::1")) == ("1.1.1.1", "2606:4700::1")
    for bad in ("127.0.0.1", "::ffff:10.0.0.1", "100.100.0.1"):
        with pytest.raises(ReportError, match="not on the open internet"):
            held("https://a.example/", ("1.1.1.1", bad))
    with pytest.raises(ReportError, match="has no address"):
        held("https://a.example/", ())


@pytest.mark.parametrize("port", [80, 443, 8080, 8443, 1024, 65535])
def test_ports_where_pages_are(port):
    assert held(f"https://a.example:{port}/", ("1.1.1.1",))


@pytest.mark.parametrize("port", [1, 21, 22, 25, 110, 143, 389, 445, 587, 993, 2049, 6000, 6667, 10080])
def test_ports_of_other_servers(port):
    with pytest.raises(ReportError, match="none where pages are"):
        held(f"https://a.example:{port}/", ("1.1.1.1",))


def test_an_endpoint_let_through_is_one_address_and_port():
    policy = AddressPolicy(also=frozenset({("127.0.0.1", 22)}), resolve=lambda _n, _p, _s: ("127.0.0.1",))
    assert policy.held(httpx.URL("http://x.example:22/"), 1.0) == ("127.0.0.1",)
    with pytest.raises(ReportError):
        policy.held(httpx.URL("http://x.example:23/"), 1.0)


def test_the_systems_resolver_is_given_its_time(monkeypatch):
    assert "127.0.0.1" in resolve("localhost", 80, 5.0)
    monkeypatch.setattr("socket.getaddrinfo", lambda *_a, **_k: time.sleep(0.3) or [])
    with pytest.raises(TimeoutError):
        resolve("slow.example", 80, 0.05)


# robots.txt


RULES = """
User-agent: other
Disallow: /
User-agent: one
User-agent: memcon # us
Crawl-delay: 3
Disallow: /private
Allow: /private/open
Disallow: /*.pdf$
Disallow: /a*b*c
Sitemap: https://x.example/
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("", True),
        ("/private", False),
        ("/privateer", False),
        ("/private/open/1", True),
        ("/PRIVATE", True),
        ("/x.pdf", False),
        ("/x.pdf?y", True),
        ("/axxbxxc", False),
        ("/axxb", True),
        ("/%70rivate", False),
    ],
)
def test_rules_for_our_name(path, allowed):
    assert parse(RULES.encode(), "memcon").allows(path) is allowed


def test_rules_for_all_hold_where_no_group_names_us():
    data = b"\xef\xbb\xbfUSER-AGENT : *\r\nDISALLOW:/x # no\r\nDisallow:\r\n\r\nUser-agent: memcon-like\nDisallow: /"
    assert not parse(data, "memcon").allows("/x")
    assert parse(data, "memcon").allows("/y")
    assert parse(b"Disallow: /", "memcon").allows("/"), "a rule before any group is nobody's"
    assert parse(b"User-agent: *\nDisallow: /\nUser-agent: memcon\nDisallow:", "memcon").allows("/x")
    assert parse(b"\xff\xfe\0garbage\n" * 1000, "memcon") == Robots()


def test_the_longest_rule_wins_and_an_allowance_of_equals():
    assert Robots(rules=((False, "/a"), (True, "/a"))).allows("/a")
    assert not Robots(rules=((True, "/a"), (False, "/ab"))).allows("/ab")


def test_characters_outside_ascii_match_in_either_spelling():
    rules = parse("User-agent: *\nDisallow: /caf\u00e9\nDisallow: /a%2Fb".encode(), "memcon")
    assert not rules.allows("/caf%C3%A9")
    assert not rules.allows("/caf%c3%a9/x")
    assert not rules.allows("/a%2fb")
    assert rules.allows("/a/b")


def test_a_hostile_rule_costs_nothing():
    start = time.process_time()
    assert not matches("/" + "a*" * 5_000 + "b$", "/" + "a" * 10_000)
    assert time.process_time() - start < 0.5


@given(st.text(alphabet="ab*$", max_size=8), st.text(alphabet="ab", max_size=10))
def test_matching_is_that_of_a_plain_search(pattern, path):
    fixed = pattern.endswith("$")
    body = pattern[:-1] if fixed else pattern
    expression = ".*".join(re.escape(p) for p in body.split("*")) + ("$" if fixed else "")
    assert matches(pattern, path) is (re.match(expression, path, re.DOTALL) is not None)


@given(st.binary(max_size=300), st.text(max_size=30))
def test_any_bytes_are_rules(data, path):
    assert parse(data, "memcon").allows(path) in {True, False}
