"""Web archives: which records are reports, what is told of them, and what damage and excess cost."""

from __future__ import annotations

import gzip
import io
import re
import time
import zlib
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from memcon.ingest import Limits, load

WHEN = "2026-06-09T11:12:13Z"
HTML = "text/html; charset=utf-8"


class Writer(WARCWriter):
    """warcio's writer, with nothing kept in files that are left open."""

    @staticmethod
    def _create_temp_file():
        return io.BytesIO()


def record(writer, url, body, *, kind=HTML, status="200 OK", warc="response", coding=None, headers=()):
    data = body if isinstance(body, bytes) else body.encode()
    told = [*([("Content-Type", kind)] if kind else []), *headers, *([("Content-Encoding", coding)] if coding else [])]
    http = StatusAndHeaders(status, told, protocol="HTTP/1.1") if warc in {"response", "revisit"} else None
    return writer.create_warc_record(
        url, warc, payload=io.BytesIO(data), http_headers=http, warc_content_type=kind if http is None else "",
        warc_headers_dict={"WARC-Date": WHEN},
    )  # fmt: skip


def archive(*records, zipped=False):
    out = io.BytesIO()
    writer = Writer(out, gzip=zipped)
    writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "a crawler"}))
    for arguments in records:
        named = dict(arguments[2]) if len(arguments) > 2 else {}
        writer.write_record(record(writer, arguments[0], arguments[1], **named))
    return out.getvalue()


def page(number, story):
    return (
        f"<html><head><title>Page {number}</title></head><body><article><p>{number} {story}</p></article></body></html>"
    )


@pytest.fixture
def pages(story):
    return [(f"https://news.example/{n}", page(n, story)) for n in range(4)]


@pytest.fixture
def read(folder):
    return lambda data, name="a.warc", **limits: load([folder({name: data})], limits=Limits(**limits))


@pytest.mark.parametrize("zipped", [False, True])
def test_pages_are_reports_with_their_addresses(read, pages, zipped):
    intake = read(archive(*pages, zipped=zipped), "a.warc.gz" if zipped else "a.warc")
    name = "a.warc.gz" if zipped else "a.warc"
    assert [(r.file, r.url, r.title, r.read) for r in intake.reports] == [
        (f"{name}/https://news.example/{n}", f"https://news.example/{n}", f"Page {n}", True) for n in range(4)
    ]
    assert [r.published for r in intake.reports] == [None] * 4, "when a page was fetched is not when it was published"
    assert WHEN in dict(intake.found[0].basis)["url"]
    assert intake.notes == ()


def test_a_whole_archive_in_one_gzip_member(read, pages):
    assert len(read(gzip.compress(archive(*pages)), "a.warc.gz").reports) == 4


def test_what_is_passed_over_is_counted(read, pages, story):
    intake = read(
        archive(
            pages[0],
            ("https://news.example/a.png", b"\x89PNG", {"kind": "image/png"}),
            ("https://news.example/a.css", b"x", {"kind": "text/css"}),
            ("https://news.example/b.css", b"x", {"kind": "text/css"}),
            ("https://news.example/gone", "<p>gone", {"status": "404 Not Found"}),
            ("https://news.example/moved", "", {"status": "302 Found"}),
            ("https://news.example/robots.txt", "User-agent: *", {"kind": "text/plain"}),
            ("https://news.example/0", "", {"warc": "revisit"}),
            ("https://news.example/0", b"GET / HTTP/1.1\r\n\r\n", {"warc": "request", "kind": "application/http"}),
            ("metadata://crawler/arguments.txt", story, {"warc": "resource", "kind": "text/plain"}),
            ("https://news.example/t.txt", story + " Told as a resource.", {"warc": "resource", "kind": "text/plain"}),
            ("https://news.example/c", "text", {"warc": "conversion", "kind": "text/plain"}),
        )
    )
    assert [r.file for r in intake.reports] == ["a.warc/https://news.example/0", "a.warc/https://news.example/t.txt"]
    kinds = "records of the archive itself 2, text/css 2, conversion 1, image/png 1"
    assert intake.notes == (
        "a.warc: answers that were no success passed over: 2",
        f"a.warc: records of other kinds passed over: 6 ({kinds})",
    )


@pytest.mark.parametrize("coding", ["gzip", "deflate", "identity"])
@pytest.mark.parametrize("chunked", [False, True])
def test_bodies_as_they_came(read, story, coding, chunked):
    data = page(1, story).encode()
    data = {"gzip": gzip.compress, "deflate": zlib.compress}.get(coding, bytes)(data)
    headers = []
    if chunked:
        data = b"".join(b"%x\r\n%s\r\n" % (len(c), c) for c in (data[:100], data[100:])) + b"0\r\n\r\n"
        headers = [("Transfer-Encoding", "chunked")]
    (report,) = read(archive(("https://n.example/", data, {"coding": coding, "headers": headers}))).reports
    assert report.title == "Page 1"


def test_bodies_kept_unpacked_under_the_head_as_it_came(read, story):
    told = {"coding": "gzip", "headers": [("Transfer-Encoding", "chunked")]}
    (report,) = read(archive(("https://n.example/", page(1, story), told))).reports
    assert report.title == "Page 1"


def test_compression_that_is_not_read_and_bombs(read, pages):
    bomb = gzip.compress(bytes(3_000_000))
    intake = read(
        archive(
            pages[0],
            ("https://n.example/br", b"\x0b\x02\x80", {"coding": "br"}),
            ("https://n.example/bomb", bomb, {"coding": "gzip"}),
            ("https://n.example/half", gzip.compress(b"<p>" * 9_000)[:30], {"coding": "gzip"}),
        ),
        bytes=1_000_000,
    )
    whys = {r.url: r.why for r in intake.reports if not r.read}
    assert "cannot be unpacked (br)" in whys["https://n.example/br"]
    assert "larger than 1,000,000 bytes" in whys["https://n.example/bomb"]
    assert "cannot be unpacked" in whys["https://n.example/half"]
    assert sum(r.read for r in intake.reports) == 1


def test_one_record_over_the_limit_leaves_the_next(read, pages, story):
    big = ("https://n.example/big", page(9, "x " * 200_000))
    intake = read(archive(pages[0], big, pages[1]), bytes=100_000)
    assert [(r.read, "larger than" in (r.why or "")) for r in intake.reports] == [
        (False, True),
        (True, False),
        (True, False),
    ]


def test_records_and_bytes_in_all_are_bounded(read, pages):
    intake = read(archive(*pages), records=2)
    assert len(intake.reports) == 2
    assert any("more than 2 reports; the rest is not read" in note for note in intake.notes)
    intake = read(archive(*pages, zipped=True), "b.warc.gz", unpacked=2_500)
    assert 0 < len(intake.reports) < 4
    assert any("unpacks to more than 2,500 bytes" in note for note in intake.notes)


def test_bodies_packed_in_records_count_too(read, story):
    packed = {"coding": "gzip"}
    wide = gzip.compress((page(1, story) + " " * 900_000).encode())
    intake = read(archive(*((f"https://n.example/{n}", wide, packed) for n in range(6))), unpacked=2_000_000)
    assert 1 <= len(intake.reports) <= 3
    assert any("unpacks to more than 2,000,000 bytes" in note for note in intake.notes)


def members(data):
    return [m.start() for m in re.finditer(rb"\x1f\x8b\x08", data)]


def test_a_damaged_member_costs_its_record_alone(read, pages):
    data = bytearray(archive(*pages, zipped=True))
    start = members(data)[2]
    data[start + 60 : start + 90] = bytes(30)
    intake = read(bytes(data), "a.warc.gz")
    assert [r.title for r in intake.reports] == ["Page 0", "Page 2", "Page 3"]
    assert intake.notes == ("a.warc.gz: damaged or cut off in one place; the records that are whole were read",)


def test_a_wrong_length_costs_its_record_alone(read, pages):
    data = archive(*pages)
    lengths = [m.start(1) for m in re.finditer(rb"\r\nContent-Length: (\d+)\r\n", data)]
    broken = data[: lengths[2]] + b"9" + data[lengths[2] + 1 :]
    titles = [r.title for r in read(broken).reports]
    assert {"Page 0", "Page 3"} <= set(titles)


@pytest.mark.parametrize("zipped", [False, True])
def test_a_cut_off_archive_gives_what_is_whole(read, pages, zipped):
    data = archive(*pages, zipped=zipped)
    intake = read(data[:-200], "a.warc.gz" if zipped else "a.warc")
    assert [r.title for r in intake.reports] == ["Page 0", "Page 1", "Page 2"]
    assert any("damaged or cut off in one place" in note for note in intake.notes)


@pytest.mark.parametrize(
    "data",
    [b"", b"\n\n", b"WARC/1.0", b"WARC/1.0\r\n\r\n", b"hello there", b"\x1f\x8b", b"\x1f\x8b\x08" * 50, b"PK\3\4",
     b"WARC/1.0\r\nContent-Length: -5\r\n\r\n", b"WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\nx",
     b"WARC/1.0\r\nContent-Length: x\r\n\r\n" * 300, gzip.compress(b"no archive at all"),
     b"WARC/1.0\r\n" + b"x" * 200_000],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_what_is_no_archive_is_said(read, data, name):
    (report,) = read(data, name).reports
    assert not report.read
    assert "holds no page or text" in report.why
    assert "\n" not in report.why


def test_bombs_without_a_line_end(read):
    worker = zlib.compressobj(9, wbits=31)
    bomb = b"".join(worker.compress(b"WARC/1.0\r\n" + b"x" * 1_000_000) for _ in range(100)) + worker.flush()
    start = time.process_time()
    (report,) = read(bomb, "a.warc.gz", unpacked=50_000_000).reports
    assert time.process_time() - start < 3
    assert not report.read


def test_an_archive_under_another_name_and_beside_texts(folder, pages, story):
    where = folder({"x.dat": archive(*pages), "1.txt": story + " And so on."})
    assert len(load([where / "x.dat"]).reports) == 4
    assert len(load(["-"], stdin=archive(*pages)).reports) == 4
    assert [r.file for r in load([where]).reports] == ["1.txt"]


def test_the_same_page_twice_and_hostile_addresses(read, pages):
    told = [
        ("https://n.example/\u202eevil", page(1, "x")),
        ("javascript:alert(1)", page(2, "y")),
        ("https://[bad/", page(3, "z")),
    ]
    intake = read(archive(pages[0], pages[0], *told))
    files = [r.file for r in intake.reports]
    assert files[:2] == ["a.warc/https://[bad/", "a.warc/https://news.example/0"]
    assert "a.warc/https://news.example/0~2" in files
    assert all(r.url is None or r.url.isprintable() for r in intake.reports)


@cache
def whole(*, zipped):
    """One archive for all examples: its records bear random names."""
    return archive(*((f"https://news.example/{n}", page(n, "The king was here.")) for n in range(4)), zipped=zipped)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    hits=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=4),
    end=st.floats(0, 1),
    zipped=st.booleans(),
)
def test_any_damage_is_survived(tmp_path, hits, end, zipped):
    data = bytearray(whole(zipped=zipped))
    for where, byte in hits:
        data[int(where * (len(data) - 1))] = byte
    path = tmp_path / "a.warc"
    path.write_bytes(bytes(data[: int(end * len(data))]))
    for report in load([path]).reports:
        assert report.read is (report.why is None)


def test_a_feed_in_an_archive_is_no_report(read, pages):
    feed = "<rss version='2.0'><channel><item><title>x</title><link>https://n.example/1</link></item></channel></rss>"
    told = [
        ("https://n.example/f", feed, {"kind": "application/rss+xml"}),
        ("https://n.example/g", feed, {"kind": HTML}),
    ]
    assert len(read(archive(pages[0], *told)).reports) == 1
