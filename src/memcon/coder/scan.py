"""One report read for its voices and acts alone: no claims, no other reports."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from memcon.extract.found import Found
from memcon.extract.mentions import find_mentions
from memcon.extract.tree import tree
from memcon.extract.types import Attribution
from memcon.extract.voices import voices_of
from memcon.model.memo import Report
from memcon.read import Parse, read
from memcon.read.people import peopled
from memcon.read.types import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What one report says: the reading, who says what, and the acts. The report is the one that was read."""

    report: Report
    reading: Reading
    attributions: tuple[Attribution, ...]
    found: Found


def plain_report(text: str, *, name: str = "R1", published: str | None = None) -> Report:
    """A press report of a text about which nothing else is known."""
    return Report(
        id=name,
        file=name,
        text=text,
        characters=len(text),
        published=published,
        language="en",
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )


def scan(report: Report, parse: Parse | None = None) -> Scan:
    """Read one report, parsed before or not, and take its voices and acts."""
    reading = read(report, parse)
    attributions = voices_of(tree(reading), report)
    reading = peopled(reading)
    found = find_mentions(report, reading, attributions)
    return Scan(report=report, reading=reading, attributions=attributions, found=found)
