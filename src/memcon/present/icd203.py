"""ICD 203's words: degrees of likelihood, levels of confidence, and sentences that mix the two.

The rule is section D.6.e.(2) of Intelligence Community Directive 203 (2015): a level of confidence, which is of
a judgement, and a degree of likelihood, which is of an event, never stand in one sentence. What stands in
quotation marks is somebody else's and is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from memcon.model.data import mapping

_QUOTED = re.compile(r"“[^”“]*”|«[^»«]*»|\"[^\"\n]*\"")
_END = re.compile(r"[.!?…]+[)\]’”\"']*(?=\s|$)")
_BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+•◇>#|]|\d+[.)]\s))")
_SHORT = re.compile(
    r"(?:\b(?:[A-Z]|[Mm]rs?|[Dd]r|[Gg]en|[Aa]mb|[Ll]t|[Cc]ol|[Ss]t|[Nn]o|vs|e\.g|i\.e|cf|approx|[Pp]ct))$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Degree:
    """A degree of likelihood: the directive's two terms for it and its range in percent."""

    first: str
    second: str
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level of confidence and what it rests on."""

    level: str
    rests: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixture:
    """The words of likelihood and of confidence that one sentence holds."""

    likelihood: str
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A sentence that mixes the two, with the line of the text that it begins on."""

    line: int
    sentence: str
    mixture: Mixture


def degrees() -> tuple[Degree, ...]:
    """The degrees of likelihood, the lowest first."""
    return tuple(Degree(**row) for row in mapping("present", "icd203")["likelihood"])


def levels() -> tuple[Level, ...]:
    """The levels of confidence, the highest first."""
    return tuple(Level(**row) for row in mapping("present", "icd203")["confidence"])


def blanks() -> tuple[str, ...]:
    """What an analyst fills in for a judgement; likelihood and confidence are two of them."""
    return tuple(mapping("present", "icd203")["blanks"])


@cache
def _pattern(group: str) -> re.Pattern[str]:
    """One pattern for all words of a group, the longest first."""
    forms = []
    for words in sorted(mapping("present", "icd203")[group], key=lambda w: (-len(w), w)):
        body = r"\s+".join(re.escape(part) for part in words.rstrip("*").split())
        forms.append(body + (r"\w*" if words.endswith("*") else r"(?!\w)"))
    return re.compile(r"(?<!\w)(?:" + "|".join(forms) + ")", re.IGNORECASE)


def mixes(sentence: str) -> Mixture | None:
    """The words of likelihood and of confidence in one sentence of our own; null unless it holds both."""
    own = _pattern("not_confidence").sub(" ", _QUOTED.sub(" ", sentence))
    likelihood, confidence = _pattern("tells_likelihood").search(own), _pattern("tells_confidence").search(own)
    if likelihood is None or confidence is None:
        return None
    return Mixture(likelihood=_plain(likelihood[0]), confidence=_plain(confidence[0]))


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of plain text or Markdown, each with the line that it begins on, from 1.

    An empty line, a heading, an item of a list and a row of a table end a sentence; a line break alone does
    not. A quotation is never cut.
    """
    hidden = _QUOTED.sub(lambda m: "”" * len(m[0]), text)
    edges = {0, len(text)} | {m.start() for m in _BLOCK.finditer(text)}
    edges |= {m.end() for m in _END.finditer(hidden) if not _abbreviation(hidden, m)}
    edges |= {m.end() for m in re.finditer(r"^\s*#.*$", text, re.MULTILINE)}
    for start, end in pairwise(sorted(edges)):
        piece = text[start:end]
        if piece.strip():
            begins = start + len(piece) - len(piece.lstrip())
            yield text.count("\n", 0, begins) + 1, _plain(piece)


def faults(text: str) -> tuple[Fault, ...]:
    """The sentences of a text that mix likelihood and confidence, in order."""
    found = ((line, sentence, mixes(sentence)) for line, sentence in sentences(text))
    return tuple(Fault(line=line, sentence=s, mixture=mixture) for line, s, mixture in found if mixture)


def rows_mixed(text: str) -> tuple[str, ...]:
    """The terms of both of the directive's rows that a text uses; empty where it keeps to one.

    The directive asks for one row of terms in one product, or for a note that they mean the same.
    """
    own = _QUOTED.sub(" ", text)
    first = _terms(own, [d.first for d in degrees()])
    second = _terms(own, [d.second for d in degrees() if d.second != "remote"])
    return (*first, *second) if first and second else ()


def _terms(text: str, terms: Sequence[str]) -> list[str]:
    """The terms that a text uses, as they stand in the directive or as adverbs ("probably", "almost certainly")."""
    forms = {t: f"{t[:-1]}[ey]" if t.endswith("e") else f"{t}(?:ly)?" for t in terms}
    return [t for t, form in forms.items() if re.search(rf"(?<!\w){form}(?!\w)", text, re.IGNORECASE)]


def _abbreviation(text: str, end: re.Match[str]) -> bool:
    """Whether a full stop ends a number, an initial or a title ("1.", "U.S.", "Mr.") and the sentence goes on."""
    after = text[end.end() :].lstrip()
    if re.search(r"(?:^|\n)\s*\d+$", text[: end.start()]):
        return True
    if not end[0].startswith(".") or not _SHORT.search(text[: end.start()]):
        return False
    initial = re.search(r"\b[A-Z]\.[A-Z]$", text[: end.start()])
    return not (initial and re.match(r"(?:The|This|That|These|We|It|In|But|And|Our|If|A|An)\b", after))


def _plain(text: str) -> str:
    return " ".join(text.split())
