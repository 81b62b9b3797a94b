"""Web pages: the article's text by trafilatura, the title, outlet and date by what the page declares.

The page is scanned here with searches that never look twice at the same characters, so that a
hostile page costs no more than a long one; the tree is left to trafilatura, and only for pages that
are not nested deeper than its parser keeps.
"""

from __future__ import annotations

import html as entities
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

DEPTH = 200
"""Open elements at once; libxml2 drops what is nested deeper than 256."""
TAG = 4_000
"""Characters of a tag that are looked at."""
VOID = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "th",
        "tr",
        "dd",
        "dt",
        "option",
    }
)
"""Elements that have no end, or may leave it out: they do not count as depth."""
RAW = frozenset({"script", "style", "noscript", "template", "svg", "textarea", "iframe", "title"})
BLOCK = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    }
)
STAMPS = ("JSON-LD datePublished", "article:published_time", "og:published_time", "dc.date.issued", "dcterms.issued",
          "dc.date", "parsely-pub-date", "sailthru.date", "pubdate", "date")  # fmt: skip
"""Where pages write when they were published."""
OWN = 3
"""How many of these, from the first, are taken for the date; the others only bear witness to it."""
PLACES = {
    "title": ("JSON-LD headline", "og:title", "<title>"),
    "outlet": ("JSON-LD outlet", "og:site_name", "application-name"),
    "url": ("og:url", "JSON-LD url", "<link rel=canonical>", "the browser that saved it"),
}
SAVED = re.compile(r"<!-- saved from url=\(\d{1,5}\)(\S{1,2000}) -->")
ATTRIBUTE = re.compile(r"([A-Za-z][\w:.-]{0,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
NAME = re.compile(r"/?[A-Za-z][A-Za-z0-9]{0,30}")
ARTICLE = frozenset({"NewsArticle", "Article", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle",
                     "OpinionNewsArticle", "LiveBlogPosting", "BlogPosting", "Report", "WebPage"})  # fmt: skip
START = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
                   re.IGNORECASE | re.DOTALL)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page gives; ``published`` is the page's own time stamp, ISO 8601 or null.

    ``stamps`` are all its time stamps of publication by the place where each stands, that of
    ``published`` first; ``where`` names the place of each other value.
    """

    text: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    note: str | None = None
    stamps: tuple[tuple[str, str], ...] = ()
    where: tuple[tuple[str, str], ...] = ()


def looks_like_html(text: str) -> bool:
    """Whether a text is a web page by its first characters."""
    return START.match(text[:3_000]) is not None


def read(markup: str) -> Page:
    """The article in a page, and what the page declares of it; an empty text if there is none."""
    found = _scan(markup)
    text, note = "", None
    if found.depth <= DEPTH:
        text = _extract(markup)
    else:
        note = f"elements nested {found.depth} deep; the whole text of the page is taken, not the article alone"
    if not text.strip():
        text = found.text
        if note is None and text.strip():
            note = "no article was found in the page; the whole text of the page is taken"
    values = {"JSON-LD " + k: v for k, v in _declared(found).items()} | found.meta
    values["<title>"] = found.title or ""
    if saved := SAVED.search(markup[:3_000]):
        values["the browser that saved it"] = saved[1]
    named = {key: _named(values, *places) for key, places in PLACES.items()}
    stamps = [s for place in STAMPS if (s := _named(values, place)) is not None]
    return Page(
        text=text,
        title=_value(named["title"]),
        outlet=_value(named["outlet"]),
        published=stamps[0][1] if stamps and stamps[0][0] in STAMPS[:OWN] else None,
        url=_web(_value(named["url"])),
        language=_first(found.meta.get("html lang")),
        note=note,
        stamps=tuple(stamps),
        where=tuple((key, place[0]) for key, place in named.items() if place is not None),
    )


def _named(values: dict[str, str], *places: str) -> tuple[str, str] | None:
    """The first of these places that holds something, and what."""
    return next(((place, v) for place in places if (v := _first(values.get(place))) is not None), None)


def _value(named: tuple[str, str] | None) -> str | None:
    """The value of a place."""
    return named[1] if named else None


def _first(*values: str | None) -> str | None:
    """The first value that holds something."""
    for value in values:
        if value and value.strip():
            return entities.unescape(" ".join(value.split()))
    return None


def _web(url: str | None) -> str | None:
    """An address of the web, or null: a page may declare ``javascript:`` too."""
    try:
        return url if url and urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:
        return None


@dataclass(slots=True, kw_only=True)
class _Scan:
    """What one pass over the page finds."""

    text: str
    depth: int
    title: str | None
    meta: dict[str, str]
    data: list[str]


def _tag_end(markup: str, start: int) -> int:
    """The offset of a tag's ``>``, one in a quoted value passed over where the tag is short; −1 if none."""
    end = markup.find(">", start)
    if end < 0 or not NAME.match(markup, start + 1):
        return end
    for _ in range(20):
        inside = markup[start : min(end, start + TAG)]
        if end - start > TAG or (inside.count('"') % 2 == 0 and (inside.count("'") % 2 == 0 or '"' in inside)):
            return end
        further = markup.find(">", end + 1, start + TAG)
        if further < 0:
            return end
        end = further
    return end


def _pieces(markup: str) -> Iterator[tuple[str, str, str]]:
    """The page as ``(text, tag name, tag or raw content)``; every search ends at or after where it began."""
    lower = markup.lower() if len(markup.lower()) == len(markup) else markup
    missing: set[str] = set()
    position, size = 0, len(markup)
    while position < size:
        start = markup.find("<", position)
        if start < 0:
            yield markup[position:], "", ""
            return
        if start > position:
            yield markup[position:start], "", ""
        if markup.startswith("<!--", start) and "-->" not in missing:
            end = markup.find("-->", start + 4)
            if end >= 0:
                position = end + 3
                continue
            missing.add("-->")
        name = NAME.match(markup, start + 1)
        if name is None and markup[start + 1 : start + 2] not in {"!", "?"}:
            yield "<", "", ""
            position = start + 1
            continue
        end = -1 if ">" in missing else _tag_end(markup, start)
        if end < 0:
            missing.add(">")
            position = start + 1
            continue
        word = name[0].lower() if name else ""
        position = end + 1
        closing = f"</{word}"
        if word in RAW and closing not in missing:
            stop = lower.find(closing, position)
            if stop < 0:
                missing.add(closing)
            else:
                yield "", word, markup[start : min(end, start + TAG)] + ">" + markup[position:stop]
                position = stop
                continue
        yield "", word, markup[start : min(end + 1, start + TAG)]


def _scan(markup: str) -> _Scan:
    """Text, depth, title, declarations and JSON-LD of a page, in one pass."""
    out: list[str] = []
    found = _Scan(text="", depth=0, title=None, meta={}, data=[])
    depth = 0
    for text, name, tag in _pieces(markup):
        if text:
            out.append(entities.unescape(re.sub(r"\s+", " ", text)))
            continue
        if name.startswith("/"):
            depth = max(0, depth - (name[1:] not in VOID))
            if name[1:] in BLOCK:
                out.append("\n")
            continue
        if name in BLOCK:
            out.append("\n")
        if name == "script":
            head, _, body = tag.partition(">")
            if "ld+json" in head.lower():
                found.data.append(body)
        elif name == "title":
            found.title = found.title or tag.partition(">")[2][:1_000]
        elif name == "link" and "canonical" in tag:
            pairs = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in ATTRIBUTE.finditer(tag[:TAG])}
            if pairs.get("rel", "").lower() == "canonical":
                found.meta.setdefault("<link rel=canonical>", pairs.get("href", ""))
        elif name in {"meta", "html"} and len(found.meta) < 500:
            pairs = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in ATTRIBUTE.finditer(tag[:TAG])}
            if name == "html":
                found.meta.setdefault("html lang", pairs.get("lang", ""))
            elif key := (pairs.get("property") or pairs.get("name") or "").lower():
                found.meta.setdefault(key, pairs.get("content", ""))
        if name and name not in VOID and name not in RAW:
            depth += 1
            found.depth = max(found.depth, depth)
    lines = (" ".join(line.split()) for line in "".join(out).split("\n"))
    found.text = "\n".join(line for line in lines if line)
    return found


def _extract(markup: str) -> str:
    """The article's text by trafilatura, comments left out; empty if it finds none or fails."""
    import trafilatura  # noqa: PLC0415 - 0.2 s that a text file need not pay

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    try:
        found = trafilatura.extract(markup, include_comments=False, include_tables=True, with_metadata=False)
    except Exception:  # noqa: BLE001 - whatever a hostile page does to the parser, the plain text is still there
        return ""
    return found or ""


def _declared(found: _Scan) -> dict[str, str]:
    """Headline, outlet, date and address from the page's JSON-LD, that of a news article first."""
    best: tuple[int, dict[str, str]] = (99, {})
    for body in found.data[:20]:
        try:
            value = json.loads(body)
        except (ValueError, RecursionError):
            continue
        for item in _objects(value):
            kinds = item.get("@type")
            names = {k for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str)}
            if not names & ARTICLE:
                continue
            rank = 0 if any(n.endswith("NewsArticle") for n in names) else 2 if names == {"WebPage"} else 1
            if rank < best[0]:
                best = (rank, _fields(item))
    return best[1]


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """The objects at the top of a JSON-LD block and in its graph."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            if isinstance(graph, list):
                yield from (g for g in graph if isinstance(g, dict))


def _fields(item: dict[str, Any]) -> dict[str, str]:
    """The fields of an article that memcon uses, as strings."""
    out = {key: item[key] for key in ("headline", "datePublished", "url") if isinstance(item.get(key), str)}
    publisher = item.get("publisher")
    publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
    name = publisher.get("name") if isinstance(publisher, dict) else publisher
    if isinstance(name, str):
        out["outlet"] = name
    return out
