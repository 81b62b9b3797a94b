r"""Where a rule for time expressions need be tried: near a word that every match of it must hold.

A pattern is walked for what is not optional: literal words, ``\d``, and the vocabularies that it names
by ``{macro}``. The text is looked through once for all of these; each rule is then tried only around
the scarcest of the things that it needs, where the others are near. What the walk is not sure of, it does not ask for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from memcon.read.types import Range

MARGIN = 64
"""Characters on both sides of such a word that are looked at; no time expression is that long."""
DIGIT = "0"
"""Stands for any word with a figure in it."""
YEAR = "0000"
"""Stands for any word with four figures in a row."""
DECADE = "0s"
"""Stands for any word that ends in 0 or in 0s."""
_WORD = re.compile(r"\w+")
_FOUR = re.compile(r"\d{4}")
_TENS = re.compile(r"0s?$", re.IGNORECASE)
_LITERAL = re.compile(r"[a-z]+(?![a-z?*'\[{])")
_MAYBE = re.compile(r"([a-z]+)([a-z])\?(?![a-z?*'\[{])")
_JOINT = re.compile(r"\[ -\](?![?*{])")
_OPTIONAL = re.compile(r"[?*]|\{0")
_AROUND = ("(?=", "(?!", "(?<=", "(?<!")

Need = frozenset[str]
"""Words of which a match holds at least one."""


def needs(source: str, macros: Mapping[str, Need]) -> tuple[Need, ...]:
    """What every match of a pattern must hold; empty if nothing is sure."""
    return tuple(dict.fromkeys(_branch(source, macros, free=True, shut=True)))


def _branch(source: str, macros: Mapping[str, Need], *, free: bool, shut: bool) -> list[Need]:
    """The needs of an alternation: of one branch all, of several one that is the union of theirs.

    ``free``: a word may start here, as nothing that could be its beginning stands before; ``shut``: a
    word that ends here is whole.
    """
    found = [_sequence(part, macros, free=free, shut=shut) for part in _split(source)]
    if len(found) == 1:
        return found[0]
    if not all(found):
        return []
    return [frozenset().union(*(min(needs_, key=_rarity) for needs_ in found))]


def _rarity(need: Need) -> tuple[int, int]:
    """What is met less often first: few words, and long ones ("the same" is sought by "same")."""
    return len(need), -min(len(word) for word in need)


def _split(source: str) -> list[str]:
    """A pattern at its outermost bars."""
    out, depth, start, i = [], 0, 0, 0
    while i < len(source):
        c = source[i]
        if c == "\\":
            i += 1
        elif c == "[":
            i = source.index("]", i + 2)
        elif c == "(":
            depth += 1
        elif c == ")":
            depth -= 1
        elif c == "|" and depth == 0:
            out.append(source[start:i])
            start = i + 1
        i += 1
    return [*out, source[start:]]


def _close(source: str, start: int) -> int:
    """The index after the bracket that closes the group at ``start``."""
    depth, i = 0, start
    while True:
        c = source[i]
        if c == "\\":
            i += 1
        elif c == "[":
            i = source.index("]", i + 2)
        elif c == "(":
            depth += 1
        elif c == ")":
            depth -= 1
            if depth == 0:
                return i + 1
        i += 1


def _sequence(source: str, macros: Mapping[str, Need], *, free: bool, shut: bool) -> list[Need]:
    out: list[Need] = []
    i = 0
    while i < len(source):
        c = source[i]
        if c == "(":
            end = _close(source, i)
            group, i = source[i:end], end
            if group.startswith(_AROUND):
                continue
            inner = re.sub(r"^\(\?(?:P<\w+>|:)|^\(", "", group)[:-1]
            if not _OPTIONAL.match(source, i):
                out += _branch(inner, macros, free=free, shut=_ends(source, i, shut=shut))
            else:
                i += 1
            free = free and all(part.endswith((" ", "[ -]", "[ -]?")) for part in _split(inner))
            continue
        if c == "{":
            end = source.index("}", i) + 1
            name, i = source[i + 1 : end - 1], end
            if name in macros and not _OPTIONAL.match(source, i) and not source.startswith("[ -]?", i):
                out.append(macros[name])
            free = False
            continue
        if c == "\\":
            if source[i + 1] == "d" and not _OPTIONAL.match(source, i + 2):
                out.append(frozenset({DIGIT}))
            free = source[i + 1] == "b"
            i += 2
            continue
        if joint := _JOINT.match(source, i):
            i = joint.end()
            free = True
            continue
        if c == "[":
            i = source.index("]", i + 2) + 1
            free = False
            continue
        if free and (maybe := _MAYBE.match(source, i)) and _ends(source, maybe.end(), shut=shut):
            out.append(frozenset({maybe.group(1), maybe.group(1) + maybe.group(2)}))
            i = maybe.end()
            free = False
            continue
        if free and (word := _LITERAL.match(source, i)) and _ends(source, word.end(), shut=shut):
            out.append(frozenset({word.group(0)}))
            i = word.end()
            free = False
            continue
        free = c == " "
        i += 1
    return out


def _ends(source: str, i: int, *, shut: bool) -> bool:
    """Whether a literal word surely ends here."""
    rest = source[i:]
    if not rest:
        return shut
    return rest.startswith((" ", "\\b", "(?: ", "(?!", "(?=")) or rest[0] in ",.;:" or bool(_JOINT.match(rest))


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The needs of each rule by number, and for each word the needs that it meets."""

    by_rule: tuple[tuple[int, ...], ...]
    by_word: Mapping[str, tuple[int, ...]]
    count: int


def index(rules: Iterable[Sequence[Need]]) -> Index:
    """Rules by what they need, in their order."""
    numbers: dict[Need, int] = {}
    by_rule = tuple(tuple(numbers.setdefault(n, len(numbers)) for n in needed) for needed in rules)
    by_word: dict[str, list[int]] = {}
    for need, number in numbers.items():
        for word in need:
            by_word.setdefault(word, []).append(number)
    return Index(by_rule=by_rule, by_word={w: tuple(n) for w, n in by_word.items()}, count=len(numbers))


def windows(text: str, known: Index) -> list[list[Range] | None]:
    """For each rule the stretches of a text to try it in; null for the whole text."""
    met: list[list[Range]] = [[] for _ in range(known.count)]
    by_word = known.by_word
    digit, year, decade = (by_word.get(kind, ()) for kind in (DIGIT, YEAR, DECADE))
    for match in _WORD.finditer(text):
        word = match.group(0)
        for number in by_word.get(word.lower(), ()):
            met[number].append(match.span())
        if not word.isalpha() and any(c.isdecimal() for c in word):
            for number in digit:
                met[number].append(match.span())
            numbers = [*(year if _FOUR.search(word) else ()), *(decade if _TENS.search(word) else ())]
            for number in numbers:
                met[number].append(match.span())
    merged: dict[int, list[Range]] = {}
    out: list[list[Range] | None] = []
    for needed in known.by_rule:
        if not needed:
            out.append(None)
            continue
        scarcest, *others = sorted(needed, key=lambda n: (len(met[n]), n))
        if scarcest not in merged:
            merged[scarcest] = _merged(met[scarcest], text)
        out.append([w for w in merged[scarcest] if all(_inside(w, met[n]) for n in others)])
    return out


def _inside(window: Range, places: Sequence[Range]) -> bool:
    """Whether one of the places, in order, begins in a window."""
    at = bisect_left(places, window[0], key=lambda p: p[0])
    return at < len(places) and places[at][0] < window[1]


def _merged(places: Sequence[Range], text: str) -> list[Range]:
    """Places with their margins, put together where they meet, cut between words."""
    out: list[Range] = []
    for start, end in places:
        low, high = max(0, start - MARGIN), min(len(text), end + MARGIN)
        seen = out[-1][1] if out else -1
        if high <= seen:
            continue
        while low > max(0, seen) and not text[low - 1].isspace():
            low -= 1
        while high < len(text) and not text[high].isspace():
            high += 1
        if out and low <= out[-1][1]:
            out[-1] = out[-1][0], max(high, out[-1][1])
        else:
            out.append((low, high))
    return out
