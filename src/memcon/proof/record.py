"""The record that a draft is held against: the reports of a memorandum read, or the passages nearest to the draft."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import log

from memcon.extract import extract
from memcon.extract.graph import Graph, build
from memcon.extract.types import Extraction
from memcon.model.memo import Actor, Event, Memorandum, Report
from memcon.read import read
from memcon.read.types import Reading, Timex
from memcon.reconcile.actors import plain
from memcon.reconcile.lexis import fold

ENOUGH = 24_000
"""Characters of reports that are read whole; of more, only the passages nearest to the draft."""
AROUND = 1
"""Paragraphs on either side of a chosen one that are read with it."""
WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A report, or the draft, as read. ``text`` is what was parsed: the report's own length, parts may be blank."""

    report: Report
    reading: Reading
    extraction: Extraction
    graph: Graph
    times: Mapping[int, tuple[Timex, ...]]
    """The time expressions of each sentence that has any."""
    flat: str = ""
    """The text as names are compared: lower case, no accents."""

    @property
    def id(self) -> str:
        """The report's id."""
        return self.report.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The pages of a memorandum, and who and what it knows."""

    memo: Memorandum
    pages: tuple[Page, ...]
    people: Mapping[str, tuple[Actor, ...]]
    """Persons by surname and by full name, folded."""
    at: Mapping[tuple[str, int], Event]
    """Events by where a trigger of theirs starts."""
    whole: bool = True

    def text(self, report: str) -> str:
        """A report's verbatim text."""
        return next(r.text for r in self.memo.reports if r.id == report)


def page(report: Report) -> Page:
    """A report read by the rooms that read reports."""
    reading = read(report)
    extraction = extract(report, reading)
    times: dict[int, list[Timex]] = {}
    for timex in reading.timexes:
        times.setdefault(timex.sentence, []).append(timex)
    return Page(
        report=report,
        reading=reading,
        extraction=extraction,
        graph=build(reading, extraction.attributions, report.side),
        times={n: tuple(found) for n, found in times.items()},
        flat=plain(report.text),
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(w for found in WORD.findall(text) if len(w := fold(plain(found))) > 1)


def _chosen(reports: Sequence[Report], draft: str, room: int) -> tuple[tuple[Report, ...], bool]:
    """The reports with only those paragraphs left that are nearest to the draft, and whether that is all of them."""
    if sum(len(r.text) for r in reports) <= room:
        return tuple(reports), True
    wanted = [_words(m[0]) for m in re.finditer(r"[^.!?\n]+", draft)]
    places = [(n, m.start(), m.end()) for n, r in enumerate(reports) for m in PARAGRAPH.finditer(r.text)]
    bags = [_words(reports[n].text[a:b]) for n, a, b in places]
    counts: dict[str, int] = {}
    for bag in bags:
        for word in bag:
            counts[word] = counts.get(word, 0) + 1
    holding: dict[str, list[int]] = {}
    for k, bag in enumerate(bags):
        for word in bag:
            holding.setdefault(word, []).append(k)
    ranked: list[list[int]] = []
    for words in wanted:
        scores: dict[int, float] = {}
        for word in sorted(words):
            for k in holding.get(word, ()):
                scores[k] = scores.get(k, 0.0) + log((1 + len(bags)) / counts[word])
        ranked.append(sorted(scores, key=lambda k: (-scores[k] / (3 + len(bags[k])) ** 0.5, k)))
    kept: set[int] = set()
    size = 0
    for depth in range(max(map(len, ranked), default=0)):
        for order in ranked:
            for k in range(order[depth] - AROUND, order[depth] + AROUND + 1) if depth < len(order) else ():
                if 0 <= k < len(places) and k not in kept and places[k][0] == places[order[depth]][0]:
                    kept.add(k)
                    size += places[k][2] - places[k][1]
        if size > room:
            break
    out: list[Report] = []
    for n, report in enumerate(reports):
        spans = [(a, b) for k, (m, a, b) in enumerate(places) if m == n and k in kept]
        if not spans:
            continue
        head = min(a for m, a, _ in places if m == n)
        text = re.sub(r"[^\n\r]", " ", report.text)
        for a, b in [(head, head), *spans]:
            text = text[:a] + report.text[a:b] + text[b:]
        out.append(replace(report, text=text))
    return tuple(out), False


def record(memo: Memorandum, draft: str, room: int = ENOUGH) -> Record:
    """The reports of a memorandum as pages; ``room`` is how many characters are read whole. Copies are left out."""
    reports = [r for r in memo.reports if r.read and r.text and r.origin is None]
    chosen, whole = _chosen(reports, draft, room)
    people: dict[str, list[Actor]] = {}
    for actor in memo.actors:
        if actor.kind == "person":
            last = plain(actor.name).split()
            for name in {*map(plain, (actor.name, *actor.aliases)), *last[-1:]}:
                people.setdefault(name, []).append(actor)
    at = {(m.report, m.trigger.start): e for e in memo.events for m in e.mentions}
    return Record(
        memo=memo,
        pages=tuple(page(r) for r in chosen),
        people={k: tuple(v) for k, v in people.items()},
        at=at,
        whole=whole,
    )
