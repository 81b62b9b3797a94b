"""From bytes to the verbatim text, or a reason why there is none."""

from __future__ import annotations

import codecs
import json
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
    (b"\xd0\xcf\x11\xe0", "an old Word document or an Outlook mail"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
WORD = b"word/"
TAR = slice(257, 262)
"""Where a tar archive says that it is one."""
NEVER = frozenset({"utf-8", "utf-7", "unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined"})
"""Codecs that no charset of a page or a mail is taken for: UTF-8 was tried, the others are no encodings of a text."""
LATIN = frozenset({"ascii", "iso8859-1"})
"""Names under which Windows-1252 is sent (the WHATWG's encoding standard reads them so)."""
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


def decode(data: bytes, *, html: bool = False, charset: str | None = None) -> Decoded:
    """The text of a file: UTF-8, or what its byte order mark says, or Windows-1252 if it can only be that.

    ``charset`` is what came with the bytes (a header). Bytes that are UTF-8 are read as UTF-8 all the
    same: servers name a default far oftener than another encoding makes valid UTF-8.
    """
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
    if kind := kind_of(data):
        return Decoded(why=kind)
    told = _codec(charset)
    wide = told is not None and told.startswith(("utf-16", "utf-32")) and b"\0" in data
    if told and (wide or _seven_bit(told)) and (named := _as(data, told, charset or told, "comes with it")):
        return named
    if b"\0" in data:
        return Decoded(why="the file is binary (it holds NUL bytes); give the text itself, as UTF-8")
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _guessed(data, error, html=html, told=charset)


def kind_of(data: bytes) -> str | None:
    """Why bytes of a known format that is no text cannot be read; null for anything else."""
    kind = next((name for start, name in FORMATS if data.startswith(start)), None)
    if data.startswith(b"PK\x03\x04"):
        kind = "a Word document" if WORD in data else "a zip archive"
    if data[TAR] == b"ustar":
        kind = "a tar archive"
    if kind is None:
        json_lines = "give the text itself; of many, write JSON lines (.jsonl) for memcon code"
        return f"the file is a JSON document, not text; {json_lines}" if _is_json(data) else None
    if kind.endswith("archive"):
        return f"the file is {kind}; unpack it and give the files or the folder"
    if kind == "a picture":
        return f"the file is {kind}, not text; give the text itself"
    return f"the file is {kind}, not text; save it as text or HTML and give that"


def _is_json(data: bytes) -> bool:
    """Whether bytes are a JSON object or list; a text that merely begins with a bracket is none."""
    if data[:200].lstrip()[:1] not in {b"{", b"["}:
        return False
    try:
        return isinstance(json.loads(data), dict | list)
    except (ValueError, RecursionError):
        return False


def _codec(charset: str | None) -> str | None:
    """Python's name for a charset, or null for one that is unknown or no encoding of a text."""
    if not charset:
        return None
    try:
        name = codecs.lookup(charset.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    return None if name in NEVER else "cp1252" if name in LATIN else name


def _seven_bit(codec: str) -> bool:
    """Whether the bytes of an encoding can pass for UTF-8 and mean something else: only those go before it."""
    return codec.startswith(("iso2022", "hz"))


def _as(data: bytes, codec: str, charset: str, whence: str) -> Decoded | None:
    """The text in a named encoding; null if the bytes are not in it."""
    try:
        checked = _checked(data.decode(codec))
    except (LookupError, UnicodeError):
        return None
    return Decoded(text=checked.text, why=checked.why, note=f"decoded as {charset}, which {whence}")


def _guessed(data: bytes, error: UnicodeDecodeError, *, html: bool, told: str | None) -> Decoded:
    """A text that is not UTF-8: by the charset named with it or in it, or Windows-1252 where that is plausible."""
    where = f"byte 0x{data[error.start]:02X} at {error.start}"
    codec = _codec(told)
    if told and codec and (named := _as(data, codec, told, "comes with it")):
        return named
    if html and (meta := CHARSET.search(data[:4096])):
        charset = meta[1].decode("ascii").lower()
        codec = _codec(charset)
        if codec and (named := _as(data, codec, charset, "the page names")):
            return named
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
