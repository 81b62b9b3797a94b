"""Mails: which part is the report, what the head tells, what is attached, and that no mail breaks the run."""

from __future__ import annotations

import re
import time
from email.message import EmailMessage

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memcon.ingest import Limits, load

OTHER = (
    "Fishing rights were the subject of a second talk, held by the two agriculture ministers on the evening of June 5. "
    "Neither of them would say what had been put on the table, and a spokeswoman told reporters that the delegations "
    "were going to meet again before the summer was over, in a town on the coast that has yet to be chosen by them."
)


def mail(text, page=None, **head):
    message = EmailMessage()
    for name, value in head.items():
        message[name.replace("_", "-")] = value
    if text is not None:
        message.set_content(text)
    if page is not None and text is not None:
        message.add_alternative(page, subtype="html")
    elif page is not None:
        message.set_content(page, subtype="html")
    return message


def page_of(text, **head):
    title = head.get("title", "A page")
    return f"<html><head><title>{title}</title></head><body><article><p>{text}</p></article></body></html>"


@pytest.fixture
def read(folder):
    def load_it(message, name="a.eml", **limits):
        data = message if isinstance(message, bytes) else bytes(message)
        return load([folder({name: data})], limits=Limits(**limits))

    return load_it


@pytest.fixture
def one(read):
    def load_it(message, **limits):
        (report,) = read(message, **limits).reports
        return report

    return load_it


def test_head_and_text_of_a_press_mail(one, story):
    report = one(
        mail(
            story,
            From='"Freedonia Press Office" <press@gov.example>',
            Subject="Readout of the call",
            Date="Wed, 3 Jun 2026 18:05:00 -0400",
        )
    )
    assert (report.read, report.file, report.title) == (True, "a.eml", "Readout of the call")
    assert (report.outlet, report.published) == ("Freedonia Press Office", "2026-06-03T18:05:00-04:00")
    assert report.text.strip() == story


def test_a_mail_without_a_suffix_is_known_by_its_head(folder, story):
    told = bytes(mail(story, Subject="Told", From="a@x.example"))
    assert load(["-"], stdin=told).reports[0].title == "Told"
    assert load([folder({"1": told}) / "1"]).reports[0].title == "Told"
    text = f"From: the palace\nSubject: Told\n\n{story}"
    assert load(["-"], stdin=text).reports[0].text == text


def test_a_person_who_writes_is_no_outlet(one, story):
    assert one(mail(story, From="Jane Roe <jane.roe@paper.example>")).outlet is None
    assert (
        one(mail(story, From="Jane Roe <jane@x.example>", List_Unsubscribe="<https://x.example>")).outlet == "Jane Roe"
    )
    talk = {"List_Unsubscribe": "<https://x.example>", "List_Post": "<mailto:talk@x.example>"}
    assert one(mail(story, From="Jane Roe <jane@x.example>", **talk)).outlet is None
    assert one(mail(story, From="The Kyiv Independent <hello@x.example>")).outlet == "The Kyiv Independent"
    assert one(mail(story, From="no-reply@x.example")).outlet is None


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("Wed, 3 Jun 2026 18:05:00 +0000", "2026-06-03T18:05:00+00:00"),
        ("3 Jun 2026 18:05 EST", "2026-06-03T18:05:00-05:00"),
        ("Wed, 3 Jun 2026 18:05:00 -0000", None),
        ("June 3", None),
        ("Wed, 3 Jun 9999 18:05:00 +0000", None),
        ("Wed, 3 Jun 2026 18:05:00 +9999", None),
        ("nonsense", None),
        ("", None),
    ],
)
def test_dates(one, story, date, published):
    assert one(f"Subject: x\r\nDate: {date}\r\n\r\n{story}".encode()).published == published


def test_the_text_is_taken_unless_it_is_a_stub(one, story):
    assert one(mail(story, page_of(OTHER))).text.strip() == story
    stub = one(mail("View this mail in your browser: https://x.example", page_of(story)))
    assert stub.text.strip() == story
    assert one(mail(None, page_of(story))).text.strip() == story
    long = page_of(" ".join([OTHER] * 5))
    assert "Fishing rights" in one(mail(story[:260], long)).text


def test_the_subject_is_the_title_and_not_the_pages(one, story):
    report = one(
        mail(None, page_of(story, title="Newsletter 12"), Subject="=?utf-8?q?Fwd=3A_Leaders_=E2=80=93_a_call?=")
    )
    assert report.title == "Leaders – a call"


KYODO = "From: Kyodo News <x@k.example>"
SENT = "Wed, 3 Jun 2026 09:00:00 +0900"
TO = "To: Roe, J;\n Doe, J"
COPIED = [
    f"---------- Forwarded message ---------\n{KYODO}\nDate: {SENT}\nSubject: Leaders speak\nTo: <j@x.example>\n\n\n",
    f"Begin forwarded message:\n\n{KYODO}\nSubject: Leaders speak\nDate: 3 June 2026 at 09:00:00 +0900\nTo: j@x.y\n\n",
    f"-----Original Message-----\nFrom: Kyodo News [mailto:x@k.y]\nSent: {SENT}\n{TO}\nSubject: FW: Leaders speak\n\n",
    f"_______________\n*From:* Kyodo News <x@k.example>\n*Sent:* {SENT}\n*To:* Jane\n*Subject:* Leaders speak\n\n",
]  # fmt: skip


@pytest.mark.parametrize("head", COPIED)
def test_a_forwarded_article_bears_its_own_head(read, story, head):
    message = mail(f"FYI, see below.\n\n{head}{story}", From="Jane Roe <jane@x.example>", Subject="Fwd: Leaders speak",
                   Date="Thu, 4 Jun 2026 08:00:00 +0000")  # fmt: skip
    intake = read(message)
    (report,) = intake.reports
    assert (report.title, report.outlet) == ("Leaders speak", "Kyodo News")
    assert report.published == "2026-06-03T09:00:00+09:00"
    assert report.text.strip() == story
    assert any("covering note above the forwarded mail is left out" in note for note in intake.notes)


def test_an_answer_with_a_quoted_mail_below_is_the_writers_own(one, story):
    text = f"{OTHER}\n{OTHER}\n\nFrom: A <a@x.example>\nDate: 3 June 2026\nSubject: Old\n\n{story}"
    report = one(mail(text, Subject="Re: Old"))
    assert "Fishing rights" in report.text
    assert "Silver Pass" in report.text


def test_attachments_that_can_be_read_are_reports_of_their_own(read, story):
    message = mail(story, Subject="Two texts", Date="Wed, 3 Jun 2026 18:05:00 +0000")
    message.add_attachment(OTHER, filename="../../other.txt")
    message.add_attachment(
        page_of(OTHER + " More.", title="Page").encode(), maintype="text", subtype="html", filename="p.html"
    )
    message.add_attachment(
        b"# Told\n\n" + OTHER.encode(), maintype="application", subtype="octet-stream", filename="m.md"
    )
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="scan.pdf")
    message.add_attachment(b"PK\3\4", maintype="application", subtype="zip", filename="z.zip")
    intake = read(message)
    assert [(r.file, r.title) for r in intake.reports] == [
        ("a.eml", "Two texts"),
        ("a.eml/m.md", "Told"),
        ("a.eml/other.txt", None),
        ("a.eml/p.html", "Page"),
    ]
    assert all(r.read for r in intake.reports)
    assert [r.published for r in intake.reports[1:]] == [None] * 3
    assert any("(application/pdf 1, application/zip 1)" in note for note in intake.notes)


def test_a_covering_note_is_no_report(read, story):
    message = mail("See attached, Jane", Subject="Fwd")
    message.add_attachment(story, filename="a.txt")
    intake = read(message)
    assert [r.file for r in intake.reports] == ["a.eml/a.txt"]
    assert any("covering note is passed over" in note for note in intake.notes)


def test_mails_attached_are_read_to_a_depth(read, story):
    inner = mail(
        f"{OTHER} The innermost.", Subject="Inner", From="News <news@x.example>", Date="Wed, 3 Jun 2026 01:00:00 +0000"
    )
    for n in range(4):
        outer = mail(f"{story} Layer {n}.", Subject=f"Layer {n}")
        outer.add_attachment(inner)
        inner = outer
    intake = read(inner, nested=3)
    assert [r.title for r in intake.reports if r.read] == ["Layer 3", "Layer 2", "Layer 1"]
    assert [r.why for r in intake.reports if not r.read] == [
        "mails nested more than 3 deep are not read; save it and give that"
    ]
    assert any(r.title == "Inner" and r.outlet == "News" for r in read(inner, nested=9).reports)


def test_parts_are_counted(read, story):
    message = mail(story)
    for n in range(30):
        message.add_attachment(f"{n} {OTHER}", filename=f"{n}.txt")
    intake = read(message, parts=10)
    assert len(intake.reports) == 10
    assert any("more than 10 parts" in note for note in intake.notes)


def test_charsets_flowed_lines_and_encodings(one, story):
    message = EmailMessage()
    message.set_content(f"{story} «мир»", charset="windows-1251", cte="base64")
    assert "«мир»" in one(message).text
    flowed = (
        b"Content-Type: text/plain; format=flowed\r\n\r\nThe two presidents \r\nspoke, and they \r\nagreed.\r\n-- \r\nX"
    )
    assert one(flowed).text.startswith("The two presidents spoke, and they agreed.\r\n-- \r\nX")
    bad = b"Content-Type: text/plain; charset=nonsense\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!"
    assert not one(bad).read


def test_sidecar_outranks_the_head(folder, story):
    where = folder(
        {"a.eml": bytes(mail(story, Subject="From the head")), "reports.yaml": "- {file: a.eml, title: By Hand}"}
    )
    assert load([where]).reports[0].title == "By Hand"


def test_a_page_saved_as_mhtml(folder, story):
    message = mail(
        None,
        page_of(story, title="Leaders speak"),
        From="<Saved by Blink>",
        Subject="A call | Wire",
        Date="Fri, 5 Jun 2026 10:00:00 -0000",
        Snapshot_Content_Location="https://wire.example/a",
    )
    (report,) = load([folder({"a.mhtml": bytes(message)})]).reports
    assert (report.title, report.url, report.published) == ("Leaders speak", "https://wire.example/a", None)
    assert report.text.strip() == story


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "the file is empty"),
        (b"Subject: x\r\n\r\n", "empty"),
        (b"Content-Type: image/png\r\n\r\nxx", "no text that can be read (image/png)"),
        (b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--y\r\n\r\nhello", "no text"),
        (b"Content-Type: multipart/encrypted; boundary=x\r\n\r\n--x\r\nContent-Type: a/b\r\n\r\nx\r\n--x--", "no te"),
        (b"Content-Type: message/rfc822\r\n\r\n", "empty"),
        (b"\n" * 400_000, "more than 300,000 lines"),
        (b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 600, "more than 100 parts"),
    ],
)  # fmt: skip
def test_mails_without_a_text(one, data, why):
    report = one(data)
    assert not report.read
    assert why in report.why


def test_a_text_under_the_wrong_suffix_is_still_a_text(one, story):
    assert story[:60] in one(story.encode()).text


HOSTILE = [
    b"From: " + b"(" * 100_000 + b"\r\n",
    b"From: " + b"<" * 50_000 + b"\r\nTo: " + b'"' * 50_001 + b"\r\n",
    b"Subject: " + b"=?utf-8?q?=41?= " * 50_000 + b"\r\n",
    b"Subject: =?utf-8?b?" + b"A" * 100_000 + b"?=\r\n",
    b"Content-Type: text/plain; " + b"a*0*=x'y'z; " * 20_000 + b"\r\n",
    b"Content-Type: multipart/mixed; boundary=" + b"b" * 100_000 + b"\r\n",
    b"Date: " + b"1" * 100_000 + b"\r\n",
    b"Content-Disposition: attachment; filename*=utf-8''" + b"%41" * 50_000 + b"\r\n",
    b"Content-Type: text/plain; charset=\xff\xfe\r\n",
    b"From: \xe4\xf6\xfc <x>\r\nSubject: \xff\xff\r\n",
]  # fmt: skip


@pytest.mark.parametrize("head", HOSTILE)
def test_hostile_heads_cost_little(one, story, head):
    start = time.process_time()
    report = one(head + b"\r\n" + story.encode())
    assert time.process_time() - start < 2
    assert report.id == "R1"


def test_deep_multiparts_end(one):
    data = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(100))
    start = time.process_time()
    assert one(data + b"\r\nhello").text in {"", "hello"}
    assert time.process_time() - start < 2


LINES = rb"""From: A <a@b.c>|Subject: =?utf-8?q?x?=|Date: Wed, 3 Jun 2026 18:05:00 +0000||--b|--b--| folded|From: x
Subject: y|Content-Type: multipart/alternative; boundary=b|Content-Type: text/html|Content-Type: message/rfc822
SGVsbG8gd29ybGQ=
Content-Transfer-Encoding: base64|<p>The king was here.</p>|Content-Disposition: attachment; filename=a.eml
\xff\xfe|Content-Type: text/plain; charset=utf-16|-----Original Message-----"""


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.sampled_from(re.split(rb"[|\n]", LINES)), max_size=25))
def test_any_lines_are_read_or_refused_in_a_line(tmp_path, lines):
    (tmp_path / "a.eml").write_bytes(b"\r\n".join(lines))
    for report in load([tmp_path]).reports:
        assert report.read is (report.why is None)
        assert "\n" not in (report.why or "")
