"""Old passages that a younger report repeats without their date: background, not news of that report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from memcon.read.types import Sentence
from memcon.reconcile.bundle import Bundle, Passage, Source
from memcon.reconcile.profile import published_day

GRAM = 3
SHARE = 0.6
"""The part of a sentence's 3-grams that must stand in the older report."""
WORDS = 4
"""A sentence of fewer words repeats nothing by itself; it may go with a repeated one beside it."""
FIRM = 9
"""Words from which on a repeated sentence counts by itself."""
OLD = 7
"""Days from which on what an older report told is no more the news of the day."""
WORD = re.compile(r"\w+")


def repeated(bundle: Bundle) -> tuple[Passage, ...]:
    """The passages of all reports that repeat an older report's words without a date of their own."""
    days = {s.id: published_day(s) for s in bundle.sources}
    out: list[Passage] = []
    for source in bundle.sources:
        mine = days[source.id]
        if mine is None:
            continue
        older = [
            o
            for o in bundle.sources
            if (day := days[o.id]) is not None and day <= mine - OLD and source.report.origin != o.id
        ]
        for other in sorted(older, key=lambda o: (days[o.id] or 0, o.id)):
            out += [
                p for p in _of(source, other) if not any(p.start < q.end and q.start < p.end for q in _mine(out, p))
            ]
    return tuple(sorted(out, key=lambda p: (len(p.report), p.report, p.start)))


def _mine(found: Sequence[Passage], one: Passage) -> list[Passage]:
    return [p for p in found if p.report == one.report]


def _of(source: Source, older: Source) -> list[Passage]:
    """The runs of sentences that repeat one older report."""
    theirs = _grams(older.reading.text)
    text = source.reading.text
    quoted = [(q.start, q.end) for q in source.reading.quotes]
    alike: dict[int, int] = {}
    for sentence in source.reading.sentences:
        words = WORD.findall(text[sentence.start : sentence.end].casefold())
        grams = set(zip(*(words[i:] for i in range(GRAM)), strict=False))
        inside = sum(
            min(e, sentence.end) - max(s, sentence.start) for s, e in quoted if s < sentence.end and sentence.start < e
        )
        if len(words) < WORDS or 2 * inside > sentence.end - sentence.start or _dated(source, sentence):
            continue
        if grams and len(grams & theirs) >= SHARE * len(grams):
            alike[sentence.i] = len(words)
    runs: list[list[int]] = []
    for i in sorted(alike):
        if runs and runs[-1][-1] == i - 1 and _together(source, i - 1, i):
            runs[-1].append(i)
        else:
            runs.append([i])
    sentences = source.reading.sentences
    return [
        Passage(report=source.id, start=sentences[run[0]].start, end=sentences[run[-1]].end, older=older.id)
        for run in runs
        if sum(alike[i] for i in run) >= FIRM
    ]


def _grams(text: str) -> set[tuple[str, ...]]:
    words = WORD.findall(text.casefold())
    return set(zip(*(words[i:] for i in range(GRAM)), strict=False))


def _together(source: Source, left: int, right: int) -> bool:
    return source.reading.sentences[left].paragraph == source.reading.sentences[right].paragraph


def _dated(source: Source, sentence: Sentence) -> bool:
    """Whether a sentence bears a date that says when it was: a month, a year, "last winter"."""
    for timex in source.reading.timexes:
        if timex.sentence == sentence.i and timex.type not in {"DURATION", "SET"}:
            if timex.month is not None or timex.year is not None:
                return True
            if timex.anchor == "deictic" and timex.unit in {"month", "season", "year"}:
                return True
    return False
