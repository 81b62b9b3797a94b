"""The parse of a text, packed: what the text says of its words, and what the parser mostly says, is left out.

Where a word begins and ends, its tag, its label and its head are guessed from the words and tags around it, by a
table of what the parser mostly gives; only what is guessed wrong is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from memcon.dossier.figures import (
    Dec,
    Enc,
    Texts,
    codes,
    deltas,
    differs,
    same,
    uncodes,
    uncodes_all,
    undeltas,
    usual,
    usually,
)
from memcon.read.types import Token

WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}|[0-9][0-9.,]*[0-9]|[0-9]+|n['’]t\b|['’](?:s|ll|re|ve|d|m)\b"
    r"|\w+?(?=n['’]t\b)|\w+|[ \t]*\n\s*|[^\w\s]"
)
"""Where the next word is looked for."""
NONE = "?"
Key = tuple[str, ...]


@cache
def _table() -> dict[str, dict[Key, str]]:
    """The table by kind of guess, then by what it is made from."""
    out: dict[str, dict[Key, str]] = {}
    for line in (files("memcon.dossier") / "data" / "parses.tsv").read_text("utf-8").split("\n"):
        if line and not line.startswith("# "):
            kind, *key, value = line.split("\t")
            out.setdefault(kind, {})[tuple(key)] = value
    return out


@cache
def _alphabet(kind: str) -> tuple[str, ...]:
    return tuple(_table()[kind][()].split())


def ending(text: str, norm: str) -> str:
    """What a word looks like: its case and last letters, or that it is a figure, or its first sign."""
    if text[:1].isupper():
        return f"X{norm[-2:]}"
    if norm.isdigit():
        return "0"
    return f"x{norm[-2:]}" if norm[:1].isalpha() else norm[:1]


def _tag(text: str, norm: str) -> str:
    table = _table()
    return table["word"].get((norm,)) or table["ending"].get((ending(text, norm),), "NN")


def _labels(tags: Sequence[str]) -> list[str]:
    """The label that each word mostly has between its neighbours."""
    table, out = _table(), []
    for n, tag in enumerate(tags):
        before, after = tags[n - 1] if n else "^", tags[n + 1] if n + 1 < len(tags) else "$"
        out.append(
            table["between"].get((before, tag, after))
            or table["before"].get((tag, after))
            or table["label"].get((tag,), NONE)
        )
    return out


def _far(tags: Sequence[str], labels: Sequence[str]) -> list[int]:
    """How far from each word its head mostly is."""
    table, out = _table(), []
    for n, (tag, label) in enumerate(zip(tags, labels, strict=True)):
        after = labels[n + 1] if n + 1 < len(labels) else "$"
        out.append(int(table["far"].get((label, tag, after)) or table["far-label"].get((label,), "0")))
    return out


def _next(text: str, at: int) -> tuple[int, int]:
    found = WORD.search(text, at)
    return found.span() if found else (at, at)


def _marked(values: Sequence[str], guesses: Sequence[str], kind: str) -> list[Any]:
    """Values as marks: 0 for what was guessed, else a place in the alphabet, to which strange ones are added."""
    known = _alphabet(kind)
    strange = tuple(dict.fromkeys(v for v in values if v not in set(known)))
    place = {v: n for n, v in enumerate((*known, *strange), 1)}
    return [list(strange), codes([0 if v == g else place[v] for v, g in zip(values, guesses, strict=True)])]


def _unmarked(column: Any, kind: str, count: int, guess: Callable[[int, list[str]], str]) -> list[str]:
    """The values of ``_marked``; each guess may look at the values before it."""
    strange, marks = column
    if any(type(v) is not str for v in strange):
        raise ValueError("a column does not hold what it should")
    known = (*_alphabet(kind), *strange)
    out: list[str] = []
    for n, mark in enumerate(uncodes(marks, count)):
        out.append(known[mark - 1] if mark else guess(n, out))
    return out


def _remembered(norms: Sequence[str], texts: Sequence[str], tags: Sequence[str]) -> list[str]:
    """The guess for each tag: what the same word had before, else what it mostly has."""
    known: dict[str, str] = {}
    out: list[str] = []
    for norm, text, tag in zip(norms, texts, tags, strict=True):
        out.append(known.get(norm) or _tag(text, norm))
        known[norm] = tag
    return out


def tokens() -> tuple[Enc, Dec]:
    """Tokens of one report: what the text, the words before and the table say is left out."""

    def into(values: Sequence[Token], texts: Texts) -> Any:
        (text,) = texts.values()
        ends = [0, *(t.end for t in values)]
        odd = [n for n, t in enumerate(values) if _next(text, ends[n]) != (t.start, t.end)]
        tags, labels, norms = [t.tag for t in values], [t.dep for t in values], [t.norm for t in values]
        shown = [text[t.start : t.end] for t in values]
        parts = [_table()["part"].get(pair, NONE) for pair in zip(tags, labels, strict=True)]
        far = [t.head - t.i for t in values]
        return [
            [deltas(odd), deltas([values[n].start - ends[n] for n in odd]), codes([_size(values[n]) for n in odd])],
            deltas([t.i - n for n, t in enumerate(values)]),
            deltas([t.sentence for t in values]),
            differs([t.text for t in values], shown),
            differs(norms, [t.text.lower() for t in values]),
            _marked(tags, _remembered(norms, [t.text for t in values], tags), "tag"),
            _marked(labels, _labels(tags), "dep"),
            codes([0 if f == g else 1 + _folded(f) for f, g in zip(far, _far(tags, labels), strict=True)]),
            _marked([t.pos for t in values], parts, "pos"),
            differs(
                [t.lemma for t in values],
                usual(list(zip(norms, tags, strict=True)), [t.lemma for t in values], _lemmas(norms, tags)),
            ),
        ]

    def out(column: Any, count: int, texts: Texts) -> list[Token]:
        (whole,) = texts.values()
        (odd, gaps, sizes), numbers, sentences, text, norm, tag, label, head, part, lemma = column
        places = _places(whole, count, odd, gaps, sizes)
        shown = same(text, [whole[s:e] for s, e in places])
        norms = same(norm, [t.lower() for t in shown])
        known: dict[str, str] = {}

        def guess(n: int, before: list[str]) -> str:
            if n:
                known[norms[n - 1]] = before[-1]
            return known.get(norms[n]) or _tag(shown[n], norms[n])

        tags = _guessed(tag, count, guess)
        expected = _labels(tags)
        labels = _unmarked(label, "dep", count, lambda n, _: expected[n])
        far = [
            _unfolded(mark - 1) if mark else g for mark, g in zip(uncodes(head, count), _far(tags, labels), strict=True)
        ]
        i_s = [n + step for n, step in enumerate(undeltas(numbers, count))]
        if any(not 0 <= i + f < count for i, f in zip(i_s, far, strict=True)):
            raise ValueError("a token whose head is none")
        pairs = list(zip(tags, labels, strict=True))
        parts = _unmarked(part, "pos", count, lambda n, _: _table()["part"].get(pairs[n], NONE))
        lemmas = usually(lemma, list(zip(norms, tags, strict=True)), _lemmas(norms, tags))
        return [
            Token(
                i=i,
                start=start,
                end=end,
                text=t,
                norm=n,
                lemma=le,
                pos=p,
                tag=g,
                dep=d,
                head=i + f,
                sentence=s,
            )
            for i, (start, end), t, n, le, p, g, d, f, s in zip(
                i_s,
                places,
                shown,
                norms,
                lemmas,
                parts,
                tags,
                labels,
                far,
                undeltas(sentences, count),
                strict=True,
            )
        ]

    return into, out


def _guessed(column: Any, count: int, guess: Callable[[int, list[str]], str]) -> list[str]:
    """Tags; the guess is asked for each word in turn, also where it is not needed, since it remembers."""
    strange, marks = column
    if any(type(v) is not str for v in strange):
        raise ValueError("a column does not hold what it should")
    known = (*_alphabet("tag"), *strange)
    out: list[str] = []
    for n, mark in enumerate(uncodes(marks, count)):
        expected = guess(n, out)
        out.append(known[mark - 1] if mark else expected)
    return out


def _lemmas(norms: Sequence[str], tags: Sequence[str]) -> list[str]:
    table = _table()["lemma"]
    return [table.get(pair, pair[0]) for pair in zip(norms, tags, strict=True)]


def _size(token: Token) -> int:
    return token.end - token.start


def _folded(far: int) -> int:
    return 2 * far if far >= 0 else -2 * far - 1


def _unfolded(mark: int) -> int:
    return mark >> 1 if not mark & 1 else -((mark + 1) >> 1)


def _places(text: str, count: int, odd: Any, gaps: Any, sizes: Any) -> list[tuple[int, int]]:
    """Where the words stand: where the next one is found, but for the odd ones."""
    number = len(uncodes_all(sizes))
    where = undeltas(odd, number)
    told = {n: (g, s) for n, g, s in zip(where, undeltas(gaps, number), uncodes_all(sizes), strict=True)}
    out: list[tuple[int, int]] = []
    at = 0
    for n in range(count):
        start, end = (at + told[n][0], at + told[n][0] + told[n][1]) if n in told else _next(text, at)
        if not 0 <= start <= end <= len(text):
            raise ValueError("a token outside the text")
        out.append((start, end))
        at = end
    return out
