"""Proof: a draft pasted, and each sentence of it held against what the reports of a story carry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from memcon.model.memo import Memorandum
from memcon.present.serve import reads
from memcon.present.serve.asking import Nothing, RefusedError, asked
from memcon.present.serve.room import Room
from memcon.present.serve.values import Words
from memcon.proof import proof
from memcon.proof.types import Mark, Piece
from memcon.proof.wording import name as kind_name
from memcon.store import listing

LONGEST = 60_000
"""Characters of a draft."""
STORIES = 40
"""Stories that can be chosen from by name."""
NAME = re.compile(r"\b[A-Z][\w’'-]{2,}\b")
NAMES = 10
"""Names of a draft by which its story is found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftTold:
    """A draft, and which story it is of."""

    draft: str = asked("The draft, plain text or Markdown.", longest=LONGEST, lines=True)
    story: int | None = asked(
        "The number of its story; left out, the one that has most of its names.", default=None, low=1, high=10**7
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """Words of a report behind a mark. ``role`` is ``for`` or ``against``; ``voice`` is who says so there."""

    words: Words
    voice: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One finding: its kind, the words of the draft, why, what to write instead, what is behind it.

    ``asks`` is true of a question, which is no fault.
    """

    kind: str
    name: str
    fault: bool
    asks: bool
    start: int
    end: int
    quote: str
    why: str
    suggestion: str
    behind: tuple[Behind, ...]
    diff: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run of a sentence; ``marks`` are the numbers of the findings on it, from 1 within the sentence."""

    text: str
    marks: tuple[int, ...]
    fault: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of the draft with its findings."""

    number: int
    start: int
    end: int
    text: str
    runs: tuple[Run, ...]
    marks: tuple[Marked, ...]
    fault: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryChoice:
    """A story that a draft may be of."""

    number: int
    label: str
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofPage:
    """A draft against a story; without a draft, what it can be held against."""

    story: int
    label: str
    stories: tuple[StoryChoice, ...]
    draft: str
    sentences: tuple[Sentence, ...]
    counts: tuple[tuple[str, int], ...]
    whole: bool
    names: dict[str, str]


def desk(room: Room, _asks: Nothing) -> ProofPage:
    """The page on which a draft is pasted."""
    return _page(room, 0, "", (), whole=True, memo=None)


def proofed(room: Room, told: DraftTold) -> ProofPage:
    """A draft held against its story."""
    if reads.shown(room) is None:
        raise RefusedError(409, "The dossier tells nothing yet.", "Bring reports in first.")
    number = told.story or _likeliest(room, told.draft)
    memo = reads.story(room, number)
    found = proof(told.draft, memo)
    sentences = tuple(
        Sentence(
            number=n,
            start=line.start,
            end=line.end,
            text=line.text,
            runs=_runs(line.text, line.start, line.marks),
            marks=tuple(_marked(m, told.draft, memo) for m in line.marks),
            fault=bool(line.faults),
        )
        for n, line in enumerate(found.lines, 1)
    )
    return _page(room, number, told.draft, sentences, whole=found.whole, memo=memo)


def _page(
    room: Room, number: int, draft: str, sentences: tuple[Sentence, ...], *, whole: bool, memo: Memorandum | None
) -> ProofPage:
    there = reads.shown(room)
    stories = there.settled.stories if there else ()
    kinds = [m.name for s in sentences for m in s.marks]
    label = next((s.label or "" for s in stories if s.number == number), "")
    return ProofPage(
        story=number or 1,
        label=label,
        stories=tuple(
            StoryChoice(number=s.number, label=s.label or f"story {s.number}", reports=s.reports)
            for s in stories
            if s.number <= STORIES or s.number == number
        ),
        draft=draft,
        sentences=sentences,
        counts=tuple((k, kinds.count(k)) for k in dict.fromkeys(kinds)),
        whole=whole,
        names={r.id: r.outlet or r.file for r in memo.reports} if memo else {},
    )


def _marked(mark: Mark, draft: str, memo: Memorandum) -> Marked:
    held = {r.id: r for r in memo.reports}
    return Marked(
        kind=mark.kind,
        name=kind_name(mark.kind, sure=not mark.question),
        fault=mark.fault,
        asks=mark.question,
        start=mark.start,
        end=mark.end,
        quote=draft[mark.start : mark.end],
        why=mark.why,
        suggestion=mark.suggestion,
        behind=tuple(
            Behind(words=reads.words_of(held[e.place.report], e.place), voice=e.voice, role=e.role)
            for e in mark.evidence
            if e.place.report in held
        ),
        diff=mark.diff,
    )


def _runs(text: str, start: int, marks: tuple[Mark, ...]) -> tuple[Run, ...]:
    """The sentence cut at every edge of a finding."""
    spans = [(max(0, m.start - start), min(len(text), m.end - start)) for m in marks]
    cuts = sorted({0, len(text), *(e for span in spans for e in span if 0 <= e <= len(text))})
    out = []
    for low, high in pairwise(cuts):
        over = tuple(n for n, (a, b) in enumerate(spans, 1) if a <= low and high <= b)
        fault = any(marks[n - 1].fault for n in over)
        out.append(Run(text=text[low:high], marks=over, fault=fault))
    return tuple(out)


def _likeliest(room: Room, draft: str) -> int:
    """The number of the story that has most of the draft's names; the first where none has any."""
    names = list(dict.fromkeys(NAME.findall(draft)))
    names.sort(key=lambda n: (-len(n), n))
    with room.look() as connection:
        votes = listing.stories_with(connection, names[:NAMES])
    return max(votes, key=lambda n: (votes[n], -n), default=1)
