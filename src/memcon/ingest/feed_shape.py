"""Whether bytes are a feed, by how they begin: cheap, and without anything of the web or of XML loaded."""

from __future__ import annotations

import re

ROOT = re.compile(r"<(?:[A-Za-z][\w.-]{0,40}:)?(rss|RDF|feed)[\s>/]")
JSON_FEED = "https://jsonfeed.org/version/"


def looks_like_feed(data: bytes) -> bool:
    """Whether bytes begin as a feed does: a root of RSS, RDF or Atom, or the version of a JSON Feed."""
    top = data[:6_000]
    if top.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return JSON_FEED.encode() in top.replace(b"\\/", b"/")
    codec = "utf-16" if top[:2] in {b"\xff\xfe", b"\xfe\xff"} else "latin-1"
    text = top.decode(codec, "replace").removeprefix("ï»¿")
    at, own = root(text)
    return ROOT.search(text) is not None if own else at is not None and ROOT.match(text, at) is not None


def root(text: str) -> tuple[int | None, bool]:
    """Where the root element begins, and whether a document type with entities of its own stands before it."""
    at, own = 0, False
    while True:
        at = _past_space(text, at)
        if text.startswith("<?", at):
            end = text.find("?>", at)
        elif text.startswith("<!--", at):
            end = text.find("-->", at) + 1
        elif text[at : at + 9].upper() == "<!DOCTYPE":
            end = text.find(">", at)
            own = own or "[" in text[at : end if end > 0 else at + 10_000]
            end -= 1
        else:
            return (at, own) if text.startswith("<", at) and text[at + 1 : at + 2].isalpha() else (None, own)
        if own or end < 1:
            return None, own
        at = end + 2


def _past_space(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n\ufeff":
        at += 1
    return at
