"""From bytes to the verbatim text, or a reason why there is none."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),  # before UTF-16: its mark starts with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
FORMATS = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a Word document or another zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "an RTF document"),
)
CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
SURROGATE = re.compile("[\ud800-\udfff]")
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
TYPOGRAPHY = frozenset("‘’“”–—…•™€£§°©®«»·‚„†‡‰‹›´¨¸¡¿ªº¼½¾×÷±\xa0\xad¢¥¬µ¶")
RARE = 0.12
"""The largest share of characters outside ASCII in a text taken for Windows-1252 (Western languages have less)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text, or ``why`` there is none; ``note`` says how it was come by if not as UTF-8."""

    text: str = ""
    why: str | None = None
    note: str | None = None


def decode(data: bytes, *, html: bool = False) -> Decoded:
    """The text of a file: UTF-8, or what its byte order mark says, or Windows-1252 if it can only be that."""
    if not data:
        return Decoded(why="the file is empty")
    for mark, codec, name in MARKS:
        if data.startswith(mark):
            try:
                return _checked(data.decode(codec))
            except UnicodeDecodeError as error:
                return Decoded(
                    why=f"the file is marked as {name} and is not, from byte {error.start} on; save it as UTF-8"
                )
    kind = next((name for start, name in FORMATS if data.startswith(start)), None)
    if kind:
        return Decoded(why=f"the file is {kind}, not text; save it as text or HTML and give that")
    if b"\0" in data:
        return Decoded(why="the file is binary (it holds NUL bytes); give the text itself, as UTF-8")
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _guessed(data, error, html=html)


def _guessed(data: bytes, error: UnicodeDecodeError, *, html: bool) -> Decoded:
    """A text that is not UTF-8: by the charset a page names, or Windows-1252 where that is plausible."""
    where = f"byte 0x{data[error.start]:02X} at {error.start}"
    if html and (named := CHARSET.search(data[:4096])):
        charset = named[1].decode("ascii").lower()
        try:
            if codecs.lookup(charset).name not in {"utf-8", "unicode_escape", "raw_unicode_escape", "idna", "punycode"}:
                named_text = _checked(data.decode(charset))
                return Decoded(
                    text=named_text.text, why=named_text.why, note=f"decoded as {charset}, which the page names"
                )
        except (LookupError, UnicodeError):
            pass
    refused = Decoded(why=f"the file is not UTF-8 ({where}) and its encoding cannot be told; save it as UTF-8")
    replaced = data.decode("utf-8", "replace")
    if sum(ord(c) > 127 for c in replaced) >= 2 * replaced.count("\ufffd"):
        # Characters that only UTF-8 explains stand beside the bad byte: damaged, not another encoding.
        return Decoded(why=f"the file is damaged UTF-8 ({where}); save it again as UTF-8")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return refused
    outside = [c for c in text if ord(c) > 127]
    if len(outside) > RARE * len(text) or not all(c.isalpha() or c in TYPOGRAPHY for c in outside):
        return refused
    checked = _checked(text)
    return Decoded(text=checked.text, why=checked.why, note=f"decoded as Windows-1252: it is not UTF-8 ({where})")


def _checked(text: str) -> Decoded:
    """The text, unless it is blank or full of control characters."""
    if not text or text.isspace():
        return Decoded(why="the file is empty but for white space")
    controls = len(CONTROL.findall(text))
    if "\0" in text or (controls > 1 and controls * 100 > len(text)):
        return Decoded(why=f"the file is binary ({controls} control characters); give the text itself, as UTF-8")
    if SURROGATE.search(text):
        return Decoded(why="the text holds half characters (lone surrogates), which no file can keep; save it as UTF-8")
    return Decoded(text=text)
