from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

from memcon.model.memo import Memorandum, Tool
from memcon.present.page import page


class Reader(HTMLParser):
    """The ids, links, tags and text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.fragments: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if str(given.get("href", "")).startswith("#"):
            self.fragments.append(str(given["href"])[1:])

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


def test_every_link_of_the_page_lands_somewhere_and_no_id_stands_twice(memo: Memorandum) -> None:
    reader = read(page(memo))
    assert set(reader.fragments) <= set(reader.ids)
    assert len(reader.ids) == len(set(reader.ids))
    assert {f"c-C{i}" for i in range(1, 11)} <= set(reader.ids)


def test_text_of_reports_is_inert(memo: Memorandum) -> None:
    html = page(memo)
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "&lt;b&gt;Prime&lt;/b&gt;" in html.replace("</a></mark>", "").replace("<b>", "!")
    reader = read(html)
    assert "b" not in reader.tags
    assert not [a for a in reader.attributes if a.startswith("on") or a == "style"]


def test_the_policy_allows_the_style_sheet_alone(memo: Memorandum) -> None:
    html = page(memo)
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert style is not None
    assert policy is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src &#39;sha256-{digest}&#39;" in policy[1] or f"style-src 'sha256-{digest}'" in policy[1]
    assert policy[1].startswith("default-src 'none'")


def test_the_page_says_what_a_reader_needs_first(memo: Memorandum) -> None:
    text = " ".join(read(page(memo, zone="Asia/Kolkata")).text.split())
    order = ["Rojas–Vidal telephone call", "What happened", "Before you file", "Clocks", "Where the accounts part"]
    order += ["In their words", "Held back and left out", "Levers", "Agenda", "Watch", "What to ask", "Readings"]
    body = text[text.index("To the memorandum") :]
    places = [body.index(name, body.index("Sources") if name != order[0] else 0) for name in order]
    assert places == sorted(places)
    assert "Sun 4 May, 03:30–10:30 h" in text
    assert "R1 says Rojas; R2 says Vidal." in text
    assert "it is binary; give text" in text
    assert "Silence is not denial" in text


def test_overlapping_passages_keep_the_text_whole(memo: Memorandum) -> None:
    html = page(memo)
    article = html[html.index('id="r-R1"') :]
    text = " ".join(read(article[: article.index("</article>")]).text.split())
    assert "President Ana Rojas phoned <b>Prime</b> Minister Tomás Vidal on the evening of May 3." in text


def test_a_memorandum_without_events_still_makes_a_page() -> None:
    empty = Memorandum(tool=Tool(name="memcon", version="0", rules="x"), reports=())
    assert "No event found in these reports" in page(empty)


def test_a_link_that_is_no_web_address_is_not_made(memo: Memorandum) -> None:
    first = replace(memo.reports[0], url="javascript:alert(1)")
    assert "javascript:" not in page(replace(memo, reports=(first, *memo.reports[1:])))


def test_without_any_time_a_sentence_stands_for_the_timeline(memo: Memorandum) -> None:
    bare = replace(memo.events[0], time=None, slots=())
    html = page(replace(memo, events=(bare, *memo.events[1:])))
    assert '<svg class="tl' not in html
    assert "No timeline: no report gives a date or an hour that could be set on a clock." in html
    assert "no report dates it" in html


def test_the_drawings_are_named_and_stand_beside_their_tables(memo: Memorandum) -> None:
    html = page(memo, zone="Asia/Kolkata")
    drawings = re.findall(r'<svg class="tl (wide|narrow)"[^>]*role="img" aria-labelledby="([^"]*)"', html)
    assert [name for name, _ in drawings] == ["wide", "narrow"]
    ids = set(read(html).ids)
    assert all(set(labels.split()) <= ids for _, labels in drawings)
    assert "Rojas–Vidal telephone call: Lima −5, Sat 3 May, 17–24 h; Kolkata (yours) +5:30, Sun 4 May" in html
    assert '<table class="stack clocks">' in html
    assert "<script" not in html
