"""Links to the words at the source: a report's address with a text fragment that opens at a passage.

After the text fragment specification of the WICG (``#:~:text=[prefix-,]start[,end][,-suffix]``). An address
that is not plain http or https gives no link.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

LONG = 160
"""Characters from which a passage is given by its first and last words."""
ENDS = 5
"""How many words stand for the start, and for the end, of a long passage."""
NEIGHBOURS = 6
"""At most so many words before and after a passage tell it from others like it."""
_FORBIDDEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\\]")
_UNSAFE = re.compile("[\"'<>^`{|}()\\[\\]]")


@lru_cache(maxsize=256)
def address(url: str | None) -> str | None:
    """A web address that is safe to link to, without any text fragment of its own; null for any other text.

    Only http and https with a host, no name and password, no spaces or control characters; signs that could
    end an attribute or a Markdown link are percent-encoded.
    """
    if not url or _FORBIDDEN.search(url):
        return None
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    plain = url.split(":~:", 1)[0].removesuffix("#")
    return _UNSAFE.sub(lambda m: f"%{ord(m[0]):02X}", plain)


def at_source(url: str | None, text: str, start: int, end: int) -> str:
    """The link that opens a report's page at ``text[start:end]``; empty where there is no safe address.

    The passage is widened to whole words. Words before and after it are given only where the same words stand
    elsewhere in the text too.
    """
    base = address(url)
    start, end = _words_whole(text, start, end)
    said = _flat(text[start:end])
    if base is None or not said:
        return ""
    words = said.split()
    lines = "\n" in text[start:end].strip()
    if (len(said) > LONG or lines) and len(words) >= 2:
        most = min(ENDS, len(words) // 2)
        terms = [" ".join(words[:most]), " ".join(words[-most:])]
    else:
        terms = [said]
    before, after = _context(text, start, end, terms[0] if len(terms) > 1 else said)
    fields = [
        *([f"{_encoded(before)}-"] if before else []),
        *map(_encoded, terms),
        *([f"-{_encoded(after)}"] if after and len(terms) == 1 else []),
    ]
    return f"{base}{'' if '#' in base else '#'}:~:text={','.join(fields)}"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _encoded(term: str) -> str:
    """Percent-encoded, the dash too, which has a meaning of its own in a text directive."""
    return quote(term, safe="").replace("-", "%2D")


def _words_whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without spaces at its ends and without half a word at either."""
    start, end = max(0, start), min(len(text), end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
            start -= 1
        while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
            end += 1
    return start, end


@lru_cache(maxsize=64)
def _folded(text: str) -> str:
    """The text as a browser matches it: on one line, case folded."""
    return _flat(text).casefold()


def _context(text: str, start: int, end: int, said: str) -> tuple[str, str]:
    """The fewest words before and after that tell the passage from the same words elsewhere; empty where they need not.

    The words before are enough where they can be; those after are asked only then.
    """
    whole, key = _folded(text), said.casefold()
    if whole.count(key) < 2:
        return "", ""
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    left = text[line:start].split()
    right = text[end : stop if stop >= 0 else len(text)].split()
    before = after = ""
    for n in range(1, NEIGHBOURS + 1):
        before = " ".join(left[-n:])
        if before and whole.count(f"{before} {said}".casefold()) == 1:
            return before, ""
        after = " ".join(right[:n])
        if after and whole.count(f"{said} {after}".casefold()) == 1:
            return "", after
    return before, after
