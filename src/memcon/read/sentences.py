"""Where sentences begin, and what kind of line a sentence is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from memcon.read.lexicon import line_patterns, words

_LONGEST = 200
"""Tokens a sentence has at most: a longer one is cut, so that hostile input stays cheap."""

_ROW = 24
"""Marks and blanks in a row at most that a sentence's start is looked for behind; more are no writing."""

_ENDERS = frozenset({"!", ".", "?", "...", "…", "?!", "!!", "!?", "....", "??", "!!!"})
_OPENERS = frozenset({'"', "'", "``", "(", "[", "“", "‘"})
_SOFT = frozenset({";", "--", "—", "-"})


def boundaries(tokens: Sequence[str]) -> list[bool | None]:
    """For each token whether it starts a sentence: yes, no, or (null) for the parser to say.

    ``tokens`` are the folded token texts of one stretch, white-space tokens included.
    """
    out: list[bool | None] = [False] * len(tokens)
    closing = _closing(tokens)
    since = 0
    for i in range(len(tokens)):
        if i == 0:
            out[0], since = True, 0
            continue
        out[i] = _starts(tokens, i, closing)
        if out[i] is False and i - since >= _LONGEST:
            out[i] = True
        if out[i]:
            since = i
    return out


def _closing(tokens: Sequence[str]) -> frozenset[int]:
    """The marks that close: an odd number of their kind stands before them; brackets by their shape."""
    out: set[int] = set()
    quoted = False
    for i, word in enumerate(tokens):
        if word == '"':
            if quoted:
                out.add(i)
            quoted = not quoted
        elif word in {")", "]", "”", "''"}:
            out.add(i)
        elif word == "'" and i > 0 and not tokens[i - 1].isspace():
            after = tokens[i + 1] if i + 1 < len(tokens) else "."
            if not after[:1].isalnum():
                out.add(i)
    return frozenset(out)


def _starts(tokens: Sequence[str], i: int, closing: frozenset[int]) -> bool | None:
    """Whether token ``i`` starts a sentence, by the marks before it and its own shape."""
    token = tokens[i]
    if token.isspace() or token in _ENDERS or i in closing:
        return False
    j, closed = i - 1, False
    while j >= max(0, i - _ROW) and (tokens[j].isspace() or j in closing):
        closed = closed or not tokens[j].isspace()
        j -= 1
    if j < max(0, i - _ROW):
        return False
    before = tokens[j]
    low = before.lower()
    if before.isalpha() and low not in words("segments", "maybe_final"):
        return False
    word = _first_word(tokens, i)
    if before == "." and j and tokens[j - 1].istitle() and tokens[j - 1].lower() in words("segments", "split_titles"):
        return False
    if before in _ENDERS:
        if not _opens(word):
            return False
        if closed and before != "." and _speech_follows(tokens, i):
            return False
        return True if before not in {"...", "…", "...."} else None
    if low in words("segments", "never_final"):
        return False
    if low in words("segments", "maybe_final") or (len(before) > 2 and before[-1] == "." and before[-2].isalpha()):
        if not _opens(word):
            return False
        return True if word.lower() in words("segments", "openers") and word[0].isupper() else None
    if before[-1:] in ".!?" and len(before) > 1 and _opens(word):
        # A single letter may be an initial ("J. Smith") or end a sentence ("wrote on X.").
        initial = re.fullmatch(r"(?:[A-Z]\.)+", before) is not None
        return None if initial and word.lower() not in words("segments", "openers") and token not in _OPENERS else True
    if before == ":" and (token in _OPENERS or word[:1].isupper()):
        return None
    return False


def _first_word(tokens: Sequence[str], i: int) -> str:
    """The first token from ``i`` that is no opening mark."""
    last = min(len(tokens) - 1, i + _ROW)
    while i < last and (tokens[i] in _OPENERS or tokens[i] in _SOFT or tokens[i].isspace()):
        i += 1
    return tokens[i]


def _opens(word: str) -> bool:
    """Whether a word may open a sentence by its shape: a capital, a figure or a currency sign."""
    return bool(word) and (word[0].isupper() or word[0].isdigit() or word[0] in "$€£¥'" or not word[0].isascii())


def _speech_follows(tokens: Sequence[str], i: int) -> bool:
    """Whether a verb of speech follows the closed quotation within a few words ("…?" Smith asked)."""
    verbs = words("segments", "speech_after_quote")
    return any(t.lower() in verbs for t in tokens[i : i + 5])


def is_boilerplate(line: str) -> bool:
    """Whether a whole line or sentence belongs to the page or the stage."""
    line = " ".join(line.split()).strip("[]|•·*–—- \u00a0")
    return not line or (len(line) < 260 and line_patterns().fullmatch(line) is not None)


def is_heading(line: str, *, followed: bool) -> bool:
    """Whether a paragraph is a heading: short, no final mark, and text after it."""
    line = line.strip()
    if followed and line[-1:] == "." and _title_case(line):
        return True
    if not followed or not line or line[-1] in '.!?:;,"”’…)' or len(line) > 140:
        return False
    parts = line.split()
    return len(parts) <= 16 and (line[0].isupper() or line[0].isdigit() or line[0] in "“\"'‘")


def _title_case(line: str) -> bool:
    """Whether a short line is written with capitals throughout ("Court Rejects Appeal From Former Aide.")."""
    long = [w for w in line.split() if w[0].isalpha() and len(w) > 3]
    return 5 <= len(long) <= 16 and len(line) <= 140 and sum(w[0].isupper() for w in long) * 10 >= 9 * len(long)
