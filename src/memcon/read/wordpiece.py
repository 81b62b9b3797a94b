"""BERT's WordPiece for the encoder: pieces of words, with the places they come from.

The lower-cased tokenizer of Devlin et al. 2019, written out so that no tokenizer library is needed
at run time: control characters go, accents go, ideographs and punctuation stand alone, then the
longest known piece first. ``training.check_wordpiece`` holds it against the library it stands for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

PAD, UNKNOWN, FIRST, LAST = 0, 100, 101, 102
"""Numbers of the vocabulary's own marks: padding, unknown word, first and last of a text."""

_LONGEST_WORD = 100
_IDEOGRAPHS = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """The pieces of a text without the marks for first and last; offsets are half-open, into that text."""

    ids: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@cache
def vocabulary() -> dict[str, int]:
    """Piece → number; pieces within a word begin with ``##``."""
    text = files("memcon.read").joinpath("model_files/vocabulary.txt").read_text(encoding="utf-8")
    return {piece: number for number, piece in enumerate(text.split("\n")) if piece}


def pieces(text: str) -> Pieces:
    """The pieces of a text in order; a word that cannot be made of known pieces is one unknown piece."""
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    for word, places in _words(text):
        for number, first, last in _cut(word):
            ids.append(number)
            starts.append(places[first])
            ends.append(places[last - 1] + 1)
    return Pieces(ids=tuple(ids), starts=tuple(starts), ends=tuple(ends))


@lru_cache(maxsize=1 << 17)
def _character(character: str) -> tuple[str, bool]:
    """What a character becomes, and whether it stands alone; a blank where words part, nothing where it goes."""
    code = ord(character)
    if character in "\t\n\r" or unicodedata.category(character) == "Zs" or character in "\u2028\u2029\u0085":
        return " ", False
    if code in {0, 0xFFFD} or unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs"}:
        return "", False
    if any(low <= code <= high for low, high in _IDEOGRAPHS):
        return character, True
    plain = "".join(c for c in unicodedata.normalize("NFD", character) if unicodedata.category(c) != "Mn").lower()
    return plain, False


def _punctuation(character: str) -> bool:
    code = ord(character)
    if 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126:
        return True
    return code > 126 and unicodedata.category(character).startswith("P")


def _words(text: str) -> Iterator[tuple[str, list[int]]]:
    """Normalised words with the place that each of their characters comes from."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain, alone = _character(character)
        for letter in plain:
            single = alone or _punctuation(letter)
            if letter.isspace() or single:
                if letters:
                    yield "".join(letters), places
                    letters, places = [], []
                if single:
                    yield letter, [place]
                continue
            letters.append(letter)
            places.append(place)
    if letters:
        yield "".join(letters), places


@lru_cache(maxsize=1 << 16)
def _cut(word: str) -> tuple[tuple[int, int, int], ...]:
    """A word's pieces with their first and last letter, half-open: the longest known piece first."""
    known = vocabulary()
    whole = ((UNKNOWN, 0, len(word)),)
    if len(word) > _LONGEST_WORD:
        return whole
    found: list[tuple[int, int, int]] = []
    first = 0
    while first < len(word):
        last = len(word)
        mark = "##" if first else ""
        while last > first and mark + word[first:last] not in known:
            last -= 1
        if last == first:
            return whole
        found.append((known[mark + word[first:last]], first, last))
        first = last
    return tuple(found)
