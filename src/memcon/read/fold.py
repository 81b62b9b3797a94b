"""Clean copies of a text for matching and parsing, with the way back to the verbatim text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

_LONGEST_RUN = 80
"""Characters without white space after which the folded text gets a space: no word is longer."""

_DASHES = "‐‑‒–−﹘﹣－"
_DOUBLE = "“”„‟«»″＂「」『』"
_SINGLE = "‘’‚‛′＇`´"
_STROKES = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ħ": "h", "ŧ": "t"}
_NOTHING = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"
_UNSEEN = re.compile(f"[{_NOTHING}]")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])[^*\n]{1,200}(?<=[^\s*])\1(?![\w*])")
"""Words that Markdown sets off with asterisks; the marks are no words."""
_BREAK = re.compile(r"[^\S ]")
"""White space that is no blank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """A folded stretch of a report; ``offsets[k]`` is the verbatim offset of folded character ``k``."""

    text: str
    offsets: Sequence[int]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The half-open verbatim offsets of a non-empty half-open folded range."""
        return self.offsets[start], self.offsets[end - 1] + 1


@cache
def _table() -> dict[int, str]:
    """One character for one: dashes, quotes and odd spaces to ASCII."""
    table = {ord(c): "-" for c in _DASHES}
    table |= {ord(c): '"' for c in _DOUBLE}
    table |= {ord(c): "'" for c in _SINGLE}
    table |= dict.fromkeys((160, 5760, 8239, 8287, 12288, *range(8192, 8203)), " ")
    return table


def ascii_marks(text: str) -> str:
    """The text with dashes, quotes and spaces in ASCII; of the same length."""
    return text if text.isascii() and "`" not in text else text.translate(_table())


@lru_cache(maxsize=4096)
def _bare(char: str) -> str:
    """A letter without its accents, if one letter is left; else the character itself."""
    char = _STROKES.get(char, char)
    parts = [c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c)]
    return parts[0] if len(parts) == 1 else char


def plain(text: str) -> str:
    """The text for matching names: ASCII marks, no accents, no white space but spaces; of the same length."""
    marked = ascii_marks(text)
    if marked.isascii():
        return marked.replace("\n", " ").replace("\t", " ").replace("\r", " ")
    return "".join(c if c.isascii() else _bare(c) for c in marked).translate({9: " ", 10: " ", 13: " "})


def _even(marked: str) -> bool:
    """Whether nothing is to be left out of a text, and no run of it is too long."""
    if "*" in marked and _EMPHASIS.search(marked):
        return False
    return (marked.isascii() or not _UNSEEN.search(marked)) and max(map(len, marked.split()), default=0) <= _LONGEST_RUN


def _emphasis(marked: str, start: int) -> set[int]:
    """The verbatim offsets of the asterisks that set words off."""
    out: set[int] = set()
    for m in _EMPHASIS.finditer(marked) if "*" in marked else ():
        width = len(m[1])
        out |= {*range(start + m.start(), start + m.start() + width), *range(start + m.end() - width, start + m.end())}
    return out


def fold(text: str, start: int, end: int, *, apart: Collection[int] = ()) -> Folded:
    """The stretch for the parser: ASCII marks, invisible characters and marks of emphasis left out, spaces put in.

    ``apart`` holds verbatim offsets before which a space is put in where none stands, so that marks
    glued to a word become tokens of their own.
    """
    marked = ascii_marks(text[start:end])
    if _even(marked) and not any(start <= at < end for at in apart):
        return Folded(text=_BREAK.sub(" ", marked), offsets=range(start, end))
    chars: list[str] = []
    offsets: list[int] = []
    run = 0
    marks = _emphasis(marked, start)
    for at, char in enumerate(marked, start):
        if char in _NOTHING or at in marks:
            continue
        if char.isspace():
            char, run = " ", 0
        else:
            run += 1
        if (run > _LONGEST_RUN) or (at in apart and chars and chars[-1] != " " and char != " "):
            chars.append(" ")
            offsets.append(at)
            run = 1
        chars.append(char)
        offsets.append(at)
    return Folded(text="".join(chars), offsets=tuple(offsets))
