"""Articles for the bench: several stories in one bundle, told by many outlets.

A story is one of the bundles of ``examples/`` with other persons, states and dates. Each of its
articles is one of the story's texts with paragraphs of background between, so that no two are the same
and an article is as long as press articles are (450 words in the mean).
"""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TELEPHONE = ("Trump", "Takaichi", "Xi", "November 24", "November 25", "November 26")
READOUTS = ("Beaumont", "Solvang", "Barents", "March 3", "March 4", "March 5")
STORIES: tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, str]], ...] = (
    ("telephone-call", TELEPHONE, TELEPHONE, ("the United States", "China")),
    ("two-readouts", READOUTS, READOUTS, ("Canada", "Norway")),
    ("telephone-call", TELEPHONE, ("Almeida", "Okabe", "Lin", "May 12", "May 13", "May 14"), ("Portugal", "Angola")),
    ("two-readouts", READOUTS, ("Castell", "Nygaard", "Kattegat", "June 9", "June 10", "June 11"), ("Chile", "Peru")),
    ("telephone-call", TELEPHONE, ("Haddad", "Ito", "Zhao", "August 4", "August 5", "August 6"), ("Egypt", "Turkey")),
    (
        "two-readouts",
        READOUTS,
        ("Ferland", "Aasen", "Baltic", "October 6", "October 7", "October 8"),
        ("Kenya", "Ghana"),
    ),
)
"""The bundle of ``examples/``, what to replace in it, by what, and the states of the background."""
BACKGROUND_PARAGRAPHS = 7


def story_of(number: int) -> int:
    """Which story the article of a number tells."""
    return number % len(STORIES)


def article(number: int) -> str:
    """The text of one article."""
    bundle, old, new, (one, two) = STORIES[story_of(number)]
    sources = sorted((ROOT / "examples" / bundle).glob("*.txt"))
    turn = number // len(STORIES)
    text = sources[turn % len(sources)].read_text("utf-8")
    told = dict(zip(old, new, strict=True))
    text = re.sub("|".join(sorted(map(re.escape, told), key=len, reverse=True)), lambda m: told[m.group(0)], text)
    paragraphs = [p for p in text.split("\n\n") if p.strip()]
    background = (ROOT / "bench" / "background.txt").read_text("utf-8").strip().split("\n\n")
    for k in range(BACKGROUND_PARAGRAPHS):
        added = background[(turn * 3 + k * 7) % len(background)].format(one=one, two=two)
        added = re.sub(r"(?:^|(?<=\. ))the ", "The ", added)
        paragraphs.insert(len(paragraphs) - (turn + k) % max(1, len(paragraphs) - 1), added)
    return "\n\n".join([*paragraphs, f"Filed under number {number}."]) + "\n"


def write(folder: Path, count: int) -> None:
    """Write the first ``count`` articles."""
    for number in range(count):
        (folder / f"{number:05}.txt").write_text(article(number), "utf-8")
