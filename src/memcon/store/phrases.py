"""Words in a row looked for in texts: accents and capitals make no difference, nor does what stands between words.

A common phrase has thousands of texts that hold its words, of which the tables of words do not say where. So a text is
looked through as the bytes that the file has, folded to plain small letters, which is three times as fast as a string.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import AnyStr

Part = tuple[tuple[str, ...], bool]
"""Words in a row, and whether the last is the beginning of one."""
BEYOND = re.compile(r"[^\x00-\x7f]")
BEYOND_BYTES = re.compile(rb"[\x80-\xff]+")
"""Characters in UTF-8 that are none of ASCII, up to the next that is."""
LETTER = b"0-9a-z\x80-\xff"
"""What words are made of in folded bytes."""
OTHER = b"\xff"
"""A letter of another script in folded bytes."""


def bare(words: str) -> str:
    """Words without their accents, which the tables of words pass over too; every character stays in its place."""
    return words if words.isascii() else BEYOND.sub(_bare, words)


def _bare(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFD", found[0])[0]


def patterns(parts: Sequence[Part]) -> tuple[re.Pattern[str], ...]:
    """What words in a row look like in a text that is ``bare`` and in small letters, wherever they begin."""
    return tuple(
        re.compile(r"[\W_]+".join(re.escape(bare(w).lower()) for w in words) + ("" if begun else r"(?![^\W_])"))
        for words, begun in parts
        if len(words) > 1
    )


def in_a_row(words: str, wanted: Sequence[re.Pattern[str]]) -> bool:
    """Whether a text has what each of some patterns of words in a row asks for, as words of their own."""
    return _all(bare(words).lower() if wanted else "", wanted)


def looking(parts: Sequence[Part]) -> Callable[[bytes], bool]:
    """The same question to a text in UTF-8; where the words are of another script, asked as ``in_a_row`` does."""
    rows = [(tuple(bare(w).lower() for w in words), begun) for words, begun in parts if len(words) > 1]
    if not all(w.isascii() for words, _ in rows for w in words):
        wanted = patterns(parts)
        return lambda body: in_a_row(body.decode("utf-8"), wanted)
    found = [
        re.compile(
            (b"[^" + LETTER + b"]+").join(re.escape(w.encode()) for w in words)
            + (b"" if begun else b"(?![" + LETTER + b"])")
        )
        for words, begun in rows
    ]

    def said(body: bytes) -> bool:
        low = body.lower()  # of bytes: A to Z alone
        # what is found without folding would be found with it, since no row reaches over what is folded
        return _all(low, found) or (not low.isascii() and _all(folded(low), found))

    return said


def _all(low: AnyStr, rows: Sequence[re.Pattern[AnyStr]]) -> bool:
    """Whether each row is there with no letter before it."""
    for row in rows:
        there = row.search(low)
        while there is not None and _letter(low, there.start() - 1):
            there = row.search(low, there.start() + 1)
        if there is None:
            return False
    return True


def _letter(low: str | bytes, at: int) -> bool:
    if at < 0:
        return False
    return low[at : at + 1].isalnum() or (isinstance(low, bytes) and low[at] >= 0x80)


def folded(low: bytes) -> bytes:
    """A text in small letters without accents, a byte each; other scripts' letters are all the same one."""
    return BEYOND_BYTES.sub(lambda found: _folded(found[0]), low)


@lru_cache(maxsize=4096)
def _folded(run: bytes) -> bytes:
    """Characters that are none of ASCII, as they are looked for."""
    return b"".join(
        low.encode() if low.isascii() else OTHER if low[0].isalnum() else b" "
        for low in (bare(char).lower() for char in run.decode("utf-8"))
    )
