"""Words between quotation marks: whether a report has them, whose they are there, and what differs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from memcon.extract.types import Attribution
from memcon.model.places import Span
from memcon.proof.record import Page, Record
from memcon.proof.types import Piece
from memcon.read.types import Range
from memcon.reconcile.actors import plain

WORD = re.compile(r"[^\W_]+(?:[-'’.,/][^\W_]+)*|[$€£¥%]")
GAP = re.compile(r"\[[^\]]{0,80}\]|\.\s?\.\s?\.|…")
"""Where a quotation leaves words out or puts words in: brackets and dots."""
NEAR = 0.6
"""Share of words in common from which a passage is the one that was meant."""
SHORT = 2
"""Words up to which a quotation is a term that anybody may put between marks."""
LEAST = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text as its words, folded, with where each stands."""

    words: tuple[str, ...]
    places: tuple[Range, ...]


def _fold(word: str) -> str:
    return plain(word.replace("‘", "'").replace("’", "'").replace("‑", "-").replace("–", "-"))


@lru_cache(maxsize=512)
def _cut(text: str) -> Words:
    found = list(WORD.finditer(text))
    return Words(words=tuple(_fold(m[0]) for m in found), places=tuple((m.start(), m.end()) for m in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where a report has the words of a quotation, or words near them; ``quoted`` where they stand between marks."""

    page: Page
    place: Span
    exact: bool
    quoted: bool
    ratio: float
    diff: tuple[Piece, ...] = ()


def _runs(words: Sequence[str], part: Sequence[str]) -> Iterator[int]:
    """Where a run of words starts in a text's words."""
    if not part:
        return
    size = len(part)
    for n in range(len(words) - size + 1):
        if words[n] == part[0] and tuple(words[n : n + size]) == tuple(part):
            yield n


def _in_quotes(page: Page, start: int, end: int) -> bool:
    return any(q.start <= start + 1 and end <= q.end + 1 for q in page.reading.quotes)


def _parts(text: str) -> list[tuple[str, ...]]:
    """The pieces of a quotation that must stand in one go."""
    return [w for piece in GAP.split(text) if (w := _cut(piece).words)]


def exact(record: Record, text: str) -> list[Found]:
    """The places of the reports that have the very words, case, marks and dots aside; places between marks first."""
    parts = _parts(text)
    out: list[Found] = []
    for page in record.pages:
        whole = record.text(page.id)
        cut = _cut(whole)
        for n in _runs(cut.words, parts[0]) if parts else ():
            at, last = n, n + len(parts[0]) - 1
            for part in parts[1:]:
                nxt = next((k for k in _runs(cut.words, part) if last < k <= last + 80), None)
                if nxt is None:
                    break
                last = nxt + len(part) - 1
            else:
                start, end = cut.places[at][0], cut.places[last][1]
                place = Span(report=page.id, start=start, end=end, quote=whole[start:end])
                out.append(Found(page=page, place=place, exact=True, quoted=_in_quotes(page, start, end), ratio=1.0))
    return sorted(out, key=lambda f: not f.quoted)


def nearest(record: Record, text: str) -> Found | None:
    """The report's words that come nearest to a quotation, those between marks before others; null for none near."""
    mine = _cut(text)
    best: tuple[float, bool, Page, int, int] | None = None
    for page in record.pages:
        whole = record.text(page.id)
        cut = _cut(whole)
        stretches = [(q.start, q.end, True) for q in page.reading.quotes] + [
            (s.start, s.end, False) for s in page.reading.sentences
        ]
        for start, end, quoted in stretches:
            inside = [n for n, (a, b) in enumerate(cut.places) if start <= a and b <= end]
            if not inside:
                continue
            lo, hi = inside[0], inside[-1] + 1
            theirs = cut.words[lo:hi]
            if len(set(mine.words) & set(theirs)) < max(1, LEAST * len(set(mine.words))):
                continue
            blocks = [
                b for b in SequenceMatcher(None, mine.words, theirs, autojunk=False).get_matching_blocks() if b.size
            ]
            if not blocks:
                continue
            a, b = lo + blocks[0].b, lo + blocks[-1].b + blocks[-1].size
            a, b = max(lo, a - blocks[0].a), min(hi, b + len(mine.words) - blocks[-1].a - blocks[-1].size)
            ratio = sum(x.size for x in blocks) / max(len(mine.words), b - a)
            key = (ratio + 0.05 * quoted, quoted, page, a, b)
            if best is None or key[0] > best[0] + 1e-9:
                best = key
    if best is None or best[0] < NEAR:
        return None
    ratio, quoted, page, a, b = best
    whole = record.text(page.id)
    cut = _cut(whole)
    start, end = cut.places[a][0], cut.places[b - 1][1]
    place = Span(report=page.id, start=start, end=end, quote=whole[start:end])
    return Found(page=page, place=place, exact=False, quoted=quoted, ratio=ratio, diff=diff(text, place.quote))


def diff(draft: str, report: str) -> tuple[Piece, ...]:
    """The words of both, in order: what both have, what the draft alone has, what the report alone has."""
    mine, theirs = _cut(draft), _cut(report)
    out: list[Piece] = []

    def say(of: str, text: str, cut: Words, a: int, b: int) -> None:
        if b > a:
            out.append(Piece(of=of, text=text[cut.places[a][0] : cut.places[b - 1][1]]))  # type: ignore[arg-type]

    for tag, a, b, c, d in SequenceMatcher(None, mine.words, theirs.words, autojunk=False).get_opcodes():
        if tag == "equal":
            say("both", draft, mine, a, b)
        else:
            say("draft", draft, mine, a, b)
            say("report", report, theirs, c, d)
    return tuple(out)


def held_by(page: Page, start: int, end: int) -> Attribution | None:
    """Who says the words at a place, by the page's own attributions: the innermost whose content has most of them."""
    best: tuple[int, Attribution] | None = None
    for made in page.extraction.attributions:
        held = sum(max(0, min(end, b) - max(start, a)) for a, b in made.content)
        if 2 * held <= end - start or not made.source.name:
            continue
        if made.cue is not None and start <= made.cue[0] < end:
            continue  # "neighbours ask", within the words themselves
        size = sum(b - a for a, b in made.content)
        if best is None or size < best[0]:
            best = (size, made)
    return best[1] if best else None


def count(text: str) -> int:
    """How many words a text has."""
    return len(_cut(text).words)
