"""A web archive as a corpus: record by record, none held, what cannot be used said with its address."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from memcon.ingest import warc
from memcon.ingest.corpus import Corpus, Record, Skipped, records

STORY = (
    "The ministers of Norway and Chile met in Oslo on Tuesday and agreed that their navies should train together. "
    "They said after the talks that the agreement was about the safety of ships, and that both sides were content."
)


def response(url: str, body: str, kind: str = "text/plain; charset=utf-8", status: str = "200 OK") -> bytes:
    data = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n{body}".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-06-09T11:12:13Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(data)}\r\n\r\n"
    )
    return head.encode() + data + b"\r\n\r\n"


@pytest.fixture
def corpus(tmp_path: Path):
    def of(*parts: bytes) -> Corpus:
        (tmp_path / "a.warc").write_bytes(b"".join(parts))
        return Corpus(paths=(str(tmp_path / "a.warc"),))

    return of


def test_an_archive_is_read_as_far_as_it_is_asked_for(corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    whole = warc._record

    def counted(*args):
        one = whole(*args)
        read.append(one.file)
        return one

    monkeypatch.setattr(warc, "_record", counted)
    given = corpus(*(response(f"https://news.example/{n}.txt", f"{n}. {STORY}") for n in range(600)))
    first = list(islice(records(given), 3))
    assert [r.report.url for r in first] == [f"https://news.example/{n}.txt" for n in range(3)]
    assert len(read) == 4
    assert 0 < first[2].done < 0.5


def test_an_archive_may_hold_more_reports_than_a_brief_takes(corpus) -> None:
    given = corpus(*(response(f"https://news.example/{n}.txt", f"{n}. {STORY}") for n in range(1_200)))
    found = list(records(given))
    assert len(found) == 1_200
    assert found[-1].done == 1.0


def test_one_address_met_twice_gives_two_records(corpus) -> None:
    url = "https://news.example/a.txt"
    found = list(records(corpus(response(url, STORY), response(url, f"Later: {STORY}"))))
    assert [r.where for r in found] == [f"a.warc/{url}", f"a.warc/{url}~2"]
    assert [r.report.id for r in found] == [r.where for r in found]


def test_what_cannot_be_used_is_said_with_its_address_and_the_rest_noted_at_the_end(corpus) -> None:
    given = corpus(
        response("https://news.example/0.txt", STORY),
        response(
            "https://news.example/de.txt", "Die Minister trafen sich am Dienstag in Oslo und sprachen lange. " * 9
        ),
        response("https://news.example/gone", STORY, status="404 Not Found"),
        response("https://news.example/1.txt", f"Again: {STORY}"),
        b"WARC/1.0\r\nno head at all",
    )
    first, second, third = records(given)
    assert isinstance(first, Record)
    assert isinstance(second, Skipped)
    assert second.where == "a.warc/https://news.example/de.txt"
    assert isinstance(third, Record)
    assert any("damaged" in note for note in third.notes)
    assert any("no success" in note for note in third.notes)


def test_an_archive_without_a_report_says_so(corpus) -> None:
    (only,) = records(corpus(response("https://news.example/gone", STORY, status="404 Not Found")))
    assert isinstance(only, Skipped)
    assert "no page or text" in only.why
