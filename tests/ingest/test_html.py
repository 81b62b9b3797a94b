"""Web pages: the article, what the page declares, and pages made to break a reader."""

from __future__ import annotations

import time

import pytest

from memcon.ingest import html, load

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Fallback | Site</title>
<meta property="og:title" content="Open Graph &gt; Title"><meta content='The Gotham Courier' property='og:site_name'>
<meta property="article:published_time" content="2031-06-03T08:00:00+01:00">
{extra}</head><body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Heading</h1>{body}</article>
<footer>Copyright of the paper</footer></body></html>"""
LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
{"@type": "WebSite", "name": "S"},
{"@type": ["NewsArticle"], "headline": "Linked   Title", "datePublished": "2031-06-03T07:00:00Z",
"publisher": {"name": "Gotham Wire"}}]}</script>"""


def page(story, extra="", body=None):
    return PAGE.format(
        extra=extra, body=body or f"<p>{story}</p><p>{story[::-1]}</p><p>The end was near, they said.</p>"
    )


def test_article_and_open_graph(story):
    found = html.read(page(story))
    assert story in found.text
    assert "Copyright" not in found.text
    assert (found.title, found.outlet) == ("Open Graph > Title", "The Gotham Courier")
    assert found.published == "2031-06-03T08:00:00+01:00"


def test_json_ld_comes_first(story, folder):
    (report,) = load([folder({"1.html": page(story, LD)})]).reports
    assert (report.title, report.outlet, report.published) == (
        "Linked Title",
        "Gotham Wire",
        "2031-06-03T07:00:00+00:00",
    )


@pytest.mark.parametrize(
    "body", ["{", '[1, null, {"@type": 5}]', "[" * 100_000, '{"@type": "NewsArticle", "headline": 3}']
)
def test_broken_json_ld_is_passed_over(story, body):
    found = html.read(page(story, f'<script type="application/ld+json">{body}</script>'))
    assert found.title == "Open Graph > Title"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "http://[bad"])
def test_only_addresses_of_the_web(story, url):
    assert html.read(page(story, f'<meta property="og:url" content="{url}">')).url is None


def test_hundred_thousand_nested_elements(folder, story):
    deep = "<html><body>" + "<div>" * 100_000 + f"<p>{story}</p>" + "</div>" * 100_000 + "</body></html>"
    intake = load([folder({"1.html": deep})])
    (report,) = intake.reports
    assert report.read
    assert story in report.text
    assert any("nested 100001 deep" in note or "nested 100002 deep" in note for note in intake.notes)


def test_page_without_text(folder):
    (report,) = load([folder({"1.html": "<html><body><img src=x></body></html>"})]).reports
    assert (report.read, report.why) == (False, "no text was found in the page")


@pytest.mark.parametrize(
    "piece",
    [
        "<!--",
        "<a ",
        "<!",
        "<![CDATA[",
        "&",
        "&#",
        "<script>",
        "</",
        "<?",
        "<a b='",
        '<meta a="',
        "<title>",
        "<p",
        "<svg>",
    ],
)
def test_time_is_linear_in_hostile_pages(piece):
    start = time.process_time()
    html.read(piece * 60_000)
    assert time.process_time() - start < 3


def test_declared_charset_is_used_where_the_bytes_are_not_utf8(folder, story):
    data = page(story, '<meta charset="windows-1251">', f"<p>{story}</p><p>The word «мир» is peace.</p>").encode(
        "cp1251"
    )
    intake = load([folder({"1.html": data})])
    assert "«мир»" in intake.reports[0].text
    assert any("windows-1251" in note for note in intake.notes)


def test_looks_like_html():
    assert html.looks_like_html("\n<!-- x -->\n<!DOCTYPE html><p>")
    assert html.looks_like_html("<HTML>")
    assert not html.looks_like_html("The tag <html> is an old one.")
