"""Reading and extracting an invented text, once per text; what the claims of it say."""

from __future__ import annotations

from functools import cache

from memcon.extract import extract
from memcon.extract.types import Draft, Extraction
from memcon.model.memo import Kind, Report
from memcon.read import read
from memcon.read.types import Reading


@cache
def run(text: str, kind: Kind = "news", side: str | None = None) -> tuple[Report, Reading, Extraction]:
    """A report of a text, its reading, what it says."""
    report = Report(id="R1", file="1.txt", kind=kind, side=side, text=text, characters=len(text))
    reading = read(report)
    return report, reading, extract(report, reading)


def over(text: str, words: str, kind: Kind = "news", side: str | None = None) -> list[Draft]:
    """The claims whose evidence has half of these words, the tightest first."""
    report, _, found = run(text, kind, side)
    at = report.text.index(words)
    end = at + len(words)
    held = [d for d in found.drafts if 2 * (min(d.evidence[1], end) - max(d.evidence[0], at)) >= len(words)]
    return sorted(held, key=lambda d: d.evidence[1] - d.evidence[0])


def chains(text: str, words: str, kind: Kind = "news", side: str | None = None) -> list[list[str]]:
    """The chains of voices of the five tightest claims over some words."""
    return [[v.name for v in d.voice] for d in over(text, words, kind, side)[:5]]


def quotes(text: str, drafts: list[Draft]) -> list[str]:
    """The words of drafts."""
    return [text[d.evidence[0] : d.evidence[1]] for d in drafts]
