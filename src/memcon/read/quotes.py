"""Quotation spans: straight and curly marks, nested, and running over several paragraphs.

An apostrophe is no quotation mark. An opening mark that is never closed counts only where the next
paragraph opens with a mark again, as the convention for long quotations has it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from memcon.read.types import Range

_PAIRS = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", "‟": "”"}
_STRAIGHT = '"＂'
_BEFORE = "([{-—–‐‑/“\"'‘"
_LONGEST_SINGLE = 400
_CLOSING = {opening: frozenset(closing) for opening, closing in _PAIRS.items()}
_MARKS = re.compile("[" + "".join(sorted({*_PAIRS, *"".join(_PAIRS.values()), *_STRAIGHT, *"‘'"})) + "]")
"""All that may open or close a quotation."""


def quote_spans(text: str, paragraphs: Sequence[Range]) -> tuple[Range, ...]:
    """The half-open ranges of the words between quotation marks, in order of their start."""
    out: list[Range] = []
    carried: str | None = None
    for number, (start, end) in enumerate(paragraphs):
        body = start
        opened: list[tuple[int, str]] = []
        while body < end and text[body].isspace():
            body += 1
        first = text[body] if body < end else ""
        goes_on = carried is not None and (first in _PAIRS or first in _STRAIGHT)
        carried = None
        found, rest = _in_paragraph(text, body, end)
        out += found
        if not goes_on and not rest and not found:
            continue
        opened = rest
        if opened and number + 1 < len(paragraphs):
            after = text[paragraphs[number + 1][0] : paragraphs[number + 1][1]].lstrip()[:1]
            if after and (after in _PAIRS or after in _STRAIGHT):
                out.append((opened[0][0] + 1, end))
                carried = opened[0][1]
    spans = [_trim(text, a, b) for a, b in out]
    return tuple(sorted({(a, b) for a, b in spans if a < b}))


def _trim(text: str, start: int, end: int) -> Range:
    """The range without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _in_paragraph(text: str, start: int, end: int) -> tuple[list[Range], list[tuple[int, str]]]:
    """The closed quotations of a paragraph, and the marks left open."""
    out: list[Range] = []
    stack: list[tuple[int, str]] = []
    for found in _MARKS.finditer(text, start, end):
        at, char = found.start(), found.group()
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        if char in _STRAIGHT:
            at_open = next((k for k, (_, m) in enumerate(stack) if m == char), None)
            if at_open is None:
                if not after.isspace() or before.isspace():
                    stack.append((at, char))
            else:
                out.append((stack[at_open][0] + 1, at))
                del stack[at_open:]
        elif char in _PAIRS and not (char == "“" and stack and stack[-1][1] == "„"):
            stack.append((at, char))
        elif any(char in _CLOSING.get(m, ()) for _, m in stack):
            k = max(k for k, (_, m) in enumerate(stack) if char in _CLOSING.get(m, ()))
            out.append((stack[k][0] + 1, at))
            del stack[k:]
        elif char in "‘'" and (before.isspace() or before in _BEFORE) and after.isalnum():
            close = _single_close(text, at, min(end, at + _LONGEST_SINGLE))
            if close is not None:
                out.append((at + 1, close))
    return out, stack


def _single_close(text: str, at: int, end: int) -> int | None:
    """Where a quotation in single marks closes; None where the mark is an apostrophe.

    A mark after a plural's s and before a word ("allies' support") closes only if nothing later does.
    """
    marks = "’" if text[at] == "‘" else "'"
    weak: int | None = None
    for k in range(at + 2, end):
        if text[k] in '“”"' and not any(c in marks for c in text[at + 1 : k]):
            pass
        if text[k] not in marks or text[k - 1].isspace():
            continue
        after = text[k + 1] if k + 1 < end else " "
        if after.isalnum():
            continue
        if text[k - 1] == "s" and after.isspace() and k + 2 < end and text[k + 2].islower():
            weak = k if weak is None else weak
            continue
        return k
    return weak


def glued_marks(text: str, spans: Sequence[Range]) -> frozenset[int]:
    """Offsets before which the parser needs a space, so that a quotation mark stands by itself.

    A mark glued to the word before it when it opens, or to the word after it when it closes.
    """
    out: set[int] = set()
    for start, end in spans:
        opening, closing = start - 1, end
        while opening > 0 and text[opening].isspace():
            opening -= 1
        if opening > 0 and text[opening - 1].isalnum():
            out.add(opening)
        while closing < len(text) - 1 and text[closing].isspace():
            closing += 1
        if closing + 1 < len(text) and text[closing + 1].isalnum():
            out.add(closing + 1)
    return frozenset(out)
