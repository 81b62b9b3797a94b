"""What a report speaks of, small enough to be kept: by this alone it is told which reports tell one story.

A sketch is two short runs of bytes: a head of figures, and the words. All figures are whole numbers, so that
two sketches are as close on one day as on the next, in whatever company they are weighed. Words, surnames and
countries are 16-bit marks; that two words share a mark is rare and moves a likeness by a hundredth.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from math import fsum, log, sqrt

import numpy as np
from numpy.typing import NDArray

from memcon.model.ontology import types
from memcon.reconcile.actors import plain
from memcon.reconcile.bundle import Bundle, Source
from memcon.reconcile.calendar_units import day_of
from memcon.reconcile.lexis import CONTENT, fold, table
from memcon.reconcile.reference import references
from memcon.reconcile.sketch_words import opened, packed

NAMED = 3
"""Capitalised words of a body's name from which on it tells which body it is."""
SHORTEST = 3
"""Letters of a word that tells something."""
WORD = re.compile(r"\w+")
UNIT = 65_535
"""What stands for one: weights are whole numbers of this."""
HEAD = 10
"""Figures at the start of a head: day, main pair, words, what the report tells, its own mark (2), four lengths."""
NOBODY = 0
CODE = 3
LETTERS = 26

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """One report's head and words as bytes. ``named`` is false where it names no country and no person."""

    head: bytes
    words: bytes
    named: bool


def sketch(source: Source) -> Sketch:
    """The sketch of one report, by its own word alone."""
    entities = {e.id: e for e in source.reading.entities}
    countries: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for naming in source.reading.namings:
        held = entities.get(naming.entity)
        for member in (held.members or (held.id,)) if held else ():
            one = entities.get(member, held)
            if one and one.country:
                countries[one.country] += 1
            if one and one.kind == "person" and one.surname:
                people[plain(one.surname)] += 1
            elif one and one.kind == "organization" and one.country is None and _own_name(one.name):
                people[plain(one.name)] += 1
    words = Counter(
        _mark(word)
        for t in source.reading.tokens
        if t.pos in CONTENT and len(word := fold(t.lemma or t.norm)) >= SHORTEST
    )
    day = _day(source)
    days, months = _named(source, day)
    said = _sentences(source)
    vectors = [_vector({_country(c): n for c, n in countries.items()}), _vector(_summed(people))]
    own = sha256(source.reading.text.encode("utf-8", "surrogatepass")).digest()
    head = np.array(
        [
            day.toordinal() if day else NOBODY,
            _pair(countries),
            len(words),
            _told(source),
            int.from_bytes(own[:4], "big"),
            int.from_bytes(own[4:8], "big"),
            len(vectors[0]),
            len(vectors[1]),
            len(days),
            (len(months) << 16) | len(said),
        ],
        dtype=np.uint32,
    )
    parts = [head, *(np.array(part, dtype=np.uint32) for part in (*vectors, days, months, said))]
    return Sketch(head=b"".join(p.tobytes() for p in parts), words=packed(words), named=bool(countries or people))


def _own_name(name: str) -> bool:
    """Whether a body of no state has a name that nobody else has ("Darfur Unity Front"), not a common one."""
    return sum(w[:1].isupper() for w in name.split()) >= NAMED


def _mark(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) & UNIT


def _country(code: str) -> int:
    """A country's mark: codes of three letters have one each, other names share what is left."""
    if len(code) == CODE and code.isascii() and code.isalpha() and code.isupper():
        return ((ord(code[0]) - 65) * LETTERS + ord(code[1]) - 65) * LETTERS + ord(code[2]) - 65
    known: int = LETTERS**CODE
    return known + _mark(code) % (UNIT - known)


def _summed(people: Mapping[str, int]) -> dict[int, int]:
    out: Counter[int] = Counter()
    for name, count in people.items():
        out[_mark(name)] += count
    return out


def _vector(counts: Mapping[int, int]) -> list[int]:
    """Logarithmic counts, of length one, each with its mark above it; in the order of the marks."""
    raw = {k: 1 + log(n) for k, n in counts.items()}
    length = sqrt(fsum(v * v for v in raw.values()))
    return [(k << 16) | max(1, round(raw[k] / length * UNIT)) for k in sorted(raw)]


def _pair(countries: Counter[str]) -> int:
    """The two main countries, if there are two."""
    top = countries.most_common(3)
    clear = len(top) == 2 or (len(top) == 3 and top[1][1] > top[2][1])
    one, two = sorted(_country(c) for c, _ in top[:2]) if clear else (0, 0)
    return (one + 1) << 16 | (two + 1) if clear else 0


def _day(source: Source) -> date | None:
    """The day of a report by its own word alone: a year that others would have to lend it parts nothing."""
    alone = Bundle(reports=(source.report,), sources=(source,))
    found = references(alone).get(source.id)
    return found.moment.date() if found else None


def _told(source: Source) -> int:
    """The types of what the report tells, a bit each."""
    place = {name: n for n, name in enumerate(types())}
    return sum({1 << place[m.type] for m in source.extraction.mentions if m.type in place})


def _named(source: Source, day: date | None) -> tuple[list[int], list[int]]:
    """The days that a dated report names, and the months, each with the types of the acts that it dates so.

    What lies so near to the report's own day that it parts nothing is left out.
    """
    if day is None:
        return [], []
    rules = table("stories")
    near = timedelta(days=rules["apart"] - rules["near"])
    place = {name: n for n, name in enumerate(types())}
    dated: dict[int, set[int]] = {}
    for mention in source.extraction.mentions:
        for index in mention.times if mention.type in place else ():
            dated.setdefault(index, set()).add(place[str(mention.type)])
    days: set[int] = set()
    months: set[int] = set()
    for index, timex in enumerate(source.reading.timexes):
        if timex.anchor not in {"absolute", "partial"} or not timex.month:
            continue
        start = _meant(day, timex.year, timex.month, timex.day or 15)
        if start is None:
            continue
        if timex.day:
            if abs(start - day) > near:
                days.add(start.toordinal())
        elif not timex.modifier:
            months |= {((start.year * 12 + start.month) << 8) | kind for kind in dated.get(index, ())}
    return sorted(days), sorted(months)


def _meant(said: date, year: int | None, month: int, day: int) -> date | None:
    """A day whose year may be missing: then the one nearest to when it was said."""
    found = [day_of(y, month, day) for y in ((year,) if year else (said.year - 1, said.year, said.year + 1))]
    days = [f.date() for f in found if f is not None]
    return min(days, key=lambda d: abs(d - said), default=None)


def _sentences(source: Source) -> list[int]:
    """The report's long sentences, a mark each: whoever has one of them as well repeats the report."""
    least = table("stories")["passage"]
    out: set[int] = set()
    for sentence in source.reading.sentences:
        words = WORD.findall(source.reading.text[sentence.start : sentence.end].casefold())
        if len(words) >= least:
            out.add(zlib.crc32(" ".join(words).encode("utf-8", "surrogatepass")))
    return sorted(out)


def words_of(words: bytes) -> tuple[Ints, Ints]:
    """The marks of words and their weights, of a unit vector. Raises ``ValueError`` for bytes that are none."""
    marks, often = opened(words)
    weight = LOGARITHMS[often]
    return marks, np.rint(weight / np.sqrt(np.sum(weight * weight)) * UNIT).astype(np.int64) if len(marks) else marks


LOGARITHMS = np.array([0.0, *(1 + log(n) for n in range(1, 256))])
"""What a count weighs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Figures of many sketches, those of sketch ``i`` at ``start[i]`` to ``start[i + 1]``."""

    start: Ints
    values: Ints

    def of(self, i: int) -> Ints:
        """The figures of one sketch."""
        return self.values[self.start[i] : self.start[i + 1]]

    def sums(self, per_value: Ints) -> Ints:
        """Sums over each sketch's figures."""
        whole = np.concatenate([[0], np.cumsum(per_value)])
        return np.asarray(whole[self.start[1:]] - whole[self.start[:-1]], dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """The heads of many sketches, a figure of each in a row.

    ``day`` is an ordinal or 0, ``pair`` 0 where there is no clear one, ``told`` a bit for each type of act.
    """

    day: Ints
    pair: Ints
    size: Ints
    told: Ints
    mark: Ints
    countries: Rows
    people: Rows
    days: Rows
    months: Rows
    sentences: Rows


def heads(some: Iterable[bytes]) -> Heads:
    """Heads as they were written, opened together. Raises ``ValueError`` for bytes that are none."""
    raw = list(some)
    if any(len(r) % 4 or len(r) < 4 * HEAD for r in raw):
        raise ValueError("no head of a sketch")
    flat = np.frombuffer(b"".join(raw), dtype=np.uint32).astype(np.int64)
    sizes = np.array([len(r) // 4 for r in raw], dtype=np.int64)
    at = np.cumsum(sizes) - sizes
    first = flat[at[:, None] + np.arange(HEAD)] if raw else np.zeros((0, HEAD), dtype=np.int64)
    lengths = [first[:, 6], first[:, 7], first[:, 8], first[:, 9] >> 16, first[:, 9] & 0xFFFF]
    if np.any(sum(lengths, np.zeros(len(raw), dtype=np.int64)) + HEAD != sizes):
        raise ValueError("no head of a sketch")
    rows: list[Rows] = []
    begin = at + HEAD
    for length in lengths:
        start = np.concatenate([[0], np.cumsum(length)]).astype(np.int64)
        place = np.repeat(begin - start[:-1], length) + np.arange(int(start[-1]))
        rows.append(Rows(start=start, values=flat[place]))
        begin = begin + length
    return Heads(
        day=first[:, 0],
        pair=first[:, 1],
        size=first[:, 2],
        told=first[:, 3],
        mark=(first[:, 4] & 0x7FFFFFFF) << 32 | first[:, 5],
        countries=rows[0],
        people=rows[1],
        days=rows[2],
        months=rows[3],
        sentences=rows[4],
    )
