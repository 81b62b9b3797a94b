"""The line under a headline that names who published the text, with the date or without it.

"Southern Cross Wire", "*Office of the Prime Minister of New Zealand, 15 April 2026*", "4 May 2031 | Gotham Herald":
a line counts only as a whole, so that no sentence and no subtitle is taken for an outlet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from memcon.ingest import dates, lineage
from memcon.ingest.tables import rows, words

LONGEST = 120
WORDS = 12
JOINTS = re.compile(r"\s*[,|·•;()–—]\s*|\s+[-/]\s+|\s{2,}")
SMALL = frozenset({"of", "the", "and", "for", "to", "in", "on", "de", "del", "la", "&"})


def masthead(line: str) -> tuple[str, dates.Moment | None] | None:
    """The outlet that a line names and nothing else but a date, and that date; null for any other line."""
    line = line.strip(" \t*_>#|")
    if not line or len(line) > LONGEST:
        return None
    for name, moment in _parts(line):
        if is_outlet(name):
            return name, moment
    return None


def _parts(line: str) -> Iterator[tuple[str, dates.Moment | None]]:
    """The line as name and date: a date at its end, at its start, or none."""
    for joint in JOINTS.finditer(line):
        found = dates.parse(line[joint.end() :])
        if found is not None and not found[1].strip(" .|()"):
            yield line[: joint.start()], found[0]
    if (first := dates.parse(line)) is not None:
        yield first[1].strip(" ,.|·•–—-"), first[0]
    yield line, None


def is_outlet(name: str) -> bool:
    """Whether a line that stands alone is the name of an outlet: of the table, of that shape, or an office."""
    told = name.split()
    if not told or len(told) > WORDS or name[-1] in ".,;:?!":
        return False
    if lineage.known(name):
        return True
    if any(w not in SMALL and not w[0].isupper() for w in told):
        return False
    low = name.casefold().replace("’", "'").removeprefix("the ")
    if low.replace(",", "").startswith(tuple(f"{seat} " for seat in words("offices.tsv"))) or low in words(
        "offices.tsv"
    ):
        return True
    if low.endswith("'s office"):
        return True
    inner = told[1:] if told[0].casefold() == "the" else told
    return 2 <= len(inner) <= 5 and inner[-1].casefold() in _last() and not any(w in SMALL for w in inner[:-1])


@cache
def _last() -> frozenset[str]:
    """The last words of outlets' names, in lower case."""
    return frozenset(row[0].casefold() for row in rows("shapes.tsv", 2) if " " not in row[0])
