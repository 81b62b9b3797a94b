"""Paragraphs, and the turns of a transcript: who has the floor from where to where."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from memcon.model.memo import Kind
from memcon.read.lexicon import table, words
from memcon.read.types import Range

_WRAP_LOW, _WRAP_HIGH = 40, 100
_NAMES = 3
"""Words that the label of somebody of the press has at most."""
_UPPER = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’\-]{0,40}"
_PARTICLE = (
    r"(?:al|el|ul|ur|as|ash|ad|an|ar|at|az|bin|ibn|bint|ben|de|da|di|do|dos|du|van|von|der|den|ter|ten|zu|af|y|e|le|la)"
)
_TITLED = rf"(?:[A-ZÀ-Þ][\w.'’\-]*|{_PARTICLE}[-'’][A-ZÀ-Þ][\w.'’\-]*|{_PARTICLE}|of|the|and|for)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of one paragraph in one voice; ``label`` is the speaker's label within the text.

    ``said`` is the label's wording without parenthesis and colon, carried on to the later stretches
    of the same turn; ``reporter`` marks a turn that asks. All null outside a transcript.
    """

    start: int
    end: int
    paragraph: int
    label: Range | None = None
    said: str | None = None
    reporter: bool = False


def paragraphs(text: str) -> tuple[Range, ...]:
    """The half-open ranges of the paragraphs, blank ones left out.

    A line is a paragraph, unless the text is hard-wrapped: then blank lines part paragraphs.
    """
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+", text)]
    lines = [(a, b) for a, b in lines if not text[a:b].isspace()]
    if not _wrapped(text, lines):
        return tuple(lines)
    out: list[Range] = []
    for a, b in lines:
        gap = text[out[-1][1] : a] if out else ""
        if out and len(re.findall(r"\r\n|\n|\r", gap)) == 1:
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    return tuple(out)


def _wrapped(text: str, lines: list[Range]) -> bool:
    """Whether line ends were put in to keep lines short."""
    followed = [
        text[a:b].rstrip() for (a, b), (c, _) in pairwise(lines) if len(re.findall(r"\r\n|\n|\r", text[b:c])) == 1
    ]
    if len(followed) < 4 or max((b - a for a, b in lines), default=0) > _WRAP_HIGH + 20:
        return False
    lengths = sorted(len(line) for line in followed)
    open_ends = sum(line[-1] not in '.!?:"”' for line in followed)
    return _WRAP_LOW <= lengths[len(lengths) // 2] <= _WRAP_HIGH and open_ends * 2 > len(followed)


@cache
def _capital_label() -> re.Pattern[str]:
    """A label in capitals, at the start or after the end of a sentence: ``MS. SMITH:``."""
    return re.compile(
        rf"(?:^|(?<=[\s—–\-.!?”\")]))(?P<said>{_UPPER}(?:[ \u00a0](?:{_UPPER}|OF|THE|AND|\#?\d+)){{0,7}})"
        r"(?:[ \u00a0]?\([^)\n]{1,60}\))?[ \u00a0]?:(?=\s|$)"
    )


@cache
def _asking_label() -> re.Pattern[str]:
    """The bare ``Q`` before a reporter's words, at the start or after the end of a sentence."""
    return re.compile(r"(?:^|(?<=[.!?—–\-:”\")…])[ \u00a0])(?P<said>Q)(?:[.:])?[ \u00a0]+(?=[\"“'‘(A-Z\[])")


@cache
def _mixed_label() -> re.Pattern[str]:
    """A label in title case at the start of a paragraph: ``Mao Ning:``, ``Dr. Ada Lund, Official Spokesperson:``."""
    name = rf"[A-ZÀ-Þ][\w.'’\-]*(?:[ \u00a0]{_TITLED}){{0,6}}"
    office = rf"(?:,[ \u00a0](?:the[ \u00a0])?[A-ZÀ-Þ][\w.'’\-]*(?:[ \u00a0]{_TITLED}){{0,8}}){{0,2}}"
    return re.compile(rf"\s*(?P<said>{name}{office})(?:[ \u00a0]?\([^)\n]{{1,60}}\))?[ \u00a0]?:(?=\s)")


def _is_reporter(said: str) -> bool:
    """Whether a label stands for somebody of the press."""
    name = said.strip(".:").upper()
    first = re.split(r"[ \u00a0#\d]", name)[0]
    return first in words("segments", "reporter_labels") or name in words("segments", "outlet_labels")


def segments(text: str, paras: tuple[Range, ...], kind: Kind) -> tuple[Segment, ...]:
    """The paragraphs cut at the labels of speakers, in order."""
    labels = [_labels(text, a, b) for a, b in paras]
    strong = sum(len(found) for found in labels)
    mixed = _mixed(text, paras, kind)
    if kind != "transcript" and strong + len(mixed) < 2:
        return tuple(Segment(start=a, end=b, paragraph=p) for p, (a, b) in enumerate(paras))
    press = _press(text, paras, labels, mixed)
    out: list[Segment] = []
    said: str | None = None
    reporter = False
    for p, (a, b) in enumerate(paras):
        cuts = list(labels[p]) or ([mixed[p]] if p in mixed else [])
        if not cuts or text[a : cuts[0][0]].strip():
            out.append(Segment(start=a, end=cuts[0][0] if cuts else b, paragraph=p, said=said, reporter=reporter))
        for k, (start, end, name) in enumerate(cuts):
            stop = cuts[k + 1][0] if k + 1 < len(cuts) else b
            said, reporter = name, _is_reporter(name) or name in press
            out.append(Segment(start=start, end=stop, paragraph=p, label=(start, end), said=said, reporter=reporter))
    return tuple(out)


def _press(
    text: str,
    paras: tuple[Range, ...],
    labels: list[list[tuple[int, int, str]]],
    mixed: dict[int, tuple[int, int, str]],
) -> frozenset[str]:
    """The labels of those who only ask, by name, where one whose label has an office answers ("Asha:", "Ben:")."""
    turns: dict[str, list[str]] = {}
    open_turn: list[str] | None = None
    for p, (a, b) in enumerate(paras):
        cuts = list(labels[p]) or ([mixed[p]] if p in mixed else [])
        if not cuts and open_turn is not None:
            open_turn[-1] += text[a:b]
        for k, (_, end, name) in enumerate(cuts):
            open_turn = turns.setdefault(name, [])
            open_turn.append(text[end : cuts[k + 1][0] if k + 1 < len(cuts) else b])
    hosts = {n for n in turns if "," in n and _offices() & {w.lower().strip(".") for w in re.split(r"[ \u00a0,]+", n)}}
    if not hosts:
        return frozenset()
    bare = [n for n in turns if n not in hosts and "," not in n and len(n.split()) <= _NAMES]
    return frozenset(n for n in bare if all("?" in turn for turn in turns[n]))


@cache
def _offices() -> frozenset[str]:
    """The words in which an office that answers the press shows."""
    return words("segments", "answering_offices")


def _labels(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """The labels in capitals and the bare Q's of a paragraph: start, end, wording."""
    line = text[start:end]
    shift = len(line) - len(line.lstrip())
    line = line.strip()
    found: list[tuple[int, int, str]] = []
    barred = words("segments", "not_speakers")
    for m in _capital_label().finditer(line):
        said = m["said"].strip(" .\u00a0") if not re.search(r"\b(?:MR|MS|MRS|DR|JR|SR)\.$", m["said"]) else m["said"]
        if (len(said) > 1 and said not in barred and said.split()[0] not in barred) or said in {"Q", "A"}:
            found.append((m.start("said"), m.end(), said))
    taken = {a for a, _, _ in found}
    for m in _asking_label().finditer(line):
        if m.start("said") not in taken:
            found.append((m.start("said"), m.end("said"), "Q"))
    return sorted((start + shift + a, start + shift + b, s) for a, b, s in found)


def _mixed(text: str, paras: tuple[Range, ...], kind: Kind) -> dict[int, tuple[int, int, str]]:
    """The labels in title case by paragraph: those that come twice, or any in a transcript."""
    found: dict[int, tuple[int, int, str]] = {}
    for p, (a, b) in enumerate(paras):
        m = _mixed_label().match(text, a, b)
        if m and len(m["said"]) > 1 and not m["said"].isupper():
            found[p] = (m.start("said"), m.end(), m["said"].strip())
    counts = Counter(said for _, _, said in found.values())
    barred = {w.lower() for w in table("segments")["not_speakers"]}
    floor = 1 if kind == "transcript" else 2
    return {p: hit for p, hit in found.items() if counts[hit[2]] >= floor and hit[2].lower().split()[0] not in barred}
