"""Feeds: RSS 0.9x to 2.0, Atom, JSON Feed; which articles they name, and what they say of each.

The bytes are those that memcon fetched itself; feedparser never asks the net. Before it sees them they
are decoded here, entities of the feed's own are refused, and what stands before the root is taken off,
so that nothing is left in them that could unfold; `memcon.ingest.feed_slim` keeps of the rest what is
needed. What a feed says of an article is hearsay about it: the page's own word goes first (`memcon.ingest.report`).
"""

from __future__ import annotations

import html as entities
import io
import json
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from importlib import import_module
from typing import Any
from urllib.parse import urljoin

from memcon.ingest import decode, feed_slim, head, html
from memcon.ingest.addresses import checked
from memcon.ingest.feed_shape import looks_like_feed, root
from memcon.ingest.tables import words
from memcon.model.errors import ReportError

BYTES = 5_000_000
ENTRIES = 1_000
"""Entries of one feed that are looked at, from the first."""
KEY = 500
EARLIEST = date(1990, 1, 1)
DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})""")
TAGS = re.compile(r"<[^<>]{0,1000}>")
REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
LAST, HALVES = 0x10FFFF, range(0xD800, 0xE000)
"""The last character that there is, and the numbers that are half of one."""
LINK = re.compile(r"<link\b([^<>]{0,1000})>", re.IGNORECASE)
PERIODS = {"hourly": 60, "daily": 1_440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a feed says of one article. ``key`` tells it within its feed; ``link`` is null where none can be asked.

    ``published`` and ``updated`` are ISO 8601, with an offset where the feed gives one, or null.
    """

    key: str
    link: str | None = None
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: str | None = None
    updated: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed as it was read. ``minutes`` is how long it asks to be left alone, null where it does not say."""

    kind: str
    title: str | None = None
    entries: tuple[Entry, ...] = ()
    minutes: int | None = None
    notes: tuple[str, ...] = ()


def parse(data: bytes, address: str, charset: str | None = None) -> Feed:
    """The feed that stands at ``address``; raises `ReportError` where the bytes are none that is read."""
    if len(data) > BYTES:
        raise ReportError(f"the feed is larger than {BYTES:,} bytes; nothing of it was read")
    if not looks_like_feed(data):
        if html.looks_like_html(data[:3_000].decode("latin-1")):
            raise ReportError("it is a web page and no feed")
        raise ReportError("it is no feed (neither RSS nor Atom nor JSON Feed)")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json(data, address)
    return _xml(_text(data, charset), address)


def hearsay(entry: Entry, feed: Feed) -> dict[str, str]:
    """What a feed says of a page, by the keys of what is known of a report."""
    told = {"title": entry.title, "outlet": entry.outlet or feed.title, "published": entry.published}
    return {key: value for key, value in told.items() if value}


def alternates(data: bytes, address: str) -> tuple[str, ...]:
    """The feeds that a page names as its own (``<link rel="alternate">``)."""
    out: list[str] = []
    for tag in LINK.finditer(data[:300_000].decode("utf-8", "replace")):
        pairs = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in html.ATTRIBUTE.finditer(tag[1])}
        kind = pairs.get("type", "").lower().split(";")[0].strip()
        if "alternate" in pairs.get("rel", "").lower().split() and kind in words("feeds.tsv"):
            link = _link(pairs.get("href"), address)
            out += [link] if link else []
    return tuple(dict.fromkeys(out))[:10]


def _text(data: bytes, charset: str | None) -> str:
    """The feed as text: by its byte order mark, the head of the answer, its own declaration, or UTF-8 (RFC 7303)."""
    declared = DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
    decoded = decode.decode(data, charset=charset or (declared[1].decode("ascii") if declared else None))
    if decoded.why:
        raise ReportError(f"the feed cannot be read: {decoded.why}")
    return decoded.text


def _xml(text: str, address: str) -> Feed:
    at, own = root(text)
    if own:
        raise ReportError("the feed declares entities of its own, which could unfold without end; it is not read")
    if at is None:
        raise ReportError("it is no feed (no root of RSS or Atom)")
    notes: list[str] = []
    body, why = feed_slim.slim(text[at:], ENTRIES)
    if why is not None:
        notes.append(f"not well formed ({why}); read as far as it can be")
    body = REFERENCE.sub(_reference, body)
    data = ('<?xml version="1.0" encoding="utf-8"?>\n' + body).encode("utf-8", "replace")
    parser: Any = import_module("feedparser")
    found = parser.parse(
        io.BytesIO(data),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": address},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    told = found.feed
    items = found.entries
    if len(items) >= ENTRIES:
        notes.append(f"of many entries the first {ENTRIES:,} are looked at")
    return Feed(
        kind=parser_name(found.version),
        title=_words(told.get("title")),
        entries=_distinct(_entry(item, address) for item in items[:ENTRIES]),
        minutes=_minutes(told),
        notes=tuple(notes),
    )


def _reference(found: re.Match[str]) -> str:
    """A character named by its number; one that there is not, on which the library fails, is marked as such."""
    figures = (found[1] or found[2]).lstrip("0")
    number = int(figures, 16 if found[1] else 10) if len(figures) < 9 and figures else LAST + 1
    return found[0] if number <= LAST and number not in HALVES else "\ufffd"


def parser_name(version: str) -> str:
    """The name of a form of feed as it is shown."""
    return {"rss20": "RSS 2.0", "rss10": "RSS 1.0", "atom10": "Atom 1.0"}.get(
        version, "Atom" if version.startswith("atom") else "RSS"
    )


def _entry(item: Mapping[str, Any], address: str) -> Entry:
    source = item.get("source")
    link = _link(item.get("feedburner_origlink"), address) or _link(item.get("link"), address)
    ident = item.get("id") or link or f"{item.get('title', '')} {item.get('published', '')}"
    return Entry(
        key=_whole(str(ident).strip()[:KEY]),
        link=link,
        title=_words(item.get("title")),
        author=_words(item.get("author")),
        outlet=_words(source.get("title")) if isinstance(source, Mapping) else None,
        published=_date(item.get("published"), item.get("published_parsed")),
        updated=_date(item.get("updated"), item.get("updated_parsed")) if "updated" in item.keys() else None,  # noqa: SIM118 - "in item" gives published for it
    )


def _distinct(found: Iterator[Entry]) -> tuple[Entry, ...]:
    """The entries, of those with one key the first."""
    out: dict[str, Entry] = {}
    for one in found:
        out.setdefault(one.key, one)
    return tuple(out.values())


def _json(data: bytes, address: str) -> Feed:
    """A JSON Feed (jsonfeed.org, 1.1)."""
    try:
        told = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ReportError("the feed is JSON that is not well formed; nothing of it was read") from error
    items = told.get("items") if isinstance(told, dict) else None
    if not isinstance(items, list):
        raise ReportError("the feed is JSON without a list of items; nothing of it was read")
    entries: list[Entry] = []
    for item in items[:ENTRIES]:
        if isinstance(item, dict):
            link = _link(item.get("external_url") or item.get("url"), address)
            authors = item.get("authors") or [item.get("author")]
            first = authors[0] if isinstance(authors, list) and isinstance(authors[0], dict) else {}
            entries.append(
                Entry(
                    key=_whole(str(item.get("id") or link or item.get("title") or "")[:KEY]),
                    link=link,
                    title=_words(item.get("title")),
                    author=_words(first.get("name")),
                    published=_date(item.get("date_published"), None),
                    updated=_date(item.get("date_modified"), None),
                )
            )
    notes = (f"{len(items):,} entries; the first {ENTRIES:,} are looked at",) if len(items) > ENTRIES else ()
    return Feed(kind="JSON Feed", title=_words(told.get("title")), entries=_distinct(iter(entries)), notes=notes)


def _words(value: object) -> str | None:
    """A title or a name without its markup, on one line; null where there is none."""
    if not isinstance(value, str):
        return None
    return head.clean(_whole(entities.unescape(TAGS.sub(" ", value[:5_000]))))


def _whole(text: str) -> str:
    """A text that can be written as UTF-8: JSON may name half a character, which becomes a question mark."""
    return text.encode("utf-8", "replace").decode()


def _link(value: object, address: str) -> str | None:
    """The address that a feed names, resolved; null for one that may not be asked."""
    if not isinstance(value, str) or not value.strip() or len(value) > 3_000:
        return None
    try:
        return str(checked(urljoin(address, value.strip())))
    except (ReportError, ValueError):
        return None


def _date(value: object, parsed: object) -> str | None:
    """A date of a feed in ISO 8601, its offset kept where it is told; null where it is none or cannot be."""
    found: datetime | None = None
    text = value.strip() if isinstance(value, str) and len(value) < 100 else ""
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            if text and isinstance(parsed, time.struct_time):
                found = _of(parsed)
    if found is None or found.date() < EARLIEST:
        return None
    offset = found.utcoffset()
    return None if offset and abs(offset) > timedelta(hours=15) else found.replace(microsecond=0).isoformat()


def _of(parsed: Sequence[int]) -> datetime | None:
    try:
        return datetime(*parsed[:6], tzinfo=UTC)  # type: ignore[misc,arg-type]
    except (ValueError, OverflowError):
        return None


def _minutes(told: Mapping[str, Any]) -> int | None:
    """How many minutes a feed asks to be left alone: ``ttl``, or the period of its updates."""
    ttl = str(told.get("ttl") or "")
    if ttl.isascii() and ttl.isdigit() and len(ttl) < 7:
        return int(ttl)
    period = PERIODS.get(str(told.get("sy_updateperiod") or "").strip().lower())
    often = str(told.get("sy_updatefrequency") or "1").strip()
    if period and often.isascii() and often.isdigit() and 0 < len(often) < 5 and int(often):
        return max(1, period // int(often))
    return None
