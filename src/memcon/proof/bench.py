"""What judging a draft shares: the record at hand, the cases, and how a mark is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from memcon.model.places import Span
from memcon.proof.frames import Frame
from memcon.proof.match import Index, Match
from memcon.proof.passages import Passages
from memcon.proof.record import Page, Record
from memcon.proof.types import Evidence, Kind, Mark

ARGS = 0.5
"""How near a report's words have to come for a clause of its to be set against the draft's."""

HEADED = 0.45
"""How near a report's word for the act must come at least for its clause to carry the draft's."""
CLOSE = 0.85
"""How near two words for an act are that say the same."""
Fault = Literal["status", "scale", "asked", "negation", "opposite", "actor", "reversed", "head"]
Role = Literal["for", "against"]
COMPLETE = 40
"""How far behind a verb what completes it may end, in characters, to be told with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A clause of the draft, the clauses of reports near it, those that carry it, and what is wrong with others.

    ``rivals`` are clauses of reports that tell the opposite, near enough to be set against it.
    """

    frame: Frame
    near: tuple[Match, ...]
    good: tuple[Match, ...] = ()
    faults: tuple[tuple[Fault, Match], ...] = ()
    rivals: tuple[Match, ...] = ()
    weaker: tuple[Match, ...] = ()
    """Clauses that would carry it too, less near than the best."""

    @property
    def all(self) -> tuple[Match, ...]:
        """What tells the same thing, carried or not."""
        return self.good or tuple(m for w, m in self.faults if w != "head")

    @property
    def told(self) -> bool:
        """Whether a report tells the very act, carried or not."""
        return bool(self.good) or any(w not in {"head", "actor", "reversed"} for w, _ in self.faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What judging needs: the record, its pages by id, its frames, and the draft."""

    record: Record
    pages: Mapping[str, Page]
    index: Index
    draft: Page
    passages: Passages
    days: tuple[tuple[datetime, datetime], ...] = ()
    """The days that the reports tell, from and to, on their own wall clocks; plans given up are left out."""
    gone: frozenset[tuple[str, int]] = frozenset()
    """The dates of plans given up: the report, and where the date starts."""

    def page(self, report: str) -> Page:
        """The page of a report."""
        return self.pages[report]

    def evidence(self, frame: Frame, role: Role = "for") -> Evidence:
        """The words of a clause of a report."""
        place = Span.of(frame.report, self.record.text(frame.report), frame.start, frame.end)
        return Evidence(place=place, voice=frame.voice, role=role)

    def words(self, frame: Frame) -> str:
        """The words of a clause of a report on one line."""
        return " ".join(self.record.text(frame.report)[frame.start : frame.end].split())


def mark(kind: Kind, place: tuple[int, int], why: str, evidence: Sequence[Evidence] = (), *, say: str = "") -> Mark:
    """A mark on words of the draft."""
    return Mark(kind=kind, start=place[0], end=place[1], why=why, suggestion=say, evidence=tuple(evidence))


def coverage(match: Match) -> float:
    """The share of a draft clause's words, figures aside, that a report's clause answers."""
    told = [near for _, near in match.pairs.values()]
    return sum(told) / len(told) if told else 1.0


def subject_words(bench: Bench, frame: Frame) -> str:
    """The subject of a report's clause, in its words; empty for none."""
    page = bench.page(frame.report)
    if not frame.subject:
        return ""
    tokens = page.graph.subtree(frame.subject[0])
    first, last = page.graph.tokens[tokens[0]], page.graph.tokens[tokens[-1]]
    return " ".join(bench.record.text(frame.report)[first.start : last.end].split()).rstrip(" ,;")


def verb_place(page: Page, frame: Frame) -> tuple[int, int]:
    """The verb group of a clause: auxiliaries, verb, particle."""
    graph = page.graph
    own = [frame.head, *graph.kids(frame.head, "aux", "auxpass", "neg", "prt")]
    first, last = min(own), max(own)
    if any(graph.tokens[i].dep in {"nsubj", "nsubjpass"} for i in range(first, last)):
        first = frame.head
    return graph.tokens[first].start, graph.tokens[last].end


def verb_words(bench: Bench, frame: Frame) -> str:
    """The verb group of a report's clause with what governs and what completes it, as the report has it."""
    page = bench.page(frame.report)
    graph = page.graph
    start, end = verb_place(page, frame)
    token = graph.tokens[frame.head]
    above = graph.tokens[token.head]
    if (
        token.dep in {"xcomp", "acl", "pcomp"}
        and above.i < frame.head
        and above.start < start
        and frame.head - above.i <= 8
    ):
        start = above.start
    objects = [
        *graph.kids(frame.head, "acomp", "dobj", "oprd"),
        *(o for _, _, o in graph.preps(frame.head) if o is not None),
    ]
    for k in sorted(objects):
        if end <= graph.tokens[k].start and graph.tokens[k].end - end <= COMPLETE:
            end = graph.tokens[k].end
            break
    return " ".join(bench.record.text(frame.report)[start:end].split())
